"""A pack holds what was chosen, and nothing else of the workspace: searched by its bytes, in every form."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import pytest

from db.workspace import Workspace, open_workspace
from enable_desktop.fields import Shape, fields_of
from enable_desktop.kinds import KINDS
from enable_desktop.library.assets import Asset, Status
from enable_desktop.links import Ref
from tests.db.filling import MADE_BY_A_STORE, fill
from tests.faults.conftest import FULL, Trials
from tests.faults.inside import files_in, letters_in
from tests.faults.test_leaks import without_keys
from tests.ui.cli.conftest import Enable, enable  # noqa: F401 (pytest finds it here by name)
from ui.place import own_place

FORMS: Final = ("Pack", "Pack.zip", "Pack.html", "Pack.pdf")
LEFT: Final = ("snapshot", "digest", "location", "path", "before", "after", "media_type")
"""Fields that name files, or what stands elsewhere."""
MAY_BE_IN: Final = {
    "assets": {"title", "summary", "question", "facets"},
    "asset_kinds": {"title", "key", "icon"},
    "people": {"name"},
    "list_entries": {"title"},
}
"""What of the chosen content is handed out, of its kind, and of whom to ask about it."""

Place = tuple[str, int, str]


def signed(workspace: Workspace) -> dict[str, Place]:
    """Puts a word of its own into every text of every record; gives the word with where it stands."""
    found: dict[str, Place] = {}
    for kind, each in KINDS.items():
        if each.record in MADE_BY_A_STORE:
            continue
        fields = [
            field.name
            for field in fields_of(each.record)
            if field.shape in (Shape.TEXT, Shape.PROSE) and without_keys(kind, field.name) and field.name not in LEFT
        ]
        for line in workspace.all(each.record)[:3]:
            values: dict[str, Any] = {}
            for name in fields:
                word = f"zq{len(found):04}qz"
                found[word] = (kind, line.id, name)
                values[name] = word
            if values:
                workspace.change(Ref(kind, line.id), **values)
    return found


@pytest.mark.parametrize("form", FORMS if FULL else FORMS[1:2])
def test_a_pack_holds_nothing_that_was_not_chosen(
    tmp_path: Path,
    home: Path,
    trials: Trials,
    enable: Enable,  # noqa: F811
    form: str,
) -> None:
    path, out = tmp_path / "P.enable", tmp_path / form
    assert enable("new", path).code == 0
    with open_workspace(path, own_place()) as workspace:
        fill(workspace)
        words = signed(workspace)
        chosen, other = workspace.all(Asset)[:2]
        for number, asset in enumerate((chosen, other)):
            location = f"https://sample.example/{number}"
            workspace.change(Ref(Asset.kind, asset.id), location=location, folder=None, status=Status.PUBLISHED)
        pack = workspace.packs.add("What was chosen")
        workspace.packs.put(pack, [chosen.id])
    for _ in trials("packs searched for what was not chosen", few=1, many=1):
        assert enable("export", "pack", path, "--pack", "What was chosen", "-o", out).code == 0
        letters = " ".join(letters_in(name, data) for name, data in files_in(out).items())
    told = {words[word] for word in re.findall(r"zq\d{4}qz", letters)}
    assert (Asset.kind, chosen.id, "title") in told, "the search sees nothing"
    more = {each for each in told if each[2] not in MAY_BE_IN.get(each[0], ())}
    assert not more
    assert {id_ for kind, id_, _ in told if kind == Asset.kind} == {chosen.id}
