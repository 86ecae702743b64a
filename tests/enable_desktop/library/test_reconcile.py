"""What became of files in a folder is told from their identity and their content: nothing is lost, nothing doubled."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enable_desktop.library.folders import Closer, Known, Placed, Scan, Seen
from enable_desktop.library.matching import matches
from enable_desktop.library.reconcile import Findings, Found, Glance, first_look, glance, settle
from tests.enable_desktop.library.looks import Catalogue, write

HOUR_NS: Final = 3_600_000_000_000


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with four pages and a catalogue that would know them."""
    return write(
        tmp_path / "Content",
        {
            "discovery.md": "how to ask",
            "pricing.md": "what it costs",
            "old/deck.md": "slides",
            "old/deep/script.md": "what to say",
        },
    )


@pytest.fixture
def catalogue(root: Path) -> Catalogue:
    return Catalogue({1: root}).taken_in()


def kinds(findings: Findings) -> dict[str, int]:
    """How many there are of everything that was found."""
    found = {
        name: len(getattr(findings, name))
        for name in ("new", "changed", "moved", "back_again", "refreshed", "missing", "unreachable", "offline")
    }
    return {name: count for name, count in found.items() if count}


def steps(found: tuple[Found, ...]) -> list[tuple[str, str]]:
    """From where to where, or where."""
    return [(each.known.seen.path, each.seen.path) for each in found]


def test_a_folder_in_which_nothing_happened_opens_no_file(catalogue: Catalogue) -> None:
    catalogue.opened.clear()
    assert kinds(catalogue.look()) == {}
    assert catalogue.opened == []


def test_a_renamed_file_is_moved_and_not_opened(catalogue: Catalogue, root: Path) -> None:
    catalogue.opened.clear()
    (root / "discovery.md").rename(root / "asking.md")
    findings = catalogue.look()
    assert kinds(findings) == {"moved": 1}
    assert steps(findings.moved) == [("discovery.md", "asking.md")]
    assert catalogue.opened == []


def test_a_whole_tree_is_moved_file_by_file(catalogue: Catalogue, root: Path) -> None:
    (root / "archive").mkdir()
    (root / "old").rename(root / "archive" / "2025")
    findings = catalogue.look()
    assert steps(findings.moved) == [
        ("old/deck.md", "archive/2025/deck.md"),
        ("old/deep/script.md", "archive/2025/deep/script.md"),
    ]
    assert kinds(findings) == {"moved": 2}


def test_a_file_that_was_edited_inside_a_moved_tree_is_moved_with_it(catalogue: Catalogue, root: Path) -> None:
    (root / "old").rename(root / "new")
    (root / "new/deep/saved").write_text("what to say, and when")
    (root / "new/deep/saved").replace(root / "new/deep/script.md")
    findings = catalogue.look()
    assert kinds(findings) == {"moved": 2}
    assert [(each.seen.path, each.is_edited) for each in findings.moved] == [
        ("new/deck.md", False),
        ("new/deep/script.md", True),
    ]


def test_an_edit_in_place_and_an_atomic_save_both_change_the_file(catalogue: Catalogue, root: Path) -> None:
    (root / "discovery.md").write_text("how to ask better")
    (root / "saved").write_text("what it costs now")
    (root / "saved").replace(root / "pricing.md")
    findings = catalogue.look()
    assert [each.seen.path for each in findings.changed] == ["discovery.md", "pricing.md"]
    assert kinds(findings) == {"changed": 2}


def test_a_save_that_keeps_the_old_file_beside_it_is_no_move(catalogue: Catalogue, root: Path) -> None:
    for text in ("second", "third"):
        (root / "discovery.md").replace(root / "discovery.bak")
        (root / "discovery.md").write_text(text)
        findings = catalogue.look()
        assert "discovery.md" in [each.seen.path for each in findings.changed]
        assert not findings.moved
        assert not findings.missing
        catalogue.follow(findings)


def test_a_file_that_was_only_touched_has_not_changed(catalogue: Catalogue, root: Path) -> None:
    os.utime(root / "discovery.md", ns=(1, 1))
    assert kinds(catalogue.look()) == {"refreshed": 1}


def test_a_renamed_and_edited_file_is_moved_and_edited(catalogue: Catalogue, root: Path) -> None:
    (root / "discovery.md").rename(root / "asking.md")
    with (root / "asking.md").open("a") as file:
        file.write(", once more")
    findings = catalogue.look({(1, "asking.md"): 0})
    assert steps(findings.moved) == [("discovery.md", "asking.md")]
    assert findings.moved[0].is_edited


def test_a_new_file_that_got_the_inode_of_a_deleted_one_is_new() -> None:
    known = Known(id=1, folder=1, seen=Seen("a.md", 5, 100, "1:7", False), digest="aa", noted_ns=2 * HOUR_NS)
    other = Seen("b.md", 9, 4 * HOUR_NS, "1:7", False)
    at = Glance(scan=Scan(seen=(other,), disk="1"), held=1, rest=(other,), differing=("a.md",))
    look = first_look([known], {1: at})
    later = settle(look, {(1, "b.md"): Closer(digest="bb", made_ns=3 * HOUR_NS)})
    before = settle(look, {(1, "b.md"): Closer(digest="bb", made_ns=1 * HOUR_NS)})
    assert kinds(later) == {"new": 1, "missing": 1}
    assert kinds(before) == {"moved": 1}


def test_a_copy_is_new_and_leaves_its_original_alone(catalogue: Catalogue, root: Path) -> None:
    shutil.copy2(root / "discovery.md", root / "copy.md")
    os.link(root / "pricing.md", root / "second name.md")
    findings = catalogue.look()
    assert kinds(findings) == {"new": 2}
    assert [each.seen.path for each in findings.new] == ["copy.md", "second name.md"]


def test_a_file_copied_elsewhere_and_then_deleted_is_moved_by_its_content(catalogue: Catalogue, root: Path) -> None:
    shutil.copy(root / "discovery.md", root / "old" / "asking.md")
    (root / "discovery.md").unlink()
    assert steps(catalogue.look().moved) == [("discovery.md", "old/asking.md")]


def test_a_file_goes_from_one_watched_folder_to_another(tmp_path: Path, root: Path) -> None:
    other = write(tmp_path / "Other", {"here.md": "already"})
    catalogue = Catalogue({1: root, 2: other}).taken_in()
    shutil.copy(root / "discovery.md", other / "discovery.md")
    (root / "discovery.md").unlink()
    (root / "pricing.md").rename(other / "prices.md")
    findings = catalogue.look()
    assert [(each.folder, each.seen.path) for each in findings.moved] == [(2, "discovery.md"), (2, "prices.md")]
    assert kinds(findings) == {"moved": 2}


def test_names_that_are_exchanged_or_handed_on_follow_the_files(catalogue: Catalogue, root: Path) -> None:
    (root / "discovery.md").rename(root / "aside")
    (root / "pricing.md").rename(root / "discovery.md")
    (root / "aside").rename(root / "pricing.md")
    findings = catalogue.look()
    assert steps(findings.moved) == [("discovery.md", "pricing.md"), ("pricing.md", "discovery.md")]
    assert kinds(findings) == {"moved": 2}


def test_a_file_that_was_moved_over_another_replaces_it(catalogue: Catalogue, root: Path) -> None:
    (root / "pricing.md").replace(root / "discovery.md")
    findings = catalogue.look()
    assert [each.seen.path for each in findings.changed] == ["discovery.md"]
    assert [each.seen.path for each in findings.missing] == ["pricing.md"]


def test_a_row_of_files_that_moved_up_by_one_leaves_only_the_overwritten_one_changed(
    catalogue: Catalogue, root: Path
) -> None:
    (root / "old/deck.md").replace(root / "pricing.md")
    (root / "old/deep/script.md").replace(root / "old/deck.md")
    findings = catalogue.look()
    assert [each.seen.path for each in findings.changed] == ["old/deck.md", "pricing.md"]
    assert [each.seen.path for each in findings.missing] == ["old/deep/script.md"]


def test_a_file_that_takes_the_name_of_a_missing_one_is_moved(catalogue: Catalogue, root: Path) -> None:
    (root / "discovery.md").unlink()
    catalogue.follow(catalogue.look())
    (root / "pricing.md").rename(root / "discovery.md")
    assert steps(catalogue.look().moved) == [("pricing.md", "discovery.md")]


def test_a_file_that_was_never_looked_for_is_found_without_having_changed(catalogue: Catalogue, root: Path) -> None:
    write(root, {"listed.md": "in a table"})
    catalogue.known[91] = Known(id=91, folder=1, seen=Seen("listed.md", 0, 0, "", False))
    catalogue.known[92] = Known(id=92, folder=1, seen=Seen("nowhere.md", 0, 0, "", False))
    findings = catalogue.look()
    assert [each.seen.path for each in findings.refreshed] == ["listed.md"]
    assert [each.seen.path for each in findings.missing] == ["nowhere.md"]
    assert findings.asks_first == ()


def test_equal_files_are_told_apart_by_their_paths(tmp_path: Path) -> None:
    root = write(tmp_path / "Content", {f"{place}/same.md": "equal" for place in ("a", "a/b", "c", "d")})
    catalogue = Catalogue({1: root}).taken_in()
    shutil.copytree(root / "a", root / "x" / "a")
    shutil.copy(root / "c" / "same.md", root / "c" / "other.md")
    shutil.rmtree(root / "a")
    (root / "c" / "same.md").unlink()
    findings = catalogue.look()
    assert steps(findings.moved) == [
        ("a/b/same.md", "x/a/b/same.md"),
        ("a/same.md", "x/a/same.md"),
        ("c/same.md", "c/other.md"),
    ]
    assert kinds(findings) == {"moved": 3}


def test_empty_files_are_not_taken_for_one_another(tmp_path: Path) -> None:
    root = write(tmp_path / "Content", {"a.md": "", "b.md": "", "c.md": "text"})
    catalogue = Catalogue({1: root}).taken_in()
    (root / "a.md").unlink()
    (root / "z.md").write_text("")
    findings = catalogue.look({})
    assert kinds(findings) == {"missing": 1, "new": 1}


def test_a_missing_file_is_known_again_when_it_is_back_also_elsewhere(catalogue: Catalogue, root: Path) -> None:
    (root / "discovery.md").rename(root.parent / "away.md")
    (root / "pricing.md").rename(root.parent / "gone.md")
    findings = catalogue.look()
    assert kinds(findings) == {"missing": 2}
    catalogue.follow(findings)
    assert kinds(catalogue.look()) == {}
    (root.parent / "away.md").rename(root / "discovery.md")
    (root.parent / "gone.md").rename(root / "old" / "prices.md")
    findings = catalogue.look()
    assert kinds(findings) == {"back_again": 2}
    assert steps(findings.back_again) == [("discovery.md", "discovery.md"), ("pricing.md", "old/prices.md")]


def emptied(root: Path) -> None:
    shutil.rmtree(root)
    root.mkdir()


@pytest.mark.parametrize("loss", [shutil.rmtree, emptied])
def test_a_folder_that_is_away_or_empty_is_offline_and_nothing_is_missing(
    catalogue: Catalogue, root: Path, loss: Callable[[Path], None]
) -> None:
    kept = shutil.copytree(root, root.parent / "kept")
    loss(root)
    findings = catalogue.look()
    assert kinds(findings) == {"offline": 1}
    assert "unplugged" in str(findings.offline[1])
    catalogue.follow(findings)
    shutil.copytree(kept, root, dirs_exist_ok=True)
    assert catalogue.look().is_empty


def test_what_was_moved_out_of_a_folder_until_it_was_empty_is_moved(tmp_path: Path, root: Path) -> None:
    other = write(tmp_path / "Other", {"here.md": "already"})
    catalogue = Catalogue({1: root, 2: other}).taken_in()
    (root / "discovery.md").rename(other / "discovery.md")
    shutil.copy(root / "pricing.md", other / "prices.md")
    shutil.copytree(root / "old", other / "old")
    emptied(root)
    findings = catalogue.look()
    assert kinds(findings) == {"moved": 4, "offline": 1}


def test_a_copy_of_what_lies_in_a_folder_that_is_away_is_new(tmp_path: Path, root: Path) -> None:
    other = write(tmp_path / "Other", {"here.md": "already"})
    catalogue = Catalogue({1: root, 2: other}).taken_in()
    shutil.copy(root / "pricing.md", other / "prices.md")
    root.rename(tmp_path / "unplugged")
    assert kinds(catalogue.look()) == {"new": 1, "offline": 1}


def test_another_disk_in_its_place_is_an_offline_folder_and_brings_nothing_new() -> None:
    facts = [("a.md", 5, 100, "1:7", False)]
    scan = Scan(seen=(Seen("holiday.jpg", 9, 100, "2:7", False),), disk="2")
    at = glance(facts, scan, name="Content")
    findings = settle(first_look([], {1: at}), {})
    assert kinds(findings) == {"offline": 1}
    assert "another disk" in str(findings.offline[1])


def test_the_same_disk_under_another_number_changes_nothing() -> None:
    facts = [("a.md", 5, 100, "1:7", False), ("b.md", 6, 100, "1:8", False)]
    seen = (Seen("a.md", 5, 100, "2:7", False), Seen("c.md", 6, 100, "2:8", False))
    at = glance(facts, Scan(seen=seen, disk="2"))
    assert at.renumbered == ("1", "2")
    assert at.differing == ("b.md",)
    known = Known(id=2, folder=1, seen=Seen("b.md", 6, 100, "1:8", False))
    assert steps(settle(first_look([known], {1: at}), {}).moved) == [("b.md", "c.md")]


def test_what_lay_on_a_disk_inside_the_folder_is_out_of_reach_and_not_missing() -> None:
    facts = [("a.md", 5, 100, "1:7", False), ("stick/b.md", 6, 100, "9:8", False)]
    at = glance(facts, Scan(seen=(Seen("a.md", 5, 100, "1:7", False),), disk="1"))
    known = Known(id=2, folder=1, seen=Seen("stick/b.md", 6, 100, "9:8", False))
    assert kinds(settle(first_look([known], {1: at}), {})) == {"unreachable": 1}


def test_what_lies_in_a_folder_that_may_not_be_read_is_out_of_reach(catalogue: Catalogue, root: Path) -> None:
    at = glance(catalogue.facts(1), Scan(seen=(catalogue.at("pricing.md").seen,), unread=frozenset({"old"}), disk="1"))
    known = [each for each in catalogue.known.values() if each.seen.path in at.differing]
    findings = settle(first_look(known, {1: at}), {})
    assert [each.seen.path for each in findings.unreachable] == ["old/deck.md", "old/deep/script.md"]


@pytest.mark.parametrize(("gone", "asks"), [(1, ()), (2, ()), (3, (1,))])
def test_when_more_than_a_tenth_vanishes_somebody_is_asked(tmp_path: Path, gone: int, asks: tuple[int, ...]) -> None:
    root = write(tmp_path / "Content", {f"{number}.md": str(number) for number in range(20)})
    catalogue = Catalogue({1: root}).taken_in()
    for number in range(gone):
        (root / f"{number}.md").unlink()
    findings = catalogue.look()
    assert len(findings.missing) == gone
    assert findings.asks_first == asks


def test_a_file_that_went_before_it_could_be_opened_is_not_there() -> None:
    known = Known(id=1, folder=1, seen=Seen("a.md", 5, 100, "1:7", False), digest="aa")
    seen = (Seen("a.md", 6, 200, "1:7", False), Seen("b.md", 9, 100, "1:8", False))
    look = first_look([known], {1: Glance(scan=Scan(seen=seen, disk="1"), held=1, differing=("a.md",), rest=seen)})
    findings = settle(look, {(1, "a.md"): Closer(is_gone=True), (1, "b.md"): Closer(is_gone=True)})
    assert kinds(findings) == {"missing": 1}


def test_where_a_file_was_seen_under_two_names_the_first_one_is_doubted(catalogue: Catalogue, root: Path) -> None:
    """A rename in the middle of a look shows both."""
    before = catalogue.at("discovery.md").seen
    seen = tuple(each.seen for each in catalogue.known.values())
    after = before._replace(path="asking.md")
    at = glance(catalogue.facts(1), Scan(seen=(*seen, after), disk=before.disk))
    assert first_look([], {1: at}).doubted == {(1, "discovery.md")}


def test_hundreds_of_files_that_are_renamed_at_once_are_all_moved(tmp_path: Path) -> None:
    root = write(tmp_path / "Content", {f"{number % 7}/{number:03}.md": str(number // 2) for number in range(300)})
    catalogue = Catalogue({1: root}).taken_in()
    truth = {}
    for number in range(300):
        before = f"{number % 7}/{number:03}.md"
        truth[before] = f"{number % 5}/renamed {number}.md"
        (root / truth[before]).parent.mkdir(exist_ok=True)
        (root / before).rename(root / truth[before])
    findings = catalogue.look()
    assert kinds(findings) == {"moved": 300}
    assert dict(steps(findings.moved)) == truth


@given(
    before=st.lists(st.tuples(st.integers(1, 2), st.sampled_from(["a", "b", "a/b", "b/a", "a/b/c"])), max_size=8),
    after=st.lists(st.tuples(st.integers(1, 2), st.sampled_from(["a", "b", "a/b", "b/a", "a/b/c"])), max_size=8),
)
def test_equal_files_are_paired_one_to_one_and_those_that_stay_first(
    before: list[tuple[int, str]], after: list[tuple[int, str]]
) -> None:
    known = [
        Known(id=number, folder=folder, seen=Seen(path, 1, 1, "", False))
        for number, (folder, path) in enumerate(dict.fromkeys(before))
    ]
    placed = [Placed(folder, Seen(path, 1, 1, "", False)) for folder, path in dict.fromkeys(after)]
    pairs = list(matches(known, placed, lambda file: "same"))
    assert len(pairs) == min(len(known), len(placed))
    assert len({one.id for one, _ in pairs}) == len({other.place for _, other in pairs}) == len(pairs)
    stayed = {one.place for one, other in pairs if one.place == other.place}
    assert stayed == {one.place for one in known} & {other.place for other in placed}


PLACES: Final = tuple((folder, path) for folder in (1, 2) for path in ("", "a/", "a/b/", "c/"))


@dataclass
class Piece:
    """A known file in the model: where it went, and what stayed as it was."""

    folder: int
    path: str
    content: str
    alive: bool = True
    has_name: bool = True
    has_inode: bool = True
    is_written: bool = False


class Model:
    """Two real folders, and what somebody does in them, told apart from what can be seen of it afterwards."""

    def __init__(self, top: Path, contents: list[int]) -> None:
        self.roots = {1: top / "one", 2: top / "two"}
        self.pieces: list[Piece] = []
        self.made: dict[tuple[int, str], str] = {}
        self.count = 0
        for number, content in enumerate(contents):
            folder, prefix = PLACES[number % len(PLACES)]
            path = f"{prefix}file {number}.md"
            self._write(folder, path, f"content {content}")
            # Long ago, so that no later write can have the same date.
            os.utime(self.roots[folder] / path, ns=(number + 1, number + 1))
            self.pieces.append(Piece(folder, path, f"content {content}"))
        for folder in self.roots:
            # So that no folder is ever empty.
            self._write(folder, "always.md", f"always {folder}")

    def _write(self, folder: int, path: str, text: str) -> Path:
        at = self.roots[folder] / path
        at.parent.mkdir(parents=True, exist_ok=True)
        at.write_text(text)
        return at

    def _unused(self, what: str) -> str:
        self.count += 1
        return f"{what} {self.count}"

    def do(self, deed: str, number: int, where: int) -> None:
        alive = [each for each in self.pieces if each.alive]
        folder, prefix = PLACES[where % len(PLACES)]
        if deed == "create":
            path = f"{prefix}{self._unused('made')}.md"
            self.made[folder, path] = self._unused("text")
            self._write(folder, path, self.made[folder, path])
        if not alive:
            return
        piece = alive[number % len(alive)]
        at = self.roots[piece.folder] / piece.path
        match deed:
            case "delete":
                at.unlink()
                piece.alive = False
            case "move":
                path = f"{prefix}{self._unused('moved')}.md"
                (self.roots[folder] / path).parent.mkdir(parents=True, exist_ok=True)
                at.rename(self.roots[folder] / path)
                piece.folder, piece.path, piece.has_name = folder, path, False
            case "edit":
                piece.content = self._unused("edited")
                at.write_text(piece.content)
                piece.is_written = True
            case "save":
                piece.content = self._unused("saved")
                self._write(piece.folder, f"{piece.path}.tmp", piece.content).replace(at)
                piece.has_inode = False
            case "touch":
                os.utime(at)
                piece.is_written = True
            case "copy":
                path = f"{prefix}{self._unused('copied')}.md"
                (self.roots[folder] / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(at, self.roots[folder] / path)
                self.made[folder, path] = piece.content
            case "carry":
                # To another disk and back: nothing but the content stays.
                path = f"{prefix}{self._unused('carried')}.md"
                (self.roots[folder] / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(at, self.roots[folder] / path)
                at.unlink()
                piece.folder, piece.path, piece.has_name, piece.has_inode = folder, path, False, False
            case "tree":
                self._move_tree(piece)

    def exchange(self, number: int, where: int) -> None:
        """Two files that nobody has written to take each other's place."""
        whole = [each for each in self.pieces if each.alive and each.has_inode and not each.is_written]
        if len(whole) < 2:
            return
        one = whole.pop(number % len(whole))
        other = whole[where % len(whole)]
        first, second = self.roots[one.folder] / one.path, self.roots[other.folder] / other.path
        first.rename(first.with_name("aside.tmp"))
        second.rename(first)
        first.with_name("aside.tmp").rename(second)
        one.folder, one.path, other.folder, other.path = other.folder, other.path, one.folder, one.path
        one.has_name = other.has_name = False

    def _move_tree(self, piece: Piece) -> None:
        head, _, rest = piece.path.partition("/")
        if not rest:
            return
        other = self._unused("tree")
        (self.roots[piece.folder] / head).rename(self.roots[piece.folder] / other)
        for each in self.pieces:
            if each.alive and each.folder == piece.folder and each.path.startswith(f"{head}/"):
                each.path, each.has_name = f"{other}{each.path[len(head) :]}", False
        for folder, path in list(self.made):
            if folder == piece.folder and path.startswith(f"{head}/"):
                self.made[folder, f"{other}{path[len(head) :]}"] = self.made.pop((folder, path))

    def files(self) -> dict[tuple[int, str], str]:
        """Everything that lies in the folders."""
        return {
            (folder, path.relative_to(root).as_posix()): path.read_text()
            for folder, root in self.roots.items()
            for path in root.rglob("*")
            if path.is_file()
        }

    def births(self) -> dict[tuple[int, str], int]:
        """When each file was made: before all, or after."""
        old = {(each.folder, each.path) for each in self.pieces if each.alive and each.has_inode}
        return {place: 0 if place in old else 10**19 for place in self.files()}


DEEDS: Final = ("create", "delete", "move", "edit", "save", "touch", "copy", "carry", "tree")


@given(
    contents=st.lists(st.integers(0, 4), min_size=1, max_size=12),
    deeds=st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 50), st.integers(0, 50)), max_size=14),
    exchanges=st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=3),
)
def test_whatever_happens_in_the_folders_is_found_out_and_nothing_is_lost_or_doubled(
    contents: list[int], deeds: list[tuple[str, int, int]], exchanges: list[tuple[int, int]]
) -> None:
    with TemporaryDirectory() as name:
        model = Model(Path(name), contents)
        catalogue = Catalogue(model.roots).taken_in()
        before = {each.place: each.id for each in catalogue.known.values()}
        ids = [before[each.folder, each.path] for each in model.pieces]
        digests = {id: catalogue.known[id].digest for id in ids}
        contents_before = {id: piece.content for id, piece in zip(ids, model.pieces, strict=True)}
        for deed in deeds:
            model.do(*deed)
        for exchange in exchanges:
            model.exchange(*exchange)

        findings = catalogue.look(model.births())

        found = (*findings.changed, *findings.moved, *findings.back_again, *findings.refreshed)
        known = [*(each.known.id for each in found), *(each.id for each in findings.missing)]
        places = [(each.folder, each.seen.path) for each in found]
        places += [(each.folder, each.seen.path) for each in findings.new]
        assert len(known) == len(set(known))
        assert len(places) == len(set(places))

        catalogue.follow(findings)
        there = {each.place: each for each in catalogue.known.values() if not each.is_missing}
        assert there.keys() == model.files().keys()
        assert len(there) == sum(not each.is_missing for each in catalogue.known.values())
        again = catalogue.look(model.births())
        assert kinds(again) == {}

        new = {(each.folder, each.seen.path) for each in findings.new}
        for id, piece in zip(ids, model.pieces, strict=True):
            now = catalogue.known[id]
            if not piece.alive:
                # Another file that holds the same may stand for it.
                assert now.is_missing or now.digest == digests[id]
            elif piece.has_name or piece.has_inode:
                assert now.place == (piece.folder, piece.path)
                assert not now.is_missing
            elif piece.content != contents_before[id]:
                # Edited and renamed without its inode: nothing tells, unless its folder went with it.
                place = (piece.folder, piece.path)
                assert now.place == place or place in new or there[place].id in ids
        carried = Counter(
            digests[id]
            for id, piece in zip(ids, model.pieces, strict=True)
            if piece.alive and piece.content == contents_before[id]
        )
        found_again = Counter(each.digest for each in there.values() if each.id in ids)
        assert carried <= found_again
