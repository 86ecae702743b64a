"""Everything about a person: what names them, and what is linked to them, each leading there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QVBoxLayout, QWidget

from enable_desktop.charter.lines import Approval
from enable_desktop.fields import Line, Shape, fields_of
from enable_desktop.interviews import Interview, Sort, Statement, Theme
from enable_desktop.kinds import KINDS
from enable_desktop.library.assets import Asset
from enable_desktop.links import Link, Ref
from enable_desktop.notes import Promise
from enable_desktop.people import Person
from enable_desktop.readouts import title_of
from enable_desktop.words import mark
from ui.labels import label
from ui.pages import entry_for
from ui.quotes import quoted_words
from ui.rows import Row, RowsDelegate, RowsView

if TYPE_CHECKING:
    from ui.desk import Desk

_MOST_HIGH: Final = 480
_MOST_OF_A_KIND: Final = 100
_PADDING: Final = 8


class Belongings(QWidget):
    """The rows below the form: theirs, and linked."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ref = Ref(Person.kind, 0)
        theme, words = desk.theme, desk.words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(theme, words(mark("Everything about them")), "section"))
        self._none = label(
            theme,
            words(mark("Nothing names them yet. What they own, sign, judge or are linked to will be listed here.")),
            "body",
            tone="secondary",
            wrap=True,
        )
        column.addWidget(self._none)
        self.list = RowsView(theme, words(mark("Everything about them")))
        self.list.setItemDelegate(RowsDelegate(theme, self.list, _PADDING))
        self.list.activated.connect(self._on_activated)
        self.list.clicked.connect(self._on_activated)
        column.addWidget(self.list)
        theme.changed.connect(self._fit)

    def show_person(self, id_: int) -> None:
        """Shows what is about a person."""
        self._ref = Ref(Person.kind, id_)
        rows = [*self._theirs(), *self._linked()]
        self.list.show_rows(rows)
        if not self.list.hasFocus():
            # Nothing is chosen here until somebody comes with the keyboard.
            self.list.setCurrentIndex(QModelIndex())
        self.list.setVisible(bool(rows))
        self._none.setVisible(not rows)
        self._fit()

    def _fit(self) -> None:
        most = self._desk.theme.px(_MOST_HIGH)
        self.list.setFixedHeight(min(self.list.natural_height(most) + 2, most))

    def _theirs(self) -> list[Row]:
        words = self._desk.words
        rows = []
        by_kind: dict[str, list[Ref]] = {}
        for ref in in_order(self._desk.workspace.people.belongings(self._ref.id)):
            by_kind.setdefault(ref.kind, []).append(ref)
        shown = [ref for refs in by_kind.values() for ref in refs[:_MOST_OF_A_KIND]]
        lines = self._desk.workspace.find_all(shown)
        for ref in shown:
            line = lines.get(ref)
            if line is None or isinstance(line, Promise):
                continue
            if isinstance(line, Interview):
                rows += self._talk(line)
                continue
            roles = [words(field.label) for field in fields_of(type(line)) if self._names_them(field.name, line)]
            rows.append(
                Row(title=said(self._desk, line), detail=_noun(self._desk, ref), right=", ".join(roles), key=ref)
            )
        rows += [self._more(refs) for refs in by_kind.values() if len(refs) > _MOST_OF_A_KIND]
        return rows

    def _more(self, refs: Sequence[Ref]) -> Row:
        """What stands for those of a kind that are not listed; content is listed in the library by its owner."""
        more = len(refs) - _MOST_OF_A_KIND
        key = f"library#owner:{self._ref.id}" if refs[0].kind == Asset.kind else None
        return Row(
            title=self._desk.words.n("{n} more", "{n} more", more),
            detail=_noun(self._desk, refs[0]),
            quiet=True,
            key=key,
        )

    def _talk(self, talk: Interview) -> list[Row]:
        """A talk by its day, and below it what was said in it."""
        words, workspace = self._desk.words, self._desk.workspace
        statements = workspace.interviews.statements(talk.id)
        title = words(talk.occasion.label)
        if talk.on is not None:
            title = f"{title}, {words.short_day(talk.on, self._desk.today)}"
        count = words.n("{n} statement", "{n} statements", len(statements)) if statements else ""
        state = words(mark("Held")) if talk.held else words(mark("Planned"))
        rows = [Row(title=title, detail=count or state, right=state if count else "", key=Ref(Interview.kind, talk.id))]
        for each in statements:
            theme = workspace.title_of(Ref(Theme.kind, each.theme)) if each.theme is not None else ""
            severity = words.number(each.severity) if each.sort is Sort.PROBLEM else ""
            detail = ", ".join(part for part in (theme or words(mark("No theme yet")), severity) if part)
            text = quoted_words(each, words)
            ref = Ref(Statement.kind, each.id)
            rows.append(Row(title=text, detail=detail, icon="format-quote-open", tip=text, key=ref))
        return rows

    def _names_them(self, name: str, line: Line) -> bool:
        return any(
            field.name == name and field.shape is Shape.RECORD and field.kind == Person.kind
            for field in fields_of(type(line))
        ) and bool(getattr(line, name) == self._ref.id)

    def _linked(self) -> list[Row]:
        workspace = self._desk.workspace
        rows = []
        for link in workspace.links.of(self._ref):
            forward = link.start == self._ref
            other = link.end if forward else link.start
            line = workspace.find(other)
            title = said(self._desk, line) if line is not None else link.label
            rows.append(Row(title=title, detail=self._said_link(link, other, forward), icon="link-variant", key=other))
        return rows

    def _said_link(self, link: Link, other: Ref, forward: bool) -> str:
        words, noun = self._desk.words, _noun(self._desk, other)
        reason = words(link.reason.label)
        if forward:
            return words(mark("{noun}: this person {reason} it"), noun=noun, reason=reason)
        return words(mark("{noun}: it {reason} this person"), noun=noun, reason=reason)

    def _on_activated(self) -> None:
        row = self.list.current
        if row is not None and isinstance(row.key, Ref):
            lead_to(self._desk, row.key)
        elif row is not None and isinstance(row.key, str):
            self._desk.go(row.key)


def in_order(refs: Iterable[Ref]) -> tuple[Ref, ...]:
    """What names a person, each once, in the order of the charter."""
    order = {kind: place for place, kind in enumerate(KINDS)}
    return tuple(sorted(set(refs), key=lambda ref: (order.get(ref.kind, len(order)), ref.id)))


def said(desk: Desk, line: Line) -> str:
    """What a record is called among somebody's things."""
    if isinstance(line, Approval):
        version = desk.workspace.title_of(Ref("versions", line.version)) if line.version else ""
        return desk.words(mark("Version {version}: {answer}"), version=version, answer=desk.words(line.answer.label))
    return title_of(line, desk.workspace.title_of, desk.words) or _noun(desk, Ref(line.kind, line.id))


def list_of(desk: Desk, refs: tuple[Ref, ...], most: int = 8) -> str:
    """What is theirs as lines of a dialog."""
    words = desk.words
    lines = []
    for ref in refs[:most]:
        line = desk.workspace.find(ref)
        if line is not None:
            lines.append(words(mark("{noun} “{title}”"), noun=_noun(desk, ref), title=said(desk, line)))
    if len(refs) > most:
        lines.append(words.n("and {n} more", "and {n} more", len(refs) - most))
    return "\n".join(lines)


def lead_to(desk: Desk, ref: Ref) -> None:
    """Opens a record where it is shown."""
    if entry_for(ref.kind) is not None:
        desk.go(ref)
    elif ref.kind == Approval.kind:
        desk.go("charter#approvals")
    else:
        desk.go("charter")


def _noun(desk: Desk, ref: Ref) -> str:
    return desk.words(KINDS[ref.kind].noun) if ref.kind in KINDS else ""
