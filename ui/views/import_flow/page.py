"""The import page: files, sheet, findings, changes, result; every step can be gone back to.

The page shows and asks; the `Driver` does the long work; nothing is written but what the changes show.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.commands import Handlers
from ui.context import Context, Page
from ui.shell import sizes
from ui.shell.page_header import PageHeader
from ui.theme.metrics import px
from ui.views.import_flow.changes_step import ChangesStep
from ui.views.import_flow.correction_steps import Step
from ui.views.import_flow.driver import Driver
from ui.views.import_flow.file_acts import FileActs
from ui.views.import_flow.files_step import FilesStep
from ui.views.import_flow.flow import CHANGES, FILES, PROBLEMS, RESULT, SHEET, STEPS, FileEntry, Flow
from ui.views.import_flow.head import HeadButtons
from ui.views.import_flow.problems import at_cell
from ui.views.import_flow.result_acts import ResultActs
from ui.views.import_flow.result_step import ResultStep
from ui.views.import_flow.sheet_step import SheetStep
from ui.widgets.base import announce
from ui.widgets.labels import Line
from ui.widgets.steps import Step as StepMark
from ui.widgets.steps import StepBar
from workbench.exchange.forms import FormColumn
from workbench.exchange.recognised import Overrides
from workbench.messages import text
from workbench.records.changes import ChangeSummary
from workbench.records.record import Ref
from workbench.services.council import council_of
from workbench.services.importing.kept import place_of
from workbench.services.importing.plan import ImportPlan
from workbench.services.importing.plan_rows import PlanRow
from workbench.values.periods import reporting_period
from workbench.values.sorting import sort_key

_PATIENCE_MS = 300  # shorter work shows nothing


class ImportPage(Page):
    """Parameters: `files` (paths dropped or chosen), `batch` (an import that left rows behind), `step`."""

    key = "import"
    nav = "import"
    handlers_changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.flow: Flow = context.kept.setdefault("import", Flow())
        self.driver = Driver(context, self.flow, self)
        self._compact: bool | None = None
        self._led_on = QElapsedTimer()
        self._build()
        self._wire()
        self.file_acts = FileActs(context, self.flow, self.driver, self.files)
        self.file_acts.list_wanted.connect(lambda: self.go_to_step(FILES))
        self.file_acts.ready.connect(self.open_entry)
        self.file_acts.changed.connect(self._show_head)
        self.file_acts.removed.connect(lambda: self._show_step(self.flow.step))
        self.result_acts = ResultActs(context, self.flow, self.driver, self.result)
        self._show_step(self.flow.step)

    # building

    def _build(self) -> None:
        self.header = PageHeader(text("importflow.title"))
        self.head = HeadButtons(self.header)
        self.steps = StepBar([StepMark(text(f"importflow.step_{key}")) for key in STEPS])
        self.files = FilesStep()
        clock, linked = self.context.workbench.clock, self.context.registers
        self.sheet = SheetStep(
            lambda: linked.linked().names.localities,
            self._is_member,
            lambda: reporting_period(clock.today()),
            self._choices,
        )
        self.changes = ChangesStep()
        self.result = ResultStep()
        self.body = QStackedWidget()
        for step in (self.files, self.sheet, self.changes, self.result):
            self.body.addWidget(step)
        bar = QHBoxLayout()
        bar.setContentsMargins(px(24), 0, px(24), px(8))
        bar.addWidget(self.steps)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(bar)
        column.addWidget(Line())
        column.addWidget(self.body, 1)

    def _wire(self) -> None:
        driver, shell = self.driver, self.context.shell
        self.head.later.connect(self._later)
        self.head.back.connect(lambda: self.go_to_step(self._before()))
        self.head.forward.connect(self._forward)
        self.steps.activated.connect(self.go_to_step)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.head.press)
        self.files.opened.connect(self.open_entry)
        self.files.lessons_wanted.connect(lambda: self._show_lessons(()))
        self.sheet.lessons_wanted.connect(self._show_learned)
        self.sheet.corrected.connect(self._correct)
        self.sheet.panel.taken_back.connect(self._take_back)
        self.sheet.panel.done_again.connect(self._do_again)
        self.sheet.copied.connect(lambda n: shell.toast(text("importflow.problems_copied", n=n)))
        self.changes.decided.connect(self._decided)
        self.changes.groups.whole.setChecked(self.flow.whole)
        self.changes.groups.whole_turned.connect(self._turn_whole)
        self.changes.stood_on.connect(self._stood_on)
        self.changes.told.connect(lambda words: shell.toast(words))
        self.changes.problem_wanted.connect(self._show_problem)
        self.changes.record_wanted.connect(self._open_record)
        self.changes.recognition_wanted.connect(self._ask_recognition)
        self.result.gone.connect(lambda page, params: shell.go(page, **params))
        self.result.resumed.connect(self._go_on)
        driver.understood.connect(self._understood)
        driver.planned.connect(self._planned)
        driver.written.connect(self._written)
        driver.nothing.connect(lambda _: shell.toast(text("importflow.nothing_to_write")))
        driver.taken_back.connect(self._taken_back)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._show_busy)
        driver.busy.connect(self._busy)
        self.changes.stopped.connect(self._stop_comparing)
        self.context.events.changed.connect(self._changed)

    def _is_member(self, uid: str) -> bool:
        """Whether a locality, or the one it has become part of, belongs to the council."""
        workbench = self.context.workbench
        council = council_of(workbench.repository, workbench.clock.today())
        return council is None or council.has(uid)

    def _choices(self, column: FormColumn) -> list[str]:
        """What a cell of a column may be, in the words of the record."""
        names = self.context.registers.linked().names
        if column.kind == "code":
            return [label for _, label in names.entries(column.list)]
        if column.kind == "provinces":
            return sorted({r.values.name for r in names.localities.values()}, key=sort_key)
        if column.kind == "authorities":
            return sorted({r.values.name for r in names.organizations.values()}, key=sort_key)
        return []

    # visits

    def open(self, **params: Any) -> None:
        """Show the page as it was left, with new files or an earlier import if there are any."""
        self.file_acts.show_waiting()
        self.file_acts.show()
        if params.get("files"):
            self.file_acts.take([Path(file) for file in params["files"]])
        elif params.get("batch"):
            self.file_acts.take_up(params["batch"])
        elif params.get("paste"):
            self.file_acts.paste()
        elif self.flow.step == CHANGES and self.flow.current is not None:
            self.driver.compare(self.flow.current)
        self._show_title()

    def state(self) -> dict[str, Any]:
        """The files stay with the page; only the step is named."""
        return {"step": self.flow.step}

    def first_focus(self) -> QWidget | None:
        """Where the step at hand begins."""
        shown = self.body.currentWidget()
        return shown.first_focus() if isinstance(shown, (FilesStep, SheetStep, ChangesStep, ResultStep)) else None

    def panes(self) -> list[QWidget]:
        """Parts that F6 goes through."""
        shown = self.body.currentWidget()
        if isinstance(shown, (SheetStep, ChangesStep)):
            return [self.header, *shown.panes()]
        return [self.header, self.body]

    def closing(self) -> None:
        """What is half done waits in the inbox for the next time."""
        self.driver.keep_all()

    # steps

    def open_entry(self, entry: FileEntry) -> None:
        """Go on with a file where it was left."""
        self.flow.current = entry
        if entry.stage in ("done", "undone"):
            self.go_to_step(RESULT)
        elif entry.readable:
            self.go_to_step(entry.step)

    def go_to_step(self, step: int) -> None:
        """Show a step of the present file, if it can be shown."""
        if not self._reachable(step):
            return
        self._show_step(step)
        if step == CHANGES and self.flow.current is not None:
            self.driver.compare(self.flow.current)
        focus = self.first_focus()
        if focus is not None and self.isVisible():
            focus.setFocus()

    def _reachable(self, step: int) -> bool:
        entry = self.flow.current
        if step == FILES:
            return True
        if entry is None or not entry.readable:
            return False
        return entry.written is not None if step == RESULT else step != CHANGES or entry.has_table

    def _before(self) -> int:
        return self.flow.step - 1

    def _show_step(self, step: int) -> None:
        entry = self.flow.current
        self.flow.step = step = step if entry is not None or step == FILES else FILES
        if entry is not None and SHEET <= step <= CHANGES:
            entry.step = step
            self.driver.keeper.touch(entry)
        if entry is not None and entry.reading is not None and step in (SHEET, PROBLEMS):
            self._show_sheet(entry)
        if entry is not None and step == RESULT:
            self.result.show_entry(entry, self.context.workbench.repository)
            if entry.stage == "done":
                self.driver.give_back(entry)
        self.body.setCurrentIndex({FILES: 0, SHEET: 1, PROBLEMS: 1, CHANGES: 2, RESULT: 3}[step])
        self._show_bar()
        self._show_head()
        self._show_title()

    def _show_sheet(self, entry: FileEntry) -> None:
        if entry.reading is None:
            return
        if self._shown_reading is not entry.reading:
            self._shown_reading = entry.reading
            self.sheet.show_reading(entry.reading, entry.said, self.flow.step == PROBLEMS)
        self.sheet.show_problems(self.flow.step == PROBLEMS)
        self.sheet.panel.show_steps(self.undo_names())

    _shown_reading: object = None
    _doing = ""

    def _show_bar(self) -> None:
        entry, step = self.flow.current, self.flow.step
        number = len(entry.reading.problems) if entry and entry.reading else 0
        self.steps.set_badge(PROBLEMS, number, text("importflow.problem_count", n=number))
        for place in range(len(STEPS)):
            self.steps.set_reachable(place, self._reachable(place))
        if step == RESULT and entry is not None and entry.stage == "done":
            self.steps.set_all_done()
        else:
            self.steps.set_current(step)

    def _show_head(self) -> None:
        entry = self.flow.current
        self.header.set_note(entry.name if entry is not None and self.flow.step != FILES else "")
        read_only = self.context.workbench.database.read_only
        busy = self.driver.writing or (entry is not None and self.driver.comparing is entry)
        self.head.show(self.flow, busy, read_only)
        self.handlers_changed.emit()

    def _show_title(self) -> None:
        if self.isVisible():
            self.context.shell.set_page_title(text("importflow.title"), self.header.note())

    def _forward(self) -> None:
        """On to the next step. The second click of a double one does not write what was hardly seen."""
        entry, step = self.flow.current, self.flow.step
        hasty = self._led_on.isValid() and self._led_on.elapsed() < QApplication.doubleClickInterval()
        if step == CHANGES and hasty:
            return
        self._led_on.start()
        if step == RESULT:
            following = next((one for one in self.flow.open_ones() if one is not entry), None)
            if following is not None:
                self.open_entry(following)
            else:
                self.context.shell.go("today")
        elif step == FILES:
            following = next(self.flow.open_ones(), None)
            if following is not None:
                self.open_entry(following)
        elif step == CHANGES and entry is not None:
            self.driver.write(entry)
            self._show_head()
        elif entry is not None and not entry.has_table:
            self.context.shell.toast(text("importflow.no_table_yet"))
        elif step == SHEET and entry is not None and entry.reading and not entry.reading.problems:
            self.go_to_step(CHANGES)
        else:
            self.go_to_step(step + 1)

    def _later(self) -> None:
        entry = self.flow.current
        if self.flow.step == RESULT or entry is None:
            self.go_to_step(FILES)
            return
        if self.context.workbench.database.read_only:
            self.go_to_step(FILES)
            self.context.shell.toast(text("inbox.read_only"))
            return
        self.driver.put_off(entry)

    # what the driver says

    def _understood(self, entry: FileEntry) -> None:
        if entry is self.flow.current:
            self._shown_reading = None  # a refusal leaves the former reading, and takes back what was shown as said
            self._show_step(self.flow.step)
            if self.flow.step == CHANGES:
                self.driver.compare(entry)
        if self.flow.step == FILES and self.isVisible() and not self.flow.count("waiting", "reading"):
            QTimer.singleShot(0, self, self._offer_forward)

    def _offer_forward(self) -> None:
        """All files are read: the keyboard is at the way on, unless somebody went elsewhere with it."""
        if self.flow.step == FILES and self.files.is_untouched():
            self.head.take_focus()

    def _correct(self, overrides: Overrides, words: str, told: bool) -> None:
        entry = self.flow.current
        if entry is not None:
            entry.steps.add(entry.said, overrides, words)
            self.driver.correct(entry, overrides)
            if told:
                self.context.shell.toast(words)
            else:
                announce(self.sheet, words)
            self._show_steps()

    def _take_back(self) -> None:
        """Take the last correction back; the one after it, if there was any, can be done again."""
        entry = self.flow.current
        self._step_correction(entry.steps.undo() if entry is not None else None, "undo")

    def _do_again(self) -> None:
        entry = self.flow.current
        self._step_correction(entry.steps.redo() if entry is not None else None, "redo")

    def _step_correction(self, step: Step | None, which: str) -> None:
        entry = self.flow.current
        if step is None or entry is None:
            self.context.shell.toast(text(f"importflow.{which}_none"))
            return
        made = step.before if which == "undo" else step.after
        self.sheet.show_said(made)
        self.driver.correct(entry, made)
        self.context.shell.toast(text(f"shell.{which}_done", what=step.words))
        self._show_steps()

    def _show_steps(self) -> None:
        self.sheet.panel.show_steps(self.undo_names())
        self.handlers_changed.emit()

    def undo_names(self) -> dict[str, str]:
        """What Ctrl+Z and Ctrl+Y mean here, in words: the corrections of the file, not the acts of the record."""
        entry = self.flow.current
        if self.flow.step not in (SHEET, PROBLEMS) or entry is None or not entry.steps.any:
            return {}
        named = (("undo", entry.steps.done), ("redo", entry.steps.undone))
        return {which: steps[-1].words if steps else "" for which, steps in named}

    def _planned(self, entry: FileEntry, moved: bool) -> None:
        if entry is self.flow.current and entry.plan is not None:
            sheets = entry.reading.sheets if entry.reading else ()
            if self.changes.plan is not entry.plan:
                notes = (moved, entry.asked_again, entry.last)
                self.changes.show_plan(entry.plan, self.context.workbench, sheets, *notes, at=entry.row)
            self._show_head()

    def _busy(self, what: str) -> None:
        self._doing = what
        if what:
            self._patience.start()
        else:
            self._patience.stop()
            self.changes.end_busy()
            self._show_head()

    def _show_busy(self) -> None:
        entry = self.flow.current
        if entry is not None and entry.reading is not None and self._doing:
            rows = entry.plan.writing if self._doing == "writing" and entry.plan else len(entry.reading.recognised.rows)
            self.changes.show_busy(self._doing, rows)

    def _stop_comparing(self) -> None:
        self.driver.stop_comparing()
        self.go_to_step(PROBLEMS)

    def _decided(self, plan: ImportPlan) -> None:
        if self.flow.current is not None:
            self.flow.current.plan, self.flow.current.decided = plan, True
            self._led_on.invalidate()
            self.driver.keeper.touch(self.flow.current)
        self._show_head()

    def _turn_whole(self, on: bool) -> None:
        self.flow.whole = on
        self._show_head()

    def _stood_on(self, row: PlanRow) -> None:
        if self.flow.current is not None:
            self.flow.current.row = place_of(row)
            self.driver.keeper.touch(self.flow.current)

    def _written(self, entry: FileEntry) -> None:
        self.file_acts.show()
        self.file_acts.show_waiting()
        if entry is self.flow.current:
            self.go_to_step(RESULT)

    def _taken_back(self, entry: FileEntry) -> None:
        self.file_acts.show()
        if entry is self.flow.current:
            self._show_step(RESULT)

    def _changed(self, summary: ChangeSummary) -> None:
        self.driver.look_back()
        self.file_acts.show_waiting()
        entry = self.flow.current
        touched = {ref.entity for ref in (*summary.created, *summary.updated, *summary.removed)}
        if entry is not None and entry.stage == "ready" and "lesson" in touched:
            self.driver.correct(entry, entry.said)
        if entry is not None and self.flow.step == CHANGES and not self.driver.writing:
            self.driver.compare(entry)

    def _show_learned(self) -> None:
        """What earlier files taught about the present one."""
        entry = self.flow.current
        if entry is not None and entry.reading is not None:
            self._show_lessons([one.uid for one in entry.reading.learned])

    def _show_lessons(self, only: Collection[str]) -> None:
        from ui.views.import_flow.lessons_sheet import LessonsSheet

        LessonsSheet(self.context, only, self.window()).open()

    # going elsewhere

    def _show_problem(self, index: int) -> None:
        """The cell that keeps a row out."""
        entry = self.flow.current
        if entry is None or entry.plan is None:
            return
        row = entry.plan.rows[index].row
        self.go_to_step(PROBLEMS)
        lines = self.sheet.problems.lines()
        cells = [(issue.severity != "stop", *_cell(issue)) for issue in row.all_issues]
        for _, sheet, place, column in sorted(cells):
            found = at_cell(lines, sheet, place, column)
            if found >= 0:
                self.sheet.problems.table.setCurrentIndex(self.sheet.problems.model.index(found, 2))
                return

    def _ask_recognition(self) -> None:
        """Sender or period are not known: where they can be said."""
        self.go_to_step(SHEET)
        self.sheet.ask()

    def _open_record(self, ref: Ref) -> None:
        from workbench.services.details import REGISTER_OF, in_register

        shown = in_register(self.context.workbench.repository, ref)
        if shown is not None:
            self.context.shell.go(REGISTER_OF[shown.entity], uid=shown.uid)

    def _go_on(self, entry: FileEntry) -> None:
        """Take up the rows that a written import left behind."""
        self.flow.current = entry
        self.go_to_step(CHANGES)

    # commands

    def handlers(self) -> Handlers:
        """What this page does."""
        made: dict[str, Any] = {}
        if self.flow.step in (SHEET, PROBLEMS):
            made["edit"] = self.sheet.grid.edit_current
            if self.undo_names():
                made |= {"undo": self._take_back, "redo": self._do_again}
        if self.flow.step == PROBLEMS:
            made |= {"next_problem": lambda: self.sheet.step_problem(1)}
            made |= {"previous_problem": lambda: self.sheet.step_problem(-1)}
        elif self.flow.step == CHANGES:
            made |= {"next_problem": lambda: self.changes.step(1)}
            made |= {"previous_problem": lambda: self.changes.step(-1)}
        return made

    # room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        compact = sizes.is_compact(self)
        if compact != self._compact:
            self._compact = compact
            self.sheet.set_compact(compact)
            self.changes.set_compact(compact)


def _cell(issue: Any) -> tuple[str, int, int]:
    from ui.views.import_flow.sheet_data import address

    ref = issue.cells[0] if issue.cells else None
    place = address(ref.address) if ref else None
    return (ref.sheet if ref else "", *(place or (0, 0)))
