"""Folders become content, and the library follows what happens in them, from the command line."""

from __future__ import annotations

import shutil
import sys
import wave
from pathlib import Path
from typing import Any

import pytest

from tests.enable_desktop.library.looks import write
from tests.ui.cli.conftest import Enable


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(
        tmp_path / "Content",
        {
            "index.md": "# All guides\n\n[Discovery](guides/discovery.md) and [Pricing](pricing.md)",
            "guides/discovery.md": "---\ntitle: How to ask\nsummary: Five questions\n---\n\n[Back](../index.md)",
            "pricing.md": "# What it costs",
            "~$pricing.docx": "a lock",
        },
    )


def assets(enable: Enable, file: Path) -> dict[str, dict[str, Any]]:
    return {each["title"]: each for each in enable("list", "assets", file, "--json").json}


def test_a_folder_becomes_assets_named_by_what_they_say_of_themselves(enable: Enable, empty: Path, root: Path) -> None:
    ran = enable("import", "content", empty, root, "--json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.json["assets"] == 3
    found = assets(enable, empty)
    assert sorted(found) == ["All guides", "How to ask", "What it costs"]
    again = enable("import", "content", empty, root, "--json").json
    assert (again["assets"], again["already_there"]) == (0, 3)
    assert enable("undo", empty).code == 0
    assert assets(enable, empty) == {}
    assert enable("import", "content", empty, root, "--json").json["assets"] == 3


def test_a_dry_run_says_what_would_come_and_stores_nothing(enable: Enable, empty: Path, root: Path) -> None:
    ran = enable("import", "content", empty, root, "--dry-run", "--json")
    assert (ran.json["stored"], ran.json["assets"]) == (False, 3)
    assert "3 new assets" in enable("import", "content", empty, root, "--dry-run").out
    assert assets(enable, empty) == {}


def test_single_files_become_assets_and_one_that_is_not_there_stops_it(enable: Enable, empty: Path, root: Path) -> None:
    ran = enable("import", "content", empty, root / "pricing.md", root / "nowhere.md")
    assert ran.code == 3
    assert "nowhere.md is not there. Nothing was imported." in ran.err
    assert enable("import", "content", empty, root / "pricing.md").code == 0
    assert assets(enable, empty).keys() == {"What it costs"}


def test_what_happened_while_nobody_looked_is_followed_and_links_to_mend_are_listed(
    enable: Enable, empty: Path, root: Path
) -> None:
    enable("import", "content", empty, root, "--watch")
    before = assets(enable, empty)
    (root / "guides").rename(root / "talks")
    (root / "pricing.md").write_text("# What it costs\n\nmore")
    write(root, {"new.md": "# New"})
    ran = enable("reconcile", empty, "--json")
    assert ran.code == 0
    found = ran.json
    assert [(each["from"], each["to"]) for each in found["moved"]] == [
        (str(root / "guides/discovery.md"), str(root / "talks/discovery.md"))
    ]
    assert [each["title"] for each in found["changed"]] == ["What it costs"]
    assert [each["title"] for each in found["new"]] == ["New"]
    assert (found["missing"], found["offline"]) == ([], [])
    assert found["links"] == [
        {"page": str(root / "index.md"), "before": "guides/discovery.md", "after": "talks/discovery.md"}
    ]
    after = assets(enable, empty)
    assert after["How to ask"]["id"] == before["How to ask"]["id"]
    assert after["New"]["id"] == found["new"][0]["id"]
    again = enable("reconcile", empty)
    assert "`--mend` does it" in again.out


def test_links_are_mended_on_demand_and_undo_puts_the_files_back(enable: Enable, empty: Path, root: Path) -> None:
    enable("import", "content", empty, root, "--watch")
    before = (root / "index.md").read_bytes()
    (root / "guides").rename(root / "talks")
    (root / "pricing.md").rename(root / "talks" / "prices.md")
    ran = enable("reconcile", empty, "--mend", "--json")
    assert ran.code == 0
    assert len(ran.json["links"]) == ran.json["mended"] == 2
    assert (root / "index.md").read_text() == (
        "# All guides\n\n[Discovery](talks/discovery.md) and [Pricing](talks/prices.md)"
    )
    assert enable("reconcile", empty).out == "Nothing has happened in the watched folders.\n"
    assert enable("undo", empty).code == 0
    assert (root / "index.md").read_bytes() == before
    assert "`--mend` does it" in enable("reconcile", empty).out


def test_a_page_that_may_not_be_written_is_a_fault_and_not_told_to_be_mended_again(
    enable: Enable, empty: Path, root: Path
) -> None:
    enable("import", "content", empty, root, "--watch")
    (root / "guides").rename(root / "talks")
    (root / "index.md").chmod(0o444)
    ran = enable("reconcile", empty, "--mend")
    assert ran.code == 3
    assert "index.md is read-only" in ran.out
    assert "`--mend` does it" not in ran.out
    (root / "index.md").chmod(0o644)
    assert enable("reconcile", empty, "--mend").code == 0
    assert "talks/discovery.md" in (root / "index.md").read_text()


def test_added_content_is_taken_back_also_once_a_file_of_it_has_moved_and_was_edited(
    enable: Enable, empty: Path, root: Path
) -> None:
    enable("import", "content", empty, root, "--watch")
    (root / "costs").mkdir()
    (root / "pricing.md").rename(root / "costs" / "pricing.md")
    (root / "index.md").write_text("# Every guide\n")
    assert [each["title"] for each in enable("reconcile", empty, "--json").json["moved"]] == ["What it costs"]
    known = assets(enable, empty)
    assert known.keys() == {"Every guide", "How to ask", "What it costs"}
    assert (enable("undo", empty).code, assets(enable, empty)) == (0, {})
    assert enable("redo", empty).code == 0
    again = assets(enable, empty)
    assert again["What it costs"]["location"] == str(root / "costs" / "pricing.md")
    assert again["Every guide"]["id"] == known["Every guide"]["id"]


def test_a_missing_file_is_said_and_its_asset_stays(enable: Enable, empty: Path, root: Path) -> None:
    write(root, {f"page {number}.md": f"# Page {number}" for number in range(20)})
    enable("import", "content", empty, root, "--watch")
    (root / "page 7.md").unlink()
    found = enable("reconcile", empty, "--json").json
    assert [each["title"] for each in found["missing"]] == ["Page 7"]
    assert "Page 7" in assets(enable, empty)
    assert enable("reconcile", empty, "--json").json["missing"] == []
    write(root, {"page 7.md": "# Page 7"})
    assert [each["title"] for each in enable("reconcile", empty, "--json").json["back"]] == ["Page 7"]


def test_links_to_a_missing_file_are_broken_until_it_is_back(enable: Enable, empty: Path, root: Path) -> None:
    write(root, {f"page {number}.md": f"# Page {number}\n\n[Price](pricing.md#now)" for number in range(20)})
    write(root, {"short.md": "# Short\n\n[Price](pricing)"})
    enable("import", "content", empty, root, "--watch")

    def broken() -> list[str]:
        return [each for asset in assets(enable, empty).values() for each in asset["broken_links"]]

    assert broken() == []
    content = (root / "pricing.md").read_bytes()
    (root / "pricing.md").unlink()
    assert enable("reconcile", empty, "--json").json["links"] == []
    assert sorted(broken()) == ["pricing", "pricing.md", *["pricing.md#now"] * 20]
    price = assets(enable, empty)["What it costs"]
    assert len(price["links_from"]) == 22
    (root / "prices").mkdir()
    (root / "prices" / "pricing.md").write_bytes(content)
    assert len(enable("reconcile", empty, "--json").json["links"]) == 22
    (root / "prices" / "pricing.md").rename(root / "pricing.md")
    assert enable("reconcile", empty, "--json").json["links"] == []
    assert broken() == []


def test_links_out_of_and_into_a_folder_that_is_away_lead_where_they_led(
    enable: Enable, empty: Path, root: Path
) -> None:
    write(root, {"shown.md": "# Shown\n\n[All](pictures/) [gone](gone.md)", "pictures/logo.svg": "x"})
    other = write(root.parent / "Other", {"other.md": f"# Other\n\n[All]({(root / 'pictures').as_posix()})"})
    enable("import", "content", empty, root, other, "--watch")
    root.rename(root.parent / "unplugged")
    assert enable("reconcile", empty).code == 0
    found = {title: each["broken_links"] for title, each in assets(enable, empty).items() if each["broken_links"]}
    assert found == {"Shown": ["gone.md"]}


def test_a_link_with_a_name_no_drive_can_hold_is_broken(enable: Enable, empty: Path, root: Path) -> None:
    write(root, {"long.md": f"# Long\n\n[far]({'a' * 300}.md)"})
    assert enable("import", "content", empty, root).code == 0
    assert assets(enable, empty)["Long"]["broken_links"] == [f"{'a' * 300}.md"]


def test_links_follow_a_catalogue_that_comes_in_and_goes_again(enable: Enable, empty: Path, root: Path) -> None:
    write(root, {"web.md": "# Web\n\n[Portal](https://portal.example.com/deck)"})
    enable("import", "content", empty, root)
    rows = root.parent / "rows.csv"
    rows.write_text("title,location\nPortal deck,https://portal.example.com/deck\n")
    assert enable("import", "catalogue", empty, rows).code == 0
    there = assets(enable, empty)
    assert there["Web"]["links_to"] == [there["Portal deck"]["id"]]
    assert enable("undo", empty).code == 0
    assert assets(enable, empty)["Web"]["links_to"] == []


def test_when_much_vanished_at_once_it_is_noted_only_on_demand(enable: Enable, empty: Path, root: Path) -> None:
    enable("import", "content", empty, root, "--watch")
    shutil.rmtree(root / "guides")
    (root / "pricing.md").unlink()
    for _ in range(2):
        ran = enable("reconcile", empty)
        assert "More than a tenth" in ran.out
        assert len(enable("reconcile", empty, "--json").json["missing"]) == 2
    ran = enable("reconcile", empty, "--accept-missing")
    assert "More than a tenth" not in ran.out
    assert enable("reconcile", empty).out == "Nothing has happened in the watched folders.\n"


def test_a_folder_that_is_away_is_offline_and_nothing_is_missing(enable: Enable, empty: Path, root: Path) -> None:
    enable("import", "content", empty, root, "--watch")
    root.rename(root.parent / "unplugged")
    found = enable("reconcile", empty, "--json").json
    assert [each["path"] for each in found["offline"]] == [str(root)]
    assert found["missing"] == []
    assert "may be unplugged or not mounted" in enable("reconcile", empty).out


def test_a_folder_inside_a_watched_one_belongs_to_it(enable: Enable, empty: Path, root: Path) -> None:
    enable("import", "content", empty, root / "guides", "--watch")
    enable("import", "content", empty, root, "--watch")
    assert len(assets(enable, empty)) == 3
    (root / "guides" / "discovery.md").rename(root / "discovery.md")
    found = enable("reconcile", empty, "--json").json
    assert len(found["moved"]) == 1
    assert found["new"] == []
    assert len(assets(enable, empty)) == 3


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are always text")
def test_a_name_in_an_unknown_encoding_comes_in_and_is_followed(enable: Enable, empty: Path, root: Path) -> None:
    (root / "Pr\udce4sentation.md").write_text("# Slides")
    ran = enable("import", "content", empty, root, "--watch")
    assert ran.code == 0
    assert "unknown encoding" in ran.err
    (root / "Pr\udce4sentation.md").rename(root / "Folien.md")
    found = enable("reconcile", empty, "--json").json
    assert [each["title"] for each in found["moved"]] == ["Slides"]


# Recordings ----------------------------------------------------------------------------------------


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    """A recording of three seconds with its transcript, and a transcript of which the recording is elsewhere."""
    folder = tmp_path / "Calls"
    folder.mkdir()
    with wave.open(str(folder / "first call.wav"), "wb") as sound:
        sound.setparams((1, 2, 8000, 0, "NONE", ""))
        sound.writeframes(bytes(2 * 8000 * 3))
    (folder / "first call.vtt").write_text(cue("We start with the budget."))
    (folder / "second call.vtt").write_text(cue("Nobody asked about prices."))
    return folder


def cue(words: str) -> str:
    return f"WEBVTT\n\n00:00.000 --> 00:02.000\n{words}\n"


def found(enable: Enable, file: Path, words: str) -> list[str]:
    return [each["title"] for each in enable("search", file, words, "--json").json]


@pytest.mark.parametrize("way", ["import", "look"])
def test_the_transcript_beside_a_recording_is_its_text_and_no_asset_of_its_own(
    enable: Enable, empty: Path, calls: Path, way: str
) -> None:
    later = [calls / name for name in ("first call.wav", "first call.vtt") if way == "look"]
    for path in later:
        path.rename(calls.parent / path.name)
    enable("import", "content", empty, calls, "--watch")
    for path in later:
        (calls.parent / path.name).rename(path)
    assert [each["title"] for each in enable("reconcile", empty, "--json").json["new"]] == (
        ["first call"] if later else []
    )
    known = assets(enable, empty)
    assert sorted(known) == ["first call", "second call"]
    assert known["first call"]["seconds"] == 3
    assert found(enable, empty, "budget") == ["first call"]
    assert enable("reconcile", empty, "--json").json["new"] == []


def test_what_is_changed_in_a_transcript_is_found_by_its_recording(enable: Enable, empty: Path, calls: Path) -> None:
    enable("import", "content", empty, calls, "--watch")
    (calls / "first call.vtt").write_text(cue("We start with the invoices instead."))
    assert enable("reconcile", empty).code == 0
    assert (found(enable, empty, "invoices"), found(enable, empty, "budget")) == (["first call"], [])
    (calls / "first call.vtt").unlink()
    assert enable("reconcile", empty).code == 0
    assert found(enable, empty, "invoices") == []


def test_a_transcript_that_comes_later_is_heard_too(enable: Enable, empty: Path, calls: Path) -> None:
    (calls / "first call.vtt").unlink()
    enable("import", "content", empty, calls, "--watch")
    (calls / "first call.vtt").write_text(cue("We start with the budget."))
    assert enable("reconcile", empty, "--json").json["new"] == []
    assert found(enable, empty, "budget") == ["first call"]


def test_playlists_are_listed(enable: Enable, sample: Path) -> None:
    assert [each["title"] for each in enable("list", "playlists", sample, "--json").json] == [
        "Integration, told by sellers"
    ]
