"""What the form of a document adds: the next number of its series, and the next arrival number, offered to be taken."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from ui.widgets.fields import LineEdit
from workbench.messages import text
from workbench.services.papers import next_arrival, suggest_number

if TYPE_CHECKING:
    from ui.forms.record_form import RecordForm


_ONLY = {
    "arrival_number": "in", "arrival_date": "in", "handler": "in", "recipients": "out", "copies": "out",
}  # fmt: skip


def wire(form: RecordForm) -> None:
    """Offer numbers in the form of a document; nothing is filled in by itself."""
    Numbers(form)


class Numbers:
    """The offers of one form, following direction, type, issuer and dates."""

    def __init__(self, form: RecordForm) -> None:
        self._form = form
        for key in ("direction", "type", "issuer", "issued_date", "arrival_date"):
            form.editors[key].changed.connect(self.offer)
        for key in ("full_number", "arrival_number"):
            edit = form.editors[key].widget
            assert isinstance(edit, LineEdit)
            take = edit.add_trailing_icon("plus", text("entry.take_number"))
            take.triggered.connect(lambda _=False, key=key: self.take(key))
        form.numbers = self
        self.offer()

    def offer(self) -> None:
        """Show the next numbers under their fields, and only the fields that the direction has."""
        direction = self._form.editors["direction"].value()
        for key, of in _ONLY.items():
            self._form.fields[key].setVisible(direction == of)
        for key in ("full_number", "arrival_number"):
            number = self._next(key)
            self._form.fields[key].set_hint(text("entry.next_number", number=str(number)) if number else "")

    def take(self, key: str) -> None:
        """Put the offered number in."""
        number = self._next(key)
        if number:
            self._form.editors[key].set_value(number)

    def _next(self, key: str) -> Any:
        draft, workbench = self._form.draft(), self._form.workbench
        today = workbench.clock.today()
        if key == "full_number":
            day: date = draft["issued_date"] or today
            wanted = draft["direction"] == "out" and draft["type"]
            return suggest_number(workbench, draft["type"], day.year, draft["issuer"]) if wanted else None
        arrived: date = draft["arrival_date"] or today
        return next_arrival(workbench.repository, arrived.year) if draft["direction"] == "in" else None
