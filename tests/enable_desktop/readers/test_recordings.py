from __future__ import annotations

import struct
import wave
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enable_desktop.readers.recordings import seconds_of


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


def _header(version: int, scale: int, length: int) -> bytes:
    times = struct.pack(">QQIQ" if version else ">IIII", 0, 0, scale, length)
    return bytes([version, 0, 0, 0]) + times + bytes(80)


def test_a_wave_file_says_how_long_it_is(tmp_path: Path) -> None:
    path = tmp_path / "bite.wav"
    with wave.open(str(path), "wb") as sound:
        sound.setparams((1, 2, 8_000, 0, "NONE", ""))
        sound.writeframes(bytes(2 * 8_000 * 3))
    assert seconds_of(path) == 3


@pytest.mark.parametrize("version", [0, 1])
@pytest.mark.parametrize("is_large", [False, True])
def test_a_film_says_how_long_it_is(tmp_path: Path, version: int, is_large: bool) -> None:
    media = bytes(1000)
    film = struct.pack(">I4sQ", 1, b"mdat", 16 + len(media)) + media if is_large else _box(b"mdat", media)
    path = tmp_path / "call.mp4"
    path.write_bytes(
        _box(b"ftyp", b"isom") + film + _box(b"moov", _box(b"free", b"") + _box(b"mvhd", _header(version, 600, 45_300)))
    )
    assert seconds_of(path) == 75.5


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"RIFF",
        _box(b"moov", b""),
        _box(b"moov", _box(b"mvhd", _header(0, 0, 5))),
        _box(b"moov", _box(b"mvhd", _header(0, 600, 0xFFFFFFFF))),
        struct.pack(">I4s", 0, b"moov"),
        struct.pack(">I4s", 4, b"mdat"),
        struct.pack(">I4sQ", 1, b"mdat", 3),
        struct.pack(">I4s", 8, b"moov") * 5_000,
        _box(b"moov", _box(b"mvhd", b"\0\0\0")),
    ],
)
def test_what_tells_no_length_has_none(tmp_path: Path, content: bytes) -> None:
    for name in ("a.mp4", "a.wav", "a.mp3"):
        path = tmp_path / name
        path.write_bytes(content)
        assert seconds_of(path) is None


@given(content=st.binary(max_size=200), start=st.sampled_from([b"", b"RIFF\x24\0\0\0WAVEfmt ", b"\0\0\0\x20moov"]))
def test_any_bytes_are_survived(tmp_path_factory: pytest.TempPathFactory, content: bytes, start: bytes) -> None:
    for ending in ("mp4", "wav"):
        path = tmp_path_factory.getbasetemp() / f"any.{ending}"
        path.write_bytes(start + content)
        seconds = seconds_of(path)
        assert seconds is None or seconds >= 0
