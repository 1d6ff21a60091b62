"""What can be done with the rows of a register: new, edit, escalate, answer, print, copy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from ui.models.listed_rows import ListedRows
from ui.shell.folders import show_folder
from ui.shell.waiting import AT_ONCE, work_over
from ui.views.copied_rows import WordedRows, copy_rows
from workbench.disk import save_whole
from workbench.exchange.listed_workbook import listed_workbook
from workbench.messages import text, text_in
from workbench.progress import Progress
from workbench.records.record import Ref
from workbench.services.register_rows import BUILDERS

if TYPE_CHECKING:
    from ui.views.registers import RegisterPage

MOST_CHANGED, MOST_ESCALATED, MOST_PRINTED = 20_000, 500, 200_000  # records in one act, one letter, one print
_COMPOSED = {"escalations": "escalate", "answers": "answer"}  # entered on a page of their own


class RegisterActs:
    """Acts of one register page."""

    def __init__(self, page: RegisterPage) -> None:
        self._page = page
        self._shell = page.context.shell

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What can be done now, by command id."""
        page = self._page
        found: dict[str, Callable[[], object]] = {
            "new": self.new,
            "print": self.print_register,
            "next_view": partial(self.step_view, 1),
            "previous_view": partial(self.step_view, -1),
        }
        if page.writable():
            found["paste"] = self.paste
        if page.table.has_chosen():
            found["copy"] = partial(self.copy, False)
            found["copy_headed"] = partial(self.copy, True)
        if page.table.current_uid():
            if page.key not in _COMPOSED:
                found["edit"] = self.edit
            found["fill_down"] = page.cells.fill_down
            found["delete"] = self.delete
            found["tear_off"] = self.tear_off
            found["escalate"] = self.escalate
            found["answer"] = self.answer
            if page.key == "obstacles":
                found["status"] = partial(self.change_many, "status")
            if page.detail.shown is not None and "remind" in page.detail.shown.acts:
                found["remind"] = self.remind
            for place in range(page.detail.chain_length()):
                found[f"chain_{place + 1}"] = partial(page.detail.follow_chain, place)
        return found

    def copy(self, headings: bool = False) -> None:
        """Put the chosen rows on the clipboard."""
        page = self._page
        copy_rows(page.context, page.table, headings, lambda n: self._shell.toast(text("register.copied", n=n)))

    def paste(self) -> None:
        """Put a copied column into the current column; a copied table goes to the import."""
        page = self._page
        if page.cells.paste(QGuiApplication.clipboard().text()):
            return
        if page.importable:
            self._shell.go("import", paste=True)
        else:
            self._shell.toast(text("paste.where"))

    def export(self) -> None:
        """Save the chosen rows as a workbook, in the columns shown."""
        suggested = f"{self._page.header.title()}.xlsx"
        rows = self._page.table.chosen()
        self._shell.pick_target(suggested, ".xlsx", lambda target: self.write_list(rows, target))

    def write_list(self, rows: ListedRows, target: Path) -> None:
        """Write rows to a file, many of them on the worker."""
        page, name = self._page, self._page.header.title()

        def work(progress: Progress) -> None:
            lines = WordedRows(page.table, rows)
            save_whole(target, listed_workbook(lines.titles, lines, name, progress))

        def written(_: object) -> None:
            said = text("register.exported", n=len(rows), file=target.name)
            self._shell.toast(said, text("printpage.open_folder"), lambda: show_folder(target))

        title = text("register.exporting", n=len(rows))
        work_over(page.context, work, title, written, page.window(), reading=True)

    def with_chosen(self, act: Callable[[list[str]], object], most: int = MOST_CHANGED) -> None:
        """Do something with the ids of the chosen records, very many read beside the window; more than `most` are
        told to be too many.
        """
        self._with(self._page.table.chosen(), act, most)

    def _with(self, rows: ListedRows, act: Callable[[list[str]], object], most: int) -> None:
        page, registers = self._page, self._page.context.registers
        if len(rows) > most:
            self._shell.toast(text("register.change_too_many", n=len(rows), most=most))
        elif len(rows) <= AT_ONCE:
            act(page.uids(rows))
        else:

            def work(progress: Progress) -> list[str]:
                with registers.stoppable(progress):
                    return registers.uids(rows.ids)

            work_over(page.context, work, text("register.gathering", n=len(rows)), act, page.window(), reading=True)

    def print_register(self) -> None:
        """Go to the print of what is listed: the ticked rows, else all that the filters leave."""
        self._page.lists.when_complete(self._print)

    def _print(self) -> None:
        page = self._page
        ticked = page.model.ticked_count()
        words = text_in("vi", "report.scope_ticked", n=ticked) if ticked else page.scope_words()
        go = partial(self._shell.go, "print", register=page.key, view=page.query().view, period=None)
        if not words:
            go()
            return
        rows = page.model.ticked() if ticked else page.model.rows
        self._with(rows, lambda uids: go(only=tuple(uids), only_words=words), MOST_PRINTED)

    def new(self) -> None:
        """A new record of this register."""
        if self._page.key in _COMPOSED:
            self._shell.go(_COMPOSED[self._page.key])
        else:
            self._form("")

    def step_view(self, by: int) -> None:
        """The next or previous view, as Ctrl+Page Down goes to the next sheet of a workbook."""
        keys = [item.key for item in self._page.own_views.items()]
        at = keys.index(self._page.view()) if self._page.view() in keys else 0
        self._page.show_view(keys[(at + by) % len(keys)])

    def edit(self) -> None:
        """Type into the current cell of the table, or change the current record in its form."""
        page = self._page
        if not (page.table.hasFocus() and page.cells.begin(page.table.current_row(), page.table.current_column())):
            self.edit_record()

    def edit_record(self) -> None:
        """Change the current record in its form."""
        self._form(self._page.table.current_uid())

    def delete(self) -> None:
        """Put the ticked records, else the current one, into the trash."""
        from ui.forms.trash_form import offer_trash

        page, entity = self._page, BUILDERS[self._page.key][0]
        self.with_chosen(lambda uids: offer_trash(page.context, [Ref(entity, uid) for uid in uids], page.window()))

    def tear_off(self) -> None:
        """Show the current record in a window of its own."""
        from ui.views.torn import tear_off

        page = self._page
        tear_off(page.context, Ref(BUILDERS[page.key][0], page.table.current_uid()), page)

    def escalate(self) -> None:
        """Escalate the chosen obstacles, or those of the current record."""

        def go(chosen: Sequence[str]) -> None:
            self._shell.go("escalate", **({"obstacles": list(chosen)} if chosen else {}))

        if self._page.key == "obstacles":
            self.with_chosen(go, MOST_ESCALATED)
        else:
            go(self._page.detail.linked("obstacle"))

    def answer(self) -> None:
        """Record an answer to the escalations of the current record."""
        page = self._page
        own = page.key == "escalations"
        uids = [page.table.current_uid()] if own else page.detail.linked("escalation")
        self._shell.go("answer", **({"escalations": uids} if uids else {}))

    def change_many(self, kind: str) -> None:
        """Change the status, the due date or the officer of the ticked rows as one act."""
        self.with_chosen(lambda uids: self._change(kind, uids))

    def _change(self, kind: str, uids: Sequence[str]) -> None:
        page = self._page
        if uids and kind == "status":
            from ui.forms.move_form import open_moves

            open_moves(page.context, list(uids), page.window())
        elif uids:
            from ui.forms.bulk_form import BulkForm

            refs = [Ref(BUILDERS[page.key][0], uid) for uid in uids]
            BulkForm(page.context, kind, refs, page.window()).open()

    def remind(self) -> None:
        """Remind the authority of the current escalation."""
        from ui.forms.reminder_form import ReminderForm

        page = self._page
        ReminderForm(page.context, page.table.current_uid(), page.window()).open()

    def _form(self, uid: str) -> None:
        from ui.forms.record_form import open_form

        page = self._page
        open_form(page, page.context, BUILDERS[page.key][0], uid, saved=page.show_saved)
