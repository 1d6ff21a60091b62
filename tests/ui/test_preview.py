"""The preview shows a page as it is: every row and column of its dots, at every zoom."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.printing_sample import register
from ui.printing.face import RESOLUTION, paper_face
from ui.printing.paint import image
from ui.printing.preview import PreviewWidget


@pytest.mark.parametrize("zoom", [47, 53, 60, 71, 83, 100])
def test_no_row_or_column_of_the_page_is_dropped(qtbot: QtBot, zoom: int) -> None:
    face = paper_face(bundled=True)
    view = PreviewWidget(face=face)
    qtbot.addWidget(view)
    view.resize(1400, 1300)
    view.show()
    view.set_document(register(20))
    qtbot.waitUntil(view.complete, timeout=20_000)
    view.set_zoom(zoom)
    QApplication.processEvents()
    page = image(view._pages[0], face, view._dots() * RESOLUTION * view.devicePixelRatioF())
    place = view._place(0)
    seen = view.viewport().grab(place).toImage()
    width, height = min(place.width(), page.width()), min(place.height(), page.height())
    same = page.copy(1, 1, width - 2, height - 2).convertToFormat(seen.format())
    assert seen.copy(1, 1, width - 2, height - 2) == same
