"""The rail at the left: pages in groups with counts, 200 px wide or 52 px of icons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import fonts, icons, theme
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.theme.tokens import HEIGHT_NAV, ICON_NAV, NAV_RAIL, NAV_WIDE, RADIUS_BUTTON
from ui.widgets.badges import badge_width, paint_badge
from ui.widgets.base import Themed, focus_ring
from ui.widgets.base import box as draw_box
from ui.widgets.labels import ElidedLabel
from workbench.messages import text

_LOWEST_ROW = 24


class NavItem(NamedTuple):
    """A page: key, words, icon name."""

    key: str
    label: str
    icon: str


class NavGroup(NamedTuple):
    """Pages under a caption in capitals; no caption for the first and for those at the foot.

    A group with a `fold` icon becomes one row with a menu where there is no room for all rows.
    """

    caption: str
    items: tuple[NavItem, ...]
    foot: bool = False
    fold: str = ""


class NavRail(Themed, QWidget):
    """`activated(key)` when the officer chooses a page; up and down keys move, Enter or Space choose."""

    activated = Signal(str)

    def __init__(
        self, groups: Sequence[NavGroup], heading: str = "", sub: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._rail = False
        self._rows: dict[str, _NavRow] = {}
        self._heading = _Heading(heading, sub, self)
        self._captions: list[_Caption] = []
        self._folds: list[_Fold] = []
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self._heading)
        self._scroll = _Scroll(self)
        self._column.addWidget(self._scroll, 1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(text("kit.nav"))
        for group in groups:
            self._add_group(group, self._column if group.foot else self._scroll.column)
        self._scroll.column.addStretch(1)
        self.follow_theme()

    def set_heading(self, heading: str, sub: str) -> None:
        """Council and office beside the product mark."""
        self._heading.set_words(heading, sub)

    def set_current(self, key: str) -> None:
        """Mark a page without a signal."""
        for row in self._rows.values():
            row.set_current(row.item.key == key)
            if row.is_current() and self._scroll.isAncestorOf(row):
                self._scroll.ensureWidgetVisible(row, 0, px(8))
        for fold in self._folds:
            fold.row.set_current(any(self._rows[held].is_current() for held in fold.keys))

    def current(self) -> str:
        """Key of the marked page."""
        return next((key for key, row in self._rows.items() if row.is_current()), "")

    def set_count(self, key: str, count: int | None, alert: bool = False, words: str = "") -> None:
        """Count at the right; `alert` makes it the red badge (overdue work only), `words` say what it counts."""
        self._rows[key].set_count(count, alert, words)

    def set_rail(self, on: bool) -> None:
        """Icons only, 52 px."""
        self._rail = on
        self.restyle()

    def is_rail(self) -> bool:
        """Whether it shows icons only."""
        return self._rail

    def keys(self) -> list[str]:
        """Page keys from top to bottom (Ctrl+1..9)."""
        return list(self._rows)

    def restyle(self) -> None:
        self.setFixedWidth(px(NAV_RAIL if self._rail else NAV_WIDE) + 1)
        side = px(8)
        self._column.setContentsMargins(side, px(10), side + 1, px(8))
        self._heading.set_rail(self._rail)
        for caption in self._captions:
            caption.set_rail(self._rail)
        for row in (*self._rows.values(), *(fold.row for fold in self._folds)):
            row.set_rail(self._rail)
        self._fit()
        super().restyle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            super().keyPressEvent(event)
            return
        rows = self._shown_rows()
        place = next((i for i, row in enumerate(rows) if row.hasFocus()), 0)
        step = 1 if event.key() == Qt.Key.Key_Down else -1
        row = rows[(place + step) % len(rows)]
        row.setFocus(Qt.FocusReason.TabFocusReason)
        if self._scroll.isAncestorOf(row):
            self._scroll.ensureWidgetVisible(row, 0, px(8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Rows a little lower where all of them would not fit otherwise, then groups that fold; what still does not
        fit scrolls.
        """
        others = sum(caption.height() for caption in self._captions) + self._heading.height() + px(18)
        number = len(self._rows)
        for fold in self._folds:
            folded = (self.height() - others) // max(1, number) < px(_LOWEST_ROW)
            fold.show(folded, self._rows)
            if folded:
                others -= fold.caption.height()
                number -= len(fold.keys) - 1
        room = (self.height() - others) // max(1, number)
        height = max(px(_LOWEST_ROW), min(px(HEIGHT_NAV), room))
        for row in (*self._rows.values(), *(fold.row for fold in self._folds)):
            row.setFixedHeight(height)

    def _shown_rows(self) -> list[_NavRow]:
        """Rows in sight, from top to bottom."""
        rows = [*self._rows.values(), *(fold.row for fold in self._folds)]
        shown = [row for row in rows if not row.isHidden()]
        return sorted(shown, key=lambda row: row.mapTo(self, QPoint(0, 0)).y())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("window"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), color("border"))

    def _add_group(self, group: NavGroup, column: QVBoxLayout) -> None:
        if group.caption:
            caption = _Caption(group.caption, self)
            self._captions.append(caption)
            column.addWidget(caption)
        for item in group.items:
            row = _NavRow(item, self)
            row.chosen.connect(self._choose)
            self._rows[item.key] = row
            column.addWidget(row)
        if group.fold:
            row = _NavRow(NavItem("", group.caption, group.fold), self)
            row.hide()
            fold = _Fold(group.items, self._captions[-1], row)
            row.chosen.connect(lambda _: self._unfold(fold))
            self._folds.append(fold)
            column.addWidget(row)

    def _unfold(self, fold: _Fold) -> None:
        """The pages of a folded group as a menu."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for item in fold.items:
            row = self._rows[item.key]
            action = menu.addAction(icons.icon(item.icon), row.accessibleName())
            action.setCheckable(True)
            action.setChecked(row.is_current())
            action.triggered.connect(lambda _=False, key=item.key: self._choose(key))
        menu.popup(fold.row.mapToGlobal(QPoint(fold.row.width(), 0)))

    def _choose(self, key: str) -> None:
        self.set_current(key)
        self.activated.emit(key)


class _Fold(NamedTuple):
    """A group that may be shown as one row."""

    items: tuple[NavItem, ...]
    caption: _Caption
    row: _NavRow

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(item.key for item in self.items)

    def show(self, folded: bool, rows: Mapping[str, _NavRow]) -> None:
        self.row.setHidden(not folded)
        self.caption.setHidden(folded)
        for key in self.keys:
            rows[key].setHidden(folded)


class _Scroll(QScrollArea):
    """Holds the groups above the foot; scrolls without a bar when there is no room for all of them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("navScroll")
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setObjectName("window")
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.setWidget(inner)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # up and down move through the rows


class _Heading(Themed, QWidget):
    def __init__(self, heading: str, sub: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._mark = QLabel(self)
        self._upper = ElidedLabel(heading, "body", "text", weight=600, parent=self)
        self._lower = ElidedLabel(sub, "caption", "text2", parent=self)
        self._rail = False
        self.follow_theme()

    def set_words(self, heading: str, sub: str) -> None:
        self._upper.setText(heading)
        self._lower.setText(sub)

    def set_rail(self, on: bool) -> None:
        self._rail = on
        self.restyle()

    def restyle(self) -> None:
        self.setFixedHeight(px(44))
        side = px(28) if not self._rail else px(24)
        self._mark.setPixmap(icons.logo(28 if not self._rail else 24))
        self._mark.setGeometry(px(8) if not self._rail else (px(NAV_RAIL) - px(16) - side) // 2, px(3), side, side)
        width = px(NAV_WIDE) - px(16) - px(44)
        self._upper.setGeometry(px(44), px(1), width, px(18))
        self._lower.setGeometry(px(44), px(17), width, px(16))
        self._upper.setVisible(not self._rail)
        self._lower.setVisible(not self._rail)
        super().restyle()


class _Caption(Themed, QWidget):
    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._words, self._rail = words, False
        self.follow_theme()

    def set_rail(self, on: bool) -> None:
        self._rail = on
        self.restyle()

    def restyle(self) -> None:
        self.setFixedHeight(px(13 if self._rail else 30))
        super().restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._rail:
            painter.fillRect(px(4), self.height() // 2, self.width() - px(8), 1, color("border"))
            return
        painter.setFont(fonts.caption(600))
        painter.setPen(color("text3"))
        room = QRectF(px(12), px(3), self.width() - px(12), self.height() - px(3))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self._words.upper())


class _NavRow(Themed, QAbstractButton):
    chosen = Signal(str)

    def __init__(self, item: NavItem, parent: QWidget) -> None:
        super().__init__(parent)
        self.item = item
        self._rail, self._current = False, False
        self._count: int | None = None
        self._alert, self._words = False, ""
        self.clicked.connect(self._tell)
        self.setText(item.label)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def _tell(self) -> None:
        self.chosen.emit(self.item.key)

    def is_current(self) -> bool:
        return self._current

    def set_current(self, on: bool) -> None:
        self._current = on
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus)
        self.restyle()

    def set_count(self, count: int | None, alert: bool, words: str) -> None:
        self._count, self._alert, self._words = count, alert and bool(count), words
        self.restyle()

    def set_rail(self, on: bool) -> None:
        self._rail = on
        self.restyle()

    def restyle(self) -> None:
        shown = self._shown_count()
        parts = [self.text(), self._words or shown, text("kit.nav_here") if self._current else ""]
        self.setAccessibleName(", ".join(part for part in parts if part))
        self.setToolTip(", ".join(part for part in (self.text(), self._words or shown) if part) if self._rail else "")
        super().restyle()

    def sizeHint(self) -> QSize:
        return QSize(px(36), px(HEIGHT_NAV))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        plate = QRectF(self.rect()).adjusted(0, 1, 0, 0)
        outlined = "tint_border" if theme.current().outlined else None
        if self._current:
            draw_box(painter, plate, px(RADIUS_BUTTON), "tint", outlined)
            bar = QRectF(0, plate.center().y() - px(7.5), px(3), px(15))
            draw_box(painter, bar, px(1.5), "accent")
        elif self.underMouse():
            draw_box(painter, plate, px(RADIUS_BUTTON), "hover")
        side = px(ICON_NAV)
        left = (self.width() - side) / 2 if self._rail else px(12)
        ink = "accent" if self._current else "text2"
        picture = icons.pixmap(self.item.icon, ink, ICON_NAV, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(left, plate.center().y() - side / 2), picture)
        if self._rail:
            self._paint_dot(painter, left + side)
        else:
            self._paint_words(painter, plate)
        if self.hasFocus():
            focus_ring(painter, plate, px(RADIUS_BUTTON))

    def _paint_dot(self, painter: QPainter, right: float) -> None:
        if self._alert:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("red"))
            painter.drawEllipse(QPointF(right, px(8)), px(3.5), px(3.5))

    def _paint_words(self, painter: QPainter, plate: QRectF) -> None:
        right = plate.right() - px(17)
        shown = self._shown_count()
        if self._alert:
            width = badge_width(shown, 600) + px(2)
            spot = QRectF(plate.right() - px(9) - width, plate.center().y() - px(9), width, px(18))
            paint_badge(painter, spot, shown, "red", 600)
            right = spot.left() - px(6)
        elif shown:
            painter.setFont(fonts.label(400, tabular=True))
            painter.setPen(color("text3"))
            room = QRectF(plate.left(), plate.top(), right - plate.left(), plate.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, shown)
            right -= painter.fontMetrics().horizontalAdvance(shown) + px(8)
        font = fonts.body(600 if self._current else 400)
        painter.setFont(font)
        painter.setPen(color("accent" if self._current else "text"))
        room = QRectF(px(40), plate.top(), right - px(40), plate.height())
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)

    def _shown_count(self) -> str:
        return "" if self._count is None else text("kit.number", count=self._count)
