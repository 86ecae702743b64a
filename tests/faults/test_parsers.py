"""Whatever a file holds that is imported: its plan can be told and stored whole, or it is refused with a sentence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.workspace import Workspace
from enable_desktop.errors import WorkspaceError
from enable_desktop.imports import report_lines
from enable_desktop.people import Group
from enable_desktop.transcript_import import Conversation
from enable_desktop.words import Words
from tests.db.content import complaints
from tests.faults.conftest import FULL
from tests.faults.report import TIMES, WHAT
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

TALK = Conversation(name="Anna Berg", group=Group.REP, on=date(2026, 3, 12))
SOURCES = {
    source.key: source
    for source in (CHARTER, STATEMENTS, EXPERTS, USAGE, catalogue_of({}), feedback_of(), transcript_of(TALK))
}
HEADERS = {
    "statements": "stakeholder,group,theme,severity,kind,quote,date",
    "experts": "name,department,topics,level",
    "usage": "content,date,who",
    "catalogue": "title,location,owner,stage,review_due",
    "feedback": "content,rating,comment,date,person",
}
STARTS = {
    "charter": "# Charter\n\n## Mission\n\nWords.\n\n| a | b |\n|---|---|\n",
    "transcript": "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v Anna>Words\n\n",
}
CELLS = st.one_of(
    st.sampled_from(NAUGHTY),
    st.sampled_from(
        ("rep", "leadership", "Ramp-up", "3", "5", "7", "-1", "2026-03-12", "12.03.2026", "2026-02-30", "Anna", "")
    ),
    st.text(max_size=20),
)


@st.composite
def tables(draw: st.DrawFn, header: str) -> bytes:
    """Rows that may be ragged, quoted by halves, in any encoding, below a header that may be another one."""
    names = header.split(",")
    rows = draw(st.lists(st.lists(CELLS, max_size=len(names) + 1), max_size=6))
    mark = draw(st.sampled_from((",", ";", "\t")))
    quote = draw(st.sampled_from(('"', "")))
    head = draw(st.sampled_from((header, header, header, header.upper(), names[0], "", f"{header},{names[0]}")))
    end = draw(st.sampled_from(("\n", "\r\n", "\r")))
    lines = [head.replace(",", mark), *(mark.join(f"{quote}{cell}{quote}" for cell in row) for row in rows)]
    encoding = draw(st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "cp1251", "latin-1")))
    return end.join(lines).encode(encoding, "replace")


def contents(key: str, ending: str) -> st.SearchStrategy[bytes]:
    """What a file of this kind may hold: what it should, what it nearly should, and anything."""
    if key in HEADERS and ending not in ("xlsx", "xlsm", "eml"):
        return st.one_of(tables(HEADERS[key]), tables(HEADERS[key]), st.binary(max_size=300))
    start = STARTS.get(key, "From: a@sample.example\nSubject: x\n\n" if ending == "eml" else "").encode()
    texts = st.lists(CELLS, max_size=8).map(lambda cells: start + "\n".join(cells).encode("utf-8", "replace"))
    zips = st.binary(max_size=200).map(lambda rest: b"PK\x03\x04" + rest)
    return st.one_of(texts, texts, zips if ending in ("xlsx", "xlsm", "docx") else texts, st.binary(max_size=300))


@pytest.mark.parametrize("key", sorted(SOURCES))
def test_any_file_is_imported_whole_or_refused_with_a_sentence(
    workspace: Workspace, tmp_path: Path, words: Words, request: pytest.FixtureRequest, key: str
) -> None:
    source: Source = SOURCES[key]
    tried = 0
    endings = source.endings if FULL else source.endings[:1]

    @settings(max_examples=(100 if FULL else 4), suppress_health_check=list(HealthCheck))
    @given(data=st.data())
    def check(data: st.DataObject) -> None:
        nonlocal tried
        tried += 1
        ending = data.draw(st.sampled_from(endings))
        path, listed = tmp_path / f"any.{ending}", tmp_path / f"rejected.{source.listed}"
        path.write_bytes(data.draw(contents(key, ending)))
        try:
            found = read(source, path)
            plan = source.plan(path.name, found, source.look(workspace, found), words)
            list(report_lines(plan, words))
            before = workspace.newest_step
            take_in(workspace, plan, words, listed)
        except WorkspaceError as fault:
            assert words.say(fault.sentence).endswith("."), fault
            return
        for each in plan.rejected:
            assert words.say(each.reason)
        if workspace.newest_step != before:
            workspace.undo()

    check()
    workspace.close()
    assert complaints(workspace.path) == []
    request.node.user_properties += [
        (WHAT, f"files of any content imported as {key}"), (TIMES, str(tried)),
    ]  # fmt: skip
