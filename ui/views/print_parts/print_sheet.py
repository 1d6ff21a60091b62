"""The print dialog, in our own words: printer, pages, copies. Warns where the paper is not A4."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.printing.job import PrinterFacts, Printers, PrintJob, printers, read_pages
from ui.shell.dialogs import Sheet
from ui.theme.metrics import px
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.choices import CheckBox
from ui.widgets.combo import Combo
from ui.widgets.fields import Field, LineEdit
from ui.widgets.labels import Label
from workbench.messages import text

_MOST_COPIES = 99


class PrintSheet(Sheet):
    """The one way to paper. `accepted_job(job)` when the officer goes on; closed otherwise. `pages` is the length of the
    document.
    """

    accepted_job = Signal(object)

    def __init__(self, heading: str, pages: int, parent: QWidget | None = None, known: Printers = printers) -> None:
        super().__init__(text("printpage.dialog_title"), parent)
        self._pages = pages
        self._known = known()
        self.printer = Combo([(facts.name, facts.name) for facts in self._known])
        self.pages = LineEdit("", text("printpage.dialog_all_pages"), tabular=True)
        self.copies = LineEdit("1", tabular=True)
        self.duplex = Combo([(text(f"printpage.duplex_{key}"), key) for key in ("none", "long", "short")], "none")
        self.collate = CheckBox(text("printpage.dialog_collate"), checked=True)
        self.last_first = CheckBox(text("printpage.dialog_last_first"))
        self.paper = Banner("warn", "")
        self.paper.hide()
        self.no = Button(text("printpage.dialog_cancel"))
        self.yes = Button(text("printpage.dialog_print"), "primary", "printer")
        self._lay_out(heading)
        self._wire()
        self._look_at_paper()

    def _lay_out(self, heading: str) -> None:
        self.body.addWidget(Label(text("printpage.dialog_title"), "section"))
        self.body.addWidget(Label(heading, "body", "text2", wrap=True))
        self.body.addWidget(Field(text("printpage.dialog_printer"), self.printer))
        self.body.addWidget(self.paper)
        self.pages_field = Field(
            text("printpage.dialog_pages"), self.pages, text("printpage.dialog_pages_hint", n=self._pages)
        )
        self.copies_field = Field(text("printpage.dialog_copies"), self.copies)
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(self.pages_field, 2, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.copies_field, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self.body.addWidget(Field(text("printpage.dialog_duplex"), self.duplex))
        for box in (self.collate, self.last_first):
            self.body.addWidget(box)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        buttons.addStretch(1)
        buttons.addWidget(self.no)
        buttons.addWidget(self.yes)
        self.body.addSpacing(px(4))
        self.body.addLayout(buttons)

    def _wire(self) -> None:
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self._go_on)
        self.printer.currentIndexChanged.connect(lambda _: self._look_at_paper())
        self.pages.textEdited.connect(lambda _: self.pages_field.set_error(""))
        self.copies.textEdited.connect(lambda _: self.copies_field.set_error(""))
        self.yes.setEnabled(bool(self._known))
        (self.yes if self._known else self.no).setFocus()

    def _look_at_paper(self) -> None:
        warning = paper_warning(self._chosen()) if self._known else text("printpage.no_printer")
        self.paper.setVisible(bool(warning))
        if warning:
            self.paper.show_message("warn", warning)
        self.fit()

    def _chosen(self) -> PrinterFacts:
        return self._known[max(0, self.printer.currentIndex())]

    def _go_on(self) -> None:
        try:
            pages = read_pages(self.pages.text(), self._pages)
        except ValueError:
            self.pages_field.set_error(text("printpage.dialog_bad_pages", n=self._pages))
            self.pages.setFocus()
            return
        copies = self.copies.text().strip()
        if not copies.isdecimal() or not 1 <= int(copies) <= _MOST_COPIES:
            self.copies_field.set_error(text("printpage.dialog_bad_copies", most=_MOST_COPIES))
            self.copies.setFocus()
            return
        job = PrintJob(
            self._chosen().name,
            pages,
            int(copies),
            self.collate.isChecked(),
            self.last_first.isChecked(),
            str(self.duplex.value()),  # type: ignore[arg-type]
        )
        self.accept()
        self.accepted_job.emit(job)


def paper_warning(facts: PrinterFacts) -> str:
    """What is wrong with the paper of a printer for a document on A4; empty when nothing is."""
    if not facts.takes_a4:
        return text("printpage.not_a4", printer=facts.name)
    if not facts.loaded_a4:
        return text("printpage.other_paper", printer=facts.name, paper=facts.paper)
    return ""
