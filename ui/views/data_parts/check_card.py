"""The card of the integrity check: what was looked at and what was found, in words; the report as a text file."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from ui.context import Context
from ui.theme.metrics import px
from ui.theme.shapes import Shape
from ui.views.data_parts.bits import card_head, clear
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.labels import Label, ShapeMark
from ui.widgets.paragraph import Paragraph
from workbench.disk import save_whole
from workbench.errors import UserError
from workbench.messages import language, text
from workbench.progress import Progress
from workbench.services.maintenance import Finding, check_record
from workbench.storage.machine import Memory


class CheckCard(Card):
    """`check` runs it; the result stays until the next one."""

    def __init__(self, context: Context) -> None:
        super().__init__(gap=8)
        self._context = context
        self._memory = Memory(context.path)
        self._found: list[Finding] = []
        self.when = Label("", "label", "text2", weight=400, tabular=True)
        self.before = Paragraph("", "label", "text2", weight=400)
        self.check = Button(text("safety.check_now"), icon="shield-check")
        self.save = Button(text("safety.save_report"), icon="file-down")
        self._findings = QGridLayout()
        self._findings.setHorizontalSpacing(px(8))
        self._findings.setVerticalSpacing(px(6))
        self._findings.setColumnStretch(1, 1)
        self.body.addLayout(card_head("shield-check", text("safety.integrity"), self.when))
        self.body.addWidget(self.before)
        self.body.addLayout(self._findings)
        self.body.addStretch(1)
        acts = QHBoxLayout()
        acts.setSpacing(px(8))
        acts.addWidget(self.check)
        acts.addWidget(self.save)
        acts.addStretch(1)
        self.body.addLayout(acts)
        self.save.setEnabled(False)
        self.check.clicked.connect(self._check)
        self.save.clicked.connect(self._save)

    def look(self) -> None:
        """Say when it was checked last."""
        note = self._memory.read()
        if note.checked_at:
            at = f"{datetime.fromisoformat(note.checked_at):%H:%M %d/%m/%Y}"
            words = text("safety.checked_good" if note.checked_good else "safety.checked_bad", at=at)
        else:
            words = text("safety.never_checked")
        self.before.setText(words)
        self.before.setVisible(not self._found)

    def _check(self) -> None:
        workbench, start = self._context.workbench, time.monotonic()

        def work(progress: Progress) -> tuple[list[Finding], float]:
            return check_record(workbench, progress), time.monotonic() - start

        task = self._context.run(work)
        task.done.connect(lambda found: self.show_findings(*found))
        task.start()

    def show_findings(self, findings: list[Finding], seconds: float = 0.0) -> None:
        """What the check found, a line each; remembered on this computer."""
        now = self._context.workbench.clock.now()
        self._found = findings
        self._memory.change(checked_at=now.isoformat(), checked_good=all(f.good for f in findings))
        self.when.setText(text("safety.checked_when", at=f"{now:%d/%m/%Y %H:%M}", seconds=_seconds(seconds)))
        self.save.setEnabled(True)
        clear(self._findings)
        for row, finding in enumerate(findings):
            shape, token = (Shape.CHECK, "green") if finding.good else (Shape.ALERT, "red")
            self._findings.addWidget(ShapeMark(shape, token, 14), row, 0)
            self._findings.addWidget(Paragraph(finding.words, "body"), row, 1)
        self.look()

    def report(self) -> str:
        """The result as a text to be filed."""
        workbench = self._context.workbench
        lines = [
            text("safety.report_title", file=self._context.path.name),
            text("safety.report_by", at=f"{workbench.clock.now():%H:%M %d/%m/%Y}", actor=workbench.actor),
            text("safety.report_head", head=workbench.journal.mark()),
            "",
            *(f"{'✓' if finding.good else '✗'} {finding.words}" for finding in self._found),
        ]
        return "\n".join(lines) + "\n"

    def _save(self) -> None:
        name = text("safety.report_file", day=f"{self._context.workbench.clock.today():%Y-%m-%d}")
        self._context.shell.pick_target(name, ".txt", self._writing(self.report()))

    def _writing(self, words: str) -> Callable[[Path], None]:
        def write(target: Path) -> None:
            try:
                save_whole(target, words.encode())
            except UserError as error:
                self._context.shell.show_error(error)
                return
            self._context.shell.toast(text("safety.report_saved", file=target.name))

        return write


def _seconds(seconds: float) -> str:
    words = f"{seconds:.1f}"
    return text("safety.seconds", words=words.replace(".", ",") if language() == "vi" else words)
