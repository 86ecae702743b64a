"""A pack with real files of every kind, some of them with names that no other system accepts."""

from __future__ import annotations

import wave
import zipfile
from datetime import date
from pathlib import Path

import pytest

from enable_desktop.packs.chosen import PageLinkTo
from enable_desktop.packs.contents import Medium, PackContents, Packed
from enable_desktop.packs.parcels import Parcel

DAY = date(2026, 3, 12)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A folder of content."""
    folder = tmp_path / "content"
    (folder / "deep").mkdir(parents=True)
    (folder / "guide.md").write_text(
        "---\ntitle: Guide\n---\n# Guide\n\nSee [the answer](deep/Answer%20%231.md#second), [the plan](plan.md), "
        "[the web](https://example.com) and [nothing](gone.md).\n",
        encoding="utf-8",
    )
    (folder / "deep" / "Answer #1.md").write_text("# Answer\n\n[Back](../guide.md)\n", encoding="utf-8")
    (folder / "plan.md").write_text("# Not packed\n", encoding="utf-8")
    (folder / "aux.txt").write_text("word " * 50_000, encoding="utf-8")
    (folder / "deep" / "GUIDE.md").write_text("# The other guide\n", encoding="utf-8")
    with wave.open(str(folder / "bite.wav"), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(16_000))
    with zipfile.ZipFile(folder / "deck.pptx", "w", zipfile.ZIP_DEFLATED) as deck:
        deck.writestr("[Content_Types].xml", "<Types/>" * 5_000)
    return folder


@pytest.fixture
def parcel(content: Path) -> Parcel:
    """What is packed of it; the plan is not."""
    paths = {
        1: content / "guide.md",
        2: content / "deep" / "Answer #1.md",
        3: content / "aux.txt",
        4: content / "deep" / "GUIDE.md",
        5: content / "bite.wav",
        6: content / "deck.pptx",
    }
    items = [
        Packed(asset=id_, title=f"Item {id_}", heading="First" if id_ < 4 else "", reviewed=DAY if id_ == 1 else None)
        for id_ in paths
    ]
    items[4] = Packed(asset=5, title="A bite", medium=Medium.AUDIO, seconds=1, transcript="So what did it cost?")
    items.append(Packed(asset=7, title="On the web", address="https://example.com/x", question="Where is it?"))
    return Parcel(
        contents=PackContents(
            pack=1, title="March", company="Sample Co", language="en", day=DAY, items=tuple(items), sheets=(2,)
        ),
        paths=paths,
        links={
            1: (
                PageLinkTo(number=0, target="deep/Answer%20%231.md#second", asset=2),
                PageLinkTo(number=1, target="plan.md", asset=9),
                PageLinkTo(number=3, target="gone.md"),
            ),
            2: (PageLinkTo(number=0, target="../guide.md", asset=1),),
        },
    )
