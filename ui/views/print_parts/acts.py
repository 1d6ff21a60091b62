"""What the print page does with the document shown: save, print, issue, compare."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ui.printing.export import SUFFIXES, export
from ui.printing.job import PrintJob
from ui.printing.printer import print_to
from ui.shell.folders import show_folder
from ui.views.print_parts.differences_sheet import DifferencesSheet
from ui.views.print_parts.print_sheet import PrintSheet
from ui.views.print_parts.shown import issue_now
from workbench.messages import text
from workbench.services.issuing import Difference, Issued, differences
from workbench.services.workbench import Outcome

if TYPE_CHECKING:
    from ui.views.print_page import PrintPage


class PrintActs:
    """Acts of one print page."""

    def __init__(self, page: PrintPage) -> None:
        self._page = page
        self._context = page.context

    # files

    def save(self, suffix: str) -> None:
        """Ask where, then save."""
        shown = self._page.shown
        if shown is not None:
            self._context.shell.pick_target(f"{shown.file_name}{suffix}", suffix, self.write)

    def write(self, target: Path) -> None:
        """Save in the form that the ending names; one without an ending known here gets PDF's."""
        shown = self._page.shown
        if shown is None:
            return
        if target.suffix.lower() not in SUFFIXES:
            target = target.with_name(f"{target.name}.pdf")
        content = shown.pages if target.suffix.lower() == ".pdf" else shown.document
        task = self._context.run(lambda progress: export(content, target, progress))
        task.done.connect(lambda _: self._written(target))
        heading = text("printpage.saving", file=target.name)
        self._page.follow(task, heading, text("printpage.stop_saves_nothing"))

    def _written(self, target: Path) -> None:
        words = text("printpage.saved", file=target.name)
        self._context.shell.toast(words, text("printpage.open_folder"), lambda: show_folder(target))

    # paper

    def print(self) -> None:
        """Ask for printer and pages, then print."""
        page = self._page
        if page.shown is None or not page.preview.complete():
            return
        sheet = PrintSheet(page.shown.document.title, page.preview.count(), page, page.known_printers)
        sheet.accepted_job.connect(self.send)
        sheet.open()

    def send(self, job: PrintJob) -> None:
        """Print what the dialog asked for."""
        shown = self._page.shown
        if shown is None:
            return
        pages = shown.pages
        task = self._context.run(lambda progress: print_to(job.printer_for_it(), pages, progress, wanted=job.pages))
        shell = self._context.shell
        task.done.connect(lambda n: shell.toast(text("printpage.sent", n=n, printer=job.printer)))
        heading = text("printpage.printing", printer=job.printer)
        self._page.follow(task, heading, text("printpage.stop_prints_rest"))

    # issued copies

    def ask_to_issue(self) -> None:
        """Say what issuing means, then issue."""
        page = self._page
        if page.shown is None or page.shown.opened is not None or not page.preview.complete():
            return
        title = page.shown.document.title
        detail = text("printpage.issue_detail", title=title, listed=page.listed_words(), pages=page.pages_words())
        actions = [("no", text("printpage.issue_no")), ("yes", text("printpage.issue_yes"))]
        question = text("printpage.issue_question")
        self._context.shell.ask(question, detail, actions, lambda key: self._issue() if key == "yes" else None)

    def _issue(self) -> None:
        registers = self._context.registers
        register, options = self._page.panel.chosen_register(), self._page.panel.options()
        task = self._context.run(lambda progress: issue_now(registers, register, options, progress))
        task.done.connect(lambda made: self._issued(*made))
        self._page.follow(task, text("printpage.issuing"), text("printpage.stop_issues_nothing"))

    def _issued(self, copy: Issued, outcome: Outcome) -> None:
        self._page.show_copy(copy.uid)
        self._context.tell(outcome.summary)
        self._context.shell.toast(text("printpage.issued", name=copy.code))

    def show_changes(self) -> None:
        """List what the record says otherwise by now."""
        shown = self._page.shown
        if shown is None or shown.opened is None:
            return
        opened, registers = shown.opened, self._context.registers
        today = self._context.workbench.clock.today()

        def ask(later: bool, show: Callable[[Sequence[Difference]], None]) -> None:
            day = today if later else None
            task = self._context.run(lambda _: differences(registers, opened.copy, opened.snapshot, day))
            task.done.connect(show)
            task.start()

        words = self._page.issued_banner.banner.message()
        DifferencesSheet(words, opened.changed, ask, self._page).open()
