"""Guidance and libraries say the same in every language, and fit the records they become."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

import pytest

from enable_desktop.charter.lines import (
    Criterion,
    DecisionRight,
    Meeting,
    Obstacle,
    Priority,
    RequestKind,
    Responsibility,
    ScopeArea,
    ValuePromise,
)
from enable_desktop.charter.sections import SECTIONS
from enable_desktop.fields import Line, Shape, field_of, fields_of
from enable_desktop.initiatives import Initiative
from enable_desktop.measures import Measure
from enable_desktop.words import LANGUAGES
from resources.content import guidance, library, starter

RECORDS: dict[str, type[Line]] = {
    "scope_areas": ScopeArea,
    "priorities": Priority,
    "criteria": Criterion,
    "obstacles": Obstacle,
    "responsibilities": Responsibility,
    "request_kinds": RequestKind,
    "meetings": Meeting,
    "decision_rights": DecisionRight,
    "measures": Measure,
    "initiatives": Initiative,
    "value_promises": ValuePromise,
}
BESIDE_FIELDS = {"offered", "usual_owner"}
COUNTS = {
    "scope_areas": 15,
    "priorities": 12,
    "mission_patterns": 4,
    "value_promises": 10,
    "criteria": 15,
    "obstacles": 25,
    "measures": 25,
    "initiatives": 9,
    "departments": 11,
    "responsibilities": 15,
    "request_kinds": 6,
    "meetings": 10,
    "decision_rights": 6,
    "facets": 14,
    "kinds": 21,
}
RULES = {
    "mission.length",
    "objectives.any",
    "objectives.priority",
    "objectives.due",
    "scope.out",
    "scope.owner",
    "scope.lead_limit",
    "value.levels",
    "criteria.measure",
    "criteria.target",
    "criteria.due",
    "criteria.judge",
    "obstacles.owner",
    "obstacles.mitigation",
    "obstacles.rated",
    "assumptions.any",
    "assumptions.fresh",
    "measures.baseline",
    "measures.target",
    "measures.owner",
    "measures.due",
    "plan.owner",
    "plan.dates",
    "plan.measure",
    "plan.capacity",
    "responsibilities.raci",
    "commitments.any",
    "commitments.person",
    "commitments.checked",
    "stakeholders.groups",
    "requests.any",
    "governance.meeting",
    "governance.next_review",
    "decision_rights.any",
    "approvals.sponsor",
    "approvals.any",
    "business_case.problem",
    "business_case.cost",
    "business_case.return",
    "business_case.stop_rule",
    "business_case.decision",
    "business_case.decide_by",
    "business_case.sources",
}
each_language = pytest.mark.parametrize("language", list(LANGUAGES))
each_record = pytest.mark.parametrize("name", list(RECORDS))
each_list = pytest.mark.parametrize("name", list(COUNTS))


@each_language
def test_every_card_of_the_charter_is_there_in_its_order(language: str) -> None:
    assert list(guidance(language)) == [card for section in SECTIONS for card in section.cards]


@each_language
def test_every_card_has_five_parts(language: str) -> None:
    for card in guidance(language).values():
        assert all((card.belongs, card.executive, card.good.text, card.good.why, card.weak.text, card.weak.why))
        assert 3 <= len(card.checks) <= 5
        assert all(check.text for check in card.checks)


@each_language
def test_a_check_is_ticked_by_a_known_rule_of_its_own_section(language: str) -> None:
    rules = [(card.key, check.rule) for card in guidance(language).values() for check in card.checks if check.rule]
    assert {rule for _, rule in rules} <= RULES
    assert all(rule.split(".")[0] == key for key, rule in rules)
    assert len(rules) == len(set(rules))


@each_language
def test_cards_stay_short_enough_to_be_read(language: str) -> None:
    for card in guidance(language).values():
        assert len(card.belongs) <= 400, card.key
        assert len(card.executive) <= 340, card.key
        assert all(len(check.text) <= 90 for check in card.checks), card.key


def test_the_languages_tick_the_same_checks() -> None:
    def rules(language: str) -> dict[str, list[str]]:
        return {key: [check.rule for check in card.checks] for key, card in guidance(language).items()}

    assert rules("ru") == rules("en")


@each_language
@each_list
def test_every_list_is_complete(language: str, name: str) -> None:
    entries = library(language, name)
    assert len(entries) == COUNTS[name]
    titles = [entry["title"] for entry in entries]
    assert all(titles)
    assert len(set(titles)) == len(titles)


@each_list
def test_the_languages_differ_in_words_only(name: str) -> None:
    for english, russian in zip(library("en", name), library("ru", name), strict=True):
        assert set(english) == set(russian)
        for key, value in english.items():
            translated = russian[key]
            if _is_words(name, key, value):
                assert bool(translated) == bool(value), f"{english['title']}: {key}"
            elif key == "values":
                assert len(_words(translated)) == len(_words(value))
            else:
                assert translated == value, f"{english['title']}: {key}"


@each_language
@each_record
def test_an_entry_fits_the_record_it_becomes(language: str, name: str) -> None:
    for entry in library(language, name):
        for key, value in entry.items():
            if key in BESIDE_FIELDS or (name, key) == ("criteria", "measure"):
                continue
            field = field_of(RECORDS[name], key)
            match field.shape:
                case Shape.CHOICE:
                    assert field.choices is not None
                    assert value in {str(choice) for choice in field.choices}
                case Shape.LEVEL:
                    assert value in (1, 2, 3)
                case Shape.NUMBER | Shape.WHOLE:
                    assert isinstance(value, int | float)
                case Shape.MAP:
                    assert isinstance(value, Mapping)
                case shape:
                    assert shape in (Shape.TEXT, Shape.PROSE)
                    assert isinstance(value, str)
                    assert len(value) <= 160, value


@each_language
def test_each_activity_has_one_department_that_answers_for_it(language: str) -> None:
    known = {str(department["key"]) for department in library(language, "departments")}
    for activity in library(language, "responsibilities"):
        letters = activity["letters"]
        assert isinstance(letters, Mapping)
        assert set(letters) <= known
        given = [letter for cell in letters.values() for letter in cell.split("/")]
        assert set(given) <= set("RACI")
        assert given.count("A") == 1, activity["title"]
        assert "R" in given, activity["title"]


@each_language
def test_no_department_does_more_than_half_of_the_work(language: str) -> None:
    activities = library(language, "responsibilities")
    doing: Counter[str] = Counter()
    for activity in activities:
        letters = activity["letters"]
        assert isinstance(letters, Mapping)
        doing.update(key for key, cell in letters.items() if "R" in cell)
    assert max(doing.values()) <= len(activities) / 2


@each_language
def test_a_criterion_is_measured_by_a_measure_of_the_library(language: str) -> None:
    measures = {measure["title"] for measure in library(language, "measures")}
    assert {criterion["measure"] for criterion in library(language, "criteria")} <= measures


def test_a_criterion_is_measured_by_the_same_measure_in_every_language() -> None:
    def places(language: str) -> list[int]:
        titles = [measure["title"] for measure in library(language, "measures")]
        return [titles.index(criterion["measure"]) for criterion in library(language, "criteria")]

    assert places("ru") == places("en")


@each_language
def test_the_fifteen_measures_come_in_two_sets_and_the_rest_is_offered(language: str) -> None:
    ready = [measure for measure in library(language, "measures") if not measure["offered"]]
    assert Counter(measure["set"] for measure in ready) == {"programme": 7, "growth": 8}
    assert all(measure["trap"] and measure["formula"] for measure in library(language, "measures"))


@each_language
def test_eight_scope_areas_are_ready_and_the_rest_is_offered(language: str) -> None:
    assert [area["offered"] for area in library(language, "scope_areas")] == [False] * 8 + [True] * 7


@each_language
def test_every_level_has_two_promises_to_start_from(language: str) -> None:
    levels = Counter(promise["audience"] for promise in library(language, "value_promises"))
    assert set(levels.values()) == {2}
    assert len(levels) == 5


@each_language
def test_a_facet_names_each_of_its_values_by_a_key(language: str) -> None:
    for facet in library(language, "facets"):
        keys, values = _words(facet["keys"]), _words(facet["values"])
        assert len(keys) == len(values) == len(set(keys)) == len(set(values))


@each_language
def test_how_to_request_work_has_a_text_to_start_from(language: str) -> None:
    assert "**3" in starter(language, "requests")
    assert starter(language, "mission") == ""


def test_texts_keep_the_manner_of_the_house() -> None:
    for language in LANGUAGES:
        for text in _texts(language):
            assert "!" not in text, text
            assert text == text.strip(), text
            assert not re.search(r" {2,}", text), text


def test_russian_is_written_in_russian() -> None:
    for card in guidance("ru").values():
        for text in (card.belongs, card.executive, card.good.text, card.weak.text):
            assert len(re.findall("[а-яё]", text, re.IGNORECASE)) > len(re.findall("[a-z]", text, re.IGNORECASE))


def test_a_list_that_does_not_exist_is_named() -> None:
    with pytest.raises(KeyError, match="obstacle"):
        library("en", "obstacle")


def _is_words(name: str, key: str, value: object) -> bool:
    """Whether a person reads it; the rest is the same in every language."""
    if key == "key" or not isinstance(value, str):
        return False
    fields = {field.name: field.shape for field in fields_of(RECORDS[name])} if name in RECORDS else {}
    return fields.get(key) is not Shape.CHOICE


def _words(value: object) -> tuple[object, ...]:
    assert isinstance(value, tuple)
    return value


def _texts(language: str) -> list[str]:
    found: list[str] = []
    for card in guidance(language).values():
        found += [card.belongs, card.executive, *(check.text for check in card.checks)]
        found += [card.good.text, card.good.why, card.weak.text, card.weak.why]
    for name in COUNTS:
        for entry in library(language, name):
            found += [value for value in entry.values() if isinstance(value, str)]
    return found
