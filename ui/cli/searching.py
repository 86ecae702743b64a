"""`search`: the library and all else, ranked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from enable_desktop.fields import Choice, Field, Line, Shape, fields_of
from enable_desktop.kinds import KINDS
from enable_desktop.library.assets import Asset
from enable_desktop.library.query import Query, parse
from enable_desktop.links import Ref
from enable_desktop.search import HIT_END, HIT_START
from enable_desktop.words import Words, mark
from resources.words import translations
from ui.cli.filters import named, unknown_facet, unknown_value
from ui.cli.records import Titles, as_json_option, file_argument
from ui.cli.session import Session

if TYPE_CHECKING:
    from db.workspace import Workspace

Wanted = Mapping[str, frozenset[str]]
"""The values asked for by facet, both as they were typed."""


class _Search(click.Command):
    """Takes a word with a minus before it for what it is in the window: a word that leaves out."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        options = [each for each in self.get_params(context) if isinstance(each, click.Option)]
        taken = {name for each in options for name in each.opts} | set(context.help_option_names)
        with_value = {name for each in options if not each.is_flag for name in each.opts}
        # An option that lacks its second dash is no word.
        taken |= {name.removeprefix("-") for name in taken}
        stop = args.index("--") if "--" in args else len(args)
        kept: list[str] = []
        words: list[str] = []
        for place, argument in enumerate(args[:stop]):
            is_value = place > 0 and args[place - 1] in with_value
            is_word = len(argument) > 1 and argument[0] == "-" and argument[1] != "-" and not is_value
            (words if is_word and argument.partition("=")[0] not in taken else kept).append(argument)
        if words:
            # The order of words says nothing.
            args = [*kept, "--", *args[stop + 1 :], *words]
        return super().parse_args(context, args)


@click.command(
    cls=_Search,
    help=mark(
        "Search everything; word forms match in English and Russian. What stands in quotes is a phrase, field:value "
        "asks one field, and a word with a minus before it leaves out. Of more than 1,000 pieces of content those "
        "found by their titles come first, then the newest."
    ),
)
@file_argument
@click.argument("words", nargs=-1)
@click.option(
    "--filter",
    "filters",
    multiple=True,
    metavar="FACET=VALUE",
    help=mark("Only records with this value; of one facet either, of several all."),
)
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help=mark("At most so many."))
@as_json_option
@click.pass_obj
def search(
    session: Session, file: Path, words: tuple[str, ...], filters: tuple[str, ...], limit: int, as_json: bool
) -> None:
    with session.reading(file, settled=True) as workspace:
        titles = Titles(workspace, session.document_words(workspace))
        only = _only(workspace, _wanted(session, workspace, filters)) if filters else None
        hits = workspace.search.find(" ".join(words), limit, only)
        if as_json:
            session.print_json([
                {
                    "kind": hit.ref.kind,
                    "id": hit.ref.id,
                    "title": titles(hit.ref),
                    "snippet": hit.snippet.replace(HIT_START, "").replace(HIT_END, ""),
                    "score": hit.score or 0.0,
                }
                for hit in hits
            ])  # fmt: skip
            return
        for hit in hits:
            noun = session.words(KINDS[hit.ref.kind].noun)
            click.echo(f"{noun}: {titles(hit.ref)} ({hit.ref.kind.replace('_', '-')} {hit.ref.id})")
            snippet = hit.snippet.replace(HIT_START, "").replace(HIT_END, "")
            if snippet:
                click.echo(f"    {snippet}")
        if not hits:
            session.note(session.words("Nothing in {name} matches.", name=file.name))
            _tell_strange(session, workspace, " ".join(words))


def _tell_strange(session: Session, workspace: Workspace, text: str) -> None:
    """Which values a facet has, where what was typed after its name is none of them."""
    finding = workspace.library.finding
    for facet, said in finding.strange(parse(text)):
        values = tuple(finding.facets.shown_values(facet))
        if values:
            told = mark("“{text}” is no value of {facet}. There are: {values}")
            session.note(session.words(told, text=said, facet=facet, values=named(values)))


def _wanted(session: Session, workspace: Workspace, filters: Iterable[str]) -> Wanted:
    """What was asked for; a facet is one of the library, a kind of record, or a field with a few fixed answers."""
    fields, finding = _fields(), workspace.library.finding
    wanted: dict[str, set[str]] = {}
    for text in filters:
        facet, equals, value = (part.strip() for part in text.partition("="))
        field, key = fields.get(facet.casefold(), ""), finding.facets.named(facet, whole=True)
        if not equals or (not field and key is None):
            raise unknown_facet(session, text, sorted({*fields.values(), *finding.counted_facets()}))
        answers = _answers(field)
        is_answer = value.casefold() in {name for names in answers.values() for name in names}
        if not is_answer and (key is None or finding.facets.value(key, value) is None):
            known = *answers, *(finding.facets.shown_values(key) if key is not None else ())
            raise unknown_value(session, facet, value, known)
        wanted.setdefault(facet, set()).add(value)
    return {facet: frozenset(values) for facet, values in wanted.items()}


def _answers(name: str) -> dict[str, set[str]]:
    """What a record may answer in a field, each with all that it may be called."""
    if name == "kind":
        return {kind: _names_of(kind) for kind in KINDS}
    fields = [field for field in _choice_fields() if field.name == name]
    every = [choice for field in fields if field.choices is not None for choice in field.choices]
    return {str(choice): _names_of_choice(choice) for choice in every}


def _only(workspace: Workspace, wanted: Wanted) -> Callable[[Ref], bool]:
    """Whether a record has what is wanted."""
    assets = _assets(workspace, wanted)
    fields = _fields()
    folded = {
        fields.get(facet.casefold(), ""): {value.casefold() for value in values} for facet, values in wanted.items()
    }

    def fits(ref: Ref) -> bool:
        if ref.kind == Asset.kind:
            return ref.id in assets
        return "" not in folded and _fits(ref.kind, workspace.find(ref), folded)

    return fits


def _assets(workspace: Workspace, wanted: Wanted) -> frozenset[int]:
    """The assets that have it."""
    finding = workspace.library.finding
    filters: dict[str, frozenset[str]] = {}
    for typed, values in wanted.items():
        facet = finding.facets.named(typed, whole=True)
        if facet is None:
            return frozenset()
        if facet == "kind" and any(value.casefold() in _names_of(Asset.kind) for value in values):
            continue
        keys = frozenset(finding.facets.value(facet, value) or value for value in values)
        filters[facet] = keys & filters[facet] if facet in filters else keys
        if not filters[facet]:
            return frozenset()
    return frozenset(finding.ids(Query(), filters))


def _fields() -> dict[str, str]:
    """Names of fields by what people may type: the name itself, or its label in either language."""
    choices = _choice_fields()
    names = {"kind": "kind", **{field.name: field.name for field in choices}}
    for language in ("en", "ru"):
        words = Words(language, translations(language))
        names.setdefault(words("Kind").casefold(), "kind")
        for field in choices:
            names.setdefault(words(field.label).casefold(), field.name)
    return names


def _choice_fields() -> list[Field]:
    shapes = (Shape.CHOICE, Shape.SET)
    return [field for kind in KINDS.values() for field in fields_of(kind.record) if field.shape in shapes]


def _fits(kind: str, line: Line | None, wanted: Mapping[str, set[str]]) -> bool:
    if line is None:
        return False
    said: dict[str, set[str]] = {"kind": _names_of(kind)}
    for field in fields_of(type(line)):
        if field.shape in (Shape.CHOICE, Shape.SET):
            value = getattr(line, field.name)
            chosen: Iterable[Choice] = (value,) if field.shape is Shape.CHOICE else value
            said[field.name] = {text for each in chosen for text in _names_of_choice(each)}
    return all(facet in said and said[facet] & values for facet, values in wanted.items())


def _names_of(kind: str) -> set[str]:
    """What a kind of record may be called."""
    return {kind, kind.replace("_", "-"), *_in_both(KINDS[kind].noun)}


def _names_of_choice(choice: Choice) -> set[str]:
    """What an answer may be called."""
    return {str(choice), *_in_both(choice.label)}


def _in_both(message: str) -> set[str]:
    return {Words(language, translations(language))(message).casefold() for language in ("en", "ru")}
