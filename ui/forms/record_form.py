"""The form of a record: new, or changing one that is there.

Checks each field on leaving it; nothing is written before Save, and then as one act.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.context import Context
from ui.forms import document_form
from ui.forms.drafts import ask_is_sent, change, creation, draft_of, next_code
from ui.forms.editors import make_editor
from ui.forms.form_draft import FormDraft
from ui.forms.layouts import FORMS, KEPT_ON, REGISTERS, SIMILAR_BY
from ui.forms.parts import Editor, Part
from ui.forms.similar import SimilarPane
from ui.notify import notice_of
from ui.shell.dialogs import ErrorSheet, Question, Sheet
from ui.shell.taking_back import take_back
from ui.theme.metrics import px
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import ScrollBody
from ui.widgets.dates import DateEdit
from ui.widgets.fields import Field
from ui.widgets.labels import Label, Line
from workbench.errors import StaleRecord, UserError
from workbench.messages import text
from workbench.records.changes import ChangeSet
from workbench.records.record import Ref
from workbench.services.entry import given as starting_values
from workbench.services.entry import issues
from workbench.services.workbench import Workbench

_WIDTH, _HEIGHT, _SIDE = 960, 650, 288
_ALONE = 672  # a form without similar records beside it, as wide as the fields of one with them
Together = Callable[[ChangeSet, str], ChangeSet]


def open_form(
    over: QWidget,
    context: Context,
    entity: str,
    uid: str = "",
    given: Mapping[str, Any] | None = None,
    saved: Callable[[str], object] | None = None,
    together: Together | None = None,
) -> RecordForm:
    """Open the form over the window of `over`: of a stored record, or of a new one with some values given.

    `together` makes of the act that enters the record, and of its id, the one act that is written.
    """
    form = RecordForm(context, entity, uid, given or {}, over.window())
    if together is not None:
        form.write_together(together)
    if saved is not None:
        form.saved.connect(saved)
    form.open()
    return form


class RecordForm(Sheet):
    """`saved(uid)` after each save."""

    saved = Signal(str)

    def __init__(
        self, context: Context, entity: str, uid: str, given: Mapping[str, Any], window: QWidget | None
    ) -> None:
        self.entity, self.uid = entity, uid
        self._wide = _WIDTH if entity in REGISTERS else _ALONE
        super().__init__(text(f"entry.{'edit' if uid else 'new'}_{entity}"), window, self._wide)
        self._context = context
        self._linked = context.registers.linked()
        self._record = context.workbench.repository.need(Ref(entity, uid)) if uid else None
        self.editors: dict[str, Editor] = {}
        self.fields: dict[str, Field] = {}
        self._parts = {part.key: part for row in FORMS[entity] for part in row}
        self._given = dict(given)
        self.side: SimilarPane | None = None
        if entity in REGISTERS:
            self.side = SimilarPane(context, REGISTERS[entity], uid)
            self.side.setFixedWidth(px(_SIDE))
            self.side.opened.connect(self._open_other)
        self.banner = Banner("warn", "")
        self._warned: tuple[str, ...] = ()
        self._together: Together | None = None
        self._build()
        self._fill({**self._stored(), **given})
        self._keys()
        self.numbers: Any = None
        if entity == "document":
            document_form.wire(self)
        self.kept = FormDraft(self, context)
        self._offer_kept()

    # building

    def _build(self) -> None:
        self.body.setContentsMargins(1, 1, 1, 1)
        self.body.setSpacing(0)
        self.body.addLayout(self._head())
        middle = QHBoxLayout()
        middle.setSpacing(0)
        self._scroll = scroll = ScrollBody()
        scroll.body.setContentsMargins(px(24), px(4), px(20), px(12))
        scroll.body.setSpacing(px(12))
        self.banner.hide()
        scroll.body.addWidget(self.banner)
        for row in FORMS[self.entity]:
            scroll.body.addLayout(self._row(row))
        scroll.body.addStretch(1)
        middle.addWidget(scroll, 1)
        if self.side is not None:
            middle.addWidget(Line(vertical=True))
            middle.addWidget(self.side)
        self.body.addLayout(middle, 1)
        self.body.addWidget(Line())
        self.body.addLayout(self._foot())

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(px(24), px(10), px(16), px(10))
        head.setSpacing(px(10))
        head.addWidget(Label(self.windowTitle(), "title"))
        self._code = Label("", "label", "text2", weight=400, tabular=True)
        head.addWidget(self._code)
        head.addStretch(1)
        cross = IconButton("x", text("entry.cancel").replace("&", ""))
        cross.clicked.connect(self.reject)
        head.addWidget(cross)
        self._name_code()
        return head

    def _name_code(self) -> None:
        code = next_code(self._context.workbench, self.entity)
        if self._record is not None:
            self._code.setText(self._record.name)
        else:
            self._code.setText(text("entry.code", code=code) if code else "")

    def _row(self, parts: tuple[Part, ...]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(12))
        for part in parts:
            editor = make_editor(part, self._linked)
            echo = editor.widget.echo if isinstance(editor.widget, DateEdit) else None
            hint = text(part.hint) if part.hint else ""
            field = Field(text(part.label), editor.widget, hint, part.required, beside=echo)
            editor.left.connect(lambda key=part.key: self._check(key))
            editor.changed.connect(lambda key=part.key: self._unmark(key))
            self.editors[part.key], self.fields[part.key] = editor, field
            share = 2 if part.kind == "money" and len(parts) > 2 else 1  # its field says how it is entered
            row.addWidget(field, share, Qt.AlignmentFlag.AlignTop)
        return row

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(px(24), px(12), px(24), px(12))
        foot.setSpacing(px(8))
        self._kept_words = Label("", "label", "text2", weight=400, tabular=True)
        foot.addWidget(self._kept_words)
        foot.addStretch(1)
        self.cancel = Button(text("entry.cancel"), "quiet", key_hint="Esc")
        self.again = Button(text("entry.save_more"))
        self.save_button = Button(text("entry.save"), "primary", key_hint="Ctrl+S")
        self.cancel.clicked.connect(self.reject)
        self.again.clicked.connect(lambda: self.save(more=True))
        self.save_button.clicked.connect(lambda: self.save())
        self.again.setVisible(self._record is None)
        for button in (self.cancel, self.again, self.save_button):
            foot.addWidget(button)
        return foot

    def _keys(self) -> None:
        for keys in ("Ctrl+S", "Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.save)
        side = self.side
        if side is not None:
            source = self.editors[SIMILAR_BY[self.entity]]
            source.changed.connect(lambda: side.typed(str(source.value() or "")))

    def showEvent(self, event: QShowEvent) -> None:
        window = self.parentWidget()
        if window is not None:
            most = min(px(_HEIGHT), window.height() - px(16))
            high = most if self.side is not None else min(most, self._content_height())
            self.setFixedSize(min(px(self._wide), window.width() - px(24)), high)
            if self.side is not None:
                self.side.setVisible(self.width() >= px(760))
        super().showEvent(event)
        self._first_empty().setFocus()

    def _content_height(self) -> int:
        """What head, fields and foot need; a short form is no higher than that."""
        inner = self._scroll.widget()
        assert inner is not None
        return self.sizeHint().height() - self._scroll.sizeHint().height() + inner.sizeHint().height() + px(4)

    def _first_empty(self) -> QWidget:
        for key, part in self._parts.items():
            if part.required and not self.editors[key].value():
                return self.editors[key].widget
        return next(iter(self.editors.values())).widget

    # values

    def _stored(self) -> dict[str, Any]:
        if self._record is not None:
            return draft_of(self._linked, self._record)
        return starting_values(self._context.workbench, self.entity)

    def _fill(self, values: Mapping[str, Any]) -> None:
        for key, editor in self.editors.items():
            editor.set_value(values.get(key))
            self.fields[key].set_error("")
        self._begun = self.draft()

    def _offer_kept(self) -> None:
        """Show again what was being entered when the program ended; it can be thrown away at once."""
        at = self.kept.restore()
        if not at:
            return
        self.banner.show_message("info", text("entry.draft_restored", at=at), text("entry.draft_drop"))
        self.banner.acted.connect(self._forget_kept, Qt.ConnectionType.SingleShotConnection)

    def _forget_kept(self) -> None:
        self.kept.drop()
        self.banner.hide()
        self._fill(self._stored())

    def say_kept(self, words: str) -> None:
        """“Tự lưu nháp 09:42”."""
        self._kept_words.setText(words)

    def draft(self) -> dict[str, Any]:
        """Everything as entered, in the record's own form."""
        return {key: editor.value() for key, editor in self.editors.items()}

    @property
    def workbench(self) -> Workbench:
        """The record that is written into."""
        return self._context.workbench

    def is_touched(self) -> bool:
        """Whether something would be lost by closing."""
        return self.draft() != self._begun

    def _check(self, key: str) -> str:
        part, editor = self._parts[key], self.editors[key]
        problem = editor.problem()
        if not problem and part.required and not editor.value():
            problem = text("entry.needed", field=text(part.label))
        if not problem and key == "recommendation" and self._emptied_ask():
            problem = text("entry.ask_sent")
        if not problem and key == "period_to" and self._backwards():
            problem = text("entry.backwards")
        self.fields[key].set_error(problem)
        return problem

    def _unmark(self, key: str) -> None:
        if self.fields[key].error():
            self.fields[key].set_error("")

    def _emptied_ask(self) -> bool:
        entered = self.editors["recommendation"].value()
        return bool(self.uid) and not entered and ask_is_sent(self._linked, self.uid)

    def _backwards(self) -> bool:
        first, last = self.editors["period_from"].value(), self.editors["period_to"].value()
        return bool(first and last and last < first)

    # saving

    def save(self, more: bool = False) -> bool:
        """Write what was entered; with `more` stay open for the next one. False when something is wrong."""
        wrong = [key for key in self.editors if self._check(key)]
        if wrong:
            self.editors[wrong[0]].widget.setFocus()
            return False
        if not self._weigh():
            return False
        act, uid = self._act()
        if not act.is_empty and not self._commit(act):
            return False
        self.kept.drop()
        self.saved.emit(uid)
        if not act.is_empty:
            code = str(act.label.params["code"])
            self._context.tell(self._outcome.summary)
            undo = text("entry.undo")
            number = self._outcome.act.number
            self._context.shell.toast(text("entry.saved", code=code), undo, lambda: self._take_back(number))
        if more:
            self._next()
        else:
            self.accept()
        return True

    def _weigh(self) -> bool:
        """Whether nothing stands against it; what asks for a look is said once, and may then be saved all the same."""
        draft = {**self._given, **self.draft()}
        found = issues(self._context.workbench, self._linked, self.entity, draft, self.uid)
        stops = [issue for issue in found if issue.severity == "stop"]
        for issue in reversed(stops):
            key = issue.field if issue.field in self.fields else next(iter(self.fields))
            self.fields[key].set_error(text(issue.code, **issue.params))
            self.editors[key].widget.setFocus()
        if stops:
            return False
        warnings = tuple(text(issue.code, **issue.params) for issue in found)
        if warnings and warnings != self._warned:
            self._warned = warnings
            self.banner.show_message("warn", text("entry.save_anyway", words="; ".join(warnings)))
            return False
        self.banner.hide()
        return True

    def write_together(self, together: Together) -> None:
        """Write the new record and what `together` adds to it as one act; there is no next one to go on with."""
        self._together = together
        self.again.hide()

    def _act(self) -> tuple[ChangeSet, str]:
        workbench, draft = self._context.workbench, self.draft()
        if self._record is None:
            kept = {key: value for key, value in self._given.items() if key not in draft}
            act, uid = creation(workbench, self.entity, {**kept, **draft})
            return (self._together(act, uid) if self._together else act), uid
        return change(workbench, self._linked, self._record, draft), self.uid

    def _commit(self, act: ChangeSet) -> bool:
        try:
            self._outcome = self._context.workbench.commit(act)
        except StaleRecord:
            ErrorSheet(notice_of(UserError("entry.changed_meanwhile")), self).open()
            return False
        except UserError as error:
            ErrorSheet(notice_of(error), self).open()
            return False
        return True

    def _take_back(self, number: int) -> None:
        take_back(self._context, number)

    def _next(self) -> None:
        self._warned = ()
        kept = {key: self.editors[key].value() for key in KEPT_ON[self.entity]}
        self._linked = self._context.registers.linked()
        self._fill(kept)
        self._name_code()
        self._first_empty().setFocus()

    # leaving

    def done(self, result: int) -> None:
        """However the officer closes the form, nothing half entered is offered again; a crash never comes here."""
        self.kept.drop()
        for editor in self.editors.values():
            editor.blockSignals(True)  # the field that has the focus is still left while the form goes away
        super().done(result)

    def reject(self) -> None:
        """Close; what was entered is only dropped when the officer says so."""
        if not self.is_touched():
            super().reject()
            return
        self._ask_drop(super().reject)

    def _open_other(self, uid: str) -> None:
        def go() -> None:
            self.done(0)
            self._context.shell.go(REGISTERS[self.entity], uid=uid)

        if self.is_touched():
            self._ask_drop(go)
        else:
            go()

    def _ask_drop(self, drop: Callable[[], object]) -> None:
        actions = [("stay", text("entry.stay")), ("drop", text("entry.drop"))]
        question = Question(text("entry.drop_question"), text("entry.drop_detail"), actions, self)
        question.answered.connect(lambda key: drop() if key == "drop" else None)
        question.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return  # Enter in a field saves nothing by accident
        super().keyPressEvent(event)
