"""Content health: how fresh the library was over the months, whose content that is, and what waits for a review."""

from __future__ import annotations

from collections.abc import Sequence

from enable_desktop.library.audit import Dated, HealthReport
from enable_desktop.library.governance import freshness_chart
from exports.blocks import Block, Narrow
from exports.charts import ChartRow
from exports.library.marks import Share, head, large_figures
from exports.look import BODY, H1, H2, KICKER, NOTE, SECTION, SECTION_GAP, TABLE, TABLE_QUIET, TABLE_STRONG
from exports.page import SectionHead
from exports.press import Press
from exports.tables import ruled


def health_blocks(report: HealthReport, press: Press) -> list[Block]:
    """The whole report."""
    words, now = press.words, report.now
    blocks: list[Block] = [
        press.text(words("Content health, {day}", day=report.programme.today).upper(), KICKER),
        Narrow(press.text(_finding(report, press), H1), press.sheet.content_width * 0.94, before=5),
    ]
    if not now.all:
        return blocks
    blocks.append(Narrow(press.text(_meaning(press), BODY), press.sheet.measure * 1.25, before=8))
    figures = [
        (words.number(now.fresh), words.n("asset is fresh", "assets are fresh", now.fresh)),
        (words.number(report.soon_count), words("are due within 28 days")),
        (words.number(report.overdue_count), words("are past their review date")),
        (words.number(report.never_count), words("were never reviewed")),
    ]
    blocks.append(large_figures(figures, press))
    chart = freshness_chart(report.over_time, report.programme.today, words)
    blocks.append(head(words("Over the months"), press, H2, before=20))
    blocks.append(ChartRow([chart], press, columns=1))
    if report.owners:
        blocks.append(head(words("By owner"), press, H2, before=18))
        blocks.append(_owners(report, press))
    for name, title, found, count in (
        ("overdue", words("Past their review date"), report.overdue, report.overdue_count),
        ("soon", words("Due within 28 days"), report.soon, report.soon_count),
        ("never", words("Never reviewed"), report.never, report.never_count),
    ):
        if found:
            blocks.append(SectionHead(press.text(title, SECTION, before=SECTION_GAP), name, title))
            blocks += _dated(found, count, press, is_dated=name != "never")
    return blocks


def _finding(report: HealthReport, press: Press) -> str:
    """The share of today, and where it stood at the beginning."""
    words, now = press.words, report.now.share
    if now is None:
        return words("There is no content yet.")
    begun = next((each.share for each in report.over_time.values() if each.share is not None), None)
    if begun is None or round(100 * begun) == round(100 * now):
        return words("{share} of the content is fresh.", share=words.percent(now))
    shares = {"share": words.percent(now), "before": words.percent(begun)}
    if now > begun:
        return words("{share} of the content is fresh, up from {before}.", **shares)
    return words("{share} of the content is fresh, down from {before}.", **shares)


def _meaning(press: Press) -> str:
    return press.words(
        "Fresh is what somebody has looked at, found right, and need not look at again yet: no review date has passed, "
        "the file has not changed since, and it has not expired."
    )


def _owners(report: HealthReport, press: Press) -> Block:
    words = press.words
    rows: list[list[Block]] = [
        [
            press.text(each.name or words("Nobody"), TABLE_STRONG if each.name else TABLE_QUIET),
            press.text(words.number(each.share.all), TABLE, right=True),
            press.text(words.number(each.share.all - each.share.fresh), TABLE, right=True),
            Share(each.share.share, press),
        ]
        for each in report.owners
    ]
    columns: list[tuple[str | Block, float]] = [
        (words("Owner"), 1.2), (words("Assets"), -60), (words("To look at"), -80), (words("Fresh"), 1.0),
    ]  # fmt: skip
    return ruled(press, columns, rows, right=(1, 2), before=4, tight=True)


def _dated(found: Sequence[Dated], count: int, press: Press, *, is_dated: bool) -> list[Block]:
    words = press.words
    rows: list[list[Block]] = []
    for each in found:
        row: list[Block] = [
            press.text(each.title, TABLE_STRONG),
            press.text(each.kind, TABLE_QUIET),
            press.text(each.owner or words("Nobody"), TABLE if each.owner else TABLE_QUIET),
        ]
        if is_dated:
            row += [press.text(words.short_day(each.reviewed), TABLE), press.text(words.short_day(each.due), TABLE)]
        rows.append(row)
    columns: list[tuple[str | Block, float]] = [(words("Title"), 1.6), (words("Kind"), 0.9), (words("Owner"), 0.9)]
    if is_dated:
        columns += [(words("Last review"), -66), (words("Review due"), -66)]
    blocks: list[Block] = [ruled(press, columns, rows, before=6)]
    if count > len(found):
        left = words.n("and {n} more", "and {n} more", count - len(found))
        blocks.append(press.text(left, NOTE, before=4))
    return blocks
