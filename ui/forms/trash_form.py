"""The sheet that puts records into the trash: why, and what must stay because something else needs it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.forms.act_sheet import ActSheet
from ui.shell.waiting import AT_ONCE, work_over
from ui.widgets.fields import Field, TextArea
from ui.widgets.paragraph import Paragraph
from ui.widgets.pills import ChoicePills
from workbench.errors import UserError
from workbench.messages import text
from workbench.progress import Progress
from workbench.records.changes import Change, ChangeSet
from workbench.records.issues import Issue
from workbench.records.record import Ref
from workbench.services.proposal import Proposal
from workbench.services.told import Teller
from workbench.services.trash import KEPT_DAYS, weighed, with_reason

Weighed = tuple[tuple[int, str], Proposal]
_REASONS = ("double", "mistake", "moot")


class TrashForm(ActSheet):
    """Some records of one register."""

    def __init__(
        self, context: Context, refs: Sequence[Ref], window: QWidget | None, weighed: Weighed | None = None
    ) -> None:
        """`weighed`: as it was weighed already, with the head of the journal then."""
        self._refs = tuple(refs)
        self._weighed = weighed
        self._going: tuple[Change, ...] | None = None  # as it was when the sheet opened
        first = Teller(context.registers).name(self._refs[0])
        title = text("trash.title_one", name=first) if len(refs) == 1 else text("trash.title_many", n=len(refs))
        super().__init__(context, title, text("trash.put"), window)
        self.apply_button.set_icon("trash-2")
        self.body.addWidget(Paragraph(text("trash.detail", days=KEPT_DAYS), "body", "text2"))
        self.reason = TextArea(lines=2)
        self.fields["reason"] = Field(text("trash.reason"), self.reason, required=True)
        self.presets = ChoicePills(
            [(key, text(f"trash.reason_{key}")) for key in _REASONS], name=text("trash.reason_usual")
        )
        self.presets.chosen.connect(lambda key: self.reason.setPlainText(text(f"trash.reason_{key}")))
        self.body.addWidget(self.fields["reason"])
        self.body.addWidget(self.presets, 0, Qt.AlignmentFlag.AlignLeft)
        self.reason.textChanged.connect(self.look)
        self.finish()
        self._going = self._proposal().act.changes
        self.reason.setFocus()

    def _proposal(self) -> Proposal:
        """Weighed once for each state of the record, not for each letter of the reason."""
        head = self.context.workbench.journal.head()
        if self._weighed is None or self._weighed[0] != head:
            self._weighed = head, weighed(self.context.registers, self._refs)
        return with_reason(self._weighed[1], self.reason.toPlainText())

    def issues(self) -> tuple[Issue, ...]:
        """What must stay, and a reason that is missing."""
        return self._proposal().issues

    def ready(self) -> bool:
        """As for every act; what came to the records or was changed in them since the sheet opened does not go unseen
        with them.
        """
        if not super().ready():
            return False
        if self._proposal().act.changes == self._going:
            return True
        self._refused(UserError("entry.changed_meanwhile"))
        return False

    def act(self) -> ChangeSet:
        """The act as it stands."""
        return self._proposal().act

    def done_words(self) -> str:
        """The act in the words of the history; it is written by now, and what it named is gone."""
        label = self._weighed[1].act.label if self._weighed else self.act().label
        return text(label.key, **label.params)

    def look(self) -> None:
        """As for every act; the button says how many go where some must stay, and does nothing when all must."""
        super().look()
        going = {change.ref for change in self._proposal().act.changes} & set(self._refs)
        some = 0 < len(going) < len(self._refs)
        self.apply_button.setText(text("trash.put_some", n=len(going)) if some else text("trash.put"))
        self.apply_button.updateGeometry()
        self.apply_button.setEnabled(bool(going))


def offer_trash(context: Context, refs: Sequence[Ref], window: QWidget) -> None:
    """Open the sheet for some records; what becomes of very many is weighed beside the window first."""
    if not refs:
        return
    if len(refs) <= AT_ONCE:
        TrashForm(context, refs, window).open()
        return
    registers = context.registers

    def work(progress: Progress) -> Weighed:
        head = registers.workbench.journal.head()
        return head, weighed(registers, refs, progress)

    title = text("register.gathering", n=len(refs))
    work_over(context, work, title, lambda found: TrashForm(context, refs, window, found).open(), window, reading=True)
