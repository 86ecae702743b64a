"""What a line of the charter is linked to, in reading order, and what fits it but is not linked."""

from __future__ import annotations

from enable_desktop.charter.linked import Grounds, in_reading_order, linked_to, suggested, takes_gaps
from enable_desktop.interviews import Sort, Statement
from enable_desktop.links import Link, Reason, Ref

LINE = Ref("criteria", 1)


def link(number: int, start: Ref, end: Ref, reason: Reason = Reason.EVIDENCE) -> Link:
    return Link(id=number, reason=reason, from_kind=start.kind, from_id=start.id, to_kind=end.kind, to_id=end.id)


def test_each_theme_is_followed_by_its_words_then_come_figures_and_the_rest() -> None:
    ends = (Ref("statements", 8), Ref("measures", 3), Ref("themes", 1), Ref("statements", 7), Ref("obstacles", 2))
    found = linked_to([LINE], [link(number, LINE, end) for number, end in enumerate(ends, 1)])[LINE]
    ordered = [str(each.other) for each in in_reading_order(found, {7: 1, 8: None})]
    assert ordered == ["themes:1", "statements:7", "statements:8", "measures:3", "obstacles:2"]


def test_a_link_is_shown_at_every_line_that_it_touches() -> None:
    other = Ref("criteria", 2)
    between, back = link(1, LINE, other), link(2, Ref("initiatives", 5), other, Reason.SERVES)
    found = linked_to([LINE, other, Ref("criteria", 3)], [between, back])
    assert {line: [str(each.other) for each in several] for line, several in found.items()} == {
        LINE: ["criteria:2"],
        other: ["criteria:1", "initiatives:5"],
    }


def test_themes_are_suggested_before_words_and_nothing_that_is_linked() -> None:
    statements = (
        Statement(id=1, severity=3),
        Statement(id=2, severity=5),
        Statement(id=3, severity=5, quotable=True),
        Statement(id=4, sort=Sort.PRAISE, quotable=True),
        Statement(id=5, severity=4),
    )
    grounds = Grounds(
        linked=frozenset({Ref("themes", 1), Ref("statements", 5)}),
        statements=statements,
        told=(1, 6),
        answered=(2,),
        clear=(3, 4),
        used=frozenset({4}),
    )
    found = [str(ref) for ref in suggested(grounds)]
    assert found == ["themes:6", "themes:2", "themes:3", "statements:3", "statements:2", "statements:1"]


def test_a_gap_is_a_reason_for_what_is_to_change_and_for_no_meeting() -> None:
    assert takes_gaps(LINE) and takes_gaps(Ref("sections", 4), "obstacles")
    assert not takes_gaps(Ref("meetings", 1)) and not takes_gaps(Ref("sections", 4), "governance")
