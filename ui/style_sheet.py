"""The one style sheet, written with token names; the theme fills them in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

# `{bg.surface}` is a colour, `{12px}` a length that grows with the text size. Lines stay 1 or 2 px.
_SHEET: Final = """
QMainWindow, QWidget#window { background: {bg.surface}; }
QToolTip { background: {bg.raised}; color: {text.primary}; border: 1px solid {line.strong}; padding: 3px 6px; }
QLabel { background: transparent; }
QLabel[tone="secondary"] { color: {text.secondary}; }
QLabel[tone="tertiary"] { color: {text.tertiary}; }
QLabel[tone="attention"] { color: {attention.text}; }
QLabel[tone="problem"] { color: {problem.text}; }
QLabel[tone="accent"] { color: {text.link}; }
QLabel[tone="leadership"] { color: {leadership.text}; }
QLabel[tone="reps"] { color: {reps.text}; }

QLabel[chip="neutral"] { background: {bg.selectedInactive}; color: {text.secondary}; }
QLabel[chip="accent"] { background: {bg.accentTint}; color: {text.link}; }
QLabel[chip="attention"] { background: {bg.attention}; color: {attention.text}; }
QLabel[chip="problem"] { background: {bg.problem}; color: {problem.text}; }
QLabel[chip="leadership"] { background: {bg.leadership}; color: {leadership.text}; }
QLabel[chip="reps"] { background: {bg.reps}; color: {reps.text}; }
QLabel[chip] { border-radius: 3px; padding: 1px 6px; min-height: {17px}; }
QLabel[keycap="true"] { border: 1px solid {line.default}; border-radius: 3px; padding: 0 4px;
  color: {text.secondary}; background: {bg.surface}; }

QFrame[line="true"] { background: {line.default}; border: none; min-height: 1px; max-height: 1px; }
QFrame[line="subtle"] { background: {line.subtle}; border: none; min-height: 1px; max-height: 1px; }
QFrame[voice="leadership"] { background: {leadership.mark}; min-height: 2px; max-height: 2px; }
QFrame[voice="reps"] { background: {reps.mark}; min-height: 2px; max-height: 2px; }
QFrame[card="true"] { background: {bg.surface}; border: 1px solid {line.default}; border-radius: 6px; }
QFrame[card="empty"] { background: transparent; border: 1px dashed {line.strong}; border-radius: 6px; }
QFrame[card="problem"] { background: {bg.problem}; border: none; border-radius: 6px; }
QFrame[card="attention"] { background: {bg.attention}; border: none; border-radius: 6px; }
QFrame[card="accent"] { background: {bg.accentTint}; border: none; border-radius: 6px; }
QFrame[strip="accent"] { background: {bg.accentTint}; border: none; }
QWidget[pane="sunken"] { background: {bg.sunken}; }
QWidget[pane="surface"] { background: {bg.surface}; }
QWidget[pane="window"] { background: {bg.window}; }
QWidget[pane="selected"] { background: {bg.selected}; }
QWidget[pane="raised"] { background: {bg.raised}; }
QWidget[edge="left"] { border-left: 1px solid {line.default}; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QStackedWidget { background: {bg.surface}; }

#sidebar { border-right: 1px solid {line.default}; }
#status { border-top: 1px solid {line.default}; }
#quickfind { background: {bg.raised}; border: 1px solid {line.strong}; border-radius: 6px; }
#toast { background: {text.primary}; border-radius: 6px; }
#toast QLabel { color: {bg.surface}; }
QPushButton[toast="true"] { background: transparent; border: 1px solid {bg.surface}; color: {bg.surface};
  min-height: 0; padding: 0 {10px}; }
QPushButton[toast="true"]:hover { background: {text.secondary}; }
QPushButton[toast="true"]:focus { border: 2px solid {bg.surface}; padding: 0 {9px}; min-height: 0; }
QAbstractItemView[outlined="true"] { border: 1px solid {line.default}; border-radius: 6px; }

QPushButton, QToolButton[button="secondary"] { border: 1px solid {line.default}; border-radius: 4px;
  background: {bg.surface}; color: {text.primary}; min-height: {28px}; padding: 0 {12px}; }
QPushButton:hover, QToolButton[button="secondary"]:hover { background: {bg.hover}; }
QPushButton:pressed, QToolButton[button="secondary"]:pressed { background: {bg.selectedInactive}; }
QPushButton:focus, QToolButton[button="secondary"]:focus { border: 2px solid {focus.ring};
  padding: 0 {11px}; min-height: {26px}; }
QPushButton:disabled { color: {text.disabled}; border-color: {line.subtle}; }
QPushButton[button="primary"] { background: {accent.fill}; border-color: {accent.fill}; color: {accent.onFill}; }
QPushButton[button="primary"]:hover { background: {accent.fillHover}; border-color: {accent.fillHover}; }
QPushButton[button="primary"]:pressed { background: {accent.fillPressed}; border-color: {accent.fillPressed}; }
QPushButton[button="primary"]:focus { border: 2px solid {text.primary}; }
QPushButton[button="primary"]:disabled { background: {bg.selectedInactive}; border-color: {bg.selectedInactive};
  color: {text.disabled}; }
QPushButton[button="quiet"] { background: transparent; border: 1px solid transparent; color: {text.secondary}; }
QPushButton[button="quiet"]:hover { background: {bg.hover}; color: {text.primary}; }
QPushButton[button="quiet"]:focus { border: 2px solid {focus.ring}; }
QPushButton[button="link"] { background: transparent; border: 1px solid transparent; color: {text.link};
  padding: 0 2px; text-align: left; }
QPushButton[button="link"]:hover { text-decoration: underline; }
QPushButton[button="link"]:focus { border: 2px solid {focus.ring}; padding: 0 1px; }
QPushButton[small="true"] { min-height: {22px}; padding: 0 {8px}; }
QPushButton[small="true"]:focus { min-height: {20px}; padding: 0 {7px}; }
QPushButton[button="link"][small="true"] { padding: 0 2px; }
QPushButton[button="link"][small="true"]:focus { padding: 0 1px; }
QPushButton[nav] { border: 1px solid transparent; border-radius: 4px; background: transparent; text-align: left;
  color: {text.secondary}; padding: 0 {8px}; min-height: {28px}; }
QPushButton[nav]:hover { background: {bg.hover}; }
QPushButton[nav]:checked { background: {bg.selected}; color: {text.primary}; }
QPushButton[nav]:focus { border: 2px solid {focus.ring}; padding: 0 {7px}; min-height: {26px}; }
QPushButton[nav="compact"], QPushButton[nav="compact"]:focus { padding: 0; text-align: center; }
QPushButton[nav="foot"], QPushButton[nav="foot"]:focus { padding: 0; border-radius: 0; min-height: {52px}; }
QPushButton[find="true"] { padding: 0; min-height: {28px}; }
QPushButton[find="true"]:focus { padding: 0; min-height: {26px}; }
QPushButton[status="true"] { min-height: {22px}; padding: 0 {6px}; }
QPushButton[status="true"]:focus { min-height: {20px}; padding: 0 {6px}; }
QToolButton[plain="true"] { border: none; background: transparent; padding: 0; }
QPushButton::menu-indicator { image: none; width: 0; }

QToolButton { border: 1px solid transparent; border-radius: 4px; background: transparent; color: {text.secondary};
  padding: {4px}; }
QToolButton:hover { background: {bg.hover}; color: {text.primary}; }
QToolButton:pressed, QToolButton:checked { background: {bg.selected}; color: {text.primary}; }
QToolButton:focus { border: 2px solid {focus.ring}; padding: {3px}; }
QToolButton::menu-indicator { image: none; width: 0; }
QToolButton[outline="true"] { border: 1px solid {line.default}; background: {bg.surface}; }
QToolButton[outline="true"]:focus { border: 2px solid {focus.ring}; }

QToolButton[segment] { border: 1px solid {line.default}; border-radius: 0; color: {text.secondary};
  background: {bg.surface}; min-height: {26px}; padding: 0 {12px}; }
QToolButton[segment="middle"], QToolButton[segment="last"] { border-left: none; }
QToolButton[segment="first"] { border-top-left-radius: 4px; border-bottom-left-radius: 4px; }
QToolButton[segment="last"] { border-top-right-radius: 4px; border-bottom-right-radius: 4px; }
QToolButton[segment="only"] { border-radius: 4px; }
QToolButton[segment]:checked { background: {bg.selected}; color: {text.primary}; }
QToolButton[segment]:focus { border: 2px solid {focus.ring}; padding: 0 {11px}; min-height: {24px}; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox { background: {bg.surface};
  color: {text.primary}; border: 1px solid {line.strong}; border-radius: 4px; padding: 0 {10px};
  selection-background-color: {bg.selected}; selection-color: {text.primary}; }
QLineEdit, QComboBox, QAbstractSpinBox { min-height: {28px}; }
QPlainTextEdit, QTextEdit { padding: {6px} {8px}; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { border: 2px solid {focus.ring}; padding: 0 {9px};
  min-height: {26px}; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid {focus.ring}; padding: {5px} {7px}; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled, QPlainTextEdit:disabled { color: {text.disabled};
  border-color: {line.default}; }
QLineEdit[problem="true"], QComboBox[problem="true"], QAbstractSpinBox[problem="true"],
QPlainTextEdit[problem="true"] { border: 2px solid {problem.mark}; padding: 0 {9px}; }
QPlainTextEdit[bare="true"], QTextEdit[bare="true"], QLineEdit[bare="true"] { border: none; background: transparent;
  padding: 0; }
QComboBox[quiet="true"] { border: 1px solid transparent; background: transparent; color: {text.secondary};
  padding: 0 {4px}; }
QComboBox[quiet="true"]:hover { background: {bg.hover}; }
QComboBox[quiet="true"]:focus { border: 2px solid {focus.ring}; padding: 0 {3px}; }
QTableView[figures="true"]::item { padding: 0 {8px}; border-bottom: 1px solid {line.subtle}; }
QComboBox::drop-down { border: none; width: {24px}; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { background: {bg.raised}; border: 1px solid {line.strong}; outline: 0;
  selection-background-color: {bg.selected}; selection-color: {text.primary}; padding: 4px; }
QComboBox QAbstractItemView::item { min-height: {28px}; padding: 0 {6px}; border-radius: 3px; }

QAbstractItemView { background: {bg.surface}; border: none; outline: 0; alternate-background-color: {bg.surface};
  selection-background-color: {bg.selected}; selection-color: {text.primary}; gridline-color: {line.subtle}; }
QAbstractItemView[pane="sunken"] { background: {bg.sunken}; }
QAbstractItemView[pane="window"] { background: {bg.window}; }
QHeaderView { background: {bg.surface}; border: none; }
QHeaderView::section { background: {bg.surface}; color: {text.tertiary}; border: none;
  border-bottom: 1px solid {line.default}; padding: 0 {8px}; min-height: {29px}; }
QTableCornerButton::section { background: {bg.surface}; border: none; border-bottom: 1px solid {line.default}; }
QHeaderView[lead="true"]::section:first { padding-left: {20px}; }
QHeaderView[dense="true"], QHeaderView[dense="true"]::section { background: transparent; padding: 0 1px; }

QTabBar { background: transparent; border: none; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: {text.secondary}; border: none; border-bottom: 2px solid transparent;
  padding: 0; margin: 0 {20px} 0 0; min-height: {38px}; }
QTabBar::tab:selected { color: {text.primary}; border-bottom: 2px solid {accent.mark}; }
QTabBar::tab:hover { color: {text.primary}; }
QTabBar::tab:focus { color: {text.link}; }

QMenu { background: {bg.raised}; border: 1px solid {line.strong}; padding: 4px; }
QMenu::item { padding: {5px} {20px} {5px} {8px}; border-radius: 3px; color: {text.primary}; }
QMenu::item:selected { background: {bg.selected}; }
QMenu::item:disabled { color: {text.disabled}; }
QMenu::separator { height: 1px; background: {line.subtle}; margin: 4px 6px; }
QMenu::icon { padding-left: {8px}; }

QSplitter::handle { background: {line.default}; }
QSplitter::handle:hover { background: {line.strong}; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }

QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: {line.default}; border-radius: 3px; margin: 3px; }
QScrollBar::handle:hover { background: {line.strong}; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar { background: {line.default}; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: {accent.mark}; border-radius: 2px; }
"""
_NAMED: Final = re.compile(r"\{([a-z]+\.[A-Za-z]+)\}|\{(\d+)px\}")


def style_sheet(colours: Mapping[str, str], px: Callable[[float], int], extra: str = "") -> str:
    """The style sheet in these colours (by token name), its lengths scaled by `px`."""

    def fill(found: re.Match[str]) -> str:
        return colours[found[1]] if found[1] else f"{px(int(found[2]))}px"

    return _NAMED.sub(fill, _SHEET + extra)
