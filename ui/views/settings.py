"""Cài đặt: appearance and the officer's name. Everything applies at once; nothing here is of the record."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.context import Context, Page
from ui.preferences import DENSITIES, SCALES, THEMES, PreferenceBook
from ui.shell.page_header import PageHeader
from ui.shell.titles import council_name, council_words
from ui.theme import fonts
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.widgets.base import Themed, focus_ring
from ui.widgets.cards import Card, ScrollBody
from ui.widgets.fields import LineEdit
from ui.widgets.key_values import KeyValues
from ui.widgets.labels import Label, Line
from ui.widgets.paragraph import Paragraph
from ui.widgets.pills import ChoicePills
from workbench.messages import text


class SettingsPage(Page):
    """One column of cards."""

    key = nav = "settings"

    def __init__(self, context: Context, book: PreferenceBook) -> None:
        super().__init__(context)
        self._book = book
        now = book.current
        self.language = _pills("language", ("vi", "en"), now.language)
        self.theme = _pills("theme", THEMES, now.theme)
        self.scale = ScaleBar(now.scale)
        self.density = _pills("density", DENSITIES, now.density)
        self.officer = LineEdit(context.workbench.actor, name=text("settings.officer"))
        self.officer.setFixedWidth(px(320))
        self.problem = Paragraph("", "label", "red")
        self.problem.hide()
        self._lay_out()
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
        scroll = ScrollBody()
        scroll.body.setContentsMargins(px(24), px(16), px(24), px(16))
        scroll.body.setSpacing(px(12))
        for card in (self._look(), self._person(), self._record()):
            card.setMaximumWidth(px(920))
            scroll.body.addWidget(card)
        scroll.body.addStretch(1)
        column.addWidget(scroll, 1)

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
            card.body.addLayout(_row(key, editor))
        return card

    def _person(self) -> Card:
        card = Card(gap=8)
        card.body.addWidget(Label(text("settings.person"), "section"))
        card.body.addLayout(_row("officer", self.officer))
        card.body.addWidget(self.problem)
        return card

    def _record(self) -> Card:
        card = Card(gap=8)
        card.body.addWidget(Label(text("settings.record"), "section"))
        table = KeyValues()
        table.add(text("settings.record_file"), str(self.context.path))
        table.add(text("settings.record_council"), council_name(self.context.workbench))
        table.add(text("settings.record_office"), council_words(self.context.workbench)[1])
        card.body.addWidget(table)
        return card

    def first_focus(self) -> QWidget | None:
        """The first choice."""
        return self.language.findChild(QWidget)

    def open(self, **params: Any) -> None:
        """Show the preferences in force."""
        self._changed(frozenset())

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


def _pills(name: str, keys: tuple[str, ...], current: str) -> ChoicePills:
    choices = [(key, text(f"settings.{name}_{key}")) for key in keys]
    return ChoicePills(choices, current, text(f"settings.{name}"))


def _row(key: str, editor: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(px(16))
    words = QVBoxLayout()
    words.setSpacing(px(2))
    label = Label(text(f"settings.{key}"), "body", weight=500)
    label.setBuddy(editor)
    words.addWidget(label)
    words.addWidget(Paragraph(text(f"settings.{key}_detail"), "label", "text2", weight=400))
    row.addLayout(words, 1)
    row.addWidget(editor, 0, Qt.AlignmentFlag.AlignVCenter)
    return row


class ScaleBar(Themed, QWidget):
    """Four stops on a line; arrows or a click choose one. `chosen(share)`."""

    chosen = Signal(float)

    def __init__(self, share: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = share
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def set_share(self, share: float) -> None:
        """Show a scale without a signal."""
        self._share = share
        self.restyle()

    def restyle(self) -> None:
        self.setAccessibleName(f"{text('settings.scale')}: {round(self._share * 100)}%")
        super().restyle()

    def sizeHint(self) -> QSize:
        return QSize(px(276), px(44))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}
        if event.key() in steps:
            self._choose(self._place() + steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        nearest = min(range(len(SCALES)), key=lambda i: abs(self._x(i) - event.position().x()))
        self._choose(nearest)

    def _choose(self, place: int) -> None:
        share = SCALES[max(0, min(len(SCALES) - 1, place))]
        if share != self._share:
            self.set_share(share)
            self.chosen.emit(share)

    def _place(self) -> int:
        return min(range(len(SCALES)), key=lambda i: abs(SCALES[i] - self._share))

    def _x(self, place: int) -> float:
        side = px(20)
        return side + (self.width() - 2 * side) * place / (len(SCALES) - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, here = px(14), self._place()
        painter.fillRect(QRectF(self._x(0), middle - px(1), self._x(3) - self._x(0), px(2)), color("strong"))
        painter.fillRect(QRectF(self._x(0), middle - px(1), self._x(here) - self._x(0), px(2)), color("accent"))
        painter.setPen(Qt.PenStyle.NoPen)
        for place, share in enumerate(SCALES):
            painter.setBrush(color("accent" if place <= here else "strong"))
            radius = px(7 if place == here else 4)
            painter.drawEllipse(QPointF(self._x(place), middle), radius, radius)
            painter.setFont(fonts.caption(600 if place == here else 400, tabular=True))
            painter.setPen(color("accent" if place == here else "text2"))
            room = QRectF(self._x(place) - px(24), px(26), px(48), px(16))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, f"{round(share * 100)}%")
            painter.setPen(Qt.PenStyle.NoPen)
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()), px(4))
