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
    ],
)
def test_what_tells_no_length_has_none(tmp_path: Path, content: bytes) -> None:
    for name in ("a.mp4", "a.wav", "a.mp3"):
        path = tmp_path / name
        path.write_bytes(content)
        assert seconds_of(path) is None


@given(
    content=st.binary(max_size=200),
    start=st.sampled_from([b"", b"RIFF\x24\0\0\0WAVEfmt ", b"\0\0\0\x20moov", b"\xff\xfb\x90\0", b"OggS\0\2", b"fLaC"]),
)
def test_any_bytes_are_survived(tmp_path_factory: pytest.TempPathFactory, content: bytes, start: bytes) -> None:
    for ending in ("mp4", "wav", "mp3", "ogg", "flac"):
        path = tmp_path_factory.getbasetemp() / f"any.{ending}"
        path.write_bytes(start + content)
        seconds = seconds_of(path)
        assert seconds is None or seconds >= 0


def test_a_transcript_that_names_its_language_is_that_of_the_recording_beside_it(tmp_path: Path) -> None:
    for name in ("call.ru.vtt", "call.en.vtt", "caller.de.vtt", "call.v2.vtt"):
        (tmp_path / name).write_text(CUES.replace("the budget", name), "utf-8")
    read = read_document(wave_file(tmp_path / "call.wav"))
    assert "We start with call.en.vtt." in read.text
    assert "call.ru.vtt" not in read.text
    (tmp_path / "call.vtt").write_text(CUES, "utf-8")
    assert "We start with the budget." in read_document(tmp_path / "call.wav").text
