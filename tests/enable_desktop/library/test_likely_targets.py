from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from enable_desktop.library.likely_targets import Likeness, likely_targets
from enable_desktop.library.links import Catalogue, Catalogued

FILES = (
    "/lib/index.md", "/lib/sales/index.md", "/lib/sales/pricing.md", "/lib/sales/discovery-questions.md",
    "/lib/tools/crm.md", "/lib/tools/index.md", "/lib/old/tools/index.md", "/lib/archive/Price List 2026.xlsx",
    "/lib/archive/battlecard.md",
)  # fmt: skip
CATALOGUE = Catalogue([Catalogued(number, path) for number, path in enumerate(FILES, 1)], ["/lib"])
PAGE = "/lib/index.md"


def proposed(path: str) -> list[tuple[str, Likeness]]:
    return [(each.path, each.likeness) for each in likely_targets(path, PAGE, CATALOGUE)]


def test_the_file_that_has_the_content_of_the_old_one_comes_first() -> None:
    def moved(path: str) -> list[str]:
        return ["/lib/archive/battlecard.md", "/lib/not-catalogued.md"] if path == "/lib/sales/pricing-old.md" else []

    first, second, *_ = likely_targets("/lib/sales/pricing-old.md", PAGE, CATALOGUE, moved)
    assert (first.path, first.likeness, first.percent) == ("/lib/archive/battlecard.md", Likeness.CONTENT, 100)
    assert (second.path, second.likeness) == ("/lib/sales/pricing.md", Likeness.PATH)
    assert likely_targets("/lib/sales/pricing-old", PAGE, CATALOGUE, moved)[0].likeness is Likeness.CONTENT


def test_the_same_name_elsewhere_is_proposed_however_far_it_lies() -> None:
    assert proposed("/lib/sales/emea/2024/battlecard.md")[0] == ("/lib/archive/battlecard.md", Likeness.NAME)
    assert proposed("/lib/sales/Battlecard")[0] == ("/lib/archive/battlecard.md", Likeness.NAME)


def test_a_slip_of_the_pen_is_understood_and_the_likeness_told() -> None:
    first = likely_targets("/lib/sales/discovery-qestions.md", PAGE, CATALOGUE)[0]
    assert (first.path, first.asset, first.likeness) == (FILES[3], 4, Likeness.PATH)
    assert 90 <= first.percent <= 99
    assert proposed("/lib/sales/price list 2025.xlsx")[0] == ("/lib/archive/Price List 2026.xlsx", Likeness.PATH)


def test_the_page_of_a_folder_is_known_by_its_folder() -> None:
    assert [path for path, likeness in proposed("/lib/sales/tools/index.md") if likeness is Likeness.NAME] == [
        "/lib/tools/index.md",
        "/lib/old/tools/index.md",
    ]


def test_nothing_is_proposed_where_nothing_is_alike() -> None:
    assert proposed("/lib/sales/zzzz.md") == []
    assert proposed("/elsewhere/quarterly-review.docx") == []


def test_one_name_in_a_thousand_folders_is_no_long_work() -> None:
    many = [Catalogued(number, f"/lib/{number}/notes-{number % 7}.md") for number in range(1, 20_001)]
    found = likely_targets("/lib/17/notes-9.md", PAGE, Catalogue(many, ["/lib"]))
    assert found[0].path == "/lib/17/notes-3.md"
    assert len(found) == 5


@given(st.text(max_size=60))
def test_any_path_gets_a_ranked_answer(path: str) -> None:
    found = likely_targets(f"/lib/{path}", PAGE, CATALOGUE)
    assert [each.percent for each in found] == sorted((each.percent for each in found), reverse=True)
    assert PAGE not in [each.path for each in found]
