"""What the figures of gaps say, in words that a manager can repeat to both sides.

For the screen. An export takes its counts through the rule of anonymity first.
"""

from __future__ import annotations

from typing import Final

from enable_desktop.gaps.analysis import Analysis, Gap, Side
from enable_desktop.gaps.coverage import FAIR_PLAN, Coverage
from enable_desktop.gaps.figures import FEWEST, SeverityGap
from enable_desktop.gaps.missing_voices import Missing, missing_voices
from enable_desktop.gaps.verdicts import CHANCE, Verdict
from enable_desktop.words import Counted, Rounded, Sentence, counted, mark, sentence

_BOTH_HURT: Final = 3.5
_HARDLY: Final = 1 / 3


def headline(gap: Gap) -> Sentence:
    """The verdict of a row in a few words: "Reps rate this 2.3 points worse"."""
    match gap.verdict:
        case Verdict.CLEAR if gap.severity is not None:
            worse = _either(
                _is_worse_for_reps(gap.severity),
                mark("Reps rate this {points} points worse"),
                mark("Leadership rates this {points} points worse"),
            )
            return sentence(worse, points=Rounded(abs(gap.severity.points)))
        case Verdict.ONE_SIDE:
            hardly = min(_share(gap.leadership), _share(gap.reps)) <= _HARDLY
            if _is_raised_by_reps(gap):
                return sentence(
                    _either(
                        hardly,
                        mark("Raised by reps, hardly by leadership"),
                        mark("Raised more often by reps than by leadership"),
                    )
                )
            return sentence(
                _either(
                    hardly,
                    mark("Raised by leadership, hardly by reps"),
                    mark("Raised more often by leadership than by reps"),
                )
            )
        case Verdict.LEANING:
            return sentence(
                _either(
                    missing_voices(gap).leaders > 0,
                    mark("May be a gap: hear one more leader"),
                    mark("May be a gap: hear one more rep"),
                )
            )
        case Verdict.ALIGNED:
            return sentence(mark("Both sides see it alike"))
        case Verdict.UNSETTLED:
            return sentence(mark("Enough people, no clear answer"))
    return sentence(mark("Too few to tell"))


def explanation(gap: Gap) -> Sentence:
    """One theme in plain words, with how many people it rests on."""
    if gap.verdict is Verdict.ONE_SIDE:
        return sentence(
            _either(
                _is_raised_by_reps(gap),
                mark("{reps} raised this, but only {leaders}."),
                mark("{leaders} raised this, but only {reps}."),
            ),
            leaders=of_leaders(gap.leadership.raised, gap.leadership.asked),
            reps=of_reps(gap.reps.raised, gap.reps.asked),
        )
    if gap.severity is None:
        return _too_few(gap)
    people = {"leaders": _leaders(gap.leadership.rated), "reps": _reps(gap.reps.rated)}
    means = {"leadership": Rounded(gap.leadership.pain), "others": Rounded(gap.reps.pain)}
    worse_for_reps = _is_worse_for_reps(gap.severity)
    points = Rounded(abs(gap.severity.points))
    match gap.verdict:
        case Verdict.CLEAR:
            low, high = sorted((abs(gap.severity.low), abs(gap.severity.high)))
            message = _either(
                worse_for_reps,
                mark(
                    "Reps rate this {points} points worse than leadership does. "
                    "With {leaders} and {reps} the gap most likely lies between {low} and {high}."
                ),
                mark(
                    "Leadership rates this {points} points worse than reps do. "
                    "With {leaders} and {reps} the gap most likely lies between {low} and {high}."
                ),
            )
            return sentence(message, points=points, low=Rounded(low), high=Rounded(high), **people)
        case Verdict.LEANING:
            message = _either(
                worse_for_reps,
                mark(
                    "Reps seem to rate this {points} points worse than leadership does, "
                    "but with {leaders} and {reps} that may be chance."
                ),
                mark(
                    "Leadership seems to rate this {points} points worse than reps do, "
                    "but with {leaders} and {reps} that may be chance."
                ),
            )
            return sentence(message, points=points, **people)
        case Verdict.ALIGNED:
            message = mark(
                "Leadership rates this {leadership}, reps {others}. "
                "With {leaders} and {reps} the difference is most likely under one point."
            )
            return sentence(message, **means, **people)
        case Verdict.UNSETTLED:
            message = mark(
                "Leadership rates this {leadership}, reps {others}. "
                "Even {leaders} and {reps} do not show whether they differ."
            )
            return sentence(message, **means, **people)
    return sentence(mark("{leaders} and {reps} rated this: too few to tell whether they differ."), **people)


def _too_few(gap: Gap) -> Sentence:
    """Where a side lacks ratings: who rated, of those asked."""
    leaders = of_leaders(gap.leadership.rated, gap.leadership.asked)
    reps = of_reps(gap.reps.rated, gap.reps.asked)
    match (gap.leadership.asked > 0, gap.reps.asked > 0):
        case (True, True):
            return sentence(mark("{leaders} and {reps} rated this: too few to compare."), leaders=leaders, reps=reps)
        case (True, False):
            return sentence(mark("{leaders} rated this; no rep was asked yet."), leaders=leaders)
        case (False, True):
            return sentence(mark("{reps} rated this; nobody in leadership was asked yet."), reps=reps)
    return sentence(mark("Nobody on either side was asked about this yet."))


def next_step(gap: Gap) -> Sentence:
    """What to do about a theme now."""
    match gap.verdict:
        case Verdict.CLEAR:
            return sentence(mark("Show each side what the other sees, and plan what to do."))
        case Verdict.ONE_SIDE:
            return sentence(
                _either(
                    _is_raised_by_reps(gap),
                    mark("Ask leadership what they see of it."),
                    mark("Ask reps what they see of it."),
                )
            )
        case Verdict.ALIGNED:
            return sentence(
                _either(
                    min(gap.leadership.pain, gap.reps.pain) >= _BOTH_HURT,
                    mark("Act on it: both sides feel it."),
                    mark("No more talks are needed here."),
                )
            )
        case Verdict.UNSETTLED:
            return sentence(mark("More talks will hardly settle it: look at roles and departments."))
    return hear(missing_voices(gap))


def hear(missing: Missing) -> Sentence:
    """Whom to hear: "Hear 1 more leader and 2 more reps."."""
    leaders = counted("{n} more leader", "{n} more leaders", missing.leaders)
    reps = counted("{n} more rep", "{n} more reps", missing.reps)
    if not missing.reps:
        return sentence(mark("Hear {people}."), people=leaders)
    if not missing.leaders:
        return sentence(mark("Hear {people}."), people=reps)
    return sentence(mark("Hear {leaders} and {reps}."), leaders=leaders, reps=reps)


def pair_sentence(severity: SeverityGap) -> Sentence:
    """Superiority without a formula, of a hundred pairs rather than as a percentage."""
    worse_for_reps = severity.superiority >= 0.5
    times = round(100 * (severity.superiority if worse_for_reps else 1 - severity.superiority))
    return sentence(
        _either(
            worse_for_reps,
            mark("Of 100 pairs of a rep and a leader, the rep rates it worse in about {times}, ties counted half."),
            mark("Of 100 pairs of a rep and a leader, the leader rates it worse in about {times}, ties counted half."),
        ),
        times=times,
    )


def coverage_sentence(coverage: Coverage) -> Sentence:
    """ "4 of 5 leaders, 9 of 12 reps for a fair picture: 4 more talks"."""
    leaders = of_leaders(coverage.leaders, coverage.leaders_wanted)
    reps = of_reps(coverage.reps, coverage.reps_wanted)
    if not coverage.talks_missing:
        return sentence(mark("{leaders}, {reps}: a fair picture"), leaders=leaders, reps=reps)
    talks = counted("{n} more talk", "{n} more talks", coverage.talks_missing)
    message = _either(
        coverage.is_fair,
        mark("{leaders}, {reps}: a fair picture, complete with {talks}"),
        mark("{leaders}, {reps} for a fair picture: {talks}"),
    )
    return sentence(message, leaders=leaders, reps=reps, talks=talks)


def method_note(analysis: Analysis) -> tuple[Sentence, ...]:
    """How the figures came about, on how many ratings they rest, and what they cannot show."""
    compared = sum(gap.severity is not None for gap in analysis.gaps)
    found = [
        sentence(
            mark(
                "Each person counts once per theme, with one severity from 1 (mild) to 5 (blocking): "
                "{own} given by the person, {tagged} tagged by whoever held the talk."
            ),
            own=counted("{n} rating", "{n} ratings", analysis.own),
            tagged=counted("{n} rating", "{n} ratings", analysis.tagged),
        ),
        sentence(
            mark(
                "A gap is the mean of reps less the mean of leadership, given from {fewest} ratings on each side on. "
                "Its range holds it with a probability of 90%, starting from one person spread over the five levels."
            ),
            fewest=FEWEST,
        ),
        sentence(
            mark(
                "A gap is clear when its range excludes zero, it is at least one point wide, and chance alone would "
                "make as large a one at most once in ten times."
            )
        ),
        sentence(
            mark(
                "Small samples show little: three people against three reach that limit only when everyone on one "
                "side rates worse than everyone on the other. {leaders} and {least} to {most} reps are a fair plan."
            ),
            leaders=_leaders(FAIR_PLAN.leaders),
            least=FAIR_PLAN.reps_at_least,
            most=FAIR_PLAN.reps,
        ),
        sentence(
            mark("Not being asked is missing, not a no; and not raising a theme is not disagreement."),
        ),
    ]
    if compared:
        found.append(
            sentence(
                mark("With {themes} compared and no real difference on any, up to {false} would still look clear."),
                themes=counted("{n} theme", "{n} themes", compared),
                false=max(1, int(compared * CHANCE)),
            )
        )
    return tuple(found)


def _either(first: bool, message: str, other: str) -> str:
    return message if first else other


def _is_worse_for_reps(severity: SeverityGap) -> bool:
    return severity.points > 0


def _is_raised_by_reps(gap: Gap) -> bool:
    return gap.mention is not None and gap.mention.difference > 0


def _share(side: Side) -> float:
    return side.raised / side.asked if side.asked else 0.0


def _leaders(number: int) -> Counted:
    return counted("{n} leader", "{n} leaders", number)


def _reps(number: int) -> Counted:
    return counted("{n} rep", "{n} reps", number)


def of_leaders(number: int, asked: int) -> Counted:
    """ "3 of 4 leaders"."""
    return counted("{heard} of {n} leader", "{heard} of {n} leaders", asked, heard=number)


def of_reps(number: int, asked: int) -> Counted:
    """ "8 of 9 reps"."""
    return counted("{heard} of {n} rep", "{heard} of {n} reps", asked, heard=number)
