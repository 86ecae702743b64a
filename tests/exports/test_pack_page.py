"""The offline page of a pack, as characters and in a real Chromium opened from the disk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from enable_desktop.packs.contents import Change, Gone, Medium, PackContents, Packed, PackedPlaylist
from enable_desktop.words import Words
from exports.packs.colours import colours_of, contrast
from exports.packs.page import page
from resources.words import translations
from tests.exports.pack_samples import ITEMS, PACK, SHEET, many, write_media


def html(contents: PackContents = PACK, **more: Any) -> str:
    return page(contents, Words(contents.language, translations(contents.language)), **more)


class Opener:
    """Opens packs from the disk, and keeps what the page complains of and asks for."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self._browser = browser
        self._folder = folder
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []
        self.asked: list[str] = []

    def _hear(self, message: ConsoleMessage) -> None:
        # The driver and axe look behind `content-visibility`, which Chromium notes; a reader never does.
        if not message.text.startswith("Rendering was performed in a subtree hidden"):
            self.complaints.append(message.text)

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
        opened.set_default_timeout(15_000)
        opened.clock.set_fixed_time(now)
        opened.on("console", self._hear)
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


def test_search_finds_the_other_forms_of_a_word(open_pack: Opener) -> None:
    rules = replace(ITEMS[0], asset=99, title="Правила скидок", text="")
    opened = open_pack(replace(PACK, items=(*ITEMS, rules)))
    priced = ["Answer to the price question", "Silence after the price"]
    expected = {"questions": priced[:1], "silences": priced[1:]}
    expected |= dict.fromkeys(["скидка", "скидки", "скидкам", "правилами"], ["Правила скидок"])
    expected |= dict.fromkeys(["сезоны", "ёлки", "отчётами"], ["Ёлка: отчёт о сезоне"])
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
        each.locator("bdi").inner_text(): each.locator("small").inner_text()
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


def test_a_facet_that_narrows_nothing_is_left_out_and_a_long_one_is_folded(open_pack: Opener) -> None:
    items = tuple(
        replace(ITEMS[0], asset=number + 1, facets={"Language": ("English",), "Topic": (f"Topic {number // 2}",)})
        for number in range(24)
    )
    opened = open_pack(replace(PACK, items=items))
    facets = opened.locator("#facets")
    assert "Language" not in facets.inner_text()
    expect(facets.get_by_label("Topic 7")).to_be_visible()
    expect(facets.get_by_label("Topic 8")).not_to_be_visible()
    facets.get_by_text("Show all 12").click()
    facets.get_by_label("Topic 8").check()
    assert len(shown(opened)) == 2


def test_a_search_leads_with_titles_and_opens_an_item_where_it_was_found(open_pack: Opener) -> None:
    opened = open_pack()
    opened.locator("#search").fill("first")
    opened.keyboard.press("ArrowDown")
    opened.keyboard.press("Enter")
    expect(opened.locator("#found .body")).to_be_visible()
    opened.locator("#search").fill("")
    expect(opened.locator("#groups #a1")).to_be_visible()
    expect(opened.locator("#found .item:visible")).to_have_count(0)


def test_a_hit_that_only_its_text_explains_shows_the_words_around(open_pack: Opener) -> None:
    opened = open_pack()
    opened.locator("#search").fill("емкост")
    expect(opened.locator("#found .snippet")).to_have_text("Йод и ёмкость. Überraschung im Café.")
    expect(opened.locator("#found mark")).to_have_text("ёмкость")
    opened.locator("#search").fill("сезоне")
    expect(opened.locator("#found .snippet")).to_have_count(0)


def test_a_pack_leads_with_what_customers_say_and_each_question_opens_its_answer(open_pack: Opener) -> None:
    opened = open_pack()
    question = opened.get_by_role("link", name="Your price is too high")
    assert question.bounding_box()["y"] < opened.locator("#count").bounding_box()["y"]  # type: ignore[index]
    question.click()
    expect(opened.locator("#a1")).to_be_visible()
    said = opened.locator("#a1").inner_text().replace("\xa0", " ")
    for part in (
        "What are you comparing it with?",
        "When the price comes up first",
        "2 March 2026",
        "A. Nowak, B. Weber",
    ):
        assert part in said


def test_the_page_says_what_is_new_changed_and_to_be_deleted(open_pack: Opener) -> None:
    opened = open_pack()
    news = opened.locator(".news").inner_text().replace("\xa0", " ")
    assert "12 February 2026" in news
    assert news.index("What is new") < news.index("Answer to the price question") < news.index("What has changed")
    assert "Use instead: Answer to the price question" in news.partition("What to delete")[2]
    opened.locator("#facets").get_by_label("Changed").check()
    assert shown(opened) == ["Ёлка: отчёт о сезоне"]


def test_a_first_pack_calls_nothing_new() -> None:
    text = html(replace(PACK, since=None))
    assert "What is new" not in text
    assert 'class="chip fresh"' not in text


def test_a_pack_whose_day_has_passed_says_so(open_pack: Opener) -> None:
    late = open_pack(now=datetime(2026, 5, 1, 0, 1)).get_by_role("alert")
    expect(late).to_have_text("The day until which this pack was to be used has passed. Ask for a newer one.")
    assert not open_pack(now=datetime(2026, 4, 30, 23, 59)).locator("#late").is_visible()


def test_a_link_to_an_item_opens_it_even_where_a_filter_hides_it(open_pack: Opener) -> None:
    opened = open_pack(fragment="#a3")
    expect(opened.locator("#a3")).to_be_visible()
    opened.locator("#facets").get_by_label("Case story").check()
    opened.evaluate("location.hash = '#a1'")
    expect(opened.locator("#a1")).to_be_visible()


def test_a_playlist_goes_on_by_itself_and_remembers_what_was_heard(open_pack: Opener) -> None:
    opened = open_pack()
    playlist = opened.locator("#p5")
    expect(playlist.locator(".heard")).to_have_text("0 of 2 heard")
    playlist.get_by_role("button", name="Play: Opening a call").click()
    expect(playlist.locator(".heard")).to_have_text("2 of 2 heard", timeout=20_000)
    assert playlist.locator("li.is-on").inner_text().startswith("Silence after the price")
    expect(open_pack().locator("#p5 .heard")).to_have_text("2 of 2 heard")


def test_a_playlist_works_where_nothing_may_be_kept(open_pack: Opener) -> None:
    opened = open_pack()
    opened.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
    )
    opened.reload()
    opened.locator("#p5").get_by_role("button", name="Play: Silence after the price").click()
    expect(opened.locator("#p5 .heard")).to_have_text("1 of 2 heard", timeout=20_000)


def test_everything_can_be_done_with_keys(open_pack: Opener) -> None:
    opened = open_pack()
    opened.keyboard.press("/")
    opened.keyboard.type("price")
    opened.keyboard.press("ArrowDown")
    focused = "document.activeElement.innerText.split('\\n')[0]"
    assert opened.evaluate(focused) == "Answer to the price question"
    opened.keyboard.press("ArrowDown")
    assert opened.evaluate(focused) == "Silence after the price"
    opened.keyboard.press("Home")
    opened.keyboard.press("Enter")
    expect(opened.locator("#a1")).to_be_visible()
    opened.keyboard.press("Escape")
    expect(opened.locator("#a1")).not_to_be_visible()
    opened.keyboard.press("Escape")
    assert opened.evaluate("document.activeElement.id") == "search"
    opened.keyboard.press("Escape")
    assert opened.locator("#search").input_value() == ""
    assert len(shown(opened)) == len(ITEMS)


def test_how_many_were_found_is_said_to_a_screen_reader(open_pack: Opener) -> None:
    opened = open_pack()
    opened.locator("#search").fill("price")
    expect(opened.get_by_role("status")).to_have_text("2 items")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 1440), ("light", 390), ("dark", 390)])
def test_axe_finds_nothing(open_pack: Opener, scheme: Literal["light", "dark"], width: int) -> None:
    """Asked of the whole list, of an opened item, and of the results of a search."""
    opened = open_pack(replace(PACK, colour="#ffd400"), width=width, color_scheme=scheme, bypass_csp=True)
    opened.locator("#groups .item > details > summary").first.click()
    for words in ("", "price"):
        opened.locator("#search").fill(words)
        found = Axe().run(opened).response["violations"]
        assert [(each["id"], each["impact"], [node["html"] for node in each["nodes"]]) for each in found] == []


@pytest.mark.parametrize("width", [320, 390, 768, 1100])
def test_a_phone_never_scrolls_sideways(open_pack: Opener, width: int) -> None:
    long = replace(
        ITEMS[0], title="Donaudampfschifffahrtsgesellschaft" * 4, text="| a | b |\n|--|--|\n|" + "x" * 900 + "| y |"
    )
    opened = open_pack(replace(PACK, items=(long, *ITEMS[1:])), width=width, fragment="#a1")
    expect(opened.locator("#a1")).to_be_visible()
    assert opened.evaluate("document.documentElement.scrollWidth") == width


def test_a_phone_sets_the_mark_of_what_is_new_beside_its_first_line(open_pack: Opener) -> None:
    long = replace(ITEMS[0], title="An answer to the question of the price " * 3)
    opened = open_pack(replace(PACK, items=(long, *ITEMS[1:])), width=390)
    link = opened.locator(".news li a").first
    assert link.evaluate("node => getComputedStyle(node).display") == "inline"
    box = link.bounding_box()
    assert box is not None and box["height"] >= 60


def test_a_phone_shows_one_part_at_a_time_with_targets_a_thumb_can_hit(open_pack: Opener) -> None:
    opened = open_pack(width=390)
    expect(opened.locator("#p5")).not_to_be_visible()
    tabs = opened.get_by_role("navigation", name="Parts of this page")
    tabs.get_by_role("link", name="Playlists").click()
    expect(opened.locator("#p5")).to_be_visible()
    expect(opened.locator("#list")).not_to_be_visible()
    tabs.get_by_role("link", name="Cheat sheets").click()
    expect(opened.locator(f"#s{SHEET}")).to_be_visible()
    tabs.get_by_role("link", name="Content").click()
    small = [
        each.inner_text()
        for each in opened.locator("a, button, summary, input:not([type=checkbox]), .facets label").all()
        if each.is_visible() and (box := each.bounding_box()) and box["height"] < 24
    ]
    assert small == []
    assert all(each.bounding_box()["height"] >= 44 for each in tabs.get_by_role("link").all())  # type: ignore[index]


def test_without_a_script_everything_can_be_read_and_no_control_is_dead(open_pack: Opener) -> None:
    opened = open_pack(java_script_enabled=False)
    assert shown(opened) == [item.title for item in ITEMS]
    for dead in ("#search", "#facets", "#every", "[data-print]", ".player"):
        assert not any(each.is_visible() for each in opened.locator(dead).all()), dead
    opened.locator("#groups .item > details > summary").nth(3).click()
    expect(opened.locator("#a11 audio")).to_be_visible()
    opened.get_by_role("link", name="Your price is too high").click()
    expect(opened.locator("#a1")).to_be_visible()


def printed(opened: Page, folder: Path) -> list[str]:
    """The pages of paper, each with its letters: words that were made smaller are read with gaps."""
    path = folder / "printed.pdf"
    opened.pdf(path=path, format="A4", prefer_css_page_size=True)
    with pypdfium2.PdfDocument(path) as document:
        read = [document[place].get_textpage().get_text_range() for place in range(len(document))]
    return ["".join(page.split()) for page in read]


@pytest.mark.parametrize("lines", [4, 90, 220])
def test_a_cheat_sheet_prints_alone_and_on_one_page(open_pack: Opener, tmp_path: Path, lines: int) -> None:
    sheet = replace(ITEMS[2], text="\n".join(f"- Line {number} of what to say" for number in range(lines)))
    opened = open_pack(replace(PACK, items=(*ITEMS[:2], sheet, *ITEMS[3:])))
    opened.evaluate("window.print = () => {}")
    opened.get_by_role("button", name="Print: Demo checklist").click()
    pages = printed(opened, tmp_path)
    assert len(pages) == 1
    assert "Demochecklist" in pages[0]
    assert f"Line{lines - 1}ofwhattosay" in pages[0]
    assert "Answertothepricequestion" not in pages[0]


@pytest.mark.parametrize("width", [390, 1440])
def test_the_whole_pack_prints_with_each_cheat_sheet_on_its_page(open_pack: Opener, tmp_path: Path, width: int) -> None:
    lines = "".join(f"- Line {number} of what to say\n" for number in range(90))
    sheet = replace(ITEMS[2], text=f"{ITEMS[2].text}\n{lines}")
    pages = printed(open_pack(replace(PACK, items=(*ITEMS[:2], sheet, *ITEMS[3:])), width=width), tmp_path)
    assert "Acustomersays" in pages[0]
    (whole,) = (page for page in pages if "Saywhyyoucalled" in page)
    assert "Acustomersays" not in whole
    assert "Line89ofwhattosay" in whole


def test_no_heading_prints_without_what_stands_under_it(open_pack: Opener, tmp_path: Path) -> None:
    items = tuple(
        replace(ITEMS[4], asset=number + 1, heading=f"Group {number // 2}", summary="word " * (number % 11 * 12))
        for number in range(120)
    )
    pages = printed(open_pack(replace(PACK, items=items, gone=(), playlists=(), sheets=())), tmp_path)
    assert len(pages) > 5
    assert [page[-20:] for page in pages if re.search(r"Group\d+$", page)] == []


def test_a_pack_without_anything_still_opens(open_pack: Opener) -> None:
    opened = open_pack(replace(PACK, items=(), gone=(), playlists=(), sheets=()))
    opened.locator("#search").fill("price")
    expect(opened.locator("#nothing")).to_be_visible()


def test_a_browser_too_old_for_the_script_shows_the_page_as_without_one(open_pack: Opener) -> None:
    opened = open_pack()
    opened.context.add_init_script("delete window.Intl.PluralRules")
    opened.reload()
    assert shown(opened) == [item.title for item in ITEMS]
    expect(opened.locator("#search")).not_to_be_visible()
    assert len(open_pack.complaints) == 1
    open_pack.complaints.clear()


def test_a_page_that_stands_alone_plays_what_it_holds_and_says_what_it_does_not(open_pack: Opener) -> None:
    held = {11: "data:audio/wav;base64,UklGRg==", 1: "data:text/markdown;base64,IyBB", 3: "javascript:alert(1)"}
    text = html(embedded=held)
    assert "./files/" not in text
    assert "javascript:" not in text
    opened = open_pack(embedded=held, fragment="#a1")
    save = opened.locator("#a1").get_by_role("link", name="Save the file")
    assert save.get_attribute("download") == "price answer.md"
    assert opened.locator("#a11 audio").get_attribute("src") == held[11]
    opened.evaluate("location.hash = '#a2'")
    expect(opened.locator("#a2")).to_contain_text("The file itself is not in this page.")


def test_links_lead_to_what_is_in_the_pack_and_other_addresses_are_text(open_pack: Opener) -> None:
    text = (
        "[here](files/demo.md) and [there](https://example.com/x) and [gone](files/none.md), "
        "[[assets:2|the report]], [[assets:99|elsewhere]], [bad](javascript:alert(1)), ![seen](https://example.com/p.png)"
    )
    opened = open_pack(replace(PACK, items=(replace(ITEMS[0], text=text), *ITEMS[1:])), fragment="#a1")
    links = {each.inner_text(): each.get_attribute("href") for each in opened.locator("#a1 .text a").all()}
    assert links == {"here": "#a3", "the report": "#a2"}
    said = opened.locator("#a1 .text").inner_text()
    for part in ("there (https://example.com/x)", "gone", "elsewhere", "[seen]"):
        assert part in said


def test_a_mail_about_an_item_has_its_title_as_subject() -> None:
    text = html(replace(PACK, items=(replace(ITEMS[0], title="Price & terms?\nbcc: x@y.zz"),)))
    address = re.search(r'class="mail" href="([^"]*)"', text)
    assert address is not None
    assert address[1] == "mailto:enablement@example.com?subject=Price%20%26%20terms%3F%0Abcc%3A%20x%40y.zz"
    assert 'href="mailto:' not in html(replace(PACK, answers="someone@example.com?bcc=x@y.zz"))


HOSTILE = (
    "<script>window.ran = 1</script>",
    "\"><img src=x onerror='window.ran = 2'>",
    "</style></script></title></textarea></noscript><svg onload='window.ran = 3'>",
    "[x](javascript:window.ran=4) ![y](https://example.com/y.png) <https://example.com>",
    "{{ 7 * 7 }}{% set x = 1 %} \u202e\u2066 \x00\x1b \ud800 ]]> --> <!--",
    "<iframe srcdoc='<script>parent.ran = 5</script>'></iframe><base href='https://example.com/'>",
)


def test_hostile_text_in_any_field_is_shown_and_never_runs(open_pack: Opener) -> None:
    def filled(number: int, bad: str, is_markdown: bool) -> Packed:
        return Packed(
            asset=number, title=bad, heading=bad, kind=bad, icon=bad, question=bad, summary=bad, use_when=bad,
            say_first=bad, facets={bad: (bad,)}, ask=(bad,), file=f"files/{bad}", address=bad, text=bad,
            is_markdown=is_markdown, transcript=bad, change=Change.NEW, seconds=60,
            medium=(Medium.TEXT, Medium.AUDIO, Medium.VIDEO)[number % 3],
        )  # fmt: skip

    items = tuple(
        filled(2 * number + is_markdown, bad, is_markdown)
        for number, bad in enumerate(HOSTILE)
        for is_markdown in (False, True)
    )
    every = " ".join(HOSTILE)
    opened = open_pack(
        replace(
            PACK, title=every, company=every, audience=every, for_whom=every, intro=every, answers=every, items=items,
            playlists=(PackedPlaylist(id=1, title=every, note=every, assets=tuple(range(12))),),
            sheets=tuple(range(12)),
            gone=(Gone(title=every, file=every, instead=every),), colour="red;}body{display:none",
        )
    )  # fmt: skip
    for summary in opened.locator("#groups .item > details > summary").all():
        summary.click()
    for box in opened.locator("#facets input").all()[:8]:
        box.check()
    for word in ("script", "window", "49"):
        opened.locator("#search").fill(word)
    assert opened.evaluate("window.ran") is None
    assert opened.locator("body").is_visible()
    assert opened.locator("img, iframe, base, svg[onload], script:not([type])").count() == 1
    assert HOSTILE[0] in opened.locator(".news").inner_text()


@pytest.mark.parametrize("company", ["#ffd400", "#000000", "#ffffff", "#d0021b", "#7fdbff", "#0f665e", "#808080"])
def test_a_companys_colour_can_be_read_in_both_themes(company: str) -> None:
    for theme, named in colours_of(company).items():
        for ground in ("bg.surface", "bg.window", "bg.raised", "bg.accentTint", "bg.selected"):
            assert contrast(named["text.link"], named[ground]) >= 4.5, (theme, ground)
            assert contrast(named["text.primary"], named[ground]) >= 4.5, (theme, ground)
        assert contrast(named["accent.onFill"], named["accent.fill"]) >= 4.5, theme


def test_the_page_speaks_russian(open_pack: Opener) -> None:
    opened = open_pack(replace(PACK, language="ru"))
    assert opened.locator("html").get_attribute("lang") == "ru"
    opened.locator("#search").fill("price")
    expect(opened.locator("#count")).to_have_text("2 материала")
    opened.locator("#search").fill("")
    said = opened.locator("header, footer, #facets legend, h2, button").all_inner_texts()
    assert "Работает без сети; действует до 30 апреля 2026 г." in " ".join(said).replace("\xa0", " ")
    latin = [
        each
        for each in said
        if re.search(
            "[A-Za-z]", re.sub("Sample Co|Sales pack, mid-market|AEs|Bites for.*|Demo ch.*|Stage|Who you.*", "", each)
        )
    ]
    assert latin == []


def test_a_pack_of_two_thousand_assets_finds_with_every_key(open_pack: Opener) -> None:
    opened = open_pack(many(2_000, words=60))
    opened.locator("#search").press_sequentially("price")
    expect(opened.locator("#count")).to_have_text(re.compile(r"^[\d,]+ items$"))
    rows = opened.locator("#found .item:visible")
    first = rows.count()
    opened.get_by_role("button", name="Show all").click()
    assert rows.count() > first
    opened.locator("#search").fill("")
    expect(opened.locator("#groups .title").first).to_be_visible()
