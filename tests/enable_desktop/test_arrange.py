from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enable_desktop.charter.arrange import Arranged, arrange, kept_text
from enable_desktop.charter.cells import Named, Unclear, day_of, money_of, number_of
from enable_desktop.charter.headings import match
from enable_desktop.charter.lines import Audience, Basis, Part, Slot
from enable_desktop.charter.sections import SECTIONS
from enable_desktop.readers.markdown import read_markdown
from enable_desktop.words import LANGUAGES, Words
from resources.words import translations

_LANGUAGES = [Words(language, translations(language)) for language in LANGUAGES]


def _arranged(markdown: str, currency: str = "EUR") -> Arranged:
    return arrange(read_markdown(markdown), _LANGUAGES[0], _LANGUAGES, currency)


# -- headings


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("1. Mission", "mission"),
        ("Our Sales Enablement Mission", "mission"),
        ("**Key risks for 2027:**", "obstacles"),
        ("KPIs & measurement framework", "measures"),
        ("Implementation roadmap", "plan"),
        ("RACI", "responsibilities"),
        ("Executive summary", "business_case"),
        ("II. Цели и задачи программы", "objectives"),
        ("Матрица ответственности (RACI)", "responsibilities"),
        ("Объём работ", "scope"),
        ("Допущения и зависимости", "assumptions"),
        ("Управление и право решения", "governance"),
        ("Журнал изменений", "change_log"),
        ("Как запросить работу", "requests"),
        ("Утверждение", "approvals"),
    ],
)
def test_a_heading_finds_its_section(heading: str, section: str) -> None:
    found = match(heading)
    assert found is not None and found.spot.section == section


@pytest.mark.parametrize("heading", ["What we ate", "Content strategy", "Sales team offsite", "Наши праздники", ""])
def test_other_headings_find_none(heading: str) -> None:
    assert match(heading) is None


@pytest.mark.parametrize("words", _LANGUAGES, ids=lambda words: words.language)
def test_our_own_headings_are_all_understood(words: Words) -> None:
    for section in SECTIONS:
        document = f"# T\n\n## {words(section.title)}\n\nSome text\n"
        arranged = _arranged(document)
        assert "Some text" in arranged.prose.get(section.key, "") or section.key == "business_case"


# -- cells


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31 Dec 2026", date(2026, 12, 31)),
        ("2026-12-31", date(2026, 12, 31)),
        ("31.12.2026", date(2026, 12, 31)),
        ("31 декабря 2026 г.", date(2026, 12, 31)),
        ("March 3rd, 2027", date(2027, 3, 3)),
        ("Q3 2026", date(2026, 9, 30)),
        ("III кв. 2026", date(2026, 9, 30)),
        ("by the end of 2026", date(2026, 12, 31)),
        ("Feb 2028", date(2028, 2, 29)),
        ("13/02/2027", date(2027, 2, 13)),
    ],
)
def test_dates_are_read_as_people_write_them(text: str, day: date) -> None:
    assert day_of(text) == day


@pytest.mark.parametrize("text", ["3/4/2026", "soon", "30 Feb 2026", "Q5 2026", "2026 or 2027"])
def test_a_date_is_never_guessed(text: str) -> None:
    with pytest.raises(Unclear):
        day_of(text)


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [("21%", 21, "%"), ("131 days", 131, "days"), ("€28k", 28, "€k"), ("1,234.5", 1234.5, ""), ("1 234,5", 1234.5, "")],
)
def test_numbers_come_with_their_unit(text: str, number: float, unit: str) -> None:
    assert number_of(text) == (number, unit)


def test_money_is_of_the_workspace_or_unclear() -> None:
    assert money_of("€38,000", "EUR") == 3_800_000
    assert money_of("38 тыс. руб.", "RUB") == 3_800_000
    assert money_of("¥500", "JPY") == 500
    for text in ("$5", "5-7", "a lot"):
        with pytest.raises(Unclear):
            money_of(text, "EUR")


# -- tables and lists


def test_a_table_with_our_columns_becomes_lines() -> None:
    arranged = _arranged(
        "## Risks\n\n| # | Risk | Probability | Impact | Mitigation | Owner |\n|-|-|-|-|-|-|\n"
        "| 1 | **No** time | High | medium | Hours written | Ann Lee |\n"
    )
    (line,) = arranged.lines
    assert line.values == {
        "title": "No time",
        "likelihood": 3,
        "impact": 2,
        "mitigation": "Hours written",
        "owner": Named("people", "Ann Lee"),
    }
    assert not arranged.prose and not arranged.misfits


def test_a_table_with_other_columns_stays_a_table() -> None:
    table = "| Fruit | Colour | Taste |\n| --- | --- | --- |\n| Apple | Red | Sour |"
    arranged = _arranged(f"## Risks\n\n{table}\n")
    assert (arranged.lines, arranged.prose) == ((), {"obstacles": table})


def test_what_is_no_value_is_kept_as_text() -> None:
    arranged = _arranged(
        "## KPIs\n\n| KPI | Baseline | Target | By | Comment |\n|-|-|-|-|-|\n"
        "| Ramp | 142 days | about 110 | soon | CRM |\n"
    )
    (line,) = arranged.lines
    assert (
        line.values == {"title": "Ramp", "baseline": 142, "target": 110, "unit": "days"} or "target" not in line.values
    )
    kept = kept_text(arranged.misfits, _LANGUAGES[0])
    assert "soon" in kept and "CRM" in kept and "Ramp" in kept


def test_lists_under_in_and_out_become_scope_areas() -> None:
    arranged = _arranged(
        "## Scope\n### In scope\n- Content\n- Coaching\n### Out of scope\n- Pricing\n### Later\n- Partners\n"
    )
    assert [(line.values["title"], line.values["part"]) for line in arranged.lines] == [
        ("Content", Part.LEAD),
        ("Coaching", Part.LEAD),
        ("Pricing", Part.OUT),
        ("Partners", Part.LATER),
    ]


def test_a_table_of_in_and_out_becomes_scope_areas() -> None:
    arranged = _arranged("## Scope\n| In scope | Out of scope |\n|-|-|\n| Content | Pricing |\n| Plays | |\n")
    assert [(line.values["title"], line.values["part"]) for line in arranged.lines] == [
        ("Content", Part.LEAD),
        ("Pricing", Part.OUT),
        ("Plays", Part.LEAD),
    ]


def test_what_lies_below_an_objective_is_its_deliverables() -> None:
    arranged = _arranged("## Objectives\n1. Cut ramp-up\n    - A plan\n    - A checklist\n2. Win more\n")
    assert [line.values for line in arranged.lines] == [
        {"title": "Cut ramp-up", "deliverables": "- A plan\n- A checklist"},
        {"title": "Win more"},
    ]


@pytest.mark.parametrize(
    "table",
    [
        "| Activity | Enablement | Sales | Legal |\n|-|-|-|-|\n| Charter | R | A/С | I |",
        "| Activity | Responsible | Accountable | Consulted | Informed |\n|-|-|-|-|-|\n"
        "| Charter | Enablement | Sales | Sales | Legal |",
    ],
    ids=["matrix", "columns"],
)
def test_a_raci_of_either_form_is_read(table: str) -> None:
    (line,) = _arranged(f"## RACI\n{table}\n").lines
    assert line.values == {"title": "Charter", "letters": {"Enablement": "R", "Sales": "A/C", "Legal": "I"}}


def test_figures_are_read_where_their_kind_is_known() -> None:
    arranged = _arranged(
        "## Business case\n### Costs\n| Item | One-off | Yearly |\n|-|-|-|\n| Tools | €5,000 | 12k |\n"
        "| Total | 5000 | 12000 |\n"
        "### Budget\n| Item | Amount |\n|-|-|\n| Trips | 3 |\n"
    )
    assert [(line.values["title"], line.values["slot"], line.values["amount"]) for line in arranged.lines] == [
        ("Tools", Slot.ONE_OFF, 500_000),
        ("Tools", Slot.YEARLY, 1_200_000),
    ]
    assert [misfit.line for misfit in arranged.misfits] == ["Total", "Total"]
    assert "| Trips | 3 |" in arranged.case["proposal"]


def test_value_and_dependencies_know_what_they_stand_under() -> None:
    arranged = _arranged("## Value per level\n### Reps\n- Less searching\n## Dependencies\n- CRM is there\n")
    assert [line.values for line in arranged.lines] == [
        {"audience": Audience.REPS, "title": "Less searching"},
        {"basis": Basis.DEPENDENCY, "title": "CRM is there"},
    ]


# -- the document


def test_the_first_page_is_the_cover() -> None:
    arranged = _arranged(
        "# Charter 2027\n\nFor the board\n\n**Owner:** Ann Lee\nSponsor: Bob Stone\n"
        "Next review: 1 March 2027\nVersion: 1.2\n\n## Mission\nWe help.\n"
    )
    assert arranged.head == {
        "title": "Charter 2027",
        "subtitle": "For the board",
        "owner": Named("people", "Ann Lee"),
        "sponsor": Named("people", "Bob Stone"),
        "next_review": date(2027, 3, 1),
    }
    assert arranged.prose == {"change_log": "Version: 1.2", "mission": "We help."}


def test_the_parts_of_a_business_case_find_their_fields() -> None:
    arranged = _arranged(
        "# Business case\n## Problem\nP\n## Evidence\nE\n## Cost of doing nothing\nC\n## Assumptions\nA\n"
        "## The ask\nD\n## Decide by\n31 Dec 2026\n"
    )
    assert arranged.case == {
        "decide_by": date(2026, 12, 31),
        "problem": "P",
        "evidence": "E",
        "cost_of_nothing": "C",
        "assumptions": "A",
        "decision": "D",
    }


def test_a_business_case_may_be_a_table() -> None:
    arranged = _arranged("# Business case\n| Problem | P |\n|-|-|\n| Proposal | Q |\n| Mood | Good |\n")
    assert arranged.case == {"problem": "P", "proposal": "Q\n\n**Mood** Good"}


def test_an_unknown_heading_stays_with_the_section_before_it() -> None:
    arranged = _arranged("## Mission\nM\n## Team offsite\nHiking\n### What to bring\nBoots\n## Scope\nS\n")
    assert arranged.prose["mission"] == "M\n\n### Team offsite\n\nHiking\n\n#### What to bring\n\nBoots"
    assert arranged.prose["scope"] == "S"
    assert [(went.heading, went.section, went.kept) for went in arranged.went] == [
        ("Mission", "mission", False),
        ("Team offsite", "mission", True),
        ("Scope", "scope", False),
    ]


def test_without_any_known_heading_all_goes_to_the_proposal() -> None:
    arranged = _arranged("Just\n\n## A thought\n\nand another\n")
    assert arranged.case == {"proposal": "Just\n\n### A thought\n\nand another"}


def test_bold_lines_and_capitals_may_be_headings() -> None:
    arranged = _arranged("**Mission**\n\nWe help.\n\nSCOPE\n\nAll of it.\n\n**Important**\n\nyes\n")
    assert arranged.prose == {"mission": "We help.", "scope": "All of it.\n\n**Important**\n\nyes"}


_HEADINGS = ["Mission", "Scope", "In scope", "Risks", "KPIs", "Business case", "Problem", "Offsite", "Цели", "RACI"]
_PIECES = st.one_of(
    st.builds(lambda level, text: f"{'#' * level} {text}", st.integers(1, 4), st.sampled_from(_HEADINGS)),
    st.builds(lambda number: f"Text w{number}x.", st.integers(0, 999)),
    st.builds(lambda number: f"- item w{number}x\n- other\n    - below w{number}y", st.integers(0, 999)),
    st.builds(
        lambda head, number: f"| {head} | Owner | Note w{number}h |\n|-|-|-|\n| w{number}x | w{number}y | w{number}z |",
        st.sampled_from(["Risk", "KPI", "Area", "Fruit", "Activity", "Objective"]),
        st.integers(0, 999),
    ),
    st.builds(lambda number: f"Sponsor: w{number}x", st.integers(0, 999)),
)


@given(st.lists(_PIECES, max_size=12))
def test_nothing_is_lost(pieces: list[str]) -> None:
    markdown = "\n\n".join(pieces)
    arranged = _arranged(markdown)
    texts = [*arranged.prose.values(), *map(str, arranged.case.values()), *map(str, arranged.head.values())]
    texts += [str(line.values) for line in arranged.lines] + [str(misfit) for misfit in arranged.misfits]
    texts += [went.heading for went in arranged.went]
    kept = "\n".join(texts)
    lost = [word for word in re.findall(r"w\d+[xyz]", markdown) if word not in kept]
    assert not lost
