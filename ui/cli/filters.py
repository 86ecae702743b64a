"""What may stand in `--filter FACET=VALUE`, and the answer to what may not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import click

from enable_desktop.words import mark
from ui.cli.session import Session

NAMED: Final = 12
"""So many values are named; of more it is said that there are."""


def unknown_facet(session: Session, text: str, known: Iterable[str]) -> click.BadParameter:
    """Says which facets there are."""
    said = mark("“{text}” is not FACET=VALUE with one of these facets: {known}.")
    return click.BadParameter(session.words(said, text=text, known=", ".join(known)), param_hint="--filter")


def unknown_value(session: Session, facet: str, text: str, known: Iterable[str]) -> click.BadParameter:
    """Says which values the facet has."""
    values = named(dict.fromkeys(known))
    told = mark("“{text}” is no value of {facet}. There are: {values}")
    if not values:
        told = mark("“{text}” is no value of {facet}, which has none yet.")
    return click.BadParameter(session.words(told, text=text, facet=facet, values=values), param_hint="--filter")


def named(values: Iterable[str]) -> tuple[str, ...]:
    """The first of many values."""
    every = tuple(values)
    return every if len(every) <= NAMED else (*every[:NAMED], "…")
