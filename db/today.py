"""Today: the open ends of every area read without their long texts, and what is done about them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from db import rows
from db.files import ask, parsing
from db.history import History
from enable_desktop.charter.lines import Answer, Assumption, Document, Obstacle, Status
from enable_desktop.days import later
from enable_desktop.errors import WorkspaceError
from enable_desktop.experts import Standing
from enable_desktop.initiatives import Initiative, State
from enable_desktop.interviews import Occasion
from enable_desktop.measures import Measure
from enable_desktop.notes import Direction, InboxNote, Promise, Snooze
from enable_desktop.people import Group, Person
from enable_desktop.today.facts import (
    CONSENT_LEAD,
    EndingConsent,
    Facts,
    KnownOnce,
    LibraryFacts,
    PlannedContact,
    PlannedTalk,
    SentPack,
    UntaggedTalk,
    Unthanked,
    Waiting,
)
from enable_desktop.words import mark

if TYPE_CHECKING:
    from db.interviews import Interviews

_PURPOSE: Final = 400
"""As many characters of a purpose as a card shows."""
_WHITE: Final = "char(9, 10, 13, 32, 160)"
_NAMED: Final = 3
"""As many titles of a row that counts many as it shows."""
_CONSENT_AHEAD: Final = timedelta(days=92)
"""Consents that end later than this are not looked at."""
_CONSENTS: Final = 100
"""More consents than this are not told one by one."""
_BROKEN: Final = (
    "from found_links cross join files on files.id = found_links.file "
    "cross join assets on assets.folder is nullif(files.folder, 0) and assets.location = files.path "
    "where found_links.state = 'broken' and assets.status <> 'retired'"
)


class Needs:
    """What needs the person, as far as the file can tell."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        history: History,
        today: Callable[[], date],
        interviews: Callable[[], Interviews],
    ) -> None:
        self._connection = connection
        self._history = history
        self._today = today
        self._interviews = interviews

    # -- reading

    def facts(self) -> Facts:
        """Everything that the rules of Today look at; asked for after every change, so it reads no long text."""
        connection = self._connection
        review = ask(connection, "select next_review, review_body from charter where id = 1")
        with parsing(connection):
            next_review, body = (_day(review[0][0]), review[0][1]) if review else (None, "")
        return Facts(
            promises=rows.read_those(connection, Promise, "kept is null"),
            names=self._names(),
            talks=self._talks(),
            untagged=self._untagged(),
            notes=rows.read_those(connection, InboxNote, "not done"),
            waiting=self._waiting(),
            next_review=next_review,
            review_body=body,
            measures=rows.read_all(connection, Measure),
            last_readings=self._last_readings(),
            initiatives=rows.read_those(
                connection, Initiative, '"end" is not null and state in (?, ?)', str(State.PLANNED), str(State.RUNNING)
            ),
            assumptions=rows.read_those(connection, Assumption, "made is not null"),
            consents=rows.read_those(
                connection, Person, "consent_until is not null and (quote_by_role or quote_by_name or may_record)"
            ),
            library=self.library(),
            packs=self.packs(),
            contacts=self._contacts(),
            unthanked=self._unthanked(),
            ask_again=self._ask_again(),
            snoozes=rows.read_all(connection, Snooze),
        )

    def library(self) -> LibraryFacts:
        """The open ends of the library; each is counted by an index, so that a large one takes no longer."""
        connection, today = self._connection, self._today()
        if not any(ask(connection, "select exists (select 1 from assets), exists (select 1 from content_gaps)")[0]):
            return LibraryFacts()
        day = str(today)
        snoozed = (
            """select cast(substr("of", 7) as integer) from snoozes where "of" glob 'stale:[0-9]*' and until > ?"""
        )
        over = ask(connection, "select count(*) from asset_register where due < ?", day)[0][0]
        over -= ask(
            connection, f"select count(*) from asset_register where due < ? and asset in ({snoozed})", day, day
        )[0][0]
        longest = ask(
            connection,
            "select asset, title, due from asset_register join assets on assets.id = asset "
            f"where due < ? and asset not in ({snoozed}) order by due, asset limit ?",
            *(day, day, _NAMED),
        )
        coming = ask(connection, "select min(due) from asset_register where due >= ?", day)[0][0]
        broken = ask(connection, f"select count(*) {_BROKEN}")[0][0]
        broken_in = ask(connection, f"select distinct assets.id, assets.title {_BROKEN} limit ?", _NAMED)
        ending = "from assets where consent and consent_until <= ? and status <> 'retired'"
        soon = str(later(today, CONSENT_LEAD))
        ends = ask(connection, f"select count(*) {ending}", soon)[0][0]
        consents = ask(
            connection,
            f"select id, title, consent_until {ending} order by consent_until, id limit ?",
            *(str(later(today, _CONSENT_AHEAD)), _CONSENTS),
        )
        sought = ask(connection, "select count(*) from content_gaps where not done")[0][0]
        most = ask(
            connection, "select id, title from content_gaps where not done order by times desc, id limit ?", _NAMED
        )
        with parsing(connection):
            return LibraryFacts(
                overdue=over if longest else 0,
                longest_over=tuple((row[0], row[1], date.fromisoformat(row[2])) for row in longest),
                next_due=_day(coming),
                broken=broken,
                broken_in=tuple(broken_in),
                ending=ends,
                consents=tuple(EndingConsent(row[0], row[1], date.fromisoformat(row[2])) for row in consents),
                gaps=sought,
                most_sought=tuple(most),
            )

    def _names(self) -> Mapping[int, str]:
        wanted = "select person from promises where kept is null"
        return {row[0]: row[1] for row in ask(self._connection, f"select id, name from people where id in ({wanted})")}

    def _talks(self) -> tuple[PlannedTalk, ...]:
        found = ask(
            self._connection,
            'select id, title, occasion, "group", "on", begins, minutes, person, '
            f"substr(trim(purpose, {_WHITE}), 1, {_PURPOSE}), trim(assumptions, {_WHITE}) <> '', "
            "(select count(*) from chosen_questions where interview = interviews.id), "
            "(select count(*) from promises where kept is null and promises.person = interviews.person) "
            "from interviews where not held order by id",
        )
        with parsing(self._connection):
            return tuple(
                PlannedTalk(
                    id=row[0],
                    title=row[1],
                    occasion=Occasion(row[2]),
                    group=Group(row[3]),
                    on=_day(row[4]),
                    begins=row[5],
                    minutes=row[6],
                    person=row[7],
                    purpose=row[8],
                    has_assumptions=bool(row[9]),
                    chosen=row[10],
                    promises=row[11],
                )
                for row in found
            )

    def _untagged(self) -> tuple[UntaggedTalk, ...]:
        found = ask(
            self._connection,
            "select interviews.id, title, count(*) from statements join interviews on interviews.id = interview "
            "where statements.theme is null group by interviews.id order by interviews.id",
        )
        return tuple(UntaggedTalk(id=row[0], title=row[1], passages=row[2]) for row in found)

    def _waiting(self) -> tuple[Waiting, ...]:
        """Of each document the version asked about last, where an answer of somebody is missing."""
        last = "select max(id) from versions where status <> ? group by document"
        found = ask(
            self._connection,
            'select versions.id, document, versions.title, coalesce(approvals."on", versions."on"), '
            "coalesce(nullif(role, ''), people.name) "
            "from versions join approvals on version = versions.id join people on people.id = person "
            f"where status = ? and answer = ? and versions.id in ({last}) order by versions.id, approvals.id",
            str(Status.REVIEW),
            str(Answer.ASKED),
            str(Status.DRAFT),
        )
        with parsing(self._connection):
            by_version: dict[int, list[tuple[Document, str, date | None, str]]] = {}
            for id_, document, title, on, name in found:
                by_version.setdefault(id_, []).append((Document(document), title, _day(on), name))
        return tuple(
            Waiting(
                version=id_,
                document=asked[0][0],
                title=asked[0][1],
                since=min((each[2] for each in asked if each[2] is not None), default=None),
                names=tuple(each[3] for each in asked),
            )
            for id_, asked in by_version.items()
        )

    def packs(self) -> tuple[SentPack, ...]:
        """Of the packs that are still there those whose last export, for their audience, holds what holds no longer."""
        connection = self._connection
        if not ask(connection, "select exists (select 1 from pack_exports)")[0][0]:
            return ()
        # Loaded here: most days nothing was handed over.
        from db.packs.sent import Sent

        titles = dict(ask(connection, "select id, title from packs"))
        return tuple(
            SentPack(
                pack=pack,
                title=titles[pack],
                on=each.export.day,
                count=len(each.assets),
                titles=tuple(asset.title for asset in each.assets[:_NAMED]),
            )
            for each in Sent(connection, self._history).stale()
            if (pack := each.export.pack) is not None and pack in titles
        )

    def _contacts(self) -> tuple[PlannedContact, ...]:
        """The planned contacts with experts, but for those who are resting."""
        found = ask(
            self._connection,
            f"select expert_terms.id, name, next_contact, substr(next_step, 1, {_PURPOSE}) from expert_terms "
            "join people on people.id = person where next_contact is not null and standing <> ? "
            "order by next_contact, expert_terms.id",
            str(Standing.RESTING),
        )
        with parsing(self._connection):
            return tuple(PlannedContact(row[0], row[1], date.fromisoformat(row[2]), row[3]) for row in found)

    def _unthanked(self) -> tuple[Unthanked, ...]:
        """What experts gave and were not thanked for."""
        found = ask(
            self._connection,
            'select contributions.id, people.name, title, "on" from contributions join people on people.id = person '
            'where thanked is null and "on" is not null and title <> \'\' order by "on", contributions.id',
        )
        with parsing(self._connection):
            return tuple(Unthanked(row[0], row[1], row[2], date.fromisoformat(row[3])) for row in found)

    def _ask_again(self) -> tuple[KnownOnce, ...]:
        """Whom to ask again about what they know, but for those who are resting."""
        found = ask(
            self._connection,
            "select expertise.id, people.name, list_entries.title, ask_again from expertise "
            "join people on people.id = expertise.person join list_entries on list_entries.id = topic "
            "where ask_again is not null and not exists (select 1 from expert_terms "
            "where expert_terms.person = people.id and standing = ?) order by ask_again, expertise.id",
            str(Standing.RESTING),
        )
        with parsing(self._connection):
            return tuple(KnownOnce(row[0], row[1], row[2], date.fromisoformat(row[3])) for row in found)

    def _last_readings(self) -> Mapping[int, date]:
        found = ask(
            self._connection,
            'select measure, max("on") from readings where value is not null and "on" is not null group by measure',
        )
        with parsing(self._connection):
            return {row[0]: date.fromisoformat(row[1]) for row in found if row[0] is not None}

    # -- doing

    def keep(self, promise: int) -> None:
        """Say that a promise was kept today."""
        found = rows.read_one(self._connection, Promise, promise)
        if found is None:
            raise WorkspaceError(mark("This promise is not there any more; nothing was changed."))
        with self._history.step(mark("Keep the promise “{title}”"), title=found.title):
            rows.update(self._connection, Promise, promise, {"kept": self._today()})

    def note(self, title: str) -> int:
        """Catch a note; it waits in the inbox with today's date."""
        with self._history.step(mark("Note “{title}”"), title=title):
            return rows.insert(self._connection, InboxNote, {"title": title, "on": self._today()})

    def finish(self, note: int) -> None:
        """Say that a note needs nothing any more."""
        found = self._note(note)
        with self._history.step(mark("Mark the note “{title}” as done"), title=found.title):
            rows.update(self._connection, InboxNote, note, {"done": True})

    def to_promise(self, note: int, person: int, direction: Direction, due: date | None) -> int:
        """Make a promise of a note, made on the day of the note; the note is done by this."""
        found = self._note(note)
        with self._history.step(mark("Make a promise of “{title}”"), title=found.title):
            made = found.on or self._today()
            values = {"title": found.title, "person": person, "direction": direction, "made": made, "due": due}
            self.finish(note)
            return rows.insert(self._connection, Promise, values)

    def to_statement(self, note: int, interview: int, theme: int | None) -> int:
        """Make a statement of a note, in its words and not as a quote; the note is done by this."""
        found = self._note(note)
        with self._history.step(mark("Make a statement of “{title}”"), title=found.title):
            self.finish(note)
            return self._interviews().say(interview, found.title, theme=theme, is_quote=False, quotable=False)

    def to_obstacle(self, note: int) -> int:
        """Make an obstacle of the charter of a note; the note is done by this."""
        found = self._note(note)
        with self._history.step(mark("Make an obstacle of “{title}”"), title=found.title):
            self.finish(note)
            return rows.insert(self._connection, Obstacle, {"title": found.title})

    def _note(self, note: int) -> InboxNote:
        found = rows.read_one(self._connection, InboxNote, note)
        if found is None:
            raise WorkspaceError(mark("This note is not there any more; nothing was changed."))
        return found

    def snooze(self, keys: Iterable[str], until: date, title: str) -> None:
        """Hide what these keys name until a day; what came back already is forgotten."""
        with self._history.step(mark("Snooze “{title}”"), title=title):
            today = self._today().isoformat()
            self._connection.execute("delete from snoozes where until is null or until <= ?", (today,))
            hidden = tuple(keys)
            self._forget(hidden)
            for key in hidden:
                rows.insert(self._connection, Snooze, {"of": key, "until": until})

    def bring_back(self, keys: Iterable[str], title: str) -> None:
        """Show again what was snoozed."""
        with self._history.step(mark("Bring back “{title}”"), title=title):
            self._forget(keys)

    def _forget(self, keys: Iterable[str]) -> None:
        self._connection.executemany('delete from snoozes where "of" = ?', [(key,) for key in keys])


def _day(plain: str | None) -> date | None:
    return date.fromisoformat(plain) if plain else None
