"""What is printed of experts: whom to ask, how topics are covered, and the page that one of them is given.

Experts carry their names, those alone who agreed to it: whoever has agreed to be asked, and on the day still does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from enable_desktop.charter.report import PageSize
from enable_desktop.experts import Contribution, Cover, Covered, Depth, Expertise, Terms, holes_first
from enable_desktop.people import Person

DEEPEST_FIRST: Final = tuple(reversed(Depth))


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """Whose programme it is, on which day it is printed, and on which paper."""

    today: date
    company: str = ""
    mission: str = ""
    sender: str = ""
    """Who runs it."""
    reach: str = ""
    """How to reach them."""
    page: PageSize = PageSize.A4
    title: str = ""
    """What the report is called, where that is not as usual."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertMaterial:
    """What a workspace knows of its experts, as it was read."""

    programme: Programme
    people: Mapping[int, Person] = field(default_factory=dict)
    """The experts, and whoever stands in for one, by id."""
    experts: Sequence[Person] = ()
    topics: Sequence[Covered] = ()
    terms: Mapping[int, Terms] = field(default_factory=dict)
    """What was agreed, by person."""

    def may_name(self, id_: int) -> bool:
        """Whether somebody's name may be printed: they are here, and have agreed to be asked."""
        person, terms = self.people.get(id_), self.terms.get(id_)
        if person is None or person.anonymous or not person.name or not person.is_here(self.programme.today):
            return False
        return terms is not None and terms.holds(self.programme.today)

    def stands_in(self, id_: int) -> str:
        """Who stands in for an expert, where they may be named; whoever is no expert agreed when they were named."""
        terms = self.terms.get(id_)
        deputy = self.people.get(terms.deputy) if terms is not None and terms.deputy is not None else None
        if deputy is None or deputy.anonymous or not deputy.is_here(self.programme.today):
            return ""
        is_expert = any(each.id == deputy.id for each in self.experts)
        return "" if is_expert and not self.may_name(deputy.id) else deputy.name


# -- whom to ask


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicHelp:
    """A topic, and who is to be asked about it, by how well they know it."""

    title: str
    who: Mapping[Depth, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedExpert:
    """An expert as the directory shows them."""

    name: str
    role: str = ""
    department: str = ""
    reach: str = ""
    languages: str = ""
    deputy: str = ""
    topics: Mapping[Depth, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """Whom to ask about what, for everybody in the company; `unnamed` experts have not agreed to stand in it."""

    programme: Programme
    topics: tuple[TopicHelp, ...]
    experts: tuple[ListedExpert, ...]
    unnamed: int = 0


def directory(material: ExpertMaterial) -> Directory:
    """The directory of the experts who agreed to it; a topic nobody of them knows is listed without a name."""
    named = [person for person in material.experts if material.may_name(person.id)]
    topics = [topic for topic in material.topics if topic.topic]
    return Directory(
        programme=material.programme,
        topics=tuple(TopicHelp(title=topic.title, who=_by_depth(topic, named)) for topic in topics),
        experts=tuple(_listed(person, topics, material) for person in named),
        unnamed=len(material.experts) - len(named),
    )


def _by_depth(topic: Covered, people: Iterable[Person]) -> Mapping[Depth, tuple[str, ...]]:
    found: dict[Depth, list[str]] = {}
    for person in people:
        if level := topic.levels.get(person.id, 0):
            found.setdefault(Depth(str(level)), []).append(person.name)
    return {depth: tuple(found[depth]) for depth in DEEPEST_FIRST if depth in found}


def _listed(person: Person, topics: Sequence[Covered], material: ExpertMaterial) -> ListedExpert:
    return ListedExpert(
        name=person.name,
        role=person.role,
        department=person.department,
        reach=person.reach,
        languages=person.languages,
        deputy=material.stands_in(person.id),
        topics={
            depth: titles
            for depth in DEEPEST_FIRST
            if (titles := tuple(each.title for each in topics if each.levels.get(person.id, 0) == depth.level))
        },
    )


# -- how topics are covered


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveredRow:
    """A topic as the coverage shows it: the level of each expert named, and the best among the others."""

    title: str
    cover: Cover
    teachers: int
    levels: tuple[int, ...]
    others: int = 0
    themes: tuple[str, ...] = ()
    """The themes of the interviews that it answers."""
    painful: tuple[str, ...] = ()
    """Those of them that hurt."""
    has_topic: bool = True
    """Whether it is a topic; a theme that hurts and that no topic answers stands here too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageReport:
    """Topics by experts, holes first; of the `unnamed` experts only the best level for each topic is told."""

    programme: Programme
    names: tuple[str, ...]
    rows: tuple[CoveredRow, ...]
    unnamed: int = 0

    def count(self, cover: Cover) -> int:
        """How many topics are covered this well."""
        return sum(row.has_topic and row.cover is cover for row in self.rows)

    @property
    def unanswered(self) -> int:
        """How many themes hurt and have no topic."""
        return sum(not row.has_topic for row in self.rows)

    @property
    def open(self) -> tuple[CoveredRow, ...]:
        """What wants somebody: nobody teaches it, or it rests on one person."""
        return tuple(row for row in self.rows if row.cover is not Cover.COVERED)


def coverage_report(material: ExpertMaterial) -> CoverageReport:
    """How the topics are covered. The experts who may not be named count, and are in no column of their own."""
    named = [person for person in material.experts if material.may_name(person.id)]
    others = [person.id for person in material.experts if not material.may_name(person.id)]
    return CoverageReport(
        programme=material.programme,
        names=tuple(person.name for person in named),
        rows=tuple(
            CoveredRow(
                title=topic.title,
                cover=topic.cover,
                teachers=len(topic.teachers),
                levels=tuple(topic.levels.get(person.id, 0) for person in named),
                others=max((topic.levels.get(id_, 0) for id_ in others), default=0),
                themes=tuple(theme.title for theme in topic.themes) if topic.topic else (),
                painful=tuple(theme.title for theme in topic.themes if theme.is_painful),
                has_topic=bool(topic.topic),
            )
            for topic in holes_first(material.topics)
        ),
        unnamed=len(others),
    )


# -- the page for one of them


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertPage:
    """What one expert is given: what it is about, what is asked, what they get, what will not be done, until when."""

    programme: Programme
    name: str
    role: str = ""
    topics: Mapping[Depth, tuple[str, ...]] = field(default_factory=dict)
    asks: str = ""
    gets: str = ""
    hours: float | None = None
    until: date | None = None
    next_contact: date | None = None
    deputy: str = ""
    given: tuple[tuple[str, date | None], ...] = ()
    """What they gave so far, the last first, each with its day."""


def expert_page(
    material: ExpertMaterial, id_: int, known: Iterable[Expertise], given: Iterable[Contribution]
) -> ExpertPage:
    """The page for an expert of the material; it goes to nobody else, so that they are named in any case."""
    person, terms = material.people[id_], material.terms.get(id_) or Terms()
    titles = {topic.topic: topic.title for topic in material.topics}
    levels = {each.topic: each.depth for each in known if each.topic in titles}
    return ExpertPage(
        programme=material.programme,
        name=person.name,
        role=person.role,
        topics={
            depth: found
            for depth in DEEPEST_FIRST
            if (found := tuple(title for topic, title in titles.items() if levels.get(topic) is depth))
        },
        asks=terms.asks,
        gets=terms.gets,
        hours=terms.hours,
        until=terms.until,
        next_contact=terms.next_contact,
        deputy=material.stands_in(id_),
        given=tuple((each.title, each.on) for each in given if each.title.strip()),
    )
