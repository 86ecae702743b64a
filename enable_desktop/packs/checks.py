"""What to look at before a pack leaves: each finding names an asset and what mends it; none of them blocks anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from enable_desktop.fields import Choice
from enable_desktop.library.assets import Asset, AssetKind, Status
from enable_desktop.library.endings import PICTURES
from enable_desktop.library.facets import values_of
from enable_desktop.library.health import LONGEST_VIDEO, VIDEO_ENDINGS
from enable_desktop.library.listed import MISSING, ONLINE
from enable_desktop.library.places import is_web
from enable_desktop.packs.chosen import PackFacts
from enable_desktop.words import Sentence, ShortDay, counted, mark, sentence

_HEARD = frozenset({"bite", "recorded-call"})
_USE, _INTERNAL = "use", "internal"


class Check(Choice):
    """What was found, the gravest first."""

    MISSING = "missing", mark("File missing")
    NOTHING = "nothing", mark("No file and no address")
    ONLINE = "online", mark("Online only")
    NO_CONSENT = "no consent", mark("No consent")
    CONSENT_ENDED = "consent ended", mark("Consent has ended")
    RETIRED = "retired", mark("Retired")
    OUTDATED = "outdated", mark("Outdated")
    OVERDUE = "overdue", mark("Review overdue")
    TOO_LONG = "too long", mark("Too long")
    PICTURES = "pictures", mark("Pictures stay behind")
    NO_SUMMARY = "no summary", mark("No summary")
    INTERNAL = "internal", mark("For us only")


class Mend(Choice):
    """What mends a finding."""

    FIND_FILE = "find file", mark("Say where the file lies")
    KEEP_HERE = "keep here", mark("Keep the file on this computer")
    REPLACE = "replace", mark("Take its replacement instead")
    TAKE_OUT = "take out", mark("Take it out")
    REVIEW = "review", mark("Mark as reviewed")
    SHORTEN = "shorten", mark("Shorten it")
    PUT_PICTURES = "put pictures", mark("Put its pictures in")
    SEE_LINKS = "see links", mark("See where it leads")
    SUMMARISE = "summarise", mark("Write a summary")
    CONSENT = "consent", mark("Note the consent")
    SET_USE = "set use", mark("Say how it may be used")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to look at: in which asset, in a sentence, and what mends it."""

    check: Check
    asset: int
    title: str
    said: Sentence
    mend: Mend
    pictures: tuple[int, ...] = ()
    """The assets that are the pictures meant."""


_Make = Callable[[Check, Sentence, Mend], Finding]


def findings(facts: PackFacts) -> tuple[Finding, ...]:
    """Everything to look at in a pack, the gravest first, then in the order of the pack."""
    order = tuple(Check)
    packed = frozenset(chosen.asset.id for chosen in facts.items)
    found = (
        each for chosen in facts.items for each in (*_of(chosen.asset, facts), *_pictures(chosen.asset, facts, packed))
    )
    return tuple(sorted(found, key=lambda finding: order.index(finding.check)))


def _of(asset: Asset, facts: PackFacts) -> Iterator[Finding]:
    def finding(check: Check, said: Sentence, mend: Mend) -> Finding:
        return Finding(check=check, asset=asset.id, title=asset.title, said=said, mend=mend)

    yield from _file(asset, facts, finding)
    yield from _consent(asset, facts, finding)
    if asset.status in (Status.OUTDATED, Status.RETIRED):
        instead = facts.titles.get(asset.replaced_by or 0, "")
        check = Check.RETIRED if asset.status is Status.RETIRED else Check.OUTDATED
        if instead:
            said = sentence(mark("It is not to be used any more; “{title}” replaces it."), title=instead)
            yield finding(check, said, Mend.REPLACE)
        else:
            yield finding(check, sentence(mark("It is not to be used any more.")), Mend.TAKE_OUT)
    if values_of(asset).get(_USE) == (_INTERNAL,):
        said = sentence(mark("It is for us only: customers must not get it. The pack says so."))
        yield finding(Check.INTERNAL, said, Mend.SET_USE)
    due = facts.due.get(asset.id)
    if due is not None and due < facts.day and asset.status is not Status.RETIRED:
        said = sentence(mark("Its review was due on {day}."), day=ShortDay(due, facts.day))
        yield finding(Check.OVERDUE, said, Mend.REVIEW)
    too_long = _too_long(asset, facts)
    if too_long is not None:
        yield finding(Check.TOO_LONG, too_long, Mend.SHORTEN)
    if not asset.summary.strip():
        said = sentence(mark("Nothing says in a sentence or two what it holds."))
        yield finding(Check.NO_SUMMARY, said, Mend.SUMMARISE)


def _file(asset: Asset, facts: PackFacts, finding: _Make) -> Iterator[Finding]:
    if not asset.location.strip():
        said = sentence(mark("It has neither a file nor an address: reps find only what is written about it."))
        yield finding(Check.NOTHING, said, Mend.FIND_FILE)
        return
    if is_web(asset.location):
        return
    known = facts.known.get(asset.id)
    state = known.state if known is not None else ""
    if state == MISSING or asset.id not in facts.paths:
        said = sentence(mark("Its file was not there when it was looked for: {path}"), path=asset.location)
        yield finding(Check.MISSING, said, Mend.FIND_FILE)
    elif state == ONLINE:
        said = sentence(mark("Its file is only online, and stays out of the pack."))
        yield finding(Check.ONLINE, said, Mend.KEEP_HERE)


def needs_consent(asset: Asset, kind: AssetKind | None) -> bool:
    """Whether somebody is heard in it, who must agree to that."""
    return asset.seller is not None or (kind is not None and kind.key in _HEARD)


def _consent(asset: Asset, facts: PackFacts, finding: _Make) -> Iterator[Finding]:
    if not needs_consent(asset, facts.kinds.get(asset.sort or 0)):
        return
    if not asset.consent:
        yield finding(
            Check.NO_CONSENT, sentence(mark("Nobody has noted that who is heard agrees to it.")), Mend.CONSENT
        )
        return
    seller = facts.people.get(asset.seller or 0)
    ends = (asset.consent_until, seller.consent_until if seller is not None else None)
    ended = min((day for day in ends if day is not None and day < facts.day), default=None)
    if ended is not None:
        said = sentence(mark("Who is heard agreed until {day}."), day=ShortDay(ended, facts.day))
        yield finding(Check.CONSENT_ENDED, said, Mend.CONSENT)


def _pictures(asset: Asset, facts: PackFacts, packed: frozenset[int]) -> Iterator[Finding]:
    """Pictures that it shows or leads to and that were not chosen: no export reads what only a path names."""
    known = facts.known.get(asset.id)
    behind = [link for link in known.links if link.asset not in packed and _names_picture(link.target)] if known else []
    if not behind:
        return
    count = len({link.target for link in behind})
    said = sentence(
        mark("Not chosen for the pack: {pictures}."),
        pictures=counted("{n} picture", "{n} pictures", count),
    )
    ids = tuple(dict.fromkeys(link.asset for link in behind if link.asset is not None))
    mend = Mend.PUT_PICTURES if ids else Mend.SEE_LINKS
    yield Finding(check=Check.PICTURES, asset=asset.id, title=asset.title, said=said, mend=mend, pictures=ids)


def _names_picture(target: str) -> bool:
    return PurePosixPath(re.split(r"[?#]", target, maxsplit=1)[0]).suffix.lower() in PICTURES


def _too_long(asset: Asset, facts: PackFacts) -> Sentence | None:
    kind = facts.kinds.get(asset.sort or 0)
    minutes = kind.longest_minutes if kind is not None else None
    if minutes is None and asset.location.lower().endswith(VIDEO_ENDINGS):
        minutes = LONGEST_VIDEO
    if minutes is not None and asset.seconds is not None and asset.seconds > 60 * minutes:
        return sentence(
            mark("It takes {long}; {most} are the most for its kind."),
            long=counted("{n} minute", "{n} minutes", -(-asset.seconds // 60)),
            most=counted("{n} minute", "{n} minutes", minutes),
        )
    pages = kind.longest_pages if kind is not None else None
    if pages is not None and asset.pages is not None and asset.pages > pages:
        return sentence(
            mark("It has {long}; {most} is the most for its kind."),
            long=counted("{n} page", "{n} pages", asset.pages),
            most=counted("{n} page", "{n} pages", pages),
        )
    return None
