"""Options of reports: what is wanted counts while it can still be chosen."""

from __future__ import annotations

from datetime import date

from enable_desktop.reports import YES, Option, day_of, is_on, number_of, settled

OPTIONS = (
    Option(key="page", label="Paper", answers=(("a4", "A4"), ("letter", "Letter"))),
    Option(key="round", label="Round", asks="somewhere:rounds"),
    Option(key="since", label="From", is_day=True),
    Option(key="quotes", label="Quotes", is_flag=True, default=YES),
)


def test_every_option_has_a_choice_where_nothing_is_wanted() -> None:
    assert settled(OPTIONS, {}, {"round": ("7", "3")}) == {"page": "a4", "round": "7", "since": "", "quotes": YES}


def test_what_is_wanted_counts_and_what_cannot_be_chosen_any_more_gives_way() -> None:
    wanted = {"page": "letter", "round": "9", "since": "2026-02-31", "quotes": "", "colour": "red"}
    assert settled(OPTIONS, wanted, {"round": ("7",)}) == {"page": "letter", "round": "7", "since": "", "quotes": ""}
    assert settled(OPTIONS, {"page": "a3", "since": "2026-02-28"}, {}) == {
        "page": "a4",
        "round": "",
        "since": "2026-02-28",
        "quotes": YES,
    }


def test_choices_are_read_as_days_numbers_and_parts() -> None:
    choices = {"since": "2026-02-28", "until": "", "round": "7", "start": "all", "quotes": YES}
    assert day_of(choices, "since") == date(2026, 2, 28)
    assert day_of(choices, "until") is None
    assert number_of(choices, "round") == 7
    assert number_of(choices, "start") is None
    assert is_on(choices, "quotes")
    assert not is_on(choices, "figures")
