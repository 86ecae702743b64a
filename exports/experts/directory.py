"""Whom to ask: by topic first, since that is how a question comes, then everybody with how to reach them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from enable_desktop.expert_reports import DEEPEST_FIRST, Directory, ListedExpert
from enable_desktop.experts import Depth
from exports.blocks import Block, Narrow, Stack
from exports.look import BODY, H1, KICKER, NOTE, SECTION, SECTION_GAP, TABLE, TABLE_QUIET, TABLE_STRONG
from exports.page import SectionHead
from exports.press import Press
from exports.tables import ruled

_TOPICS: Final = "topics"
_PEOPLE: Final = "people"


def directory_blocks(report: Directory, press: Press) -> list[Block]:
    """The whole directory."""
    words, programme = press.words, report.programme
    counted = words(
        "{experts}, {topics}",
        experts=words.n("{n} expert", "{n} experts", len(report.experts)),
        topics=words.n("{n} topic", "{n} topics", len(report.topics)),
    )
    blocks: list[Block] = [
        press.text(counted.upper(), KICKER),
        press.text(programme.title or words("Whom to ask"), H1, before=4),
        Narrow(press.text(_intro(report, press), BODY), press.sheet.measure * 1.2, before=8),
    ]
    if report.topics:
        blocks.append(
            SectionHead(press.text(words("By topic"), SECTION, before=SECTION_GAP), _TOPICS, words("By topic"))
        )
        blocks.append(_topics(report, press))
    if report.experts:
        title = words("The experts")
        blocks.append(SectionHead(press.text(title, SECTION, before=SECTION_GAP), _PEOPLE, title))
        blocks.append(_experts(report, press))
    note = _unnamed(report, press)
    if note:
        blocks.append(press.text(note, NOTE, before=12))
    if programme.sender:
        said = words("Nobody listed for your question? Ask {name}.", name=programme.sender)
        if programme.reach:
            said = f"{said} {programme.reach}"
        blocks.append(press.text(said, NOTE, before=6))
    return blocks


def _intro(report: Directory, press: Press) -> str:
    words = press.words
    if not report.experts:
        return words("Nobody has agreed yet to be asked.")
    return words(
        "These colleagues agreed to be asked. Look first whether there is content that answers your question; "
        "where there is none, ask the reference, and tell us, so that the next one finds the answer."
    )


def _unnamed(report: Directory, press: Press) -> str:
    if not report.unnamed:
        return ""
    return press.words.n(
        "{n} expert is not named: they have not agreed to it.",
        "{n} experts are not named: they have not agreed to it.",
        report.unnamed,
    )


def _topics(report: Directory, press: Press) -> Block:
    words = press.words
    columns = [(words("Topic"), 3.0), *((words(depth.label), 3.0) for depth in DEEPEST_FIRST)]
    rows = []
    for topic in report.topics:
        if topic.who:
            cells = [press.cell(", ".join(topic.who.get(depth, ()))) for depth in DEEPEST_FIRST]
        else:
            cells = [press.cell(words("Nobody named yet"), TABLE_QUIET), press.cell(""), press.cell("")]
        rows.append([press.cell(topic.title, TABLE_STRONG), *cells])
    return ruled(press, columns, rows)


def _experts(report: Directory, press: Press) -> Block:
    words = press.words
    columns = [(words("Name"), 3.2), (words("Topics"), 4.6), (words("How to reach"), 3.2), (words("Languages"), 2.0)]
    with_deputy = any(expert.deputy for expert in report.experts)
    if with_deputy:
        columns.append((words("Deputy"), 2.0))
    rows = []
    for expert in report.experts:
        cells = [
            _who(expert, press),
            _known(expert.topics, press),
            press.cell(expert.reach),
            press.cell(expert.languages),
        ]
        rows.append([*cells, press.cell(expert.deputy)] if with_deputy else cells)
    return ruled(press, columns, rows)


def _who(expert: ListedExpert, press: Press) -> Block:
    about = ", ".join(part for part in (expert.role, expert.department) if part)
    named = press.text(expert.name, TABLE_STRONG)
    return Stack([named, press.text(about, TABLE_QUIET)]) if about else named


def _known(topics: Mapping[Depth, tuple[str, ...]], press: Press) -> Block:
    words = press.words
    return Stack(
        press.mixed([(f"{words(depth.label)}:", TABLE_QUIET), (", ".join(titles), TABLE)])
        for depth, titles in topics.items()
    )
