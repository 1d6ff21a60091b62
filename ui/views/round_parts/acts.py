"""What the page of the round does: forms out, folders in, reminders, form 06, marks by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.models.round_list import Line
from ui.shell.folders import show_folder
from ui.shell.taking_back import take_back
from ui.views.round_parts.received_sheet import PreviewSheet, ReceivedSheet
from ui.views.round_parts.sheets import ExportSheet, RemindSheet
from ui.widgets.dates import DateEdit
from workbench.messages import text
from workbench.progress import Progress
from workbench.records.changes import ChangeSummary
from workbench.services.reporting import LateMember, Rounds, Version
from workbench.values.dates import parse_entry
from workbench.values.periods import Period

if TYPE_CHECKING:
    from ui.views.round_page import RoundPage
    from workbench.services.receiving import Received, Taken

B06 = "B06"


class RoundActs:
    """Acts of one page."""

    def __init__(self, page: RoundPage) -> None:
        self._page = page
        self._context = page.context
        self._shell = page.context.shell

    # marks

    def mark(self, key: str, lines: Sequence[Line]) -> None:
        """Mark rows by hand, as one act."""
        from workbench.services.round_acts import marks_taken_back, nil_returns, taken_in

        workbench = self._context.workbench
        made = {"nil": nil_returns, "taken_in": taken_in, "back": marks_taken_back}[key]
        marking = made(workbench, [line.owed for line in lines])
        if marking.act.is_empty:
            self._shell.toast(text("round.nothing_marked"))
            return
        outcome = self._context.commit(marking.act)
        number, left = len(marking.act.changes), len(marking.left)
        words = text("round.marked_some", n=number, left=left) if left else text("round.marked", n=number)
        self._shell.toast(words, text("command.undo"), lambda: take_back(self._context, outcome.act.number))

    def duties(self) -> None:
        """Set which forms are owed for which kind of period."""
        from ui.views.round_parts.duty_sheet import DutySheet

        DutySheet(self._context, self._page.window()).open()

    # forms out

    def export(self, period: Period) -> None:
        """Make the forms of all members, a file each, in a folder."""
        from workbench.exchange.forms import load_forms

        rounds = Rounds.of(self._context.workbench)
        roster = rounds.roster(period)
        newest = {form.key: form for form in reversed(load_forms())}
        forms = [form for _, form in sorted(newest.items()) if form.reads]
        sheet = ExportSheet(forms, roster.forms, period, len(roster.rows), self._page.window())
        sheet.wanted.connect(lambda keys, blank: self._export_into(keys, period, blank))
        sheet.open()

    def _export_into(self, keys: list[str], period: Period, blank: bool) -> None:
        from workbench.services.exporting import export_round

        workbench = self._context.workbench

        def picked(folder: Path) -> None:
            def work(progress: Progress) -> Any:
                return export_round(workbench, keys, folder, period.code, blank=blank, progress=progress)

            task = self._context.run(work)
            task.done.connect(lambda made: self._told("round.exported", folder, [one.path for one in made]))
            task.start()

        self._shell.pick_folder(picked)

    def _told(self, key: str, folder: Path, files: Sequence[Path]) -> None:
        words = text(key, n=len(files), folder=folder.name)
        self._shell.toast(words, text("round.open_folder"), (lambda: show_folder(files[0])) if files else None)

    def save_tracking(self, period: Period) -> None:
        """Form 06 of the period as a workbook."""
        from workbench.services.exporting import export_form, file_name

        workbench = self._context.workbench

        def picked(path: Path) -> None:
            task = self._context.run(lambda _: export_form(workbench, B06, path, period=period.code))
            task.done.connect(lambda _: self._saved(path))
            task.start()

        self._shell.pick_target(file_name(B06, "", period), ".xlsx", picked)

    def _saved(self, path: Path) -> None:
        self._shell.toast(text("round.saved", file=path.name), text("round.open_folder"), lambda: show_folder(path))

    # files in

    def import_folder(self) -> None:
        """Read a folder of submissions, show what it would do, and take it in when the officer wants that."""
        from workbench.services.receiving import files_in, preview_all

        registers = self._context.registers

        def picked(folder: Path) -> None:
            def work(progress: Progress) -> Any:
                paths = files_in([folder])
                return paths, preview_all(registers, paths, progress)

            task = self._context.run(work)
            task.done.connect(lambda found: self._preview(*found))
            task.start()

        self._shell.pick_folder(picked)

    def _preview(self, paths: Sequence[Path], taken: Sequence[Taken]) -> None:
        sheet = PreviewSheet(taken, self._page.window())
        sheet.agreed.connect(lambda: self._receive(paths))
        sheet.open()

    def _receive(self, paths: Sequence[Path]) -> None:
        from workbench.services.receiving import receive_all

        registers = self._context.registers
        written: list[ChangeSummary] = []

        def work(progress: Progress) -> Any:
            def each(received: Received) -> None:
                written.append(received.summary)

            return receive_all(registers, paths, progress=progress, each=each)

        task = self._context.run(work)
        task.done.connect(self.show_received)
        task.finished.connect(lambda: self._context.tell(_joined(written)))
        task.start()

    def show_received(self, taken: Sequence[Taken]) -> None:
        """What became of each file."""
        sheet = ReceivedSheet(taken, self._page.window())
        sheet.resumed.connect(lambda batch: self._shell.go("import", batch=batch))
        sheet.open()

    # reminders

    def remind(self, period: Period, only: frozenset[str] = frozenset()) -> None:
        """Draft letters to members whose forms are late; `only` are ticked beforehand."""
        late = Rounds.of(self._context.workbench).late(period)
        if not late:
            self._shell.toast(text("round.nobody_late"))
            return
        today, calendar = self._context.workbench.clock.today(), self._context.registers.linked().calendar
        by = DateEdit(lambda typed: parse_entry(typed, today, calendar.add_working_days), lambda: today)
        sheet = RemindSheet(late, only & {member.locality for member in late}, by, self._page.window())
        sheet.wanted.connect(lambda ids, day: self._letters_into([m for m in late if m.locality in ids], period, day))
        sheet.open()

    def _letters_into(self, late: Sequence[LateMember], period: Period, answer_by: date | None) -> None:
        from workbench.services.letters import late_letters

        registers, record = self._context.registers, self._context.path

        def picked(folder: Path) -> None:
            task = self._context.run(
                lambda _: late_letters(registers.linked(), late, period, folder, record, answer_by=answer_by)
            )
            task.done.connect(lambda files: self._told("round.letters", folder, files))
            task.start()

        self._shell.pick_folder(picked)

    # the report upward

    def consolidate(self, period: Period) -> None:
        """Write the consolidated report, then offer to mark what was received as taken into it."""
        from workbench.services.consolidating import write_report

        registers = self._context.registers

        def picked(folder: Path) -> None:
            task = self._context.run(lambda progress: write_report(registers, period, folder, progress=progress))
            task.done.connect(lambda made: self._reported(made.word, made.book, len(made.figures.all), period))
            task.start()

        self._shell.pick_folder(picked)

    def _reported(self, word: Path, book: Path, number: int, period: Period) -> None:
        from workbench.services.round_acts import consolidated

        names = {"word": word.name, "book": book.name, "folder": word.parent.name}
        words = text("figure.written", n=number, **names)
        self._shell.toast(words, text("round.open_folder"), lambda: show_folder(word))
        workbench = self._context.workbench
        act = consolidated(workbench, period)
        if act.is_empty or workbench.database.read_only:
            return

        def answered(key: str) -> None:
            if key == "mark":
                self._context.commit(consolidated(workbench, period))

        choices = [("later", text("figure.mark_later")), ("mark", text("figure.mark_now"))]
        self._shell.ask(text("figure.mark_question"), text("figure.mark_detail", n=len(act.changes)), choices, answered)

    # what came of a delivery

    def open_records(self, version: Version) -> None:
        """The records that an import gave values to, in the register that has most of them."""
        from workbench.services.details import REGISTER_OF

        found: dict[str, list[str]] = {}
        for ref in self._context.workbench.journal.given_by(version.batch):
            if ref.entity in REGISTER_OF:
                found.setdefault(REGISTER_OF[ref.entity], []).append(ref.uid)
        if not found:
            self._shell.toast(text("round.no_records"))
            return
        register = max(found, key=lambda key: len(found[key]))
        words = text("round.only_delivered", code=version.code)
        self._shell.go(register, view="all", only=tuple(found[register]), only_words=words)


def _joined(summaries: Sequence[ChangeSummary]) -> ChangeSummary:
    """What several acts touched, told once."""
    return ChangeSummary(
        tuple(ref for one in summaries for ref in one.created),
        tuple(ref for one in summaries for ref in one.updated),
        tuple(ref for one in summaries for ref in one.removed),
    )
