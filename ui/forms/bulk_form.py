"""The sheet that changes several records at once: what, then how many change and which cannot, then one act."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.context import Context
from ui.forms.editors import make_editor
from ui.forms.parts import Editor, Part
from ui.notify import notice_of
from ui.shell.dialogs import ErrorSheet, Sheet
from ui.theme.metrics import px
from ui.widgets.buttons import Button
from ui.widgets.dates import DateEdit
from ui.widgets.fields import Field
from ui.widgets.labels import Label
from ui.widgets.paragraph import Paragraph
from workbench.errors import UserError
from workbench.messages import text
from workbench.records.record import Ref
from workbench.services.bulk import BulkPlan, Refusal, assign_officer, set_due

_NAMED = 4  # refusals that are named one by one


class BulkForm(Sheet):
    """`kind`: officer or due. `written(number)` after the act."""

    written = Signal(int)

    def __init__(self, context: Context, kind: str, refs: Sequence[Ref], window: QWidget | None) -> None:
        super().__init__(text(f"bulk.title_{kind}", n=len(refs)), window, 480)
        self._context, self._kind, self._refs = context, kind, tuple(refs)
        self.plan: BulkPlan | None = None
        self.effect = Paragraph("", "body")
        self.refusals = Paragraph("", "label", "text2")
        self.apply_button = Button("", "primary")
        self.editor: Editor | None = None
        self._build()
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
        part = {
            "officer": Part("officer", "person", "entry.officer"),
            "due": Part("due", "date", "entry.requested_due", required=True),
        }[self._kind]
        self.editor = make_editor(part, self._context.registers.linked())
        self.editor.changed.connect(self._show_effect)
        echo = self.editor.widget.echo if isinstance(self.editor.widget, DateEdit) else None
        return [Field(text(part.label), self.editor.widget, "", part.required, beside=echo)]

    def _planned(self) -> BulkPlan | None:
        """What the input means for the records; None while there is nothing to apply."""
        repository = self._context.workbench.repository
        assert self.editor is not None
        value = None if self.editor.problem() else self.editor.value()
        if self._kind == "officer":
            return assign_officer(repository, self._refs, value)
        return set_due(repository, self._refs, value) if value else None

    def _show_effect(self) -> None:
        self.plan = self._planned()
        plan = self.plan
        self.apply_button.setEnabled(plan is not None and plan.changed > 0)
        self.apply_button.setText(text("bulk.apply", n=plan.changed if plan else 0))
        self.apply_button.updateGeometry()
        if plan is None:
            self.effect.setText(text("bulk.choose"))
            self.refusals.setText("")
            return
        self.effect.setText(_effect(plan))
        self.refusals.setText("\n".join(_reasons(self._refs[0].entity, plan.refused)))

    def apply(self) -> None:
        """Write what is shown."""
        if self.plan is None or not self.plan.changed:
            return
        workbench, context = self._context.workbench, self._context
        try:
            outcome = workbench.commit(self.plan.act)
        except UserError as error:
            ErrorSheet(notice_of(error), self).open()
            return
        self.accept()
        context.tell(outcome.summary)
        number = outcome.act.number
        context.shell.toast(
            text("bulk.done", n=self.plan.changed),
            text("entry.undo"),
            lambda: context.tell(workbench.undo(number).summary),
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
        state = text(f"choice.{entity}_state.{refusal.state}") if refusal.state else ""
        lines.append(text("bulk.because", code=refusal.code, reason=text(refusal.reason, state=state)))
    if len(refused) > _NAMED:
        lines.append(text("bulk.and_more", n=len(refused) - _NAMED))
    return lines
