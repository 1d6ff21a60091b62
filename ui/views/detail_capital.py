"""The capital tab of a project: what is needed and what of it is there, then a line for each year and source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import fonts
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.widgets.base import Themed, focus_ring
from ui.widgets.buttons import Button
from ui.widgets.delegates_base import draw_line, width_of
from ui.widgets.labels import Label
from workbench.messages import text
from workbench.records.record import Record, Ref
from workbench.services.programme import Capital
from workbench.values.money import format_billions
from workbench.values.percent import format_percent

AMOUNTS = ("need", "planned", "allocated", "disbursed")
_YEAR, _AMOUNT, _ROW = 40, 62, 30
_NARROW = 400  # below this headings take smaller letters and columns no more than what stands in them
_GAP = 5


class CapitalHead(QWidget):
    """Gap, disbursement and share of social capital as figures; the act that adds a line."""

    add_wanted = Signal()

    def __init__(self, total: Capital, may_write: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(px(16))
        column.addLayout(row)
        row.addLayout(_figure(text("capital.gap"), _billions(total.gap), "red" if total.gap > 0 else "text"))
        row.addLayout(_figure(text("capital.rate"), format_percent(total.rate)))
        row.addLayout(_figure(text("capital.social_share"), format_percent(total.social_share)))
        row.addStretch(1)
        below = QHBoxLayout()
        below.addWidget(Label(text("capital.unit"), "label", "text2", weight=400), 1)
        column.addLayout(below)
        if may_write:
            button = Button(text("detail.add_capital_line"), icon="plus", small=True)
            button.clicked.connect(self.add_wanted)
            below.addWidget(button)


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths of year and amounts, the same in all lines of a table; `rows` are the years and amounts in it."""

    names: Sequence[str]
    rows: Sequence[Sequence[str]]

    def widths(self, room: int) -> list[int]:
        """In px, for a line of that width."""
        head, body = heading_font(room), fonts.body(600, tabular=True)
        if room >= px(_NARROW):
            return [px(_YEAR), *(max(px(_AMOUNT), width_of(head, name) + px(2 * _GAP)) for name in self.names[1:])]
        wanted = [
            max(width_of(head, name), *(width_of(body, row[place]) for row in self.rows))
            for place, name in enumerate(self.names)
        ]
        return [width + px(_GAP) for width in wanted]


def heading_font(room: int) -> QFont:
    """Of the headings of a table of that width."""
    return fonts.caption(500) if room < px(_NARROW) else fonts.label()


class CapitalLine(Themed, QAbstractButton):
    """Year, source and four amounts in billions. A click opens the line; a heading or a sum does not open."""

    opened = Signal(object)

    def __init__(
        self,
        columns: Columns,
        year: str,
        source: str,
        amounts: Sequence[str],
        ref: Ref | None = None,
        strong: bool = False,
    ) -> None:
        super().__init__()
        self._columns, self._year, self._source, self._amounts = columns, year, source, tuple(amounts)
        self._ref, self._strong = ref, strong
        self.again = False  # the year stands in the line above already
        policy = Qt.FocusPolicy.StrongFocus if ref else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if ref is not None:
            self.clicked.connect(lambda: self.opened.emit(ref))
        self.setAccessibleName(_spoken(year, source, amounts))
        self.follow_theme()

    def restyle(self) -> None:
        self.setFixedHeight(px(_ROW))
        super().restyle()

    def sizeHint(self) -> QSize:
        return QSize(px(300), self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._ref is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = self.rect()
        if self._ref is not None and self.underMouse():
            painter.fillRect(rect, color("hover"))
        painter.fillRect(QRect(0, rect.bottom(), rect.width(), 1), color("border"))
        heading = self._ref is None and not self._strong
        font = heading_font(rect.width()) if heading else fonts.body(600 if self._strong else 400, tabular=True)
        ink = "text2" if heading else "text"
        side = px(4)
        year, *amounts = self._columns.widths(rect.width())
        right = rect.width() - side
        for words, width in zip(reversed(self._amounts), reversed(amounts), strict=True):
            right -= width
            room = QRect(right, 0, width, rect.height())
            draw_line(painter, room, words, font, ink, Qt.AlignmentFlag.AlignRight)
        if not self.again:
            draw_line(painter, QRect(side, 0, year, rect.height()), self._year, font, ink)
        left = side + (year if self._year else 0)
        draw_line(painter, QRect(left, 0, right - left, rect.height()), self._source, font, ink)
        if self.hasFocus():
            focus_ring(painter, rect.toRectF(), 0)


def fill(
    lines: Sequence[Record[Any]],
    may_write: bool,
    add: Callable[[QWidget], None],
    add_line: Callable[[], None],
    open_line: Callable[[Ref], None],
) -> None:
    """The parts of the tab, through `add`, from the capital lines of a project in the order of years."""
    total = Capital.of(lines)
    head = CapitalHead(total, may_write)
    head.add_wanted.connect(add_line)
    add(head)
    if not lines:
        return
    table = QWidget()
    column = QVBoxLayout(table)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    names = [text(f"capital.{key}") for key in AMOUNTS]
    amounts = [[_billions(getattr(line.values, key)) for key in AMOUNTS] for line in lines]
    sums = [_billions(getattr(total, key)) for key in AMOUNTS]
    rows = [[str(line.values.year), *told] for line, told in zip(lines, amounts, strict=True)]
    columns = Columns((text("capital.year"), *names), [*rows, ["", *sums]])
    column.addWidget(CapitalLine(columns, text("capital.year"), text("capital.source"), names))
    before = None
    for line, told in zip(lines, amounts, strict=True):
        values = line.values
        shown = CapitalLine(columns, str(values.year), text(f"capital.source_{values.source}"), told, line.ref)
        shown.again = values.year == before
        shown.opened.connect(open_line)
        column.addWidget(shown)
        before = values.year
    column.addWidget(CapitalLine(columns, "", text("capital.total"), sums, strong=True))
    add(table)


def _spoken(year: str, source: str, amounts: Sequence[str]) -> str:
    names = [text(f"capital.{key}") for key in AMOUNTS]
    said = [f"{name} {amount}" for name, amount in zip(names, amounts, strict=True) if name != amount]
    return ", ".join(filter(None, (year, source, *said)))


def _figure(label: str, words: str, token: str = "text") -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(Label(label, "label", "text2", weight=400))
    figure = Label(words, "title", token, tabular=True)
    figure.setAccessibleName(f"{label}: {words}")
    column.addWidget(figure)
    return column


def _billions(amount: int | None) -> str:
    return format_billions(amount, 1) or "–"
