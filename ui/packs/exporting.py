"""A pack leaves the window: as a zip archive, a folder, one page or a booklet; and its preview in the browser."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from enable_desktop.errors import WorkspaceError
from enable_desktop.packs.sent import Form, PackExport
from enable_desktop.sizes import said_size
from enable_desktop.words import mark
from ui.ask import FileKind
from ui.commands import Command, Group
from ui.outgoing import PDF, PRESS, OpenUrl, open_place, say_cancelled, say_notes, target_of
from ui.pack_exporting import parcel, remember
from ui.pack_previews import Previews
from ui.underway import underway

if TYPE_CHECKING:
    from enable_desktop.packs.parcels import Parcel
    from enable_desktop.words import Words
    from exports.packs.handing_over import Handed
    from ui.desk import Desk
    from ui.tasks import Progress

_ZIP: Final = FileKind("ZIP", ("zip",))
_HTML: Final = FileKind("HTML", ("html",))


@dataclass(frozen=True, slots=True)
class _Way:
    """One form of an export, as it is offered."""

    form: Form
    text: str
    icon: str
    kind: FileKind | None


_WAYS: Final = (
    _Way(Form.ZIP, mark("Export pack"), "export-variant", _ZIP),
    _Way(Form.FOLDER, mark("Export pack as a folder"), "folder-outline", None),
    _Way(Form.PAGE, mark("Export pack as one HTML file"), "language-html5", _HTML),
    _Way(Form.BOOKLET, mark("Export pack as a PDF booklet"), "file-pdf-box", PDF),
)


class Exporting:
    """Asks where to, has it written beside the window, remembers it, and says what came of it."""

    def __init__(self, desk: Desk, current: Callable[[], int | None], flush: Callable[[], None], open_url: OpenUrl):
        self._desk = desk
        self._current = current
        self._flush = flush
        self.open_url = open_url
        self._previews = Previews(desk.workspace.place.home)
        desk.closing.connect(self._previews.close)

    def commands(self, enabled: Callable[[], bool]) -> Sequence[Command]:
        """One for each form; the first is the one that is meant by "Export pack"."""
        return tuple(
            Command(
                id=f"packs.export.{way.form}", text=way.text, run=partial(self.export, way.form), group=Group.FILE,
                icon=way.icon, primary=way.form is Form.ZIP, enabled=enabled,
            )
            for way in _WAYS
        )  # fmt: skip

    def export(self, form: Form) -> None:
        """Hands out the pack shown."""
        pack = self._current()
        if pack is None:
            return
        self._flush()
        out = self._target(pack, next(way for way in _WAYS if way.form is form))
        if out is None:
            return
        desk = self._desk
        try:
            sent = parcel(desk.workspace, pack)
        except WorkspaceError as fault:
            desk.failed(fault)
            return
        desk.tasks.run(
            partial(_written, sent, desk.document_words(), out, form, desk.workspace.place.home),
            partial(self._on_written, sent, out),
            desk.failed,
            label=desk.words(mark("Exporting the pack")),
            cancel=partial(say_cancelled, desk, out),
            lasting=True,
        )

    def _target(self, pack: int, way: _Way) -> Path | None:
        desk = self._desk
        title = desk.workspace.packs.get(pack).title or desk.words(mark("Pack"))
        name = f"{title} {desk.today.isoformat()}"
        if way.kind is not None:
            return target_of(desk, name, way.kind)
        # Loaded here: nothing else of the exports is needed before something is written.
        from exports.names import safe_name

        before = Path(desk.preferences.text("export/folder") or desk.workspace.path.parent)
        inside = desk.ask.folder(desk.words(mark("In which folder?")), before)
        if inside is None:
            return None
        desk.preferences.set("export/folder", str(inside))
        return inside / safe_name(name)

    def _on_written(self, sent: Parcel, out: Path, handed: Handed) -> None:
        desk, words = self._desk, self._desk.words
        if not desk.workspace.is_readonly:
            desk.do(lambda: remember(desk.workspace, sent, handed, out))
        files = words.n("{n} file", "{n} files", handed.files)
        told = words(mark("{name}: {files}, {size}"), name=out.name, files=files, size=said_size(words, handed.bytes))
        desk.toast(told)
        desk.wrote.emit(opened_at(out))
        say_notes(desk, out, handed.notes)

    # -- looking at it

    def preview(self) -> None:
        """Opens the pack shown in the browser, as it would be handed out now."""
        pack, desk = self._current(), self._desk
        if pack is None:
            return
        self._flush()
        try:
            sent, folder = parcel(desk.workspace, pack), self._previews.folder()
        except WorkspaceError as fault:
            desk.failed(fault)
            return
        desk.tasks.run(
            partial(_previewed, sent, desk.document_words(), desk.workspace.place.home, folder / f"{pack}"),
            self._open,
            desk.failed,
            label=desk.words(mark("Preparing the preview")),
            cancel=lambda: None,
        )

    def open_export(self, export: PackExport) -> None:
        """Opens what was handed out, where it still lies there."""
        place = opened_at(Path(export.place))
        if place.exists():
            self._open(place)
        else:
            self._missing(place)

    def show_folder(self, export: PackExport) -> None:
        """Opens the folder that an export was put in."""
        folder = Path(export.place).parent
        if folder.is_dir():
            self._open(folder)
        else:
            self._missing(folder)

    def _missing(self, place: Path) -> None:
        words = self._desk.words
        title = words(mark("{name} is not there any more."), name=place.name or str(place))
        self._desk.problem(title, words(mark("It was looked for at {path}. Export the pack again."), path=place))

    def _open(self, place: Path) -> None:
        open_place(self._desk, place, self.open_url)


def opened_at(out: Path) -> Path:
    """What is opened of an export: of a folder its page."""
    page = out / "index.html"
    return page if page.is_file() else out


def _written(sent: Parcel, words: Words, out: Path, form: Form, home: Path, progress: Progress) -> Handed:
    from exports.packs.handing_over import hand_over

    with PRESS if form is Form.BOOKLET else nullcontext(), underway(home, out):
        progress.check()
        return hand_over(sent, words, out, form, partial(_told, progress))


def _told(progress: Progress, done: int, total: int) -> None:
    progress.check()
    progress(done, total)


def _previewed(sent: Parcel, words: Words, home: Path, out: Path, progress: Progress) -> Path:
    """The page of a pack in the program's own folder; what was looked at before goes."""
    from exports.packs.handing_over import hand_over

    for other in out.parent.iterdir():
        if other != out:
            shutil.rmtree(other, ignore_errors=True)
    with underway(home, out):
        hand_over(sent, words, out, Form.FOLDER, partial(_told, progress))
    return out / "index.html"
