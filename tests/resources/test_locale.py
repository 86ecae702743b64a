"""The Russian catalogue: whole, with the same placeholders, in the fixed terms, and compiled as it is written."""

from __future__ import annotations

import ast
import gettext
import io
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from enable_desktop.words import Words
from resources.words import translations

ROOT = Path(__file__).parents[2]
ROOMS = ("enable_desktop", "db", "exports", "ui")
RUSSIAN = ROOT / "resources/locale/ru/LC_MESSAGES/enable_desktop.po"
KEYWORDS = {**DEFAULT_KEYWORDS, "words": None, "mark": None, "n": (1, 2), "counted": (1, 2)}

TERMS = {
    "Charter": "Устав программы",
    "Business case": "Бизнес-кейс",
    "Workspace": "Файл программы",
    "Objective": "Цель",
    "Deliverables": "Результаты работ",
    "Scope": "Объём работы",
    "Success criterion": "Критерий успеха",
    "Obstacle": "Препятствие",
    "Likelihood": "Вероятность",
    "Impact": "Влияние",
    "What we do about it": "Что делаем",
    "Assumption": "Допущение",
    "Measure": "Показатель",
    "Reading": "Замер",
    "Baseline": "Исходное значение",
    "Target": "Целевое значение",
    "Programme": "Программные показатели",
    "Growth and revenue": "Показатели роста и дохода",
    "Implementation plan": "План реализации",
    "Who does what": "Матрица ответственности (RACI)",
    "Commitment": "Обязательство",
    "Governance": "Управление",
    "Rhythm": "Ритм",
    "Decision right": "Право решения",
    "Approval": "Утверждение",
    "Approved": "Утверждён",
    "In review": "На согласовании",
    "Draft": "Черновик",
    "Sponsor": "Спонсор",
    "Approver": "Утверждающий",
    "Version": "Версия",
    "Change log": "Журнал изменений",
    "Stakeholder": "Заинтересованное лицо",
    "Leadership": "Руководство",
    "Rep": "Продавец",
    "Sales managers": "Руководители отделов продаж (РОПы)",
    "Customer success": "Работа с клиентами",
    "Evidence": "Подтверждение",
    "Owner": "Ответственный",
    "Reviewer": "Проверяющий",
    "Promise": "Договорённость",
    "Initiative": "Инициатива",
    "Undo": "Отменить",
    "Snooze": "Отложить",
}
"""Words that are the same wherever they stand."""

NAMES = {"raci", "kpi", "enable", "desktop"}
"""Latin words that Russian keeps where the English says it otherwise."""

_PLACEHOLDER = re.compile(r"\{\w*\}")
_LATIN = re.compile(r"[A-Za-z]+")


@cache
def written() -> Catalog:
    with RUSSIAN.open("rb") as file:
        return read_po(file, locale="ru")


@cache
def collected() -> Catalog:
    """What the code says now."""
    found = Catalog()
    for room in ROOMS:
        for _, _, message, _, context in extract_from_dir(ROOT / room, keywords=KEYWORDS):
            if message:
                found.add(message, context=context)
    return found


def messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def forms(text: object) -> tuple[str, ...]:
    """The singular and the plurals of a message, or the one text there is."""
    return (text,) if isinstance(text, str) else tuple(str(form) for form in text)  # type: ignore[attr-defined]


def named(found: Iterable[Message]) -> list[str]:
    return [forms(message.id)[0] for message in found]


def test_every_word_of_the_code_is_in_the_catalogue_and_no_other() -> None:
    known, said = ({message.id for message in messages(each)} for each in (written(), collected()))
    assert sorted(map(str, said - known)) == [], "run `make words` and translate these"
    assert sorted(map(str, known - said)) == [], "nobody says these any more"
    assert not written().obsolete


def test_every_word_is_translated_in_all_its_forms() -> None:
    assert written().num_plurals == 3
    short = [
        message
        for message in messages(written())
        if not all(forms(message.string)) or len(forms(message.string)) != (3 if message.pluralizable else 1)
    ]
    assert named(short) == []
    assert named(message for message in messages(written()) if message.fuzzy) == []


def test_every_translation_holds_the_same_placeholders() -> None:
    def differs(message: Message) -> bool:
        wanted = sorted(set(_PLACEHOLDER.findall(forms(message.id)[-1])))
        return any(sorted(set(_PLACEHOLDER.findall(form))) != wanted for form in forms(message.string))

    assert named(filter(differs, messages(written()))) == []


@pytest.mark.parametrize(("english", "russian"), TERMS.items())
def test_a_fixed_term_is_always_the_same(english: str, russian: str) -> None:
    assert Words("ru", translations("ru"))(english) == russian


def test_no_english_is_left_over() -> None:
    """A Latin word in Russian is a name, a key or a file ending, and so stands in the English too."""
    strange = []
    for message in messages(written()):
        english = {word.casefold() for form in forms(message.id) for word in _LATIN.findall(_PLACEHOLDER.sub("", form))}
        for form in forms(message.string):
            latin = {word.casefold() for word in _LATIN.findall(_PLACEHOLDER.sub("", form))}
            strange += [(form, sorted(latin - english))] if latin - english - NAMES else []
    assert strange == []


def test_a_translation_is_set_as_russian_is() -> None:
    """Guillemets, a dash between spaces, and the same edges as the English."""
    wrong = []
    for message in messages(written()):
        english = forms(message.id)[0]
        for form in forms(message.string):
            bad_marks = re.search(r"[\"“”„]|\.\.\.|пожалуйста|!", form, re.IGNORECASE)
            bad_dash = re.search(r"[^\s{}] - | -- ", form)
            bad_edge = len(form) - len(form.lstrip()) != len(english) - len(english.lstrip()) or form != form.rstrip()
            bad_end = form.endswith(".") != english.endswith(".")
            if bad_marks or bad_dash or bad_edge or bad_end:
                wrong.append(form)
    assert wrong == []


def test_no_word_hides_where_the_collector_does_not_look() -> None:
    """Inside an f-string a marked word is not collected."""
    known = {form for message in messages(collected()) for form in forms(message.id)}
    hidden = [
        f"{path.relative_to(ROOT)}: {text}"
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*.py"))
        for text in _said(path)
        if text not in known
    ]
    assert hidden == []


def _said(path: Path) -> Iterator[str]:
    """The texts that a module marks or says."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        count = {"words": 1, "_words": 1, "mark": 1, "n": 2, "counted": 2}.get(called, 0)
        for argument in node.args[:count]:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value:
                yield argument.value


def test_the_compiled_catalogue_is_the_written_one() -> None:
    compiled = RUSSIAN.with_suffix(".mo")
    made = io.BytesIO()
    write_mo(made, written())
    made.seek(0)
    with compiled.open("rb") as file:
        assert _catalogue(gettext.GNUTranslations(file)) == _catalogue(gettext.GNUTranslations(made))


def _catalogue(found: gettext.GNUTranslations) -> dict[object, str]:
    catalogue: dict[object, str] = found._catalog  # type: ignore[attr-defined]  # it has no other way to say all
    return {key: text for key, text in catalogue.items() if key}


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0 строк"), (1, "1 строка"), (2, "2 строки"), (5, "5 строк"), (11, "11 строк"), (21, "21 строка"),
     (104, "104 строки"), (112, "112 строк")],
)  # fmt: skip
def test_numbers_take_the_russian_form(number: int, said: str) -> None:
    assert Words("ru", translations("ru")).n("{n} row", "{n} rows", number) == said


def test_nested_sentences_read_in_russian() -> None:
    words = Words("ru", translations("ru"))
    assert words("Add {noun} “{title}”", noun=words("Objective"), title="Ясность") == "Цель «Ясность» — добавление"
