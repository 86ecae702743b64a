"""Themes and the rounds that ask about them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import Any

from db import rows
from db.chips import lead_elsewhere
from db.history import History
from db.links import move_links
from enable_desktop.errors import WorkspaceError
from enable_desktop.fields import fields_of
from enable_desktop.interviews import Mention, Question, Rating, Round, RoundTheme, Statement, Theme
from enable_desktop.links import Ref
from enable_desktop.people import folded
from enable_desktop.words import mark


def rounds_of(connection: sqlite3.Connection) -> tuple[Round, ...]:
    """Every round of a file, the latest first."""
    found = rows.read_all(connection, Round)
    return tuple(sorted(found, key=lambda each: (each.start or date.min, each.position, each.id), reverse=True))


class Themes:
    """The subjects that statements are tagged with, and the rounds of the programme."""

    def __init__(self, connection: sqlite3.Connection, history: History) -> None:
        self._connection = connection
        self._history = history

    # -- rounds

    def rounds(self) -> tuple[Round, ...]:
        """Every round, the latest first."""
        return rounds_of(self._connection)

    def current_round(self) -> Round | None:
        """The round that counts unless another is chosen: the latest."""
        found = self.rounds()
        return found[0] if found else None

    def start_round(self, title: str, start: date | None, themes: Iterable[int], **values: Any) -> int:
        """A new round that asks about these themes."""
        with self._history.step(mark("Start the round “{title}”"), title=title):
            made = rows.insert(self._connection, Round, {**values, "title": title, "start": start})
            for theme in dict.fromkeys(themes):
                rows.insert(self._connection, RoundTheme, {"round": made, "theme": theme})
            return made

    def of_round(self, round_id: int) -> tuple[Theme, ...]:
        """The themes a round asks about, in its order."""
        asked = rows.read_where(self._connection, RoundTheme, "round", round_id)
        by_id = {theme.id: theme for theme in rows.read_all(self._connection, Theme)}
        return tuple(by_id[id_] for id_ in dict.fromkeys(each.theme for each in asked) if id_ in by_id)

    def include(self, round_id: int, theme: int, included: bool = True) -> None:
        """Let a round ask about a theme, or not."""
        there = [
            each for each in rows.read_where(self._connection, RoundTheme, "round", round_id) if each.theme == theme
        ]
        if bool(there) == included:
            return
        with self._history.step(mark("Change the themes of a round")):
            if included:
                rows.insert(self._connection, RoundTheme, {"round": round_id, "theme": theme})
            for each in there:
                self._connection.execute("delete from round_themes where id = ?", (each.id,))

    # -- themes

    def called(self, title: str) -> Theme | None:
        """The theme of this title; case, spaces, accents and ё do not matter."""
        wanted = folded(title)
        return next((theme for theme in rows.read_all(self._connection, Theme) if folded(theme.title) == wanted), None)

    def make(self, title: str, round_id: int | None = None, **values: Any) -> int:
        """A theme of this title, the one that is there already or a new one; a round given asks about it."""
        known = self.called(title)
        with self._history.step(mark("Add theme “{title}”"), title=title):
            theme = known.id if known is not None else rows.insert(self._connection, Theme, {**values, "title": title})
            if round_id is not None:
                self.include(round_id, theme)
            return theme

    def merge(self, keep: int, other: int) -> None:
        """Make two themes one: statements, answers, questions and links of the other move over. One step."""
        if keep == other:
            return
        kept, gone = self._get(keep), self._get(other)
        with self._history.step(mark("Merge “{other}” into “{title}”"), title=kept.title, other=gone.title):
            self._merge_answers(keep, other)
            for table, column in rows.references_to(self._connection, Theme.kind):
                if table not in (Rating.kind, RoundTheme.kind):
                    self._connection.execute(f'update "{table}" set "{column}" = ? where "{column}" = ?', (keep, other))
            for each in rows.read_where(self._connection, RoundTheme, "theme", other):
                if each.round is not None:
                    self.include(each.round, keep)
            move_links(self._connection, Ref(Theme.kind, other), Ref(Theme.kind, keep))
            lead_elsewhere(self._connection, Ref(Theme.kind, other), Ref(Theme.kind, keep))
            filled = {
                name: getattr(gone, name)
                for name in ("description", "leadership_words", "rep_words")
                if getattr(gone, name) and not getattr(kept, name)
            }
            rows.update(self._connection, Theme, keep, filled)
            self._connection.execute("delete from themes where id = ?", (other,))

    def _merge_answers(self, keep: int, other: int) -> None:
        """Of two answers in one talk the stronger stays: raised before asked, the higher score."""
        mine = {each.interview: each for each in rows.read_where(self._connection, Rating, "theme", keep)}
        for answer in rows.read_where(self._connection, Rating, "theme", other):
            own = mine.get(answer.interview)
            if own is None:
                rows.update(self._connection, Rating, answer.id, {"theme": keep})
                continue
            rows.update(
                self._connection,
                Rating,
                own.id,
                {
                    "heard": own.heard.or_stronger(answer.heard),
                    "importance": _higher(own.importance, answer.importance),
                    "served": _higher(own.served, answer.served),
                    "hurts": _higher(own.hurts, answer.hurts),
                    "top_three": own.top_three or answer.top_three,
                },
            )
            self._connection.execute("delete from ratings where id = ?", (answer.id,))

    def split(self, theme: int, statements: Iterable[int], title: str) -> int:
        """Move some statements of a theme to a theme of another title, which the same rounds ask about."""
        found = self._get(theme)
        with self._history.step(mark("Split “{title}”"), title=found.title):
            made = self.make(title)
            for each in rows.read_where(self._connection, RoundTheme, "theme", theme):
                if each.round is not None:
                    self.include(each.round, made)
            for statement in statements:
                rows.update(self._connection, Statement, statement, {"theme": made})
            # Who was asked about the whole was asked about its part too.
            known = {each.interview for each in rows.read_where(self._connection, Rating, "theme", made)}
            for answer in rows.read_where(self._connection, Rating, "theme", theme):
                if answer.heard is not Mention.NOT_ASKED and answer.interview not in known:
                    values = {"interview": answer.interview, "theme": made, "heard": Mention.ASKED}
                    rows.insert(self._connection, Rating, values)
            return made

    def fill(self, themes: Iterable[Theme], questions: Iterable[tuple[Question, str]]) -> None:
        """Add what the program knows on day one and the file does not; see `fill_bank`."""
        with self._history.step(mark("Add the question bank")):
            fill_bank(self._connection, themes, questions)

    def _get(self, theme: int) -> Theme:
        found = rows.read_one(self._connection, Theme, theme)
        if found is None:
            raise WorkspaceError(mark("This theme is not there any more; nothing was changed."))
        return found


def fill_bank(
    connection: sqlite3.Connection, themes: Iterable[Theme], questions: Iterable[tuple[Question, str]]
) -> None:
    """Insert the themes whose key is not there yet, and the questions whose words are not.

    Each question comes with the key of the theme it belongs to, or nothing. The caller holds the transaction.
    """
    by_key = {theme.key: theme.id for theme in rows.read_all(connection, Theme) if theme.key}
    for theme in themes:
        if theme.key not in by_key:
            values = {field.name: getattr(theme, field.name) for field in fields_of(Theme)}
            by_key[theme.key] = rows.insert(connection, Theme, values)
    asked = {(question.title, question.audience) for question in rows.read_all(connection, Question)}
    for question, key in questions:
        if (question.title, question.audience) not in asked:
            values = {field.name: getattr(question, field.name) for field in fields_of(Question)}
            rows.insert(connection, Question, {**values, "theme": by_key.get(key)})


def _higher(one: int | None, other: int | None) -> int | None:
    return max((value for value in (one, other) if value is not None), default=None)
