"""Where Tab stops: what can be reached in a part of the window, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QSplitter, QWidget


def takes_tab(widget: QWidget) -> bool:
    """Whether Tab stops at a widget now."""
    by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return by_tab and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None


def stops_in(part: QWidget) -> Iterator[QWidget]:
    """The part itself, and the widgets inside it, where Tab stops.

    Qt goes through them as they were made; what is made when it is first wanted would come last.
    """
    if not part.isVisible():
        return
    if takes_tab(part):
        yield part
    for child in _as_read(part):
        yield from stops_in(child)


def first_focusable(part: QWidget) -> QWidget | None:
    """The first of them."""
    return next(stops_in(part), None)


def _as_read(part: QWidget) -> Iterator[QWidget]:
    """What lies directly in a widget, as it is laid out; what lies in no layout comes last."""
    layout = part.layout()
    if isinstance(part, QSplitter):
        laid = [pane for pane in map(part.widget, range(part.count())) if pane is not None]
    else:
        laid = list(_laid_out(layout)) if layout is not None else []
    yield from laid
    for child in part.children():
        if isinstance(child, QWidget) and not child.isWindow() and child not in laid:
            yield child


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        # PySide types the position as an object; it is row, column, and how many of each.
        places.sort(key=lambda place: tuple(layout.getItemPosition(place))[:2])  # type: ignore[arg-type]
    for place in places:
        item = layout.itemAt(place)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid_out(inner)
