"""Packs hold what was chosen by hand and what a search finds; everything done with them is one step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from db.workspace import Workspace
from enable_desktop.errors import WorkspaceError
from enable_desktop.experts import Standing, Terms
from enable_desktop.library.assets import Asset, SavedSearch, Status
from enable_desktop.links import Reason, Ref
from enable_desktop.packs.contents import Change
from enable_desktop.packs.records import Pack
from enable_desktop.packs.sent import ExportedItem, Form, PackExport
from enable_desktop.packs.templates import Part, Template
from enable_desktop.people import Person
from tests.db.content import content_of
from tests.db.library.shelf import TODAY, new_library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Workspace]:
    with new_library(tmp_path) as made:
        yield made


@pytest.fixture
def answers(library: Workspace) -> tuple[int, ...]:
    return tuple(
        library.add(Asset, title=f"Answer {n}", status=Status.PUBLISHED, facets={"stage": stage})
        for n, stage in enumerate(("discovery", "closing", "discovery", "closing"), 1)
    )


def titles(workspace: Workspace, pack: int) -> list[str]:
    return [each.asset.title for each in workspace.packs.facts(pack).items]


def steps(workspace: Workspace) -> int:
    return len(workspace.history())


def sent(workspace: Workspace, pack: int, day: date, *assets: int, digest: str = "") -> int:
    line = workspace.packs.get(pack)
    return workspace.packs.sent.note(
        PackExport(pack=pack, title=line.title, audience=line.audience, day=day, form=Form.ZIP),
        [ExportedItem(asset=each, title=f"Answer {each}", file=f"files/{each}.md", digest=digest) for each in assets],
    )


def test_a_pack_keeps_what_was_put_in_it_in_order_and_under_headings(
    library: Workspace, answers: tuple[int, ...]
) -> None:
    packs = library.packs
    pack = packs.add("Monthly")
    assert packs.put(pack, [answers[3], answers[0]], "Closing") == 2
    assert packs.put(pack, [answers[0], answers[2]]) == 1
    assert titles(library, pack) == ["Answer 4", "Answer 1", "Answer 3"]
    assert [each.heading for each in packs.facts(pack).items] == ["Closing", "Closing", ""]
    packs.group([packs.items(pack)[0].id], "First")
    assert [each.heading for each in packs.facts(pack).items] == ["First", "Closing", ""]


def test_an_asset_names_every_pack_it_is_in_also_those_that_only_find_it(
    library: Workspace, answers: tuple[int, ...]
) -> None:
    packs = library.packs
    chosen, found, other = (packs.add(title) for title in ("Chosen", "Found", "Other"))
    packs.put(chosen, [answers[1]])
    packs.find_by(found, "answer", {"stage": frozenset({"closing"})})
    packs.find_by(other, "", {"stage": frozenset({"discovery"})})
    assert packs.assets(found) == (answers[1], answers[3])
    assert [pack.title for pack in packs.holding(answers[1])] == ["Chosen", "Found"]
    assert [pack.title for pack in packs.holding(answers[0])] == ["Other"]
    packs.leave_out(found, [answers[1]])
    assert [pack.title for pack in packs.holding(answers[1])] == ["Chosen"]
    packs.bring_back(found, [answers[1]])
    library.change(Ref("assets", answers[1]), status=Status.RETIRED)
    assert [pack.title for pack in packs.holding(answers[1])] == ["Chosen"]


def test_each_thing_done_with_a_pack_is_one_step_that_undo_takes_back(
    library: Workspace, answers: tuple[int, ...]
) -> None:
    packs = library.packs
    pack = packs.add("Monthly")
    packs.put(pack, answers)
    for deed in (
        lambda: packs.move(packs.items(pack)[2].id, 0),
        lambda: packs.group([packs.items(pack)[1].id], "Later"),
        lambda: packs.say(packs.items(pack)[0].id, use_when="On Monday"),
        lambda: packs.take_out(pack, [answers[1], answers[2]]),
        lambda: packs.replace(pack, {answers[0]: answers[3]}),
        lambda: packs.find_by(pack, "answer", {"stage": frozenset({"closing"})}),
        lambda: packs.rename(pack, "Weekly"),
        lambda: packs.remove(pack),
    ):
        before = (library.all(Pack), packs.items(pack))
        deed()
        assert (library.all(Pack), packs.items(pack)) != before
        library.undo()
        assert (library.all(Pack), packs.items(pack)) == before


def test_what_the_search_of_a_pack_finds_comes_in_by_itself_and_can_be_left_out(
    library: Workspace, answers: tuple[int, ...]
) -> None:
    packs = library.packs
    pack = packs.add("Closing")
    packs.find_by(pack, filters={"stage": frozenset({"closing"})})
    assert titles(library, pack) == ["Answer 2", "Answer 4"]
    library.add(Asset, title="Answer 5", facets={"stage": "closing"})
    assert titles(library, pack) == ["Answer 2", "Answer 4", "Answer 5"]
    assert packs.take_out(pack, [answers[1]]) == 1
    assert titles(library, pack) == ["Answer 4", "Answer 5"]
    assert packs.put(pack, [answers[1]]) == 1
    assert titles(library, pack) == ["Answer 2", "Answer 4", "Answer 5"]
    library.change(Ref("assets", answers[3]), status=Status.RETIRED)
    assert titles(library, pack) == ["Answer 2", "Answer 5"]


def test_a_pack_takes_over_a_saved_search(library: Workspace, answers: tuple[int, ...]) -> None:
    saved = library.add(SavedSearch, title="Discovery", filters={"stage": "discovery"})
    pack = library.packs.add("Discovery")
    library.packs.find_as(pack, saved)
    assert titles(library, pack) == ["Answer 1", "Answer 3"]


def test_a_playlist_brings_what_it_holds_in_its_order(library: Workspace, answers: tuple[int, ...]) -> None:
    first = library.library.playlists.add("First week")
    library.library.playlists.put(first, [answers[2], answers[0]])
    pack = library.packs.add("New hire")
    assert library.packs.put_playlist(pack, first) is not None
    assert library.packs.put_playlist(pack, first) is None
    contents = library.packs.contents(pack)
    assert [each.title for each in contents.items] == ["Answer 3", "Answer 1"]
    assert contents.playlists[0].assets == (answers[2], answers[0])
    library.packs.take_out(pack, [answers[2]])
    assert library.packs.contents(pack).playlists[0].assets == (answers[0],)


def test_a_template_puts_what_is_there_under_its_headings(library: Workspace, answers: tuple[int, ...]) -> None:
    template = Template(
        key="kit",
        title="Kit",
        about="",
        audience="Sellers",
        for_whom="All",
        intro="Begin at the top.",
        filters={"stage": "discovery"},
        parts=(
            Part(heading="Close", filters={"stage": frozenset({"closing"})}, use_when="Late", sheet=True),
            Part(heading="Find out", filters={"stage": frozenset({"discovery", "closing"})}),
        ),
    )
    pack = library.packs.add("My kit", template)
    library.add(Asset, title="Answer 5", facets={"stage": "discovery"})
    contents = library.packs.contents(pack)
    assert [(each.heading, each.title) for each in contents.items] == [
        ("Close", "Answer 2"),
        ("Close", "Answer 4"),
        ("Find out", "Answer 1"),
        ("Find out", "Answer 3"),
        ("", "Answer 5"),
    ]
    assert contents.sheets == (answers[1], answers[3])
    assert contents.items[0].use_when == "Late"
    assert (contents.audience, contents.intro) == ("Sellers", "Begin at the top.")
    assert steps(library) == 6


def test_what_changed_is_told_since_the_last_pack_for_the_same_audience(
    library: Workspace, answers: tuple[int, ...]
) -> None:
    packs = library.packs
    first, second = packs.add("March"), packs.add("April")
    for pack in (first, second):
        library.change(Ref("packs", pack), audience="Account executives")
    library.change(Ref("assets", answers[3]), replaced_by=answers[1])
    packs.put(second, answers[:3])
    contents = packs.contents(second)
    assert (contents.since, contents.gone) == (None, ())
    assert {each.change for each in contents.items} == {Change.SAME}
    sent(library, first, TODAY - timedelta(days=30), answers[0], answers[3])
    contents = packs.contents(second)
    assert contents.since == TODAY - timedelta(days=30)
    assert [each.change for each in contents.items] == [Change.SAME, Change.NEW, Change.NEW]
    assert [(each.title, each.instead) for each in contents.gone] == [("Answer 4", "Answer 2")]


def test_another_export_of_the_same_day_is_not_what_a_pack_is_compared_with(
    library: Workspace, answers: tuple[int, ...]
) -> None:
    pack = library.packs.add("March")
    library.packs.put(pack, answers)
    sent(library, pack, TODAY, answers[0])
    assert library.packs.contents(pack).since is None
    assert library.packs.contents(pack, TODAY + timedelta(days=1)).since == TODAY


def test_an_export_is_remembered_without_a_step_and_everybody_hears_of_it(
    library: Workspace, answers: tuple[int, ...]
) -> None:
    pack = library.packs.add("March")
    library.packs.put(pack, answers[:1])
    count, heard = steps(library), []
    library.listen(lambda changes: heard.append(changes.touched))
    made = sent(library, pack, TODAY, answers[0], digest="ab")
    assert steps(library) == count
    assert heard == [frozenset({Ref("packs", pack)})]
    library.undo()
    assert [each.id for each in library.packs.sent.all(pack)] == [made]
    assert library.packs.sent.items(made)[0].digest == "ab"


def test_a_sent_pack_that_holds_something_outdated_is_named_until_a_later_one_holds_it_no_more(
    library: Workspace, answers: tuple[int, ...]
) -> None:
    pack = library.packs.add("March")
    library.change(Ref("packs", pack), audience="SDR")
    sent(library, pack, TODAY - timedelta(days=9), answers[0], answers[1])
    assert library.packs.sent.stale() == ()
    library.change(Ref("assets", answers[1]), status=Status.OUTDATED, replaced_by=answers[2])
    (stale,) = library.packs.sent.stale()
    assert [(each.title, each.instead) for each in stale.assets] == [("Answer 2", "Answer 3")]
    sent(library, pack, TODAY, answers[0])
    assert library.packs.sent.stale() == ()


def test_a_removed_pack_stays_known_as_sent(library: Workspace, answers: tuple[int, ...]) -> None:
    pack = library.packs.add("March")
    sent(library, pack, TODAY, answers[0])
    library.packs.remove(pack)
    assert [each.title for each in library.packs.sent.all()] == ["March"]
    with pytest.raises(WorkspaceError):
        library.packs.contents(pack)


def test_a_copy_holds_the_same(library: Workspace, answers: tuple[int, ...]) -> None:
    pack = library.packs.add("March")
    library.packs.put(pack, answers[:2], "Close")
    library.packs.find_by(pack, filters={"stage": frozenset({"discovery"})})
    copy = library.packs.copy(pack, "April")
    assert titles(library, copy) == titles(library, pack)
    assert [each.pack.title for each in library.packs.all()] == ["March", "April"]
    assert [each.count for each in library.packs.all()] == [3, 3]


def test_what_is_left_out_stays_in_the_list_with_all_that_is_said_of_it(
    library: Workspace, answers: tuple[int, ...]
) -> None:
    packs = library.packs
    pack = packs.add("March")
    packs.put(pack, answers[:2], "Read first")
    packs.find_by(pack, "", {"stage": frozenset({"discovery"})})
    packs.say(packs.items(pack)[1].id, use_when="On Monday")
    before = content_of(library.path)
    assert packs.leave_out(pack, [answers[1], answers[2]]) == 2
    assert titles(library, pack) == ["Answer 1"]
    assert packs.bring_back(pack, answers) == 2
    assert titles(library, pack) == ["Answer 1", "Answer 2", "Answer 3"]
    assert [(item.asset, item.use_when) for item in packs.items(pack)] == [(answers[0], ""), (answers[1], "On Monday")]
    library.undo()
    library.undo()
    assert content_of(library.path) == before


def test_a_list_of_packs_counts_each_asset_once_and_none_that_is_left_out_or_retired(
    library: Workspace, answers: tuple[int, ...]
) -> None:
    packs, playlist = library.packs, library.library.playlists.add("Tour")
    library.library.playlists.put(playlist, answers[1:3])
    pack = packs.add("Monthly")
    packs.put(pack, [answers[0], answers[1]])
    packs.put_playlist(pack, playlist)
    packs.find_by(pack, "answer", {"stage": frozenset({"closing"})})
    retired = library.add(Asset, title="Answer 5", status=Status.RETIRED, facets={"stage": "closing"})
    found = library.add(Asset, title="Answer 6", status=Status.PUBLISHED, facets={"stage": "closing"})
    packs.leave_out(pack, [answers[3]])
    packs.put(packs.add("By hand"), [retired])
    held = (answers[0], answers[1], answers[2], found)
    assert packs.assets(pack) == held
    assert [each.count for each in packs.all()] == [len(held), 1]
    packs.find_by(pack, "", {"status": frozenset({"retired"})})
    assert packs.assets(pack) == (*answers[:3], retired)
    assert [each.count for each in packs.all()] == [4, 1]


def test_what_replaces_something_is_in_the_pack_also_where_it_was_left_out(
    library: Workspace, answers: tuple[int, ...]
) -> None:
    packs = library.packs
    pack = packs.add("Monthly")
    packs.put(pack, answers[:2], "Closing")
    packs.leave_out(pack, [answers[1]])
    packs.replace(pack, {answers[0]: answers[1]})
    assert [(each.asset.title, each.heading) for each in packs.facts(pack).items] == [("Answer 2", "Closing")]
    library.undo()
    assert titles(library, pack) == ["Answer 1"]


def test_what_was_replaced_does_not_come_back_by_the_search_of_the_pack(
    library: Workspace, answers: tuple[int, ...]
) -> None:
    packs = library.packs
    pack = packs.add("Closing")
    packs.put(pack, [answers[1]])
    packs.find_by(pack, filters={"stage": frozenset({"closing"})})
    packs.replace(pack, {answers[1]: answers[0]})
    assert titles(library, pack) == ["Answer 1", "Answer 4"]
    library.undo()
    assert titles(library, pack) == ["Answer 2", "Answer 4"]


def test_two_that_one_replaces_leave_one_line(library: Workspace, answers: tuple[int, ...]) -> None:
    packs = library.packs
    pack = packs.add("Monthly")
    packs.put(pack, answers[:2])
    assert packs.replace(pack, {answers[0]: answers[2], answers[1]: answers[2]}) == 2
    assert [item.asset for item in packs.items(pack)] == [answers[2]]


def test_what_is_itself_replaced_is_not_brought_in(library: Workspace, answers: tuple[int, ...]) -> None:
    packs = library.packs
    first, second, third, fourth = answers
    for order in ((first, second), (second, first)):
        pack = packs.add("Monthly")
        packs.put(pack, answers[:2])
        assert packs.replace(pack, {gone: {first: second, second: third}[gone] for gone in order}) == 2
        assert packs.assets(pack) == (third,)
    pack = packs.add("April")
    packs.put(pack, answers)
    assert packs.replace(pack, {first: second, second: first, third: fourth}) == 1
    assert packs.assets(pack) == (first, second, fourth)


def test_who_has_not_agreed_to_be_asked_is_not_named_in_a_pack(library: Workspace, answers: tuple[int, ...]) -> None:
    owner, expert = (library.add(Person, name=name) for name in ("Olga Owner", "Egor Expert"))
    terms = library.add(Terms, person=expert, standing=Standing.MET)
    library.change(Ref(Asset.kind, answers[0]), owner=owner)
    library.links.join(Ref(Asset.kind, answers[0]), Ref(Person.kind, expert), Reason.VOUCHED)
    pack = library.packs.add("Monthly")
    library.packs.put(pack, [answers[0]])
    assert library.packs.contents(pack).items[0].ask == ("Olga Owner",)
    library.change(Ref(Terms.kind, terms), standing=Standing.AGREED)
    assert library.packs.contents(pack).items[0].ask == ("Egor Expert",)
    library.change(Ref(Terms.kind, terms), until=TODAY - timedelta(days=1))
    assert library.packs.contents(pack).items[0].ask == ("Olga Owner",)
