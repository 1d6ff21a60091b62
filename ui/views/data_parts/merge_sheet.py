"""What merging another computer's file would do: the list, and a choice for everything that both changed differently."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.context import Context
from ui.shell.dialogs import Sheet
from ui.theme.metrics import px
from ui.views.undo_sheet import record_entry
from ui.widgets.buttons import Button
from ui.widgets.cards import ScrollBody
from ui.widgets.choices import RadioCard
from ui.widgets.labels import Line, SectionLabel
from ui.widgets.paragraph import Paragraph
from workbench.messages import text
from workbench.progress import Progress
from workbench.services.merge_words import Asked, MergeTold
from workbench.services.merging import Key, MergePlan, Side, merge, plan_merge
from workbench.services.workbench import Outcome

_SIDES: tuple[Side, ...] = ("ours", "theirs")


class MergeSheet(Sheet):
    """A question that is left without a choice stays as it is here, and is asked again at the next merge."""

    def __init__(self, context: Context, plan: MergePlan, told: MergeTold, parent: QWidget | None = None) -> None:
        title = text("merge.sheet_title", file=plan.theirs.file)
        super().__init__(title, parent, 720)
        self._context, self._plan, self._told = context, plan, told
        self.answers: dict[Key, Side] = {}
        self.choices: list[dict[Side, RadioCard]] = []
        self.body.addWidget(Paragraph(title, "section", max_lines=2))
        self.body.addWidget(Line())
        self.body.addWidget(self._list())
        self._waiting = Paragraph("", "label", "amber", weight=400)
        self.body.addWidget(self._waiting)
        self.body.addWidget(Paragraph(text("merge.stays"), "label", "text2", weight=400))
        self.leave = Button(text("merge.leave"), "secondary", key_hint="Esc")
        self.leave.clicked.connect(self.reject)
        self.apply_button = Button(text("merge.apply"), "primary", "merge")
        self.apply_button.clicked.connect(self._do)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addStretch(1)
        row.addWidget(self.leave)
        row.addWidget(self.apply_button)
        self.body.addLayout(row)
        self._look()
        self.leave.setFocus()

    def _list(self) -> QWidget:
        scroll = self.roll = ScrollBody()
        scroll.setFixedHeight(px(300))
        scroll.setAccessibleName(text("told.list"))
        column = scroll.body
        column.setSpacing(px(6))
        column.setContentsMargins(0, 0, px(12), 0)
        if self._told.asked:
            column.addWidget(SectionLabel(text("merge.questions", n=len(self._told.asked)), "amber"))
            for asked in self._told.asked:
                column.addWidget(self._question(asked))
        for words in self._told.notes:
            column.addWidget(Paragraph(words, "body", "amber"))
        if self._told.n_changed:
            column.addWidget(SectionLabel(text("told.will_change", n=self._told.n_changed)))
            for record in self._told.changed:
                column.addWidget(record_entry(record))
            if (more := self._told.n_changed - len(self._told.changed)) > 0:
                column.addWidget(Paragraph(text("told.more", n=more), "body", "text2"))
        column.addStretch(1)
        return scroll

    def _question(self, asked: Asked) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, px(6))
        column.setSpacing(px(4))
        column.addWidget(Paragraph(asked.what, "body", weight=500, max_lines=2))
        key = (asked.question.ref, asked.question.field)
        cards = dict(zip(_SIDES, (asked.ours, asked.theirs), strict=True))
        self.choices.append({side: self._card(asked.what, key, side, words) for side, words in cards.items()})
        beside = QHBoxLayout()
        beside.setSpacing(px(8))
        for card in self.choices[-1].values():
            beside.addWidget(card, 1)
        column.addLayout(beside)
        return made

    def _card(self, what: str, key: Key, side: Side, words: str) -> RadioCard:
        card = RadioCard(text(f"merge.take_{side}"), words, "", True)
        card.setAccessibleName(f"{what}. {card.accessibleName()}")
        card.toggled.connect(lambda on: self._answer(key, side) if on else None)
        return card

    def _answer(self, key: Key, side: Side) -> None:
        self.answers[key] = side
        self._look()

    def _look(self) -> None:
        waiting = len(self._told.asked) - len(self.answers)
        self._waiting.setText(text("merge.will_wait", n=waiting))
        self._waiting.setVisible(waiting > 0)
        nothing = not self._plan.act.changes and not self.answers
        self.apply_button.setEnabled(not nothing)

    def words(self) -> str:
        """Everything listed."""
        return "\n".join(self._told.lines())

    def _do(self) -> None:
        context, theirs, head, answers = self._context, self._plan.theirs, self._plan.head, dict(self.answers)
        workbench = context.workbench

        def work(_: Progress) -> Outcome:
            answered = plan_merge(workbench, theirs, answers)
            return merge(workbench, replace(answered, head=head))  # only if the list that was read still holds

        task = context.run(work)
        self.accept()

        def done(outcome: Outcome) -> None:
            context.tell(outcome.summary)
            touched = len({*outcome.summary.created, *outcome.summary.updated, *outcome.summary.removed})
            context.shell.toast(text("merge.done", file=theirs.file, n=touched))

        task.done.connect(done)
        task.start()
