"""What is wrong with a pack is said before it leaves, each with what mends it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from enable_desktop.library.assets import Asset, AssetKind, Playlist, Status
from enable_desktop.packs.checks import Check, Mend, findings
from enable_desktop.packs.chosen import Chosen, ChosenPlaylist, Known, PackFacts, PageLinkTo
from enable_desktop.packs.gathering import contents_of
from enable_desktop.packs.records import Pack
from enable_desktop.people import Person
from enable_desktop.words import Words

TODAY: Final = date(2026, 3, 12)
DAY: Final = timedelta(days=1)
GOOD: Final[dict[str, Any]] = {"title": "Answer", "location": "answer.md", "summary": "What to say."}


def facts(asset: Asset, **values: Any) -> PackFacts:
    kinds = {1: AssetKind(id=1, key="bite", title="Bite", longest_minutes=4), 2: AssetKind(id=2, longest_pages=1)}
    known = {"pack": Pack(id=1, title="Pack"), "day": TODAY, "kinds": kinds, "paths": {1: Path("/answer.md")}}
    return PackFacts(**{**known, "items": (Chosen(asset=asset),), **values})


def found(**values: Any) -> list[tuple[Check, Mend]]:
    asset = Asset(id=1, **{**GOOD, **values})
    return [(each.check, each.mend) for each in findings(facts(asset, titles={7: "Newer answer"}))]


@pytest.mark.parametrize(
    ("values", "check", "mend"),
    [
        ({"location": ""}, Check.NOTHING, Mend.FIND_FILE),
        ({"status": Status.OUTDATED}, Check.OUTDATED, Mend.TAKE_OUT),
        ({"status": Status.RETIRED, "replaced_by": 7}, Check.RETIRED, Mend.REPLACE),
        ({"facets": {"use": "internal"}}, Check.INTERNAL, Mend.SET_USE),
        ({"summary": " "}, Check.NO_SUMMARY, Mend.SUMMARISE),
        ({"sort": 1}, Check.NO_CONSENT, Mend.CONSENT),
        ({"seller": 5}, Check.NO_CONSENT, Mend.CONSENT),
        ({"sort": 1, "consent": True, "consent_until": TODAY - DAY}, Check.CONSENT_ENDED, Mend.CONSENT),
        ({"sort": 1, "consent": True, "seconds": 241}, Check.TOO_LONG, Mend.SHORTEN),
        ({"location": "x.mp4", "seconds": 481}, Check.TOO_LONG, Mend.SHORTEN),
        ({"sort": 2, "pages": 2}, Check.TOO_LONG, Mend.SHORTEN),
    ],
)
def test_each_check_finds_what_it_is_for_and_nothing_else(values: dict[str, Any], check: Check, mend: Mend) -> None:
    assert found(**values) == [(check, mend)]


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"facets": {"use": "internal;send"}},
        {"sort": 1, "consent": True, "consent_until": TODAY, "seconds": 240},
        {"location": "https://example.com/x"},
        {"status": Status.DRAFT},
    ],
)
def test_what_is_right_is_not_found(values: dict[str, Any]) -> None:
    assert found(**values) == []


def test_a_file_that_was_not_there_or_is_online_only_is_found() -> None:
    asset = Asset(id=1, **GOOD)
    for state, check in (("missing", Check.MISSING), ("online only", Check.ONLINE)):
        (finding,) = findings(facts(asset, known={1: Known(state=state)}))
        assert finding.check is check
    (finding,) = findings(facts(asset, paths={}))
    assert finding.check is Check.MISSING


def test_pictures_that_were_not_chosen_are_counted_before_they_stay_behind(words: Words) -> None:
    asset, chart = Asset(id=1, **GOOD), Asset(id=2, **{**GOOD, "location": "chart.png"})
    targets = {"chart.png": 2, "plan.PNG?x#y": 7, "../far.jpg": None, "guide.md": 8, "plan.PNG": 7}
    links = tuple(PageLinkTo(number=n, target=each, asset=id_) for n, (each, id_) in enumerate(targets.items()))
    paths = {1: Path("/answer.md"), 2: Path("/chart.png")}
    both = facts(asset, items=(Chosen(asset=asset), Chosen(asset=chart)), known={1: Known(links=links)}, paths=paths)
    (finding,) = findings(both)
    assert (finding.check, finding.mend, finding.pictures) == (Check.PICTURES, Mend.PUT_PICTURES, (7,))
    assert words.say(finding.said) == "Not chosen for the pack: 3 pictures."
    (finding,) = findings(facts(asset, known={1: Known(links=links[2:4])}))
    assert (finding.check, finding.mend, finding.pictures) == (Check.PICTURES, Mend.SEE_LINKS, ())


def test_a_review_is_overdue_from_the_day_after(words: Words) -> None:
    asset = Asset(id=1, **GOOD)
    assert findings(facts(asset, due={1: TODAY})) == ()
    (finding,) = findings(facts(asset, due={1: TODAY - DAY}))
    assert finding.check is Check.OVERDUE
    assert words.say(finding.said) == "Its review was due on 11\u00a0Mar."


def test_a_person_whose_own_consent_has_ended_counts_too() -> None:
    asset = Asset(id=1, **{**GOOD, "seller": 5, "consent": True})
    seller = Person(id=5, name="Anna Field", consent_until=TODAY - DAY)
    (finding,) = findings(facts(asset, people={5: seller}))
    assert finding.check is Check.CONSENT_ENDED


def test_a_playlist_of_which_nothing_is_in_the_pack_is_no_part_of_it() -> None:
    asset = Asset(id=1, **GOOD)
    several = tuple(
        ChosenPlaylist(playlist=Playlist(id=id_, title=f"Playlist {id_}"), item=id_, assets=assets)
        for id_, assets in ((1, (2, 3)), (2, (3, 1)), (3, ()))
    )
    (playlist,) = contents_of(facts(asset, playlists=several)).playlists
    assert (playlist.title, playlist.assets) == ("Playlist 2", (1,))


def test_the_gravest_come_first() -> None:
    asset = Asset(id=1, title="Bare")
    missing = replace(asset, id=2, location="gone.md", summary="There.")
    several = facts(asset, items=(Chosen(asset=asset), Chosen(asset=missing)))
    assert [each.check for each in findings(several)] == [Check.MISSING, Check.NOTHING, Check.NO_SUMMARY]


def test_a_rep_is_told_whom_to_ask_but_nobody_who_left() -> None:
    asset = Asset(id=1, **{**GOOD, "owner": 3})
    people = {
        3: Person(id=3, name="Olga Owner"),
        4: Person(id=4, name="Egor Expert"),
        5: Person(id=5, name="Gone", left_on=TODAY),
    }
    assert contents_of(facts(asset, people=people)).items[0].ask == ("Olga Owner",)
    assert contents_of(facts(asset, people=people, experts={1: (4, 5)})).items[0].ask == ("Egor Expert",)
