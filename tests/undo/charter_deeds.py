"""What is done to any record, to the charter, to people, to settings, and on Today."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from db.rows import ready
from enable_desktop.charter.lines import Answer, Approval, Document, Obstacle, Prose, Version
from enable_desktop.fields import Line
from enable_desktop.interviews import Interview, Theme
from enable_desktop.kinds import KINDS
from enable_desktop.links import Link, Reason, Ref
from enable_desktop.notes import Direction, InboxNote, ListEntry, Promise, Snooze
from enable_desktop.people import Person
from enable_desktop.words import mark
from tests.db.filling import line_of
from tests.undo.deed import deed
from tests.undo.scene import NothingToDoItTo, Scene

_LEFT = ("versions", "links", "charter", "business_case", "sections", "mended_files")
"""What is there once, or follows from something else that is done."""
_OWN = [kind for kind in KINDS if kind not in _LEFT]


def _line_of(scene: Scene, record: type[Line], text: str, other: int = 0) -> dict[str, Any]:
    """A value for every field of a kind, which people may have entered: no severity is 7."""
    # Any: a field's value is whatever its shape holds.
    values = line_of(scene.workspace, record, text, other)
    return {name: 3 if value == 7 else value for name, value in values.items()}


def _any_ref(scene: Scene, *left: str) -> Ref:
    kinds = [kind for kind in _OWN if kind not in left and scene.workspace.count_of(kind)]
    kind = scene.chance.choice(kinds)
    return Ref(kind, scene.one(KINDS[kind].record).id)


@deed
def add_one_of_every_kind(scene: Scene) -> None:
    for kind in _OWN:
        record = KINDS[kind].record
        scene.workspace.add(record, **_line_of(scene, record, f"A new one of {kind}"))


@deed
def change_one_of_every_kind(scene: Scene) -> None:
    for kind in KINDS:
        record = KINDS[kind].record
        if kind in ("versions", "links", "sections", "mended_files") or not scene.workspace.count_of(kind):
            continue
        values = _line_of(scene, record, "Changed", other=1)
        if kind == ListEntry.kind:
            # What it is known by never changes.
            del values["list"], values["key"]
        scene.workspace.change(Ref(kind, scene.one(record).id), **values)
        name = scene.chance.choice(sorted(values)) if values else None
        if name is not None:
            scene.workspace.change(Ref(kind, scene.one(record).id), **{name: values[name]})


@deed
def change_what_has_no_title(scene: Scene) -> None:
    obstacle = scene.workspace.add(Obstacle, title="")
    scene.workspace.change(Ref(Obstacle.kind, obstacle), mitigation="Ask for a month more.")


@deed
def write_a_section(scene: Scene) -> None:
    section = scene.one(Prose)
    for end in range(1, 5):
        text = f"{section.text}\n\nWhat comes next{'.' * end}"
        scene.workspace.change(Ref(Prose.kind, section.id), text=text, typing=True)
    scene.workspace.settle()


@deed
def remove_one_of_every_kind(scene: Scene) -> None:
    for kind in _OWN:
        if kind != Person.kind and scene.workspace.count_of(kind):
            scene.workspace.remove(Ref(kind, scene.one(KINDS[kind].record).id))


@deed
def move_a_line(scene: Scene) -> None:
    ref = _any_ref(scene)
    scene.workspace.move(ref, scene.chance.randrange(scene.workspace.count_of(ref.kind) + 1))
    scene.workspace.move(_any_ref(scene), 0)


@deed
def begin_a_line_by_typing(scene: Scene) -> None:
    made = scene.workspace.begin(Obstacle(title="N"), "title", typing=True)
    scene.workspace.change(Ref(Obstacle.kind, made), title="No time", typing=True)
    scene.workspace.settle()


@deed
def add_many_lines(scene: Scene) -> None:
    scene.workspace.add_many(Obstacle, ({"title": f"Obstacle {number}"} for number in range(30)))
    lines = [ready(Obstacle, {"title": f"Ready {number}"}) for number in range(30)]
    scene.workspace.add_ready(Obstacle, lines)


@deed
def link_records(scene: Scene) -> None:
    scene.workspace.links.join(_any_ref(scene), _any_ref(scene), scene.chance.choice(list(Reason)), "a label")


@deed
def part_records(scene: Scene) -> None:
    scene.workspace.links.part(scene.one(Link).id)


@deed
def attach_a_file(scene: Scene) -> None:
    content = scene.chance.randbytes(3_000)
    scene.workspace.attachments.add("signed.pdf", content, "application/pdf")
    scene.workspace.attachments.add("signed.pdf", content[::-1], "application/pdf")


@deed
def attach_a_file_and_remove_it(scene: Scene) -> None:
    kept = scene.workspace.attachments.add("picture.png", scene.chance.randbytes(500), "image/png")
    scene.workspace.remove(Ref(kept.kind, kept.id))


# -- versions


@deed
def save_a_version(scene: Scene) -> None:
    scene.workspace.charter.save_version(scene.chance.choice(list(Document)), "0.7", "For the board")
    scene.workspace.change(Ref(Obstacle.kind, scene.one(Obstacle).id), title="After the version")


@deed
def ask_for_approval(scene: Scene) -> None:
    for document in Document:
        scene.workspace.charter.ask(document, "Please")


@deed
def answer_an_approval(scene: Scene) -> None:
    approval = scene.one(Approval, lambda each: each.version is not None)
    answer = scene.chance.choice(list(Answer))
    scene.workspace.charter.answer(approval.id, answer, "If the budget holds", date(2026, 12, 1))


@deed
def restore_a_version(scene: Scene) -> None:
    scene.workspace.remove(Ref(Obstacle.kind, scene.one(Obstacle).id))
    scene.workspace.charter.restore(scene.one(Version, lambda each: bool(each.snapshot)).id)


# -- settings


@deed
def change_the_settings(scene: Scene) -> None:
    for key in ("company", "language", "colour", "paper", "something"):
        scene.workspace.settings.set(key, f"{key} {scene.chance.random()}")


@deed
def count_in_another_currency(scene: Scene) -> None:
    now = scene.workspace.settings.get("currency")
    scene.workspace.settings.set("currency", "JPY" if now != "JPY" else "EUR")


# -- people


@deed
def hand_over(scene: Scene) -> None:
    one, other = scene.some(Person, 2)
    scene.workspace.people.hand_over(one.id, other.id)


@deed
def remove_a_person(scene: Scene) -> None:
    one, other, third = scene.some(Person, 3)
    scene.workspace.people.remove(one.id, other.id)
    scene.workspace.people.remove(third.id)


@deed
def merge_people(scene: Scene) -> None:
    one, other = scene.some(Person, 2)
    scene.workspace.people.merge(one.id, other.id)


@deed
def make_a_person_anonymous(scene: Scene) -> None:
    scene.workspace.people.anonymise(scene.one(Person, lambda each: not each.anonymous).id)


@deed
def rename_a_person(scene: Scene) -> None:
    scene.workspace.change(Ref(Person.kind, scene.one(Person).id), name="Somebody Else")


# -- Today


@deed
def keep_a_promise(scene: Scene) -> None:
    scene.workspace.needs.keep(scene.one(Promise, lambda each: each.kept is None).id)


@deed
def catch_notes(scene: Scene) -> None:
    needs = scene.workspace.needs
    needs.finish(needs.note("Ask about the second quarter"))
    person = scene.one(Person).id
    needs.to_promise(needs.note("Send the sheet"), person, Direction.MINE, date(2026, 12, 4))
    needs.to_obstacle(needs.note("Nobody has time"))


@deed
def make_a_statement_of_a_note(scene: Scene) -> None:
    note = scene.workspace.needs.note("The price list is old")
    scene.workspace.needs.to_statement(note, scene.one(Interview).id, scene.one(Theme).id)


@deed
def sort_a_note_of_before(scene: Scene) -> None:
    scene.workspace.needs.finish(scene.one(InboxNote, lambda each: not each.done).id)


@deed
def snooze_a_row(scene: Scene) -> None:
    day = scene.workspace.today
    scene.workspace.needs.snooze(["promise:1", "expert:2"], day + timedelta(days=3), "Two rows")


@deed
def bring_a_row_back(scene: Scene) -> None:
    scene.workspace.add(Snooze, of="promise:3", until=scene.workspace.today + timedelta(days=9))
    scene.workspace.needs.bring_back(["promise:3"], "A row")


# -- several at once


@deed
def several_things_in_one_step(scene: Scene) -> None:
    """As a dialog does that makes a person for a field of another record."""
    with scene.workspace.step(mark("Several things")):
        person = scene.workspace.add(Person, name="Somebody New")
        for kind, record in (("obstacles", Obstacle), ("themes", Theme)):
            if not scene.workspace.count_of(kind):
                raise NothingToDoItTo
            scene.workspace.remove(Ref(kind, scene.one(record).id))
        scene.workspace.change(Ref(Obstacle.kind, scene.one(Obstacle).id), owner=person)
