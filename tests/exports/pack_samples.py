"""Packs to try pages with."""

from __future__ import annotations

import random
import struct
import wave
from dataclasses import replace
from datetime import date
from pathlib import Path

from enable_desktop.packs.contents import Change, Gone, Medium, PackContents, Packed, PackedPlaylist

SHEET = 3
ITEMS = (
    Packed(
        asset=1, title="Answer to the price question", heading="Before the call", kind="Guide",
        icon="file-document-outline", question="Your price is too high", summary="Three steps that keep the price",
        use_when="When the price comes up first", say_first="What are you comparing it with?",
        facets={"Stage": ("Negotiation",), "Who you talk to": ("Finance",)}, seconds=300, reviewed=date(2026, 3, 2),
        ask=("A. Nowak", "B. Weber"), change=Change.NEW, file="files/price answer.md", bytes=1_800,
        text="# Answer to the price question\n\nAsk **first**, then see [the checklist](demo.md).\n", is_markdown=True,
    ),
    Packed(
        asset=2, title="Ёлка: отчёт о сезоне", heading="Before the call", kind="Case story", icon="bookmark-outline",
        summary="Как завод подготовился к зиме", facets={"Stage": ("Discovery",)}, pages=4, reviewed=date(2026, 1, 20),
        change=Change.CHANGED, file="files/отчёт.pdf", bytes=2_400_000, text="Йод и ёмкость. Überraschung im Café.",
    ),
    Packed(
        asset=SHEET, title="Demo checklist", heading="In the call", kind="Guide", icon="clipboard-check-outline",
        facets={"Stage": ("Discovery",), "Who you talk to": ("Plant manager",)}, seconds=180, file="files/demo.md",
        bytes=600, text="## Open\n\n- Say why you called\n- Ask what changed\n", is_markdown=True,
    ),
    Packed(
        asset=11, title="Opening a call", heading="Bites", kind="Bite", icon="play-circle-outline", seconds=124,
        medium=Medium.AUDIO, file="media/opening.wav", bytes=1_000, transcript="So what did the last outage cost?",
    ),
    Packed(
        asset=12, title="Silence after the price", heading="Bites", kind="Bite", icon="play-circle-outline",
        seconds=190, medium=Medium.AUDIO, file="media/silence.wav", bytes=1_000, transcript="Then count to five.",
    ),
)  # fmt: skip
PACK = PackContents(
    pack=7,
    title="Sales pack, mid-market",
    company="Sample Co",
    language="en",
    day=date(2026, 3, 12),
    audience="AEs",
    until=date(2026, 4, 30),
    intro="Read the **first** before Monday.",
    answers="enablement@example.com",
    since=date(2026, 2, 12),
    items=ITEMS,
    playlists=(PackedPlaylist(id=5, title="Bites for this month", assets=(11, 12)),),
    sheets=(SHEET,),
    gone=(Gone(title="Old price list", file="files/old.pdf", instead="Answer to the price question"),),
)


def many(count: int, words: int = 300) -> PackContents:
    """A pack of so many assets, half of them Russian, each with a text of so many words; the same each time."""
    known_words = tuple(
        tuple(f"{stem}{one}{other}" for one in ends for other in ends for stem in stems.split())
        for stems, ends in (
            (
                "цен возражен встреч клиент завод договор безопасност продлен осмотр",
                ("", "а", "ик", "ов", "ени", "ость"),
            ),
            (
                "price object discover customer value plant demo contract security renew",
                ("", "s", "ing", "er", "al", "ion"),
            ),
        )
    )
    items = []
    for number in range(count):
        known = known_words[number % 2]
        said = random.Random(number).choices(known, k=max(words, 40))
        items.append(
            Packed(
                asset=number + 1,
                title=f"{' '.join(said[:4]).capitalize()} {number}",
                heading=f"Group {number % 12}",
                kind=("Guide", "Case story", "Play", "Bite")[number % 4],
                icon=("file-document-outline", "bookmark-outline", "source-branch", "play-circle-outline")[number % 4],
                question=f"{' '.join(said[4:9])}?" if number % 3 == 0 else "",
                summary=" ".join(said[9:25]),
                use_when=" ".join(said[25:32]),
                facets={"Stage": (f"Stage {number % 7}",), "Who you talk to": (f"Person {number % 9}",)},
                seconds=60 + number % 600,
                reviewed=date(2026, 3, 1),
                file=f"files/{number}.md",
                bytes=2_000,
                text=" ".join(said),
            )
        )
    return replace(PACK, items=tuple(items), playlists=(), sheets=(), gone=())


def write_media(folder: Path, seconds: float = 0.3) -> None:
    """The recordings of the pack: silence."""
    (folder / "media").mkdir(exist_ok=True)
    for item in ITEMS:
        if item.medium is Medium.AUDIO:
            with wave.open(str(folder / item.file), "wb") as file:
                file.setnchannels(1)
                file.setsampwidth(2)
                file.setframerate(8_000)
                file.writeframes(struct.pack("<h", 0) * int(8_000 * seconds))
