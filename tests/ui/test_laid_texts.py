"""Lines of text laid out once: cut off where there is no room, marked where something was found."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QTextCharFormat
from PySide6.QtWidgets import QApplication

from ui.laid_texts import Laid, LaidTexts, draw_line, draw_marked

LONG = "Discovery questions for the first call with a new customer"
MARK = QColor(255, 0, 0)


@pytest.fixture
def texts(qapp: QApplication) -> LaidTexts:
    return LaidTexts(QFont())


def drawn(laid: Laid, spans: tuple[tuple[int, int], ...] = ()) -> QImage:
    """What stands there, on white."""
    image = QImage(900, 40, QImage.Format.Format_RGB32)
    image.fill(QColor(255, 255, 255))
    marked = QTextCharFormat()
    marked.setBackground(MARK)
    painter = QPainter(image)
    if spans:
        draw_marked(painter, laid, 0, 0, 40, spans, marked)
    else:
        draw_line(painter, laid, 0, 0, 40)
    painter.end()
    return image


def places_of(colour: QColor, image: QImage) -> list[int]:
    """How far from the left this colour stands."""
    return [x for x in range(image.width()) if any(image.pixelColor(x, y) == colour for y in range(image.height()))]


def inked(image: QImage) -> list[int]:
    return [x for x in range(image.width()) if any(image.pixelColor(x, y).value() < 200 for y in range(image.height()))]


def test_a_line_that_has_room_is_whole_and_a_long_one_ends_within_its_room(texts: LaidTexts) -> None:
    whole = texts.line_in(LONG, 900)
    assert whole.layout.text() == LONG
    assert whole.kept == len(LONG)
    cut = texts.line_in(LONG, 120)
    assert cut.layout.text() == f"{LONG[: cut.kept]}…"
    assert cut.width <= 120
    assert max(inked(drawn(cut))) < 120
    assert texts.line_in(LONG, 200).kept > cut.kept


def test_a_line_is_drawn_the_same_however_often(texts: LaidTexts) -> None:
    first = drawn(texts.line(LONG))
    assert inked(first)
    assert drawn(texts.line(LONG)) == first
    marked = drawn(texts.line(LONG), ((0, 9),))
    assert marked != first
    assert drawn(texts.line(LONG)) == first


def test_marks_stand_where_the_words_stand_up_to_the_dots(texts: LaidTexts) -> None:
    line = texts.line(LONG)
    begin, end = LONG.index("questions"), LONG.index("questions") + len("questions")
    places = places_of(MARK, drawn(line, ((begin, end),)))
    assert abs(min(places) - texts.line(LONG[:begin]).width) <= 2
    assert abs(max(places) - texts.line(LONG[:end]).width) <= 2
    cut = texts.line_in(LONG, int(texts.line(LONG[: begin + 4]).width))
    places = places_of(MARK, drawn(cut, ((begin, end),)))
    assert max(places) <= texts.line(LONG[: cut.kept]).width + 1


def test_marks_stand_where_the_words_stand_behind_letters_that_qt_counts_twice(texts: LaidTexts) -> None:
    text = "\U0001f680\U0001f680\U0001f680 Launch questions"
    begin = text.index("questions")
    places = places_of(MARK, drawn(texts.line(text), ((begin, len(text)),)))
    assert abs(min(places) - texts.line(text[:begin]).width) <= 2


@pytest.mark.parametrize("between", ["\n", "\u2028", "\u2029", "\t", "\x85"])
def test_a_title_that_was_pasted_from_two_lines_is_drawn_in_one(texts: LaidTexts, between: str) -> None:
    pasted = LONG.replace(" ", between, 1)
    assert drawn(texts.line(pasted)) == drawn(texts.line(LONG))
    assert drawn(texts.line_in(pasted, 120)) == drawn(texts.line_in(LONG, 120))
    assert texts.line_in(pasted, 120).kept == texts.line_in(LONG, 120).kept


def test_a_hit_in_what_was_cut_off_marks_the_dots_alone(texts: LaidTexts) -> None:
    cut = texts.line_in(LONG, 120)
    start = LONG.index("customer")
    assert start > cut.kept
    behind = places_of(MARK, drawn(cut, ((start, len(LONG)),)))
    assert behind
    dots = QFontMetrics(QFont()).horizontalAdvance("…")
    assert min(behind) >= cut.width - dots - 2
    assert not places_of(MARK, drawn(texts.line(LONG[:20]), ((start, len(LONG)),)))
