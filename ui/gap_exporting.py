"""The report on the gaps, put together from a workspace's records; shared by the window and the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enable_desktop.anonymity import threshold_of
from enable_desktop.charter.report import PageSize
from enable_desktop.gaps.coverage import plan_of
from enable_desktop.gaps.report import Findings
from enable_desktop.interviews import Round, Theme
from enable_desktop.notes import Attachment
from enable_desktop.people import Group

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from db.gaps import Filter
    from db.workspace import Workspace
    from enable_desktop.gaps.voices import Voice


def latest_talks(workspace: Workspace) -> Filter:
    """The talks that count unless others are chosen: those of the latest round."""
    # Loaded here: `--help` needs no database.
    from db.gaps import Filter

    current = workspace.themes.current_round()
    return Filter(round=current.id if current is not None else None)


def gap_findings(
    workspace: Workspace, which: Filter | None = None, page: str = "", *, only: Collection[int] | None = None
) -> Findings:
    """Everything the report is made from (`enable_desktop.gaps.report.gap_report`), read at once.

    `which` talks count, those of the latest round where none are chosen; `page` is "a4" or "letter", else the paper
    of the workspace. `only` these themes, and no words, where the figures of a few are wanted.
    """
    which = which or latest_talks(workspace)
    voices = workspace.gaps.voices(which)
    found = workspace.get(Round, which.round) if which.round is not None else None
    first, last = workspace.gaps.period(which)
    heard: dict[Group, int] = {}
    for (group, _), number in workspace.gaps.heard(which).items():
        heard[group] = heard.get(group, 0) + number
    suggestions = found.suggestions if found is not None else ""
    return Findings(
        voices=voices,
        said=workspace.gaps.said(which) if only is None else (),
        themes=[each for each in compared_themes(workspace, which, voices) if only is None or each.id in only],
        heard=heard,
        people=workspace.people.everybody(),
        plan=plan_of(found),
        first=first,
        last=last,
        round=found.title if found is not None else "",
        department=which.department,
        suggestions=suggestions,
        today=workspace.today,
        company=workspace.settings.get("company"),
        page=PageSize(page or workspace.settings.get("paper") or "a4"),
        threshold=threshold_of(workspace.settings.get("anonymity_threshold")),
        images=_images(workspace) if suggestions else {},
    )


def compared_themes(workspace: Workspace, which: Filter, voices: Iterable[Voice]) -> tuple[Theme, ...]:
    """The themes of the round in its order, then others that were talked about; praise is nothing to compare."""
    themes = {theme.id: theme for theme in workspace.all(Theme)}
    asked = workspace.themes.of_round(which.round) if which.round is not None else ()
    order = dict.fromkeys([*(theme.id for theme in asked), *(voice.theme for voice in voices)])
    return tuple(themes[each] for each in order if each in themes and not themes[each].praise_only)


def _images(workspace: Workspace) -> dict[str, bytes]:
    pictures = (each for each in workspace.all(Attachment) if each.media_type.startswith("image/"))
    return {each.title: workspace.attachments.content(each) for each in pictures}
