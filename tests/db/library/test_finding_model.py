"""Whatever is typed and filtered by: what is found, and counted, is what a plain look at every asset finds."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.stems import stem
from db.workspace import Workspace
from enable_desktop.library.assets import Asset, Status
from enable_desktop.library.facets import split
from enable_desktop.library.freshness import freshness, review_due
from enable_desktop.library.query import Filters, Order, Query, Term, parse, whole
from enable_desktop.links import Ref
from enable_desktop.people import Person
from enable_desktop.search import words_of
from enable_desktop.words import mark
from tests.db.library.shelf import LABELS, LISTS, TODAY, new_library

WORDS: Final = (
    "call", "calls", "calling", "deck", "decks", "objection", "objections", "price", "pricing", "ёлка", "елки", "новый",
    "новая", "обучение", "обучению", "é", "café", "a", "ab", "abc", "discovery", "x1", "42",
)  # fmt: skip
COUNT: Final = 60
KINDS: Final = {None: "none", 1: "deck", 2: "2"}
MONTHS: Final = {1: 6}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    chance = random.Random(7)
    with new_library(tmp_path_factory.mktemp("model")) as workspace:
        with workspace.step(mark("Fill")):
            owners = [workspace.add(Person, name=name) for name in ("Anna Field", "Bo Price")]
            for _ in range(COUNT):
                workspace.add(Asset, **some_asset(chance, owners))
        while workspace.search.catch_up():
            pass
        yield workspace


def some_asset(chance: random.Random, owners: list[int]) -> dict[str, Any]:
    def said(most: int) -> str:
        return " ".join(chance.choices(WORDS, k=chance.randint(0, most)))

    facets = {
        "stage": chance.choice(("", "discovery", "closing", "closing;discovery")),
        "persona": chance.choice(("", "user", "finance")),
    }
    return {
        "title": said(3),
        "summary": said(4),
        "notes": said(3),
        "facets": {facet: keys for facet, keys in facets.items() if keys},
        "sort": chance.choice((None, 1, 2)),
        "owner": chance.choice((None, *owners)),
        "status": chance.choice(tuple(Status)),
        "reviewed": chance.choice((None, TODAY, TODAY - timedelta(170), TODAY - timedelta(400))),
        "added": TODAY - timedelta(chance.randint(0, 5)),
    }


# -- the plain look


@dataclass(frozen=True)
class Plain:
    """One asset as the plain look sees it: its words by column, and its values by facet."""

    id: int
    columns: Mapping[str, list[list[str]]]
    values: Mapping[str, frozenset[str]]


def plain(workspace: Workspace) -> list[Plain]:
    names = {person.id: person.name for person in workspace.all(Person)}
    titles = {(entry.list, entry.key): entry.title for entry in LISTS if not hasattr(entry, "months")}
    found = []
    for asset in workspace.all(Asset):
        facets = {facet: split(keys) for facet, keys in asset.facets.items()}
        tags = [titles[facet, key] for facet, keys in facets.items() for key in keys]
        tags += [label for facet, keys in facets.items() for key in keys for label in LABELS.of(facet, key)]
        tags += {1: ["Deck", "Презентация"], 2: ["One-off"]}.get(asset.sort or 0, [])
        due = review_due(asset, MONTHS.get(asset.sort or 0))
        columns = {
            "title": [words_of(asset.title)],
            "summary": [words_of(asset.summary)],
            "tags": [words_of(tag) for tag in tags],
            "people": [words_of(names[asset.owner])] if asset.owner is not None else [],
            "notes": [words_of(asset.notes)],
        }
        values = {facet: frozenset(keys) for facet, keys in facets.items()}
        values |= {
            "kind": frozenset({KINDS[asset.sort]}),
            "status": frozenset({str(asset.status)}),
            "freshness": frozenset(
                () if asset.status is Status.RETIRED else (str(freshness(due, asset.reviewed, TODAY)),)
            ),
            "owner": frozenset({str(asset.owner or "none")}),
            "folder": frozenset({"none"}),
        }
        found.append(Plain(asset.id, columns, values))
    return found


def begins(words: list[str], wanted: str) -> bool:
    return any(word.startswith(wanted) or stem(word).startswith(wanted) for word in words) or any(
        stem(word) == stem(wanted) for word in words
    )


def fits(asset: Plain, term: Term, *, alone: bool, last: bool) -> bool:
    columns = {"title": ["title"], "summary": ["summary"], "tag": ["tags"]}.get(term.field)
    if columns is None and term.field in ("kind", "status", "owner"):
        return bool(asset.values[term.field] & {"status": {"draft"}, "kind": {"deck"}}.get(term.field, {"1"}))
    if columns is None and term.field == "stage":
        return "discovery" in asset.values.get("stage", frozenset())
    if columns is None and term.field:
        term = whole(term)
    passages = [words for name in columns or asset.columns for words in asset.columns[name]]
    every = [word for words in passages for word in words]
    if term.is_phrase or (term.is_excluded and len(term.words) > 1):
        run = list(term.words)
        return any(words[at : at + len(run)] == run for words in passages for at in range(len(words)))
    if term.is_excluded:
        return any(stem(word) == stem(term.words[0]) or word == term.words[0] for word in every)
    for word in term.words:
        in_title = asset.columns["title"][0]
        if columns is None and len(word) == 1 and len(term.words) == 1 and not term.field:
            if alone and not (" ".join(in_title).startswith(word) or word in every):
                return False
            if not alone and not last and word not in every:
                return False
        elif columns is None and len(word) <= 2:
            if not (any(each.startswith(word) for each in in_title) or word in every):
                return False
        elif not begins(every, word):
            return False
    return True


def wanted(asset: Plain, query: Query, filters: Filters) -> bool:
    alone = len(query.terms) == 1
    for place, term in enumerate(query.terms):
        if fits(asset, term, alone=alone, last=place == len(query.terms) - 1) == term.is_excluded:
            return False
    return all(not values or asset.values.get(facet, frozenset()) & values for facet, values in filters.items())


# -- what is typed and chosen

PIECES: Final = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from([word[:3] for word in WORDS]),
    st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS)).map(lambda pair: f'"{pair[0]} {pair[1]}"'),
    st.sampled_from(WORDS).map(lambda word: f"-{word}"),
    st.tuples(st.sampled_from(("title", "summary", "tag", "название")), st.sampled_from(WORDS)).map(":".join),
    st.sampled_from(("status:draft", "kind:deck", "owner:anna", "stage:disc", "-stage:discovery", "этап:выявление")),
    st.sampled_from(("выявление", "презентации", "anna", "one-off", "nowhere", "-kind:deck", "note:call")),
)
TYPED: Final = st.lists(PIECES, max_size=3).map(" ".join)
FILTERS: Final = st.fixed_dictionaries(
    {},
    optional={
        "stage": st.frozensets(st.sampled_from(("discovery", "closing")), max_size=2),
        "persona": st.frozensets(st.sampled_from(("user", "finance", "gone")), max_size=2),
        "kind": st.frozensets(st.sampled_from(("deck", "2", "none")), max_size=2),
        "status": st.frozensets(st.sampled_from(tuple(map(str, Status))), max_size=3),
        "freshness": st.frozensets(st.sampled_from(("fresh", "due", "overdue", "never reviewed")), max_size=2),
        "owner": st.frozensets(st.sampled_from(("1", "2", "none")), max_size=2),
    },
)


def check(workspace: Workspace, typed: str, filters: Filters) -> None:
    finding, query, every = workspace.library.finding, parse(typed), plain(workspace)
    query = Query(tuple(term if term.field != "этап" else _stage(term) for term in query.terms))
    should = {asset.id for asset in every if wanted(asset, query, filters)}
    for order in Order:
        ids = finding.ids(parse(typed), filters, order)
        assert len(ids) == len(set(ids))
        assert set(ids) == should, order
    assert finding.count(parse(typed), filters) == len(should)
    for facet, counts in finding.counts(parse(typed), filters).items():
        if facet == "flag":
            continue
        others = {name: values for name, values in filters.items() if name != facet}
        held = [value for each in every if wanted(each, query, others) for value in each.values.get(facet, ())]
        assert counts == {value: held.count(value) for value in held}, facet
    if not should:
        chosen = [facet for facet, values in filters.items() if values]
        for drop in finding.drops(parse(typed), filters):
            others = {facet: filters[facet] for facet in chosen if facet not in drop.facets}
            assert drop.found == sum(wanted(each, query, others) for each in every) > 0


def _stage(term: Term) -> Term:
    return Term(words=term.words, is_excluded=term.is_excluded, field="stage", named=("stage",))


@given(TYPED, FILTERS)
@settings(max_examples=150)
def test_a_plain_look_finds_and_counts_the_same(library: Workspace, typed: str, filters: Filters) -> None:
    check(library, typed, filters)


@given(st.data())
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
def test_it_does_after_any_steps_too(library: Workspace, data: st.DataObject) -> None:
    ids = [asset.id for asset in library.all(Asset)]
    chance = random.Random(data.draw(st.integers(0, 10_000)))
    steps: list[Callable[[], object]] = [
        lambda: library.change(Ref("assets", chance.choice(ids)), **some_asset(chance, [1, 2])),
        lambda: library.remove(Ref("assets", ids.pop(chance.randrange(len(ids))))),
        lambda: library.add(Asset, **some_asset(chance, [1, 2])),
    ]
    done = 0
    try:
        for _ in range(data.draw(st.integers(1, 4))):
            chance.choice(steps)()
            done += 1
            check(library, data.draw(TYPED), data.draw(FILTERS))
    finally:
        for _ in range(done):
            library.undo()
    check(library, data.draw(TYPED), {})


NAUGHTY: Final = (
    "'; drop table assets; --", '" OR 1=1', "NEAR(a b, 5)", "a AND OR NOT", "^deck", "deck*", "{title} : x", "col:*",
    "\x00", "\ud800", "\u202egnirts", "Z͑ͫ̓aͫlgo", "👩‍👩‍👧‍👦", "ﬃ", "İstanbul", "ẞ", "١٢٣", "％", "𝕊𝕒𝕝𝕖𝕤", "الفن", "東京",
    "--", "-", '"', '""', "::", "a:", ":b", "a:b:c", "«", "-«", "title:-x", "-title:", "\\", "%", "_", "x" * 100_000,
    "(" * 1_000, "a " * 2_000, '"a" ' * 2_000, "-a " * 2_000, "status:", "owner:\x00", "kind:'", "\ue000", "1e999",
)  # fmt: skip


@pytest.mark.parametrize("typed", NAUGHTY, ids=lambda typed: ascii(typed[:20]))
def test_naughty_strings_are_sought_like_any_other(library: Workspace, typed: str) -> None:
    finding = library.library.finding
    query = parse(typed)
    ids = finding.ids(query, {"stage": frozenset({typed}), typed: frozenset({"x"})})
    assert ids == ()
    found = finding.ids(query)
    assert finding.count(query) == len(found)
    assert finding.counts_of(typed, query) == {}
    for id_ in found[:3]:
        finding.snippet(id_, query)
    finding.marks(typed, query)
    library.search.find(typed)


@given(st.text(max_size=30))
@settings(max_examples=60)
def test_whatever_an_asset_says_is_found_by_its_words(library: Workspace, text: str) -> None:
    id_ = library.add(Asset, title="Said", notes=text)
    try:
        words = words_of(text)
        assert id_ in library.library.finding.ids(parse(" ".join(words)))
        for word in words:
            if word.isascii() or len(word) > 1:
                assert id_ in library.library.finding.ids(parse(f'"{word}"'))
    finally:
        library.undo()
