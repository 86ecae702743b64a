"""Every export there is, with every answer to what is asked for it: a new one is in here by itself, or fails a test."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import click

from db.workspace import Workspace
from enable_desktop.appointments import appointment_of
from enable_desktop.expert_letters import expert_values
from enable_desktop.interviews import Interview
from enable_desktop.kinds import KINDS
from enable_desktop.letters import filled, values_of
from enable_desktop.links import Ref
from enable_desktop.packs.gathering import contents_of
from enable_desktop.packs.records import Pack
from enable_desktop.reports import YES, Choices, Option
from enable_desktop.words import LANGUAGES, Words
from exports.calendar_file import write_calendar
from exports.mail import write_mail
from exports.thread_markdown import thread_markdown
from exports.write import write_text
from resources.interviews import letters
from resources.letters import Letter, expert_letters, pack_letters
from resources.words import translations
from ui.briefs import material_of
from ui.cli.exports import export
from ui.experts.letter_card import known_of as expert_known
from ui.interviews.letter_card import known_of as talk_known
from ui.packs.letter import values_of as pack_values
from ui.reports.printing import gathered
from ui.reports.table import REPORTS, ReportEntry
from ui.threads import report_on


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOut:
    """One file or folder that left: by which export, and with what choices."""

    export: str
    choices: Mapping[str, str]
    path: Path

    def __str__(self) -> str:
        return f"{self.export} {dict(self.choices)}"


# -- the gallery


def of_gallery(workspace: Workspace, *, answers: int) -> list[tuple[ReportEntry, Choices]]:
    """Every report of the gallery: in each language, then with each answer to each option, so many at most."""
    own = {"language": "en", "page": "a4"}
    return [(entry, choices) for entry in REPORTS for choices in _choices_for(entry, workspace, own, answers)]


def printed(workspace: Workspace, entry: ReportEntry, choices: Choices, out: Path) -> HandedOut:
    """A report of the gallery as a file."""
    path = out / f"{entry.key}.pdf"
    path.write_bytes(gathered(workspace, entry, choices)(lambda: None).content)
    return HandedOut(export=entry.key, choices=choices, path=path)


def _choices_for(entry: ReportEntry, workspace: Workspace, own: Choices, answers: int) -> Iterator[Choices]:
    offered = entry.offered(workspace, Words("en", translations("en")))
    for language in LANGUAGES:
        plain = entry.settled({}, offered, {**own, "language": language})
        assert not entry.lacks(plain), f"{entry.key} has nothing to print here"
        yield plain
    plain = entry.settled({}, offered, own)
    for option in entry.own:
        for answer in _answers_to(option, offered.get(option.key, ()), answers):
            if answer != plain[option.key]:
                yield entry.chosen(plain, option.key, answer)


def _answers_to(option: Option, offered: object, most: int) -> Iterator[str]:
    if option.is_flag:
        yield from ("", YES)
    elif not option.is_day and not option.is_text:
        known = option.answers or offered
        assert isinstance(known, tuple)
        yield from islice((key for key, _ in known), most)


# -- the command line

COMMANDS: Final[Mapping[str, click.Command]] = export.commands
_FORMS: Final = ("pdf", "md", "csv", "json")


def of_commands(
    enable: Callable[..., object], file: Path, out: Path, needed: Mapping[str, object]
) -> Iterator[HandedOut]:
    """Every command that exports: as everything it can be written as, with each answer to each choice.

    `needed` are the answers to what a command cannot do without.
    """
    for name, command in COMMANDS.items():
        for number, (said, ending) in enumerate(_ways_of(command, needed)):
            path = out / f"{name} {number}{ending}"
            ran = enable("export", name, file, *said, "-o", path)
            assert getattr(ran, "code", None) == 0, (name, said, ran)
            yield HandedOut(
                export=f"export {name}", choices={"said": " ".join(map(str, said)), "as": ending}, path=path
            )


def _ways_of(command: click.Command, needed: Mapping[str, object]) -> Iterator[tuple[tuple[object, ...], str]]:
    options = {each.name or "": each for each in command.params if isinstance(each, click.Option)}
    must = tuple(
        part
        for name, option in options.items()
        if option.required and name != "out"
        for part in (option.opts[0], needed[option.opts[0]])
    )
    target = (options["out"].metavar or "").split("|")
    endings = [each.removeprefix("OUT").removeprefix("DIR") for each in target]
    form = options.get("form")
    if form is not None:
        assert isinstance(form.type, click.Choice)
        endings = [f".{each}" for each in form.type.choices]
    for ending in endings:
        yield must, ending
    for option in options.values():
        if isinstance(option.type, click.Choice) and option is not form:
            yield from (((*must, option.opts[0], each), endings[0]) for each in option.type.choices)
        elif option.is_flag and option.name != "as_json":
            yield (*must, option.opts[0]), endings[0]
        elif option.opts[0] in needed and not option.required:
            yield (*must, option.opts[0], needed[option.opts[0]]), endings[0]


# -- what only the window hands out


def of_window(workspace: Workspace, out: Path, words: Words) -> Iterator[HandedOut]:
    """What neither the gallery nor a command hands out: entries for a calendar, threads as Markdown, mails."""
    yield from _mails(workspace, out, words)
    for meeting in islice((each for each in workspace.all(Interview) if each.on is not None), 3):
        people = material_of(workspace, meeting.id).people
        path = out / f"talk {meeting.id}.ics"
        write_calendar(appointment_of(meeting, people, "w", workspace.now, words), path)
        yield HandedOut(export="calendar", choices={"meeting": str(meeting.id)}, path=path)
    for kind in ("objectives", "initiatives", "obstacles", "criteria", "themes"):
        for line in workspace.all(KINDS[kind].record)[:2]:
            path = out / f"{kind} {line.id}.md"
            write_text(path, thread_markdown(report_on(workspace, Ref(kind, line.id), words), words))
            yield HandedOut(export="thread", choices={"start": f"{kind} {line.id}"}, path=path)


OWN_WORDS: Final = "mail with what somebody said"
"""Goes to nobody but whoever said it."""


def _mails(workspace: Workspace, out: Path, words: Words) -> Iterator[HandedOut]:
    """The drafts of mails: every text to those with whom there are talks, to experts, and with a pack."""
    company = workspace.settings.get("company")
    known: list[tuple[str, Mapping[str, Letter], Mapping[str, str]]] = []
    for meeting in islice((each for each in workspace.all(Interview) if each.on is not None), 3):
        talk = values_of(talk_known(workspace, meeting.id, words), words)
        known.append((f"talk {meeting.id}", letters(words.language), talk))
    covered = tuple(each for each in workspace.experts.coverage().topics if each.topic)
    for person in workspace.experts.all()[:3]:
        expert = expert_values(expert_known(workspace, person.id, covered, topic=covered[0].topic), words)
        known.append((f"expert {person.id}", expert_letters(words.language), expert))
    pack = Pack(title="Pack", filters={"status": "published"}, answers="reps@sample.example")
    contents = contents_of(workspace.packs.facts_of(pack))
    known.append(("reps", pack_letters(words.language), pack_values(workspace, contents, None, words)))
    for to, texts, values in known:
        for key, letter in texts.items():
            # Not every text names the company, by which the search shows that it sees anything.
            mail = filled(f"{company}: {letter.subject}", letter.body_for(values), values, words)
            path = out / f"{to} {key}.eml"
            write_mail(mail, path)
            export = OWN_WORDS if "heard" in letter.fields else "mail"
            yield HandedOut(export=export, choices={"to": to, "letter": key}, path=path)
