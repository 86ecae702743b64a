"""What leaves a workspace as evidence: quotes by role or side, and none that may not be quoted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from db.workspace import Place, Workspace, open_workspace
from enable_desktop.interviews import Interview, Rating, Statement, Theme
from enable_desktop.links import Reason, Ref
from enable_desktop.people import Person
from tests.conftest import SampleAt
from ui.exporting import charter_report


@pytest.fixture(params=["en", "ru"])
def programme(request: pytest.FixtureRequest, tmp_path: Path, place: Place, sample_at: SampleAt) -> Iterator[Workspace]:
    with open_workspace(sample_at(tmp_path / "Sample.enable", request.param), place) as workspace:
        yield workspace


def evidence(programme: Workspace) -> list[tuple[str, str]]:
    return [(each.text, each.source) for each in charter_report(programme).evidence]


def test_the_sample_quotes_both_sides_and_names_nobody(programme: Workspace) -> None:
    found = evidence(programme)
    english = programme.settings.get("language") == "en"
    price_sheet = (
        ("“I keep my own folder. The portal gave me last year’s price sheet in front of a customer.”", "AE, mid-market")
        if english
        else (
            "«Держу свою папку. Портал дал мне прошлогодний прайс прямо при клиенте.»",
            "Менеджер по продажам, средний бизнес",
        )
    )
    assert price_sheet in found
    said_by = [source for text, source in found if text.startswith(("“", "«"))]
    assert len(said_by) == 10
    assert said_by.count("Leadership" if english else "Руководство") == 4
    names = {person.name for person in programme.all(Person)}
    assert not any(name in text + source for name in names for text, source in found)


def test_words_that_may_not_be_quoted_are_withheld_and_that_is_said(programme: Workspace) -> None:
    quoted = [link.end for link in programme.links.of(Ref("obstacles", 1)) if link.end.kind == Statement.kind]
    statement = programme.get(Statement, quoted[0].id)
    assert statement is not None
    assert any(statement.words in text for text, _ in evidence(programme))
    programme.change(quoted[0], quotable=False)
    found = evidence(programme)
    assert not any(statement.words in text for text, _ in found)
    assert any(text in ("Words that may not be quoted", "Слова, которые нельзя цитировать") for text, _ in found)


def test_consent_that_ended_takes_the_words_out_of_the_next_print(programme: Workspace) -> None:
    ended = next(
        each
        for each in programme.all(Statement)
        if each.quotable and (_speaker(programme, each).consent_until or date.max) < programme.today
    )
    programme.links.join(Ref("criteria", 1), Ref(Statement.kind, ended.id), Reason.EVIDENCE)
    assert not any(ended.words in text for text, _ in evidence(programme))


def test_a_paraphrase_is_printed_without_quotation_marks(programme: Workspace) -> None:
    told = next(each for each in programme.all(Statement) if not each.is_quote and each.quotable)
    programme.links.join(Ref("criteria", 1), Ref(Statement.kind, told.id), Reason.EVIDENCE)
    assert told.words in [text for text, _ in evidence(programme)]


def _speaker(programme: Workspace, statement: Statement) -> Person:
    talk = programme.get(Interview, statement.interview or 0)
    assert talk is not None
    person = programme.get(Person, talk.person or 0)
    assert person is not None
    return person


def test_a_theme_prints_both_sides_figures(programme: Workspace) -> None:
    english = programme.settings.get("language") == "en"
    content = next(theme for theme in programme.all(Theme) if theme.key == "content")
    programme.links.join(Ref("criteria", 1), Ref(Theme.kind, content.id), Reason.EVIDENCE)
    texts = [text for text, _ in evidence(programme)]
    assert (
        "Finding current content: leadership 2.3 (3 of 4), reps 4.6 (8 of 9), clear gap"
        if english
        else "Поиск актуального контента: руководство — 2,3 (3 из 4), продавцы — 4,6 (8 из 9), явное расхождение"
    ) in texts


def test_a_theme_keeps_back_what_rests_on_fewer_people_than_the_workspace_wants(programme: Workspace) -> None:
    content = next(theme for theme in programme.all(Theme) if theme.key == "content")
    programme.links.join(Ref("criteria", 1), Ref(Theme.kind, content.id), Reason.EVIDENCE)
    programme.settings.set("anonymity_threshold", "5")
    (text,) = {text for text, _ in evidence(programme) if text.startswith(content.title)}
    assert "2.3" not in text and "2,3" not in text and "3 of 4" not in text and "3 из 4" not in text
    assert "5" in text


def test_a_theme_nobody_was_asked_about_is_named_and_no_more(programme: Workspace) -> None:
    made = programme.themes.make("Unheard")
    programme.links.join(Ref("criteria", 1), Ref(Theme.kind, made), Reason.EVIDENCE)
    assert "Unheard" in [text for text, _ in evidence(programme)]


def test_a_talk_as_evidence_is_named_by_role_or_side(programme: Workspace) -> None:
    names = {person.name for person in programme.all(Person)}
    for talk in programme.all(Interview):
        programme.links.join(Ref("criteria", 1), Ref(Interview.kind, talk.id), Reason.EVIDENCE)
    for rating in programme.all(Rating)[:20]:
        programme.links.join(Ref("criteria", 2), Ref(Rating.kind, rating.id), Reason.EVIDENCE)
    found = evidence(programme)
    assert not any(name in text + source for name in names for text, source in found)


def test_a_name_inside_a_quote_is_taken_out(programme: Workspace) -> None:
    printed = [text for text, _ in evidence(programme)]
    quoted = next(each for each in programme.all(Statement) if any(each.words in text for text in printed))
    colleague = programme.all(Person)[3].name
    programme.change(Ref(Statement.kind, quoted.id), words=f"Ask {colleague} and {colleague.split()[1]}.")
    # A changed charter prints what is, not what was approved.
    programme.links.join(Ref("assumptions", 1), Ref(Statement.kind, quoted.id), Reason.EVIDENCE)
    texts = " ".join(text for text, _ in evidence(programme))
    assert colleague not in texts and colleague.split()[1] not in texts
    assert "Ask […] and […]." in texts
