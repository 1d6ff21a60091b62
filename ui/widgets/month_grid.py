"""A month as the office reads it: Monday first, days off hatched, holidays red, counted days tinted.

What a day is comes from a callable; nothing here counts working days.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from enum import Enum

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from ui.theme import fonts
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.theme.tokens import CARD_GAP, RADIUS_INPUT
from ui.widgets.base import Themed, box
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from workbench.messages import text


class DayKind(Enum):
    """What a day is in the calendar shown."""

    PLAIN = "plain"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    SWAP = "swap"
    WORKED = "worked"
    OPEN = "open"
    COUNTED = "counted"
    START = "start"
    DEADLINE = "deadline"
    TODAY = "today"


KindOf = Callable[[date], DayKind]
# what a day off or a make-up day stands on: fill, edge, dashed; told apart without colour by fill and edge
_PLATES = {
    DayKind.HOLIDAY: ("red_bg", "red_bd", False),
    DayKind.OPEN: (None, "red", True),
    DayKind.SWAP: ("amber_bg", "amber", False),
    DayKind.WORKED: (None, "green", False),
}


def weekends(day: date) -> DayKind:
    """The plain calendar: Saturdays and Sundays off."""
    return DayKind.WEEKEND if day.isoweekday() > 5 else DayKind.PLAIN


def month_title(year: int, month: int, with_year: bool = True) -> str:
    """“Tháng 10/2026” or “October 2026”."""
    name = text(f"kit.month_name_{month}")
    return text("kit.month", year=str(year), name=name) if with_year else name


class MonthGrid(Themed, QWidget):
    """One month. With `pickable` a day can be chosen by mouse, arrow keys and Enter (`picked`).

    `small` is the form of the year page: no weekday row, 17 px lines. `explain(day)` gives the tool tip of a day
    (the name of a holiday).
    """

    picked = Signal(date)
    turned = Signal(int)

    def __init__(
        self,
        year: int,
        month: int,
        kind_of: KindOf = weekends,
        pickable: bool = False,
        small: bool = False,
        explain: Callable[[date], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._year, self._month, self._kind_of = year, month, kind_of
        self._pickable, self._small, self._explain = pickable, small, explain
        self._selected: date | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if pickable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.follow_theme()

    def set_month(self, year: int, month: int) -> None:
        """Show another month."""
        self._year, self._month = year, month
        self.restyle()

    def month(self) -> tuple[int, int]:
        """Year and month shown."""
        return self._year, self._month

    def set_kinds(self, kind_of: KindOf) -> None:
        """Show the same month with other kinds of days."""
        self._kind_of = kind_of
        self.restyle()

    def selected(self) -> date | None:
        """The day that Enter would pick."""
        return self._selected

    def select(self, day: date) -> None:
        """Move to a day, turning the page when needed."""
        self._selected = day
        if (day.year, day.month) != (self._year, self._month):
            by = (day.year - self._year) * 12 + day.month - self._month
            self.set_month(day.year, day.month)
            self.turned.emit(by)
        self._tell()
        self.update()

    def day_at(self, at: QPoint) -> date | None:
        """The day under a point."""
        return next((day for day, cell in self._cells() if cell.contains(at)), None)

    def restyle(self) -> None:
        self._tell()
        self.setFixedSize(self.sizeHint())
        super().restyle()

    def sizeHint(self) -> QSize:
        wide, high = self._cell()
        head = px(20) if self._small else px(22) + px(22)
        return QSize(7 * wide, head + 6 * high)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        day = self.day_at(event.position().toPoint())
        if self._pickable and day is not None and event.button() == Qt.MouseButton.LeftButton:
            self.select(day)
            self.picked.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        here = self._here()
        key = Qt.Key(event.key())
        if not self._pickable:
            super().keyPressEvent(event)
        elif key in steps:
            self.select(here + timedelta(days=steps[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.select(_months_on(here, 1 if key == Qt.Key.Key_PageDown else -1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.select(here)
            self.picked.emit(here)
        else:
            super().keyPressEvent(event)

    def _here(self) -> date:
        """Where the keys go on from: the day selected, else the first of the month."""
        return self._selected or date(self._year, self._month, 1)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            day = self.day_at(event.pos())
            words = self._explain(day) if day is not None and self._explain is not None else ""
            QToolTip.showText(event.globalPos(), words or self._day_words(day), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint_head(painter)
        for day, cell in self._cells():
            self._paint_day(painter, day, cell)

    def _paint_head(self, painter: QPainter) -> None:
        wide, _high = self._cell()
        painter.setFont(fonts.label(600))
        today = self._small and any(self._kind_of(day) == DayKind.TODAY for day, _cell in self._cells())
        painter.setPen(color("accent" if today else "text"))
        title = month_title(self._year, self._month, with_year=not self._small)
        if self._small:
            room = QRect(px(1), 0, self.width(), px(17))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, title)
            return
        painter.drawText(QRect(0, 0, self.width(), px(20)), Qt.AlignmentFlag.AlignCenter, title)
        painter.setFont(fonts.caption(500))
        painter.setPen(color("text3"))
        for column in range(7):
            room = QRect(column * wide, px(21), wide, px(20))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text(f"kit.weekday_{column + 1}"))

    def _paint_day(self, painter: QPainter, day: date, cell: QRect) -> None:
        kind = self._kind_of(day)
        gap = px(1)
        plate = QRectF(cell).adjusted(gap, gap, -gap, -gap)
        ink = {
            DayKind.WEEKEND: "text3",
            DayKind.HOLIDAY: "red",
            DayKind.OPEN: "red",
            DayKind.SWAP: "amber",
            DayKind.WORKED: "green",
            DayKind.COUNTED: "accent",
            DayKind.START: "accent",
            DayKind.DEADLINE: "on_accent",
            DayKind.TODAY: "on_accent" if self._small else "accent",
        }.get(kind, "text")
        radius = px(RADIUS_INPUT - (1 if self._small else 0))
        if kind == DayKind.WEEKEND and not self._small:
            painter.fillRect(plate, QBrush(color("hatch"), Qt.BrushStyle.BDiagPattern))
        elif kind in _PLATES:
            fill, edge, dashed = _PLATES[kind]
            box(painter, plate, radius, fill, edge, dashed=dashed)
        elif kind == DayKind.COUNTED:
            box(painter, plate, radius, "tint")
        elif kind == DayKind.START:
            box(painter, plate, radius, "surface" if self._pickable else None, "accent", px(1.5))
        elif kind == DayKind.DEADLINE or (kind == DayKind.TODAY and self._small):
            box(painter, plate, radius, "accent")
        elif kind == DayKind.TODAY:
            painter.fillRect(
                QRectF(plate.left() + px(6), plate.bottom() - px(3), plate.width() - px(12), 1.5), color(ink)
            )
        if self._pickable and day == (self._here() if self.hasFocus() else self._selected):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color("accent"), px(2) if self.hasFocus() else 1))
            painter.drawRoundedRect(plate.adjusted(1, 1, -1, -1), radius, radius)
        strong = kind in (DayKind.START, DayKind.DEADLINE, DayKind.TODAY) or kind in _PLATES
        weight = 600 if strong else 400
        painter.setFont(fonts.caption(weight, tabular=True) if self._small else fonts.label(weight, tabular=True))
        painter.setPen(color(ink))
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(day.day))

    def _cell(self) -> tuple[int, int]:
        return (px(19.5), px(17)) if self._small else (px(26), px(24))

    def _cells(self) -> list[tuple[date, QRect]]:
        wide, high = self._cell()
        top = px(18) if self._small else px(42)
        offset, days = calendar.monthrange(self._year, self._month)
        found = []
        for number in range(days):
            place = number + offset
            cell = QRect(place % 7 * wide, top + place // 7 * high, wide, high)
            found.append((date(self._year, self._month, number + 1), cell))
        return found

    def _day_words(self, day: date | None) -> str:
        if day is None:
            return ""
        kind = self._kind_of(day)
        shown = f"{day:%d/%m/%Y}"
        return shown if kind == DayKind.PLAIN else f"{shown}, {text(f'kit.day_{kind.value}')}"

    def _tell(self) -> None:
        parts = [month_title(self._year, self._month)]
        if self._selected is not None:
            parts.append(self._day_words(self._selected))
        self.setAccessibleName(", ".join(parts))


class DayMark(Themed, QWidget):
    """The plate of a kind of day, for a legend."""

    def __init__(self, kind: DayKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self.follow_theme()

    def restyle(self) -> None:
        self.setFixedSize(px(18), px(14))
        super().restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        fill, edge, dashed = _PLATES[self._kind]
        box(QPainter(self), QRectF(self.rect()), px(RADIUS_INPUT - 1), fill, edge, dashed=dashed)


class MonthPair(Themed, QWidget):
    """Months side by side in a sunken card, with a line that tells what the tint means."""

    def __init__(
        self,
        months: Sequence[tuple[int, int]],
        kind_of: KindOf,
        legend: str = "",
        summary: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        card = Card(margin=CARD_GAP, gap=0, sunken=True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        self._grids = [MonthGrid(year, month, kind_of) for year, month in months]
        row = QHBoxLayout()
        for grid in self._grids:
            row.addStretch(1)
            row.addWidget(grid)
        row.addStretch(1)
        card.body.addLayout(row)
        line = QHBoxLayout()
        self._legend = Label(legend, "label", "text2", weight=400)
        self._swatch = _Swatch()
        line.addStretch(1)
        line.addWidget(self._swatch)
        line.addSpacing(px(6))
        line.addWidget(self._legend)
        line.addStretch(1)
        card.body.addLayout(line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_months(months, kind_of, legend, summary)
        self.follow_theme()

    def show_months(
        self, months: Sequence[tuple[int, int]], kind_of: KindOf, legend: str = "", summary: str = ""
    ) -> None:
        """Show other months; as many as there were. `summary` is the sentence for a screen reader."""
        for grid, (year, month) in zip(self._grids, months, strict=True):
            grid.set_kinds(kind_of)
            grid.set_month(year, month)
        self._legend.setText(legend)
        self._legend.setVisible(bool(legend))
        self._swatch.setVisible(bool(legend))
        self.setAccessibleName(summary or legend or text("kit.calendar"))


class _Swatch(Themed, QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.follow_theme()

    def restyle(self) -> None:
        self.setFixedSize(px(18), px(14))
        super().restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        box(QPainter(self), QRectF(self.rect()), px(RADIUS_INPUT), "tint", "tint_border")


def _months_on(day: date, by: int) -> date:
    months = day.year * 12 + day.month - 1 + by
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
