"""The sheet that changes several records at once: what, then how many change and which cannot, then one act."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.context import Context
from ui.forms.editors import make_editor
from ui.forms.parts import Editor, Part
from ui.notify import notice_of
from ui.shell.dialogs import ErrorSheet, Sheet
from ui.shell.taking_back import take_back
from ui.shell.waiting import Ended, wait_for
from ui.theme.metrics import px
from ui.widgets.buttons import Button
from ui.widgets.dates import DateEdit
from ui.widgets.fields import Field
from ui.widgets.labels import Label
from ui.widgets.paragraph import Paragraph
from workbench.errors import UserError
from workbench.messages import text
from workbench.records.record import Record, Ref
from workbench.services.bulk import BulkPlan, Refusal, assign_officer, set_assessment, set_course, set_due
from workbench.services.workbench import Outcome

_NAMED = 4  # refusals that are named one by one
_AT_ONCE = 200  # records that are changed without a bar
_COURSE = "field.agreement.implementation"
_DUE_LABELS = {"obstacle": "entry.requested_due", "task": "column.due_tasks", "mechanism": "column.due_mechanisms"}
_STATES = {"task": "task_status"}  # closed lists that are not called after their entity


class BulkForm(Sheet):
    """`kind`: officer, due, course (of agreements) or assessment (of tasks). `written(number)` after the act."""

    written = Signal(int)

    def __init__(
        self, context: Context, kind: str, refs: Sequence[Ref], window: QWidget | None, value: object = None
    ) -> None:
        """`value` stands in the field already."""
        super().__init__(text(f"bulk.title_{kind}", n=len(refs)), window, 480)
        self._context, self._kind, self._refs = context, kind, tuple(refs)
        self._records: Sequence[Record[Any]] | None = None  # until they are read
        self.plan: BulkPlan | None = None
        self.effect = Paragraph("", "body")
        self.refusals = Paragraph("", "label", "text2")
        self.apply_button = Button("", "primary")
        self.editor: Editor | None = None
        self._build()
        if value is not None and self.editor is not None:
            self.editor.set_value(value)
        self._show_effect()
        self._read()

    def _read(self) -> None:
        """Read the records; what would happen to them is told from then on."""
        repository, uids = self._context.workbench.repository, [ref.uid for ref in self._refs]
        task = self._context.read(lambda _: repository.many(self._refs[0].entity, uids))
        task.done.connect(self._take)
        task.start()

    def _take(self, records: Sequence[Record[Any]]) -> None:
        self._records = records
        self._show_effect()

    def _build(self) -> None:
        self.body.addWidget(Label(self.windowTitle(), "section"))
        for field in self._fields():
            self.body.addWidget(field)
        self.body.addWidget(self.effect)
        self.body.addWidget(self.refusals)
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        foot.addStretch(1)
        cancel = Button(text("entry.cancel"), "quiet", key_hint="Esc")
        cancel.clicked.connect(self.reject)
        foot.addWidget(cancel)
        foot.addWidget(self.apply_button)
        self.apply_button.clicked.connect(self.apply)
        self.apply_button.setDefault(True)
        self.body.addLayout(foot)

    def _fields(self) -> list[Field]:
        if self._kind == "officer":
            part = Part("officer", "person", "entry.officer")
        elif self._kind == "course":
            part = Part("course", "catalogue", _COURSE, required=True, catalogue="agreement_status")
        elif self._kind == "assessment":
            part = Part("status", "catalogue", "field.task.status", required=True, catalogue="task_status")
        else:
            part = Part("due", "date", _DUE_LABELS[self._refs[0].entity], required=True)
        self.editor = make_editor(part, self._context.registers.linked())
        self.editor.changed.connect(self._show_effect)
        echo = self.editor.widget.echo if isinstance(self.editor.widget, DateEdit) else None
        return [Field(text(part.label), self.editor.widget, "", part.required, beside=echo)]

    def _planned(self) -> BulkPlan | None:
        """What the input means for the records; None while there is nothing to apply."""
        assert self.editor is not None
        if self._records is None:
            return None
        value = None if self.editor.problem() else self.editor.value()
        if self._kind == "officer":
            return assign_officer(self._records, value) if value else None
        if self._kind == "course":
            return set_course(self._records, value) if value else None
        if self._kind == "assessment":
            return set_assessment(self._records, value) if value else None
        return set_due(self._records, value) if value else None

    def _show_effect(self) -> None:
        self.plan = self._planned()
        plan = self.plan
        self.apply_button.setEnabled(plan is not None and plan.changed > 0)
        self.apply_button.setText(text("bulk.apply", n=plan.changed if plan else 0))
        self.apply_button.updateGeometry()
        if plan is None:
            self.effect.setText(text("bulk.choose" if self._records is not None else "bulk.reading"))
            self.refusals.setText("")
            return
        self.effect.setText(_effect(plan))
        self.refusals.setText("\n".join(_reasons(self._refs[0].entity, plan.refused)))

    def apply(self) -> None:
        """Write what is shown."""
        if self.plan is None or not self.plan.changed:
            return
        if self.plan.changed > _AT_ONCE:
            self._write_beside(self.plan)
            return
        try:
            outcome = self._context.workbench.commit(self.plan.act)
        except UserError as error:
            ErrorSheet(notice_of(error), self).open()
            return
        self._written(outcome)

    def _write_beside(self, plan: BulkPlan) -> None:
        """Write a long act on the worker; stopped, it leaves the record and this sheet as they were."""
        workbench = self._context.workbench

        def ended(how: Ended) -> None:
            if how.error is not None:
                ErrorSheet(notice_of(how.error), self).open()
            elif not how.stopped:
                self._written(how.result)

        title = text("bulk.writing", n=plan.changed)
        wait_for(self._context.runner, lambda progress: workbench.commit(plan.act, progress), title, lambda: self, ended)

    def _written(self, outcome: Outcome) -> None:
        context = self._context
        changed = self.plan.changed if self.plan else 0
        self.accept()
        context.tell(outcome.summary)
        number = outcome.act.number
        context.shell.toast(
            text("bulk.done", n=changed),
            text("entry.undo"),
            lambda: take_back(context, number),
        )
        self.written.emit(number)


def _effect(plan: BulkPlan) -> str:
    parts = [text("bulk.will_change", n=plan.changed)]
    if plan.same:
        parts.append(text("bulk.are_same", n=plan.same))
    if plan.refused:
        parts.append(text("bulk.cannot", n=len(plan.refused)))
    return text("bulk.effect", parts=", ".join(parts))


def _reasons(entity: str, refused: Sequence[Refusal]) -> list[str]:
    lines = []
    for refusal in refused[:_NAMED]:
        state = text(f"choice.{_STATES.get(entity, f'{entity}_state')}.{refusal.state}") if refusal.state else ""
        lines.append(text("bulk.because", code=refusal.code, reason=text(refusal.reason, state=state)))
    if len(refused) > _NAMED:
        lines.append(text("bulk.and_more", n=len(refused) - _NAMED))
    return lines
