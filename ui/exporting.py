"""What leaves a workspace, put together from its records; shared by the window and the command line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from enable_desktop.anonymity import THRESHOLD, may_be_quoted, said_as
from enable_desktop.charter.content import Charter
from enable_desktop.charter.lines import Approval, Document, Version
from enable_desktop.charter.report import CharterReport, Edition, Evidence, PageSize, last_signed
from enable_desktop.everything import Everything
from enable_desktop.interviews import Interview, Statement
from enable_desktop.kinds import KINDS
from enable_desktop.links import Link, Reason
from enable_desktop.measures import Measure, by_date
from enable_desktop.notes import Attachment
from enable_desktop.people import Person
from enable_desktop.readouts import title_of
from enable_desktop.words import Words, mark
from resources.words import translations

if TYPE_CHECKING:
    from db.workspace import Workspace


def document_words(workspace: Workspace) -> Words:
    """The words of what this workspace exports."""
    language = workspace.settings.get("language") or "en"
    return Words(language, translations(language))


def charter_report(workspace: Workspace, part: str = "all", page: str = "a4") -> CharterReport:
    """The charter as it stands, or one part of it ("all", "one-page", "business-case") for a paper size."""
    edition = Edition(part)
    charter = workspace.charter.content()
    versions = charter.all(Version)
    document = Document.BUSINESS_CASE if edition is Edition.BUSINESS_CASE else Document.CHARTER
    signed = last_signed(versions, document)
    pictures = {each.title: each for each in workspace.all(Attachment) if each.media_type.startswith("image/")}
    logo = workspace.attachments.named(workspace.settings.get("logo")) if workspace.settings.get("logo") else None
    return CharterReport(
        charter=charter,
        today=workspace.today,
        part=edition,
        page=PageSize(page),
        company=workspace.settings.get("company"),
        currency=workspace.settings.get("currency") or "EUR",
        versions=versions,
        approvals=charter.all(Approval),
        signed=workspace.charter.snapshot(signed.id) if signed is not None else None,
        evidence=tuple(_evidence(workspace, charter)),
        logo=workspace.attachments.content(logo) if logo is not None else b"",
        colour=workspace.settings.get("colour"),
        images={name: workspace.attachments.content(each) for name, each in pictures.items()},
    )


def _evidence(workspace: Workspace, charter: Charter) -> Iterator[Evidence]:
    """What the lines of the charter rest on; whoever is named as evidence is named by role or side."""
    words = document_words(workspace)
    people = charter.all(Person)
    for link in workspace.all(Link):
        if link.reason is not Reason.EVIDENCE:
            continue
        end = workspace.find(link.end)
        if isinstance(end, Person):
            yield Evidence(line=link.start, text=said_as(end, people, words, _threshold(workspace)))
        elif isinstance(end, Statement):
            yield _quote(link, end, workspace, people, words)
        elif isinstance(end, Measure):
            yield Evidence(line=link.start, text=_figures(end, charter, words), source=end.source)
        elif end is not None:
            title = title_of(end, workspace.title_of, words)
            yield Evidence(line=link.start, text=title, source=words(KINDS[link.end.kind].noun))


def _quote(link: Link, statement: Statement, workspace: Workspace, people: Iterable[Person], words: Words) -> Evidence:
    """Somebody's words and the role or side they have; words that may not be quoted are withheld, and that is said."""
    talk = workspace.get(Interview, statement.interview or 0)
    person = workspace.get(Person, talk.person or 0) if talk is not None else None
    said = said_as(person, people, words, _threshold(workspace)) if person is not None else ""
    if not may_be_quoted(statement, person, workspace.today):
        return Evidence(line=link.start, text=words(mark("Words that may not be quoted")), source=said)
    text = words(mark("“{words}”"), words=statement.words) if statement.is_quote else statement.words
    return Evidence(line=link.start, text=text, source=said)


def _threshold(workspace: Workspace) -> int:
    return int(workspace.settings.get("anonymity_threshold") or THRESHOLD)


def _figures(measure: Measure, charter: Charter, words: Words) -> str:
    """A measure as evidence: where it stood, and the last reading."""
    start, goal = words.quantity(measure.baseline, measure.unit), words.quantity(measure.target, measure.unit)
    readings = by_date(charter.readings_of(measure.id))
    if readings:
        last = words.quantity(readings[-1].value, measure.unit)
        return words("{measure}: {value} on {day}", measure=measure.title, value=last, day=readings[-1].on)
    if start and goal:
        return words("{measure}: {start}, to become {goal}", measure=measure.title, start=start, goal=goal)
    return f"{measure.title}: {start}" if start else measure.title


def everything_report(workspace: Workspace) -> Everything:
    """All records, settings, steps and files, with the charter as Markdown."""
    # Loaded here: needed only when somebody leaves.
    from importlib.metadata import version

    from exports.charter_markdown import charter_markdown

    return Everything(
        name=workspace.path.stem,
        program=f"Enable Desktop {version('enable-desktop')}",
        made=workspace.now,
        settings=workspace.settings.all(),
        lines={name: workspace.all(kind.record) for name, kind in KINDS.items()},
        steps=workspace.history(),
        charter=charter_markdown(charter_report(workspace), document_words(workspace)),
        files=tuple((each.title, workspace.attachments.content(each)) for each in workspace.all(Attachment)),
    )
