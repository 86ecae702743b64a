"""A pack as a booklet to print: what is new and what to delete, what customers ask, then every item with its text."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Final

from enable_desktop.charter.report import PageSize
from enable_desktop.packs.contents import Change, Medium, PackContents, Packed
from enable_desktop.sizes import length_of
from enable_desktop.words import Words, mark
from exports.blocks import Block, Columns, Marked, Narrow, PageBreak, Rule, Space, Stack, Whole
from exports.fonts import faces
from exports.look import (
    COVER,
    H1,
    H2,
    KICKER,
    LEAD,
    NOTE,
    SECTION,
    SECTION_GAP,
    TABLE,
    TABLE_QUIET,
    TABLE_STRONG,
    Look,
)
from exports.markdown import blocks_of
from exports.page import Printed, Running, SectionHead, contents_of, draw_pages, marks_on, poured
from exports.panels import Bar, Panel
from exports.press import Press, sheet_of
from exports.tables import ruled
from exports.text import Text

_TEXT: Final = Look("Serif", 9, 13)
_QUOTE: Final = Look("Serif-Italic", 11, 15.5)
_PREVIEW: Final = 1_200
"""So many characters of a document whose file is not in the booklet."""
_LISTED: Final = 30
"""With more items than this the contents name the groups alone."""
_GAP: Final = 14.0
_CHANGED: Final = {Change.NEW: mark("New"), Change.CHANGED: mark("Changed")}


def booklet_bytes(contents: PackContents, words: Words, paper: PageSize = PageSize.A4) -> tuple[bytes, Printed]:
    """The PDF, and what came out. The same contents give the same bytes."""
    press = Press(words, faces(), sheet_of(paper), {})
    setting = _Setting(contents, press)
    groups = setting.groups()
    press.places = frozenset({_place(item) for item in contents.items} | {f"group-{n}" for n in range(len(groups))})
    pages: dict[str, int] = {}
    body: list[Block] = [*setting.front(), *setting.contents_list(groups, pages)]
    for number, (heading, items) in enumerate(groups):
        body += setting.group(number, heading, items)
    body += setting.sheets()
    cover = poured(setting.cover(), press.sheet)
    poured_pages = poured(body, press.sheet)
    for number, page in enumerate(poured_pages, len(cover) + 1):
        for each in marks_on(page):
            pages.setdefault(each.name, number)
    file = io.BytesIO()
    running = Running(title=contents.title, company=contents.company, version=words.day(contents.day))
    draw_pages(file, press, cover, poured_pages, running)
    printed = Printed(pages=len(cover) + len(poured_pages), unprintable=press.unprintable, section_pages=pages)
    return file.getvalue(), printed


def _place(item: Packed) -> str:
    return f"item-{item.asset}"


class _Setting:
    """A pack being set."""

    def __init__(self, contents: PackContents, press: Press) -> None:
        self._contents = contents
        self._press = press
        self._words = press.words

    def groups(self) -> list[tuple[str, list[Packed]]]:
        found: dict[str, list[Packed]] = {}
        for item in self._contents.items:
            found.setdefault(item.heading.strip(), []).append(item)
        return list(found.items())

    def cover(self) -> list[Block]:
        """Whose it is, what it is, for whom, from when until when."""
        press, words, contents = self._press, self._words, self._contents
        facts = [
            (words("For whom"), contents.for_whom or contents.audience),
            (words("Date"), words.day(contents.day)),
            (words("Use until"), words.day(contents.until)),
            (words("Content"), words.n("{n} item", "{n} items", len(contents.items))),
            (words("Answers go to"), contents.answers),
        ]
        blocks: list[Block] = [press.text(contents.company, SECTION), Space(108)]
        if re.fullmatch("#[0-9A-Fa-f]{6}", contents.colour):
            blocks.append(Bar(contents.colour))
        blocks.append(Narrow(press.text(contents.title, COVER), press.sheet.content_width * 0.82))
        if contents.intro.strip():
            blocks.append(Narrow(Stack(blocks_of(contents.intro, press, LEAD)), press.sheet.measure, before=20))
        blocks += [Space(48), Rule("text.primary", 0.75)]
        for name, value in facts:
            if value.strip():
                cells = [(press.text(name, TABLE_QUIET), 0.3), (press.text(value, TABLE), 1.0)]
                blocks += [Columns(cells, 10.0, before=5), Rule(before=5.5)]
        return blocks

    def front(self) -> list[Block]:
        """What customers ask, and what has changed since the last pack."""
        return [*self._questions(), *self._news()]

    def _questions(self) -> list[Block]:
        press, words = self._press, self._words
        rows = [
            [press.cell(item.question.strip(), TABLE_STRONG), self._led(item)]
            for item in self._contents.items
            if item.question.strip()
        ]
        if not rows or not self._contents.leads_with_questions:
            return []
        head = press.text(words("A customer says …"), H1, keeps_next=True)
        return [head, ruled(press, ((words("Question"), 2.0), (words("Answer"), 1.6)), rows), Space(SECTION_GAP)]

    def _news(self) -> list[Block]:
        press, words, contents = self._press, self._words, self._contents
        changed = [item for item in contents.items if item.change is not Change.SAME]
        if contents.since is None or not (changed or contents.gone):
            return []
        rows: list[list[Block]] = [
            [
                press.cell(words(_CHANGED[item.change]), TABLE_STRONG),
                self._led(item),
                press.cell(item.summary.strip().partition("\n")[0]),
            ]
            for item in changed
        ]
        rows += [
            [
                press.cell(words("Delete"), TABLE_STRONG),
                press.cell(gone.title),
                press.cell(words("Use instead: {title}", title=gone.instead) if gone.instead else ""),
            ]
            for gone in contents.gone
        ]
        columns = (("", -70.0), (words("Content"), 2.0), ("", 2.6))
        head = press.text(words("Since the pack of {day}", day=contents.since), H1, keeps_next=True)
        return [head, ruled(press, columns, rows), Space(SECTION_GAP)]

    def contents_list(self, groups: Sequence[tuple[str, list[Packed]]], pages: dict[str, int]) -> list[Block]:
        entries: list[tuple[str, str, str]] = []
        for number, (heading, items) in enumerate(groups):
            entries.append((f"group-{number}", str(number + 1), self._named(heading)))
            if len(self._contents.items) <= _LISTED:
                entries += [(_place(item), "", item.title) for item in items]
        head = self._press.text(self._words("Contents"), H1, keeps_next=True)
        listed = contents_of(entries, pages, self._press)
        listed.before = 8
        return [head, listed] if entries else []

    def group(self, number: int, heading: str, items: Sequence[Packed]) -> list[Block]:
        """A group, and what stands under its heading; the first begins a page."""
        name = self._named(heading)
        head = SectionHead(self._press.text(name, H1), f"group-{number}", name)
        head.before = SECTION_GAP
        blocks: list[Block] = [head] if number else [PageBreak(), head]
        for item in items:
            blocks += self._item(item)
        return blocks

    def sheets(self) -> list[Block]:
        """The cheat sheets, each on a page of its own where it fits on one."""
        found: list[Block] = []
        by_asset = {item.asset: item for item in self._contents.items}
        for asset in self._contents.sheets:
            item = by_asset.get(asset)
            if item is None or not item.text.strip():
                continue
            head = SectionHead(self._press.text(item.title, H1), f"sheet-{asset}", item.title)
            found += [PageBreak(), self._kicker(self._words(mark("Cheat sheet"))), head, Space(8), *self._text(item)]
        return found

    def _item(self, item: Packed) -> list[Block]:
        press, words = self._press, self._words
        title: Block = press.text(item.title, H2, keeps_next=True)
        marked = Marked(title, _place(item), item.title, 1)
        marked.keeps_next = True
        inside: list[Block] = []
        if item.question.strip():
            inside.append(press.text(words("“{quote}”", quote=item.question.strip()), _QUOTE))
        for label, said in (
            (words("When to use it"), item.use_when),
            (words("Say first"), item.say_first),
        ):
            if said.strip():
                inside.append(press.mixed([(f"{label}:", TABLE_STRONG), (said.strip(), TABLE)], before=4))
        if item.summary.strip():
            inside += [Space(4), *blocks_of(item.summary, press, _TEXT)]
        facts = self._facts(item)
        if facts:
            inside.append(press.text(facts, NOTE, before=4))
        marked.before = _GAP
        blocks: list[Block] = [marked]
        if inside:
            blocks.append(
                Whole(Panel(Stack(inside), bar="line.strong", left=12.0), press.sheet.content_height, before=2)
            )
        if item.text.strip() and item.asset not in self._contents.sheets:
            blocks += [Space(6), Stack(self._text(item), indent=13.0)]
        return blocks

    def _text(self, item: Packed) -> list[Block]:
        """The whole of a page in Markdown; of any other document its beginning."""
        if item.is_markdown:
            return blocks_of(_untitled(item), self._press, _TEXT)
        text = " ".join(item.text.split())
        if len(text) > _PREVIEW:
            text = f"{text[: text.rfind(' ', 0, _PREVIEW)]} …"
        return [self._press.text(text, _TEXT)]

    def _facts(self, item: Packed) -> str:
        words = self._words
        several = [
            item.kind,
            length_of(item.seconds if item.medium is not Medium.TEXT else None, item.pages, words),
            words("Reviewed {day}", day=item.reviewed) if item.reviewed is not None else "",
            words("Ask {names}", names=item.ask) if item.ask else "",
            item.address or item.file,
        ]
        several[2:2] = [", ".join(values) for values in item.facets.values()]
        return "  ·  ".join(each for each in several if each)

    def _named(self, heading: str) -> str:
        return heading or self._words("Content")

    def _kicker(self, text: str) -> Block:
        return self._press.text(text.upper(), KICKER, keeps_next=True)

    def _led(self, item: Packed) -> Block:
        """A title that leads to its item."""
        press = self._press
        how = press.linked(press.format(TABLE), f"#{_place(item)}")
        return Text(press.runs(item.title, how), TABLE.leading)


def _untitled(item: Packed) -> str:
    """The text without a first heading that only says the title again."""
    first, _, rest = item.text.lstrip().partition("\n")
    is_title = first.startswith("# ") and first[2:].strip().casefold() == item.title.casefold()
    return rest if is_title else item.text
