"""What an exporter of the charter is given: plain data, and what can be read from it at a glance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from enable_desktop.charter.approvals import Signer, signers
from enable_desktop.charter.compare import Difference, differences
from enable_desktop.charter.content import Charter
from enable_desktop.charter.evidence import Evidence
from enable_desktop.charter.lines import Approval, Approver, Document, Figure, Obstacle, Slot, Status, Version
from enable_desktop.fields import Choice
from enable_desktop.links import Ref
from enable_desktop.measures import Measure, Reading, by_date
from enable_desktop.notes import ListEntry
from enable_desktop.people import Person
from enable_desktop.words import mark


class Edition(Choice):
    """Which part of the charter a document holds."""

    ALL = "all", mark("Whole charter")
    ONE_PAGE = "one-page", mark("One page")
    BUSINESS_CASE = "business-case", mark("Business case")


class PageSize(Choice):
    """The paper a document is made for."""

    A4 = "a4", mark("A4")
    LETTER = "letter", mark("Letter")


@dataclass(frozen=True, slots=True, kw_only=True)
class CharterReport:
    """A charter on one day, with its versions, and how it is to be printed.

    `versions` and `approvals` are those of both documents in any order; `signed` is the content of the version that
    `last_signed` names, `None` where nothing has been signed before. `images` are attachments by file name. `colour`
    is "#RRGGBB" or empty.
    """

    charter: Charter
    today: date
    part: Edition = Edition.ALL
    page: PageSize = PageSize.A4
    company: str = ""
    currency: str = "EUR"
    versions: tuple[Version, ...] = ()
    approvals: tuple[Approval, ...] = ()
    signed: Charter | None = None
    evidence: tuple[Evidence, ...] = ()
    logo: bytes = b""
    colour: str = ""
    images: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def document(self) -> Document:
        """The document whose version and approvals stand on the page."""
        return Document.BUSINESS_CASE if self.part is Edition.BUSINESS_CASE else Document.CHARTER

    @property
    def version(self) -> Version:
        """The version printed: the newest of its document."""
        return self.version_of(self.document)

    def version_of(self, document: Document) -> Version:
        found = of_document(self.versions, document)
        return found[0] if found else Version(document=document, title="0.1")

    @property
    def title(self) -> str:
        return self.charter.head.title

    @property
    def departments(self) -> Mapping[str, str]:
        """What the short names in the matrix stand for, in the order of the workspace's list."""
        return {entry.key: entry.title for entry in self.charter.all(ListEntry) if entry.list == "departments"}

    def signers(self, document: Document) -> tuple[Signer, ...]:
        """The lines to sign of the version that is printed."""
        people = self.charter.all(Person)
        return signers(approvers(self.charter, document), self.approvals, self.version_of(document), people)

    def changes(self) -> tuple[Difference, ...]:
        """What is different from the version that was signed last."""
        return differences(self.signed, self.charter) if self.signed is not None else ()


def of_document(versions: Iterable[Version], document: Document) -> tuple[Version, ...]:
    """The versions of one document, newest first."""
    return tuple(
        sorted((each for each in versions if each.document is document), key=lambda each: each.id, reverse=True)
    )


def last_signed(versions: Iterable[Version], document: Document) -> Version | None:
    """The newest approved version before the one that is current; None where there is none."""
    return next((each for each in of_document(versions, document)[1:] if each.status is Status.APPROVED), None)


def by_weight(charter: Charter) -> tuple[Obstacle, ...]:
    """The obstacles, the heaviest first."""
    return tuple(sorted(charter.all(Obstacle), key=lambda obstacle: -obstacle.weight))


def approvers(charter: Charter, document: Document) -> tuple[Approver, ...]:
    """Who signs a document, in their order."""
    return tuple(each for each in charter.all(Approver) if each.document is document)


def figures_in(charter: Charter, *slots: Slot) -> tuple[Figure, ...]:
    """The figures of these slots in the order of the slots."""
    return tuple(figure for slot in slots for figure in charter.all(Figure) if figure.slot is slot)


def last_reading(charter: Charter, measure: Measure) -> Reading | None:
    """The newest reading of a measure that has a date and a value."""
    dated = by_date(charter.readings_of(measure.id))
    return dated[-1] if dated else None


def in_summary(charter: Charter) -> tuple[Measure, ...]:
    """The measures a summary shows: those marked for it, else the first with a baseline and a target."""
    measures = charter.all(Measure)
    marked = tuple(measure for measure in measures if measure.in_summary)
    known = tuple(each for each in measures if each.baseline is not None and each.target is not None)
    return (marked or known)[:6]


def evidence_for(evidence: Iterable[Evidence], line: Ref) -> tuple[Evidence, ...]:
    """What justifies one line."""
    return tuple(each for each in evidence if each.line == line)
