"""One act of the journal: who, when, what it did record by record, and the way to take it back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.metrics import px
from ui.views.undo_sheet import record_entry
from ui.widgets.base import Themed
from ui.widgets.buttons import Button
from ui.widgets.cards import ScrollBody
from ui.widgets.labels import Label, Line, SectionLabel
from ui.widgets.paragraph import Paragraph
from workbench.messages import text
from workbench.services.acts import ActLine
from workbench.services.told import RecordTold


class ActPane(Themed, QFrame):
    """`undo_wanted(number)` from the button at the foot."""

    undo_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.shown: ActLine | None = None
        self._number = Label("", "label", "text2", weight=400, tabular=True)
        self._what = Paragraph("", "section", max_lines=4)
        self._by = Paragraph("", "label", "text2", weight=400)
        self._note = Paragraph("", "body")
        self.body = ScrollBody()
        self.undo = Button("", icon="undo-2")
        self.undo.clicked.connect(self._want)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._upper = QVBoxLayout()
        for widget in (self._number, self._what, self._by, self._note):
            self._upper.addWidget(widget)
        self._column.addLayout(self._upper)
        self._column.addWidget(Line())
        self._column.addWidget(self.body, 1)
        self._column.addWidget(Line())
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.undo)
        self._foot.addStretch(1)
        self._column.addLayout(self._foot)
        self.follow_theme()
        self.show_act(None)

    def restyle(self) -> None:
        side = px(16)
        self._column.setContentsMargins(1, 0, 0, 0)
        self._upper.setContentsMargins(side, px(12), side, px(10))
        self._upper.setSpacing(px(4))
        self.body.body.setContentsMargins(side, px(12), side, px(12))
        self.body.body.setSpacing(px(8))
        self._foot.setContentsMargins(side, px(8), side, px(8))
        super().restyle()

    def show_act(self, line: ActLine | None, told: tuple[RecordTold, ...] = (), may_write: bool = False) -> None:
        """Show an act with its changes; a word when none is chosen."""
        self.shown = line
        self._clear()
        way = line.way if line is not None and may_write else ""
        self.undo.setVisible(bool(way))
        if line is None:
            self._number.setText("")
            self._what.setText(text("acts.choose"))
            self._by.setText("")
            self._note.hide()
            return
        if way:
            self.undo.setText(text(f"detail.{way}_ask"))
            self.undo.set_icon(f"{way}-2")
        self._number.setText(text("acts.number", number=line.number, kind=text(f"acts.kind_{line.kind}")))
        self._what.setText(text("acts.undone_what", what=line.what) if line.undone else line.what)
        self._by.setText(" · ".join((f"{line.at:%H:%M, %d/%m/%Y}", line.actor)))
        self._note.setText(line.note)
        self._note.setVisible(bool(line.note))
        self._list(line, told)

    def words(self) -> str:
        """Everything listed."""
        return "\n".join(p.text() for p in self.body.findChildren(Paragraph))

    def _list(self, line: ActLine, told: tuple[RecordTold, ...]) -> None:
        column = self.body.body
        heading = text("acts.touched", n=line.touched) if line.touched else text("acts.no_changes")
        column.addWidget(SectionLabel(heading))
        for record in told:
            column.addWidget(record_entry(record))
        if (more := line.touched - len(told)) > 0 and told:
            column.addWidget(Paragraph(text("told.more", n=more), "body", "text2"))
        if line.erased:
            column.addWidget(Paragraph(text("acts.erased", n=line.erased), "body", "text2"))
        column.addStretch(1)

    def _clear(self) -> None:
        while (item := self.body.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _want(self) -> None:
        if self.shown is not None:
            self.undo_wanted.emit(self.shown.number)
