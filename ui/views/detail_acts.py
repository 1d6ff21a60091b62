"""What the buttons and the menu of the detail pane do with the record shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from ui.context import Context
from workbench.messages import text
from workbench.services.details import Detail
from workbench.services.letters import LetterKind
from workbench.services.letters.conclusions import Charge

Act = Callable[[], object]

ICONS: Mapping[str, str] = {
    "answer": "mail",
    "classify": "list-checks",
    "close": "check",
    "compose": "pencil",
    "conclude": "list-checks",
    "escalate": "arrow-up-from-line",
    "obstacle": "plus",
    "raise": "arrow-up-from-line",
    "remind": "bell",
    "sign": "badge-check",
}


def act_of(over: QWidget, context: Context, detail: Detail, act: str) -> Act:
    """What one act does, as a callable without arguments."""
    return lambda *_: _ACTS[act](over, context, detail)


def menu_of(over: QWidget, context: Context, detail: Detail) -> list[tuple[str, Act]]:
    """Words and acts of the menu: steps by hand, and acts that have no button."""
    entity = detail.ref.entity
    found: list[tuple[str, Act]] = []
    area = {"obstacle": "move", "escalation": "step", "agreement": "course"}.get(entity, "")
    for move in detail.moves:
        if move not in detail.acts:
            found.append((text(f"{area}.{move}"), partial(_move, over, context, detail, move)))
    if entity == "escalation" and "raise" not in detail.acts and "answer" in detail.acts:
        found.append((text("detail.act_raise"), act_of(over, context, detail, "raise")))
    if entity == "escalation" and "raise" in detail.acts:
        found.append((text("detail.act_remind"), act_of(over, context, detail, "remind")))
    if entity == "escalation":
        found.append((text("word.menu_escalation"), partial(_word, over, context, detail, "escalation")))
        if "answer" in detail.acts:
            found.append((text("word.menu_reminder"), partial(_word, over, context, detail, "reminder")))
    if entity == "meeting":
        found.append((text("word.menu_conclusions"), partial(_word, over, context, detail, "conclusions")))
    return found


def _word(over: QWidget, context: Context, detail: Detail, kind: LetterKind) -> None:
    from ui.forms.letter_form import LetterForm

    subject = Charge(detail.ref.uid).key if kind == "conclusions" else detail.ref.uid
    LetterForm(context, over.window(), kind, subject).open()


def _linked(detail: Detail, kind: str) -> list[str]:
    return [ref.uid for node in detail.chain if node.kind == kind for ref in node.refs]


def _answer(over: QWidget, context: Context, detail: Detail) -> None:
    uids = _linked(detail, "escalation")
    context.shell.go("answer", **({"escalations": uids} if uids else {}))


def _escalate(over: QWidget, context: Context, detail: Detail) -> None:
    uids = _linked(detail, "obstacle")
    context.shell.go("escalate", **({"obstacles": uids} if uids else {}))


def _raise(over: QWidget, context: Context, detail: Detail) -> None:
    """The obstacles of an escalation that still wait go to the level above."""
    linked = context.registers.linked()
    waiting = [v for v in linked.items_of_escalation.get(detail.ref.uid, []) if v.waiting]
    asks = [linked.recommendations[v.item.values.recommendation] for v in waiting]
    uids = list(dict.fromkeys(ask.values.obstacle for ask in asks))
    context.shell.go("escalate", **({"obstacles": uids} if uids else {}))


def _compose(over: QWidget, context: Context, detail: Detail) -> None:
    context.shell.go("escalate", draft=detail.ref.uid)


def _obstacle(over: QWidget, context: Context, detail: Detail) -> None:
    from ui.forms.record_form import open_form

    open_form(over, context, "obstacle", given={"agreement": detail.ref.uid})


def _conclude(over: QWidget, context: Context, detail: Detail) -> None:
    from ui.forms.conclusions_form import ConclusionsForm

    ConclusionsForm(context, detail.ref.uid, over.window()).open()


def _remind(over: QWidget, context: Context, detail: Detail) -> None:
    from ui.forms.reminder_form import ReminderForm

    ReminderForm(context, detail.ref.uid, over.window()).open()


def _classify(over: QWidget, context: Context, detail: Detail) -> None:
    _move(over, context, detail, "classify")


def _sign(over: QWidget, context: Context, detail: Detail) -> None:
    _move(over, context, detail, "sign")


def _close(over: QWidget, context: Context, detail: Detail) -> None:
    _move(over, context, detail, "close")


def _move(over: QWidget, context: Context, detail: Detail, move: str) -> None:
    if detail.ref.entity == "escalation":
        from ui.forms.step_form import StepForm

        StepForm(context, detail.ref.uid, move, over.window()).open()
        return
    if detail.ref.entity == "agreement":
        from ui.forms.course_form import CourseForm

        CourseForm(context, detail.ref.uid, move, over.window()).open()
        return
    from ui.forms.move_form import MoveForm

    MoveForm(context, [detail.ref.uid], over.window(), move).open()


_ACTS: Mapping[str, Callable[[QWidget, Context, Detail], None]] = {
    "answer": _answer,
    "classify": _classify,
    "close": _close,
    "compose": _compose,
    "conclude": _conclude,
    "escalate": _escalate,
    "obstacle": _obstacle,
    "raise": _raise,
    "remind": _remind,
    "sign": _sign,
}
