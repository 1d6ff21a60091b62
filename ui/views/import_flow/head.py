"""The buttons at the head of the import page: later, back, and the one act that leads on."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ui.shell.page_header import PageHeader
from ui.views.import_flow.flow import CHANGES, FILES, PROBLEMS, RESULT, SHEET, FileEntry, Flow
from ui.widgets.buttons import Button
from workbench.messages import text


class HeadButtons(QObject):
    """`later`, `back`, `forward`: what they mean depends on the step."""

    later = Signal()
    back = Signal()
    forward = Signal()

    def __init__(self, header: PageHeader) -> None:
        super().__init__(header)
        self.put_off = Button(text("importflow.later"), "quiet")
        self.return_ = Button(text("importflow.back"), icon="chevron-left")
        self.go_on = Button("", "primary")
        for button, signal in ((self.put_off, self.later), (self.return_, self.back), (self.go_on, self.forward)):
            header.acts.addWidget(button)
            button.clicked.connect(signal)

    def press(self) -> None:
        """Go on as the chief button does, where it is there."""
        if self.go_on.isVisible():
            self.go_on.click()

    def take_focus(self) -> None:
        """Give the keyboard to the chief button, where it is there."""
        if self.go_on.isVisible():
            self.go_on.setFocus()

    def show(self, flow: Flow, busy: bool, read_only: bool) -> None:
        """Words and state of the buttons at the step at hand."""
        step, entry = flow.step, flow.current
        self.put_off.setVisible(step in (SHEET, PROBLEMS, CHANGES, RESULT))
        self.put_off.set_variant("secondary" if step == RESULT else "quiet")
        self.put_off.set_icon("inbox" if step == RESULT else None)
        self.put_off.setText(text("importflow.another" if step == RESULT else "importflow.later"))
        self.return_.setVisible(step in (SHEET, PROBLEMS, CHANGES))
        writing = entry.plan.writing if step == CHANGES and entry is not None and entry.plan is not None else 0
        empty = step == CHANGES and not writing and entry is not None and receives(entry)
        words = _words(flow, step, entry, writing, empty)
        self.go_on.setVisible(bool(words))
        self.go_on.setText(words)
        held = flow.held_back() if step == CHANGES else 0
        able = not read_only and not held and (writing > 0 or empty)
        self.go_on.setEnabled(not busy and (step != CHANGES or able))
        why = text("importflow.whole_waits", n=held) if held else ""
        self.go_on.setToolTip(text("importflow.read_only") if step == CHANGES and read_only else why)
        for button in (self.put_off, self.go_on):
            button.updateGeometry()


def _words(flow: Flow, step: int, entry: FileEntry | None, writing: int, receiving: bool) -> str:
    if step == FILES:
        return text("importflow.go_on_with_files") if next(flow.open_ones(), None) else ""
    if step == SHEET:
        problems = entry is not None and entry.reading is not None and entry.reading.problems
        return text("importflow.to_problems" if problems else "importflow.to_changes")
    if step == PROBLEMS:
        return text("importflow.to_changes")
    if step == RESULT:
        more = next((one for one in flow.open_ones() if one is not entry), None)
        return text("importflow.next_file") if more is not None else text("importflow.to_today")
    return text("importflow.receive") if receiving else text("importflow.write_rows", n=writing)


def receives(entry: FileEntry) -> bool:
    """Whether a plan without rows to write would still receive the report, as one that says nothing new."""
    plan = entry.plan
    return plan is not None and not plan.writing and not plan.act().is_empty
