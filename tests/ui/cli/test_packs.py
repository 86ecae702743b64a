"""Packs for reps from the command line, with real folders of content."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from db.workspace import Place, open_workspace
from enable_desktop.library.assets import Asset, AssetCopy, Status
from enable_desktop.links import Ref
from tests.enable_desktop.library.looks import write
from tests.faults.jobs import NOW
from tests.ui.cli.conftest import Enable


@pytest.fixture
def library(enable: Enable, empty: Path, tmp_path: Path) -> Path:
    root = write(
        tmp_path / "Content",
        {
            "index.md": "# All guides\n\n[Discovery](guides/discovery.md) and [Pricing](pricing.md)",
            "guides/discovery.md": "---\ntitle: How to ask\nsummary: Five questions\n---\n\n[Back](../index.md)",
            "pricing.md": "# What it costs",
        },
    )
    assert enable("import", "content", empty, root).code == 0
    return empty


def manifest(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / "manifest.json").read_bytes())
    return found


def titles(folder: Path) -> list[str]:
    return sorted(each["title"] for each in manifest(folder) if each["file"].startswith("files/"))


def make_pack(path: Path, tmp_path: Path, title: str = "Monthly", audience: str = "AE") -> int:
    with open_workspace(path, Place(home=tmp_path / "home", clock=lambda: NOW)) as workspace:
        pack = workspace.packs.add(title)
        workspace.change(Ref("packs", pack), audience=audience)
        workspace.packs.put(pack, [each.id for each in workspace.all(Asset)])
    return pack


def test_without_a_choice_all_published_content_is_packed_and_if_there_is_none_all(
    enable: Enable, library: Path, tmp_path: Path
) -> None:
    out = tmp_path / "Pack"
    with open_workspace(library, Place(home=tmp_path / "home", clock=lambda: NOW)) as workspace:
        for asset in workspace.all(Asset):
            workspace.change(Ref("assets", asset.id), status=Status.DRAFT)
    ran = enable("export", "pack", library, "-o", out, "--date", "2026-03-12")
    assert (ran.code, ran.err) == (0, "")
    assert "3 pieces of content, 3 files" in ran.out
    assert titles(out) == ["All guides", "How to ask", "What it costs"]
    with open_workspace(library, Place(home=tmp_path / "home", clock=lambda: NOW)) as workspace:
        workspace.change(Ref("assets", 2), status=Status.PUBLISHED)
        title = workspace.title_of(Ref("assets", 2))
    assert enable("export", "pack", library, "-o", out, "--date", "2026-03-12").code == 0
    assert titles(out) == [title]


def test_every_link_of_the_copies_and_every_fingerprint_holds(enable: Enable, library: Path, tmp_path: Path) -> None:
    out = tmp_path / "Pack"
    assert enable("export", "pack", library, "-o", out).code == 0
    for each in manifest(out):
        content = (out / each["file"]).read_bytes()
        assert (each["bytes"], each["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    targets = [
        page.parent / unquote(target)
        for page in (out / "files").glob("*.md")
        for target in re.findall(r"\]\(([^)]+)\)", page.read_text("utf-8"))
    ]
    assert len(targets) == 3
    assert all(target.is_file() for target in targets)


@pytest.mark.parametrize("name", ["p.zip", "p.html", "p.pdf"])
def test_the_same_content_and_date_give_the_same_bytes(
    enable: Enable, library: Path, tmp_path: Path, name: str
) -> None:
    one, other = tmp_path / f"1{name}", tmp_path / f"2{name}"
    make_pack(library, tmp_path)
    for out in (one, other):
        ran = enable("export", "pack", library, "--pack", "monthly", "-o", out, "--date", "2026-03-12", "--json")
        assert ran.code == 0, ran.err
        assert (ran.json["title"], ran.json["assets"]) == ("Monthly", [1, 2, 3])
    assert one.read_bytes() == other.read_bytes()


def test_filters_of_one_facet_add_up_and_of_several_narrow_down(enable: Enable, library: Path, tmp_path: Path) -> None:
    with open_workspace(library, Place(home=tmp_path / "home", clock=lambda: NOW)) as workspace:
        for asset, facets in ((1, {"stage": "discovery"}), (2, {"stage": "closing"}), (3, {"persona": "user"})):
            workspace.change(Ref("assets", asset), facets=facets)
    out = tmp_path / "Pack"
    both = ("--filter", "stage=Discovery", "--filter", "Этап продаж=closing")
    assert sorted(enable("export", "pack", library, *both, "-o", out, "--json").json["assets"]) == [1, 2]
    none = enable("export", "pack", library, *both, "--filter", "persona=user", "-o", out, "--json")
    assert (none.code, none.json["assets"], titles(out)) == (0, [], [])
    wrong = enable("export", "pack", library, "--filter", "colour=red", "-o", out)
    assert wrong.code == 2
    assert "colour=red" in wrong.err


def test_a_later_pack_for_the_same_audience_says_what_has_changed(
    enable: Enable, library: Path, tmp_path: Path
) -> None:
    make_pack(library, tmp_path)
    out = tmp_path / "Pack"
    assert enable("export", "pack", library, "--pack", "1", "-o", out, "--date", "2026-03-12").code == 0
    assert "Since the pack of" not in (out / "index.html").read_text("utf-8")
    with open_workspace(library, Place(home=tmp_path / "home", clock=lambda: NOW)) as workspace:
        workspace.packs.take_out(1, [3])
    ran = enable("export", "pack", library, "--pack", "Monthly", "-o", out, "--date", "2026-04-12", "--json")
    assert ran.json["since"] == "2026-03-12"
    page = (out / "index.html").read_text("utf-8")
    assert "Since the pack of 12\u00a0March 2026" in page
    assert "What to delete" in page
    steps = enable("history", library).out
    assert "Export" not in steps


def test_what_cannot_be_meant_is_refused_with_what_there_is(enable: Enable, library: Path, tmp_path: Path) -> None:
    make_pack(library, tmp_path, "March")
    make_pack(library, tmp_path, "march")
    out = tmp_path / "Pack"
    unknown = enable("export", "pack", library, "--pack", "April", "-o", out)
    assert (unknown.code, "March (1); march (2)" in unknown.err) == (2, True)
    assert enable("export", "pack", library, "--pack", "MARCH", "-o", out).code == 2
    both = enable("export", "pack", library, "--pack", "March", "--filter", "stage=discovery", "-o", out)
    assert both.code == 2
    over = enable("export", "pack", library, "-o", library)
    assert over.code == 2
    assert not out.exists()
    wrong = enable("export", "pack", library, "-o", out, "--date", "12.03.2026")
    assert wrong.code == 2


def test_a_folder_with_other_files_is_refused_and_kept(enable: Enable, library: Path, tmp_path: Path) -> None:
    out = write(tmp_path / "Mine", {"letter.txt": "dear"})
    ran = enable("export", "pack", library, "-o", out)
    assert ran.code == 3
    assert "holds other files" in ran.err
    assert [path.name for path in out.iterdir()] == ["letter.txt"]


def test_a_pack_of_a_workspace_that_is_open_elsewhere_is_written_and_not_remembered(
    enable: Enable, library: Path, tmp_path: Path
) -> None:
    make_pack(library, tmp_path)
    out = tmp_path / "p.zip"
    with open_workspace(library, Place(home=tmp_path / "home", clock=lambda: NOW)) as workspace:
        ran = enable("export", "pack", library, "--pack", "Monthly", "-o", out)
        assert (ran.code, out.is_file()) == (0, True)
        assert "not remembered" in ran.err
        assert workspace.packs.sent.all() == ()


def test_of_a_file_that_is_gone_its_copy_is_packed(enable: Enable, empty: Path, tmp_path: Path) -> None:
    root = write(tmp_path / "Content", {"a.md": "# Price\n\nSame words", "b.md": "# Price\n\nSame words"})
    assert enable("import", "content", empty, root, "--watch").code == 0
    with open_workspace(empty, Place(home=tmp_path / "home", clock=lambda: NOW)) as workspace:
        first, second = sorted(workspace.all(Asset), key=lambda each: each.location)
        workspace.add(AssetCopy, asset=first.id, folder=second.folder, location=second.location)
        workspace.remove(Ref("assets", second.id))
    (root / "a.md").unlink()
    assert enable("reconcile", empty).code == 0
    out = tmp_path / "Pack"
    ran = enable("export", "pack", empty, "-o", out)
    assert "1 file." in ran.out, ran.out + ran.err
    assert (out / "files" / "b.md").read_text("utf-8") == "# Price\n\nSame words"


def test_packs_are_listed_and_shown_with_what_they_hold(enable: Enable, library: Path, tmp_path: Path) -> None:
    make_pack(library, tmp_path)
    out = tmp_path / "p.zip"
    assert enable("export", "pack", library, "--pack", "Monthly", "-o", out, "--date", "2026-03-12").code == 0
    assert enable("list", "packs", library, "--json").json[0]["title"] == "Monthly"
    shown = enable("show", "packs", "1", library, "--json").json
    assert sorted(each["title"] for each in shown["items"]) == ["All guides", "How to ask", "What it costs"]
    assert {each["finding"] for each in shown["findings"]} == {"no summary"}
    assert [(each["day"], each["form"]) for each in shown["exports"]] == [("2026-03-12", "zip")]
    said = enable("show", "packs", "1", library).out
    assert "  Guide, how-to: How to ask" in said or "  How to ask" in said
    assert "What it costs: No summary." in said
    assert str(out) in said


def test_check_names_what_was_sent_and_holds_no_longer(enable: Enable, library: Path, tmp_path: Path) -> None:
    make_pack(library, tmp_path)
    out = tmp_path / "p.zip"
    assert enable("export", "pack", library, "--pack", "Monthly", "-o", out, "--date", "2026-03-12").code == 0
    assert "sent on" not in enable("check", library).out
    with open_workspace(library, Place(home=tmp_path / "home", clock=lambda: NOW)) as workspace:
        workspace.change(Ref("assets", 3), status=Status.RETIRED)
    ran = enable("check", library, "--json")
    (found,) = [each for each in ran.json["findings"] if each["finding"] == "outdated in pack"]
    assert (ran.code, found["kind"], found["id"], found["asset"], found["sent"]) == (1, "packs", 1, 3, "2026-03-12")


def test_everything_takes_along_what_was_sent(enable: Enable, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "All"
    assert enable("export", "everything", sample, "-o", out).code == 0
    whole = json.loads((out / "everything.json").read_text("utf-8"))
    assert [len(each["items"]) for each in whole["pack_exports"]] == [8, 5, 6]
    assert [each["title"] for each in whole["records"]["packs"]][0] == "Monthly AE pack"
    assert len(whole["records"]["feedback"]) == 6
    rows = (out / "csv" / "pack_exports.csv").read_text("utf-8-sig").splitlines()
    assert len(rows) == 1 + 8 + 5 + 6
