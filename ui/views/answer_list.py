"""The card of items that wait for a body's answer: heading, columns, escalations with their lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme.metrics import px
from ui.theme.tokens import HEIGHT_TABLE_HEADER
from ui.views.answer_rows import CHIP_WIDTH, CLASS_WIDTH, EXTRACT_WIDTH, AnswerRow, Choices, GroupHead, Item
from ui.widgets.buttons import LinkButton
from ui.widgets.cards import Card, ScrollBody
from ui.widgets.choices import CheckBox
from ui.widgets.combo import Combo
from ui.widgets.labels import ElidedLabel, Label, Line
from ui.widgets.paragraph import Paragraph
from workbench.domain.vocabularies import VOCABULARIES
from workbench.messages import text
from workbench.services.answering import AnswerLine

_AT_ONCE = 40  # lines made in one go; the rest between events


@dataclass(frozen=True, slots=True)
class Group:
    """An escalation that waits, with its items."""

    uid: str
    code: str
    items: tuple[Item, ...]


class WaitingList(Card):
    """`changed` at every entry, `all_wanted` for the items of every body, `body_chosen(id)` of those offered."""

    changed = Signal()
    all_wanted = Signal()
    body_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(margin=0, gap=0)
        self.rows: dict[str, AnswerRow] = {}
        self.heads: dict[str, GroupHead] = {}
        self._rest: list[tuple[str, Item]] = []
        self._choices: Choices | None = None
        self._kept: dict[str, AnswerLine] = {}
        self._codes: dict[str, str] = {}
        self._compact = False
        self.title = ElidedLabel("", "body", weight=600)
        self.note = Label("", "label", "text2", weight=400, tabular=True)
        self.everybody = LinkButton(text("answer.all_bodies"))
        self.tick_all = LinkButton(text("answer.tick_all"), flush="right")
        self.for_all = Combo(
            [(text(f"answer.class_{key}"), key) for key in VOCABULARIES["answer_class"].choices],
            name=text("answer.for_all"),
        )
        self.for_all.setPlaceholderText(text("answer.for_all"))
        self.for_all.setCurrentIndex(-1)
        self.box = CheckBox(tristate=True)
        self.box.setAccessibleName(text("answer.tick_all"))
        self.nothing = Paragraph("", "body", "text2")
        self.area = ScrollBody()
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its lines have it
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._make_more)
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(px(16), px(8), px(16), px(4))
        head.setSpacing(px(10))
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        head.addWidget(self.title)
        head.addWidget(self.note)
        head.addStretch(1)
        for widget in (self.everybody, self.for_all, self.tick_all):
            head.addWidget(widget)
        self.for_all.setFixedWidth(px(CLASS_WIDTH + 60))
        self.body.addLayout(head)
        self._columns = QWidget()
        self._columns.setFixedHeight(px(HEIGHT_TABLE_HEADER))
        row = QHBoxLayout(self._columns)
        row.setContentsMargins(px(16), 0, px(12 + 24 + 10), 0)
        row.setSpacing(px(12))
        row.addWidget(self.box)
        row.addWidget(_heading("answer.column_item"), 1)
        for key, width in (("state", CHIP_WIDTH), ("class", CLASS_WIDTH), ("extract", EXTRACT_WIDTH + 12)):
            heading = _heading(f"answer.column_{key}")
            heading.setFixedWidth(px(width))
            row.addWidget(heading)
        self.body.addWidget(self._columns)
        self.body.addWidget(Line())
        self._empty = ScrollBody()
        empty = self._empty.body
        empty.setContentsMargins(px(16), px(20), px(16), px(20))
        empty.setSpacing(px(4))
        empty.addWidget(self.nothing)
        self._owing = QVBoxLayout()
        self._owing.setSpacing(px(2))
        empty.addLayout(self._owing)
        empty.addStretch(1)
        self.body.addWidget(self._empty, 1)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.area.body.addLayout(self._lines)
        self.area.body.addStretch(1)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.body.addWidget(self.area, 1)

    def _listen(self) -> None:
        self.everybody.clicked.connect(self.all_wanted)
        self.tick_all.clicked.connect(lambda: self._tick(True))
        self.box.clicked.connect(lambda: self._tick(len(self.ticked()) < len(self.rows)))
        self.for_all.currentIndexChanged.connect(lambda _: self._choose_for_all())
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    # showing

    def show_groups(self, groups: Sequence[Group], choices: Choices, kept: Mapping[str, AnswerLine]) -> None:
        """Show what waits; lines that were entered are put in again."""
        self._timer.stop()
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows, self.heads = {}, {}
        self._choices, self._kept = choices, dict(kept)
        self._rest = [(group.uid, item) for group in groups for item in group.items]
        self._codes = {group.uid: group.code for group in groups}
        self._columns.setVisible(bool(groups) and not self._compact)
        self.area.setVisible(bool(groups))
        self._empty.setVisible(not groups)
        for widget in (self.for_all, self.tick_all):
            widget.setVisible(bool(groups))
        self._make_more()
        self._show_box()

    def offer_bodies(self, bodies: Sequence[tuple[str, str]]) -> None:
        """Offer bodies (id, words) that owe an answer, each one click away."""
        while (item := self._owing.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for uid, words in bodies:
            link = LinkButton(words, flush="left")
            link.clicked.connect(lambda _=False, uid=uid: self.body_chosen.emit(uid))
            self._owing.addWidget(link)

    def _make_more(self) -> None:
        """The next lines; a body that owes hundreds of answers does not hold up the window."""
        assert self._choices is not None
        now, self._rest = self._rest[:_AT_ONCE], self._rest[_AT_ONCE:]
        for group, item in now:
            if group not in self.heads:
                self.heads[group] = GroupHead(self._codes[group], "")
                self._lines.addWidget(self.heads[group])
            row = AnswerRow(item, self._choices)
            if item.uid in self._kept:
                row.show_line(self._kept[item.uid])
            row.changed.connect(self._row_changed)
            self.rows[item.uid] = row
            self._lines.addWidget(row)
            row.show()  # at once, so that it can take the focus
        self._order()
        if self._rest:
            self._timer.start()
        else:
            self._timer.stop()

    def _order(self) -> None:
        """The keyboard goes through the lines as they stand, after the heading."""
        before: QWidget = self.box
        for row in self.rows.values():
            for widget in row.stops():
                QWidget.setTabOrder(before, widget)
                before = widget

    def set_compact(self, on: bool) -> None:
        """Less height: no headings over the columns."""
        self._compact = on
        self._columns.setVisible(not on and bool(self._codes))

    def complete(self) -> None:
        """Make all lines now."""
        while self._rest:
            self._make_more()

    def ticked(self) -> list[str]:
        """Items the document speaks of."""
        return [uid for uid, row in self.rows.items() if row.box.isChecked()]

    def lines(self) -> tuple[AnswerLine, ...]:
        """What was entered, in the order shown."""
        waiting = {item.uid for _, item in self._rest}
        made = [line for row in self.rows.values() if (line := row.line())]
        return (*made, *(line for uid, line in self._kept.items() if uid in waiting))

    def tick(self, uids: Sequence[str]) -> None:
        """Tick these lines and bring the first into sight."""
        self.complete()
        for uid in uids:
            self.rows[uid].box.setChecked(True)
        if uids:
            QTimer.singleShot(0, self, lambda: self._bring(uids[0]))

    def _bring(self, uid: str) -> None:
        if uid in self.rows:
            self.area.ensureWidgetVisible(self.rows[uid], 0, px(60))

    def _tick(self, on: bool) -> None:
        self.complete()
        for row in self.rows.values():
            row.blockSignals(True)
            row.box.setChecked(on)
            row.blockSignals(False)
        self._row_changed()

    def _choose_for_all(self) -> None:
        """The same outcome for every ticked line that has none yet; for all ticked when each has one."""
        key = str(self.for_all.value() or "")
        if not key:
            return
        rows = [self.rows[uid] for uid in self.ticked()]
        empty = [row for row in rows if not row.outcome.value()]
        for row in empty or rows:
            row.set_outcome(key)
        self.for_all.blockSignals(True)
        self.for_all.setCurrentIndex(-1)
        self.for_all.blockSignals(False)
        self.for_all.update()

    def _row_changed(self) -> None:
        self._show_box()
        self.changed.emit()

    def _show_box(self) -> None:
        ticked, total = len(self.ticked()), len(self.rows)
        state = Qt.CheckState.PartiallyChecked if ticked else Qt.CheckState.Unchecked
        self.box.blockSignals(True)
        self.box.setCheckState(Qt.CheckState.Checked if total and ticked == total else state)
        self.box.blockSignals(False)
        self.box.update()
        self.for_all.setEnabled(ticked > 0)

    def _focus_moved(self, before: QObject | None, now: QObject | None) -> None:
        for row in self.rows.values():
            row.mark(isinstance(now, QWidget) and row.isAncestorOf(now))
        if isinstance(now, QWidget) and self.area.isAncestorOf(now):
            self.area.ensureWidgetVisible(now, 0, px(24))


def _heading(key: str) -> ElidedLabel:
    return ElidedLabel(text(key), "label", "text2", weight=600)
