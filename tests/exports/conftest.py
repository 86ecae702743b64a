"""The samples as reports, and a press to try blocks with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from db.workspace import Place, create_workspace
from enable_desktop.charter.lines import Approval, Document, Version
from enable_desktop.charter.report import CharterReport, last_signed
from enable_desktop.words import Words
from exports.fonts import faces
from exports.press import Press, Sheet
from resources.sample import sample
from resources.words import translations
from tests.browser import chromium, opened_browser

Sample = Callable[[str], CharterReport]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One for all pages: it takes seconds to start, and a second one beside it is refused."""
    path = chromium()
    if path is None:
        pytest.skip("no Chromium is installed here (Debian: chromium)")
    with opened_browser(path) as found:
        yield found


@pytest.fixture(scope="session")
def sample_report(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The sample programme of a language as a report of 12 March 2026."""

    @cache
    def made(language: str) -> CharterReport:
        folder = tmp_path_factory.mktemp(f"sample-{language}")
        (folder / "home").mkdir()
        place = Place(home=folder / "home", clock=lambda: datetime(2026, 3, 12, 10, 42))
        with create_workspace(folder / "sample.enable", place, sample=sample(language)) as workspace:
            charter = workspace.charter.content()
            versions = charter.all(Version)
            signed = last_signed(versions, Document.CHARTER)
            assert signed is not None
            return CharterReport(
                charter=charter,
                today=place.clock().date(),
                company=workspace.settings.get("company"),
                currency=workspace.settings.get("currency"),
                versions=versions,
                approvals=charter.all(Approval),
                signed=workspace.charter.snapshot(signed.id),
            )

    return made


@pytest.fixture
def press() -> Press:
    """A press that speaks English, with an A4 page."""
    return Press(Words("en", translations("en")), faces(), Sheet(595.276, 841.89), {})


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "charter.pdf"
