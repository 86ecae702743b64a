"""The sample programmes: whole, consistent, and the same in both languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from math import ceil
from typing import Any

import pytest

from enable_desktop.charter.lines import (
    Answer,
    Approval,
    Assumption,
    BusinessCase,
    Document,
    Figure,
    Head,
    Slot,
    Status,
    Version,
)
from enable_desktop.charter.sections import SECTIONS
from enable_desktop.fields import Field, Line, Shape, field_of, fields_of
from enable_desktop.initiatives import Initiative, State, load
from enable_desktop.interviews import SEVERITIES, Statement, time_in
from enable_desktop.kinds import KINDS
from enable_desktop.links import Reason
from resources.content import library
from resources.interviews import first_themes
from resources.sample import sample

LANGUAGES = ("en", "ru")
SINGLE = (Head.kind, BusinessCase.kind)
BESIDE = {"anchor", "settings", "sections", "links", "library_links", "expert_links", "approvals", "pack_exports"}
EXTRA = {"ref", "readings", "overrides", "weeks", "reviews"}
OF_TALKS = {"themes", "said", "core", "top", "asked", "questions"}
"""What a round or an interview tells of in one piece; it becomes lines of other kinds."""
DEPARTMENTS = {"E", "SL", "SM", "RP", "MK", "PR", "CS", "RO", "HR", "FI", "LG"}
FACETS = {str(facet["key"]) for facet in library("en", "facets")}
OF_THE_ARTICLE = {
    "cert", "needs", "survey", "news", "elearning", "requests", "use",
    "size", "used", "cycle", "pipeline", "closed", "annual", "ramp", "wrmm",
}  # fmt: skip
CHIP = re.compile(r"\[\[([a-z_]+\.[\w-]+)\|[^\[\]\n]+\]\]")
MONTHS = (
    "January|February|March|April|June|July|August|September|October|November|December|"
    "январ|феврал|март[ае]|апрел|июн|июл|август|сентябр|октябр|ноябр|декабр"
)

Data = Mapping[str, Any]


@pytest.fixture(params=LANGUAGES)
def data(request: pytest.FixtureRequest) -> Data:
    return sample(request.param)


def rows(data: Data, kind: str) -> list[dict[str, Any]]:
    """The tables of a kind, a single one as a list of one."""
    found: Any = data.get(kind, [])
    return [found] if isinstance(found, dict) else found


def tables(data: Data) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every line with its kind, without sections, links and approvals."""
    for kind in data:
        if kind not in BESIDE:
            for row in rows(data, kind):
                yield kind, row


def refs(data: Data) -> set[str]:
    """The name of every line; a passage said in a talk is a statement called after the talk and its mark."""
    said = {
        f"{Statement.kind}.{talk['ref']}-{row.get('mark', row.get('theme'))}"
        for talk in data["interviews"]
        for row in talk.get("said", ())
    }
    kinds = {f"asset_kinds.{kind['key']}" for kind in library("en", "kinds")}
    return {f"{kind}.{row['ref']}" for kind, row in tables(data) if "ref" in row} | said | kinds | set(SINGLE)


def texts(value: object) -> Iterator[str]:
    """Every text below a value, also those inside versions."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def totals(data: Data) -> dict[str, int]:
    """Each slot's sum in whole units of the currency, calculated as the program does."""
    found = dict.fromkeys(map(str, Slot), 0)
    for row in rows(data, Figure.kind):
        cost = Figure(amount=row.get("amount"), hours=row.get("hours"), rate=row.get("rate")).total
        assert cost % 100 == 0
        found[row["slot"]] += cost // 100
    return found


def written(number: int, language: str) -> str:
    return f"{number:,}".replace(",", "\u202f" if language == "ru" else ",")


def is_valid(field: Field, value: object, known: set[str]) -> bool:
    """Whether a field of this shape may hold the value."""
    match field.shape:
        case Shape.TEXT | Shape.PROSE:
            return isinstance(value, str) and bool(value.strip())
        case Shape.FLAG:
            return isinstance(value, bool)
        case Shape.WHOLE | Shape.MONEY:
            return isinstance(value, int) and not isinstance(value, bool)
        case Shape.NUMBER:
            return isinstance(value, int | float) and not isinstance(value, bool)
        case Shape.DATE:
            return isinstance(value, date)
        case Shape.LEVEL:
            return value in range(1, 6 if field.name == "useful" else 4)
        case Shape.CHOICE:
            return field.choices is not None and value in list(field.choices)
        case Shape.SET:
            return field.choices is not None and isinstance(value, list) and set(value) <= set(field.choices)
        case Shape.RECORD:
            return f"{field.kind}.{value}" in known
        case Shape.MAP:
            names = {"facets": FACETS, "filters": FACETS | {"status", "kind"}}.get(field.name, DEPARTMENTS)
            return isinstance(value, dict) and set(value) <= names


def record_of(kind: str) -> type[Line]:
    return KINDS[kind].record


def test_a_language_without_a_sample_has_none() -> None:
    with pytest.raises(FileNotFoundError):
        sample("de")


def test_every_field_is_one_of_its_record_and_holds_what_it_may(data: Data) -> None:
    known = refs(data)
    for kind, row in tables(data):
        fields = {field.name: field for field in fields_of(record_of(kind))}
        for name, value in row.items():
            if name not in EXTRA | OF_TALKS:
                assert name in fields, f"{kind}: {name}"
                assert is_valid(fields[name], value, known), f"{kind}.{row.get('ref')}: {name} = {value!r}"


def test_every_line_has_a_name_of_its_own(data: Data) -> None:
    for kind in data:
        if kind not in BESIDE and kind not in SINGLE:
            names = [row["ref"] for row in rows(data, kind)]
            assert len(names) == len(set(names)), kind


def test_every_reference_leads_to_a_line(data: Data) -> None:
    known = refs(data)
    for text in texts(dict(data)):
        assert text.count("[[") == len(CHIP.findall(text)), text
        assert set(CHIP.findall(text)) <= known
    for link in (*data["links"], *data["expert_links"]):
        assert {link["from"], link["to"]} <= known
        assert link["reason"] in list(Reason)
    versions = {f"{row['document']} {row['title']}" for row in rows(data, Version.kind)}
    for approval in rows(data, Approval.kind):
        assert approval["version"] in versions
        assert f"people.{approval['person']}" in known
        assert approval["answer"] in list(Answer)


def test_what_an_older_version_said_differs_from_today(data: Data) -> None:
    known = refs(data)
    by_ref = {f"{kind}.{row['ref']}": row for kind, row in tables(data) if "ref" in row}
    told = [override for row in rows(data, Version.kind) for override in row.get("overrides", ())]
    assert len(told) >= 6
    for override in told:
        if "section" in override:
            assert override["text"] != data["sections"][override["section"]]
        elif "missing" in override:
            assert override["missing"] in known
        else:
            kind = override["ref"].partition(".")[0]
            field = field_of(record_of(kind), override["field"])
            assert is_valid(field, override["value"], known)
            assert override["value"] != by_ref[override["ref"]][override["field"]]


def test_every_section_with_prose_has_some(data: Data) -> None:
    keys = {section.key for section in SECTIONS if section.has_prose}
    assert set(data["sections"]) == keys
    assert all(text.strip() for text in data["sections"].values())


def test_both_languages_have_the_same_lines() -> None:
    english, russian = sample("en"), sample("ru")
    assert list(english) == list(russian)
    for kind in english:
        if kind not in BESIDE:
            one, other = rows(english, kind), rows(russian, kind)
            assert [row.get("ref") for row in one] == [row.get("ref") for row in other], kind
            assert [sorted(row) for row in one] == [sorted(row) for row in other], kind
            for left, right in zip(one, other, strict=True):
                assert len(left.get("readings", ())) == len(right.get("readings", ()))
                assert len(left.get("overrides", ())) == len(right.get("overrides", ()))
    assert english["links"] == russian["links"]
    assert english["expert_links"] == russian["expert_links"]
    assert [row["answer"] for row in english["approvals"]] == [row["answer"] for row in russian["approvals"]]
    chips = [[sorted(CHIP.findall(text)) for text in texts(dict(data))] for data in (english, russian)]
    assert chips[0] == chips[1]


def test_each_sample_keeps_to_its_language() -> None:
    is_latin = re.compile(r"^[^а-яё]+$", re.I)
    for data, is_foreign in ((sample("en"), re.compile("[а-яё]", re.I)), (sample("ru"), is_latin)):
        for kind, row in tables(data):
            for field in fields_of(record_of(kind)):
                value = row.get(field.name)
                # An address, a unit such as %, and the number of a version belong to no language.
                is_word = field.shape in (Shape.TEXT, Shape.PROSE) and field.name not in (
                    "unit",
                    "reach",
                    "key",
                    "begins",
                    "list",
                    "location",
                    "template",
                    "answers",
                    "source",
                )
                if is_word and kind != Version.kind and value not in (None, "SDR", "RevOps", "CRM"):
                    assert not is_foreign.search(value), value


def test_russian_numbers_do_not_break_before_their_sign() -> None:
    for text in texts(dict(sample("ru"))):
        assert not re.search(r"\d [%₽]|\d \d{3}(?!\d)", text), text


def test_no_text_names_a_day_that_cannot_move(data: Data) -> None:
    for text in texts(dict(data)):
        assert not re.search(rf"\b20[1-4]\d\b|\b(?:{MONTHS})", text, re.I), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_sums_named_in_the_business_case_are_those_of_its_figures(language: str) -> None:
    data = sample(language)
    case = data[BusinessCase.kind]
    sums = totals(data)
    for slot in (Slot.ONE_OFF, Slot.YEARLY, Slot.RETURN_LOW, Slot.RETURN_LIKELY, Slot.RETURN_HIGH):
        assert written(sums[slot], language) in case["proposal"], slot
    for slot in (Slot.ONE_OFF, Slot.YEARLY):
        assert written(sums[slot], language) in case["decision"], slot
    for row in rows(data, Figure.kind):
        if row["slot"] == Slot.NOTHING:
            cost = Figure(amount=row.get("amount"), hours=row.get("hours"), rate=row.get("rate")).total // 100
            assert written(cost, language) in case["cost_of_nothing"]
    rounded = "€210,000" if language == "en" else "8,5\u00a0млн"
    assert rounded in case["cost_of_nothing"]
    assert sums[Slot.NOTHING] == (210_480 if language == "en" else 8_532_000)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_days_that_pay_the_programme_back_are_named(language: str) -> None:
    data = sample(language)
    case = data[BusinessCase.kind]
    sums, lever = totals(data), case["lever_value"] // 100
    assert written(lever, language) in case["proposal"]
    assert f"**{ceil(sums[Slot.YEARLY] / lever)} " in case["proposal"]
    assert re.search(rf"\b{ceil((sums[Slot.YEARLY] + sums[Slot.ONE_OFF]) / lever)}\.", case["proposal"])


def test_money_and_hours_asked_for_add_up_to_the_first_year() -> None:
    for language, new_money, hours in (("en", 38_000, 27_000), ("ru", 2_058_000, 810_000)):
        data = sample(language)
        figures = {row["ref"]: row for row in rows(data, Figure.kind)}
        assert sum(figures[ref]["amount"] for ref in ("move", "kit", "tools", "content")) == new_money * 100
        assert sum(figures[ref]["hours"] * figures[ref]["rate"] for ref in ("clean", "experts")) == hours * 100
        assert {written(new_money, language), written(hours, language)} <= set(
            re.findall(r"\d[\d,\u202f]*\d", data[BusinessCase.kind]["decision"])
        )
        sums = totals(data)
        salary = figures["salary"]["amount"] // 100
        assert sums[Slot.ONE_OFF] + sums[Slot.YEARLY] == new_money + hours + salary


def test_every_grade_is_used_and_every_figure_has_its_source(data: Data) -> None:
    assert {row["grade"] for row in rows(data, Figure.kind)} == {"measured", "estimated", "said"}
    assert all(row["source"] for row in rows(data, Figure.kind))


def test_the_mission_is_one_or_two_sentences(data: Data) -> None:
    assert len(re.findall(r"[.!?](?:\s|$)", data["sections"]["mission"])) in (1, 2)


def test_each_activity_has_one_who_answers_and_one_who_works(data: Data) -> None:
    responsibilities = rows(data, "responsibilities")
    assert len(responsibilities) == 15
    worked: dict[str, int] = {}
    for row in responsibilities:
        letters = [letter for cell in row["letters"].values() for letter in cell.split("/")]
        assert letters.count("A") == 1, row["ref"]
        assert "R" in letters, row["ref"]
        assert set(letters) <= set("RACI")
        for department, cell in row["letters"].items():
            worked[department] = worked.get(department, 0) + ("R" in cell)
    assert max(worked.values()) * 2 <= len(responsibilities)


def test_scope_says_what_is_later_and_what_is_out(data: Data) -> None:
    parts = [row["part"] for row in rows(data, "scope_areas")]
    assert parts.count("lead") + parts.count("contribute") == 7
    assert parts.count("later") == 1
    assert parts.count("out") >= 1
    assert all(row["owner"] and row["contributors"] for row in rows(data, "scope_areas"))


def test_nothing_is_missing_that_a_charter_needs(data: Data) -> None:
    needed = {
        "criteria": ("title", "measure", "start", "goal", "due", "judge"),
        "obstacles": ("title", "likelihood", "impact", "mitigation", "owner"),
        "measures": ("title", "formula", "unit", "baseline", "target", "due", "owner", "source", "trap"),
        "objectives": ("title", "priority", "owner", "due", "deliverables"),
        "initiatives": ("title", "goal", "owner", "priority", "measure", "effort", "start", "end", "deliverables"),
        "commitments": ("person", "title", "checked"),
        "assumptions": ("title", "made", "owner", "otherwise"),
        "meetings": ("title", "rhythm", "audience", "purpose", "owner", "next"),
        "decision_rights": ("title", "person", "heard", "note"),
    }
    for kind, names in needed.items():
        for row in rows(data, kind):
            assert set(names) <= set(row), f"{kind}.{row['ref']}"
    assert {"owner", "sponsor", "next_review"} <= set(data[Head.kind])
    assert {field.name for field in fields_of(BusinessCase)} <= set(data[BusinessCase.kind])
    priorities = {row["ref"] for row in rows(data, "priorities")}
    assert {row["priority"] for row in rows(data, "objectives")} == priorities


def test_one_assumption_has_not_been_confirmed_for_long(data: Data) -> None:
    old = [row["ref"] for row in rows(data, "assumptions") if Assumption(made=row["made"]).is_old(data["anchor"])]
    assert old == ["hires"]


def test_criteria_begin_and_end_where_their_measures_do(data: Data) -> None:
    measures = {row["ref"]: row for row in rows(data, "measures")}
    for row in rows(data, "criteria"):
        measure = measures[row["measure"]]
        assert (row["start"], row["goal"], row["due"]) == (measure["baseline"], measure["target"], measure["due"])


def test_measures_of_the_article_are_all_there_and_some_have_no_values(data: Data) -> None:
    measures = {row["ref"]: row for row in rows(data, "measures")}
    assert set(measures) >= OF_THE_ARTICLE
    assert [ref for ref, row in measures.items() if not row.get("readings")] == ["survey", "elearning", "use"]
    assert sum(row.get("in_summary", False) for row in measures.values()) == 5
    for row in measures.values():
        days = [reading["on"] for reading in row.get("readings", ())]
        assert days == sorted(set(days))
        assert all(day <= data["anchor"] for day in days)
        better = row["target"] > row["baseline"]
        assert better == (row["better"] == "up"), row["ref"]


def test_one_person_can_hold_the_plan(data: Data) -> None:
    initiatives = [
        Initiative(effort=row["effort"], start=row["start"], end=row["end"], state=State(row["state"]))
        for row in rows(data, "initiatives")
    ]
    fullest = max(week.hours for week in load(initiatives, date(2025, 10, 20), 70))
    assert fullest == 38
    assert fullest <= data[Head.kind]["hours_a_week"]


def test_an_initiative_that_has_begun_is_not_called_planned(data: Data) -> None:
    approved = rows(data, Version.kind)[0]
    for row in rows(data, "initiatives"):
        assert row["start"] > approved["on"], "the business case comes first"
        assert (row["state"] == "planned") == (row["start"] > data["anchor"]), row["ref"]
        assert (row["state"] == "done") == (row["end"] < data["anchor"]), row["ref"]


def test_history_ends_with_a_version_one_approver_has_not_signed(data: Data) -> None:
    versions = rows(data, Version.kind)
    assert [row["on"] for row in versions] == sorted(row["on"] for row in versions)
    assert versions[0]["document"] == Document.BUSINESS_CASE
    assert versions[0]["status"] == Status.APPROVED
    current = [row for row in versions if row["document"] == Document.CHARTER][-1]
    assert current["status"] == Status.REVIEW
    name = f"charter {current['title']}"
    answers = sorted(row["answer"] for row in data["approvals"] if row["version"] == name)
    assert answers == ["approved", "approved", "approved", "asked", "condition"]
    for row in data["approvals"]:
        assert ("on" in row) == (row["answer"] != "asked")
        assert ("condition" in row) == (row["answer"] == "condition")
    asked = {row["person"] for row in data["approvals"] if row["version"] == name}
    assert asked == {row["person"] for row in rows(data, "approvers") if row["document"] == "charter"}


def test_the_people_are_those_the_programme_says_it_heard(data: Data) -> None:
    group_of = {row["ref"]: row["group"] for row in rows(data, "people")}
    heard = {row["person"] for row in rows(data, "interviews") if row.get("held")}
    assert Counter(group_of[ref] for ref in heard) == {
        "leadership": 4, "sales manager": 4, "rep": 9, "customer success": 3, "marketing": 2,
    }  # fmt: skip
    table = re.findall(r"^\|[^|]+\| \d+ \| (\d+) \|", data["sections"]["stakeholders"], re.MULTILINE)
    assert [int(number) for number in table] == [4, 4, 9, 3, 2]
    assert f" {len(heard)} " in data["sections"]["stakeholders"]
    planned = {row["person"] for row in rows(data, "interviews") if not row.get("held")}
    hats = {row["ref"]: row["hats"] for row in rows(data, "people")}
    assert {ref for ref in hats if "stakeholder" in hats[ref]} == heard | planned
    assert len({row["name"] for row in rows(data, "people")}) == 31


def test_talks_held_are_those_that_the_measure_counts(data: Data) -> None:
    talks = rows(data, "interviews")
    measure = next(row for row in rows(data, "measures") if row["ref"] == "needs")
    for reading in measure["readings"]:
        held = sum(talk.get("held", False) and talk["on"] <= reading["on"] for talk in talks)
        assert reading["value"] == round(100 * held / len(talks)), reading["on"]
    assert f"{held} " in measure["source"]
    assert str(len(talks)) in measure["source"]


def test_the_business_case_follows_the_first_talks_and_the_charter_goes_before_the_second_round(data: Data) -> None:
    first, second = rows(data, "rounds")
    case, signed, *_ = rows(data, Version.kind)
    assert first["end"] < case["on"] < signed["on"] < second["start"] <= data["anchor"] <= second["end"]
    for talk in rows(data, "interviews"):
        within = first if talk["round"] == "first" else second
        assert within["start"] <= talk["on"] <= within["end"]
        assert talk.get("held", False) == (talk["on"] < data["anchor"])
        assert time_in(talk["begins"])


def test_a_talk_asks_about_the_themes_of_its_round(data: Data) -> None:
    themes = {row["ref"]: row["themes"] for row in rows(data, "rounds")}
    assert [row["key"] for row in rows(data, "themes")] == [row["ref"] for row in rows(data, "themes")]
    known = {str(theme["key"]) for theme in first_themes(data["settings"]["language"])}
    assert {row["key"] for row in rows(data, "themes")} <= known
    for talk in rows(data, "interviews"):
        within = {*themes[talk["round"]], "works"}
        said = [row["theme"] for row in talk.get("said", ()) if "theme" in row]
        asked, core = talk.get("asked", ()), talk.get("core", {})
        assert {*said, *asked, *core, *talk.get("top", ())} <= within, talk["ref"]
        assert not set(said) & set(asked), talk["ref"]
        assert bool(core) == talk.get("used_core", False), talk["ref"]
        assert not core or list(core) == themes[talk["round"]], talk["ref"]
        assert not core or len(talk["top"]) == 3, talk["ref"]
        assert all(1 <= score <= 5 for scores in core.values() for score in scores), talk["ref"]
        for row in talk.get("said", ()):
            assert set(row) <= {"theme", "mark", *(field.name for field in fields_of(Statement))}
            is_problem = "theme" in row and row.get("sort", "problem") == "problem"
            assert is_problem == ("severity" in row), talk["ref"]
            assert "severity" not in row or row["severity"] in SEVERITIES


def test_notes_name_exactly_the_passages_that_were_said(data: Data) -> None:
    for talk in rows(data, "interviews"):
        marks = re.findall(r"\{([\w-]+): [^{}]+\}", talk.get("notes", ""))
        said = [row.get("mark", row.get("theme")) for row in talk.get("said", ())]
        assert sorted(marks) == sorted(said), talk["ref"]
        assert bool(marks) == talk.get("held", False), talk["ref"]


def test_both_languages_tell_of_the_same_talks() -> None:
    words = {"title", "notes", "purpose", "place", "assumptions", "known", "words", "suggestions"}

    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: bare(inner) for key, inner in value.items() if key not in words}
        return [bare(inner) for inner in value] if isinstance(value, list) else value

    english, russian = sample("en"), sample("ru")
    for kind in ("rounds", "interviews"):
        assert bare(english[kind]) == bare(russian[kind])
