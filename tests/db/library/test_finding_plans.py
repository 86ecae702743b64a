"""Of a hundred thousand assets no question goes through the wide rows: indexes alone answer it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial

import pytest

from db.library.finding import Finding
from db.workspace import Workspace, open_workspace
from enable_desktop.library.assets import Asset
from enable_desktop.library.query import Order, parse
from enable_desktop.links import Ref
from tests.db.library.shelf import new_library

COUNT = 100_000
FILL = f"""
  with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < {COUNT})
  insert into assets (position, title, sort, location, summary, facets, status, added, reviewed)
  select n * 1024, 'Title ' || n, 1 + n % 2, '/' || n, 'A summary of some words ' || n,
    'stage=' || iif(n % 3, 'discovery', 'closing'), iif(n % 5, 'published', 'draft'),
    date('2026-01-01', '-' || (n % 900) || ' days'), iif(n % 7, date('2026-11-01', '-' || (n % 400) || ' days'), null)
  from numbers
"""
REGISTER = """
  insert into asset_register (asset, sought, due) select id, lower(title), date(reviewed, '+6 months') from assets
"""
VALUES = """
  insert into asset_values (value, asset) select list_entries.id, assets.id from assets
  join list_entries on list_entries.list = 'stage' and assets.facets = 'stage=' || list_entries.key
"""
INDEX = "insert into asset_index (rowid, title, summary) select id, lower(title), lower(summary) from assets"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Stored past our own code, which would take minutes."""
    with new_library(tmp_path_factory.mktemp("large")) as made:
        path, place = made.path, made.place
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in (FILL, REGISTER, VALUES, INDEX):
            connection.execute(statement)
    with open_workspace(path, place) as workspace:
        yield workspace


FACETS = ("kind", "status", "freshness", "owner", "folder", "stage")


def in_order(order: Order, finding: Finding) -> object:
    return finding.ids(parse(""), {}, order)


def counted(facet: str, finding: Finding) -> object:
    return finding.counts_of(facet, parse(""))


QUESTIONS: dict[str, Callable[[Finding], object]] = {
    **{f"order {order}": partial(in_order, order) for order in Order},
    **{f"counts {facet}": partial(counted, facet) for facet in FACETS},
    "a letter": lambda finding: finding.ids(parse("t")),
    "two letters": lambda finding: finding.ids(parse("ti")),
    "few": lambda finding: finding.ids(parse("4711")),
    "many": lambda finding: finding.ids(parse("title")),
    "phrase": lambda finding: finding.ids(parse('"summary of some"')),
    "without": lambda finding: finding.ids(parse("-4711")),
    "fields": lambda finding: finding.ids(parse("kind:deck status:draft freshness:due expert:anna owner:anna")),
    "filters": lambda finding: finding.ids(parse("title"), {"stage": frozenset({"closing"})}),
    "how it stands": lambda finding: finding.standing(),
    "everything else": lambda finding: finding.best(parse("title"), 10),
}  # fmt: skip


def statements(workspace: Workspace, question: str) -> list[str]:
    found: list[str] = []
    # Nothing is known from before.
    workspace.library.__dict__.pop("finding", None)
    workspace._connection.set_trace_callback(found.append)
    try:
        QUESTIONS[question](workspace.library.finding)
    finally:
        workspace._connection.set_trace_callback(None)
    return [each for each in dict.fromkeys(found) if each.lstrip().startswith("select")]


LISTS = ("list_entries", "asset_kinds", "people", "watched_folders", "search_queue", "entries", "people_register")
"""What a person has few of, and what waits for the index."""
UNINDEXED = f"order {Order.LENGTH}"
"""No index holds how long content is: whoever wants that order waits for one look at each."""


@pytest.mark.parametrize("question", QUESTIONS)
def test_indexes_alone_answer(large: Workspace, question: str) -> None:
    asked = statements(large, question)
    assert asked
    for statement in asked:
        for *_, detail in large._connection.execute(f"explain query plan {statement}"):
            words = detail.split()
            if words[0] not in ("SCAN", "SEARCH") or words[1] in LISTS or words[1].startswith("("):
                # The order by use is one that sorts: it adds up the uses of each.
                is_sorted = "uses" in statement or question == UNINDEXED or words[1] in LISTS
                assert "TEMP B-TREE" not in detail or is_sorted, (detail, statement)
            elif question == UNINDEXED and "seconds" in statement:
                assert words[:2] == ["SCAN", "assets"], (detail, statement)
            elif words[1] == "asset_index":
                assert "M" in words[-1], (detail, statement)
            elif words[1] == "asset_words":
                # From one word on, and no further than the next.
                assert words[-1] == "6:", (detail, statement)
                assert "limit 1" in statement
            else:
                assert "COVERING INDEX" in detail or "PRIMARY KEY" in detail, (detail, statement)


@pytest.mark.parametrize(
    ("question", "most"),
    [("order title", 1_200), ("order length", 1_500), ("few", 1_200), ("a letter", 2_500), ("counts stage", 3_000)],
)
def test_a_question_takes_few_steps_for_each_asset(large: Workspace, question: str, most: int) -> None:
    thousands = 0

    def count() -> int:
        nonlocal thousands
        thousands += 1
        return 0

    large.library.__dict__.pop("finding", None)
    large._connection.set_progress_handler(count, 1_000)
    try:
        QUESTIONS[question](large.library.finding)
    finally:
        large._connection.set_progress_handler(None, 0)
    assert thousands <= most


def test_a_step_is_followed_without_reading_all_again(large: Workspace) -> None:
    finding = large.library.finding
    finding.counts(parse(""))
    before = finding.counts_of("status", parse(""))["draft"]
    id_ = large.add(Asset, title="One more")
    asked: list[str] = []
    large._connection.set_trace_callback(asked.append)
    try:
        assert finding.counts_of("status", parse(""))["draft"] == before + 1
    finally:
        large._connection.set_trace_callback(None)
        large.remove(Ref("assets", id_))
    read = [each for each in asked if "from assets" in each]
    assert read
    assert all(f"id in ({id_})" in each for each in read)


def test_of_many_hits_the_newest_come_first_behind_titles_and_each_has_its_place(large: Workspace) -> None:
    finding = large.library.finding
    wanted = [*range(COUNT, 0, -1)]
    many = finding.ids(parse("title"))
    assert list(many) == wanted
    assert (len(many), many[0], many[-1], many[40:43]) == (COUNT, COUNT, 1, tuple(wanted[40:43]))
    assert many.index(4711) == wanted.index(4711)
    words = finding.ids(parse("title some"))
    assert list(words) == wanted
    assert finding.ids(parse("title")) == many != finding.ids(parse("summary some -4711"))


def test_of_many_hits_none_holds_what_is_excluded_wherever_it_stands(large: Workspace) -> None:
    id_ = large.add(Asset, title="Title of mine", summary="peculiar")
    try:
        finding = large.library.finding
        assert finding.ids(parse("title"))[0] == id_
        assert finding.ids(parse("title peculiar")) == (id_,)
        assert id_ not in finding.ids(parse("title -peculiar"))
        assert len(finding.ids(parse("title -peculiar"))) == finding.count(parse("title -peculiar")) == COUNT
    finally:
        large.remove(Ref("assets", id_))


def test_a_letter_more_asks_for_its_own_word_alone(large: Workspace) -> None:
    # Another test may have asked the same.
    large.library.__dict__.pop("finding", None)
    finding = large.library.finding
    finding.ids(parse("summary som"))
    asked: list[str] = []
    large._connection.set_trace_callback(asked.append)
    try:
        finding.ids(parse("summary some"))
    finally:
        large._connection.set_trace_callback(None)
    matching = [each for each in asked if "asset_index match" in each]
    assert matching
    assert not [each for each in matching if "summar" in each]


def test_marking_the_words_of_many_rows_asks_the_file_for_none_of_them(large: Workspace) -> None:
    marker = large.library.finding.marker(parse("t summary"))
    asked: list[str] = []
    large._connection.set_trace_callback(asked.append)
    try:
        assert [marker(f"Summary {number}") for number in range(3)] == [((0, 7),)] * 3
    finally:
        large._connection.set_trace_callback(None)
    assert asked == []
