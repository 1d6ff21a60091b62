"""The pages as they will come out of the printer, on a sunken ground; laid out bit by bit, painted when seen.

Lays out in slices between events, so that a register of thousands of rows never holds up the window. Says by
signals where it is; the buttons around it belong to the page that shows it.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Iterator

from PySide6.QtCore import QElapsedTimer, QEvent, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from ui.printing.face import RESOLUTION, Face, paper_face
from ui.printing.page import Page
from ui.printing.paginate import pages
from ui.printing.paint import image
from ui.theme import shadows
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.widgets.base import Themed, focus_ring
from workbench.messages import text
from workbench.reports.document import PrintDocument

ZOOM_LOW, ZOOM_HIGH = 25, 400
_ZOOM_STEP = 1.1
_SLICE_MS = 12
_KEPT_PICTURES = 6
_GAP, _MARGIN, _SHADOW = 16, 24, 5
