"""When somebody is no expert any more: what hangs on them is listed, and who takes it over is asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from enable_desktop.errors import WorkspaceError
from enable_desktop.experts import Charges
from enable_desktop.words import Words, mark
from ui.ask import Option
from ui.people.deeds import Others
from ui.record_names import people_of

if TYPE_CHECKING:
    from ui.desk import Desk

_NOBODY: Final = 0
_MOST: Final = 8


def stand_down(desk: Desk, person: int) -> None:
    """Takes the hat off in one step; asks first who takes over where anything hangs on them."""
    words, workspace = desk.words, desk.workspace
    try:
        who = workspace.people.get(person)
        charges = workspace.experts.charges(person)
    except WorkspaceError as fault:
        desk.failed(fault)
        return
    heir: int | None = None
    if charges.can_be_handed_over:
        names = people_of(desk)
        nobody = Option(_NOBODY, words(mark("Nobody")), words(mark("these things stay with them")))
        others = Others(names, [id_ for id_ in names.ids() if id_ != person], person, (nobody,))
        chosen = desk.ask.choose(
            words(mark("Who takes over from {name}?"), name=who.name),
            "\n".join(said_charges(charges, words)),
            others,
            words(mark("No expert any more")),
            others.matching,
        )
        if chosen is None or not isinstance(chosen.key, int):
            return
        heir = chosen.key or None
    done = words(mark("{name} is no expert any more"), name=who.name)
    desk.do(lambda: workspace.experts.stand_down(person, heir), done)


def said_charges(charges: Charges, words: Words, most: int = _MOST) -> Iterator[str]:
    """What hangs on an expert, in lines; of many things only so many are named."""
    lines = [
        *(words(mark("Owns “{title}”"), title=title) for _, title in charges.owns),
        *(words(mark("Reviews “{title}”"), title=title) for _, title in charges.reviews),
        *(words(mark("Vouches for “{title}”"), title=title) for _, title in charges.vouches),
        *(words(mark("Stands in for {name}"), name=name) for _, name in charges.deputy_of),
    ]
    yield from lines[:most]
    if len(lines) > most:
        yield words.n("and {n} more", "and {n} more", len(lines) - most)
    for _, title in charges.alone:
        yield words(mark("“{title}” is then known by nobody"), title=title)
