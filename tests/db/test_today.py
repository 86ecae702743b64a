"""What Today reads of the file, and what is done there: each one step."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from db.workspace import Place, Workspace, create_workspace, open_workspace
from enable_desktop.charter.lines import Answer, Approver, Document, Obstacle
from enable_desktop.errors import WorkspaceError
from enable_desktop.experts import Standing, Terms
from enable_desktop.initiatives import Initiative, State
from enable_desktop.interviews import Occasion, Statement
from enable_desktop.library.assets import Asset, AssetKind, ContentGap, Status
from enable_desktop.links import Ref
from enable_desktop.measures import Measure, Reading
from enable_desktop.notes import Direction, InboxNote, Promise, Snooze
from enable_desktop.packs.sent import ExportedItem, Form, PackExport
from enable_desktop.people import Group, Person
from enable_desktop.today.agenda import agenda
from enable_desktop.today.facts import UntaggedTalk
from enable_desktop.today.needs import About
from resources.sample import sample

TODAY = date(2026, 11, 24)


@pytest.fixture
def rep(workspace: Workspace) -> int:
    return workspace.add(Person, name="Rufus Quillfeather", role="SDR", group=Group.REP)


def label(workspace: Workspace) -> str:
    assert workspace.undo_label is not None
    return str(workspace.undo_label)


# Reading -------------------------------------------------------------------------------------------


def test_an_empty_file_has_nothing_to_tell(workspace: Workspace) -> None:
    found = agenda(workspace.needs.facts(), workspace.now)
    assert found.needs == () and found.snoozed == () and found.next_due is None


def test_planned_talks_are_told_with_what_is_prepared(workspace: Workspace, rep: int) -> None:
    talk = workspace.interviews.plan(
        rep, on=TODAY, begins="14:00", minutes=30, purpose=" \n" + "Hear why. " * 100, assumptions="\n "
    )
    workspace.interviews.ask_own(talk, "What slows you down?")
    workspace.add(Promise, title="Send it", person=rep)
    workspace.add(Promise, title="Sent", person=rep, kept=TODAY)
    workspace.interviews.hold(workspace.interviews.plan(rep, on=TODAY))
    [told] = workspace.needs.facts().talks
    assert (told.id, told.title, told.group, told.begins, told.minutes) == (
        talk,
        "Rufus Quillfeather",
        Group.REP,
        "14:00",
        30,
    )
    assert (told.chosen, told.promises, told.has_assumptions) == (1, 1, False)
    assert told.purpose.startswith("Hear why. ") and len(told.purpose) == 400
    assert told.ends == datetime(2026, 11, 24, 14, 30)


def test_passages_without_a_theme_are_counted_by_talk(workspace: Workspace, rep: int) -> None:
    talk = workspace.interviews.plan(rep)
    for words in ("One", "Two"):
        workspace.interviews.say(talk, words)
    workspace.interviews.say(talk, "Three", theme=workspace.themes.make("Content"))
    assert workspace.needs.facts().untagged == (UntaggedTalk(id=talk, title="Rufus Quillfeather", passages=2),)


def test_an_answer_is_waited_for_until_it_is_given(workspace: Workspace, rep: int) -> None:
    other = workspace.add(Person, name="Ada")
    for person in (rep, other):
        workspace.add(Approver, person=person)
    workspace.charter.ask(Document.CHARTER)
    [waiting] = workspace.needs.facts().waiting
    assert (waiting.document, waiting.since, waiting.names) == (Document.CHARTER, TODAY, ("SDR", "Ada"))
    asked = {each.person: each.id for each in workspace.charter.approvals(waiting.version)}
    workspace.charter.answer(asked[rep], Answer.APPROVED)
    [waiting] = workspace.needs.facts().waiting
    assert waiting.names == ("Ada",)
    workspace.charter.answer(asked[other], Answer.CONDITION, "Only this year")
    assert workspace.needs.facts().waiting == ()


def test_a_version_asked_about_later_takes_the_place_of_the_earlier(workspace: Workspace, rep: int) -> None:
    workspace.add(Approver, person=rep)
    workspace.charter.ask(Document.CHARTER)
    [first] = workspace.needs.facts().waiting
    workspace.add(Obstacle, title="No time")
    assert workspace.needs.facts().waiting == (first,), "the draft after it changes nothing"
    workspace.charter.ask(Document.CHARTER)
    [second] = workspace.needs.facts().waiting
    assert second.version != first.version


def test_only_what_is_open_is_read(workspace: Workspace, rep: int) -> None:
    workspace.add(Initiative, title="Open", end=TODAY, state=State.RUNNING)
    workspace.add(Initiative, title="Done", end=TODAY, state=State.DONE)
    workspace.add(Promise, title="Open", person=rep)
    workspace.add(Promise, title="Kept", kept=TODAY)
    workspace.add(InboxNote, title="Open")
    workspace.add(InboxNote, title="Done", done=True)
    workspace.change(Ref("people", rep), consent_until=TODAY)
    measure = workspace.add(Measure, title="Win rate")
    for on, value in ((date(2026, 9, 30), 1.0), (date(2026, 10, 31), 2.0), (date(2026, 11, 30), None)):
        workspace.add(Reading, measure=measure, on=on, value=value)
    facts = workspace.needs.facts()
    assert [each.title_text for each in (*facts.initiatives, *facts.promises, *facts.notes)] == ["Open"] * 3
    assert facts.names == {rep: "Rufus Quillfeather"}
    assert facts.consents == ()
    assert facts.last_readings == {measure: date(2026, 10, 31)}
    workspace.change(Ref("people", rep), may_record=True)
    assert [each.id for each in workspace.needs.facts().consents] == [rep]


def test_planned_contacts_are_read_but_not_of_experts_who_rest(workspace: Workspace, rep: int) -> None:
    workspace.experts.plan_contact(rep, TODAY)
    terms = workspace.experts.terms(rep)
    assert terms is not None
    workspace.change(Ref(Terms.kind, terms.id), next_step="Say thanks")
    [found] = workspace.needs.facts().contacts
    assert (found.terms, found.name, found.on, found.step) == (terms.id, "Rufus Quillfeather", TODAY, "Say thanks")
    workspace.change(Ref(Terms.kind, terms.id), standing=Standing.RESTING)
    assert workspace.needs.facts().contacts == ()


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_sample_has_something_of_most_kinds(tmp_path: Path, home: Path, language: str) -> None:
    morning = Place(home=home, clock=lambda: datetime(2026, 3, 12, 9, 0))
    with create_workspace(tmp_path / "Sample.enable", morning, sample=sample(language)) as programme:
        found = agenda(programme.needs.facts(), programme.now)
        assert {need.about for need in found.needs} >= {
            About.MINE, About.THEIRS, About.APPROVAL, About.PASSAGES, About.CONSENT, About.ASSUMPTION, About.NOTE,
        }  # fmt: skip
        assert found.needs[0].about is About.MINE and found.needs[0].before == "14:00"
        assert found.next_due == date(2026, 3, 16)


# Doing ---------------------------------------------------------------------------------------------


def test_a_promise_is_kept_in_one_step(workspace: Workspace, rep: int) -> None:
    promise = workspace.add(Promise, title="Send it", person=rep)
    workspace.needs.keep(promise)
    assert [each.kept for each in workspace.all(Promise)] == [TODAY]
    assert label(workspace) == "Keep the promise “Send it”"
    workspace.undo()
    assert [each.kept for each in workspace.all(Promise)] == [None]


def test_a_note_is_caught_with_its_day_and_found(workspace: Workspace) -> None:
    note = workspace.needs.note("Ask the CFO about July")
    assert workspace.get(InboxNote, note) == InboxNote(id=note, title="Ask the CFO about July", on=TODAY, position=1024)
    while workspace.search.catch_up():
        pass
    assert [hit.ref for hit in workspace.search.find("july")] == [Ref("inbox", note)]
    workspace.undo()
    assert workspace.all(InboxNote) == ()


def test_a_note_becomes_a_promise_of_the_day_it_was_noted(workspace: Workspace, rep: int) -> None:
    note = workspace.add(InboxNote, title="Send the sheet", on=date(2026, 11, 20))
    made = workspace.needs.to_promise(note, rep, Direction.THEIRS, date(2026, 12, 1))
    promise = workspace.get(Promise, made)
    assert promise is not None
    assert (promise.title, promise.person, promise.direction) == ("Send the sheet", rep, Direction.THEIRS)
    assert (promise.made, promise.due, promise.kept) == (date(2026, 11, 20), date(2026, 12, 1), None)
    assert workspace.needs.facts().notes == ()
    workspace.undo()
    assert workspace.all(Promise) == ()
    assert [each.id for each in workspace.needs.facts().notes] == [note]


def test_a_note_becomes_a_statement_that_is_no_quote(workspace: Workspace, rep: int) -> None:
    workspace.change(Ref("people", rep), quote_by_role=True)
    talk, theme = workspace.interviews.plan(rep), workspace.themes.make("Content")
    note = workspace.needs.note("She never finds the current deck")
    made = workspace.needs.to_statement(note, talk, theme)
    statement = workspace.get(Statement, made)
    assert statement is not None
    assert (statement.words, statement.interview, statement.theme) == ("She never finds the current deck", talk, theme)
    assert not statement.is_quote and not statement.quotable
    workspace.undo()
    assert workspace.all(Statement) == ()
    assert [each.id for each in workspace.needs.facts().notes] == [note]


def test_a_note_becomes_an_obstacle(workspace: Workspace) -> None:
    note = workspace.needs.note("Experts have no time")
    workspace.needs.to_obstacle(note)
    assert [each.title for each in workspace.all(Obstacle)] == ["Experts have no time"]
    assert workspace.needs.facts().notes == ()
    workspace.undo()
    assert workspace.all(Obstacle) == ()


def test_what_is_gone_is_said(workspace: Workspace) -> None:
    for deed in (workspace.needs.keep, workspace.needs.finish, workspace.needs.to_obstacle):
        with pytest.raises(WorkspaceError, match="not there any more"):
            deed(99)
    assert workspace.history() == ()


def test_a_snoozed_row_comes_back_on_its_day_also_after_a_restart(
    tmp_path: Path, home: Path, workspace: Workspace, rep: int
) -> None:
    workspace.add(Promise, title="Send it", person=rep, due=TODAY)
    need = agenda(workspace.needs.facts(), workspace.now).needs[0]
    workspace.needs.snooze(need.keys, TODAY + timedelta(days=6), "Send it")
    assert label(workspace) == "Snooze “Send it”"
    assert agenda(workspace.needs.facts(), workspace.now).needs == ()
    path = workspace.path
    workspace.close()
    for morning, count in ((datetime(2026, 11, 29, 8), 0), (datetime(2026, 11, 30, 8), 1)):
        with open_workspace(path, Place(home=home)) as later:
            assert len(agenda(later.needs.facts(), morning).needs) == count


def test_snoozing_again_keeps_one_day_and_forgets_what_came_back(workspace: Workspace) -> None:
    workspace.add(Snooze, of="mine:9", until=TODAY)
    workspace.needs.snooze(("mine:1", "mine:2"), TODAY + timedelta(days=1), "Both")
    workspace.needs.snooze(("mine:1",), TODAY + timedelta(days=7), "One")
    assert {(each.of, each.until) for each in workspace.all(Snooze)} == {
        ("mine:2", TODAY + timedelta(days=1)),
        ("mine:1", TODAY + timedelta(days=7)),
    }
    workspace.needs.bring_back(("mine:1", "mine:2"), "Both")
    assert workspace.all(Snooze) == ()
    workspace.undo()
    assert len(workspace.all(Snooze)) == 2


def test_a_meeting_that_is_no_interview_is_prepared_by_its_purpose(workspace: Workspace, rep: int) -> None:
    workspace.interviews.plan_meeting("Council", (rep,), occasion=Occasion.COUNCIL, on=TODAY)
    [need] = agenda(workspace.needs.facts(), workspace.now).needs
    assert need.about is About.TALK
    workspace.change(Ref("interviews", need.refs[0].id), purpose="Agree on the measures")
    assert agenda(workspace.needs.facts(), workspace.now).needs == ()


# The library ---------------------------------------------------------------------------------------


def test_the_open_ends_of_the_library_are_counted_and_the_first_named(workspace: Workspace) -> None:
    kind = workspace.add(AssetKind, title="Guide", months=12)
    ids = [
        workspace.add(Asset, title=f"Guide {number}", sort=kind, reviewed=TODAY - timedelta(days=366 + number))
        for number in range(1, 6)
    ]
    coming = workspace.add(Asset, title="Next", sort=kind, reviewed=TODAY)
    bite = workspace.add(Asset, title="Bite", location="bite.mp3", consent=True, consent_until=TODAY)
    workspace.add(Asset, title="Gone", status=Status.RETIRED, consent=True, consent_until=TODAY)
    for times, title in ((1, "sso"), (9, "api limits")):
        workspace.add(ContentGap, title=title, times=times)
    workspace.add(ContentGap, title="Found by now", done=True)
    connection = workspace._connection
    connection.execute("insert into files (path) values ('bite.mp3')")
    connection.executemany(
        "insert into found_links (file, number, target, state) values (1, ?, 'x', ?)",
        [(0, "broken"), (1, "broken"), (2, "asset")],
    )
    workspace.carry_out(workspace.library.reviews.snoozing([ids[4]], TODAY + timedelta(days=7)))
    found = workspace.needs.facts().library
    assert (found.overdue, [asset for asset, _, _ in found.longest_over]) == (4, [ids[3], ids[2], ids[1]])
    assert found.next_due == TODAY.replace(year=2027)
    assert (found.broken, found.broken_in) == (2, ((bite, "Bite"),))
    assert [(each.asset, each.until) for each in found.consents] == [(bite, TODAY)]
    assert (found.gaps, [title for _, title in found.most_sought]) == (2, ["api limits", "sso"])
    assert coming not in [asset for asset, _, _ in found.longest_over]
    workspace.carry_out(workspace.library.reviews.reviewing(ids[:4]))
    assert workspace.needs.facts().library.overdue == 0


def test_the_last_export_of_a_pack_is_looked_at_and_nothing_older(workspace: Workspace) -> None:
    pack = workspace.packs.add("AEs")
    ids = [workspace.add(Asset, title=title) for title in ("Deck", "Guide", "Prices", "Old")]
    for month, packed in ((10, ids), (11, ids[:3])):
        export = PackExport(pack=pack, title="AEs", day=date(2026, month, 2), form=Form.ZIP)
        workspace.packs.sent.note(export, (ExportedItem(asset=asset, title="x") for asset in packed))
    assert workspace.needs.packs() == ()
    workspace.change(Ref("assets", ids[0]), status=Status.OUTDATED)
    workspace.change(Ref("assets", ids[3]), status=Status.RETIRED)
    [sent] = workspace.needs.facts().packs
    assert (sent.pack, sent.title, sent.on, sent.titles) == (pack, "AEs", date(2026, 11, 2), ("Deck",))
    workspace.remove(Ref("packs", pack))
    assert workspace.needs.packs() == ()
