"""The foot of the detail pane: the one most likely next act as the primary button, others beside it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.context import Context
from ui.theme.metrics import px
from ui.views.detail_acts import ICONS, act_of
from ui.widgets.base import Themed
from ui.widgets.buttons import Button
from workbench.messages import text
from workbench.services.details import REGISTER_OF, Detail

_WITHOUT_PRIMARY = ("obstacle",)  # an agreement has no next act of its own


class Footer(Themed, QFrame):
    """Buttons for the record shown."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.buttons: list[Button] = []
        self._row = QHBoxLayout(self)
        self._row.addStretch(1)
        self._print = Button(text("detail.print"), icon="printer")
        self._print.clicked.connect(self._print_record)
        self._row.addWidget(self._print)
        self._detail: Detail | None = None
        self._compact = False
        self.follow_theme()

    def show_detail(self, detail: Detail, read_only: bool) -> None:
        """Offer what can be done with this record."""
        self._detail = detail
        held = next((place for place, button in enumerate(self.buttons) if button.hasFocus()), -1)
        for button in self.buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        for place, act in enumerate(() if read_only else detail.acts):
            primary = place == 0 and act not in _WITHOUT_PRIMARY
            button = Button(text(f"detail.act_{act}"), "primary" if primary else "secondary", ICONS[act])
            button.clicked.connect(act_of(self, self._context, detail, act))
            self._row.insertWidget(place, button)
            button.show()  # at once, so that it can take the focus
            self.buttons.append(button)
        if held >= 0:
            (self.buttons[min(held, len(self.buttons) - 1)] if self.buttons else self._print).setFocus()
        self._fit()

    def take_focus(self) -> bool:
        """Focus the first act; False when there is none."""
        first = self.buttons[0] if self.buttons else self._print
        first.setFocus()
        return True

    def stops(self) -> list[Button]:
        """Its buttons in the order in which Tab goes through them."""
        return [*self.buttons, self._print]

    def press(self) -> None:
        """Do the most likely next act."""
        if self.buttons:
            self.buttons[0].click()

    def set_compact(self, on: bool) -> None:
        """Less room: the printer alone, acts in words alone."""
        self._compact = on
        self._fit()
        self._print.setText("" if on else text("detail.print"))
        self._print.setAccessibleName(text("detail.print"))
        self._print.setToolTip(text("detail.print") if on else "")
        self._print.updateGeometry()

    def _fit(self) -> None:
        acts = self._detail.acts if self._detail else ()
        for button, act in zip(self.buttons, acts, strict=False):
            button.set_icon(None if self._compact else ICONS[act])

    def restyle(self) -> None:
        self.setFixedHeight(px(48))
        self._row.setContentsMargins(px(16), 0, px(16), 0)
        self._row.setSpacing(px(8))
        super().restyle()

    def _print_record(self) -> None:
        if self._detail is not None:
            register, uid = REGISTER_OF[self._detail.ref.entity], self._detail.ref.uid
            alone = {"only": (uid,), "only_words": self._detail.code, "record": uid}
            self._context.shell.go("print", register=register, period=None, view=self._view(), **alone)

    def _view(self) -> str:
        """Whether a document came or went; nothing for other records."""
        record = self._context.workbench.repository.get(self._detail.ref) if self._detail else None
        return str(record.values.direction) if record and record.ref.entity == "document" else ""
