"""The second sheet of a brief: both sides' numbers, for whoever prepares and not for the table."""

from __future__ import annotations

from typing import Final

from enable_desktop.anonymity import Figures
from enable_desktop.briefs import BothSides
from exports.blocks import Block, Stack
from exports.brief.setting import Setting
from exports.look import H1, KICKER, NOTE, TABLE, TABLE_HEAD, TABLE_STRONG
from exports.tables import Column, Table

_WITHHELD: Final = "–"
_MOST: Final = 45
"""More rows than this fit on no paper."""


def figures_page(setting: Setting) -> Block:
    """The sheet, which is no higher than its paper; themes that do not fit are counted at its foot."""
    sheet = setting.sheet
    for shown in range(min(len(setting.brief.figures), _MOST), -1, -1):
        with setting.press.uncounted():
            fits = Stack(_blocks(setting, shown)).height(sheet.content_width) <= sheet.content_height
        if fits:
            break
    return Stack(_blocks(setting, shown))


def _blocks(setting: Setting, shown: int) -> list[Block]:
    press, words, brief = setting.press, setting.words, setting.brief
    blocks: list[Block] = [
        press.text(words("For you alone").upper(), KICKER),
        press.text(words("Both sides in numbers"), H1, before=4, most_lines=2),
        press.text(words("Leave this sheet behind: figures of others sway what people say."), NOTE, before=6),
    ]
    heads = (
        (words("Theme"), 2.4),
        (words("Leadership: raised"), 1.0),
        (words("Severity"), 0.8),
        (words("Reps: raised"), 1.0),
        (words("Severity"), 0.8),
        (words("Verdict"), 1.5),
    )
    columns = [Column(press.text(head, TABLE_HEAD), share=share) for head, share in heads]
    rows = [_row(setting, each) for each in brief.figures[:shown]]
    blocks.append(Table(columns, rows, setting.sheet.content_height, before=12, tight=True))
    left = len(brief.figures) - shown
    if left:
        blocks.append(press.text(words.n("{n} more theme", "{n} more themes", left), NOTE, before=6))
    note = words(
        "“–” stands where fewer than {least} people were asked or rated. Severity is a mean from 1 mild to 5 blocking.",
        least=brief.least,
    )
    blocks.append(press.text(note, NOTE, before=8))
    return blocks


def _row(setting: Setting, both: BothSides) -> list[Block]:
    press, words = setting.press, setting.words
    cells: list[Block] = [press.text(both.theme, TABLE_STRONG, most_lines=2)]
    for side in (both.leadership, both.reps):
        cells += [press.text(raised_of(setting, side), TABLE), press.text(mean_of(setting, side), TABLE)]
    return [*cells, press.text(words(both.verdict.label), TABLE)]


def raised_of(setting: Setting, side: Figures) -> str:
    """ "3 of 4", or that it is withheld."""
    if side.asked is None:
        return _WITHHELD
    return setting.words("{raised} of {asked}", raised=side.raised, asked=side.asked)


def mean_of(setting: Setting, side: Figures) -> str:
    """The mean severity, or that it is withheld."""
    return setting.words.number(side.mean, 1) if side.mean is not None else _WITHHELD
