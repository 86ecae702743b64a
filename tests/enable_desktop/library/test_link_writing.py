from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from enable_desktop.library.link_places import links_in_html, links_in_markdown
from enable_desktop.library.link_shapes import Manner
from enable_desktop.library.link_writing import edited, edits_for, shortcode_to

MARKDOWN = (
    "[a](one.md)", "[a](<one two.md>)", '[a](one.md "title")', "![a](one.png)", "[a](one\\(.md)", "<https://one.example/x>",
    '<a href="one.html">a</a>', "<a href='one.html'>a</a>", "<a href=one.html>a</a>", '<img src="one.png">',
    "\n\n[a]: one.md 'title'\n\n", "[a](one&amp;two.md)", "[![a](one.png)](two.md)", '[a]({{< ref "one.md" >}})',
)  # fmt: skip
PLAIN = tuple(each for each in MARKDOWN if not any(sign in each for sign in ("&", "\\", "{", "=one", "<one")))
HTML = (
    '<a href="one.html">a</a>',
    "<a href='one&amp;two'>a</a>",
    "<a href=one>a</a>",
    "<img src=one.png>",
    "<b>one</b>",
)
AROUND = st.text(alphabet="ab .\n*_|é", max_size=8)
TARGETS = st.text(alphabet="ab/.#?%&;()<>\\'\"{}` é", min_size=1, max_size=12).map(str.strip).filter(bool)


def anything(letters: str) -> bool:
    return True


def changed(text: str, after: str | None, number: int = 0) -> str:
    places = links_in_markdown(text)
    return edited(text, edits_for(text, places[number], after, anything))


@pytest.mark.parametrize(
    ("text", "after", "wanted"),
    [
        ("see [a](one.md) there", "two.md", "see [a](two.md) there"),
        ('[a]( one.md  "Title" )', "two.md", '[a]( two.md  "Title" )'),
        ("[a](one.md)", "two words.md", "[a](<two words.md>)"),
        ("[a](<one.md>)", "two <words>.md", r"[a](<two \<words\>.md>)"),
        ("[a](one.md)", "two(2).md", "[a](two(2).md)"),
        ("[a](one.md)", "two).md", r"[a](two\).md)"),
        ("[a](one.md)", r"two\_.md", r"[a](two\\_.md)"),
        ("[a](one.md)", "a&amp;b", "[a](a&amp;amp;b)"),
        ("[a](one.md)", "line\nbreak", "[a](line%0Abreak)"),
        ('<a href="one.md" class=b>a</a>', 'two"&amp;.md', '<a href="two&quot;&amp;amp;.md" class=b>a</a>'),
        ("<a href=one.md>a</a>", "two words.md", '<a href="two words.md">a</a>'),
        ("<https://one.example>", "https://two.example", "<https://two.example>"),
        ("<https://one.example>", "../two.md", "[https://one.example](../two.md)"),
        ("[a][b]\n\n[b]: one.md 'Title'\n", "two.md", "[a][b]\n\n[b]: two.md 'Title'\n"),
        ('[a]({{< ref "one.md" >}})', '{{< ref "two.md" >}}', '[a]({{< ref "two.md" >}})'),
        ('[a]({{< ref "one.md" >}})', "two.md", "[a](two.md)"),
        ('{{< ref "one.md" >}}', "two.md", '{{< ref "two.md" >}}'),
        ('{{< button href="/one" text="Go" >}}', "/two", '{{< button href="/two" text="Go" >}}'),
    ],
)
def test_a_link_gets_another_target_and_nothing_else_changes(text: str, after: str, wanted: str) -> None:
    assert changed(text, after) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("see [the **deck**](one.md) there", "see the **deck** there"),
        ("see ![a picture](one.png) there", "see  there"),
        ("see <https://one.example> there", "see https://one.example there"),
        ('see <a href="one.md">the <b>deck</b></a> there', "see the <b>deck</b> there"),
        ('see <img src="one.png"/> there', "see  there"),
        ('<video poster="one.png" controls></video>', "<video controls></video>"),
        ("<video controls poster=one.png></video>", "<video controls></video>"),
        ("[a][b], ![c][b] and [b]\n\n[b]: one.md 'Title'\nmore\n", "a,  and b\n\nmore\n"),
        ("> [b]: one.md\n> more [b]\n", "> \n> more b\n"),
        ('{{< featured-resource link="/one" >}} there', " there"),
    ],
)
def test_a_removed_link_leaves_its_words(text: str, wanted: str) -> None:
    assert changed(text, None) == wanted


def test_a_link_goes_while_the_picture_in_it_gets_another_file() -> None:
    text = "[![a](one.png)](two.md)"
    image, link = links_in_markdown(text)
    both = [*edits_for(text, image, "three.png", anything), *edits_for(text, link, None, anything)]
    assert edited(text, both) == "![a](three.png)"
    both = [*edits_for(text, image, None, anything), *edits_for(text, link, "three.md", anything)]
    assert edited(text, both) == "[](three.md)"


def test_letters_that_the_file_cannot_hold_are_written_as_addresses_do() -> None:
    text = "[a](one.md)"
    (place,) = links_in_markdown(text)
    assert edited(text, edits_for(text, place, "день.md", str.isascii)) == "[a](%D0%B4%D0%B5%D0%BD%D1%8C.md)"


def test_a_reference_of_a_site_keeps_its_form() -> None:
    assert shortcode_to('{{% relref "one.md" %}}#part', "a/two.md") == '{{% relref "a/two.md" %}}#part'
    assert shortcode_to("{{< ref one.md >}}", "two words.md") == '{{< ref "two words.md" >}}'


@given(AROUND, st.lists(st.sampled_from(MARKDOWN), min_size=1, max_size=4), AROUND, st.data(), TARGETS)
def test_a_link_of_markdown_reads_as_it_was_written_and_back_again(
    before: str, links: list[str], after: str, data: st.DataObject, target: str
) -> None:
    text = f"x {before}{' y '.join(links)}{after}"
    places = links_in_markdown(text)
    assume(places)
    place = data.draw(st.sampled_from(places))
    now = edited(text, edits_for(text, place, target, anything))
    read = links_in_markdown(now)
    assert [each.target for each in read] == [target if each is place else each.target for each in places]
    back = edited(now, edits_for(now, read[place.number], place.target, anything))
    assert [each.target for each in links_in_markdown(back)] == [each.target for each in places]


@given(
    AROUND, st.lists(st.sampled_from(PLAIN), min_size=1, max_size=4), AROUND, st.data(), st.text("ab/.#?-é", min_size=1)
)
def test_a_link_led_elsewhere_and_back_leaves_no_trace(
    before: str, links: list[str], after: str, data: st.DataObject, target: str
) -> None:
    text = f"x {before}{' y '.join(links)}{after}"
    places = links_in_markdown(text)
    assume(places)
    place = data.draw(st.sampled_from(places))
    assume(place.manner is not Manner.AUTOLINK)
    now = edited(text, edits_for(text, place, target, anything))
    assert now == text[: place.start] + target + text[place.end :]
    assert edited(now, edits_for(now, links_in_markdown(now)[place.number], place.target, anything)) == text


@given(st.lists(st.sampled_from(HTML), min_size=1, max_size=5), st.data(), TARGETS)
def test_a_link_of_html_reads_as_it_was_written(links: list[str], data: st.DataObject, target: str) -> None:
    text = " y ".join(links)
    places = links_in_html(text)
    assume(places)
    place = data.draw(st.sampled_from(places))
    now = edited(text, edits_for(text, place, target, anything))
    assert [each.target for each in links_in_html(now)] == [target if each is place else each.target for each in places]


@given(st.lists(st.sampled_from(MARKDOWN), min_size=1, max_size=4), st.data())
def test_a_removed_link_of_markdown_is_gone_and_the_others_stay(links: list[str], data: st.DataObject) -> None:
    text = "x " + " y ".join(links)
    places = links_in_markdown(text)
    place = data.draw(st.sampled_from(places))
    now = edited(text, edits_for(text, place, None, anything))
    kept = [each.target for each in places if each is not place]
    assert [each.target for each in links_in_markdown(now)] == kept
