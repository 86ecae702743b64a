"""The edition of the programme for one approver: their priority, what their side said, and the lines that answer it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from enable_desktop.anonymity import Anonymity, Figures, Quote
from enable_desktop.charter.approvals import Signer, signed_as
from enable_desktop.charter.content import KINDS_OF, Charter
from enable_desktop.charter.lines import Commitment, Criterion, Document, Objective, Priority
from enable_desktop.charter.report import CharterReport
from enable_desktop.fields import Line
from enable_desktop.gaps.quotes import Quoting
from enable_desktop.gaps.report import Findings, GapReport, gap_report
from enable_desktop.gaps.report_rows import Row
from enable_desktop.gaps.withheld import Withheld
from enable_desktop.initiatives import Initiative, State
from enable_desktop.interviews import Statement, Theme
from enable_desktop.links import Link, Ref
from enable_desktop.measures import Measure
from enable_desktop.people import Group, Person

MOST_THEMES = 4
MOST_ANSWERS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedPriority:
    """A company priority of the approver, and the lines of the charter that serve it."""

    priority: Priority
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A theme as the approver's side sees it: what may be told of it, and the lines of the charter that answer it."""

    title: str
    figures: Figures
    quotes: tuple[Quote, ...] = ()
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionReport:
    """What an exporter is given. `side` is the group whose words these are; nobody who was heard is named."""

    charter: CharterReport
    name: str
    priorities: tuple[ServedPriority, ...] = ()
    side: Group = Group.LEADERSHIP
    heard: tuple[Heard, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    signatures: tuple[tuple[Document, Signer], ...] = ()
    withheld: Withheld = Withheld()


def edition_report(report: CharterReport, findings: Findings, person: Person) -> EditionReport:
    """The edition for one person, of the charter as it stands and of what was heard."""
    charter = report.charter
    gaps = gap_report(findings)
    anonymity = Anonymity(people=findings.people, today=findings.today, threshold=findings.threshold)
    side = _side_of(person.group, gaps, findings)
    quoting = Quoting(findings.said, anonymity, findings.sides)
    heard = tuple(_heard(gaps.rows, side, quoting, findings, charter))
    return EditionReport(
        charter=report,
        name=signed_as(person),
        priorities=tuple(
            ServedPriority(priority=each, lines=tuple(_serving(charter, each))[:MOST_ANSWERS])
            for each in charter.all(Priority)
            if each.executive == person.id
        ),
        side=side,
        heard=heard,
        commitments=tuple(each for each in charter.all(Commitment) if each.person == person.id),
        signatures=tuple(
            (document, signer)
            for document in Document
            for signer in report.signers(document)
            if signer.person == person.id
        ),
        withheld=replace(Withheld(), least=anonymity.least, roles=quoting.by_side, names=quoting.names),
    )


def _side_of(group: Group, gaps: GapReport, findings: Findings) -> Group:
    """The group whose words somebody is shown: their own, or leadership where that is too small to be told of."""
    is_side = group in findings.sides.leadership or group in findings.sides.reps
    return group if is_side or group in gaps.others else Group.LEADERSHIP


def _heard(rows: Iterable[Row], side: Group, quoting: Quoting, findings: Findings, charter: Charter) -> Iterator[Heard]:
    """The themes that hurt this side most, as far as that may be told."""
    told = [(row, _figures(row, side, findings)) for row in rows]
    told = [(row, figures) for row, figures in told if figures.raised]
    told.sort(key=lambda each: (-(each[1].mean or 0.0), -(each[1].raised or 0), each[0].title))
    for row, figures in told[:MOST_THEMES]:
        quotes = quoting.of_groups(row, _groups(side, findings), is_ranked=figures.mean is not None)
        lines = tuple(_answering(charter, row.gap.theme, findings))[:MOST_ANSWERS]
        yield Heard(title=row.title, figures=figures, quotes=quotes, lines=lines)


def _figures(row: Row, side: Group, findings: Findings) -> Figures:
    if side in findings.sides.leadership:
        return row.leadership
    return row.reps if side in findings.sides.reps else row.others.get(side, Figures())


def _groups(side: Group, findings: Findings) -> frozenset[Group]:
    pooled = (findings.sides.leadership, findings.sides.reps)
    return next((groups for groups in pooled if side in groups), frozenset({side}))


def _serving(charter: Charter, priority: Priority) -> Iterator[Line]:
    """What serves a priority: objectives, initiatives, and how both are judged."""
    initiatives = [
        each for each in charter.all(Initiative) if each.priority == priority.id and each.state is not State.STOPPED
    ]
    measures = {each.measure for each in initiatives if each.measure is not None}
    yield from (each for each in charter.all(Objective) if each.priority == priority.id)
    yield from initiatives
    yield from (each for each in charter.all(Criterion) if each.measure in measures)
    judged = {each.measure for each in charter.all(Criterion)}
    yield from (each for each in charter.all(Measure) if each.id in measures - judged)


def _answering(charter: Charter, theme: int, findings: Findings) -> Iterator[Line]:
    """The lines of the charter that are linked to a theme, or to what was said of it."""
    said = {Ref(Statement.kind, each.statement.id) for each in findings.said if each.statement.theme == theme}
    wanted = said | {Ref(Theme.kind, theme)}
    found: dict[Ref, None] = {}
    for link in charter.all(Link):
        if link.end in wanted:
            found.setdefault(link.start)
        if link.start in wanted:
            found.setdefault(link.end)
    for ref in found:
        line = charter.find(ref.kind, ref.id) if ref.kind in KINDS_OF[Document.CHARTER] else None
        if line is not None and line.title_text.strip():
            yield line
