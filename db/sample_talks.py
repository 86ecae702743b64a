"""The talks of a sample programme: what is told in one piece there becomes lines of their own.

A passage of the notes in `{mark: words}` is a statement, and `said` tells the rest of it; `core` and `asked` become
ratings, `questions` become chosen questions, and the `themes` of a round its lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from enable_desktop.interviews import ChosenQuestion, Interview, Mention, RatedBy, Rating, Round, RoundTheme, Statement

Row = Mapping[str, Any]

_PASSAGE: Final = re.compile(r"\{([\w-]+): ([^{}]+)\}")
_SCORES: Final = ("importance", "served", "hurts")


def with_talks(data: Mapping[str, Any]) -> dict[str, Any]:
    """The same tables, with those that its rounds and interviews tell of."""
    people = {person["ref"]: person for person in data.get("people", ())}
    talks = [(talk, people[talk["person"]], *passages(talk.get("notes", ""))) for talk in data.get(Interview.kind, ())]
    return {
        **data,
        RoundTheme.kind: [
            {"round": round_["ref"], "theme": theme}
            for round_ in data.get(Round.kind, ())
            for theme in round_.get("themes", ())
        ],
        Interview.kind: [_interview(talk, person, notes) for talk, person, notes, _ in talks],
        ChosenQuestion.kind: [
            {**question, "interview": talk["ref"]} for talk, *_ in talks for question in talk.get("questions", ())
        ],
        Statement.kind: [
            row for talk, person, notes, places in talks for row in _statements(talk, person, notes, places)
        ],
        Rating.kind: [row for talk, *_ in talks for row in _ratings(talk)],
    }


def passages(notes: str) -> tuple[str, dict[str, tuple[int, int]]]:
    """The notes as people read them, and where each marked passage lies in them."""
    plain, places, last = "", {}, 0
    notes = notes.strip()
    for found in _PASSAGE.finditer(notes):
        plain += notes[last : found.start()]
        places[found[1]] = (len(plain), len(plain) + len(found[2]))
        plain += found[2]
        last = found.end()
    return plain + notes[last:], places


def _interview(talk: Row, person: Row, notes: str) -> Row:
    """A talk is called by its person, and keeps their role and group as they were."""
    copied = {"title": person["name"], "label": person["role"], "group": person["group"]}
    return {**copied, **talk, "notes": notes}


def _statements(talk: Row, person: Row, notes: str, places: Mapping[str, tuple[int, int]]) -> Iterator[Row]:
    for said in talk.get("said", ()):
        mark = said.get("mark") or said["theme"]
        start, end = places[mark]
        rated = len(talk.get("core", {}).get(said.get("theme"), ())) == len(_SCORES)
        yield {
            "words": notes[start:end],
            "quotable": person.get("quote_by_role", False),
            "rated_by": RatedBy.PERSON if rated else RatedBy.MANAGER,
            **said,
            "ref": f"{talk['ref']}-{mark}",
            "interview": talk["ref"],
            "start": start,
            "end": end,
        }


def _ratings(talk: Row) -> Iterator[Row]:
    """What was asked: the themes of the scored core, else those talked about and those only asked about."""
    raised = {said["theme"] for said in talk.get("said", ()) if "theme" in said and said.get("sort") != "praise"}
    core = talk.get("core", {})
    for theme in core or (*sorted(raised), *talk.get("asked", ())):
        yield {
            "interview": talk["ref"],
            "theme": theme,
            "heard": Mention.RAISED if theme in raised else Mention.ASKED,
            "top_three": theme in talk.get("top", ()),
            **dict(zip(_SCORES, core.get(theme, ()), strict=False)),
        }
