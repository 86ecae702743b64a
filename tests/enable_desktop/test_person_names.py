"""Names in texts that must carry none."""

from __future__ import annotations

import pytest

from enable_desktop.everybody import everybody_of
from enable_desktop.people import Person
from enable_desktop.person_names import Names

PEOPLE = (
    Person(id=1, name="Vesna Larkmoor", role="VP Sales", department="Sales"),
    Person(id=2, name="AE, mid-market 3", role="AE"),
    Person(id=3, name="Head of marketing"),
    Person(id=4, name="CRO Office"),
    Person(id=5, name="Вера Толстая"),
    Person(id=6, name="Марк Орлов"),
    Person(id=7, name="Юля Иванова"),
    Person(id=8, name="A seller", anonymous=True),
)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ask Vesna, she knows", "Ask […], she knows"),
        ("Ask vesna  larkmoor’s team", "Ask […]’s team"),
        ("LARKMOOR decides", "[…] decides"),
        ("[[people:1|Vesna]] decides", "[…] decides"),
        ("Спросите Веру Толстую", "Спросите […]"),
        ("С Верой и Орловым", "С […] и […]"),
        ("Юлю, Марку и Марка", "[…], […] и […]"),
    ],
)
def test_a_name_is_found_in_whole_and_in_parts_in_any_case(text: str, left: str) -> None:
    assert everybody_of(PEOPLE).every_name.removed_from(text)[0] == left


@pytest.mark.parametrize(
    "text",
    [
        "The Sales deck is old",
        "Head of a team, Office of nobody",
        "Верю каждому слову",
        "A seller said so",
        "Маркетинг и рынок",
        "mid-market deals",
    ],
)
def test_common_words_stay(text: str) -> None:
    assert everybody_of(PEOPLE).every_name.removed_from(text) == (text, 0)


def test_every_name_taken_out_is_counted() -> None:
    assert everybody_of(PEOPLE).every_name.removed_from("Vesna Larkmoor, Larkmoor and Vesna")[1] == 3


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Анна", "Анны Анне Анну Анной"),
        ("Юля", "Юли Юле Юлю Юлей"),
        ("Андрей", "Андрея Андрею Андреем Андрее"),
        ("Игорь", "Игоря Игорю Игорем Игоре"),
        ("Пётр", "Петр Петра Петру Петром Петре"),
        ("Лев", "Лева Леву Левом"),
        ("Достоевский", "Достоевского Достоевскому Достоевским Достоевском"),
        ("Толстая", "Толстой Толстую"),
        ("Ковалёва", "Ковалевой Ковалёву КОВАЛЁВЫ"),
        ("Larkmoor", "Larkmoor’s LARKMOOR"),
        ("Zoë", "Zoe ZOË"),
    ],
)
def test_a_name_is_found_in_every_case_among_many_others(name: str, forms: str) -> None:
    others = [f"{first} {last}" for first in ("Анастасия", "Ana", "Игнат") for last in ("Левша", "Петренко", "Brie")]
    found = Names([name, *others])
    for form in forms.split():
        assert found.removed_from(f"Ask {form} today")[1] == 1, form


def test_without_people_a_text_stays_as_it_is() -> None:
    assert Names(()).removed_from("Ask Vesna") == ("Ask Vesna", 0)
