"""Lines of text: broken where they may be, parted where they must be, never clipped."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from exports.blocks import Block
from exports.look import BODY, TABLE
from exports.press import Press
from exports.text import Run, Text, break_lines


def _said(text: Block, width: float) -> list[str]:
    assert isinstance(text, Text)
    return [" ".join(segment.text for segment in line) for line in text.shown(width)]


def test_lines_are_no_wider_than_their_measure(press: Press) -> None:
    text = press.text("We help every seller prepare, run and win better conversations. " * 5)
    text.lines(200)
    assert all(line[-1].x + line[-1].width <= 200.1 for line in text.shown(200))


def test_all_words_are_kept(press: Press) -> None:
    words = "We help every seller prepare, run and win better conversations. " * 5
    assert " ".join(_said(press.text(words), 130)).split() == words.split()


def test_a_no_break_space_does_not_end_a_line(press: Press) -> None:
    for width in range(30, 120, 3):
        lines = _said(press.text("до 12\u00a0марта 2026\u00a0г. включительно"), width)
        assert not any(line.endswith("12") for line in lines) or width < 40


def test_a_word_wider_than_the_line_is_parted_at_a_separator(press: Press) -> None:
    lines = _said(press.text("see https://intranet.example/enablement/library/discovery today", TABLE), 110)
    assert "".join(lines).replace(" ", "") == "seehttps://intranet.example/enablement/library/discoverytoday"
    assert any(line.endswith("/") for line in lines)


def test_a_megabyte_in_one_word_is_set(press: Press) -> None:
    text = press.text("x" * 1_000_000)
    assert text.lines(300) > 10_000


def test_formats_meet_without_a_space_where_there_is_none(press: Press) -> None:
    bold, plain = press.format(BODY, bold=True), press.format(BODY)
    (line,) = break_lines([Run("un", plain), Run("break", bold), Run("able word", plain)], 500)
    assert [segment.text for segment in line] == ["un", "break", "able word"]
    assert line[1].x == line[0].width


def test_a_forced_break_ends_a_line(press: Press) -> None:
    how = press.format(BODY)
    assert len(break_lines([Run("one", how), Run("\n", how), Run("two", how)], 500)) == 2


def test_neither_first_nor_last_line_stands_alone(press: Press) -> None:
    text = press.text("word " * 60)
    count = text.lines(100)
    for room in range(1, count):
        first, rest = text.take(100, room * BODY.leading)
        if first is None:
            assert room < 2 or count <= 3
        elif rest is not None:
            assert isinstance(first, Text)
            assert isinstance(rest, Text)
            assert first.lines(100) >= 2
            assert rest.lines(100) >= 2
            assert first.lines(100) + rest.lines(100) == count


def test_on_an_empty_page_something_is_always_taken(press: Press) -> None:
    first, _ = press.text("word " * 60).take(100, 3.0, forced=True)
    assert first is not None


def test_a_shortened_text_says_so(press: Press) -> None:
    lines = _said(press.text("word " * 60, most_lines=2), 100)
    assert len(lines) == 2
    assert lines[-1].endswith("…")


@given(st.lists(st.tuples(st.text(max_size=40), st.booleans()), max_size=6), st.floats(10, 400))
def test_any_text_is_broken_without_loss(parts: list[tuple[str, bool]], width: float) -> None:
    from enable_desktop.words import Words
    from exports.fonts import faces
    from exports.press import Sheet
    from resources.words import translations

    press = Press(Words("en", translations("en")), faces(), Sheet(595.0, 842.0), {})
    runs = [run for text, bold in parts for run in press.runs(text, press.format(BODY, bold=bold))]
    lines = break_lines(runs, width)
    kept = "".join(segment.text for line in lines for segment in line)
    space = str.maketrans("", "", " \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000")
    assert kept.translate(space) == "".join(run.text for run in runs).translate(space)
