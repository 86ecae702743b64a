"""Every place of the program that makes steps, with what they may be called: read from its code, so none is missed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple, TypeGuard

ROOT: Final = Path(__file__).resolve().parent.parent.parent
_NAMES: Final = frozenset({"label", "single", "several"})
_DEED_MAKERS: Final = ("_deed_with", "_setting")
_ROWS: Final = "ui/lines/table.py"
_SIGNS: Final = ("step(", "_arrange(", "Plan(", "_label(", "Deed(")
"""What stands in every module that makes steps, or says what they are called."""
DEED: Final = " (as a deed)"
"""Stands behind a function that makes what others do."""
_Function = ast.FunctionDef | ast.AsyncFunctionDef


class Maker(NamedTuple):
    """A function that makes steps, and one label that it gives."""

    place: str
    label: str


def makers(*rooms: str) -> frozenset[Maker]:
    """All there are in these rooms."""
    return frozenset(
        Maker(f"{where}:{function.name}{DEED if _makes_deeds(function) else ''}", label)
        for where, function in _functions(rooms)
        for label in _labels_of(where, function)
    )


def untold(*rooms: str) -> tuple[str, ...]:
    """The places that open a step with a label that this module cannot read."""
    return tuple(
        f"{where}:{function.name}: {ast.unparse(label)}"
        for where, function in _functions(rooms)
        for label in _given(where, function)
        if not list(_marked(label)) and not _is_named(label)
    )


def _functions(rooms: tuple[str, ...]) -> Iterator[tuple[str, _Function]]:
    for room in rooms:
        for path in sorted((ROOT / room).rglob("*.py")):
            text = path.read_text("utf-8")
            if not any(each in text for each in _SIGNS):
                continue
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, _Function):
                    yield path.relative_to(ROOT).as_posix(), node


def _labels_of(where: str, function: _Function) -> Iterator[str]:
    given = list(_given(where, function))
    for label in given:
        yield from _marked(label)
    says_it = function.name.endswith("_label")
    for node in _own_nodes(function):
        match node:
            case ast.Assign(targets=[target], value=value) if (given or says_it) and _names(target) & _NAMES:
                yield from _marked(value)
            case ast.Return(value=ast.expr() as value) if says_it:
                yield from _marked(value)
            case ast.Call(func=ast.Name(id="Plan"), keywords=keywords):
                for each in keywords:
                    yield from _marked(each.value) if each.arg == "label" else ()


def _given(where: str, function: _Function) -> Iterator[ast.expr]:
    """The expressions that a function opens steps with."""
    for node in _own_nodes(function):
        if _is_deed(node):
            yield node.args[0]
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        name, holder = node.func.attr, ast.unparse(node.func.value)
        is_own = holder == "self"
        if name == "step" and (holder.endswith(("history", "workspace")) or (is_own and where == "db/workspace.py")):
            yield node.args[0]
        elif name in ("_step", *_DEED_MAKERS) and is_own:
            # One that is never about several has no second label.
            yield from (each for each in node.args[:2] if not (isinstance(each, ast.Constant) and each.value == ""))
        elif name == "_arrange" and is_own and where == _ROWS:
            yield node.args[1]


def _own_nodes(function: _Function) -> Iterator[ast.AST]:
    """What belongs to a function itself, and to no other inside it."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        if not isinstance(node, _Function):
            yield node
            waiting.extend(ast.iter_child_nodes(node))


def _makes_deeds(function: _Function) -> bool:
    return any(_is_deed(node) or _is_deed_maker(node) for node in _own_nodes(function))


def _is_deed(node: ast.AST) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Deed"


def _is_deed_maker(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func).removeprefix("self.") in _DEED_MAKERS


def _is_named(label: ast.expr) -> bool:
    """Whether a label comes under one of the names that labels have."""
    if isinstance(label, ast.Call) and isinstance(label.func, ast.Name) and label.func.id == "sentence":
        label = label.args[0]
    return isinstance(label, ast.Name) and label.id in _NAMES


def _names(target: ast.expr) -> frozenset[str]:
    return frozenset(node.id for node in ast.walk(target) if isinstance(node, ast.Name))


def _marked(value: ast.expr) -> Iterator[str]:
    """The marked words of an expression that is a label, or one of two, or has its values beside it."""
    match value:
        case ast.Call(func=ast.Name(id="mark"), args=[ast.Constant(value=str(message))]):
            yield message
        case ast.Call(func=ast.Name(id="sentence"), args=[first, *_]):
            yield from _marked(first)
        case ast.IfExp(body=body, orelse=other):
            yield from _marked(body)
            yield from _marked(other)
        case ast.Tuple(elts=several):
            for each in several:
                yield from _marked(each)
