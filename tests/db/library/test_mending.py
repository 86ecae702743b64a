"""Links are mended in files and come back with the step, whatever happens between."""

from __future__ import annotations

import hashlib
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from db.library.deeds import Deeds
from db.step_list import KEPT
from db.workspace import Place, Workspace, open_workspace
from enable_desktop.errors import WorkspaceError
from enable_desktop.library.assets import Asset, MendedFile, WatchedFolder
from enable_desktop.library.documents import FoundLink
from enable_desktop.library.link_places import links_in_markdown
from enable_desktop.library.links import State
from enable_desktop.library.mending import Exchange, Exchanged
from enable_desktop.library.page_links import PageLink
from enable_desktop.links import Reason, Ref
from enable_desktop.words import Words
from ui.files_hand import FilesHand
from ui.reconciling import look_at, roots_of

PAGES = {
    "guide.md": "# Guide\r\n\r\n[Card](card.md#top) and [Card](card.md), [gone](old/none.md)\r\n",
    "notes/talk.md": "See the [card](../card.md).\n",
    "card.md": "[Guide](guide.md) ![scan](scan.png)\n",
}


def see(workspace: Workspace, root: Path, path: str, *targets: str) -> None:
    """As a look at the folder does: the file, and the links in it, which of a document are given."""
    connection = workspace.library.connection
    folder = workspace.all(WatchedFolder)[0].id
    content = (root / path).read_bytes()
    connection.execute("begin")
    row = connection.execute(
        "insert or replace into files (folder, path, size, modified, digest) values (?, ?, ?, ?, ?)",
        (folder, path, len(content), (root / path).stat().st_mtime_ns, hashlib.sha256(content).hexdigest()),
    )
    assert row.lastrowid is not None
    links = [FoundLink(target=each, words=f"words {number}", number=number) for number, each in enumerate(targets)]
    found = links_in_markdown(content.decode()) if not targets else ()
    links += [FoundLink(target=each.target, words=each.words, number=each.number) for each in found]
    workspace.library.page_links.note(row.lastrowid, links)
    connection.execute("commit")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "Content"
    for path, text in PAGES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode())
    (folder / "scan.png").write_bytes(b"picture")
    return folder


@pytest.fixture
def library(workspace: Workspace, root: Path) -> Workspace:
    """Three pages in a watched folder, their links followed."""
    folder = workspace.add(WatchedFolder, title="Content", path=str(root))
    for path in PAGES:
        workspace.add(Asset, title=path, folder=folder, location=path)
        see(workspace, root, path)
    workspace.library.page_links.follow_all()
    return workspace


def move(workspace: Workspace, root: Path, old: str, new: str) -> None:
    """A page moves on disk, and the library follows it."""
    (root / new).parent.mkdir(parents=True, exist_ok=True)
    (root / old).rename(root / new)
    connection = workspace.library.connection
    connection.execute("update files set path = ? where path = ?", (new, old))
    asset = next(each.id for each in workspace.all(Asset) if each.location == old)
    workspace.change(Ref(Asset.kind, asset), location=new)
    workspace.library.page_links.follow_all()


def moved(workspace: Workspace) -> list[tuple[PageLink, str | None]]:
    return [(link, link.mend) for link in workspace.library.page_links.to_list() if link.mend is not None]


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_links_to_a_page_that_moved_are_listed_with_what_they_must_say(library: Workspace, root: Path) -> None:
    move(library, root, "card.md", "cards/first.md")
    assert [(link.page_title, link.target, link.mend) for link, _ in moved(library)] == [
        ("card.md", "guide.md", "../guide.md"),
        ("card.md", "scan.png", "../scan.png"),
        ("guide.md", "card.md#top", "cards/first.md#top"),
        ("guide.md", "card.md", "cards/first.md"),
        ("notes/talk.md", "../card.md", "../cards/first.md"),
    ]


def test_a_page_that_moves_with_what_it_links_to_needs_no_mending(library: Workspace, root: Path) -> None:
    move(library, root, "card.md", "cards/card.md")
    move(library, root, "guide.md", "cards/guide.md")
    assert [(link.page_title, link.target) for link, _ in moved(library)] == [
        ("card.md", "scan.png"),
        ("notes/talk.md", "../card.md"),
    ]


def test_what_points_at_a_moved_page_does_so_again_once_all_were_taken_out_and_came_back(
    library: Workspace, root: Path
) -> None:
    move(library, root, "card.md", "cards/first.md")
    links = library.library.page_links
    before = links.to_list()
    with library.step("Take out"):
        for asset in library.all(Asset):
            library.remove(Ref(Asset.kind, asset.id))
    links.follow_all()
    assert links.to_list() == ()
    library.undo()
    links.follow_all()
    assert links.to_list() == before


def test_a_page_that_comes_back_needs_no_mending_any_more(library: Workspace, root: Path) -> None:
    move(library, root, "card.md", "cards/first.md")
    move(library, root, "cards/first.md", "card.md")
    assert not moved(library)
    assert library.library.page_links.count_broken() == 1


def test_several_files_are_mended_in_one_step_and_come_back_with_it(
    library: Workspace, root: Path, words: Words, russian: Words
) -> None:
    move(library, root, "card.md", "cards/first.md")
    before = contents(root)
    library.library.mending.mend(moved(library))
    assert (root / "guide.md").read_bytes() == (
        b"# Guide\r\n\r\n[Card](cards/first.md#top) and [Card](cards/first.md), [gone](old/none.md)\r\n"
    )
    mended = contents(root)
    library.library.page_links.follow_all()
    assert not moved(library)
    assert library.library.page_links.count_broken() == 1
    label = library.undo_label
    assert label is not None
    assert words.say(label) == "Mend 5 links in 3 files"
    assert "5" in russian.say(label) and "Mend" not in russian.say(label)

    library.undo()
    assert contents(root) == before
    library.library.page_links.follow_all()
    assert len(moved(library)) == 5
    library.redo()
    assert contents(root) == mended
    library.library.page_links.follow_all()
    assert library.library.page_links.count_broken() == 1


def test_undo_works_after_the_file_was_opened_again(library: Workspace, root: Path, place: Place) -> None:
    move(library, root, "card.md", "cards/first.md")
    before = contents(root)
    library.library.mending.mend(moved(library))
    library.close()
    with open_workspace(library.path, place) as again:
        again.undo()
        assert contents(root) == before
        assert not again.all(MendedFile)


@pytest.mark.parametrize("job", ["lead", "take out", "both"])
def test_links_read_as_before_once_their_mend_is_taken_back_and_as_mended_once_it_is_done_again(
    library: Workspace, root: Path, place: Place, job: str
) -> None:
    move(library, root, "card.md", "cards/first.md")
    links = library.library.page_links
    before = links.to_list()
    (gone,) = (link for link in before if link.mend is None)
    mends = [(gone, None if job == "take out" else "notes/talk.md")]
    library.library.mending.mend(mends if job == "lead" else [*mends, *moved(library)])
    links.follow_all()
    mended = links.to_list()
    assert len(mended) == (5 if job == "lead" else 0)
    for _ in range(2):
        library.undo()
        links.follow_all()
        assert links.to_list() == before
        library.redo()
        links.follow_all()
        assert links.to_list() == mended
    library.close()
    with open_workspace(library.path, place) as again:
        again.undo()
        again.library.page_links.follow_all()
        assert again.library.page_links.to_list() == before


def test_a_link_that_points_at_what_moved_goes_on_doing_so_where_one_before_it_is_taken_out(
    library: Workspace, root: Path
) -> None:
    write = "[gone](old/none.md) and [Guide](guide.md)\n"
    (root / "talk.md").write_text(write, "utf-8")
    library.add(Asset, title="talk", folder=library.all(WatchedFolder)[0].id, location="talk.md")
    see(library, root, "talk.md")
    links = library.library.page_links
    links.follow_all()
    move(library, root, "guide.md", "guides/first.md")
    (gone,) = (link for link in links.to_list() if link.page_title == "talk" and link.mend is None)
    library.library.mending.mend([(gone, None)])
    links.follow_all()
    assert [(each.target, each.mend) for each in links.to_list() if each.page_title == "talk"] == [
        ("guide.md", "guides/first.md")
    ]


def test_our_own_mend_is_no_edit_of_the_page(library: Workspace, root: Path) -> None:
    move(library, root, "card.md", "cards/first.md")
    library.library.mending.mend(moved(library))
    connection = library.library.connection
    for path, size, modified, digest in connection.execute("select path, size, modified, digest from files"):
        about, content = (root / path).stat(), (root / path).read_bytes()
        assert (size, modified, digest) == (about.st_size, about.st_mtime_ns, hashlib.sha256(content).hexdigest())
    assert all(asset.changed is None for asset in library.all(Asset))


def follow(workspace: Workspace) -> None:
    """The library follows what a look at its folder finds."""
    files = workspace.library.files
    findings = look_at(workspace, roots_of(workspace), lambda: None)[0]
    files.follow(Deeds(findings=findings, owners=files.owners(findings.known)))


def test_a_page_put_back_as_it_was_reviewed_asks_for_nothing_once_its_links_are_mended(
    library: Workspace, root: Path
) -> None:
    follow(library)
    reviews = library.library.reviews
    guide = next(each.id for each in library.all(Asset) if each.title == "guide.md")
    library.carry_out(reviews.reviewing([guide]))
    content = (root / "guide.md").read_bytes()
    (root / "guide.md").write_bytes(content + b"More.")
    follow(library)
    assert guide in reviews.queue().ids
    (root / "guide.md").write_bytes(content)
    follow(library)
    assert guide not in reviews.queue().ids
    move(library, root, "card.md", "cards/first.md")
    library.library.mending.mend(moved(library))
    assert b"cards/first.md" in (root / "guide.md").read_bytes()
    assert guide not in reviews.queue().ids
    library.undo()
    assert (root / "guide.md").read_bytes() == content
    assert guide not in reviews.queue().ids
    library.redo()
    assert guide not in reviews.queue().ids
    mended = (root / "guide.md").read_bytes()
    (root / "guide.md").write_bytes(mended + b"More.")
    follow(library)
    assert guide in reviews.queue().ids
    (root / "guide.md").write_bytes(mended)
    follow(library)
    assert guide not in reviews.queue().ids


def test_a_source_put_back_as_it_was_flags_nothing_once_its_links_are_mended(library: Workspace, root: Path) -> None:
    follow(library)
    guide, talk = (
        next(each.id for each in library.all(Asset) if each.title == name) for name in ("guide.md", "notes/talk.md")
    )
    library.links.join(Ref(Asset.kind, talk), Ref(Asset.kind, guide), Reason.SOURCE)
    library.carry_out(library.library.reviews.reviewing([talk]))
    content = (root / "guide.md").read_bytes()
    for edited in (content + b"More.", content):
        (root / "guide.md").write_bytes(edited)
        follow(library)
    move(library, root, "card.md", "cards/first.md")
    library.library.mending.mend(moved(library))
    assert library.library.health.flagged_by("source-changed") == ()
    library.undo()
    assert library.library.health.flagged_by("source-changed") == ()
    (root / "guide.md").write_bytes(content + b"More.")
    follow(library)
    assert library.library.health.flagged_by("source-changed") == (talk,)


def test_a_page_that_was_edited_since_its_review_asks_for_another_one_also_when_its_links_are_mended(
    library: Workspace, root: Path
) -> None:
    follow(library)
    guide = next(each.id for each in library.all(Asset) if each.title == "guide.md")
    library.carry_out(library.library.reviews.reviewing([guide]))
    (root / "guide.md").write_bytes((root / "guide.md").read_bytes() + b"More.")
    follow(library)
    move(library, root, "card.md", "cards/first.md")
    library.library.mending.mend(moved(library))
    assert b"cards/first.md" in (root / "guide.md").read_bytes()
    assert guide in library.library.reviews.queue().ids


def test_undo_does_nothing_where_one_of_the_files_has_changed_since(library: Workspace, root: Path) -> None:
    move(library, root, "card.md", "cards/first.md")
    library.library.mending.mend(moved(library))
    talk = root / "notes" / "talk.md"
    talk.write_text("Written anew.\n", "utf-8")
    left = contents(root)
    with pytest.raises(WorkspaceError, match=r"talk\.md has changed since"):
        library.undo()
    assert contents(root) == left
    assert len([each for each in library.all(MendedFile) if each.path]) == 3


def test_a_file_that_moved_since_it_was_mended_is_put_back_where_it_lies(library: Workspace, root: Path) -> None:
    move(library, root, "card.md", "cards/first.md")
    before = (root / "guide.md").read_bytes()
    library.library.mending.mend(moved(library))
    (root / "guide.md").rename(root / "start.md")
    library.library.connection.execute("update files set path = 'start.md' where path = 'guide.md'")
    library.undo()
    assert (root / "start.md").read_bytes() == before


def test_a_file_that_cannot_be_mended_is_left_and_named(library: Workspace, root: Path, words: Words) -> None:
    move(library, root, "card.md", "cards/first.md")
    (root / "notes" / "talk.md").chmod(0o400)
    readied = library.library.mending.mend(moved(library))
    assert readied.links == 4
    assert [words.say(each) for each in readied.refused] == [
        "Content/notes/talk.md is read-only. Nothing in it was changed; make it writable and try again."
    ]


def test_a_mend_that_cannot_be_taken_back_says_in_which_folder_the_page_lies(library: Workspace, root: Path) -> None:
    move(library, root, "card.md", "cards/first.md")
    library.library.mending.mend(moved(library))
    (root / "notes" / "talk.md").chmod(0o400)
    with pytest.raises(WorkspaceError, match=r"^Content/notes/talk\.md is read-only"):
        library.undo()


class FullDisk(FilesHand):
    """Writes one file, and then the disk is full."""

    def exchange(self, exchanges: Sequence[Exchange]) -> tuple[Exchanged, ...]:
        super().exchange(exchanges[:1])
        raise WorkspaceError("The disk is full.")


def test_where_one_file_cannot_be_written_none_is(library: Workspace, root: Path, place: Place) -> None:
    move(library, root, "card.md", "cards/first.md")
    before = contents(root)
    library.close()
    with open_workspace(library.path, replace(place, hand=FullDisk)) as full:
        with pytest.raises(WorkspaceError, match="disk is full"):
            full.library.mending.mend(moved(full))
        assert contents(root) == before
        assert not full.all(MendedFile)
        assert not full.library.connection.execute("select * from exchanged_files").fetchall()


def test_a_link_is_taken_out_and_its_words_stay(library: Workspace, root: Path) -> None:
    (gone,) = library.library.page_links.broken()
    library.library.mending.mend([(gone, None)])
    assert (root / "guide.md").read_bytes().endswith(b"[Card](card.md), gone\r\n")
    library.library.page_links.follow_all()
    assert not library.library.page_links.count_broken()
    library.undo()
    library.library.page_links.follow_all()
    assert [link.state for link in library.library.page_links.broken()] == [State.BROKEN]
    assert contents(root)["guide.md"] == PAGES["guide.md"].encode()


CHILD = """
import json, os, signal, sys
from pathlib import Path
from db.workspace import open_workspace
from exports import mending
from tests.conftest import NOW
from db.library.deeds import Deeds
from db.step_list import KEPT
from db.workspace import Place
from ui.files_hand import FilesHand
from ui.reconciling import look_at, roots_of

class Dying(FilesHand):
    def exchange(self, exchanges):
        mending.put_back(exchanges[0].path, exchanges[0].digest_before, exchanges[0].after)
        os.kill(os.getpid(), signal.SIGKILL)

path, home, job = sys.argv[1:]
place = Place(home=Path(home), clock=lambda: NOW, hand=Dying)
with open_workspace(Path(path), place) as workspace:
    if job == "undo":
        workspace.undo()
    links = workspace.library.page_links.to_list()
    workspace.library.mending.mend([(link, link.mend) for link in links if link.mend is not None])
"""


@pytest.mark.parametrize("job", ["mend", "undo"])
def test_a_program_killed_between_two_files_leaves_none_mended_by_half(
    library: Workspace, root: Path, place: Place, home: Path, job: str
) -> None:
    move(library, root, "card.md", "cards/first.md")
    before = contents(root)
    if job == "undo":
        library.library.mending.mend(moved(library))
        before = contents(root)
    library.close()
    done = subprocess.run([sys.executable, "-c", CHILD, str(library.path), str(home), job], check=False)
    assert done.returncode == -signal.SIGKILL
    assert contents(root) != before
    with open_workspace(library.path, place) as again:
        assert contents(root) == before
        assert not again.unsettled
        assert len([each for each in again.all(MendedFile) if each.path]) == (3 if job == "undo" else 0)
        assert not again.library.connection.execute("select * from exchanged_files").fetchall()
        if job == "undo":
            again.undo()
            assert contents(root)["guide.md"] == PAGES["guide.md"].encode()


def test_what_a_program_killed_while_it_wrote_left_beside_a_page_is_removed(
    library: Workspace, root: Path, place: Place
) -> None:
    move(library, root, "card.md", "cards/first.md")
    mending = library.library.mending
    mending.keep(mending.hand.ready(mending.wanted(moved(library))).exchanges)
    before = contents(root)
    (root / "notes" / ".talk.md.abcd1234.part").write_bytes(b"half")
    library.close()
    with open_workspace(library.path, place) as again:
        assert contents(root) == before
        assert not again.unsettled


def test_where_the_program_has_no_hand_nothing_is_written(library: Workspace, root: Path, place: Place) -> None:
    move(library, root, "card.md", "cards/first.md")
    before = contents(root)
    library.close()
    with (
        open_workspace(library.path, Place(home=place.home, clock=place.clock)) as again,
        pytest.raises(WorkspaceError, match="cannot be written"),
    ):
        again.library.mending.mend(moved(again))
    assert contents(root) == before


def kept(workspace: Workspace) -> set[bytes]:
    """The bytes that the workspace keeps: what files held, and where the links of each mend led."""
    return {bytes(row[0]) for row in workspace.library.connection.execute("select bytes from blobs")}


def rename_on(workspace: Workspace, steps: int) -> None:
    for number in range(steps):
        workspace.change(Ref(Asset.kind, 1), title=f"Name {number} of {steps}")


def test_what_files_held_is_kept_as_long_as_the_mend_can_be_taken_back_and_no_longer(
    library: Workspace, root: Path
) -> None:
    before = set(contents(root).values())
    move(library, root, "card.md", "cards/first.md")
    library.library.mending.mend(moved(library))
    assert len(kept(library)) == 4 and len(kept(library) & before) == 3
    rename_on(library, KEPT - 1)
    assert len(kept(library)) == 4
    rename_on(library, 1)
    assert kept(library) == set()
    assert library.integrity() == ()


def test_what_files_held_after_a_mend_goes_when_it_cannot_be_done_again(library: Workspace, root: Path) -> None:
    move(library, root, "card.md", "cards/first.md")
    library.library.mending.mend(moved(library))
    library.undo()
    library.redo()
    library.undo()
    assert len(kept(library)) == 7
    rename_on(library, 1)
    assert kept(library) == set()


def test_what_is_attached_or_could_be_attached_again_stays(library: Workspace, root: Path) -> None:
    page = (root / "notes" / "talk.md").read_bytes()
    there = library.attachments.add("talk.md", page, "text/markdown")
    gone = library.attachments.add("guide.md", (root / "guide.md").read_bytes(), "text/markdown")
    move(library, root, "card.md", "cards/first.md")
    library.library.mending.mend(moved(library))
    library.undo()
    library.remove(Ref("attachments", gone.id))
    assert kept(library) == {page, (root / "guide.md").read_bytes()}
    library.undo()
    assert library.attachments.content(gone) == (root / "guide.md").read_bytes()
    assert library.attachments.content(there) == page


def test_what_files_held_outlives_a_compaction_as_long_as_the_step_is_known(
    library: Workspace, root: Path, place: Place
) -> None:
    def compacted(workspace: Workspace) -> Workspace:
        workspace.close()
        again = open_workspace(workspace.path, place)
        while again.compact():
            pass
        return again

    before = contents(root)
    move(library, root, "card.md", "cards/first.md")
    library.library.mending.mend(moved(library))
    mended = contents(root)
    workspace = compacted(library)
    workspace.undo()
    workspace = compacted(workspace)
    assert (root / "guide.md").read_bytes() == before["guide.md"]
    workspace.redo()
    assert contents(root) == mended
    folder = Ref(WatchedFolder.kind, workspace.all(WatchedFolder)[0].id)
    for number in range(KEPT + 1):
        workspace.change(folder, title=f"Pages {number}")
    workspace = compacted(workspace)
    assert workspace.library.connection.execute("select count(*) from blobs").fetchone() == (0,)
    assert contents(root) == mended
    workspace.close()
