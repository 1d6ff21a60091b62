"""What can be done with the rows of a register: new, edit, escalate, answer, print, copy."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ui.models.listed_rows import ListedRows
from ui.shell.folders import show_folder
from ui.views.copied_rows import copy_rows
from workbench.disk import save_whole
from workbench.exchange.listed_workbook import listed_workbook
from workbench.messages import text, text_in
from workbench.progress import Progress, Stretch
from workbench.records.record import Ref
from workbench.services.register_rows import BUILDERS

if TYPE_CHECKING:
    from ui.views.registers import RegisterPage

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
        if page.importable:
            found["paste"] = partial(self._shell.go, "import", paste=True)
        if page.table.chosen():
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

    def export(self) -> None:
        """Save the chosen rows as a workbook, in the columns shown."""
        suggested = f"{self._page.header.title()}.xlsx"
        rows = self._page.table.chosen()
        self._shell.pick_target(suggested, ".xlsx", lambda target: self.write_list(rows, target))

    def write_list(self, rows: ListedRows, target: Path) -> None:
        """Write rows to a file on the worker."""
        page, name = self._page, self._page.header.title()

        def work(progress: Progress) -> None:
            titles, lines = page.table.as_lines(rows.read_all(progress=Stretch(progress, 0, 0.5)))
            save_whole(target, listed_workbook(titles, lines, name, Stretch(progress, 0.5, 1)))

        task = page.context.run(work)
        said = text("register.exported", n=len(rows), file=target.name)
        task.done.connect(lambda _: self._shell.toast(said, text("printpage.open_folder"), lambda: show_folder(target)))
        task.finished.connect(page.count_chosen)
        page.hints.say(text("register.exporting", n=len(rows)))
        task.start()

    def print_register(self) -> None:
        """Go to the print of what is listed: the ticked rows, else all that the filters leave."""
        self._page.lists.when_complete(self._print)

    def _print(self) -> None:
        page = self._page
        ticked = page.model.ticked()
        rows = ticked or page.model.rows
        words = text_in("vi", "report.scope_ticked", n=len(ticked)) if ticked else page.scope_words()
        scope = {"only": tuple(page.uids(rows)), "only_words": words} if words else {}
        self._shell.go("print", register=page.key, view=page.query().view, period=None, **scope)

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

        page = self._page
        offer_trash(page.context, [row.ref for row in page.table.chosen()], page.window())

    def tear_off(self) -> None:
        """Show the current record in a window of its own."""
        from ui.views.torn import tear_off

        page = self._page
        tear_off(page.context, Ref(BUILDERS[page.key][0], page.table.current_uid()), page)

    def escalate(self) -> None:
        """Escalate the chosen obstacles, or those of the current record."""
        page = self._page
        own = page.key == "obstacles"
        chosen = page.uids(page.table.chosen()) if own else page.detail.linked("obstacle")
        self._shell.go("escalate", **({"obstacles": chosen} if chosen else {}))

    def answer(self) -> None:
        """Record an answer to the escalations of the current record."""
        page = self._page
        own = page.key == "escalations"
        uids = [page.table.current_uid()] if own else page.detail.linked("escalation")
        self._shell.go("answer", **({"escalations": uids} if uids else {}))

    def change_many(self, kind: str) -> None:
        """Change the status, the due date or the officer of the ticked rows as one act."""
        page = self._page
        refs = [Ref(BUILDERS[page.key][0], uid) for uid in page.uids(page.table.chosen())]
        if refs and kind == "status":
            from ui.forms.move_form import open_moves

            open_moves(page.context, [ref.uid for ref in refs], page.window())
        elif refs:
            from ui.forms.bulk_form import BulkForm

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
