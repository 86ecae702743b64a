"""What a row of statements says, in either language, and what is wrong with one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import pytest

from enable_desktop.incoming import BadRow
from enable_desktop.interviews import Mention, Sort
from enable_desktop.people import Group
from enable_desktop.readers.statements import open_statements
from enable_desktop.statement_rows import StatementRow, Statements
from enable_desktop.words import LANGUAGES, Words
from resources.words import translations

TODAY: Final = date(2026, 3, 12)
LANGUAGES_READ: Final = [Words(language, translations(language)) for language in LANGUAGES]


def read(folder: Path, *lines: str, header: str = "stakeholder,group,theme,severity,kind,quote,date") -> list[object]:
    path = folder / "list.csv"
    path.write_text("\n".join((header, *lines)), encoding="utf-8")
    return list(Statements(open_statements(path), TODAY, LANGUAGES_READ))


def test_a_row_says_who_said_what_about_what(tmp_path: Path) -> None:
    (row,) = read(tmp_path, " Ann  Lee ,leadership,Content,4,problem,We cannot find it,2026-02-11")
    assert isinstance(row, StatementRow)
    assert (row.number, row.name, row.group, row.theme, row.severity, row.sort, row.words, row.on, row.heard) == (
        2, "Ann Lee", Group.LEADERSHIP, "Content", 4, Sort.PROBLEM, "We cannot find it", date(2026, 2, 11),
        Mention.RAISED,
    )  # fmt: skip


def test_a_russian_table_is_read_in_any_order(tmp_path: Path) -> None:
    (row,) = read(
        tmp_path,
        "Не найти;11 февраля 2026 г.;Анна Ли;Менеджеры по продажам;Контент;5,0;Проблема;Продажи",
        header="Цитата;Дата;Заинтересованное лицо;Группа;Тема;Острота (1-5);Вид;Отдел",
    )
    assert isinstance(row, StatementRow)
    assert (row.group, row.severity, row.sort, row.on) == (Group.REP, 5, Sort.PROBLEM, date(2026, 2, 11))
    assert (row.department, row.words) == ("Продажи", "Не найти")


@pytest.mark.parametrize("group", Group)
def test_every_group_is_known_by_its_value_and_in_both_languages(tmp_path: Path, group: Group) -> None:
    names = {str(group), str(group).upper(), *(words(group.label) for words in LANGUAGES_READ)}
    found = read(tmp_path, *(f'Ann,"{name}",T,1,,,' for name in names))
    assert [row.group for row in found if isinstance(row, StatementRow)] == [group] * len(names)


@pytest.mark.parametrize("sort", Sort)
def test_every_kind_is_known_by_its_value_and_in_both_languages(tmp_path: Path, sort: Sort) -> None:
    names = {str(sort), *(words(sort.label) for words in LANGUAGES_READ)}
    found = read(tmp_path, *(f"Ann,rep,T,1,{name},," for name in names))
    assert [row.sort for row in found if isinstance(row, StatementRow)] == [sort] * len(names)


def test_a_row_with_neither_severity_nor_quote_was_asked_and_not_raised(tmp_path: Path) -> None:
    found = read(tmp_path, "Ann,rep,T,,,,", "Ann,rep,T,3,,,", "Ann,rep,T,,,words,", "Ann,rep,T,,problem,,")
    assert [row.heard for row in found if isinstance(row, StatementRow)] == [
        Mention.ASKED,
        Mention.RAISED,
        Mention.RAISED,
        Mention.ASKED,
    ]


@pytest.mark.parametrize("severity", ["0", "6", "high", "-1", "4.5", "1e0", "999999999999", "٤٤", "3/5"])
def test_what_is_no_severity_is_rejected_with_its_row_and_column(tmp_path: Path, severity: str) -> None:
    (row,) = read(tmp_path, f"Ann,rep,T,{severity},problem,words,")
    assert isinstance(row, BadRow)
    (fault,) = row.faults
    assert (row.number, fault.column) == (2, "severity")
    assert severity in str(fault.reason)


@pytest.mark.parametrize("day", ["2026-02-31", "31.4.2026", "soon", "2026-13-01", "99999-01-01", "0000-00-00"])
def test_what_is_no_date_is_rejected(tmp_path: Path, day: str) -> None:
    (row,) = read(tmp_path, f"Ann,rep,T,3,problem,words,{day}")
    assert isinstance(row, BadRow)
    assert row.faults[0].column == "date"


@pytest.mark.parametrize("day", ["2026-02-11", "11.02.2026", "11 Feb 2026", "2026-02-11T10:30:00Z", "2026-02-11 10:30"])
def test_a_date_may_be_written_in_many_ways(tmp_path: Path, day: str) -> None:
    (row,) = read(tmp_path, f"Ann,rep,T,3,problem,words,{day}")
    assert isinstance(row, StatementRow)
    assert row.on == date(2026, 2, 11)


def test_everything_wrong_in_a_row_is_said_at_once(tmp_path: Path) -> None:
    (row,) = read(tmp_path, ",boss,,high,rant,words,never")
    assert isinstance(row, BadRow)
    assert [fault.column for fault in row.faults] == ["stakeholder", "theme", "group", "kind", "severity", "date"]
    assert "Sales manager" in str(row.faults[2].reason)
    assert "Руководство" in LANGUAGES_READ[1].say(row.faults[2].reason)
