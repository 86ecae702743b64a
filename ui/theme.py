"""How the program looks: colours, fonts, icons and style sheet, made together and switched at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QToolTip, QWidget
from shiboken6 import isValid

from resources.tokens import tokens
from ui import fonts
from ui.icons import GlyphEngine, glyph_pixmap
from ui.style_sheet import style_sheet

MODES: Final = ("system", "light", "dark")
TEXT_SIZES: Final = (90, 100, 115, 130, 150)
TYPE_PROPERTY: Final = "type"
_ICON_PROPERTY: Final = "iconside"
_ROOM_PROPERTY: Final = "iconroom"
_POLISHED: Final = Qt.WidgetAttribute.WA_WState_Polished
_SET_STYLE: Final = Qt.WidgetAttribute.WA_SetStyle

_CLASS_FACES: Final = {
    "QPushButton": ("body", 500),
    "QToolButton": ("body", 500),
    "QHeaderView": ("caption", 500),
    "QTabBar": ("body", 500),
    "QMenu": ("body", 400),
}
_PALETTE: Final = (
    (QPalette.ColorRole.Window, "bg.surface"),
    (QPalette.ColorRole.WindowText, "text.primary"),
    (QPalette.ColorRole.Base, "bg.surface"),
    (QPalette.ColorRole.AlternateBase, "bg.sunken"),
    (QPalette.ColorRole.Text, "text.primary"),
    (QPalette.ColorRole.PlaceholderText, "text.tertiary"),
    (QPalette.ColorRole.Button, "bg.surface"),
    (QPalette.ColorRole.ButtonText, "text.primary"),
    (QPalette.ColorRole.BrightText, "problem.text"),
    (QPalette.ColorRole.Highlight, "bg.selected"),
    (QPalette.ColorRole.HighlightedText, "text.primary"),
    (QPalette.ColorRole.Accent, "accent.fill"),
    (QPalette.ColorRole.Link, "text.link"),
    (QPalette.ColorRole.LinkVisited, "text.link"),
    (QPalette.ColorRole.ToolTipBase, "bg.raised"),
    (QPalette.ColorRole.ToolTipText, "text.primary"),
    (QPalette.ColorRole.Light, "bg.raised"),
    (QPalette.ColorRole.Midlight, "line.subtle"),
    (QPalette.ColorRole.Mid, "line.default"),
    (QPalette.ColorRole.Dark, "line.strong"),
    (QPalette.ColorRole.Shadow, "line.strong"),
)
_DISABLED_ROLES: Final = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
)


def strong_contrast(colours: Mapping[str, str]) -> Mapping[str, str]:
    """The colours without tints: what stood on one stands on the surface, lines and quiet words become ink."""
    stronger = dict(colours)
    for name in colours:
        kind, _, part = name.partition(".")
        if kind == "bg" and part not in ("selected", "selectedInactive", "hover"):
            stronger[name] = colours["bg.surface"]
        elif kind == "line" or name in ("text.secondary", "text.tertiary", "chart.axis"):
            stronger[name] = colours["text.primary"]
    return stronger


class Theme(QObject):
    """The look of the running program; every widget asks it, and hears `changed` when it is another one.

    The application is started with the Fusion style; to set it here would cost 4 ms for an answer nobody wants.
    """

    changed = Signal()

    def __init__(self, app: QApplication, mode: str = "system", text_size: int = 100) -> None:
        super().__init__(app)
        self._app = app
        self._mode = mode if mode in MODES else "system"
        self._text_size = self._nearest(text_size)
        self._colours: dict[str, QColor] = {}
        self._icons: dict[tuple[str, str, str], QIcon] = {}
        self._pixmaps: dict[tuple[str, str, int], QPixmap] = {}
        self._look = 0
        """Counts the looks there were."""
        self._resting: dict[QWidget, int] = {}
        """What is hidden with all it holds, and the last look that it was given."""
        self._keeper: QWidget | None = None
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._on_contrast_changed)
        self._strong = hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
        self._shown = self._wanted()
        self._is_first = True
        self._apply()

    # What widgets ask for ------------------------------------------------------------------

    @property
    def mode(self) -> str:
        """What was chosen: "system", "light" or "dark"."""
        return self._mode

    @property
    def is_dark(self) -> bool:
        return self._shown == "dark"

    @property
    def text_size(self) -> int:
        """In per cent, one of `TEXT_SIZES`."""
        return self._text_size

    def color(self, name: str) -> QColor:
        """A token's colour in the theme shown now; a copy, so that its alpha may be changed."""
        found = self._colours.get(name)
        if found is None:
            found = self._colours[name] = QColor(self._named[name])
        return QColor(found)

    def px(self, value: float) -> int:
        """A length of the drawings, scaled by the text size."""
        return round(value * self._text_size / 100)

    def font(self, name: str, weight: int | None = None, *, italic: bool = False, tabular: bool = False) -> QFont:
        """A step of the type scale: body, strong, caption, small, section, editor, heading, title, figure, quote.

        Columns of numbers take `tabular` figures; elsewhere they would spread hyphens.
        """
        face = tokens().faces[name]
        if italic:
            fonts.register_italic()
        family = fonts.serif_family() if name == "quote" else fonts.ui_family()
        return fonts.cut(family, self.px(face.px), weight or face.weight, italic=italic, tabular=tabular)

    def line_height(self, name: str) -> int:
        """The line height in pixels that goes with a step of the type scale."""
        return self.px(tokens().faces[name].line)

    def icon(self, glyph: str, colour: str = "text.secondary", checked: str = "") -> QIcon:
        """A Material Design glyph that follows the theme; `checked` is its colour when it is on."""
        key = (glyph, colour, checked)
        icon = self._icons.get(key)
        if icon is None:
            icon = self._icons[key] = QIcon(GlyphEngine(glyph, colour, checked, self.glyph))
        return icon

    def glyph(self, name: str, colour: str, pixels: int) -> QPixmap:
        """A glyph as a picture, `pixels` device pixels square."""
        key = (name, colour, pixels)
        pixmap = self._pixmaps.get(key)
        if pixmap is None:
            pixmap = self._pixmaps[key] = glyph_pixmap(name, self.color(colour), pixels)
        return pixmap

    def dress(self, widget: QWidget, face: str) -> None:
        """Gives a widget a step of the type scale that follows the text size."""
        widget.setProperty(TYPE_PROPERTY, face)
        widget.setFont(self.font(face))

    def size_icon(self, button: QAbstractButton, side: int, room: int = 0) -> None:
        """Gives a button's icon a side that follows the text size, and so many pixels of room at its right."""
        button.setProperty(_ICON_PROPERTY, side)
        button.setProperty(_ROOM_PROPERTY, room)
        button.setIconSize(QSize(self.px(side) + room, self.px(side)))

    # What nobody sees ----------------------------------------------------------------------

    def rest(self, hidden: QWidget) -> None:
        """Lets other colours pass by something hidden, with all that it holds, until it is woken."""
        for gone in [each for each in self._resting if not isValid(each)]:
            del self._resting[gone]
        self._resting.setdefault(hidden, self._look)

    def wake(self, hidden: QWidget) -> None:
        """Gives something that is about to be shown the look that it missed."""
        if self._resting.pop(hidden, self._look) == self._look:
            return
        asleep = self._asleep()
        sleeping = {id(each) for each in asleep}
        everything = (hidden, *hidden.findChildren(QWidget))
        missed = [each for each in everything if id(each) not in sleeping and not each.testAttribute(_POLISHED)]
        style = self._app.style()
        for widget in missed:
            style.unpolish(widget)
        for kind in (QEvent.Type.Polish, QEvent.Type.StyleChange):
            for widget in missed:
                QApplication.sendEvent(widget, QEvent(kind))
        self._dress_all(missed)

    def _asleep(self) -> list[QWidget]:
        """Everything that rests."""
        roots = [root for root in self._resting if isValid(root)]
        return [widget for root in roots for widget in (root, *root.findChildren(QWidget))]

    # Switching -----------------------------------------------------------------------------

    def set_mode(self, mode: str) -> None:
        """Follow the system, or stay light or dark."""
        if mode not in MODES or mode == self._mode:
            return
        self._mode = mode
        # So that the window frame follows where the system draws it; a no-op on bare X11 and offscreen.
        scheme = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(mode, Qt.ColorScheme.Unknown)
        self._app.styleHints().setColorScheme(scheme)
        self._refresh()

    def set_text_size(self, percent: int) -> None:
        """One of `TEXT_SIZES`; another number becomes the nearest."""
        nearest = self._nearest(percent)
        if nearest != self._text_size:
            self._wake_all()
            self._text_size = nearest
            self._apply()
            self._size_icons()
            self.changed.emit()

    def step_text_size(self, direction: int) -> None:
        """The next larger (1) or smaller (-1) text size."""
        place = TEXT_SIZES.index(self._text_size) + direction
        self.set_text_size(TEXT_SIZES[min(len(TEXT_SIZES) - 1, max(0, place))])

    def _nearest(self, percent: int) -> int:
        return min(TEXT_SIZES, key=lambda size: abs(size - percent))

    def _wanted(self) -> str:
        if self._mode != "system":
            return self._mode
        return "dark" if self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"

    def set_strong_contrast(self, strong: bool) -> None:
        """As people who need it set it in their system: no tints, every line and every word as strong as can be."""
        if strong != self._strong:
            self._wake_all()
            self._strong = strong
            self._apply()
            self.changed.emit()

    def _on_contrast_changed(self, preference: Qt.ContrastPreference) -> None:
        self.set_strong_contrast(preference == Qt.ContrastPreference.HighContrast)

    def _on_system_changed(self) -> None:
        self._refresh()

    def _refresh(self) -> None:
        if self._wanted() != self._shown:
            self._shown = self._wanted()
            # Other colours change no length, so that what is hidden may stay as it is laid out.
            self._apply(self._asleep())
            self.changed.emit()

    def _wake_all(self) -> None:
        """Gives everything that rests the look of now; it rests on."""
        for root in [each for each in self._resting if isValid(each)]:
            self.wake(root)
            self.rest(root)

    def _apply(self, asleep: Collection[QWidget] = ()) -> None:
        self._colours.clear()
        self._pixmaps.clear()
        named = tokens().colours[self._shown]
        self._named = strong_contrast(named) if self._strong else named
        self._look += 1
        if not asleep:
            self._resting = dict.fromkeys(self._resting, self._look)
        self._undress_all(asleep)
        palette = self._palette()
        self._app.setPalette(palette)
        QToolTip.setPalette(palette)
        self._app.setFont(self.font("body"))
        QToolTip.setFont(self.font("small"))
        self._app.setStyleSheet(style_sheet(self._named, self.px))
        for widget in asleep:
            widget.setAttribute(_SET_STYLE, False)
        # After the sheet: a new one gives widgets back the fonts they had before the last.
        for class_name, (face, weight) in _CLASS_FACES.items():
            # The stub says bytes; PySide takes only str.
            self._app.setFont(self.font(face, weight), class_name)  # type: ignore[arg-type]
        if not self._is_first:
            # What is asleep is given its fonts when it wakes.
            sleeping = {id(widget) for widget in asleep}
            self._dress_all(widget for widget in self._app.allWidgets() if id(widget) not in sleeping)
        self._is_first = False

    def _undress_all(self, asleep: Collection[QWidget]) -> None:
        """Takes the sheet off.

        Where a sheet takes the place of another, Qt looks at a widget once for every widget that it lies in; where it
        takes the place of none, once. That makes a switch three times as quick. Nobody hears of the moment between
        (no widget whose style is said to be its own does), and what is asleep does not hear of the new sheet either.
        """
        if not self._app.styleSheet():
            return
        if self._keeper is None:
            # What widgets were before a sheet is known for as long as any sheet is there, also that of one widget.
            self._keeper = QWidget()
            self._keeper.setStyleSheet("QWidget {}")
        style = self._app.style()
        widgets = [widget for widget in self._app.allWidgets() if widget is not self._keeper]
        sleeping = {id(widget) for widget in asleep}
        for widget in widgets:
            if id(widget) not in sleeping:
                # WORKAROUND QStyleSheetStyle: it forgets widgets that were not shown yet, and then their end.
                style.unpolish(widget)
        dressed = [widget for widget in widgets if widget.testAttribute(_POLISHED)]
        for widget in dressed:
            widget.setAttribute(_POLISHED, False)
        for widget in widgets:
            widget.setAttribute(_SET_STYLE, True)
        self._app.setStyleSheet("")
        for widget in widgets:
            if id(widget) not in sleeping:
                widget.setAttribute(_SET_STYLE, False)
        for widget in dressed:
            if id(widget) not in sleeping:
                widget.setAttribute(_POLISHED, True)

    def _dress_all(self, widgets: Iterable[QWidget]) -> None:
        """Gives widgets their own step of the type scale again, which a sheet takes from them."""
        for widget in widgets:
            face = widget.property(TYPE_PROPERTY)
            if face:
                widget.setFont(self.font(face))

    def _size_icons(self) -> None:
        """Gives the icons of buttons the sides that go with the text size."""
        for widget in self._app.allWidgets():
            if isinstance(widget, QAbstractButton) and (side := widget.property(_ICON_PROPERTY)):
                self.size_icon(widget, side, widget.property(_ROOM_PROPERTY))

    def _palette(self) -> QPalette:
        palette = QPalette()
        for role, name in _PALETTE:
            palette.setColor(role, self.color(name))
        for role in _DISABLED_ROLES:
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("text.disabled"))
        palette.setColor(QPalette.ColorGroup.Inactive, QPalette.ColorRole.Highlight, self.color("bg.selectedInactive"))
        return palette
