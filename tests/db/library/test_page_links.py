"""Links between pages are kept as they are written, and lead where the catalogue says."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.workspace import Workspace
from enable_desktop.library.assets import Asset, AssetCopy, WatchedFolder
from enable_desktop.library.documents import FoundLink
from enable_desktop.library.link_places import links_in_markdown
from enable_desktop.library.links import State
from enable_desktop.links import Ref

PAGES = {
    "guide.md": "[Card](card.md) [site](https://x.example) [gone](old/none.md) [gone](old/none.md) [me](mailto:a@x.a)",
    "card.md": "[Back](guide.md#top) and [deck](https://portal.x.example/deck/)",
    "папка/лист.md": "[Руководство](../guide.md)",
}


@pytest.fixture
def library(full: Workspace, tmp_path: Path) -> Workspace:
    """A workspace whose library is three pages in a folder and a deck on the web."""
    root = tmp_path / "Мой контент"
    folder = full.add(WatchedFolder, title="Content", path=str(root))
    for path, text in PAGES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
        full.add(Asset, title=path, folder=folder, location=path)
        see(full, folder, path)
    full.add(Asset, title="Deck", location="https://PORTAL.x.example/deck")
    full.library.page_links.follow_all()
    return full


def see(workspace: Workspace, folder: int, path: str) -> None:
    """As a look at the folder does: the file, and the links in it."""
    connection = workspace.library.connection
    root = next(each.path for each in workspace.all(WatchedFolder) if each.id == folder)
    connection.execute("begin")
    file = connection.execute("insert or replace into files (folder, path) values (?, ?)", (folder, path)).lastrowid
    found = links_in_markdown((Path(root) / path).read_text("utf-8"))
    assert file is not None
    workspace.library.page_links.note(
        file, [FoundLink(target=each.target, words=each.words, number=each.number) for each in found]
    )
    connection.execute("commit")


def asset(workspace: Workspace, title: str) -> int:
    return next(each.id for each in workspace.all(Asset) if each.title == title)


def test_links_are_shown_from_both_ends(library: Workspace) -> None:
    guide, card, deck = (asset(library, title) for title in ("guide.md", "card.md", "Deck"))
    links = library.library.page_links.of(guide)
    assert [(link.words, link.state, link.asset) for link in links.uses] == [
        ("Card", State.ASSET, card),
        ("site", State.WEB, None),
        ("gone", State.BROKEN, None),
        ("gone", State.BROKEN, None),
    ]
    assert [(link.page_title, link.words) for link in links.used_by] == [
        ("card.md", "Back"),
        ("папка/лист.md", "Руководство"),
    ]
    assert [link.page_title for link in library.library.page_links.of(deck).used_by] == ["card.md"]


def test_every_broken_link_is_counted_as_written(library: Workspace) -> None:
    assert library.library.page_links.count_broken() == 2
    assert [(link.page_title, link.target) for link in library.library.page_links.broken()] == [
        ("guide.md", "old/none.md"),
        ("guide.md", "old/none.md"),
    ]


def test_a_link_to_what_is_removed_breaks_only_when_its_file_is_gone_too(library: Workspace) -> None:
    card = asset(library, "card.md")
    (folder,) = (each for each in library.all(WatchedFolder) if each.title == "Content")
    library.remove(Ref(Asset.kind, card))
    library.library.page_links.follow_all()
    assert library.library.page_links.count_broken() == 2
    (Path(folder.path) / "card.md").unlink()
    library.library.page_links.follow_all()
    assert library.library.page_links.count_broken() == 3
    library.undo()
    library.library.page_links.follow_all()
    assert library.library.page_links.count_broken() == 2


def test_a_copy_of_an_asset_is_the_asset(library: Workspace) -> None:
    deck = asset(library, "Deck")
    (folder,) = (each.id for each in library.all(WatchedFolder) if each.title == "Content")
    library.add(AssetCopy, asset=deck, folder=folder, location="old/none.md")
    library.library.page_links.follow_all()
    assert library.library.page_links.count_broken() == 0
    assert [link.words for link in library.library.page_links.of(deck).used_by] == ["deck", "gone", "gone"]


def test_pages_that_were_taken_out_of_the_library_have_no_broken_links_and_link_to_nothing(library: Workspace) -> None:
    links = library.library.page_links
    guide, card = asset(library, "guide.md"), asset(library, "card.md")
    assert (links.count_broken(), len(links.broken()), len(links.to_list())) == (2, 2, 2)
    library.remove(Ref(Asset.kind, guide))
    links.follow_all()
    # What is linked to is a file that is there, though it is no content any more.
    assert (links.count_broken(), links.broken(), links.to_list(), links.to_web()) == (0, (), (), ())
    assert links.of(card).used_by == ()
    assert links.count_into([card]) == 0
    library.undo()
    links.follow_all()
    assert (links.count_broken(), len(links.of(card).used_by)) == (2, 1)
    # A copy of content is a page of the library too.
    library.remove(Ref(Asset.kind, guide))
    folder = library.all(WatchedFolder)[-1].id
    library.add(AssetCopy, asset=card, folder=folder, location="guide.md")
    links.follow_all()
    assert links.count_broken() == 2
