"""Whatever lies in a folder: every file comes out with what could be read of it, or with the reason why not."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from enable_desktop.library.documents import Document
from enable_desktop.readers.documents import SECONDS, read_all, read_document
from enable_desktop.readers.worker import Worker
from tests.enable_desktop.readers.files import (
    archive_file,
    deck_file,
    pdf_bomb,
    pdf_file,
    pdf_of_objects,
    replaced_part,
    sheet_file,
    word_file,
)

SAMPLES = next(
    (each / "shared" / "samples" for each in Path(__file__).resolve().parents if (each / "shared").is_dir()),
    Path(__file__).resolve().parents[4] / "shared" / "samples",
)
ENDLESS = "**a " * 250_000
"""A line over which the reader of emphasis broods for hours."""


def _note(path: Path) -> str:
    return str(read_document(path).note)


# -- one after the other


def test_the_writing_of_a_sign_is_read_as_the_sign_but_in_code(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "---\ntitle: Order 13571 &mdash; Service\nsummary: 'Wait&#58; `&nbsp;` is &lt;b&gt; AT&T &unknown; a&copy'\n"
        "---\n# R&amp;D &#8211; `&amp;`\n\nWeb &#8220;content&#8221; &lt;main&gt; \\&mdash;\n\n```\n&mdash;\n```\n",
        "utf-8",
    )
    read = read_document(page)
    assert read.title == "Order 13571 — Service"
    assert read.matter["summary"] == ("Wait: `&nbsp;` is <b> AT&T &unknown; a&copy",)
    assert read.text.split("\n") == ["R&D – &amp;", "Web “content” <main> &mdash;", "&mdash;"]
    page.write_text("# R&amp;D &mdash; how", "utf-8")
    assert read_document(page).title == "R&D — how"


def test_what_cannot_be_read_stops_nothing(tmp_path: Path) -> None:
    files = {
        "first.md": "# First",
        "slow.md": ENDLESS,
        "bad.pdf": "%PDF-1.7 and no more",
        "last.md": "# Last",
    }
    paths = [tmp_path / name for name in files]
    for path, content in zip(paths, files.values(), strict=True):
        path.write_text(content)
    read = list(read_all(paths, seconds=3))
    assert [path for path, _ in read] == paths
    assert [document.title for _, document in read] == ["First", "slow", "bad", "Last"]
    assert [str(document.note) for _, document in read] == [
        "None",
        "slow.md took longer than 3 seconds to read and was left.",
        "bad.pdf is damaged and could not be read.",
        "None",
    ]


def test_reading_ends_in_the_middle_of_a_file_when_it_is_stopped(tmp_path: Path) -> None:
    first, slow = tmp_path / "first.md", tmp_path / "slow.md"
    first.write_text("# First")
    slow.write_text(ENDLESS)
    asked = []

    def is_stopped() -> bool:
        asked.append(time.monotonic())
        return bool(read) and len(asked) > 8

    read: list[tuple[Path, Document]] = []
    began = time.monotonic()
    for each in read_all([first, slow, first], is_stopped):
        read.append(each)
    assert [path for path, _ in read] == [first]
    assert time.monotonic() - began < SECONDS


def test_nothing_is_read_once_it_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# A")
    assert list(read_all([path], lambda: True)) == []


def test_no_child_is_left_behind(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# A")
    reading = read_all([path, path])
    assert isinstance(reading, Generator)
    next(reading)
    reading.close()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_file_that_takes_all_memory_is_left_and_the_next_one_read(tmp_path: Path) -> None:
    bomb = pdf_bomb(tmp_path / "bomb.pdf", 1_200)
    assert bomb.stat().st_size < 10_000
    (_, lost), (_, kept) = read_all([bomb, word_file(tmp_path / "guide.docx")])
    assert "needs more memory" in str(lost.note)
    assert (lost.title, lost.text, kept.title, kept.note) == ("bomb", "", "Discovery guide", None)


def test_the_child_of_a_large_program_reads_more_than_one_file(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text("# Page")
    held = b"x" * 450_000_000
    with Worker() as worker:
        reply = worker.ask({"document": str(path), "seconds": SECONDS}, SECONDS)
    assert len(held) == 450_000_000
    assert "document" in reply
    assert "leaves" not in reply


# -- what is no file


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    folder = tmp_path / "folder.md"
    folder.mkdir()
    assert "no file but a folder" in _note(folder)
    assert "is not there any more" in _note(tmp_path / "gone.md")
    if os.name == "posix":
        os.mkfifo(tmp_path / "pipe.md")
        assert "no file but a folder" in _note(tmp_path / "pipe.md")
        assert "no file but a folder" in _note(Path("/dev/zero"))


@pytest.mark.skipif(os.name != "posix", reason="links to files need rights on Windows")
def test_a_link_in_the_file_system_is_followed_where_it_leads_to_a_file(tmp_path: Path) -> None:
    target, link, loop, lost = (tmp_path / name for name in ("a.md", "link.md", "loop.md", "lost.md"))
    target.write_text("# A")
    link.symlink_to(target)
    loop.symlink_to(loop)
    lost.symlink_to(tmp_path / "nowhere")
    documents = [document for _, document in read_all([link, loop, lost])]
    assert documents[0].title == "A"
    assert "could not be read" in str(documents[1].note)
    assert "is not there any more" in str(documents[2].note)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="this user may read everything")
def test_a_file_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    path = tmp_path / "secret.md"
    path.write_text("# A")
    path.chmod(0)
    assert "the system refuses it" in _note(path)


def test_a_file_that_is_only_online_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    with path.open("wb") as file:
        file.truncate(1_000_000)
    if getattr(path.stat(), "st_blocks", 1):
        pytest.skip("this file system gives holes blocks")
    assert _note(path) == "deck.pptx is only online; it was not opened."


@pytest.mark.skipif(os.name != "posix", reason="names are text there")
def test_a_name_that_is_no_text_can_be_stored(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe name.md"))
    try:
        path.write_text("no heading")
    except OSError:
        pytest.skip("this file system refuses such names")
    (found, document), (_, bad) = read_all([path, path.with_suffix(".exe")])
    assert found == path
    assert document.title == "\ufffd\ufffd name"
    str(bad.note).encode()


# -- hostile files


def test_archives_that_unpack_to_more_than_they_may_are_refused(tmp_path: Path) -> None:
    word = word_file(tmp_path / "guide.docx")
    zeros = archive_file(tmp_path / "zeros.pptx", {"ppt/presentation.xml": bytes(70_000_000)})
    many = archive_file(tmp_path / "many.xlsx", {f"xl/{number}.xml": b"<a/>" for number in range(5_001)})
    bomb = b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    entities = replaced_part(word, "word/document.xml", bomb, tmp_path / "entities.docx")
    deep = replaced_part(word, "word/document.xml", b"<a>" * 100_000, tmp_path / "deep.docx")
    notes = [str(document.note) for _, document in read_all([zeros, many, entities, deep])]
    assert "unpacks to far more" in notes[0]
    assert "unpacks to far more" in notes[1]
    assert "declares entities" in notes[2]
    assert "is damaged" in notes[3]


def test_a_sheet_that_claims_a_million_empty_rows_is_read(tmp_path: Path) -> None:
    book = sheet_file(tmp_path / "prices.xlsx")
    rows = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/>'
        b'<sheetData><row r="1"><c r="A1"><v>7</v></c></row><row r="1048576"><c r="XFD1048576"><v>8</v></c></row>'
        b"</sheetData></worksheet>"
    )
    found = read_document(replaced_part(book, "xl/worksheets/sheet1.xml", rows, tmp_path / "wide.xlsx"))
    assert found.text.splitlines()[:3] == ["Prices", "7", "8"]


def test_page_trees_that_are_deep_or_bite_their_tail_are_survived(tmp_path: Path) -> None:
    tree: dict[int, str | bytes] = {1: "<< /Type /Catalog /Pages 2 0 R >>"}
    for number in range(2, 102):
        tree[number] = f"<< /Type /Pages /Kids [{number + 1} 0 R] /Count 1 >>"
    deep = {**tree, 102: "<< /Type /Page /Parent 101 0 R /MediaBox [0 0 9 9] >>"}
    tail = {**tree, 102: "<< /Type /Pages /Kids [2 0 R 101 0 R] /Count 9 >>"}
    liar: dict[int, str | bytes] = {1: tree[1], 2: "<< /Type /Pages /Kids [2 0 R] /Count 2000000000 >>"}
    paths = [pdf_of_objects(tmp_path / f"{number}.pdf", each) for number, each in enumerate((deep, tail, liar))]
    documents = [document for _, document in read_all([*paths, pdf_file(tmp_path / "good.pdf")])]
    assert all(document.note is not None for document in documents[:3])
    assert documents[3].note is None


def test_html_of_any_depth_is_read(tmp_path: Path) -> None:
    path = tmp_path / "deep.html"
    path.write_text("<div>" * 100_000 + "the bottom" + "</div>" * 100_000)
    assert read_document(path).text == "the bottom"


@pytest.mark.parametrize(
    "content",
    ["<!--" * 90_000, "<a " * 90_000, "<" * 90_000, "&" * 90_000, "<script>" * 90_000, "<![CDATA[" * 90_000],
    ids=["comments", "tags", "angles", "entities", "scripts", "sections"],
)
def test_html_that_never_ends_a_thing_is_survived(tmp_path: Path, content: str) -> None:
    path = tmp_path / "open.html"
    path.write_text(f"<h1>Seen</h1>{content}")
    found = read_document(path)
    assert (found.title, found.note) == ("Seen", None)


def test_a_password_is_said(tmp_path: Path) -> None:
    assert "protected by a password" in _note(pdf_file(tmp_path / "locked.pdf", password="secret"))


def test_files_cut_short_are_told_as_damaged(tmp_path: Path) -> None:
    makers: dict[str, Callable[[Path], Path]] = {
        "a.docx": word_file, "a.pptx": deck_file, "a.xlsx": sheet_file, "a.pdf": pdf_file,
    }  # fmt: skip
    cut = []
    for name, make in makers.items():
        content = make(tmp_path / name).read_bytes()
        for share in (3, 2):
            path = tmp_path / f"{share} {name}"
            path.write_bytes(content[: len(content) // share])
            cut.append(path)
    read = list(read_all(cut))
    assert len(read) == len(cut)
    for path, document in read:
        # PDFium finds the whole objects of a cut file again.
        assert document.note is not None or path.suffix == ".pdf"
        assert document.title == path.stem or path.suffix == ".pdf"


def test_reading_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    paths = [word_file(folder / "a.docx"), deck_file(folder / "a.pptx"), sheet_file(folder / "a.xlsx")]
    paths.append(pdf_file(folder / "a.pdf"))
    spare = tmp_path / "temporary"
    spare.mkdir()
    monkeypatch.setenv("TMPDIR", str(spare))
    monkeypatch.chdir(folder)
    before = {path: path.read_bytes() for path in paths}
    assert all(document.note is None for _, document in read_all(paths))
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    assert list(spare.iterdir()) == []


# -- any bytes


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as one:
        yield one


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A good file of each form."""
    folder = tmp_path_factory.mktemp("whole")
    page = folder / "page.html"
    page.write_text("<html><h1>A</h1><p>B <a href='c'>d</a></p></html>")
    text = folder / "page.md"
    text.write_text("---\ntitle: a\n---\n# A\n\n[b](c.md)\n")
    cues = folder / "call.vtt"
    cues.write_text("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Hello\n")
    paths = [
        word_file(folder / "a.docx"), deck_file(folder / "a.pptx"), sheet_file(folder / "a.xlsx"),
        pdf_file(folder / "a.pdf"), page, text, cues,
    ]  # fmt: skip
    return {path.suffix: path.read_bytes() for path in paths}


ENDINGS = (".docx", ".pptx", ".xlsx", ".pdf", ".html", ".md", ".vtt")


@pytest.mark.parametrize("ending", ENDINGS)
@settings(max_examples=20)
@given(content=st.binary(max_size=400), keep=st.sampled_from([0, 4, 60, 2_000]))
@example(content=b"", keep=0)
def test_any_bytes_are_survived(
    tmp_path_factory: pytest.TempPathFactory,
    worker: Worker,
    whole: dict[str, bytes],
    ending: str,
    content: bytes,
    keep: int,
) -> None:
    path = tmp_path_factory.getbasetemp() / f"any{ending}"
    path.write_bytes(whole[ending][:keep] + content)
    reply = worker.ask({"document": str(path), "seconds": SECONDS}, SECONDS)
    assert "document" in reply or reply["broken"] == "file"


@pytest.mark.parametrize("ending", ENDINGS)
@settings(max_examples=20)
@given(data=st.data())
def test_flipped_bytes_are_survived(
    tmp_path_factory: pytest.TempPathFactory, worker: Worker, whole: dict[str, bytes], ending: str, data: st.DataObject
) -> None:
    content = bytearray(whole[ending])
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=20)):
        content[place] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / f"flipped{ending}"
    path.write_bytes(content)
    reply = worker.ask({"document": str(path), "seconds": SECONDS}, SECONDS)
    assert "document" in reply or reply["broken"] == "file"


# -- files that nobody here wrote


def _samples(pattern: str) -> list[Path]:
    found = sorted(SAMPLES.glob(pattern))
    if not found:
        pytest.skip(f"{SAMPLES} is missing")
    return found


def test_the_guidance_pages_are_read_with_what_stands_above_them() -> None:
    read = dict(read_all(_samples("guidance/**/*.md")))
    assert len(read) == 358
    assert all(document.note is None and document.title for document in read.values())
    lines = {path: path.read_text().splitlines() for path in read}
    for name in ("expirydate", "topics", "authors"):
        written = {path for path, each in lines.items() if any(line.startswith(f"{name}:") for line in each)}
        empty = written - {path for path, document in read.items() if name in document.matter}
        assert {path for path, document in read.items() if name in document.matter} <= written
        assert all(any(line.rstrip() in (f"{name}:", f'{name}: ""') for line in lines[path]) for path in empty)
    assert sum(len(document.links) for document in read.values()) > 3_000


def test_the_handbook_pages_are_read() -> None:
    read = list(read_all(_samples("handbook/**/*.md")))
    assert len(read) == 41
    assert [str(document.note).partition(" ")[2] for _, document in read if document.note] == ["is empty."]


def test_the_decks_are_read() -> None:
    documents = [document for _, document in read_all(_samples("decks/*.pptx"))]
    assert [document.pages for document in documents] == [60, 161]
    assert all(len(document.text) > 5_000 and document.note is None for document in documents)
    assert all(link.target.startswith(("http", "mailto:")) for document in documents for link in document.links)


def test_the_calls_are_read() -> None:
    documents = [document for _, document in read_all(_samples("calls/*.vtt"))]
    assert [round(document.seconds or 0) for document in documents] == [1222, 5269, 5269]
    assert all(len(document.text) > 5_000 and "-->" not in document.text for document in documents)
