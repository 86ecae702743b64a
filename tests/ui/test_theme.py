"""The look: switched at once, readable, from the tokens alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFontInfo, QFontMetrics, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from resources.tokens import tokens
from ui.buttons import button, icon_button
from ui.form import Field
from ui.icons import glyph_character
from ui.labels import label
from ui.style_sheet import style_sheet
from ui.theme import TEXT_SIZES, Theme


def darkest(icon: QIcon) -> QColor:
    """The colour of the most opaque pixel."""
    image = icon.pixmap(QSize(32, 32)).toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(pixels, key=lambda pixel: pixel.alpha())


def test_dark_and_light_are_switched_at_once(theme: Theme, qapp: QApplication, qtbot: QtBot) -> None:
    light = qapp.palette().color(QPalette.ColorRole.Base)
    with qtbot.waitSignal(theme.changed):
        theme.set_mode("dark")
    assert theme.is_dark
    assert qapp.palette().color(QPalette.ColorRole.Base) == theme.color("bg.surface") != light
    assert theme.color("bg.surface").name().upper() in qapp.styleSheet()


def test_an_icon_made_before_follows_the_theme(theme: Theme) -> None:
    icon = theme.icon("history", "text.primary")
    assert darkest(icon).name() == theme.color("text.primary").name()
    theme.set_mode("dark")
    assert darkest(icon).name() == theme.color("text.primary").name()


def test_a_disabled_icon_is_paler(theme: Theme) -> None:
    icon = theme.icon("history")
    pixels = icon.pixmap(QSize(32, 32), QIcon.Mode.Disabled).toImage()
    found = {
        pixels.pixelColor(x, y).name() for x in range(32) for y in range(32) if pixels.pixelColor(x, y).alpha() > 250
    }
    assert theme.color("text.disabled").name() in found


def test_a_glyph_nobody_drew_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        glyph_character("no-such-glyph")


def test_bold_is_bolder_and_figures_are_as_wide_as_each_other(theme: Theme, qtbot: QtBot) -> None:
    body, strong = QLabel("Business case"), QLabel("Business case")
    for widget, face in ((body, "body"), (strong, "strong")):
        qtbot.addWidget(widget)
        theme.dress(widget, face)
    assert QFontInfo(body.font()).family() == "Inter"
    assert strong.fontMetrics().horizontalAdvance("Business") > body.fontMetrics().horizontalAdvance("Business")
    figures = QFontMetrics(theme.font("body", tabular=True))
    assert figures.horizontalAdvance("1111") == figures.horizontalAdvance("8888")
    assert body.fontMetrics().horizontalAdvance("-") < body.fontMetrics().horizontalAdvance("n")


@pytest.mark.parametrize("percent", TEXT_SIZES)
def test_text_size_changes_what_is_there_already(theme: Theme, qtbot: QtBot, percent: int) -> None:
    shown = label(theme, "Business case", "body")
    qtbot.addWidget(shown)
    theme.set_text_size(percent)
    assert shown.font().pixelSize() == round(13 * percent / 100)


def test_text_size_changes_what_is_seen_already(theme: Theme, qtbot: QtBot) -> None:
    shown = label(theme, "Business case", "body", tone="secondary")
    qtbot.addWidget(shown)
    with qtbot.waitExposed(shown):
        shown.show()
    theme.set_text_size(150)
    assert shown.font().pixelSize() == 20
    theme.set_mode("dark")
    assert shown.font().pixelSize() == 20
    theme.set_text_size(100)
    assert shown.font().pixelSize() == 13


def test_the_icons_of_buttons_follow_the_text_size(theme: Theme, qtbot: QtBot) -> None:
    made = (icon_button(theme, "history", "History"), button(theme, "Export", icon="export"))
    for each in made:
        qtbot.addWidget(each)
    theme.set_text_size(150)
    assert [each.iconSize() for each in made] == [QSize(27, 27), QSize(28, 24)]
    theme.set_text_size(100)
    assert [each.iconSize() for each in made] == [QSize(18, 18), QSize(20, 16)]


def test_the_mark_of_a_problem_follows_the_text_size(theme: Theme, qtbot: QtBot) -> None:
    field = Field(theme, "Review by", QLineEdit())
    qtbot.addWidget(field)
    field.set_problem("February 2026 has 28 days.")
    mark = next(each for each in field.findChildren(QLabel) if not each.pixmap().isNull())
    theme.set_text_size(150)
    assert mark.pixmap().width() == 21


def test_an_odd_text_size_becomes_the_nearest(theme: Theme) -> None:
    theme.set_text_size(118)
    assert theme.text_size == 115
    theme.step_text_size(1)
    assert theme.text_size == 130
    theme.step_text_size(-1)
    assert theme.text_size == 115


def test_the_style_sheet_has_no_hole() -> None:
    for colours in tokens().colours.values():
        filled = style_sheet(colours, round)
        assert not re.search(r"\{[a-z]+\.|\{\d", filled)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_text_is_readable_on_every_ground(mode: str) -> None:
    colours = tokens().colours[mode]
    for text in ("text.primary", "text.secondary", "text.tertiary"):
        for ground in ("bg.window", "bg.surface", "bg.sunken", "bg.raised", "bg.hover", "bg.selected"):
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    assert contrast(colours["accent.onFill"], colours["accent.fill"]) >= 4.5
    assert contrast(colours["focus.ring"], colours["bg.surface"]) >= 3
    assert contrast(colours["line.strong"], colours["bg.surface"]) >= 3
    for name, colour in tokens().document_colours.items():
        assert contrast(colour, "#FFFFFF") >= 4.5, name


def test_strong_contrast_drops_the_tints(theme: Theme, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.set_strong_contrast(True)
    assert theme.color("bg.attention") == theme.color("bg.surface")
    assert theme.color("line.subtle") == theme.color("text.tertiary") == theme.color("text.primary")
    assert theme.color("bg.selected") != theme.color("bg.surface")


def test_colours_stand_in_the_tokens_only() -> None:
    root = Path(__file__).resolve().parents[2] / "ui"
    literal = re.compile(r"""["']#[0-9A-Fa-f]{3,8}["']|rgba?\(""")
    found = [path.name for path in root.rglob("*.py") if literal.search(path.read_text(encoding="utf-8"))]
    assert not found
