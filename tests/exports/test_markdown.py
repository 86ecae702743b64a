"""Markdown on paper."""

from __future__ import annotations

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from enable_desktop.words import Words
from exports.fonts import faces
from exports.markdown import blocks_of
from exports.page import poured
from exports.press import Press, Sheet
from resources.words import translations
from tests.exports.reading import pages_of, printed, text_of


def _text(markdown: str, press: Press) -> str:
    return text_of(printed(blocks_of(markdown, press), press)).partition("Page 1 of 1 ")[2]


def _links(data: bytes) -> list[str]:
    import re

    return [found.decode() for found in re.findall(rb"/URI \(([^)]*)\)", data)]


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("Plain text\nin two lines", "Plain text in two lines"),
        ("# Heading\n\nText", "Heading Text"),
        ("**bold** and *italic* and ***both*** and `code`", "bold and italic and both and code"),
        ("~~gone~~ stays", "gone stays"),
        ("- one\n- two\n  - inner\n- three", "• one • two – inner • three"),
        ("Intro:\n- one\n- two", "Intro: • one • two"),
        ("1. one\n2. two\n   1. inner\n3. three", "1. one 2. two 1. inner 3. three"),
        ("4) four\n5) five", "4. four 5. five"),
        ("> quoted\n> on", "quoted on"),
        ("```\na  = 1\n<b>\n```", "a = 1 <b>"),
        ("a < b & c > d", "a < b & c > d"),
        ("one  \ntwo", "one two"),
        ("See [[measures:3|Win rate]] now", "See Win rate now"),
    ],
)
def test_markdown_reads_as_written(markdown: str, shown: str, press: Press) -> None:
    assert _text(markdown, press) == shown


def test_a_reference_in_a_table_is_its_label(press: Press) -> None:
    assert _text("| a | b |\n|---|---|\n| x | [[measures:1|Win rate]] |", press) == "a b x Win rate"


def test_footnotes_stand_at_the_end_of_their_text(press: Press) -> None:
    shown = _text("Note[^a] one.\n\n[^a]: The foot.\n\nMore.", press)
    assert shown.endswith("More. 1. The foot.")
    assert "[^" not in shown


def test_task_lists_draw_their_boxes(press: Press) -> None:
    assert _text("- [ ] open\n- [x] done", press) == "open done"


@pytest.mark.parametrize(
    "markdown",
    [
        "<script>alert(1)</script>",
        "price <b 10%",
        '<img src="/etc/passwd">',
        "<para>x</para>",
        "</p></div><!-- x -->",
        "a <b>bold</b> claim",
    ],
)
def test_markup_is_printed_as_typed(markdown: str, press: Press) -> None:
    assert _text(markdown, press) == markdown


def test_only_web_and_mail_links_work(press: Press) -> None:
    markdown = (
        "[a](https://example.com/x) [b](javascript:alert(1)) [c](file:///etc/passwd) "
        "<mailto:me@example.com> [d](HTTP://example.com) [e](data:text/html,x)"
    )
    data = printed(blocks_of(markdown, press), press)
    found = _links(data)
    assert found == ["https://example.com/x", "mailto:me@example.com", "HTTP://example.com"]


def test_an_address_in_other_letters_is_escaped(press: Press) -> None:
    data = printed(blocks_of("[x](https://пример.рф/устав)", press), press)
    assert _links(data)[0].startswith("https://%D0%BF")


def _png() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (300, 200), (15, 102, 94)).save(file, "PNG")
    return file.getvalue()


def test_attached_images_are_printed_and_others_never_read() -> None:
    press = Press(Words("en", translations("en")), faces(), Sheet(595.0, 842.0), {"team.png": _png()})
    data = printed(
        blocks_of("![The team](team.png)\n\n![Secret](/etc/passwd)\n\n![Net](https://e.example/x.png)", press), press
    )
    assert data.count(b"/Subtype /Image") == 1
    text = text_of(data)
    assert "The team" in text
    assert "[Secret]" in text
    assert "[Net]" in text


def test_a_broken_image_is_named_instead() -> None:
    press = Press(Words("en", translations("en")), faces(), Sheet(595.0, 842.0), {"team.png": b"not a picture"})
    assert "[The team]" in text_of(printed(blocks_of("![The team](team.png)", press), press))


def test_a_megabyte_of_text_is_printed_whole(press: Press) -> None:
    text = " ".join(f"word{number} of **the** programme." for number in range(40_000))
    pages = poured(blocks_of(text, press), press.sheet)
    assert len(pages) > 200


def test_endless_text_without_a_space_is_printed(press: Press) -> None:
    assert len(poured(blocks_of("x*" * 100_000, press), press.sheet)) > 20


@pytest.mark.parametrize("mark", [">", "- ", "[", "**", "`", "|", "![](", "#", "1. ", "    ", "[^1]", "<", "\\"])
def test_piled_up_marks_do_no_harm(mark: str, press: Press) -> None:
    assert pages_of(printed(blocks_of(mark * 3_000 + "end", press), press))
    assert pages_of(printed(blocks_of("\n".join(mark * depth for depth in range(60)) + "end", press), press))


_BITS = ["*", "**", "_", "`", "```\n", "\n", "\n\n", "- ", "1. ", "> ", "#", "[a](b)", "![a](b)", "[^1]", "[^1]: x\n",
         "| a | b |\n|---|---|\n", "| c |\n", "<b>", "</", "&amp;", "[[people:1|Ann]]", "\\", "  ", "    ", "[x] ",
         "~~", "слово", "😀", "---\n", "\ue000", "\u0002", "word ", "http://x.y"]  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(st.sampled_from(_BITS), st.text(max_size=8)), max_size=25).map("".join))
def test_any_markdown_is_printed(press: Press, markdown: str) -> None:
    assert printed(blocks_of(markdown, press), press).startswith(b"%PDF")
