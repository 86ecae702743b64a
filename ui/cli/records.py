"""`list`, `show` and `search`: what the workspace holds."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from enable_desktop.errors import WorkspaceError
from enable_desktop.fields import Choice, Field, Line, Shape, fields_of
from enable_desktop.interviews import Interview, Occasion, Statement
from enable_desktop.kinds import KINDS
from enable_desktop.links import Ref
from enable_desktop.people import Hat, Person
from enable_desktop.readouts import Reader, plain_of, title_of
from enable_desktop.search import HIT_END, HIT_START
from enable_desktop.words import Words, mark
from resources.words import translations
from ui.cli.screen import screen_words
from ui.cli.session import Session

if TYPE_CHECKING:
    from db.workspace import Workspace

_HATS: Final = {f"{hat}s": hat for hat in Hat if f"{hat}s" not in KINDS}
"""People by the hat they wear: `list stakeholders`, which also names everybody who was interviewed."""

_ALL: Final = 100_000


class KindName(click.ParamType[str]):
    """A kind in the plural, or people by their hat."""

    name = "kind"

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> str:
        name = str(value).lower().replace("-", "_")
        if name not in KINDS and name not in _HATS:
            known = ", ".join(sorted(each.replace("_", "-") for each in (*KINDS, *_HATS)))
            said = mark("“{value}” is no kind of record here. There are: {known}.")
            self.fail(screen_words()(said, value=value, known=known), param, context)
        return name


_file = click.argument("file", type=click.Path(path_type=Path))
_kind = click.argument("kind", type=KindName())
_json = click.option("--json", "as_json", is_flag=True, help=mark("Print one JSON document."))


@click.command("list", help=mark("List the records of one kind: people, objectives, obstacles, measures and more."))
@_kind
@_file
@_json
@click.pass_obj
def list_(session: Session, kind: str, file: Path, as_json: bool) -> None:
    with session.reading(file) as workspace:
        titles = Titles(workspace, session.document_words(workspace))
        lines = _lines(workspace, kind)
        if as_json:
            session.print_json([titles.plain(line) for line in lines])
            return
        width = max((len(str(line.id)) for line in lines), default=0)
        for line in lines:
            click.echo(f"{line.id:>{width}}  {titles.of(line)}")
        if not lines:
            session.note(session.words("{name} holds no {kind} yet.", name=file.name, kind=kind.replace("_", "-")))


def _lines(workspace: Workspace, kind: str) -> tuple[Line, ...]:
    if kind in KINDS:
        return workspace.all(KINDS[kind].record)
    hat = _HATS[kind]
    heard: set[int | None] = set()
    if hat is Hat.STAKEHOLDER:
        talks = workspace.where(Interview, "occasion", str(Occasion.INTERVIEW))
        heard = {talk.person for talk in talks}
    return tuple(person for person in workspace.all(Person) if hat in person.hats or person.id in heard)


@click.command(help=mark("Show one record, whole, with everything it is linked to."))
@_kind
@click.argument("id", type=click.IntRange(min=1))
@_file
@_json
@click.pass_obj
def show(session: Session, kind: str, id: int, file: Path, as_json: bool) -> None:
    with session.reading(file) as workspace:
        line = next((line for line in _lines(workspace, kind) if line.id == id), None)
        if line is None:
            raise WorkspaceError(
                mark("{name} has no record {number} among its {kind}. `list` prints those there are."),
                name=file.name,
                number=id,
                kind=kind.replace("_", "-"),
            )
        titles = Titles(workspace, session.document_words(workspace))
        links = _links(workspace, line, titles)
        if as_json:
            session.print_json(titles.plain(line) | {"links": links})
            return
        reader = Reader(session.words, workspace.settings.get("currency"), titles)
        for label, text in reader.filled(line):
            _print_field(label, text)
        for link in links:
            title = f"{link['title']} ({link['kind'].replace('_', '-')} {link['id']})"
            _print_field(session.words(link["label"]), title)


def _print_field(label: str, text: str) -> None:
    if "\n" in text:
        click.echo(f"{label}:")
        click.echo("\n".join(f"  {line}" for line in text.splitlines()))
    else:
        click.echo(f"{label}: {text}")


def _links(workspace: Workspace, line: Line, titles: Titles) -> list[dict[str, Any]]:
    """The arrows at a record, seen from it."""
    here = Ref(line.kind, line.id)
    found = []
    for link in workspace.links.of(here):
        outward = link.start == here
        other = link.end if outward else link.start
        label = link.reason.label if outward else mark("is named by")
        found.append(
            {
                "direction": "to" if outward else "from",
                "reason": str(link.reason),
                "label": label,
                "kind": other.kind,
                "id": other.id,
                "title": titles(other),
            }
        )
    return found


class Titles:
    """What the records of a workspace are called, each looked up once."""

    def __init__(self, workspace: Workspace, words: Words) -> None:
        self._workspace = workspace
        self._words = words
        self._known: dict[Ref, str] = {}
        self._talks: dict[int, Interview] | None = None

    def __call__(self, ref: Ref) -> str:
        if ref not in self._known:
            # Known before it is looked up, so that two records that name each other end.
            self._known[ref] = ""
            line = self._workspace.find(ref)
            self._known[ref] = self.of(line) if line is not None else ""
        return self._known[ref]

    def of(self, line: Line) -> str:
        return title_of(line, self, self._words)

    def plain(self, line: Line) -> dict[str, Any]:
        plain = plain_of(line, self, self._words)
        return plain | self._said(line) if isinstance(line, Statement) else plain

    def _said(self, statement: Statement) -> dict[str, Any]:
        """Of a statement also who said it, on which side, and its own kind; its interview by number."""
        if self._talks is None:
            self._talks = {talk.id: talk for talk in self._workspace.all(Interview)}
        talk = self._talks.get(statement.interview or 0)
        return {
            "person": self(Ref(Person.kind, talk.person)) if talk is not None and talk.person is not None else None,
            "group": str(talk.group) if talk is not None else None,
            "kind": str(statement.sort),
            "quote": statement.words,
            "interview": statement.interview,
        }


@click.command(help=mark("Search everything; word forms match in English and Russian."))
@_file
@click.argument("words", nargs=-1)
@click.option(
    "--filter",
    "filters",
    multiple=True,
    metavar="FACET=VALUE",
    help=mark("Only records with this value; of one facet either, of several all."),
)
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help=mark("At most so many."))
@_json
@click.pass_obj
def search(
    session: Session, file: Path, words: tuple[str, ...], filters: tuple[str, ...], limit: int, as_json: bool
) -> None:
    wanted = _wanted(session, filters)
    with session.reading(file, settled=True) as workspace:
        titles = Titles(workspace, session.document_words(workspace))
        hits = workspace.search.find(" ".join(words), limit if not wanted else _ALL)
        if wanted:
            hits = tuple(hit for hit in hits if _fits(hit.ref.kind, workspace.find(hit.ref), wanted))[:limit]
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


def _wanted(session: Session, filters: Iterable[str]) -> dict[str, set[str]]:
    """The asked values by facet; a facet is a kind of record or a field with a few fixed answers."""
    facets = _facets()
    wanted: dict[str, set[str]] = {}
    for text in filters:
        facet, equals, value = text.partition("=")
        name = facets.get(facet.strip().casefold())
        if not equals or name is None:
            known = ", ".join(sorted(set(facets.values())))
            said = mark("“{text}” is not FACET=VALUE with one of these facets: {known}.")
            raise click.BadParameter(session.words(said, text=text, known=known))
        wanted.setdefault(name, set()).add(value.strip().casefold())
    return wanted


def _facets() -> dict[str, str]:
    """Facet keys by what people may type: the key itself, or its label in either language."""
    fields = _choice_fields()
    facets = {"kind": "kind", **{field.name: field.name for field in fields}}
    for language in ("en", "ru"):
        words = Words(language, translations(language))
        facets.setdefault(words("Kind").casefold(), "kind")
        for field in fields:
            facets.setdefault(words(field.label).casefold(), field.name)
    return facets


def _choice_fields() -> list[Field]:
    shapes = (Shape.CHOICE, Shape.SET)
    return [field for kind in KINDS.values() for field in fields_of(kind.record) if field.shape in shapes]


def _fits(kind: str, line: Line | None, wanted: dict[str, set[str]]) -> bool:
    if line is None:
        return False
    said: dict[str, set[str]] = {"kind": {kind, kind.replace("_", "-"), *_in_both(KINDS[kind].noun)}}
    for field in fields_of(type(line)):
        if field.shape in (Shape.CHOICE, Shape.SET):
            value = getattr(line, field.name)
            chosen: Iterable[Choice] = (value,) if field.shape is Shape.CHOICE else value
            said[field.name] = {text for each in chosen for text in (str(each), *_in_both(each.label))}
    return all(facet in said and said[facet] & values for facet, values in wanted.items())


def _in_both(message: str) -> set[str]:
    return {Words(language, translations(language))(message).casefold() for language in ("en", "ru")}
