"""The contents of a pack as reps get them, from all that is known of what was chosen for it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from pathlib import PurePath
from typing import Final

from enable_desktop.library.assets import Asset
from enable_desktop.library.endings import FILMS, SOUNDS
from enable_desktop.library.facets import FACETS, values_of
from enable_desktop.library.icons import icon_of
from enable_desktop.library.places import is_web
from enable_desktop.packs.chosen import Chosen, Known, PackFacts
from enable_desktop.packs.contents import Change, Gone, Medium, PackContents, Packed, PackedPlaylist
from enable_desktop.packs.records import PagePart
from enable_desktop.packs.sent import ExportedItem

_STAGE: Final = "stage"
_MOMENT: Final = "moment"


def contents_of(facts: PackFacts) -> PackContents:
    """A pack as a rep gets it on that day.

    Where each file lies in it, how large it is and what a page in Markdown says is known once it is written; until
    then what has changed is judged by the files as they were looked at last.
    """
    pack = facts.pack
    packed, before = {chosen.asset.id for chosen in facts.items}, facts.sent_before()
    return PackContents(
        pack=pack.id,
        title=pack.title,
        company=facts.company,
        language=facts.language,
        day=facts.day,
        audience=pack.audience,
        for_whom=pack.for_whom,
        until=pack.until,
        intro=pack.intro,
        answers=pack.answers.strip(),
        since=facts.since,
        items=tuple(_packed(chosen, facts, before) for chosen in facts.items),
        leads_with_questions=PagePart.QUESTIONS not in facts.parts_out,
        playlists=tuple(_playlists(facts, packed)),
        sheets=tuple(
            chosen.asset.id for chosen in facts.items if chosen.sheet and PagePart.SHEETS not in facts.parts_out
        ),
        gone=gone_since(facts.before, packed, facts.replaced, facts.titles),
        colour=facts.colour,
    )


def _playlists(facts: PackFacts, packed: Container[int]) -> Iterator[PackedPlaylist]:
    """The playlists with what there is of them; one of which nothing is in the pack is none."""
    if PagePart.PLAYLISTS in facts.parts_out:
        return
    for each in facts.playlists:
        if assets := tuple(asset for asset in each.assets if asset in packed):
            line = each.playlist
            yield PackedPlaylist(id=line.id, title=line.title, note=line.note, assets=assets)


def change_since(asset: int, digest: str, before: Mapping[int, ExportedItem]) -> Change:
    """What became of an asset since an export that held these; one whose digest nobody knows counts as the same."""
    was = before.get(asset)
    if was is None:
        return Change.NEW
    return Change.CHANGED if digest and was.digest and digest != was.digest else Change.SAME


def gone_since(
    before: Iterable[ExportedItem], packed: Iterable[int], replaced: Mapping[int, int], titles: Mapping[int, str]
) -> tuple[Gone, ...]:
    """What an export held that the pack holds no longer, with what replaces it."""
    there = set(packed)
    return tuple(
        Gone(title=each.title, file=each.file, instead=titles.get(replaced.get(each.asset or 0, 0), ""))
        for each in before
        if each.asset not in there
    )


def medium_of(location: str) -> Medium:
    """How something is used, by the ending of its file."""
    ending = PurePath(location.replace("\\", "/")).suffix.lower()
    return Medium.AUDIO if ending in SOUNDS else Medium.VIDEO if ending in FILMS else Medium.TEXT


def _packed(chosen: Chosen, facts: PackFacts, before: Mapping[int, ExportedItem]) -> Packed:
    asset = chosen.asset
    kind = facts.kinds.get(asset.sort or 0)
    known = facts.known.get(asset.id) or Known()
    medium = medium_of(asset.location)
    labels = facet_labels(asset, facts)
    return Packed(
        asset=asset.id,
        title=asset.title or PurePath(asset.location).stem,
        heading=chosen.heading,
        kind=kind.title if kind is not None else "",
        icon=icon_of(kind.key if kind is not None else "", asset.location),
        question=asset.question,
        summary=asset.summary,
        use_when=chosen.use_when or _when(asset, facts),
        say_first=chosen.say_first,
        facets=labels,
        seconds=asset.seconds,
        pages=asset.pages,
        reviewed=asset.reviewed,
        ask=_whom_to_ask(asset, facts, facts.day),
        change=change_since(asset.id, known.digest, before) if facts.since is not None else Change.SAME,
        medium=medium,
        address=asset.location if is_web(asset.location) else "",
        text="" if medium is not Medium.TEXT else known.text,
        transcript=known.text if medium is not Medium.TEXT else "",
    )


def facet_labels(asset: Asset, facts: PackFacts) -> dict[str, tuple[str, ...]]:
    """The values of an asset as people call them, by what their facet is called."""
    values = values_of(asset)
    found = {}
    for facet in facts.facets:
        called = tuple(label for key in values.get(facet, ()) if (label := facts.labels.get((facet, key))))
        if called:
            found[facts.labels.get((FACETS, facet), facet)] = called
    return found


def _when(asset: Asset, facts: PackFacts) -> str:
    """When to use it, from its stages and moments, where nobody has said it in words."""
    values = values_of(asset)
    keys = [(facet, key) for facet in (_STAGE, _MOMENT) for key in values.get(facet, ())]
    return ", ".join(dict.fromkeys(facts.labels[each] for each in keys if each in facts.labels))


def _whom_to_ask(asset: Asset, facts: PackFacts, day: date) -> tuple[str, ...]:
    """Those who vouch for it, else its owner; nobody who has left or is anonymous."""
    several = facts.experts.get(asset.id, ()) or ((asset.owner,) if asset.owner is not None else ())
    people = (facts.people.get(each) for each in several)
    return tuple(
        person.name for person in people if person is not None and not person.anonymous and person.is_here(day)
    )
