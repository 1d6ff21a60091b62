"""Cài đặt: appearance and the working calendar; the office with who signs.

Appearance is of this computer and applies at once; calendar and office are of the record and are written as acts.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.context import Context, Page
from ui.preferences import DENSITIES, THEMES, PreferenceBook
from ui.shell.page_header import PageHeader
from ui.theme.metrics import px
from ui.views.settings_calendar import CalendarCard
from ui.views.settings_office import OfficeCard, SignersCard
from ui.widgets.cards import Card, ScrollBody
from ui.widgets.fields import LineEdit
from ui.widgets.key_values import KeyValues
from ui.widgets.labels import Label, Line
from ui.widgets.paragraph import Paragraph
from ui.widgets.pills import ChoicePills
from ui.widgets.scale_bar import ScaleBar
from ui.widgets.section_list import SectionList
from ui.widgets.turning import Turning
from workbench.messages import text

SECTIONS = ("look", "office")


class SettingsPage(Page):
    """Sections at the left, the cards of one of them beside."""

    key = nav = "settings"

    def __init__(self, context: Context, book: PreferenceBook) -> None:
        super().__init__(context)
        self._book = book
        now = book.current
        self.sections = SectionList(
            [(key, text(f"settings.section_{key}")) for key in SECTIONS], text("settings.sections")
        )
        self.language = _pills("language", ("vi", "en"), now.language)
        self.theme = _pills("theme", THEMES, now.theme)
        self.scale = ScaleBar(now.scale)
        self.density = _pills("density", DENSITIES, now.density)
        self.officer = LineEdit(context.workbench.actor, name=text("settings.officer"))
        self.officer.setFixedWidth(px(320))
        self.problem = Paragraph("", "label", "red")
        self.problem.hide()
        self.calendar = CalendarCard(context)
        self.office = OfficeCard(context)
        self.signers = SignersCard(context)
        self._stack = QStackedWidget()
        self._lay_out()
        self.sections.chosen.connect(self._show_section)
        self.language.chosen.connect(lambda key: book.change(language=key))
        self.theme.chosen.connect(lambda key: book.change(theme=key))
        self.scale.chosen.connect(lambda share: book.change(scale=share))
        self.density.chosen.connect(lambda key: book.change(density=key))
        self.officer.editingFinished.connect(self._name)
        book.changed.connect(self._changed)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PageHeader(text("settings.title")))
        column.addWidget(Line())
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.sections)
        row.addWidget(Line(vertical=True))
        row.addWidget(self._stack, 1)
        column.addLayout(row, 1)
        self._stack.addWidget(_body(self._look(), self.calendar))
        self._stack.addWidget(_body(self._person(), self.office, self.signers, self._record()))

    def _look(self) -> Card:
        card = Card(gap=8)
        card.body.addWidget(Label(text("settings.look"), "section"))
        rows = (
            ("language", self.language),
            ("theme", self.theme),
            ("scale", self.scale),
            ("density", self.density),
        )
        for place, (key, editor) in enumerate(rows):
            if place:
                card.body.addWidget(Line())
            card.body.addWidget(_row(key, editor))
        return card

    def _person(self) -> Card:
        card = Card(gap=8)
        card.body.addWidget(Label(text("settings.person"), "section"))
        card.body.addWidget(_row("officer", self.officer))
        card.body.addWidget(self.problem)
        return card

    def _record(self) -> Card:
        card = Card(gap=8)
        card.body.addWidget(Label(text("settings.record"), "section"))
        table = KeyValues()
        table.add(text("settings.record_file"), str(self.context.path))
        card.body.addWidget(table)
        return card

    def first_focus(self) -> QWidget | None:
        """The list of sections."""
        return self.sections.take_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sections.fit(self.width())

    def open(self, **params: Any) -> None:
        """Show the preferences in force; `section` names the part to show."""
        self._show_section(str(params.get("section") or self.sections.current()))
        self._changed(frozenset())

    def state(self) -> dict[str, Any]:
        """The section shown."""
        return {"section": self.sections.current()}

    def may_leave(self) -> bool:
        """False while calendar changes wait: they are shown, and kept or dropped there."""
        if not self.calendar.edits:
            return True
        self._show_section("look")
        self.calendar.pending.applied.setFocus()
        self.context.shell.toast(text("calendar.not_applied"))
        return False

    def _show_section(self, key: str) -> None:
        self.sections.set_current(key)
        self._stack.setCurrentIndex(SECTIONS.index(key))

    def _name(self) -> None:
        name = " ".join(self.officer.text().split())
        self.problem.setText("" if name else text("settings.officer_needed"))
        self.problem.setVisible(not name)
        if name:
            self._book.change(officer=name)

    def _changed(self, _names: frozenset[str]) -> None:
        now = self._book.current
        self.language.set_current(now.language)
        self.theme.set_current(now.theme)
        self.density.set_current(now.density)
        self.scale.set_share(now.scale)


def _body(*cards: QWidget) -> ScrollBody:
    scroll = ScrollBody()
    scroll.body.setContentsMargins(px(20), px(16), px(24), px(16))
    scroll.body.setSpacing(px(12))
    for card in cards:
        card.setMaximumWidth(px(940))
        scroll.body.addWidget(card)
    scroll.body.addStretch(1)
    return scroll


def _pills(name: str, keys: tuple[str, ...], current: str) -> ChoicePills:
    choices = [(key, text(f"settings.{name}_{key}")) for key in keys]
    return ChoicePills(choices, current, text(f"settings.{name}"))


def _row(key: str, editor: QWidget) -> Turning:
    row = Turning(16)
    words = QVBoxLayout()
    words.setSpacing(px(2))
    label = Label(text(f"settings.{key}"), "body", weight=500)
    label.setBuddy(editor)
    words.addWidget(label)
    words.addWidget(Paragraph(text(f"settings.{key}_detail"), "label", "text2", weight=400))
    row.add(words, 1)
    row.add(editor)
    row.row.setAlignment(editor, Qt.AlignmentFlag.AlignVCenter)
    return row
