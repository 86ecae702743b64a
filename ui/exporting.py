"""What leaves a workspace, put together from its records; shared by the window and the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enable_desktop.charter.evidence import evidence_of
from enable_desktop.charter.lines import Approval, Document, Version
from enable_desktop.charter.report import CharterReport, Edition, PageSize, last_signed
from enable_desktop.kinds import KINDS
from enable_desktop.notes import Attachment
from enable_desktop.words import Words
from resources.words import translations

if TYPE_CHECKING:
    from db.workspace import Workspace
    from enable_desktop.everything import Everything


def document_words(workspace: Workspace) -> Words:
    """The words of what this workspace exports."""
    language = workspace.settings.get("language") or "en"
    return Words(language, translations(language))


def charter_report(
    workspace: Workspace,
    part: str = "all",
    page: str = "a4",
    version: int | None = None,
    words: Words | None = None,
) -> CharterReport:
    """The charter as it stands, or one part of it ("all", "one-page", "business-case") for a paper size.

    With a `version` it is that version, as it was frozen; what was answered about it since is told too. `words` are
    those of its evidence, where the document does not speak the workspace's own language.
    """
    edition = Edition(part)
    document = Document.BUSINESS_CASE if edition is Edition.BUSINESS_CASE else Document.CHARTER
    charter = workspace.charter.as_printed(version)
    versions = charter.all(Version)
    signed = last_signed(versions, document)
    pictures = {each.title: each for each in workspace.all(Attachment) if each.media_type.startswith("image/")}
    logo = workspace.attachments.named(workspace.settings.get("logo")) if workspace.settings.get("logo") else None
    return CharterReport(
        charter=charter,
        today=workspace.today,
        part=edition,
        page=PageSize(page),
        company=workspace.settings.get("company"),
        currency=charter.currency or "EUR",
        versions=versions,
        approvals=charter.all(Approval),
        signed=workspace.charter.as_printed(signed.id) if signed is not None else None,
        evidence=tuple(evidence_of(charter, words or document_words(workspace))),
        logo=workspace.attachments.content(logo) if logo is not None else b"",
        colour=workspace.settings.get("colour"),
        images={name: workspace.attachments.content(each) for name, each in pictures.items()},
    )


def everything_report(workspace: Workspace) -> Everything:
    """All records, settings, steps and files, with the charter as Markdown."""
    # Loaded here: needed only when somebody leaves.
    from importlib.metadata import version

    from enable_desktop.everything import Everything
    from enable_desktop.gaps.report import gap_report
    from exports.charter_markdown import charter_markdown
    from ui.gap_exporting import gap_findings

    words = document_words(workspace)
    return Everything(
        name=workspace.path.stem,
        program=f"Enable Desktop {version('enable-desktop')}",
        made=workspace.now,
        settings=workspace.settings.all(),
        lines={name: workspace.all(kind.record) for name, kind in KINDS.items()},
        steps=workspace.history(),
        charter=charter_markdown(charter_report(workspace), words),
        gaps=gap_report(gap_findings(workspace)),
        files=tuple((each.title, workspace.attachments.content(each)) for each in workspace.all(Attachment)),
        sent=tuple((each, workspace.packs.sent.items(each.id)) for each in workspace.packs.sent.all()),
    )
