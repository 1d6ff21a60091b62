"""Places of given texts on a laid-out page, to be tinted in a preview; never on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen

from ui.printing.face import RESOLUTION, Face
from ui.printing.page import Page, Run
from ui.theme.tokens import PAPER_TINT, PAPER_TINT_EDGE

_SIDE, _ABOVE, _BELOW = 0.18, 0.12, 0.08  # of the type size, around the words


def places(page: Page, face: Face, wanted: Sequence[str]) -> Iterator[QRectF]:
    """Boxes around each text, in dots of the page; one for each line that a text runs over."""
    runs = page.sheet().runs
    starts: list[int] = []
    whole = ""
    for run in runs:
        starts.append(len(whole))
        whole += run[3] + " "
    for words in filter(None, wanted):
        at = whole.find(words)
        while at >= 0:
            for start, run in zip(starts, runs, strict=True):
                first, last = max(at - start, 0), min(at + len(words) - start, len(run[3]))
                if first < last:
                    yield _box(run, first, last, face)
            at = whole.find(words, at + len(words))


def tint(made: QImage, page: Page, face: Face, wanted: Sequence[str]) -> None:
    """Lay a tint under the words already painted: paper takes the colour, black ink stays black."""
    scale = made.width() / page.size[0]
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.scale(scale, scale)
    painter.setPen(QPen(QColor(PAPER_TINT_EDGE), 1 / scale))
    painter.setBrush(QColor(PAPER_TINT))
    radius = 3 * RESOLUTION / 96
    for box in places(page, face, wanted):
        painter.drawRoundedRect(box, radius, radius)
    painter.end()


def _box(run: Run, first: int, last: int, face: Face) -> QRectF:
    style, x, baseline, words, spread = run
    metrics = QFontMetricsF(face.font(style, spread))
    left = x + metrics.horizontalAdvance(words[:first])
    width = metrics.horizontalAdvance(words[first:last])
    size = metrics.ascent()
    top = baseline - metrics.ascent() - _ABOVE * size
    height = metrics.ascent() + metrics.descent() + (_ABOVE + _BELOW) * size
    return QRectF(left - _SIDE * size, top, width + 2 * _SIDE * size, height)
