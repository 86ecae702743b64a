"""The rules of a healthy library as questions to the file, and which of them are switched off."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from db.files import ask
from db.history import History
from db.library.usage import since
from db.settings import Settings
from enable_desktop.days import later
from enable_desktop.library.health import CONSENT_LEAD, LONGEST_VIDEO, RULES, VIDEO_ENDINGS
from enable_desktop.words import mark, sentence

OFF: Final = "health_rules_off"
HOT_STALE: Final = "hot-stale"
"""The setting that holds the keys of the rules that are switched off."""
_WHITE: Final = "char(9, 10, 13, 32, 160)"
_KEPT: Final = "status <> 'retired'"
_ALL: Final = f"select id as asset from assets where {_KEPT}"
_VOUCHED: Final = "to_kind = 'people' and reason = 'vouched'"
_BETWEEN_ASSETS: Final = "from_kind = 'assets' and to_kind = 'assets'"
_ON_FILES: Final = "assets.folder is nullif(files.folder, 0) and assets.location = files.path"
# The few files that are meant are found by an index, and their assets by another; the other way round would take long.
_OF_FILES: Final = f"select assets.id as asset from files cross join assets on {_ON_FILES} where {_KEPT}"


def _of_kinds(*keys: str) -> str:
    """Whether the kind of an asset is one of those with these keys."""
    quoted = ", ".join(f"'{key}'" for key in keys)
    return f"sort in (select id from asset_kinds where key in ({quoted}))"


def _values(facet: str, key: str = "") -> str:
    """The values of a facet, or the one with this key."""
    return f"select id from list_entries where list = '{facet}'" + (f" and key = '{key}'" if key else "")


def _of_format(key: str) -> str:
    """Whether an asset has this format."""
    return f"id in (select asset from asset_values where value in ({_values('format', key)}))"


def _ends_as(endings: Iterable[str]) -> str:
    """Whether the location of an asset ends as one of these."""
    by_length: dict[int, list[str]] = {}
    for ending in endings:
        by_length.setdefault(len(ending), []).append(f"'{ending}'")
    tests = (f"lower(substr(location, -{length})) in ({', '.join(some)})" for length, some in by_length.items())
    return " or ".join(tests)


_VIDEO: Final = f"({_of_kinds('training-video')} or {_of_format('video')} or {_ends_as(VIDEO_ENDINGS)})"
_HEARD: Final = f"({_of_kinds('bite', 'recorded-call')} or seller is not null)"
_CHECKLISTS: Final = f"select id from assets where {_of_kinds('cheat-sheet')} or {_of_format('checklist')}"
_EXERCISES: Final = f"{_ALL} and ({_of_kinds('exercise')} or {_of_format('exercise')})"
_PAIRS: Final = f"""
  select from_id as one, to_id as other from links where {_BETWEEN_ASSETS} and reason = 'companion'
  union
  select to_id, from_id from links where {_BETWEEN_ASSETS} and reason = 'companion'
"""
_OF_TOPICS: Final = f"select asset from asset_values where value in ({_values('topic')}) and asset in ({_ALL})"
_PRACTISED: Final = f"select value from asset_values where asset in ({_EXERCISES})"
_OF_ONE_EXPERT: Final = f"""
  select value from (
    select asset_values.value as value, links.to_id as expert from asset_values
    join links on from_kind = 'assets' and from_id = asset_values.asset and {_VOUCHED}
    where asset_values.value in ({_values("topic")}) and asset_values.asset in ({_ALL})
    union
    select from_id, to_id from links where from_kind = 'list_entries' and {_VOUCHED}
    union
    select topic, person from expertise where topic is not null and person is not null
  ) group by value having count(*) = 1
"""
SOURCE_CHANGED: Final = f"""
  select drawn.id as asset from links
  join assets as drawn on drawn.id = from_id
  join assets as source on source.id = to_id
  where {_BETWEEN_ASSETS} and reason = 'source' and from_id <> to_id and drawn.status <> 'retired'
  and (source.status in ('outdated', 'retired') or (
    (source.changed > coalesce(drawn.reviewed, drawn.added) or (source.changed = drawn.reviewed
      and instr(char(10) || drawn.as_reviewed, char(10) || source.id || '=') > 0))
    and (drawn.as_reviewed = '' or not exists (
      select 1 from files where files.folder = coalesce(source.folder, 0) and files.path = source.location
      and files.digest <> '' and instr(char(10) || drawn.as_reviewed || char(10),
        char(10) || source.id || '=' || files.digest || char(10)) > 0))))
"""
"""The assets whose source holds no longer, or has changed since they were looked at, also on that very day.

A source that was edited and holds again what it held then has not changed. Where one was never reviewed, the day on
which it came in counts instead.
"""


def _at(today: date, days: int) -> str:
    return f"'{later(today, timedelta(days=days))}'"


def _expiring(today: date, first: int, last: int) -> str:
    """What expires so many days from now, but for what somebody has looked at since it did."""
    between = f"expires between {_at(today, first)} and {_at(today, last)}"
    return f"{_ALL} and {between} and (reviewed is null or reviewed < expires)"


def _lacking(field: str) -> str:
    return f"{_ALL} and trim({field}, {_WHITE}) = ''"


def _hot_stale(today: date, hot: str = "") -> str:
    """What belongs to the most used fifth of what was used in the last weeks, and is overdue or outdated.

    `hot` is how often something must have been used to belong to it, where that is known.
    """
    overdue = f"exists (select 1 from asset_register where asset = assets.id and due < '{today}')"
    used = f'select sum("count") from uses where asset = assets.id and {_lately(today)}'
    return f"{_ALL} and (status = 'outdated' or {overdue}) and ({used}) >= ({hot or _hot(today)})"


def _hot(today: date) -> str:
    """The use of the least used of the most used fifth; null where nothing was used."""
    used = f'select sum("count") as total from uses where asset is not null and {_lately(today)} group by asset'
    return (
        f"with used as ({used}) "
        "select total from used order by total desc limit 1 offset (select (count(*) - 1) / 5 from used)"
    )


def _lately(today: date) -> str:
    return f""""on" between '{since(today)}' and '{today}' and "count" > 0"""


_QUESTIONS: Final[Mapping[str, Callable[[date], str]]] = {
    "no-owner": lambda today: f"{_ALL} and owner is null",
    "owner-left": lambda today: (
        f"{_ALL} and owner in (select id from people where anonymous or left_on <= '{today}')"
    ),
    "no-reviewer": lambda today: f"{_ALL} and reviewer is null",
    "no-expert": lambda today: (
        f"{_ALL} and not exists "
        f"(select 1 from links where from_kind = 'assets' and from_id = assets.id and {_VOUCHED})"
    ),
    "one-expert": lambda today: f"{_OF_TOPICS} and value in ({_OF_ONE_EXPERT})",
    "no-summary": lambda today: _lacking("summary"),
    "no-question": lambda today: _lacking("question"),
    "no-stage": lambda today: (
        f"{_ALL} and not exists (select 1 from asset_values cross join list_entries on list_entries.id = value "
        "where asset = assets.id and list in ('stage', 'persona'))"
    ),
    "contested": lambda today: f"{_ALL} and contested <> ''",
    "same-title": lambda today: (
        "select one.asset as asset from asset_register as one join assets on assets.id = one.asset "
        f"where {_KEPT} and one.sought <> '' and exists (select 1 from asset_register as same "
        "join assets as other on other.id = same.asset "
        "where same.sought = one.sought and same.asset <> one.asset and other.status <> 'retired')"
    ),
    "past-review": lambda today: f"select asset from asset_register where due < '{today}'",
    "expires-28": lambda today: _expiring(today, 15, 28),
    "expires-14": lambda today: _expiring(today, 1, 14),
    "expired": lambda today: f"{_ALL} and expires <= '{today}' and (reviewed is null or reviewed < expires)",
    "source-changed": lambda today: SOURCE_CHANGED,
    "packed-outdated": lambda today: (
        "select id as asset from assets where status in ('outdated', 'retired') and id in ("
        "select asset from playlist_items where playlist is not null "
        "union select asset from pack_items where asset is not null and pack is not null and not left_out "
        "union select to_id from links where from_kind = 'packs' and to_kind = 'assets')"
    ),
    "no-consent": lambda today: f"{_ALL} and {_HEARD} and not consent",
    "consent-ending": lambda today: f"{_ALL} and consent and consent_until <= {_at(today, CONSENT_LEAD)}",
    "long-video": lambda today: f"{_ALL} and seconds > {LONGEST_VIDEO * 60} and {_VIDEO}",
    "too-long": lambda today: (
        f"select assets.id as asset from assets join asset_kinds on asset_kinds.id = sort where {_KEPT} "
        "and (seconds > 60 * longest_minutes or pages > longest_pages)"
    ),
    "lone-video": lambda today: (
        f"{_ALL} and {_VIDEO} and (id not in (select one from ({_PAIRS}) where other in ({_CHECKLISTS})) "
        f"or id not in (select one from ({_PAIRS}) where other not in ({_CHECKLISTS})))"
    ),
    "no-practice": lambda today: f"{_OF_TOPICS} and value not in ({_PRACTISED})",
    "missing": lambda today: f"{_OF_FILES} and files.state <> 'there' and files.state = 'missing'",
    "broken-link": lambda today: (
        f"{_OF_FILES} and files.id in (select file from found_links where state = 'broken')"
    ),
    "online-only": lambda today: f"{_OF_FILES} and files.state <> 'there' and files.state = 'online only'",
    "duplicate": lambda today: (
        "select assets.id as asset from assets join files on files.folder = coalesce(assets.folder, 0) "
        f"and files.path = assets.location where {_KEPT} and files.digest <> '' "
        "and exists (select 1 from files as same cross join assets as other "
        "on other.folder is nullif(same.folder, 0) and other.location = same.path "
        "where same.digest = files.digest and same.digest <> '' and same.id <> files.id and other.id <> assets.id "
        "and other.status <> 'retired')"
    ),
    "never-used": lambda today: (
        f"{_ALL} and exists (select 1 from uses) "
        'and not exists (select 1 from uses where asset = assets.id and "count" > 0) '
        'and coalesce(added <= (select max("on") from uses), 1)'
    ),
    HOT_STALE: _hot_stale,
}  # fmt: skip


def flagged(rule: str, today: date) -> str:
    """A query that answers with the ids of the assets that a rule flags, as `asset`, for use inside another one.

    It may answer with an id more than once. Raises KeyError for a rule there is not.
    """
    return _QUESTIONS[rule](today)


def count_flagged(connection: sqlite3.Connection, rule: str, today: date) -> int:
    """How many assets a rule flags."""
    return int(ask(connection, f"select count(distinct asset) from ({flagged(rule, today)})")[0][0])


class Health:
    """The rules, as they are switched in this workspace."""

    def __init__(self, connection: sqlite3.Connection, history: History, today: Callable[[], date]) -> None:
        self._connection = connection
        self._history = history
        self._today = today
        self._settings = Settings(connection, history)
        self._known_hot: tuple[object, str] | None = None

    @property
    def off(self) -> frozenset[str]:
        """The rules that are switched off."""
        return frozenset(self._settings.get(OFF).split(",")) & RULES.keys()

    def switch(self, rule: str, on: bool) -> None:
        """Switch one rule on or off; raises KeyError for a rule there is not."""
        label = mark("Switch on the rule “{rule}”") if on else mark("Switch off the rule “{rule}”")
        known = RULES[rule]
        off = self.off - {rule} if on else self.off | {rule}
        if off != self.off:
            with self._history.step(label, rule=sentence(known.label)):
                self._settings.set(OFF, ",".join(key for key in RULES if key in off))

    def flagged_by(self, rule: str) -> tuple[int, ...]:
        """The assets that a rule flags today."""
        found = ask(self._connection, f"select distinct asset from ({flagged(rule, self._today())}) order by asset")
        return tuple(row[0] for row in found)

    def rules_of(self, asset: int) -> tuple[str, ...]:
        """The rules that are switched on and flag an asset, in their order."""
        off, today = self.off, self._today()
        questions = {rule: flagged(rule, today) for rule in RULES if rule not in off}
        if HOT_STALE in questions:
            questions[HOT_STALE] = _hot_stale(today, self._hot(today))
        return tuple(
            rule
            for rule, question in questions.items()
            if ask(self._connection, f"select exists (select 1 from ({question}) where asset = ?)", asset)[0][0]
        )

    def _hot(self, today: date) -> str:
        """`_hot` as a number, worked out once: it takes long, and asset by asset is looked at."""
        state = (today, self._history.count_of("uses"))
        if self._known_hot is None or self._known_hot[0] != state:
            found = ask(self._connection, _hot(today))
            self._known_hot = state, str(found[0][0]) if found else "null"
        return self._known_hot[1]

    def counts(self, rules: Iterable[str] = RULES) -> dict[str, int]:
        """How many assets each of these rules flags; for many assets ask rule by rule, beside the window."""
        return {rule: count_flagged(self._connection, rule, self._today()) for rule in rules}
