"""What somebody said, as the window shows it."""

from __future__ import annotations

from enable_desktop.interviews import Statement
from enable_desktop.words import Words
from resources.words import translations
from ui.quotes import quoted_words


def test_words_are_shown_on_one_line_in_the_marks_of_the_windows_language() -> None:
    russian = Words("ru", translations("ru"))
    assert quoted_words(Statement(words="Мы гадаем,\nкаждую неделю"), russian) == "«Мы гадаем, каждую неделю»"
    assert quoted_words(Statement(words="Они гадают", is_quote=False), russian) == "Они гадают"


def test_of_long_words_the_beginning_is_shown_between_both_marks() -> None:
    english = Words("en", translations("en"))
    assert quoted_words(Statement(words=f"“We guess {'again ' * 50}”"), english, 14) == "“We guess agai”"
