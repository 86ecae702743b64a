"""The charter as PDF, page by page."""

from __future__ import annotations

import dataclasses
import io
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from enable_desktop.charter.content import CONTENT, Charter, charter_of
from enable_desktop.charter.evidence import Evidence
from enable_desktop.charter.lines import BusinessCase, Head, Obstacle, Prose, Responsibility, ScopeArea
from enable_desktop.charter.report import CharterReport, Edition, PageSize
from enable_desktop.charter.sections import SECTIONS
from enable_desktop.errors import WorkspaceError
from enable_desktop.fields import Line, Shape, fields_of
from enable_desktop.links import Ref
from enable_desktop.people import Person
from enable_desktop.words import Words
from exports.charter import charter_bytes, write_charter
from resources.words import translations
from tests.exports.conftest import Sample
from tests.exports.reading import pages_of, text_of

TODAY = date(2026, 3, 12)
EDITIONS = tuple(Edition)


def _words(language: str) -> Words:
    return Words(language, translations(language))


def _charter(*lines: Line) -> CharterReport:
    return CharterReport(charter=charter_of(lines), today=TODAY, company="Sample Co")


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("page", list(PageSize))
@pytest.mark.parametrize("part", EDITIONS)
def test_every_edition_is_a_sound_file(
    sample_report: Sample, language: str, page: PageSize, part: Edition, target: Path
) -> None:
    report = replace(sample_report(language), part=part, page=page)
    printed = write_charter(report, _words(language), target)
    assert printed.unprintable == 0
    assert len(pages_of(target.read_bytes())) == printed.pages
    if part is not Edition.ALL:
        assert printed.pages == 1
    qpdf = shutil.which("qpdf")
    if qpdf is not None:
        checked = subprocess.run([qpdf, "--check", target], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stdout + checked.stderr
        assert not checked.stderr


def test_the_whole_charter_has_its_pages_in_order(sample_report: Sample) -> None:
    data, printed = charter_bytes(sample_report("en"), _words("en"))
    pages = pages_of(data)
    assert "Sales enablement" in pages[0]
    assert "Page 1" not in pages[0]
    assert "What you approve" in pages[1]
    assert "Signature" in pages[1]
    assert "Executive summary" in pages[2]
    assert "Contents" in pages[3]
    assert set(printed.section_pages) == {section.key for section in SECTIONS}
    for number, section in enumerate(SECTIONS, 1):
        assert f"{number} {section.title}" in pages[printed.section_pages[section.key] - 1]
    assert f"Page {printed.pages} of {printed.pages}" in pages[-1]


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("page", list(PageSize))
def test_decision_and_summary_take_a_page_each(sample_report: Sample, language: str, page: PageSize) -> None:
    words = _words(language)
    data, _ = charter_bytes(replace(sample_report(language), page=page), words)
    pages = pages_of(data)
    assert words("What you approve") in pages[1]
    assert words("Executive summary") in pages[2]
    assert words("What we ask for") in pages[2]
    assert words("Contents") in pages[3]


def test_the_contents_name_the_pages(sample_report: Sample) -> None:
    data, printed = charter_bytes(sample_report("en"), _words("en"))
    page = " ".join(pages_of(data)[3].split())
    for section in SECTIONS:
        assert f"{section.title} {printed.section_pages[section.key]}" in page


def test_links_and_side_bar_lead_to_the_sections(sample_report: Sample) -> None:
    data, printed = charter_bytes(sample_report("en"), _words("en"))
    document = pypdfium2.PdfDocument(data)
    outline = [(item.get_title(), item.get_dest().get_index() + 1) for item in document.get_toc()]
    document.close()
    assert ("7 Obstacles", printed.section_pages["obstacles"]) in outline
    assert len(outline) == len(SECTIONS) + 3
    assert data.count(b"/Subtype /Link") >= len(SECTIONS) + 2


def test_the_file_says_what_it_is(sample_report: Sample) -> None:
    for language, tag in (("en", b"en-GB"), ("ru", b"ru-RU")):
        report = sample_report(language)
        data, _ = charter_bytes(report, _words(language))
        document = pypdfium2.PdfDocument(data)
        about = document.get_metadata_dict()
        document.close()
        assert about["Title"] == report.title
        assert about["Author"] == report.company
        assert b"/Lang (" + tag in data


def test_every_face_is_embedded(sample_report: Sample) -> None:
    data, _ = charter_bytes(sample_report("ru"), _words("ru"))
    assert data.count(b"/FontFile2") == data.count(b"/Type /FontDescriptor") >= 6
    assert b"/Type1" not in data


@pytest.mark.parametrize("part", EDITIONS)
def test_the_same_report_gives_the_same_bytes(sample_report: Sample, part: Edition) -> None:
    report = replace(sample_report("en"), part=part)
    assert charter_bytes(report, _words("en")) == charter_bytes(report, _words("en"))


@pytest.mark.parametrize("part", EDITIONS)
def test_an_empty_charter_is_printed(part: Edition) -> None:
    data, printed = charter_bytes(CharterReport(charter=Charter(), today=TODAY, part=part), _words("en"))
    assert printed.unprintable == 0
    assert pages_of(data)


def _everywhere(text: str) -> CharterReport:
    """A charter in which every text says the same; three lines of each kind."""
    lines: list[Line] = []
    for record in (*CONTENT, Person):
        values: dict[str, Any] = {
            field.name: text for field in fields_of(record) if field.shape in (Shape.TEXT, Shape.PROSE)
        }
        if record is Prose:
            lines += [Prose(id=place, key=each.key, text=text) for place, each in enumerate(SECTIONS, 1)]
        else:
            names = {field.name for field in dataclasses.fields(record)}
            people: dict[str, Any] = {name: 1 for name in ("person", "owner", "executive", "judge") if name in names}
            lines += [record(id=number, **values, **people) for number in (1, 2, 3)]
    lines.append(Responsibility(id=9, title=text, letters={text: "A", "E": "R"}))
    return CharterReport(charter=charter_of(lines), today=TODAY, company=text, colour=text[:7], signed=Charter())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60), st.sampled_from(EDITIONS), st.sampled_from(list(PageSize)))
def test_any_text_in_any_field_is_printed(text: str, part: Edition, page: PageSize) -> None:
    data, printed = charter_bytes(replace(_everywhere(text), part=part, page=page), _words("ru"))
    assert data.startswith(b"%PDF")
    assert printed.pages == 1 or part is Edition.ALL


_HOSTILE = (
    "\ud800 half", "\x00\x07", "a\u202eb\u2066", "Z\u0351\u036b\u0343" * 30, "\U0001f468\u200d\U0001f469",
    "{name} %s {0}", "<b>x</b> & <", "]]>", "(\\)",
)  # fmt: skip


@pytest.mark.parametrize("text", _HOSTILE)
def test_hostile_text_is_printed(text: str) -> None:
    for part in EDITIONS:
        data, _ = charter_bytes(replace(_everywhere(text), part=part), _words("en"))
        assert pages_of(data)


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("A long text without any end. " * 400, PageSize.A4),
        ("word" * 5_000, PageSize.LETTER),
        ("- item\n" * 500, PageSize.A4),
        ("x " * 300, PageSize.LETTER),
    ],
    ids=["sentences", "one word", "a list", "short words"],
)
def test_one_page_stays_one_page_however_long_the_texts(text: str, page: PageSize) -> None:
    for part in (Edition.ONE_PAGE, Edition.BUSINESS_CASE):
        report = replace(_everywhere(text), part=part, page=page)
        data, printed = charter_bytes(report, _words("en"))
        assert printed.pages == 1
        assert "Shortened to fit one page" in text_of(data)


def test_a_page_that_fits_is_not_called_shortened() -> None:
    case = BusinessCase(id=1, problem="Too slow.", proposal="One person.", decision="Approve.")
    report = replace(_charter(Head(id=1, title="Charter"), case), part=Edition.BUSINESS_CASE)
    assert "Shortened" not in text_of(charter_bytes(report, _words("en"))[0])


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Sales enablement charter"), ("ru", "Устав программы содействия продажам")]
)
def test_a_charter_that_nobody_has_named_bears_its_kind_on_the_cover(language: str, title: str) -> None:
    cover = pages_of(charter_bytes(_charter(Head(id=1)), _words(language))[0])[0]
    assert title in " ".join(cover.split())


def test_what_no_face_covers_is_counted() -> None:
    report = _charter(Head(id=1, title="Charter"), Prose(id=1, key="scope", text="你好 and 😀"))
    _, printed = charter_bytes(report, _words("en"))
    assert printed.unprintable == 3


def test_an_owner_who_is_missing_is_said_to_be() -> None:
    report = _charter(Obstacle(id=1, title="Quarter end", likelihood=3, impact=1))
    assert "No owner yet" in text_of(charter_bytes(report, _words("en"))[0])


def test_an_anonymous_person_is_printed_by_role() -> None:
    person = Person(id=1, name="Ann Hidden", role="VP Sales", anonymous=True)
    report = _charter(person, Obstacle(id=1, title="Quarter end", owner=1), Head(id=1, sponsor=1, owner=1))
    text = text_of(charter_bytes(report, _words("en"))[0])
    assert "Hidden" not in text
    assert "VP Sales" in text


def test_notes_about_people_are_never_printed() -> None:
    person = Person(id=1, name="Ann", role="CRO", notes="canary-notes", reach="canary-reach", speaks_to="canary-speaks")
    report = _charter(person, Head(id=1, sponsor=1))
    assert "canary" not in text_of(charter_bytes(report, _words("en"))[0])


def test_evidence_is_numbered_where_it_counts() -> None:
    evidence = Evidence(line=Ref("obstacles", 1), text="“We never have an hour.”", source="a sales manager")
    report = replace(_charter(Obstacle(id=1, title="Quarter end")), evidence=(evidence,))
    text = text_of(charter_bytes(report, _words("en"))[0])
    assert "1 “We never have an hour.” (a sales manager)" in text


def test_evidence_of_a_text_stands_at_its_heading() -> None:
    evidence = Evidence(line=Ref("sections", 4), text="23 talks")
    report = replace(_charter(Prose(id=4, key="mission", text="We help.")), evidence=(evidence,))
    text = text_of(charter_bytes(report, _words("en"))[0])
    assert "1 23 talks" in text


def test_evidence_of_a_section_has_lower_numbers_than_that_of_its_lines() -> None:
    found = (
        Evidence(line=Ref("obstacles", 1), text="said of the line"),
        Evidence(line=Ref("sections", 4), text="said of the section"),
    )
    report = _charter(Prose(id=4, key="obstacles", text="Six things."), Obstacle(id=1, title="Quarter end"))
    text = text_of(charter_bytes(replace(report, evidence=found), _words("en"))[0])
    assert "1 said of the section" in text
    assert "2 said of the line" in text


def test_two_at_once_do_not_disturb_each_other(sample_report: Sample) -> None:
    report = sample_report("en")
    alone = charter_bytes(report, _words("en"))
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: charter_bytes(report, _words("en")), range(12)))
    assert all(each == alone for each in found)


def test_what_changed_since_the_signature_is_in_the_log(sample_report: Sample) -> None:
    data, printed = charter_bytes(sample_report("en"), _words("en"))
    text = " ".join(" ".join(pages_of(data)[printed.section_pages["change_log"] - 1 :]).split())
    assert "Since you signed v1.0, 12" in text
    assert "Out → Contribute" in text


def test_left_out_areas_stand_on_the_decision_page() -> None:
    from enable_desktop.charter.lines import Part

    report = _charter(ScopeArea(id=1, title="Technology", part=Part.OUT, meaning="stays with RevOps"))
    page = pages_of(charter_bytes(report, _words("en"))[0])[1]
    assert "Technology" in page


def test_a_logo_takes_the_place_of_the_name() -> None:
    file = io.BytesIO()
    Image.new("RGBA", (400, 100), (15, 102, 94, 255)).save(file, "PNG")
    data, _ = charter_bytes(replace(_charter(), logo=file.getvalue(), colour="#0F665E"), _words("en"))
    assert b"/Subtype /Image" in data
    broken, _ = charter_bytes(replace(_charter(), logo=b"no image"), _words("en"))
    assert "Sample Co" in pages_of(broken)[0]


def test_a_folder_that_is_gone_is_said_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError):
        write_charter(_charter(), _words("en"), tmp_path / "gone" / "Charter.pdf")
    assert not (tmp_path / "gone").exists()
