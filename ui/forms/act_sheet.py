"""What the small sheets that write one act have in common: fields, what stands against it, the button, the undo."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.context import Context
from ui.notify import notice_of
from ui.shell.dialogs import ErrorSheet, Sheet
from ui.shell.taking_back import take_back
from ui.shell.waiting import AT_ONCE, Ended, wait_for
from ui.theme.metrics import px
from ui.views.issue_words import by_field, words_of
from ui.widgets.buttons import Button
from ui.widgets.fields import Field
from ui.widgets.labels import Label
from ui.widgets.paragraph import Paragraph
from workbench.errors import StaleRecord, UserError
from workbench.messages import text
from workbench.records.changes import ChangeSet
from workbench.records.issues import Issue
from workbench.services.workbench import Outcome


class ActSheet(Sheet):
    """`written(number of the act)`. Subclasses give `act`, `issues` and `done_words` and call `look` at changes."""

    written = Signal(int)

    def __init__(self, context: Context, title: str, words: str, window: QWidget | None, width: int = 520) -> None:
        super().__init__(title, window, width)
        self.context = context
        self.fields: dict[str, Field] = {}
        self._hints: dict[str, str] = {}
        self.tried = False
        self.notice = Paragraph("", "label", "red")
        self.apply_button = Button(words, "primary")
        self.cancel = Button(text("entry.cancel"), "quiet", key_hint="Esc")
        self.foot = QHBoxLayout()
        self.foot.setSpacing(px(8))
        self.foot.addStretch(1)
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(self.apply_button)
        self.body.addWidget(Label(title, "section"))
        self.cancel.clicked.connect(self.reject)
        self.apply_button.clicked.connect(self.apply)
        for keys in ("Ctrl+S", "Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.apply)

    def finish(self) -> None:
        """Call once the fields are in the layout, each with its own hint."""
        self._hints = {name: field.hint() for name, field in self.fields.items()}
        self.body.addWidget(self.notice)
        self.body.addLayout(self.foot)
        self.look()

    def act(self) -> ChangeSet:
        """The act as it stands."""
        raise NotImplementedError

    def issues(self) -> tuple[Issue, ...]:
        """What stands against it."""
        raise NotImplementedError

    def done_words(self) -> str:
        """What the notice says once it is written."""
        raise NotImplementedError

    def look(self) -> None:
        """Say what stands against it now; what is merely missing only once it was tried."""
        found = by_field(self.issues())
        for name, field in self.fields.items():
            words, stops = found.get(name, ("", False))
            field.set_error(words if stops and self.tried else "")
            field.set_hint(self._hints.get(name, "") if stops or not words else words)
        self.show_notice(i for i in self.issues() if i.field not in self.fields)

    def show_notice(self, issues: Iterable[Issue]) -> None:
        """What is not about one of the fields."""
        found = sorted(issues, key=lambda i: i.severity != "stop")
        self.notice.setText("\n".join(dict.fromkeys(map(words_of, found))))
        self.notice.set_token("red" if any(i.severity == "stop" for i in found) else "amber")
        self.notice.setVisible(bool(found))

    def ready(self) -> bool:
        """Whether nothing stands in the way; else it is said, and the field to mend is gone to."""
        self.tried = True
        self.look()
        stops = [issue for issue in self.issues() if issue.severity == "stop"]
        if stops:
            field = self.fields.get(stops[0].field)
            (field.editor if field is not None and field.isVisible() else self.cancel).setFocus()
        return not stops

    def apply(self) -> None:
        """Write it, unless something stands in the way."""
        if not self.ready():
            return
        act = self.act()
        if act.is_empty:
            self.accept()
            return
        if len(act.changes) > AT_ONCE:
            self._write_beside(act)
            return
        try:
            outcome = self.context.workbench.commit(act)
        except UserError as error:
            self._refused(error)
            return
        self._done(outcome)

    def _write_beside(self, act: ChangeSet) -> None:
        """Write a long act on the worker; stopped, it leaves the record and this sheet as they were."""
        workbench = self.context.workbench

        def ended(how: Ended) -> None:
            if how.error is not None:
                self._refused(how.error)
            elif not how.stopped:
                self._done(how.result)

        title = text("bulk.writing", n=len({change.ref for change in act.changes}))
        wait_for(self.context.runner, lambda progress: workbench.commit(act, progress), title, lambda: self, ended)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, StaleRecord):
            error = UserError("entry.changed_meanwhile")
        if isinstance(error, UserError):
            ErrorSheet(notice_of(error), self).open()
        else:
            self.context.shell.show_error(error)

    def _done(self, outcome: Outcome) -> None:
        words = self.done_words()
        self.accept()
        self.context.tell(outcome.summary)
        self.tell_done(words, outcome.act.number)
        self.written.emit(outcome.act.number)

    def tell_done(self, words: str, number: int) -> None:
        """A notice with the way back."""
        context = self.context
        context.shell.toast(words, text("entry.undo"), lambda: take_back(context, number))
