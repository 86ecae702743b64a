"""Beside the matrix: one expert, what they know, what was agreed, and every contact with them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from enable_desktop.days import later
from enable_desktop.experts import RHYTHMS, Contact, Depth, Expertise, Load, Standing, Terms, balance
from enable_desktop.experts import load as load_of
from enable_desktop.links import Ref
from enable_desktop.people import Person
from enable_desktop.words import Words, mark
from ui.buttons import button, link_button
from ui.experts.charges import Charges
from ui.experts.contributions import Contributions
from ui.experts.known import Known
from ui.inputs import ComboBox
from ui.labels import ElidedLabel, label, set_tone
from ui.people.promises import Promises
from ui.record_flow import FlowLayout
from ui.record_form import RecordForm
from ui.rows import Row, RowsDelegate, RowsView
from ui.scrolling import scroll_down_only

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.theme import Theme

_TERMS: Final = (("standing", "hours"), ("until", "next_contact"), "next_step", "asks", "gets", "deputy")
_CONTACT: Final = ("gave", "asked", "hours", "on", "note")
_MOST_HIGH: Final = 400
_LINK_EDGE: Final = 3
"""So wide is the edge of a link in which its focus is drawn."""
_KNOWN: Final = {
    Depth.REFERENCE: mark("The reference for {topics}."),
    Depth.TEACHES: mark("Can teach {topics}."),
    Depth.ANSWERS: mark("Can answer {topics}."),
}


def said_load(load: Load, words: Words) -> str:
    """The hours of this month in words; what a full month means is said before one more is asked."""
    asked = words.number(load.asked)
    if load.offered is None:
        return words(mark("{asked} h asked this month; no hours are agreed"), asked=asked)
    offered = words.number(load.offered)
    return words(mark("{asked} of {offered} h this month"), asked=asked, offered=offered)


def warning_of(load: Load, words: Words) -> str:
    """What to say before one more is asked, empty while there is room."""
    if load.offered is None or load.left is None or load.left > 0:
        return ""
    if load.left < 0:
        return words(
            mark("{hours} h more than offered were asked this month. Give before you ask again."),
            hours=words.number(-load.left),
        )
    if not load.offered:
        return words(mark("No hours are offered any more. Agree on new ones before you ask."))
    return words(mark("All hours of this month are asked. One more would be one too many."))


class LoadBar(QWidget):
    """How much of what was offered is asked."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._share = 0.0
        self._is_full = False

    def show_load(self, load: Load) -> None:
        """Hidden where nothing was offered."""
        self.setVisible(bool(load.offered))
        self._share = min(1.0, load.asked / load.offered) if load.offered else 0.0
        self._is_full = load.is_full
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(90), self._theme.px(8))

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self._theme.px(6)
        box = QRectF(0.5, (self.height() - height) / 2, self.width() - 1, height)
        painter.setPen(QPen(self._theme.color("line.strong"), 1))
        painter.drawRoundedRect(box, 2, 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("attention.mark" if self._is_full else "chart.ink"))
        painter.drawRoundedRect(
            QRectF(box.left() + 1, box.top() + 1, (box.width() - 2) * self._share, height - 2), 1, 1
        )
        painter.end()


class ExpertSide(QScrollArea):
    """Shows one expert after another in the same widgets."""

    mail_wanted = Signal(int, str, int, int)
    """A mail to a person: of which kind, about which topic, about which contribution; empty and 0 for none."""
    page_wanted = Signal()
    removal_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._person = 0
        self._contact = 0
        """The contact whose fields are open."""
        self._terms: RecordForm | None = None
        self._fields: RecordForm | None = None
        theme, words = desk.theme, desk.words
        self.setProperty("pane", "sunken")
        scroll_down_only(self)
        self.page = QWidget(self.viewport())
        self.page.setProperty("pane", "sunken")
        self.page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self.page)
        column.setContentsMargins(16, 16, 16, 24)
        column.setSpacing(12)
        self._column = column
        self._add_person()
        self._add_hours()
        column.addWidget(self._next_card())
        self._add_contacts()
        self._heading_known = label(theme, words(mark("Topics")), "section")
        column.addWidget(self._heading_known)
        self.known = Known(desk, self.page)
        column.addWidget(self.known)
        column.addWidget(label(theme, words(mark("What was agreed")), "section"))
        self._agreed_at = column.count()
        self._agree = button(theme, words(mark("Write down what was agreed")), self._write_terms, small=True)
        column.addWidget(self._agree, 0, Qt.AlignmentFlag.AlignLeft)
        self.promises = Promises(desk, self.page, is_narrow=True)
        column.addWidget(self.promises)
        self.charges = Charges(desk, self.page)
        column.addWidget(self.charges)
        self.leave = button(
            theme, words(mark("No expert any more")), self.removal_wanted.emit, look="quiet", small=True
        )
        column.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.setWidget(self.page)
        self._open_contact(0)
        theme.changed.connect(self._fit)

    def _add_person(self) -> None:
        """Who it is, what is known of them at a glance, and what can be written to them."""
        theme, words, column = self._desk.theme, self._desk.words, self._column
        head = QHBoxLayout()
        self.name = ElidedLabel(theme, "", "section")
        head.addWidget(self.name, 1)
        head.addWidget(link_button(theme, words(mark("Open person")), self._open_person, small=True))
        column.addLayout(head)
        self._role = ElidedLabel(theme, "", "small", "secondary")
        column.addWidget(self._role)
        self.about = label(theme, "", "small", tone="secondary", wrap=True)
        column.addWidget(self.about)
        self._summary = label(theme, "", "body", tone="secondary", wrap=True)
        column.addWidget(self._summary)
        deeds = FlowLayout(across=12, down=4, outdent=_LINK_EDGE)
        for text, run in (
            (mark("Write to them"), lambda: self.mail_wanted.emit(self._person, "", 0, 0)),
            (mark("Page for them"), self.page_wanted.emit),
            (mark("Write to their manager"), self._write_to_manager),
        ):
            deeds.addWidget(link_button(theme, words(text), run, small=True))
        column.addLayout(deeds)

    def _add_hours(self) -> None:
        """How much of their time was asked, and what to say before more is."""
        theme = self._desk.theme
        hours = QHBoxLayout()
        hours.setSpacing(8)
        self._bar = LoadBar(theme)
        hours.addWidget(self._bar)
        self._load = label(theme, "", "small", tone="secondary")
        hours.addWidget(self._load)
        hours.addStretch(1)
        self._column.addLayout(hours)
        self.warning = label(theme, "", "small", tone="attention", wrap=True)
        self._column.addWidget(self.warning)

    def _add_contacts(self) -> None:
        """What was between us: contacts, how often they are wanted, and what came of them."""
        theme, words, column = self._desk.theme, self._desk.words, self._column
        head = QHBoxLayout()
        head.addWidget(label(theme, words(mark("Contacts")), "section"))
        head.addStretch(1)
        self.rhythm = ComboBox(theme)
        self.rhythm.setAccessibleName(words(mark("How often to be in touch")))
        said = [(weeks, words.n("every {n} week", "every {n} weeks", weeks)) for weeks in RHYTHMS if weeks > 1]
        self.rhythm.fill([(0, words(mark("no rhythm"))), (1, words(mark("every week"))), *said], 0)
        self.rhythm.activated.connect(self._set_rhythm)
        head.addWidget(self.rhythm)
        column.addLayout(head)
        self.balance = label(theme, "", "small", tone="secondary", wrap=True)
        column.addWidget(self.balance)
        self.contacts = RowsView(theme, words(mark("Contacts")))
        self.contacts.setProperty("pane", "sunken")
        self.contacts.setItemDelegate(RowsDelegate(theme, self.contacts, 4))
        self.contacts.activated.connect(self._on_contact)
        self.contacts.clicked.connect(self._on_contact)
        column.addWidget(self.contacts)
        self.contributions = Contributions(self._desk, self.page)
        self.contributions.thanks_wanted.connect(lambda id_: self.mail_wanted.emit(self._person, "", 0, id_))
        self.contributions.shown.connect(lambda: self.ensureWidgetVisible(self.contributions, 0))
        column.addWidget(self.contributions)

    def _next_card(self) -> QFrame:
        theme, words = self._desk.theme, self._desk.words
        card = QFrame()
        card.setProperty("card", "true")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(12, 10, 12, 12)
        inside.setSpacing(6)
        row = QHBoxLayout()
        row.addWidget(label(theme, words(mark("Next contact")), "bodystrong"))
        row.addStretch(1)
        self.next_day = label(theme, "", "small", tone="secondary")
        row.addWidget(self.next_day)
        inside.addLayout(row)
        self._next_step = label(theme, "", "body", wrap=True)
        inside.addWidget(self._next_step)
        self._holder = QVBoxLayout()
        inside.addLayout(self._holder)
        holder = QWidget()
        buttons = FlowLayout(holder, across=8, down=8)
        self.log_button = button(theme, "", self._log_or_close, look="primary", icon="check", small=True)
        buttons.addWidget(self.log_button)
        for text, days in ((mark("Tomorrow"), 1), (mark("In a week"), 7)):
            buttons.addWidget(button(theme, words(text), partial(self._plan, days), small=True))
        inside.addWidget(holder)
        return card

    # -- who is shown

    @property
    def shown(self) -> int | None:
        """The expert shown."""
        return self._person or None

    @property
    def contact_form(self) -> RecordForm | None:
        """The fields of the contact that is open."""
        return self._fields if self._contact else None

    @property
    def terms_form(self) -> RecordForm | None:
        """The fields of what was agreed, where anything was."""
        return self._terms if self._terms is not None and not self._terms.isHidden() else None

    def show_expert(self, id_: int | None) -> None:
        """Shows an expert from the top, or nobody."""
        if (id_ or 0) == self._person:
            return
        self.flush()
        self._person = id_ or 0
        self._open_contact(0)
        self.page.setVisible(bool(id_))
        self.verticalScrollBar().setValue(0)
        self.freshen()

    def freshen(self) -> None:
        """Shows what the file says now."""
        workspace, words = self._desk.workspace, self._desk.words
        person = workspace.get(Person, self._person) if self._person else None
        if person is None:
            return
        experts = workspace.experts
        self.name.set_whole(person.name or words(mark("No name yet")))
        said = ", ".join(part for part in (person.role, person.department) if part)
        self._role.set_whole(said)
        self._role.setVisible(bool(said))
        known, terms, contacts = experts.of(person.id), experts.terms(person.id), experts.contacts(person.id)
        self._say_about(person, terms)
        titles = {entry.id: entry.title for entry in experts.topics()}
        self._summary.setText(self._said_known(known, titles))
        load = load_of(contacts, terms, self._desk.today)
        self._bar.show_load(load)
        self._load.setText(said_load(load, words))
        warning = warning_of(load, words)
        self.warning.setText(warning)
        self.warning.setVisible(bool(warning))
        self._show_terms(terms)
        self.rhythm.setCurrentIndex(max(0, self.rhythm.findData(experts.rhythm(person.id))))
        self._heading_known.setVisible(bool(known))
        self.known.show_known(known, titles)
        self._show_contacts(contacts)
        self.contributions.show_person(person.id, experts.contributions(person.id))
        self.promises.show_person(person.id)
        self.charges.show_person(person.id)

    def _say_about(self, person: Person, terms: Terms | None) -> None:
        words, workspace = self._desk.words, self._desk.workspace
        deputy = workspace.get(Person, terms.deputy) if terms is not None and terms.deputy is not None else None
        parts = [words(mark("Speaks {languages}."), languages=person.languages) if person.languages else ""]
        if deputy is not None:
            parts.append(words(mark("Deputy: {name}."), name=deputy.name))
        elif terms is not None and terms.standing in (Standing.AGREED, Standing.ACTIVE):
            parts.append(words(mark("No deputy is named.")))
        text = " ".join(part for part in parts if part)
        self.about.setText(text)
        self.about.setVisible(bool(text))

    def _said_known(self, known: tuple[Expertise, ...], titles: Mapping[int, str]) -> str:
        words = self._desk.words
        said = []
        for depth, text in _KNOWN.items():
            topics = [titles.get(each.topic or 0, "") for each in known if each.depth is depth]
            if topics:
                said.append(words(text, topics=", ".join(topics)))
        return " ".join(said) or words(mark("Nothing is said of their topics yet. Press 1, 2 or 3 in the table."))

    def _show_terms(self, terms: Terms | None) -> None:
        words, today = self._desk.words, self._desk.today
        self._agree.setVisible(terms is None)
        if terms is not None:
            ref = Ref(Terms.kind, terms.id)
            if self._terms is None:
                self._terms = RecordForm(self._desk, ref, _TERMS, self.page)
                self._column.insertWidget(self._agreed_at, self._terms)
            elif self._terms.ref != ref:
                self._terms.show_ref(ref)
        if self._terms is not None:
            self._terms.setVisible(terms is not None)
        day = terms.next_contact if terms is not None else None
        self.next_day.setText(words.short_day(day, today) if day is not None else words(mark("not planned")))
        is_due = day is not None and day <= today
        set_tone(self.next_day, "tone", "attention" if is_due else "secondary")
        step = terms.next_step if terms is not None else ""
        self._next_step.setText(step)
        self._next_step.setVisible(bool(step))

    def _show_contacts(self, contacts: tuple[Contact, ...]) -> None:
        words = self._desk.words
        if self._contact and all(each.id != self._contact for each in contacts):
            self._open_contact(0)
        counted = balance(contacts)
        self.balance.setText(
            words(
                mark("{gave}, {asked}"),
                gave=words.n("Gave {n} time", "Gave {n} times", counted.gave),
                asked=words.n("asked {n} time", "asked {n} times", counted.asked),
            )
            if contacts
            else words(mark("No contact yet. Begin with something that helps them."))
        )
        set_tone(self.balance, "tone", "attention" if counted.asked > counted.gave + 1 else "secondary")
        self.contacts.show_rows([self._row(each) for each in contacts])
        if not self.contacts.hasFocus():
            self.contacts.setCurrentIndex(QModelIndex())
        self.contacts.setVisible(bool(contacts))
        self._fit()

    def _row(self, contact: Contact) -> Row:
        words = self._desk.words
        parts = [
            words(mark("Gave: {what}"), what=contact.gave) if contact.gave else "",
            words(mark("Asked: {what}"), what=contact.asked) if contact.asked else "",
        ]
        said = [part for part in parts if part] or [words(mark("In touch"))]
        day = words.short_day(contact.on, self._desk.today) if contact.on is not None else words(mark("no date"))
        hours = words(mark("{hours} h"), hours=words.number(contact.hours)) if contact.hours else ""
        detail = ", ".join(part for part in (day, *said[1:]) if part)
        return Row(title=said[0], detail=detail, right=hours, tip=". ".join(said), key=contact.id)

    def _fit(self) -> None:
        self.contacts.setFixedHeight(min(self.contacts.natural_height() + 2, self._desk.theme.px(_MOST_HIGH)))

    # -- doing

    def log(self) -> None:
        """Writes down a contact of today; its fields open, and the rest is said there."""
        if not self._person:
            return
        self.flush()
        made: list[int] = []
        self._desk.do(lambda: made.append(self._desk.workspace.experts.log(self._person)))
        if made:
            self._open_contact(made[0])
            if self._fields is not None:
                self._fields.reveal("gave")
                self.ensureWidgetVisible(self._fields, 0)

    def _on_contact(self) -> None:
        row = self.contacts.current
        if row is not None and isinstance(row.key, int):
            self.flush()
            self._open_contact(row.key)
            if self._fields is not None:
                self._fields.reveal("gave")
                self.ensureWidgetVisible(self._fields, 0)

    def open_contact(self, id_: int) -> None:
        """Opens the fields of a contact of the expert shown."""
        self._open_contact(id_)

    def name_deputy(self) -> None:
        """Brings the keyboard to where a deputy is named."""
        self._write_terms()
        if self._terms is not None:
            self._terms.reveal("deputy")
            self.ensureWidgetVisible(self._terms, 0)

    def open_contribution(self, id_: int) -> None:
        """Opens the fields of something that came from the expert shown."""
        self.contributions.open(id_)

    def open_known(self, id_: int) -> None:
        """Opens what else is known of a topic of the expert shown."""
        self.known.open_details(id_)
        self.ensureWidgetVisible(self.known, 0)

    def _open_contact(self, id_: int) -> None:
        self._contact = id_
        if id_:
            ref = Ref(Contact.kind, id_)
            if self._fields is None:
                self._fields = RecordForm(self._desk, ref, _CONTACT, self.page)
                self._holder.addWidget(self._fields)
            else:
                self._fields.show_ref(ref)
        if self._fields is not None:
            self._fields.setVisible(bool(id_))
        words = self._desk.words
        text = words(mark("Done")) if id_ else words(mark("Log contact"))
        self.log_button.setText(text)
        self.log_button.setAccessibleName(text)
        self.log_button.setToolTip("" if id_ else f"{text}  T")

    def _log_or_close(self) -> None:
        """Writes down a contact; below the fields of one it closes them, and logs no other."""
        if not self._contact:
            self.log()
            return
        self.flush()
        self._open_contact(0)

    def _plan(self, days: int) -> None:
        self.flush()
        day = later(self._desk.today, timedelta(days=days))
        self._desk.do(lambda: self._desk.workspace.experts.plan_contact(self._person, day))

    def _set_rhythm(self, *_: object) -> None:
        self.flush()
        weeks = int(self.rhythm.currentData())
        self._desk.do(lambda: self._desk.workspace.experts.set_rhythm(self._person, weeks))
        self.freshen()

    def _write_terms(self) -> None:
        self._desk.do(lambda: self._desk.workspace.experts.appoint(self._person))
        if self._terms is not None:
            self._terms.reveal("standing")

    def _write_to_manager(self) -> None:
        # Loaded here: what a mail is filled from takes its time, and the page comes up without it.
        from enable_desktop.expert_letters import MANAGER

        self.mail_wanted.emit(self._person, MANAGER, 0, 0)

    def _open_person(self) -> None:
        if self._person:
            self._desk.go(Ref(Person.kind, self._person))

    def take_focus(self) -> None:
        """The keyboard comes to the expert."""
        self.log_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> None:
        """Stores what is still being typed."""
        for form in (self._terms, self._fields):
            if form is not None:
                form.flush()
        self.known.flush()
        self.contributions.flush()
        self.promises.flush()

    @property
    def is_stored(self) -> bool:
        """Whether everything typed here is in the file."""
        forms = all(form is None or form.is_stored for form in (self._terms, self._fields))
        parts = self.known.is_stored and self.contributions.is_stored
        return forms and parts and self.promises.unstored is None
