"""A card with one chart: heading, legend, the chart, and the same figures as a table; copying and saving of both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from ui.theme.theme import color
from ui.views.analysis.chart_view import ChartView, Mark
from ui.views.analysis.sheet_table import SheetTable
from ui.widgets.buttons import IconButton
from ui.widgets.cards import Card
from ui.widgets.labels import ElidedLabel
from ui.widgets.legend import Legend
from workbench.messages import text
from workbench.services.analysis.pages import Sheet

Draw = Callable[[ChartView], Sequence[Mark]]
_FACTOR = 2  # pixels of a saved picture to those on the screen


class ChartCard(Card):
    """`opened(Mark)` when a mark is chosen."""

    opened = Signal(object)

    def __init__(self, key: str, legend: Sequence[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(text(f"analysis.{key}"), gap=4, parent=parent)
        self.key = key
        self.sheet: Sheet | None = None
        self.note = ElidedLabel("", "label", "text2", weight=400, tabular=True)
        self.head.takeAt(1)  # the note takes the room that a card leaves empty
        self.head.addWidget(self.note, 1)
        if legend:
            self.head.addWidget(Legend(legend))
        self._more = IconButton("ellipsis", text("analysis.more"))
        self._more.clicked.connect(lambda: self.offer(self._more.mapToGlobal(QPoint(0, self._more.height()))))
        self.head.addWidget(self._more)
        self.view = ChartView(text(f"analysis.{key}"))
        self.view.opened.connect(self.opened)
        self.view.menu_wanted.connect(self.offer)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.body.addWidget(self.stack, 1)

    @property
    def headings(self) -> tuple[str, ...]:
        """Headings of the table."""
        return self.sheet.headings if self.sheet else ()

    @property
    def figures(self) -> tuple[tuple[str, ...], ...]:
        """Rows of the table."""
        return self.sheet.rows if self.sheet else ()

    def show_chart(self, draw: Draw, note: str, sheet: Sheet, summary: str) -> None:
        """Draw a chart, with its figures for the table and one sentence that sums it up."""
        self.sheet = sheet
        self.note.setText(note)
        self.view.show_with(draw, summary)
        if self.stack.count() > 1:
            self._fill_table()

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
        """Put the figures on the clipboard, for Excel."""
        lines = ["\t".join(self.headings), *("\t".join(row) for row in self.figures)]
        QGuiApplication.clipboard().setText("\n".join(lines))


def save_picture(page: QWidget, path: Path) -> None:
    """Save a widget as PNG or, by the ending, as SVG. OSError when it cannot be written."""
    if path.suffix.lower() == ".svg":
        from PySide6.QtSvg import QSvgGenerator

        made = QSvgGenerator()
        made.setFileName(str(path))
        made.setSize(page.size())
        made.setViewBox(page.rect())
        painter = QPainter()
        if not painter.begin(made):
            raise OSError(str(path))
        page.render(painter, QPoint(0, 0))
        painter.end()
        return
    if not picture_of(page).save(str(path)):
        raise OSError(str(path))


def picture_of(page: QWidget) -> QImage:
    """A widget as a picture, sharper than the screen."""
    picture = QImage(page.size() * _FACTOR, QImage.Format.Format_ARGB32)
    picture.setDevicePixelRatio(_FACTOR)
    picture.fill(color("window"))
    painter = QPainter(picture)
    page.render(painter, QPoint(0, 0))
    painter.end()
    return picture


def png_of(picture: QImage) -> bytes:
    """A picture as the bytes of a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want the format as bytes
    return bytes(buffer.data().data())
