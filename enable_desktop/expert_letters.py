"""The mails to experts, filled with what is known of them; what is not known stays in brackets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from enable_desktop.briefs import one_line
from enable_desktop.experts import Contact, Contribution, Covered, Standing, Terms
from enable_desktop.people import Person
from enable_desktop.words import Words, mark

FIRST: Final = "first approach"
ASK: Final = "ask"
THANKS: Final = "thanks"
MANAGER: Final = "manager"
_RECORDING: Final = 30
"""So many minutes one recorded answer takes."""

USUAL_ASKS: Final = (
    mark("Answer one question, in writing or by phone: 5 minutes"),
    mark("Look through one piece of content: 20 minutes"),
    mark("Record one answer as a short fragment: 30 minutes"),
    mark("Talk to a group of sellers: 45 minutes"),
    mark("Name somebody who stands in for you"),
)
"""What an expert may be asked, the smallest first."""
USUAL_GIFTS: Final = (
    mark("The questions you are asked again and again are answered once and for all"),
    mark("Your name on what comes from you"),
    mark("Figures from deals: where your knowledge was used, and what came of it"),
    mark("What sellers and customers say, before others hear it"),
    mark("One recording instead of five meetings"),
    mark("Thanks that your manager hears of"),
)
"""What an expert may get for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToExpert:
    """What is known when a mail to an expert is written."""

    person: Person
    terms: Terms | None = None
    topics: tuple[str, ...] = ()
    """What they know, the best first."""
    topic: Covered | None = None
    """The topic that is asked about."""
    contacts: tuple[Contact, ...] = ()
    """The last one first."""
    contribution: Contribution | None = None
    """The one to be thanked for."""
    today: date = date.min
    company: str = ""
    sender: str = ""


def letter_to(known: ToExpert) -> str:
    """The key of the letter that fits an expert now."""
    if known.contribution is not None:
        return THANKS
    standing = known.terms.standing if known.terms is not None else Standing.TO_MEET
    return FIRST if standing is Standing.TO_MEET and known.topic is None else ASK


def expert_values(known: ToExpert, words: Words) -> dict[str, str]:
    """What the fields of a letter are filled with; empty where nothing is known."""
    person, terms = known.person, known.terms or Terms()
    asked = next((each for each in known.contacts if each.asked.strip()), None)
    topics = (known.topic.title,) if known.topic is not None else known.topics
    own_ask = one_line(terms.next_step)
    minutes = asked.hours * 60 if asked is not None and asked.hours and not own_ask else None
    if known.topic is not None:
        own_ask = words(mark("what you know of “{topic}”, one short recording to begin with"), topic=known.topic.title)
        minutes = _RECORDING
    is_ahead = terms.next_contact is not None and terms.next_contact > known.today
    values = {
        "name": "" if person.anonymous else person.name,
        "company": known.company,
        "sender": known.sender,
        "topics": ", ".join(topics),
        "hours": words.number(terms.hours),
        "until": words.day(terms.until),
        "gets": one_line(terms.gets),
        "gives": _listed(terms.gets, USUAL_GIFTS, words),
        "asks": _listed(terms.asks, USUAL_ASKS, words),
        "ask": own_ask or (one_line(asked.asked) if asked is not None else ""),
        "minutes": words.number(minutes),
        "due": words.day(terms.next_contact) if is_ahead else "",
        "why": _why(known.topic, words),
    }
    if known.contribution is not None:
        values["contribution"] = one_line(known.contribution.title)
        values["result"] = one_line(known.contribution.note)
    return values


def _why(topic: Covered | None, words: Words) -> str:
    """The themes that hurt and that the topic answers."""
    if topic is None:
        return ""
    said = [
        words(
            mark("in the interviews “{theme}” is rated {severity} of 5"),
            theme=theme.title,
            severity=words.number(theme.pain, 1),
        )
        for theme in topic.themes
        if theme.is_painful
    ]
    return "; ".join(said)


def _listed(own: str, usual: Iterable[str], words: Words) -> str:
    """What was agreed with somebody; where nothing was, what is usual."""
    texts = [one_line(own)] if own.strip() else [words(text) for text in usual]
    return "\n".join(f"- {text}" for text in texts)
