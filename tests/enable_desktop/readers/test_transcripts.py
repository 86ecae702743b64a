"""Transcripts in every form: nothing that was said is lost, and what is odd is told with its line."""

from __future__ import annotations

import codecs
import tracemalloc
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enable_desktop.errors import WorkspaceError
from enable_desktop.readers.bounds import MEGABYTE
from enable_desktop.readers.transcripts import LIMIT, read_transcript
from enable_desktop.transcripts import Cue, Transcript

SAMPLES: Final = Path(__file__).resolve().parents[4] / "shared" / "samples" / "calls"

VTT: Final = """WEBVTT - a title
Kind: captions

NOTE
made by a program

STYLE
::cue { color: red }

intro
00:01.000 --> 00:02.500 align:start
<v Ann Lee>We <i>cannot</i> find it &amp; give up</v>

2
01:00:03.000 --> 01:00:04.000
<v.loud Bob Ray>It is old.
Really old.<v Ann Lee>Yes.

NOTE one more

01:00:05.000 --> 01:00:06.000
Nobody said this.
"""
SRT: Final = """1
00:00:01,000 --> 00:00:02,500
{\\an8}<font color="red">Ann Lee: We cannot find it</font>

2
00:00:03,000 --> 00:00:04,000
Ann Lee: In the year

1984
3
00:00:05,000 --> 00:00:06,000
Bob Ray: Yes: that year.
"""


def read(folder: Path, text: str | bytes, name: str = "call.vtt", encoding: str = "utf-8") -> Transcript:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return read_transcript(path)


def problems(transcript: Transcript) -> list[str]:
    return [str(each) for each in transcript.problems]


def test_webvtt_is_read_with_its_voices(tmp_path: Path) -> None:
    found = read(tmp_path, VTT)
    assert found.cues == (
        Cue("Ann Lee", "We cannot find it & give up", 1_000, 2_500),
        Cue("Bob Ray", "It is old. Really old.", 3_603_000, 3_604_000),
        Cue("Ann Lee", "Yes.", 3_603_000, 3_604_000),
        Cue("", "Nobody said this.", 3_605_000, 3_606_000),
    )
    assert found.speakers == ("Ann Lee", "Bob Ray")
    assert found.media_type == "text/vtt"
    assert problems(found) == []


def test_subrip_is_read_with_the_names_before_a_colon(tmp_path: Path) -> None:
    found = read(tmp_path, SRT, "call.srt")
    assert [(cue.speaker, cue.text, cue.start) for cue in found.cues] == [
        ("Ann Lee", "We cannot find it", 1_000),
        ("Ann Lee", "In the year 1984", 3_000),
        ("Bob Ray", "Yes: that year.", 5_000),
    ]
    assert problems(found) == ["call.srt, line 6: words that belong to no cue were kept with the one above."]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize(
    ("encoding", "said"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("utf-16-be", "UTF-16"),
     ("cp1251", "Windows-1251")],
)  # fmt: skip
@pytest.mark.parametrize(("name", "text"), [("a.vtt", VTT), ("a.srt", SRT)])
def test_every_encoding_and_line_end_gives_the_same(
    tmp_path: Path, end: str, encoding: str, said: str, name: str, text: str
) -> None:
    text = text.replace("Ann Lee", "Анна Ёлкина").replace("Bob Ray", "Борис Рай").replace("year", "год эпохи")
    plain = read(tmp_path, text, name)
    found = read(tmp_path, text.replace("\n", end), name, encoding)
    assert (found.cues, found.encoding) == (plain.cues, said)
    assert "Анна Ёлкина" in found.speakers


def test_plain_text_is_read_in_the_forms_that_programs_write(tmp_path: Path) -> None:
    text = (
        "A talk\n\nAnn Lee: We cannot\nfind it.\n\nMore of it.\n[00:05:31] Bob Ray: Yes.\n1:02:03 Ann Lee: No.\n"
        "See http://example.org: it helps.\n"
    )
    assert [(cue.speaker, cue.text, cue.start) for cue in read(tmp_path, text, "call.txt").cues] == [
        ("", "A talk", None),
        ("Ann Lee", "We cannot find it.", None),
        ("Ann Lee", "More of it.", None),
        ("Bob Ray", "Yes.", 331_000),
        ("Ann Lee", "No. See http://example.org: it helps.", 3_723_000),
    ]
    headed = read(tmp_path, "Ann Lee  0:05\nWe cannot find it.\nNever.\n\nBob Ray  1:00:05\nYes.\n", "call.txt")
    assert [(cue.speaker, cue.text, cue.start) for cue in headed.cues] == [
        ("Ann Lee", "We cannot find it. Never.", 5_000),
        ("Bob Ray", "Yes.", 3_605_000),
    ]


def test_markdown_stays_as_it_is(tmp_path: Path) -> None:
    text = "# A talk\n\n**Ann Lee:** We *cannot* find it.\n\n- one\n- two\n"
    assert read(tmp_path, text, "call.md").notes() == text.strip()


def test_speakers_in_markdown_are_called_otherwise_and_all_else_stays(tmp_path: Path) -> None:
    text = (
        "# Ann and Bob\n\n[0:05] **Ann (Acme):** Ann: is *that* me?\n\n**Bob**: No, Ann.\n\n- Bob: yes\n\n"
        "Bob: Ann is right: it is.\n\n**Ann (Acme):** Never.\n\nBob is right: we guess."
    )
    found = read(tmp_path, text, "call.md")
    assert found.speakers == ("Ann (Acme)", "Bob")
    assert found.notes({"Ann (Acme)": "Anna Lee", "Bob": "Bob Ray"}) == (
        "# Ann and Bob\n\n[0:05] **Anna Lee:** Ann: is *that* me?\n\n**Bob Ray**: No, Ann.\n\n- Bob Ray: yes\n\n"
        "Bob Ray: Ann is right: it is.\n\n**Anna Lee:** Never.\n\nBob is right: we guess."
    )


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("Ann Lee (Product): words", "Ann Lee (Product)"),
        ("Анна Ли | Продажи: слова", "Анна Ли | Продажи"),
        ("Jean-Luc O'Hara: words", "Jean-Luc O'Hara"),
        ("So here is the thing: words", ""),
        ("Is that so? Yes: words", ""),
        ("Note: words", ""),
        ("http://example.org", ""),
        ("12:30: words", ""),
    ],
)
def test_only_a_name_before_a_colon_is_a_speaker(tmp_path: Path, line: str, speaker: str) -> None:
    (cue,) = read(tmp_path, f"WEBVTT\n\n00:01.000 --> 00:02.000\n{line}\n").cues
    assert cue.speaker == speaker
    assert cue.text.endswith(("words", "слова", "example.org"))


def test_a_short_name_is_one_where_it_is_met_again_or_every_cue_has_one(tmp_path: Path) -> None:
    cues = [f"00:0{number}.000 --> 00:0{number}.500\n{words}\n" for number, words in enumerate(
        ("stokes: a", "stokes: b", "Ann Lee: c", "Trent: d")
    )]  # fmt: skip
    assert read(tmp_path, "WEBVTT\n\n" + "\n".join(cues)).speakers == ("stokes", "Ann Lee", "Trent")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("00:01.000 --> 00:02.000\nwords\n", "does not begin with WEBVTT; it was read all the same"),
        ("WEBVTT\n\n00:05.000 --> 00:06.000\na\n\n00:01.000 --> 00:02.000\nb\n", "line 6: a cue begins before the one"),
        ("WEBVTT\n\n00:05.000 --> 00:01.000\na\n", "line 3: a cue ends before it begins"),
        ("WEBVTT\n\n00:01.000 --> 00:09.000\na\n\n00:02.000 --> 00:03.000\nb\n", "above it has ended"),
        (f"WEBVTT\n\n00:01.000 --> 00:02.000\n{'a b ' * 3_000}\n", "line 3: a cue of more than 10000 letters"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\na\n\n00:xx --> 00:05.000\nb\n", "line 6: these are no times of a cue"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n\n00:03.000 --> 00:04.000\nb\n", "line 3: a cue without words"),
        ("WEBVTT\n\n\nno times at all\n", "line 4: words that belong to no cue"),
        ("no times at all\n", "call.vtt holds no times; it was read as plain text"),
        ("1\n00:00:01,000 --> 00:00:02,000\na\n", "call.vtt holds SubRip, whatever its ending says"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\na\x00b\n", "call.vtt holds zero bytes"),
        ("", "call.vtt is empty"),
        ("WEBVTT\n", "call.vtt holds no words"),
        (" \n\r\n", "call.vtt is empty"),
        (b"PK\x03\x04" + bytes(100), "call.vtt is an office file or an archive"),
        (bytes(range(32)) * 100, "call.vtt holds no text"),
    ],
)  # fmt: skip
def test_what_is_odd_is_said_with_file_and_line(tmp_path: Path, text: str | bytes, said: str) -> None:
    try:
        found = problems(read(tmp_path, text))
    except WorkspaceError as refused:
        found = [str(refused)]
    assert any(said in each for each in found)
    assert all(each.startswith("call.vtt") for each in found)


def test_the_same_oddity_is_said_once_with_its_count(tmp_path: Path) -> None:
    text = "WEBVTT\n\n" + "00:09.000 --> 00:01.000\na\n\n" * 500
    (said,) = problems(read(tmp_path, text))
    assert said == "call.vtt, line 3: a cue ends before it begins; its words were kept. (500 such places)"


def test_a_broken_byte_does_not_turn_utf_8_into_something_else(tmp_path: Path) -> None:
    found = read(tmp_path, b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + "Слова о деле ".encode() * 9 + b"\xff\n")
    assert found.encoding == "UTF-8"
    assert found.cues[0].text.startswith("Слова о деле")
    assert problems(found) == ["call.vtt holds bytes that are no UTF-8; each was replaced by �."]
    marked = read(tmp_path, codecs.BOM_UTF8 + VTT.encode())
    assert marked.cues == read(tmp_path, VTT).cues


@given(st.lists(st.sampled_from(
    ["WEBVTT", "", "", "1", "00:01.000 --> 00:02.000", "00:00:03,000-->00:00:02,000", "00:99 --> x", "NOTE",
     "Ann Lee: word", "<v Bob>word", "word", "word --> word", "<i>word</i> &lt;"]
), max_size=14), st.sampled_from(["a.vtt", "a.srt", "a.txt"]))  # fmt: skip
def test_no_word_is_lost_in_any_order_of_lines(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], name: str
) -> None:
    text = "\n".join(lines)
    spoken = text if not text.startswith("WEBVTT") else text.partition("\n\n")[2]
    if "NOTE" in lines or "word" not in spoken:
        return
    try:
        found = read(tmp_path_factory.mktemp("calls"), text, name)
    except WorkspaceError:
        # Above the times a single line is what the first cue is called.
        assert spoken.count("word") <= 2
        return
    said = sum(cue.text.count("word") for cue in found.cues)
    called = sum(
        before.count("word")
        for above, before, line in zip(["", *lines], lines, lines[1:], strict=False)
        if "-->" in line and "-->" not in before and not above.strip()
    )
    assert said >= text.count("word") - called - (text.count("word") - spoken.count("word"))


def test_a_cue_after_a_long_time_or_from_another_speaker_is_a_paragraph_of_its_own(tmp_path: Path) -> None:
    cue = "00:{}.000 --> 00:{}.900\n{}\n"
    parts = ((1, "Ann Lee: One."), (2, "Ann Lee: Two."), (3, "Bob Ray: Three."))
    lines = "\n".join(cue.format(f"0{at}", f"0{at}", words) for at, words in parts)
    text = f"WEBVTT\n\n{lines}\n01:30.000 --> 01:31.000\nBob Ray: Four.\n\n01:05:31.000 --> 01:05:32.000\nFive.\n"
    assert read(tmp_path, text).notes() == (
        "[0:01] **Ann Lee:** One. Two.\n\n[0:03] **Bob Ray:** Three.\n\n[1:30] **Bob Ray:** Four.\n\n[1:05:31] Five."
    )


def test_a_long_turn_becomes_paragraphs_that_read_well(tmp_path: Path) -> None:
    cues = "".join(
        f"00:{n // 60:02}:{n % 60:02}.000 --> 00:{n // 60:02}:{n % 60:02}.900\nAnn Lee: We cannot find it, ever.\n\n"
        for n in range(900)
    )
    found = read(tmp_path, f"WEBVTT\n\n{cues}")
    lengths = [len(each) for each in found.paragraphs()]
    assert max(lengths) < 1_400
    assert found.notes().count("We cannot find it, ever.") == 900


HOSTILE: Final = {
    "tags that never close": "<v a" * 125_000,
    "nothing but voices": "<v a>x" * 75_000,
    "arrows": "-->" * 175_000,
    "digits": "1" * 500_000 + " --> x",
    "names": "".join(f"Ab C{number}d: x\n" for number in range(25_000)),
    "empty lines": "\n" * 500_000 + "x",
    "spaces": "x" + " " * 500_000 + "y",
    "brackets": "[0:" * 175_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("name", ["a.vtt", "a.txt"])
def test_hostile_text_is_read_in_bounded_memory(tmp_path: Path, text: str, name: str) -> None:
    path = tmp_path / name
    path.write_text(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{text}" if name == "a.vtt" else text)
    tracemalloc.start()
    try:
        read_transcript(path)
        assert tracemalloc.get_traced_memory()[1] < 70_000_000
    finally:
        tracemalloc.stop()


def test_what_is_larger_than_50_mb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "call.txt"
    with path.open("wb") as file:
        file.truncate(LIMIT + 1)
    with pytest.raises(WorkspaceError, match=rf"call\.txt is larger than {LIMIT // MEGABYTE} MB"):
        read_transcript(path)


@pytest.mark.parametrize("name", ["2026-02-19_175.vtt", "2026-04-16_177.vtt", "2026-04-16_177.corrected.vtt"])
def test_real_calls_are_read_whole(name: str) -> None:
    path = SAMPLES / name
    if not path.exists():
        pytest.skip("the real calls are not on this machine")
    found = read_transcript(path)
    arrows = path.read_text("utf-8").count("-->")
    assert len(found.cues) == arrows
    assert all(cue.speaker and cue.start is not None for cue in found.cues)
    assert 5 <= len(found.speakers) <= 20
    assert all(":" not in speaker for speaker in found.speakers)
    assert [each for each in problems(found) if "has ended" not in each] == []
