"""The brief as PDF: one page made for paper, and a second sheet with figures only where somebody asks for it.

The page never grows to two. What does not fit is left out in this order, and a line at its foot says what it was.

The wide column gives up: lines to write on, down to three below each question; a line of its own for the theme; the
third line to write on; the words of the opening (the boxes of consent stay); all but three lines of a long question;
the second line to write on; all but one line of an assumption; questions from the last on, down to three; the third
line of a question; assumptions beyond three; questions beyond the first. What room is then left goes to lines again.

The narrow column gives up: kept promises, down to two, then all; earlier words and statements on the theme beyond
eight, then five; all but three lines of each text; what is known beyond eight lines; earlier words and statements
beyond three; how a side puts the themes to listen for; open promises beyond six; themes beyond four; what is known
beyond six lines, then four; the third line of each text; earlier words and statements beyond the first; themes beyond
three; the closing; open promises beyond three; earlier words and statements; of everything else but two pieces and
two lines.

The head gives up what is longer than two lines of a title, four of a purpose, four of who takes part.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from enable_desktop.briefs import Brief
from enable_desktop.words import Counted, Words
from exports.blocks import Block, Columns, Rule, Space, Stack
from exports.brief.asking import asking, asking_left_out, asking_steps, notes, stretched
from exports.brief.figures import figures_page
from exports.brief.knowing import knowing, knowing_left_out, knowing_steps
from exports.brief.marks import WritingLines
from exports.brief.setting import Setting, fitted
from exports.fonts import faces
from exports.look import H1, KICKER, MM, NOTE, NOTE_STRONG, TABLE_STRONG, Look
from exports.page import Running, draw_pages
from exports.press import SIZES, Press, Sheet
from exports.write import write_whole

_ABOVE_NOTICE: Final = 7.0
_MARGINS: Final = {"left": 22 * MM, "right": 18 * MM, "top": 22 * MM, "bottom": 19.5 * MM}
_PURPOSE: Final = Look("Serif", 11.5, 16.5)
_GUTTER: Final = 20.0
_SHARES: Final = (8.0, 4.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What came out: pages, characters that no face covers, and what was left out to keep to one page."""

    pages: int
    unprintable: int
    left_out: tuple[Counted, ...] = ()


def write_brief(brief: Brief, words: Words, path: Path, settle: Callable[[], None] = lambda: None) -> Printed:
    """Writes the PDF of a brief in the language of `words`; the file appears whole or stays as it was.

    Raises WorkspaceError with a sentence where the target cannot be written. `settle` is called just before the new
    file takes its place; what it raises stops that.
    """
    data, printed = brief_bytes(brief, words)
    write_whole(path, data, settle)
    return printed


def brief_bytes(brief: Brief, words: Words) -> tuple[bytes, Printed]:
    """The PDF of a brief, and what came out. The same brief gives the same bytes."""
    press = Press(words, faces(), sheet_of(brief), {})
    setting = Setting(brief, press)
    page, left_out = brief_page(setting)
    pages = [page, figures_page(setting)] if brief.figures else [page]
    running = Running(
        title=f"{_kind(brief, words)} · {brief.title}",
        company=brief.company,
        version=words("Printed {day}", day=brief.today),
        foot=words.say(brief.place_in_round) if brief.place_in_round is not None else "",
    )
    file = io.BytesIO()
    draw_pages(file, press, (), pages, running)
    return file.getvalue(), Printed(pages=len(pages), unprintable=press.unprintable, left_out=left_out)


def sheet_of(brief: Brief) -> Sheet:
    """The paper of a brief with its margins: smaller than those of documents that are read at length."""
    return Sheet(*SIZES[brief.page], **_MARGINS)


def brief_page(setting: Setting) -> tuple[Block, tuple[Counted, ...]]:
    """The page, which is no higher than its paper, and what it leaves out."""
    sheet, brief = setting.sheet, setting.brief
    head = Stack(_head(setting))
    whole = sheet.content_height - head.height(sheet.content_width) - _GUTTER
    wide, narrow = _widths(sheet)
    foot = 0.0
    while True:
        room = whole - foot
        left = fitted(setting, asking_steps(brief), asking, wide, room)
        right = fitted(setting, knowing_steps(brief), knowing, narrow, room)
        left_out = (*asking_left_out(brief, left), *knowing_left_out(brief, right))
        # The line that says what is missing needs room of its own, and may grow when it gets some.
        needed = _notice_height(setting, left_out)
        if needed <= foot:
            break
        foot = needed
    left = stretched(brief, left, room - Stack(asking(setting, left)).height(wide))
    main = asking(setting, left)
    main += notes(setting, room - Stack(main).height(wide))
    columns = Columns(
        [(Stack(main), _SHARES[0]), (Stack(knowing(setting, right)), _SHARES[1])], _GUTTER, before=_GUTTER
    )
    return Stack([head, columns, *_notice(setting, left_out)]), left_out


def left_out_sentence(left_out: tuple[Counted, ...], words: Words) -> str:
    """What one page does not hold, in a sentence; empty where it holds everything."""
    return words("Left out to fit one page: {parts}.", parts=left_out) if left_out else ""


def _notice(setting: Setting, left_out: tuple[Counted, ...]) -> list[Block]:
    said = left_out_sentence(left_out, setting.words)
    return [setting.press.text(said, NOTE, before=_ABOVE_NOTICE, most_lines=3)] if said else []


def _notice_height(setting: Setting, left_out: tuple[Counted, ...]) -> float:
    with setting.press.uncounted():
        found = _notice(setting, left_out)
    return _ABOVE_NOTICE + found[0].height(setting.sheet.content_width) if found else 0.0


def _widths(sheet: Sheet) -> tuple[float, float]:
    shared = sheet.content_width - _GUTTER
    wide, narrow = _SHARES
    return shared * wide / (wide + narrow), shared * narrow / (wide + narrow)


def _kind(brief: Brief, words: Words) -> str:
    return words("Interview brief") if brief.is_interview else words("Brief")


def _head(setting: Setting) -> list[Block]:
    """Who, when and where, and what for."""
    press, brief, words = setting.press, setting.brief, setting.words
    when = Stack([Space(10), press.text(_when(setting), TABLE_STRONG, right=True, most_lines=3)])
    blocks: list[Block] = [
        setting.line(_kind(brief, words).upper(), KICKER, 1),
        Columns([(setting.line(brief.title, H1, 2), 1.15), (when, 1.0)], 12.0, before=4),
        Rule("text.primary", 0.75, before=6),
    ]
    blocks += _who(setting)
    if brief.purpose:
        blocks.append(setting.prose(brief.purpose, _PURPOSE, 4, before=8))
    else:
        blocks.append(press.text(words("What this conversation should achieve"), NOTE_STRONG, before=9))
        blocks.append(WritingLines(2))
    return blocks


def _when(setting: Setting) -> str:
    """ "Thu 12 Mar 2026, 14:00–14:45 · video call"."""
    brief, words = setting.brief, setting.words
    when = words.weekday(brief.on) if brief.on is not None else words("No date yet")
    if brief.starts is not None and brief.ends is not None:
        when = f"{when}, {brief.starts:%H:%M}–{brief.ends:%H:%M}"
    return f"{when} · {brief.place[:200]}" if brief.place else when


def _who(setting: Setting) -> list[Block]:
    """The person with what is known of them; several people in one paragraph."""
    brief, words = setting.brief, setting.words
    if not brief.participants:
        return []
    if not brief.is_for_two:
        named = "; ".join(
            ", ".join(part for part in (each.name, each.role) if part)[:200] for each in brief.participants[:40]
        )
        return [setting.press.mixed([(words("With"), NOTE_STRONG), (named, NOTE)], before=6, most_lines=4)]
    person = brief.participants[0]
    named = person.name if person.name != brief.title else ""
    about = ", ".join(part[:200] for part in (named, person.role, person.department, person.tenure) if part)
    facts = [(words("Can speak to"), person.speaks_to), (words("How to reach"), person.reach)]
    parts = [(about, NOTE)]
    for label, text in facts:
        if text:
            parts += [("·", NOTE), (label, NOTE_STRONG), (text[:400], NOTE)]
    found = [part for part in parts if part[0]]
    if found and not about:
        found = found[1:]
    return [setting.press.mixed(found, before=6, most_lines=4)] if found else []
