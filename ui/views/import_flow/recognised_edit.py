"""The form that puts recognition right: form of the sheet, sender, period, unit of money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.metrics import px
from ui.widgets.base import Themed
from ui.widgets.buttons import Button
from ui.widgets.combo import Combo, SeekEdit
from ui.widgets.fields import Field
from ui.widgets.labels import Label
from workbench.messages import text
from workbench.values.money import BILLION, DONG, MILLION, THOUSAND, unit_label
from workbench.values.periods import Period, parse_period, period_of

UNITS = (DONG, THOUSAND, MILLION, BILLION)
LEAVE_OUT = "-"


@dataclass(frozen=True, slots=True)
class Question:
    """What the form starts from. `form` is "-" for a sheet left out, "" for one without a table."""

    sheet: str
    form: str
    forms: Sequence[tuple[str, str]]
    sender: str
    senders: Sequence[str]
    period: Period | None
    periods: Sequence[Period]
    unit: int | None
    asks_unit: bool


@dataclass(frozen=True, slots=True)
class Correction:
    """What the officer says. An empty value leaves it to recognition."""

    sheet: str
    form: str
    sender: str
    period: str
    unit: int | None


class CorrectionForm(Themed, QWidget):
    """`accepted(Correction)` when it is complete and right, `left` when nothing is to change."""

    accepted = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question: Question | None = None
        self.forms = Combo()
        self.who = SeekEdit(placeholder=text("importflow.sender_hint"))
        self.period = SeekEdit(placeholder=text("importflow.period_hint"))
        self.unit = Combo()
        self._form_field = Field(text("importflow.fact_form"), self.forms)
        self._sender_field = Field(text("importflow.fact_sender"), self.who)
        self._period_field = Field(text("importflow.fact_period"), self.period)
        self._unit_field = Field(text("importflow.fact_unit"), self.unit)
        self._apply = Button(text("importflow.recognise_again"), "primary", small=True)
        self._leave = Button(text("importflow.leave_form"), "quiet", small=True)
        self._apply.clicked.connect(self.accept)
        self._leave.clicked.connect(self.left)
        self._column = QVBoxLayout(self)
        self._column.addWidget(Label(text("importflow.correcting"), "body", weight=600))
        for field in (self._form_field, self._sender_field, self._period_field, self._unit_field):
            self._column.addWidget(field)
        row = QHBoxLayout()
        row.setSpacing(px(4))
        row.addWidget(self._apply)
        row.addWidget(self._leave)
        row.addStretch(1)
        self._column.addLayout(row)
        self.follow_theme()

    def ask(self, question: Question) -> None:
        """Fill the form."""
        self._question = question
        choices: list[tuple[str, object]] = [(words, key) for key, words in question.forms]
        choices.append((text("importflow.leave_sheet"), LEAVE_OUT))
        self.forms.set_choices(choices, question.form)
        self.forms.setEnabled(bool(question.form))
        self._form_field.set_hint("" if question.form else text("importflow.no_table_why"))
        self.who.set_choices([(name, name) for name in question.senders])
        self.who.setText(question.sender)
        self.period.set_choices([(capital(p.label()), p.code) for p in question.periods])
        self.period.setText(capital(question.period.label()) if question.period else "")
        units: list[tuple[str, object]] = [] if question.unit else [(text("importflow.choose_unit"), None)]
        self.unit.set_choices([*units, *((unit_label(unit), unit) for unit in UNITS)], question.unit)
        self._unit_field.setVisible(question.asks_unit)
        for field in (self._sender_field, self._period_field):
            field.set_error("")

    def first_focus(self) -> QWidget:
        """The first field that can be filled."""
        return self.forms if self.forms.isEnabled() else self.who

    def accept(self) -> None:
        """Send the corrections, or say which field cannot be understood and go there."""
        if self._question is None:
            return
        sender, period = self._sender(), self._period()
        self._sender_field.set_error("" if sender is not None else text("importflow.bad_sender"))
        self._period_field.set_error("" if period is not None else text("importflow.bad_period"))
        if sender is None or period is None:
            (self.who if sender is None else self.period).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        unit = self.unit.value() if self._question.asks_unit else None
        form = str(self.forms.value() or "") if self.forms.isEnabled() else ""
        self.accepted.emit(
            Correction(self._question.sheet, form, sender, period, unit if isinstance(unit, int) else None)
        )

    def _sender(self) -> str | None:
        if not self.who.text().strip():
            return ""
        found = self.who.value()
        return str(found) if found else None

    def _period(self) -> str | None:
        typed = self.period.text().strip()
        if not typed:
            return ""
        found = self.period.value()
        parsed = parse_period(str(found) if found else typed)
        return parsed.code if parsed else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
        else:
            super().keyPressEvent(event)

    def restyle(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(12))
        super().restyle()


def capital(words: str) -> str:
    """The same with a capital first letter."""
    return words[:1].upper() + words[1:]


def likely_periods(now: Period) -> list[Period]:
    """Periods a report may be for, nearest first: quarters, halves, nine months and years around a quarter."""
    day = now.calendar_window()[1]
    found = [now, now.previous(), now.next(), now.previous().previous(), now.previous().previous().previous()]
    for kind in ("half", "nine_months", "year", "month"):
        near = period_of(day, kind, by="calendar")
        found += [near, near.previous()]
    return found
