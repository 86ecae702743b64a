"""What the list of a pack shows: groups, and in them what was chosen, what comes along, and what is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from enable_desktop.library.assets import Asset
from enable_desktop.packs.checks import Check, Finding
from enable_desktop.packs.contents import Change
from enable_desktop.sizes import length_of
from enable_desktop.words import Words, mark
from ui.library.wording import icon_of, title_of

if TYPE_CHECKING:
    from enable_desktop.packs.chosen import Chosen, PackFacts

_GRAVE = frozenset({Check.MISSING, Check.NOTHING, Check.NO_CONSENT, Check.CONSENT_ENDED})
_QUIET = frozenset({Check.NO_SUMMARY, Check.INTERNAL, Check.TOO_LONG, Check.PICTURES})
"""Told beside the list alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackRow:
    """A group or an asset. `playlist` is the item of the playlist that brings it; `item` its own in the pack."""

    title: str
    is_group: bool = False
    right: str = ""
    asset: int = 0
    item: int | None = None
    playlist: int | None = None
    heading: str = ""
    icon: str = ""
    is_ticked: bool = True
    is_sheet: bool = False
    sign: str = ""
    tone: str = ""
    """That of the sign: neutral in a chip, attention or problem as words."""

    @property
    def key(self) -> tuple[int | None, int, str]:
        """What the row is known by while the list changes."""
        return (self.playlist, self.asset, self.heading if self.is_group else "")


def rows_of(
    facts: PackFacts,
    changes: Mapping[int, Change],
    findings: Iterable[Finding],
    left_out: Sequence[Asset],
    words: Words,
) -> tuple[PackRow, ...]:
    """The rows: playlists first, then the rest by heading, then what is left out.

    `left_out` are the assets that the pack would hold, if nobody had said otherwise.
    """
    signs = _signs(facts, changes, findings, words)
    assets = {chosen.asset.id: chosen.asset for chosen in facts.items} | {asset.id: asset for asset in left_out}
    chosen_by_id = {chosen.asset.id: chosen for chosen in facts.items}
    found: list[PackRow] = []
    for each in facts.playlists:
        rows = [
            _in_playlist(_row(facts, assets[id_], signs, words), each.item, chosen_by_id.get(id_))
            for id_ in each.assets
            if id_ in assets
        ]
        title = each.playlist.title or words(mark("No title yet"))
        found += _group(title, rows, words, playlist=each.item)
    by_playlist = {id_ for each in facts.playlists for id_ in each.assets}
    headings: dict[str, list[PackRow]] = {}
    for chosen in facts.items:
        if chosen.item is None and chosen.asset.id in by_playlist:
            continue
        row = _row(facts, chosen.asset, signs, words)
        headings.setdefault(chosen.heading, []).append(
            replace(row, item=chosen.item, heading=chosen.heading, is_sheet=chosen.sheet)
        )
    for heading, rows in headings.items():
        found += _group(heading or words(mark("Content")), rows, words, heading=heading)
    out = [
        replace(_row(facts, asset, signs, words), is_ticked=False, sign="")
        for asset in left_out
        if asset.id not in by_playlist
    ]
    if out:
        found += _group(words(mark("Left out")), out, words, heading="\0out")
    return tuple(found)


def _row(facts: PackFacts, asset: Asset, signs: Mapping[int, tuple[str, str]], words: Words) -> PackRow:
    """An asset of the pack, whatever it stands under."""
    sign, tone = signs.get(asset.id, ("", ""))
    kind = facts.kinds.get(asset.sort or 0)
    return PackRow(
        title=title_of(asset, words),
        right=length_of(asset.seconds, asset.pages, words),
        asset=asset.id,
        icon=icon_of(kind.key if kind is not None else "", asset.location),
        sign=sign,
        tone=tone,
    )


def _in_playlist(row: PackRow, playlist: int, chosen: Chosen | None) -> PackRow:
    """The row under its playlist; not `chosen`, it is left out and says nothing else."""
    if chosen is None:
        return replace(row, playlist=playlist, is_ticked=False, sign="")
    return replace(row, playlist=playlist, item=chosen.item, is_sheet=chosen.sheet)


def _group(
    title: str, rows: list[PackRow], words: Words, *, playlist: int | None = None, heading: str = ""
) -> Iterator[PackRow]:
    ticked = sum(row.is_ticked for row in rows)
    right = words(mark("{n} of {total} chosen"), n=words.number(ticked), total=words.number(len(rows)))
    yield PackRow(title=title, is_group=True, right=right, playlist=playlist, heading=heading)
    yield from rows


def _signs(
    facts: PackFacts, changes: Mapping[int, Change], findings: Iterable[Finding], words: Words
) -> dict[int, tuple[str, str]]:
    """Of each asset the one thing to say: the gravest that was found, else what became of it since the last pack."""
    signs: dict[int, tuple[str, str]] = {}
    if facts.since is not None:
        for id_, change in changes.items():
            if change is not Change.SAME:
                text = mark("new") if change is Change.NEW else mark("changed")
                signs[id_] = (words(text), "neutral")
    taken: set[int] = set()
    for finding in findings:
        if finding.asset in taken or finding.check in _QUIET:
            continue
        taken.add(finding.asset)
        due = facts.due.get(finding.asset)
        said = words(finding.check.label)
        if finding.check is Check.OVERDUE and due is not None:
            said = words.n("{n} day over", "{n} days over", (facts.day - due).days)
        signs[finding.asset] = (said, "problem" if finding.check in _GRAVE else "attention")
    return signs


def spoken(row: PackRow, words: Words) -> str:
    """A row as a screen reader says it."""
    if row.is_group:
        return f"{row.title}, {row.right}"
    parts = (
        row.title,
        words(mark("chosen")) if row.is_ticked else words(mark("left out")),
        row.sign,
        words(mark("cheat sheet")) if row.is_sheet else "",
        row.right,
    )
    return ", ".join(part for part in parts if part)
