"""The settings of a workspace that touch what it holds."""

from __future__ import annotations

import pytest

from db.workspace import Workspace
from enable_desktop.charter.lines import BusinessCase, Figure, Slot
from enable_desktop.errors import WorkspaceError
from enable_desktop.links import Ref
from enable_desktop.words import Words
from tests.db.content import content_of


def seen(workspace: Workspace, words: Words) -> tuple[str, ...]:
    """The amounts as people see them, without the sign of the currency."""
    currency = workspace.settings.get("currency")
    case = workspace.all(BusinessCase)[0]
    amounts = [case.lever_value, *(each for figure in workspace.all(Figure) for each in (figure.amount, figure.rate))]
    return tuple(words.money(amount, currency).strip("€¥KWD\u00a0 ") for amount in amounts if amount is not None)


def test_another_currency_keeps_the_amounts_people_see(workspace: Workspace, words: Words) -> None:
    workspace.change(Ref("business_case", 1), lever_value=1_500_000)
    workspace.add(Figure, slot=Slot.YEARLY, title="Salary", amount=6_400_000)
    workspace.add(Figure, slot=Slot.YEARLY, title="Hours", hours=10.0, rate=5_000)
    before, steps = content_of(workspace.path), len(workspace.history())
    assert seen(workspace, words) == ("15,000", "64,000", "50")
    for currency in ("JPY", "KWD", "EUR"):
        assert workspace.settings.set_currency(currency) == 0
        assert seen(workspace, words) == ("15,000", "64,000", "50")
    assert [figure.amount for figure in workspace.all(Figure)] == [6_400_000, None]
    assert len(workspace.history()) == steps + 3
    for _ in range(3):
        workspace.undo()
    assert content_of(workspace.path) == before


def test_an_amount_that_must_be_rounded_is_counted_and_comes_back_whole(workspace: Workspace, words: Words) -> None:
    workspace.add(Figure, slot=Slot.YEARLY, title="Salary", amount=6_400_050, rate=5_000)
    before = content_of(workspace.path)
    assert workspace.settings.set_currency("JPY") == 1
    assert seen(workspace, words) == ("64,001", "50")
    workspace.undo()
    assert content_of(workspace.path) == before


def test_every_way_to_set_the_currency_keeps_the_amounts(workspace: Workspace, words: Words) -> None:
    workspace.add(Figure, title="Salary", amount=6_400_000)
    workspace.settings.set("currency", "JPY")
    assert seen(workspace, words) == ("64,000",)


def test_an_amount_that_would_not_fit_keeps_everything_as_it_was(workspace: Workspace) -> None:
    workspace.add(Figure, title="Salary", amount=2**62)
    before = content_of(workspace.path)
    with pytest.raises(WorkspaceError, match="too large"):
        workspace.settings.set_currency("KWD")
    assert content_of(workspace.path) == before
