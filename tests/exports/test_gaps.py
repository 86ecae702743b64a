"""The gap report as PDF, page by page, and its figures as CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enable_desktop.charter.report import PageSize
from enable_desktop.errors import WorkspaceError
from enable_desktop.gaps.corners import CORNERS
from enable_desktop.gaps.report import Findings, GapReport, gap_report
from enable_desktop.interviews import Sort
from enable_desktop.people import Group
from enable_desktop.words import Words
from exports.gaps import gap_bytes, write_gaps
from exports.gaps.tables import gaps_csv, gaps_json
from resources.words import translations
from tests.enable_desktop.gaps.findings import findings_of, people_of, sample_findings, with_other_words
from tests.exports.reading import pages_of, text_of

HOSTILE = (
    "\ud800 half", "\x00\x07", "a\u202eb\u2066", "Z\u0351\u036b\u0343" * 30, "\U0001f468\u200d\U0001f469",
    "{name} %s {0}", "<b>x</b> & <", "(\\)", "word" * 400, "A long title without any end " * 20,
)  # fmt: skip


def words_of(language: str) -> Words:
    return Words(language, translations(language))


def full_findings() -> Findings:
    """The sample with something in every section."""
    findings = replace(
        sample_findings(), suggestions="**Content.** Keep one home.\n\n- Ask again in June", round="Second round"
    )
    return with_other_words(findings, Sort.PRAISE, Group.REP, 1, "The Thursday call helps")


def report(page: PageSize = PageSize.A4, findings: Findings | None = None) -> GapReport:
    return gap_report(replace(findings or full_findings(), page=page))


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("page", list(PageSize))
def test_every_language_and_paper_gives_a_sound_file(language: str, page: PageSize, target: Path) -> None:
    printed = write_gaps(report(page), words_of(language), target)
    assert printed.unprintable == 0
    assert len(pages_of(target.read_bytes())) == printed.pages
    qpdf = shutil.which("qpdf")
    if qpdf is not None:
        checked = subprocess.run([qpdf, "--check", target], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_first_page_holds_the_finding_and_its_picture() -> None:
    page = " ".join(pages_of(gap_bytes(report(), words_of("en"))[0])[0].split())
    assert "SECOND ROUND, 13 PEOPLE HEARD" in page
    assert "Both sides agree on “Ramp-up of new hires”." in page
    assert "Leadership: how severe" in page
    assert "4 of 4 leaders, 9 of 9 reps: a fair picture" in page
    assert "3 themes that fewer than 3 people of a side rated." in page


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("page", list(PageSize))
def test_every_corner_of_the_picture_says_what_it_means(language: str, page: PageSize) -> None:
    words = words_of(language)
    printed = " ".join(pages_of(gap_bytes(report(page), words)[0])[0].split())
    for corner, meaning, _, _ in CORNERS:
        assert words(corner) in printed
        assert words(meaning) in printed


def test_the_table_shows_both_values_counts_verdict_and_next_step() -> None:
    data, printed = gap_bytes(report(), words_of("en"))
    page = " ".join(pages_of(data)[printed.section_pages["themes"] - 1].split())
    for text in ("2.3", "4.6", "3 of 4", "8 of 9", "Clear gap", "Show each side what the other sees", "One side only"):
        assert text in page


def test_the_method_says_what_the_sample_cannot_show_and_what_is_withheld() -> None:
    text = text_of(gap_bytes(report(), words_of("en"))[0])
    assert "Small samples show little" in text
    assert "up to 1 would still look clear" in text
    assert "3 means are not shown, since fewer than 3 people rated." in text


def test_a_mean_of_fewer_than_three_is_nowhere() -> None:
    """Of Coaching, two leaders rated 2 and 3."""
    findings = sample_findings()
    coaching = next(theme for theme in findings.themes if theme.title.startswith("Coaching"))
    findings = replace(
        findings,
        themes=(coaching,),
        voices=[voice for voice in findings.voices if voice.theme == coaching.id],
        said=[each for each in findings.said if each.statement.theme == coaching.id],
    )
    data, _ = gap_bytes(report(findings=findings), words_of("en"))
    assert "2 of 4" in text_of(data)
    assert "2.5" not in text_of(data)


def test_side_bar_and_links_lead_to_the_sections() -> None:
    data, printed = gap_bytes(report(), words_of("en"))
    document = pypdfium2.PdfDocument(data)
    outline = {item.get_title(): item.get_dest().get_index() + 1 for item in document.get_toc()}
    about = document.get_metadata_dict()
    document.close()
    assert outline["The finding"] == 1
    assert outline["Theme by theme"] == printed.section_pages["themes"]
    assert {"In their words", "What we suggest", "What works", "The figures", "How this was found"} <= set(outline)
    assert data.count(b"/Subtype /Link") >= 3
    assert (about["Title"], about["Author"]) == ("Gap report", "Sample Co")
    assert b"/Lang (en-GB" in data


def test_by_side_no_role_is_named_and_that_is_said() -> None:
    by_side = gap_report(full_findings(), by_side=True)
    usual = report()
    assert {quote.role for each in usual.in_their_words for quote in (*each.leadership, *each.reps)} - {""}
    quotes = [quote for each in by_side.in_their_words for quote in (*each.leadership, *each.reps)]
    assert {quote.role for quote in (*quotes, *by_side.works)} == {""}
    text = text_of(gap_bytes(by_side, words_of("en"))[0])
    assert "Every quote has the name of its side; no role is named." in text


def test_without_the_figures_the_method_and_what_is_withheld_stay() -> None:
    text = text_of(gap_bytes(replace(report(), with_figures=False), words_of("en"))[0])
    assert "How badly it hurts" not in text
    assert "How this was found" in text
    assert "How badly it hurts" in text_of(gap_bytes(report(), words_of("en"))[0])


def test_the_same_report_gives_the_same_bytes() -> None:
    assert gap_bytes(report(), words_of("ru")) == gap_bytes(report(), words_of("ru"))


def test_a_report_without_interviews_says_so() -> None:
    data, printed = gap_bytes(report(findings=findings_of((), (), ["Forecast"])), words_of("en"))
    assert printed.unprintable == 0
    assert "Nobody in leadership and no rep has been heard yet." in text_of(data)
    data, _ = gap_bytes(report(findings=findings_of((), (), ())), words_of("en"))
    assert "Nobody in leadership and no rep has been heard yet." in text_of(data)


def test_suggestions_are_printed_as_the_person_dressed_them() -> None:
    assert "Content. Keep one home." in text_of(gap_bytes(report(), words_of("en"))[0])


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_printed(text: str) -> None:
    findings = full_findings()
    findings = replace(
        findings,
        themes=[replace(theme, title=text) for theme in findings.themes],
        said=[replace(each, statement=replace(each.statement, words=f"{each.statement.id} {text}"))
              for each in findings.said],
        suggestions=text, round=text, company=text, department=text,
    )  # fmt: skip
    assert pages_of(gap_bytes(report(findings=findings), words_of("ru"))[0])
    json.loads(gaps_json(report(findings=findings)))


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80), st.sampled_from(list(PageSize)))
def test_any_text_in_any_field_is_printed(text: str, page: PageSize) -> None:
    findings = replace(
        full_findings(), themes=[replace(theme, title=text) for theme in full_findings().themes], suggestions=text
    )
    assert gap_bytes(report(page, findings), words_of("ru"))[0].startswith(b"%PDF")


def test_sixty_themes_and_long_titles_fill_pages_and_lose_none() -> None:
    findings = sample_findings()
    more = [
        replace(theme, id=theme.id + 9 * turn, title=f"{theme.title}, team {turn}, and everything that belongs to it")
        for turn in range(7)
        for theme in findings.themes
    ]
    heard = [replace(voice, theme=voice.theme + 9 * turn) for turn in range(7) for voice in findings.voices]
    data, printed = gap_bytes(report(findings=findings_of(people_of(findings), heard, [t.title for t in more])),
                              words_of("en"))  # fmt: skip
    text = text_of(data)
    assert printed.unprintable == 0
    for theme in more:
        assert theme.title in text


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError):
        write_gaps(report(), words_of("en"), tmp_path / "nowhere" / "x.pdf")


# -- figures


def test_the_json_holds_the_figures_and_null_where_there_are_none() -> None:
    found = json.loads(gaps_json(report()))
    by_title = {theme["theme"]: theme for theme in found["themes"]}
    security = by_title["Security questionnaires"]
    assert security["leadership"] == {"asked": 4, "raised": 1, "rated": 1, "mean": None}
    assert (security["gap"], security["p"], security["verdict"]) == (None, None, "too few")
    assert security["mention_gap"] is not None
    assert found["agreement"] == {"tau_b": pytest.approx(-0.6), "top3_overlap": 1}
    few = gap_report(sample_findings(threshold=5))
    hidden = json.loads(gaps_json(few))
    assert hidden["themes"][0]["leadership"] == {"asked": None, "raised": None, "rated": None, "mean": None}
    assert hidden["agreement"] == {"tau_b": None, "top3_overlap": None}


def test_the_csv_has_one_row_for_each_theme_and_says_what_is_missing() -> None:
    rows = list(csv.DictReader(io.StringIO(gaps_csv(report(), words_of("en")).removeprefix("\ufeff"))))
    assert len(rows) == 9
    by_title = {row["Theme"]: row for row in rows}
    content = by_title["Finding current content"]
    assert (content["Leadership: mean severity"], content["Reps: raised"], content["Verdict"]) == (
        "2.3333", "8", "Clear gap",
    )  # fmt: skip
    assert float(content["Gap, reps minus leadership"]) == pytest.approx(2.2917)
    assert by_title["Security questionnaires"]["Leadership: mean severity"] == ""
    assert by_title["Security questionnaires"]["Withheld"] == "Leadership: mean of fewer than 3"


def test_a_title_that_a_spreadsheet_would_run_is_neutralised() -> None:
    findings = sample_findings()
    findings = replace(findings, themes=[replace(theme, title="=1+1") for theme in findings.themes])
    rows = list(csv.reader(io.StringIO(gaps_csv(report(findings=findings), words_of("en")).removeprefix("\ufeff"))))
    assert {row[0] for row in rows[1:]} == {"'=1+1"}
