"""The line over the preview: turning pages, fit and zoom."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.printing.preview import PreviewWidget
from ui.theme.metrics import px
from ui.widgets.base import Themed
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import Label
from workbench.messages import text
from workbench.values.percent import format_percent

_STEP = 25


class Turner(Themed, QWidget):
    """Belongs to one preview and follows it."""

    def __init__(self, preview: PreviewWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview = preview
        self.setObjectName("sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.back = IconButton("chevron-left", text("printpage.page_back"))
        self.on = IconButton("chevron-right", text("printpage.page_on"))
        self._place = Label("", "body", "text2", tabular=True)
        self.fit = Button(text("printpage.fit_width"), "quiet", small=True)
        self.smaller = IconButton("minus", text("printpage.smaller"))
        self.larger = IconButton("plus", text("printpage.larger"))
        self._zoom = Label("", "body", "text2", tabular=True)
        self._row = QHBoxLayout(self)
        self._row.addStretch(1)
        for widget in (self.back, self._place, self.on, self.fit, self.smaller, self._zoom, self.larger):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._wire()
        self.follow_theme()
        self._show()

    def _wire(self) -> None:
        view = self._preview
        view.page_changed.connect(lambda *_: self._show())
        view.laid_out.connect(lambda _: self._show())
        view.zoom_changed.connect(lambda _: self._show())
        self.back.clicked.connect(lambda: view.go_to(view.page() - 1))
        self.on.clicked.connect(lambda: view.go_to(view.page() + 1))
        self.fit.clicked.connect(view.fit_width)
        self.smaller.clicked.connect(lambda: view.set_zoom(view.zoom() - _STEP))
        self.larger.clicked.connect(lambda: view.set_zoom(view.zoom() + _STEP))

    def words(self) -> str:
        """“Trang 1 / 20”."""
        return self._place.text()

    def restyle(self) -> None:
        self.setFixedHeight(px(40))
        self._row.setContentsMargins(px(16), 0, px(16), 0)
        self._row.setSpacing(px(8))
        super().restyle()

    def _show(self) -> None:
        page, count = self._preview.page(), self._preview.count()
        self._place.setText(text("printing.position", page=page, count=count))
        self.back.setEnabled(page > 1)
        self.on.setEnabled(page < count)
        self._zoom.setText(format_percent(self._preview.zoom() / 100, 0))
