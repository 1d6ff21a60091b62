"""The card of the journal: how far it goes, its head to be compared with paper, whether its chain holds, the trash."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout

from ui.context import Context
from ui.theme.metrics import px
from ui.views.data_parts.bits import card_head
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import Card
from ui.widgets.fields import LineEdit
from ui.widgets.labels import Label
from ui.widgets.paragraph import Paragraph
from workbench.messages import text
from workbench.progress import Progress
from workbench.services.trash import in_trash
from workbench.storage.journal import Break


class JournalCard(Card):
    """Acts: open the journal, open the trash, verify the chain, compare a printed mark, copy the head."""

    def __init__(self, context: Context) -> None:
        super().__init__(gap=8)
        self._context = context
        self.count = Label("", "label", "text2", weight=400, tabular=True)
        self.mark = Label("", "body", weight=500, tabular=True, selectable=True)
        self.copy = IconButton("copy", text("safety.copy_head"), size=16, side=24)
        self.printed = LineEdit("", text("safety.printed_mark"), text("safety.printed_mark_name"), tabular=True)
        self.compare = Button(text("safety.compare"), small=True)
        self.result = Paragraph("", "body")
        self.open_journal = Button(text("safety.open_journal"), icon="history")
        self.verify = Button(text("safety.verify"), icon="shield-check")
        self.open_trash = Button(text("safety.open_trash"), icon="trash-2")
        self._lay_out()
        self.copy.clicked.connect(self._copy)
        self.compare.clicked.connect(self._compare)
        self.printed.returnPressed.connect(self._compare)
        self.verify.clicked.connect(self._verify)
        self.open_journal.clicked.connect(lambda: context.shell.go("journal"))
        self.open_trash.clicked.connect(lambda: context.shell.go("trash"))

    def _lay_out(self) -> None:
        self.body.addLayout(card_head("history", text("acts.title"), self.count))
        self.body.addWidget(Paragraph(text("safety.journal_detail"), "label", "text2", weight=400))
        mark = QHBoxLayout()
        mark.setSpacing(px(6))
        mark.addWidget(Label(text("safety.head"), "label", "text2", weight=400))
        mark.addWidget(self.mark)
        mark.addWidget(self.copy)
        mark.addStretch(1)
        self.body.addLayout(mark)
        against = QHBoxLayout()
        against.setSpacing(px(8))
        against.addWidget(self.printed, 1)
        against.addWidget(self.compare)
        self.body.addLayout(against)
        self.body.addWidget(self.result)
        self.result.hide()
        self.body.addStretch(1)
        acts = QHBoxLayout()
        acts.setSpacing(px(8))
        for button in (self.open_journal, self.verify, self.open_trash):
            acts.addWidget(button)
        acts.addStretch(1)
        self.body.addLayout(acts)

    def look(self) -> None:
        """Read how far the journal goes and what is in the trash."""
        registers = self._context.registers
        journal = registers.workbench.journal

        def read(_: Progress) -> tuple[int, str, int]:
            return journal.head()[0], journal.mark(), len(in_trash(registers))

        task = self._context.run(read)
        task.done.connect(lambda found: self._show(*found))
        task.start()

    def _show(self, number: int, mark: str, trashed: int) -> None:
        self.count.setText(text("safety.acts", n=number))
        self.mark.setText(mark)
        self.open_trash.setText(text("safety.open_trash_n", n=trashed) if trashed else text("safety.open_trash"))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.mark.text())
        self._context.shell.toast(text("safety.head_copied"))

    def _compare(self) -> None:
        mark, journal = self.printed.text().strip(), self._context.workbench.journal
        if mark:
            same = journal.bears(mark)
            self._say(text("safety.head_same" if same else "safety.head_other", head=mark), good=same)

    def _verify(self) -> None:
        journal = self._context.workbench.journal
        task = self._context.run(lambda _: list(journal.verify()))
        task.done.connect(self.show_breaks)
        task.start()

    def show_breaks(self, breaks: list[Break]) -> None:
        """Say where the chain breaks, or that it does not."""
        unknown = [found for found in breaks if not found.known]
        if not breaks:
            self._say(text("safety.chain_whole", n=self._context.workbench.journal.head()[0]), good=True)
            return
        known = text("safety.known_break")
        lines = [text(found.reason, number=found.number) + (known if found.known else "") for found in breaks[:5]]
        if len(breaks) > len(lines):
            lines.append(text("safety.more_breaks", n=len(breaks) - len(lines)))
        self._say("\n".join(lines), good=not unknown)

    def _say(self, words: str, *, good: bool) -> None:
        self.result.setText(words)
        self.result.set_token("green" if good else "red")
        self.result.show()
