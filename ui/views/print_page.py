"""In và xuất: choices at the left, the true page at the right, laid out by the code that makes PDF and paper."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.commands import Handlers
from ui.context import Context, Page
from ui.printing.job import Printers, printers
from ui.printing.preview import PreviewWidget
from ui.shell.page_header import PageHeader
from ui.tasks import Task
from ui.views.print_parts.acts import PrintActs
from ui.views.print_parts.issued import IssuedBanner, IssuedSection
from ui.views.print_parts.options import OptionsPanel, Scope
from ui.views.print_parts.running import Running
from ui.views.print_parts.shown import Shown, draft, issued_shown
from ui.views.print_parts.turner import Turner
from ui.widgets.buttons import Button
from ui.widgets.labels import Line
from workbench.messages import text
from workbench.records.changes import ChangeSummary
from workbench.reports.layouts import GROUPS
from workbench.services.council import council_of
from workbench.services.issuing import issued_copies
from workbench.services.linkage import conclusions_of
from workbench.services.printing import PRINTED, PrintOptions, signers
from workbench.values.dates import parse_entry
from workbench.values.periods import reporting_period

_SETTLE_MS = 120  # several choices in a row are laid out once


class PrintPage(Page):
    """Parameters: `register` (of documents with the `view` that is shown), `only` (ids) with `only_words`, `period`
    (None: no period), `record` (the one whose sheet is printed), or `options` as they were left; `issued`, the id of
    an issued copy."""

    key = nav = "print"
    handlers_changed = Signal()

    def __init__(self, context: Context, known_printers: Printers = printers) -> None:
        super().__init__(context)
        self.known_printers = known_printers
        self.shown: Shown | None = None
        self._copy = ""  # id of the issued copy that is asked for, empty for the draft
        self._asked = 0
        self.header = PageHeader(text("printpage.title"))
        self.preview = PreviewWidget()
        self.turner = Turner(self.preview)
        self.running = Running()
        self.issued = IssuedSection(not context.workbench.database.read_only)
        self.issued_banner = IssuedBanner()
        today = context.workbench.clock.today
        self.panel = OptionsPanel(today, lambda typed: parse_entry(typed, today(), self._working_days))
        self.panel.add_section(self.issued)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self.acts = PrintActs(self)
        self._build()
        self._wire()

    def _working_days(self, start: Any, days: int) -> Any:
        return self.context.registers.linked().calendar.add_working_days(start, days)

    def _build(self) -> None:
        self.save = Button(text("printpage.save_pdf"), icon="save")
        self.excel = Button(text("printpage.excel"), icon="file-spreadsheet")
        self.word = Button(text("printpage.word"), icon="file-text")
        self.print_button = Button(text("printpage.print"), "primary", "printer", key_hint="Ctrl+P")
        for button in self._buttons():
            self.header.acts.addWidget(button)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        for widget in (self.turner, self.running, self.issued_banner, self.preview):
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

    def _buttons(self) -> tuple[Button, ...]:
        return (self.save, self.excel, self.word, self.print_button)

    def _wire(self) -> None:
        self.panel.changed.connect(self._choose)
        self._settle.timeout.connect(self.reload)
        self.preview.laid_out.connect(lambda _: self._note())
        self.preview.page_changed.connect(lambda *_: self._note())
        for button, suffix in ((self.save, ".pdf"), (self.excel, ".xlsx"), (self.word, ".docx")):
            button.clicked.connect(lambda _=False, suffix=suffix: self.acts.save(suffix))
        self.print_button.clicked.connect(self.acts.print)
        self.issued.chosen.connect(self.show_copy)
        self.issued.wanted.connect(self.acts.ask_to_issue)
        self.issued_banner.asked.connect(self.acts.show_changes)
        self.context.events.changed.connect(self._changed)
        self.context.events.day_changed.connect(self.panel.show_day)
        self.context.events.day_changed.connect(self.reload)

    # visits

    def open(self, **params: Any) -> None:
        """Show a register; without parameters as it was left."""
        if params or self.shown is None:
            self._take(params)
        self._show_signers()
        self.reload()

    def _take(self, params: dict[str, Any]) -> None:
        register = params.get("register", self.panel.chosen_register())
        if register == "documents":  # the decree keeps what comes and what goes in two registers
            register = "documents_in" if params.get("view") == "in" else "documents_out"
        only = frozenset(params.get("only", ()))
        if register == "meetings":
            register, only = "conclusions", self._conclusions_of(only)
            params = {**params, "record": ""}
        if register not in PRINTED:
            register, only = PRINTED[0], frozenset()
        record = params.get("record", "") if only else ""
        scope = Scope(only, params.get("only_words", ""), record) if only else None
        options: PrintOptions | None = params.get("options")
        before = self.panel.options()
        if options is None:
            options = replace(self._kept(register), only=only or None, filter_words=scope.words if scope else "")
            options = replace(options, period=params.get("period", options.period), sheet=record)
            options = replace(options, landscape=not record and (before.landscape or bool(before.sheet)))
        self.panel.show_options(register, options, scope)
        self._copy = params.get("issued", "")

    def _conclusions_of(self, meetings: frozenset[str]) -> frozenset[str]:
        """What these meetings concluded."""
        linked = self.context.registers.linked()
        return frozenset(task.uid for uid in meetings for task in conclusions_of(linked, uid))

    def _kept(self, register: str) -> PrintOptions:
        """The choices in force, less what holds for another register only."""
        now = self.panel.options()
        if self.shown is None:
            now = replace(now, period=reporting_period(self.context.workbench.clock.today()))
        if register == self.panel.chosen_register():
            return now
        return replace(now, order="", group=GROUPS[register][0])

    def state(self) -> dict[str, Any]:
        """What brings the page back as it is."""
        options = self.panel.options()
        scope = {"only": tuple(options.only), "only_words": options.filter_words} if options.only else {}
        if options.sheet:
            scope["record"] = options.sheet
        shown = {"register": self.panel.chosen_register(), "options": options, "issued": self._copy}
        return {**shown, **scope}

    def first_focus(self) -> QWidget | None:
        """The first choice."""
        return self.panel.register

    def panes(self) -> list[QWidget]:
        """Parts that F6 goes through."""
        return [self.panel, self.preview]

    def handlers(self) -> Handlers:
        """What this page does."""
        return {"print": self.acts.print}

    # what is shown

    def _choose(self, register: str, _options: PrintOptions) -> None:
        """A choice of the officer; an issued copy is of the register it was issued for."""
        if self.shown is None or register != self.shown.register:
            self._copy = ""
        self._settle.start()

    def show_copy(self, uid: str) -> None:
        """Show an issued copy, or the draft again."""
        self._copy = uid
        self.reload()

    def reload(self) -> None:
        """Make the document anew, or take up an issued copy; what was overtaken by a newer choice is dropped."""
        self._settle.stop()
        self._asked += 1
        asked, registers, uid = self._asked, self.context.registers, self._copy
        register, options = self.panel.chosen_register(), self.panel.options()
        self.issued.show_copies(issued_copies(self.context.workbench, register), uid)
        self.panel.set_choosable(not uid)
        if options.sheet:
            self.issued.button.setEnabled(False)  # registers are issued, sheets are not
        if uid:
            task = self.context.run(lambda progress: issued_shown(registers, uid, progress))
        else:
            task = self.context.run(lambda _: draft(registers, register, options))
        task.done.connect(lambda found: self._show(found) if asked == self._asked else None)
        task.start()

    def _changed(self, _: ChangeSummary) -> None:
        if self.isVisible():
            self._show_signers()
            self.reload()

    def _show(self, found: Shown) -> None:
        before, self.shown = self.shown, found
        self.issued_banner.show_copy(found.opened)
        if before is None or before.pages != found.pages:
            self.preview.set_document(found.pages)
        self._note()

    def _show_signers(self) -> None:
        repository = self.context.workbench.repository
        on = self.panel.options().as_of or self.context.workbench.clock.today()
        council = council_of(repository, on)
        self.panel.show_signers(signers(repository, on), council.place if council else "")

    def _note(self) -> None:
        if self.shown is None:
            return
        self.header.set_title(text(f"printpage.title_{self.shown.register}"))
        self.header.set_note(" · ".join((self.listed_words(), self.pages_words())))

    def listed_words(self) -> str:
        """“5 kiến nghị”."""
        if self.shown is None:
            return ""
        options = self.panel.options()
        if options.sheet and self.shown.opened is None:
            return text("printpage.filter_sheet", words=options.filter_words)
        return text(f"printpage.listed_{self.shown.register}", n=self.shown.listed)

    def pages_words(self) -> str:
        """“1 trang A4 ngang”, or how far the layout is."""
        landscape = self.shown is not None and self.shown.document.setup.landscape
        across = "landscape" if landscape else "portrait"
        key = f"printpage.pages_{across}" if self.preview.complete() else "printpage.pages_growing"
        return text(key, n=self.preview.count())

    def follow(self, task: Task, heading: str, stop_means: str) -> None:
        """Start long work and show it; one at a time."""
        self._enable(False)
        self.running.watch(task, heading, stop_means, self.preview.count())
        task.finished.connect(lambda: self._enable(True))
        task.start()

    def _enable(self, on: bool) -> None:
        for button in self._buttons():
            button.setEnabled(on)
