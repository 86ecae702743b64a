"""The wide column of a brief: how the talk opens, what I assume, the questions with room to write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from enable_desktop.briefs import ASSUMPTIONS, Brief
from enable_desktop.words import Counted, counted
from exports.blocks import Block, Stack
from exports.brief.marks import LINE_STEP, Hanging, TickBoxes, WritingLines
from exports.brief.setting import Setting, dropped
from exports.look import H3, NOTE, TABLE, Look

_QUESTION: Final = Look("Serif", 10.5, 14)
_NUMBER: Final = Look("Inter-SemiBold", 8, 11.5, "text.secondary")
_INDENT: Final = 19.0
_WHOLE: Final = 40
_MOST_QUESTIONS: Final = 40
_MOST_ASSUMPTIONS: Final = 6
_MOST_LINES: Final = 6
_SHORT_LINE: Final = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """How much of everything the wide column shows.

    `lines` are those to write on below each question, `extra` questions from the first on have one more. Themes stand
    below their question, or behind it.
    """

    questions: int
    lines: int = _MOST_LINES
    extra: int = 0
    theme_below: bool = True
    opening: bool = True
    question_lines: int = _WHOLE
    assumptions: int = _MOST_ASSUMPTIONS
    assumption_lines: int = 4


def asking_steps(brief: Brief) -> Iterator[Asking]:
    """What the column gives up, step by step; see the package."""
    count = min(len(brief.questions), _MOST_QUESTIONS)
    shape = Asking(questions=count)
    for lines in (6, 5, 4, 3):
        yield (shape := replace(shape, lines=lines))
    yield (shape := replace(shape, theme_below=False))
    yield (shape := replace(shape, lines=2))
    yield (shape := replace(shape, opening=False))
    yield (shape := replace(shape, question_lines=3))
    yield (shape := replace(shape, lines=1))
    yield (shape := replace(shape, assumption_lines=1))
    for questions in range(count - 1, 2, -1):
        yield (shape := replace(shape, questions=questions))
    yield (shape := replace(shape, question_lines=2))
    yield (shape := replace(shape, assumptions=ASSUMPTIONS))
    for questions in range(min(count, 3) - 1, 0, -1):
        yield (shape := replace(shape, questions=questions))


def stretched(brief: Brief, shape: Asking, room: float) -> Asking:
    """The same with the room that is left given to as many questions as can have one more line."""
    if shape.lines >= _MOST_LINES:
        return shape
    return replace(shape, extra=min(shape.questions, int(room / LINE_STEP)))


def asking(setting: Setting, shape: Asking) -> list[Block]:
    """The blocks of the wide column."""
    blocks: list[Block] = []
    brief = setting.brief
    if brief.is_interview:
        blocks += _opening(setting, shape)
    if brief.is_interview or brief.assumptions:
        blocks += _assumptions(setting, shape)
    if brief.questions:
        blocks += _questions(setting, shape)
    if blocks:
        blocks[0].before = 0.0
    return blocks


def asking_left_out(brief: Brief, shape: Asking) -> tuple[Counted, ...]:
    """What the column does not show."""
    assumptions = len(brief.assumptions) - min(shape.assumptions, len(brief.assumptions))
    return dropped(
        counted("{n} opening question", "{n} opening questions", 0 if shape.opening else len(brief.opening)),
        counted("{n} assumption", "{n} assumptions", assumptions),
        counted("{n} question", "{n} questions", len(brief.questions) - shape.questions),
    )


def _opening(setting: Setting, shape: Asking) -> list[Block]:
    press, brief, words = setting.press, setting.brief, setting.words
    blocks: list[Block] = [setting.heading(words("Open with"))]
    if shape.opening:
        blocks.append(setting.line(" ".join(brief.opening[:6]), TABLE, 6, before=3))
    boxes = [(permission.label, permission.given) for permission in brief.permissions]
    blocks.append(TickBoxes(press, boxes, TABLE, before=5))
    return blocks


def _assumptions(setting: Setting, shape: Asking) -> list[Block]:
    """Those written down; an interview has room for three."""
    press, brief = setting.press, setting.brief
    blocks: list[Block] = [setting.heading(setting.words("My assumptions"))]
    shown = brief.assumptions[: shape.assumptions]
    for number, text in enumerate(shown, 1):
        inner = setting.line(text, TABLE, shape.assumption_lines)
        blocks.append(Hanging(press.text(str(number), _NUMBER), inner, _INDENT, before=3))
    empty = range(len(shown) + 1, ASSUMPTIONS + 1) if brief.is_interview else range(0)
    for number in empty:
        line = WritingLines(1, step=_SHORT_LINE)
        blocks.append(Hanging(press.text(str(number), _NUMBER), line, _INDENT, down=_SHORT_LINE - 12.5, before=1))
    return blocks


def _questions(setting: Setting, shape: Asking) -> list[Block]:
    press, words, brief = setting.press, setting.words, setting.brief
    head = [(words("Questions, in order"), H3)]
    if brief.is_suggested:
        head.append((words("suggested, since none was picked"), NOTE))
    blocks: list[Block] = [press.mixed(head, before=15.0, most_lines=2)]
    for number, question in enumerate(brief.questions[: shape.questions], 1):
        lines = WritingLines(shape.lines + (number <= shape.extra))
        if shape.theme_below:
            below = question.theme or words("Open question")
            parts: list[Block] = [
                setting.line(question.words, _QUESTION, shape.question_lines),
                setting.line(below, NOTE, 1, before=1),
                lines,
            ]
        else:
            said = [(question.words, _QUESTION), (question.theme[:80], NOTE)]
            parts = [press.mixed(said, most_lines=shape.question_lines), lines]
        blocks.append(
            Hanging(press.text(str(number), _NUMBER), Stack(parts), _INDENT, down=1.5, before=9 if number > 1 else 5)
        )
    return blocks


def notes(setting: Setting, room: float) -> list[Block]:
    """Lines for whatever room is left, where it is enough for some."""
    head = setting.heading(setting.words("Notes"))
    lines = int((room - head.before - head.height(setting.sheet.measure)) / LINE_STEP)
    return [head, WritingLines(lines)] if lines >= 3 else []
