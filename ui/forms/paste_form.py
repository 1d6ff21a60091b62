"""The sheet that shows what a pasted column would change, record by record, before it is written as one act."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.forms.act_sheet import ActSheet
from ui.theme.metrics import px
from ui.widgets.cards import ScrollBody
from ui.widgets.key_values import KeyValues
from ui.widgets.paragraph import Paragraph
from workbench.messages import text
from workbench.records.changes import ChangeSet
from workbench.records.issues import Issue
from workbench.services.pasting import PastedLine, PastePlan

_SHOWN, _HIGHEST = 200, 320  # lines; design px


class PasteForm(ActSheet):
    """Lines that cannot be written stand first, each with its reason."""

    def __init__(self, context: Context, plan: PastePlan, column: str, window: QWidget | None) -> None:
        """`column` in words."""
        title = text("paste.title", column=column)
        super().__init__(context, title, text("bulk.apply", n=plan.changed), window, 560)
        self.plan = plan
        self.effect = Paragraph(_effect(plan), "body")
        self.rows = KeyValues(100)
        for line in sorted(plan.lines, key=lambda line: not line.why)[:_SHOWN]:
            self.rows.add(line.code, _shown(line))
        area = ScrollBody()
        area.body.addWidget(self.rows)
        area.body.addStretch(1)
        area.setFixedHeight(px(min(_HIGHEST, 28 * len(plan.lines[:_SHOWN]) + 12)))
        self.body.addWidget(self.effect)
        self.body.addWidget(area)
        if len(plan.lines) > _SHOWN:
            self.body.addWidget(Paragraph(text("bulk.and_more", n=len(plan.lines) - _SHOWN), "label", "text2"))
        self.apply_button.setEnabled(plan.changed > 0)
        self.apply_button.setDefault(True)
        self.finish()
        self.apply_button.setFocus()

    def act(self) -> ChangeSet:
        """The act that was shown."""
        return self.plan.act

    def issues(self) -> tuple[Issue, ...]:
        """What cannot be changed is told line by line."""
        return ()

    def ready(self) -> bool:
        """Whether something would change."""
        return self.plan.changed > 0

    def done_words(self) -> str:
        """How many were changed."""
        return text("bulk.done", n=self.plan.changed)


def _effect(plan: PastePlan) -> str:
    refused = len(plan.lines) - plan.changed
    parts = [text("bulk.will_change", n=plan.changed)]
    for key, number in (
        ("bulk.are_same", plan.same),
        ("bulk.cannot", refused),
        ("paste.blank", plan.blank),
        ("paste.spare", plan.spare),
    ):
        if number:
            parts.append(text(key, n=number))
    return text("bulk.effect", parts=", ".join(parts))


def _shown(line: PastedLine) -> str:
    if line.why:
        return line.why
    return text("paste.change", before=line.before or text("paste.nothing"), after=line.after)
