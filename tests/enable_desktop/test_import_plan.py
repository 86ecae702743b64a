"""What importing a document would do to a charter, told before anything is stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from enable_desktop.blocks import Block, Heading, Paper, Paragraph, Picture, Table
from enable_desktop.charter.content import Charter, Reopening, charter_of
from enable_desktop.charter.import_plan import Standing, plan_charter
from enable_desktop.charter.lines import Document, Head, Obstacle, Prose, Status
from enable_desktop.charter.sections import SECTIONS
from enable_desktop.fields import Line
from enable_desktop.imports import Add, Attach, Change, Fate, Made, Plan, rejected_text, report_lines, said_in_short
from enable_desktop.people import Person
from enable_desktop.words import Words
from resources.words import translations

ENGLISH = Words("en", translations("en"))
RUSSIAN = Words("ru", translations("ru"))


def standing(*lines: Line, **more: Any) -> Standing:
    """An empty charter with these lines."""
    given = {line.key for line in lines if isinstance(line, Prose)}
    empty = [Prose(id=100 + place, key=each.key) for place, each in enumerate(SECTIONS) if each.key not in given]
    return Standing(charter=charter_of([*empty, *lines]), **more)


def planned(blocks: Sequence[Block], found: Standing | None = None, **paper: Any) -> Plan:
    made = Paper(blocks=tuple(blocks), **paper)
    return plan_charter("Old.md", made, found or standing(), ENGLISH, (ENGLISH, RUSSIAN))


def told(plan: Plan, words: Words = ENGLISH) -> list[tuple[str, str, Fate, str]]:
    """Place, piece, what becomes of it, and its words."""
    return [
        (words.say(part.title), words.say(entry.what), entry.fate, entry.whole)
        for part in plan.told
        for entry in part.entries
    ]


def changed(plan: Plan, kind: str) -> dict[str, Any]:
    """The values that the plan gives to the records of a kind."""
    return {
        name: value
        for write in plan.writes
        if isinstance(write, Change) and write.kind == kind
        for name, value in write.values.items()
    }


TITLED = (Heading(1, "Charter 2027"), Paragraph("For those who decide"), Heading(2, "Mission"), Paragraph("We help."))


def test_title_and_subtitle_taken_over_are_told() -> None:
    plan = planned(TITLED)
    assert told(plan)[:2] == [
        ("Cover", "Title", Fate.FILLED, "Charter 2027"),
        ("Cover", "Subtitle", Fate.FILLED, "For those who decide"),
    ]
    assert changed(plan, Head.kind) == {"title": "Charter 2027", "subtitle": "For those who decide"}
    assert said_in_short(plan, ENGLISH) == "the cover, 1 section"
    assert said_in_short(plan, RUSSIAN) == "обложка, 1 раздел"


def test_a_title_that_is_there_stays_and_the_other_is_kept_as_text() -> None:
    plan = planned(TITLED, standing(Head(id=1, title="Ours", subtitle="For those who decide")))
    assert ("Cover", "Subtitle", Fate.SAME, "For those who decide") in told(plan)
    assert ("Change log", "Title", Fate.KEPT, "Charter 2027") in told(plan)
    assert changed(plan, Head.kind) == {}


def test_a_text_says_whether_it_is_new_or_goes_after_what_is_there() -> None:
    mission = (Heading(2, "Mission"), Paragraph("We help."))
    assert told(planned(mission)) == [("Mission", "Text", Fate.NEW, "We help.")]
    plan = planned(mission, standing(Prose(id=7, key="mission", text="Ours.")))
    assert told(plan) == [("Mission", "Text", Fate.AFTER, "We help.")]
    assert changed(plan, Prose.kind) == {"text": "Ours.\n\nWe help."}


def test_where_a_heading_goes_is_told_and_what_fits_nowhere_too() -> None:
    plan = planned((Heading(2, "3. Risks we see"), Heading(2, "Team offsite"), Paragraph("We go hiking.")))
    assert told(plan) == [
        (
            "Obstacles, from: 3. Risks we see",
            "Text",
            Fate.NEW,
            "### 3. Risks we see\n\n### Team offsite\n\nWe go hiking.",
        ),
        ("Obstacles, from: 3. Risks we see", "The heading “Team offsite” fits no section", Fate.KEPT, ""),
    ]


def reopening(document: Document, status: Status, *kinds: str) -> Reopening:
    return Reopening(document=document, title="1.0", status=status, next="1.1", kinds=frozenset(kinds))


def test_a_document_that_is_approved_is_said_to_be_reopened_when_it_is_touched() -> None:
    frozen = (
        reopening(Document.CHARTER, Status.APPROVED, Prose.kind, Obstacle.kind),
        reopening(Document.BUSINESS_CASE, Status.REVIEW, "business_case"),
    )
    plan = planned((Heading(2, "Mission"), Paragraph("We help.")), standing(reopenings=frozen))
    assert [ENGLISH.say(each) for each in plan.warnings] == [
        "The charter v1.0 is approved and stays as it is; what comes in begins the draft v1.1."
    ]
    plan = planned((Heading(2, "Business case"), Paragraph("It pays.")), standing(reopenings=frozen))
    assert [ENGLISH.say(each) for each in plan.warnings] == [
        "The business case v1.0 is in review and stays as it is; what comes in begins the draft v1.1."
    ]


def test_a_picture_whose_name_is_taken_gets_another_in_the_text_too() -> None:
    pictures = (Picture(name="chart.png", content=b"new"), Picture(name="chart-2.png", content=b"newer"))
    blocks = (Heading(2, "Mission"), Paragraph("![Chart](chart.png) and ![Other](chart-2.png)"))
    plan = planned(blocks, standing(files={"chart.png": "digest of another"}), pictures=pictures)
    assert changed(plan, Prose.kind)["text"] == "![Chart](chart-2.png) and ![Other](chart-2-2.png)"
    assert [(write.name, write.content) for write in plan.writes if isinstance(write, Attach)] == [
        ("chart-2.png", b"new"),
        ("chart-2-2.png", b"newer"),
    ]
    what = "chart.png, kept as chart-2.png: another picture has its name"
    assert ("Pictures", what, Fate.RENAMED, "") in told(plan)


def test_a_picture_that_is_there_already_is_not_kept_twice() -> None:
    from hashlib import sha256

    files = {"chart.png": sha256(b"same").hexdigest()}
    blocks = (Heading(2, "Mission"), Paragraph("![Chart](chart.png)"))
    plan = planned(blocks, standing(files=files), pictures=(Picture(name="chart.png", content=b"same"),))
    assert ("Pictures", "chart.png", Fate.SAME, "") in told(plan)
    assert not [write for write in plan.writes if isinstance(write, Attach)]


def obstacles(*rows: tuple[str, ...]) -> tuple[Block, ...]:
    return Heading(2, "Risks"), Table((("Risk", "Likelihood", "Owner"), *rows))


def test_lines_are_told_with_their_titles_and_people_with_what_becomes_of_them() -> None:
    found = standing(Person(id=5, name="Ann Lee"))
    plan = planned(obstacles(("No hours", "High", "ann lee"), ("No data", "Low", "Bob Ray")), found)
    assert told(plan) == [
        ("Obstacles, from: Risks", "Obstacle (2)", Fate.NEW, "No hours\nNo data"),
        ("People", "Bob Ray", Fate.NEW, ""),
    ]
    added = [write for write in plan.writes if isinstance(write, Add)]
    assert [write.values.get("owner") for write in added if write.record is Obstacle] == [5, Made("person 1")]
    assert plan.details["people"] == ["Bob Ray"]


def test_a_cell_that_is_no_value_is_told_with_its_place() -> None:
    plan = planned(obstacles(("No hours", "sometimes", "Ann and Bob")))
    kept = [each for each in told(plan) if each[2] is Fate.KEPT]
    assert kept == [
        ("Obstacles, from: Risks", "Likelihood of “No hours”", Fate.KEPT, "sometimes"),
        ("Obstacles, from: Risks", "Owner of “No hours”", Fate.KEPT, "Ann and Bob"),
    ]


def test_a_number_that_no_file_can_hold_is_kept_as_text() -> None:
    number = "9" * 30
    table = Table((("What for", "Kind", "Amount"), ("Tools", "One-off cost", number)))
    plan = planned((Heading(2, "Costs"), table))
    assert any(number in write.values.get("proposal", "") for write in plan.writes if isinstance(write, Change))
    assert [each for each in told(plan) if each[2] is Fate.KEPT] == [
        ("Business case, from: Costs", "Amount of “Tools”", Fate.KEPT, number)
    ]


def test_a_title_longer_than_its_place_is_kept_whole_as_text() -> None:
    title = "Charter " + "x" * 600
    plan = planned((Heading(1, title), Heading(2, "Mission"), Paragraph("We help.")))
    assert len(changed(plan, Head.kind)["title"]) == 500
    assert any(title in write.values.get("text", "") for write in plan.writes if isinstance(write, Change))


@pytest.fixture
def too_long() -> Plan:
    return planned((Heading(2, "Mission"), Paragraph("lorem " * 200_000), Heading(2, "Scope"), Paragraph("Short.")))


def test_what_cannot_be_stored_is_told_first_with_the_reason(too_long: Plan) -> None:
    place, what, fate, text = told(too_long)[0]
    assert (place, fate) == ("Cannot be stored", Fate.REJECTED)
    assert what == "The text for “Mission”: it would be 1,200,000 characters long, and 1,048,576 characters fit"
    assert text == "lorem " * 200_000
    assert changed(too_long, Prose.kind) == {"text": "Short."}


def test_the_list_of_what_cannot_be_stored_holds_all_of_it(too_long: Plan) -> None:
    listed = rejected_text(too_long, ENGLISH)
    assert listed.startswith("## The text for “Mission”\n\nit would be")
    assert listed.count("lorem") == 200_000


def test_the_report_has_a_line_for_every_piece_cut_short(too_long: Plan) -> None:
    lines = list(report_lines(too_long, ENGLISH))
    assert lines[0] == "Cannot be stored"
    assert lines[1].endswith("… (cannot be stored)".replace("… ", "…” ")) and len(lines[1]) < 300
    assert lines[2:] == ["Scope", "  Text: “Short.” (new)"]


def test_an_empty_charter_stands_for_one_that_is_there() -> None:
    assert Standing(charter=Charter()).reopenings == ()
