"""The tables of the sections about people: who binds themselves, who is concerned, who signs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from enable_desktop.charter.lines import Commitment, Document
from enable_desktop.people import Group, Hat, Person
from exports.blocks import Block
from exports.charter.setting import SIGN_ROOM, Setting
from exports.look import NOTE, TABLE, TABLE_QUIET, TABLE_STRONG

_GROUPS: Final = tuple(Group)


def commitments(setting: Setting) -> list[Block]:
    """What each signer binds themselves to, with a line to sign."""
    press, words = setting.press, setting.words
    rows = [
        [
            setting.owner(line.person, words("Nobody yet"), role=True),
            setting.titled(line, line.title, look=TABLE),
            press.text(line.checked, TABLE_QUIET),
            Block(),
        ]
        for line in setting.charter.all(Commitment)
    ]
    columns = [
        (words("Who"), 1.1), (words("Commits to"), 1.7), (words("How it is checked"), 1.2),
        (words("Signature and date"), 1.4),
    ]  # fmt: skip
    return [setting.table(columns, rows, row_height=SIGN_ROOM)] if rows else []


def commitments_note(setting: Setting) -> list[Block]:
    """What a signature below the commitments means."""
    words = setting.words
    said = words("Who signs a line binds themselves to it for the life of this version.")
    return [setting.note(words("Signing."), said)]


def stakeholders(setting: Setting) -> list[Block]:
    """The people the programme is for or depends on, by group; anonymous ones by their role alone."""
    press, words = setting.press, setting.words
    found = [person for person in setting.charter.all(Person) if Hat.STAKEHOLDER in person.hats]
    found.sort(key=lambda person: _GROUPS.index(person.group))
    rows: list[Sequence[Block]] = [
        [
            press.text(person.said_role if person.anonymous else person.name or person.role, TABLE_STRONG),
            press.text(person.role, TABLE),
            press.text(person.department, TABLE_QUIET),
            press.text(setting.said(person.group), TABLE_QUIET),
        ]
        for person in found
    ]
    columns = [(words("Name"), 1.2), (words("Role"), 1.3), (words("Department"), 1.0), (words("Group"), 1.0)]
    return [setting.table(columns, rows)] if rows else []


def approvals(setting: Setting) -> list[Block]:
    """Who signs the charter and the business case, what they have said, and room to sign."""
    words, report = setting.words, setting.report
    blocks: list[Block] = []
    for document, title in ((Document.CHARTER, words("Charter")), (Document.BUSINESS_CASE, words("Business case"))):
        signing = report.signers(document)
        if not signing:
            continue
        blocks += [
            setting.subhead(title, before=18 if blocks else 14),
            setting.press.text(setting.approved_line(document), NOTE, before=2),
            setting.signatures(signing, before=8),
        ]
        blocks[-2].keeps_next = True
    return blocks
