"""What was being entered when the program ended: at the next start it is offered, so that nobody has to look for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ui.forms.layouts import FORMS
from workbench.messages import text
from workbench.records.record import Ref

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from workbench.records.changes import ChangeSummary
    from workbench.storage.scraps import Scraps

_FORM, _NEW = "form-", "new"
_PAGES = {"escalate": "register.new_escalations", "answer": "register.new_answers"}  # they show what is kept of them


def half_entered(window: MainWindow, scraps: Scraps) -> tuple[str, Callable[[], object]] | None:
    """What it is in words, and the act that shows it again; None when there is none that could be gone on with."""
    if window.context.workbench.database.read_only:
        return None
    for page, words in _PAGES.items():
        if page in scraps.pages(page):
            return text("shell.half_entered", what=text(words)), partial(window.go, page)
    for page in scraps.pages(_FORM):
        entity, _, uid = page.removeprefix(_FORM).partition("-")
        if entity not in FORMS:
            continue
        if uid == _NEW:
            return text("shell.half_entered", what=text(f"entry.new_{entity}")), partial(_open, window, entity, "")
        record = window.context.workbench.repository.get(Ref(entity, uid))
        if record is not None:
            what = f"{text(f'entry.edit_{entity}')} {record.name}"
            return text("shell.half_entered", what=what), partial(_open, window, entity, uid)
    return None


class Heeded(QObject):
    """The offer above the page goes once nothing half-entered is left, however it was gone on with."""

    def __init__(self, window: MainWindow, scraps: Scraps) -> None:
        super().__init__(window.banner)
        self._window, self._scraps = window, scraps
        window.context.events.changed.connect(self._changed)

    def _changed(self, _: ChangeSummary) -> None:
        QTimer.singleShot(0, self, self._look)  # the form that wrote drops its draft only then

    def _look(self) -> None:
        if self._window.has_offer() and half_entered(self._window, self._scraps) is None:
            self._window.above.hide()


def _open(window: MainWindow, entity: str, uid: str) -> None:
    from ui.forms.record_form import open_form

    open_form(window, window.context, entity, uid)
