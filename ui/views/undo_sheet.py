"""Taking an act back, or doing it again: what that changes and what it keeps is read first, then done as listed."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.context import Context
from ui.shell.dialogs import Sheet
from ui.shell.waiting import work_over
from ui.theme.metrics import px
from ui.widgets.buttons import Button
from ui.widgets.cards import ScrollBody
from ui.widgets.labels import Line, SectionLabel
from ui.widgets.paragraph import Paragraph
from workbench.messages import text
from workbench.progress import Progress
from workbench.services.act_words import act_words
from workbench.services.told import RecordTold, ReversalTold, tell_reversal
from workbench.services.undoing import Reversal, taken_back
from workbench.services.workbench import Outcome
from workbench.storage.journal import Act

_MOST = 200  # of each kind listed; the rest is counted


class UndoSheet(Sheet):
    """A plan with its list. The button does that very plan; the safe choice is to leave things as they are."""

    def __init__(
        self, context: Context, plan: Reversal, meant: Act, told: ReversalTold, parent: QWidget | None = None
    ) -> None:
        self._way = "redo" if plan.act.source == "redo" else "undo"
        title = text(f"told.title_{self._way}", what=act_words(meant))
        super().__init__(title, parent, 640)
        self._context, self._plan = context, plan
        self.told = told
        self.body.addWidget(Paragraph(title, "section", max_lines=3))
        by = text("told.by", number=meant.number, actor=meant.actor, at=f"{meant.at:%H:%M, %d/%m/%Y}")
        self.body.addWidget(Paragraph(by, "label", "text2", weight=400))
        self.body.addWidget(Line())
        self.body.addWidget(self._list())
        note = text("told.stays") if told.n_changed else text("told.nothing")
        self.body.addWidget(Paragraph(note, "label", "text2", weight=400))
        self.leave = Button(text("told.leave"), "secondary", key_hint="Esc")
        self.leave.clicked.connect(self.reject)
        self.apply_button = Button(text(f"told.do_{self._way}", n=told.n_changed), "primary", f"{self._way}-2")
        self.apply_button.clicked.connect(self._do)
        self.apply_button.setVisible(bool(told.n_changed))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addStretch(1)
        row.addWidget(self.leave)
        row.addWidget(self.apply_button)
        self.body.addLayout(row)
        self.leave.setFocus()

    def _list(self) -> QWidget:
        scroll = ScrollBody()
        column = scroll.body
        column.setSpacing(px(6))
        column.setContentsMargins(0, 0, px(12), 0)
        told = self.told
        if told.n_changed:
            column.addWidget(SectionLabel(text("told.will_change", n=told.n_changed)))
            for record in told.changed:
                column.addWidget(record_entry(record))
            if (more := told.n_changed - len(told.changed)) > 0:
                column.addWidget(Paragraph(text("told.more", n=more), "body", "text2"))
        if told.n_kept:
            column.addSpacing(px(6) if told.n_changed else 0)
            column.addWidget(SectionLabel(text("told.will_keep", n=told.n_kept), "amber"))
            for words in told.kept:
                column.addWidget(Paragraph(words, "body"))
            if (more := told.n_kept - len(told.kept)) > 0:
                column.addWidget(Paragraph(text("told.more_kept", n=more), "body", "text2"))
        column.addStretch(1)
        lines = sum(1 + len(record.fields) for record in told.changed) + 2 * told.n_kept + 3
        scroll.setFixedHeight(px(min(300, max(60, 24 * lines))))
        scroll.setAccessibleName(text("told.list"))
        return scroll

    def words(self) -> str:
        """Everything listed."""
        return "\n".join(self.told.lines())

    def _do(self) -> None:
        context, plan, way = self._context, self._plan, self._way
        title, window = self.windowTitle(), self.parentWidget()
        self.accept()

        def done(outcome: Outcome) -> None:
            context.tell(outcome.summary)
            words = text("detail.undone" if way == "undo" else "detail.redone", number=plan.number)
            context.shell.toast(text("shell.undo_kept", done=words, n=len(plan.kept)) if plan.kept else words)

        work_over(context, lambda progress: context.workbench.take_back(plan, progress), title, done, window)


def record_entry(record: RecordTold) -> QWidget:
    """One record of a list: what happens to it, and the fields of an update below."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px(1))
    column.addWidget(Paragraph(record.words, "body", weight=500, max_lines=2))
    for field in record.fields:
        column.addWidget(Paragraph(field.words, "label", "text2", weight=400, max_lines=3))
    return made


def open_undo(context: Context, number: int, window: QWidget) -> None:
    """Show what taking back act `number` would do, or doing it again where it was undone."""
    workbench, registers = context.workbench, context.registers

    def work(progress: Progress) -> tuple[Reversal, Act, ReversalTold]:
        undone = number in taken_back(workbench.journal.links())
        plan = workbench.plan_redo(number, progress) if undone else workbench.plan_undo(number, progress)
        meant = workbench.journal.act(plan.number)
        assert meant is not None
        return plan, meant, tell_reversal(registers, plan, _MOST)

    def show(found: tuple[Reversal, Act, ReversalTold]) -> None:
        UndoSheet(context, *found, parent=window).open()

    work_over(context, work, text("shell.wait_undo_list"), show, window)
