"""The foot of the detail pane: the one most likely next act as the primary button, others beside it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.context import Context
from ui.theme.metrics import px
from ui.widgets.base import Themed
from ui.widgets.buttons import Button
from workbench.messages import text
from workbench.services.details import REGISTER_OF, ChainNode, Detail

_ICONS = {"answer": "mail", "escalate": "arrow-up-from-line", "obstacle": "plus"}


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
        self.follow_theme()

    def show_detail(self, detail: Detail, read_only: bool) -> None:
        """Offer what can be done with this record."""
        self._detail = detail
        for button in self.buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        for place, act in enumerate([] if read_only else _acts(detail)):
            primary = place == 0 and act == detail.next_act
            button = Button(text(f"detail.act_{act}"), "primary" if primary else "secondary", _ICONS[act])
            button.clicked.connect(self._handler(act))
            self._row.insertWidget(place, button)
            button.show()  # at once, so that it can take the focus
            self.buttons.append(button)

    def take_focus(self) -> bool:
        """Focus the first act; False when there is none."""
        first = self.buttons[0] if self.buttons else self._print
        first.setFocus()
        return True

    def press(self) -> None:
        """Do the most likely next act."""
        if self.buttons and self._detail is not None and self._detail.next_act:
            self.buttons[0].click()

    def set_compact(self, on: bool) -> None:
        """Less room: the printer alone."""
        self._print.setText("" if on else text("detail.print"))
        self._print.setAccessibleName(text("detail.print"))
        self._print.setToolTip(text("detail.print") if on else "")
        self._print.updateGeometry()

    def restyle(self) -> None:
        self.setFixedHeight(px(48))
        self._row.setContentsMargins(px(16), 0, px(16), 0)
        self._row.setSpacing(px(8))
        super().restyle()

    def _handler(self, act: str) -> Callable[[], object]:
        return {"answer": self._answer, "escalate": self._escalate, "obstacle": self._obstacle}[act]

    def _answer(self) -> None:
        uids = [ref.uid for node in self._chain("escalation") for ref in node.refs]
        self._context.shell.go("answer", **({"escalations": uids} if uids else {}))

    def _escalate(self) -> None:
        uids = [ref.uid for node in self._chain("obstacle") for ref in node.refs]
        self._context.shell.go("escalate", **({"obstacles": uids} if uids else {}))

    def _obstacle(self) -> None:
        from ui.forms.record_form import open_form

        if self._detail is not None:
            open_form(self, self._context, "obstacle", given={"agreement": self._detail.ref.uid})

    def _print_record(self) -> None:
        if self._detail is not None:
            register, uid = REGISTER_OF[self._detail.ref.entity], self._detail.ref.uid
            self._context.shell.go(
                "print", register=register, period=None, only=(uid,), only_words=self._detail.code
            )

    def _chain(self, kind: str) -> list[ChainNode]:
        return [node for node in self._detail.chain if node.kind == kind] if self._detail else []


def _acts(detail: Detail) -> list[str]:
    """Acts that make sense for a record, the most likely first."""
    offered = {
        "obstacle": ["answer", "escalate"] if detail.next_act == "answer" else ["escalate"],
        "escalation": ["answer"],
        "agreement": ["obstacle"],
    }.get(detail.ref.entity, [])
    settled = detail.ref.entity in ("obstacle", "escalation") and not detail.next_act
    return [] if settled else offered
