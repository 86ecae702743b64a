from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from db.workspace import Place, Workspace, open_workspace
from enable_desktop.changes import Origin
from enable_desktop.errors import WorkspaceError
from enable_desktop.library.assets import (
    Asset,
    AssetKind,
    Playlist,
    PlaylistItem,
    Review,
    Status,
    UsageSource,
    Use,
)
from enable_desktop.links import Reason, Ref
from enable_desktop.notes import ListEntry, Snooze
from enable_desktop.packs.records import Pack, PackItem
from enable_desktop.people import Person
from enable_desktop.words import Words
from tests.db.content import content_of

TODAY = date(2026, 3, 12)


@pytest.fixture
def place(at: Callable[[datetime], Place]) -> Place:
    return at(datetime(2026, 3, 12, 10, 0))


@pytest.fixture
def guide(workspace: Workspace) -> int:
    """A kind that is reviewed every year."""
    return workspace.add(AssetKind, title="Guide", key="guide", months=12)


def asset(workspace: Workspace, title: str, **values: object) -> int:
    return workspace.add(Asset, **{"title": title, "status": Status.PUBLISHED, **values})


def overdue(workspace: Workspace, guide: int, title: str, days: int = 40, **values: object) -> int:
    reviewed = (TODAY - timedelta(days=days)).replace(year=2025)
    return asset(workspace, title, sort=guide, reviewed=reviewed, **values)


def use(workspace: Workspace, asset: int, count: int, on: date = TODAY) -> None:
    source = workspace.add(UsageSource, title="portal.csv", on=TODAY)
    workspace.add(Use, asset=asset, source=source, on=on, count=count)


def get(workspace: Workspace, id_: int) -> Asset:
    found = workspace.get(Asset, id_)
    assert found is not None
    return found


def test_the_queue_begins_with_what_is_most_used_and_over_then_with_the_longest_over(
    workspace: Workspace, guide: int
) -> None:
    never = asset(workspace, "New", sort=guide, added=TODAY)
    soon = asset(workspace, "Soon", sort=guide, reviewed=date(2025, 3, 20))
    short = overdue(workspace, guide, "A little over", 3)
    long = overdue(workspace, guide, "Long over", 60)
    used = overdue(workspace, guide, "Used", 5)
    hot = overdue(workspace, guide, "Much used", 4)
    source = asset(workspace, "Price list", reviewed=date(2026, 3, 1), changed=date(2026, 2, 20))
    drawn = asset(workspace, "Drawn from it", sort=guide, reviewed=date(2026, 2, 1))
    workspace.links.join(Ref("assets", drawn), Ref("assets", source), Reason.SOURCE)
    asset(workspace, "Fresh", sort=guide, reviewed=date(2026, 3, 1))
    asset(workspace, "Gone", status=Status.RETIRED, sort=guide, reviewed=date(2020, 1, 1))
    use(workspace, hot, 60)
    use(workspace, used, 5)
    use(workspace, short, 1_000, date(2025, 3, 1))
    queue = workspace.library.reviews.queue()
    assert (queue.most_used, queue.overdue, queue.source_changed, queue.soon, queue.never) == (
        (hot, used), (long, short), (drawn,), (soon,), (never,),
    )  # fmt: skip
    assert queue.ids == (hot, used, long, short, drawn, soon, never)


def test_an_empty_queue_says_when_the_next_review_is_due(workspace: Workspace, guide: int) -> None:
    asset(workspace, "Fresh", sort=guide, reviewed=date(2026, 3, 1))
    queue = workspace.library.reviews.queue()
    assert (queue.ids, queue.next_due) == ((), date(2027, 3, 1))


def test_reviewing_many_is_one_step_that_undo_takes_back_whole(workspace: Workspace, guide: int) -> None:
    anna = workspace.people.get(workspace.add(Person, name="Anna Field"))
    first, second = (overdue(workspace, guide, title) for title in ("One", "Two"))
    before = content_of(workspace.path)
    assert (
        workspace.carry_out(workspace.library.reviews.reviewing([first, second, first], by=anna.id, note="Still right"))
        == 2
    )
    assert [(each.asset, each.on, each.person, each.note) for each in workspace.all(Review)] == [
        (first, TODAY, anna.id, "Still right"),
        (second, TODAY, anna.id, "Still right"),
    ]
    assert [get(workspace, each).reviewed for each in (first, second)] == [TODAY, TODAY]
    assert workspace.library.reviews.queue().ids == ()
    workspace.undo()
    assert content_of(workspace.path) == before
    assert workspace.library.reviews.queue().ids == (first, second)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Status.DRAFT, Status.DRAFT),
        (Status.IN_REVIEW, Status.IN_REVIEW),
        (Status.OUTDATED, Status.PUBLISHED),
        (Status.RETIRED, Status.RETIRED),
    ],
)
def test_a_review_publishes_again_what_was_outdated_and_nothing_else(
    workspace: Workspace, before: Status, after: Status
) -> None:
    id_ = asset(workspace, "Deck", status=before)
    workspace.carry_out(workspace.library.reviews.reviewing([id_]))
    assert get(workspace, id_).status is after


def test_a_snoozed_review_comes_back_on_its_day(
    workspace: Workspace, guide: int, at: Callable[[datetime], Place]
) -> None:
    id_ = overdue(workspace, guide, "Deck")
    workspace.carry_out(workspace.library.reviews.snoozing([id_], date(2026, 3, 16)))
    assert workspace.library.reviews.queue().ids == ()
    path = workspace.path
    workspace.close()
    with open_workspace(path, at(datetime(2026, 3, 16, 9, 0))) as later:
        assert later.library.reviews.queue().ids == (id_,)


def test_a_snoozed_review_can_be_brought_back_and_a_review_ends_the_snooze(workspace: Workspace, guide: int) -> None:
    id_ = overdue(workspace, guide, "Deck")
    workspace.carry_out(workspace.library.reviews.snoozing([id_], date(2026, 3, 16)))
    workspace.carry_out(workspace.library.reviews.bringing_back([id_]))
    assert workspace.library.reviews.queue().ids == (id_,)
    workspace.carry_out(workspace.library.reviews.snoozing([id_], date(2026, 3, 16)))
    workspace.carry_out(workspace.library.reviews.reviewing([id_]))
    assert workspace.all(Snooze) == ()


def test_the_snooze_of_a_row_of_today_is_none_of_the_queue_s(workspace: Workspace, guide: int) -> None:
    overdue(workspace, guide, "Deck")
    workspace.needs.snooze(["stale:rows", "stale:", "mine:1"], date(2026, 3, 16), "Rows")
    assert len(workspace.library.reviews.queue().ids) == 1


def test_what_must_be_changed_is_outdated_with_a_note_and_comes_back_in_two_weeks(
    workspace: Workspace, guide: int, at: Callable[[datetime], Place]
) -> None:
    id_ = overdue(workspace, guide, "Deck", notes="Old note\n")
    before = content_of(workspace.path)
    workspace.carry_out(workspace.library.reviews.outdating([id_], " New prices "))
    assert get(workspace, id_).status is Status.OUTDATED
    assert get(workspace, id_).notes == "Old note\n\n2026-03-12: New prices"
    assert workspace.library.reviews.queue().ids == ()
    workspace.undo()
    assert content_of(workspace.path) == before
    workspace.redo()
    path = workspace.path
    workspace.close()
    with open_workspace(path, at(datetime(2026, 3, 26, 9, 0))) as later:
        assert later.library.reviews.queue().ids == (id_,)


def test_retiring_tells_what_uses_it_and_leads_links_and_playlists_to_the_replacement(workspace: Workspace) -> None:
    old, new, page = (asset(workspace, title) for title in ("Old deck", "New deck", "Playbook"))
    first = workspace.add(Playlist, title="First week")
    both = workspace.add(Playlist, title="Both")
    for playlist, member in ((first, old), (both, new), (both, old)):
        workspace.add(PlaylistItem, playlist=playlist, asset=member)
    workspace.links.join(Ref("assets", page), Ref("assets", old), Reason.USES)
    found = workspace.library.reviews.dependents(old)
    assert (found.linked, found.playlists, found.count) == ((Ref("assets", page),), (first, both), 3)
    before = content_of(workspace.path)
    workspace.library.reviews.retire(old, new, lead_over=True)
    retired = get(workspace, old)
    assert (retired.status, retired.replaced_by) == (Status.RETIRED, new)
    assert workspace.library.reviews.dependents(old).count == 0
    assert [(item.playlist, item.asset) for item in workspace.all(PlaylistItem)] == [(first, new), (both, new)]
    assert [link.start for link in workspace.links.of(Ref("assets", new))] == [Ref("assets", page)]
    workspace.undo()
    assert content_of(workspace.path) == before


def test_a_pack_tells_that_it_holds_an_asset_and_follows_its_replacement(workspace: Workspace) -> None:
    old, new = (asset(workspace, title) for title in ("Old deck", "New deck"))
    first, both = (workspace.add(Pack, title=title) for title in ("AEs", "SDRs"))
    for pack, member in ((first, old), (both, new), (both, old)):
        workspace.add(PackItem, pack=pack, asset=member, heading="Decks")
    found = workspace.library.reviews.dependents(old)
    assert (found.packs, found.count) == ((first, both), 2)
    before = content_of(workspace.path)
    workspace.library.reviews.retire(old, new, lead_over=True)
    assert [(item.pack, item.asset) for item in workspace.all(PackItem)] == [(first, new), (both, new)]
    assert workspace.library.reviews.dependents(old).count == 0
    workspace.undo()
    assert content_of(workspace.path) == before


def test_what_was_left_out_of_a_pack_is_neither_told_nor_led_over(workspace: Workspace) -> None:
    old, new = (asset(workspace, title) for title in ("Old deck", "New deck"))
    first, second, third = (workspace.packs.add(title) for title in ("AEs", "SDRs", "Played"))
    playlist = workspace.add(Playlist, title="First week")
    workspace.add(PlaylistItem, playlist=playlist, asset=old)
    workspace.packs.put_playlist(third, playlist)
    for pack in (first, second):
        workspace.packs.put(pack, [old, new])
    workspace.packs.leave_out(first, [new])
    workspace.packs.leave_out(second, [old])
    assert workspace.library.reviews.packs_with(old) == (first, third)
    workspace.library.reviews.retire(old, new, lead_over=True)
    assert [workspace.packs.assets(pack) for pack in (first, second, third)] == [(new,), (new,), (new,)]
    assert workspace.library.reviews.packs_with(old) == ()


def test_nothing_is_replaced_by_itself_however_far_round(workspace: Workspace) -> None:
    one, two, three = (asset(workspace, title) for title in ("One", "Two", "Three"))
    reviews = workspace.library.reviews
    reviews.retire(one, two)
    reviews.retire(two, three)
    with pytest.raises(WorkspaceError, match="replaced by itself"):
        reviews.retire(three, one)
    with pytest.raises(WorkspaceError, match="replaced by itself"):
        reviews.retire(three, three)
    with pytest.raises(WorkspaceError, match="not there any more"):
        reviews.retire(three, 99)
    assert get(workspace, three).status is Status.PUBLISHED


def test_fields_of_many_change_in_one_step(workspace: Workspace, words: Words) -> None:
    ids = [asset(workspace, f"Asset {number}") for number in range(1, 6)]
    anna = workspace.add(Person, name="Anna Field")
    before = content_of(workspace.path)
    changed = workspace.carry_out(
        workspace.library.reviews.changing(ids, owner=anna, months=3, valid_from=date(2026, 1, 1))
    )
    assert changed == 5
    assert {(each.owner, each.months, each.valid_from) for each in workspace.all(Asset)} == {
        (anna, 3, date(2026, 1, 1))
    }
    assert workspace.undo_label is not None
    said = words.say(workspace.undo_label)
    assert said == (
        "Change Owner, Review every (months), Valid from of Asset 1, Asset 2, Asset 3, +2"
    )  # fmt: skip
    workspace.undo()
    assert content_of(workspace.path) == before


def test_values_of_a_facet_are_given_to_many_and_taken_away_without_touching_others(workspace: Workspace) -> None:
    stage = {key: workspace.add(ListEntry, list="stage", key=key, title=key) for key in ("discovery", "proposal")}
    one = asset(workspace, "One", facets={"stage": "discovery", "persona": "user"})
    two = asset(workspace, "Two")
    workspace.carry_out(
        workspace.library.reviews.changing_facet([one, two], "stage", add=["proposal"], drop=["discovery"])
    )
    assert get(workspace, one).facets == {"stage": "proposal", "persona": "user"}
    assert get(workspace, two).facets == {"stage": "proposal"}
    found = workspace._connection.execute("select value, asset from asset_values order by asset").fetchall()
    assert found == [(stage["proposal"], one), (stage["proposal"], two)]


def test_what_is_gone_is_left_out_and_nothing_at_all_is_said(workspace: Workspace) -> None:
    id_ = asset(workspace, "Deck")
    assert workspace.carry_out(workspace.library.reviews.reviewing([id_, 99])) == 1
    for nothing in ([], [99], [-1], [2**70]):
        with pytest.raises(WorkspaceError, match="not there any more"):
            workspace.carry_out(workspace.library.reviews.reviewing(nothing))
    with pytest.raises(KeyError):
        workspace.carry_out(workspace.library.reviews.changing([id_], colour="red"))


@pytest.mark.parametrize("title", ["", "{title}", "🙂" * 300, "a\x00b", "<b>'; drop table assets;--"])
def test_any_title_can_be_reviewed_and_taken_back(workspace: Workspace, words: Words, title: str) -> None:
    ids = [asset(workspace, title), asset(workspace, title)]
    before = content_of(workspace.path)
    workspace.carry_out(workspace.library.reviews.reviewing(ids[:1]))
    workspace.carry_out(workspace.library.reviews.outdating(ids, title))
    assert workspace.undo_label is not None
    assert words.say(workspace.undo_label)
    workspace.undo()
    workspace.undo()
    assert content_of(workspace.path) == before


# Expiry --------------------------------------------------------------------------------------------


def opened(workspace: Workspace, at: Callable[[datetime], Place], day: date) -> Workspace:
    workspace.close()
    return open_workspace(workspace.path, at(datetime(day.year, day.month, day.day, 9, 0)))


def test_what_expires_is_retired_by_itself_on_the_day_after_and_listed_in_history(
    workspace: Workspace, at: Callable[[datetime], Place], words: Words
) -> None:
    id_ = asset(workspace, "Price list", added=TODAY, expires=date(2026, 3, 15))
    assert workspace.library.expiry.retire_expired() == 0
    with opened(workspace, at, date(2026, 3, 15)) as that_day:
        assert that_day.library.expiry.retire_expired() == 0
        assert get(that_day, id_).status is Status.PUBLISHED
    with opened(workspace, at, date(2026, 3, 16)) as after:
        assert after.library.expiry.retire_expired() == 1
        assert get(after, id_).status is Status.RETIRED
        step = after.history()[0]
        assert step.origin is Origin.AUTOMATIC
        assert words.say(step.label) == "Retire “Price list”, which has expired"


def test_what_was_brought_back_is_not_retired_again(workspace: Workspace, at: Callable[[datetime], Place]) -> None:
    ids = [asset(workspace, title, added=TODAY, expires=date(2026, 3, 15)) for title in ("One", "Two")]
    workspace.library.expiry.retire_expired()
    with opened(workspace, at, date(2026, 4, 1)) as later:
        assert later.library.expiry.retire_expired() == 2
        later.revert(later.history()[0].id)
        assert [get(later, id_).status for id_ in ids] == [Status.PUBLISHED] * 2
        assert later.library.expiry.retire_expired() == 0
    with opened(workspace, at, date(2026, 5, 1)) as much_later:
        assert much_later.library.expiry.retire_expired() == 0
        assert set(ids) == set(much_later.library.reviews.queue().overdue)


def test_what_had_expired_before_it_came_in_is_asked_about_and_not_retired(
    workspace: Workspace, at: Callable[[datetime], Place]
) -> None:
    workspace.library.expiry.retire_expired()
    with opened(workspace, at, date(2026, 3, 20)) as later:
        old = asset(later, "Old", added=date(2026, 3, 20), expires=date(2026, 3, 14))
        ancient = asset(later, "Ancient", added=date(2026, 3, 20), expires=date(2025, 1, 1))
        assert later.library.expiry.retire_expired() == 0
        assert later.library.reviews.queue().overdue == (ancient, old)


def test_what_somebody_looked_at_after_it_expired_stays(workspace: Workspace, at: Callable[[datetime], Place]) -> None:
    id_ = asset(workspace, "Deck", added=TODAY, expires=date(2026, 3, 14))
    with opened(workspace, at, date(2026, 3, 16)) as later:
        later.carry_out(later.library.reviews.reviewing([id_]))
        assert later.library.expiry.retire_expired() == 0
        assert later.library.reviews.queue().ids == ()
