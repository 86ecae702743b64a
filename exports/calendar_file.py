"""A meeting as an `.ics` file, for any calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, timedelta
from pathlib import Path

from icalendar import Calendar, Event, vCalAddress

from enable_desktop.appointments import Appointment
from enable_desktop.days import later
from exports.write import write_whole


def write_calendar(appointment: Appointment, path: Path, settle: Callable[[], None] = lambda: None) -> None:
    """Writes the file; it appears whole or stays as it was.

    Raises WorkspaceError with a sentence where the target cannot be written. `settle` is called just before the new
    file takes its place; what it raises stops that.
    """
    write_whole(path, calendar_bytes(appointment), settle)


def calendar_bytes(appointment: Appointment) -> bytes:
    """The file. The same appointment gives the same bytes.

    Times carry no zone: two o'clock is two o'clock wherever the calendar stands (RFC 5545, 3.3.5, form 1).
    """
    event = Event()
    event.add("uid", appointment.uid)
    event.add("dtstamp", appointment.made.astimezone(UTC).replace(microsecond=0))
    event.add("summary", _line(appointment.title))
    if appointment.starts is not None and appointment.ends is not None:
        event.add("dtstart", appointment.starts)
        event.add("dtend", appointment.ends)
    else:
        event.add("dtstart", appointment.on)
        event.add("dtend", later(appointment.on, timedelta(days=1)))
    if appointment.place:
        event.add("location", _line(appointment.place))
    for guest in appointment.guests:
        address = vCalAddress(f"mailto:{guest.mail}")
        address.params["CN"] = _line(guest.name).replace('"', "'")
        event.add("attendee", address, encode=False)
    calendar = Calendar()
    calendar.add("prodid", "-//Enable Desktop//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    data: bytes = calendar.to_ical()
    return data


def _line(text: str) -> str:
    """Text without what a calendar file cannot hold: control characters, half characters."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return " ".join("".join(letter if letter.isprintable() else " " for letter in whole).split())
