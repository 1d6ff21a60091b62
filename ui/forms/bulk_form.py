"""The sheet that changes several records at once: what, then how many change and which cannot, then one act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.forms.act_sheet import ActSheet
from ui.forms.editors import make_editor
from ui.forms.parts import Editor, Part
from ui.tasks import Task
from ui.widgets.dates import DateEdit
from ui.widgets.fields import Field
from ui.widgets.paragraph import Paragraph
from workbench.messages import text
from workbench.progress import Progress
from workbench.records.changes import ChangeSet
from workbench.records.issues import Issue
from workbench.records.record import Record, Ref
from workbench.services.bulk import BulkPlan, Refusal, assign_officer, set_assessment, set_course, set_due
from workbench.services.inline import letter_of_due
from workbench.services.move_ground import ground_of
from workbench.services.registers import Registers

_AT_ONCE = 1_000  # records that are planned for at each letter typed
_NAMED = 4  # refusals that are named one by one
_COURSE = "field.agreement.implementation"
_DUE_LABELS = {"obstacle": "entry.requested_due", "task": "column.due_tasks", "mechanism": "column.due_mechanisms"}
_Read = tuple[Sequence[Record[Any]], frozenset[Ref]]  # the records, and which of them show the day of a letter
_STATES = {"task": "task_status"}  # closed lists that are not called after their entity


class BulkForm(ActSheet):
    """`kind`: officer, due, course (of agreements) or assessment (of tasks)."""

    def __init__(
        self, context: Context, kind: str, refs: Sequence[Ref], window: QWidget | None, value: object = None
    ) -> None:
        """`value` stands in the field already."""
        super().__init__(context, text(f"bulk.title_{kind}", n=len(refs)), "", window, 480)
        self._kind, self._refs = kind, tuple(refs)
        self._records: Sequence[Record[Any]] | None = None  # until they are read
        self._of_letters: frozenset[Ref] = frozenset()
        self.plan: BulkPlan | None = None
        self._asked = 0
        self._planner: Task | None = None
        self.effect = Paragraph("", "body")
        self.refusals = Paragraph("", "label", "text2")
        self.editor: Editor | None = None
        for part in (*self._inputs(), self.effect, self.refusals):
            self.body.addWidget(part)
        if value is not None and self.editor is not None:
            self.editor.set_value(value)
        self.apply_button.setDefault(True)
        self.finish()
        self.notice.hide()  # what stands against it is told record by record
        self._read()

    def _read(self) -> None:
        """Read the records; what would happen to them is told from then on."""
        registers, refs, dated = self.context.registers, self._refs, self._kind == "due"

        def work(progress: Progress) -> _Read:
            records = registers.workbench.repository.many(refs[0].entity, [ref.uid for ref in refs])
            return records, _of_letters(registers, refs, progress) if dated else frozenset()

        task = self.context.read(work)
        task.done.connect(self._take)
        task.start()

    def _take(self, found: _Read) -> None:
        self._records, self._of_letters = found
        self.look()

    def _inputs(self) -> list[Field]:
        if self._kind == "officer":
            part = Part("officer", "person", "entry.officer")
        elif self._kind == "course":
            part = Part("course", "catalogue", _COURSE, required=True, catalogue="agreement_status")
        elif self._kind == "assessment":
            part = Part("status", "catalogue", "field.task.status", required=True, catalogue="task_status")
        else:
            part = Part("due", "date", _DUE_LABELS[self._refs[0].entity], required=True)
        self.editor = make_editor(part, self.context.registers.linked())
        self.editor.changed.connect(self.look)
        echo = self.editor.widget.echo if isinstance(self.editor.widget, DateEdit) else None
        return [Field(text(part.label), self.editor.widget, "", part.required, beside=echo)]

    def _planning(self) -> Callable[[], BulkPlan] | None:
        """What works out what the input means for the records; None while there is nothing to apply."""
        assert self.editor is not None
        value = None if self.editor.problem() else self.editor.value()
        if self._records is None or not value:
            return None
        plans = {"officer": assign_officer, "course": set_course, "assessment": set_assessment}
        return partial(plans.get(self._kind, set_due), self._records, value)

    def look(self) -> None:
        """Say how many would change and which cannot; of very many that is worked out beside the window."""
        self._asked += 1
        if self._planner is not None:
            self._planner.cancel()
            self._planner = None
        asked, planning = self._asked, self._planning()
        if planning is None:
            self._tell(None, "bulk.choose" if self._records is not None else "bulk.reading")
        elif len(self._records or ()) <= _AT_ONCE:
            self._tell(planning())
        else:
            self._tell(None, "bulk.reading")

            def plan(progress: Progress) -> tuple[int, BulkPlan]:
                progress.step(0, 1)  # not begun for an input that is another by now
                return asked, planning()

            self._planner = task = self.context.read(plan)
            task.done.connect(self._planned)
            task.failed.connect(self._unplanned)
            task.start()

    def _unplanned(self, _: Exception) -> None:
        """Why is said over the page; another input may be given."""
        self._tell(None, "bulk.choose")

    def _planned(self, found: tuple[int, BulkPlan]) -> None:
        """A plan for the input is there; it is dropped when the input is another by now."""
        if found[0] == self._asked:
            self._tell(found[1])

    def _tell(self, plan: BulkPlan | None, instead: str = "") -> None:
        self.plan = plan
        self.apply_button.setEnabled(plan is not None and plan.changed > 0)
        self.apply_button.setText(text("bulk.apply", n=plan.changed if plan else 0))
        self.apply_button.updateGeometry()
        if plan is None:
            self.effect.setText(text(instead))
            self.refusals.setText("")
            return
        self.effect.setText(" ".join(filter(None, (_effect(plan), self._letter_words(plan)))))
        self.refusals.setText("\n".join(_reasons(self._refs[0].entity, plan.refused)))

    def ready(self) -> bool:
        """Whether something would change."""
        return self.plan is not None and self.plan.changed > 0

    def _letter_words(self, plan: BulkPlan) -> str:
        """How many of the obstacles go on showing the deadline of the letter that carries them; "" for none."""
        number = sum(change.ref in self._of_letters for change in plan.act.changes)
        return text("bulk.due_of_letters", n=number) if number else ""

    def act(self) -> ChangeSet:
        """The act that was shown."""
        assert self.plan is not None
        return self.plan.act

    def issues(self) -> tuple[Issue, ...]:
        """What cannot be changed is told by the plan."""
        return ()

    def done_words(self) -> str:
        """How many were changed."""
        return text("bulk.done", n=self.plan.changed if self.plan else 0)


def _of_letters(registers: Registers, refs: Sequence[Ref], progress: Progress) -> frozenset[Ref]:
    """Which records show the deadline of a letter in place of their own: only obstacles do."""
    if refs[0].entity != "obstacle":
        return frozenset()
    ground = ground_of(registers, [ref.uid for ref in refs], progress=progress)
    return frozenset(ref for ref in refs if letter_of_due(ground, ref) is not None)


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
