"""Thùng rác: what was taken out of the registers, the way back, and erasing for good after a question."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QStackedWidget, QVBoxLayout, QWidget

from ui.context import Context, Page
from ui.models.trash_table import COLUMNS, TrashTableModel
from ui.shell.page_header import PageHeader
from ui.shell.waiting import work_over
from ui.theme.metrics import px
from ui.widgets.buttons import Button
from ui.widgets.delegates import TextDelegate, TwoLine
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Line
from ui.widgets.paragraph import Paragraph
from ui.widgets.table import Table
from workbench.messages import text
from workbench.records.changes import ChangeSet
from workbench.services.trash import KEPT_DAYS, Trashed, bring_back, erasure, in_trash
from workbench.services.workbench import Outcome

_WIDTHS = {"kind": 152, "at": 140, "actor": 128, "reason": 148, "left": 152}
_NAMED = 8


class TrashPage(Page):
    """One list. Acts are for the selected records, the current one when no other is."""

    key, nav = "trash", "data"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.header = PageHeader(text("trash.page"))
        self.back = Button(text("acts.back"), icon="arrow-left")
        self.bring = Button(text("trash.bring"), "primary", "undo-2")
        self.erase = Button(text("trash.erase"), icon="trash-2")
        self.empty = Button(text("trash.empty"), icon="trash-2")
        self.model = TrashTableModel(context.workbench.clock.today(), self)
        self.table = Table(text("trash.page"), two_lines=True)
        self._stack = QStackedWidget()
        self._lay_out()
        self.back.clicked.connect(lambda: context.shell.go("data"))
        self.bring.clicked.connect(self._bring_back)
        self.erase.clicked.connect(lambda: self._ask(self.chosen()))
        self.empty.clicked.connect(lambda: self._ask(list(self.model.lines)))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        context.events.changed.connect(self._changed)

    def _lay_out(self) -> None:
        for button in (self.back, self.empty):
            self.header.acts.addWidget(button)
        bar = QHBoxLayout()
        bar.setContentsMargins(px(24), px(8), px(24), px(10))
        bar.setSpacing(px(8))
        bar.addWidget(Paragraph(text("trash.note", days=KEPT_DAYS), "body", "text2", middle=True), 1)
        bar.addWidget(self.erase)
        bar.addWidget(self.bring)
        self.table.setModel(self.model)
        self._delegates = (TwoLine(), *(TextDelegate("text2", tabular=key == "at") for key in COLUMNS[1:]))
        for place, (key, delegate) in enumerate(zip(COLUMNS, self._delegates, strict=True)):
            self.table.setItemDelegateForColumn(place, delegate)
            fixed = QHeaderView.ResizeMode.Fixed if key in _WIDTHS else QHeaderView.ResizeMode.Stretch
            self.table.header.setSectionResizeMode(place, fixed)
            if key in _WIDTHS:
                self.table.setColumnWidth(place, px(_WIDTHS[key]))
        self.table.header.setSortIndicatorShown(False)
        self.table.header.setSortIndicator(-1, self.table.header.sortIndicatorOrder())
        self._stack.addWidget(self.table)
        self._stack.addWidget(EmptyState(text("trash.nothing"), text("trash.nothing_detail")))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(bar)
        column.addWidget(Line())
        column.addWidget(self._stack, 1)

    # Page

    def open(self, **params: Any) -> None:
        """Show the trash as it stands."""
        self.look()

    def first_focus(self) -> QWidget | None:
        """The list, or the way back when it is empty."""
        return self.table if self.model.lines else self.back

    # the list

    def _changed(self, _: object) -> None:
        if self.isVisible():
            self.look()

    def look(self) -> None:
        """Read what is in the trash now."""
        registers = self.context.registers
        task = self.context.run(lambda _: in_trash(registers))
        task.done.connect(self._show)
        task.start()

    def _show(self, found: list[Trashed]) -> None:
        self.model.set_lines(found, self.context.workbench.clock.today())
        self.header.set_note(text("trash.count", n=len(found)))
        self._stack.setCurrentIndex(0 if found else 1)
        if found:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._enable()

    def chosen(self) -> list[Trashed]:
        """The selected records."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return [self.model.lines[row] for row in rows]

    def _enable(self) -> None:
        may_write, chosen = not self.context.workbench.database.read_only, self.chosen()
        self.bring.setEnabled(may_write and bool(chosen))
        self.bring.setText(text("trash.bring_n", n=len(chosen)) if len(chosen) > 1 else text("trash.bring"))
        self.erase.setEnabled(may_write and any(not one.printed for one in chosen))
        self.empty.setEnabled(may_write and any(not one.printed for one in self.model.lines))

    # acts

    def _bring_back(self) -> None:
        registers, chosen = self.context.registers, self.chosen()

        def done(outcomes: list[Outcome]) -> None:
            for outcome in outcomes:
                self.context.tell(outcome.summary)
            kept = sum(len(outcome.kept) for outcome in outcomes)
            back = {ref for outcome in outcomes for ref in outcome.summary.created}
            came = [one.name for one in chosen if one.ref in back]
            more = [text("told.more", n=len(came) - _NAMED)] if len(came) > _NAMED else []
            words = text("trash.brought", names=", ".join([*came[:_NAMED], *more]))
            self.context.shell.toast(text("shell.undo_kept", done=words, n=kept) if kept else words)
            if len(outcomes) < len({one.act for one in chosen}):
                self.look()

        title = text("trash.bringing", n=len(chosen))
        work_over(self.context, lambda progress: bring_back(registers, chosen, progress), title, done, self)

    def _ask(self, records: list[Trashed]) -> None:
        act = erasure(records)
        going = [one for one in records if not one.printed]
        lines = [f"{one.name}: {one.title}" if one.title else one.name for one in going[:_NAMED]]
        if (more := len(going) - _NAMED) > 0:
            lines.append(text("told.more", n=more))
        if staying := len(records) - len(going):
            lines.append(text("trash.staying", n=staying))
        detail = "\n".join([*lines, "", text("trash.erase_detail")])
        actions = [("keep", text("trash.keep")), ("erase", text("trash.erase_n", n=len(going)))]

        def answered(key: str) -> None:
            if key == "erase":
                self._erase(act)

        self.context.shell.ask(text("trash.erase_question", n=len(going)), detail, actions, answered)

    def _erase(self, act: ChangeSet) -> None:
        workbench = self.context.workbench

        def done(outcome: Outcome) -> None:
            self.context.tell(outcome.summary)
            self.context.shell.toast(text("trash.erased", names=act.note))

        title = text("trash.erasing")
        work_over(self.context, lambda _: workbench.commit(act), title, done, self, may_stop=False)
