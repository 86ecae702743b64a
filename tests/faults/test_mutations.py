"""Good files with something changed in them: read as far as it goes, or refused with a sentence, in little time.

What is packed is changed inside as well: the parts of an office file, and the packed streams of a PDF.
"""

from __future__ import annotations

import base64
import io
import random
import re
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

import openpyxl
import pytest

from db.workspace import Workspace
from enable_desktop.errors import WorkspaceError
from enable_desktop.imports import report_lines
from enable_desktop.library.assets import Asset
from enable_desktop.people import Group, Person
from enable_desktop.readers.documents import SECONDS
from enable_desktop.readers.worker import Worker
from enable_desktop.transcript_import import Conversation
from enable_desktop.words import Words
from tests.db.content import complaints
from tests.enable_desktop.readers.files import deck_file, pdf_file, sheet_file, word_file
from tests.faults.conftest import FULL, Trials
from tests.naughty import NAUGHTY
from ui.imports import (
    CHARTER,
    EXPERTS,
    STATEMENTS,
    USAGE,
    Source,
    catalogue_of,
    feedback_of,
    read,
    take_in,
    transcript_of,
)

MOST: Final = 20.0
"""Seconds of work that one file may take."""
PIECES: Final = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"<", b"]]>", b"&a;", b"<!--", b"<![CDATA[", b"&#0;", b"&#xD800;",
    b"\xed\xa0\x80", b"999999999999999999999", b"-1", b"1e999", b"NaN", b'"', b"'", b"\r", b"\n\n", b",,,,", b"---\n",
    b"-->", b"00:99:99.999", b"endobj", b"stream\n", b"/Length -1", b"PK\x05\x06", b"=?utf-8?B?", b"| | |",
    b"\nContent-Type: multipart/mixed\n\n", "\u202e".encode(), "a\u0300".encode() * 50,
)  # fmt: skip


def changed(content: bytes, chance: random.Random) -> bytes:
    """A few bytes flipped, a piece cut out, doubled, moved, or something put in between."""
    data = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at, way = chance.randrange(len(data) + 1), chance.randrange(6)
        end = min(len(data), at + chance.choice((1, 4, 40, 400)))
        if way == 0 and at < len(data):
            data[at] ^= 1 << chance.randrange(8)
        elif way == 1:
            del data[at:end]
        elif way == 2:
            data[at:at] = data[at:end] * chance.choice((1, 2, 50))
        elif way == 3:
            piece = data[at:end]
            del data[at:end]
            there = chance.randrange(len(data) + 1)
            data[there:there] = piece
        elif way == 4:
            data[at:at] = chance.choice(PIECES)
        else:
            data[at:end] = chance.choice(NAUGHTY).encode("utf-8", "replace")
    return bytes(data)


def changed_inside(content: bytes, chance: random.Random) -> bytes:
    """One part of an archive changed, left out, doubled or called otherwise; a good archive all the same."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [(each.filename, archive.read(each)) for each in archive.infolist()]
    # Most of an office file is its looks; what is read of it is more worth trying.
    read_of = [
        at for at, (name, _) in enumerate(parts) if re.search(r"document|slide\d|sheet|shared|workbook|rels", name)
    ]
    at = chance.choice(read_of or range(len(parts)))
    name, part = parts[at]
    way = chance.randrange(8)
    if way == 0:
        del parts[at]
    elif way == 1:
        parts[at] = (chance.choice(("../x.xml", "x", name.upper(), "x" * 300)), part)
    elif way == 2:
        other = chance.choice(parts)[1]
        parts[at] = (name, other)
    else:
        parts[at] = (name, changed_marks(part, chance) if way > 4 else changed(part, chance))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for called, held in parts:
            archive.writestr(called, held)
    return out.getvalue()


def changed_marks(part: bytes, chance: random.Random) -> bytes:
    """Tags left out, doubled, nested deeply, or with another value: often still good XML."""
    tags = list(re.finditer(rb"<[^<>]+>", part))
    if not tags:
        return part
    tag = chance.choice(tags)
    values = list(re.finditer(rb'"[^"]*"', part))
    way = chance.randrange(4)
    if way == 0 and values:
        value = chance.choice(values)
        text = chance.choice(("", "-1", "99999999999", "A1:XFD1048576", "rId99", "file:///etc/passwd", "\u202e"))
        return part[: value.start()] + f'"{text}"'.encode() + part[value.end() :]
    if way == 1:
        return part[: tag.start()] + part[tag.end() :]
    end = min(len(part), tag.start() + chance.choice((10, 200, 2_000)))
    if way == 2:
        return part[: tag.start()] + part[tag.start() : end] * chance.choice((2, 30)) + part[tag.start() :]
    return part[: tag.start()] + b"<a>" * 3_000 + b"</a>" * 3_000 + part[tag.start() :]


def changed_streams(content: bytes, chance: random.Random) -> bytes:
    """What stands in a packed stream of a PDF changed, and packed again."""
    stream = chance.choice(list(re.finditer(rb"stream\r?\n(.*?)\r?\n?endstream", content, re.DOTALL)))
    held = stream[1].strip()
    in_letters = held.endswith(b"~>")
    try:
        inside = zlib.decompress(base64.a85decode(held[:-2]) if in_letters else stream[1])
    except (zlib.error, ValueError):
        return changed(content, chance)
    again = zlib.compress(changed(inside, chance))
    packed = base64.a85encode(again) + b"~>" if in_letters else again
    return content[: stream.start(1)] + packed + content[stream.end(1) :]


def any_change(ending: str, content: bytes, chance: random.Random) -> bytes:
    if ending in (".docx", ".pptx", ".xlsx") and chance.random() < 0.7:
        return changed_inside(content, chance)
    if ending == ".pdf" and chance.random() < 0.3:
        return changed_streams(content, chance)
    return changed(content, chance)


TEXTS: Final = {
    ".md": """---
title: A play
tags: [one, two]
reviewed: 2026-03-12
---
# A play

[deck](../decks/a.pptx) | a | b |
|---|---|
| 1 | 2 |

- [ ] one
  - two

```
code
```

> said[^1]

[^1]: where
""",
    ".html": """<!doctype html><html lang=en><head><title>A play</title><meta charset=utf-8><style>p{}</style></head>
<body><h1>A play</h1><p>Some <a href='a.html#x'>words</a> &amp; <b>more</b><table><tr><td>1<td>2</table>
<script>let a = '<p>';</script><img src=a.png alt=x></body></html>
""",
    ".vtt": """WEBVTT - Call

NOTE of nothing

1
00:00:01.000 --> 00:00:04.000 align:start
<v Anna Berg>Hello <i>there</i>

00:00:05.000 --> 00:00:07.500
<v Otto>Yes
""",
    ".srt": """1
00:00:01,000 --> 00:00:04,000
Anna Berg: Hello

2
00:00:05,000 --> 00:00:07,500
Otto: Yes
""",
    ".csv": """title,location
"A, b",https://sample.example/a
"c ""d\""",x
""",
    ".txt": "Anna Berg (00:01)\nHello there\n\nOtto (00:05)\nYes\n",
}


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as one:
        yield one


MAKERS: Final[Mapping[str, Callable[[Path], Path]]] = {
    ".docx": word_file, ".pptx": deck_file, ".xlsx": sheet_file, ".pdf": pdf_file,
}  # fmt: skip


@pytest.mark.parametrize("ending", [*MAKERS, *TEXTS])
def test_a_document_with_something_changed_in_it_is_read_or_said_to_be_damaged(
    tmp_path: Path, worker: Worker, trials: Trials, ending: str
) -> None:
    path = tmp_path / f"whole{ending}"
    content = MAKERS[ending](path).read_bytes() if ending in MAKERS else TEXTS[ending].encode()
    for number in trials(f"documents ({ending}) with something changed in them", few=1, many=150):
        path.write_bytes(any_change(ending, content, trials.chance))
        begun = time.monotonic()
        reply = worker.ask({"document": str(path), "seconds": SECONDS}, SECONDS)
        assert "document" in reply or reply["broken"] == "file", (number, reply)
        assert time.monotonic() - begun < SECONDS + 5, number


# -- what is imported


TABLES: Final = {
    "statements": """stakeholder,group,theme,severity,kind,quote,date
Anna Berg,rep,Ramp-up,3,,said,2026-03-12
Otto Hahn,leadership,Content,5,,"of two
lines",12.03.2026
""",
    "experts": "name,department,topics,level\nAnna Berg,Sales,Discovery; Objections,3\nOtto Hahn,,Pricing,expert\n",
    "usage": "content,date,who\nBattlecard,2026-03-12,Anna Berg\nGuide,2026-03-13,Otto\n",
    "catalogue": """title,location,owner,stage,review_due
Battlecard,https://sample.example/a,Anna Berg,Discovery,2026-12-01
Guide,a/guide.md,,,
""",
    "feedback": """content,rating,comment,date,person
Battlecard,4,Good,2026-03-12,Anna Berg
Guide,2,"No, not yet",,
""",
}
MAIL: Final = (
    b'From: "Anna Berg" <anna@sample.example>\nTo: me@sample.example\nSubject: =?utf-8?q?Re=3A_Battlecard?=\n'
    b"Date: Tue, 10 Mar 2026 09:30:00 +0100\nMIME-Version: 1.0\n"
    b'Content-Type: multipart/alternative; boundary="x"\n\n--x\nContent-Type: text/plain; charset=utf-8\n'
    b"Content-Transfer-Encoding: quoted-printable\n\nHow useful was it, 1 to 5? 4\nGood =E2=80=94 really\n--x\n"
    b"Content-Type: text/html; charset=koi8-r\n\n<p>4</p>\n--x--\n"
)
CHARTER_PAGE: Final = """# Sales enablement charter

## Mission

We *help*.

## Objectives

| Objective | Due |
|---|---|
| Ramp-up | 2026-12-01 |

## Stakeholders

- Anna Berg, CRO

## Something else

Words[^1]

[^1]: a note
"""
TALK: Final = Conversation(name="Anna Berg", group=Group.REP, on=date(2026, 3, 12))


def sheet_of(table: str, path: Path) -> bytes:
    book = openpyxl.Workbook()
    for line in table.splitlines():
        book.active.append(line.split(","))
    book.save(path)
    return path.read_bytes()


def imported(folder: Path) -> Iterator[tuple[Source, str, bytes]]:
    """Each kind of import with a good file of each form it takes."""
    tables = {each.key: each for each in (STATEMENTS, EXPERTS, USAGE, catalogue_of({}), feedback_of())}
    for key, source in tables.items():
        yield source, ".csv", TABLES[key].encode()
        if "xlsx" in source.endings:
            yield source, ".xlsx", sheet_of(TABLES[key], folder / "made.xlsx")
    yield feedback_of(), ".eml", MAIL
    yield CHARTER, ".md", CHARTER_PAGE.encode()
    yield CHARTER, ".docx", word_file(folder / "made.docx", "Mission").read_bytes()
    for ending in (".vtt", ".srt", ".txt", ".md"):
        yield transcript_of(TALK), ending, TEXTS[ending].encode()


FORMS: Final = (
    "statements.csv", "experts.csv", "experts.xlsx", "usage.csv", "usage.xlsx", "catalogue.csv", "catalogue.xlsx",
    "feedback.csv", "feedback.xlsx", "feedback.eml", "charter.md", "charter.docx", "transcript.vtt", "transcript.srt",
    "transcript.txt", "transcript.md",
)  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_a_file_with_something_changed_in_it_is_imported_whole_or_refused_with_a_sentence(
    workspace: Workspace, tmp_path: Path, words: Words, trials: Trials, form: str
) -> None:
    forms = {f"{source.key}{ending}": (source, ending, content) for source, ending, content in imported(tmp_path)}
    source, ending, content = forms[form]
    for title in ("Battlecard", "Guide"):
        workspace.add(Asset, title=title)
    workspace.add(Person, name="Anna Berg")
    path, listed = tmp_path / f"any{ending}", tmp_path / f"rejected.{source.listed}"
    # A file of Office is read by a child of its own, which takes a while to start.
    few, many = (0, 40) if ending in MAKERS else (1, 150)
    whole = 0
    for number in trials(f"{form} with something changed in it imported", few=few, many=many):
        path.write_bytes(any_change(ending, content, trials.chance))
        begun, before = time.process_time(), workspace.newest_step
        try:
            found = read(source, path)
            plan = source.plan(path.name, found, source.look(workspace, found), words)
            list(report_lines(plan, words))
            take_in(workspace, plan, words, listed)
            whole += 1
        except WorkspaceError as fault:
            assert words.say(fault.sentence).endswith("."), (number, fault)
        except Exception as error:
            error.add_note(f"file {number}")
            raise
        assert time.process_time() - begun < MOST, number
        if workspace.newest_step != before:
            workspace.undo()
    assert whole or not FULL
    workspace.close()
    assert complaints(workspace.path) == []
