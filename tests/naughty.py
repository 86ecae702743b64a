"""Strings that break careless programs: each is stored unchanged, found, printed, exported, and never executed."""

from __future__ import annotations

from typing import Final

_CONTROLS: Final = [f"a{chr(code)}b" for code in (*range(1, 32), *range(127, 160))]
_INVISIBLE: Final = [
    f"a{mark}b"
    for mark in (
        "\u00a0", "\u00ad", "\u034f", "\u061c", "\u115f", "\u180e", "\u2000", "\u2003", "\u200b", "\u200c", "\u200d",
        "\u200e", "\u200f", "\u2028", "\u2029", "\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u202f", "\u2060",
        "\u2061", "\u2066", "\u2067", "\u2068", "\u2069", "\u206a", "\u3000", "\u3164", "\ufe0f", "\ufeff", "\uffa0",
        "\ufff9", "\ufffc", "\ufffd", "\ufffe", "\uffff", "\U000e0001", "\U000e0041", "\U0001d173", "\ue000",
        "\U0010ffff", "\U000f0000", "\x85",
    )
]  # fmt: skip
_LETTERS: Final = [
    "ﬃ", "İstanbul", "ıi", "ẞß", "ς σ Σ", "ǅ", "Ǆ", "ŉ", "ᾳ", "ﬀ ﬁ ﬂ", "Å Å Å", "é é", "ё е́ ё", "й й", "ї", "ґ", "Ъ",
    "𝕊𝕒𝕝𝕖𝕤", "ⓢⓐⓛⓔⓢ", "ｓａｌｅｓ", "ˢᵃˡᵉˢ", "sɐlǝs", "½ ⅓ ²", "١٢٣", "१२३", "〇一二", "％", "＝1+1", "№ ₽ € £ ¥ ₿",
    "الفن العربي", "עברית", "שָׁלוֹם", "فارسی ۱۲۳", "אbגcד", "東京", "日本語のテキスト", "中文", "한국어", "각", "हिन्दी",
    "தமிழ்", "ไทย", "ཏོད", "ខ្មែរ", "မြန်မာ", "ქართული", "ᚠᚢᚦ", "𒀀𒀁", "𓀀𓁐", "𐎠𐎡", "Ελληνικά ά ὰ", "Հայերեն", "ꙮ",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!", "a" + "\u0301" * 400, "\u0301starts with a mark", "👩‍👩‍👧‍👦", "🏳️‍🌈",
    "👍🏽", "🇩🇪🇷🇺", "1️⃣", "❤️", "🧑🏿‍🚀", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "😀" * 50, "☃", "﷽", "꧅", "⸻",
]  # fmt: skip
_SQL: Final = [
    "'; drop table people; --", '"; drop table people; --', "' or '1'='1", "1; delete from settings", "') --", "/* */",
    "x' union select value from settings --", "select load_extension('x')", "attach database 'x' as y", "\\'; --",
    "{0}", "{1!r}", "{name}", "{}", "{{}}", "%s", "%(name)s", "%n", "%x%x%n", "%%", "$name", "${HOME}", "?1", ":id",
    "null", "NULL", "None", "nil", "undefined", "NaN", "inf", "-inf", "true", "false", "0", "-0", "1e999", "0x1F",
    "9223372036854775808", "1_000", "01/02/03", "2026-02-30", "[object Object]", "__class__", "__proto__", "self",
]  # fmt: skip
_SEARCH: Final = [
    "NEAR(a b, 5)", "a AND OR NOT", "^deck", "deck*", "{title} : x", "col:*", '"', '""', '"unclosed', "-", "--", "+a",
    "a:", ":b", "a:b:c", "title:-x", "-title:", "«", "»", "(((", ")))", "a OR", "NOT", "AND", "OR", "*", "***",
    "it's", "c++", "c#", ".net", "at&t", "a-b", "a_b", "a.b", "a/b", "a\\b", "e-mail@sample.example", "100%",
]  # fmt: skip
_MARKUP: Final = [
    "<script>alert(1)</script>", "<ScRiPt src=//sample.example/x.js></ScRiPt>", "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>", "<svg><script>alert(1)</script></svg>", "<iframe src=javascript:alert(1)>",
    "<a href='javascript:alert(1)'>x</a>", "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
    "<body onload=alert(1)>", "<style>@import '//sample.example/x.css'</style>", "<link rel=stylesheet href=//x>",
    "<meta http-equiv=refresh content='0;url=//sample.example'>", "<base href=//sample.example>", "<!--", "-->",
    "<![CDATA[x]]>", "]]>", "<?xml version='1.0'?>", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>", "&e;",
    "&lt;b&gt;", "&amp;amp;", "&#0;", "&#x1F600;", "&nosuch;", "&", "<", ">", "<>", "</", "<b", "price <b 10%",
    "<b>bold</b>", "<font color='red' size=200>x</font>", "<para align=center>x</para>", "<br/>", "<a name='x'/>",
    "<img src='/etc/passwd'/>", "<img src='file:///etc/hostname' width=10 height=10/>", "<seq id='x'/>",
    "<onDraw name=x/>",
    "<unichar code='0x41'/>", "<greek>a</greek>", "<b><i></b></i>", "</para>", "<table><tr><td>", "'><svg/onload=x>",
    "\"><img src=x>", "javascript:alert(1)", "vbscript:x", "data:text/html,x", "{{ 7*7 }}", "{% raw %}", "{% endraw %}",
    "{{ config }}", "{{''.__class__.__mro__}}", "{# x #}", "<%= 7*7 %>", "#{7*7}", "${7*7}", "@(7*7)", "[[7*7]]",
    "[[people:1|Nobody]]", "[[people:999999999999|x]]", "[[:|]]", "[[people:1|", "]]", "[x](javascript:alert(1))",
    "![x](/etc/passwd)", "![x](file:///etc/passwd)", "![x](//sample.example/x.png)", "[x](<file:///etc/passwd>)",
    "# heading", "## ", "> quote", "- item", "1. item", "```", "~~~", "`code", "**bold", "__x__", "***", "---", "===",
    "| a | b |", "|", "||", "|---|", "[^1]", "[x]: /etc/passwd", "\\", "\\\\", "\\n", "\\u0000", "\\N{BULLET}", "\\x00",
    "<http://sample.example>", "http://", "http://[", "http://a b", "https://user:pass@sample.example/?q=<b>&x=\"'",
    "mailto:x@sample.example?body=%0d%0aBcc:y", "file:///etc/passwd", "ftp://x", "//x", "tel:1", "www.sample.example",
]  # fmt: skip
_CELLS: Final = [
    "=1+1", "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1", "=HYPERLINK(\"http://x\",\"y\")", "'=1",
    "'", "''", ",", ";", "a,b;c\td", 'a"b', '"a"', '""a', "a\nb", "a\r\nb", "a\rb", "\na", "a\n", " a ", "\u00a0a",
    "-5", "+49 30 123", "-", "=", "+", "@", "=\u200b1", "sep=,", "\ufeff=1", "％=1", "1,5", "1.5", "1 000", "(5)",
    "5-",
]  # fmt: skip
_NAMES: Final = [
    "CON", "PRN", "AUX", "NUL", "COM1", "LPT9", "con.md", "CLOCK$", "CONIN$", "a:b", "a?b", "a*b", "a|b", "a<b", "a.",
    "a ", ".", "..", "...", "../../etc/passwd", "..\\..\\windows", "/etc/passwd", "C:\\x", "\\\\server\\share", "~/x",
    "~root", "$(touch x)", "`touch x`", "; touch x", "& touch x", "| touch x", "> x", "-rf", "--help", "-o", "a/b/c",
    ".hidden", "desktop.ini", "Thumbs.db", "a\u2215b", "x" * 300, "ü" * 300, "x" * 200 + ".md", "file%20name", "%2e%2e",
]  # fmt: skip

NAUGHTY: Final = tuple(
    dict.fromkeys(
        (
            *_CONTROLS,
            *_INVISIBLE,
            *_LETTERS,
            *_SQL,
            *_SEARCH,
            *_MARKUP,
            *_CELLS,
            *_NAMES,
            "\x00",
            "a\x00b",
            "\ud800x",
            "x\udfff",
        )
    )
)
"""Each fits a title."""

LONG: Final = ("w" * 1_000_000, "word " * 200_000, "<b>" * 300_000, "(" * 1_000_000, "\n" * 1_000_000, "😀" * 500_000)
"""Of a size that a text field just takes."""
