from __future__ import annotations

from pathlib import Path

import pytest

from enable_desktop.library.documents import FoundLink, from_plain, to_plain
from enable_desktop.readers.any_file import read_any
from enable_desktop.readers.bounds import LETTERS
from tests.enable_desktop.readers.files import archive_file, deck_file, pdf_file, sheet_file, word_file


def _text(tmp_path: Path, name: str, content: str | bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


# -- office files and PDF


def test_a_word_document_gives_title_text_and_links(tmp_path: Path) -> None:
    found = read_any(word_file(tmp_path / "guide.docx"))
    assert found.title == "Discovery guide"
    for words in ("Ask three *open* questions of <name>.", "in a cell", "the deck", "a play and more"):
        assert words in found.text
    assert "intro.pptx" not in found.text
    assert found.links == (
        FoundLink(target="../decks/intro.pptx", words="the deck", number=0),
        FoundLink(target="C:\\plays\\a b.docx", words="a play", number=1),
        FoundLink(target="page.html", words="a page", number=2),
        FoundLink(target="https://sales.example/", words="", number=3),
    )
    assert found.note is None


def test_a_deck_gives_slides_notes_and_links(tmp_path: Path) -> None:
    found = read_any(deck_file(tmp_path / "deck.pptx"))
    assert (found.title, found.pages) == ("Why customers buy", 2)
    for words in ("Proof", "see the case", "in a cell", "in a group", "Say it slowly."):
        assert words in found.text
    assert found.links == (
        FoundLink(target="https://sales.example/?a=1&b=2", words="see the case", number=0),
        FoundLink(target="cases/acme.pdf", words="see the case", number=1),
    )


def test_a_workbook_gives_its_sheets_and_cells(tmp_path: Path) -> None:
    found = read_any(sheet_file(tmp_path / "price list.xlsx"))
    assert (found.title, found.pages) == ("price list", 2)
    assert found.text.splitlines() == ["Prices", "Plan\tSeats\t12.5", "Скидки", "ё\tTrue\t2026-03-12"]


def test_a_pdf_gives_its_heading_pages_and_links(tmp_path: Path) -> None:
    found = read_any(pdf_file(tmp_path / "answers.pdf"))
    assert (found.title, found.pages, found.note) == ("Objection answers 1", 2, None)
    assert "Line 19 of page 2 says why" in found.text
    assert [(link.target, link.words, link.number) for link in found.links] == [
        ("https://sales.example/a?b=1", "our site", 0),
        ("../plays/price%20play.pdf", "", 1),
        ("https://sales.example/a?b=1", "our site", 2),
        ("../plays/price%20play.pdf", "", 3),
    ]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Price answers", "Price answers"),
        ("Microsoft Word - draft7", "Objection answers 1"),
        ("a.docx", "Objection answers 1"),
    ],
)
def test_a_title_that_a_program_wrote_is_none(tmp_path: Path, written: str, title: str) -> None:
    assert read_any(pdf_file(tmp_path / "answers.pdf", title=written)).title == title


def test_a_pdf_of_pictures_says_that_it_holds_no_text(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "scan.pdf"
    canvas = Canvas(str(path))
    canvas.rect(10, 10, 100, 100)
    canvas.save()
    found = read_any(path)
    assert (found.title, found.text, found.pages) == ("scan", "", 1)
    assert "its pages are pictures" in str(found.note)


# -- pages and plain text


def test_a_markdown_page_gives_what_stands_above_it(tmp_path: Path) -> None:
    path = _text(
        tmp_path,
        "page.md",
        "---\ntitle: Add DAP\nexpirydate: 2024-06-14\ntopics: [analytics, ux]\n---\n# Heading\n\n"
        'Read **the** [guide](a.md "T") & `x = 1`, <b>bold</b> ![chart](c.png).\n\n| a | b |\n|---|---|\n| c | d |\n',
    )
    found = read_any(path)
    assert found.title == "Add DAP"
    assert found.matter["expirydate"] == ("2024-06-14",)
    assert found.matter["topics"] == ("analytics", "ux")
    assert [(link.target, link.words, link.number) for link in found.links] == [
        ("a.md", "guide", 0),
        ("c.png", "chart", 1),
    ]
    assert " ".join(found.text.split()) == "Heading Read the guide & x = 1, bold chart. a b c d"


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("Intro\n\n## The *first*\n\n# Second\n", "The first"),
        ("A title\n=======\n", "A title"),
        ("```\n# code\n```\n# Real\n", "Real"),
        ("<!--\n# gone\n-->\n# Real\n", "Real"),
        ("---\ntitle: ''\n---\n# Real\n", "Real"),
        ("no heading", "Моя страница"),
    ],
)
def test_the_title_of_a_page_is_its_first_heading_else_its_name(tmp_path: Path, content: str, title: str) -> None:
    assert read_any(_text(tmp_path, "Моя страница.md", content)).title == title


def test_a_web_page_gives_what_is_seen_and_no_script(tmp_path: Path) -> None:
    path = _text(
        tmp_path,
        "page.html",
        "<!DOCTYPE html><html><head><title>Play | Sales</title><style>p{}</style></head><body><h2>Menu</h2>"
        "<h1>The <b>big</b>\nplay</h1><p>Fish &amp; chips<br>next<p>b<b>ol</b>d<script>alert('x <p>')</script>"
        "<img alt='a chart' src=x><noscript>no</noscript><template>t</template></body></html>",
    )
    found = read_any(path)
    assert found.title == "The big play"
    assert found.text.splitlines() == ["Menu", "The big play", "Fish & chips", "next", "bold a chart"]


def test_links_of_a_page_keep_their_numbers_and_pictures_inside_it_are_none(tmp_path: Path) -> None:
    content = "<img src='data:image/png;base64,AAAA'><a href='a b.html#c'>One</a> <img src=x.png alt=chart>"
    found = read_any(_text(tmp_path, "page.html", content))
    assert [(link.target, link.number) for link in found.links] == [("a b.html#c", 1), ("x.png", 2)]
    found = read_any(_text(tmp_path, "page.md", "![a](data:image/png;base64,AA)\n\n[two][b]\n\n[b]: c.md\n"))
    assert [(link.target, link.words, link.number) for link in found.links] == [("c.md", "two", 1)]


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("<title> A \n B </title><h3>x</h3>", "A B"),
        ("<h3>x</h3>", "x"),
        ("<title></title><p>y", "page"),
        ("<svg><title>icon</title></svg><title>late</title>", "icon"),
    ],
)
def test_the_title_of_a_web_page(tmp_path: Path, content: str, title: str) -> None:
    assert read_any(_text(tmp_path, "page.htm", content)).title == title


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.md", "# Ответ на возражение\n\nЦена справедливая и понятная\n"),
        ("a.txt", "Ответ на возражение\n\nЦена справедливая и понятная\n"),
        ("a.html", "<h1>Ответ на возражение</h1>\n<p>Цена справедливая и понятная"),
        ("a.srt", "1\n00:00:01,000 --> 00:00:02,500\nОтвет на возражение\nЦена справедливая и понятная\n"),
    ],
)
def test_every_usual_encoding_is_read(tmp_path: Path, encoding: str, name: str, content: str) -> None:
    found = read_any(_text(tmp_path, name, content.encode(encoding)))
    assert found.note is None
    assert "Ответ на возражение" in found.text
    assert "Цена справедливая и понятная" in found.text


def test_a_web_page_is_read_in_the_encoding_it_declares(tmp_path: Path) -> None:
    content = '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r"><h1>Цена</h1>'.encode("koi8-r")
    assert read_any(_text(tmp_path, "a.html", content)).title == "Цена"
    wrong = '<meta charset="no-such"><h1>Цена</h1>'.encode()
    assert read_any(_text(tmp_path, "a.html", wrong)).title == "Цена"


def test_a_transcript_gives_its_words_and_how_long_it_is(tmp_path: Path) -> None:
    path = _text(
        tmp_path,
        "call.vtt",
        "WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\n<v Ann>How do you\ndecide?\n\n"
        "00:00:04.000 --> 00:01:05.500\n<v Bo>With finance.\n",
    )
    found = read_any(path)
    assert (found.title, found.seconds) == ("call", 65.5)
    assert found.text.splitlines() == ["Ann: How do you decide?", "Bo: With finance."]


@pytest.mark.parametrize(
    ("times", "seconds"),
    [
        (("00:00:01.000 --> 00:00:04.000", "00:50:00.000 --> 00:51:00.000"), 3_060),
        (("00:50:00.000 --> 00:51:00.000", "00:00:01.000 --> 00:00:04.000"), 3_060),
        (("00:00:01.000 --> 00:00:04.000", "100:41:00.000 --> 100:41:02.000"), None),
        (("00:00:01.000 --> 99:59:00.000",), None),
        (("10:00:01.000 --> 10:00:04.000", "10:00:04.000 --> 10:00:09.000"), None),
        (("00:00:00.000 --> 00:00:00.000",), None),
    ],
)
def test_a_transcript_lasts_no_longer_than_is_spoken_in_it(
    tmp_path: Path, times: tuple[str, ...], seconds: float | None
) -> None:
    cues = "\n\n".join(f"{each}\nAnd why is that?" for each in times)
    found = read_any(_text(tmp_path, "call.vtt", f"WEBVTT\n\n{cues}\n"))
    assert found.seconds == seconds
    assert found.text.count("And why is that?") == len(times)


def test_a_recording_is_known_by_its_name(tmp_path: Path) -> None:
    for name in ("Bite 1.mp3", "Bite 1.png"):
        found = read_any(_text(tmp_path, name, b"\xff\xfb\x90\x00" * 100))
        assert (found.title, found.text, found.note) == ("Bite 1", "", None)


def test_more_text_than_is_kept_is_cut_and_said(tmp_path: Path) -> None:
    for name in ("long.md", "long.txt", "long.html"):
        found = read_any(_text(tmp_path, name, f"{'words ' * 200}\n\n" * 900))
        assert LETTERS - 2_000 <= len(found.text) <= LETTERS
        assert "only its first" in str(found.note)


def test_more_than_can_be_read_is_said(tmp_path: Path) -> None:
    found = read_any(_text(tmp_path, "huge.txt", b"a" * (20 * 1024 * 1024 + 1)))
    assert str(found.note) == "huge.txt is larger than 20 MB; its text was not read."


# -- wrong endings


def test_files_are_told_by_what_is_in_them(tmp_path: Path) -> None:
    pdf = pdf_file(tmp_path / "deck.pptx")
    word = word_file(tmp_path / "guide.pdf")
    page = _text(tmp_path, "report.xlsx", "<html><body><table><tr><td>Cell</table>")
    deck = deck_file(tmp_path / "deck.md")
    for path, words, form in (
        (pdf, "Line 1 of page 1", "PDF"),
        (word, "Ask three", "Word"),
        (page, "Cell", "HTML"),
        (deck, "Proof", "PowerPoint"),
    ):
        found = read_any(path)
        assert words in found.text
        assert str(found.note) == f"{path.name} holds {form}, whatever its ending says."


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"hello", "is damaged, or no PDF file at all"),
        ("a.docx", b"hello", "is damaged, or no Word file at all"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + bytes(600), "old or password-protected"),
        ("a.doc", b"\xd0\xcf\x11\xe0" + bytes(600), "old or password-protected"),
        ("a.pptx", b"PK\x03\x04" + bytes(100), "is damaged"),
        ("a.zip", b"PK\x03\x04" + bytes(100), "is damaged"),
        ("a.exe", b"MZ" + bytes(100), "of a kind whose text cannot be read"),
        ("a.txt", bytes(range(32)) * 100, "holds no text"),
        ("a.md", bytes(range(32)) * 100, "holds no text"),
        ("a.html", bytes(range(32)) * 100, "holds no text"),
        ("a.vtt", bytes(range(32)) * 100, "holds no text"),
        ("a.md", b"", "a.md is empty."),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    found = read_any(_text(tmp_path, name, content))
    assert (found.title, found.text) == ("a", "")
    assert said in str(found.note)


def test_an_archive_inside_an_archive_is_never_opened(tmp_path: Path) -> None:
    inner = word_file(tmp_path / "inner.docx").read_bytes()
    found = read_any(archive_file(tmp_path / "all.zip", {"inner.docx": inner}))
    assert found.text == ""
    assert "of a kind whose text cannot be read" in str(found.note)


def test_a_text_without_an_ending_is_read(tmp_path: Path) -> None:
    found = read_any(_text(tmp_path, "README", "Read me first"))
    assert (found.title, found.text, found.note) == ("README", "Read me first", None)


def test_a_document_survives_the_way_between_processes(tmp_path: Path) -> None:
    for path in (deck_file(tmp_path / "deck.pptx"), _text(tmp_path, "a.exe", "MZ")):
        found = read_any(path)
        assert from_plain(to_plain(found)) == found
