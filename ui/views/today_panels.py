"""The cards at the right of the day: who has reported, imports that wait, twelve months of obstacles."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import fonts, icons, shapes, status
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.widgets.base import Themed, focus_ring
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card
from ui.widgets.delegates_base import draw_line
from ui.widgets.labels import ElidedLabel, Label, Line, Swatch, text_width
from ui.widgets.paragraph import Paragraph
from workbench.messages import text
from workbench.services.form_words import form_words
from workbench.services.reporting import Obligation, state_words
from workbench.services.today import Today, WaitingImport
from workbench.values.date_formats import format_date
from workbench.values.figures import format_number
from workbench.values.sorting import sort_key

_SHOWN_IMPORTS = 2
_CELL_LOOK = {"sent": "done", "errors": "warn", "nil": "closed", "consolidated": "done", "missing": "new"}


class PanelCard(Card):
    """A card of the right column: less air above its heading and below."""

    def restyle(self) -> None:
        super().restyle()
        self.body.setContentsMargins(px(16), px(10), px(16), px(10))


class ReportsCard(PanelCard):
    """Localities by forms for the period. `chosen(Obligation)` when a cell is used."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__(" ", gap=4)
        self._received = Label("", "label", "text2", weight=400, tabular=True)
        self.head.addWidget(self._received)
        self._holder = QWidget()
        self.body.addWidget(self._holder)
        self.cells: list[ReportButton] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_day(self, day: Today) -> None:
        """Show who has sent what."""
        roster = day.reports
        self.heading.setText(text("today.reports", period=roster.period.label()))
        due, counted = f"{roster.window.send_by:%d/%m}", roster.counts
        self._received.setText(text("today.reports_received", received=counted.received, due=counted.owed, date=due))
        new = QWidget()
        grid = QGridLayout(new)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        for place, form in enumerate(roster.forms, start=1):
            head = Label(form_words(form), "caption", "text2", weight=500)
            head.setAlignment(Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(head, 0, place)
        self.cells = []
        for number, row in enumerate(sorted(roster.rows, key=lambda row: sort_key(row.name))):
            grid.addWidget(Line(), 1 + 2 * number, 0, 1, 1 + len(roster.forms))
            name = ElidedLabel(row.name)
            name.setFixedHeight(px(24))
            grid.addWidget(name, 2 + 2 * number, 0)
            for place, cell in enumerate(row.cells, start=1):
                button = ReportButton(row.name, cell)
                button.clicked.connect(lambda _=False, cell=cell: self.chosen.emit(cell))
                self.cells.append(button)
                grid.addWidget(button, 2 + 2 * number, place)
        grid.setColumnStretch(0, 1)
        self.body.replaceWidget(self._holder, new)
        new.show()  # or it counts for nothing until the next turn, when the room has been shared out
        self._holder.hide()
        self._holder.deleteLater()
        self._holder = new
        self.updateGeometry()


class ReportButton(Themed, QAbstractButton):
    """One form of one locality: shape, and the day received or the word."""

    def __init__(self, place: str, cell: Obligation) -> None:
        super().__init__()
        self._cell = cell
        form = form_words(cell.form)
        self._words = self._short()
        full = format_date(cell.received) if cell.received else ""
        words = state_words(cell)
        spoken = ", ".join(filter(None, (place, form, words[:1].lower() + words[1:], full)))
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.follow_theme()

    def _short(self) -> str:
        if self._cell.state in ("sent", "consolidated") and self._cell.received:
            return f"{self._cell.received:%d/%m}"
        return text(f"today.report_{self._cell.state}")

    def restyle(self) -> None:
        self.setFixedSize(px(74), px(24))
        super().restyle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), color("hover"))
        overdue = self._cell.late > 0 and not self._cell.is_received
        look = status.LOOKS["late" if overdue else _CELL_LOOK[self._cell.state]]
        font = fonts.caption(500, tabular=True)
        painter.setFont(font)
        width = px(12 + 5) + painter.fontMetrics().horizontalAdvance(self._words)
        left = max(0.0, (self.width() - width) / 2)
        mark = QRectF(left, (self.height() - px(12)) / 2, px(12), px(12))
        shapes.draw(painter, mark, look.shape, color(look.ink), color("surface"))
        room = QRect(int(mark.right()) + px(5), 0, self.width(), self.height())
        draw_line(painter, room, self._words, font, look.ink)
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()), px(4))


class ImportsCard(PanelCard):
    """Imports with rows to decide. `resumed(batch)`, `import_wanted` for the link."""

    resumed = Signal(str)
    import_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(text("today.imports"), gap=4)
        link = LinkButton(text("today.import_file"))
        link.clicked.connect(self.import_wanted)
        self.head.addWidget(link)
        self._holder = QWidget()
        self.body.addWidget(self._holder)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_day(self, day: Today) -> None:
        """Show what waits; the rest is counted."""
        new = QWidget()
        column = QVBoxLayout(new)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        for batch in day.imports[:_SHOWN_IMPORTS]:
            column.addLayout(self._line(batch))
        more = len(day.imports) - _SHOWN_IMPORTS
        if more > 0:
            column.addWidget(Label(text("today.more_imports", n=more), "label", "text2", weight=400))
        if not day.imports:
            column.addWidget(Paragraph(text("today.no_imports"), "label", "text2", weight=400))
        self.body.replaceWidget(self._holder, new)
        new.show()  # or it counts for nothing until the next turn, when the room has been shared out
        self._holder.hide()
        self._holder.deleteLater()
        self._holder = new
        self.updateGeometry()

    def _line(self, batch: WaitingImport) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(_FileMark())
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(batch.file, "body", weight=500))
        counted = text("today.import_rows", n=batch.rows, waiting=batch.waiting)
        words.addWidget(ElidedLabel(counted, "label", "text2", weight=400, tabular=True))
        row.addLayout(words, 1)
        resume = Button(text("today.resume"), small=True)
        resume.setAccessibleName(text("today.resume_name", file=batch.file))
        resume.clicked.connect(lambda: self.resumed.emit(batch.uid))
        row.addWidget(resume)
        return row


class _FileMark(Themed, QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.follow_theme()

    def restyle(self) -> None:
        self.setFixedSize(px(16), px(32))
        super().restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        spot = QRectF(0, (self.height() - px(16)) / 2, px(16), px(16))
        icons.draw(QPainter(self), spot, "file-spreadsheet", "green")


class TrendCard(PanelCard):
    """New and settled obstacles of twelve months. `opened` on click or Enter."""

    opened = Signal()

    def __init__(self) -> None:
        super().__init__(text("today.trend"), gap=4)
        for token, key in (("seq2", "today.trend_new"), ("accent", "today.trend_settled")):
            self.head.addWidget(Swatch(token))
            self.head.addWidget(Label(text(key), "caption", "text2", weight=500))
            self.head.addSpacing(px(8))
        self.bars = Bars()
        self.bars.clicked.connect(self.opened)
        self.body.addWidget(self.bars, 1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def show_day(self, day: Today) -> None:
        """Show the months that end with this day."""
        self.bars.show_months(day.trend)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(240), px(110))


class Bars(Themed, QAbstractButton):
    """Pairs of bars by month over a scale of three lines; numbers in the tool tip of each month."""

    def __init__(self) -> None:
        super().__init__()
        self._months: tuple[tuple[int, int, int, int], ...] = ()
        self._step, self._top = scale_of(0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.follow_theme()

    def show_months(self, months: tuple[tuple[int, int, int, int], ...]) -> None:
        """(year, month, new, settled), oldest first."""
        self._months = months
        self._step, self._top = scale_of(max((max(m[2:]) for m in months), default=0))
        new, settled = sum(m[2] for m in months), sum(m[3] for m in months)
        self.setAccessibleName(text("today.trend_name", new=new, settled=settled))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(280), px(120))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), px(64))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: object) -> None:
        place = self._month_at(event.position().x())  # type: ignore[attr-defined]
        if place >= 0:
            year, month, new, settled = self._months[place]
            self.setToolTip(text("today.trend_month", month=f"{month}/{year}", new=new, settled=settled))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        plot = self._plot()
        top = self._top
        for value in range(0, top + 1, self._step):
            y = plot.bottom() - plot.height() * value / top
            painter.fillRect(QRectF(plot.left(), y, plot.width(), 1), color("border"))
            label = QRect(0, int(y) - px(8), int(plot.left()) - px(6), px(16))
            draw_line(
                painter, label, format_number(value), fonts.caption(tabular=True), "text2", Qt.AlignmentFlag.AlignRight
            )
        for place, (_, month, new, settled) in enumerate(self._months):
            self._paint_month(painter, plot, place, month, (new / top, settled / top))
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()), px(4))

    def _paint_month(self, painter: QPainter, plot: QRectF, place: int, month: int, shares: tuple[float, float]) -> None:
        slot = plot.width() / len(self._months)
        bar = max(2.0, round(slot * 0.3))
        left = plot.left() + slot * place + (slot - 2 * bar) / 2
        for number, (share, token) in enumerate(zip(shares, ("seq2", "accent"), strict=True)):
            high = round(plot.height() * share)
            column = QRectF(left + number * bar, plot.bottom() - high, bar, high)
            painter.fillRect(column, color(token))
            if token == "seq2" and high:  # too pale to stand out from the ground by itself
                painter.setPen(color("seq3"))
                painter.drawRect(column.adjusted(0.5, 0.5, -0.5, -0.5))
        room = QRectF(plot.left() + slot * place, plot.bottom() + px(2), slot, px(16))
        painter.setFont(fonts.caption(tabular=True))
        painter.setPen(color("text2"))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, str(month))

    def _plot(self) -> QRectF:
        left = max(px(22), text_width(fonts.caption(tabular=True), format_number(self._top)) + 2 + px(6))
        return QRectF(left, px(6), self.width() - left, self.height() - px(6) - px(18))

    def _month_at(self, x: float) -> int:
        plot = self._plot()
        place = int((x - plot.left()) / plot.width() * len(self._months)) if self._months else -1
        return place if 0 <= place < len(self._months) else -1


def scale_of(most: int) -> tuple[int, int]:
    """Step and top of a scale of whole numbers that holds `most` in two to three steps."""
    for step in (digit * 10**power for power in range(7) for digit in (1, 2, 5)):
        if most <= 3 * step:
            return step, step * max(2, -(-most // step))
    return most, most
