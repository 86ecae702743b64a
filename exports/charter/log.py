"""The change log: the versions there were, and what is different since the last one that was signed."""

from __future__ import annotations

import re
from typing import Any, Final

from enable_desktop.blocks import plain_text
from enable_desktop.charter.compare import COVER, Change, Difference, Piece, State, inline
from enable_desktop.charter.evidence import Shown, cited, note_of
from enable_desktop.charter.lines import Document
from enable_desktop.charter.report import last_signed, of_document
from enable_desktop.charter.sections import BY_KEY
from enable_desktop.fields import Shape
from enable_desktop.links import without_chips
from enable_desktop.readouts import Reader
from exports.blocks import Block
from exports.charter.setting import Setting
from exports.look import TABLE, TABLE_QUIET, TABLE_STRONG, Look
from exports.text import Run, Text

_CONTEXT: Final = 60
_LONGEST_CHANGE: Final = 1_500
_LONGEST_BARE: Final = 50_000
_LINE_MARK: Final = re.compile(r"^\s*(?:#{1,6}|>|[-*+])\s+")
_TABLE_RULE: Final = re.compile(r"^[\s|:-]*-{2,}[\s|:-]*$")
_ADDED: Final = Look("Inter-SemiBold", 8, 11.5, "text.link")
_REMOVED: Final = Look("Inter", 8, 11.5, "problem.text")


def log_blocks(setting: Setting) -> list[Block]:
    """The table of versions, then what changed since the last signature."""
    press, words = setting.press, setting.words
    rows = [
        [
            press.text(f"v{line.title}" if line.title[:1].isdigit() else line.title, TABLE_STRONG),
            press.text(words.short_day(line.on), TABLE_QUIET),
            press.text(setting.said(line.status), TABLE),
            press.text(line.note, TABLE),
        ]
        for line in of_document(setting.report.versions, Document.CHARTER)
    ]
    columns = [(words("Version"), -70), (words("Date"), -70), (words("State"), -70), (words("What changed"), 1.0)]
    blocks: list[Block] = [setting.table(columns, rows)] if rows else []
    return [*blocks, *_since_signed(setting)]


def _since_signed(setting: Setting) -> list[Block]:
    words, report = setting.words, setting.report
    signed = last_signed(report.versions, Document.CHARTER)
    if signed is None or report.signed is None:
        return []
    name = f"v{signed.title}" if signed.title[:1].isdigit() else signed.title
    title = words("Since you signed {version}, {day}", version=name, day=words.day(signed.on))
    changes = report.changes()
    if not changes:
        return [setting.subhead(title, before=20), setting.press.text(words("Nothing has changed."), TABLE, before=4)]
    rows = [_row(setting, change, first) for change, first in _with_first(changes)]
    columns = [(words("Section"), 0.9), (words("Line"), 1.1), (words("Change"), 2.4)]
    return [setting.subhead(title, before=20), setting.table(columns, rows, before=4)]


def _with_first(changes: tuple[Difference, ...]) -> list[tuple[Difference, bool]]:
    """Each difference, and whether it is the first of its section."""
    before = [None, *(change.section for change in changes)]
    return [(change, change.section != earlier) for change, earlier in zip(changes, before, strict=False)]


def _row(setting: Setting, change: Difference, first: bool) -> list[Block]:
    press, words = setting.press, setting.words
    section = words("Cover") if change.section == COVER else words(BY_KEY[change.section].title)
    label = words(change.label) if change.field is not None else ""
    title = change.title or label
    if change.field is None:
        what: Block = press.text(setting.said(change.change), _REMOVED if change.change is Change.REMOVED else _ADDED)
    elif change.is_prose:
        what = _inline(setting, change, label if change.title else "")
    else:
        what = _plain(setting, change, label if change.title else "")
    return [press.text(section if first else "", TABLE_QUIET), press.text(title, TABLE), what]


def _plain(setting: Setting, change: Difference, label: str) -> Block:
    before = _value(setting, change, change.before, change.old_currency)
    after = _value(setting, change, change.after, change.new_currency)
    none = setting.words("nothing")
    parts = [(f"{label}:", TABLE_QUIET)] if label else []
    return setting.press.mixed([*parts, (before or none, _REMOVED), ("→", TABLE_QUIET), (after or none, _ADDED)])


def _value(setting: Setting, change: Difference, value: Any, currency: str) -> str:
    assert change.field is not None
    if isinstance(value, Shown):
        return cited(*note_of(value, setting.words))
    if change.field.shape is Shape.RECORD:
        return str(value or "")
    if change.field.shape is Shape.MAP:
        return ", ".join(f"{key}: {value[key]}" for key in sorted(value) if value[key])
    return Reader(setting.words, currency or setting.report.currency, lambda _: "").shown(change.field, value)


def _inline(setting: Setting, change: Difference, label: str) -> Block:
    """The words that changed with a few words around them; struck are those that went."""
    press = setting.press
    runs: list[Run] = []
    if label:
        runs += press.runs(f"{label}: ", press.format(TABLE_QUIET))
    pieces = inline(_bare(str(change.before)), _bare(str(change.after)))
    left = _LONGEST_CHANGE
    for place, piece in enumerate(pieces):
        text = _shortened(piece, place == 0, place == len(pieces) - 1)
        if len(text) > left:
            text = f"{text[: max(left, 0)]}…"
        left -= len(text)
        text = " ".join(text.split("\n"))
        match piece.state:
            case State.SAME:
                runs += press.runs(text, press.format(TABLE))
            case State.ADDED:
                runs += press.runs(text, press.format(_ADDED))
            case State.REMOVED:
                runs += press.runs(text, press.format(_REMOVED, strike=True))
                runs += press.runs(" ", press.format(TABLE))
        if left <= 0:
            break
    return Text(runs, TABLE.leading)


def _shortened(piece: Piece, first: bool, last: bool) -> str:
    """A piece that is the same in both, cut to the words next to a change."""
    text = piece.text
    if piece.state is not State.SAME or len(text) <= 2 * _CONTEXT:
        return text
    head = "" if first else f"{text[:_CONTEXT].rsplit(' ', 1)[0]} "
    tail = "" if last else f" {text[-_CONTEXT:].split(' ', 1)[-1]}"
    return f"{head}…{tail}"


def _bare(markdown: str) -> str:
    """A text as it is read, without the marks that dress it; a very long one as it was typed."""
    text = without_chips(markdown).strip()
    if len(text) > _LONGEST_BARE:
        return text
    lines = [_LINE_MARK.sub("", line) for line in text.splitlines() if not _TABLE_RULE.match(line)]
    return "\n".join(plain_text(line.strip(" |").replace("|", "·")) for line in lines)
