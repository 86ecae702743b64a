"""Statements that come in as rows of a table: what each says, in English or Russian, and what is wrong with one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from enable_desktop.fields import Choice
from enable_desktop.incoming import BadRow, Fault, Row, Rows
from enable_desktop.interviews import SEVERITIES, Mention, Sort
from enable_desktop.people import Group, folded
from enable_desktop.typed import Refused, read_day
from enable_desktop.words import Sentence, Words, mark, sentence

C = TypeVar("C", bound=Choice)

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "stakeholder": ("person", "name", "full name", "who", "interviewee", "заинтересованное лицо", "стейкхолдер",
                    "собеседник", "имя", "фио", "ф. и. о", "человек", "сотрудник", "кто"),
    "department": ("team", "отдел", "подразделение", "команда"),
    "group": ("side", "группа", "сторона"),
    "theme": ("subject", "тема"),
    "severity": ("score", "rating", "pain", "острота", "оценка", "балл"),
    "kind": ("type", "sort", "вид", "тип"),
    "quote": ("statement", "words", "what was said", "цитата", "высказывание", "слова", "что сказано"),
    "date": ("day", "on", "interview date", "дата", "день", "дата интервью"),
}  # fmt: skip
"""The names that columns may bear, in either language."""

NEEDED: Final = (("stakeholder",), ("group",), ("theme",), ("severity", "quote"))
"""Of each of these groups one column must be there."""

_GROUPS: Final[Mapping[Group, str]] = {
    Group.LEADERSHIP: "leader; leaders; executive; executives; management; руководитель; руководители; топ-менеджмент",
    Group.SALES_MANAGER: "sales managers; manager; managers; team lead; руководитель отдела продаж; "
    "руководители отделов продаж; руководитель отдела продаж (роп); ропы",
    Group.REP: "reps; seller; sellers; salesperson; sales rep; sales reps; account executive; продавцы; "
    "менеджер по продажам; менеджеры по продажам",
    Group.CUSTOMER_SUCCESS: "cs; success; клиентский сервис; отдел по работе с клиентами",
    Group.FINANCE: "finance; operations; finance & operations; финансы; операции",
    Group.OTHER: "others; другое; другой; прочие",
}
_SORTS: Final[Mapping[Sort, str]] = {
    Sort.PROBLEM: "problems; pain; проблемы",
    Sort.GOAL: "goals; цель; цели; задачи",
    Sort.IDEA: "ideas; идеи",
    Sort.PRAISE: "praises",
}
_GROUP_WORDS: Final = tuple(sentence(each.label) for each in Group)
_SORT_WORDS: Final = tuple(sentence(each.label) for each in Sort)
_WHOLE: Final = re.compile(r"[+]?(\d{1,3})(?:[.,]0{1,3})?")
_TIME: Final = re.compile(r"[T\s]\d{1,2}:\d{2}.*$", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """What one row says: a statement, or, with neither severity nor words, that a theme was asked and not raised."""

    number: int
    name: str
    department: str = ""
    group: Group
    theme: str
    severity: int | None = None
    sort: Sort = Sort.PROBLEM
    words: str = ""
    on: date | None = None
    whole: tuple[str, ...] = ()
    notes: tuple[Sentence, ...] = ()

    @property
    def heard(self) -> Mention:
        return Mention.RAISED if self.severity is not None or self.words else Mention.ASKED


class Statements:
    """The statements in a table; going through them reads it anew, a row at a time."""

    def __init__(self, table: Rows, today: date, languages: Sequence[Words]) -> None:
        self.table = table
        self._today = today
        self._groups = groups_by_name(languages)
        self._sorts = _by_name(Sort, _SORTS, languages)

    def __iter__(self) -> Iterator[StatementRow | BadRow]:
        for row in self.table:
            yield row if isinstance(row, BadRow) else self._read(row)

    def _read(self, row: Row) -> StatementRow | BadRow:
        cells = row.cells
        faults: list[Fault] = []

        def refuse(field: str, message: str, **values: object) -> None:
            faults.append(Fault(self.table.header_of(field), sentence(message, **values)))

        name, theme = (" ".join(cells[field].split()) for field in ("stakeholder", "theme"))
        if not name:
            refuse("stakeholder", mark("nobody is named"))
        if not theme:
            refuse("theme", mark("no theme is named"))
        group = self._groups.get(folded(cells["group"]))
        if group is None:
            refuse("group", mark("“{value}” is no group; there are: {known}"), value=_cut(cells["group"]),
                   known=_GROUP_WORDS)  # fmt: skip
        sort = self._sorts.get(folded(cells.get("kind", ""))) if cells.get("kind") else Sort.PROBLEM
        if sort is None:
            refuse("kind", mark("“{value}” is no kind of statement; there are: {known}"), value=_cut(cells["kind"]),
                   known=_SORT_WORDS)  # fmt: skip
        severity = _severity(cells.get("severity", ""))
        if isinstance(severity, Sentence):
            faults.append(Fault(self.table.header_of("severity"), severity))
        on = read_day(_TIME.sub("", cells.get("date", "")), self._today)
        if isinstance(on, Refused):
            refuse("date", mark("“{value}” is no date; write it like 2026-02-28"), value=_cut(cells["date"]))
        if faults or group is None or sort is None or isinstance(severity, Sentence) or isinstance(on, Refused):
            return BadRow(row.number, tuple(faults), row.whole)
        return StatementRow(
            number=row.number,
            name=name,
            department=" ".join(cells.get("department", "").split()),
            group=group,
            theme=theme,
            severity=severity,
            sort=sort,
            words=cells.get("quote", ""),
            on=on,
            whole=row.whole,
            notes=row.notes,
        )


def groups_by_name(languages: Sequence[Words]) -> dict[str, Group]:
    """Every folded word that means a group, in these languages."""
    return _by_name(Group, _GROUPS, languages)


def _by_name(choices: type[C], more: Mapping[C, str], languages: Sequence[Words]) -> dict[str, C]:
    """Every way to name a choice: its value, its word in each language, and what else people write."""
    names: dict[str, C] = {}
    for each in choices:
        for name in (str(each), *(words(each.label) for words in languages), *more.get(each, "").split(";")):
            names.setdefault(folded(name), each)
    return names


def _severity(text: str) -> int | Sentence | None:
    if not text:
        return None
    found = _WHOLE.fullmatch(text)
    if found is None or int(found[1]) not in SEVERITIES:
        return sentence(mark("“{value}” is no severity; it is a whole number from 1 to 5"), value=_cut(text))
    return int(found[1])


def _cut(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
