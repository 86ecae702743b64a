"""Flows that go through the real window use the window's own fixtures."""

from tests.ui.conftest import (  # noqa: F401 (pytest finds them here by name)
    ask,
    desk,
    no_collection_inside,
    nothing_left_open,
    open_window,
    preferences,
    program,
    theme,
)
