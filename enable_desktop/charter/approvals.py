"""Who signs a version: the approvers of a document, and what each has said of that version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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


def signers(
    approvers: Iterable[Approver], said: Iterable[Approval], version: Version, people: Iterable[Person] = ()
) -> tuple[Signer, ...]:
    """The lines to sign of a version, from the approvers of its document, all approvals, and the people known.

    An approved version is signed by those who were asked about it, whoever the approvers are by now. Any other is to
    be signed by the approvers, and keeps what others have said of it already.
    """
    of_version = [each for each in said if each.version == version.id and not each.is_void]
    names = {person.id: signed_as(person) for person in people}
    is_settled = version.status is Status.APPROVED and bool(of_version)
    lines, left = [], of_version
    for line in approvers:
        theirs = [each for each in of_version if _is_by(each, line.person, names)]
        left = [each for each in left if each not in theirs]
        if theirs or not is_settled:
            approval = last_word(theirs) if theirs else None
            lines.append(Signer(person=line.person, title=line.title, approval=approval))
    # Whoever was only asked, and is no approver any more, has nothing to sign.
    left = [each for each in left if each.answer is not Answer.ASKED]
    for person in dict.fromkeys(each.person for each in left if each.person is not None):
        lines.append(Signer(person=person, approval=last_word(each for each in left if each.person == person)))
    lines += [Signer(name=each.name, approval=each) for each in left if each.person is None]
    return tuple(lines)


def _is_by(approval: Approval, person: int | None, names: Mapping[int, str]) -> bool:
    """Whether an approval is that of an approver; of one who is gone since, by the name kept."""
    if person is None or approval.person is not None:
        return person is not None and approval.person == person
    return bool(approval.name) and approval.name == names.get(person)
