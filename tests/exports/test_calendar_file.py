from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enable_desktop.appointments import Appointment, appointment_of, mail_in
from enable_desktop.errors import WorkspaceError
from enable_desktop.interviews import Interview, Occasion
from enable_desktop.people import Person
from enable_desktop.words import Words
from exports.calendar_file import calendar_bytes, write_calendar
from resources.words import translations

MADE = datetime(2026, 3, 1, 9, 30, 5)
TALK = Interview(
    id=7, person=1, title="Felix", on=date(2026, 3, 12), begins="14:00", minutes=45, place="Room 5; left, “Лес”",
    purpose="What nobody else should read",
)  # fmt: skip
FELIX = Person(id=1, name="Феликс Копейщиков", reach="phone 4, felix@example.org.")


def event_of(appointment: Appointment) -> icalendar.Event:
    calendar = icalendar.Calendar.from_ical(calendar_bytes(appointment))
    (event,) = calendar.walk("VEVENT")
    assert isinstance(event, icalendar.Event)
    return event


def made(words: Words, talk: Interview = TALK, *people: Person) -> Appointment:
    return appointment_of(talk, people or (FELIX,), "abc", MADE, words)


def test_a_calendar_reads_who_when_and_where(words: Words) -> None:
    event = event_of(made(words))
    assert str(event["SUMMARY"]) == "Talk with Феликс Копейщиков"
    assert str(event["LOCATION"]) == "Room 5; left, “Лес”"
    assert event.decoded("DTSTART") == datetime(2026, 3, 12, 14)
    assert event.decoded("DTEND") == datetime(2026, 3, 12, 14, 45)
    assert event.decoded("DTSTAMP").astimezone(UTC) == MADE.astimezone(UTC)


def test_two_o_clock_is_two_o_clock_wherever_it_is_read(words: Words) -> None:
    assert b"DTSTART:20260312T140000\r\n" in calendar_bytes(made(words))


def test_moving_a_talk_keeps_its_entry(words: Words) -> None:
    moved = made(words, replace(TALK, on=date(2026, 4, 1)))
    assert moved.uid == made(words).uid
    assert made(words, replace(TALK, id=8)).uid != moved.uid


def test_without_a_time_it_lasts_all_day(words: Words) -> None:
    event = event_of(made(words, replace(TALK, begins="")))
    assert event.decoded("DTSTART") == date(2026, 3, 12)
    assert event.decoded("DTEND") == date(2026, 3, 13)


def test_an_address_is_named_only_where_it_is_known(words: Words) -> None:
    guest = event_of(made(words)).get("ATTENDEE")
    assert isinstance(guest, icalendar.vCalAddress)
    assert (str(guest), guest.params["CN"]) == ("mailto:felix@example.org", "Феликс Копейщиков")
    assert "ATTENDEE" not in event_of(made(words, TALK, replace(FELIX, reach="room 4")))


def test_what_the_talk_should_achieve_stays_here(words: Words) -> None:
    assert b"nobody else" not in calendar_bytes(made(words))


def test_a_meeting_of_several_keeps_its_title(words: Words) -> None:
    council = Interview(id=3, title="Council", occasion=Occasion.COUNCIL, on=date(2026, 3, 12))
    assert made(words, council, FELIX, FELIX).title == "Council"


def test_without_a_date_a_sentence_says_so(words: Words) -> None:
    with pytest.raises(WorkspaceError, match="no date"):
        made(words, replace(TALK, on=None))


@pytest.mark.parametrize(
    ("reach", "mail"),
    [
        ("felix@example.org", "felix@example.org"), ("Mail: <a.b+c@x-y.example>; phone", "a.b+c@x-y.example"),
        ("@felix on chat", ""), ("felix@localhost", ""), ("", ""), ("почта ф@пример.рф", ""),
    ],
)  # fmt: skip
def test_an_address_is_found_in_how_somebody_is_reached(reach: str, mail: str) -> None:
    assert mail_in(reach) == mail


@given(title=st.text(max_size=300), place=st.text(max_size=300), name=st.text(max_size=100))
def test_whatever_is_typed_it_is_one_event_a_calendar_reads(title: str, place: str, name: str) -> None:
    words = Words("en", translations("en"))
    talk = replace(TALK, title=title + "\r\nEND:VEVENT", place=place, occasion=Occasion.SPONSOR)
    appointment = appointment_of(talk, (replace(FELIX, name=name),), "abc", MADE, words)
    event = event_of(appointment)
    assert event.decoded("DTSTART") == datetime(2026, 3, 12, 14)


def test_the_same_talk_gives_the_same_file(words: Words, tmp_path: Path) -> None:
    write_calendar(made(words), tmp_path / "a.ics")
    assert (tmp_path / "a.ics").read_bytes() == calendar_bytes(made(words))
