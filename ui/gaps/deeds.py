"""One step from a gap to what follows from it: an initiative, a line of the charter, a question for the next talk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enable_desktop.charter.lines import BusinessCase, Criterion, Obstacle
from enable_desktop.errors import WorkspaceError
from enable_desktop.fields import Line
from enable_desktop.gaps.analysis import Gap
from enable_desktop.gaps.missing_voices import missing_voices
from enable_desktop.gaps.verdicts import Verdict
from enable_desktop.initiatives import Initiative
from enable_desktop.interviews import Audience, Occasion, Question, Theme, audience_of
from enable_desktop.kinds import KINDS
from enable_desktop.links import Reason, Ref
from enable_desktop.people import Group
from enable_desktop.words import mark, sentence

if TYPE_CHECKING:
    from enable_desktop.interviews import Talk
    from ui.desk import Desk


class Deeds:
    """What the page does with the theme selected; each is one step that can be taken back."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def start_initiative(self, theme: Theme) -> None:
        """An initiative that answers the theme, shown in the charter's plan."""
        self._make(Initiative, Ref(Theme.kind, theme.id), theme.title, Reason.ANSWERS, mark("Initiative started"))

    def add_obstacle(self, theme: Theme) -> None:
        self._make(Obstacle, Ref(Theme.kind, theme.id), theme.title, Reason.EVIDENCE, mark("Obstacle added"))

    def add_criterion(self, theme: Theme) -> None:
        self._make(Criterion, Ref(Theme.kind, theme.id), theme.title, Reason.EVIDENCE, mark("Criterion added"))

    def add_evidence(self, theme: Theme) -> None:
        """The theme as evidence of the business case."""
        ref = Ref(BusinessCase.kind, 1)
        try:
            self._desk.workspace.links.join(ref, Ref(Theme.kind, theme.id), Reason.EVIDENCE)
        except WorkspaceError as fault:
            self._desk.failed(fault)
            return
        self._desk.toast(
            self._desk.words(mark("The business case now rests on “{theme}”"), theme=theme.title), undo=True
        )

    def _make(self, record: type[Line], theme: Ref, title: str, reason: Reason, told: str) -> None:
        """A line of the charter linked to the theme, in one step, and the way to it."""
        workspace = self._desk.workspace
        try:
            with workspace.step(mark("Add {noun} “{title}”"), noun=sentence(KINDS[record.kind].noun), title=title):
                made = Ref(record.kind, workspace.add(record, title=title))
                workspace.links.join(made, theme, reason)
        except WorkspaceError as fault:
            self._desk.failed(fault)
            return
        self._desk.go(made)
        self._desk.toast(self._desk.words(told), undo=True)

    def uses(self, theme: int) -> tuple[Ref, ...]:
        """The records that lean on a theme, or answer it."""
        me = Ref(Theme.kind, theme)
        links = self._desk.workspace.links.of(me)
        return tuple(dict.fromkeys(link.start for link in links if link.end == me))

    # -- asking

    def side_to_ask(self, gap: Gap) -> Group:
        """The side whose answer is missing most: the one that lacks voices, else the one that raised it less."""
        missing = missing_voices(gap)
        if missing.leaders != missing.reps:
            return Group.LEADERSHIP if missing.leaders > missing.reps else Group.REP
        if gap.verdict is Verdict.ONE_SIDE and gap.mention is not None:
            return Group.LEADERSHIP if gap.mention.difference > 0 else Group.REP
        return Group.LEADERSHIP if gap.leadership.rated <= gap.reps.rated else Group.REP

    def next_talk(self, group: Group) -> Talk | None:
        """The next interview with somebody of a group that is still ahead."""
        now, today = self._desk.workspace.now, self._desk.today
        return next(
            (
                talk
                for talk in self._desk.workspace.interviews.listed()
                if not talk.held
                and talk.group is group
                and talk.occasion is Occasion.INTERVIEW
                and not talk.is_over(now, today)
            ),
            None,
        )

    def ask_next(self, gap: Gap, theme: Theme) -> None:
        """A question about the theme in the next talk of the side that can answer it."""
        words, workspace = self._desk.words, self._desk.workspace
        side = self.side_to_ask(gap)
        talk = self.next_talk(side)
        if talk is None:
            leader = mark("No talk with a leader is planned. Plan one, then ask about “{theme}”.")
            rep = mark("No talk with a rep is planned. Plan one, then ask about “{theme}”.")
            self._desk.toast(words(leader if side is Group.LEADERSHIP else rep, theme=theme.title))
            return
        try:
            known = self._question(theme, side)
            if known is not None:
                workspace.interviews.choose(talk.id, known.id)
            else:
                asked = self._desk.document_words()(
                    mark("How badly does “{theme}” hurt, from 1 to 5, and why?"), theme=theme.title
                )
                workspace.interviews.ask_next(talk.id, theme.id, asked)
        except WorkspaceError as fault:
            self._desk.failed(fault)
            return
        self._desk.toast(words(mark("Will be asked in the talk with {title}"), title=talk.title), undo=True)

    def _question(self, theme: Theme, side: Group) -> Question | None:
        """The first question of the bank on a theme that fits a side."""
        fitting = (audience_of(side), Audience.EVERYBODY)
        questions = self._desk.workspace.where(Question, "theme", theme.id)
        return next((each for audience in fitting for each in questions if each.audience is audience), None)
