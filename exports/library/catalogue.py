"""The library as a list to look things up in, group by group."""

from __future__ import annotations

from enable_desktop.library.audit import Entry, PrintedCatalogue, Shelf
from enable_desktop.sizes import length_of
from exports.blocks import Block, Narrow, Stack
from exports.look import BODY, H1, KICKER, NOTE, SECTION, SECTION_GAP, TABLE, TABLE_QUIET, TABLE_STRONG
from exports.page import SectionHead
from exports.press import Press
from exports.tables import ruled


def catalogue_blocks(report: PrintedCatalogue, press: Press) -> list[Block]:
    """The whole list."""
    words = press.words
    counted = words.n("{n} asset", "{n} assets", report.assets)
    blocks: list[Block] = [
        press.text(words("{assets}, {day}", assets=counted, day=report.programme.today).upper(), KICKER),
        press.text(report.programme.title or words("Library catalogue"), H1, before=5),
    ]
    if not report.assets:
        blocks.append(press.text(words("Nothing is published for this audience yet."), BODY, before=8))
    elif report.with_owners:
        said = words("Each stands with whom to ask about it, and when it was last found right.")
        blocks.append(Narrow(press.text(said, BODY), press.sheet.measure * 1.25, before=8))
    if report.withheld:
        blocks.append(
            press.text(
                words.n(
                    "{n} asset is left out: it may not be shown or sent.",
                    "{n} assets are left out: they may not be shown or sent.",
                    report.withheld,
                ),
                NOTE,
                before=6,
            )
        )
    for number, shelf in enumerate(report.shelves):
        title = shelf.title or words("Without a group")
        blocks.append(SectionHead(press.text(title, SECTION, before=SECTION_GAP), f"shelf-{number}", title))
        blocks.append(_table(shelf, report, press))
    return blocks


def _table(shelf: Shelf, report: PrintedCatalogue, press: Press) -> Block:
    words = press.words
    columns: list[tuple[str | Block, float]] = [(words("Title"), 2.6)]
    if report.with_owners:
        columns.append((words("Ask"), 0.9))
    columns += [(words("Length"), -58), (words("Reviewed"), -66)]
    return ruled(press, columns, [_row(each, report, press) for each in shelf.entries], before=6)


def _row(entry: Entry, report: PrintedCatalogue, press: Press) -> list[Block]:
    words = press.words
    title: Block = press.text(entry.title, TABLE_STRONG)
    if entry.about:
        title = Stack([title, press.text(entry.about, NOTE, before=1, most_lines=3)])
    row = [title]
    if report.with_owners:
        row.append(press.text(entry.owner, TABLE))
    reviewed = words.short_day(entry.reviewed) if entry.reviewed is not None else words("never")
    row += [press.text(length_of(entry.seconds, entry.pages, words), TABLE_QUIET), press.text(reviewed, TABLE_QUIET)]
    return row
