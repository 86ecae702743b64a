"""The rules that find what needs the person, one for each kind of open end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Final

from enable_desktop.days import later
from enable_desktop.interviews import Occasion, time_in
from enable_desktop.links import Ref
from enable_desktop.measures import next_reading
from enable_desktop.notes import Direction, Promise
from enable_desktop.today.facts import CONSENT_LEAD, Facts, PlannedTalk
from enable_desktop.today.needs import NAMED, About, Need, named, passages, several
from enable_desktop.words import Sentence, ShortDay, counted, mark, sentence, verbatim

_LEAD: Final = timedelta(days=7)
"""What has a date shows this long before it."""
_OLD: Final = timedelta(days=91)


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
            shown_from=later(promise.due, -_LEAD),
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
        if talk.on is None or talk.is_over(now) or talk.is_prepared:
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
        if talk.on is None or not talk.is_over(now):
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
            what=passages(talk.passages),
            why=(named((talk.title,)),) if talk.title else (),
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
            shown_from=later(facts.next_review, -_LEAD),
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
            shown_from=later(due, -_LEAD) if measure.rhythm.months else due,
            title=measure.title,
        )


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
        first = library.consents[:NAMED]
        yield Need(
            about=About.HEARD,
            refs=tuple(Ref("assets", each.asset) for each in first),
            what=several(About.HEARD, library.ending),
            why=(named(tuple(each.title for each in first), library.ending),),
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
            why=(sentence(mark("Exported {day}."), day=ShortDay(sent.on, today)), named(sent.titles, sent.count)),
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
            why=(named(tuple(title for _, title, _ in library.longest_over), library.overdue),),
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
            why=(named(tuple(title for _, title in library.broken_in)),),
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
            why=(named(tuple(title for _, title in library.most_sought), library.gaps),),
            count=library.gaps,
            stands_for="rows",
        )


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
