"""What is half entered in a record form survives a crash: kept on this computer, offered when the form opens again."""

from __future__ import annotations

import weakref
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from ui.context import Context
from ui.forms.autosave import Autosave
from workbench.messages import text

if TYPE_CHECKING:
    from ui.forms.record_form import RecordForm

_DAY = "day"


class FormDraft(QObject):
    """The draft of one form. `restore` puts back what was kept; nothing is kept that equals what is stored."""

    def __init__(self, form: RecordForm, context: Context) -> None:
        super().__init__(form)
        # weak, so that a closed form goes at once and not when the collector comes by
        self._form, self._clock = weakref.ref(form), context.workbench.clock
        page = f"form-{form.entity}-{form.uid or 'new'}"
        key = context.workbench.database.key
        self.autosave = Autosave(context.drafts, context.path, page, self._values, self, key)
        for editor in form.editors.values():
            editor.changed.connect(self.autosave.touch)

    def _values(self) -> Mapping[str, Any] | None:
        form = self._form()
        if form is None or not form.is_touched():
            return None
        now = self._clock.now()
        form.say_kept(text("entry.draft_kept", time=f"{now:%H:%M}"))
        entered = {key: _plain(value) for key, value in form.draft().items()}
        return {"at": f"{now:%H:%M %d/%m/%Y}", "entered": entered}

    def restore(self) -> str:
        """Fill the form with what was kept; the time it was kept at, or nothing when there is no draft."""
        kept, form = self.autosave.kept(), self._form()
        if kept is None or form is None or not isinstance(kept.get("entered"), dict):
            return ""
        for key, value in kept["entered"].items():
            editor = form.editors.get(key)
            if editor is not None:
                editor.set_value(_value(value))
        return str(kept.get("at", ""))

    def drop(self) -> None:
        """It was saved, or is not wanted."""
        self.autosave.drop()


def _plain(value: Any) -> Any:
    """A value of an editor as JSON has it."""
    if isinstance(value, date):
        return {_DAY: value.isoformat()}
    return list(value) if isinstance(value, tuple) else value


def _value(kept: Any) -> Any:
    if isinstance(kept, dict):
        try:
            return date.fromisoformat(str(kept.get(_DAY)))
        except ValueError:
            return None
    return tuple(kept) if isinstance(kept, list) else kept
