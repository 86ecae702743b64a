"""What needs the person: the rules that find it, and the order of consequence it stands in."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from enable_desktop.days import later
from enable_desktop.fields import Choice
from enable_desktop.interviews import Occasion, time_in
from enable_desktop.links import Ref
from enable_desktop.measures import Rhythm
from enable_desktop.notes import Direction, Promise
from enable_desktop.today.facts import CONSENT_LEAD, Facts, PlannedTalk
from enable_desktop.words import Counted, Sentence, ShortDay, counted, mark, sentence, verbatim

LEAD: Final = timedelta(days=7)
"""What has a date shows this long before it."""
_NAMED: Final = 3
_OLD: Final = timedelta(days=91)
_MONTHS: Final = {
    Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3, Rhythm.HALF_YEARLY: 6, Rhythm.YEARLY: 12, Rhythm.TWO_YEARLY: 24,
}  # fmt: skip
_WEEKS: Final = {Rhythm.WEEKLY: 1, Rhythm.FORTNIGHTLY: 2}


class About(Choice):
    """What a row is about, those of the gravest consequence first, each with what its button says."""

    MINE = "mine", mark("Open promise")
    TALK = "talk", mark("Prepare")
    APPROVAL = "approval", mark("Record answer")
    PAST_TALK = "past talk", mark("Mark as held")
    INITIATIVE = "initiative", mark("Decide")
    THEIRS = "theirs", mark("Open promise")
    REVIEW = "review", mark("Open charter")
    PASSAGES = "passages", mark("Tag")
    CONTACT = "contact", mark("Open expert")
    THANKS = "thanks", mark("See what they gave")
    KNOWN = "known", mark("Ask again")
    MEASURE = "measure", mark("Enter value")
    CONSENT = "consent", mark("Open person")
    HEARD = "heard", mark("Open content")
    PACK = "pack", mark("Open pack")
    STALE = "stale", mark("Review")
    BROKEN = "broken", mark("See the links")
    SOUGHT = "sought", mark("See what was sought")
    ASSUMPTION = "assumption", mark("Confirm")
    NOTE = "note", mark("Sort")


_ORDER: Final = tuple(About)
_PEOPLE_WAIT: Final = frozenset(_ORDER[: _ORDER.index(About.PASSAGES)])
"""Somebody waits for these; the others can wait themselves."""
_GATHERED: Final = frozenset({
    About.PASSAGES, About.CONTACT, About.THANKS, About.KNOWN, About.MEASURE, About.CONSENT, About.HEARD, About.PACK,
    About.ASSUMPTION,
})  # fmt: skip
"""Several of these are one row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One row of Today: what needs the person, why, and by when. `keys` name what it stands for, for snoozing."""

    about: About
    refs: tuple[Ref, ...]
    """The record it is about, or several of them."""
    what: Sentence | Counted
    why: tuple[Sentence | Counted, ...] = ()
    when: date | None = None
    shown_from: date | None = None
    is_since: bool = False
    """Whether `when` is the day it began, not the day it is due."""
    title: str = ""
    """What the record is called, for a row that stands for several."""
    count: int = 1
    at: str = ""
    """The time of `when`, for a talk."""
    before: str = ""
    """The time on `when` by which it is wanted, since the person is met then."""
    stands_for: str = ""
    """What a row that counts many things is snoozed by, whichever they are."""

    @property
    def keys(self) -> tuple[str, ...]:
        if self.stands_for:
            return (f"{self.about}:{self.stands_for}",)
        return tuple(f"{self.about}:{ref.id}" for ref in self.refs)

    def is_pressing(self, today: date) -> bool:
        """Whether it is due today or late."""
        return self.when is not None and self.when <= today


@dataclass(frozen=True, slots=True, kw_only=True)
class Snoozed:
    """A row that is hidden until a day."""

    need: Need
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """What needs the person on one day, in the order of consequence."""

    needs: tuple[Need, ...] = ()
    snoozed: tuple[Snoozed, ...] = ()
    next_due: date | None = None
    """The day of the first thing that is not among the needs yet."""


def agenda(facts: Facts, now: datetime) -> Agenda:
    """Every rule applied to the facts: what to show, what is snoozed, and when the next thing is due."""
    today = now.date()
    found = [need for rule in RULES for need in rule(facts, now)]
    until = {each.of: each.until for each in facts.snoozes if each.until is not None and each.until > today}
    shown, later, snoozed = [], [], []
    for need in found:
        if need.shown_from is not None and need.shown_from > today:
            later.append(need)
        elif (ends := until.get(need.keys[0])) is not None:
            snoozed.append(Snoozed(need=need, until=ends))
        else:
            shown.append(need)
    return Agenda(
        needs=tuple(_in_order(_gathered(shown), today)),
        snoozed=_snoozed(snoozed, today),
        next_due=min((need.when for need in later if need.when is not None), default=None),
    )


def _in_order(needs: Iterable[Need], today: date) -> list[Need]:
    """Where people wait first, of these what is due or late; then by consequence, then by date."""

    def place(need: Need) -> tuple[bool, bool, int, date, int]:
        waits = need.about in _PEOPLE_WAIT
        when = need.when or date.max
        return not waits, waits and when > today, _ORDER.index(need.about), when, -need.refs[0].id

    return sorted(needs, key=place)


def _snoozed(snoozed: Sequence[Snoozed], today: date) -> tuple[Snoozed, ...]:
    """What comes back first stands first; those of one kind and day are one row."""
    rows = [
        Snoozed(need=need, until=until)
        for until in sorted({each.until for each in snoozed})
        for need in _in_order(_gathered([each.need for each in snoozed if each.until == until]), today)
    ]
    return tuple(rows)


# What several of one kind are called ---------------------------------------------------------------


def _gathered(needs: Iterable[Need]) -> Iterator[Need]:
    """The same, with one row for all of a kind of which single rows would bury the rest."""
    found = list(needs)
    for need in found:
        if need.about not in _GATHERED:
            yield need
    for about in _ORDER:
        these = [need for need in found if need.about is about]
        if about in _GATHERED and these:
            yield these[0] if len(these) == 1 else _as_one(about, these)


def _as_one(about: About, needs: Sequence[Need]) -> Need:
    needs = sorted(needs, key=lambda need: (need.when or date.max, need.refs[0].id))
    names = tuple(need.title for need in needs[:_NAMED])
    more = len(needs) - len(names)
    named = sentence(mark("{names} and {more} more"), names=names, more=more) if more else _names(names)
    return replace(
        needs[0],
        refs=tuple(ref for need in needs for ref in need.refs),
        what=_SEVERAL[about](sum(need.count for need in needs)),
        why=(named,),
        count=sum(need.count for need in needs),
    )


def _names(names: tuple[str, ...]) -> Sentence:
    return sentence("{names}", names=names)


def _passages(count: int) -> Counted:
    return counted("{n} passage without a theme", "{n} passages without a theme", count)


_SEVERAL: Final[dict[About, Callable[[int], Counted]]] = {
    About.PASSAGES: _passages,
    About.CONTACT: lambda count: counted(
        "{n} contact with an expert is due", "{n} contacts with experts are due", count
    ),
    About.THANKS: lambda count: counted(
        "{n} contribution of an expert without thanks", "{n} contributions of experts without thanks", count
    ),
    About.KNOWN: lambda count: counted(
        "{n} level of an expert is to be confirmed", "{n} levels of experts are to be confirmed", count
    ),
    About.MEASURE: lambda count: counted("{n} measure wants a value", "{n} measures want a value", count),
    About.CONSENT: lambda count: counted("{n} consent ends or has ended", "{n} consents end or have ended", count),
    About.HEARD: lambda count: counted(
        "{n} consent to be heard ends or has ended", "{n} consents to be heard end or have ended", count
    ),
    About.PACK: lambda count: counted(
        "{n} sent pack holds what is outdated or retired", "{n} sent packs hold what is outdated or retired", count
    ),
    About.ASSUMPTION: lambda count: counted(
        "{n} assumption not confirmed for 90 days", "{n} assumptions not confirmed for 90 days", count
    ),
}


# The rules -----------------------------------------------------------------------------------------


def promises_due(facts: Facts, now: datetime) -> Iterator[Need]:
    """Promises that are late, or due within a week, in both directions."""
    today = now.date()
    meets = {talk.person: talk for talk in facts.talks if talk.on == today and time_in(talk.begins) is not None}
    for promise in facts.promises:
        if promise.due is None or promise.kept is not None:
            continue
        is_mine = promise.direction is Direction.MINE
        met = meets.get(promise.person) if is_mine and promise.due == today and promise.person else None
        yield Need(
            about=About.MINE if is_mine else About.THEIRS,
            refs=(Ref(Promise.kind, promise.id),),
            what=verbatim(promise.title),
            why=tuple(_said_of(promise, facts.names.get(promise.person or 0, ""), today)),
            when=promise.due,
            shown_from=later(promise.due, -LEAD),
            before=met.begins if met is not None else "",
        )


def _said_of(promise: Promise, name: str, today: date) -> Iterator[Sentence]:
    made = ShortDay(promise.made, today) if promise.made is not None else None
    is_mine = promise.direction is Direction.MINE
    match bool(name), made is not None:
        case True, True:
            told = mark("Promised {day} to: {name}.") if is_mine else mark("{name}: promised {day}.")
            yield sentence(told, day=made, name=name)
        case True, False:
            yield sentence(mark("Promised to: {name}.") if is_mine else mark("Promised by: {name}."), name=name)
        case False, True:
            yield sentence(mark("Promised {day}."), day=made)
    if promise.note:
        yield verbatim(" ".join(promise.note.split()))


def talks_to_prepare(facts: Facts, now: datetime) -> Iterator[Need]:
    """Talks of today or of the next working day for which nothing is prepared."""
    for talk in facts.talks:
        if talk.on is None or _is_over(talk, now) or talk.is_prepared:
            continue
        is_interview = talk.occasion is Occasion.INTERVIEW
        told = mark("No question is picked yet.") if is_interview else mark("No purpose is written yet.")
        yield Need(
            about=About.TALK,
            refs=(_ref(talk),),
            what=sentence(mark("Not prepared: {title}"), title=_title(talk)),
            why=(sentence(told),),
            when=talk.on,
            shown_from=_working_day_before(talk.on),
            at=talk.begins,
        )


def talks_past(facts: Facts, now: datetime) -> Iterator[Need]:
    """Talks that are over and that nobody has marked as held."""
    for talk in facts.talks:
        if talk.on is None or not _is_over(talk, now):
            continue
        was_today = talk.on == now.date()
        yield Need(
            about=About.PAST_TALK,
            refs=(_ref(talk),),
            what=sentence(mark("Did it take place? {title}"), title=_title(talk)),
            why=(sentence(mark("What is not marked as held does not count.")),),
            when=talk.on,
            is_since=not was_today,
            at=talk.begins if was_today else "",
        )


def _is_over(talk: PlannedTalk, now: datetime) -> bool:
    """Whether a talk has ended; one without a time lasts as long as its day."""
    return talk.ends < now if talk.ends is not None else talk.on is None or talk.on < now.date()


def _ref(talk: PlannedTalk) -> Ref:
    return Ref("interviews", talk.id)


def _title(talk: PlannedTalk) -> str | Sentence:
    return talk.title or sentence(talk.occasion.label)


def _working_day_before(day: date) -> date:
    return later(day, -timedelta(days={0: 3, 6: 2}.get(day.weekday(), 1)))


def passages_untagged(facts: Facts, now: datetime) -> Iterator[Need]:
    """Passages marked in notes that have no theme yet."""
    for talk in facts.untagged:
        yield Need(
            about=About.PASSAGES,
            refs=(Ref("interviews", talk.id),),
            what=_passages(talk.passages),
            why=(_names((talk.title,)),) if talk.title else (),
            title=talk.title,
            count=talk.passages,
        )


def approvals_waiting(facts: Facts, now: datetime) -> Iterator[Need]:
    """Versions in review that somebody has not answered."""
    for waiting in facts.waiting:
        missing = counted(
            "{n} answer is missing: {names}",
            "{n} answers are missing: {names}",
            len(waiting.names),
            names=waiting.names,
        )
        yield Need(
            about=About.APPROVAL,
            refs=(Ref("versions", waiting.version),),
            what=sentence(
                mark("{document} v{version} waits for approval"),
                document=sentence(waiting.document.label),
                version=waiting.title,
            ),
            why=(missing,),
            when=waiting.since,
            is_since=True,
        )


def review_due(facts: Facts, now: datetime) -> Iterator[Need]:
    """The next review of the charter."""
    if facts.next_review is not None:
        yield Need(
            about=About.REVIEW,
            refs=(Ref("charter", 1),),
            what=sentence(mark("The charter is due for its review")),
            why=(sentence(mark("Reviewed by: {body}"), body=facts.review_body),) if facts.review_body else (),
            when=facts.next_review,
            shown_from=later(facts.next_review, -LEAD),
        )


def readings_due(facts: Facts, now: datetime) -> Iterator[Need]:
    """Measures that want a value by their rhythm."""
    today = now.date()
    for measure in facts.measures:
        last = facts.last_readings.get(measure.id)
        if last is None:
            continue
        due = next_reading(last, measure.rhythm)
        yield Need(
            about=About.MEASURE,
            refs=(Ref("measures", measure.id),),
            what=sentence(mark("A value is due: {title}"), title=measure.title),
            why=(sentence(mark("The last one is of {day}."), day=ShortDay(last, today)),),
            when=due,
            shown_from=later(due, -LEAD) if measure.rhythm in _MONTHS else due,
            title=measure.title,
        )


def next_reading(last: date, rhythm: Rhythm) -> date:
    """The day of the reading after one; the end of a month is followed by the end of another."""
    if rhythm in _WEEKS:
        return later(last, timedelta(weeks=_WEEKS[rhythm]))
    months = last.year * 12 + last.month - 1 + _MONTHS[rhythm]
    year, month = months // 12, months % 12 + 1
    if year > date.max.year:
        return date.max
    end = calendar.monthrange(year, month)[1]
    is_end = last.day == calendar.monthrange(last.year, last.month)[1]
    return date(year, month, end if is_end else min(last.day, end))


def initiatives_over(facts: Facts, now: datetime) -> Iterator[Need]:
    """Initiatives past their end that are neither done nor stopped."""
    for initiative in facts.initiatives:
        if initiative.end is not None:
            state = sentence(initiative.state.label)
            yield Need(
                about=About.INITIATIVE,
                refs=(Ref("initiatives", initiative.id),),
                what=verbatim(initiative.title),
                why=(sentence(mark("Its end has passed. Its state is “{state}”."), state=state),),
                when=initiative.end,
                shown_from=later(initiative.end, timedelta(days=1)),
                is_since=True,
            )


def assumptions_old(facts: Facts, now: datetime) -> Iterator[Need]:
    """Assumptions and dependencies that nobody has confirmed for 90 days."""
    today = now.date()
    for assumption in facts.assumptions:
        if assumption.made is None:
            continue
        yield Need(
            about=About.ASSUMPTION,
            refs=(Ref("assumptions", assumption.id),),
            what=verbatim(assumption.title),
            why=(sentence(mark("Last confirmed {day}."), day=ShortDay(assumption.made, today)),),
            when=later(assumption.made, _OLD),
            shown_from=later(assumption.made, _OLD),
            is_since=True,
            title=assumption.title,
        )


def consents_ending(facts: Facts, now: datetime) -> Iterator[Need]:
    """People whose consent to be quoted or recorded ends within a month, or has ended."""
    today = now.date()
    for person in facts.consents:
        until = person.consent_until
        if until is None or not (person.quote_by_role or person.quote_by_name or person.may_record):
            continue
        told = mark("Consent has ended: {name}") if until < today else mark("Consent ends: {name}")
        yield Need(
            about=About.CONSENT,
            refs=(Ref("people", person.id),),
            what=sentence(told, name=person.title_text),
            why=(sentence(mark("Ask whether it still holds.")),),
            when=until,
            shown_from=later(until, -CONSENT_LEAD),
            is_since=until < today,
            title=person.title_text,
        )


def consents_to_be_heard_ending(facts: Facts, now: datetime) -> Iterator[Need]:
    """Content in which somebody is heard whose consent ends within a month, or has ended."""
    today, library = now.date(), facts.library
    if library.ending > len(library.consents):
        # So many that they are counted, and not told one by one.
        first = library.consents[:_NAMED]
        yield Need(
            about=About.HEARD,
            refs=tuple(Ref("assets", each.asset) for each in first),
            what=_SEVERAL[About.HEARD](library.ending),
            why=_first(tuple(each.title for each in first), library.ending),
            when=first[0].until,
            is_since=first[0].until < today,
            count=library.ending,
            stands_for="rows",
        )
        return
    for each in library.consents:
        told = mark("Consent has ended: {title}") if each.until < today else mark("Consent ends: {title}")
        yield Need(
            about=About.HEARD,
            refs=(Ref("assets", each.asset),),
            what=sentence(told, title=each.title),
            why=(sentence(mark("Ask whether it still holds, or retire it.")),),
            when=each.until,
            shown_from=later(each.until, -CONSENT_LEAD),
            is_since=each.until < today,
            title=each.title,
        )


def packs_outdated(facts: Facts, now: datetime) -> Iterator[Need]:
    """Packs that were handed out with content that holds no longer."""
    today = now.date()
    for sent in facts.packs:
        yield Need(
            about=About.PACK,
            refs=(Ref("packs", sent.pack),),
            what=sentence(mark("Outdated or retired content in a sent pack: {title}"), title=sent.title),
            why=(sentence(mark("Exported {day}."), day=ShortDay(sent.on, today)), *_first(sent.titles, sent.count)),
            title=sent.title,
        )


def contacts_due(facts: Facts, now: datetime) -> Iterator[Need]:
    """Experts to be in touch with, from the day on that was planned."""
    for each in facts.contacts:
        yield Need(
            about=About.CONTACT,
            refs=(Ref("expert_terms", each.terms),),
            what=sentence(mark("Be in touch: {name}"), name=each.name),
            why=(verbatim(" ".join(each.step.split())),) if each.step.strip() else (),
            when=each.on,
            shown_from=each.on,
            title=each.name,
        )


def thanks_due(facts: Facts, now: datetime) -> Iterator[Need]:
    """What experts gave, from the day after on until they were thanked."""
    for each in facts.unthanked:
        yield Need(
            about=About.THANKS,
            refs=(Ref("contributions", each.contribution),),
            what=sentence(mark("Not thanked yet: {name}"), name=each.name),
            why=(verbatim(" ".join(each.title.split())),),
            when=each.on,
            shown_from=later(each.on, timedelta(days=1)),
            is_since=True,
            title=each.name,
        )


def known_to_confirm(facts: Facts, now: datetime) -> Iterator[Need]:
    """What experts know, from the day on which they are to be asked again."""
    for each in facts.ask_again:
        yield Need(
            about=About.KNOWN,
            refs=(Ref("expertise", each.expertise),),
            what=sentence(mark("Ask {name} again about {topic}"), name=each.name, topic=each.topic),
            why=(sentence(mark("Is the level still right, and who else knows it by now?")),),
            when=each.on,
            shown_from=each.on,
            title=f"{each.name}, {each.topic}",
        )


def reviews_due(facts: Facts, now: datetime) -> Iterator[Need]:
    """Content that is past the day of its review, as one row; else the day of the next one."""
    library = facts.library
    if library.overdue:
        yield Need(
            about=About.STALE,
            refs=tuple(Ref("assets", asset) for asset, _, _ in library.longest_over),
            what=counted("{n} item past its review date", "{n} items past their review date", library.overdue),
            why=_first(tuple(title for _, title, _ in library.longest_over), library.overdue),
            when=library.longest_over[0][2],
            is_since=True,
            count=library.overdue,
            stands_for="rows",
        )
    if library.next_due is not None:
        shown_from = later(library.next_due, timedelta(days=1))
        yield Need(
            about=About.STALE,
            refs=(Ref("assets", 0),),
            what=verbatim(""),
            when=library.next_due,
            shown_from=max(shown_from, later(now.date(), timedelta(days=1))),
            stands_for="rows",
        )


def links_broken(facts: Facts, now: datetime) -> Iterator[Need]:
    """Links that lead to nothing, as one row."""
    library = facts.library
    if library.broken and library.broken_in:
        yield Need(
            about=About.BROKEN,
            refs=tuple(Ref("assets", asset) for asset, _ in library.broken_in),
            what=counted("{n} broken link in the library", "{n} broken links in the library", library.broken),
            why=_first(tuple(title for _, title in library.broken_in)),
            count=library.broken,
            stands_for="rows",
        )


def content_sought(facts: Facts, now: datetime) -> Iterator[Need]:
    """What was looked for in the library and not found, as one row."""
    library = facts.library
    if library.gaps:
        yield Need(
            about=About.SOUGHT,
            refs=tuple(Ref("content_gaps", gap) for gap, _ in library.most_sought),
            what=counted("{n} search found nothing", "{n} searches found nothing", library.gaps),
            why=_first(tuple(title for _, title in library.most_sought), library.gaps),
            count=library.gaps,
            stands_for="rows",
        )


def _first(names: tuple[str, ...], count: int = 0) -> tuple[Sentence, ...]:
    """The first names, and how many more there are."""
    more = count - len(names)
    return (sentence(mark("{names} and {more} more"), names=names, more=more) if more > 0 else _names(names),)


def notes_to_sort(facts: Facts, now: datetime) -> Iterator[Need]:
    """Notes in the inbox."""
    today = now.date()
    for note in facts.notes:
        if not note.done:
            noted = (sentence(mark("Noted {day}."), day=ShortDay(note.on, today)),) if note.on is not None else ()
            yield Need(about=About.NOTE, refs=(Ref("inbox", note.id),), what=verbatim(note.title), why=noted)


RULES: Final[tuple[Callable[[Facts, datetime], Iterable[Need]], ...]] = (
    promises_due, talks_to_prepare, talks_past, passages_untagged, approvals_waiting, review_due, readings_due,
    initiatives_over, assumptions_old, consents_ending, consents_to_be_heard_ending, packs_outdated,
    reviews_due, links_broken, content_sought, contacts_due, thanks_due, known_to_confirm, notes_to_sort,
)  # fmt: skip
"""A new area adds its rule here, and what it looks at to the facts."""


# Meetings ------------------------------------------------------------------------------------------


def ahead(talks: Iterable[PlannedTalk], now: datetime) -> tuple[PlannedTalk, ...]:
    """The talks that are not over yet, the next first; one without a time counts until its day is."""

    def place(talk: PlannedTalk) -> tuple[date, str, int]:
        begins = time_in(talk.begins)
        return talk.on or date.max, begins.isoformat() if begins is not None else "~", talk.id

    return tuple(sorted((talk for talk in talks if not _is_over(talk, now)), key=place))
