"""Part 4 of composing an escalation: the letter as it stands, filled-in places tinted; and its print preview."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.context import Context
from ui.printing.job import Printers, PrintJob, printers
from ui.printing.pdf import pdf
from ui.printing.preview import PreviewWidget
from ui.printing.printer import print_to
from ui.shell.dialogs import Sheet
from ui.theme.metrics import px
from ui.views.print_parts.print_sheet import PrintSheet
from ui.widgets.buttons import Button
from ui.widgets.combo import Combo
from ui.widgets.labels import Label, Line
from workbench.messages import text
from workbench.reports.document import PrintDocument
from workbench.services.drafting import TEMPLATES, Letter


class DraftPane(QFrame):
    """The letter beside the form. `type_chosen(document type)`."""

    type_chosen = Signal(str)

    def __init__(self, subject: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.kinds = Combo([(text(f"escalate.template_{t}"), t) for t in TEMPLATES], name=text("escalate.template"))
        self.kinds.setMinimumWidth(px(176))
        self.preview = PreviewWidget(margin=12)
        self._letter: Letter | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = QHBoxLayout()
        self.head.setContentsMargins(px(16), px(5), px(16), px(5))
        self.head.setSpacing(px(8))
        self.head.addWidget(Label("4", "body", weight=600))
        self.head.addWidget(Label(text("escalate.part_draft"), "body", weight=600))
        self.head.addWidget(self.kinds)
        self.head.addStretch(1)
        column.addLayout(self.head)
        row = QHBoxLayout()
        row.setContentsMargins(px(16), 0, px(16), px(8))
        row.addWidget(subject)
        column.addLayout(row)
        column.addWidget(Line())
        column.addWidget(self.preview, 1)
        self.kinds.currentIndexChanged.connect(lambda _: self.type_chosen.emit(str(self.kinds.value())))

    def show_letter(self, letter: Letter, document_type: str) -> None:
        """Show a letter; one that says the same is not laid out again."""
        self.kinds.blockSignals(True)
        self.kinds.set_value(document_type)
        self.kinds.blockSignals(False)
        self.kinds.update()
        if letter != self._letter:
            self._letter = letter
            self.preview.set_document(letter.document, letter.filled)


class LetterSheet(Sheet):
    """A letter as it will come out of the printer, to be printed or saved; `in_word` leads to its Word file."""

    def __init__(
        self,
        context: Context,
        document: PrintDocument,
        name: str,
        window: QWidget,
        in_word: Callable[[], object] | None = None,
        known: Printers = printers,
    ) -> None:
        super().__init__(text("escalate.try_print"), window, 860)
        self._context, self._document, self._name, self._known = context, document, name, known
        self.preview = PreviewWidget()
        self.preview.set_document(document)
        self.preview.setFixedHeight(max(px(280), window.height() - px(140)))
        self.cancel = Button(text("shell.close"), "quiet", key_hint="Esc")
        self.save = Button(text("escalate.save_pdf"), icon="file-down")
        self.print = Button(text("escalate.print"), "primary", "printer")
        self.word = Button(text("word.menu"), icon="file-text")
        self.word.setVisible(in_word is not None)
        if in_word is not None:
            self.word.clicked.connect(self.accept)
            self.word.clicked.connect(in_word)
        self.cancel.clicked.connect(self.reject)
        self.save.clicked.connect(self._save)
        self.print.clicked.connect(self._print)
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        foot.addStretch(1)
        for button in (self.cancel, self.word, self.save, self.print):
            foot.addWidget(button)
        self.body.setContentsMargins(px(12), px(12), px(12), px(12))
        self.body.addWidget(self.preview)
        self.body.addLayout(foot)

    def _save(self) -> None:
        self._context.shell.pick_target(f"{self._name}.pdf", ".pdf", self._write)

    def _write(self, path: Path) -> None:
        task = self._context.run(lambda progress: pdf(self._document, path, progress))
        task.done.connect(lambda _: self._context.shell.toast(text("escalate.pdf_saved", file=path.name)))
        task.start()

    def _print(self) -> None:
        sheet = PrintSheet(self._document.title, self.preview.count(), self, self._known)
        sheet.accepted_job.connect(self._send)
        sheet.open()

    def _send(self, job: PrintJob) -> None:
        document, shell = self._document, self._context.shell
        task = self._context.run(lambda p: print_to(job.printer_for_it(), document, p, wanted=job.pages))
        task.done.connect(lambda n: shell.toast(text("printpage.sent", n=n, printer=job.printer)))
        task.start()
