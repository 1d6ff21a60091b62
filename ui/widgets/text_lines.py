"""Running text broken into lines and drawn at the line height of the type scale: stacked marks have room, and the same
words look alike wherever they stand.
"""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption


def broken(words: str, font: QFont, width: float) -> list[str]:
    """Lines that fit into a width in px, broken at words where possible; line breaks of the text stay."""
    return [line for part in words.split("\n") for line in _wrapped(part, font, max(1, ceil(width)))]


def draw_lines(painter: QPainter, corner: QPointF, lines: list[str], font: QFont, line_height: int) -> None:
    """Draw lines below each other, the upper left corner of the first being `corner`; in the pen that is set."""
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    base = corner.y() + (line_height - metrics.height()) / 2 + metrics.ascent()
    for number, line in enumerate(lines):
        painter.drawText(QPointF(corner.x(), base + number * line_height), line)


def _wrapped(part: str, font: QFont, width: int) -> list[str]:
    if not part:
        return [""]
    layout = QTextLayout(part, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    found: list[str] = []
    units = part.encode("utf-16-le")  # Qt counts in these
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start, end = 2 * line.textStart(), 2 * (line.textStart() + line.textLength())
        found.append(units[start:end].decode("utf-16-le").rstrip())
    layout.endLayout()
    return found
