"""The offline page of a pack, as characters and in a real Chromium opened from the disk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from enable_desktop.packs.contents import PackContents
from enable_desktop.words import Words
from exports.packs.page import page
from resources.words import translations
from tests.browser import chromium, opened_browser
from tests.exports.pack_samples import ITEMS, PACK, write_media

Opened = Callable[..., Page]


def html(contents: PackContents = PACK, **more: Any) -> str:
    return page(contents, Words(contents.language, translations(contents.language)), **more)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        pytest.skip("no Chromium is installed here (Debian: chromium)")
    with opened_browser(path) as found:
        yield found


class Opener:
    """Opens packs from the disk, and keeps what the page complains of and asks for."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self._browser = browser
        self._folder = folder
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []
        self.asked: list[str] = []

    def __call__(
        self,
        contents: PackContents = PACK,
        *,
        now: datetime = datetime(2026, 3, 20, 9, 0),
        fragment: str = "",
        width: int = 1440,
        embedded: dict[int, str] | None = None,
        **context: Any,
    ) -> Page:
        path = self._folder / "index.html"
        path.write_text(html(contents, embedded=embedded), encoding="utf-8")
        if not self.contexts or context:
            self.contexts.append(self._browser.new_context(viewport={"width": width, "height": 900}, **context))
        opened = self.contexts[-1].new_page()
        opened.set_viewport_size({"width": width, "height": 900})
        opened.clock.set_fixed_time(now)
        opened.on("console", lambda message: self.complaints.append(message.text))
        opened.on("pageerror", lambda error: self.complaints.append(str(error)))
        opened.on("request", lambda request: self.asked.append(request.url))
        opened.goto(path.as_uri() + fragment)
        return opened


@pytest.fixture
def open_pack(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    write_media(tmp_path)
    opener = Opener(browser, tmp_path)
    yield opener
    for context in opener.contexts:
        context.close()
    assert opener.complaints == []
    assert [address for address in opener.asked if not address.startswith((tmp_path.as_uri(), "data:"))] == []


def shown(opened: Page) -> list[str]:
    """The titles of the items that can be seen, in their order."""
    return [each.inner_text() for each in opened.locator(".item .title").all() if each.is_visible()]


def test_the_same_pack_gives_the_same_page() -> None:
    assert html() == html()


def test_the_page_allows_its_own_script_and_style_and_nothing_else() -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html())
    assert policy is not None
    allowed = dict(rule.split(" ", 1) for rule in policy[1].replace("&#39;", "'").split("; "))
    assert allowed["default-src"] == "'none'"
    assert re.fullmatch(r"'sha256-[\w+/]{43}='", allowed["script-src"])
    assert re.fullmatch(r"'sha256-[\w+/]{43}='", allowed["style-src"])
    assert allowed["media-src"] == "'self' file:"
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", html())


def test_search_finds_the_beginning_of_a_word_whatever_its_case_and_accents(open_pack: Opener) -> None:
    opened = open_pack()
    priced = ["Answer to the price question", "Silence after the price"]
    russian = ["Ёлка: отчёт о сезоне"]
    expected = {"price": priced, "PRI": priced, "pri que": priced[:1], "outage": ["Opening a call"]}
    expected |= dict.fromkeys(["сезо", "елка", "ЁЛК", "йод", "емкость", "cafe", "uberr"], russian)
    for word, titles in expected.items():
        opened.locator("#search").fill(word)
        expect(opened.locator("#count")).to_have_text(f"{len(titles)} item{'s' if len(titles) > 1 else ''}")
        assert shown(opened) == titles, word


def test_search_finds_no_middle_of_a_word_and_no_other_letter(open_pack: Opener) -> None:
    opened = open_pack()
    for word in ("ice", "иод", "лка", "nothing"):
        opened.locator("#search").fill(word)
        expect(opened.locator("#nothing")).to_be_visible()
        assert shown(opened) == []
    opened.get_by_role("button", name="Clear filters").click()
    assert len(shown(opened)) == len(ITEMS)


def test_filters_add_up_inside_a_facet_and_narrow_down_across_facets(open_pack: Opener) -> None:
    opened = open_pack()
    opened.get_by_label("Discovery").check()
    assert shown(opened) == ["Ёлка: отчёт о сезоне", "Demo checklist"]
    counts = {
        each.locator("bdi").inner_text(): each.locator("output").inner_text()
        for each in opened.locator(".facets label").all()
    }
    assert counts["Negotiation"] == "1"
    assert counts["Plant manager"] == "1"
    assert counts["Finance"] == "0"
    opened.get_by_label("Negotiation").check()
    assert len(shown(opened)) == 3
    opened.get_by_label("Plant manager").check()
    assert shown(opened) == ["Demo checklist"]
    opened.get_by_role("button", name="Remove the filter Plant manager").click()
    assert len(shown(opened)) == 3
