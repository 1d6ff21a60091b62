"""The sheet that says what a day of the calendar is: its kind, name and legal basis."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.shell.dialogs import Sheet
from ui.theme.metrics import px
from ui.widgets.buttons import Button
from ui.widgets.choices import CheckBox
from ui.widgets.dates import DateEdit, Reader
from ui.widgets.fields import Field, LineEdit
from ui.widgets.labels import Label
from ui.widgets.pills import ChoicePills
from workbench.domain.workdays import DayKind
from workbench.messages import text
from workbench.services.working_calendar import DayEdit

KINDS = ("plain", "off", "swap_off", "work")


class DaySheet(Sheet):
    """`entered(DayEdit)` when the officer keeps it."""

    entered = Signal(object)

    def __init__(
        self,
        edit: DayEdit,
        read: Reader,
        today: Callable[[], date],
        parent: QWidget | None = None,
        fixed: bool = True,
    ) -> None:
        super().__init__(text("calendar.day_title"), parent, 560)
        self.day = DateEdit(read, today, edit.day if fixed else None)
        self.kind = ChoicePills(
            [(key, text(f"calendar.choice_{key}")) for key in KINDS], edit.kind or ("plain" if fixed else "off")
        )
        self.name = LineEdit(edit.name)
        self.basis = LineEdit(edit.basis)
        self.decided = CheckBox(text("calendar.decided"))
        self.decided.setChecked(edit.decided)
        self.fields = {
            "day": Field(text("calendar.day"), self.day, required=True),
            "name": Field(text("calendar.name"), self.name, text("calendar.name_hint"), required=True),
            "basis": Field(text("calendar.basis"), self.basis, text("calendar.basis_hint"), required=True),
        }
        self.day.setReadOnly(fixed)
        self._lay_out()
        self.kind.chosen.connect(lambda _: self._kind_changed())
        self._kind_changed()
        (self.kind if fixed else self.day).setFocus()

    def _lay_out(self) -> None:
        self.body.addWidget(Label(text("calendar.day_title"), "section"))
        self.body.addWidget(self.fields["day"])
        self.body.addWidget(Field(text("calendar.kind"), self.kind))
        self.body.addWidget(self.fields["name"])
        self.body.addWidget(self.fields["basis"])
        self.body.addWidget(self.decided)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addStretch(1)
        cancel, keep = (
            Button(text("calendar.cancel"), "quiet", key_hint="Esc"),
            Button(text("calendar.keep_day"), "primary"),
        )
        cancel.clicked.connect(self.reject)
        keep.clicked.connect(self.keep)
        row.addWidget(cancel)
        row.addWidget(keep)
        self.body.addLayout(row)

    def _kind_changed(self) -> None:
        plain = self.kind.current() == "plain"
        for key in ("name", "basis"):
            self.fields[key].setEnabled(not plain)
            self.fields[key].set_error("")
        self.decided.setEnabled(not plain)

    def keep(self) -> None:
        """Hand the day over, unless something is missing."""
        kind = self.kind.current()
        problems = {"day": self.day.problem() or ("" if self.day.value() else text("calendar.needed"))}
        if kind != "plain":
            for key, editor in (("name", self.name), ("basis", self.basis)):
                problems[key] = "" if editor.text().strip() else text("calendar.needed")
        for key, problem in problems.items():
            self.fields[key].set_error(problem)
        wrong = next((key for key, problem in problems.items() if problem), "")
        if wrong:
            self.fields[wrong].editor.setFocus()
            self.adjustSize()
            return
        day = self.day.value()
        assert day is not None
        if kind == "plain":
            self.entered.emit(DayEdit(day, None))
        else:
            name, basis = " ".join(self.name.text().split()), " ".join(self.basis.text().split())
            self.entered.emit(DayEdit(day, cast(DayKind, kind), name, basis, self.decided.isChecked()))
        self.accept()
