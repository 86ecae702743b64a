"""What mends a finding: done here in one step where that is possible, else the way there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from enable_desktop.library.assets import Asset
from enable_desktop.links import Ref
from enable_desktop.packs.checks import Finding, Mend
from enable_desktop.words import mark
from ui.library.deeds import Deeds
from ui.packs.deeds import PackDeeds

if TYPE_CHECKING:
    from ui.desk import Desk

AT_ONCE: Final = frozenset({Mend.REVIEW, Mend.REPLACE, Mend.TAKE_OUT, Mend.PUT_PICTURES})
"""What can be done to many in one step."""
_FIELDS: Final = {Mend.SUMMARISE: "summary", Mend.CONSENT: "consent", Mend.SHORTEN: "summary"}


class Mending:
    """Mends what stands in the way of an export; `edit` puts the keyboard into a field of an asset."""

    def __init__(self, desk: Desk, edit: Callable[[int, str], None]) -> None:
        self._desk = desk
        self._edit = edit
        self.deeds = Deeds(desk)
        self._packs = PackDeeds(desk)

    def mend(self, pack: int, finding: Finding) -> None:
        """Mends one."""
        match finding.mend:
            case Mend.FIND_FILE:
                self.deeds.find_file(finding.asset)
            case Mend.KEEP_HERE:
                # Opening it is what brings it to this computer.
                self.deeds.open(finding.asset)
            case Mend.SUMMARISE | Mend.CONSENT:
                self._edit(finding.asset, _FIELDS[finding.mend])
            case each if each in AT_ONCE:
                self.mend_all(pack, (finding,))
            case _:
                self._desk.go(Ref(Asset.kind, finding.asset))

    def mend_all(self, pack: int, findings: Sequence[Finding]) -> None:
        """Mends several of one kind in one step."""
        workspace, words = self._desk.workspace, self._desk.words
        ids = [each.asset for each in findings]
        match findings[0].mend:
            case Mend.REVIEW:
                self.deeds.mark_reviewed(ids)
                return
            case Mend.REPLACE:
                assets = {asset.id: asset.replaced_by for asset in workspace.library.these(ids)}
                pairs = {old: new for old, new in assets.items() if new is not None}
                self._packs.do(
                    lambda: workspace.packs.replace(pack, pairs),
                    words.n("{n} item replaced in the pack", "{n} items replaced in the pack", len(pairs)),
                )
            case Mend.PUT_PICTURES:
                pictures = dict.fromkeys(each for finding in findings for each in finding.pictures)
                heading = self._desk.document_words()(mark("Pictures"))
                self._packs.put(pack, tuple(pictures), heading)
            case _:
                self._packs.take_out(pack, ids)
