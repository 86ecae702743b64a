"""What is pasted becomes Markdown, and hostile HTML is only text."""

from __future__ import annotations

import time

import pytest

from ui.editor.paste import markdown_of
from ui.editor.plain_text import plain


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<h1>Why</h1><h4>How</h4><p>now</p>", "## Why\n\n### How\n\nnow"),
        ("<p>a <b>bold </b>word, <em>so</em> it is</p>", "a **bold** word, *so* it is"),
        ("<p><b><i>both</i></b></p>", "***both***"),
        ("<ul><li>a<ul><li>b</li></ul></li><li><p>c</p></li></ul>", "- a\n  - b\n- c"),
        ("<ol><li>x<li>y</ol>", "1. x\n2. y"),
        ("<ul><li><input type=checkbox checked> done</li></ul>", "- [x] done"),
        ("<a href='https://example.com/a(b)'>there</a>", "[there](https://example.com/a%28b%29)"),
        ("<a href='https://example.com/'>https://example.com/</a>", "https://example.com/"),
        ("<a href='javascript:alert(1)'>here</a>", "here"),
        ("<a href='file:///etc/passwd'>here</a>", "here"),
        ("<p>one<br>two<br><br>three</p>", "one  \ntwo\n\nthree"),
        ("<blockquote><p>a</p><p>b</p></blockquote>c", "> a\n>\n> b\n\nc"),
        ("<p><code>x*y</code></p>", "`x*y`"),
        ("<pre>a\n  b</pre>", "```\na\n  b\n```"),
        ("<table><tr><th>A<th>B<tr><td>1|<td><p>2</p><p>3</p></table>", "| A | B |\n| --- | --- |\n| 1\\| | 2 3 |"),
        ("<table><tr><td>layout</td></tr></table>", "layout"),
        ("<p>2 *stars* and a_b</p>", "2 \\*stars\\* and a_b"),
        ("<b style='font-weight:normal'><span style='font-weight:700'>G</span> docs</b>", "**G** docs"),
        ("<head><style>p{}</style><title>t</title></head><body>seen", "seen"),
        ("<script>alert(1)</script><img src='file:///etc/passwd' alt=x><svg><text>t</text></svg>", ""),
        ("a &lt;b&gt; <unknown>c</unknown> 1 < 2", "a <b> c 1 < 2"),
    ],
)
def test_html_becomes_markdown(html: str, markdown: str) -> None:
    assert markdown_of(html) == markdown


def test_lists_of_a_word_processor_become_lists() -> None:
    item = (
        "<p class=MsoListParagraph style='text-indent:-18pt;mso-list:l0 level{level} lfo1'><![if !supportLists]>"
        "<span style='mso-list:Ignore'>{mark}<span>&nbsp; </span></span><![endif]>{words}<o:p></o:p></p>"
    )
    html = item.format(level=1, mark="·", words="one") + item.format(level=2, mark="1.", words="two")
    assert markdown_of(f"{html}<p class=MsoNormal>after<o:p></o:p></p>") == "- one\n  1. two\n\nafter"


@pytest.mark.parametrize("part", ["<", "<a ", "<!--", "<div>", "<ul><li>", "<b>", "<table><tr><td>", '<a x="', "<?"])
def test_broken_html_takes_no_longer_than_its_length(part: str) -> None:
    before = time.monotonic()
    markdown_of(part * 20_000)
    assert time.monotonic() - before < 20


def test_letters_that_cannot_be_kept_are_replaced() -> None:
    assert plain("a\x00b\ud800c\r\nd\u2028e\u00a0f") == "a\ufffdb\ufffdc\nd\ne\u00a0f"
