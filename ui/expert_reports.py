"""What is printed of experts, put together from a workspace's records; shared by the window and the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enable_desktop.anonymity import threshold_of
from enable_desktop.charter.lines import Prose
from enable_desktop.charter.report import PageSize
from enable_desktop.expert_reports import ExpertMaterial, ExpertPage, Programme, expert_page
from enable_desktop.experts import pains
from ui.gap_exporting import latest_talks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.workspace import Workspace


def theme_pains(workspace: Workspace) -> Mapping[int, float]:
    """How badly each theme hurts in the latest round of talks, by theme, where enough people of a side said so."""
    least = threshold_of(workspace.settings.get("anonymity_threshold"))
    return pains(workspace.gaps.voices(latest_talks(workspace)), least)


def programme_of(workspace: Workspace, page: str = "") -> Programme:
    """Whose programme it is; `page` is "a4" or "letter", else the paper of the workspace."""
    owner = workspace.charter.owner()
    mission = next((each.text for each in workspace.all(Prose) if each.key == "mission"), "")
    return Programme(
        today=workspace.today,
        company=workspace.settings.get("company"),
        mission=mission,
        sender=owner.name if owner is not None else "",
        reach=owner.reach if owner is not None else "",
        page=PageSize(page or workspace.settings.get("paper") or "a4"),
    )


def expert_material(workspace: Workspace, page: str = "") -> ExpertMaterial:
    """Everything that the reports on experts are made from, read at once."""
    coverage = workspace.experts.coverage(theme_pains(workspace))
    terms = workspace.experts.all_terms()
    deputies = {each.deputy for each in terms.values() if each.deputy is not None}
    known = {person.id: person for person in coverage.experts}
    known |= {person.id: person for person in workspace.people.these(deputies - known.keys())}
    return ExpertMaterial(
        programme=programme_of(workspace, page),
        people=known,
        experts=coverage.experts,
        topics=coverage.topics,
        terms=terms,
    )


def page_for(workspace: Workspace, person: int, page: str = "") -> ExpertPage:
    """The page for one expert; raises KeyError for somebody who is none."""
    experts = workspace.experts
    return expert_page(expert_material(workspace, page), person, experts.of(person), experts.contributions(person))
