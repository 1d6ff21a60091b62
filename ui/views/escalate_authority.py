"""Part 2 of composing an escalation: the ladder of authorities, one suggested with its reason, any to choose."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.metrics import px
from ui.widgets.banner import Banner
from ui.widgets.buttons import LinkButton
from ui.widgets.combo import SeekEdit
from ui.widgets.fields import Field
from ui.widgets.labels import Label
from ui.widgets.ladder import Ladder, Step
from workbench.messages import text
from workbench.records.issues import Issue
from workbench.services.composing import Composed
from workbench.services.council import in_force
from workbench.services.ladder import Rung
from workbench.services.linked import Linked
from workbench.values.sorting import sort_key


class AuthorityPart(QWidget):
    """`chosen(id of a body)`."""

    chosen = Signal(str)

    def __init__(self, linked: Linked, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._linked = linked
        self.ladder = Ladder(text("escalate.part_authority"))
        self.other = LinkButton(text("escalate.other_body"), icon="plus", flush="right")
        self.seek = SeekEdit([], text("entry.type_to_find"), text("escalate.other_body_name"))
        self.seek_field = Field(text("escalate.other_body_name"), self.seek)
        self.seek_field.hide()
        self.notices: list[Banner] = []
        self._below = QVBoxLayout()
        self._below.setSpacing(px(6))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(Label("2", "body", weight=600))
        head.addWidget(Label(text("escalate.part_authority"), "body", weight=600))
        head.addStretch(1)
        head.addWidget(self.other)
        column.addLayout(head)
        column.addWidget(self.ladder)
        column.addWidget(self.seek_field)
        column.addLayout(self._below)
        self.ladder.chosen.connect(self._step_chosen)
        self.other.clicked.connect(self._seek_other)
        self.seek.textChanged.connect(lambda _: self._sought())

    def focus_target(self) -> QWidget:
        """What takes the keyboard: the chosen step, else the first, else the way to another body."""
        rows = self.ladder.rows()
        chosen = next((row for row in rows if row.isChecked()), None)
        return chosen or next((row for row in rows if row.isEnabled()), None) or self.other

    def show_composed(self, linked: Linked, shown: Composed, issues: Sequence[Issue]) -> None:
        """Show the ladder for what is composed, and what is to be thought of."""
        self._linked = linked
        to = shown.draft.to_organization
        steps = [_step(rung) for rung in shown.rungs]
        if to and all(step.key != to for step in steps):
            steps.append(Step(to, linked.names.organization(to), text("escalate.chosen_freely")))
        held = self.other.hasFocus() or any(row.hasFocus() for row in self.ladder.rows())
        others = [row.step.key for row in self.ladder.rows()] != [step.key for step in steps]
        self.ladder.show_steps(steps, to)
        if held and others:  # the steps have only now been read
            self.focus_target().setFocus()
        for old in self.notices:
            self._below.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.notices = []
        for issue in issues if to else ():
            kind = "error" if issue.severity == "stop" else "warn"
            notice = Banner(kind, text(issue.code, **issue.params))  # type: ignore[arg-type]
            self._below.addWidget(notice)
            notice.setVisible(True)
            self.notices.append(notice)

    def _step_chosen(self, uid: str) -> None:
        self.seek_field.hide()
        self.chosen.emit(uid)

    def _seek_other(self) -> None:
        today = self._linked.today
        bodies = [
            r
            for r in self._linked.names.organizations.values()
            if in_force(r.values.valid_from, r.values.valid_to, today)
        ]
        bodies.sort(key=lambda r: sort_key(r.values.name))
        self.seek.blockSignals(True)
        self.seek.setText("")
        self.seek.blockSignals(False)
        self.seek.set_choices([(r.values.name, r.uid) for r in bodies])
        self.seek_field.setVisible(True)
        self.seek.setFocus()

    def _sought(self) -> None:
        found = self.seek.value()
        if found:
            self.chosen.emit(str(found))


def _step(rung: Rung) -> Step:
    note = text(rung.note.key, **rung.note.params)
    badge = text("escalate.suggested") if rung.suggested else ""
    return Step(rung.organization or "", rung.name, note, rung.done, badge)
