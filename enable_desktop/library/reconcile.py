"""What became of the files in watched folders: compares what the catalogue knows with what a look has seen.

In three steps, so that as few files as possible are looked into: at a `glance` most are as they were; `first_look`
recognises by inode, size and date what was renamed or moved; `settle` knows the digests of the rest.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from enable_desktop.library.folders import (
    Closer,
    Facts,
    Known,
    Place,
    Placed,
    Scan,
    Seen,
    ending,
    heads,
    parted,
)
from enable_desktop.library.matching import File, matches
from enable_desktop.words import Sentence, mark, sentence

ASKED_FROM: Final = 0.1
"""When more than this share of a folder has vanished at one look, somebody is asked first."""
_CLOCKS_APART_NS: Final = 50_000_000
"""The time of a file may lag behind the clock by a few ticks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """A folder at first sight: `differing` are the paths of known files that are not as they were, `rest` what lies
    there and is none that is as it was; `held` counts the files that were there at the last look.

    Where the disk has another number than before, `renumbered` holds the old and the new one. Of a folder that is
    offline every file differs; where it is there and empty, they may all have been moved out of it.
    """

    scan: Scan
    held: int = 0
    differing: tuple[str, ...] = ()
    rest: tuple[Seen, ...] = ()
    renumbered: tuple[str, str] | None = None
    offline: Sentence | None = None

    @property
    def is_emptied(self) -> bool:
        return self.offline is not None and self.scan.offline is None and not self.scan.seen

    def within_reach(self) -> Glance:
        """The same without the known files that could not be read this time, of which nothing is known."""
        differing = tuple(path for path in self.differing if not self.scan.is_unread(path))
        return replace(self, differing=differing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where a known file is now, and its digest; it `is_edited` when it holds something else than before."""

    known: Known
    folder: int
    seen: Seen
    digest: str
    is_edited: bool = False

    @property
    def place(self) -> Place:
        return self.folder, self.seen.path

    @property
    def has_moved(self) -> bool:
        return self.place != self.known.place


@dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """A file that the catalogue does not know."""

    folder: int
    seen: Seen
    digest: str

    @property
    def place(self) -> Place:
        return self.folder, self.seen.path


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All that differs; a known file is in one of these at most, and so is every file that was seen.

    `changed` are files that hold something else; `refreshed` only have another date or inode. What was missing and is
    `back_again` may lie elsewhere, and may be edited, as what was `moved` may be. `unreachable` are files on a disk or
    in a folder that could not be read this time, as far as they were asked for. `offline` says, by folder, why it
    could not be looked at; `asks_first` are the folders of which more than a tenth is missing at once.
    """

    new: tuple[Fresh, ...] = ()
    changed: tuple[Found, ...] = ()
    moved: tuple[Found, ...] = ()
    back_again: tuple[Found, ...] = ()
    refreshed: tuple[Found, ...] = ()
    missing: tuple[Known, ...] = ()
    unreachable: tuple[Known, ...] = ()
    offline: Mapping[int, Sentence] = field(default_factory=dict)
    asks_first: tuple[int, ...] = ()
    renumbered: Mapping[int, tuple[str, str]] = field(default_factory=dict)

    @property
    def known(self) -> tuple[Known, ...]:
        """Every known file of which something was found."""
        found = (*self.changed, *self.moved, *self.back_again, *self.refreshed)
        return (*(each.known for each in found), *self.missing)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing that a person would notice."""
        return not (self.new or self.changed or self.moved or self.back_again or self.missing)


# -- first sight


def glance(facts: Collection[Facts], scan: Scan, *, name: str = "") -> Glance:
    """What differs in a folder, from the facts of the files that were there at the last look; `name` is said of it.

    An empty folder in which something was, and another disk in its place, are a folder that is offline.
    """
    if scan.offline is not None:
        return _offline(scan, facts, scan.offline)
    if facts and not scan.seen and not scan.same and scan.disk:
        said = sentence(mark("{folder} is empty: it may be unplugged or not mounted."), folder=name)
        return _offline(scan, facts, said)
    renumbered = None
    if facts and scan.disk and not scan.same and not any(_is_on(scan.disk, each) for each in facts):
        sizes = {seen.path: seen.size for seen in scan.seen}
        if not any(sizes.get(path) == size for path, size, _, _, _ in facts):
            said = sentence(mark("{folder} is another disk than before."), folder=name)
            return _offline(scan, facts, said)
        old = Counter(identity.partition(":")[0] for _, _, _, identity, _ in facts).most_common(1)[0][0]
        renumbered = (old, scan.disk)
        facts = [
            (path, size, date, moved_disk(identity, renumbered), online) for path, size, date, identity, online in facts
        ]
    if len(facts) == len(scan.same) and not scan.seen:
        return Glance(scan=scan, held=len(facts))
    before, now = set(facts).difference(scan.same), set[Facts](scan.seen)
    return Glance(
        scan=scan,
        held=len(facts),
        differing=tuple(sorted(each[0] for each in before - now)),
        rest=tuple(sorted(Seen(*each) for each in now - before)),
        renumbered=renumbered,
    )


def _offline(scan: Scan, facts: Collection[Facts], why: Sentence) -> Glance:
    return Glance(scan=scan, held=len(facts), differing=tuple(sorted(each[0] for each in facts)), offline=why)


def _is_on(disk: str, facts: Facts) -> bool:
    identity = facts[3]
    return not identity or identity.startswith(f"{disk}:")


# -- what needs no digest


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstLook:
    """What is clear without looking into a file, and what is not.

    `staying` are known files at whose path something lies; `lost` those that are nowhere yet; `fresh` files of nobody.
    `doubted` are places that hold what also lies at a fresh place: whether both are there has to be looked at.
    """

    glances: Mapping[int, Glance]
    found: tuple[Found, ...]
    staying: tuple[tuple[Known, Seen], ...]
    lost: tuple[Known, ...]
    fresh: tuple[Placed, ...]
    doubted: frozenset[Place] = frozenset()

    def wanted(self) -> Mapping[int, tuple[Seen, ...]]:
        """The files to look into, by folder."""
        found: dict[int, list[Seen]] = defaultdict(list)
        for known, seen in self.staying:
            found[known.folder].append(seen)
        for each in self.fresh:
            found[each.folder].append(each.seen)
        return {folder: tuple(seen) for folder, seen in found.items()}


def first_look(known: Iterable[Known], glances: Mapping[int, Glance]) -> FirstLook:
    """Recognise what has the same inode, size and date as before, wherever it lies now.

    `known` are the files that differ, and those that are missing already. Names that were exchanged or handed on follow
    the files. But a file whose name is held by one that nobody knows was saved anew by an editor, and its old inode,
    where that still lies somewhere, is a copy that the editor kept; and one that another was moved over was replaced.
    """
    looked_at = {folder: each for folder, each in glances.items() if each.offline is None}
    rest = {(folder, seen.path): Placed(folder, seen) for folder, each in looked_at.items() for seen in each.rest}
    here = [_renumbered(each, glances[each.folder]) for each in known if each.folder in glances]
    claims = dict(_by_identity(here, rest.values()))
    owners = {placed.place: id for id, placed in claims.items()}
    # Where one is missing whose name another has now, the name is that one's.
    here.sort(key=lambda each: not each.is_missing)
    staying = {each.place: each for each in here if each.place in rest}

    kept = _kept(staying, claims, owners)
    found = []
    lost = []
    stays = []
    for each in here:
        if each.id in claims:
            placed = claims[each.id]
            del rest[placed.place]
            found.append(Found(known=each, folder=placed.folder, seen=placed.seen, digest=each.digest))
        elif each.id in kept:
            stays.append((each, rest.pop(each.place).seen))
        elif each.folder in looked_at or glances[each.folder].is_emptied:
            lost.append(each)
    return FirstLook(
        glances=glances,
        found=tuple(found),
        staying=tuple(stays),
        lost=tuple(lost),
        fresh=tuple(rest.values()),
        doubted=_doubted(rest.values(), looked_at),
    )


def _kept(staying: Mapping[Place, Known], claims: dict[int, Placed], owners: dict[Place, int]) -> set[int]:
    """The files that keep their name, by id; what they claim elsewhere, and who claims their place, goes without."""
    by_id = {each.id: each for each in staying.values()}
    kept: set[int] = set()
    turn = deque(
        each
        for place, each in staying.items()
        if owners.get(place, each.id) == each.id or (each.id not in claims and not each.is_missing)
    )
    while turn:
        each = turn.popleft()
        if each.id in kept:
            continue
        kept.add(each.id)
        other = owners.get(each.place)
        if other is not None and other != each.id:
            del claims[other], owners[each.place]
            if other in by_id:
                turn.append(by_id[other])
        claimed = claims.get(each.id)
        if claimed is not None and claimed.place != each.place:
            del claims[each.id], owners[claimed.place]
            if claimed.place in staying:
                turn.append(staying[claimed.place])
    return kept


def _renumbered(known: Known, at: Glance) -> Known:
    if at.renumbered is None:
        return known
    return replace(known, seen=known.seen._replace(identity=moved_disk(known.seen.identity, at.renumbered)))


def moved_disk(identity: str, renumbered: tuple[str, str]) -> str:
    """An identity under the new number of its disk."""
    disk, _, inode = identity.partition(":")
    return f"{renumbered[1]}:{inode}" if inode and disk == renumbered[0] else identity


def _identity(file: File) -> Hashable | None:
    seen = file.seen
    return (seen.identity, seen.size, seen.mtime_ns) if seen.identity else None


def _by_identity(known: Iterable[Known], placed: Collection[Placed]) -> Iterator[tuple[int, Placed]]:
    for one, other in matches(known, placed, _identity):
        yield one.id, other


def _doubted(fresh: Collection[Placed], glances: Mapping[int, Glance]) -> frozenset[Place]:
    """Where the same inode seems to lie as at a fresh place: a second name, or one that was seen before a rename."""
    identities = {each.seen.identity for each in fresh if each.seen.identity}
    if not identities:
        return frozenset()
    own = {each.place for each in fresh}
    return frozenset(
        (folder, path)
        for folder, each in glances.items()
        for path, _, _, identity, _ in (*each.scan.same, *each.scan.seen)
        if identity in identities and (folder, path) not in own
    )


# -- what the digests tell


def settle(look: FirstLook, closer: Mapping[Place, Closer]) -> Findings:
    """Everything that became of the files, now that those that were unclear were looked into."""
    sorting = _Sorting(look, closer)
    sorting.sort()
    missing, unreachable = sorting.missing()
    at = look.glances
    gone = Counter(each.folder for each in missing if not each.is_unseen)
    return Findings(
        new=tuple(
            Fresh(folder=each.folder, seen=each.seen, digest=sorting.digest_at(each.place))
            for each in sorted(sorting.fresh, key=lambda each: each.place)
        ),
        changed=_in_order(each for each in sorting.there if each.is_edited),
        refreshed=_in_order(each for each in sorting.there if not each.is_edited),
        moved=_in_order(sorting.moved),
        back_again=_in_order(sorting.back_again),
        missing=missing,
        unreachable=unreachable,
        offline={folder: each.offline for folder, each in at.items() if each.offline is not None},
        asks_first=tuple(
            folder for folder, count in sorted(gone.items()) if count > 1 and count > at[folder].held * ASKED_FROM
        ),
        renumbered={folder: each.renumbered for folder, each in at.items() if each.renumbered is not None},
    )


def _in_order(found: Iterable[Found]) -> tuple[Found, ...]:
    return tuple(sorted(found, key=lambda each: each.known.place))


class _Sorting:
    """Takes the lost and the fresh files together, by one sign after the other, the surest first."""

    def __init__(self, look: FirstLook, closer: Mapping[Place, Closer]) -> None:
        self.look = look
        self.closer = closer
        self.there: list[Found] = []
        self.moved: list[Found] = []
        self.back_again: list[Found] = []
        self.lost = [each for each in look.lost if not self._is_unread(each)]
        self.unread = [each for each in look.lost if self._is_unread(each)]
        self.fresh = [each for each in look.fresh if not self._closer(each.place).is_gone]

    def _closer(self, place: Place) -> Closer:
        return self.closer.get(place, Closer())

    def digest_at(self, place: Place) -> str:
        return self._closer(place).digest

    def _is_unread(self, known: Known) -> bool:
        return self.look.glances[known.folder].scan.is_unread(known.seen.path)

    def sort(self) -> None:
        for each in self.look.found:
            self._note(each)
        for known, seen in self.look.staying:
            if self._closer(known.place).is_gone:
                self.lost.append(known)
            else:
                self._found(known, Placed(known.folder, seen))
        was_there = [each for each in self.lost if not each.is_missing]
        self._take(was_there, _inode, self._is_same_file)
        self._take(was_there, self._content)
        self._take(self.lost, self._content)
        self._take(self.lost, self._unhashed)
        self._follow_trees()

    def _found(self, known: Known, placed: Placed) -> None:
        digest = self.digest_at(placed.place)
        self._note(
            Found(
                known=known,
                folder=placed.folder,
                seen=placed.seen,
                digest=digest,
                is_edited=_is_edited(known, placed.seen, digest),
            )
        )

    def _note(self, found: Found) -> None:
        if found.known.is_missing:
            self.back_again.append(found)
        elif found.has_moved:
            self.moved.append(found)
        else:
            self.there.append(found)

    def _take(
        self,
        lost: Collection[Known],
        key: Callable[[File], Hashable | None],
        holds: Callable[[Known, Placed], bool] = lambda known, placed: True,
    ) -> None:
        still = {each.id for each in self.lost}
        pairs = matches((each for each in lost if each.id in still), self.fresh, key)
        self._pair([pair for pair in pairs if holds(*pair)])

    def _pair(self, pairs: Collection[tuple[Known, Placed]]) -> None:
        if not pairs:
            return
        ids = {known.id for known, _ in pairs}
        places = {placed.place for _, placed in pairs}
        self.lost = [each for each in self.lost if each.id not in ids]
        self.fresh = [each for each in self.fresh if each.place not in places]
        for known, placed in pairs:
            self._found(known, placed)

    def _digest_of(self, file: File) -> str:
        return file.digest if isinstance(file, Known) else self.digest_at(file.place)

    def _content(self, file: File) -> Hashable | None:
        """What equal files have in common; of empty ones also the name, since they all hold the same."""
        digest = self._digest_of(file)
        if not digest:
            return None
        return digest if file.seen.size else (digest, parted(file.seen.path)[1])

    def _unhashed(self, file: File) -> Hashable | None:
        """What the same file has in common where its content was never read, here or there."""
        if isinstance(file, Known) and file.digest and not file.seen.online_only:
            return None
        return parted(file.seen.path)[1], file.seen.size, file.seen.mtime_ns

    def _is_same_file(self, known: Known, placed: Placed) -> bool:
        """Whether a file with an inode that was known is that file, renamed and edited, and no later one: systems give
        the number of a deleted file to the next that is made.
        """
        if ending(known.seen.path) != ending(placed.seen.path):
            return False
        made, noted = self._closer(placed.place).made_ns, known.noted_ns
        if made is None:
            return parted(known.seen.path)[1] == parted(placed.seen.path)[1]
        return made <= known.seen.mtime_ns or (noted is not None and made < noted - _CLOCKS_APART_NS)

    def _follow_trees(self) -> None:
        """Find what was edited inside a folder that was moved as a whole: it lies where its neighbours went."""
        if not self.lost or not self.fresh:
            return
        went: dict[Place, Counter[Place]] = defaultdict(Counter)
        for each in self.moved:
            for before, after in zip(heads(each.known.seen.path), heads(each.seen.path), strict=False):
                went[each.known.folder, before][each.folder, after] += 1
                if parted(before)[1] != parted(after)[1]:
                    break
        fresh = {each.place: each for each in self.fresh}
        pairs = []
        for known in self.lost:
            path = known.seen.path
            for head in heads(path):
                for (folder, other), _ in went[known.folder, head].most_common(1):
                    inside = path[len(head) :].lstrip("/")
                    placed = fresh.pop((folder, f"{other}/{inside}" if other else inside), None)
                    if placed is not None:
                        pairs.append((known, placed))
                        break
                else:
                    continue
                break
        self._pair(pairs)

    def missing(self) -> tuple[tuple[Known, ...], tuple[Known, ...]]:
        """What was there at the last look and is nowhere now; and of that apart, what lies out of reach."""
        at = self.look.glances
        away = [each for each in self.lost if not each.is_missing and at[each.folder].offline is None]
        disks = {folder: _disks(at[folder]) for folder in {each.folder for each in away}}
        reachable = [
            each
            for each in away
            if not each.seen.identity or not disks[each.folder] or each.seen.disk in disks[each.folder]
        ]
        ids = {each.id for each in reachable}
        beyond = [each for each in (*away, *self.unread) if each.id not in ids and not each.is_missing]
        return tuple(sorted(reachable, key=_place)), tuple(sorted(beyond, key=_place))


def _place(known: Known) -> Place:
    return known.place


def _disks(at: Glance) -> frozenset[str]:
    """The disks that could be looked at; none for files that lie in no watched folder."""
    if not at.scan.disk:
        return frozenset()
    seen = (*at.scan.same, *at.scan.seen)
    return frozenset({at.scan.disk, *(identity.partition(":")[0] for _, _, _, identity, _ in seen)})


def _is_edited(known: Known, seen: Seen, digest: str) -> bool:
    if digest and known.digest:
        return digest != known.digest
    if known.is_unseen:
        return False
    return (seen.size, seen.mtime_ns) != (known.seen.size, known.seen.mtime_ns)


def _inode(file: File) -> Hashable | None:
    return file.seen.identity or None
