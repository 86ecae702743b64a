"""The charter as Markdown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from enable_desktop.charter.content import Charter, charter_of
from enable_desktop.charter.lines import Head, Obstacle, Prose
from enable_desktop.charter.report import CharterReport, Edition
from enable_desktop.charter.sections import SECTIONS
from enable_desktop.words import Words
from exports.charter_markdown import charter_markdown
from resources.words import translations
from tests.exports.conftest import Sample

EN = Words("en", translations("en"))


def test_every_section_is_there_in_its_order(sample_report: Sample) -> None:
    text = charter_markdown(sample_report("en"), EN)
    places = [text.index(f"\n## {number} {section.title}\n") for number, section in enumerate(SECTIONS, 1)]
    assert places == sorted(places)
    assert "[[" not in text
    assert "€103,000 a year" in text


@pytest.mark.parametrize("part", list(Edition))
def test_an_empty_charter_is_written(part: Edition) -> None:
    report = CharterReport(charter=Charter(), today=date(2026, 3, 12), part=part)
    assert charter_markdown(report, EN).startswith("# Sales enablement charter\n")


def test_cells_stay_in_their_table() -> None:
    report = CharterReport(
        charter=charter_of([Head(id=1, title="A\nB"), Obstacle(id=1, title="one | two", mitigation="first\nsecond")]),
        today=date(2026, 3, 12),
    )
    text = charter_markdown(report, EN)
    assert "# A B\n" in text
    assert "| one \\| two | first second |" in text


def test_headings_of_a_text_stand_below_its_section() -> None:
    prose = Prose(id=1, key="scope", text="# Inner\n\nText #hash")
    text = charter_markdown(CharterReport(charter=charter_of([prose]), today=date(2026, 3, 12)), EN)
    assert "\n### Inner\n" in text
    assert "Text #hash" in text


def test_the_business_case_alone_holds_nothing_else(sample_report: Sample) -> None:
    text = charter_markdown(replace(sample_report("en"), part=Edition.BUSINESS_CASE), EN)
    assert "## 1 Business case" in text
    assert "## 2" not in text
