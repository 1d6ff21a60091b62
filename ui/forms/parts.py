"""A field of a form, and a widget that edits it with its value, a problem and signals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.base import STAYS

Kind = Literal[
    "line", "area", "date", "catalogue", "pills", "places", "words", "record", "body", "person", "bodies",
    "choice", "integer", "money", "flag", "records", "place",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One field of a form. `label` is a catalogue key, none for that of the field; `lines` the height of an area.

    `catalogue` names the list that choices come from: an editable list, a closed one, or the entity of a record.
    """

    key: str
    kind: Kind
    label: str = ""
    required: bool = False
    lines: int = 3
    catalogue: str = ""
    hint: str = ""


class Editor(QObject):
    """A widget with its value in the record's own form. `changed` at every change, `left` on leaving it."""

    changed = Signal()
    left = Signal()

    def __init__(
        self,
        widget: QWidget,
        get: Callable[[], Any],
        put: Callable[[Any], object],
        problem: Callable[[], str] = lambda: "",
    ) -> None:
        super().__init__(widget)
        self.widget, self.value, self.set_value, self.problem = widget, get, put, problem
        (widget.focusProxy() or widget).installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in STAYS:
            self.left.emit()
        return False


Rows = tuple[tuple[Part, ...], ...]
