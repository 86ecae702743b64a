"""The narrow column of a brief: what is known, what was promised, what to listen for, how to close."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from enable_desktop.briefs import Brief, Earlier, Owed
from enable_desktop.quoting import quoted
from enable_desktop.words import Counted, counted
from exports.blocks import Block, Rule, Stack
from exports.brief.marks import Circles
from exports.brief.setting import Setting, dropped
from exports.look import NOTE, NOTE_STRONG

_WHOLE: Final = 60
_DAYS: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowing:
    """How much of everything the narrow column shows; `lines` are those of one text."""

    kept: int = 6
    earlier: int = 12
    voices: int = 12
    lines: int = 6
    known_lines: int = _WHOLE
    cues: bool = True
    promises: int = 12
    listen_for: int = 5
    closing: bool = True


def knowing_steps(brief: Brief) -> Iterator[Knowing]:
    """What the column gives up, step by step; see the package."""
    shape = Knowing()
    yield shape
    for kept in (2, 0):
        yield (shape := replace(shape, kept=kept))
    for words in (8, 5):
        yield (shape := replace(shape, earlier=words, voices=words))
    yield (shape := replace(shape, lines=3))
    yield (shape := replace(shape, known_lines=8))
    yield (shape := replace(shape, earlier=3, voices=3))
    yield (shape := replace(shape, cues=False))
    yield (shape := replace(shape, promises=6))
    yield (shape := replace(shape, listen_for=4))
    yield (shape := replace(shape, known_lines=6))
    yield (shape := replace(shape, known_lines=4))
    yield (shape := replace(shape, lines=2))
    yield (shape := replace(shape, earlier=1, voices=1))
    yield (shape := replace(shape, listen_for=3))
    yield (shape := replace(shape, closing=False))
    yield (shape := replace(shape, promises=3))
    yield (shape := replace(shape, earlier=0, voices=0))
    yield replace(shape, known_lines=2, lines=1, promises=2, listen_for=2)


def knowing(setting: Setting, shape: Knowing) -> list[Block]:
    """The blocks of the narrow column."""
    blocks = [
        *_known(setting, shape),
        *_promises(setting, shape),
        *_voices(setting, shape),
        *_listen_for(setting, shape),
        *_closing(setting, shape),
    ]
    if blocks:
        blocks[0].before = 0.0
    return blocks


def knowing_left_out(brief: Brief, shape: Knowing) -> tuple[Counted, ...]:
    """What the column does not show."""
    kept = sum(each.is_kept for each in brief.promises)
    still_open = len(brief.promises) - kept
    return dropped(
        counted("{n} open promise", "{n} open promises", still_open - shape.promises),
        counted("{n} kept promise", "{n} kept promises", kept - shape.kept),
        counted("{n} earlier statement", "{n} earlier statements", len(brief.earlier) - shape.earlier),
        counted("{n} statement on the theme", "{n} statements on the theme", len(brief.voices) - shape.voices),
        counted("{n} theme to listen for", "{n} themes to listen for", len(brief.listen_for) - shape.listen_for),
        counted("{n} closing question", "{n} closing questions", 0 if shape.closing else len(brief.closing)),
    )


def _known(setting: Setting, shape: Knowing) -> list[Block]:
    words, brief = setting.words, setting.brief
    inside: list[Block] = [setting.prose(text, NOTE, shape.known_lines, before=4) for text in brief.known]
    if brief.met_on:
        days = tuple(words.short_day(day, brief.today) for day in brief.met_on[:_DAYS])
        inside.append(setting.line(words("Earlier talks: {days}", days=days), NOTE, 2, before=4))
    elif brief.is_interview and brief.is_for_two and not brief.met_before:
        inside.append(setting.line(words("First talk with them."), NOTE, 2, before=4))
    theme = ""
    for said in _by_theme(brief.earlier[: shape.earlier]):
        inside.append(_earlier(setting, said, shape.lines, leads=said.theme != theme))
        theme = said.theme
    return [setting.heading(words("What we know")), *inside] if inside else []


def _by_theme(earlier: tuple[Earlier, ...]) -> list[Earlier]:
    """The same words, those of a theme together where the first of them stood."""
    order = list(dict.fromkeys(said.theme for said in earlier))
    return sorted(earlier, key=lambda said: order.index(said.theme))


def _earlier(setting: Setting, said: Earlier, lines: int, *, leads: bool) -> Block:
    told = quoted(said.words[:600], setting.words, is_literal=said.is_quote)
    day = setting.words.short_day(said.on, setting.brief.today)
    parts = [(said.theme[:120], NOTE_STRONG)] if leads else []
    return setting.press.mixed([*parts, (told, NOTE), (day, NOTE)], before=4 if leads else 2, most_lines=lines + leads)


def _promises(setting: Setting, shape: Knowing) -> list[Block]:
    promises = setting.brief.promises
    still_open = [each for each in promises if not each.is_kept][: shape.promises]
    kept = [each for each in promises if each.is_kept][: shape.kept]
    if not still_open and not kept:
        return []
    heading = setting.heading(setting.words("Promises"))
    return [heading, *(_promise(setting, each, shape.lines) for each in (*still_open, *kept))]


def _promise(setting: Setting, owed: Owed, lines: int) -> Block:
    """The promise, then who gave it, when, and how it stands: what presses is set strong."""
    words = setting.words
    about = " · ".join(
        part
        for part in (
            words(owed.direction.label),
            owed.person,
            words.short_day(owed.made, setting.brief.today),
        )
        if part
    )
    parts = [(f"{about} ·", NOTE), (words.say(owed.state), NOTE_STRONG if owed.is_pressing else NOTE)]
    if owed.note:
        parts.append((f"· {owed.note[:300]}", NOTE))
    title = setting.line(owed.words[:600], NOTE if owed.is_kept else NOTE_STRONG, lines)
    return Stack([title, setting.press.mixed(parts, most_lines=lines)], before=4)


def _voices(setting: Setting, shape: Knowing) -> list[Block]:
    words, brief = setting.words, setting.brief
    if not brief.about:
        return []
    blocks: list[Block] = [setting.heading(words("Said about: {theme}", theme=brief.about[:120]))]
    for voice in brief.voices[: shape.voices]:
        told = quoted(voice.words[:600], words, is_literal=voice.is_quote)
        blocks.append(
            setting.press.mixed([(told, NOTE), (voice.label[:80], NOTE_STRONG)], before=4, most_lines=shape.lines)
        )
    if not brief.voices:
        blocks.append(setting.line(words("Nothing that may be quoted."), NOTE, 2, before=4))
    return blocks


def _listen_for(setting: Setting, shape: Knowing) -> list[Block]:
    words, press = setting.words, setting.press
    shown = setting.brief.listen_for[: shape.listen_for]
    if not shown:
        return []
    how = words("If it comes up, circle how badly it hurts: 1 mild, 5 blocking.")
    blocks: list[Block] = [setting.heading(words("Listen for")), setting.line(how, NOTE, 3, before=4)]
    for place, each in enumerate(shown):
        if place:
            blocks.append(Rule("line.default", 0.5, before=5))
        blocks.append(setting.line(each.theme, NOTE_STRONG, 2, before=5))
        if shape.cues and each.cue:
            blocks.append(setting.line(quoted(each.cue, words), NOTE, 2))
        blocks.append(Circles(press, before=3))
    return blocks


def _closing(setting: Setting, shape: Knowing) -> list[Block]:
    brief = setting.brief
    if not brief.closing or not shape.closing:
        return []
    texts: list[Block] = [setting.line(text, NOTE, 3, before=3) for text in brief.closing[:8]]
    return [setting.heading(setting.words("Close with")), *texts]
