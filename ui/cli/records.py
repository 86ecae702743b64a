"""`list` and `show`: what the workspace holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from enable_desktop.errors import WorkspaceError
from enable_desktop.fields import Line
from enable_desktop.interviews import Interview, Occasion, Statement
from enable_desktop.kinds import KINDS
from enable_desktop.library.assets import Asset
from enable_desktop.links import Ref
from enable_desktop.packs.records import Pack
from enable_desktop.people import Hat, Person
from enable_desktop.readouts import Reader, plain_of, title_of
from enable_desktop.words import Words, mark
from ui.cli.assets import with_facts
from ui.cli.experts_whole import expert_fields, experts_whole, topic_fields, topics_whole
from ui.cli.packs_whole import pack_fields, packs_whole
from ui.cli.screen import screen_words
from ui.cli.session import PATH, Session

if TYPE_CHECKING:
    from db.workspace import Workspace

_HATS: Final = {f"{hat}s": hat for hat in Hat if f"{hat}s" not in KINDS}
"""People by the hat they wear: `list stakeholders`, which also names everybody who was interviewed."""
_TOPICS: Final = "topics"
_EXPERTS: Final = f"{Hat.EXPERT}s"


class KindName(click.ParamType[str]):
    """A kind in the plural, or people by their hat."""

    name = "kind"

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> str:
        name = str(value).lower().replace("-", "_")
        if name not in KINDS and name not in _HATS and name != _TOPICS:
            known = ", ".join(sorted(each.replace("_", "-") for each in (*KINDS, *_HATS, _TOPICS)))
            said = mark("“{value}” is no kind of record here. There are: {known}.")
            self.fail(screen_words()(said, value=value, known=known), param, context)
        return name


file_argument = click.argument("file", type=PATH)
_kind = click.argument("kind", type=KindName())
as_json_option = click.option("--json", "as_json", is_flag=True, help=mark("Print one JSON document."))


@click.command("list", help=mark("List the records of one kind: people, objectives, obstacles, measures and more."))
@_kind
@file_argument
@as_json_option
@click.pass_obj
def list_(session: Session, kind: str, file: Path, as_json: bool) -> None:
    with session.reading(file) as workspace:
        titles = Titles(workspace, session.document_words(workspace))
        lines = _lines(workspace, kind)
        if as_json:
            session.print_json(_whole(workspace, kind, [titles.plain(line) for line in lines], lines))
            return
        width = max((len(str(line.id)) for line in lines), default=0)
        for line in lines:
            click.echo(f"{line.id:>{width}}  {titles.of(line)}")
        if not lines:
            session.note(session.words("{name} holds no {kind} yet.", name=file.name, kind=kind.replace("_", "-")))


def _lines(workspace: Workspace, kind: str) -> tuple[Line, ...]:
    if kind in KINDS:
        return workspace.all(KINDS[kind].record)
    if kind == _TOPICS:
        return workspace.experts.topics()
    hat = _HATS[kind]
    heard: set[int | None] = set()
    if hat is Hat.STAKEHOLDER:
        talks = workspace.where(Interview, "occasion", str(Occasion.INTERVIEW))
        heard = {talk.person for talk in talks}
    return tuple(person for person in workspace.all(Person) if hat in person.hats or person.id in heard)


@click.command(help=mark("Show one record, whole, with everything it is linked to."))
@_kind
@click.argument("id", type=click.IntRange(min=1))
@file_argument
@as_json_option
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
            (plain,) = _whole(workspace, kind, [titles.plain(line)], [line])
            session.print_json(plain | {"links": links})
            return
        reader = Reader(session.words, workspace.settings.get("currency"), titles)
        for label, text in (*reader.filled(line), *_more_fields(workspace, kind, id, session.words)):
            _print_field(label, text)
        for link in links:
            title = f"{link['title']} ({link['kind'].replace('_', '-')} {link['id']})"
            _print_field(session.words(link["label"]), title)


# Any: what JSON holds.
def _whole(workspace: Workspace, kind: str, plain: list[dict[str, Any]], lines: Sequence[Line]) -> list[dict[str, Any]]:
    """The plain values of records with what else is known of those of this kind."""
    if kind == Asset.kind:
        return with_facts(workspace, plain, lines)
    if kind == _EXPERTS:
        return experts_whole(workspace, plain, lines)
    if kind == Pack.kind:
        return packs_whole(workspace, plain, lines)
    return topics_whole(workspace, plain, lines) if kind == _TOPICS else plain


def _more_fields(workspace: Workspace, kind: str, id_: int, words: Words) -> Iterator[tuple[str, str]]:
    """The same for people to read."""
    if kind == _EXPERTS:
        yield from ((label, text) for label, text in expert_fields(workspace, id_, words) if text)
    elif kind == _TOPICS:
        yield from topic_fields(workspace, id_, words)
    elif kind == Pack.kind:
        yield from pack_fields(workspace, id_, words)


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
