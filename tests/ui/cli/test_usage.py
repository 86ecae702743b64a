"""Figures of use come in from a portal's export: every row is stored or told, the same file brings nothing twice."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.workspace import Workspace, open_workspace
from enable_desktop.imports import AddMany
from enable_desktop.library.assets import Asset, UsageSource, Use, WatchedFolder
from enable_desktop.library.usage_import import AssetNames, UsageStanding, plan_usage
from enable_desktop.readers.usage import open_usage
from tests.ui.cli.conftest import Enable
from ui.place import own_place

TODAY = date(2026, 3, 12)


@pytest.fixture
def library(empty: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A deck in a watched folder, two of one title, a page on the web, and one called by a number."""
    monkeypatch.setenv("ENABLE_TODAY", str(TODAY))
    with open_at(empty) as workspace:
        folder = workspace.add(WatchedFolder, title="Sales", path="/srv/sales")
        workspace.add(Asset, title="Колода для Ёлки", folder=folder, location="decks/elka.pptx")
        workspace.add(Asset, title="Prices", location="/srv/one/prices.pdf")
        workspace.add(Asset, title="prices", location="/srv/two/prices 2.pdf")
        workspace.add(Asset, title="Playbook", location="https://Portal.example/Playbook/")
        workspace.add(Asset, title="2")
    return empty


def open_at(path: Path) -> Workspace:
    return open_workspace(path, own_place())


def export(folder: Path, *rows: str, header: str = "Content,Date,Views,User", encoding: str = "utf-8") -> Path:
    path = folder / "Выгрузка.csv"
    path.write_bytes("\n".join((header, *rows)).encode(encoding))
    return path


def uses(path: Path) -> list[tuple[int | None, date | None, int, str]]:
    with open_at(path) as workspace:
        return [(each.asset, each.on, each.count, each.who) for each in workspace.all(Use)]


def test_a_row_is_a_use_of_what_is_named_by_title_place_or_number(enable: Enable, library: Path) -> None:
    path = export(
        library.parent,
        "колода  для елки,2026-03-01,12,",
        "Playbook,1 Mar 2026 10:42,,Ann  Ashby",
        "/srv/two/prices 2.pdf,2026-03-02T09:00:00Z,1 200,",
        "https://portal.example/playbook#part,03.03.2026,2.0,",
        "/srv/sales/decks/elka.pptx,2026-03-03,0,",
        "ELKA.pptx,2026-03-03,1,",
        "#4,2026-03-04,1,",
        "2,2026-03-05,1,",
    )
    ran = enable("import", "usage", library, path)
    assert (ran.code, ran.err) == (0, "")
    assert uses(library) == [
        (1, date(2026, 3, 1), 12, ""),
        (4, date(2026, 3, 1), 1, "Ann Ashby"),
        (3, date(2026, 3, 2), 1200, ""),
        (4, date(2026, 3, 3), 2, ""),
        (1, date(2026, 3, 3), 0, ""),
        (1, date(2026, 3, 3), 1, ""),
        (4, date(2026, 3, 4), 1, ""),
        (5, date(2026, 3, 5), 1, ""),
    ]
    with open_at(library) as workspace:
        [source] = workspace.all(UsageSource)
        assert (source.title, source.on) == ("Выгрузка.csv", TODAY)
        assert workspace.library.usage.totals(range(1, 6)) == {1: 13, 3: 1200, 4: 4, 5: 1}
        workspace.undo()
        assert workspace.all(Use) == ()
        assert workspace.all(UsageSource) == ()


def test_days_with_the_month_first_are_read_so_where_they_can_be_meant_in_no_other_way(
    enable: Enable, library: Path
) -> None:
    path = export(library.parent, "Playbook,2/3/2026 14:05,1,", "Playbook,02/27/2026,1,", "Playbook,2026/03/04,1,")
    ran = enable("import", "usage", library, path)
    assert ran.code == 0
    assert "Days like “2/3/2026” are read with the month first." in ran.out
    assert [each[1] for each in uses(library)] == [date(2026, 2, 3), date(2026, 2, 27), date(2026, 3, 4)]


def test_days_with_slashes_that_may_be_meant_either_way_are_told(enable: Enable, library: Path) -> None:
    ran = enable("import", "usage", library, export(library.parent, "Playbook,2/3/2026,1,"))
    assert "Days like “2/3/2026” are read with the day first." in ran.out
    assert [each[1] for each in uses(library)] == [date(2026, 3, 2)]


def test_days_that_can_only_be_meant_in_both_ways_are_read_with_the_day_first(enable: Enable, library: Path) -> None:
    path = export(library.parent, "Playbook,27/2/2026,1,", "Playbook,2/27/2026,1,")
    ran = enable("import", "usage", library, path, "--skip-rejected")
    assert "Row 3: Date: “2/27/2026” is no date" in ran.out
    assert [each[1] for each in uses(library)] == [date(2026, 2, 27)]


def test_columns_of_their_own_say_number_and_place(enable: Enable, library: Path) -> None:
    path = export(
        library.parent, "Prices;/srv/one/prices.pdf;;2026-03-01", "Prices;;3;2026-03-01",
        header="Название;Ссылка;Номер;Дата",
    )  # fmt: skip
    assert enable("import", "usage", library, path).code == 0
    assert [each[0] for each in uses(library)] == [2, 3]


def test_what_cannot_be_stored_is_told_with_its_reason_and_nothing_is_stored(enable: Enable, library: Path) -> None:
    path = export(
        library.parent,
        "Playbook,2026-03-01,1,",
        "Prices,2026-03-01,1,",
        "No such thing,2026-03-01,1,",
        ",2026-03-01,1,",
        "Playbook,,1,",
        "Playbook,2026-02-30,1,",
        "Playbook,2026-03-13,1,",
        "Playbook,2026-03-01,many,",
        "Playbook,2026-03-01,-1,",
        "Playbook,2026-03-01,99999999999,",
        "=cmd|' /C calc'!A0,2026-03-01,1,",
    )
    ran = enable("import", "usage", library, path)
    assert ran.code == 3
    assert uses(library) == []
    reasons = [line.partition(": ")[2] for line in ran.err.splitlines()]
    assert reasons[:10] == [
        "Content: “Prices” is the title of 2 pieces of content; say where it lies instead",
        "Content: nothing in the library is called “No such thing”, lies there or has this number",
        "no content is named",
        "Date: no day is given",
        "Date: “2026-02-30” is no date; write it like 2026-02-28",
        "Date: “2026-03-13” lies ahead: nothing can have been used then",
        "Views: “many” is no number of uses",
        "Views: “-1” is no number of uses",
        "Views: “99999999999” is no number of uses",
        "Content: nothing in the library is called “=cmd|' /C calc'!A0”, lies there or has this number",
    ]
    ran = enable("import", "usage", library, path, "--skip-rejected", "--json")
    assert ran.code == 0
    assert (ran.json["rows"], ran.json["rows_stored"], ran.json["rows_rejected"]) == (11, 1, 10)
    assert len(uses(library)) == 1
    assert "No such thing" in Path(ran.json["rejected_file"]).read_text("utf-8-sig")


def test_the_same_file_brings_nothing_twice_whatever_it_is_called(enable: Enable, library: Path) -> None:
    path = export(library.parent, "Playbook,2026-03-01,1,")
    assert enable("import", "usage", library, path).code == 0
    again = path.with_name("renamed.csv")
    again.write_bytes(path.read_bytes())
    ran = enable("import", "usage", library, again)
    assert ran.code == 0
    assert (
        "This very file was imported on 12\u00a0March 2026 as “Выгрузка.csv”. Nothing is brought in twice." in ran.out
    )
    assert len(uses(library)) == 1
    assert enable("import", "usage", library, again, "--json").json["imported_before"] is True


def test_figures_of_days_that_are_there_already_are_told_of(enable: Enable, library: Path) -> None:
    assert enable("import", "usage", library, export(library.parent, "2,2026-03-01,1,", "2,2026-03-05,1,")).code == 0
    ran = enable("import", "usage", library, export(library.parent, "2,2026-03-04,1,", "2,2026-03-09,1,"), "--json")
    assert ran.json["warnings"] == [
        "Figures from 4\u00a0March 2026 to 5\u00a0March 2026 are there already from “Выгрузка.csv”; "
        "these are added to them."
    ]


def test_a_dry_run_changes_nothing(enable: Enable, library: Path) -> None:
    ran = enable("import", "usage", library, export(library.parent, "Playbook,2026-03-01,3,"), "--dry-run")
    assert ran.code == 0
    assert "3 uses, of 1 item" in ran.out
    assert uses(library) == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1251", "utf-16"])
def test_an_export_is_read_however_it_is_encoded(enable: Enable, library: Path, encoding: str) -> None:
    header = "Материал;Дата;Просмотры"
    path = export(library.parent, "Колода для Ёлки;01.03.2026;7", header=header, encoding=encoding)
    assert enable("import", "usage", library, path).code == 0
    assert uses(library) == [(1, date(2026, 3, 1), 7, "")]


def test_a_sheet_is_read_like_a_table(enable: Enable, library: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Content", "Date", "Views"])
    sheet.append(["Playbook", datetime(2026, 3, 1, 9, 30), 5])
    path = library.parent / "portal.xlsx"
    book.save(path)
    assert enable("import", "usage", library, path).code == 0
    assert uses(library) == [(4, date(2026, 3, 1), 5, "")]


@pytest.mark.parametrize("sign", [",", ";"])
def test_what_a_portal_writes_above_its_columns_is_passed_over_and_told(
    enable: Enable, library: Path, sign: str
) -> None:
    above = ("Usage of content by date", f"Exported on{sign}12 March 2026, 10:42", "", f'"Views, all"{sign}1')
    lines = ("Content,Date,Views", "Playbook,2026-03-01,3", "Nothing,2026-03-01,1")
    path = export(library.parent, *(each.replace(",", sign) for each in lines), header="\n".join(above))
    ran = enable("import", "usage", library, path, "--dry-run")
    assert "Row 5 names the columns; what stands above it was left out." in ran.out
    assert "Row 7: Content: nothing in the library is called “Nothing”" in ran.out
    assert enable("import", "usage", library, path, "--skip-rejected").code == 0
    assert uses(library) == [(4, date(2026, 3, 1), 3, "")]


def test_a_sheet_may_have_lines_above_its_columns_too(enable: Enable, library: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Usage report"], ["Exported", datetime(2026, 3, 12)], [], ["Content", "Date", "Views"]):
        sheet.append(row)
    sheet.append(["Playbook", datetime(2026, 3, 1, 9, 30), 5])
    book.save(library.parent / "portal.xlsx")
    ran = enable("import", "usage", library, library.parent / "portal.xlsx")
    assert "Row 4 names the columns" in ran.out
    assert uses(library) == [(4, date(2026, 3, 1), 5, "")]


def test_columns_that_are_lacking_are_named_in_the_words_of_the_reader(
    enable: Enable, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = export(library.parent, "Материал,Просмотры", "Playbook,3", header="Отчёт портала\n")
    ran = enable("import", "usage", library, path)
    assert ran.code == 3
    assert "has no column “Date”. Nothing was imported; its row 3 names: Материал, Просмотры." in ran.err
    monkeypatch.setenv("LANG", "ru_RU.UTF-8")
    assert "нет столбца «Дата»" in enable("import", "usage", library, path).err
    nothing = enable("import", "usage", library, export(library.parent, "x,y", header="Foo,Bar"))
    assert "нет столбца «Контент/Адрес/Номер, Дата»" in nothing.err


@pytest.mark.parametrize(
    ("header", "said"), [("Content,Views", "Date"), ("Date,Views", "Content"), ("Foo,Bar", "Content")]
)
def test_what_is_no_list_of_uses_is_refused(enable: Enable, library: Path, header: str, said: str) -> None:
    ran = enable("import", "usage", library, export(library.parent, "a,b", header=header))
    assert ran.code == 3
    assert uses(library) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12), min_size=4, max_size=4),
        max_size=8,
    )
)
def test_every_row_is_stored_or_rejected_whatever_stands_in_it(tmp_path: Path, rows: list[list[str]]) -> None:
    import csv
    import io

    text = io.StringIO()
    csv.writer(text).writerows([["Content", "Date", "Views", "User"], *rows, ["Playbook", "2026-03-01", "1", ""]])
    path = tmp_path / "any.csv"
    path.write_text(text.getvalue(), "utf-8", newline="")
    exported = open_usage(path)
    standing = UsageStanding(today=TODAY, assets=(AssetNames(id=1, title="Playbook"),))
    plan = plan_usage("any.csv", exported.table, exported.digest, standing)
    details: dict[str, Any] = dict(plan.details)
    [many] = [write for write in plan.writes if isinstance(write, AddMany)]
    assert details["rows"] == details["rows_stored"] + details["rows_rejected"] == many.count + len(plan.rejected)
    assert len(list(many.lines)) == many.count >= 1
