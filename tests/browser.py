"""A real Chromium for pages that are opened in one. Where none is installed, the tests that need it are skipped."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def chromium() -> str | None:
    """The Chromium of this machine; nothing where there is none."""
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


@contextmanager
def opened_browser(path: str) -> Iterator[Browser]:
    """Chromium without a window, for as long as the block lasts."""
    # Its sandbox refuses to start for root, which is who runs a container.
    arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=path, args=[*arguments, "--autoplay-policy=no-user-gesture-required"]
        )
        try:
            yield browser
        finally:
            browser.close()
