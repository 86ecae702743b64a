"""A table of content: a CSV or a sheet whose header names what is told of each piece."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from enable_desktop.library.catalogue_rows import FIELDS, NEEDED, OF_FACETS, own_facets
from enable_desktop.readers.csv_tables import Table, open_table
from enable_desktop.readers.sheets import Sheet, is_sheet, open_sheet


def open_catalogue(
    path: Path,
    columns: Mapping[str, str],
    facets: Mapping[str, str],
    needed: Sequence[Sequence[str]] = NEEDED,
) -> Table | Sheet:
    """The rows of a table; `columns` names the field of a column whose own name does not say it.

    `facets` are the names of the programme's facets by key; of each group of fields that is `needed` one must be
    there. Raises WorkspaceError with a sentence for what is no such table, else OSError.
    """
    # A facet of the person's own goes before another name of a field.
    names = {**FIELDS, **{key: (title,) for key, title in own_facets(facets).items()}}
    for key in facets.keys() & OF_FACETS:
        names[key] = (*FIELDS[key], facets[key])
    for column, field in columns.items():
        names[field] = (*names.get(field, ()), column)
    return open_sheet(path, names, needed) if is_sheet(path) else open_table(path, names, needed)
