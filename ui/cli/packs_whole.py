"""Packs as `list` and `show` give them: with what is in them today, what to look at, and what was sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from enable_desktop.words import ShortDay, Words, mark

if TYPE_CHECKING:
    from db.workspace import Workspace
    from enable_desktop.fields import Line


# Any: what JSON holds.
def packs_whole(workspace: Workspace, plain: list[dict[str, Any]], lines: Sequence[Line]) -> list[dict[str, Any]]:
    """The plain values of packs, in the order of their lines, with what else is known of each."""
    return [values | _contents(workspace, line.id) for values, line in zip(plain, lines, strict=True)]


def _contents(workspace: Workspace, pack: int) -> dict[str, Any]:
    from enable_desktop.packs.checks import findings
    from enable_desktop.packs.gathering import contents_of

    facts = workspace.packs.facts(pack)
    contents = contents_of(facts)
    return {
        "items": [
            {
                "asset": item.asset,
                "title": item.title,
                "heading": item.heading,
                "by_hand": chosen.item is not None,
                "change": item.change.value if contents.since is not None else None,
            }
            for item, chosen in zip(contents.items, facts.items, strict=True)
        ],
        "playlists": [{"title": each.title, "assets": list(each.assets)} for each in contents.playlists],
        "since": contents.since.isoformat() if contents.since is not None else None,
        "gone": [{"title": each.title, "instead": each.instead or None} for each in contents.gone],
        "findings": [
            {"finding": str(each.check), "asset": each.asset, "title": each.title, "mend": str(each.mend)}
            for each in findings(facts)
        ],
        "exports": [
            {"id": each.id, "day": each.day.isoformat(), "form": str(each.form), "place": each.place}
            for each in workspace.packs.sent.all(pack)
        ],
    }


def pack_fields(workspace: Workspace, pack: int, words: Words) -> Iterator[tuple[str, str]]:
    """The same for people: what is in a pack, what to look at before it leaves, and what was sent."""
    from enable_desktop.packs.checks import findings

    facts = workspace.packs.facts(pack)
    titles = (f"{each.heading}: {each.asset.title}" if each.heading else each.asset.title for each in facts.items)
    found = (f"{each.title}: {words(each.check.label)}. {words.say(each.said)}" for each in findings(facts))
    sent = (
        words(
            mark("{day}: {form}, {place}"),
            day=ShortDay(each.day, workspace.today),
            form=words(each.form.label),
            place=each.place,
        )
        for each in workspace.packs.sent.all(pack)
    )
    for label, rows in ((words("Contents"), titles), (words("To look at"), found), (words("Sent"), sent)):
        text = "\n".join(rows)
        if text:
            yield label, text
