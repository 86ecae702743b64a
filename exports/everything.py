"""All data of a workspace as CSV, JSON and Markdown, in a folder that needs no program of ours."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from enable_desktop.everything import Everything, TitlesOf
from enable_desktop.fields import Field, Line, Shape, fields_of
from enable_desktop.kinds import KINDS
from enable_desktop.links import Ref, without_chips
from enable_desktop.packs.sent import ExportedItem, PackExport
from enable_desktop.readouts import Reader, decimal, plain_of
from enable_desktop.words import Words
from exports.gaps.tables import gaps_csv, gaps_json
from exports.names import safe_name
from exports.spreadsheet import Cell, csv_of
from exports.whole_folder import whole_folder

_DATA: Final = "everything.json"
_GAPS: Final = "gaps.json"
_PARTS: Final = frozenset({_DATA, _GAPS, "README.md", "csv", "markdown", "attachments"})
_UNPRINTED: Final = frozenset({"snapshot"})
"""Fields that only JSON holds: whole documents in one field."""


def write_everything(report: Everything, words: Words, folder: Path) -> int:
    """Write the folder; returns how many files it holds.

    An earlier export there is replaced once the new one is whole. Raises WorkspaceError where the folder holds
    anything else, or cannot be written; what was there is kept.
    """
    with whole_folder(folder, _is_ours, 0o700) as partial:
        return _write_all(report, words, partial)


def _is_ours(folder: Path) -> bool:
    inside = {path.name for path in folder.iterdir()}
    return _DATA in inside and not inside - _PARTS


def _write_all(report: Everything, words: Words, folder: Path) -> int:
    titles = TitlesOf(report, words)
    reader = Reader(words, report.currency, titles)
    files = {
        "README.md": _readme(report, words),
        _DATA: _json(report, titles, words),
        _GAPS: gaps_json(report.gaps),
        "csv/gaps.csv": gaps_csv(report.gaps, words),
        "markdown/charter.md": report.charter,
    }
    for kind, lines in report.lines.items():
        if lines:
            files[f"csv/{kind}.csv"] = csv_of(_table(lines, reader))
            files[f"markdown/{_page(kind)}.md"] = "\n".join(_pages(lines, reader))
    files["csv/history.csv"] = csv_of(_history(report, words))
    if report.sent:
        files["csv/pack_exports.csv"] = csv_of(_sent(report, words))
    for name in ("csv", "markdown"):
        (folder / name).mkdir(mode=0o700)
    for name, text in files.items():
        _write(folder / name, text.encode("utf-8", "replace"))
    taken: list[str] = []
    for name, content in report.files:
        (folder / "attachments").mkdir(mode=0o700, exist_ok=True)
        taken.append(safe_name(name, taken))
        _write(folder / "attachments" / taken[-1], content)
    return len(files) + len(taken)


def _page(kind: str) -> str:
    """The Markdown file of a kind; the charter as a document has the name of its cover."""
    return "charter-cover" if kind == "charter" else kind


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(content)


# -- JSON


def _json(report: Everything, titles: TitlesOf, words: Words) -> str:
    document = {
        "program": report.program,
        "workspace": report.name,
        "made": report.made.isoformat(timespec="seconds"),
        "settings": dict(report.settings),
        "records": {
            kind: [_with_snapshot(plain_of(line, titles, words)) for line in lines]
            for kind, lines in report.lines.items()
        },
        "pack_exports": [_plain_export(export, items) for export, items in report.sent],
        "history": [
            {
                "at": step.at.isoformat(),
                "label": words.say(step.label),
                "origin": str(step.origin),
                "undone": step.undone,
            }
            for step in report.steps
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _plain_export(export: PackExport, items: Iterable[ExportedItem]) -> dict[str, Any]:
    return {
        "id": export.id,
        "pack": export.pack,
        "title": export.title,
        "audience": export.audience,
        "for_whom": export.for_whom,
        "day": export.day.isoformat(),
        "form": str(export.form),
        "place": export.place,
        "bytes": export.bytes,
        "sha256": export.digest or None,
        "items": [
            {"asset": item.asset, "title": item.title, "file": item.file, "sha256": item.digest or None}
            for item in items
        ],
    }


def _with_snapshot(plain: dict[str, Any]) -> dict[str, Any]:
    """A version with what it froze as data, not as text in a text."""
    if plain.get("snapshot"):
        try:
            return {**plain, "snapshot": json.loads(plain["snapshot"])}
        except ValueError:
            return plain
    return plain


# -- CSV


def _table(lines: tuple[Line, ...], reader: Reader) -> Iterator[list[Cell]]:
    fields = [field for field in fields_of(type(lines[0])) if field.name not in _UNPRINTED]
    yield ["id", *_labels(fields, reader)]
    for line in lines:
        row: list[Cell] = [line.id]
        for field in fields:
            value = getattr(line, field.name)
            row.append(_cell(field, value, reader))
            if field.shape is Shape.RECORD:
                row.append(value)
        yield row


def _labels(fields: list[Field], reader: Reader) -> Iterator[str]:
    """Column titles: labels, with the field's name where two would be alike; a record is followed by its id."""
    labels = [reader.words(field.label) for field in fields]
    for field, label in zip(fields, labels, strict=True):
        unique = label if labels.count(label) == 1 else f"{label} ({field.name})"
        money = f" ({reader.currency})" if field.shape is Shape.MONEY and reader.currency else ""
        yield f"{unique}{money}"
        if field.shape is Shape.RECORD:
            yield f"{unique} (id)"


def _cell(field: Field, value: Any, reader: Reader) -> Cell:
    """A value as a spreadsheet counts with it."""
    if value is None:
        return None
    match field.shape:
        case Shape.MONEY:
            return float(decimal(value, reader.currency))
        case Shape.NUMBER | Shape.WHOLE | Shape.LEVEL:
            return int(value) if value == int(value) else float(value)
        case Shape.DATE:
            return str(value.isoformat())
        case Shape.TEXT | Shape.PROSE:
            return without_chips(str(value))
    return reader.shown(field, value)


def _history(report: Everything, words: Words) -> Iterator[list[Cell]]:
    yield [words("Date"), words("Who"), words("Step"), words("Undone")]
    for step in report.steps:
        undone = words("yes") if step.undone else words("no")
        yield [step.at.isoformat(sep=" "), words(step.origin.label), words.say(step.label), undone]


def _sent(report: Everything, words: Words) -> Iterator[list[Cell]]:
    """A row for every asset of every export of a pack."""
    yield [
        words("Date"), words("Pack"), words("Audience"), words("For whom"), words("Written as"), words("Written to"),
        words("Content"), words("File"), words("SHA-256"),
    ]  # fmt: skip
    for export, items in report.sent:
        about = (export.day.isoformat(), export.title, export.audience, export.for_whom)
        for item in items:
            yield [*about, words(export.form.label), export.place, item.title, item.file, item.digest]


# -- Markdown


def _pages(lines: tuple[Line, ...], reader: Reader) -> Iterator[str]:
    """Every record of a kind as a chapter of one page."""
    yield f"# {reader.words(KINDS[lines[0].kind].noun)}"
    for line in lines:
        yield f"\n## {reader.titles(Ref(line.kind, line.id)) or line.id}\n"
        for field in fields_of(type(line)):
            text = reader.shown(field, getattr(line, field.name)) if field.name not in _UNPRINTED else ""
            if not text:
                continue
            if field.shape is Shape.PROSE and ("\n" in text or len(text) > 120):
                yield f"\n**{reader.words(field.label)}**\n\n{text}\n"
            else:
                yield f"- **{reader.words(field.label)}:** {' '.join(text.split())}"


def _readme(report: Everything, words: Words) -> str:
    return "\n".join((
        f"# {report.name}",
        "",
        words("Everything that this workspace held on {day}. No program of its own is needed to read it.",
              day=report.made.date()),
        "",
        f"- `{_DATA}`: " + words("all of it, for programs; money is in minor units, names beside their ids"),
        "- `csv/`: " + words("a table for each kind of record; a text that a spreadsheet would take for a formula "
                                  "begins with an apostrophe"),
        f"- `{_GAPS}`, `csv/gaps.csv`: " + words("what leadership and reps rate differently, figures only, as in the "
                                                 "gap report"),
        "- `markdown/`: " + words("the same to read; the charter as a document is `charter.md`"),
        "- `attachments/`: " + words("the files that were attached, if any"),
        "",
    ))  # fmt: skip
