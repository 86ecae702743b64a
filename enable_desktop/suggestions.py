"""What to ask somebody next: themes on which a voice of their group is missing come before all others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from enable_desktop.gaps.analysis import Gap, Heard
from enable_desktop.gaps.missing_voices import missing_voices
from enable_desktop.gaps.voices import Sides
from enable_desktop.interviews import Audience, Interview, Occasion, Part, Question, audience_of
from enable_desktop.people import Group
from enable_desktop.words import Counted, Sentence, counted, mark, sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What one more voice of a group would do for a theme; `missing` people of it, `asked` so far."""

    theme: int
    group: Group
    asked: int
    missing: int = 0
    side: Group | None = None
    """Leadership or reps, where the group stands on that side."""
    others_missing: bool = False
    compared: bool = False

    @property
    def is_wanted(self) -> bool:
        """Whether a voice of this group is missing here."""
        return self.missing > 0 or (self.side is None and not self.asked)

    @property
    def reason(self) -> Sentence | Counted | None:
        """Why to ask about the theme, None where nothing is missing."""
        if not self.missing:
            return sentence(mark("nobody of this group was asked yet")) if self.is_wanted else None
        return _reason(self)


def _reason(need: Need) -> Counted:
    leaders = need.side is Group.LEADERSHIP
    if need.compared:
        if leaders:
            return counted("{n} more leader may settle it", "{n} more leaders may settle it", need.missing)
        return counted("{n} more rep may settle it", "{n} more reps may settle it", need.missing)
    if need.others_missing:
        if leaders:
            return counted("{n} more leader needed", "{n} more leaders needed", need.missing)
        return counted("{n} more rep needed", "{n} more reps needed", need.missing)
    if leaders:
        return counted(
            "{n} more leader would allow a comparison", "{n} more leaders would allow a comparison", need.missing
        )
    return counted("{n} more rep would allow a comparison", "{n} more reps would allow a comparison", need.missing)


def needs(
    gaps: Sequence[Gap], group: Group, answered: Iterable[int] = (), sides: Sides | None = None
) -> tuple[Need, ...]:
    """What a person of a group could add to each theme: first where the fewest are missing, then the least asked.

    Themes that the person was asked about already (`answered`) are left out. While nobody was asked about anything,
    nothing is more wanted than anything else, and there are no needs.
    """
    sides = sides or Sides()
    if not any(_asked(gap) for gap in gaps):
        return ()
    done = set(answered)
    found = [_need(gap, group, sides) for gap in gaps if gap.theme not in done]
    return tuple(sorted(found, key=lambda need: (not need.is_wanted, need.missing, need.asked)))


def _asked(gap: Gap) -> int:
    return gap.leadership.asked + gap.reps.asked + sum(other.asked for other in gap.others.values())


def _need(gap: Gap, group: Group, sides: Sides) -> Need:
    missing = missing_voices(gap)
    compared = gap.severity is not None
    if group in sides.leadership:
        return Need(
            theme=gap.theme, group=group, asked=gap.leadership.asked, missing=missing.leaders, side=Group.LEADERSHIP,
            others_missing=missing.reps > 0, compared=compared,
        )  # fmt: skip
    if group in sides.reps:
        return Need(
            theme=gap.theme, group=group, asked=gap.reps.asked, missing=missing.reps, side=Group.REP,
            others_missing=missing.leaders > 0, compared=compared,
        )  # fmt: skip
    return Need(theme=gap.theme, group=group, asked=gap.others.get(group, Heard()).asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A question of the bank for one talk, with why it comes so early, or when it was asked before."""

    question: Question
    need: Need | None = None
    was_asked: bool = False
    asked_on: date | None = None


def audience_for(meeting: Interview, group: Group) -> Audience:
    """Whose questions fit a meeting with somebody of a group."""
    return Audience.EXPERT if meeting.occasion is Occasion.EXPERT else audience_of(group)


def suggestions(
    bank: Iterable[Question],
    audience: Audience,
    wanted: Iterable[Need],
    asked: Mapping[int, date | None] | None = None,
) -> tuple[Suggestion, ...]:
    """The questions of the bank for an audience and for everybody, in the order in which they are worth asking.

    First those of themes where a voice is missing, in the order of the needs; then the others, those meant for this
    audience before those for everybody; last what the person was `asked` before (by id, with the day).
    """
    before = asked or {}
    by_theme = {need.theme: (place, need) for place, need in enumerate(wanted) if need.is_wanted}
    nowhere = len(by_theme), None
    found = []
    for question in bank:
        if question.part is not Part.QUESTION or question.audience not in (audience, Audience.EVERYBODY):
            continue
        place, need = by_theme.get(question.theme or 0, nowhere)
        key = (question.id in before, place, question.audience is Audience.EVERYBODY, question.position, question.id)
        was_asked = question.id in before
        suggestion = Suggestion(question=question, need=need, was_asked=was_asked, asked_on=before.get(question.id))
        found.append((key, suggestion))
    return tuple(suggestion for _, suggestion in sorted(found, key=lambda each: each[0]))


def enough(offered: Iterable[Suggestion], minutes: int, fewest: int, most: int) -> tuple[Suggestion, ...]:
    """As many suggestions as fit into the minutes, one a theme, nothing asked before; never under `fewest`."""
    taken: list[Suggestion] = []
    themes: set[int] = set()
    used = 0
    for each in offered:
        question = each.question
        if len(taken) >= most or each.was_asked or question.theme in themes:
            continue
        if used + question.minutes > minutes and len(taken) >= fewest:
            continue
        taken.append(each)
        used += question.minutes
        if question.theme is not None:
            themes.add(question.theme)
    return tuple(taken)
