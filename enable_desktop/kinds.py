"""Every kind of record the workspace holds: its words, its class, whether search finds it. A new kind is one line."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Final

from enable_desktop.words import mark

if TYPE_CHECKING:
    from enable_desktop.fields import Line


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: what one is called, and whether search finds it."""

    noun: str
    where: str
    searched: bool = True

    @property
    def record(self) -> type[Line]:
        """Its class. Imported when first asked for: the making of all of them would take as long as the window."""
        return _class_at(self.where)


@cache
def _class_at(where: str) -> type[Line]:
    module, name = where.split(":")
    found: type[Line] = getattr(import_module(f"enable_desktop.{module}"), name)
    return found


KINDS: Final[dict[str, Kind]] = {
    "people": Kind(mark("Person"), "people:Person"),
    "charter": Kind(mark("Charter"), "charter.lines:Head", searched=False),
    "sections": Kind(mark("Charter section"), "charter.lines:Prose"),
    "business_case": Kind(mark("Business case"), "charter.lines:BusinessCase"),
    "figures": Kind(mark("Figure"), "charter.lines:Figure"),
    "priorities": Kind(mark("Company priority"), "charter.lines:Priority"),
    "objectives": Kind(mark("Objective"), "charter.lines:Objective"),
    "scope_areas": Kind(mark("Scope area"), "charter.lines:ScopeArea"),
    "value_promises": Kind(mark("Value promise"), "charter.lines:ValuePromise"),
    "criteria": Kind(mark("Success criterion"), "charter.lines:Criterion"),
    "obstacles": Kind(mark("Obstacle"), "charter.lines:Obstacle"),
    "assumptions": Kind(mark("Assumption"), "charter.lines:Assumption"),
    "responsibilities": Kind(mark("Activity"), "charter.lines:Responsibility"),
    "commitments": Kind(mark("Commitment"), "charter.lines:Commitment"),
    "request_kinds": Kind(mark("Request kind"), "charter.lines:RequestKind"),
    "meetings": Kind(mark("Meeting"), "charter.lines:Meeting"),
    "decision_rights": Kind(mark("Decision right"), "charter.lines:DecisionRight"),
    "approvers": Kind(mark("Approver"), "charter.lines:Approver", searched=False),
    "versions": Kind(mark("Version"), "charter.lines:Version", searched=False),
    "approvals": Kind(mark("Approval"), "charter.lines:Approval", searched=False),
    "measures": Kind(mark("Measure"), "measures:Measure"),
    "readings": Kind(mark("Reading"), "measures:Reading", searched=False),
    "initiatives": Kind(mark("Initiative"), "initiatives:Initiative"),
    "rounds": Kind(mark("Round"), "interviews:Round", searched=False),
    "themes": Kind(mark("Theme"), "interviews:Theme"),
    "round_themes": Kind(mark("Theme of a round"), "interviews:RoundTheme", searched=False),
    "questions": Kind(mark("Question"), "interviews:Question"),
    "interviews": Kind(mark("Interview"), "interviews:Interview"),
    "attendees": Kind(mark("Attendee"), "interviews:Attendee", searched=False),
    "chosen_questions": Kind(mark("Chosen question"), "interviews:ChosenQuestion", searched=False),
    "statements": Kind(mark("Statement"), "interviews:Statement"),
    "ratings": Kind(mark("Rating"), "interviews:Rating", searched=False),
    "transcript_parts": Kind(mark("Part of a transcript"), "interviews:TranscriptPart"),
    "assets": Kind(mark("Content"), "library.assets:Asset"),
    "asset_kinds": Kind(mark("Kind of content"), "library.assets:AssetKind", searched=False),
    "asset_copies": Kind(mark("Copy of content"), "library.assets:AssetCopy", searched=False),
    "watched_folders": Kind(mark("Folder"), "library.assets:WatchedFolder", searched=False),
    "reviews": Kind(mark("Review"), "library.assets:Review", searched=False),
    "usage_sources": Kind(mark("Source of usage"), "library.assets:UsageSource", searched=False),
    "uses": Kind(mark("Use"), "library.assets:Use", searched=False),
    "saved_searches": Kind(mark("Saved search"), "library.assets:SavedSearch", searched=False),
    "content_gaps": Kind(mark("Content gap"), "library.assets:ContentGap", searched=False),
    "playlists": Kind(mark("Playlist"), "library.assets:Playlist"),
    "playlist_items": Kind(mark("Item of a playlist"), "library.assets:PlaylistItem", searched=False),
    "mended_files": Kind(mark("Mended file"), "library.assets:MendedFile", searched=False),
    "expertise": Kind(mark("What an expert knows"), "experts:Expertise", searched=False),
    "expert_terms": Kind(mark("Terms of an expert"), "experts:Terms", searched=False),
    "contacts": Kind(mark("Contact"), "experts:Contact"),
    "contributions": Kind(mark("Contribution"), "experts:Contribution"),
    "packs": Kind(mark("Pack"), "packs.records:Pack"),
    "pack_items": Kind(mark("Item of a pack"), "packs.records:PackItem", searched=False),
    "feedback": Kind(mark("Feedback"), "feedback:Feedback"),
    "promises": Kind(mark("Promise"), "notes:Promise"),
    "inbox": Kind(mark("Inbox note"), "notes:InboxNote"),
    "snoozes": Kind(mark("Snoozed row"), "notes:Snooze", searched=False),
    "attachments": Kind(mark("Attachment"), "notes:Attachment"),
    "list_entries": Kind(mark("List entry"), "notes:ListEntry", searched=False),
    "links": Kind(mark("Link"), "links:Link", searched=False),
}
