"""Which forms members owe for which kind of period, since when: one act for all that is changed."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.context import Context
from ui.forms.act_sheet import ActSheet
from ui.models.round_list import form_titles
from ui.theme.metrics import px
from ui.widgets.buttons import Button
from ui.widgets.cards import ScrollBody
from ui.widgets.combo import Combo
from ui.widgets.dates import DateEdit
from ui.widgets.fields import Field, LineEdit
from ui.widgets.labels import Label
from ui.widgets.paragraph import Paragraph
from workbench.domain.vocabularies import VOCABULARIES
from workbench.messages import text
from workbench.records.changes import ChangeSet
from workbench.records.issues import Issue
from workbench.services.duties import CHOICES, PROPOSED, Duties, propose_duties
from workbench.services.proposal import check, stop
from workbench.values.dates import format_date, parse_entry

_ROW, _REST = 34, 290  # height of a line, and of all that is not in the list


class DutySheet(ActSheet):
    """A line for each form; rules of other days stand beside it. Read-only records are shown and not changed."""

    def __init__(self, context: Context, window: QWidget | None) -> None:
        super().__init__(context, text("round.duties_title"), text("round.duties_apply"), window, 760)
        clock, calendar = context.workbench.clock, context.registers.linked().calendar
        self.since = DateEdit(
            lambda typed: parse_entry(typed, clock.today(), calendar.add_working_days), clock.today, clock.today()
        )
        self.basis = LineEdit("", name=text("field.form_duty.basis"))
        self._duties = Duties(context.workbench.repository)
        self.combos: dict[str, Combo] = {}
        self._list = ScrollBody()
        self.propose = Button(text("round.duties_propose"), "quiet")
        self.propose.setToolTip(text("round.duties_why"))
        self.propose.clicked.connect(self._take_proposal)
        self.foot.insertWidget(0, self.propose)
        self._lay_out()
        self.since.changed.connect(self.look)
        self.finish()
        self.apply_button.setEnabled(not context.workbench.database.read_only)

    def _lay_out(self) -> None:
        self.body.addWidget(Paragraph(text("round.duties_detail"), "body", "text2"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(4))
        labels = VOCABULARIES["form_duty"]
        today = self.context.workbench.clock.today()
        for row, (key, title) in enumerate(zip(self._duties.forms, form_titles(self._duties.forms), strict=True)):
            combo = Combo([(labels.label(kind), kind) for kind in CHOICES], self._duties.on(key, today).every)
            combo.setAccessibleName(title)
            combo.currentIndexChanged.connect(lambda _: self.look())
            self.combos[key] = combo
            name = Paragraph(title, "body")
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(combo, row, 1)
            if since := "; ".join(self._dated(key)):
                grid.addWidget(Label(since, "label", "text2", weight=400), row, 2)
        grid.setColumnStretch(0, 1)
        self._list.body.addLayout(grid)
        self.body.addWidget(self._list)
        window = self.parentWidget()
        room = window.height() - px(_REST) if window is not None else px(_ROW * len(self.combos))
        self._list.setFixedHeight(max(px(3 * _ROW), min(px(_ROW * len(self.combos)), room)))
        self.fields["since"] = Field(text("field.form_duty.valid_from"), self.since, text("round.duties_since_hint"))
        self.fields["basis"] = Field(text("field.form_duty.basis"), self.basis, text("round.duties_basis_hint"))
        dated = QGridLayout()
        dated.setHorizontalSpacing(px(12))
        for column, field in enumerate(self.fields.values()):
            dated.addWidget(field, 0, column, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(dated)

    def _dated(self, key: str) -> Iterator[str]:
        """What the office set on which day, the newest two."""
        for duty in self._duties.history(key)[1:][-2:]:
            kind = VOCABULARIES["form_duty"].label(duty.every).lower()
            day = format_date(duty.since) if duty.since else text("round.duties_always")
            yield text("round.duties_since", kind=kind, date=day)

    def _take_proposal(self) -> None:
        for form, kind in PROPOSED.items():
            self.combos[form].setCurrentIndex(self.combos[form].findData(kind))

    def wanted(self) -> dict[str, str]:
        """What is chosen otherwise than it holds today, by form."""
        today = self.context.workbench.clock.today()
        chosen = {form: str(combo.currentData()) for form, combo in self.combos.items()}
        return {form: kind for form, kind in chosen.items() if kind != self._duties.on(form, today).every}

    def issues(self) -> tuple[Issue, ...]:
        """A day that cannot be read; periods that were closed before today are named."""
        if self.since.problem():
            return (stop("round.duties_bad_day", "since"),)
        day = self.since.value()
        if not self.act().is_empty and (day is None or day < self.context.workbench.clock.today()):
            return (check("round.duties_back", "since"),)
        return ()

    def act(self) -> ChangeSet:
        """The act as it stands."""
        return propose_duties(self.context.workbench, self.wanted(), self.since.value(), self.basis.text())

    def done_words(self) -> str:
        """How many forms are owed otherwise now."""
        return text("round.duties_done", n=len(self.act().changes))
