from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from db.library.health import flagged
from db.workspace import Place, Workspace
from enable_desktop.library.assets import (
    Asset,
    AssetKind,
    Playlist,
    PlaylistItem,
    Status,
    UsageSource,
    Use,
)
from enable_desktop.library.folders import FileState
from enable_desktop.library.health import RULE_GROUPS, RULES
from enable_desktop.links import Reason, Ref
from enable_desktop.notes import ListEntry
from enable_desktop.packs.records import Pack, PackItem
from enable_desktop.people import Person
from enable_desktop.words import Words
from tests.db.content import content_of

TODAY = date(2026, 3, 12)


@pytest.fixture
def place(at: Callable[[datetime], Place]) -> Place:
    return at(datetime(2026, 3, 12, 10, 0))


def asset(workspace: Workspace, title: str = "Deck", **values: object) -> int:
    return workspace.add(Asset, **{"title": title, "status": Status.PUBLISHED, **values})


def kind(workspace: Workspace, key: str, **values: object) -> int:
    return workspace.add(AssetKind, title=key, key=key, **values)


def value(workspace: Workspace, facet: str, key: str) -> int:
    return workspace.add(ListEntry, list=facet, key=key, title=key)


def by(workspace: Workspace, rule: str) -> tuple[int, ...]:
    found = workspace.library.health.flagged_by(rule)
    assert workspace.library.health.counts([rule]) == {rule: len(found)}
    for each in workspace.all(Asset):
        assert (rule in workspace.library.health.rules_of(each.id)) == (each.id in found)
    return found


def after(days: int) -> date:
    return TODAY + timedelta(days=days)


def file(workspace: Workspace, path: str, **values: object) -> int:
    names = ", ".join(("path", *values))
    marks = ", ".join("?" * (1 + len(values)))
    query = f"insert into files ({names}) values ({marks})"
    return int(workspace._connection.execute(query, (path, *values.values())).lastrowid or 0)


def test_every_rule_has_a_question_a_name_and_an_advice(workspace: Workspace) -> None:
    assert len(RULES) == sum(len(group.rules) for group in RULE_GROUPS) == 28
    asset(workspace, status=Status.RETIRED)
    assert set(workspace.library.health.counts()) == set(RULES)
    assert set(workspace.library.health.counts().values()) == {0}
    assert all(rule.label and rule.advice.endswith(".") for rule in RULES.values())


def test_nobody_answers_for_it(workspace: Workspace) -> None:
    there = workspace.add(Person, name="Anna Field")
    gone = workspace.add(Person, name="Boris Stone", left_on=TODAY)
    leaves = workspace.add(Person, name="Clara Bow", left_on=after(1))
    ids = [asset(workspace, owner=owner, reviewer=there) for owner in (there, gone, leaves)]
    nobody = asset(workspace)
    assert by(workspace, "no-owner") == (nobody,)
    assert by(workspace, "owner-left") == (ids[1],)
    assert by(workspace, "no-reviewer") == (nobody,)


def test_nobody_vouches_for_it_or_only_one_for_all_of_a_topic(workspace: Workspace) -> None:
    anna, boris = (workspace.add(Person, name=name) for name in ("Anna Field", "Boris Stone"))
    for topic in ("pricing", "security", "api"):
        value(workspace, "topic", topic)
    pricing = asset(workspace, facets={"topic": "pricing"})
    also = asset(workspace, facets={"topic": "pricing;security"})
    api = asset(workspace, facets={"topic": "api"})
    for one, person in ((pricing, anna), (also, boris)):
        workspace.links.join(Ref("assets", one), Ref("people", person), Reason.VOUCHED)
    assert by(workspace, "no-expert") == (api,)
    assert by(workspace, "one-expert") == (also,)
    # Who knows a topic counts as well as who vouches for a piece of it.
    security = next(topic.id for topic in workspace.experts.topics() if topic.key == "security")
    workspace.experts.set_level(anna, security, 2)
    assert by(workspace, "one-expert") == ()


def test_too_little_is_said_of_it(workspace: Workspace) -> None:
    value(workspace, "persona", "user")
    told = asset(workspace, summary="Why", question="How?", facets={"persona": "user"})
    blank = asset(workspace, summary=" \n", question="\t", facets={"persona": "nobody"})
    assert by(workspace, "no-summary") == (blank,)
    assert by(workspace, "no-question") == (blank,)
    assert by(workspace, "no-stage") == (blank,)
    assert told not in by(workspace, "no-stage")


def test_two_have_the_same_title_however_it_is_written(workspace: Workspace) -> None:
    ids = [asset(workspace, title) for title in ("Price list", "PRICE LIST", "", "", "Prices")]
    asset(workspace, "Prices", status=Status.RETIRED)
    assert by(workspace, "same-title") == tuple(ids[:2])


def test_it_is_past_its_review_or_expires(workspace: Workspace) -> None:
    yearly = kind(workspace, "guide", months=12)
    over = asset(workspace, sort=yearly, reviewed=date(2025, 3, 11))
    asset(workspace, sort=yearly, reviewed=date(2025, 3, 12))
    ends = {days: asset(workspace, expires=after(days)) for days in (-1, 0, 1, 14, 15, 28, 29)}
    asset(workspace, expires=after(-5), reviewed=after(-2))
    assert by(workspace, "past-review") == (over, ends[-1])
    assert by(workspace, "expired") == (ends[-1], ends[0])
    assert by(workspace, "expires-14") == (ends[1], ends[14])
    assert by(workspace, "expires-28") == (ends[15], ends[28])


def test_its_source_has_changed_since_it_was_looked_at(workspace: Workspace) -> None:
    prices = asset(workspace, "Prices", changed=date(2026, 2, 1))
    gone = asset(workspace, "Gone", status=Status.RETIRED)
    before, later, never, drawn = (
        asset(workspace, reviewed=date(2026, 1, 1)),
        asset(workspace, reviewed=date(2026, 2, 1)),
        asset(workspace),
        asset(workspace, reviewed=TODAY),
    )
    for one, source in ((before, prices), (later, prices), (never, prices), (drawn, gone), (drawn, drawn)):
        workspace.links.join(Ref("assets", one), Ref("assets", source), Reason.SOURCE)
    assert by(workspace, "source-changed") == (before, drawn)


def test_reps_are_handed_what_is_outdated(workspace: Workspace) -> None:
    playlist = workspace.add(Playlist, title="First week")
    old, fresh, alone = asset(workspace, status=Status.OUTDATED), asset(workspace), asset(workspace)
    workspace.change(Ref("assets", alone), status=Status.OUTDATED)
    for each in (old, fresh):
        workspace.add(PlaylistItem, playlist=playlist, asset=each)
    assert by(workspace, "packed-outdated") == (old,)
    packed = asset(workspace, status=Status.RETIRED)
    pack = workspace.add(Pack, title="AEs")
    for each in (fresh, packed):
        workspace.add(PackItem, pack=pack, asset=each)
    assert by(workspace, "packed-outdated") == (old, packed)


def test_somebody_is_heard_without_consent_or_not_for_much_longer(workspace: Workspace) -> None:
    anna = workspace.add(Person, name="Anna Field")
    bite = asset(workspace, sort=kind(workspace, "bite"))
    heard = asset(workspace, seller=anna)
    ending = asset(workspace, seller=anna, consent=True, consent_until=after(30))
    ended = asset(workspace, seller=anna, consent=True, consent_until=after(-1))
    asset(workspace, seller=anna, consent=True, consent_until=after(31))
    asset(workspace, seller=anna, consent=True)
    assert by(workspace, "no-consent") == (bite, heard)
    assert by(workspace, "consent-ending") == (ending, ended)


def test_a_video_is_long_or_alone(workspace: Workspace) -> None:
    training = kind(workspace, "training-video", longest_minutes=20)
    sheet = kind(workspace, "cheat-sheet", longest_pages=1)
    value(workspace, "format", "video")
    long = asset(workspace, sort=training, seconds=481)
    longest = asset(workspace, sort=training, seconds=1_201)
    short = asset(workspace, location="Clips/One.MP4", seconds=480)
    named = asset(workspace, facets={"format": "video"}, seconds=500)
    asset(workspace, location="One.mp3", seconds=5_000)
    checklist, overview = asset(workspace, sort=sheet, pages=2), asset(workspace, "Overview")
    for one, other in ((long, checklist), (overview, long), (short, checklist), (named, overview)):
        workspace.links.join(Ref("assets", one), Ref("assets", other), Reason.COMPANION)
    assert by(workspace, "long-video") == (long, longest, named)
    assert by(workspace, "too-long") == (longest, checklist)
    assert by(workspace, "lone-video") == (longest, short, named)


def test_a_topic_has_nothing_to_practise_with(workspace: Workspace) -> None:
    for topic in ("pricing", "security"):
        value(workspace, "topic", topic)
    exercise = kind(workspace, "exercise")
    asset(workspace, facets={"topic": "pricing"})
    asset(workspace, facets={"topic": "pricing"}, sort=exercise)
    asset(workspace, facets={"topic": "security"}, sort=exercise, status=Status.RETIRED)
    only_read = asset(workspace, facets={"topic": "security;pricing"})
    assert by(workspace, "no-practice") == (only_read,)


def test_its_file_is_missing_online_copied_or_holds_a_broken_link(workspace: Workspace) -> None:
    ids = {name: asset(workspace, name, location=name) for name in ("gone", "cloud", "one", "two", "links", "whole")}
    file(workspace, "gone", state="missing")
    file(workspace, "cloud", state=FileState.ONLINE_ONLY)
    for name in ("one", "two"):
        file(workspace, name, digest="abc")
    file(workspace, "whole", digest="def")
    page = file(workspace, "links")
    for number, state in enumerate(("broken", "broken", "asset")):
        workspace._connection.execute(
            "insert into found_links (file, number, target, state) values (?, ?, 'x', ?)", (page, number, state)
        )
    assert by(workspace, "missing") == (ids["gone"],)
    assert by(workspace, "online-only") == (ids["cloud"],)
    assert by(workspace, "duplicate") == (ids["one"], ids["two"])
    # As its advice says.
    workspace.library.reviews.retire(ids["two"], ids["one"])
    assert by(workspace, "duplicate") == ()
    assert by(workspace, "broken-link") == (ids["links"],)


def test_use_is_told_only_where_figures_were_imported(workspace: Workspace) -> None:
    ids = [asset(workspace, f"Asset {number}", status=Status.OUTDATED, added=date(2026, 1, 1)) for number in range(10)]
    assert by(workspace, "never-used") == by(workspace, "hot-stale") == ()
    source = workspace.add(UsageSource, title="portal.csv", on=TODAY)
    for number, id_ in enumerate(ids[:5]):
        workspace.add(Use, asset=id_, source=source, on=after(-number), count=10 * (number + 1))
    newer = asset(workspace, "Newer than the figures", added=after(1))
    assert by(workspace, "never-used") == tuple(ids[5:])
    assert newer not in by(workspace, "never-used")
    assert by(workspace, "hot-stale") == (ids[4],)


def test_what_a_portal_lists_with_no_use_was_never_used_and_is_not_hot(workspace: Workspace) -> None:
    idle = asset(workspace, status=Status.OUTDATED)
    source = workspace.add(UsageSource, title="portal.csv", on=TODAY)
    workspace.add(Use, asset=idle, source=source, on=TODAY, count=0)
    assert by(workspace, "never-used") == (idle,)
    assert by(workspace, "hot-stale") == ()


def test_figures_of_long_ago_make_nothing_hot(workspace: Workspace) -> None:
    old = asset(workspace, status=Status.OUTDATED)
    source = workspace.add(UsageSource, title="portal.csv", on=TODAY)
    workspace.add(Use, asset=old, source=source, on=after(-84), count=100)
    assert by(workspace, "hot-stale") == ()
    workspace.add(Use, asset=old, source=source, on=after(-83), count=100)
    assert by(workspace, "hot-stale") == (old,)


def test_a_rule_can_be_switched_off_and_on_and_taken_back(workspace: Workspace, words: Words) -> None:
    id_ = asset(workspace)
    health = workspace.library.health
    before = content_of(workspace.path)
    health.switch("no-owner", False)
    health.switch("no-owner", False)
    assert health.off == {"no-owner"}
    assert "no-owner" not in health.rules_of(id_)
    assert workspace.undo_label is not None
    assert words.say(workspace.undo_label) == "Switch off the rule “No owner”"
    workspace.undo()
    assert content_of(workspace.path) == before
    workspace.redo()
    health.switch("no-owner", True)
    assert health.off == frozenset()
    with pytest.raises(KeyError):
        health.switch("no-such-rule", False)


@pytest.mark.parametrize("today", [date.min, date(2026, 3, 12), date.max])
def test_every_rule_can_be_asked_on_any_day_and_inside_another_question(workspace: Workspace, today: date) -> None:
    for rule in RULES:
        query = f"select count(*) from assets where id in ({flagged(rule, today)})"
        assert workspace._connection.execute(query).fetchone() == (0,)


def test_uses_of_twelve_weeks_are_told_with_their_source_and_the_days_they_tell_of(workspace: Workspace) -> None:
    usage = workspace.library.usage
    used, unused = asset(workspace), asset(workspace)
    assert (usage.sources(), usage.totals([used])) == ((), {})
    source = workspace.add(UsageSource, title="portal.csv", on=TODAY)
    for days, count in ((0, 3), (-6, 4), (-7, 5), (-83, 6), (-84, 7), (1, 8)):
        workspace.add(Use, asset=used, source=source, on=after(days), count=count)
    assert usage.totals([used, unused]) == {used: 18}
    (figures,) = usage.sources()
    assert (figures.title, figures.on, figures.first, figures.last) == ("portal.csv", TODAY, after(-84), after(1))
