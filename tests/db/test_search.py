"""Search: any words find what says them, in any form, and nothing typed ever breaks it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from db.files import connect
from db.workspace import Place, Workspace, create_workspace, open_workspace
from enable_desktop.changes import Origin
from enable_desktop.charter.lines import Document, Obstacle, Prose
from enable_desktop.interviews import Statement
from enable_desktop.kinds import KINDS
from enable_desktop.library.assets import Asset
from enable_desktop.library.query import parse
from enable_desktop.links import Reason, Ref, without_chips
from enable_desktop.measures import Measure, Reading
from enable_desktop.people import Person
from enable_desktop.search import HIT_END, HIT_START, words_of
from enable_desktop.words import mark
from tests.db.content import complaints
from tests.db.filling import ALREADY_THERE
from tests.faults.jobs import NOW

OPERATORS = st.sampled_from(
    ('"', "'", "*", "^", "-", "+", "(", ")", ":", "{", "}", ",", " AND ", " OR ", " NOT ", " NEAR(", "title:", "\x00",
     "%", "_", "\\", ";", "--", "\ud800", "й", "ß", "İ", "c++", "it's", "/", "[[people:1|x]]")
)  # fmt: skip
TYPED = st.one_of(st.text(), st.lists(st.one_of(OPERATORS, st.text(max_size=5)), max_size=8).map("".join))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """One workspace for the tests that only look, or remove what they added."""
    folder = tmp_path_factory.mktemp("search")
    place = Place(home=folder / "home", clock=lambda: NOW)
    with create_workspace(folder / "Programme.enable", place) as workspace:
        workspace.add(Obstacle, title="Discovery calls come too late")
        yield workspace


def titles(workspace: Workspace, words: str) -> list[str]:
    return [hit.title for hit in workspace.search.find(words)]


@given(TYPED)
@example('"' * 1000)
@example("a " * 3_000)
@example("word " * 20 + "(" * 5_000)
@example("x" * 1_000_000)
@settings(max_examples=400)
def test_nothing_typed_breaks_search(shared: Workspace, typed: str) -> None:
    for hit in shared.search.find(typed):
        assert shared.find(hit.ref) is not None


@given(TYPED)
@settings(max_examples=80)
def test_whatever_is_stored_is_found_by_its_own_words(shared: Workspace, text: str) -> None:
    ref = Ref("obstacles", shared.add(Obstacle, mitigation=text))
    stored = shared.get(Obstacle, ref.id)
    assert stored is not None
    words = words_of(without_chips(stored.mitigation))
    try:
        assert ref in {hit.ref for hit in shared.search.find(" ".join(words), limit=1_000)}
        for word in words[:4]:
            assert ref in {hit.ref for hit in shared.search.find(word, limit=1_000)}
    finally:
        shared.undo()


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("onboarding", "onboard"),
        ("onboarded", "onboarding"),
        ("Discovery calls", "call"),
        ("a coaching plan", "coached"),
        ("Sales plays", "play"),
        ("objection handling", "objections"),
        ("новый сотрудник", "новая"),
        ("новая программа", "новый"),
        ("обучение продавцов", "обучению"),
        ("обучению", "обучение"),
        ("план встречи", "встреч"),
        ("ведущий менеджер", "ведущая менеджеры"),
        ("сделки", "сделкой"),
        ("стратегия", "стратегий"),
        ("Ёлка", "елка"),
        ("елка", "ёлка"),
        ("Жёсткий срок", "ЖЕСТКИЙ"),
        ("Élan café", "elan cafe"),
        ("elan", "ÉLAN"),
        ("straße", "STRASSE"),
        ("ΣΊΣΥΦΟΣ", "σίσυφος"),
        ("İstanbul", "istanbul"),
        ("ﬁnance", "finance"),
        ("e\u0301lan", "élan"),
        ("it's", "it's"),
        ("C++ and c#", "c++"),
        ("под_чёркнутое", "черкнутое"),
        ("Q4/2026", "2026"),
        ("東京 営業", "東京"),
        ("[[people:1|Anna Field]] said", "anna field"),
    ],
)
def test_words_are_found_in_any_form(shared: Workspace, stored: str, typed: str) -> None:
    shared.add(Obstacle, title="Form", mitigation=stored)
    try:
        assert "Form" in titles(shared, typed)
    finally:
        shared.undo()


@pytest.mark.parametrize(("stored", "typed"), [("йод", "иод"), ("late", "later"), ("обучение", "обед"), ("a b", "c")])
def test_other_words_are_not_found(shared: Workspace, stored: str, typed: str) -> None:
    shared.add(Obstacle, title="Other", mitigation=stored)
    try:
        assert "Other" not in titles(shared, typed)
    finally:
        shared.undo()


def test_every_word_must_stand_there(workspace: Workspace) -> None:
    workspace.add(Obstacle, title="Calls are late", mitigation="Coach the managers")
    assert titles(workspace, "coach late") == ["Calls are late"]
    assert titles(workspace, "coach early") == []


def test_a_title_counts_for_more_than_a_text(workspace: Workspace) -> None:
    workspace.add(Obstacle, title="First", mitigation="pipeline and more " * 3)
    workspace.add(Obstacle, title="Pipeline", mitigation="something else")
    assert titles(workspace, "pipeline") == ["Pipeline", "First"]


def test_without_words_the_newest_come_first(workspace: Workspace) -> None:
    for number in range(3):
        workspace.add(Obstacle, title=f"Number {number}")
    assert titles(workspace, "")[:3] == ["Number 2", "Number 1", "Number 0"]
    assert titles(workspace, "…!")[:1] == ["Number 2"]


def test_what_is_removed_vanishes_and_comes_back_with_undo(workspace: Workspace) -> None:
    ref = Ref("obstacles", workspace.add(Obstacle, title="Ramp-up"))
    assert titles(workspace, "ramp") == ["Ramp-up"]
    workspace.change(ref, title="Forecast")
    assert titles(workspace, "ramp") == []
    assert titles(workspace, "forecast") == ["Forecast"]
    workspace.remove(ref)
    assert titles(workspace, "forecast") == []
    workspace.undo()
    assert titles(workspace, "forecast") == ["Forecast"]
    workspace.undo()
    assert titles(workspace, "ramp") == ["Ramp-up"]
    workspace.redo()
    assert titles(workspace, "forecast") == ["Forecast"]


def test_every_searched_kind_is_found_and_no_other(full: Workspace) -> None:
    for name, kind in KINDS.items():
        if kind.record in ALREADY_THERE or name in ("attachments", "links", "approvals"):
            continue
        found = {hit.ref.kind for hit in full.search.find(f"{name} 1", limit=200)}
        assert (name in found) == kind.searched, name
    assert full.search.find("logo")[0].ref.kind == "attachments"
    assert full.search.find("Why it pays")[0].ref.kind == "business_case"


def test_a_hit_shows_where(workspace: Workspace) -> None:
    text = f"{'Long before. ' * 30}We are Coaching the teams{HIT_START} of the north.{' Long after.' * 30}"
    workspace.add(Obstacle, title="North", mitigation=text)
    (hit,) = workspace.search.find("coached")
    assert f"We are {HIT_START}Coaching{HIT_END} the teams of the north." in hit.snippet
    assert hit.snippet.startswith("…")
    assert hit.snippet.endswith("…")
    assert hit.title == "North"


def test_a_reader_searches_what_is_indexed(workspace: Workspace, place: Place) -> None:
    workspace.add(Obstacle, title="Indexed")
    assert titles(workspace, "indexed")
    workspace.add(Obstacle, title="Waiting")
    assert workspace.search.waiting() == 1
    with open_workspace(workspace.path, place, write=False) as reader:
        assert titles(reader, "indexed")
        assert titles(reader, "waiting") == []
    assert titles(workspace, "waiting")


def test_searching_inside_a_step_finds_what_was_stored_before(workspace: Workspace) -> None:
    workspace.add(Obstacle, title="Before")
    titles(workspace, "before")
    with workspace.step(mark("Look while changing")):
        workspace.add(Obstacle, title="Inside")
        assert titles(workspace, "before") == ["Before"]
    assert titles(workspace, "inside") == ["Inside"]


def test_the_index_follows_in_slices(workspace: Workspace) -> None:
    with workspace.step(mark("Import")):
        for number in range(250):
            workspace.add(Obstacle, title=f"Number {number}")
    left = [workspace.search.catch_up(100) for _ in range(4)]
    assert left == [150, 50, 0, 0]
    assert complaints(workspace.path) == []


def test_what_is_sought_while_somebody_else_is_at_the_file_is_found_as_far_as_it_is_indexed(
    workspace: Workspace,
) -> None:
    workspace.add(Obstacle, title="Calls come too late")
    workspace.add(Asset, title="Calls, a guide")
    while workspace.search.catch_up():
        pass
    workspace.add(Obstacle, title="Calls again")
    workspace.add(Asset, title="Calls, a script")
    with closing(connect(workspace.path)) as other:
        other.execute("begin immediate")
        assert titles(workspace, "calls guide") == ["Calls, a guide"]
        assert len(workspace.library.finding.ids(parse("calls"))) == 1
        other.execute("rollback")
    assert len(workspace.library.finding.ids(parse("calls"))) == 2


# -- many records


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A hundred thousand obstacles, stored past our own code."""
    folder = tmp_path_factory.mktemp("many")
    path = folder / "Programme.enable"
    place = Place(home=folder / "home", clock=lambda: NOW)
    create_workspace(path, place).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany(
            "insert into obstacles (position, title) values (?, ?)",
            ((number * 1024, f"Obstacle {number}") for number in range(1, 100_001)),
        )
    with open_workspace(path, place) as workspace:
        workspace.add(Measure, title="Ramp-up")
        yield workspace


def instructions(workspace: Workspace, work: str) -> int:
    """How many thousand instructions of SQLite's machine some work takes: unlike time, the same on every machine."""
    thousands = 0

    def count() -> int:
        nonlocal thousands
        thousands += 1
        return 0

    ways: dict[str, Callable[[], object]] = {
        "add": lambda: workspace.add(Obstacle, title="One more"),
        "change": lambda: workspace.change(Ref("obstacles", 50_000), title="Changed"),
        "remove": lambda: workspace.remove(Ref("obstacles", 70_000)),
        "undo": workspace.undo,
        "redo": workspace.redo,
        "get": lambda: workspace.get(Obstacle, 99_999),
        "links": lambda: workspace.links.of(Ref("obstacles", 99_999)),
        "readings": lambda: workspace.where(Reading, "measure", 1),
        "labels": lambda: (workspace.undo_label, workspace.redo_label, workspace.history()),
        "move": lambda: workspace.move(Ref("obstacles", 90_000), 100),
        "list": lambda: workspace.all(Obstacle),
    }
    connection = workspace._connection
    connection.set_progress_handler(count, 1_000)
    try:
        ways[work]()
    finally:
        connection.set_progress_handler(None, 0)
    return thousands


@pytest.mark.parametrize(
    ("work", "most"),
    [
        ("add", 3),
        ("change", 3),
        ("remove", 3),
        ("undo", 3),
        ("redo", 3),
        ("get", 0),
        ("links", 0),
        ("readings", 0),
        ("labels", 10),
        ("move", 1_500),
        ("list", 2_500),
    ],
)
def test_a_hundred_thousand_lines_are_not_gone_through_for_one(many: Workspace, work: str, most: int) -> None:
    assert instructions(many, work) <= most


def test_moves_into_one_gap_renumber_only_the_neighbours(many: Workspace) -> None:
    touched = []
    unlisten = many.listen(lambda changes: touched.append(len(changes.touched)))
    for number in range(200):
        many.move(Ref("obstacles", 20_000 + number), 5_000)
    unlisten()
    assert [line.id for line in many.all(Obstacle)[5_000:5_200]] == list(range(20_199, 19_999, -1))
    assert max(touched) <= 600
    assert sum(touched) <= 4_000


# What stays small: the last steps, what waits for the index, and the texts of one charter.
SMALL = {"CONSTANT", "json_each", "history_steps", "search_queue", "settings", "sqlite_schema", "main"}
SMALL |= {"sections", "business_case", "charter", "objectives", "initiatives"}
WRITES_OR_READS = ("select", "insert", "update", "delete")
IN_ORDER = (
    "order by position, id",
    "order by position desc, id desc",
    "count(*)",
    "order by rowid desc limit",
    "search_index",
    "asset_index",
    # An index that holds only the people with a hat, and the one list that is shown whole.
    "where hats <> ''",
    "order by sought, id",
    # What documents must know of everybody to name nobody: two short columns, kept until somebody changes.
    "select name, quote_by_name from people where not anonymous",
    "count(*) from people group by role, department",
    # Ends at the first row.
    "select exists (",
    # Ends at the first word of the index that begins so.
    "from asset_words where term >=",
)


def test_no_statement_goes_through_a_whole_table_without_need(full: Workspace) -> None:
    statements: list[str] = []
    full._connection.set_trace_callback(statements.append)
    use_everything(full)
    full._connection.set_trace_callback(None)
    with closing(sqlite3.connect(full.path)) as connection:
        connection.execute("create virtual table temp.asset_words using fts5vocab(main, asset_index, instance)")
        for statement in dict.fromkeys(statements):
            if not statement.lower().startswith(WRITES_OR_READS) or "note_change" in statement:
                continue
            for *_, detail in connection.execute(f"explain query plan {statement}"):
                if detail.startswith("SCAN") and detail.split()[1].split(".")[0] not in SMALL:
                    assert any(part in statement for part in IN_ORDER), (detail, statement)


def use_everything(workspace: Workspace) -> None:
    """What a person does all day."""
    workspace.get(Obstacle, 1)
    workspace.all(Obstacle)
    workspace.where(Reading, "measure", 1)
    workspace.count(Person)
    ref = Ref("obstacles", workspace.add(Obstacle, title="x"))
    workspace.change(ref, typing=True, title="y")
    workspace.move(ref, 0)
    workspace.remove(ref)
    workspace.undo()
    workspace.redo()
    with workspace.step(mark("Look around"), origin=Origin.AUTOMATIC):
        workspace.add(Obstacle)
    workspace.revert(workspace.history()[0].id)
    workspace.search.find("calls")
    workspace.search.find("")
    workspace.links.of(ref)
    workspace.links.join(Ref("people", 1), Ref("people", 2), Reason.USES)
    workspace.settings.set("company", "y")
    workspace.charter.ask(Document.CHARTER)
    workspace.change(Ref("sections", workspace.all(Prose)[0].id), text="z")
    workspace.charter.content()


def test_a_hit_reads_without_marks(workspace: Workspace) -> None:
    mission = workspace.where(Prose, "key", "mission")[0]
    text = "## Why\n\n- **Sellers** search [nine times](https://example.com/nine) a _needle_\n- and more"
    workspace.change(Ref(Prose.kind, mission.id), text=text)
    workspace.add(Statement, words="The **needle** is lost")
    section, statement = sorted(workspace.search.find("needle"), key=lambda hit: hit.ref.kind)
    assert section.snippet == f"…Sellers search nine times a {HIT_START}needle{HIT_END} and more"
    assert statement.title == "The needle is lost"
    (link,) = workspace.search.find("example")
    assert HIT_START in link.snippet


def test_a_hit_in_a_long_text_shows_the_words_around_it(workspace: Workspace) -> None:
    mission = workspace.where(Prose, "key", "mission")[0]
    text = "\n\n".join(f"- Point *{number}* of many" for number in range(20_000)) + "\n\n- The **needle**"
    workspace.change(Ref(Prose.kind, mission.id), text=text)
    (hit,) = workspace.search.find("needle")
    assert hit.snippet.startswith("…")
    assert hit.snippet.endswith(f"Point 19999 of many The {HIT_START}needle{HIT_END}")
