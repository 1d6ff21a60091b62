"""Painting laid-out pages with QPainter: the same for screen, PDF and printer. Black ink only."""

from __future__ import annotations

import math

from PySide6.QtCore import QLineF, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from ui.printing.face import RESOLUTION, Face
from ui.printing.page import Page, Rule
from ui.theme.tokens import PAPER, PRINT_INK

_INCH = 25.4


def paint(painter: QPainter, page: Page, face: Face) -> None:
    """Paint a page; the painter's coordinates are dots of `face.RESOLUTION` from the corner of the sheet."""
    sheet = page.sheet()
    for room, png in sheet.pictures:
        painter.drawImage(room, QImage.fromData(png))
    _rules(painter, sheet.rules)
    current = None
    draw = painter.drawText
    for style, x, y, text, spread in sheet.runs:
        wanted = (style, spread)
        if wanted != current:
            painter.setFont(face.font(style, spread))
            current = wanted
        draw(QPointF(x, y), text)


def _rules(painter: QPainter, rules: list[Rule]) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for thickness in sorted({rule[4] for rule in rules}):
        pen = QPen(QColor(PRINT_INK), thickness)
        pen.setCapStyle(Qt.PenCapStyle.SquareCap)
        painter.setPen(pen)
        painter.drawLines([QLineF(x1, y1, x2, y2) for x1, y1, x2, y2, thick in rules if thick == thickness])
    painter.setPen(QColor(PRINT_INK))


def pixels(page: Page, dpi: float) -> QSize:
    """Size of the picture of a page at `dpi`."""
    width, height = page.size
    return QSize(math.ceil(width / RESOLUTION * dpi), math.ceil(height / RESOLUTION * dpi))


def image(page: Page, face: Face, dpi: float) -> QImage:
    """The page as a picture on white paper."""
    made = QImage(pixels(page, dpi), QImage.Format.Format_RGB32)
    per_metre = round(dpi / _INCH * 1000)
    made.setDotsPerMeterX(per_metre)
    made.setDotsPerMeterY(per_metre)
    made.fill(QColor(PAPER))
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.scale(dpi / RESOLUTION, dpi / RESOLUTION)
    paint(painter, page, face)
    painter.end()
    return made
