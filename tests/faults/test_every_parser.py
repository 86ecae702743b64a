"""Every parser of ours, given anything: it says what that means, or refuses it with a sentence; it never fails.

What came of it is looked at in each parser's own tests; this table is here so that none is left out.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enable_desktop.appointments import mail_in
from enable_desktop.charter import cells, content, mission
from enable_desktop.errors import WorkspaceError
from enable_desktop.fields import fields_of
from enable_desktop.formulas import neutral, restored
from enable_desktop.interviews import time_in
from enable_desktop.kinds import KINDS
from enable_desktop.library import catalogue_rows, html_links, link_places, link_shapes, passages, places, query
from enable_desktop.links import chips_in, without_chips
from enable_desktop.readers import catalogue as catalogues
from enable_desktop.readers import charter as charters
from enable_desktop.readers import (
    csv_tables,
    experts,
    feedback,
    front_matter,
    markdown,
    pages,
    recordings,
    sheets,
    statements,
    text,
    titles,
    transcripts,
    usage,
    word,
)
from enable_desktop.typed import read_day, read_money, read_number, read_whole
from enable_desktop.words import Words
from resources.words import translations
from tests.faults.conftest import FULL
from tests.faults.report import TIMES, WHAT
from tests.naughty import NAUGHTY
from ui.cli import run
from ui.cli.program import program

ROOT: Final = Path(__file__).resolve().parent.parent.parent
TODAY: Final = date(2026, 11, 24)
ENGLISH: Final = Words("en", translations("en"))
REFUSED: Final = (WorkspaceError, cells.Unclear)
"""How a parser says that it cannot read something."""

# -- texts


def _values(written: str) -> None:
    """A cell of a table of the charter, as the value of every field there is."""
    for kind in KINDS.values():
        for field in fields_of(kind.record):
            try:
                cells.value_of(written, field, languages=(ENGLISH,), currency="EUR")
            except cells.Unclear:
                continue


def _kept_charter(written: str) -> None:
    """What stands in a version may have been written by another hand."""
    try:
        content.from_json(written)
    except (ValueError, KeyError, TypeError, AttributeError):
        return


OF_TEXT: Final[Mapping[str, Callable[[str], object]]] = {
    "typed:read_day": lambda written: read_day(written, TODAY),
    "typed:read_number": lambda written: (read_number(written), read_number(written, "ru")),
    "typed:read_whole": lambda written: (read_whole(written), read_whole(written, "ru")),
    "typed:read_money": lambda written: (read_money(written, "EUR"), read_money(written, "JPY", "ru")),
    "interviews:time_in": time_in,
    "appointments:mail_in": mail_in,
    "charter.cells:value_of": _values,
    "charter.cells:day_of": lambda written: cells.day_of(written),
    "charter.cells:number_of": cells.number_of,
    "charter.cells:money_of": lambda written: cells.money_of(written, "EUR"),
    "charter.content:from_json": _kept_charter,
    "charter.mission:sentences": mission.sentences,
    "charter.mission:count": mission.count,
    "formulas:neutral": lambda written: restored(neutral(written)),
    "formulas:restored": restored,
    "library.query:parse": query.parse,
    "library.query:is_asked": query.is_asked,
    "library.query:pieces": lambda written: list(query.pieces(written)),
    "library.catalogue_rows:day_in": lambda written: catalogue_rows.day_in(written, TODAY),
    "library.catalogue_rows:values_in": lambda written: catalogue_rows.values_in(written, "topic"),
    "library.html_links:tags_of_html": lambda written: list(html_links.tags_of_html(written)),
    "library.html_links:links_of_html": lambda written: html_links.links_of_html(written, 0, len(written)),
    "library.link_places:links_in_markdown": link_places.links_in_markdown,
    "library.link_places:links_in_html": link_places.links_in_html,
    "library.link_shapes:without_entities": link_shapes.without_entities,
    "library.link_shapes:without_escapes": link_shapes.without_escapes,
    "library.passages:passages_of": passages.passages_of,
    "library.places:is_web": places.is_web,
    "library.places:title_of": places.title_of,
    "library.places:is_absolute": places.is_absolute,
    "links:chips_in": chips_in,
    "links:without_chips": without_chips,
    "readers.front_matter:front_matter": front_matter.front_matter,
    "readers.markdown:read_markdown": markdown.read_markdown,
    "readers.markdown:cells_of": markdown.cells_of,
    "readers.pages:readable": pages.readable,
    "readers.titles:one_title": titles.one_title,
    "readers.titles:own_title": titles.own_title,
}
PIECES: Final = st.one_of(
    st.sampled_from(NAUGHTY),
    st.sampled_from((
        "12.03.2026", "2026-02-30", "3/4/2026", "99999-01-01", "0000-00-00", "Q3 2026", "tomorrow", "31 февраля",
        "-1e999", "1e400", "nan", "٣٤", "¹²³", "९", "1_000", "1.000,5", "12 345", "$5", "EUR 1e30",
        "99999999999999999999999 h", "8:30", "99:99", "24:00", "title:", 'kind:"a b', "-", "a@b.c", "a@b@c",
        "---\nx: [1\n---\n", "+++\nx = 1\n+++\n", "---\n? !!python/object:x\n---\n", "---\na: &a [*a]\n---\n",
        "[[people:1|x]]", "[[people:9999999999999999999999|x]]", "[a](", "![](<", "<a href='x", "&#x110000;",
        "&#99999999999;", "%zz", "|---|\n", "WEBVTT\n\n", "00:00:01.000 --> x", "\ufeff", "\x00", "\r", "{", "null",
        "1\n00:00:01,000 --> 00:00:02,000\nA: b\n", '{"lines": {"people": [{"id": "x"}]}}',
    )),
    st.text(max_size=12),
    st.from_regex(r"[0-9.,:/\- ]{0,14}", fullmatch=True),
)  # fmt: skip
TEXTS: Final = st.lists(PIECES, max_size=5).flatmap(
    lambda pieces: st.sampled_from(("", " ", "\n", ":", ",")).map(lambda between: between.join(pieces))
)


def _examples(few: int, many: int) -> settings:
    return settings(max_examples=many if FULL else few, suppress_health_check=list(HealthCheck), deadline=None)


@pytest.mark.parametrize("name", OF_TEXT)
def test_any_text_is_read_or_refused(name: str, request: pytest.FixtureRequest) -> None:
    tried = 0

    @_examples(8, 300)
    @given(written=TEXTS)
    def check(written: str) -> None:
        nonlocal tried
        tried += 1
        try:
            OF_TEXT[name](written)
        except REFUSED:
            return

    check()
    request.node.user_properties += [(WHAT, f"texts of any kind read by {name}"), (TIMES, str(tried))]


# -- bytes and files


def _all_rows(open_it: Callable[[Path], Any]) -> Callable[[Path], object]:  # Any: tables and sheets alike.
    return lambda path: list(getattr(open_it(path), "rows", ()))


def _table(path: Path) -> object:
    names = {"title": ("title", "name"), "owner": ("owner",)}
    return csv_tables.open_table(path, names, (("title",),))


def _sheet(path: Path) -> object:
    return sheets.open_sheet(path, {"title": ("title", "name")}, (("title",),))


OF_FILES: Final[Mapping[str, tuple[tuple[str, ...], Callable[[Path], object]]]] = {
    "catalogue:open_catalogue": (("csv", "xlsx"), _all_rows(lambda path: catalogues.open_catalogue(path, {}, {}))),
    "charter:read_charter": (("md", "txt"), charters.read_charter),
    "csv_tables:open_table": (("csv",), _table),
    "experts:open_experts": (("csv", "xlsx"), _all_rows(experts.open_experts)),
    "feedback:open_feedback": (("csv", "xlsx"), _all_rows(feedback.open_feedback)),
    "feedback:read_mail": (("eml",), feedback.read_mail),
    "pages:read_markdown_page": (("md",), pages.read_markdown_page),
    "pages:read_html": (("html",), pages.read_html),
    "recordings:seconds_of": (("mp3", "mp4", "wav", "ogg", "flac"), recordings.seconds_of),
    "sheets:is_sheet": (("xlsx", "csv"), sheets.is_sheet),
    "sheets:open_sheet": (("xlsx",), _sheet),
    "statements:open_statements": (("csv",), _all_rows(statements.open_statements)),
    "text:encoding_of": (("csv",), text.encoding_of),
    "transcripts:read_transcript": (("vtt", "srt", "txt"), transcripts.read_transcript),
    "usage:open_usage": (("csv",), _all_rows(usage.open_usage)),
    "word:read_word": (("docx",), word.read_word),
    "pages:markup": (("html",), lambda path: pages.markup(path.read_bytes(), path.name)),
    "pages:codec_of_markup": (("html",), lambda path: pages.codec_of_markup(path.read_bytes())),
    "text:decoded": (("txt",), lambda path: text.decoded(path.read_bytes(), path.name)),
    "text:codec_of": (("txt",), lambda path: text.codec_of(path.read_bytes())),
}
STARTS: Final = (
    b"", b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 18, b"%PDF-1.7\n", b"RIFF\x24\x00\x00\x00WAVEfmt ", b"ID3\x04\x00\x00",
    b"\xff\xfb\x90\x00", b"OggS\x00\x02", b"fLaC\x00\x00\x00\x22", b"\x00\x00\x00\x18ftypmp42", b"\xff\xfe",
    b"\xfe\xff", b"\xef\xbb\xbf", b"title,owner\n", b"title;owner\n\"",
    b"stakeholder,group,theme,severity,kind,quote,date\n",
    b"name,topic,level\n", b"content,date,uses\n", b"From: a@b.example\nContent-Type: text/html; charset=x\n\n",
    b"Content-Type: multipart/mixed; boundary=b\n\n--b\n", b"WEBVTT\n\n", b"1\n00:00:01,000 --> 00:00:02,000\n",
    b"<!doctype html><meta charset='", b"<html><body><a href='", b"---\ntitle: ", b"# Charter\n\n## Mission\n\n",
)  # fmt: skip
ENCODINGS: Final = ("utf-8", "utf-16", "cp1251", "latin-1")
CONTENTS: Final = st.tuples(
    st.sampled_from(STARTS),
    st.one_of(
        st.binary(max_size=200),
        st.tuples(TEXTS, st.sampled_from(ENCODINGS)).map(lambda both: both[0].encode(both[1], "replace")),
    ),
).map(b"".join)


@pytest.mark.parametrize("name", OF_FILES)
def test_any_file_is_read_or_refused_with_a_sentence(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    endings, read = OF_FILES[name]
    tried = 0

    @_examples(1 if endings == ("xlsx",) else 4, 100)
    @given(ending=st.sampled_from(endings if FULL else endings[:1]), data=CONTENTS)
    def check(ending: str, data: bytes) -> None:
        nonlocal tried
        tried += 1
        path = tmp_path / f"any.{ending}"
        path.write_bytes(data)
        try:
            read(path)
        except WorkspaceError as fault:
            assert ENGLISH.say(fault.sentence).endswith("."), fault

    check()
    request.node.user_properties += [(WHAT, f"files of any kind read by {name}"), (TIMES, str(tried))]


# -- what is typed on the command line

LINES: Final = st.lists(
    st.one_of(
        st.sampled_from(
            ("-o", "--json", "--", "-h", "--interview", "--date", "--filter", "a=b", "x.enable", "1", "next")
        ),
        PIECES.map(lambda piece: piece.replace("/", "").replace("\\", "")),
    ),
    max_size=5,
)


@pytest.mark.parametrize("command", sorted(program.list_commands(None)))  # type: ignore[arg-type]
def test_anything_behind_a_command_is_done_or_refused(
    command: str, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    @_examples(2, 40)
    @given(said=LINES)
    def check(said: list[str]) -> None:
        assert run([command, *said]) in (0, 1, 2, 3)
        assert "Traceback" not in capfd.readouterr().err

    check()


# -- none is left out

READ_NOTHING: Final = {
    "any_file:damaged", "any_file:read_any", "any_file:shown_name", "archive:look_into", "bounds:content_of",
    "csv_tables:matched", "documents:read_document", "office:read_document_of_word", "office:read_sheets",
    "office:read_slides", "pdf:read_pdf", "recordings:transcript_beside", "sheets:rows_of_sheet",
    "similar:similar_files", "worker:read_apart",
}  # fmt: skip
"""What is given a path or a text and takes nothing apart, does so through one of the others, or reads hostile files
behind a process of its own, as tests/enable_desktop/readers/test_documents.py tries it.
"""


def _public(module: str, of: Iterable[str]) -> set[str]:
    """The functions of a module whose first parameter is one of these."""
    tree = ast.parse((ROOT / "enable_desktop" / f"{module.replace('.', '/')}.py").read_text("utf-8"))
    return {
        f"{module}:{each.name}"
        for each in tree.body
        if isinstance(each, ast.FunctionDef) and each.name[0] != "_" and each.args.args
        if f"{each.args.args[0].arg}: {ast.unparse(each.args.args[0].annotation or ast.Name('x'))}" in of
    }


def test_every_parser_stands_in_the_table() -> None:
    readers = sorted(path.stem for path in (ROOT / "enable_desktop" / "readers").glob("*.py"))
    found: set[str] = set()
    for reader in readers:
        taken = ("path: Path", "content: bytes", "text: str", "markdown: str", "text: object", "line: str")
        found |= {each.removeprefix("readers.") for each in _public(f"readers.{reader}", taken)}
    named = {each.removeprefix("readers.") for each in OF_TEXT if each.startswith("readers.")} | OF_FILES.keys()
    assert found - named == READ_NOTHING
    for module in sorted({each.partition(":")[0] for each in OF_TEXT} - {f"readers.{each}" for each in readers}):
        taken = ("text: str", "written: str", "markdown: str", "reach: str", "location: str", "path: str")
        told = _public(module, taken) - OF_TEXT.keys()
        assert told <= ALSO_THERE, told


ALSO_THERE: Final = {
    "charter.content:with_currency", "library.html_links:links_of_tag", "library.html_links:close_anchor",
    "library.link_shapes:words_of_markdown", "library.link_shapes:words_of_html", "library.places:place_in",
    "library.places:below",
}  # fmt: skip
"""Parts of those in the table, which are given what these have found."""
