"""Files of every form for the tests of the readers, made by the libraries that people's programs resemble."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pptx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas


def word_file(path: Path, title: str = "Discovery guide") -> Path:
    """A document with a heading, a table, a link of each kind, and a footer with a link."""
    document = docx.Document()
    document.add_heading(title, 1)
    document.add_paragraph("Ask three *open* questions of <name>.")
    document.add_table(1, 2).rows[0].cells[1].text = "in a cell"
    for xml in (
        f'<w:hyperlink r:id="{_related(document.part, "../decks/intro.pptx")}"><w:r><w:t>the </w:t></w:r>'
        "<w:r><w:t>deck</w:t></w:r></w:hyperlink>",
        '<w:hyperlink w:anchor="_Toc1"><w:r><w:t>within</w:t></w:r></w:hyperlink>',
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "C:\\\\plays\\\\a b.docx" '
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>a play</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t> and more</w:t></w:r>',
        '<w:fldSimple w:instr="HYPERLINK \\n page.html"><w:r><w:t>a page</w:t></w:r></w:fldSimple>',
    ):
        space = nsdecls("w", "r")
        document.element.body.insert_element_before(parse_xml(f"<w:p {space}>{xml}</w:p>"), "w:sectPr")
    footer = document.sections[0].footer
    link = f'<w:hyperlink {nsdecls("w", "r")} r:id="{_related(footer.part, "https://sales.example/")}"/>'
    footer.paragraphs[0]._p.append(parse_xml(link))
    document.save(str(path))
    return path


def _related(part: Any, target: str) -> str:
    return str(part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))


def deck_file(path: Path) -> Path:
    """Two slides: a title, a linked text of two looks, a linked shape, a table in a group's company, notes."""
    deck = pptx.Presentation()
    first = deck.slides.add_slide(deck.slide_layouts[0])
    first.shapes.title.text = "Why customers\nbuy"
    second = deck.slides.add_slide(deck.slide_layouts[5])
    second.shapes.title.text = "Proof"
    box = second.shapes.add_textbox(0, 0, 100, 100)
    paragraph = box.text_frame.paragraphs[0]
    for text in ("see ", "the case"):
        run = paragraph.add_run()
        run.text = text
        run.hyperlink.address = "cases/acme.pdf"
    box.click_action.hyperlink.address = "https://sales.example/?a=1&b=2"
    table = second.shapes.add_table(1, 2, 0, 0, 100, 100).table
    table.cell(0, 1).text = "in a cell"
    group = second.shapes.add_group_shape()
    group.shapes.add_textbox(0, 0, 10, 10).text_frame.text = "in a group"
    second.notes_slide.notes_text_frame.text = "Say it slowly."
    deck.save(str(path))
    return path


def sheet_file(path: Path) -> Path:
    """Two sheets; a formula without a figure, a number, a date."""
    book = openpyxl.Workbook()
    book.active.title = "Prices"
    book.active.append(["Plan", "Seats", None, 12.5])
    book.create_sheet("Скидки").append(["ё", True, date(2026, 3, 12)])
    book.save(str(path))
    return path


def pdf_file(path: Path, *, pages: int = 2, title: str = "", password: str = "") -> Path:
    """Pages with a heading, some lines, and a link to the web and one to another file."""
    lock = StandardEncryption(password, canPrint=0) if password else None
    canvas = Canvas(str(path), pagesize=(400, 400), encrypt=lock)
    if title:
        canvas.setTitle(title)
    for page in range(1, pages + 1):
        canvas.setFont("Helvetica", 9)
        canvas.drawString(40, 380, "Company confidential")
        canvas.setFont("Helvetica-Bold", 22)
        canvas.drawString(40, 340, f"Objection answers {page}")
        canvas.setFont("Helvetica", 10)
        for line in range(20):
            canvas.drawString(40, 300 - 12 * line, f"Line {line} of page {page} says why the price is fair")
        canvas.drawString(40, 20, "our site")
        canvas.linkURL("https://sales.example/a?b=1", (38, 15, 90, 32))
        canvas.linkURL("../plays/price%20play.pdf", (200, 15, 300, 32))
        canvas.linkRect("", f"p{page}", (0, 0, 10, 10))
        canvas.bookmarkPage(f"p{page}")
        canvas.showPage()
    canvas.save()
    return path


def archive_file(path: Path, parts: Mapping[str, bytes]) -> Path:
    """An archive of these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def replaced_part(path: Path, name: str, content: bytes, target: Path) -> Path:
    """An archive with one part of it exchanged."""
    with zipfile.ZipFile(path) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    return archive_file(target, {**parts, name: content})


def pdf_of_objects(path: Path, objects: Mapping[int, str | bytes]) -> Path:
    """A PDF written by hand; object 1 is its catalogue."""
    content = b"%PDF-1.4\n"
    places = {}
    for number, written in objects.items():
        places[number] = len(content)
        inner = written.encode() if isinstance(written, str) else written
        content += b"%d 0 obj\n%b\nendobj\n" % (number, inner)
    table = len(content)
    content += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    content += b"".join(f"{places[number]:010} 00000 n \n".encode() for number in sorted(places))
    content += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode()
    path.write_bytes(content)
    return path


def pdf_bomb(path: Path, megabytes: int) -> Path:
    """A page of a few thousand bytes whose text unpacks to so many megabytes of blanks."""
    packer = zlib.compressobj(9)
    first, piece = (packer.compress(b" " * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    content = zlib.compress(first + piece * (megabytes - 1) + packer.flush())
    head = f"<< /Length {len(content)} /Filter [/FlateDecode /FlateDecode] >>"
    return pdf_of_objects(
        path,
        {
            1: "<< /Type /Catalog /Pages 2 0 R >>",
            2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
            4: head.encode() + b"\nstream\n" + content + b"\nendstream",
        },
    )
