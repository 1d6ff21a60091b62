"""Step five: what was written, taking it back, and what to do next."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.shell.pages import PAGES
from ui.theme import shapes, status
from ui.theme.metrics import px
from ui.theme.shapes import Shape
from ui.theme.theme import color
from ui.views.import_flow.flow import FileEntry
from ui.views.import_flow.result_facts import Figure, NextStep, figures, headline, next_steps, subline
from ui.views.import_flow.return_card import ReturnCard
from ui.widgets.banner import Banner
from ui.widgets.base import Themed
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card, ScrollBody
from ui.widgets.labels import Label, Line, ShapeMark
from ui.widgets.paragraph import Paragraph
from workbench.messages import text


class _BigMark(Themed, QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._shape, self._ink = Shape.CHECK, "green"
        self.follow_theme()

    def set_mark(self, shape: Shape, ink: str) -> None:
        self._shape, self._ink = shape, ink
        self.update()

    def restyle(self) -> None:
        self.setFixedSize(px(28), px(28))
        super().restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        shapes.draw(QPainter(self), QRectF(self.rect()), self._shape, color(self._ink), color("surface"))


class _Number(QWidget):
    def __init__(self, figure: Figure) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), 0, px(8), 0)
        column.setSpacing(px(2))
        head = QHBoxLayout()
        head.setSpacing(px(6))
        look = status.LOOKS[figure.status]
        head.addWidget(ShapeMark(look.shape, look.ink, 14))
        head.addWidget(Paragraph(figure.label, "label", "text2", weight=400, max_lines=2), 1)
        head.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addStretch(1)
        shown = text("kit.number", count=figure.number)
        column.addWidget(Label(shown, "figure", tabular=True))
        self.setAccessibleName(f"{figure.label}: {shown}")


class StepLine(Themed, QWidget):
    """One thing to do, with its link."""

    def __init__(self, step: NextStep) -> None:
        super().__init__()
        self.step = step
        self._row = QHBoxLayout(self)
        self._row.addWidget(ShapeMark(step.shape, step.ink, 14))
        self._row.addWidget(Paragraph(step.words, middle=True), 1)
        self.link = LinkButton(step.link, flush="right")
        self.link.setAccessibleName(f"{step.link}: {step.words}")
        self._row.addWidget(self.link)
        self.follow_theme()

    def restyle(self) -> None:
        self._row.setContentsMargins(0, px(6), 0, px(6))
        self._row.setSpacing(px(8))
        super().restyle()


class ResultStep(QWidget):
    """`undo_wanted(entry)`; `gone(page, params)`; `resumed(entry)` for rows left behind; `return_wanted(entry)`,
    `preview_wanted(entry)` for the workbook of the sender."""

    undo_wanted = Signal(object)
    gone = Signal(str, object)
    resumed = Signal(object)
    return_wanted = Signal(object)
    preview_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._entry: FileEntry | None = None
        self._mark = _BigMark()
        self._head = Paragraph("", "title")
        self._sub = Paragraph("", "body", "text2")
        self.undo = Button(text("importflow.undo"), "danger", "undo-2")
        self.undo.clicked.connect(lambda: self.undo_wanted.emit(self._entry))
        self.lines: list[StepLine] = []
        self.give_back = ReturnCard()
        self.give_back.wanted.connect(lambda: self.return_wanted.emit(self._entry))
        self.give_back.preview_wanted.connect(lambda: self.preview_wanted.emit(self._entry))
        self._numbers = Card(margin=12)
        self._steps = Card(text("importflow.next_steps"), margin=20, gap=0, role="section")
        self._foot = Banner("info", text("importflow.undo_until"), text("importflow.see_journal"))
        self._foot.acted.connect(lambda: self.gone.emit("journal", self._act()))
        self._scroll = ScrollBody()
        self._lay_out()

    def _lay_out(self) -> None:
        top = Card(margin=20)
        row = QHBoxLayout()
        row.setSpacing(px(14))
        row.addWidget(self._mark)
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(self._head)
        words.addWidget(self._sub)
        row.addLayout(words, 1)
        row.addWidget(self.undo)
        top.body.addLayout(row)
        self._row = QHBoxLayout()
        self._row.setSpacing(0)
        self._numbers.body.addLayout(self._row)
        self._pair = QHBoxLayout()
        self._pair.setSpacing(px(12))
        self._pair.addWidget(self.give_back, 1)
        self._pair.addWidget(self._steps, 1)
        body = self._scroll.body
        body.setContentsMargins(px(24), px(16), px(24), px(16))
        body.setSpacing(px(12))
        body.addWidget(top)
        body.addWidget(self._numbers)
        body.addLayout(self._pair)
        body.addWidget(self._foot)
        body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)

    # showing

    def show_entry(self, entry: FileEntry, repository: Any) -> None:
        """Show what became of a written file."""
        self._entry = entry
        written = entry.written
        if written is None:
            return
        undone = written.undone
        self._mark.set_mark(*((Shape.DASH, "grey") if undone else (Shape.CHECK, "green")))
        self._head.setText(text("importflow.taken_back") if undone else headline(written))
        self._sub.setText(subline(written))
        self.undo.setVisible(not undone)
        self._foot.setVisible(not undone)
        self._show_numbers(figures(written.plan))
        self._numbers.setVisible(not undone)
        place = written.plan.recognised.meta.province
        self.give_back.setVisible(not undone)
        self.give_back.show_making(place.text if place else "")
        self._show_steps([] if undone else list(next_steps(written, repository)), undone)

    def _act(self) -> dict[str, Any]:
        """The act shown, for the journal."""
        written = self._entry.written if self._entry else None
        return {"number": written.number} if written else {}

    def first_focus(self) -> QWidget:
        """The first thing to do."""
        return self.lines[0].link if self.lines else self.undo

    def _show_numbers(self, shown: list[Figure]) -> None:
        _clear(self._row)
        for place, figure in enumerate(shown):
            if place:
                self._row.addWidget(Line(vertical=True))
            self._row.addWidget(_Number(figure), 1)

    def _show_steps(self, steps: list[NextStep], undone: bool) -> None:
        while self._steps.body.count() > 1:
            _drop(self._steps.body.takeAt(1))
        self.lines = [StepLine(step) for step in steps if _leads(step)]
        for place, line in enumerate(self.lines):
            if place:
                self._steps.body.addWidget(Line())
            self._steps.body.addWidget(line)
            line.link.clicked.connect(lambda _=False, step=line.step: self._go(step))
        self._steps.body.addStretch(1)
        self._steps.setVisible(bool(self.lines))

    def _go(self, step: NextStep) -> None:
        if step.page:
            self.gone.emit(step.page, step.params)
        else:
            self.resumed.emit(self._entry)


def _leads(step: NextStep) -> bool:
    """Whether there is a page that a link leads to."""
    return not step.page or step.page in PAGES


def _clear(row: QHBoxLayout) -> None:
    while (item := row.takeAt(0)) is not None:
        _drop(item)


def _drop(item: Any) -> None:
    widget = item.widget() if item is not None else None
    if widget is not None:
        widget.hide()
        widget.deleteLater()
