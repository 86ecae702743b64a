"""A list of content comes in as rows: what each becomes, and what is said of those that cannot."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.workspace import Workspace, open_workspace
from enable_desktop.imports import AddMany
from enable_desktop.library.assets import Asset, AssetKind, WatchedFolder
from enable_desktop.library.catalogue import CatalogueStanding, plan_catalogue
from enable_desktop.notes import ListEntry
from enable_desktop.people import Hat, Person
from enable_desktop.readers.catalogue import open_catalogue
from enable_desktop.words import Words
from exports.spreadsheet import csv_of
from resources.words import translations
from tests.enable_desktop.library.looks import write
from tests.ui.cli.conftest import Enable, Ran
from ui.library import example
from ui.place import own_place

LETTERS = st.characters(exclude_categories=["Cc", "Cs"])
HEADER = "Title,Link,Type,Stage,Owner,Last review,Tags,Length,Status,Summary"


def table(folder: Path, *rows: str, header: str = HEADER, encoding: str = "utf-8") -> Path:
    path = folder / "Каталог материалов.csv"
    path.write_bytes("\n".join((header, *rows)).encode(encoding))
    return path


def open_at(path: Path) -> Workspace:
    return open_workspace(path, own_place())


def assets(enable: Enable, file: Path) -> dict[str, dict[str, Any]]:
    ran: Ran = enable("list", "assets", file, "--json")
    return {each["title"]: each for each in ran.json}


def test_rows_that_say_nothing_of_their_status_come_in_as_published_and_that_is_said(
    enable: Enable, empty: Path
) -> None:
    many = table(empty.parent, *(f"Deck {number}," for number in range(1_200)), header="Title,Status")
    assert "as files of a folder do: 1,200" in enable("import", "catalogue", empty, many, "--dry-run").out
    path = table(empty.parent, "Deck,", "Script,draft", "Guide,", header="Title,Status")
    told = enable("import", "catalogue", empty, path, "--dry-run").out
    assert "What says nothing of its status comes in as “Published”, as files of a folder do: 2" in told
    assert enable("import", "catalogue", empty, path).code == 0
    found = assets(enable, empty)
    assert {title: found[title]["status"] for title in found} == {
        "Deck": "published", "Script": "draft", "Guide": "published",
    }  # fmt: skip


def test_what_came_in_is_in_the_search_when_the_command_ends(enable: Enable, empty: Path) -> None:
    assert enable("import", "catalogue", empty, table(empty.parent, "Deck", "Script", header="Title")).code == 0
    with open_at(empty) as workspace:
        assert workspace.search.waiting() == 0
        assert [hit.title for hit in workspace.search.find("script")] == ["Script"]


def test_each_row_becomes_content_with_its_kind_stage_owner_and_dates(enable: Enable, empty: Path) -> None:
    path = table(
        empty.parent,
        'Discovery guide,guides/discovery.pdf,Guide,Discovery,Ann Ashby,2026-02-01,"pricing, security",8 min,live,Ask',
        "Колода,https://x.example/deck,Презентация,Поиск;expo,Ann Ashby,1 фев 2026,,1:02:30,устарел,",
    )
    ran = enable("import", "catalogue", empty, path)
    assert (ran.code, ran.err) == (0, "")
    found = assets(enable, empty)
    guide, deck = found["Discovery guide"], found["Колода"]
    assert guide["location"] == str(empty.parent / "guides" / "discovery.pdf")
    assert guide["status"] == "published"
    assert guide["seconds"] == 480
    assert guide["reviewed"] == "2026-02-01"
    assert guide["pages"] is None
    assert guide["owner"] == "Ann Ashby"
    assert deck["location"] == "https://x.example/deck"
    assert deck["status"] == "outdated"
    assert deck["seconds"] == 3750
    assert deck["owner"] == "Ann Ashby"


def test_what_says_nothing_of_its_status_is_published_like_a_file(enable: Enable, empty: Path) -> None:
    path = table(empty.parent, "Discovery guide,,Guide,,,,,,,", "Being written,,Guide,,,,,,draft,")
    assert enable("import", "catalogue", empty, path).code == 0
    assert {title: each["status"] for title, each in assets(enable, empty).items()} == {
        "Discovery guide": "published",
        "Being written": "draft",
    }
    again = table(empty.parent, "Being written,,Guide,,,,,,,Ask")
    assert enable("import", "catalogue", empty, again).code == 0
    assert assets(enable, empty)["Being written"]["status"] == "draft"


def test_names_in_either_language_mean_what_is_there_and_new_ones_are_made(enable: Enable, empty: Path) -> None:
    path = table(
        empty.parent,
        "One,,Презентация,Поиск;expo,Ann Ashby,,pricing,,,",
        "Two,,Talk track,Prospecting;EXPO,ann  ashby,,Pricing,,,",
    )
    assert enable("import", "catalogue", empty, path).code == 0
    with open_at(empty) as workspace:
        one, two = workspace.all(Asset)
        kinds = {kind.id: kind for kind in workspace.all(AssetKind)}
        assert kinds[one.sort or 0].key == "deck"
        assert kinds[two.sort or 0].title == "Talk track"
        assert one.facets["stage"] == two.facets["stage"] == "prospecting;expo"
        assert one.facets["topic"] == two.facets["topic"] == "pricing"
        assert [entry.title for entry in workspace.all(ListEntry) if entry.key in ("expo", "pricing")] == [
            "expo",
            "pricing",
        ]
        (owner,) = workspace.all(Person)
        assert (owner.name, owner.hats) == ("Ann Ashby", frozenset({Hat.OWNER}))
        assert one.owner == two.owner == owner.id


def test_a_second_import_brings_content_up_to_date_and_undo_takes_it_back_whole(enable: Enable, empty: Path) -> None:
    rows = ("Guide,guides/a.pdf,Guide,Discovery,Ann,2026-02-01,,,,Old words", "Deck,,Deck,,,,,,,")
    assert enable("import", "catalogue", empty, table(empty.parent, *rows)).code == 0
    again = table(empty.parent, "Guide,guides/a.pdf,,Proposal,,2026-05-01,,,,", "Deck,,,,,,,,published,")
    ran = enable("import", "catalogue", empty, again, "--json")
    assert (ran.json["assets"], ran.json["changed"], ran.json["unchanged"]) == (0, 1, 1)
    found = assets(enable, empty)
    assert found["Guide"]["reviewed"] == "2026-05-01"
    assert found["Guide"]["summary"] == "Old words"
    assert found["Guide"]["owner"] == "Ann"
    assert found["Deck"]["status"] == "published"
    assert enable("undo", empty).code == 0
    assert assets(enable, empty)["Guide"]["reviewed"] == "2026-02-01"
    assert enable("undo", empty).code == 0
    assert assets(enable, empty) == {}


def test_a_second_import_of_the_same_says_that_it_is_there_and_leaves_no_step(enable: Enable, empty: Path) -> None:
    path = table(
        empty.parent, "Guide,guides/a.pdf,Guide,Discovery;Proposal,Ann,2026-02-01,pricing,8 min,draft, Two  words ",
        "Deck,https://example.org/deck,Our own,,,,,,,", "Plain,,,,,,,,,",
    )  # fmt: skip
    assert enable("import", "catalogue", empty, path).code == 0
    with open_at(empty) as workspace:
        before = (workspace.newest_step, workspace.undo_label)
    ran = enable("import", "catalogue", empty, path)
    assert "nothing new" in ran.out
    assert "3 assets (there already)" in ran.out
    with open_at(empty) as workspace:
        assert (workspace.newest_step, workspace.undo_label) == before


def test_of_several_rows_about_one_asset_the_last_counts_also_where_it_says_what_stands_there(
    enable: Enable, empty: Path
) -> None:
    assert enable("import", "catalogue", empty, table(empty.parent, "Guide,2", header="Title,Pages")).code == 0
    again = table(empty.parent, "Guide,3", "Guide,2", header="Title,Pages")
    assert enable("import", "catalogue", empty, again).code == 0
    assert assets(enable, empty)["Guide"]["pages"] == 2


def test_what_is_wrong_is_said_by_row_and_column_and_nothing_is_stored(enable: Enable, empty: Path) -> None:
    path = table(
        empty.parent,
        "Good,,,,,,,,,",
        "Bad day,,,,,soon,,,,",
        ",,,Discovery,,,,,,",
        "Bad status,,,,,,,,perfect,",
        "Long,,,,,,,eternal,,",
        "A,https://x.example/a,,,,,,,,",
        "B,https://x.example/a,,,,,,,,",
    )
    ran = enable("import", "catalogue", empty, path)
    assert ran.code == 3
    assert "Row 3: Last review: “soon” is no date" in ran.err
    assert "Row 4: neither a title nor a location is given" in ran.err or "Row 4: Title: neither" in ran.err
    assert "Row 5: Status: “perfect” is no status; there are: Draft, In review, Published" in ran.err
    assert "Row 6: Length: “eternal” is no length; write it like 8 min or 8:30" in ran.err
    assert "Row 8: Link: row 7 names the same location" in ran.err
    assert assets(enable, empty) == {}
    ran = enable("import", "catalogue", empty, path, "--skip-rejected", "--json")
    assert (ran.json["rows"], ran.json["rows_stored"], ran.json["rows_rejected"]) == (7, 2, 5)
    assert set(assets(enable, empty)) == {"Good", "A"}
    listed = Path(ran.json["rejected_file"]).read_text("utf-8-sig").splitlines()
    assert len(listed) == 6


def test_a_part_of_a_page_is_no_number_of_pages_and_is_not_cut_off(enable: Enable, empty: Path) -> None:
    path = table(empty.parent, "Half,2.5", "Slash,10/3", "Whole,3.0", "Words,4 pages", "Dot,5.", header="Title,Pages")
    ran = enable("import", "catalogue", empty, path, "--skip-rejected")
    assert "Row 2: Pages: “2.5” is no whole number" in ran.out + ran.err
    assert {title: each["pages"] for title, each in assets(enable, empty).items()} == {"Whole": 3, "Words": 4, "Dot": 5}


def test_a_column_can_be_said_to_hold_a_field(enable: Enable, empty: Path) -> None:
    path = table(empty.parent, "Guide,Prospecting", header="Как зовут,Куда")
    assert enable("import", "catalogue", empty, path).code == 3
    ran = enable("import", "catalogue", empty, path, "--map", "Как зовут=title", "--map", "Куда=stage")
    assert ran.code == 0
    assert assets(enable, empty)["Guide"]["facets"] == {"stage": ["prospecting"]}
    for wrong in ("title", "Куда=colour"):
        ran = enable("import", "catalogue", empty, path, "--map", wrong)
        assert ran.code == 2
        assert wrong.rpartition("=")[2] in ran.err


def test_a_name_that_several_people_bear_is_listed_and_nobody_is_guessed(enable: Enable, empty: Path) -> None:
    with open_at(empty) as workspace:
        workspace.add(Person, name="Ann Ashby", department="Sales")
        workspace.add(Person, name="Ann Ashby", department="Finance")
    ran = enable("import", "catalogue", empty, table(empty.parent, "Guide,,,,Ann Ashby,,,,,"))
    assert "“Ann Ashby” may be one of several people, so nobody was entered for this name." in ran.out
    assert assets(enable, empty)["Guide"]["owner"] is None


def test_a_facet_that_was_added_is_known_by_its_name(enable: Enable, empty: Path) -> None:
    with open_at(empty) as workspace:
        workspace.add(ListEntry, list="facets", key="channel", title="Канал")
    path = table(empty.parent, "Guide,Телефон;Почта", header="Название,Канал")
    assert enable("import", "catalogue", empty, path).code == 0
    assert assets(enable, empty)["Guide"]["facets"] == {"channel": ["телефон", "почта"]}


def test_a_facet_of_ones_own_goes_before_another_name_of_a_field_and_that_is_said(enable: Enable, empty: Path) -> None:
    with open_at(empty) as workspace:
        workspace.add(ListEntry, list="facets", key="audience", title="Audience")
        workspace.add(ListEntry, list="facets", key="comments", title="Comment")
    path = table(empty.parent, "Guide,Banks,Loud", header="Title,Audience,Comment")
    ran = enable("import", "catalogue", empty, path)
    assert "The column “Audience” is read as your own facet of that name." in ran.out
    assert "The column “Comment” is read as your own facet of that name." in ran.out
    found = assets(enable, empty)["Guide"]
    assert (found["facets"], found["notes"]) == ({"audience": ["banks"], "comments": ["loud"]}, "")


def test_a_facet_of_ones_own_that_has_the_key_of_a_field_is_left_to_the_field(enable: Enable, empty: Path) -> None:
    with open_at(empty) as workspace:
        workspace.add(ListEntry, list="facets", key="notes", title="Notes")
        workspace.add(ListEntry, list="facets", key="nombre", title="Name")
    path = table(empty.parent, "Guide,Read it", header="Name,Notes")
    ran = enable("import", "catalogue", empty, path)
    for column in ("Name", "Notes"):
        said = f"The column “{column}” is a field of content; your own facet of that name is not filled."
        assert said in ran.out
    found = assets(enable, empty)["Guide"]
    assert (found["facets"], found["notes"]) == ({}, "Read it")


def test_a_location_in_a_watched_folder_is_kept_relative_to_it(enable: Enable, empty: Path) -> None:
    with open_at(empty) as workspace:
        folder = workspace.add(WatchedFolder, title="Content", path=str(empty.parent / "Content"))
    path = table(
        empty.parent, "Guide,Content/a/guide.md,,,,,,,,", f"Deck,file://{empty.parent}/Content/b%20c.pdf,,,,,,,,"
    )
    assert enable("import", "catalogue", empty, path).code == 0
    with open_at(empty) as workspace:
        assert [(asset.folder, asset.location) for asset in workspace.all(Asset)] == [
            (folder, "a/guide.md"),
            (folder, "b c.pdf"),
        ]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    cells=st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=30), min_size=3, max_size=3),
        max_size=8,
    )
)
def test_every_row_is_stored_or_rejected_whatever_it_holds(tmp_path: Path, cells: list[list[str]]) -> None:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Title", "Location", "Stage"])
    writer.writerows(cells)
    path = tmp_path / "any.csv"
    path.write_text(out.getvalue(), "utf-8", errors="replace", newline="")
    words = Words("en", translations("en"))
    standing = CatalogueStanding(
        today=date(2026, 3, 12), entries=(ListEntry(list="facets", key="stage", title="Stage"),)
    )
    plan = plan_catalogue("any.csv", open_catalogue(path, {}, {}), standing, words, (words,), str(tmp_path))
    stored = plan.details["assets"] + plan.details["changed"]
    assert stored + plan.details["rows_rejected"] == plan.details["rows"]
    many = plan.writes[-1]
    assert isinstance(many, AddMany)
    assert len(list(many.lines)) == many.count == plan.details["assets"]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_what_is_exported_comes_in_again_as_it_is_and_formulas_stay_words(
    enable: Enable, folder: Path, language: str
) -> None:
    file, out, other = folder / "Файл.enable", folder / "Контент.csv", folder / "Other.enable"
    assert enable("new", file, "--language", language).code == 0
    rows = (
        '=1+1,guides/a.pdf,Guide,Discovery,Ann,2026-02-01,"a, b",8 min,live,"one\ntwo; three"',
        "Колода,https://x.example/deck,Презентация,Поиск;expo,Борис,,,1:02:30,устарел,",
    )
    assert enable("import", "catalogue", file, table(folder, *rows)).code == 0
    before = assets(enable, file)
    assert enable("export", "content", file, "-o", out).code == 0
    ran = enable("import", "catalogue", file, out, "--json")
    assert (ran.code, ran.json["assets"], ran.json["unchanged"], ran.json["kinds"]) == (0, 0, 2, [])
    assert assets(enable, file) == before
    assert enable("new", other, "--language", language).code == 0
    assert enable("import", "catalogue", other, out).code == 0
    assert assets(enable, other) == before
    assert "'=1+1" in out.read_text("utf-8-sig")


def workbook(folder: Path, *rows: list[object], hidden: bool = False) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    if hidden:
        sheet.append(["Nothing", "of use"])
        sheet.sheet_state = "hidden"
        sheet = book.create_sheet("Контент")
    for row in rows:
        sheet.append(row)
    path = folder / "Каталог.xlsx"
    book.save(path)
    return path


def test_a_sheet_comes_in_like_a_csv_with_its_days_and_numbers(enable: Enable, empty: Path) -> None:
    path = workbook(
        empty.parent,
        [],
        ["Название", "Последняя проверка", "Страниц", "Этап", "Чужое"],
        ["Руководство", datetime(2026, 2, 1), 4.0, "Поиск", "x"],
        [],
        ["Плохая", "скоро", 2, None, None],
        hidden=True,
    )
    ran = enable("import", "catalogue", empty, path)
    assert ran.code == 3
    assert "Row 5: Последняя проверка: “скоро” is no date" in ran.err
    assert enable("import", "catalogue", empty, path, "--skip-rejected").code == 0
    found = assets(enable, empty)["Руководство"]
    assert (found["reviewed"], found["pages"], found["facets"]) == ("2026-02-01", 4, {"stage": ["prospecting"]})


@pytest.mark.parametrize("sign", [",", ";"])
def test_a_title_above_the_columns_is_passed_over_and_told(enable: Enable, empty: Path, sign: str) -> None:
    lines = (f"Exported on{sign}12 March 2026", "", "Название,Тип", "Гид,Документ", "Страница,Тип")
    path = table(empty.parent, *(each.replace(",", sign) for each in lines), header="Контент")
    ran = enable("import", "catalogue", empty, path)
    assert "Row 4 names the columns; what stands above it was left out." in ran.out
    assert sorted(assets(enable, empty)) == ["Гид", "Страница"]


def test_where_no_column_is_known_those_below_the_title_are_named(enable: Enable, empty: Path) -> None:
    path = table(empty.parent, "", "Was,Wie", "Hello,Web", header="Our list")
    ran = enable("import", "catalogue", empty, path)
    assert "its row 3 names: Was, Wie" in ran.err
    assert open_catalogue(path, {}, {}, needed=()).header == ("Was", "Wie")


def test_a_row_of_content_is_no_header_because_one_of_its_words_is(enable: Enable, empty: Path) -> None:
    path = table(empty.parent, "Price list,Document", "Page,Web", header="Was,Wie")
    ran = enable("import", "catalogue", empty, path)
    assert ran.code == 3
    assert "Was, Wie" in ran.err
    assert enable("import", "catalogue", empty, path, "--map", "Was=title").code == 0
    assert sorted(assets(enable, empty)) == ["Page", "Price list"]


def test_of_several_sheets_the_one_that_names_the_columns_is_read_and_told(enable: Enable, empty: Path) -> None:
    book = openpyxl.Workbook()
    cover = book.active
    assert cover is not None
    cover.append(["How to read this list"])
    cover.append(["Ask", "Anna"])
    sheet = book.create_sheet("Контент 2026")
    for row in (["Наш контент"], [], ["Название", "Страниц"], ["Гид", 4]):
        sheet.append(row)
    book.create_sheet("Old").append(["Title"])
    book["Old"].append(["Not this one"])
    path = empty.parent / "Several.xlsx"
    book.save(path)
    ran = enable("import", "catalogue", empty, path)
    assert "Read from the sheet “Контент 2026”; the other sheets were left out." in ran.out
    assert "Row 3 names the columns; what stands above it was left out." in ran.out
    assert {title: each["pages"] for title, each in assets(enable, empty).items()} == {"Гид": 4}


def test_where_no_sheet_names_the_columns_those_of_the_first_that_is_filled_are_named(
    enable: Enable, empty: Path
) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Filled").append(["Was", "Wie"])
    book.create_sheet("Too").append(["Quoi"])
    path = empty.parent / "Several.xlsx"
    book.save(path)
    ran = enable("import", "catalogue", empty, path)
    assert ran.code == 3
    assert "Was, Wie" in ran.err


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_example_of_the_empty_library_comes_in_as_it_is(enable: Enable, empty: Path, language: str) -> None:
    path = empty.parent / "Example.csv"
    path.write_text(csv_of(example.rows(Words(language, translations(language)), date(2026, 11, 27))), "utf-8")
    ran = enable("import", "catalogue", empty, path, "--json")
    told: dict[str, Any] = ran.json
    assert (told["assets"], told["rows_rejected"]) == (3, 0)
    assert (told["kinds"], told["values"], told["people"], told["unused_columns"]) == ([], [], [], [])
    found = list(assets(enable, empty).values())
    assert [each["facets"].get("stage") for each in found] == [["discovery"], ["qualification"], None]
    assert [each["expires"] for each in found] == ["2027-09-30", "2027-09-30", None]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"Title\nGuide\n"])
def test_a_damaged_sheet_is_refused_with_a_sentence(enable: Enable, empty: Path, content: bytes) -> None:
    path = empty.parent / "Damaged.xlsx"
    path.write_bytes(content)
    ran = enable("import", "catalogue", empty, path)
    assert ran.code == 3
    assert "Damaged.xlsx" in ran.err
    assert assets(enable, empty) == {}


def test_a_sheet_too_wide_is_refused_and_no_column_lost(enable: Enable, empty: Path) -> None:
    path = workbook(empty.parent, ["Title", *(f"Column {number}" for number in range(300))], ["Guide"])
    ran = enable("import", "catalogue", empty, path)
    assert (ran.code, assets(enable, empty)) == (3, {})
    assert "more than 200 columns" in ran.err


def test_what_a_list_retires_and_others_still_use_is_said_before(enable: Enable, empty: Path, tmp_path: Path) -> None:
    content = write(
        tmp_path / "Content",
        {"index.md": "# All guides\n\n[Prices](prices.md)\n", "prices.md": "# Prices\n", "old.md": "# Old\n"},
    )
    assert enable("import", "content", empty, content).code == 0
    path = table(tmp_path, "Prices,retired", "Old,retired", header="Title,Status")
    (warning,) = enable("import", "catalogue", empty, path, "--dry-run", "--json").json["warnings"]
    assert warning.startswith("What this list retires is still used by All guides.")
    alone = table(tmp_path, "Old,retired", header="Title,Status")
    assert enable("import", "catalogue", empty, alone, "--dry-run", "--json").json["warnings"] == []
    path = table(tmp_path, "Prices,retired", "All guides,retired", header="Title,Status")
    assert enable("import", "catalogue", empty, path, "--json").json["warnings"] == []
    again = table(tmp_path, "Prices,retired", "Old,draft", header="Title,Status")
    assert enable("import", "catalogue", empty, again, "--json").json["warnings"] == []
