"""Blocks under each other, beside each other, and over the end of a page."""

from __future__ import annotations

from exports.blocks import Beside, Block, Clipped, Columns, PageBreak, Space, Stack, Whole
from exports.look import BODY
from exports.page import contents_of, poured
from exports.panels import Panel
from exports.press import Press
from exports.tables import Column, Table
from tests.exports.reading import pages_of, printed, text_of


def _table(press: Press, rows: int, text: str = "cell") -> Table:
    columns = [Column(press.text("First head")), Column(press.text("Second head"))]
    body = [[press.text(f"row{number}"), press.text(text)] for number in range(rows)]
    return Table(columns, body, press.sheet.content_height / 2)


def _heading(press: Press, text: str) -> Block:
    return press.text(text, keeps_next=True)


def test_a_heading_goes_with_what_follows_it(press: Press) -> None:
    height = press.sheet.content_height
    pages = pages_of(printed([Space(height - 20), _heading(press, "Heading"), press.text("Follows. " * 80)], press))
    assert "Heading" not in pages[0]
    assert pages[1].index("Heading") < pages[1].index("Follows")


def test_a_heading_that_begins_a_part_of_its_own_goes_with_what_follows_it(press: Press) -> None:
    part = Stack([_heading(press, "Upper"), _heading(press, "Lower"), press.text("Follows. " * 80)])
    pages = pages_of(printed([Space(press.sheet.content_height - 34), part], press))
    assert "Upper" not in pages[0]
    assert pages[1].index("Upper") < pages[1].index("Lower") < pages[1].index("Follows")


def test_two_headings_go_together(press: Press) -> None:
    height = press.sheet.content_height
    blocks = [Space(height - 34), _heading(press, "Upper"), _heading(press, "Lower"), press.text("Follows. " * 80)]
    pages = pages_of(printed(blocks, press))
    assert "Upper" not in pages[0]


def test_a_page_break_leaves_no_empty_page(press: Press) -> None:
    blocks = [PageBreak(), press.text("One"), PageBreak(), PageBreak(), press.text("Two"), PageBreak()]
    assert len(poured(blocks, press.sheet)) == 2


def test_the_head_of_a_table_stands_on_every_page(press: Press) -> None:
    pages = pages_of(printed([_table(press, 100)], press))
    assert len(pages) > 2
    assert all("First head" in page for page in pages)
    assert " ".join(pages).split().count("cell") == 100


def test_a_row_is_not_parted(press: Press) -> None:
    pages = pages_of(printed([Space(press.sheet.content_height - 200), _table(press, 3, "line " * 100)], press))
    assert all(page.count("line") % 100 == 0 for page in pages)


def test_a_row_taller_than_half_a_page_is_parted_and_kept_whole_in_words(press: Press) -> None:
    words = " ".join(f"w{number}" for number in range(4_000))
    pages = pages_of(printed([_table(press, 2, words)], press))
    assert len(pages) > 2
    text = " ".join(" ".join(pages).split())
    assert all(text.count(f"w{number} ") >= 2 for number in (0, 1_000, 3_998))


def test_no_row_stands_alone_at_either_side_of_a_page(press: Press) -> None:
    table = _table(press, 30)
    height = press.sheet.content_height
    for down in range(int(height - 150), int(height), 7):
        pages = pages_of(printed([Space(down), table], press))
        counts = [page.count("cell") for page in pages]
        assert 1 not in counts


def test_a_note_stands_beside_the_text_and_does_not_touch_what_follows(press: Press) -> None:
    sheet = press.sheet
    note = press.text("note " * 60)
    block = Beside(press.text("Short text."), note, sheet.measure, sheet.gutter)
    assert block.height(sheet.content_width) >= note.height(sheet.content_width - sheet.measure - sheet.gutter)


def test_a_long_text_goes_on_without_its_note(press: Press) -> None:
    sheet = press.sheet
    block = Beside(press.text("word " * 3_000), press.text("The note."), sheet.measure, sheet.gutter)
    pages = pages_of(printed([block], press))
    assert len(pages) > 1
    assert sum(page.count("The note.") for page in pages) == 1
    assert sum(page.count("word") for page in pages) == 3_000


def test_columns_too_high_for_a_page_stand_under_each_other(press: Press) -> None:
    columns: list[tuple[Block, float]] = [(press.text("left " * 3_000), 1.0), (press.text("right " * 50), 1.0)]
    text = text_of(printed([Columns(columns, 10.0)], press))
    assert text.count("left") == 3_000
    assert text.count("right") == 50


def test_what_is_whole_is_not_parted_while_a_page_holds_it(press: Press) -> None:
    height = press.sheet.content_height
    pages = pages_of(printed([Space(height - 100), Whole(_table(press, 10), height)], press))
    assert "cell" not in pages[0]
    assert pages[1].count("cell") == 10
    assert len(pages_of(printed([Whole(_table(press, 100), height)], press))) > 2


def test_what_is_clipped_ends_with_a_sign(press: Press) -> None:
    inner = Stack([press.text("word " * 200)])
    block = Clipped(inner, 3 * BODY.leading, press.text("…"))
    assert block.is_cut(200)
    assert block.height(200) <= 3 * BODY.leading + 0.1
    assert "…" in text_of(printed([block], press))
    assert not Clipped(inner, 10_000, press.text("…")).is_cut(200)


def test_a_table_of_contents_longer_than_a_page_goes_on_on_the_next(press: Press) -> None:
    entries = [(f"place-{number}", str(number), f"Part {number}") for number in range(100)]
    found = pages_of(printed([contents_of(entries, {}, press)], press))
    assert len(found) > 1
    assert "Part 0" in found[0]
    assert "Part 99" in found[-1]
    assert "Part 99" not in found[0]


def test_a_space_at_the_end_of_a_page_makes_no_other_page(press: Press) -> None:
    part = Panel(Stack([press.text("Words"), Space(press.sheet.content_height)]), bar="line.strong")
    assert len(poured([part], press.sheet)) == 1
    pages = pages_of(printed([part, press.text("Follows")], press))
    assert ["Words" in page for page in pages] == [True, False]
    assert "Follows" in pages[1]


def test_two_lines_take_no_last_page_of_their_own(press: Press) -> None:
    def lines(number: int) -> list[Block]:
        return [press.text(f"Line {line}.") for line in range(number)]

    fitting = int(press.sheet.content_height // press.text("Line").height(press.sheet.content_width))
    assert len(poured(lines(fitting), press.sheet)) == 1
    (closer,) = poured(lines(fitting + 1), press.sheet)
    # Its foot keeps free: the last line ends above it.
    assert closer.height(press.sheet.content_width) <= press.sheet.content_height + 12
    assert len(poured(lines(fitting + 5), press.sheet)) == 2
