"""What the file of an asset says otherwise is shown beside the table, and settled there."""

from __future__ import annotations

from datetime import date

from enable_desktop.library.assets import Asset
from enable_desktop.links import Ref
from tests.ui.library.conftest import Told
from ui.library.page import LibraryPage


def test_what_a_file_says_otherwise_is_shown_and_taken_over_or_left(
    page: LibraryPage, assets: dict[str, int], told: Told
) -> None:
    workspace, card = page.desk.workspace, page.side.overview.contested
    ref = Ref(Asset.kind, assets["guide"])
    workspace.change(ref, contested={"title": "Discovery guide", "expires": "2027-03-01", "owner": "999"})
    page.table.select(assets["guide"])
    assert card.isVisible()
    assert card.text.text().splitlines() == ["Expires on: 1 March 2027", "Title: Discovery guide"]
    card.keep.click()
    assert not card.isVisible()
    assert told.toasts[-1] == ("What stands here was kept", True)
    workspace.undo()
    assert card.isVisible()
    card.take_over.click()
    asset = workspace.get(Asset, assets["guide"])
    assert asset is not None
    assert (asset.title, asset.expires, asset.contested) == ("Discovery guide", date(2027, 3, 1), {})
    assert not card.isVisible()
    page.table.select(assets["deck"])
    assert not card.isVisible()
