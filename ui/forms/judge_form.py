"""The sheet that judges an overlap: complementary, duplicate, competing or unrelated, and why."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.forms.act_sheet import ActSheet
from ui.widgets.buttons import Button
from ui.widgets.fields import Field, TextArea
from ui.widgets.paragraph import Paragraph
from ui.widgets.pills import ChoicePills
from workbench.messages import text
from workbench.records.changes import ChangeSet
from workbench.records.issues import Issue
from workbench.services.analysis.overlaps import Card
from workbench.services.judging import JUDGEMENTS, as_judged, judge, judge_and_raise
from workbench.services.raising import from_card


class JudgeForm(ActSheet):
    """One card; judged before, the form starts with what was held then."""

    def __init__(self, context: Context, card: Card, window: QWidget | None) -> None:
        super().__init__(context, text("review.judge_title"), text("review.judge_apply"), window, 560)
        self._card = card
        self.body.addWidget(Paragraph("\n".join(f"{m.code}  {m.title}" for m in card.members), "body", "text2"))
        names = context.registers.linked().names
        choices = [(key, names.choice("overlap_judgement", key)) for key in JUDGEMENTS]
        self.judgement = ChoicePills(choices, card.judgement, text("review.judgement"))
        self.reason = TextArea(card.reason, lines=3)
        self.fields["judgement"] = Field(text("review.judgement"), self.judgement, required=True)
        self.fields["reason"] = Field(text("review.why"), self.reason, text("review.why_hint"), required=True)
        for field in self.fields.values():
            self.body.addWidget(field)
        self.raise_button = Button(text("review.judge_raise"), icon="triangle-alert")
        self.raise_button.clicked.connect(self.raise_too)
        self.foot.insertWidget(self.foot.count() - 1, self.raise_button)
        self.judgement.chosen.connect(lambda _: self.look())
        self.reason.textChanged.connect(self.look)
        self.finish()

    def look(self) -> None:
        """What is held to be unrelated raises nothing."""
        super().look()
        self.raise_button.setEnabled(self.judgement.current() != "unrelated")

    def raise_too(self) -> None:
        """Go on to the form of an obstacle; judgement and obstacle are then written as one act, or neither."""
        from ui.forms.record_form import open_form

        if not self.ready():
            return
        context, card = self.context, self._card
        held = self.judgement.current(), self.reason.toPlainText()
        form = open_form(
            self.parentWidget() or self, context, "obstacle",
            given=from_card(context.registers.linked(), as_judged(card, *held)),
            together=lambda act, uid: judge_and_raise(context.workbench, card, *held, act, uid),
        )  # fmt: skip
        self.hide()
        form.accepted.connect(self.accept)
        form.rejected.connect(self.open)

    def issues(self) -> tuple[Issue, ...]:
        """What stands against it."""
        return judge(self.context.workbench, self._card, self.judgement.current(), self.reason.toPlainText()).issues

    def act(self) -> ChangeSet:
        """The act as it stands."""
        return judge(self.context.workbench, self._card, self.judgement.current(), self.reason.toPlainText()).act

    def done_words(self) -> str:
        """The act in the words of the history."""
        label = self.act().label
        return text(label.key, **label.params)
