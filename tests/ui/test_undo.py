"""What pages do in a step of their own can be taken back and done again; tests/undo holds what the stores do."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.workspace import Place
from enable_desktop.charter.lines import Assumption, Obstacle
from enable_desktop.interviews import Interview, Sort, Statement, Theme
from enable_desktop.library.assets import Asset
from enable_desktop.links import Ref
from enable_desktop.packs.records import PackItem
from enable_desktop.people import Group, Person
from enable_desktop.words import Words
from tests.ui.conftest import ScriptedAsk
from tests.ui.lines.shown import rows_of
from tests.undo.conftest import programme  # noqa: F401 (pytest finds it here by name)
from tests.undo.labels import Maker, makers
from tests.undo.scene import Scene, copied, maker_of
from ui.commands import CommandTable
from ui.desk import Desk
from ui.gaps.deeds import Deeds as GapDeeds
from ui.interviews.notes_step import NotesStep
from ui.interviews.planning import PlanningCard
from ui.interviews.tagging import Tag, tag_anew
from ui.library.bulk import BulkPane
from ui.library.deeds import Deeds as LibraryDeeds
from ui.library.fields import FacetFields
from ui.library.leading import Leading
from ui.library.playlist_menu import PlaylistMenu
from ui.lines.library import add_entries
from ui.lines.table import LinesTable
from ui.logo_box import LogoBox
from ui.new_record import NewRecord
from ui.packs.deeds import PackDeeds
from ui.packs.rows import PackRow
from ui.preferences import Preferences
from ui.tasks import NowTasks
from ui.theme import Theme as Look

TAG: Final = Tag(theme=None, new_theme="Brand new", sort=Sort.PROBLEM, severity=3, quotable=False, prompted=False)


@dataclass(slots=True)
class Hands:
    """Somebody at a desk on the sample programme."""

    scene: Scene
    desk: Desk
    ask: ScriptedAsk
    qtbot: QtBot

    def shown(self, widget: QWidget) -> None:
        self.qtbot.addWidget(widget)


@pytest.fixture
def hands(
    programme: Path,  # noqa: F811 (the fixture)
    request: pytest.FixtureRequest,
    tmp_path: Path,
    place: Place,
    words: Words,
    theme: Look,
    ask: ScriptedAsk,
    preferences: Preferences,
    qtbot: QtBot,
) -> Iterator[Hands]:
    scene = Scene(copied(programme, tmp_path), place, random.Random(request.node.name))
    desk = Desk(
        scene.workspace, words=words, theme=theme, ask=ask, tasks=NowTasks(), commands=CommandTable(),
        preferences=preferences,
    )  # fmt: skip
    yield Hands(scene, desk, ask, qtbot)
    desk.close()
    scene.workspace.close()


def start_an_initiative(hands: Hands) -> None:
    deeds, theme = GapDeeds(hands.desk), hands.scene.one(Theme)
    deeds.start_initiative(theme)
    deeds.add_obstacle(theme)
    deeds.add_evidence(theme)


def tag_a_passage(hands: Hands) -> None:
    talk = hands.scene.one(Interview, lambda each: len(each.notes) > 40)
    step = NotesStep(hands.desk)
    hands.shown(step)
    step.show_talk(talk.id)
    step._tag((0, 30), TAG)


def tag_a_statement_otherwise(hands: Hands) -> None:
    tag_anew(hands.desk, hands.scene.one(Statement).id, TAG)


def plan_a_talk(hands: Hands) -> None:
    card = PlanningCard(hands.desk)
    hands.shown(card)
    card.begin()
    card._plan_with(hands.scene.one(Person, lambda each: each.group is Group.OTHER).id, {})


def add_a_value_to_many(hands: Hands) -> None:
    pane = BulkPane(hands.desk)
    hands.shown(pane)
    pane.show_selected([asset.id for asset in hands.scene.some(Asset, 3)])
    pane._on_made("stage", "A new stage")


def add_a_value_to_one(hands: Hands) -> None:
    fields = FacetFields(hands.desk)
    hands.shown(fields)
    fields.show_asset(hands.scene.one(Asset).id)
    fields._on_made("stage", "Another stage")


def remove_several(hands: Hands) -> None:
    deeds = LibraryDeeds(hands.desk)
    deeds.remove([asset.id for asset in hands.scene.some(Asset, 3)])
    deeds.remove([hands.scene.one(Asset).id])


def linked(hands: Hands) -> tuple[Asset, Asset]:
    """An asset that pages link to, and another one."""
    links = hands.scene.workspace.library.page_links
    one = hands.scene.one(Asset, lambda each: bool(links.count_into([each.id])))
    return one, hands.scene.one(Asset, lambda each: each.id != one.id and each.folder == one.folder)


def retire_with_links_in_files(hands: Hands) -> None:
    one, other = linked(hands)
    Leading(hands.desk).retire([one.id], other.id, leads=True, done=lambda: None)


def remove_with_links_in_files(hands: Hands) -> None:
    one, other = linked(hands)
    Leading(hands.desk).remove([one.id], other.id, leads=True, done=lambda: None)


def retire_and_remove_several(hands: Hands) -> None:
    one, other, *several = hands.scene.some(Asset, 4)
    leading = Leading(hands.desk)
    leading.retire([one.id, several[0].id], other.id, leads=True, done=lambda: None)
    leading.remove([asset.id for asset in several], None, leads=False, done=lambda: None)


def put_in_a_new_playlist(hands: Hands) -> None:
    page = QWidget()
    hands.shown(page)
    menu = PlaylistMenu(hands.desk, page)
    menu._assets = tuple(asset.id for asset in hands.scene.some(Asset, 3))
    menu._put_in_new("On the way")


def add_lines_from_the_library(hands: Hands) -> None:
    add_entries(hands.desk, Obstacle, [{"title": "No time"}, {"title": "No money"}], hands)


def sort_lines(hands: Hands) -> None:
    for record in (Obstacle, Assumption):
        table = LinesTable(hands.desk, rows_of(record))
        hands.shown(table)
        first, count = hands.scene.workspace.all(record)[0].id, hands.scene.workspace.count(record)
        hands.scene.workspace.move(Ref(record.kind, first), count)
        if record is Obstacle:
            table.sort_by_weight()
        table.sort_by(0)


def choose_a_logo(hands: Hands) -> None:
    box = LogoBox(hands.desk)
    hands.shown(box)
    picture = hands.scene.papers / "logo.png"
    QImage(4, 4, QImage.Format.Format_RGB32).save(str(picture))
    hands.ask.answers.append(picture)
    box.choose()


def name_somebody_new(hands: Hands) -> None:
    obstacle = Ref(Obstacle.kind, hands.scene.one(Obstacle).id)
    workspace = hands.scene.workspace
    NewRecord(Person.kind, "Somebody New").keep(workspace, lambda id_: workspace.change(obstacle, owner=id_), by=None)


def arrange_a_pack(hands: Hands) -> None:
    item = hands.scene.one(PackItem, lambda each: None not in (each.asset, each.pack) and not each.left_out)
    deeds, pack = PackDeeds(hands.desk), item.pack or 0
    rows = [
        PackRow(title="", asset=each.asset, item=each.id, heading=each.heading)
        for each in hands.scene.workspace.packs.items(pack)
        if each.asset is not None and not each.left_out
    ]
    deeds.place(pack, rows[-1], rows[:2], 0)
    deeds.make_sheets(pack, rows[:2])
    deeds.make_sheets(pack, [PackRow(title="", asset=row.asset, item=row.item, is_sheet=True) for row in rows[:2]])


DEEDS: Final[tuple[Callable[[Hands], None], ...]] = (
    start_an_initiative, tag_a_passage, tag_a_statement_otherwise, plan_a_talk, add_a_value_to_many,
    add_a_value_to_one, remove_several, retire_with_links_in_files, remove_with_links_in_files,
    retire_and_remove_several,
    put_in_a_new_playlist, add_lines_from_the_library, sort_lines, choose_a_logo, name_somebody_new, arrange_a_pack,
)  # fmt: skip


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
def test_what_a_page_does_can_be_taken_back_and_done_again(hands: Hands, deed: Callable[[Hands], None]) -> None:
    scene = hands.scene
    before, begun = scene.state(), scene.workspace.newest_step
    deed(hands)
    after = scene.state()
    steps = [step for step in reversed(scene.steps()) if step.id > begun]
    assert steps
    scene.take_back(steps)
    before.assert_same(scene.state())
    scene.do_again(steps)
    after.assert_same(scene.state())


def test_no_page_makes_a_step_that_no_deed_does(hands: Hands) -> None:
    known, found = makers("ui"), set[Maker]()
    unlisten = hands.scene.workspace.listen(lambda changes: found.update(maker_of(changes.label.message, known)))
    for deed in DEEDS:
        deed(hands)
        while hands.scene.workspace.undo():
            pass
    unlisten()
    assert known - found == set()
