"""What the facets, values and kinds that the program brings along are called in each of its languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

KINDS: Final = "asset_kinds"
"""The list under which the labels of kinds of content stand; those of the others under the names of their facets."""
STATUS: Final = "status"
FRESHNESS: Final = "freshness"
FLAG: Final = "flag"


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels in every language by list and key; a facet itself stands in the list FACETS of `facets`."""

    known: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def of(self, name: str, key: str) -> tuple[str, ...]:
        """What one value is called; empty for one that the person has made."""
        return self.known.get((name, key), ())
