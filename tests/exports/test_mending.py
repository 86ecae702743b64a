from __future__ import annotations

import hashlib
import io
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI as WordName
from docx.opc.part import Part as WordPart
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation
from pptx.opc.package import Part as SlidePart
from pptx.opc.packuri import PackURI as SlideName

from enable_desktop.errors import WorkspaceError
from enable_desktop.library.link_places import links_in_markdown
from enable_desktop.library.link_writing import Replacement
from enable_desktop.readers.office import read_document_of_word, read_slides
from enable_desktop.readers.text import codec_of
from exports.archive_parts import OddArchive, with_parts
from exports.mending import mend, mended, put_back

TEXT = '# План\r\n\r\nСм. [цены](one.md "t") и [далее](two.md).\rСтрока\n\n`[код](one.md)`\n'


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def lead(number: int, before: str, after: str | None) -> Replacement:
    return Replacement(number=number, before=before, after=after)


def page(folder: Path, content: bytes, name: str = "page.md") -> tuple[Path, str]:
    path = folder / name
    path.write_bytes(content)
    return path, digest(content)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp1251", "utf-16", "utf-16-be", "utf-32"])
def test_a_mended_page_keeps_its_encoding_its_line_ends_and_every_other_byte(codec: str) -> None:
    content = TEXT.encode(codec)
    now = mended(content, "page.md", [lead(0, "one.md", "new/one.md"), lead(1, "two.md", None)])
    assert now == TEXT.replace('(one.md "', '(new/one.md "').replace("[далее](two.md)", "далее").encode(codec)


def test_bytes_that_are_no_text_stay_as_they_are() -> None:
    content = "Ein [Plan](one.md) für ".encode() * 30 + b"\xff\xfe\x80 [x](one.md)"
    now = mended(content, "page.md", [lead(30, "one.md", "two.md")])
    assert now == content[:-8] + b"(two.md)"


def test_letters_that_a_code_page_lacks_are_written_as_addresses_do() -> None:
    now = mended(TEXT.encode("cp1251"), "page.md", [lead(0, "one.md", "r\u00e9sum\u00e9/цена.md")])
    assert "(r%C3%A9sum%C3%A9/цена.md " in now.decode("cp1251")


def test_a_page_of_the_web_is_mended_in_the_encoding_it_declares() -> None:
    content = '<meta charset="koi8-r"><a href="one.html">цены</a>'.encode("koi8-r")
    now = mended(content, "page.HTML", [lead(0, "one.html", "цены.html")])
    assert now.decode("koi8-r") == '<meta charset="koi8-r"><a href="цены.html">цены</a>'


def test_links_that_are_not_those_that_were_read_are_left_alone() -> None:
    for wrong in (lead(0, "two.md", "x.md"), lead(2, "one.md", "x.md"), lead(-1, "two.md", "x.md")):
        with pytest.raises(WorkspaceError, match="not those that were read"):
            mended(TEXT.encode(), "page.md", [wrong])
    with pytest.raises(WorkspaceError, match="cannot be mended here"):
        mended(b"%PDF-1.7", "page.pdf", [lead(0, "one.md", "x.md")])


def test_a_file_is_mended_with_its_rights_and_put_back_byte_for_byte(tmp_path: Path) -> None:
    path, read = page(tmp_path, TEXT.encode())
    path.chmod(0o640)
    done = mend(path, [lead(0, "one.md", "new.md")], read)
    assert done.before == TEXT.encode()
    assert (done.digest_before, done.digest_now) == (read, digest(path.read_bytes()))
    assert b"(new.md " in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    put_back(path, done.digest_now, done.before)
    assert path.read_bytes() == TEXT.encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["page.md"]


def test_a_name_that_leads_to_a_file_goes_on_leading_there(tmp_path: Path) -> None:
    path, read = page(tmp_path, TEXT.encode())
    other = tmp_path / "other.md"
    other.symlink_to(path)
    mend(other, [lead(0, "one.md", "new.md")], read)
    assert other.is_symlink()
    assert b"(new.md " in path.read_bytes()


def test_a_file_that_changed_since_is_neither_mended_nor_put_back(tmp_path: Path) -> None:
    path, read = page(tmp_path, TEXT.encode())
    done = mend(path, [lead(0, "one.md", "new.md")], read)
    path.write_bytes(b"mine")
    with pytest.raises(WorkspaceError, match="has changed since its links were read"):
        mend(path, [lead(0, "one.md", "new.md")], read)
    with pytest.raises(WorkspaceError, match="was not put back"):
        put_back(path, done.digest_now, done.before)
    assert path.read_bytes() == b"mine"
    path.unlink()
    with pytest.raises(WorkspaceError, match="not there any more"):
        put_back(path, done.digest_now, done.before)


def test_a_read_only_or_opened_file_is_left_as_it_is(tmp_path: Path) -> None:
    path, read = page(tmp_path, TEXT.encode())
    path.chmod(0o444)
    with pytest.raises(WorkspaceError, match="read-only"):
        mend(path, [lead(0, "one.md", "new.md")], read)
    path.chmod(0o644)
    for lock in ("~$page.md", "~$ge.md", ".~lock.page.md#"):
        (tmp_path / lock).touch()
        with pytest.raises(WorkspaceError, match="open in another program"):
            mend(path, [lead(0, "one.md", "new.md")], read)
        (tmp_path / lock).unlink()
    assert path.read_bytes() == TEXT.encode()


@given(st.lists(st.sampled_from(["[a](b.md)", "word", "\r\n", "\n\n", "`", "é", "ж", "\x00", "> ", "- "]), max_size=20))
def test_a_page_mended_and_mended_back_has_the_same_bytes(pieces: list[str]) -> None:
    content = "".join(pieces).encode("utf-8-sig")
    text = content.decode(codec_of(content)).replace("\x00", "\ufffd")
    there = [lead(each.number, each.target, "c/d.md") for each in links_in_markdown(text)]
    back = [lead(each.number, "c/d.md", each.before) for each in there]
    now = mended(content, "page.md", there)
    assert now.count(b"(c/d.md)") == len(there)
    assert mended(now, "page.md", back) == content


# -- office files


def word_bytes(*targets: str) -> bytes:
    document = WordDocument()
    for number, target in enumerate(targets):
        paragraph = document.add_paragraph("See ")
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), document.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        run = OxmlElement("w:r")
        words = OxmlElement("w:t")
        words.text = f"words {number}"
        run.append(words)
        link.append(run)
        paragraph._p.append(link)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def slides_bytes(*targets: str) -> bytes:
    slides = Presentation()
    slide = slides.slides.add_slide(slides.slide_layouts[5])
    frame = slide.shapes[0].text_frame
    for number, target in enumerate(targets):
        run = frame.paragraphs[0].add_run()
        run.text = f"words {number} "
        run.hyperlink.address = target
    written = io.BytesIO()
    slides.save(written)
    return written.getvalue()


def targets_in(content: bytes, folder: Path, name: str) -> list[tuple[str, str]]:
    path = folder / name
    path.write_bytes(content)
    read = read_document_of_word if name.endswith("docx") else read_slides
    return [(each.target, each.words.strip()) for each in read(path).links]


def entries(content: bytes) -> dict[str, tuple[object, ...]]:
    archive = zipfile.ZipFile(io.BytesIO(content))
    return {
        each.filename: (each.date_time, each.compress_type, each.external_attr, each.extra, archive.read(each))
        for each in archive.infolist()
    }


OFFICE = pytest.mark.parametrize(
    ("make", "name", "relations", "owner"),
    [
        (word_bytes, "page.docx", "word/_rels/document.xml.rels", "word/document.xml"),
        (slides_bytes, "deck.pptx", "ppt/slides/_rels/slide1.xml.rels", "ppt/slides/slide1.xml"),
    ],
)


@OFFICE
def test_an_office_file_gets_another_target_and_every_other_part_stays(
    tmp_path: Path, make: Callable[..., bytes], name: str, relations: str, owner: str
) -> None:
    content = make("old.md#part", "other.md")
    now = mended(content, name, [lead(0, "old.md#part", "new&better/old page.md#part")])
    assert targets_in(now, tmp_path, name) == [
        ("new&better/old%20page.md#part", "words 0"),
        ("other.md", "words 1"),
    ]
    before, after = entries(content), entries(now)
    assert list(before) == list(after)
    assert [each for each in before if before[each] != after[each]] == [relations]
    assert before[relations][:4] == after[relations][:4]
    back = entries(mended(now, name, [lead(0, "new&better/old%20page.md#part", "old.md#part")]))
    assert back == before


@OFFICE
def test_a_link_removed_from_an_office_file_leaves_its_words(
    tmp_path: Path, make: Callable[..., bytes], name: str, relations: str, owner: str
) -> None:
    content = make("old.md", "other.md", "old.md")
    now = mended(content, name, [lead(0, "old.md", None)])
    assert targets_in(now, tmp_path, name) == [("other.md", "words 1")]
    before, after = entries(content), entries(now)
    assert {each for each in before if before[each] != after[each]} == {relations, owner}
    text = after[owner][-1]
    assert isinstance(text, bytes)
    assert b"words 0" in text and b"words 2" in text


def test_a_target_in_a_field_of_word_is_mended_too(tmp_path: Path) -> None:
    document = WordDocument()
    run = document.add_paragraph("See ").add_run()
    for kind, text in (
        ("begin", ""),
        ("", r' HYPERLINK "C:\\Sales\\old & new.md" \o "tip" '),
        ("separate", ""),
        ("end", ""),
    ):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = text
        run._r.append(element)
    written = io.BytesIO()
    document.save(written)
    now = mended(written.getvalue(), "page.docx", [lead(0, r"C:\Sales\old & new.md", r"D:\new.md")])
    assert targets_in(now, tmp_path, "page.docx")[0][0] == r"D:\new.md"
    with pytest.raises(WorkspaceError, match="without changing more"):
        mended(now, "page.docx", [lead(0, r"D:\new.md", None)])


def test_a_page_and_a_place_in_it_that_share_a_target_in_word_are_mended_together(tmp_path: Path) -> None:
    document = WordDocument(io.BytesIO(word_bytes("old.md", "old.md")))
    second = document.element.findall(f".//{qn('w:hyperlink')}")[1]
    second.set(qn("w:anchor"), "place")
    written = io.BytesIO()
    document.save(written)
    content = written.getvalue()
    assert [target for target, _ in targets_in(content, tmp_path, "page.docx")] == ["old.md", "old.md#place"]
    now = mended(content, "page.docx", [lead(0, "old.md", "new.md"), lead(1, "old.md#place", "new.md#place")])
    assert [target for target, _ in targets_in(now, tmp_path, "page.docx")] == ["new.md", "new.md#place"]
    with pytest.raises(WorkspaceError, match="without changing more"):
        mended(content, "page.docx", [lead(0, "old.md", "new.md"), lead(1, "old.md#place", "other.md#place")])


@pytest.mark.parametrize(
    "code",
    [(" HYPER", 'LINK "old ', "one.md", '" \\o "tip" '), (" HYPERLINK old.md ",), (' HYPERLINK "old.md" ',)],
    ids=["in pieces", "without quotation marks", "whole"],
)
def test_a_field_of_word_is_a_link_however_its_code_is_written(tmp_path: Path, code: tuple[str, ...]) -> None:
    document = WordDocument()
    paragraph = document.add_paragraph("See ")
    for tag, kind, text in (
        ("w:fldChar", "begin", None),
        *(("w:instrText", None, piece) for piece in code),
        ("w:fldChar", "separate", None),
        ("w:t", None, "the page"),
        ("w:fldChar", "end", None),
    ):
        element = OxmlElement(tag)
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = text
        paragraph.add_run()._r.append(element)
    written = io.BytesIO()
    document.save(written)
    content = written.getvalue()
    ((target, words),) = targets_in(content, tmp_path, "page.docx")
    assert (target, words) == ("old one.md" if len(code) > 1 else "old.md", "the page")
    now = mended(content, "page.docx", [lead(0, target, "new.md")])
    assert targets_in(now, tmp_path, "page.docx") == [("new.md", "the page")]
    before, after = entries(content), entries(now)
    assert [each for each in before if before[each] != after[each]] == ["word/document.xml"]


def test_a_link_in_a_comment_of_word_is_found_and_mended(tmp_path: Path) -> None:
    document = WordDocument()
    comment = document.add_comment(document.add_paragraph("x").add_run("y"), "See ", "A", "A")
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), comment.part.relate_to("old.md", RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    comment.paragraphs[0]._p.append(link)
    written = io.BytesIO()
    document.save(written)
    now = mended(written.getvalue(), "page.docx", [lead(0, "old.md", "new.md")])
    assert [target for target, _ in targets_in(now, tmp_path, "page.docx")] == ["new.md"]


DRAWING = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><dgm:ptLst>
<dgm:pt modelId="1"><dgm:t><a:p><a:r><a:rPr><a:hlinkClick r:id="{0}"/></a:rPr><a:t>Ask</a:t></a:r></a:p></dgm:t>
</dgm:pt>
<dgm:pt modelId="2"><dgm:t><a:p><a:r><a:t>Close</a:t></a:r></a:p></dgm:t><dgm:extLst><a:ext uri="x">
<dgm14:cNvPr xmlns:dgm14="http://schemas.microsoft.com/office/drawing/2010/diagram" id="0" name=""
><a:hlinkClick r:id="{1}"/></dgm14:cNvPr></a:ext></dgm:extLst></dgm:pt></dgm:ptLst></dgm:dataModel>"""
CHART = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><c:chart><c:title><c:tx><c:rich>
<a:p><a:r><a:t>Pipeline</a:t></a:r></a:p></c:rich></c:tx></c:title></c:chart>
<c:externalData r:id="{0}"/></c:chartSpace>"""
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


# Any: python-docx and python-pptx make the parts of their files by the same names, and share no type.
def draw(part: Any, made: type[Any], name: type[Any], root: str) -> None:
    """A diagram with two links, of which the look is kept beside it with the same links, and a chart of a sheet."""
    for path, relation, content, targets in (
        ("diagrams/data1.xml", f"{RELATIONS}/diagramData", DRAWING, ("ask.md", "close.md")),
        ("diagrams/drawing1.xml", "http://schemas.microsoft.com/office/2007/relationships/diagramDrawing", DRAWING,
         ("ask.md", "close.md")),
        ("charts/chart1.xml", f"{RELATIONS}/chart", CHART, ("figures.xlsx",)),
    ):  # fmt: skip
        drawn = made(partname=name(f"/{root}/{path}"), content_type="application/xml", package=part.package)
        leads = (drawn.relate_to(each, RELATIONSHIP_TYPE.HYPERLINK, is_external=True) for each in targets)
        drawn._blob = content.format(*leads).encode()
        part.relate_to(drawn, relation)


def drawn_word() -> bytes:
    document = WordDocument()
    document.add_paragraph("Words")
    draw(document.part, WordPart, WordName, "word")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def drawn_slides() -> bytes:
    slides = Presentation()
    draw(slides.slides.add_slide(slides.slide_layouts[5]).part, SlidePart, SlideName, "ppt")
    written = io.BytesIO()
    slides.save(written)
    return written.getvalue()


@pytest.mark.parametrize(
    ("make", "name", "root"), [(drawn_word, "page.docx", "word"), (drawn_slides, "deck.pptx", "ppt")]
)
def test_links_in_diagrams_and_charts_are_found_and_mended_and_nothing_else_changes(
    tmp_path: Path, make: Callable[[], bytes], name: str, root: str
) -> None:
    content = make()
    assert targets_in(content, tmp_path, name) == [
        ("ask.md", "Ask"), ("close.md", "Close"), ("figures.xlsx", "Pipeline"),
    ]  # fmt: skip
    now = mended(content, name, [lead(0, "ask.md", "new.md"), lead(2, "figures.xlsx", "new.xlsx")])
    assert [target for target, _ in targets_in(now, tmp_path, name)] == ["new.md", "close.md", "new.xlsx"]
    before, after = entries(content), entries(now)
    changed = {each for each in before if before[each] != after[each]}
    assert changed == {f"{root}/{each}.xml.rels" for each in (
        "diagrams/_rels/data1", "diagrams/_rels/drawing1", "charts/_rels/chart1")}  # fmt: skip
    gone = mended(content, name, [lead(1, "close.md", None)])
    assert [target for target, _ in targets_in(gone, tmp_path, name)] == ["ask.md", "figures.xlsx"]
    with pytest.raises(WorkspaceError, match="without changing more"):
        mended(content, name, [lead(2, "figures.xlsx", None)])


def test_links_in_what_slides_are_made_after_are_found_and_mended(tmp_path: Path) -> None:
    slides = Presentation()
    slide = slides.slides.add_slide(slides.slide_layouts[5])
    shapes: tuple[Any, ...] = (slide.shapes[0], slides.slide_layouts[5].shapes[0])
    for shape, target in zip(shapes, ("slide.md", "layout.md"), strict=True):
        run = shape.text_frame.paragraphs[0].add_run()
        run.text = target.partition(".")[0]
        run.hyperlink.address = target
    slides.slide_master.shapes[0].click_action.hyperlink.address = "master.md"
    written = io.BytesIO()
    slides.save(written)
    found = targets_in(written.getvalue(), tmp_path, "deck.pptx")
    assert [target for target, _ in found] == ["slide.md", "master.md", "layout.md"]
    now = mended(written.getvalue(), "deck.pptx", [lead(1, "master.md", "a.md"), lead(2, "layout.md", "b.md")])
    assert [target for target, _ in targets_in(now, tmp_path, "deck.pptx")] == ["slide.md", "a.md", "b.md"]


def test_a_film_that_a_deck_only_links_to_is_a_link_of_it(tmp_path: Path) -> None:
    (tmp_path / "film.mp4").write_bytes(b"film")
    slides = Presentation()
    slide = slides.slides.add_slide(slides.slide_layouts[5])
    slide.shapes[0].text_frame.text = "Watch"
    film = slide.shapes.add_movie(str(tmp_path / "film.mp4"), 0, 0, 9, 9)
    film.name = "The film"
    video = film._element.find(f".//{qn('a:videoFile')}")
    for place in ("film.mp4", "NULL"):
        video.set(qn("r:link"), slide.part.relate_to(place, RELATIONSHIP_TYPE.VIDEO, is_external=True))
        written = io.BytesIO()
        slides.save(written)
        found = targets_in(written.getvalue(), tmp_path, "deck.pptx")
        assert found == ([("film.mp4", "The film")] if place == "film.mp4" else [])
        if found:
            now = mended(written.getvalue(), "deck.pptx", [lead(0, "film.mp4", "films/new.mp4")])
            assert targets_in(now, tmp_path, "deck.pptx") == [("films/new.mp4", "The film")]
            with pytest.raises(WorkspaceError, match="without changing more"):
                mended(now, "deck.pptx", [lead(0, "films/new.mp4", None)])


def test_an_office_file_that_is_signed_damaged_or_another_is_left_alone() -> None:
    content = word_bytes("old.md")
    with pytest.raises(WorkspaceError, match="not those that were read"):
        mended(content, "page.docx", [lead(0, "gone.md", "new.md")])
    for broken in (content[:-30], b"no archive", content[:2_000] + b"\x00" * 500 + content[2_500:]):
        with pytest.raises(WorkspaceError):
            mended(broken, "page.docx", [lead(0, "old.md", "new.md")])
    signed = io.BytesIO(content)
    with zipfile.ZipFile(signed, "a") as archive:
        archive.writestr("_xmlsignatures/sig1.xml", "<Signature/>")
    with pytest.raises(WorkspaceError, match="signed"):
        mended(signed.getvalue(), "page.docx", [lead(0, "old.md", "new.md")])


def test_archives_of_any_making_keep_their_other_parts_as_they_lie() -> None:
    class Unseekable(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: int) -> int:
            raise OSError

        def tell(self) -> int:
            raise OSError

    streamed, stored = Unseekable(), io.BytesIO()
    for file, method in ((streamed, zipfile.ZIP_DEFLATED), (stored, zipfile.ZIP_STORED)):
        with zipfile.ZipFile(file, "w", method) as archive:
            archive.comment = b"made by hand"
            for name in ("a.txt", "день.txt", "c.txt"):
                archive.writestr(zipfile.ZipInfo(name, (1999, 12, 31, 23, 58, 0)), name * 50, method)
        content = file.getvalue()
        now = with_parts(content, {"день.txt": b"new" * 100})
        archive = zipfile.ZipFile(io.BytesIO(now))
        assert archive.testzip() is None
        assert archive.comment == b"made by hand"
        assert [each.filename for each in archive.infolist()] == ["a.txt", "день.txt", "c.txt"]
        assert archive.read("день.txt") == b"new" * 100
        assert archive.read("c.txt") == b"c.txt" * 50
        assert {each.date_time for each in archive.infolist()} == {(1999, 12, 31, 23, 58, 0)}
        with pytest.raises(OddArchive):
            with_parts(b"before" + content, {"a.txt": b""})
        with pytest.raises(OddArchive):
            with_parts(content, {"gone.txt": b""})


@given(st.integers(0, 400), st.binary(min_size=1, max_size=8))
def test_a_hostile_archive_is_refused_or_stays_readable(at: int, noise: bytes) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("a.txt", "b.txt"):
            archive.writestr(name, name * 9)
    content = bytearray(made.getvalue())
    content[at : at + len(noise)] = noise[: max(len(content) - at, 0)]
    try:
        now = with_parts(bytes(content), {"a.txt": b"new"})
    except OddArchive:
        return
    assert zipfile.ZipFile(io.BytesIO(now)).read("a.txt") == b"new"
