"""What is said of experts and topics beyond their fields: who knows what, what was agreed, what they gave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from enable_desktop.experts import Covered, Terms, load
from enable_desktop.people import Person
from enable_desktop.words import Words, mark
from ui.expert_reports import theme_pains

if TYPE_CHECKING:
    from datetime import date

    from db.workspace import Workspace
    from enable_desktop.fields import Line


# Any: what JSON holds.
def experts_whole(workspace: Workspace, plain: Iterable[dict[str, Any]], lines: Iterable[Line]) -> list[dict[str, Any]]:
    """The plain values of experts, in the order of their lines, with all that is known of each as an expert."""
    experts, agreed, today = workspace.experts, workspace.experts.all_terms(), workspace.today
    titles = {topic.id: topic.title for topic in experts.topics()}
    found = []
    for values, person in zip(plain, lines, strict=True):
        terms, contacts = agreed.get(person.id), experts.contacts(person.id)
        hours, charges = load(contacts, terms, today), experts.charges(person.id)
        known = terms or Terms()
        found.append(
            values
            | {
                "status": str(known.standing),
                "topics": [
                    {
                        "id": each.topic, "title": titles.get(each.topic or 0, ""), "level": each.depth.level,
                        "ground": str(each.ground), "confirmed": _day(each.confirmed),
                        "ask_again": _day(each.ask_again), "note": each.note,
                    }
                    for each in experts.of(person.id)
                ],
                "gets": known.gets,
                "asks": known.asks,
                "hours": known.hours,
                "hours_asked": hours.asked,
                "until": _day(known.until),
                "deputy": _name(workspace, known.deputy),
                "next_contact": _day(known.next_contact),
                "next_step": known.next_step,
                "contacts": [
                    {"on": _day(each.on), "gave": each.gave, "asked": each.asked, "hours": each.hours,
                     "note": each.note}
                    for each in contacts
                ],
                "contributions": [
                    {"on": _day(each.on), "title": each.title, "thanked": _day(each.thanked), "note": each.note}
                    for each in experts.contributions(person.id)
                ],
                "owns": [id_ for id_, _ in charges.owns],
                "reviews": [id_ for id_, _ in charges.reviews],
                "vouches": [id_ for id_, _ in charges.vouches],
            }
        )  # fmt: skip
    return found


def topics_whole(workspace: Workspace, plain: Iterable[dict[str, Any]], lines: Iterable[Line]) -> list[dict[str, Any]]:
    """The plain values of topics, in the order of their lines, with who knows them and which themes they answer."""
    covered, names = _covered(workspace)
    found = []
    for values, line in zip(plain, lines, strict=True):
        topic = covered[line.id]
        found.append(
            values
            | {
                "cover": str(topic.cover),
                "experts": [
                    {"id": person, "name": names[person], "level": level}
                    for person, level in sorted(topic.levels.items(), key=lambda each: (-each[1], names[each[0]]))
                ],
                "themes": [{"id": theme.theme, "title": theme.title, "severity": theme.pain} for theme in topic.themes],
            }
        )
    return found


def expert_fields(workspace: Workspace, person: int, words: Words) -> Iterator[tuple[str, str]]:
    """What is known of an expert, as names and texts for people."""
    experts, today = workspace.experts, workspace.today
    terms, contacts = experts.terms(person), experts.contacts(person)
    titles = {topic.id: topic.title for topic in experts.topics()}
    known = terms or Terms()
    yield words(mark("Status")), words(known.standing.label)
    said = [
        ", ".join(
            part
            for part in (
                f"{titles.get(each.topic or 0, '')}: {words(each.depth.label)}",
                words(each.ground.label),
                words(mark("confirmed {day}"), day=words.day(each.confirmed)) if each.confirmed is not None else "",
                words(mark("ask again {day}"), day=words.day(each.ask_again)) if each.ask_again is not None else "",
                each.note,
            )
            if part
        )
        for each in experts.of(person)
    ]
    yield words(mark("Topics")), "\n".join(said)
    yield words(mark("What is asked of them")), known.asks
    yield words(mark("What they get out of it")), known.gets
    yield words(mark("Hours a month")), words.number(known.hours)
    yield words(mark("Hours asked")), words.number(load(contacts, terms, today).asked)
    yield words(mark("Agreed until")), words.day(known.until)
    yield words(mark("Deputy")), _name(workspace, known.deputy) or ""
    yield words(mark("Next contact")), words.day(known.next_contact)
    yield words(mark("What for")), known.next_step
    for each in contacts:
        told = "; ".join(
            part
            for part in (
                words(mark("Gave: {what}"), what=each.gave) if each.gave else "",
                words(mark("Asked: {what}"), what=each.asked) if each.asked else "",
                each.note,
            )
            if part
        )
        yield words(mark("Contact")), ": ".join(part for part in (words.day(each.on), told) if part)
    for given in experts.contributions(person):
        thanks = (
            words(mark("thanked {day}"), day=words.day(given.thanked))
            if given.thanked is not None
            else words(mark("not thanked yet"))
        )
        yield (
            words(mark("Contribution")),
            ", ".join(part for part in (words.day(given.on), given.title, thanks) if part),
        )
    charges = experts.charges(person)
    for label, several in (
        (mark("Owner"), charges.owns), (mark("Reviewer"), charges.reviews), (mark("Vouches for it"), charges.vouches),
    ):  # fmt: skip
        yield words(label), "\n".join(title for _, title in several)


def topic_fields(workspace: Workspace, topic: int, words: Words) -> Iterator[tuple[str, str]]:
    """How a topic is covered, as names and texts for people."""
    covered, names = _covered(workspace)
    found = covered[topic]
    yield words(mark("State")), words(found.cover.label)
    for person, level in sorted(found.levels.items(), key=lambda each: (-each[1], names[each[0]])):
        yield names[person], words.number(level)
    for theme in found.themes:
        yield words(mark("Theme")), theme.title


def _covered(workspace: Workspace) -> tuple[dict[int, Covered], dict[int, str]]:
    coverage = workspace.experts.coverage(theme_pains(workspace))
    names = {person.id: person.name for person in coverage.experts}
    return {topic.topic: topic for topic in coverage.topics if topic.topic}, names


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _name(workspace: Workspace, id_: int | None) -> str | None:
    person = workspace.get(Person, id_) if id_ is not None else None
    return person.name if person is not None else None
