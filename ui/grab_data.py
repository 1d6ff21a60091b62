"""Pictures of what keeps the record: journal, what an undo would do."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QPixmap

from workbench.messages import text
from workbench.records.changes import ChangeSet, Label, update
from workbench.records.record import Ref
from workbench.services.workbench import Workbench
from workbench.storage import backup

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


def _merge(stage: Stage) -> QPixmap:
    from ui.views.data_page import DataPage
    from ui.views.data_parts.merge_sheet import MergeSheet

    window, workbench = stage.window, stage.window.context.workbench
    first, second = workbench.repository.all("obstacle")[:2]
    with tempfile.TemporaryDirectory(prefix="lien-ket-vung-", ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "LienKetVung-DBSCL may Tran Minh Duc.lkv"
        backup.save_as(workbench.database, file)
        with Workbench.open(file, workbench.clock, "Trần Minh Đức") as there:
            _write(there, first.ref, officer="Trần Minh Đức", note="Đã họp hai tỉnh ngày 08/10")
            _write(there, second.ref, officer="Trần Minh Đức")
        _write(workbench, first.ref, note="Chờ báo cáo của Vĩnh Long")
        stage.go("data")
        page = window.stack.current()
        assert isinstance(page, DataPage)
        page.merge.read(file)
        stage.settle()
    sheet = window.findChild(MergeSheet)
    made = stage.picture(sheet)
    if sheet is not None:
        sheet.reject()
    window.context.tell(workbench.undo().summary)
    stage.settle()
    return made


def _write(opened: Workbench, ref: Ref, **values: str) -> None:
    change = update(opened.repository.need(ref), **values)
    if change is not None:
        opened.commit(ChangeSet(Label("act.edit", {"code": opened.repository.need(ref).name}), (change,)))


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
    "16-merge": _merge,
    "16-trash": _trash,
    "16-delete": _delete,
}
