"""The sheet on which the progress of a commitment is reported: status, share, and the three parts of a report."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.context import Context
from ui.notify import notice_of
from ui.shell.dialogs import ErrorSheet, Sheet
from ui.shell.taking_back import take_back
from ui.theme.metrics import px
from ui.widgets.buttons import Button
from ui.widgets.combo import Combo
from ui.widgets.fields import Field, LineEdit, TextArea
from ui.widgets.labels import Label
from ui.widgets.paragraph import Paragraph
from workbench.domain.vocabularies import VOCABULARIES
from workbench.errors import UserError
from workbench.messages import text
from workbench.records.record import Ref
from workbench.services.progress import ProgressDraft, commitments_of, last_entry, report_progress
from workbench.values.dates import format_date
from workbench.values.text import first_sentence


class ProgressForm(Sheet):
    """Reports one commitment of an agreement at a time; `saved(uid)` with the commitment."""

    saved = Signal(str)

    def __init__(self, context: Context, agreement: str, task: str, window: QWidget | None) -> None:
        super().__init__(text("progress.form_title"), window, 560)
        self._context = context
        self._linked = context.registers.linked()
        found = commitments_of(self._linked, agreement)
        self.task = Combo([(first_sentence(t.values.content), t.uid) for t in found], task or None)
        keys = VOCABULARIES["task_status"].choices
        self.status = Combo([(text(f"choice.task_status.{key}"), key) for key in keys])
        self.percent = LineEdit(tabular=True)
        self.words = {key: TextArea(lines=2) for key in ("result", "difficulty", "next_steps")}
        self._last = Paragraph("", "label", "text2", max_lines=2)
        self.save_button = Button(text("entry.save"), "primary", key_hint="Ctrl+S")
        self._build()
        self.task.currentIndexChanged.connect(lambda _: self._fill())
        self.save_button.clicked.connect(self.save)
        for keys_ in ("Ctrl+S", "Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys_), self).activated.connect(self.save)
        self._fill()
        self.percent.setFocus()

    def _build(self) -> None:
        self.body.addWidget(Label(self.windowTitle(), "section"))
        self.body.addWidget(Field(text("progress.task"), self.task))
        row = QHBoxLayout()
        row.setSpacing(px(12))
        self.percent_field = Field(text("progress.percent_label"), self.percent, text("progress.percent_hint"))
        row.addWidget(Field(text("progress.status"), self.status), 1)
        row.addWidget(self.percent_field, 1)
        self.body.addLayout(row)
        self.body.addWidget(self._last)
        for key, area in self.words.items():
            self.body.addWidget(Field(text(f"progress.{key}"), area))
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        foot.addStretch(1)
        cancel = Button(text("entry.cancel"), "quiet", key_hint="Esc")
        cancel.clicked.connect(self.reject)
        foot.addWidget(cancel)
        foot.addWidget(self.save_button)
        self.body.addLayout(foot)

    def _fill(self) -> None:
        uid = str(self.task.currentData())
        values = self._linked.repository.need(Ref("task", uid)).values
        self.status.setCurrentIndex(max(0, self.status.findData(values.status)))
        self.percent.setText("" if values.percent is None else str(values.percent))
        entry = last_entry(self._linked, uid)
        said = "" if entry is None else (entry.values.result or entry.values.difficulty or "")
        self._last.setVisible(bool(said))
        if entry is not None and said and entry.values.entered:
            self._last.setText(text("progress.last", date=format_date(entry.values.entered), words=said))

    def draft(self) -> ProgressDraft:
        """What is entered. UserError `progress.out_of_range` when the share is not a whole number."""
        typed = self.percent.text().strip().rstrip("%").strip()
        if typed and not typed.isdecimal():
            raise UserError("progress.out_of_range", found=typed)
        words = {key: area.toPlainText().strip() for key, area in self.words.items()}
        return ProgressDraft(
            str(self.task.currentData()), str(self.status.currentData()), int(typed) if typed else None, **words
        )

    def save(self) -> None:
        """Write it; on a mistake say what is wrong and stay open."""
        workbench = self._context.workbench
        try:
            act = report_progress(workbench, self._linked, self.draft())
            outcome = None if act.is_empty else workbench.commit(act)
        except UserError as error:
            if error.code == "progress.out_of_range":
                self.percent_field.set_error(notice_of(error).message)
                self.percent.setFocus()
            else:
                ErrorSheet(notice_of(error), self).open()
            return
        self.accept()
        if outcome is None:
            self._context.shell.toast(text("progress.nothing"))
            return
        number, code = outcome.act.number, str(act.label.params["code"])
        self._context.tell(outcome.summary)
        context = self._context
        context.shell.toast(
            text("progress.saved", code=code),
            text("entry.undo"),
            lambda: take_back(context, number),
        )
        self.saved.emit(str(self.task.currentData()))
