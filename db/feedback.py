"""Feedback: what importing some finds in a workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.files import ask
from enable_desktop.feedback import Feedback
from enable_desktop.feedback_import import FeedbackStanding
from enable_desktop.people import Person

if TYPE_CHECKING:
    from db.workspace import Workspace


def feedback_standing(workspace: Workspace) -> FeedbackStanding:
    """What importing feedback finds; of content and packs only what they are called."""
    connection = workspace.library.connection
    return FeedbackStanding(
        today=workspace.today,
        assets=ask(connection, "select id, title from assets"),
        packs=ask(connection, "select id, title from packs"),
        people=workspace.all(Person),
        said=workspace.all(Feedback),
    )
