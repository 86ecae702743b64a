"""The pages of the window, in the order of the sidebar. Adding a page is one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final

from enable_desktop.words import mark

if TYPE_CHECKING:
    from ui.page import Page


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page before it is imported: what the sidebar, the menu and quick find need to offer it."""

    key: str
    title: str
    icon: str
    group: str
    """The sidebar's heading; pages above all groups have none."""
    letter: str
    """The letter after Ctrl+G."""
    where: str
    in_sidebar: bool = True
    within: str = ""
    """The page of the sidebar that it belongs to and is marked for it, where it is not there itself."""
    kinds: tuple[str, ...] = ()
    """The kinds of record it opens."""
    parts_of: Callable[[], Sequence[tuple[str, str]]] = tuple
    """Gives its `parts`, and may import what it needs for that."""

    @property
    def parts(self) -> Sequence[tuple[str, str]]:
        """What can be opened inside it: key and title (marked)."""
        return self.parts_of()

    def load(self) -> type[Page]:
        """The page's class, imported now."""
        module, name = self.where.split(":")
        page: type[Page] = getattr(import_module(module), name)
        return page


STRATEGY: Final = mark("STRATEGY")
PROGRAMME: Final = mark("PROGRAMME")
SHARE: Final = mark("SHARE")


def _sections() -> Sequence[tuple[str, str]]:
    """The sections of the charter. The table of pages is made before the window is painted; this waits."""
    from enable_desktop.charter.sections import SECTIONS

    return tuple((section.key, section.title) for section in SECTIONS)


def _reports() -> Sequence[tuple[str, str]]:
    """The reports of the gallery; this waits as well."""
    from ui.reports.table import REPORTS

    return tuple((report.key, report.title) for report in REPORTS)


def _rules() -> Sequence[tuple[str, str]]:
    """The rules of a healthy library; this waits as well."""
    from enable_desktop.library.health import RULES

    return tuple((rule.key, rule.label) for rule in RULES.values())


def _settings() -> Sequence[tuple[str, str]]:
    """The fields of the settings; this waits as well."""
    from ui.settings_fields import SETTINGS

    return tuple(SETTINGS.items())


PAGES: Final = (
    PageEntry("today", mark("Today"), "calendar-today", "", "T", "ui.today.page:TodayPage", kinds=("inbox",)),
    PageEntry(
        "charter", mark("Charter"), "script-text-outline", STRATEGY, "C", "ui.charter.page:CharterPage",
        kinds=(
            "figures", "priorities", "objectives", "scope_areas", "value_promises", "criteria", "obstacles",
            "assumptions", "measures", "initiatives", "responsibilities", "commitments", "request_kinds",
            "meetings", "decision_rights", "approvers", "sections", "business_case", "charter",
        ),
        parts_of=_sections,
    ),
    PageEntry(
        "interviews", mark("Interviews"), "forum-outline", STRATEGY, "I", "ui.interviews.page:InterviewsPage",
        kinds=("interviews", "statements"),
    ),
    PageEntry(
        "gaps", mark("Gaps"), "compare-horizontal", STRATEGY, "G", "ui.gaps.page:GapsPage",
        kinds=("themes",),
    ),
    PageEntry(
        "library", mark("Library"), "bookshelf", PROGRAMME, "L", "ui.library.page:LibraryPage",
        kinds=("assets",),
    ),
    PageEntry(
        "experts", mark("Experts"), "account-star-outline", PROGRAMME, "E", "ui.experts.page:ExpertsPage",
        kinds=("expertise", "expert_terms", "contacts", "contributions"),
    ),
    PageEntry(
        "reviews", mark("Review queue"), "calendar-clock", PROGRAMME, "V", "ui.library.queue:ReviewsPage",
        in_sidebar=False, within="library",
    ),
    PageEntry(
        "health", mark("Content health"), "heart-pulse", PROGRAMME, "F", "ui.library.governance:HealthPage",
        kinds=("content_gaps",), in_sidebar=False, within="library", parts_of=_rules,
    ),
    PageEntry(
        "links", mark("Links in content"), "link-variant", PROGRAMME, "D", "ui.library.links:LinksPage",
        in_sidebar=False, within="library",
    ),
    PageEntry(
        "people", mark("People"), "account-group-outline", PROGRAMME, "O", "ui.people.page:PeoplePage",
        kinds=("people", "promises"),
    ),
    PageEntry(
        "lists", mark("Kinds and facets"), "tag-multiple-outline", PROGRAMME, "J", "ui.library.lists_page:ListsPage",
        kinds=("asset_kinds",), in_sidebar=False, within="library",
    ),
    PageEntry(
        "playlists", mark("Playlists"), "playlist-play", PROGRAMME, "Z", "ui.library.playlists:PlaylistsPage",
        kinds=("playlists",), in_sidebar=False, within="library",
    ),
    PageEntry(
        "reports", mark("Reports"), "file-chart-outline", SHARE, "R", "ui.reports.page:ReportsPage",
        parts_of=_reports,
    ),
    PageEntry(
        "packs", mark("Packs"), "package-variant-closed", SHARE, "P", "ui.packs.page:PacksPage",
        kinds=("packs", "pack_items", "feedback"),
    ),
    PageEntry("thread", mark("Thread"), "ray-start-vertex-end", "", "Y", "ui.thread.page:ThreadPage", in_sidebar=False),
    PageEntry("import", mark("Import"), "import", "", "B", "ui.import_page:ImportPage", in_sidebar=False),
    PageEntry(
        "setup", mark("Questions and themes"), "comment-question-outline", STRATEGY, "Q",
        "ui.interviews.setup_page:SetupPage", kinds=("questions", "rounds"), in_sidebar=False, within="interviews",
    ),
    PageEntry("history", mark("History"), "history", "", "H", "ui.history_page:HistoryPage", in_sidebar=False),
    PageEntry(
        "settings", mark("Settings"), "cog-outline", "", "S", "ui.settings_page:SettingsPage", in_sidebar=False,
        parts_of=_settings,
    ),
    PageEntry(
        "shortcuts", mark("Keyboard shortcuts"), "keyboard-outline", "", "K", "ui.shortcuts_page:ShortcutsPage",
        in_sidebar=False,
    ),
)  # fmt: skip


def entry_of(key: str) -> PageEntry:
    """The page of this key; raises KeyError when there is none."""
    for entry in PAGES:
        if entry.key == key:
            return entry
    raise KeyError(key)


def entry_for(kind: str) -> PageEntry | None:
    """The page that opens records of a kind, if an area that exists does."""
    for entry in PAGES:
        if kind in entry.kinds:
            return entry
    return None
