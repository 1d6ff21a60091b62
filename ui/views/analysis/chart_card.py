"""A card with one chart: heading, legend, the chart, and the same figures as a table; copying and saving of both."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from ui.views.analysis.chart_view import ChartView, Mark
from ui.views.analysis.sheet_table import SheetTable
from ui.views.copied_rows import put_table
from ui.widgets.buttons import IconButton
from ui.widgets.cards import Card
from ui.widgets.labels import ElidedLabel
from ui.widgets.legend import Legend
from workbench.messages import text
from workbench.services.analysis.pages import Sheet

Draw = Callable[[ChartView], Sequence[Mark]]


class FigureCard(Card):
    """A card whose view can turn into the table of its figures; `key` names both."""

    def __init__(self, key: str, view: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(text(f"analysis.{key}"), gap=4, parent=parent)
        self.key = key
        self.sheet: Sheet | None = None
        self._legend: Legend | None = None
        self._more = IconButton("ellipsis", text("analysis.more"))
        self._more.clicked.connect(lambda: self.offer(self._more.mapToGlobal(QPoint(0, self._more.height()))))
        self.head.addWidget(self._more)
        self.stack = QStackedWidget()
        self.stack.addWidget(view)
        self.body.addWidget(self.stack, 1)

    def insert_head(self, widget: QWidget) -> None:
        """Put something into the head, before the button of the menu."""
        self.head.insertWidget(self.head.count() - 1, widget)

    def insert_legend(self, legend: Legend) -> None:
        """Put a legend into the head, or below it where the head has no room for the whole of it."""
        self._legend = legend
        self.insert_head(legend)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_legend()

    def _place_legend(self) -> None:
        if self._legend is None:
            return
        room = self.contentsRect().width() - 2 * self.body.contentsMargins().left()
        parts = [part.widget() for at in range(self.head.count()) if (part := self.head.itemAt(at)) is not None]
        heads: set[QWidget] = {self._legend, *(part for part in parts if part is not None)}
        wanted = sum(part.sizeHint().width() for part in heads) + self.head.spacing() * (len(heads) - 1)
        below = self.body.indexOf(self._legend) >= 0
        if (wanted > room) == below:
            return
        (self.body if below else self.head).removeWidget(self._legend)
        if below:
            self.insert_head(self._legend)
        else:
            self.body.insertWidget(1, self._legend)

    def take(self, sheet: Sheet) -> None:
        """Have other figures."""
        self.sheet = sheet
        if self.stack.count() > 1:
            self._fill_table()

    @property
    def headings(self) -> tuple[str, ...]:
        """Headings of the table."""
        return self.sheet.headings if self.sheet else ()

    @property
    def figures(self) -> tuple[tuple[str, ...], ...]:
        """Rows of the table."""
        return self.sheet.rows if self.sheet else ()

    # table and chart

    def shows_table(self) -> bool:
        """Whether the figures stand as a table now."""
        return self.stack.currentIndex() == 1

    def turn(self) -> None:
        """Table instead of chart, or back."""
        if self.stack.count() == 1:
            self.stack.addWidget(SheetTable())
            self._fill_table()
        self.stack.setCurrentIndex(1 - self.stack.currentIndex())
        shown = self.stack.currentWidget()
        if shown is not None:
            shown.setFocus()

    def _fill_table(self) -> None:
        table = self.stack.widget(1)
        assert isinstance(table, SheetTable)
        table.setAccessibleName(self.heading.text())
        if self.sheet is not None:
            table.show_sheet(self.sheet)

    # taking away

    def offer(self, where: QPoint) -> None:
        """What can be done with the chart."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = "analysis.as_chart" if self.shows_table() else "analysis.as_table"
        menu.addAction(text(words)).triggered.connect(self.turn)
        menu.addAction(text("analysis.copy")).triggered.connect(self.copy)
        menu.popup(where)

    def copy(self) -> None:
        """Put the figures on the clipboard, for Excel and for Word."""
        put_table(self.figures, self.headings)


class ChartCard(FigureCard):
    """A card with one chart. `opened(Mark)` when a mark is chosen."""

    opened = Signal(object)

    def __init__(self, key: str, legend: Legend | None = None, parent: QWidget | None = None) -> None:
        self.view = ChartView(text(f"analysis.{key}"))
        super().__init__(key, self.view, parent)
        self.note = ElidedLabel("", "label", "text2", weight=400, tabular=True)
        self.head.takeAt(1)  # the note takes the room that a card leaves empty
        self.head.insertWidget(1, self.note, 1)
        if legend is not None:
            self.insert_legend(legend)
        self.view.opened.connect(self.opened)
        self.view.menu_wanted.connect(self.offer)

    def show_chart(self, draw: Draw, note: str, sheet: Sheet, summary: str) -> None:
        """Draw a chart, with its figures for the table and one sentence that sums it up."""
        self.note.setText(note)
        self._place_legend()
        self.view.show_with(draw, summary)
        self.take(sheet)
