"""The page for one expert: what it is about, what is asked, what they get, what will not be done, until when.

It is one page whatever was written. Where that takes too much room, it gives up what was contributed beyond three, then
the mission, then all that was contributed, then all but two lines of what was agreed in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from enable_desktop.expert_letters import USUAL_ASKS, USUAL_GIFTS
from enable_desktop.expert_reports import ExpertPage
from enable_desktop.experts import Depth
from enable_desktop.links import without_chips
from enable_desktop.plainly import plainly
from enable_desktop.words import mark
from exports.blocks import Block, Columns, Narrow, Rule, Space, Stack
from exports.look import BODY, H1, H2, KICKER, NOTE, TABLE, TABLE_QUIET, TABLE_STRONG, Look
from exports.pen import Pen
from exports.press import Press

NEVER: Final = (
    mark("Ask for more hours than we agreed on"),
    mark("Send anybody to you who has not looked first for the answer that is there already"),
    mark("Publish your words, your voice or your face before you have agreed to it"),
    mark("Go past your manager"),
    mark("Ask again without having told you what came of the last time"),
)
_TOPICS: Final = {
    Depth.REFERENCE: mark("You are the reference for {topics}."),
    Depth.TEACHES: mark("You can teach {topics}."),
    Depth.ANSWERS: mark("You can answer questions on {topics}."),
}
_GUTTER: Final = 22.0
_DASH: Final = 9.0
_ITEM: Final = Look("Serif", 10, 13)


@dataclass(frozen=True, slots=True)
class _Room:
    """How much of what was written is shown."""

    given: int
    mission: int
    own: int


class _Item(Block):
    """A line of a list behind its dash."""

    before = 2.0

    def __init__(self, text: str, press: Press) -> None:
        self._dash = press.text("–", _ITEM)
        self._text = press.text(text, _ITEM)

    def height(self, width: float) -> float:
        return self._text.height(width - _DASH)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        self._dash.draw(pen, x, top, _DASH)
        self._text.draw(pen, x + _DASH, top, width - _DASH)


_STEPS: Final = (
    _Room(6, 4, 5), _Room(3, 4, 5), _Room(3, 2, 5), _Room(3, 0, 5), _Room(0, 0, 5), _Room(0, 0, 2),
)  # fmt: skip


def one_page(page: ExpertPage, press: Press) -> Block:
    """The page, no higher than its paper."""
    sheet = press.sheet
    for room in _STEPS[:-1]:
        with press.uncounted():
            height = _set(page, room, press).height(sheet.content_width)
        if height <= sheet.content_height:
            return _set(page, room, press)
    return _set(page, _STEPS[-1], press)


def _set(page: ExpertPage, room: _Room, press: Press) -> Block:
    words = press.words
    about = ", ".join(part for part in (page.name, page.role) if part)
    blocks: list[Block] = [
        press.text(about.upper(), KICKER, most_lines=1),
        press.text(words("What I ask of you, and what you get"), H1, before=4, most_lines=2),
        Rule("text.primary", 0.75, before=6),
        _heading(words("What sales enablement is"), press, before=12),
        Narrow(press.text(_what(page, press), BODY), press.sheet.measure * 1.25, before=3),
    ]
    mission = plainly(without_chips(page.programme.mission)).strip() if room.mission else ""
    if mission:
        look = BODY.but(face="Serif-Italic")
        blocks.append(
            Narrow(
                press.text(" ".join(mission.split()), look, most_lines=room.mission),
                press.sheet.measure * 1.25,
                before=5,
            )
        )
    blocks.append(Columns([(_asked(page, room, press), 1.0), (_got(page, room, press), 1.0)], _GUTTER, before=11))
    never = Stack([_heading(words("What I will not do"), press), *_items(NEVER, press)])
    until = Stack([_heading(words("Until when"), press), *_until(page, press)])
    blocks.append(Columns([(never, 1.0), (until, 1.0)], _GUTTER, before=12))
    if page.given and room.given:
        blocks.append(_heading(words("What came from you so far"), press, before=12))
        for title, day in page.given[: room.given]:
            told = f"{words.day(day)} · {title}" if day is not None else title
            blocks.append(press.text(told, TABLE, before=3, most_lines=1))
        more = len(page.given) - room.given
        if more > 0:
            blocks.append(press.text(words.n("and {n} more", "and {n} more", more), TABLE_QUIET, before=3))
    blocks += _signed(page, press)
    return Stack(blocks)


def _what(page: ExpertPage, press: Press) -> str:
    words = press.words
    text = words(
        "Everybody who talks to customers should have the right answer at the right moment. What the people who know "
        "it best know is collected once, kept where sellers look for it, and looked through again before it is out of "
        "date. You are one of these people."
    )
    company = page.programme.company
    if not company:
        return text
    whose = words("This is the sales enablement programme of {company}.", company=company)
    return f"{whose} {text}"


def _heading(text: str, press: Press, *, before: float = 0.0) -> Block:
    return press.text(text, H2, before=before, keeps_next=True)


def _items(texts: Sequence[str], press: Press) -> list[Block]:
    return [_Item(press.words(text), press) for text in texts]


def _asked(page: ExpertPage, room: _Room, press: Press) -> Block:
    words = press.words
    blocks = [_heading(words("What I ask"), press)]
    if page.hours:
        hours = words("At most {hours} h a month", hours=words.number(page.hours))
        blocks.append(press.text(hours, TABLE_STRONG, before=4))
    if page.asks.strip():
        blocks.append(press.text(" ".join(page.asks.split()), BODY, before=3, most_lines=room.own))
    for depth, titles in page.topics.items():
        said = words(_TOPICS[depth], topics=", ".join(titles))
        blocks.append(press.text(said, BODY, before=3, most_lines=min(room.own, 3)))
    return Stack([*blocks, Space(2), *_items(USUAL_ASKS, press)])


def _got(page: ExpertPage, room: _Room, press: Press) -> Block:
    blocks = [_heading(press.words("What you get"), press)]
    if page.gets.strip():
        blocks.append(press.text(" ".join(page.gets.split()), BODY, before=3, most_lines=room.own))
        blocks.append(Space(2))
    return Stack([*blocks, *_items(USUAL_GIFTS, press)])


def _until(page: ExpertPage, press: Press) -> list[Block]:
    words = press.words
    if page.until is not None:
        said = words("Until {day}. Then we look together whether it goes on; without a word it ends.", day=page.until)
    elif page.next_contact is not None:
        said = words(
            "No end is agreed yet; we talk about it on {day}. You can stop at any time.", day=page.next_contact
        )
    else:
        said = words("No end is agreed yet. You can stop at any time.")
    blocks: list[Block] = [press.text(said, BODY, before=3)]
    if page.deputy:
        blocks.append(press.text(words("{name} stands in for you.", name=page.deputy), BODY, before=4, most_lines=2))
    return blocks


def _signed(page: ExpertPage, press: Press) -> list[Block]:
    programme = page.programme
    if not programme.sender:
        return []
    said = ", ".join(part for part in (programme.sender, programme.reach) if part)
    return [Rule("line.default", 0.5, before=12), press.text(said, NOTE, before=6, most_lines=2)]
