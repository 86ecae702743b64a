"""The length of recordings of every common form, and the words of the transcript beside one."""

from __future__ import annotations

import struct
import wave
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enable_desktop.readers.documents import read_document
from enable_desktop.readers.recordings import seconds_of

CUES = "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Ann Lee>We start with the budget.\n\n00:04.000 --> 01:30.500\nAnd then?\n"


def wave_file(path: Path, seconds: int = 3) -> Path:
    with wave.open(str(path), "wb") as sound:
        sound.setparams((1, 2, 8000, 0, "NONE", ""))
        sound.writeframes(bytes(2 * 8000 * seconds))
    return path


def float_wave(path: Path) -> Path:
    """A WAV of floating-point samples, as recorders write them."""
    samples = bytes(4 * 8000 * 2)
    form = struct.pack("<HHIIHH", 3, 1, 8000, 32000, 4, 32)
    body = b"WAVEfmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", len(samples)) + samples
    path.write_bytes(b"RIFF" + struct.pack("<I", len(body)) + body)
    return path


def mp3_file(path: Path) -> Path:
    """Five seconds of silence, 128 kbit/s, 44.1 kHz."""
    frames = round(5 * 44100 / 1152)
    path.write_bytes((b"\xff\xfb\x90\x00" + bytes(413)) * frames)
    return path


def flac_file(path: Path) -> Path:
    rate, samples = 44100, 44100 * 7
    packed = (rate << 44) | (1 << 41) | (15 << 36) | samples
    path.write_bytes(
        b"fLaC\x80\x00\x00\x22" + struct.pack(">HH", 4096, 4096) + bytes(6) + packed.to_bytes(8) + bytes(16)
    )
    return path


def ogg_file(path: Path) -> Path:
    """The first and the last page of nine seconds of Vorbis."""

    def page(kind: int, granule: int, number: int, *packets: bytes) -> bytes:
        head = struct.pack("<4sBBqIIIB", b"OggS", 0, kind, granule, 7, number, 0, len(packets))
        return head + bytes(map(len, packets)) + b"".join(packets)

    about = b"\x01vorbis" + struct.pack("<IBIiiiBB", 0, 1, 48000, 0, 96000, 0, 0xB8, 1)
    remark = b"\x03vorbis" + struct.pack("<II", 0, 0) + b"\x01"
    path.write_bytes(page(2, 0, 0, about) + page(0, 0, 1, remark) + page(4, 48000 * 9, 2, bytes(50)))
    return path


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


def header(version: int, scale: int, length: int) -> bytes:
    times = struct.pack(">QQIQ" if version else ">IIII", 0, 0, scale, length)
    return bytes([version, 0, 0, 0]) + times + bytes(80)


def movie_file(path: Path) -> Path:
    path.write_bytes(
        box(b"ftyp", b"isom0000") + box(b"mdat", bytes(200)) + box(b"moov", box(b"mvhd", header(0, 1000, 11_000)))
    )
    return path


def element(kind: int, content: bytes, *, unknown: bool = False) -> bytes:
    """An element of EBML; of one that is `unknown` nobody knew how large it would become."""
    size = (1 << 56) - 1 if unknown else len(content)
    return kind.to_bytes((kind.bit_length() + 7) // 8) + ((1 << 56) | size).to_bytes(8) + content


EBML = element(0x1A45DFA3, b"")
SCALE = element(0x2AD7B1, (500_000).to_bytes(3))


def matroska_file(path: Path) -> Path:
    length = element(0x4489, struct.pack(">d", 26_000))
    seek = element(0x114D9B74, bytes(60))
    path.write_bytes(EBML + element(0x18538067, seek + element(0x1549A966, SCALE + length) + cluster(0, 1)))
    return path


def cluster(at: int, *blocks: int, grouped: bool = False) -> bytes:
    """Blocks of track 1 that are shown at these times after its beginning."""
    each = [b"\x81" + struct.pack(">h", time) + b"\x80" + bytes(50) for time in blocks]
    parts = [element(0xA0, element(0xA1, block)) if grouped else element(0xA3, block) for block in each]
    return element(0x1F43B675, element(0xE7, at.to_bytes(4)) + b"".join(parts), unknown=True)


def browsers_file(path: Path) -> Path:
    """As a browser records a call: nobody has written into its head how long it became."""
    body = element(0x1549A966, SCALE) + cluster(0, 0, 900) + cluster(15_000, 0, 1_000, 990)
    path.write_bytes(EBML + element(0x18538067, body, unknown=True))
    return path


def chunk(kind: bytes, content: bytes) -> bytes:
    return kind + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)


def listed(name: bytes, *chunks: bytes) -> bytes:
    return chunk(b"LIST", name + b"".join(chunks))


def avi(*head: bytes) -> bytes:
    """A film with this head and some pictures."""
    return chunk(b"RIFF", b"AVI " + listed(b"hdrl", *head) + listed(b"movi", chunk(b"00dc", bytes(301))))


def pictures(number: int, each: int = 40_000) -> bytes:
    """So many pictures are in it, each shown so many microseconds."""
    return chunk(b"avih", struct.pack("<IIIIIIIIII", each, 0, 0, 0, number, 0, 1, 0, 64, 48))


def stream(scale: int, rate: int, length: int) -> bytes:
    return listed(b"strl", chunk(b"strh", b"vidsMP4V" + struct.pack("<IIIIIIII", 0, 0, 0, scale, rate, 0, length, 0)))


def avi_file(path: Path) -> Path:
    path.write_bytes(avi(pictures(25 * 14), stream(1, 25, 25 * 14)))
    return path


@pytest.mark.parametrize(
    ("name", "make", "seconds"),
    [
        ("a.wav", wave_file, 3),
        ("float.wav", float_wave, 2),
        ("a.mp3", mp3_file, 5),
        ("a.flac", flac_file, 7),
        ("a.ogg", ogg_file, 9),
        ("a.MP4", movie_file, 11),
        ("a.m4a", movie_file, 11),
        ("a.mov", movie_file, 11),
        ("a.mkv", matroska_file, 13),
        ("a.webm", matroska_file, 13),
        ("call.webm", browsers_file, 8),
        ("a.AVI", avi_file, 14),
        ("really-mkv.mp4", matroska_file, 13),
        ("really-mp4.avi", movie_file, 11),
    ],
)
def test_the_length_of_a_recording_is_known(
    tmp_path: Path, name: str, make: Callable[[Path], Path], seconds: float
) -> None:
    document = read_document(make(tmp_path / name))
    assert document.seconds == pytest.approx(seconds, abs=0.05)
    assert document.title == Path(name).stem
    assert document.note is None


@pytest.mark.parametrize("name", ["noise.mp3", "noise.ogg", "noise.wav", "noise.mp4", "noise.mkv", "noise.flac"])
def test_a_damaged_recording_is_known_by_its_name_alone(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\x00\xfa\xfb RIFF OggS" * 400)
    document = read_document(path)
    assert (document.title, document.seconds) == ("noise", None)


def test_a_length_beyond_belief_is_none(tmp_path: Path) -> None:
    path = tmp_path / "long.mp4"
    path.write_bytes(box(b"moov", box(b"mvhd", header(0, 1, 0xFFFFFFF0))))
    assert seconds_of(path) is None


@pytest.mark.parametrize("beside", ["call.vtt", "call.VTT", "call.wav.vtt", "call.srt"])
def test_the_transcript_beside_a_recording_is_its_text(tmp_path: Path, beside: str) -> None:
    path = wave_file(tmp_path / "call.wav")
    text = CUES if not beside.endswith("srt") else "1\n00:00:01,000 --> 00:00:03,000\nWe start with the budget.\n"
    (tmp_path / beside).write_text(text)
    document = read_document(path)
    assert "We start with the budget." in document.text
    assert document.seconds == 3


def test_the_transcript_says_how_long_a_recording_is_that_does_not(tmp_path: Path) -> None:
    path = tmp_path / "call.mkv"
    path.write_bytes(bytes(100))
    (tmp_path / "call.vtt").write_text(CUES)
    assert read_document(path).seconds == 90.5


def test_a_transcript_that_cannot_be_read_is_said_and_the_length_kept(tmp_path: Path) -> None:
    path = wave_file(tmp_path / "call.wav")
    (tmp_path / "call.vtt").write_bytes(b"")
    document = read_document(path)
    assert str(document.note) == "call.vtt is empty."
    assert document.seconds == 3


def test_a_neighbour_of_another_name_is_no_transcript(tmp_path: Path) -> None:
    path = wave_file(tmp_path / "call.wav")
    (tmp_path / "other call.vtt").write_text(CUES)
    assert read_document(path).text == ""


@pytest.mark.parametrize("version", [0, 1])
@pytest.mark.parametrize("is_large", [False, True])
def test_a_film_says_how_long_it_is(tmp_path: Path, version: int, is_large: bool) -> None:
    media = bytes(1000)
    film = struct.pack(">I4sQ", 1, b"mdat", 16 + len(media)) + media if is_large else box(b"mdat", media)
    path = tmp_path / "call.mp4"
    path.write_bytes(
        box(b"ftyp", b"isom") + film + box(b"moov", box(b"free", b"") + box(b"mvhd", header(version, 600, 45_300)))
    )
    assert seconds_of(path) == 75.5


@pytest.mark.parametrize(
    ("content", "seconds"),
    [
        (avi(pictures(100), stream(1, 25, 100), listed(b"odml", chunk(b"dmlh", struct.pack("<I", 4_000)))), 160),
        (avi(pictures(0, 0), stream(1001, 30_000, 3_000), stream(1, 100, 9_000)), 100.1),
        (avi(pictures(0, 0), stream(1, 0, 3_000)), None),
        (avi(pictures(0, 0)), None),
        (avi(), None),
        (avi(pictures(50))[:60], 2),
        (avi(pictures(50))[:30], None),
        (chunk(b"RIFF", b"WAVE" + pictures(50)), None),
    ],
)
def test_an_avi_says_how_long_the_whole_film_is(tmp_path: Path, content: bytes, seconds: float | None) -> None:
    path = tmp_path / "call.avi"
    path.write_bytes(content)
    assert seconds_of(path) == seconds


@pytest.mark.parametrize(
    ("segment", "seconds"),
    [
        (element(0x1549A966, element(0x4489, struct.pack(">f", 4_500))), 4.5),
        (element(0x1549A966, element(0x4489, struct.pack(">f", float("nan")))), None),
        (element(0x1549A966, element(0x4489, struct.pack(">d", float("inf")))), None),
        (element(0x1549A966, element(0x4489, b"12345")), None),
        (element(0x1549A966, element(0x2AD7B1, b"\0") + element(0x4489, struct.pack(">f", 4_500))), 4.5),
        (element(0xEC, bytes(500)) + cluster(2_000, 3, 700, grouped=True) + element(0x1C53BB6B, bytes(40)), 2.7),
        (cluster(0) + cluster(2_000), 2),
        (element(0x1F43B675, element(0xA3, b"\x81\0\x09\x80")), None),
        (b"\x1f\x43\xb6\x75", None),
        (b"\x1f\x43\xb6\x75\x84\xe7\x88\0", None),
        (b"", None),
    ],
)
def test_a_matroska_file_says_how_long_it_is_or_how_far_it_came(
    tmp_path: Path, segment: bytes, seconds: float | None
) -> None:
    path = tmp_path / "call.mkv"
    path.write_bytes(EBML + element(0x18538067, segment, unknown=True))
    assert seconds_of(path) == seconds


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"RIFF",
        box(b"moov", b""),
        box(b"moov", box(b"mvhd", header(0, 0, 5))),
        box(b"moov", box(b"mvhd", header(0, 600, 0xFFFFFFFF))),
        struct.pack(">I4s", 0, b"moov"),
        struct.pack(">I4s", 4, b"mdat"),
        struct.pack(">I4sQ", 1, b"mdat", 3),
        struct.pack(">I4s", 8, b"moov") * 5_000,
        box(b"moov", box(b"mvhd", b"\0\0\0")),
        EBML,
        EBML + b"\x18\x53\x80\x67",
        EBML + element(0x18538067, element(0x1549A966, b"") * 5_000),
        EBML * 5_000,
        struct.pack(">I4sQ", 1, b"free", 2**63 - 1),
        struct.pack(">I4sQ", 1, b"free", 2**64 - 1),
        avi(*[stream(1, 0, 5)] * 5_000),
    ],
)
def test_what_tells_no_length_has_none(tmp_path: Path, content: bytes) -> None:
    for name in ("a.mp4", "a.wav", "a.mp3", "a.mkv", "a.avi"):
        path = tmp_path / name
        path.write_bytes(content)
        assert seconds_of(path) is None


STARTS = (
    b"", b"RIFF\x24\0\0\0WAVEfmt ", b"\0\0\0\x20moov", b"\xff\xfb\x90\0", b"OggS\0\2", b"fLaC",
    EBML, EBML + b"\x18\x53\x80\x67\xff", EBML + b"\x18\x53\x80\x67\xff\x1f\x43\xb6\x75\xff\xe7\x81\1\xa3",
    b"RIFF\xff\xff\0\0AVI ", b"RIFF\xff\0\0\0AVI LIST\xc0\0\0\0hdrlavih\x38\0\0\0",
)  # fmt: skip


@given(content=st.binary(max_size=200), start=st.sampled_from(STARTS))
def test_any_bytes_are_survived(tmp_path_factory: pytest.TempPathFactory, content: bytes, start: bytes) -> None:
    for ending in ("mp4", "wav", "mp3", "ogg", "flac", "mkv", "avi"):
        path = tmp_path_factory.getbasetemp() / f"any.{ending}"
        path.write_bytes(start + content)
        seconds = seconds_of(path)
        assert seconds is None or seconds >= 0


@given(data=st.data(), make=st.sampled_from([matroska_file, browsers_file, avi_file, movie_file]))
def test_a_film_that_is_damaged_anywhere_or_cut_off_is_survived(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, make: Callable[[Path], Path]
) -> None:
    path = make(tmp_path_factory.getbasetemp() / "damaged.mkv")
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content[: data.draw(st.integers(0, len(content)))])
    seconds = seconds_of(path)
    assert seconds is None or 0 < seconds <= 1_000_000


def test_a_transcript_that_names_its_language_is_that_of_the_recording_beside_it(tmp_path: Path) -> None:
    for name in ("call.ru.vtt", "call.en.vtt", "caller.de.vtt", "call.v2.vtt"):
        (tmp_path / name).write_text(CUES.replace("the budget", name), "utf-8")
    read = read_document(wave_file(tmp_path / "call.wav"))
    assert "We start with call.en.vtt." in read.text
    assert "call.ru.vtt" not in read.text
    (tmp_path / "call.vtt").write_text(CUES, "utf-8")
    assert "We start with the budget." in read_document(tmp_path / "call.wav").text
