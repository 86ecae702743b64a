"""Pages of the web, drawings and pictures in a pack: what is read comes along, nothing runs, nothing is fetched."""

from __future__ import annotations

import base64
import re
import zlib
from dataclasses import replace
from pathlib import Path
from struct import pack as packed
from typing import Final

import pytest
from playwright.sync_api import Browser

from enable_desktop.packs.chosen import PageLinkTo
from enable_desktop.packs.contents import Packed
from enable_desktop.packs.parcels import Parcel
from enable_desktop.words import Words
from exports.packs.handing_over import Handed, hand_over

PAGE: Final = """<!DOCTYPE html><html lang="de"><head><title>Old title</title>
<script src="https://example.com/x.js"></script><link rel="stylesheet" href="https://example.com/x.css"></head>
<body onload="window.ran = 1"><h1 id="top">Preis &amp; Wert</h1>
<p style="background: url(https://example.com/b.png)">See <a href="guide.md#two">the guide</a>, <a href="plan.html">the
plan</a>, <a href="https://example.com/a">the web</a>, <a href="javascript:window.ran=2">this</a>,
<a href="file:///etc/passwd">that</a>, <a href="../../../etc/passwd">those</a> and <a href="#top">up</a>.</p>
<img src="chart.png" alt="A chart"><img src="../../../../etc/hostname.png" alt="A host" onerror="window.ran = 3">
<img src="https://example.com/p.png" alt="From afar"><svg onload="window.ran = 4"><text>drawn</text></svg>
<iframe srcdoc="<script>parent.ran = 5</script>"></iframe><base href="https://example.com/">
<ul><li>one<li>two</ul><table><tr><td>a<td>b</table></body></html>"""


def picture() -> bytes:
    """A PNG of four pixels."""

    def part(kind: bytes, data: bytes) -> bytes:
        return packed(">I", len(data)) + kind + data + packed(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"\x00\xff\x00\x00\x00\xff\x00" * 2)
    head = packed(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", rows) + part(b"IEND", b"")


def with_files(parcel: Parcel, links: dict[int, tuple[PageLinkTo, ...]], *paths: Path) -> Parcel:
    """A pack of these files, numbered from 1."""
    items = tuple(Packed(asset=number, title=f"Item {number}") for number, _ in enumerate(paths, 1))
    contents = replace(parcel.contents, items=items, sheets=())
    return replace(parcel, paths=dict(enumerate(paths, 1)), links=links, contents=contents)


def notes(handed: Handed, words: Words) -> list[str]:
    return [words.say(each) for each in handed.notes]


@pytest.fixture
def web(parcel: Parcel, content: Path) -> Parcel:
    """A page of the web, the guide it leads to, and the picture it shows."""
    (content / "page.xhtml").write_text(PAGE, encoding="utf-8")
    (content / "chart.png").write_bytes(picture())
    links = (
        PageLinkTo(number=0, target="guide.md#two", asset=2),
        PageLinkTo(number=1, target="plan.html", asset=99),
        PageLinkTo(number=6, target="chart.png", asset=3),
    )
    return with_files(parcel, {1: links}, content / "page.xhtml", content / "guide.md", content / "chart.png")


def test_of_a_page_of_the_web_what_is_read_comes_along_and_nothing_that_runs_or_is_fetched(
    web: Parcel, words: Words, tmp_path: Path
) -> None:
    handed = hand_over(web, words, tmp_path / "Pack")
    page = (tmp_path / "Pack" / "files" / "page.html").read_text("utf-8")
    assert '<html lang="de">' in page
    assert "<title>Item 1</title>" in page
    assert re.search(r'Content-Security-Policy" content="default-src [^"]*none', page)
    body = " ".join(page.partition("<main")[2].split())
    assert '<a href="guide.md#two">the guide</a>, <a>the plan</a>, <a>the web</a> (https://example.com/a)' in body
    assert '<a href="#top">up</a>' in body
    assert "<li>one</li><li>two</li>" in body
    assert re.findall(r"<(img|iframe|svg|base|script|link)\b([^>]*)", page) == [
        ("img", ' src="chart.png" alt="A chart"')
    ]
    for gone in ("window.ran", "javascript:", "passwd", "hostname", "url(https", "p.png", "x.css", "drawn"):
        assert gone not in body, gone
    assert "[A host]" in body
    assert "[From afar]" in body
    assert notes(handed, words) == ["Of “Item 1” only what is read came along: what runs or plays in it stayed behind."]


def test_a_page_of_the_web_opens_without_a_complaint_and_asks_for_nothing_but_what_lies_beside_it(
    web: Parcel, words: Words, tmp_path: Path, browser: Browser
) -> None:
    hand_over(web, words, tmp_path / "Pack")
    page = tmp_path / "Pack" / "files" / "page.html"
    with browser.new_page(viewport={"width": 390, "height": 800}, color_scheme="dark") as opened:
        heard: list[str] = []
        asked: list[str] = []
        opened.on("console", lambda message: heard.append(message.text))
        opened.on("request", lambda request: asked.append(request.url))
        opened.goto(page.as_uri())
        assert opened.evaluate("window.ran") is None
        assert opened.evaluate("document.images[0].naturalWidth") == 2
        assert opened.evaluate("document.documentElement.scrollWidth") == 390
        assert heard == []
        assert asked == [page.as_uri(), (page.parent / "chart.png").as_uri()]
        opened.get_by_role("link", name="the guide").click()
        assert opened.url.startswith((page.parent / "guide.md").as_uri())


def test_one_page_holds_what_is_read_of_a_page_of_the_web(web: Parcel, words: Words, tmp_path: Path) -> None:
    hand_over(web, words, tmp_path / "p.html")
    (held,) = re.findall(
        r'data:application/octet-stream;base64,([\w+/=]+)" download="page.html"',
        (tmp_path / "p.html").read_text("utf-8"),
    )
    page = base64.b64decode(held).decode()
    assert "Preis &amp; Wert" in page
    assert "window.ran" not in page
    # Saved from there, it lies beside nothing.
    assert "guide.md" not in page
    assert "<img" not in page
    assert "[A chart]" in page


def test_endless_depth_in_a_page_of_the_web_costs_no_more_than_its_length(
    parcel: Parcel, words: Words, content: Path, tmp_path: Path
) -> None:
    (content / "deep.html").write_text("<div>" * 20_000 + "At the bottom" + "<!--" * 20_000, encoding="utf-8")
    hand_over(with_files(parcel, {}, content / "deep.html"), words, tmp_path / "Pack")
    page = (tmp_path / "Pack" / "files" / "deep.html").read_text("utf-8")
    assert "At the bottom" in page
    assert page.count("<div>") == 100


SVG: Final = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"{}>{}</svg>'


@pytest.mark.parametrize(
    "drawing",
    [
        SVG.format(" onload='x()'", ""),
        SVG.format("", "<script>x()</script>"),
        SVG.format("", "<image href='https://example.com/p.png'/>"),
        SVG.format("", "<image xlink:href='../../etc/passwd'/>"),
        SVG.format("", "<style>a { fill: url(https://example.com/p) }</style>"),
        SVG.format("", "<style>@\\69mport 'https://example.com'</style>"),
        SVG.format("", "<path style='mask: url(file:///etc/passwd)'/>"),
        SVG.format("", "<a href='javascript:x()'><text>x</text></a>"),
        SVG.format("", "<a><animate attributeName='href' values='javascript:x()'/></a>"),
        SVG.format("", "<foreignObject><b xmlns='http://www.w3.org/1999/xhtml'>x</b></foreignObject>"),
        '<!DOCTYPE svg [<!ENTITY x "y">]>' + SVG.format("", "&x;"),
        '<?xml-stylesheet href="https://example.com/x.css"?>' + SVG.format("", ""),
        "<svg onload=x()>",
    ],
)
def test_a_drawing_in_which_something_runs_or_is_fetched_stays_out_and_is_named(
    parcel: Parcel, words: Words, content: Path, tmp_path: Path, drawing: str
) -> None:
    (content / "drawing.svg").write_text(drawing, encoding="utf-8")
    handed = hand_over(with_files(parcel, {}, content / "drawing.svg"), words, tmp_path / "Pack")
    assert not (tmp_path / "Pack" / "files").exists()
    assert notes(handed, words) == [
        "“Item 1” stays out: when it is opened, something in it runs or is fetched from elsewhere."
    ]


def test_a_drawing_that_only_draws_comes_along(parcel: Parcel, words: Words, content: Path, tmp_path: Path) -> None:
    still = '<!DOCTYPE svg PUBLIC "x" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">' + SVG.format(
        " style='fill: url(#a)'",
        "<defs><linearGradient id='a'/></defs><use xlink:href='#a'/><a href='https://example.com'><text>x</text></a>",
    )
    (content / "drawing.svg").write_text(still, encoding="utf-8")
    handed = hand_over(with_files(parcel, {}, content / "drawing.svg"), words, tmp_path / "Pack")
    assert (tmp_path / "Pack" / "files" / "drawing.svg").read_text("utf-8") == still
    assert notes(handed, words) == []


@pytest.fixture
def pictured(parcel: Parcel, content: Path) -> Parcel:
    """A text with a picture that is chosen, and with others that are not."""
    (content / "chart.png").write_bytes(picture())
    (content / "secret.png").write_bytes(b"\x89PNG a secret")
    (content / "text.md").write_text(
        "# Text\n\n![A chart](chart.png)\n\n![Not chosen](secret.png) ![Outside](../../etc/x.png) "
        "![Absolute](file:///etc/y.png) ![Afar](https://example.com/z.png) ![Named][n]\n\n[n]: secret.png\n",
        encoding="utf-8",
    )
    links = (
        PageLinkTo(number=0, target="chart.png", asset=2),
        PageLinkTo(number=1, target="secret.png", asset=99),
        PageLinkTo(number=2, target="../../etc/x.png"),
        PageLinkTo(number=3, target="file:///etc/y.png"),
        PageLinkTo(number=5, target="secret.png", asset=99),
    )
    return with_files(parcel, {1: links}, content / "text.md", content / "chart.png")


def test_a_text_shows_the_pictures_that_were_chosen_and_says_what_the_others_are_called(
    pictured: Parcel, words: Words, tmp_path: Path
) -> None:
    hand_over(pictured, words, tmp_path / "Pack")
    page = (tmp_path / "Pack" / "index.html").read_text("utf-8")
    assert '<img src="./files/chart.png" alt="A chart" loading="lazy">' in page
    assert re.findall(r'class="picture">(\[[^<]*)<', page) == [
        "[Not chosen]", "[Outside]", "[Absolute]", "[Afar]", "[Named]",
    ]  # fmt: skip
    assert "img-src &#39;self&#39; file:" in page
    assert "secret" not in page
    assert sorted(path.name for path in (tmp_path / "Pack" / "files").iterdir()) == ["chart.png", "text.md"]
    copy = (tmp_path / "Pack" / "files" / "text.md").read_text("utf-8")
    assert "![A chart](chart.png)\n\nNot chosen Outside Absolute ![Afar](https://example.com/z.png) Named" in copy


def test_one_page_holds_a_picture_for_the_texts_that_show_it(pictured: Parcel, words: Words, tmp_path: Path) -> None:
    hand_over(pictured, words, tmp_path / "p.html")
    page = (tmp_path / "p.html").read_text("utf-8")
    held = re.findall(r'<img\b[^>]*src="data:image/png;base64,([\w+/=]+)"', page)
    assert [base64.b64decode(each) for each in held] == [picture()] * 2
    assert "img-src data:" in page
    assert "./files/" not in page
    small = replace(pictured, largest=10)
    hand_over(small, words, tmp_path / "s.html")
    page = (tmp_path / "s.html").read_text("utf-8")
    assert "<img" not in page
    assert '<a class="picture" href="#a2">[A chart]</a>' in page
