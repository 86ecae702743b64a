"""Who is meant by a name."""

from __future__ import annotations

import pytest

from enable_desktop.people import Person, folded, same_person

PYOTR = Person(name="Пётр  Ёлкин", department="Продажи", role="Директор")


@pytest.mark.parametrize(
    ("name", "department", "same"),
    [
        ("петр елкин", "", True),
        (" ПЁТР ЕЛКИН ", "продажи", True),
        ("Пётр Ёлкин", "Маркетинг", False),
        ("Пётр", "", False),
        ("", "", False),
        ("Петра Ёлкина", "", False),
    ],
)
def test_a_name_means_a_person_whatever_its_case_spaces_and_marks(name: str, department: str, same: bool) -> None:
    assert same_person(name, department, PYOTR) is same


def test_a_person_without_a_department_fits_any() -> None:
    assert same_person("Anna", "Sales", Person(name="anna"))


def test_names_are_compared_without_marks_and_extra_spaces() -> None:
    assert folded("  José\t NÚÑEZ ") == "jose nunez"
    assert folded("Андрей") == "андрей"


def test_a_role_is_said_in_place_of_a_name() -> None:
    assert PYOTR.said_role == "Директор"
    assert Person(name="Anna").said_role == "Anna"
