"""Other targets for the links of Word documents and slides: only the parts that name a target are written anew.

A target is named once for all places of a part that lead there, so all links of a file with the same target change
together. A link goes by unwrapping what it holds; the relation it used goes too, where nothing else uses it.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import quote
from xml.etree import ElementTree

from enable_desktop.errors import WorkspaceError
from enable_desktop.library.link_shapes import without_entities
from enable_desktop.library.link_writing import Edit, Replacement, edited
from enable_desktop.library.word_fields import FieldLink, link_of_field
from enable_desktop.readers.archive import check_parts
from enable_desktop.readers.bounds import DOCUMENT_LIMIT
from enable_desktop.words import mark
from exports.archive_parts import OddArchive, with_parts

_RELATION: Final = re.compile(
    r"<(?:\w+:)?Relationship\s(?:[^>\"']|\"[^\"]*\"|'[^']*')*+>(?:</(?:\w+:)?Relationship\s*>)?"
)
_ATTRIBUTE: Final = re.compile(r"\s([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_FIELD: Final = re.compile(
    r"<(?:\w+:)?instrText(?:\s[^>]*)?>(?P<piece>[^<]*)</"
    r"|\s(?:\w+:)?instr=\"(?P<whole>[^\"]*)\""
    r"|<(?:\w+:)?fldChar\s[^>]*?fldCharType=\"(?P<kind>begin|separate|end)\""
)
"""A piece of a field's code, the whole code of a simple one, or a mark around the pieces."""
_OPENING: Final = re.compile(
    r"<((?:\w+:)?)(hyperlink|hlinkClick|hlinkHover|hlinkMouseOver)(?=[\s/>])((?:[^>\"']|\"[^\"]*\"|'[^']*')*+)>"
)
_IN_ADDRESS: Final = re.compile(r"[\s\"<>^`{|}\x00-\x1f]")
_SIGNED: Final = "_xmlsignatures/"


def with_other_targets(content: bytes, name: str, replacements: Iterable[Replacement]) -> bytes:
    """The bytes of a document with other targets for its links, every other part as it was.

    Raises WorkspaceError with a sentence, naming the file, where that cannot be done safely.
    """
    wanted = {each.before: each.after for each in replacements}
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        check_parts(archive, name, DOCUMENT_LIMIT)
        texts = _texts(archive)
    except (zipfile.BadZipFile, UnicodeDecodeError, NotImplementedError, OSError, EOFError, ValueError) as error:
        raise WorkspaceError(mark("{name} is damaged. Nothing in it was changed."), name=name) from error
    if any(each.startswith(_SIGNED) for each in archive.namelist()):
        raise WorkspaceError(
            mark("{name} is signed, and a change would break its signature. Nothing in it was changed."), name=name
        )
    before = dict(texts)
    found: set[str] = set()
    for part in sorted(texts):
        if part.endswith(".rels"):
            found |= _mend_relations(texts, part, wanted, name)
    for part in sorted(texts):
        if not part.endswith(".rels"):
            found |= _mend_fields(texts, part, wanted, name)
    if found != wanted.keys():
        raise _changed(name)
    changed = {part: text.encode() for part, text in texts.items() if text != before[part]}
    try:
        for each in changed.values():
            ElementTree.fromstring(each)
        return with_parts(content, changed)
    except (OddArchive, ElementTree.ParseError) as error:
        raise _unsafe(name) from error


def _texts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The parts that can name a target or use one."""
    relations = [each for each in archive.namelist() if re.search(r"(?:^|/)_rels/[^/]+\.rels$", each)]
    owners = {
        posixpath.join(posixpath.dirname(posixpath.dirname(each)), posixpath.basename(each)[:-5]) for each in relations
    }
    # Fields stand in any part of a Word document.
    names = {*relations, *(each for each in archive.namelist() if each in owners or each.startswith("word/"))}
    found = {}
    for each in names:
        if each.endswith((".xml", ".rels")):
            content = archive.read(each)
            if not content.startswith((b"\xff\xfe", b"\xfe\xff")):
                found[each] = content.decode()
    return found


def _mend_relations(texts: dict[str, str], part: str, wanted: Mapping[str, str | None], name: str) -> set[str]:
    """Writes the relations of one part anew; gives the targets that were found there."""
    text = texts[part]
    found: set[str] = set()
    edits: list[Edit] = []
    folder, file = posixpath.split(part)
    owner = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
    for relation in _RELATION.finditer(text):
        attributes = {each[1]: each for each in _ATTRIBUTE.finditer(relation[0])}
        target, external = attributes.get("Target"), attributes.get("TargetMode")
        if target is None or external is None or _value(external) != "External":
            continue
        meant = dict(_meant(_value(target), wanted))
        found |= meant.keys()
        if len(set(meant.values())) > 1:
            # A page and a place in it share a relation, and are to lead to different pages.
            raise _unsafe(name)
        for after in set(meant.values()):
            if after is None:
                identity = _value(attributes["Id"]) if "Id" in attributes else ""
                texts[owner] = _unlinked(texts.get(owner, ""), identity, name)
                if not re.search(rf":\w+\s*=\s*[\"']{re.escape(identity)}[\"']", texts[owner]):
                    edits.append(Edit(*relation.span(), ""))
            else:
                at = relation.start() + target.start(2 if target[2] is not None else 3)
                edits.append(Edit(at, at + len(target[2] or target[3] or ""), _as_value(after, _value(target))))
    texts[part] = edited(text, edits)
    return found


def _meant(target: str, wanted: Mapping[str, str | None]) -> Iterable[tuple[str, str | None]]:
    """The replacements of a target; Word keeps the place in a page apart from the page."""
    if target in wanted:
        yield target, wanted[target]
    for before, after in wanted.items():
        page, sign, place = before.partition("#")
        if sign and page == target:
            yield before, after if after is None else after.removesuffix(f"#{place}")


def _unlinked(text: str, identity: str, name: str) -> str:
    """A part without the links that use a relation; what they hold stays."""
    edits: list[Edit] = []
    for opening in _OPENING.finditer(text):
        if not re.search(rf"\s\w+:id\s*=\s*[\"']{re.escape(identity)}[\"']", opening[3]):
            continue
        if opening[3].endswith("/"):
            edits.append(Edit(*opening.span(), ""))
            continue
        tag = f"{opening[1]}{opening[2]}"
        closing = text.find(f"</{tag}>", opening.end())
        if closing < 0 or re.compile(rf"<{tag}[\s/>]").search(text, opening.end(), closing):
            raise _unsafe(name)
        end = closing + len(tag) + 3
        if opening[2] == "hyperlink":
            edits += (Edit(*opening.span(), ""), Edit(closing, end, ""))
        else:
            edits.append(Edit(opening.start(), end, ""))
    if not edits:
        raise _unsafe(name)
    return edited(text, edits)


def _mend_fields(texts: dict[str, str], part: str, wanted: Mapping[str, str | None], name: str) -> set[str]:
    """Writes the targets anew that stand in fields, as older programs make them; gives those that were found."""
    text = texts[part]
    found: set[str] = set()
    edits: list[Edit] = []
    for pieces in _codes(text):
        field = link_of_field("".join(_unescaped(text[start:end]) for start, end in pieces))
        if field is None or field.target not in wanted:
            continue
        after = wanted[field.target]
        if after is None:
            raise _unsafe(name)
        found.add(field.target)
        marked = _as_address(after, field.target).replace("\\", "\\\\")
        edits += _with_code(text, pieces, field, marked if field.is_quoted else f'"{marked}"')
    texts[part] = edited(text, edits)
    return found


def _codes(text: str) -> Iterator[list[tuple[int, int]]]:
    """The code of each field, as the places of its pieces."""
    opened: list[list[tuple[int, int]]] = []
    for found in _FIELD.finditer(text):
        if found["whole"] is not None:
            yield [found.span("whole")]
        elif found["piece"] is not None:
            if opened:
                opened[-1].append(found.span("piece"))
        elif found["kind"] == "begin":
            opened.append([])
        elif opened:
            yield opened[-1]
            opened[-1] = []
            if found["kind"] == "end":
                opened.pop()


def _with_code(text: str, pieces: list[tuple[int, int]], field: FieldLink, target: str) -> Iterator[Edit]:
    """The target of a field written anew in the piece where it begins; what the next ones hold of it goes."""
    at = 0
    for start, end in pieces:
        written = text[start:end]
        piece = _unescaped(written)
        first, last = max(field.start - at, 0), min(field.end - at, len(piece))
        if first < last:
            begins = field.start >= at
            after = _xml(f"{piece[:first]}{target if begins else ''}{piece[last:]}")
            # What needs no escape in a text stays without one.
            after = after.replace("&quot;", '"') if '"' in written else after
            yield Edit(start, end, after.replace("&apos;", "'") if "'" in written else after)
        at += len(piece)


def _value(attribute: re.Match[str]) -> str:
    return _unescaped(attribute[2] if attribute[2] is not None else attribute[3])


def _unescaped(written: str) -> str:
    return without_entities(written)


def _as_value(target: str, before: str) -> str:
    return _xml(_as_address(target, before))


def _as_address(target: str, before: str) -> str:
    """A target as office programs accept it: without spaces and the like, unless they stood there before."""
    return target if _IN_ADDRESS.search(before) else _IN_ADDRESS.sub(lambda found: quote(found[0]), target)


def _xml(text: str) -> str:
    for sign, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&apos;")):
        text = text.replace(sign, written)
    return text


def _changed(name: str) -> WorkspaceError:
    return WorkspaceError(
        mark("The links in {name} are not those that were read. Nothing in it was changed; let it be read again."),
        name=name,
    )


def _unsafe(name: str) -> WorkspaceError:
    return WorkspaceError(
        mark(
            "The links in {name} cannot be changed without changing more. It was left as it is; "
            "change them where it was made."
        ),
        name=name,
    )
