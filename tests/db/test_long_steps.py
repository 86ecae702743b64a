"""Something that is done with many records comes in slices, is one step, and is whole or not there in the end."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from datetime import date

import pytest

from db.imports import store_in_slices
from db.library.queue import SNOOZED
from db.long_steps import Deed
from db.taking_back import CannotUndo, Interrupted, Overtaken
from db.workspace import Place, Workspace, open_workspace
from enable_desktop.changes import Changes
from enable_desktop.errors import WorkspaceError
from enable_desktop.imports import AddMany, Lines, Plan
from enable_desktop.library.assets import Asset, Playlist, PlaylistItem, Review, Status, Use
from enable_desktop.library.query import Order, parse
from enable_desktop.links import Reason, Ref
from enable_desktop.notes import Snooze
from enable_desktop.people import Person
from enable_desktop.words import Words, mark, sentence
from resources.words import translations
from tests.db.content import Content, complaints, content_of

ROWS = 1_100
IMPORT = sentence(mark("Import the content listed in “{name}”"), name="list.csv")
Make = Callable[[Workspace], Deed]


@pytest.fixture
def many(tmp_path: object, workspace: Workspace) -> Workspace:
    """Many assets of two owners, some of them outdated, some snoozed, some that others lead to or hang on."""
    people = workspace.add_many(Person, ({"name": name} for name in ("Ada", "Ben")))
    states = (Status.PUBLISHED, Status.OUTDATED, Status.DRAFT)
    lines = (
        {"title": f"Asset {number:04}", "owner": people[number % 2], "status": states[number % 3]}
        for number in range(ROWS)
    )
    ids = workspace.add_many(Asset, lines)
    workspace.carry_out(workspace.library.reviews.snoozing(ids[::7], date(2027, 1, 1)))
    for one, other in ((1, -5), (-4, 2), (3, -3), (-3, 6), (700, 701)):
        workspace.change(Ref(Asset.kind, ids[one]), replaced_by=ids[other])
        workspace.links.join(Ref(Asset.kind, ids[other]), Ref(Asset.kind, ids[one]), Reason.USES)
    workspace.add_many(Review, ({"asset": asset, "on": date(2026, 2, 1)} for asset in ids[::9]))
    first = workspace.add(Playlist, title="First week")
    workspace.add_many(PlaylistItem, ({"playlist": first, "asset": asset} for asset in ids[::100]))
    workspace.add_many(Use, ({"asset": asset, "on": date(2026, 3, 1), "count": 3} for asset in ids[::3]))
    while workspace.search.catch_up():
        pass
    return workspace


def ids_of(workspace: Workspace) -> list[int]:
    return [int(asset) for asset in reversed(workspace.library.finding.ids(parse(""), {}, Order.TITLE))]


def changing(workspace: Workspace) -> Deed:
    return workspace.library.reviews.changing(ids_of(workspace), owner=1, months=3)


def changing_facet(workspace: Workspace) -> Deed:
    return workspace.library.reviews.changing_facet(ids_of(workspace), "topic", add=("pricing",))


def giving_new(workspace: Workspace) -> Deed:
    new = {"key": "rain", "title": "Rain", "facet_title": "Topic"}
    return workspace.library.reviews.giving_new(ids_of(workspace), "topic", **new)


def reviewing(workspace: Workspace) -> Deed:
    return workspace.library.reviews.reviewing(ids_of(workspace), by=2, note="Looked at")


def outdating(workspace: Workspace) -> Deed:
    return workspace.library.reviews.outdating(ids_of(workspace), "New prices")


def snoozing(workspace: Workspace) -> Deed:
    return workspace.library.reviews.snoozing(ids_of(workspace), date(2027, 2, 1))


def retiring(workspace: Workspace) -> Deed:
    return workspace.library.reviews.retiring(ids_of(workspace))


def removing(workspace: Workspace) -> Deed:
    return workspace.library.reviews.removing(ids_of(workspace))


DEEDS = (changing, changing_facet, giving_new, reviewing, outdating, retiring, removing)
all_deeds = pytest.mark.parametrize("make", DEEDS)


def finish(slices: Iterator[object]) -> None:
    for _ in slices:
        pass


def taking_back(workspace: Workspace) -> Generator[tuple[int, int], None, object]:
    big = workspace.big_steps.take_back()
    assert big is not None
    return big.slices


def doing_again(workspace: Workspace) -> Generator[tuple[int, int], None, object]:
    big = workspace.big_steps.do_again()
    assert big is not None
    return big.slices


def without_ids(content: Content) -> object:
    """Everything but the numbers and places that new rows were given."""
    rest = ("id", "position")
    return sorted(
        (table, sorted((name, str(value)) for name, value in row.items() if name not in rest))
        for (table, _), row in content.items()
    )


def registered(workspace: Workspace) -> object:
    """What is kept beside the assets."""
    library = workspace.library
    return library.due(), library.finding.counts(parse("")), library.reviews.queue(), len(ids_of(workspace))


@pytest.mark.parametrize("make", (*DEEDS, snoozing))
def test_it_is_as_if_it_were_done_at_once_and_one_step(many: Workspace, make: Make) -> None:
    before, steps = content_of(many.path), many.history()
    assert many.carry_out(make(many)) == ROWS
    at_once, beside = content_of(many.path), registered(many)
    many.undo()
    assert content_of(many.path) == before
    told: list[Changes] = []
    many.listen(told.append)
    deed = make(many)
    assert deed.is_big
    shares = list(many.big_steps.carry_out(deed))
    assert len(shares) >= 5
    assert shares == sorted(shares)
    assert shares[-1] == (ROWS, ROWS)
    assert without_ids(content_of(many.path)) == without_ids(at_once)
    assert registered(many) == beside
    assert len(many.history()) == len(steps) + 1
    (notice,) = told
    assert notice.label == many.history()[0].label == deed.label
    assert len(notice.touched) >= ROWS
    assert many.integrity() == ()
    assert complaints(many.path) == []


@all_deeds
def test_it_is_taken_back_and_done_again_in_slices(many: Workspace, make: Make) -> None:
    before, beside = content_of(many.path), registered(many)
    finish(many.big_steps.carry_out(make(many)))
    after, then = content_of(many.path), registered(many)
    told: list[Changes] = []
    many.listen(told.append)
    for _ in range(2):
        shares = list(taking_back(many))
        assert shares == sorted(shares)
        finish(many.big_steps.sweep())
        assert (content_of(many.path), registered(many)) == (before, beside)
        assert many.history()[0].undone
        finish(doing_again(many))
        assert (content_of(many.path), registered(many)) == (after, then)
        assert not many.history()[0].undone
    assert len(told) == 4
    assert all(len([ref for ref in notice.touched if ref.kind == Asset.kind]) == ROWS for notice in told)
    assert (many.big_steps.is_clean, many.integrity(), complaints(many.path)) == (True, (), [])


def done_in_part(slices: Generator[tuple[int, int], None, object], share: float) -> None:
    """Does so much of it."""
    for done, total in slices:
        if done >= total * share:
            return
    raise AssertionError("it was done before that")


@all_deeds
@pytest.mark.parametrize("is_killed", [False, True])
def test_whoever_is_interrupted_or_killed_finds_all_as_it_was(
    many: Workspace, place: Place, make: Make, is_killed: bool
) -> None:
    path, before, beside, steps = many.path, content_of(many.path), registered(many), many.history()
    workspace = many

    def interrupt(slices: Generator[tuple[int, int], None, object], share: float) -> None:
        nonlocal workspace
        done_in_part(slices, share)
        meanwhile = content_of(path)
        assert meanwhile not in (before, after)
        if is_killed:
            # Nothing is tidied up by whoever is killed: what the generator would do at its end is not done.
            workspace.close()
            workspace = open_workspace(path, place)
            slices.close()
        else:
            slices.close()
            finish(workspace.big_steps.sweep())
        assert (workspace.big_steps.is_clean, workspace.integrity(), complaints(path)) == (True, (), [])

    after = before
    interrupt(workspace.big_steps.carry_out(make(workspace)), 0.5)
    assert (content_of(path), registered(workspace)) == (before, beside)
    finish(workspace.big_steps.forget())
    assert workspace.history() == steps, "nothing is told of what was given up"
    finish(workspace.big_steps.carry_out(make(workspace)))
    after, then = content_of(path), registered(workspace)
    interrupt(taking_back(workspace), 0.75)
    assert (content_of(path), registered(workspace)) == (after, then)
    assert not workspace.history()[0].undone
    finish(taking_back(workspace))
    finish(workspace.big_steps.sweep())
    interrupt(doing_again(workspace), 0.75)
    assert (content_of(path), registered(workspace)) == (before, beside)
    assert workspace.history()[0].undone
    finish(doing_again(workspace))
    assert (content_of(path), registered(workspace)) == (after, then)
    workspace.close()


@pytest.mark.parametrize("is_killed", [False, True])
def test_what_goes_along_with_what_led_to_something_gone_before_comes_back(
    many: Workspace, place: Place, is_killed: bool
) -> None:
    """The step tells first that an asset lost its replacement, then that its reviews went, with it itself."""
    first, second = sorted(ids_of(many))[:2]
    many.carry_out(many.library.reviews.reviewing([second]))
    many.change(Ref(Asset.kind, second), replaced_by=first)
    before = content_of(many.path)
    slices = many.big_steps.carry_out(removing(many))
    done_in_part(slices, 0.3)
    assert not many.where(Review, "asset", second)
    workspace = many
    if is_killed:
        workspace.close()
        workspace = open_workspace(many.path, place)
    slices.close()
    finish(workspace.big_steps.sweep())
    assert content_of(workspace.path) == before
    assert (workspace.big_steps.is_clean, workspace.integrity(), complaints(workspace.path)) == (True, (), [])
    workspace.close()


def test_what_is_changed_meanwhile_is_a_step_of_its_own_and_stays(many: Workspace) -> None:
    first, last = ids_of(many)[-1], ids_of(many)[0]
    assert first < last
    before = content_of(many.path)
    slices = many.big_steps.carry_out(changing(many))
    next(slices)
    next(slices)
    for asset in (first, last):
        for text in ("N", "No", "Not"):
            many.change(Ref(Asset.kind, asset), typing=True, title=text)
        next(slices)
    assert many.undo_label == many.history()[0].label, "the step under way is not the last one yet"
    finish(slices)
    assert {asset.owner for asset in many.all(Asset)} == {1}
    assert [many.title_of(Ref(Asset.kind, asset)) for asset in (first, last)] == ["Not", "Not"]
    labels = [step.label.message for step in many.history(3)]
    assert labels[2] == "Change {field} of {titles}"
    assert (many.undo(), many.undo()) != (None, None)
    assert [many.title_of(Ref(Asset.kind, asset)) for asset in (first, last)] == ["Asset 0000", f"Asset {ROWS - 1}"]
    finish(taking_back(many))
    assert content_of(many.path) == before


def test_what_is_typed_in_a_row_goes_on_as_another_step_once_the_row_was_changed(many: Workspace) -> None:
    last = Ref(Asset.kind, ids_of(many)[0])
    slices = many.big_steps.carry_out(changing(many))
    next(slices)
    many.change(last, typing=True, title="T")
    finish(slices)
    many.change(last, typing=True, title="Ty")
    assert many.get(Asset, last.id).owner == 1  # type: ignore[union-attr]
    many.undo()
    asset = many.get(Asset, last.id)
    assert asset is not None
    assert (asset.title, asset.owner) == ("T", 1), "what was done with many is not taken back with what was typed"


def test_where_a_row_was_changed_since_nothing_is_taken_back(many: Workspace) -> None:
    finish(many.big_steps.carry_out(changing(many)))
    many.change(Ref(Asset.kind, ids_of(many)[5]), owner=2)
    many.undo()
    finish(taking_back(many))
    finish(doing_again(many))
    after = content_of(many.path)
    back = taking_back(many)
    done_in_part(back, 0.7)
    # The rows that go back last are changed now, after they were looked at.
    many.change(Ref(Asset.kind, min(ids_of(many))), months=7)
    with pytest.raises(CannotUndo):
        finish(back)
    finish(many.big_steps.sweep())
    many.undo()
    assert content_of(many.path) == after
    assert not many.history()[1].undone


@pytest.mark.parametrize("is_forward", [False, True])
@pytest.mark.parametrize("is_killed", [False, True])
def test_what_it_had_not_come_to_stays_as_somebody_made_it(
    many: Workspace, place: Place, is_forward: bool, is_killed: bool
) -> None:
    """Where somebody did by hand what it had not yet done, giving it up does not undo that."""
    ben = many.where(Person, "name", "Ben")[0].id
    was_ben = [asset.id for asset in many.all(Asset) if asset.owner == ben]
    # Every asset is another than before.
    carla = many.add(Person, name="Carla")
    finish(many.big_steps.carry_out(many.library.reviews.changing(ids_of(many), owner=carla)))
    if is_forward:
        finish(taking_back(many))
    state = content_of(many.path)
    slices = (doing_again if is_forward else taking_back)(many)
    done_in_part(slices, 0.6)
    # The one that it comes to last.
    last = Ref(Asset.kind, max(was_ben) if is_forward else min(was_ben))
    by_hand = carla if is_forward else ben
    many.change(last, owner=by_hand)
    workspace = many
    if is_killed:
        workspace.close()
        workspace = open_workspace(many.path, place)
    slices.close()
    finish(workspace.big_steps.sweep())
    asset = workspace.get(Asset, last.id)
    assert asset is not None
    assert asset.owner == by_hand
    workspace.undo()
    assert content_of(workspace.path) == state
    workspace.close()


def test_something_done_while_it_is_taken_back_ends_that_it_could_be_done_again(many: Workspace) -> None:
    before = content_of(many.path)
    finish(many.big_steps.carry_out(changing(many)))
    back = taking_back(many)
    done_in_part(back, 0.7)
    added = many.add(Person, name="Meanwhile")
    finish(back)
    assert many.redo_label is None
    finish(many.big_steps.forget())
    finish(many.big_steps.sweep())
    many.undo()
    assert many.get(Person, added) is None
    assert content_of(many.path) == before
    assert many.big_steps.is_clean
    assert not many.is_forgetting


def test_somebody_who_is_forgotten_meanwhile_stops_it_and_it_is_as_it_was(many: Workspace) -> None:
    ben = Ref(Person.kind, many.where(Person, "name", "Ben")[0].id)
    before = content_of(many.path)
    slices = many.big_steps.carry_out(changing(many))
    done_in_part(slices, 0.5)
    many.people.forget(ben.id, Words("en", translations("en")))
    with pytest.raises(Interrupted):
        finish(slices)
    finish(many.big_steps.sweep())
    owners = {row["owner"] for (table, _), row in content_of(many.path).items() if table == Asset.kind}
    assert owners == {1, None}
    changed = {key for key, row in content_of(many.path).items() if before.get(key) != row}
    assert len(changed) <= ROWS // 2 + 1, "none but what was Ben's differs"
    assert (many.big_steps.is_clean, many.integrity()) == (True, ())


@pytest.mark.parametrize("make", [reviewing, outdating, snoozing])
def test_what_is_removed_meanwhile_is_left_out(many: Workspace, make: Make) -> None:
    before, removed = content_of(many.path), Ref(Asset.kind, max(ids_of(many)))
    slices = many.big_steps.carry_out(make(many))
    done_in_part(slices, 0.3)
    many.remove(removed)
    finish(slices)
    snoozed = many.where(Snooze, "of", f"{SNOOZED}{removed.id}")
    assert [snooze.until for snooze in snoozed] in ([], [date(2027, 1, 1)]), "as it was, or woken"
    assert (many.big_steps.is_clean, many.integrity(), complaints(many.path)) == (True, (), [])
    many.undo()
    finish(taking_back(many))
    finish(many.big_steps.sweep())
    assert content_of(many.path) == before


def test_what_leads_to_something_that_is_removed_meanwhile_is_stopped(many: Workspace) -> None:
    ben = many.where(Person, "name", "Ben")[0]
    slices = many.big_steps.carry_out(many.library.reviews.changing(ids_of(many), owner=ben.id))
    done_in_part(slices, 0.3)
    many.people.remove(ben.id)
    with pytest.raises(Overtaken):
        finish(slices)
    finish(many.big_steps.sweep())
    assert {asset.owner for asset in many.all(Asset)} == {1, None}
    assert (many.big_steps.is_clean, many.integrity(), complaints(many.path)) == (True, (), [])


def cleo_owns(workspace: Workspace, asset: int) -> None:
    workspace.change(Ref(Asset.kind, asset), owner=workspace.where(Person, "name", "Cleo")[0].id)


def snoozed_again(workspace: Workspace, asset: int) -> None:
    workspace.carry_out(workspace.library.reviews.snoozing([asset], date(2027, 3, 1)))


@pytest.mark.parametrize(("make", "do"), [(changing, cleo_owns), (snoozing, snoozed_again)])
@pytest.mark.parametrize("is_reached", [False, True])
def test_what_is_changed_meanwhile_can_always_be_taken_back(
    many: Workspace, make: Make, do: Callable[[Workspace, int], None], is_reached: bool
) -> None:
    many.add(Person, name="Cleo")
    before, asset = content_of(many.path), (min if is_reached else max)(ids_of(many))
    slices = many.big_steps.carry_out(make(many))
    done_in_part(slices, 0.3)
    do(many, asset)
    if is_reached:
        finish(slices)
        many.undo()
        finish(taking_back(many))
    else:
        with pytest.raises(Overtaken):
            finish(slices)
        finish(many.big_steps.sweep())
        many.undo()
    finish(many.big_steps.sweep())
    assert content_of(many.path) == before
    assert (many.big_steps.is_clean, many.integrity(), complaints(many.path)) == (True, (), [])


def test_what_cannot_go_back_any_more_keeps_nothing_else_from_it(many: Workspace) -> None:
    ada, ben = many.all(Person)
    slices = many.big_steps.carry_out(many.library.reviews.changing(ids_of(many), owner=ben.id))
    done_in_part(slices, 0.5)
    many.people.remove(ada.id)
    slices.close()
    finish(many.big_steps.sweep())
    assert {asset.owner for asset in many.all(Asset)} == {ben.id, None}
    assert (many.big_steps.is_clean, many.integrity()) == (True, ())


def test_one_comes_after_the_other(many: Workspace) -> None:
    slices = many.big_steps.carry_out(changing(many))
    next(slices)
    with pytest.raises(WorkspaceError, match="still coming in or going away"):
        next(many.big_steps.carry_out(changing_facet(many)))
    finish(slices)
    finish(many.big_steps.carry_out(changing_facet(many)))
    back = taking_back(many)
    next(back)
    with pytest.raises(WorkspaceError, match="still coming in or going away"):
        many.big_steps.take_back()
        next(many.big_steps.carry_out(changing_facet(many)))
    finish(back)


def importing(workspace: Workspace) -> Generator[tuple[int, int], None, object]:
    lines = Lines(lambda: ({"title": f"Incoming {number}", "status": Status.PUBLISHED} for number in range(ROWS)))
    plan = Plan(label=IMPORT, writes=(AddMany(record=Asset, lines=lines, count=ROWS),), came=(), parts=())
    return store_in_slices(workspace, plan)


def doing(workspace: Workspace) -> Generator[tuple[int, int], None, object]:
    return workspace.big_steps.carry_out(changing(workspace))


@pytest.mark.parametrize("do", [importing, doing])
def test_what_is_forgotten_while_it_is_looked_at_is_not_done_again(
    many: Workspace, do: Callable[[Workspace], Generator[tuple[int, int], None, object]]
) -> None:
    before = content_of(many.path)
    finish(do(many))
    finish(taking_back(many))
    finish(many.big_steps.sweep())
    again = doing_again(many)
    done_in_part(again, 0.1)
    many.add(Person, name="Meanwhile")
    forgetting = many.big_steps.forget()
    next(forgetting)
    with pytest.raises(Overtaken):
        finish(again)
    finish(forgetting)
    finish(many.big_steps.sweep())
    many.undo()
    assert content_of(many.path) == before
    assert many.redo_label is not None
    assert many.redo_label.values["title"] == "Meanwhile"
    assert many.big_steps.is_clean


def test_what_is_emptied_while_it_is_looked_at_is_not_taken_back(many: Workspace) -> None:
    finish(doing(many))
    back = taking_back(many)
    done_in_part(back, 0.1)
    many.people.forget(2, Words("en", translations("en")))
    after = content_of(many.path)
    with pytest.raises(CannotUndo):
        finish(back)
    assert content_of(many.path) == after
    assert (many.undo_label, many.redo_label, many.big_steps.is_clean) == (None, None, True)


def test_somebody_who_is_forgotten_meanwhile_stops_that_it_is_done_again(many: Workspace) -> None:
    finish(doing(many))
    finish(taking_back(many))
    again = doing_again(many)
    done_in_part(again, 0.75)
    many.people.forget(2, Words("en", translations("en")))
    after = content_of(many.path)
    with pytest.raises(Interrupted):
        finish(again)
    assert content_of(many.path) == after
    assert {asset.owner for asset in many.all(Asset)} == {1, None}
    assert (many.undo_label, many.redo_label, many.big_steps.is_clean) == (None, None, True)


@pytest.mark.parametrize("do", [importing, doing])
@pytest.mark.parametrize("is_forward", [False, True])
def test_a_sweep_that_lags_behind_takes_nothing_from_what_is_done_next(
    many: Workspace, do: Callable[[Workspace], Generator[tuple[int, int], None, object]], is_forward: bool
) -> None:
    before = content_of(many.path)
    finish(do(many))
    after = content_of(many.path)
    if is_forward:
        finish(taking_back(many))
        finish(many.big_steps.sweep())
    move = doing_again if is_forward else taking_back
    given_up = move(many)
    done_in_part(given_up, 0.8)
    given_up.close()
    first, second = many.big_steps.sweep(), many.big_steps.sweep()
    for sweep in (first, second):
        with suppress(StopIteration):
            next(sweep)
    finish(first)
    slices = move(many)
    done_in_part(slices, 0.8)
    for _ in range(4):
        with suppress(StopIteration):
            next(second)
    finish(slices)
    finish(many.big_steps.sweep())
    assert content_of(many.path) == (after if is_forward else before)
    assert (many.big_steps.is_clean, many.integrity(), complaints(many.path)) == (True, (), [])


@pytest.mark.parametrize("is_small", [False, True])
def test_what_could_not_be_returned_goes_before_anything_else(many: Workspace, is_small: bool) -> None:
    if is_small:
        many.add(Person, name="Cleo")
    before = content_of(many.path)
    left = many.big_steps.carry_out(many.library.reviews.changing(ids_of(many), months=7))
    done_in_part(left, 0.5)
    left.close()
    if is_small:
        with pytest.raises(WorkspaceError, match="still coming in or going away"):
            many.big_steps.take_back()
    finish(many.big_steps.carry_out(changing(many)))
    assert many.big_steps.is_clean
    finish(taking_back(many))
    finish(many.big_steps.sweep())
    assert content_of(many.path) == before


def test_an_import_meanwhile_is_there_too(many: Workspace) -> None:
    slices, storing = many.big_steps.carry_out(changing(many)), importing(many)
    both: list[Iterator[object]] = [slices, storing]
    while both:
        for each in tuple(both):
            with suppress(StopIteration):
                next(each)
                continue
            both.remove(each)
    assert many.count(Asset) == 2 * ROWS
    assert len([asset for asset in many.all(Asset) if asset.owner == 1]) == ROWS
    assert {step.label.message for step in many.history(2)} == {IMPORT.message, "Change {field} of {titles}"}
    assert (many.big_steps.is_clean, many.integrity()) == (True, ())


def test_what_changes_nothing_is_no_step(many: Workspace) -> None:
    finish(many.big_steps.carry_out(changing(many)))
    steps, told = many.history(), list[Changes]()
    many.listen(told.append)
    finish(many.big_steps.carry_out(changing(many)))
    assert (many.history(), told, many.big_steps.is_clean) == (steps, [], True)


def test_what_was_taken_back_can_be_done_again_where_it_was_given_up(many: Workspace) -> None:
    many.add(Person, name="Cleo")
    many.undo()
    slices = many.big_steps.carry_out(changing(many))
    done_in_part(slices, 0.5)
    slices.close()
    finish(many.big_steps.sweep())
    many.redo()
    assert many.where(Person, "name", "Cleo")
    many.undo()
    finish(many.big_steps.carry_out(changing(many)))
    assert many.redo_label is None


def test_many_snoozed_at_once_are_woken_at_once_when_that_is_taken_back(many: Workspace) -> None:
    before, queue = content_of(many.path), many.library.reviews.queue()
    finish(many.big_steps.carry_out(snoozing(many)))
    assert {snooze.until for snooze in many.all(Snooze)} == {date(2027, 2, 1)}
    assert many.library.reviews.queue().ids == ()
    finish(taking_back(many))
    finish(many.big_steps.sweep())
    assert (content_of(many.path), many.library.reviews.queue()) == (before, queue)


@pytest.mark.parametrize("goes", [False, True])
def test_what_leads_to_very_many_that_go_leads_elsewhere_in_the_same_step(many: Workspace, goes: bool) -> None:
    going = ids_of(many)
    other = many.add(Asset, title="What replaces them")
    page = Ref(Asset.kind, many.add(Asset, title="Page"))
    held = {item.asset for item in many.all(PlaylistItem)}
    for asset in (going[3], going[-3], going[500]):
        many.links.join(page, Ref(Asset.kind, asset), Reason.USES)
    before, reviews = content_of(many.path), many.library.reviews
    deed = (reviews.removing if goes else reviews.retiring)(going, other, lead_over=True)
    finish(many.big_steps.carry_out(deed))
    assert len(held) == 11
    assert [item.asset for item in many.all(PlaylistItem)] == [other]
    assert [(link.start, link.end) for link in many.links.of(page)] == [(page, Ref(Asset.kind, other))]
    assert many.count(Asset) == (2 if goes else ROWS + 2)
    after = content_of(many.path)
    finish(taking_back(many))
    finish(many.big_steps.sweep())
    assert content_of(many.path) == before
    finish(doing_again(many))
    assert content_of(many.path) == after
    with pytest.raises(WorkspaceError, match="replaced by itself|not there any more"):
        reviews.removing(going, going[0])
