"""The charter as PDF: the whole, one page of it, or the business case alone."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from enable_desktop.charter.report import CharterReport, Edition
from enable_desktop.charter.sections import BY_KEY, SECTIONS
from enable_desktop.words import Words
from exports.blocks import Block, PageBreak
from exports.charter.front import CONTENTS, DECISION, SUMMARY, contents, cover, decision
from exports.charter.one_page import business_case_page, one_page
from exports.charter.sections import section_blocks
from exports.charter.setting import Setting
from exports.charter.summary import summary
from exports.fonts import faces
from exports.look import MM
from exports.page import Printed, Running, SectionHead, draw_pages, marks_on, poured
from exports.press import Press, sheet_of
from exports.write import write_whole


def write_charter(
    report: CharterReport, words: Words, path: Path, settle: Callable[[], None] = lambda: None
) -> Printed:
    """Writes the PDF of a report in the language of `words`; the file appears whole or stays as it was.

    Raises WorkspaceError with a sentence where the target cannot be written. `settle` is called just before the new
    file takes its place; what it raises stops that.
    """
    data, printed = charter_bytes(report, words)
    write_whole(path, data, settle)
    return printed


def charter_bytes(report: CharterReport, words: Words) -> tuple[bytes, Printed]:
    """The PDF of a report, and what came out. The same report gives the same bytes."""
    sheet = sheet_of(report.page)
    if report.part is not Edition.ALL:
        # What must stand on one page gets a little more of it.
        sheet = replace(sheet, top=22.5 * MM, bottom=17.5 * MM)
    press = Press(words, faces(), sheet, report.images)
    setting = Setting(report, press)
    file = io.BytesIO()
    places: dict[str, int] = {}
    front: Sequence[Block] = ()
    if report.part is Edition.ALL:
        front, pages = _whole(setting, places)
    else:
        made = one_page(setting) if report.part is Edition.ONE_PAGE else business_case_page(setting)
        pages = [made]
    running = Running(title=_title(setting), company=report.company, version=_version(setting))
    draw_pages(file, press, front, pages, running)
    sections = {name: page for name, page in places.items() if name in BY_KEY}
    return file.getvalue(), Printed(
        pages=len(front) + len(pages), unprintable=press.unprintable, section_pages=sections
    )


def _whole(setting: Setting, places: dict[str, int]) -> tuple[Sequence[Block], Sequence[Block]]:
    """The cover, then decision, summary, contents and sections; `places` is filled with their first pages."""
    setting.press.places = frozenset(section.key for section in SECTIONS)
    front = poured(cover(setting), setting.sheet)
    body = [
        *_marked(DECISION, setting.words("What you approve"), decision(setting)),
        PageBreak(),
        *_marked(SUMMARY, setting.words("Executive summary"), summary(setting)),
        PageBreak(),
        *_marked(CONTENTS, setting.words("Contents"), contents(setting, places)),
        PageBreak(),
        *section_blocks(setting),
    ]
    pages = poured(body, setting.sheet)
    for number, page in enumerate(pages, len(front) + 1):
        for mark in marks_on(page):
            places.setdefault(mark.name, number)
    return front, pages


def _marked(name: str, title: str, blocks: list[Block]) -> list[Block]:
    return [SectionHead(blocks[0], name, title), *blocks[1:]]


def _title(setting: Setting) -> str:
    if setting.report.part is Edition.BUSINESS_CASE:
        return setting.words("Business case: {title}", title=setting.title)
    return setting.title


def _version(setting: Setting) -> str:
    version = setting.report.version
    return f"{setting.state(version)} · {setting.words.day(version.on or setting.report.today)}"
