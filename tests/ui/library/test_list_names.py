"""What the program brought along is called in the language of the screen, until somebody gives it another name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from db.workspace import Workspace
from enable_desktop.library.assets import Asset, AssetKind
from enable_desktop.links import Ref
from enable_desktop.notes import ListEntry
from enable_desktop.words import Words
from resources.words import translations
from tests.ui.conftest import ScriptedAsk
from ui.commands import CommandTable
from ui.desk import Desk
from ui.library.facet_names import FacetNames
from ui.library.lists import lists_of
from ui.library.lists_page import ListsPage
from ui.library.page import LibraryPage
from ui.preferences import Preferences
from ui.record_box import RecordBox
from ui.tasks import NowTasks
from ui.theme import Theme


@pytest.fixture
def desk(workspace: Workspace, theme: Theme, ask: ScriptedAsk, preferences: Preferences) -> Iterator[Desk]:
    """A Russian window on an English programme."""
    workspace.settings.set("language", "en")
    workspace.add(ListEntry, list="facets", key="stage", title="Stage")
    workspace.add(ListEntry, list="stage", key="discovery", title="Discovery")
    workspace.add(ListEntry, list="stage", key="closing", title="Signing")
    workspace.add(ListEntry, list="stage", key="own", title="Our own")
    deck = workspace.add(AssetKind, key="deck", title="Deck")
    workspace.add(AssetKind, key="bite", title="Our bites")
    workspace.add(Asset, title="A deck", sort=deck, facets={"stage": "discovery"})
    made = Desk(
        workspace, words=Words("ru", translations("ru")), theme=theme, ask=ask, tasks=NowTasks(),
        commands=CommandTable(), preferences=preferences,
    )  # fmt: skip
    yield made
    made.close()


def test_what_nobody_renamed_is_shown_in_the_language_of_the_screen(desk: Desk, qtbot: QtBot) -> None:
    lists = lists_of(desk)
    assert [facet.title for facet in lists.facets] == ["Этап продаж"]
    assert [value.title for value in lists.values("stage")] == ["Выявление потребностей", "Signing", "Our own"]
    assert [kind.title for kind in lists.kinds.values()] == ["Презентация", "Our bites"]
    assert FacetNames(desk).value_title("stage", "discovery") == "Выявление потребностей"
    page = LibraryPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    page.table.select(1)
    lines = page.side.overview.facts.lines
    said = {head: made.text() for head, made in lines.items() if isinstance(made, QLabel)}
    assert said["Вид"] == "Презентация"
    assert said["Этап продаж"] == "Выявление потребностей"


def test_a_kind_is_chosen_by_the_name_shown_or_by_the_one_in_the_file(desk: Desk, qtbot: QtBot) -> None:
    deck, bite = lists_of(desk).kinds
    box = RecordBox(desk, AssetKind.kind)
    qtbot.addWidget(box)
    box.show_id(deck)
    assert box.text() == "Презентация"
    for typed in ("през", "Презентация", "Deck"):
        assert box.entry_of(typed).value == deck
    assert box.entry_of("our").value == bite
    assert box.entry_of("").value is None


def test_a_value_that_is_renamed_bears_that_name_and_one_confirmed_stays_as_it_was(desk: Desk, qtbot: QtBot) -> None:
    page = ListsPage(desk)
    qtbot.addWidget(page)
    page.show_list("stage")
    first, second, _ = lists_of(desk).values("stage")
    page._renamed = first.id
    page._on_named("Выявление потребностей")
    assert [entry.title for entry in desk.workspace.all(ListEntry) if entry.id == first.id] == ["Discovery"]
    page._on_named("Поиск")
    assert lists_of(desk).values("stage")[0].title == "Поиск"
    desk.workspace.undo()
    assert lists_of(desk).values("stage")[0].title == "Выявление потребностей"
    desk.workspace.change(Ref(ListEntry.kind, second.id), title="Closing")
    assert lists_of(desk).values("stage")[1].title == "Закрытие"
    assert desk.workspace.library.value_lists.add("stage", "closing ") == second.id


def test_the_names_follow_the_language_of_the_documents(desk: Desk) -> None:
    assert lists_of(desk).values("stage")[0].title == "Выявление потребностей"
    desk.workspace.settings.set("language", "ru")
    assert lists_of(desk).values("stage")[0].title == "Discovery"
