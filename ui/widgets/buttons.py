"""Buttons: one primary act per page, secondary, quiet, danger; small ones; links; bare icons."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton, QWidget

from ui.theme import fonts, icons, theme
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.theme.tokens import HEIGHT_BUTTON, HEIGHT_SMALL, ICON, RADIUS_BUTTON, RADIUS_INPUT
from ui.widgets.base import Themed, box, focus_ring

Side = Literal["", "left", "right"]
Variant = Literal["primary", "secondary", "quiet", "danger", "onink"]

_GAP = 7
_RING = 4  # beside the words of a link, so that the ring of the focus does not touch them


class _Pressed:
    """Enter presses what has the keyboard, as Space does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()  # type: ignore[attr-defined]
        else:
            super().keyPressEvent(event)  # type: ignore[misc]


class Button(_Pressed, Themed, QPushButton):
    """A push button that names its effect.

    `icon` is a name of the icon set, `key_hint` (“Ctrl+S”) is shown after the label, `small` is 24 px high.
    `onink` is for the ink bar of several selected rows.
    """

    def __init__(
        self,
        label: str = "",
        variant: Variant = "secondary",
        icon: str | None = None,
        small: bool = False,
        key_hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._variant: Variant = variant
        self._icon_name, self._small, self._key_hint = icon, small, key_hint
        self.setText(label)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.follow_theme()

    @property
    def variant(self) -> Variant:
        """Which of the looks."""
        return self._variant

    def set_variant(self, variant: Variant) -> None:
        """Change the look, as when the primary act moves to another button."""
        self._variant = variant
        self.restyle()

    def set_icon(self, name: str | None) -> None:
        """Change the icon."""
        self._icon_name = name
        self.restyle()

    def restyle(self) -> None:
        strong = self._variant == "primary"
        self.setFont(fonts.label(600 if strong else 500) if self._small else fonts.body(600 if strong else 500))
        self.setFixedHeight(px(HEIGHT_SMALL if self._small else HEIGHT_BUTTON))
        super().restyle()

    def sizeHint(self) -> QSize:
        width = 2 * self._pad() + self.fontMetrics().horizontalAdvance(self._visible_text())
        if self._icon_name:
            width += px(ICON) + (px(_GAP) if self.text() else 0)
        if self._key_hint:
            width += px(8) + self.fontMetrics().horizontalAdvance(self._key_hint)
        return QSize(width, self.height() if self.minimumHeight() else px(HEIGHT_BUTTON))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink = self._paint_box(painter)
        self._paint_label(painter, ink)

    def _visible_text(self) -> str:
        return self.text().replace("&&", "\0").replace("&", "").replace("\0", "&")

    def _pad(self) -> int:
        return px(10 if self._small else 14)

    def _paint_box(self, painter: QPainter) -> str:
        """Background and edge; gives the token of the label."""
        rect = QRectF(self.rect())
        radius = px(RADIUS_INPUT if self._small else RADIUS_BUTTON)
        hot = self.underMouse() or self.isDown()
        fill, edge, ink = self._tokens(hot)
        if fill or edge:
            faint = theme.current().outlined and not self.isEnabled()  # where tints tell nothing the line does
            box(painter, rect, radius, fill, edge, dashed=faint)
        if self.hasFocus():
            if self._variant in ("primary", "onink") and self.isEnabled():
                focus_ring(painter, rect, radius, "accent_hover")
                inner = rect.adjusted(px(2), px(2), -px(2), -px(2))
                box(painter, inner, max(1, radius - px(2)), None, "on_accent", px(1.5))
            else:
                focus_ring(painter, rect, radius)
        return ink

    def _tokens(self, hot: bool) -> tuple[str | None, str | None, str]:
        if not self.isEnabled():
            return ("sunken", "border", "text3") if self._variant != "quiet" else (None, None, "text3")
        if self._variant == "primary":
            return ("accent_hover" if hot else "accent", None, "on_accent")
        if self._variant == "danger":
            return ("red_bg" if hot else "surface", "red_bd", "red")
        if self._variant == "quiet":
            return ("hover" if hot else None, None, "text2")
        if self._variant == "onink":
            return ("accent_hover" if hot else None, "control", "on_accent")
        return ("hover" if hot else "surface", "strong", "text")

    def _paint_label(self, painter: QPainter, ink: str) -> None:
        words = self._visible_text()
        metrics = self.fontMetrics()
        total = metrics.horizontalAdvance(words)
        if self._icon_name:
            total += px(ICON) + (px(_GAP) if words else 0)
        if self._key_hint:
            total += px(8) + metrics.horizontalAdvance(self._key_hint)
        x = (self.width() - total) / 2
        if self._icon_name:
            picture = icons.pixmap(self._icon_name, self._icon_ink(ink), ICON, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(round(x), (self.height() - px(ICON)) / 2), picture)
            x += px(ICON) + px(_GAP)
        painter.setFont(self.font())
        painter.setPen(color(ink))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic | Qt.TextFlag.TextSingleLine
        room = QRectF(x, 0, self.width() - x, self.height())
        painter.drawText(room, int(flags), self.text())
        if self._key_hint:
            x += metrics.horizontalAdvance(words) + px(8)
            painter.drawText(QRectF(x, 0, self.width() - x, self.height()), int(flags), self._key_hint)

    def _icon_ink(self, ink: str) -> str:
        return "text2" if ink == "text" else ink


class LinkButton(_Pressed, Themed, QPushButton):
    """An act written as a link: accent, no box. `may_cut`: ends in “…” where there is no room, the whole as its tip.
    `flush`: its words stand at that edge, in line with others above and below; elsewhere they keep clear of it.
    """

    def __init__(
        self,
        label: str = "",
        icon: str | None = None,
        token: str = "accent",
        weight: int = 500,
        parent: QWidget | None = None,
        may_cut: bool = False,
        flush: Side = "",
    ) -> None:
        super().__init__(parent)
        self._icon_name, self._token, self._weight, self.may_cut = icon, token, weight, may_cut
        self._flush: Side = flush
        self.setText(label)
        self.setAutoDefault(False)
        self.setFlat(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        across = QSizePolicy.Policy.Maximum if may_cut else QSizePolicy.Policy.Fixed
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        if may_cut:
            self.setToolTip(label)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.follow_theme()

    def set_token(self, token: str) -> None:
        """Change the colour."""
        self._token = token
        self.update()

    def restyle(self) -> None:
        self.setFont(fonts.body(self._weight))
        self.setFixedHeight(px(24))
        super().restyle()

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self.text().replace("&", "")) + sum(self._air())
        if self._icon_name:
            width += px(ICON) + px(_GAP)
        return QSize(width, px(24))

    def _air(self) -> tuple[int, int]:
        """Room before and behind the words."""
        return 0 if self._flush == "left" else px(_RING), 0 if self._flush == "right" else px(_RING)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(64), px(24)).boundedTo(self.sizeHint()) if self.may_cut else self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if theme.prints():
            return
        painter = QPainter(self)
        token = self._token if self.isEnabled() else "text3"
        before, behind = self._air()
        x = float(before)
        if self._icon_name:
            picture = icons.pixmap(self._icon_name, token, ICON, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(x, (self.height() - px(ICON)) / 2), picture)
            x += px(ICON) + px(_GAP)
        font = self.font()
        font.setUnderline(self.underMouse() and self.isEnabled())
        painter.setFont(font)
        painter.setPen(color(token))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic | Qt.TextFlag.TextSingleLine
        room = QRectF(x, 0, self.width() - x - behind, self.height())
        words = self.text()
        if self.may_cut:
            words = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, int(flags), words)
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()), px(RADIUS_INPUT))


class IconButton(_Pressed, Themed, QToolButton):
    """A bare icon, 28 px square; `name` is its tool tip and what a screen reader says."""

    def __init__(
        self,
        icon: str,
        name: str,
        token: str = "text2",
        size: int = ICON,
        side: int = 28,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name, self._token, self._size, self._side = icon, token, size, side
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_name(name)
        self.follow_theme()

    def set_name(self, name: str) -> None:
        """Change tool tip and accessible name."""
        self.setToolTip(name)
        self.setAccessibleName(name)

    def set_icon(self, icon: str, token: str | None = None) -> None:
        """Change the picture."""
        self._icon_name, self._token = icon, token or self._token
        self.update()

    def restyle(self) -> None:
        self.setFixedSize(px(self._side), px(self._side))
        super().restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        if theme.prints():
            return
        painter = QPainter(self)
        rect = QRectF(self.rect())
        on = self.isChecked() or self.isDown()
        if on or (self.underMouse() and self.isEnabled()):
            box(painter, rect, px(RADIUS_INPUT), "tint" if on else "hover")
        token = "text3" if not self.isEnabled() else "accent" if on else self._token
        picture = icons.pixmap(self._icon_name, token, self._size, self.devicePixelRatioF())
        side = px(self._size)
        painter.drawPixmap(QPointF((self.width() - side) / 2, (self.height() - side) / 2), picture)
        if self.hasFocus():
            focus_ring(painter, rect, px(RADIUS_INPUT))
