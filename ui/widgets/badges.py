"""Counts in a pill, as painted by whoever shows one."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from ui.theme import fonts, theme
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.theme.tokens import TONES
from ui.widgets.base import box


def badge_width(words: str, weight: int = 500) -> int:
    """Width of a count badge in px."""
    return max(px(18), QFontMetrics(fonts.caption(weight, tabular=True)).horizontalAdvance(words) + px(12))


def paint_badge(painter: QPainter, rect: QRectF, words: str, tone: str, weight: int = 500) -> None:
    """A count badge filling `rect`."""
    ink, fill, edge = TONES[tone]
    box(painter, rect, rect.height() / 2, fill, edge if theme.current().outlined else None)
    painter.setFont(fonts.caption(weight, tabular=True))
    painter.setPen(color(ink))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)
