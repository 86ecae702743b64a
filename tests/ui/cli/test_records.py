from __future__ import annotations

from pathlib import Path

import pytest

from enable_desktop.kinds import KINDS
from tests.ui.cli.conftest import Enable


@pytest.mark.parametrize("kind", [*KINDS, "stakeholders"])
def test_every_kind_is_listed_with_id_and_title(enable: Enable, sample: Path, kind: str) -> None:
    listed = enable("list", kind, sample, "--json").json
    assert all(isinstance(each["id"], int) and isinstance(each["title"], str) for each in listed)
    assert len({each["id"] for each in listed}) == len(listed)


def test_kinds_may_be_written_with_hyphens(enable: Enable, sample: Path) -> None:
    assert enable("list", "scope-areas", sample).out == enable("list", "scope_areas", sample).out


def test_a_kind_without_records_is_said_beside_the_answer(enable: Enable, empty: Path) -> None:
    ran = enable("list", "scope-areas", empty)
    assert (ran.code, ran.out, ran.err) == (0, "", "Empty.enable holds no scope-areas yet.\n")
    ran = enable("list", "scope-areas", empty, "--json")
    assert (ran.json, ran.err) == ([], "")


def test_stakeholders_are_the_people_with_that_hat(enable: Enable, sample: Path) -> None:
    people = enable("list", "people", sample, "--json").json
    stakeholders = enable("list", "stakeholders", sample, "--json").json
    assert 0 < len(stakeholders) < len(people)
    assert all("stakeholder" in each["hats"] for each in stakeholders)


def test_whoever_was_interviewed_is_a_stakeholder(enable: Enable, folder: Path, empty: Path) -> None:
    call = folder / "call.txt"
    call.write_text("Ann Lee: We cannot find it.")
    assert enable("import", "transcript", empty, call, "--stakeholder", "Ann Lee", "--group", "rep").code == 0
    (person,) = enable("list", "stakeholders", empty, "--json").json
    (talk,) = enable("list", "interviews", empty, "--json").json
    assert (person["title"], talk["title"], talk["person_id"]) == ("Ann Lee", "Ann Lee", person["id"])
    assert enable("show", "stakeholders", person["id"], empty).code == 0


def test_statements_are_listed_with_who_said_them(enable: Enable, folder: Path, empty: Path) -> None:
    table = folder / "list.csv"
    table.write_text(
        "stakeholder,group,theme,severity,kind,quote,date\n"
        "Ann Lee,leadership,Coaching,,idea,Let managers coach,2026-02-11\nBob Ray,rep,Coaching,4,problem,,2026-02-12\n"
    )
    assert enable("import", "statements", empty, table).code == 0
    talks = enable("list", "interviews", empty, "--json").json
    asked = ("person", "group", "theme", "kind", "severity", "quote", "interview")
    assert [[each[name] for name in asked] for each in enable("list", "statements", empty, "--json").json] == [
        ["Ann Lee", "leadership", "Coaching", "idea", None, "Let managers coach", talks[0]["id"]],
        ["Bob Ray", "rep", "Coaching", "problem", 4, "", talks[1]["id"]],
    ]
    assert [each["title"] for each in talks] == ["Ann Lee", "Bob Ray"]
    assert "Coaching" in [each["title"] for each in enable("list", "themes", empty, "--json").json]
    assert enable("list", "statements", empty).out == "1  Let managers coach\n2  Bob Ray\n"


def test_show_gives_a_record_whole_with_its_links(enable: Enable, sample: Path) -> None:
    shown = enable("show", "objectives", 1, sample, "--json").json
    assert shown["title"]
    assert shown["owner"] and isinstance(shown["owner_id"], int)
    assert {link["direction"] for link in shown["links"]} <= {"to", "from"}
    for_people = enable("show", "objectives", 1, sample).out
    assert shown["title"] in for_people and shown["owner"] in for_people


def test_show_of_a_missing_record_says_so(enable: Enable, sample: Path) -> None:
    ran = enable("show", "objectives", 9999, sample)
    assert ran.code == 3
    assert "9999" in ran.err


def test_search_finds_word_forms_best_first(enable: Enable, sample: Path) -> None:
    hits = enable("search", sample, "sellers", "--limit", 500, "--json").json
    assert hits
    assert [set(hit) for hit in hits] == [{"kind", "id", "title", "snippet", "score"}] * len(hits)
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)
    one = enable("search", sample, "seller", "--limit", 500, "--json").json
    assert {(hit["kind"], hit["id"]) for hit in hits} == {(hit["kind"], hit["id"]) for hit in one}


def test_an_empty_search_lists_and_exits_0(enable: Enable, sample: Path) -> None:
    ran = enable("search", sample, "--limit", 7, "--json")
    assert ran.code == 0
    assert len(ran.json) == 7


def test_nothing_found_is_no_fault(enable: Enable, sample: Path) -> None:
    ran = enable("search", sample, "qwertyuiop")
    assert (ran.code, ran.out) == (0, "")


def test_filters_narrow_and_widen(enable: Enable, sample: Path) -> None:
    obstacles = enable("search", sample, "--filter", "kind=obstacles", "--json").json
    assert {hit["kind"] for hit in obstacles} == {"obstacles"}
    both = enable("search", sample, "--filter", "kind=obstacles", "--filter", "kind=objectives", "--json").json
    assert {hit["kind"] for hit in both} == {"obstacles", "objectives"}
    leaders = enable("search", sample, "--filter", "kind=people", "--filter", "group=leadership", "--json").json
    assert leaders
    assert {enable("show", "people", hit["id"], sample, "--json").json["group"] for hit in leaders} == {"leadership"}


def test_a_filter_takes_labels_too(enable: Enable, sample: Path) -> None:
    by_key = enable("search", sample, "--filter", "part=out", "--json").json
    assert by_key
    assert enable("search", sample, "--filter", "Our part=Out", "--json").json == by_key


def test_an_unknown_facet_is_wrong_usage(enable: Enable, sample: Path) -> None:
    assert enable("search", sample, "--filter", "colour=red").code == 2
    assert enable("search", sample, "--filter", "nonsense").code == 2


def test_an_unknown_answer_is_answered_with_those_there_are(enable: Enable, sample: Path) -> None:
    ran = enable("search", sample, "--filter", "group=managers")
    assert ran.code == 2
    assert "“managers” is no value of group. There are: leadership, " in ran.err
    kinds = enable("search", sample, "--filter", "Kind=nonsense")
    assert kinds.code == 2
    assert "“nonsense” is no value of Kind. There are: " in kinds.err


@pytest.mark.parametrize("words", ["it's", 'a "quote', "c++", "*", "AND OR", "(((", "эксперты", "%_", "near/2"])
def test_any_words_may_be_searched(enable: Enable, sample: Path, words: str) -> None:
    assert enable("search", sample, words, "--json").code == 0


def test_check_of_the_sample_finds_what_it_was_made_to_have(enable: Enable, sample: Path) -> None:
    ran = enable("check", sample, "--json")
    assert ran.code == 1
    assert ran.json["integrity"] == "ok"
    assert all(each["message"] for each in ran.json["findings"])


def test_check_of_the_file_alone_is_quiet(enable: Enable, sample: Path) -> None:
    ran = enable("check", sample, "--only", "integrity", "--json")
    assert (ran.code, ran.json) == (0, {"integrity": "ok", "findings": []})


def test_check_names_what_an_empty_charter_lacks(enable: Enable, empty: Path) -> None:
    ran = enable("check", empty)
    assert ran.code == 1
    assert "Mission" in ran.out
