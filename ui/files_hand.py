"""The hand that writes to files outside of the workspace, for window and command line alike."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from enable_desktop.errors import WorkspaceError
from enable_desktop.library.mending import Exchange, Exchanged, Readied, Wanted
from enable_desktop.words import Sentence

if TYPE_CHECKING:
    from enable_desktop.library.documents import Document

_PLAIN: Final = frozenset((".md", ".markdown", ".mdown", ".mkd", ".html", ".htm", ".xhtml"))
"""Files that need no process of their own to be read: their bytes were just taken apart and put together here."""


class FilesHand:
    """Knows no workspace; may be used in any thread, by one at a time."""

    def ready(self, wanted: Iterable[Wanted]) -> Readied:
        """What each file would hold with its links mended; writes nothing."""
        # Loaded here: the start needs none of it.
        from exports.mending import content_to_mend, mended

        exchanges: list[Exchange] = []
        refused: list[Sentence] = []
        for each in wanted:
            try:
                with _naming(each.name):
                    before = content_to_mend(each.path, each.digest)
                    after = mended(before, each.path.name, each.replacements)
            except WorkspaceError as fault:
                refused.append(fault.sentence)
                continue
            if after != before:
                exchanges.append(
                    Exchange(
                        path=each.path,
                        name=each.name,
                        before=before,
                        after=after,
                        digest_before=_digest(before),
                        digest_after=_digest(after),
                        links=len(each.replacements),
                    )
                )
        return Readied(exchanges=tuple(exchanges), refused=tuple(refused))

    def content(self, path: Path) -> bytes:
        """What a file holds."""
        from exports.mending import content_of_page

        return content_of_page(path)

    def exchange(self, exchanges: Sequence[Exchange]) -> tuple[Exchanged, ...]:
        """Writes all files; each is looked at before the first is touched."""
        from exports.mending import check_unchanged, put_back

        for each in exchanges:
            with _naming(each.name):
                check_unchanged(each.path, each.digest_before)
        for each in exchanges:
            with _naming(each.name):
                put_back(each.path, each.digest_before, each.after)
        return self._seen(exchanges)

    def put_back(self, path: Path, digest: str, content: bytes) -> None:
        """Gives a file that still has this digest other bytes."""
        from exports.mending import put_back

        put_back(path, digest, content)

    def sweep(self, path: Path) -> None:
        """Removes what a killed program left half-written beside a file."""
        from exports.write import sweep

        sweep(path)

    def _seen(self, exchanges: Sequence[Exchange]) -> tuple[Exchanged, ...]:
        from enable_desktop.readers.any_file import read_any
        from enable_desktop.readers.documents import read_all
        from enable_desktop.readers.folders import scan_single

        paths = [each.path for each in exchanges]
        documents: dict[Path, Document] = {path: read_any(path) for path in paths if path.suffix.lower() in _PLAIN}
        others = [path for path in paths if path not in documents]
        if others:
            documents |= dict(read_all(others))
        seen = {each.path: each for each in scan_single([str(path) for path in paths], lambda: None).seen}
        return tuple(
            Exchanged(exchange=each, seen=seen[str(each.path)], document=documents[each.path])
            for each in exchanges
            if str(each.path) in seen
        )


@contextmanager
def _naming(name: str) -> Iterator[None]:
    """What is said of a file says where it lies: many pages are called index.md."""
    try:
        yield
    except WorkspaceError as fault:
        raise WorkspaceError(fault.sentence.message, **{**fault.sentence.values, "name": name}) from fault


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
