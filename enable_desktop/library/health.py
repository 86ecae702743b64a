"""The rules of a healthy library: each flags assets and says what to do about them; none of them blocks anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from enable_desktop.words import mark

LONGEST_VIDEO: Final = 8
"""Minutes."""
CONSENT_LEAD: Final = 30
"""So many days before its end a consent is told of."""
VIDEO_ENDINGS: Final = (".mp4", ".m4v", ".mov", ".webm", ".mkv", ".avi", ".wmv", ".mpg", ".mpeg")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: what it is called, and what to do about what it flags; both are marked.

    One that `needs_usage` flags nothing where no figures of use were imported.
    """

    key: str
    label: str
    advice: str
    needs_usage: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleGroup:
    """Rules about the same side of an asset."""

    title: str
    rules: tuple[Rule, ...]


RULE_GROUPS: Final = (
    RuleGroup(
        title=mark("Who answers for it"),
        rules=(
            Rule(
                key="no-owner", label=mark("No owner"),
                advice=mark("Name one person who keeps it right."),
            ),
            Rule(
                key="owner-left", label=mark("Owner has left"),
                advice=mark("Hand it over to somebody who is there."),
            ),
            Rule(
                key="no-reviewer", label=mark("No reviewer"),
                advice=mark("Name somebody who checks it when its review is due."),
            ),
            Rule(
                key="no-expert", label=mark("No expert"),
                advice=mark("Link the person who vouches for what it says."),
            ),
            Rule(
                key="one-expert", label=mark("Topic with one expert"),
                advice=mark("Find a second expert for the topic, before the only one is away."),
            ),
        ),
    ),
    RuleGroup(
        title=mark("What is said of it"),
        rules=(
            Rule(
                key="no-summary", label=mark("No summary"),
                advice=mark("Say in a sentence or two what it holds."),
            ),
            Rule(
                key="no-question", label=mark("No question it answers"),
                advice=mark("Write down the question that it answers, as a customer or a rep would ask it."),
            ),
            Rule(
                key="no-stage", label=mark("No stage or persona"),
                advice=mark("Say at which stage it helps, or with whom."),
            ),
            Rule(
                key="contested", label=mark("Its file says otherwise"),
                advice=mark("Take over what the file says, or keep what stands here."),
            ),
            Rule(
                key="same-title", label=mark("Same title as another"),
                advice=mark("Rename one of them, or retire one with the other as its replacement."),
            ),
        ),
    ),
    RuleGroup(
        title=mark("Whether it is current"),
        rules=(
            Rule(
                key="past-review", label=mark("Past its review date"),
                advice=mark("Look at it: mark it as reviewed, have it changed, or retire it."),
            ),
            Rule(
                key="expires-28", label=mark("Expires in 15 to 28 days"),
                advice=mark("Ask its owner whether it goes on after that day."),
            ),
            Rule(
                key="expires-14", label=mark("Expires within 14 days"),
                advice=mark("Move the day on, or prepare what replaces it."),
            ),
            Rule(
                key="expired", label=mark("Expires today, or has expired"),
                advice=mark("Retire it with a replacement, or move the day on."),
            ),
            Rule(
                key="source-changed", label=mark("Source has changed"),
                advice=mark("Compare it with its source, then mark it as reviewed."),
            ),
            Rule(
                key="packed-outdated", label=mark("Handed to reps, but outdated"),
                advice=mark("Take it out of the playlist or pack, or replace it there."),
            ),
        ),
    ),
    RuleGroup(
        title=mark("Whether it may be used"),
        rules=(
            Rule(
                key="no-consent", label=mark("Bite or call without consent"),
                advice=mark("Ask those who are heard, and keep it to yourself until they agree."),
            ),
            Rule(
                key="consent-ending", label=mark("Consent ends or has ended"),
                advice=mark("Ask whether it still holds, or retire it."),
            ),
        ),
    ),
    RuleGroup(
        title=mark("Length and companions"),
        rules=(
            Rule(
                key="long-video", label=mark("Video over 8 minutes"),
                advice=mark("Cut it into parts, each with one question."),
            ),
            Rule(
                key="too-long", label=mark("Longer than its kind allows"),
                advice=mark("Shorten it, or give its kind another limit."),
            ),
            Rule(
                key="lone-video", label=mark("Video without overview and checklist"),
                advice=mark("Link an overview and a checklist that go with it."),
            ),
            Rule(
                key="no-practice", label=mark("Topic without a hands-on format"),
                advice=mark("Add an exercise on the topic."),
            ),
        ),
    ),
    RuleGroup(
        title=mark("Files and links"),
        rules=(
            Rule(
                key="missing", label=mark("File missing"),
                advice=mark("Say where it lies now, or retire it."),
            ),
            Rule(
                key="broken-link", label=mark("Broken link inside"),
                advice=mark("Lead the link elsewhere, or take it out."),
            ),
            Rule(
                key="online-only", label=mark("Online only"),
                advice=mark("Keep it on this computer, if its text should be found and packed."),
            ),
            Rule(
                key="duplicate", label=mark("Same content as another"),
                advice=mark("Retire one of them, with the other as its replacement."),
            ),
        ),
    ),
    RuleGroup(
        title=mark("How it is used"),
        rules=(
            Rule(
                key="never-used", label=mark("Never used"), needs_usage=True,
                advice=mark("Retire it, or tell those it was made for."),
            ),
            Rule(
                key="hot-stale", label=mark("Much used, but stale"), needs_usage=True,
                advice=mark("Review it first: many rely on it."),
            ),
        ),
    ),
)  # fmt: skip
"""Every rule there is."""

RULES: Final = {rule.key: rule for group in RULE_GROUPS for rule in group.rules}
"""The rules by their key, which settings, filters and scripts know them by."""
