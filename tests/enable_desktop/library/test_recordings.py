"""Which transcript belongs to which recording."""

from __future__ import annotations

import pytest

from enable_desktop.library.recordings import is_recording, is_transcript, recordings_beside, spoken, transcripts_beside


@pytest.mark.parametrize(
    ("transcript", "recording"),
    [
        ("Calls/one.vtt", "Calls/one.mp4"),
        ("Calls/one.srt", "Calls/one.mp4"),
        ("Calls/two.m4a.vtt", "Calls/two.m4a"),
        ("LOUD.VTT", "LOUD.MP3"),
        ("Calls/one.en.vtt", "Calls/one.mp4"),
        ("Calls/one.pt-BR.srt", "Calls/one.mp4"),
        ("Calls/two.m4a.ru.vtt", "Calls/two.m4a"),
        ("Calls/one.v2.vtt", None),
        (".en.vtt", None),
        ("Calls/three.vtt", None),
        ("one.vtt", None),
        ("Calls/one.txt", None),
        ("deck.vtt", None),
    ],
)
def test_a_transcript_belongs_to_the_recording_of_its_name_in_its_folder(
    transcript: str, recording: str | None
) -> None:
    there = {"Calls/one.mp4", "Calls/two.m4a", "LOUD.MP3", "deck.pptx", "Other/three.mp3"}
    if is_transcript(transcript):
        assert next((each for each in recordings_beside(transcript) if each in there), None) == recording
    assert spoken([(1, transcript)], lambda: [(1, each) for each in there]) == (
        {(1, transcript)} if recording is not None else frozenset()
    )
    if recording is not None and transcript.count(".") <= recording.count(".") + recording.endswith("m4a"):
        assert transcript in set(transcripts_beside(recording))


def test_endings_tell_recordings_and_transcripts() -> None:
    assert is_recording("a.b/Talk.WebM") and not is_recording("mp3") and not is_recording("talk.vtt")
    assert is_transcript("a/Talk.SRT") and not is_transcript("a.vtt/talk")


def test_a_transcript_in_another_folder_than_its_recording_stands_for_itself() -> None:
    assert spoken([(1, "one.vtt"), (2, "one.mp3")], lambda: [(3, "one.mp3")]) == frozenset()
    assert spoken([(1, "one.vtt"), (1, "one.mp3")], list) == {(1, "one.vtt")}
