"""The links of a charter's lines, in both directions, with what is shown at their far ends."""

from __future__ import annotations

import gettext
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any, Final

from db import rows
from db.files import ask
from db.gaps import Filter, Gaps
from db.themes import rounds_of
from enable_desktop.anonymity import Anonymity, may_be_quoted, threshold_of
from enable_desktop.charter.content import KINDS_OF, Charter, with_links
from enable_desktop.charter.evidence import OF_A_TALK, Shown, pairs
from enable_desktop.everybody import Everybody
from enable_desktop.fields import Line, fields_of
from enable_desktop.gaps.analysis import gap_table
from enable_desktop.gaps.voices import Voice
from enable_desktop.interviews import Interview, Statement, Theme
from enable_desktop.kinds import KINDS
from enable_desktop.links import Link, Reason, Ref
from enable_desktop.measures import Measure, Reading, by_date
from enable_desktop.people import Group, Person
from enable_desktop.readouts import title_of
from enable_desktop.words import Words

_KINDS: Final = frozenset().union(*KINDS_OF.values())
_PLAIN: Final = Words("en", gettext.NullTranslations())
"""A section is kept by its English name, and shown in the language of whoever reads it."""


def links_of(connection: sqlite3.Connection, kinds: Iterable[str]) -> tuple[Link, ...]:
    """Every link that starts or ends at a line of these kinds, in their order."""
    found = {
        link.id: link
        for kind in sorted(kinds)
        for side in ("from_kind", "to_kind")
        for link in rows.read_where(connection, Link, side, kind)
    }
    return tuple(sorted(found.values(), key=lambda link: (link.position, link.id)))


def with_shown_links(
    connection: sqlite3.Connection, charter: Charter, today: date, everybody: Callable[[], Everybody]
) -> Charter:
    """A charter with the links of its lines, what they show now, and the currency of its amounts."""
    links = links_of(connection, _KINDS)
    settings = dict(ask(connection, "select key, value from settings"))
    threshold = threshold_of(settings.get("anonymity_threshold", ""))
    lines = [line for kind in charter.lines.values() for line in kind]
    shown = FarEnds(connection, lines, threshold, today, everybody).shown(links)
    return with_links(charter, links, shown, settings.get("currency", ""))


def shown_now(
    connection: sqlite3.Connection, refs: Iterable[Ref], today: date, everybody: Callable[[], Everybody]
) -> dict[Ref, Shown]:
    """What records say to an outsider today, as a charter would print them; nothing for one that is gone."""
    settings = dict(ask(connection, "select key, value from settings"))
    threshold = threshold_of(settings.get("anonymity_threshold", ""))
    return FarEnds(connection, rows.read_all(connection, Reading), threshold, today, everybody).of(refs)


def put_back_links(connection: sqlite3.Connection, kept: Charter, kinds: frozenset[str]) -> tuple[Shown, ...]:
    """Join again what was linked to the lines of these kinds; returns the far ends that are not there any more.

    What justifies a line is as it was kept: a note made since goes. Other links made since stay.
    """
    wanted = [link for link in kept.all(Link) if link.from_kind in kinds or link.to_kind in kinds]
    noted = pairs(wanted, kinds)
    there: dict[tuple[Ref, Ref, Reason], Link] = {}
    for link in links_of(connection, kinds):
        is_note = link.reason is Reason.EVIDENCE and link.from_kind in kinds
        if is_note and (link.start, link.end) not in noted:
            connection.execute("delete from links where id = ?", (link.id,))
        else:
            there[link.start, link.end, link.reason] = link
    lost = []
    for link in wanted:
        if (link.start, link.end, link.reason) in there:
            continue
        if _exists(connection, link.start) and _exists(connection, link.end):
            values = {field.name: getattr(link, field.name) for field in fields_of(Link)}
            taken = rows.read_one(connection, Link, link.id) is not None
            rows.insert(connection, Link, {**values, "position": link.position}, id_=None if taken else link.id)
        else:
            lost += [shown for shown in kept.all(Shown) if shown.id == link.id]
    return tuple(lost)


def permitted(connection: sqlite3.Connection, charter: Charter, today: date) -> Charter:
    """A charter without the words that may not be quoted any more: permission counts on the day of printing."""
    shown = tuple(
        replace(each, quote="") if each.quote and _is_withdrawn(connection, each, today) else each
        for each in charter.all(Shown)
    )
    return replace(charter, lines={**charter.lines, Shown.kind: shown}) if charter.knows_links else charter


def _is_withdrawn(connection: sqlite3.Connection, shown: Shown, today: date) -> bool:
    """Whether words were made not quotable, or their speaker agrees no more; of who is gone, the last word counts."""
    statement = rows.read_one(connection, Statement, shown.end_id)
    if statement is None:
        return False
    person = rows.read_one(connection, Person, shown.person or 0)
    return not (may_be_quoted(statement, person, today) if person is not None else statement.quotable)


def _exists(connection: sqlite3.Connection, ref: Ref) -> bool:
    return ref.kind in KINDS and rows.read_one(connection, KINDS[ref.kind].record, ref.id) is not None


class FarEnds:
    """Shows what the links of a charter lead to, as it is now."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        lines: Iterable[Line],
        threshold: int,
        today: date,
        everybody: Callable[[], Everybody],
    ) -> None:
        self._connection = connection
        self._threshold = threshold
        self._today = today
        self._everybody = everybody
        self._lines: dict[Ref, Line | None] = {Ref(line.kind, line.id): line for line in lines}
        self._readings: dict[int | None, list[Reading]] = {}
        for line in self._lines.values():
            if isinstance(line, Reading):
                self._readings.setdefault(line.measure, []).append(line)

    @cached_property
    def _anonymity(self) -> Anonymity:
        """The rule for whoever is quoted; the directory is read only then."""
        return Anonymity(people=self._everybody(), today=self._today, threshold=self._threshold)

    def shown(self, links: Iterable[Link]) -> tuple[Shown, ...]:
        """What each link leads to; nothing for one that leads nowhere."""
        found = []
        for link in links:
            end = link.end if link.from_kind in _KINDS else link.start
            line = self._find(end)
            if line is not None:
                found.append(Shown(id=link.id, end_kind=end.kind, end_id=end.id, **self._values(line)))
        return tuple(found)

    def of(self, refs: Iterable[Ref]) -> dict[Ref, Shown]:
        """What each of these records says to an outsider; nothing for one that is gone."""
        found = ((ref, self._find(ref)) for ref in refs)
        return {
            ref: Shown(end_kind=ref.kind, end_id=ref.id, **self._values(line))
            for ref, line in found
            if line is not None
        }

    def _find(self, ref: Ref) -> Line | None:
        if ref not in self._lines:
            known = ref.kind in KINDS
            self._lines[ref] = rows.read_one(self._connection, KINDS[ref.kind].record, ref.id) if known else None
        return self._lines[ref]

    def _title(self, ref: Ref) -> str:
        line = self._find(ref)
        return line.title_text if line is not None else ""

    def _values(self, line: Line) -> Mapping[str, Any]:
        if isinstance(line, Measure):
            return self._figures(line)
        if isinstance(line, Theme):
            return {"title": line.title_text, **self._gap(line)}
        if isinstance(line, Person):
            return {"title": line.title_text, **self._said_by(line.id, line.group)}
        if isinstance(line, Interview):
            return {"title": line.title_text, **self._said_in(line)}
        if isinstance(line, Statement):
            return self._quote(line)
        if line.kind in OF_A_TALK:
            talk = self._find(Ref(Interview.kind, getattr(line, "interview", None) or 0))
            speaker = self._said_in(talk) if isinstance(talk, Interview) else {}
            return {"title": title_of(line, self._title, _PLAIN), **speaker}
        return {"title": title_of(line, self._title, _PLAIN)}

    def _quote(self, statement: Statement) -> Mapping[str, Any]:
        """Words as they may be printed, no names in them; none where they may not be quoted."""
        theme = self._title(Ref(Theme.kind, statement.theme or 0))
        found = {"title": theme, "is_quote": statement.is_quote}
        talk = self._find(Ref(Interview.kind, statement.interview or 0))
        if not isinstance(talk, Interview):
            return found
        found |= self._said_in(talk)
        person = self._find(Ref(Person.kind, talk.person or 0))
        if isinstance(person, Person) and self._anonymity.may_be_quoted(statement, person):
            found["quote"] = self._anonymity.quote(statement, person, talk.group, talk.label).words
        return found

    def _said_in(self, talk: Interview) -> Mapping[str, Any]:
        return self._said_by(talk.person, talk.group, talk.label)

    def _said_by(self, id_: int | None, group: Group, label: str = "") -> Mapping[str, Any]:
        person = self._find(Ref(Person.kind, id_ or 0))
        role = self._anonymity.role(person, label) if isinstance(person, Person) else ""
        return {"role": role, "group": self._anonymity.group(group), "person": id_}

    @cached_property
    def _latest(self) -> Filter:
        """The talks that count: those of the latest round."""
        rounds = rounds_of(self._connection)
        return Filter(round=rounds[0].id if rounds else None)

    @cached_property
    def _voices(self) -> tuple[Voice, ...]:
        return Gaps(self._connection).voices(self._latest)

    def _gap(self, theme: Theme) -> Mapping[str, Any]:
        """How both sides see a theme in the latest round, as an outsider may know it."""
        voices = [voice for voice in self._voices if voice.theme == theme.id]
        if not voices:
            return {}
        heard = gap_table(voices, [theme.id])[0]
        rule = Anonymity(people=Everybody(), today=self._today, threshold=self._threshold)
        leadership, reps = rule.figures(heard.leadership), rule.figures(heard.reps)
        return {
            "least": rule.least,
            "leaders_asked": leadership.asked,
            "leaders_raised": leadership.raised,
            "leaders_mean": leadership.mean,
            "reps_asked": reps.asked,
            "reps_raised": reps.raised,
            "reps_mean": reps.mean,
            "verdict": rule.gap(heard).verdict,
            "on": Gaps(self._connection).period(self._latest)[1],
        }

    def _figures(self, measure: Measure) -> Mapping[str, Any]:
        dated = by_date(self._readings.get(measure.id, ()))
        last = dated[-1] if dated else None
        return {
            "title": measure.title,
            "unit": measure.unit,
            "baseline": measure.baseline,
            "target": measure.target,
            "value": last.value if last is not None else None,
            "on": last.on if last is not None else None,
            "source": measure.source,
        }
