"""The pages as they will come out of the printer, on a sunken ground; laid out bit by bit, painted when seen.

Lays out in slices between events, so that a register of thousands of rows never holds up the window. Says by
signals where it is; the buttons around it belong to the page that shows it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QElapsedTimer, QEvent, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from ui.printing.face import RESOLUTION, Face, paper_face
from ui.printing.frozen import FrozenPrint
from ui.printing.page import Page
from ui.printing.paginate import pages
from ui.printing.paint import image
from ui.printing.tints import tint
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.widgets.base import Themed, focus_ring
from workbench.messages import text
from workbench.reports.document import PrintDocument

ZOOM_LOW, ZOOM_HIGH = 25, 400
_ZOOM_STEP = 1.1
_SLICE_MS = 12
_KEPT_PICTURES = 6
_GAP, _MARGIN, _SHADOW = 16, 24, 6


class PreviewWidget(Themed, QAbstractScrollArea):
    """Scrollable pages. PgUp and PgDn go by page or by screen, Home and End to the ends, Ctrl+wheel zooms.

    `page_changed(page, count)`: the page at the top, from 1, and how many there are so far; `laid_out(count)`:
    the count is final; `zoom_changed(percent)`.
    """

    page_changed = Signal(int, int)
    laid_out = Signal(int)
    zoom_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None, face: Face | None = None, margin: int = _MARGIN) -> None:
        super().__init__(parent)
        self._face = face or paper_face()
        self._margin = margin  # design px around the pages
        self._pages: list[Page] = []
        self._source: Iterator[Page] | None = None
        self._pictures: OrderedDict[tuple[int, int], QPixmap] = OrderedDict()
        self._fitted = True
        self._zoom = 1.0
        self._wanted = 1
        self._told = (0, 0)
        self._tinted: tuple[str, ...] = ()
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._lay_out)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.horizontalScrollBar().valueChanged.connect(self.viewport().update)
        self.follow_theme()

    def set_document(self, document: PrintDocument | FrozenPrint | None, tinted: Sequence[str] = ()) -> None:
        """Show a document, staying on the page where one is; nothing for an empty ground.

        The texts of `tinted` are shown on a tint, as what a form was filled in with.
        """
        self._wanted = max(1, self.page())
        self._tinted = tuple(tinted)
        self._pages = []
        self._pictures.clear()
        self._told = (0, 0)
        self._source = pages(document, self._face) if document is not None else None
        self._timer.stop()
        if self._source is not None:
            self._timer.start()
            self._lay_out()
        else:
            self._arrange()

    def page(self) -> int:
        """The page that fills most of the top of the view, from 1; 0 when there is none."""
        if not self._pages:
            return 0
        top = self.verticalScrollBar().value() + self.viewport().height() // 3 - px(self._margin)
        return min(len(self._pages), max(0, top) // self._step() + 1)

    def count(self) -> int:
        """Pages so far."""
        return len(self._pages)

    def complete(self) -> bool:
        """Whether all pages are laid out."""
        return self._source is None

    def go_to(self, page: int) -> None:
        """Bring the top of a page to the top of the view."""
        self._wanted = 0
        at = min(max(page, 1), max(1, len(self._pages))) - 1
        self.verticalScrollBar().setValue(0 if at == 0 else at * self._step() + px(self._margin) - px(_GAP) // 2)

    def zoom(self) -> int:
        """Percent of the size on paper."""
        return round(self._zoom * 100)

    def fitted(self) -> bool:
        """Whether the width of the page follows the width of the view."""
        return self._fitted

    def fit_width(self) -> None:
        """Make the page as wide as the view, also later."""
        self._fitted = True
        self._fit()

    def set_zoom(self, percent: float) -> None:
        """Show at a percentage of the size on paper, keeping the place."""
        self._fitted = False
        self._scale(percent / 100)

    def sizeHint(self) -> QSize:
        """Room for a page that can be read."""
        return QSize(px(720), px(560))

    # laying out

    def _lay_out(self) -> None:
        """Take pages for a few milliseconds; the rest after the waiting events."""
        clock = QElapsedTimer()
        clock.start()
        first = not self._pages
        while self._source is not None and (not clock.hasExpired(_SLICE_MS) or not self._pages):
            page = next(self._source, None)
            if page is None:
                self._source = None
                self._timer.stop()
            else:
                self._pages.append(page)
        if first and self._fitted:
            self._fit()
        self._arrange()
        if self._wanted and (self.complete() or len(self._pages) >= self._wanted):
            self.go_to(self._wanted)
        self._tell()
        if self.complete():
            self.laid_out.emit(len(self._pages))

    # geometry, in pixels of the viewport

    def _paper(self) -> QSize:
        if not self._pages:
            return QSize(0, 0)
        width, height = self._pages[0].size
        scale = self._dots()
        return QSize(round(width * scale), round(height * scale))

    def _dots(self) -> float:
        """Pixels per dot of the layout."""
        return self.viewport().logicalDpiX() * self._zoom / RESOLUTION

    def _step(self) -> int:
        return self._paper().height() + px(_GAP)

    def _place(self, at: int) -> QRect:
        """Where a page stands in the view now."""
        paper = self._paper()
        free = self.viewport().width() - paper.width()
        left = free // 2 if free >= 2 * px(self._margin) else px(self._margin) - self.horizontalScrollBar().value()
        top = px(self._margin) + at * self._step() - self.verticalScrollBar().value()
        return QRect(left, top, paper.width(), paper.height())

    def _arrange(self) -> None:
        view, paper = self.viewport().size(), self._paper()
        tall = len(self._pages) * self._step() - px(_GAP) + 2 * px(self._margin) if self._pages else 0
        wide = paper.width() + 2 * px(self._margin) if self._pages else 0
        for bar, content, seen in (
            (self.verticalScrollBar(), tall, view.height()),
            (self.horizontalScrollBar(), wide, view.width()),
        ):
            bar.setRange(0, max(0, content - seen))
            bar.setPageStep(seen)
            bar.setSingleStep(px(48))
        self.viewport().update()

    def _fit(self) -> None:
        """A bar's width is always left free, so that its coming and going does not change the fit."""
        if self._pages:
            room = self.maximumViewportSize().width() - self.verticalScrollBar().sizeHint().width()
            width = self._pages[0].size[0] / RESOLUTION * self.viewport().logicalDpiX()
            self._scale((room - 2 * px(self._margin)) / width)

    def _scale(self, zoom: float) -> None:
        zoom = min(max(zoom, ZOOM_LOW / 100), ZOOM_HIGH / 100)
        if zoom == self._zoom:
            return
        bar = self.verticalScrollBar()
        place = max(0, bar.value() - px(self._margin)) / max(1, self._step())
        self._zoom = zoom
        self._pictures.clear()
        self._arrange()
        if bar.value() > px(self._margin):
            bar.setValue(round(place * self._step()) + px(self._margin))
        self.zoom_changed.emit(self.zoom())
        self._tell()

    # telling

    def _scrolled(self) -> None:
        self.viewport().update()
        self._tell()

    def _tell(self) -> None:
        now = (self.page(), len(self._pages))
        if now == self._told and self.accessibleName():
            return
        self._told = now
        self._name()
        self.page_changed.emit(*now)

    def _name(self) -> None:
        page, count = self.page(), len(self._pages)
        if not count:
            self.setAccessibleName(text("printing.preview_empty"))
            self.setAccessibleDescription("")
            return
        key = "printing.preview_name" if self.complete() else "printing.preview_growing"
        self.setAccessibleName(text(key, page=page, count=count))
        self.setAccessibleDescription(" ".join(self._pages[page - 1].sheet().texts))

    # events

    def restyle(self) -> None:
        """The ground follows the theme; paper stays white."""
        self._name()
        self._arrange()
        if self._fitted:
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """A change of language changes the name that is read aloud."""
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the fit."""
        super().resizeEvent(event)
        if self._fitted:
            self._fit()
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """By page where a whole page is seen, else by screen."""
        key = event.key()
        if key == Qt.Key.Key_Home:
            self.go_to(1)
        elif key == Qt.Key.Key_End:
            self.go_to(len(self._pages))
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._leaf(1 if key == Qt.Key.Key_PageDown else -1)
        else:
            super().keyPressEvent(event)

    def _leaf(self, way: int) -> None:
        if self._step() <= self.viewport().height():
            self.go_to(self.page() + way)
        else:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + way * (self.viewport().height() - px(self._margin)))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl a zoom step, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom * 100 * _ZOOM_STEP ** (event.angleDelta().y() / 120))
            event.accept()
        else:
            super().wheelEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        self.viewport().update()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """The pages that are seen."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), color("sunken"))
        first = max(0, (self.verticalScrollBar().value() - px(self._margin)) // max(1, self._step()))
        for at in range(first, len(self._pages)):
            place = self._place(at)
            if place.top() > event.rect().bottom():
                break
            _shadow(painter, place)
            painter.drawPixmap(place.topLeft(), self._picture(at))  # dot for dot: to squeeze it would drop a row of them
        if self.hasFocus():
            focus_ring(painter, QRectF(self.viewport().rect()), 0)
        painter.end()

    def _picture(self, at: int) -> QPixmap:
        ratio = self.devicePixelRatioF()
        key = (at, round(self._paper().width() * ratio))
        found = self._pictures.get(key)
        if found is None:
            made = image(self._pages[at], self._face, self._dots() * RESOLUTION * ratio)
            if self._tinted:
                tint(made, self._pages[at], self._face, self._tinted)
            found = self._pictures[key] = QPixmap.fromImage(made)
            found.setDevicePixelRatio(ratio)
            while len(self._pictures) > _KEPT_PICTURES:
                self._pictures.popitem(last=False)
        self._pictures.move_to_end(key)
        return found


def _shadow(painter: QPainter, place: QRect) -> None:
    """A soft edge under the sheet, a little lower than it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    ink = QColor(color("veil"))
    ink.setAlphaF(0.035)
    painter.setBrush(ink)
    for spread in range(px(_SHADOW), 0, -1):
        painter.drawRoundedRect(place.adjusted(-spread, 1 - spread, spread, 1 + spread), spread, spread)
    painter.restore()
