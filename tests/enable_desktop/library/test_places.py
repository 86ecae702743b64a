"""A location is read the same way wherever it was written."""

from __future__ import annotations

import pytest

from enable_desktop.library.places import below, place_in, title_of, whole

FOLDERS = {1: "/data/Sales", 2: "/data/Sales/Портал", 3: "C:\\Content"}


@pytest.mark.parametrize(
    ("location", "place"),
    [
        ("https://x.example/a?b#c", (None, "https://x.example/a?b#c")),
        ("www.x.example/a", (None, "https://www.x.example/a")),
        ("/data/Sales/a/b.md", (1, "a/b.md")),
        ("/data/Sales/Портал/b.md", (2, "b.md")),
        ("/data/Salesforce/b.md", (None, "/data/Salesforce/b.md")),
        ("/data/Sales", (None, "/data/Sales")),
        ("b.md", (None, "/lists/b.md")),
        ("../data/Sales/./b.md", (1, "b.md")),
        ("file:///data/Sales/b%20c.md", (1, "b c.md")),
        ("file:/data/Sales/b.md", (1, "b.md")),
        ("c:\\content\\A\\b.md", (3, "A/b.md")),
        ("file:///C:/Content/b.md", (3, "b.md")),
        ("\\\\server\\share\\b.md", (None, "\\\\server\\share\\b.md")),
    ],
)
def test_a_location_lies_in_the_nearest_watched_folder_or_in_none(location: str, place: tuple[int | None, str]) -> None:
    assert place_in(location, "/lists", FOLDERS) == place
    folder, kept = place
    if folder is not None:
        assert below(whole(FOLDERS[folder], kept), FOLDERS[folder]) == kept


@pytest.mark.parametrize(
    ("location", "title"),
    [
        ("/a/Discovery call guide.pdf", "Discovery call guide"),
        ("/a/v1.2 notes", "v1.2 notes"),
        ("/a/.profile", ".profile"),
        ("C:\\a\\b.docx", "b"),
        ("https://x.example/guides/%D0%B3%D0%B8%D0%B4/", "гид"),
        ("https://x.example", "x.example"),
        ("/", "/"),
    ],
)
def test_what_has_only_a_location_is_called_by_its_end(location: str, title: str) -> None:
    assert title_of(location) == title
