"""What a report keeps back: how much, and why."""

from __future__ import annotations

from dataclasses import dataclass

from enable_desktop.anonymity import THRESHOLD
from enable_desktop.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """How much a report keeps back of what was heard, by reason; `least` people are needed for a figure or a role.

    `counts` are groups on a theme of which nothing is shown, `means` those of which the mean alone is not; `groups`
    have no column at all. `statements` may not be quoted. `roles` stand as their side, all of them where that was
    chosen; `names` were inside quotes, others `in_suggestions`.
    """

    least: int = THRESHOLD
    counts: int = 0
    means: int = 0
    groups: int = 0
    statements: int = 0
    roles: int = 0
    by_side: bool = False
    names: int = 0
    in_suggestions: int = 0

    def lines(self, words: Words) -> tuple[str, ...]:
        """A sentence for each reason there is."""
        return (*self.of_figures(words), *self.of_words(words))

    def of_figures(self, words: Words) -> tuple[str, ...]:
        """A sentence for each reason for which figures are missing."""
        found = []
        if self.groups:
            found.append(
                words.n(
                    "{n} group in which fewer than {least} people were heard has no figures.",
                    "{n} groups in each of which fewer than {least} people were heard have no figures.",
                    self.groups,
                    least=self.least,
                )
            )
        if self.counts:
            found.append(
                words.n(
                    "{n} time a group has no figures on a theme, since fewer than {least} of its people were asked.",
                    "{n} times a group has no figures on a theme, since fewer than {least} of its people were asked.",
                    self.counts,
                    least=self.least,
                )
            )
        if self.means:
            found.append(
                words.n(
                    "{n} mean is not shown, since fewer than {least} people rated.",
                    "{n} means are not shown, since fewer than {least} people rated.",
                    self.means,
                    least=self.least,
                )
            )
        return tuple(found)

    def of_words(self, words: Words) -> tuple[str, ...]:
        """A sentence for each reason for which words, or whose they are, are missing."""
        found = []
        if self.statements:
            found.append(
                words.n(
                    "{n} statement is not quoted, since it is not marked as quotable, or consent does not hold today.",
                    "{n} statements are not quoted, since they are not marked as quotable, or consent does not hold "
                    "today.",
                    self.statements,
                )
            )
        if self.by_side:
            found.append(words("Every quote has the name of its side; no role is named."))
        elif self.roles:
            found.append(
                words.n(
                    "{n} quote has the name of its side, since fewer than {least} people hold the role.",
                    "{n} quotes have the name of their side, since fewer than {least} people hold the role.",
                    self.roles,
                    least=self.least,
                )
            )
        if self.names:
            found.append(
                words.n("{n} name was taken out of a quote.", "{n} names were taken out of quotes.", self.names)
            )
        if self.in_suggestions:
            found.append(
                words.n(
                    "{n} name was taken out of the suggestions.",
                    "{n} names were taken out of the suggestions.",
                    self.in_suggestions,
                )
            )
        return tuple(found)
