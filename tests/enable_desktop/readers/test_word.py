from __future__ import annotations

import base64
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from enable_desktop.blocks import Heading, Item, Items, Paragraph, Table
from enable_desktop.errors import WorkspaceError
from enable_desktop.readers.charter import read_charter
from enable_desktop.readers.worker import read_apart

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)

Make = Callable[[Callable[[Any], None]], Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A Word document that a function fills."""

    def made(fill: Callable[[Any], None]) -> Path:
        document = docx.Document()
        fill(document)
        path = tmp_path / "Мой устав.docx"
        document.save(str(path))
        return path

    return made


def _paragraph(document: Any, xml: str) -> None:
    document.element.body.insert_element_before(parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>"), "w:sectPr")


def test_headings_lists_and_looks_are_read(make: Make) -> None:
    def fill(document: Any) -> None:
        document.add_heading("Charter", 0)
        document.add_heading("Mission", 1)
        paragraph = document.add_paragraph("We help ")
        paragraph.add_run("sell").bold = True
        paragraph.add_run("ers").bold = True
        paragraph.add_run(" win 3 * 4 _deals_")
        document.add_paragraph("First", style="List Bullet")
        document.add_paragraph("Below", style="List Bullet 2")
        document.add_paragraph("1. not a list")

    assert read_charter(make(fill)).blocks == (
        Heading(0, "Charter"),
        Heading(1, "Mission"),
        Paragraph(r"We help **sellers** win 3 * 4 \_deals\_"),
        Items((Item("First"), Item("Below", 1))),
        Paragraph("1\\. not a list"),
    )


def test_tables_with_merged_cells_are_read(make: Make) -> None:
    def fill(document: Any) -> None:
        table = document.add_table(rows=3, cols=3)
        for row, texts in zip(table.rows, (("A", "B", "C"), ("1", "2", "3"), ("4", "5", "6")), strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        table.cell(1, 0).merge(table.cell(1, 1))
        table.cell(1, 2).merge(table.cell(2, 2))

    assert read_charter(make(fill)).blocks == (Table((("A", "B", "C"), ("1\n2", "", "3\n6"), ("4", "5", ""))),)


def test_words_in_odd_places_are_not_lost(make: Make) -> None:
    box = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>in a box</w:t></w:r></w:p></w:txbxContent></w:drawing>"
        "</mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>in a box</w:t></w:r></w:p></w:txbxContent>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )

    def fill(document: Any) -> None:
        _paragraph(document, '<w:ins w:id="1"><w:r><w:t>inserted</w:t></w:r></w:ins>'
                             '<w:del w:id="2"><w:r><w:delText>deleted</w:delText></w:r></w:del>')  # fmt: skip
        _paragraph(document, "<w:sdt><w:sdtContent><w:r><w:t>in a control</w:t></w:r></w:sdtContent></w:sdt>")
        _paragraph(document, f"<w:r><w:t>beside</w:t></w:r>{box}")
        _paragraph(document, "<w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r>")

    texts = [block.text for block in read_charter(make(fill)).blocks if isinstance(block, Paragraph)]
    assert texts == ["inserted", "in a control", "beside", "in a box", "one\ntwo"]


def test_links_keep_their_address_but_no_script(make: Make) -> None:
    def fill(document: Any) -> None:
        for address in ("https://example.org/a b", "javascript:alert(1)"):
            kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
            relation = document.part.relate_to(address, kind, is_external=True)
            run = f'<w:hyperlink {nsdecls("r")} r:id="{relation}"><w:r><w:t>there</w:t></w:r></w:hyperlink>'
            _paragraph(document, run)

    assert read_charter(make(fill)).blocks == (Paragraph("[there](https://example.org/a%20b)"), Paragraph("there"))


def test_pictures_come_along(make: Make, tmp_path: Path) -> None:
    picture = tmp_path / "pixel.png"
    picture.write_bytes(PIXEL)
    paper = read_charter(make(lambda document: document.add_picture(str(picture))))
    assert paper.blocks == (Paragraph("![](Мой-устав-1.png)"),)
    assert [(each.name, each.content) for each in paper.pictures] == [("Мой-устав-1.png", PIXEL)]


def test_what_is_left_behind_is_counted(make: Make) -> None:
    def fill(document: Any) -> None:
        paragraph = document.add_paragraph("Text")
        document.add_comment(paragraph.runs[0], text="Really?", author="A", initials="A")
        document.sections[0].header.paragraphs[0].text = "Confidential"
        document.add_paragraph().add_run("secret").font.hidden = True

    paper = read_charter(make(fill))
    assert paper.blocks == (Paragraph("Text"),)
    assert paper.left_out == {"comments": 1, "headers and footers": 1, "hidden passages": 1}


# -- hostile files


def _zip(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def _refused(path: Path) -> str:
    with pytest.raises(WorkspaceError) as caught:
        read_charter(path)
    return str(caught.value)


def test_a_bomb_is_refused_by_name(tmp_path: Path) -> None:
    path = _zip(tmp_path / "bomb.docx", {"word/document.xml": b"<a/>", "word/media/x.bin": b"\0" * (310 * 2**20)})
    assert path.stat().st_size < 2**20
    assert "bomb.docx unpacks to far more" in _refused(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(make: Make, tmp_path: Path, encoding: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    path = make(lambda document: document.add_paragraph("x"))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts["word/document.xml"].decode().split("?>", 1)[1]
    attack = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>{text}'.replace(">x<", ">&x;<")
    parts["word/document.xml"] = attack.encode(encoding)
    assert "declares entities" in _refused(_zip(tmp_path / "xxe.docx", parts))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("old.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 2000, "old or password-protected"),
        ("text.docx", b"# Just Markdown\n", "no Word document"),
        ("empty.docx", b"", "no Word document"),
        ("cut.docx", b"PK\x03\x04" + b"\0" * 100, "no Word document"),
        ("picture.md", PIXEL * 10, "holds no text"),
        ("empty.md", b" \n", "holds no text"),
        ("charter.pdf", b"%PDF-1.7", "neither a Word nor a Markdown document"),
    ],
)
def test_what_is_no_document_is_refused_in_a_sentence(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    sentence = _refused(path)
    assert said in sentence and name in sentence


def test_other_archives_are_refused(tmp_path: Path) -> None:
    assert "no Word document" in _refused(_zip(tmp_path / "sheet.docx", {"xl/workbook.xml": b"<a/>"}))


@pytest.mark.parametrize("content", [b"not xml", b"<a>" * 100_000, b""], ids=["text", "deep", "empty"])
def test_damaged_documents_are_refused_not_raised(make: Make, tmp_path: Path, content: bytes) -> None:
    path = make(lambda document: document.add_paragraph("x"))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = content
    assert "is damaged" in _refused(_zip(tmp_path / "bad.docx", parts))


def test_flipped_bytes_never_raise_anything_else(make: Make, tmp_path: Path) -> None:
    content = make(lambda document: document.add_paragraph("x" * 1000)).read_bytes()
    path = tmp_path / "flipped.docx"
    for at in range(0, len(content), len(content) // 6):
        broken = bytearray(content)
        broken[at : at + 40] = bytes(40)
        path.write_bytes(broken)
        try:
            read_charter(path)
        except WorkspaceError:
            continue


def test_the_child_reads_nothing_from_the_current_folder(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make(lambda document: document.add_paragraph("x"))
    trap = tmp_path / "trap"
    trap.mkdir()
    (trap / "docx.py").write_text(f"open({str(tmp_path / 'sprung')!r}, 'w')")
    monkeypatch.chdir(trap)
    assert read_charter(path).blocks == (Paragraph("x"),)
    assert not (tmp_path / "sprung").exists()


def test_a_child_that_takes_too_long_is_left(make: Make) -> None:
    path = make(lambda document: document.add_paragraph("x"))
    with pytest.raises(WorkspaceError, match="took longer"):
        read_apart(path, seconds=0.001)


# -- Markdown from a file


def test_pictures_beside_a_markdown_file_come_along_and_no_others(tmp_path: Path) -> None:
    folder = tmp_path / "doc"
    (folder / "img").mkdir(parents=True)
    (folder / "img" / "a b.png").write_bytes(PIXEL)
    (folder / "note.png").write_text("no picture")
    (tmp_path / "secret.png").write_bytes(PIXEL)
    path = folder / "charter.md"
    path.write_text("![A](img/a%20b.png) ![B](../secret.png) ![C](note.png) ![D](https://x.example/d.png)\n")
    paper = read_charter(path)
    assert paper.blocks == (
        Paragraph("![A](a-b.png) ![B](../secret.png) ![C](note.png) ![D](https://x.example/d.png)"),
    )
    assert [picture.name for picture in paper.pictures] == ["a-b.png"]
    assert paper.left_out == {"pictures": 3}
