"""Settings: how the program looks on this computer, what the workspace is called and speaks, its backups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from enable_desktop.charter.lines import Head
from enable_desktop.charter.report import PageSize
from enable_desktop.errors import WorkspaceError
from enable_desktop.links import Ref
from enable_desktop.words import LANGUAGES, mark
from resources.tokens import tokens
from ui.backup_list import BackupList
from ui.desk import Desk
from ui.form import Form
from ui.inputs import ComboBox, Segmented
from ui.labels import label
from ui.line_edit import LineEdit
from ui.logo_box import LogoBox
from ui.page import Page
from ui.record_form import RecordForm
from ui.record_pause import Pause
from ui.settings_fields import COVER, SETTINGS
from ui.theme import TEXT_SIZES

_WIDTH: Final = 640
_CURRENCIES: Final = ("EUR", "USD", "GBP", "CHF", "RUB", "PLN", "UAH", "KZT", "JPY")
_COLOURS: Final = (
    ("pine", mark("Pine")),
    ("ink", mark("Ink blue")),
    ("plum", mark("Plum")),
    ("brick", mark("Brick")),
    ("slate", mark("Slate")),
)
_THRESHOLDS: Final = (3, 4, 5, 6, 8, 10)


class SettingsPage(Page):
    """Everything is stored as it is chosen."""

    key = "settings"
    title = mark("Settings")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._pause = Pause(self)
        self._pause.due.connect(self._store_company)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(self._area)
        inner = QWidget()
        across = QHBoxLayout(inner)
        across.setContentsMargins(24, 16, 20, 32)
        form = QWidget()
        form.setMaximumWidth(self.theme.px(_WIDTH))
        self._column = QVBoxLayout(form)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        across.addWidget(form, 1)
        across.addStretch(0)
        self._area.setWidget(inner)
        self._look()
        self._workspace()
        self._cover()
        self._column.addSpacing(8)
        self._column.addWidget(label(self.theme, self.words(SETTINGS["backups"]), "section"))
        self.backups = BackupList(desk)
        self._column.addWidget(self.backups)
        self._column.addStretch(1)
        desk.changed.connect(self._on_changed)
        self.theme.changed.connect(self._refresh_look)
        self._refresh()

    # The parts -------------------------------------------------------------------------------

    def _look(self) -> None:
        words, theme = self.words, self.theme
        form = Form(theme)
        form.add_heading(words(mark("On this computer")))
        self.mode = Segmented(
            theme,
            words(SETTINGS["mode"]),
            (
                ("system", words(mark("As the system"))),
                ("light", words(mark("Light"))),
                ("dark", words(mark("Dark"))),
            ),
        )
        self.mode.chosen.connect(self._on_mode_chosen)
        form.add(words(SETTINGS["mode"]), self.mode)
        self.text_size = Segmented(
            theme, words(SETTINGS["text_size"]), [(size, words.percent(size / 100)) for size in TEXT_SIZES]
        )
        self.text_size.chosen.connect(self._on_text_size_chosen)
        form.add(words(SETTINGS["text_size"]), self.text_size, words(mark("Ctrl + and Ctrl − change it anywhere.")))
        self.language = ComboBox(theme)
        self.language.fill(LANGUAGES.items(), words.language)
        self.language.activated.connect(self._on_language_chosen)
        form.add(
            words(SETTINGS["screen_language"]),
            self.language,
            words(mark("What the program itself says. Documents have a language of their own, below.")),
        )
        self._column.addWidget(form)

    def _workspace(self) -> None:
        words, theme = self.words, self.theme
        form = Form(theme)
        form.add_heading(words(mark("This workspace")))
        self.company = LineEdit()
        self.company.setMaxLength(200)
        self.company.textEdited.connect(self._pause.typed)
        self.company.editingFinished.connect(self._store_company)
        self._company_field = form.add(
            words(SETTINGS["company"]), self.company, words(mark("Stands on the cover and in the head of every page."))
        )
        self.logo = LogoBox(self.desk)
        form.add(
            words(SETTINGS["logo"]),
            self.logo,
            words(mark("PNG or JPEG; kept inside the workspace, printed on the cover.")),
        )
        self.document_language = ComboBox(theme)
        self.currency = ComboBox(theme)
        form.add_row(
            (words(SETTINGS["language"]), self.document_language, ""),
            (words(SETTINGS["currency"]), self.currency, ""),
        )
        self.colour = ComboBox(theme)
        self.threshold = ComboBox(theme)
        form.add_row(
            (
                words(SETTINGS["colour"]),
                self.colour,
                words(mark("Each was chosen to be readable in print.")),
            ),
            (
                words(SETTINGS["threshold"]),
                self.threshold,
                words(mark("In what leaves this computer; three is the least.")),
            ),
        )
        self.paper = ComboBox(theme)
        form.add(words(SETTINGS["paper"]), self.paper)
        self._keys = {
            self.paper: "paper",
            self.document_language: "language",
            self.currency: "currency",
            self.colour: "colour",
            self.threshold: "anonymity_threshold",
        }
        for box in self._keys:
            box.activated.connect(self._on_setting_chosen)
        self._column.addWidget(form)

    def _cover(self) -> None:
        """What stands on the cover of the charter besides company and logo."""
        heading = Form(self.theme)
        heading.add_heading(self.words(SETTINGS["cover"]))
        self._column.addWidget(heading)
        self.cover = RecordForm(self.desk, Ref(Head.kind, 1), COVER)
        self._column.addWidget(self.cover)

    # Showing ---------------------------------------------------------------------------------

    def _refresh(self) -> None:
        self._refresh_look()
        settings = self.desk.workspace.settings
        if not (self.company.hasFocus() or self.company.isModified()):
            self.company.setText(settings.get("company"))
        self.logo.refresh()
        self.document_language.fill(LANGUAGES.items(), settings.get("language") or "en")
        sizes = [(str(size), self.words(size.label)) for size in PageSize]
        self.paper.fill(sizes, settings.get("paper") or str(PageSize.A4))
        currency = settings.get("currency") or "EUR"
        self.currency.fill([(each, each) for each in dict.fromkeys((*_CURRENCIES, currency))], currency)
        colours = tokens().document_colours
        self.colour.fill(
            [(colours[key], self.words(name)) for key, name in _COLOURS], settings.get("colour") or colours["pine"]
        )
        self.threshold.fill(
            [(str(each), self.words.number(each)) for each in _THRESHOLDS], settings.get("anonymity_threshold") or "3"
        )

    def _refresh_look(self) -> None:
        self.language.fill(LANGUAGES.items(), self.words.language)
        self.mode.choose(self.theme.mode)
        self.text_size.choose(self.theme.text_size)

    def _on_changed(self) -> None:
        self._refresh()

    def _on_mode_chosen(self, mode: object) -> None:
        if self.desk.program is not None:
            self.desk.program.set_theme(str(mode))

    def _on_text_size_chosen(self, percent: object) -> None:
        if self.desk.program is not None and isinstance(percent, int):
            self.desk.program.set_text_size(percent)

    def _on_language_chosen(self) -> None:
        program = self.desk.program
        if program is not None:
            # Later: the window, and this box with it, is made anew.
            language = str(self.language.currentData())
            QTimer.singleShot(0, program, lambda: program.set_language(language))

    def _on_setting_chosen(self) -> None:
        box = self.sender()
        if isinstance(box, ComboBox):
            try:
                self._store(self._keys[box], str(box.currentData()))
            except WorkspaceError as fault:
                self._refresh()
                self.desk.failed(fault)

    def _store(self, key: str, value: str) -> None:
        settings = self.desk.workspace.settings
        if key != "currency":
            settings.set(key, value)
            return
        rounded = settings.set_currency(value)
        if rounded:
            text = self.words.n(
                "{n} amount was rounded: {currency} has fewer decimals",
                "{n} amounts were rounded: {currency} has fewer decimals",
                rounded,
                currency=value,
            )
            self.desk.toast(text, undo=True)

    def _store_company(self, typing: bool = False) -> None:
        """Stores the company's name; where that fails, it stays here as it was typed."""
        if not typing:
            self._pause.stop()
        if self.company.isModified():
            self._keep_company(typing)
        if not typing:
            self.desk.workspace.settle()

    def _keep_company(self, typing: bool) -> None:
        try:
            self.desk.workspace.settings.set("company", self.company.text().strip(), typing=typing)
        except WorkspaceError as fault:
            self._company_field.set_problem(self.words.say(fault.sentence))
            self.desk.failed(fault)
            return
        self.company.setModified(False)
        self._company_field.clear_problem()

    # What the window asks --------------------------------------------------------------------

    def flush(self) -> None:
        self._store_company()
        self.cover.flush()

    def is_stored(self) -> bool:
        return not self.company.isModified() and self.cover.is_stored

    def open(self, ref: Ref | None) -> None:
        self._refresh()
        self.backups.refresh()

    def open_part(self, part: str) -> None:
        target = self._places().get(part, self.company)
        # A page that was just made is not laid out yet.
        QApplication.sendEvent(self._area, QEvent(QEvent.Type.LayoutRequest))
        self._area.ensureWidgetVisible(target, 0, 200)
        QTimer.singleShot(0, target, lambda: target.setFocus(Qt.FocusReason.OtherFocusReason))

    def _places(self) -> dict[str, QWidget]:
        """Where each of the settings takes the focus."""
        return {
            "mode": self.mode.chosen_segment,
            "text_size": self.text_size.chosen_segment,
            "screen_language": self.language,
            "company": self.company,
            "logo": self.logo,
            "language": self.document_language,
            "currency": self.currency,
            "colour": self.colour,
            "threshold": self.threshold,
            "paper": self.paper,
            "cover": self.cover.edit_of("title"),
            **{name: self.cover.edit_of(name) for name in COVER},
            "backups": self.backups.first,
        }

    def keys(self) -> list[tuple[str, str]]:
        return [("Ctrl+Z", self.words(mark("Undo"))), ("F6", self.words(mark("Next pane")))]

    def status(self) -> str:
        return str(self.desk.workspace.path)

    def panes(self) -> Sequence[QWidget]:
        return (self._area, self.backups)
