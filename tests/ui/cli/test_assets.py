from __future__ import annotations

import re
from pathlib import Path

import pytest

from db.workspace import open_workspace
from enable_desktop.library.query import RANKED
from tests.ui.cli.conftest import Enable, Ran
from ui.place import own_place


def ids(ran: Ran) -> set[int]:
    assert ran.code == 0
    assert {hit["kind"] for hit in ran.json} <= {"assets"}
    return {hit["id"] for hit in ran.json}


def test_assets_are_listed_with_what_is_known_of_them(enable: Enable, sample: Path) -> None:
    listed = enable("list", "assets", sample, "--json").json
    assert listed
    named = {"id", "title", "kind", "location", "status", "owner", "facets", "review_due", "freshness"}
    assert all(named | {"links_to", "links_from", "broken_links"} <= asset.keys() for asset in listed)
    assert {asset["freshness"] for asset in listed} <= {"fresh", "due", "overdue", "never reviewed"}
    by_id = {asset["id"]: asset for asset in listed}
    assert any(asset["links_to"] for asset in listed)
    for asset in listed:
        assert all(asset["id"] in by_id[other]["links_from"] for other in asset["links_to"])
    assert enable("show", "assets", listed[0]["id"], sample, "--json").json["freshness"] == listed[0]["freshness"]


def test_a_filter_takes_the_facets_of_the_library_by_key_or_label_in_either_language(
    enable: Enable, sample: Path
) -> None:
    listed = enable("list", "assets", sample, "--json").json
    key = next(key for asset in listed for key in asset["facets"].get("stage", ()))
    wanted = {asset["id"] for asset in listed if key in asset["facets"].get("stage", ())}
    (ru, en) = {
        "prospecting": ("Поиск", "Prospecting"),
        "qualification": ("Квалификация", "Qualification"),
        "discovery": ("Выявление потребностей", "Discovery"),
    }[key]
    assert ids(enable("search", sample, "--filter", f"stage={key}", "--json")) == wanted
    assert ids(enable("search", sample, "--filter", f"Stage={en}", "--json")) == wanted
    assert ids(enable("search", sample, "--filter", f"Этап продаж={ru}", "--json")) == wanted


def test_a_filter_with_a_value_that_nothing_has_says_which_there_are(
    enable: Enable, sample: Path, tmp_path: Path
) -> None:
    pack = ("export", "pack", sample, "-o", tmp_path / "Pack")
    for command in (("search", sample, "discovery"), ("search", sample, "--json"), pack):
        ran = enable(*command, "--filter", "stage=discvery")
        assert (ran.code, ran.out) == (2, "")
        assert "“discvery” is no value of stage. There are: prospecting, qualification, discovery" in ran.err
        person = enable(*command, "--filter", "owner=Nobody Atall")
        assert person.code == 2
        assert "“Nobody Atall” is no value of owner. There are: " in person.err
        assert not re.search(r"There are: \d", person.err)
    assert not (tmp_path / "Pack").exists()


def test_filters_of_the_library_narrow_down_together(enable: Enable, sample: Path) -> None:
    listed = enable("list", "assets", sample, "--json").json
    asset = next(each for each in listed if each["kind"] and each["owner"])
    found = enable(
        "search", sample, "--filter", f"kind={asset['kind']}", "--filter", f"owner={asset['owner']}",
        "--filter", f"freshness={asset['freshness']}", "--json",
    )  # fmt: skip
    same = ("kind", "owner", "freshness")
    assert ids(found) == {each["id"] for each in listed if all(each[name] == asset[name] for name in same)}
    everything = enable("search", sample, "--filter", "kind=assets", "--limit", 1_000, "--json")
    assert ids(everything) == {each["id"] for each in listed}


def test_a_field_that_is_typed_finds_what_a_filter_finds(enable: Enable, sample: Path) -> None:
    listed = enable("list", "assets", sample, "--json").json
    asset = next(each for each in listed if each["kind"] and each["facets"].get("stage"))
    stage = asset["facets"]["stage"][0]
    of_kind = {each["id"] for each in listed if each["kind"] == asset["kind"]}
    of_stage = {each["id"] for each in listed if stage in each["facets"].get("stage", ())}
    assert ids(enable("search", sample, f"kind:{asset['kind']}", "--json")) == of_kind
    found = enable("search", sample, f"kind:{asset['kind']}", f"stage:{stage}", "--json")
    assert ids(found) == of_kind & of_stage
    assert (
        ids(enable("search", "--json", sample, "--", f"kind:{asset['kind']}", f"-stage:{stage}")) == of_kind - of_stage
    )
    assert len(enable("search", sample, "status:published", "--limit", 3, "--json").json) == 3


def test_assets_are_found_among_all_else(enable: Enable, sample: Path) -> None:
    asset = enable("list", "assets", sample, "--json").json[0]
    hits = enable("search", sample, f'"{asset["title"]}"', "--json").json
    assert ("assets", asset["id"]) in {(hit["kind"], hit["id"]) for hit in hits}


def test_the_program_knows_its_lists_in_both_languages() -> None:
    labels = own_place().labels()
    assert labels.of("stage", "discovery") == ("Discovery", "Выявление потребностей")
    assert labels.of("status", "published") == ("Published", "Опубликован")


def test_a_value_that_a_facet_does_not_have_is_answered_with_those_it_has(enable: Enable, sample: Path) -> None:
    ran = enable("search", sample, "status:nonsense")
    assert ran.code == 0
    assert "“nonsense” is no value of status. There are: draft, in review, published, outdated, retired" in ran.err
    person = enable("search", sample, 'owner:"Nobody Atall"')
    assert "There are: " in person.err
    assert not re.search(r"There are: \d", person.err)


def test_the_help_of_search_says_how_many_are_ranked(enable: Enable) -> None:
    assert f"Of more than {RANKED:,} pieces of content" in " ".join(enable("search", "--help").out.split())


def test_a_phrase_and_an_exclusion_are_asked_as_the_help_says(enable: Enable, sample: Path) -> None:
    def titles(*words: str) -> set[str]:
        return {each["title"] for each in enable("search", sample, "--json", "--", *words).json}

    assert titles('"discovery call"', "-opening") < titles('"discovery call"') < titles("discovery", "call")


def test_a_word_with_a_minus_leaves_out_as_in_the_window_wherever_it_stands(enable: Enable, sample: Path) -> None:
    expected = enable("search", sample, "--json", "--", "discovery", "-opening").json
    assert expected != enable("search", sample, "--json", "discovery").json
    for words in (("discovery", "-opening"), ("-opening", "discovery"), ("-opening", "--", "discovery")):
        assert enable("search", "--json", sample, *words).json == expected
        assert enable("search", sample, "--limit", 50, "--json", *words).json == expected
    stage = ids(enable("search", sample, "--filter", "stage=discovery", "-kind:deck", "--json"))
    assert stage == ids(enable("search", sample, "--filter", "stage=discovery", "--json", "--", "-kind:deck"))
    russian = enable("search", sample, "сделка", "-цена")
    assert (russian.code, russian.out) == (0, "")


@pytest.mark.parametrize("wrong", ["--nonsense", "-limit", "-json"])
def test_what_was_meant_as_an_option_is_no_word_of_a_search(enable: Enable, sample: Path, wrong: str) -> None:
    assert enable("search", sample, "discovery", wrong, 3).code == 2
    assert "Usage" in enable("search", "-h").out
    assert enable("search", sample, "discovery", "--limit", "-5").code == 2


def test_check_names_content_past_its_review_the_longest_over_first(enable: Enable, sample: Path) -> None:
    def overdue() -> list[dict[str, str]]:
        found: list[dict[str, str]] = enable("check", sample, "--json").json["findings"]
        return [each for each in found if each["finding"] == "overdue"]

    listed = enable("list", "assets", sample, "--json").json
    today = own_place().clock().date().isoformat()
    late = {each["id"] for each in listed if each["review_due"] and each["review_due"] < today}
    late -= {each["id"] for each in listed if each["status"] == "retired"}
    found = overdue()
    assert late and {each["id"] for each in found} == late
    assert [each["review_due"] for each in found] == sorted(each["review_due"] for each in found)
    assert all(each["title"] and each["message"].startswith("Its review was due on") for each in found)
    with open_workspace(sample, own_place()) as workspace:
        workspace.library.health.switch("past-review", False)
    assert overdue() == []
