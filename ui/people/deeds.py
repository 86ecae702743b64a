"""What can be done with a person as a whole: merge, hand over, anonymise, remove, forget."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, overload

from enable_desktop.errors import WorkspaceError
from enable_desktop.people import Person
from enable_desktop.search import folded
from enable_desktop.words import mark
from ui.ask import Option
from ui.backups import said_day
from ui.pack_previews import sweep_previews
from ui.people.belongings import in_order, list_of
from ui.record_names import PeopleNames, people_of

if TYPE_CHECKING:
    from ui.desk import Desk

_NOBODY: Final = 0


class Others(Sequence[Option]):
    """Everybody but one to choose from, each read when shown; `first` are answers that are nobody."""

    def __init__(self, names: PeopleNames, ids: Sequence[int], but: int, first: Sequence[Option] = ()) -> None:
        self._names = names
        self._ids = ids
        self._but = but
        self._first = tuple(first)

    def matching(self, text: str) -> Others:
        """Those whom a text finds."""
        return Others(self._names, [id_ for id_ in self._names.ids(text) if id_ != self._but], self._but)

    def __len__(self) -> int:
        return len(self._first) + len(self._ids)

    @overload
    def __getitem__(self, place: int) -> Option: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Option]: ...
    def __getitem__(self, place: int | slice) -> Option | Sequence[Option]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        if not 0 <= place < len(self):
            raise IndexError(place)
        if place < len(self._first):
            return self._first[place]
        id_ = self._ids[place - len(self._first)]
        named = self._names.get(id_)
        return Option(id_, named.name, named.detail) if named is not None else Option(id_, "")


class Deeds:
    """Asks what must be asked, does it in one step, and says so."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def merge(self, id_: int) -> None:
        """Makes another record of the same human being part of this one."""
        words, person = self._desk.words, self._person(id_)
        if person is None:
            return
        chosen = self._desk.ask.choose(
            words(mark("Merge which record into {name}?"), name=person.name),
            words(
                mark(
                    "What is empty here is filled from the other record, everything that names it moves over, "
                    "and the other record goes."
                )
            ),
            others := self._others(person, alike_first=True),
            words(mark("Merge")),
            others.matching,
        )
        if chosen is not None and isinstance(chosen.key, int):
            other = chosen.key
            self._desk.do(
                lambda: self._desk.workspace.people.merge(id_, other),
                words(mark("{other} is now part of {name}"), other=chosen.text, name=person.name),
            )

    def hand_over(self, id_: int) -> None:
        """Gives everything that is theirs to somebody else."""
        words, person = self._desk.words, self._person(id_)
        if person is None:
            return
        refs = in_order(self._desk.workspace.people.tasks(id_))
        if not refs:
            self._desk.toast(words(mark("Nothing names {name}, so there is nothing to hand over"), name=person.name))
            return
        chosen = self._desk.ask.choose(
            words(mark("Who takes over from {name}?"), name=person.name),
            list_of(self._desk, refs),
            others := self._others(person),
            words(mark("Hand over")),
            others.matching,
        )
        if chosen is not None and isinstance(chosen.key, int):
            heir = chosen.key
            self._desk.do(
                lambda: self._desk.workspace.people.hand_over(id_, heir),
                words.n(
                    "{n} thing handed over to {name}", "{n} things handed over to {name}", len(refs), name=chosen.text
                ),
            )

    def anonymise(self, id_: int) -> None:
        """Puts the role in place of the name."""
        words = self._desk.words
        self._desk.do(
            lambda: self._desk.workspace.people.anonymise(id_),
            words(mark("The name is replaced by the role, and how to reach them is emptied")),
        )

    def remove(self, id_: int) -> None:
        """Takes a person out; asks who takes over only where something is theirs."""
        words, person = self._desk.words, self._person(id_)
        if person is None:
            return
        heir: int | None = None
        refs = in_order(self._desk.workspace.people.tasks(id_))
        if refs:
            nobody = Option(_NOBODY, words(mark("Nobody")), words(mark("these lines stay without a person")))
            others = self._others(person, nobody)
            chosen = self._desk.ask.choose(
                words(mark("Who takes over from {name}?"), name=person.name),
                list_of(self._desk, refs),
                others,
                words(mark("Remove person")),
                others.matching,
            )
            if chosen is None or not isinstance(chosen.key, int):
                return
            heir = chosen.key or None
        self._desk.do(
            lambda: self._desk.workspace.people.remove(id_, heir),
            words(mark("{name} removed"), name=person.name),
        )

    def forget(self, id_: int) -> str | None:
        """Erases a person for good; returns what to tell afterwards, or None where nothing was done."""
        words, person, workspace = self._desk.words, self._person(id_), self._desk.workspace
        if person is None:
            return None
        if not self._desk.ask.confirm(
            words(mark("Forget {name} for good?"), name=person.name),
            words(
                mark(
                    "The record goes, and the name is withheld wherever it stands: in every text, in saved versions, "
                    "in the search. This cannot be undone, and neither can anything done before it."
                )
            ),
            words(mark("Forget for good")),
        ):
            return None
        try:
            left = workspace.people.forget(id_, self._desk.document_words())
        except WorkspaceError as fault:
            self._desk.failed(fault)
            return None
        sweep_previews(workspace.place.home)
        if not left.backups:
            return words(mark("The person is forgotten. No backup holds them."))
        made = {backup.path: backup.made for backup in workspace.backups()}
        said = [said_day(words, made[path], workspace.now) if path in made else path.name for path in left.backups]
        return words.n(
            "The person is forgotten here. {n} backup still holds them: {list}. It goes as newer ones are made, "
            "or delete it in {folder}.",
            "The person is forgotten here. {n} backups still hold them: {list}. They go as newer ones are made, "
            "or delete them in {folder}.",
            len(said),
            list="; ".join(said),
            folder=str(workspace.backup_folder),
        )

    def _person(self, id_: int) -> Person | None:
        return self._desk.workspace.get(Person, id_)

    def _others(self, person: Person, *first: Option, alike_first: bool = False) -> Others:
        """Everybody else to choose from; for merging those whose name shares a word come first."""
        names = people_of(self._desk)
        alike: list[int] = []
        if alike_first:
            own = set(folded(person.name).split())
            near = {id_: 0 for word in own for id_ in names.ids(word)}
            names.read(near)
            for id_ in near:
                named = names.get(id_)
                near[id_] = len(own & set(folded(named.name).split())) if named is not None else 0
            alike = sorted((id_ for id_, shared in near.items() if shared), key=lambda id_: -near[id_])
        known = {person.id, *alike}
        ids = (*(id_ for id_ in alike if id_ != person.id), *(id_ for id_ in names.ids() if id_ not in known))
        return Others(names, ids, person.id, first)
