"""Undo, redo and the list of steps."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from db.faults import Moved
from db.step_list import KEPT
from db.taking_back import CannotUndo
from db.workspace import Place, Workspace, open_workspace
from enable_desktop.changes import Changes, Origin
from enable_desktop.charter.lines import Criterion, Document, Obstacle, Prose
from enable_desktop.errors import WorkspaceError
from enable_desktop.kinds import KINDS
from enable_desktop.links import Reason, Ref
from enable_desktop.measures import Measure, Reading
from enable_desktop.people import Hat, Person
from enable_desktop.words import Words, mark
from tests.db.content import content_of
from tests.db.filling import ALREADY_THERE, line_of

ADDABLE = [name for name, kind in KINDS.items() if kind.record not in ALREADY_THERE]


def steps_of(workspace: Workspace) -> list[str]:
    return [str(step.label) for step in workspace.history()]


@pytest.mark.parametrize("kind", ADDABLE)
def test_every_kind_can_be_added_changed_moved_and_removed_and_taken_back(full: Workspace, kind: str) -> None:
    record = KINDS[kind].record
    states = [content_of(full.path)]
    reason = {"reason": Reason.USES} if kind == "links" else {}
    ref = Ref(kind, full.add(record, **{**line_of(full, record, "One more"), **reason}))
    states.append(content_of(full.path))
    full.change(ref, **line_of(full, record, "Another", other=1))
    states.append(content_of(full.path))
    full.move(ref, 0)
    states.append(content_of(full.path))
    full.remove(ref)
    states.append(content_of(full.path))
    assert all(one != other for one, other in zip(states, states[1:], strict=False))
    for earlier in reversed(states[:-1]):
        full.undo()
        assert content_of(full.path) == earlier
    for later in states[1:]:
        full.redo()
        assert content_of(full.path) == later
    assert full.redo() is None


def test_several_changes_in_one_step_are_taken_back_together(workspace: Workspace) -> None:
    before = content_of(workspace.path)
    with workspace.step(mark("Sort obstacles")):
        workspace.add(Obstacle, title="One")
        workspace.add(Obstacle, title="Two")
    assert steps_of(workspace) == ["Sort obstacles"]
    workspace.undo()
    assert content_of(workspace.path) == before


def test_a_step_that_fails_leaves_nothing_behind(workspace: Workspace) -> None:
    before = content_of(workspace.path)
    with pytest.raises(KeyError), workspace.step(mark("Sort obstacles")):
        workspace.add(Obstacle, title="One")
        raise KeyError("ours")
    assert content_of(workspace.path) == before
    assert not workspace.history()
    workspace.add(Obstacle, title="Two")
    assert [line.title for line in workspace.all(Obstacle)] == ["Two"]


def test_a_step_without_a_change_is_no_step(workspace: Workspace) -> None:
    told: list[Changes] = []
    ref = Ref("obstacles", workspace.add(Obstacle, title="Time"))
    workspace.listen(told.append)
    workspace.change(ref, title="Time")
    with workspace.step(mark("Nothing")):
        workspace.remove(Ref("obstacles", workspace.add(Obstacle, title="Gone at once")))
    assert not told
    assert len(workspace.history()) == 1


def test_typing_in_one_field_is_one_step(workspace: Workspace) -> None:
    ref = Ref("obstacles", workspace.add(Obstacle))
    for end in range(1, 6):
        workspace.change(ref, typing=True, title="Ramp-up"[:end])
    workspace.change(ref, title="Ramp-up")
    assert len(workspace.history()) == 2
    workspace.undo()
    assert workspace.all(Obstacle)[0].title == ""
    workspace.redo()
    assert workspace.all(Obstacle)[0].title == "Ramp-up"


@pytest.mark.parametrize("pause", ["settle", "leave", "leave unchanged", "other field", "undo", "reopen"])
def test_typing_after_a_pause_is_a_step_of_its_own(copy: Path, place: Place, pause: str) -> None:
    with open_workspace(copy, place) as workspace:
        ref = Ref("obstacles", workspace.add(Obstacle))
        workspace.change(ref, typing=True, title="Ramp")
        if pause == "settle":
            workspace.settle()
        elif pause == "leave":
            workspace.change(ref, title="Ramp-")
        elif pause == "leave unchanged":
            workspace.change(ref, title="Ramp")
        elif pause == "other field":
            workspace.change(ref, typing=True, mitigation="Coaching")
        elif pause == "undo":
            workspace.add(Obstacle)
            workspace.undo()
        title = workspace.get(Obstacle, ref.id)
    with open_workspace(copy, place) as workspace:
        if pause != "reopen":
            workspace.change(ref, typing=True, title="x")
            workspace.change(ref, typing=True, title="Ramp-up")
        else:
            workspace.change(ref, typing=True, title="Ramp-up")
        workspace.undo()
        assert workspace.get(Obstacle, ref.id) == title


@pytest.mark.parametrize("pause", [True, False])
def test_going_back_in_a_field_takes_back_the_steps_typed_in_it(workspace: Workspace, pause: bool) -> None:
    ref = Ref("obstacles", workspace.add(Obstacle, title="Time"))
    since, before, steps = workspace.newest_step, content_of(workspace.path), steps_of(workspace)
    workspace.change(ref, typing=not pause, title="Times")
    workspace.change(ref, typing=not pause, title="Times are hard")
    workspace.go_back(ref, since, title="Time")
    assert content_of(workspace.path) == before
    assert [str(step.label) for step in workspace.history() if not step.undone] == steps
    workspace.redo()
    assert workspace.title_of(ref) == ("Times" if pause else "Times are hard")


def test_going_back_is_a_change_where_something_else_was_done_meanwhile(workspace: Workspace) -> None:
    ref = Ref("obstacles", workspace.add(Obstacle, title="Time"))
    since = workspace.newest_step
    workspace.change(ref, title="Times")
    workspace.change(ref, impact=3)
    workspace.go_back(ref, since, title="Time")
    obstacle = workspace.get(Obstacle, ref.id)
    assert obstacle is not None and (obstacle.title, obstacle.impact) == ("Time", 3)
    workspace.undo()
    assert workspace.title_of(ref) == "Times"


@pytest.mark.parametrize("typing", [True, False])
def test_a_line_that_was_only_begun_is_taken_away_without_a_trace(workspace: Workspace, typing: bool) -> None:
    since, before, steps = workspace.newest_step, content_of(workspace.path), len(steps_of(workspace))
    ref = Ref("obstacles", workspace.begin(Obstacle(title="Ti"), "title", typing=typing))
    workspace.change(ref, typing=typing, title="Time")
    assert len(steps_of(workspace)) == steps + (1 if typing else 2)
    workspace.take_away(ref, since, "title")
    assert content_of(workspace.path) == before
    assert all(step.undone for step in workspace.history())
    workspace.redo()
    assert workspace.title_of(ref) == ("Time" if typing else "Ti")


def test_a_line_that_more_was_done_with_is_removed(workspace: Workspace) -> None:
    since = workspace.newest_step
    ref = Ref("obstacles", workspace.begin(Obstacle(title="Time"), "title", typing=True))
    workspace.change(ref, impact=2)
    workspace.take_away(ref, since, "title")
    assert workspace.find(ref) is None
    workspace.undo()
    obstacle = workspace.get(Obstacle, ref.id)
    assert obstacle is not None and obstacle.impact == 2


def test_what_is_typed_away_again_leaves_no_step(workspace: Workspace) -> None:
    ref = Ref("obstacles", workspace.add(Obstacle, title="Time"))
    workspace.change(ref, typing=True, title="Times")
    workspace.change(ref, typing=True, title="Time")
    assert len(workspace.history()) == 1
    workspace.change(ref, typing=True, title="Timely")
    workspace.undo()
    assert workspace.all(Obstacle)[0].title == "Time"


def test_of_what_was_typed_only_what_still_differs_is_taken_back(workspace: Workspace) -> None:
    refs = [Ref("obstacles", workspace.add(Obstacle, title=title)) for title in ("Time", "Money", "People")]
    for titles in (("Times", "Monies", "Folk"), ("Time", "Monies", "Staff")):
        with workspace.step(mark("Change all"), merge="all", more=True):
            for ref, title in zip(refs, titles, strict=True):
                workspace.change(ref, title=title)
    assert len(workspace.history()) == len(refs) + 1
    workspace.undo()
    assert [line.title for line in workspace.all(Obstacle)] == ["Time", "Money", "People"]
    workspace.change(refs[0], title="Hours")
    assert len(workspace.history()) == len(refs) + 1


def test_what_could_not_be_stored_is_no_part_of_the_step_that_is_typed(workspace: Workspace) -> None:
    time, money = (Ref("obstacles", workspace.add(Obstacle, title=title)) for title in ("Time", "Money"))
    away = workspace.path.with_name("Away.enable")
    workspace.change(time, typing=True, title="Times")
    with pytest.raises(Moved), workspace.step(mark("Type"), merge=f"{time}.title", more=True):
        workspace.change(money, title="Monies")
        workspace.path.rename(away)
    away.rename(workspace.path)
    workspace.change(time, typing=True, title="Timely")
    assert len(workspace.history()) == 3
    workspace.undo()
    workspace.redo()
    assert [line.title for line in workspace.all(Obstacle)] == ["Timely", "Money"]
    workspace.undo()
    assert [line.title for line in workspace.all(Obstacle)] == ["Time", "Money"]


def test_as_many_automatic_steps_are_kept_as_of_the_person(workspace: Workspace) -> None:
    ref = Ref("obstacles", workspace.add(Obstacle, title="Time"))
    for number in range(KEPT + 3):
        with workspace.step(mark("Look"), origin=Origin.AUTOMATIC):
            workspace.change(ref, title=f"Look {number}")
    origins = [step.origin for step in workspace.history(3 * KEPT)]
    assert (origins.count(Origin.AUTOMATIC), origins.count(Origin.PERSON)) == (KEPT, 1)


@pytest.mark.parametrize("size", [200, 300, 100_000])
def test_long_texts_keep_only_what_differs_and_come_back_whole(workspace: Workspace, size: int) -> None:
    text = ("Обучение ab " * (size // 12 + 1))[:size]
    ref = Ref("sections", workspace.all(Prose)[0].id)
    edits = [text, text[:50] + "new" + text[50:], "x" + text, text + "x", text[: size // 2], "", text[::-1]]
    for edit in edits:
        workspace.change(ref, text=edit)
    for edit in reversed(edits[:-1]):
        workspace.undo()
        assert workspace.all(Prose)[0].text == edit
    for edit in edits[1:]:
        workspace.redo()
        assert workspace.all(Prose)[0].text == edit


def test_typing_in_a_long_text_can_be_taken_back(workspace: Workspace) -> None:
    text = "A long text. " * 100
    ref = Ref("sections", workspace.all(Prose)[0].id)
    workspace.change(ref, text=text)
    for end in range(20):
        workspace.change(ref, typing=True, text=text[:700] + "inserted words in it"[:end] + text[700:])
    workspace.undo()
    assert workspace.all(Prose)[0].text == text


def test_whoever_listens_hears_what_was_touched_by_whom_and_how(workspace: Workspace) -> None:
    measure = workspace.add(Measure, title="Ramp-up")
    reading = workspace.add(Reading, measure=measure, value=3)
    criterion = workspace.add(Criterion, measure=measure)
    told: list[Changes] = []
    unlisten = workspace.listen(told.append)
    widget = object()
    workspace.remove(Ref("measures", measure), by=widget)
    gone = {Ref("measures", measure), Ref("readings", reading), Ref("criteria", criterion)}
    assert told[0].touched == gone
    assert told[0].kinds == {"measures", "readings", "criteria"}
    assert told[0].source is widget
    assert str(told[0].label) == "Remove Measure “Ramp-up”"
    workspace.undo()
    assert told[1].touched == gone
    assert told[1].source is None
    with workspace.step(mark("Look around"), origin=Origin.AUTOMATIC):
        workspace.add(Obstacle)
    assert told[2].origin is Origin.AUTOMATIC
    unlisten()
    workspace.redo()
    assert len(told) == 3


def test_a_removed_record_takes_its_links_along_and_brings_them_back(full: Workspace) -> None:
    ref = Ref("obstacles", full.all(Obstacle)[0].id)
    links = full.links.of(ref)
    assert links
    full.remove(ref)
    assert not full.links.of(ref)
    full.undo()
    assert full.links.of(ref) == links


def test_rows_come_back_in_whatever_order_one_step_named_them(workspace: Workspace) -> None:
    obstacle = Ref("obstacles", workspace.add(Obstacle, title="Time"))
    before = content_of(workspace.path)
    with workspace.step(mark("A new owner")):
        workspace.change(obstacle, title="Time and money")
        workspace.change(obstacle, owner=workspace.add(Person, name="Anna Field"))
        reading = workspace.add(Reading, value=1)
        workspace.change(Ref("readings", reading), measure=workspace.add(Measure, title="Ramp-up"))
    after = content_of(workspace.path)
    workspace.undo()
    assert content_of(workspace.path) == before
    workspace.redo()
    assert content_of(workspace.path) == after


def test_a_parent_changed_before_it_is_removed_comes_back_with_its_children(workspace: Workspace) -> None:
    measure = Ref("measures", workspace.add(Measure, title="Ramp-up"))
    for value in range(3):
        workspace.add(Reading, measure=measure.id, value=value)
    criterion = Ref("criteria", workspace.add(Criterion, measure=measure.id))
    before = content_of(workspace.path)
    with workspace.step(mark("Clear out")):
        workspace.change(measure, title="Ramp-up time")
        workspace.change(criterion, title="Faster")
        workspace.remove(measure)
    after = content_of(workspace.path)
    workspace.undo()
    assert content_of(workspace.path) == before
    workspace.redo()
    assert content_of(workspace.path) == after
    assert not workspace.all(Reading)


def test_a_step_is_refused_where_its_row_changed_since(workspace: Workspace) -> None:
    ref = Ref("obstacles", workspace.add(Obstacle, title="Time"))
    workspace.change(ref, title="Money")
    with workspace.step(mark("Rename"), origin=Origin.AUTOMATIC):
        workspace.change(ref, title="Found elsewhere")
    before = content_of(workspace.path)
    with pytest.raises(CannotUndo, match="Change Obstacle “Time”"):
        workspace.undo()
    assert content_of(workspace.path) == before
    assert str(workspace.undo_label) == "Change Obstacle “Time”"


def test_another_field_of_the_same_row_may_have_changed_since(workspace: Workspace) -> None:
    ref = Ref("obstacles", workspace.add(Obstacle, title="Time"))
    workspace.change(ref, title="Money")
    with workspace.step(mark("Rate"), origin=Origin.AUTOMATIC):
        workspace.change(ref, impact=3)
    workspace.undo()
    assert (workspace.all(Obstacle)[0].title, workspace.all(Obstacle)[0].impact) == ("Time", 3)


def test_what_was_added_goes_with_what_was_noted_by_itself_since_and_comes_back_so(workspace: Workspace) -> None:
    before = content_of(workspace.path)
    ref = Ref("obstacles", workspace.add(Obstacle, title="Time", mitigation="word " * 200))
    for title, mitigation in (("Money", "word " * 150), ("Money", "word " * 151), ("Will", "word " * 151)):
        with workspace.step(mark("Found elsewhere"), origin=Origin.AUTOMATIC):
            workspace.change(ref, title=title, mitigation=mitigation)
    after = content_of(workspace.path)
    for _ in range(2):
        workspace.undo()
        assert content_of(workspace.path) == before
        workspace.redo()
        assert content_of(workspace.path) == after


@pytest.mark.parametrize("reverted", [1, 2, 3])
def test_what_was_added_goes_also_where_what_was_noted_since_was_taken_back_in_the_history(
    workspace: Workspace, reverted: int
) -> None:
    before = content_of(workspace.path)
    ref = Ref("obstacles", workspace.add(Obstacle, title="Time", mitigation="word " * 200))
    for title, mitigation in (("Money", "word " * 150), ("Money", "word " * 151), ("Will", "word " * 151)):
        with workspace.step(mark("Found elsewhere"), origin=Origin.AUTOMATIC):
            workspace.change(ref, title=title, mitigation=mitigation)
    workspace.undo()
    workspace.redo()
    for step in workspace.history()[:reverted]:
        workspace.revert(step.id)
    after = content_of(workspace.path)
    for _ in range(2):
        workspace.undo()
        assert content_of(workspace.path) == before
        workspace.redo()
        assert content_of(workspace.path) == after
    for step in workspace.history()[:reverted][::-1]:
        workspace.revert(step.id)
    assert workspace.all(Obstacle)[0].title == "Will"
    with workspace.step(mark("Found elsewhere"), origin=Origin.AUTOMATIC):
        workspace.change(ref, title="Means", mitigation="word " * 149)
    workspace.undo()
    assert content_of(workspace.path) == before
    workspace.redo()
    assert workspace.all(Obstacle)[0].title == "Means"


def test_what_was_added_stays_where_more_has_become_of_it_than_was_noted(workspace: Workspace) -> None:
    ref = Ref("obstacles", workspace.add(Obstacle, title="Time"))
    with workspace.step(mark("Found elsewhere"), origin=Origin.AUTOMATIC):
        workspace.change(ref, title="Money")
    workspace.library.connection.execute("update obstacles set impact = 3")
    with pytest.raises(CannotUndo):
        workspace.undo()
    assert workspace.all(Obstacle)[0].title == "Money"


def test_a_step_is_refused_where_it_would_take_along_what_came_later(workspace: Workspace) -> None:
    measure = workspace.add(Measure, title="Ramp-up")
    with workspace.step(mark("Read the figure"), origin=Origin.AUTOMATIC):
        workspace.add(Reading, measure=measure, value=3)
    with pytest.raises(CannotUndo):
        workspace.undo()
    assert len(workspace.all(Reading)) == 1


def test_a_removal_is_not_done_again_where_more_has_come_to_depend_on_it(workspace: Workspace) -> None:
    measure = Ref("measures", workspace.add(Measure, title="Ramp-up"))
    criterion = Ref("criteria", workspace.add(Criterion, title="Faster"))
    with workspace.step(mark("Clear out")):
        workspace.change(criterion, title="Quicker")
        workspace.remove(measure)
    workspace.undo()
    with workspace.step(mark("Match"), origin=Origin.AUTOMATIC):
        workspace.change(criterion, measure=measure.id)
    with pytest.raises(CannotUndo):
        workspace.redo()
    assert workspace.all(Criterion)[0].measure == measure.id


def test_a_step_is_refused_where_somebody_is_named_since(workspace: Workspace) -> None:
    anna = workspace.add(Person, name="Anna Field")
    with workspace.step(mark("Match owners"), origin=Origin.AUTOMATIC):
        workspace.add(Obstacle, title="Time", owner=anna)
    before = content_of(workspace.path)
    with pytest.raises(CannotUndo):
        workspace.undo()
    assert content_of(workspace.path) == before


def test_undo_passes_over_automatic_steps_and_they_are_reverted_by_name(workspace: Workspace) -> None:
    workspace.add(Obstacle, title="Mine")
    with workspace.step(mark("Found in the folder"), origin=Origin.AUTOMATIC):
        workspace.add(Obstacle, title="Found")
    found = workspace.history()[0]
    workspace.undo()
    assert [line.title for line in workspace.all(Obstacle)] == ["Found"]
    workspace.revert(found.id)
    assert not workspace.all(Obstacle)
    workspace.add(Obstacle, title="Later")
    workspace.revert(found.id)
    assert {line.title for line in workspace.all(Obstacle)} == {"Found", "Later"}


def test_revert_knows_only_automatic_steps(workspace: Workspace) -> None:
    workspace.add(Obstacle, title="Mine")
    assert workspace.revert(workspace.history()[0].id) is None
    assert workspace.revert(4711) is None
    assert len(workspace.all(Obstacle)) == 1


def test_a_new_step_ends_what_could_be_done_again_and_an_automatic_one_does_not(workspace: Workspace) -> None:
    workspace.add(Obstacle, title="One")
    workspace.undo()
    with workspace.step(mark("Look around"), origin=Origin.AUTOMATIC):
        workspace.add(Criterion, title="Found")
    assert str(workspace.redo_label) == "Add Obstacle “One”"
    workspace.add(Obstacle, title="Two")
    assert workspace.redo_label is None
    assert workspace.redo() is None


def test_the_last_200_steps_can_be_taken_back_after_a_restart(workspace: Workspace, place: Place) -> None:
    ref = Ref("obstacles", workspace.add(Obstacle, title="start"))
    states = []
    for number in range(KEPT + 20):
        states.append(workspace.all(Obstacle)[0].title)
        if number % 2:
            with workspace.step(mark("Look"), origin=Origin.AUTOMATIC):
                workspace.change(ref, impact=number % 3 + 1)
        workspace.change(ref, title=f"step {number}")
    workspace.close()
    with open_workspace(workspace.path, place) as again:
        for earlier in reversed(states[-KEPT:]):
            again.undo()
            assert again.all(Obstacle)[0].title == earlier
        assert again.undo() is None
    with open_workspace(workspace.path, place) as again:
        for later in [*states[-KEPT + 1 :], f"step {KEPT + 19}"]:
            again.redo()
            assert again.all(Obstacle)[0].title == later
        assert again.redo() is None


def test_history_names_steps_with_what_was_typed_however_odd(workspace: Workspace) -> None:
    workspace.add(Obstacle, title="lone \ud800 and \x00 {title} “quoted”")
    workspace.add(Obstacle, title="x" * 400)
    assert steps_of(workspace) == [
        f"Add Obstacle “{'x' * 59}…”",
        "Add Obstacle “lone \ufffd and \ufffd {title} “quoted””",
    ]


def test_history_names_the_field_that_was_changed_in_both_languages(
    workspace: Workspace, words: Words, russian: Words
) -> None:
    ref = Ref("obstacles", workspace.add(Obstacle, title="No time"))
    workspace.change(ref, title="No hours")
    workspace.change(ref, mitigation="Book it")
    workspace.change(ref, impact=2, likelihood=3)
    measure = workspace.add(Measure, title="Win rate")
    workspace.change(Ref("readings", workspace.add(Reading, measure=measure)), value=3.0)
    mission = next(prose.id for prose in workspace.all(Prose) if prose.key == "mission")
    workspace.change(Ref("sections", mission), text="We help.")
    workspace.settings.set("currency", "GBP")
    ada = Ref("people", workspace.add(Person, name="Ada"))
    workspace.change(ada, hats=frozenset({Hat.SPONSOR}))
    changes = [step.label for step in workspace.history() if "Change" in step.label.message]
    assert [words.say(label) for label in changes] == [
        "Change Person “Ada”: Hats",
        "Change settings: Currency",
        "Change Charter section “Mission”",
        "Change Reading: Value",
        "Change Obstacle “No hours”: Likelihood, Impact",
        "Change Obstacle “No hours”: What we do about it",
        "Change Obstacle “No time”",
    ]
    assert [russian.say(label) for label in changes] == [
        "Человек «Ada» — изменение: Роли в программе",
        "Изменение настроек: Валюта",
        "Раздел устава «Миссия» — изменение",
        "Замер — изменение: Значение",
        "Препятствие «No hours» — изменение: Вероятность, Влияние",
        "Препятствие «No hours» — изменение: Что делаем",
        "Препятствие «No time» — изменение",
    ]


def test_history_tells_who_when_and_whether_it_was_taken_back(workspace: Workspace) -> None:
    workspace.add(Obstacle)
    with workspace.step(mark("Import plan"), origin=Origin.IMPORT):
        workspace.add(Obstacle)
    workspace.undo()
    newest, oldest = workspace.history()
    assert (newest.origin, newest.undone, newest.at) == (Origin.IMPORT, True, workspace.now)
    assert (oldest.origin, oldest.undone, oldest.settled) == (Origin.PERSON, False, False)
    assert workspace.history(1) == (newest,)


def test_what_others_need_cannot_be_taken_out(full: Workspace) -> None:
    before = content_of(full.path)
    with pytest.raises(sqlite3.IntegrityError):
        full.remove(Ref("people", full.all(Person)[0].id))
    with pytest.raises(sqlite3.IntegrityError):
        full.change(Ref("obstacles", full.all(Obstacle)[0].id), owner=4711)
    with pytest.raises(WorkspaceError, match="not there any more"):
        full.change(Ref("obstacles", 4711), title="x")
    assert content_of(full.path) == before


def test_a_listener_may_change_something_in_turn(workspace: Workspace) -> None:
    def note(changes: Changes) -> None:
        if changes.kinds == {"obstacles"}:
            workspace.add(Criterion, title="In turn")

    workspace.listen(note)
    workspace.add(Obstacle, title="First")
    assert steps_of(workspace) == ["Add Success criterion “In turn”", "Add Obstacle “First”"]


def test_dates_and_figures_come_back_as_they_were(workspace: Workspace) -> None:
    ref = Ref("criteria", workspace.add(Criterion, goal=0.1, due=date(2026, 12, 1)))
    workspace.change(ref, goal=-1e300, due=None)
    workspace.change(ref, goal=None)
    workspace.undo()
    workspace.undo()
    assert (workspace.all(Criterion)[0].goal, workspace.all(Criterion)[0].due) == (0.1, date(2026, 12, 1))


def test_a_saved_version_can_be_taken_back(workspace: Workspace) -> None:
    before = content_of(workspace.path)
    workspace.charter.save_version(Document.CHARTER, "1.0", "Signed off")
    workspace.undo()
    assert content_of(workspace.path) == before


def test_a_long_step_that_was_written_down_on_the_way_is_one_like_any_other(workspace: Workspace) -> None:
    history = workspace._history
    kept = workspace.add(Obstacle, title="Kept")
    before = content_of(workspace.path)
    with workspace.step("Import lines", origin=Origin.IMPORT):
        first, second, third = (workspace.add(Obstacle, title=title) for title in ("First", "Second", "Third"))
        workspace.change(Ref("obstacles", kept), title="Kept, changed")
        history.write_down()
        workspace.change(Ref("obstacles", first), title="First, changed")
        workspace.remove(Ref("obstacles", second))
        fourth = workspace.add(Obstacle, title="Fourth")
        history.write_down()
        history.write_down()
        workspace.change(Ref("obstacles", fourth), title="Fourth, changed")
    after = content_of(workspace.path)
    assert [line.title for line in workspace.all(Obstacle)] == [
        "Kept, changed",
        "First, changed",
        "Third",
        "Fourth, changed",
    ]
    assert third < fourth
    (step, _) = workspace.history()[:2]
    assert (step.label.message, step.origin) == ("Import lines", Origin.IMPORT)
    assert [hit.ref.id for hit in workspace.search.find("fourth changed")] == [fourth]
    workspace.undo()
    assert content_of(workspace.path) == before
    workspace.redo()
    assert content_of(workspace.path) == after


def test_a_long_step_that_fails_leaves_nothing_of_what_was_written_down(workspace: Workspace) -> None:
    before, steps = content_of(workspace.path), workspace.history()
    with pytest.raises(ZeroDivisionError), workspace.step("Import lines"):
        workspace.add(Obstacle, title="First")
        workspace._history.write_down()
        raise ZeroDivisionError
    assert content_of(workspace.path) == before
    assert workspace.history() == steps
    workspace.add(Obstacle, title="Second")
    workspace.undo()
    assert content_of(workspace.path) == before
