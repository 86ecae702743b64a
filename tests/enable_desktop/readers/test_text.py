from __future__ import annotations

import codecs

import pytest

from enable_desktop.errors import WorkspaceError
from enable_desktop.readers.text import decoded

RUSSIAN = "Устав программы\nМиссия: помогаем продавцам, ёлки, «кавычки».\n" * 5


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (RUSSIAN.encode(), "UTF-8"),
        (codecs.BOM_UTF8 + RUSSIAN.encode(), "UTF-8"),
        (RUSSIAN.encode("utf-16"), "UTF-16"),
        (codecs.BOM_UTF16_BE + RUSSIAN.encode("utf-16-be"), "UTF-16"),
        (RUSSIAN.encode("utf-16-le"), "UTF-16"),
        (RUSSIAN.encode("utf-16-be"), "UTF-16"),
        (RUSSIAN.encode("cp1251"), "Windows-1251"),
    ],
)
def test_russian_is_read_in_every_encoding(content: bytes, encoding: str) -> None:
    text = decoded(content, "x.md")
    assert (text.text, text.encoding) == (RUSSIAN, encoding)


def test_western_accents_are_not_taken_for_russian() -> None:
    said = "The café’s naïve résumé: “über” – 10 €\n"
    text = decoded(said.encode("cp1252"), "x.md")
    assert (text.text, text.encoding) == (said, "Windows-1252")


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_are_all_alike(end: str) -> None:
    assert decoded(f"a{end}{end}b{end}".encode(), "x.md").text == "a\n\nb\n"


def test_a_file_that_is_no_text_is_refused_by_name() -> None:
    with pytest.raises(WorkspaceError, match=r"tool\.md holds no text"):
        decoded(bytes(range(256)) * 20, "tool.md")


def test_a_stray_zero_byte_is_replaced() -> None:
    assert decoded(b"a" * 500 + b"\x00b", "x.md").text.endswith("a\ufffdb")
