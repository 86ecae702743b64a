"""What an exporter of the gaps is given: plain data that holds nothing which may not be printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from enable_desktop.anonymity import THRESHOLD, Anonymity, Quote
from enable_desktop.charter.report import PageSize
from enable_desktop.everybody import Everybody
from enable_desktop.gaps.analysis import Agreement, gap_table, together
from enable_desktop.gaps.coverage import Plan, coverage
from enable_desktop.gaps.findings import finding, lead
from enable_desktop.gaps.orders import Order, in_order
from enable_desktop.gaps.plain_words import coverage_sentence, method_note, of_leaders, of_reps
from enable_desktop.gaps.quotes import InTheirWords, Quoting, Wish
from enable_desktop.gaps.report_rows import Row, row_of
from enable_desktop.gaps.said import Said
from enable_desktop.gaps.verdicts import Verdict
from enable_desktop.gaps.voices import Sides, Voice
from enable_desktop.gaps.withheld import Withheld
from enable_desktop.interviews import Theme
from enable_desktop.people import Group
from enable_desktop.words import Sentence, counted, mark, sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Everything a report of gaps is made from, as it was heard; `heard` counts people by group.

    `themes` are those that the report compares, in their order; `people` tells of the whole directory.
    """

    voices: Sequence[Voice] = ()
    said: Sequence[Said] = ()
    themes: Sequence[Theme] = ()
    heard: Mapping[Group, int] = field(default_factory=dict)
    people: Everybody = field(default_factory=Everybody)
    sides: Sides = field(default_factory=Sides)
    plan: Plan = field(default_factory=Plan)
    first: date | None = None
    last: date | None = None
    round: str = ""
    department: str = ""
    suggestions: str = ""
    today: date
    company: str = ""
    page: PageSize = PageSize.A4
    threshold: int = THRESHOLD
    images: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How many people of each side were heard, of how many that the plan wants; None is withheld."""

    leaders: int | None
    leaders_wanted: int
    reps: int | None
    reps_wanted: int
    talks_missing: int | None
    is_fair: bool | None
    said: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class GapReport:
    """The gaps of one round on one day, as whoever reads it may know them.

    `people` and `statements` count those of the two sides, as far as they have figures; `others` are the groups with
    a column of their own.
    """

    today: date
    title: Sentence
    lead: tuple[Sentence, ...]
    rows: tuple[Row, ...]
    agreement: Agreement | None
    others: tuple[Group, ...]
    reach: Reach
    people: int
    statements: int
    first: date | None
    last: date | None
    in_their_words: tuple[InTheirWords, ...]
    works: tuple[Quote, ...]
    wishes: tuple[Wish, ...]
    method: tuple[Sentence, ...]
    withheld: Withheld
    suggestions: str = ""
    round: str = ""
    department: str = ""
    company: str = ""
    page: PageSize = PageSize.A4
    with_names: bool = False
    with_figures: bool = True
    """Whether the tables of figures are printed too."""
    name: str = ""
    """What it is called, where that is not as usual."""
    readers: str = ""
    """For whom it is, marked; stands on its first page."""
    images: Mapping[str, bytes] = field(default_factory=dict)


def gap_report(findings: Findings, *, with_names: bool = False, by_side: bool = False) -> GapReport:
    """The report on what was found; whoever agreed to it is named in it only `with_names`, and no role `by_side`."""
    anonymity = Anonymity(
        people=findings.people,
        today=findings.today,
        threshold=findings.threshold,
        with_names=with_names,
        by_side=by_side,
    )
    return _Making(findings, anonymity).report()


class _Making:
    """One report being put together: everything passes the rule of anonymity before anything is said of it."""

    def __init__(self, findings: Findings, anonymity: Anonymity) -> None:
        self._findings = findings
        self._anonymity = anonymity
        self._leaders, self._reps = self._heard(findings.sides.leadership), self._heard(findings.sides.reps)
        elsewhere = [
            group for group in Group if group not in findings.sides.leadership and group not in findings.sides.reps
        ]
        self._elsewhere = {group: anonymity.heard(findings.heard.get(group, 0)) for group in elsewhere}
        self._others = tuple(group for group, number in self._elsewhere.items() if number)
        gaps = gap_table(findings.voices, [theme.id for theme in findings.themes], findings.sides)
        titles = {theme.id: theme.title for theme in findings.themes}
        self._heard_gaps = {gap.theme: gap for gap in gaps}
        self._analysis = together(anonymity.gap(gap) for gap in gaps)
        ordered = in_order(self._analysis.gaps, Order.GAP)
        self._rows = tuple(
            row_of(titles[gap.theme], self._heard_gaps[gap.theme], gap, self._others, anonymity)
            for verdict in Verdict
            for gap in ordered
            if gap.verdict is verdict
        )

    def _heard(self, side: frozenset[Group]) -> int | None:
        return self._anonymity.heard(sum(self._findings.heard.get(group, 0) for group in side))

    def report(self) -> GapReport:
        findings, rows = self._findings, self._rows
        quoting = Quoting(findings.said, self._anonymity, findings.sides)
        in_their_words, works, wishes = quoting.side_by_side(rows), quoting.praise(), quoting.wishes(rows)
        shown = self._shown()
        suggestions, names = self._anonymity.without_names(findings.suggestions)
        return GapReport(
            today=findings.today,
            title=finding(rows),
            lead=lead(rows),
            rows=rows,
            agreement=self._analysis.agreement,
            others=self._others,
            reach=self._reach(),
            people=(self._leaders or 0) + (self._reps or 0),
            statements=len(shown),
            first=findings.first,
            last=findings.last,
            in_their_words=in_their_words,
            works=works,
            wishes=wishes,
            method=method_note(self._analysis),
            withheld=replace(self._withheld(shown, quoting), in_suggestions=names),
            suggestions=suggestions,
            round=findings.round,
            department=findings.department,
            company=findings.company,
            page=findings.page,
            with_names=self._anonymity.with_names,
            images=findings.images,
        )

    def _reach(self) -> Reach:
        """How far the people heard are from a fair picture, as far as it can be said."""
        findings, leaders, reps = self._findings, self._leaders, self._reps
        known = findings.people.sizes
        found = coverage(
            leaders or 0,
            reps or 0,
            leaders_known=sum(known.get(group, 0) for group in findings.sides.leadership),
            reps_known=sum(known.get(group, 0) for group in findings.sides.reps),
            plan=findings.plan,
        )
        is_told = leaders is not None and reps is not None
        return Reach(
            leaders=leaders,
            leaders_wanted=found.leaders_wanted,
            reps=reps,
            reps_wanted=found.reps_wanted,
            talks_missing=found.talks_missing if is_told else None,
            is_fair=found.is_fair if is_told else None,
            said=coverage_sentence(found)
            if is_told
            else self._short_reach(leaders, found.leaders_wanted, reps, found.reps_wanted),
        )

    def _short_reach(self, leaders: int | None, leaders_wanted: int, reps: int | None, reps_wanted: int) -> Sentence:
        """The same where a side is too small to be counted."""
        least = self._anonymity.least
        return sentence(
            mark("{leaders}, {reps} for a fair picture"),
            leaders=of_leaders(leaders, leaders_wanted)
            if leaders is not None
            else counted(
                "fewer than {least} of {n} leader", "fewer than {least} of {n} leaders", leaders_wanted, least=least
            ),
            reps=of_reps(reps, reps_wanted)
            if reps is not None
            else counted("fewer than {least} of {n} rep", "fewer than {least} of {n} reps", reps_wanted, least=least),
        )

    def _shown(self) -> list[Said]:
        """The statements of a side that has figures on their theme; on themes that are not compared, figures at all."""
        by_theme = {row.gap.theme: row for row in self._rows}
        return [
            each
            for each in self._findings.said
            if self._has_figures(each.group, by_theme.get(each.statement.theme or 0))
        ]

    def _has_figures(self, group: Group, row: Row | None) -> bool:
        if group in self._findings.sides.leadership:
            return not row.leadership.is_withheld if row is not None else self._leaders is not None
        if group in self._findings.sides.reps:
            return not row.reps.is_withheld if row is not None else self._reps is not None
        return False

    def _withheld(self, shown: Sequence[Said], quoting: Quoting) -> Withheld:
        anonymity = self._anonymity
        columns = [side for row in self._rows for side in (row.leadership, row.reps, *row.others.values())]
        return Withheld(
            least=anonymity.least,
            counts=sum(each.is_withheld for each in columns),
            means=sum(each.rated is not None and 0 < each.rated < anonymity.least for each in columns),
            groups=sum(number is None for number in self._elsewhere.values()),
            statements=sum(not anonymity.may_be_quoted(each.statement, each.person) for each in shown),
            roles=quoting.by_side,
            by_side=anonymity.by_side,
            names=quoting.names,
        )
