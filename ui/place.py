"""Where the program keeps what is its own, and what day it is; the same for the window and the command line."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.workspace import Place
from ui.pack_previews import sweep_left_previews
from ui.underway import sweep_underway

if TYPE_CHECKING:
    from enable_desktop.library.labels import Labels
    from enable_desktop.library.mending import Hand

HOME_VARIABLE: Final = "ENABLE_HOME"
TODAY_VARIABLE: Final = "ENABLE_TODAY"
_BACKUPS: Final = "backup-folder"


def home_folder() -> Path:
    """The folder of preferences, locks, backups and logs; `ENABLE_HOME` names another one, for tests."""
    chosen = os.environ.get(HOME_VARIABLE)
    if chosen:
        return Path(chosen).absolute()
    # Loaded here: a start with ENABLE_HOME set does not need it.
    from platformdirs import user_data_path

    return user_data_path("enable-desktop", appauthor=False)


def clock() -> Callable[[], datetime]:
    """The time now, on the day that `ENABLE_TODAY` says where it says one."""
    chosen = os.environ.get(TODAY_VARIABLE)
    if not chosen:
        return datetime.now
    day = date.fromisoformat(chosen)
    return lambda: datetime.combine(day, datetime.now().time())


def own_place() -> Place:
    """The place of this person on this computer, made where it is not there yet, closed to everyone else.

    What a killed program left half-written is removed, and so are the packs that were only looked at.
    """
    home = home_folder()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    sweep_underway(home)
    sweep_left_previews(home)
    return Place(home=home, clock=clock(), backups=chosen_backups(home), labels=_labels, hand=_hand)


def _labels() -> Labels:
    # Loaded here: a start needs none of the lists.
    from ui.list_labels import every_label

    return every_label()


def _hand() -> Hand:
    # Loaded here: a start writes to no other file.
    from ui.files_hand import FilesHand

    return FilesHand()


def chosen_backups(home: Path) -> Path | None:
    """The backup folder this person chose, if one was and it is there now."""
    try:
        chosen = Path((home / _BACKUPS).read_text(encoding="utf-8").strip())
    except (OSError, UnicodeDecodeError):
        return None
    return chosen if chosen.is_absolute() and chosen.is_dir() else None


def choose_backups(home: Path, folder: Path | None) -> None:
    """Remembers the folder that backups go to from now on; None goes back to the program's own."""
    note = home / _BACKUPS
    if folder is None:
        note.unlink(missing_ok=True)
        return
    handle = os.open(note, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"{folder}\n")
