"""Who signs a version: the approvers of a document, and what each has said of that version."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from enable_desktop.charter.lines import Answer, Approval, Approver, Status, Version
from enable_desktop.people import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """A line to sign: the person, or the name kept of somebody who is gone, what for, and what was said."""

    person: int | None = None
    name: str = ""
    title: str = ""
    approval: Approval | None = None


def signed_as(person: Person) -> str:
    """A person as an approval names them once their record is gone: "Anna Field, VP Sales"."""
    if person.anonymous or not person.name:
        return person.said_role
    return f"{person.name}, {person.role}" if person.role else person.name


def said_by(approval: Approval, person: Person | None) -> str:
    """Who an approval is by, in short: the role, or the name kept of somebody who is gone."""
    return person.said_role if person is not None else approval.name


def is_approved(said: Iterable[Approval]) -> bool:
    """Whether everybody who was asked, and can still answer, has approved."""
    answers = {approval.answer for approval in said if not approval.is_void}
    return bool(answers) and answers <= {Answer.APPROVED, Answer.CONDITION}


def last_word(said: Iterable[Approval]) -> Approval:
    """What counts of several approvals by one person: the last answer. Raises ValueError where there is none."""
    return max(said, key=lambda each: (each.answer is not Answer.ASKED, each.on or date.min, each.id))


def signers(approvers: Iterable[Approver], said: Iterable[Approval], version: Version) -> tuple[Signer, ...]:
    """The lines to sign of a version, from the approvers of its document and all approvals.

    An approved version is signed by those who were asked about it, whoever the approvers are by now. Any other is to
    be signed by the approvers, and keeps what others have said of it already.
    """
    approvers = tuple(approvers)
    of_version = [each for each in said if each.version == version.id and not each.is_void]
    by_person: dict[int, list[Approval]] = {}
    for approval in of_version:
        if approval.person is not None:
            by_person.setdefault(approval.person, []).append(approval)
    counted = {person: last_word(found) for person, found in by_person.items()}
    is_settled = version.status is Status.APPROVED and bool(of_version)
    lines = [
        Signer(person=line.person, title=line.title, approval=counted.get(line.person or 0))
        for line in approvers
        if not is_settled or line.person in counted
    ]
    named = {line.person for line in lines}
    lines += [Signer(person=person, approval=found) for person, found in counted.items() if person not in named]
    lines += [Signer(name=each.name, approval=each) for each in of_version if each.person is None]
    return tuple(line for line in lines if line.approval is None or _counts(line, named))


def _counts(line: Signer, named: set[int | None]) -> bool:
    """Somebody who was only asked, and is no approver any more, has nothing to sign."""
    assert line.approval is not None
    return line.person in named or line.approval.answer is not Answer.ASKED
