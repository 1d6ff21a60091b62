"""What is done from the result: taking the import back, saving the workbook for the sender."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ui.context import Context
from ui.shell.folders import show_folder
from ui.views.import_flow.driver import Driver
from ui.views.import_flow.flow import FileEntry, Flow
from ui.views.import_flow.result_step import ResultStep
from ui.views.import_flow.work import Refused
from ui.views.undo_sheet import open_undo
from workbench.messages import text

if TYPE_CHECKING:
    from workbench.services.returning import Returned


class ResultActs:
    """The acts of the last step."""

    def __init__(self, context: Context, flow: Flow, driver: Driver, step: ResultStep) -> None:
        self._context, self._flow, self._driver, self._step = context, flow, driver, step
        step.undo_wanted.connect(self.ask_undo)
        step.return_wanted.connect(self.save_return)
        step.preview_wanted.connect(self.preview)
        driver.given_back.connect(self._given_back)

    def ask_undo(self, entry: FileEntry) -> None:
        """Show what taking the import back removes, puts back and keeps; it is done from there."""
        if entry.written is not None:
            open_undo(self._context, entry.written.number, self._step.window())

    def save_return(self, entry: FileEntry) -> None:
        """Save the workbook for the sender where the officer says."""
        if entry.returned is None or isinstance(entry.returned[1], Refused):
            return
        made = entry.returned[1]
        self._context.shell.pick_target(made.name, Path(made.name).suffix, lambda path: self._write(made, path))

    def preview(self, entry: FileEntry) -> None:
        """Show which cells are marked and what the notes say, before it is saved."""
        if entry.returned is None or isinstance(entry.returned[1], Refused):
            return
        from ui.views.import_flow.return_preview import ReturnPreview

        sheet = ReturnPreview(entry.returned[1], self._step.window())
        sheet.save_wanted.connect(lambda: self.save_return(entry))
        sheet.open()

    def _write(self, made: Returned, path: Path) -> None:
        from workbench.services.returning import write_returned

        task = self._context.run(lambda _: write_returned(made, path))
        done, folder = text("importflow.return_saved", file=path.name), text("importflow.open_folder")
        task.done.connect(lambda file: self._context.shell.toast(done, folder, lambda: show_folder(file)))
        task.start()

    def _given_back(self, entry: FileEntry) -> None:
        if entry is not self._flow.current or entry.returned is None:
            return
        found = entry.returned[1]
        if isinstance(found, Refused):
            self._step.give_back.show_refusal(found.sentence)
        else:
            self._step.give_back.show_made(found)
