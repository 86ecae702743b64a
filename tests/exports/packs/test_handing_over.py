"""A pack is handed over whole or not at all, with every name, link and fingerprint in order."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from enable_desktop.errors import WorkspaceError
from enable_desktop.packs.chosen import PageLinkTo
from enable_desktop.packs.contents import Change, Packed
from enable_desktop.packs.parcels import Parcel
from enable_desktop.packs.sent import ExportedItem, Form
from enable_desktop.words import Words
from exports.packs.handing_over import form_of, hand_over
from exports.write import NotWritten
from tests.exports.reading import text_of
from tests.exports.test_mending import targets_in, word_bytes


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def folder(parcel: Parcel, words: Words, tmp_path: Path) -> Path:
    out = tmp_path / "Pack"
    hand_over(parcel, words, out)
    return out


def test_the_ending_of_the_name_says_as_what_it_is_written() -> None:
    names = {"x.ZIP": Form.ZIP, "x.html": Form.PAGE, "x.pdf": Form.BOOKLET, "x": Form.FOLDER, "v1.2": Form.FOLDER}
    assert {name: form_of(Path(name)) for name in names} == names


def test_the_manifest_lists_every_file_with_its_size_and_fingerprint(folder: Path) -> None:
    listed = json.loads((folder / "manifest.json").read_bytes())
    there = files_in(folder)
    assert [each["file"] for each in listed] == sorted(set(there) - {"manifest.json"})
    for each in listed:
        content = there[each["file"]]
        assert (each["bytes"], each["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    assert [(each["title"], each["reviewed"]) for each in listed if each["reviewed"]] == [("Item 1", "2026-03-12")]


@pytest.mark.parametrize("tool", ["sha256sum", "shasum"])
def test_what_verify_says_finds_a_changed_file_and_one_that_is_gone(
    parcel: Parcel, words: Words, content: Path, tmp_path: Path, tool: str
) -> None:
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed here")
    name = "Приём «цены» [1] $HOME.md"
    content.joinpath(name).write_text("# Цена", encoding="utf-8")
    out = tmp_path / "Комплект с пробелом"
    hand_over(replace(parcel, paths={**parcel.paths, 4: content / name}), words, out)
    said = (out / "verify.txt").read_text("utf-8").splitlines()
    (command,) = (line.strip() for line in said if line.strip().startswith(tool))

    def checked() -> tuple[int, list[str]]:
        done = subprocess.run(command, shell=True, cwd=out, capture_output=True, text=True)
        return done.returncode, [line for line in done.stdout.splitlines() if not line.endswith(": OK")]

    assert checked() == (0, [])
    (out / "files" / name).write_bytes(b"another")
    (out / "files" / "bite.wav").unlink()
    code, told = checked()
    assert code == 1
    assert told == ["files/bite.wav: FAILED open or read", f"files/{name}: FAILED"]


def test_what_verify_says_for_windows_reads_the_fingerprint_of_every_file(folder: Path) -> None:
    said = (folder / "verify.txt").read_text("utf-8")
    (pattern,) = re.findall(r"-match '(\^[^']+\$)'", said)
    read = {found[2]: found[1] for line in said.splitlines() if (found := re.search(pattern, line))}
    listed = json.loads((folder / "manifest.json").read_bytes())
    assert read == {each["file"]: each["sha256"] for each in listed if each["file"] != "verify.txt"}


def test_names_are_safe_everywhere_and_unique_also_in_case(folder: Path) -> None:
    names = sorted(name.removeprefix("files/") for name in files_in(folder) if name.startswith("files/"))
    assert names == ["Answer #1.md", "GUIDE 2.md", "_aux.txt", "bite.wav", "deck.pptx", "guide.md"]


def test_what_many_folders_call_alike_bears_its_title(parcel: Parcel, words: Words, tmp_path: Path) -> None:
    paths, items = {}, []
    for number, title in enumerate(("How to sell", "How to sell", ""), 1):
        path = tmp_path / str(number) / "index.md"
        path.parent.mkdir()
        path.write_text(f"# {number}", encoding="utf-8")
        paths[number] = path
        items.append(Packed(asset=number, title=title))
    same = replace(parcel, paths=paths, links={}, contents=replace(parcel.contents, items=tuple(items), sheets=()))
    hand_over(same, words, tmp_path / "Pack")
    assert sorted(path.name for path in (tmp_path / "Pack" / "files").iterdir()) == [
        "How to sell 2.md",
        "How to sell.md",
        "index.md",
    ]


def test_links_lead_to_the_copies_and_of_what_is_not_packed_the_words_stay(folder: Path) -> None:
    guide = (folder / "files" / "guide.md").read_text("utf-8")
    assert "See [the answer](Answer%20%231.md#second), the plan, [the web](https://example.com) and nothing." in guide
    assert guide.startswith("---\ntitle: Guide\n---\n")
    assert "[Back](guide.md)" in (folder / "files" / "Answer #1.md").read_text("utf-8")


def test_the_page_leads_to_packed_items_and_shows_the_rest_as_words(folder: Path) -> None:
    page = (folder / "index.html").read_text("utf-8")
    assert '<a href="#a2">the answer</a>, the plan' in page
    assert "./files/Answer%20%231.md" in page
    assert "title: Guide" not in page
    assert "plan.md" not in page


def test_the_same_pack_gives_the_same_bytes(parcel: Parcel, words: Words, tmp_path: Path) -> None:
    for name in ("a.zip", "a.html", "a.pdf"):
        first, again = tmp_path / f"1{name}", tmp_path / f"2{name}"
        hand_over(parcel, words, first)
        for path in parcel.paths.values():
            os.utime(path, (1, 1))
        hand_over(parcel, words, again)
        assert first.read_bytes() == again.read_bytes(), name


def test_a_zip_archive_stores_what_is_compressed_already(
    parcel: Parcel, words: Words, tmp_path: Path, folder: Path
) -> None:
    handed = hand_over(parcel, words, tmp_path / "p.zip")
    with zipfile.ZipFile(tmp_path / "p.zip") as archive:
        assert archive.testzip() is None
        there = {each.filename: each for each in archive.infolist()}
        assert {name: archive.read(name) for name in there} == files_in(folder)
    assert there["files/deck.pptx"].compress_type == zipfile.ZIP_STORED
    assert there["files/_aux.txt"].compress_type == zipfile.ZIP_DEFLATED
    assert there["files/_aux.txt"].compress_size < 5_000
    assert {each.date_time for each in there.values()} == {(1980, 1, 1, 0, 0, 0)}
    assert handed.bytes == (tmp_path / "p.zip").stat().st_size


def test_one_page_holds_the_files_that_are_not_too_large(parcel: Parcel, words: Words, tmp_path: Path) -> None:
    out = tmp_path / "p.html"
    handed = hand_over(replace(parcel, largest=100_000), words, out)
    page = out.read_text("utf-8")
    (held,) = re.findall(r'"data:audio/wav;base64,([A-Za-z0-9+/=]+)"', page)
    assert base64.b64decode(held) == parcel.paths[5].read_bytes()
    assert "data:text/plain" not in page
    assert [words.say(note) for note in handed.notes] == [
        "“Item 3” is too large for one page; what is written about it is there."
    ]
    assert hashlib.sha256(out.read_bytes()).hexdigest() == handed.digest


def test_a_booklet_has_every_item_and_its_text(parcel: Parcel, words: Words, tmp_path: Path) -> None:
    handed = hand_over(parcel, words, tmp_path / "p.pdf")
    said = " ".join(text_of((tmp_path / "p.pdf").read_bytes()).split())
    assert handed.pages >= 4
    for words_of_it in ("March", "Where is it?", "Item 4", "the answer", "https://example.com/x", "CHEAT SHEET"):
        assert words_of_it in said, words_of_it


def test_what_is_new_changed_and_gone_is_told_by_what_the_files_hold(
    parcel: Parcel, words: Words, tmp_path: Path
) -> None:
    first = hand_over(parcel, words, tmp_path / "first")
    parcel.paths[3].write_text("other words", encoding="utf-8")
    before = {each.asset: each for each in first.items if each.asset is not None and each.asset != 6}
    later = replace(parcel, before=before, contents=replace(parcel.contents, since=date(2026, 2, 1)))
    hand_over(later, words, tmp_path / "second")
    page = (tmp_path / "second" / "index.html").read_text("utf-8")
    assert "Since the pack of" in page
    handed = hand_over(later, words, tmp_path / "third.zip")
    known = {each.asset: each.digest for each in before.values()}
    assert {each.asset for each in handed.items if each.digest != known.get(each.asset)} == {3, 6}


def test_a_web_address_that_is_another_one_counts_as_changed(parcel: Parcel, words: Words, tmp_path: Path) -> None:
    from exports.packs.packing import look_at

    digest = hashlib.sha256(b"https://example.com/old").hexdigest()
    before = {7: ExportedItem(asset=7, title="On the web", digest=digest)}
    packing = look_at(replace(parcel, before=before, contents=replace(parcel.contents, since=date(2026, 2, 1))))
    assert {item.asset: item.change for item in packing.contents().items}[7] is Change.CHANGED


def test_what_cannot_be_read_stays_out_and_is_named(parcel: Parcel, words: Words, tmp_path: Path) -> None:
    parcel.paths[2].unlink()
    with parcel.paths[3].open("wb") as empty:
        # A file without blocks stands for one that is only online.
        empty.truncate(100_000)
    lost = replace(
        parcel,
        paths={**parcel.paths, 4: tmp_path, 6: tmp_path / "Other.enable"},
    )
    (tmp_path / "Other.enable").write_bytes(b"never opened")
    handed = hand_over(lost, words, tmp_path / "Pack")
    assert sorted(path.name for path in (tmp_path / "Pack" / "files").iterdir()) == ["bite.wav", "guide.md"]
    said = [words.say(note) for note in handed.notes]
    assert [note.partition(":")[0] for note in said] == [f"“Item {id_}” stays out" for id_ in (2, 3, 4, 6)]
    guide = (tmp_path / "Pack" / "files" / "guide.md").read_text("utf-8")
    assert "See the answer, the plan" in guide


def test_a_page_that_changed_since_its_links_were_read_is_packed_as_it_is(
    parcel: Parcel, words: Words, tmp_path: Path
) -> None:
    parcel.paths[1].write_text("# Guide\n\n[Something](else.md)\n", encoding="utf-8")
    handed = hand_over(parcel, words, tmp_path / "Pack")
    assert (tmp_path / "Pack" / "files" / "guide.md").read_text("utf-8") == "# Guide\n\n[Something](else.md)\n"
    assert [words.say(note) for note in handed.notes] == [
        "The links in “Item 1” could not be led to the copies; it is as it was."
    ]


def test_an_earlier_pack_is_replaced_and_any_other_folder_is_not_touched(
    parcel: Parcel, words: Words, tmp_path: Path, folder: Path
) -> None:
    smaller = replace(parcel, contents=replace(parcel.contents, items=parcel.contents.items[:1]))
    hand_over(smaller, words, folder)
    assert [path.name for path in (folder / "files").iterdir()] == ["guide.md"]
    (folder / "files" / ".DS_Store").write_bytes(b"of the system")
    hand_over(smaller, words, folder)
    (folder / "files" / "holiday.jpg").write_bytes(b"mine")
    before = files_in(folder)
    with pytest.raises(WorkspaceError, match="holds other files"):
        hand_over(parcel, words, folder)
    assert files_in(folder) == before


@pytest.mark.parametrize("name", ["Pack", "p.zip", "p.html", "p.pdf"])
def test_stopping_half_way_leaves_what_was_there_and_nothing_else(
    parcel: Parcel, words: Words, tmp_path: Path, name: str
) -> None:
    class StoppedError(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done > 100_000:
            raise StoppedError

    target = tmp_path / "to"
    target.mkdir()
    hand_over(parcel, words, target / name)
    before = files_in(target)
    with pytest.raises(StoppedError):
        hand_over(parcel, words, target / name, told=stop)
    assert files_in(target) == before


def test_a_target_that_cannot_be_written_is_told_in_a_sentence(parcel: Parcel, words: Words, tmp_path: Path) -> None:
    with pytest.raises(NotWritten):
        hand_over(parcel, words, tmp_path / "nowhere" / "p.zip")
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(WorkspaceError, match="is a file"):
        hand_over(parcel, words, tmp_path / "file")


def test_links_of_an_office_file_that_cannot_be_taken_out_stay_while_others_are_led_to_copies(
    words: Words, parcel: Parcel, tmp_path: Path
) -> None:
    links = (PageLinkTo(number=0, target="guide.md", asset=1),)
    handed = hand_over(replace(parcel, links={**parcel.links, 6: links}), words, tmp_path / "Pack")
    assert any("Item 6" in words.say(note) for note in handed.notes)
    assert (tmp_path / "Pack" / "files" / "deck.pptx").read_bytes() == parcel.paths[6].read_bytes()


def test_links_of_an_office_file_lead_to_copies_beside_it_and_nowhere_from_one_page(
    words: Words, parcel: Parcel, tmp_path: Path
) -> None:
    paths = {**parcel.paths, 6: tmp_path / "letter.docx"}
    paths[6].write_bytes(word_bytes("guide.md", "elsewhere.md", "https://example.com"))
    links = (PageLinkTo(number=0, target="guide.md", asset=1), PageLinkTo(number=1, target="elsewhere.md"))
    linked = replace(parcel, paths=paths, links={**parcel.links, 6: links})
    hand_over(linked, words, tmp_path / "Pack")
    beside = (tmp_path / "Pack" / "files" / "letter.docx").read_bytes()
    assert [target for target, _ in targets_in(beside, tmp_path, "beside.docx")] == ["guide.md", "https://example.com"]
    hand_over(linked, words, tmp_path / "p.html")
    (held,) = re.findall(r'wordprocessingml.document;base64,([\w+/=]+)"', (tmp_path / "p.html").read_text("utf-8"))
    alone = targets_in(base64.b64decode(held), tmp_path, "alone.docx")
    assert [target for target, _ in alone] == ["https://example.com"]


def test_a_web_page_with_a_manifest_of_its_own_is_not_taken_for_a_pack(
    parcel: Parcel, words: Words, tmp_path: Path
) -> None:
    site = tmp_path / "Site"
    site.mkdir()
    (site / "manifest.json").write_text('{"name": "Mine"}')
    (site / "index.html").write_text("Mine")
    before = files_in(site)
    with pytest.raises(WorkspaceError, match="holds other files"):
        hand_over(parcel, words, site)
    assert files_in(site) == before


@pytest.mark.parametrize("name", ["Pack", "pack.html", "pack.pdf"])
@pytest.mark.parametrize(
    "text",
    ["> " * 300 + "deep words", "".join("    " * n + "- deep words\n" for n in range(150))],
    ids=["quotes", "list"],
)
def test_a_page_whose_parts_lie_too_deep_in_one_another_is_packed_as_typed(
    parcel: Parcel, words: Words, tmp_path: Path, name: str, text: str
) -> None:
    path = tmp_path / "deep.md"
    path.write_text(text, encoding="utf-8")
    item = Packed(asset=1, title="Deep", summary=text)
    deep = replace(parcel, paths={1: path}, links={}, contents=replace(parcel.contents, items=(item,), sheets=()))
    out = tmp_path / name
    hand_over(deep, words, out)
    if out.suffix == ".pdf":
        assert "deep words" in text_of(out.read_bytes())
    else:
        assert "deep words" in (out / "index.html" if out.is_dir() else out).read_text("utf-8")
