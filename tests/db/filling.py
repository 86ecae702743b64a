"""Something of every kind, for a test that needs all of them."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from db.workspace import Workspace
from enable_desktop.charter.lines import Approval, BusinessCase, Document, Head, Prose, Version
from enable_desktop.fields import Line, Shape, fields_of
from enable_desktop.kinds import KINDS
from enable_desktop.links import Link, Reason, Ref
from enable_desktop.notes import Attachment

ALREADY_THERE: Final = (Head, Prose, BusinessCase, Version)
MADE_BY_A_STORE: Final = (Approval, Attachment, Link)


def fill(workspace: Workspace) -> None:
    """Something of every kind, each line naming others where it can."""
    for kind in KINDS.values():
        if kind.record not in (*ALREADY_THERE, *MADE_BY_A_STORE):
            for number in (1, 2):
                workspace.add(kind.record, **line_of(workspace, kind.record, f"{kind.record.kind} {number}"))
    workspace.change(Ref("charter", 1), **line_of(workspace, Head, "A programme"))
    workspace.change(Ref("business_case", 1), **line_of(workspace, BusinessCase, "Why it pays"))
    workspace.attachments.add("logo.png", b"\x89PNG", "image/png")
    workspace.settings.set("company", "Sample Co")
    workspace.charter.save_version(Document.CHARTER, "0.1", "First words")
    workspace.charter.ask(Document.CHARTER)
    lines = [Ref(kind, line.id) for kind in KINDS for line in workspace.all(KINDS[kind].record)[:2] if kind != "links"]
    for start, end in zip(lines, lines[1:], strict=False):
        workspace.links.join(start, end, Reason.MENTIONS)


def line_of(workspace: Workspace, record: type[Line], text: str, other: int = 0) -> dict[str, Any]:
    """A value for every field of a kind; `other` says which of the records that it may name."""
    values: dict[str, Any] = {}
    for field in fields_of(record):
        match field.shape:
            case Shape.TEXT | Shape.PROSE:
                values[field.name] = f"{text}: {field.name}"
            case Shape.DATE:
                values[field.name] = date(2026, 12, 1)
            case Shape.NUMBER | Shape.MONEY | Shape.WHOLE:
                values[field.name] = 7
            case Shape.LEVEL:
                values[field.name] = 2
            case Shape.RECORD:
                others = workspace.all(KINDS[field.kind].record)
                values[field.name] = others[other % len(others)].id if others else None
            case Shape.MAP:
                values[field.name] = {"Sales": "R", "Marketing": "C"}
            case Shape.CHOICE | Shape.SET | Shape.FLAG:
                pass
    return values
