"""The brief as Markdown: everything it knows, without the limit of one page, to write into."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from enable_desktop.briefs import ASSUMPTIONS, Brief, Earlier, Owed, Participant, one_line
from enable_desktop.interviews import SEVERITIES
from enable_desktop.links import without_chips
from enable_desktop.quoting import quoted
from enable_desktop.words import Words


def brief_markdown(brief: Brief, words: Words) -> str:
    """A brief as Markdown, in the language of `words`."""
    return "\n\n".join(part for part in _parts(brief, words) if part.strip()) + "\n"


def _parts(brief: Brief, words: Words) -> Iterator[str]:
    kind = words("Interview brief") if brief.is_interview else words("Brief")
    yield f"# {kind}: {one_line(brief.title)}"
    yield _facts(brief, words)
    yield f"## {words('What this conversation should achieve')}"
    yield without_chips(brief.purpose)
    if brief.is_interview:
        yield f"## {words('Open with')}"
        yield _list(brief.opening)
        yield _list(f"[{'x' if each.given else ' '}] {each.label}" for each in brief.permissions)
    if brief.is_interview or brief.assumptions:
        yield f"## {words('My assumptions')}"
        empty = ASSUMPTIONS - len(brief.assumptions) if brief.is_interview else 0
        yield _numbered((*brief.assumptions, *("…" for _ in range(empty))))
    if brief.known or brief.earlier or brief.met_on:
        yield f"## {words('What we know')}"
        yield from (without_chips(text) for text in brief.known)
        days = tuple(words.short_day(day, brief.today) for day in brief.met_on)
        yield words("Earlier talks: {days}", days=days) if days else ""
        yield _list(_earlier(said, brief, words) for said in brief.earlier)
    if brief.promises:
        yield f"## {words('Promises')}"
        yield _list(_promise(owed, brief, words) for owed in brief.promises)
    if brief.about:
        yield f"## {words('Said about: {theme}', theme=one_line(brief.about))}"
        yield _list(
            f"{quoted(voice.words, words, is_literal=voice.is_quote)} — {voice.label}" for voice in brief.voices
        )
    if brief.questions:
        yield f"## {words('Questions, in order')}"
        if brief.is_suggested:
            yield words("suggested, since none was picked")
        for number, question in enumerate(brief.questions, 1):
            about = f" ({one_line(question.theme)})" if question.theme else ""
            yield f"### {number}. {question.words}{about}"
            yield "…"
    if brief.listen_for:
        yield f"## {words('Listen for')}"
        yield words("If it comes up, circle how badly it hurts: 1 mild, 5 blocking.")
        circles = " ".join(str(severity) for severity in SEVERITIES)
        yield _list(f"**{one_line(each.theme)}**: {circles}" for each in brief.listen_for)
    if brief.closing:
        yield f"## {words('Close with')}"
        yield _list(brief.closing)
    if brief.figures:
        yield f"## {words('Both sides in numbers')}"
        yield _table(brief, words)


def _table(brief: Brief, words: Words) -> str:
    head = [words("Theme"), words("Leadership: raised"), words("Severity"), words("Reps: raised"), words("Severity")]
    rows = [[*head, words("Verdict")], ["---"] * (len(head) + 1)]
    for both in brief.figures:
        cells = [one_line(both.theme).replace("|", "\\|")]
        for side in (both.leadership, both.reps):
            raised = words("{raised} of {asked}", raised=side.raised, asked=side.asked)
            cells += [
                raised if side.asked is not None else "–", words.number(side.mean, 1) if side.mean is not None else "–",
            ]  # fmt: skip
        rows.append([*cells, words(both.verdict.label)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _facts(brief: Brief, words: Words) -> str:
    when = words.weekday(brief.on) if brief.on is not None else words("No date yet")
    if brief.starts is not None and brief.ends is not None:
        when = f"{when}, {brief.starts:%H:%M}–{brief.ends:%H:%M}"
    facts = [(words("When"), when), (words("Place"), brief.place)]
    facts += [(words("With"), _participant(each)) for each in brief.participants]
    for person in brief.participants if brief.is_for_two else ():
        facts += [(words("Can speak to"), person.speaks_to), (words("How to reach"), person.reach)]
    if brief.place_in_round is not None:
        facts.append((words("Round"), words.say(brief.place_in_round)))
    return "\n".join(f"- **{name.rstrip(':')}:** {one_line(value)}" for name, value in facts if value)


def _participant(person: Participant) -> str:
    return ", ".join(part for part in (person.name, person.role, person.department, person.tenure) if part)


def _earlier(said: Earlier, brief: Brief, words: Words) -> str:
    day = words.short_day(said.on, brief.today)
    told = quoted(said.words, words, is_literal=said.is_quote)
    return f"**{one_line(said.theme)}:** {told}{f' ({day})' if day else ''}"


def _promise(owed: Owed, brief: Brief, words: Words) -> str:
    made = words.short_day(owed.made, brief.today)
    about = ", ".join(part for part in (words(owed.direction.label), owed.person, made, words.say(owed.state)) if part)
    note = f" {one_line(owed.note)}" if owed.note else ""
    return f"[{'x' if owed.is_kept else ' '}] {one_line(owed.words)} ({about}){note}"


def _list(texts: Iterable[str]) -> str:
    return "\n".join(f"- {one_line(text)}" for text in texts)


def _numbered(texts: Iterable[str]) -> str:
    return "\n".join(f"{number}. {one_line(text)}" for number, text in enumerate(texts, 1))
