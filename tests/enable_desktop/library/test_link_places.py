from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enable_desktop.library.link_places import links_in_html, links_in_markdown
from enable_desktop.library.link_shapes import LinkPlace, Manner

PIECES = (
    "[a](b.md)", "[", "]", "(", ")", "`", "``", "\n", "\r\n", "\n\n", "> ", "- ", "1. ", "    ", "<a href='x'>", "</a>",
    "<div>", "<!--", "-->", "![i](j.png)", "[r]", "\n[r]: t\n", "\\", "<http://u.v>", "word ", "# ", "---", "```", "\t",
    "| ", "<", ">", "<y z>", '"', "'", '{{< ref "p.md" >}}', "{{<", ">}}", "&amp;", "<pre>", "<script>", "</script>",
)  # fmt: skip
HOSTILE = (
    "[", "![", "[a](", "](", '[a](b "', '<a href="', "<a ", "<!--", "`", "``` `` ` ", "[a](<", "[a](((((", '{{< ref "',
    "> ", "- ", "[a]: ", "[a](x.aa#.aa ", "![a](", "[a](b\\", "\n[a]:\n", "<?", "<![CDATA[", "<a b='", '<a " ',
)  # fmt: skip


def targets(places: tuple[LinkPlace, ...]) -> list[str]:
    return [each.target for each in places]


@pytest.mark.parametrize(
    ("written", "target", "words"),
    [
        ("[the deck](deck.pptx)", "deck.pptx", "the deck"),
        ('[the deck](deck.pptx "Spring")', "deck.pptx", "the deck"),
        ("[the deck](  deck.pptx\n  'Spring' )", "deck.pptx", "the deck"),
        ("[the deck](<spring deck.pptx>)", "spring deck.pptx", "the deck"),
        ("[the deck](spring%20deck.pptx)", "spring%20deck.pptx", "the deck"),
        ("[the deck](spring deck.pptx)", "spring deck.pptx", "the deck"),
        ("[the deck](deck(2).pptx)", "deck(2).pptx", "the deck"),
        (r"[the deck](deck\(2.pptx)", "deck(2.pptx", "the deck"),
        ("[the deck](a&amp;b.md)", "a&b.md", "the deck"),
        ("[the [new] deck](deck.md)", "deck.md", "the new deck"),
        ("[the **new** `deck`](deck.md)", "deck.md", "the new deck"),
        ("![a picture](images/a.png)", "images/a.png", "a picture"),
        ("<https://example.org/a?b=c>", "https://example.org/a?b=c", "https://example.org/a?b=c"),
        ('<a class="x" href="deck.md">the <b>deck</b></a>', "deck.md", "the deck"),
        ("<a href=deck.md>the deck</a>", "deck.md", "the deck"),
        ('[the deck]({{< ref "deck.md" >}} "Spring")', '{{< ref "deck.md" >}}', "the deck"),
        ('[the deck]({{% relref "deck.md" %}}#part)', '{{% relref "deck.md" %}}#part', "the deck"),
        ('{{< button href="/guides/deck" text="Go" >}}', "/guides/deck", ""),
    ],
)
def test_a_link_is_found_with_its_target_and_its_words(written: str, target: str, words: str) -> None:
    text = f"Before {written} after"
    (found,) = links_in_markdown(text)
    assert (found.target, found.words, found.number) == (target, words, 0)
    assert text[found.outer_start : found.outer_end] == written
    assert text[found.start : found.end] in written


@pytest.mark.parametrize(
    "text",
    [
        "`[a](b.md)`",
        "`` ` [a](b.md) ``",
        "```\n[a](b.md)\n```",
        "~~~~ md\n[a](b.md)\n~~~\n[a](b.md)\n~~~~",
        "- item\n  ```\n  [a](b.md)\n  ```",
        "text\n\n    [a](b.md)",
        "- item\n\n      [a](b.md)",
        "\t[a](b.md)",
        "<!-- [a](b.md) <a href='b.md'>c</a> -->",
        "Text <!-- [a](b.md) --> more",
        "---\nsee: '[a](b.md)'\n---\n",
        "+++\nsee = '[a](b.md)'\n+++\n",
        "<script>\n'[a](b.md) <a href=x>'\n</script>",
        "<div>\n[a](b.md)\n</div>",
        r"\[a](b.md)",
        r"[a\](b.md)",
        "[a] (b.md)",
        "[a](b.md",
        "[sic](see the note above)",
        "[a]()",
        "[a]: b.md text",
        "Text\n[a]: b.md",
        "[^1]: note",
        "<link href='style.css'>",
        "ref](b.md)",
    ],
)
def test_what_only_looks_like_a_link_is_none(text: str) -> None:
    assert links_in_markdown(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Text\n    [a](b.md)",
        "- item\n\n    [a](b.md)",
        "1. item\n   - inner\n\n     [a](b.md)",
        "> quote\n> [a](b.md)",
        "> ```\n> code\n[a](b.md)",
        "| a | ` |\n|---|---|\n| [a](b.md) | ` |",
        "A stray ` mark\n\n[a](b.md) and another `",
        "# Head `\n[a](b.md)`",
        "<div>\n\n[a](b.md)\n\n</div>",
        "```\ncode\n```\n[a](b.md)",
        "---\ntitle: x\n---\n[a](b.md)",
        "\ufeff[a](b.md)",
        "<!-- note -->\n[a](b.md)",
        "Text\r\n\r\n[a](b.md)\r\n",
        "<pre>\n<a href='b.md'>a</a>\n</pre>",
        '{{< quote cite="[a](b.md)" >}}',
    ],
)
def test_a_link_is_found_wherever_prose_stands(text: str) -> None:
    assert targets(links_in_markdown(text)) == ["b.md"]


def test_a_picture_inside_a_link_is_a_link_of_its_own_and_a_link_holds_no_link() -> None:
    assert targets(links_in_markdown("[![deck](deck.png)](deck.md)")) == ["deck.png", "deck.md"]
    assert targets(links_in_markdown("[see [this](inner.md) here](outer.md)")) == ["inner.md"]


def test_a_defined_target_stands_once_and_knows_where_it_is_used() -> None:
    text = "See [the deck][Spring  Deck], [spring deck] and ![seen][spring deck].\n\n[spring deck]: <a b.md> 'Title'\n"
    (found,) = links_in_markdown(text)
    assert (found.manner, found.target, found.words) == (Manner.DEFINITION, "a b.md", "the deck")
    assert [text[use.start : use.end] for use in found.uses] == [
        "[the deck][Spring  Deck]",
        "[spring deck]",
        "![seen][spring deck]",
    ]
    assert [use.is_image for use in found.uses] == [False, False, True]


def test_links_of_html_are_found_as_a_browser_would() -> None:
    text = (
        "<!doctype html><title><a href=no></title><!-- <a href='no'> -->"
        "<A HREF = 'a &amp; b.html' >A &amp; <i>b</i></A>"
        '<img alt="href=\'no\'" src="c.png"/><script>"<a href=no>"</script><p title="<a href=no>">'
        "<a href=' d.html '>d</a><a name=e>e</a><video poster=f.jpg><source src=g.mp4></video><a href=\"h.html\">h"
    )
    found = links_in_html(text)
    assert targets(found) == ["a & b.html", "c.png", "d.html", "f.jpg", "g.mp4", "h.html"]
    assert [each.words for each in found] == ["A & b", "", "d", "", "", ""]
    assert [text[each.start : each.end] for each in found][::2] == ["a &amp; b.html", "d.html", "g.mp4"]
    assert [each.number for each in found] == list(range(6))


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=30).map("".join))
def test_every_place_is_where_it_says_whatever_the_text(text: str) -> None:
    for places in (links_in_markdown(text), links_in_html(text)):
        assert [each.number for each in places] == list(range(len(places)))
        last = -1
        for each in places:
            assert 0 <= each.outer_start <= each.start < each.end <= each.outer_end <= len(text)
            assert each.outer_start <= each.words_start <= each.words_end <= each.outer_end
            assert each.start > last
            last = each.start


@given(st.lists(st.sampled_from([each for each in PIECES if "\r" not in each]), max_size=30).map("".join))
def test_line_ends_change_no_link(text: str) -> None:
    wanted = targets(links_in_markdown(text))
    for line_end in ("\r\n", "\r"):
        found = targets(links_in_markdown(text.replace("\n", line_end)))
        assert [re.sub(r"\r\n?", "\n", each) for each in found] == wanted


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_text_is_read_to_its_end(piece: str) -> None:
    # Read in anything but linear time, each of these takes minutes.
    text = f"{piece * (300_000 // len(piece))}\n\n[end](end.md)"
    assert len(links_in_html(text)) <= len(text)
    found = targets(links_in_markdown(text))
    assert piece.startswith(("`", "<")) or found[-1:] == ["end.md"]
