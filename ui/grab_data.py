"""Pictures of what keeps the record: journal, what an undo would do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtGui import QPixmap

from workbench.messages import text

if TYPE_CHECKING:
    from ui.grab import Stage

Shot = Callable[["Stage"], QPixmap]


def _journal(stage: Stage) -> QPixmap:
    stage.go("journal", number=_kept(stage))
    return stage.picture()


def _undo(stage: Stage) -> QPixmap:
    from ui.views.undo_sheet import UndoSheet, open_undo

    window = stage.window
    stage.go("journal", number=_kept(stage))
    open_undo(window.context, _kept(stage), window)
    stage.settle()
    sheet = window.findChild(UndoSheet)
    made = stage.picture(sheet)
    if sheet is not None:
        sheet.reject()
    stage.settle()
    return made


def _trash(stage: Stage) -> QPixmap:
    from workbench.services.trash import propose

    context = stage.window.context
    for entity, reason in (("obstacle", "trash.reason_double"), ("agreement", "trash.reason_mistake")):
        for record in context.workbench.repository.all(entity):
            found = propose(context.registers, [record.ref], text(reason))
            if found.act.changes and not found.blocked:
                context.commit(found.act)
                break
    stage.go("trash")
    return stage.picture()


def _delete(stage: Stage) -> QPixmap:
    from ui.forms.trash_form import TrashForm

    stage.go("obstacles", view="open")
    stage.window.run_command("delete")
    stage.settle()
    sheet = stage.window.findChild(TrashForm)
    made = stage.picture(sheet)
    if sheet is not None:
        sheet.reject()
    stage.settle()
    return made


def _kept(stage: Stage) -> int:
    """The newest import of which an undo would keep a part."""
    workbench = stage.window.context.workbench
    for act in workbench.journal.found(("import",)):
        plan = workbench.plan_undo(act.number)
        if plan.kept and plan.act.changes:
            return act.number
    return workbench.journal.head()[0]


DATA_SHOTS: Mapping[str, Shot] = {
    "16-journal": _journal,
    "16-undo": _undo,
    "16-trash": _trash,
    "16-delete": _delete,
}
