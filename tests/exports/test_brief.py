"""The brief on paper: one page whatever is put in, everything on it, and the same bytes for the same brief."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enable_desktop.anonymity import Figures
from enable_desktop.briefs import Asked, BothSides, Brief, Earlier, Listened, Owed, Participant, Permission, Quoted
from enable_desktop.charter.report import PageSize
from enable_desktop.gaps.verdicts import Verdict
from enable_desktop.interviews import Occasion
from enable_desktop.notes import Direction
from enable_desktop.people import Group
from enable_desktop.words import Words, sentence
from exports.brief import brief_bytes, brief_page, left_out_sentence, sheet_of, write_brief
from exports.brief.figures import figures_page
from exports.brief.setting import Setting
from exports.brief_markdown import brief_markdown
from exports.fonts import faces
from exports.press import SIZES, Press, Sheet
from resources.words import translations
from tests.exports.reading import pages_of, text_of

TODAY = date(2026, 3, 12)
BRIEF = Brief(
    today=TODAY,
    title="Felix Pennybrooke",
    group=Group.LEADERSHIP,
    company="Sample Co",
    on=TODAY,
    starts=datetime(2026, 3, 12, 14),
    ends=datetime(2026, 3, 12, 14, 45),
    place="Video call",
    purpose="Agree which return would justify a **second** year.",
    place_in_round=sentence("Leadership interview {n} of {wanted}", n=5, wanted=5),
    participants=(Participant(name="Felix Pennybrooke", role="CFO", tenure="Five years", speaks_to="Budget"),),
    opening=("May I take notes?",),
    permissions=(Permission(label="Notes"), Permission(label="Recording", given=True)),
    assumptions=("He counts a day first.",),
    known=("Granted the money.",),
    met_on=(date(2025, 10, 1),),
    met_before=True,
    earlier=(Earlier(words="We give it away", theme="Discounting", on=date(2025, 10, 1)),),
    promises=(
        Owed(words="Send the cost of a day", direction=Direction.MINE, state=sentence("due today"), is_pressing=True),
        Owed(words="Ask for the data", direction=Direction.THEIRS, state=sentence("no date"), is_kept=True),
    ),
    questions=(Asked(words="Which number worries you most?", theme="Forecast"), Asked(words="What else?")),
    listen_for=(Listened(theme="Coaching", cue="That is their job"),),
    closing=("Who else should I hear?",),
)

_SHEETS = st.sampled_from(tuple(PageSize))
_TEXTS = st.one_of(
    st.text(max_size=500),
    st.sampled_from([
        "", "W" * 500, "Как вы узнали, что сделка проиграна? " * 13, "👩‍👩‍👧 🚀 " * 60,
        "слово\u00a0без\u00a0пробелов" * 20,
        "# Heading\n\n- item\n- item\n\n| a | b |\n|---|---|\n| c | d |", "line\n" * 90, "\u202bשלום עולם\u202c " * 30,
    ]),
)  # fmt: skip


def many(what: st.SearchStrategy[object], most: int = 30) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(what, max_size=most).map(lambda each: tuple(each * 3)[:most])


BRIEFS = st.builds(
    Brief,
    today=st.just(TODAY),
    title=_TEXTS,
    occasion=st.sampled_from(Occasion),
    group=st.sampled_from(Group),
    page=_SHEETS,
    company=_TEXTS,
    on=st.none() | st.just(TODAY),
    place=_TEXTS,
    purpose=_TEXTS.map(lambda text: text * 20),
    participants=many(st.builds(Participant, name=_TEXTS, role=_TEXTS, tenure=_TEXTS, speaks_to=_TEXTS, reach=_TEXTS)),
    opening=many(_TEXTS),
    permissions=st.just(BRIEF.permissions),
    assumptions=many(_TEXTS),
    known=st.lists(_TEXTS.map(lambda text: text * 20), max_size=2).map(tuple),
    met_on=many(st.just(TODAY)),
    earlier=many(st.builds(Earlier, words=_TEXTS, theme=_TEXTS, on=st.just(TODAY), is_quote=st.booleans())),
    about=_TEXTS,
    voices=many(st.builds(Quoted, words=_TEXTS, label=_TEXTS)),
    promises=many(
        st.builds(
            Owed, words=_TEXTS, direction=st.sampled_from(Direction), state=st.just(sentence("due today")),
            person=_TEXTS, note=_TEXTS, is_kept=st.booleans(), is_pressing=st.booleans(),
        )
    ),
    questions=many(st.builds(Asked, words=_TEXTS, theme=_TEXTS), 60),
    is_suggested=st.booleans(),
    listen_for=st.lists(st.builds(Listened, theme=_TEXTS, cue=_TEXTS), max_size=5).map(tuple),
    closing=many(_TEXTS),
)  # fmt: skip


def overhang(brief: Brief, words: Words) -> float:
    """How much higher than its paper the page is; nothing or less is right."""
    sheet = Sheet(*SIZES[brief.page])
    data, _ = brief_bytes(brief, words)
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    try:
        assert len(document) == 1
        assert document[0].get_size() == pytest.approx((sheet.width, sheet.height), abs=0.01)
    finally:
        document.close()
    press = Press(words, faces(), sheet_of(brief), {})
    page, _ = brief_page(Setting(brief, press))
    return page.height(press.sheet.content_width) - press.sheet.content_height


@settings(max_examples=25)
@given(brief=BRIEFS, language=st.sampled_from(["en", "ru"]))
def test_it_is_one_page_whatever_is_put_in(brief: Brief, language: str) -> None:
    assert overhang(brief, Words(language, translations(language))) <= 0.01


@pytest.mark.parametrize("page", PageSize)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_thirty_long_questions_and_everything_else_at_once_stay_on_one_page(page: PageSize, language: str) -> None:
    long = "Что в продажах у вас работает так хорошо, что никому не стоит это трогать 🚀? " * 7
    full = replace(
        BRIEF,
        page=page,
        title=long[:500],
        place=long,
        purpose=long * 200,
        participants=(Participant(name=long, role=long, speaks_to=long, reach=long),),
        questions=(Asked(words=long[:500], theme=long[:500]),) * 30,
        assumptions=(long,) * 30,
        opening=(long,) * 9,
        closing=(long,) * 9,
        known=(long * 100, long),
        earlier=(Earlier(words=long, theme=long, on=TODAY),) * 90,
        promises=(Owed(words=long, direction=Direction.MINE, state=sentence("due today"), note=long),) * 90,
        about=long,
        voices=(Quoted(words=long, label=long),) * 90,
        listen_for=(Listened(theme=long, cue=long),) * 5,
    )
    words = Words(language, translations(language))
    assert overhang(full, words) <= 0.01
    data, printed = brief_bytes(full, words)
    assert printed.unprintable > 0
    # What was left out is on the page itself.
    assert left_out_sentence(printed.left_out, words)[:40] in text_of(data)


def test_everything_known_is_on_the_page(words: Words) -> None:
    text = text_of(brief_bytes(BRIEF, words)[0])
    for said in (
        "Felix Pennybrooke", "Thu 12 Mar 2026, 14:00–14:45 · Video call", "Agree which return", "CFO, Five years",
        "May I take notes?", "Recording", "He counts a day first.", "Which number worries you most?", "Forecast",
        "Granted the money.", "Earlier talks: 1 Oct 2025", "“We give it away”", "Send the cost of a day", "due today",
        "They promised", "Coaching", "“That is their job”", "Who else should I hear?",
        "Leadership interview 5 of 5", "Printed 12 March 2026", "Page 1 of 1",
    ):  # fmt: skip
        assert said in text.replace("\u00a0", " "), said


def test_in_russian_every_word_of_ours_is_russian(russian: Words) -> None:
    bare = replace(
        BRIEF, title="", company="", place="", purpose="", participants=(), opening=(), permissions=(), assumptions=(),
        known=(), earlier=(), questions=(), listen_for=(Listened(theme="Т"),), closing=(), promises=(),
        place_in_round=None,
    )  # fmt: skip
    text = text_of(brief_bytes(bare, russian)[0])
    assert "Памятка к интервью" in text
    assert not any("a" <= letter.lower() <= "z" for letter in text)


def test_what_fits_is_not_left_out_and_what_does_not_is_named(words: Words) -> None:
    _, whole = brief_bytes(BRIEF, words)
    assert whole.left_out == ()
    many_kept = replace(BRIEF, promises=(BRIEF.promises[1],) * 9)
    _, printed = brief_bytes(many_kept, words)
    assert left_out_sentence(printed.left_out, words) == "Left out to fit one page: 3 kept promises."


def test_kept_promises_go_before_open_ones_and_lines_before_questions(words: Words) -> None:
    questions = tuple(Asked(words=f"Question number {number} of some length, to be answered?") for number in range(10))
    crowded = replace(
        BRIEF, questions=questions, promises=(BRIEF.promises[0], BRIEF.promises[1]),
        earlier=tuple(replace(BRIEF.earlier[0], words=f"Sentence {n} " * 12) for n in range(30)),
    )  # fmt: skip
    data, printed = brief_bytes(crowded, words)
    text = text_of(data)
    assert all(question.words in text for question in questions)
    assert "Send the cost of a day" in text
    assert "Ask for the data" not in text
    assert "kept promise" in left_out_sentence(printed.left_out, words)


def test_room_that_is_left_is_room_to_write(words: Words) -> None:
    bare = Brief(today=TODAY, title="Council", occasion=Occasion.COUNCIL)
    assert "Notes" in text_of(brief_bytes(bare, words)[0])


def test_the_same_brief_gives_the_same_bytes(words: Words) -> None:
    assert brief_bytes(BRIEF, words) == brief_bytes(replace(BRIEF), words)


def test_it_is_made_for_its_paper(words: Words) -> None:
    letter = brief_bytes(replace(BRIEF, page=PageSize.LETTER), words)[0]
    document = pypdfium2.PdfDocument(io.BytesIO(letter))
    assert document[0].get_size() == pytest.approx((612, 792))
    document.close()


def test_the_markdown_holds_all_of_it_without_a_limit(words: Words) -> None:
    many_promises = replace(BRIEF, promises=tuple(replace(BRIEF.promises[0], words=f"Promise {n}") for n in range(50)))
    text = brief_markdown(many_promises, words)
    assert text.startswith("# Interview brief: Felix Pennybrooke\n")
    assert "### 1. Which number worries you most? (Forecast)" in text
    assert "- [ ] Promise 49 (I promised, due today)" in text
    assert "**Coaching**: 1 2 3 4 5" in text
    assert "- **Discounting:** “We give it away” (1" in text


def test_a_brief_is_written_whole(words: Words, tmp_path: Path) -> None:
    target = tmp_path / "brief.pdf"
    printed = write_brief(BRIEF, words, target)
    assert printed.pages == len(pages_of(target.read_bytes())) == 1


def both_sides(count: int, title: str = "Theme") -> tuple[BothSides, ...]:
    return tuple(
        BothSides(
            theme=f"{title} {number}", leadership=Figures(4, 3, 3, 2.333), reps=Figures(), verdict=Verdict.TOO_FEW
        )
        for number in range(count)
    )


def test_the_second_sheet_holds_both_sides_and_says_what_is_withheld(words: Words) -> None:
    first, second = pages_of(brief_bytes(replace(BRIEF, figures=both_sides(2)), words)[0])
    assert "3 of 4" not in first
    text = " ".join(second.split())
    assert "Theme 1 3 of 4 2.3 – – Too few to tell" in text
    assert "Page 2 of 2" in text
    assert "fewer than 3 people" in text


@pytest.mark.parametrize("page", PageSize)
@pytest.mark.parametrize(
    "title", ["Theme", "Очень длинное название темы, которое занимает две строки и ещё немного " * 6]
)
def test_however_many_themes_there_are_it_is_one_more_page(words: Words, page: PageSize, title: str) -> None:
    brief = replace(BRIEF, page=page, figures=both_sides(200, title))
    data, printed = brief_bytes(brief, words)
    assert printed.pages == len(pages_of(data)) == 2
    press = Press(words, faces(), sheet_of(brief), {})
    assert figures_page(Setting(brief, press)).height(press.sheet.content_width) <= press.sheet.content_height
    assert "more themes" in pages_of(data)[1]


def test_the_markdown_holds_the_figures_too(words: Words) -> None:
    text = brief_markdown(replace(BRIEF, figures=both_sides(1, "A | B")), words)
    assert "| A \\| B 0 | 3 of 4 | 2.3 | – | – | Too few to tell |" in text
    assert "Both sides in numbers" not in brief_markdown(BRIEF, words)
