"""In và xuất: choices at the left, the true page at the right, laid out by the code that makes PDF and paper."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.commands import Handlers
from ui.context import Context, Page
from ui.printing.export import SUFFIXES, export
from ui.printing.job import Printers, PrintJob, printers
from ui.printing.preview import PreviewWidget
from ui.printing.printer import print_to
from ui.shell.folders import show_folder
from ui.shell.page_header import PageHeader
from ui.views.print_parts.options import OptionsPanel, Scope
from ui.views.print_parts.print_sheet import PrintSheet
from ui.views.print_parts.running import Running
from ui.views.print_parts.turner import Turner
from ui.widgets.buttons import Button
from ui.widgets.labels import Line
from workbench.messages import text
from workbench.progress import Progress
from workbench.records.changes import ChangeSummary
from workbench.services.council import council_of
from workbench.services.printing import PRINTED, PrintOptions, PrintResult, print_register, signers
from workbench.services.today import reporting_period
from workbench.values.dates import parse_entry

_SETTLE_MS = 120  # several choices in a row are laid out once


class PrintPage(Page):
    """Parameters: `register`, `only` (ids) with `only_words`, `period` (None: no period), or `options` as they
    were left."""

    key = nav = "print"
    handlers_changed = Signal()

    def __init__(self, context: Context, known_printers: Printers = printers) -> None:
        super().__init__(context)
        self._known_printers = known_printers
        self._asked = 0
        self._result: PrintResult | None = None
        self.header = PageHeader(text("printpage.title"))
        self.preview = PreviewWidget()
        self.turner = Turner(self.preview)
        self.running = Running()
        today = context.workbench.clock.today()
        self.panel = OptionsPanel(today, lambda typed: parse_entry(typed, today, self._working_days))
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._build()
        self._wire()

    def _working_days(self, start: Any, days: int) -> Any:
        return self.context.registers.linked().calendar.add_working_days(start, days)

    def _build(self) -> None:
        self.save = Button(text("printpage.save_pdf"), icon="save")
        self.excel = Button(text("printpage.excel"), icon="file-spreadsheet")
        self.word = Button(text("printpage.word"), icon="file-text")
        self.print_button = Button(text("printpage.print"), "primary", "printer", key_hint="Ctrl+P")
        for button in self._acts():
            self.header.acts.addWidget(button)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        for widget in (self.turner, self.running, self.preview):
            right.addWidget(widget, 1 if widget is self.preview else 0)
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.panel)
        body.addWidget(Line(vertical=True))
        body.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(Line())
        column.addLayout(body, 1)

    def _wire(self) -> None:
        self.panel.changed.connect(lambda *_: self._settle.start())
        self._settle.timeout.connect(self.reload)
        self.preview.laid_out.connect(lambda _: self._note())
        self.preview.page_changed.connect(lambda *_: self._note())
        for button, suffix in ((self.save, ".pdf"), (self.excel, ".xlsx"), (self.word, ".docx")):
            button.clicked.connect(lambda _=False, suffix=suffix: self._save(suffix))
        self.print_button.clicked.connect(self._print)
        self.context.events.changed.connect(self._changed)
        self.context.events.day_changed.connect(self.reload)

    # visits

    def open(self, **params: Any) -> None:
        """Show a register; without parameters as it was left."""
        if params or self._result is None:
            self._take(params)
        self._show_signers()
        self.reload()

    def _take(self, params: dict[str, Any]) -> None:
        register = params.get("register", self.panel.chosen_register())
        only = frozenset(params.get("only", ()))
        if register not in PRINTED:
            register, only = PRINTED[0], frozenset()
        scope = Scope(only, params.get("only_words", "")) if only else None
        options: PrintOptions | None = params.get("options")
        if options is None:
            options = replace(self._kept(register), only=only or None, filter_words=scope.words if scope else "")
            options = replace(options, period=params.get("period", options.period))
        self.panel.show_options(register, options, scope)

    def _kept(self, register: str) -> PrintOptions:
        """The choices in force, less what holds for another register only."""
        now = self.panel.options()
        if self._result is None:
            now = replace(now, period=reporting_period(self.context.workbench.clock.today()))
        if register == self.panel.chosen_register():
            return now
        return replace(now, order="", group="none")

    def state(self) -> dict[str, Any]:
        """What brings the page back as it is."""
        options = self.panel.options()
        scope = {"only": tuple(options.only), "only_words": options.filter_words} if options.only else {}
        return {"register": self.panel.chosen_register(), "options": options, **scope}

    def first_focus(self) -> QWidget | None:
        """The first choice."""
        return self.panel.register

    def panes(self) -> list[QWidget]:
        """Parts that F6 goes through."""
        return [self.panel, self.preview]

    def handlers(self) -> Handlers:
        """What this page does."""
        return {"print": self._print}

    # building

    def reload(self) -> None:
        """Make the document anew; one that was overtaken by a newer choice is dropped."""
        self._settle.stop()
        self._asked += 1
        asked, registers = self._asked, self.context.registers
        register, options = self.panel.chosen_register(), self.panel.options()
        task = self.context.run(lambda _: print_register(registers, register, options))
        task.done.connect(lambda result: self._show(result) if asked == self._asked else None)
        task.start()

    def _changed(self, _: ChangeSummary) -> None:
        if self.isVisible():
            self._show_signers()
            self.reload()

    def _show(self, result: PrintResult) -> None:
        before = self._result
        self._result = result
        if before is None or before.document != result.document or not self.preview.count():
            self.preview.set_document(result.document)
        self._note()

    def _show_signers(self) -> None:
        repository = self.context.workbench.repository
        on = self.panel.options().as_of or self.context.workbench.clock.today()
        council = council_of(repository, on)
        self.panel.show_signers(signers(repository, on), council.place if council else "")

    def _note(self) -> None:
        if self._result is None:
            return
        register = self.panel.chosen_register()
        self.header.set_title(text(f"printpage.title_{register}"))
        listed = text(f"printpage.listed_{register}", n=self._result.listed)
        across = "landscape" if self.panel.options().landscape else "portrait"
        across = across if self.preview.complete() else "growing"
        self.header.set_note(f"{listed} · {text(f'printpage.pages_{across}', n=self.preview.count())}")

    # acts

    def _save(self, suffix: str) -> None:
        if self._result is not None:
            self.context.shell.pick_target(f"{self._result.file_name}{suffix}", suffix, self._write)

    def _write(self, target: Path) -> None:
        """Save in the form that the ending names; one without an ending known here gets PDF's."""
        if self._result is None:
            return
        if target.suffix.lower() not in SUFFIXES:
            target = target.with_name(f"{target.name}.pdf")
        document = self._result.document
        task = self.context.run(lambda progress: export(document, target, progress))
        task.done.connect(lambda _: self._written(target))
        self._follow(task, text("printpage.saving", file=target.name), text("printpage.stop_saves_nothing"))

    def _written(self, target: Path) -> None:
        words = text("printpage.saved", file=target.name)
        self.context.shell.toast(words, text("printpage.open_folder"), lambda: show_folder(target))

    def _print(self) -> None:
        if self._result is None or not self.preview.complete():
            return
        sheet = PrintSheet(self._result.document.title, self.preview.count(), self, self._known_printers)
        sheet.accepted_job.connect(self._send)
        sheet.open()

    def _send(self, job: PrintJob) -> None:
        if self._result is None:
            return
        document = self._result.document

        def work(progress: Progress) -> int:
            return print_to(job.printer_for_it(), document, progress, wanted=job.pages)

        task = self.context.run(work)
        task.done.connect(lambda n: self.context.shell.toast(text("printpage.sent", n=n, printer=job.printer)))
        self._follow(task, text("printpage.printing", printer=job.printer), text("printpage.stop_prints_rest"))

    def _follow(self, task: Any, heading: str, stop_means: str) -> None:
        self._enable(False)
        self.running.watch(task, heading, stop_means, self.preview.count())
        task.finished.connect(lambda: self._enable(True))
        task.start()

    def _acts(self) -> tuple[Button, ...]:
        return (self.save, self.excel, self.word, self.print_button)

    def _enable(self, on: bool) -> None:
        for button in self._acts():
            button.setEnabled(on)
