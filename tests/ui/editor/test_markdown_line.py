"""What a line of Markdown is made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enable_desktop.links import Ref
from ui.editor.markdown_line import Look, Shape, index_of, runs_of, start_of, target_at, units_before


@pytest.mark.parametrize(
    ("line", "shape", "length"),
    [
        ("## Why", Shape.HEADING, 3),
        ("##Why", Shape.PLAIN, 0),
        ("- a", Shape.BULLET, 2),
        ("  - a", Shape.BULLET, 4),
        ("-", Shape.BULLET, 1),
        ("12. a", Shape.NUMBER, 4),
        ("- [ ] a", Shape.CHECK, 6),
        ("> a", Shape.QUOTE, 2),
        ("-a", Shape.PLAIN, 0),
        ("", Shape.PLAIN, 0),
    ],
)
def test_a_line_is_known_by_its_start(line: str, shape: Shape, length: int) -> None:
    start = start_of(line)
    assert (start.shape, start.length) == (shape, length)


def _seen(line: str) -> list[tuple[str, Look]]:
    return [(line[run.start : run.end], run.look) for run in runs_of(line)]


def test_a_chip_is_its_label() -> None:
    assert _seen("x [[measures:1|Win rate]]") == [
        ("x ", Look.PLAIN),
        ("[[measures:1|", Look.MARK),
        ("Win rate", Look.CHIP),
        ("]]", Look.MARK),
    ]


def test_looks_add_up() -> None:
    assert _seen("## a **b ~~c~~**")[3:6] == [
        ("b ", Look.HEADING | Look.BIG_HEADING | Look.BOLD),
        ("~~", Look.MARK),
        ("c", Look.HEADING | Look.BIG_HEADING | Look.BOLD | Look.STRIKE),
    ]


@given(st.text(alphabet="ab *_`~[]()|:#->1.\\😀", max_size=60))
def test_runs_follow_one_another_without_a_gap(line: str) -> None:
    assert "".join(line[run.start : run.end] for run in runs_of(line)) == line


@given(st.text(alphabet="aé😀", max_size=12))
def test_places_are_counted_as_qt_counts(line: str) -> None:
    for index in range(len(line) + 1):
        assert index_of(line, units_before(line, index)) == index


@pytest.mark.parametrize(
    ("line", "place", "target"),
    [
        ("a [[people:7|Ann]]", 8, Ref("people", 7)),
        ("a [b](https://example.com)", 3, "https://example.com"),
        ("**[b](mailto:a@example.com)**", 4, "mailto:a@example.com"),
        ("see https://example.com/x now", 10, "https://example.com/x"),
        ("[b](file:///etc/passwd)", 2, None),
        ("[b](javascript:x)", 2, None),
        ("plain", 2, None),
    ],
)
def test_a_place_leads_somewhere(line: str, place: int, target: object) -> None:
    assert target_at(line, place) == target
