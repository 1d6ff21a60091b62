"""The card of joining with another computer: an exchange file out, one in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout

from ui.context import Context
from ui.shell.passphrase import run_unlocked
from ui.theme.metrics import px
from ui.views.data_parts.bits import card_head
from ui.views.data_parts.merge_sheet import MergeSheet
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.paragraph import Paragraph
from workbench.messages import text
from workbench.progress import Progress
from workbench.services.act_words import act_words
from workbench.services.merge_words import MergeTold, tell_merge
from workbench.services.merging import MergePlan, plan_merge, read_theirs
from workbench.storage import backup
from workbench.storage.cipher import Secret

_MOST = 200  # records listed


class MergeCard(Card):
    """`take` merges a file after its list was read; `give` writes one."""

    def __init__(self, context: Context) -> None:
        super().__init__(gap=8)
        self._context = context
        self.take = Button(text("merge.take_file"), icon="merge")
        self.give = Button(text("merge.give_file"), icon="upload")
        self.last = Paragraph("", "label", "text2", weight=400)
        self.body.addLayout(card_head("merge", text("merge.title"), Label("", "label")))
        self.body.addWidget(Paragraph(text("merge.detail"), "label", "text2", weight=400))
        self.body.addWidget(self.last)
        acts = QHBoxLayout()
        acts.setSpacing(px(8))
        acts.addWidget(self.take)
        acts.addWidget(self.give)
        acts.addStretch(1)
        self.body.addLayout(acts)
        self.take.setEnabled(not context.workbench.database.read_only)
        self.take.clicked.connect(lambda: context.shell.pick_files("record", lambda files: self.read(files[0])))
        self.give.clicked.connect(self._give)

    def look(self) -> None:
        """Say what was merged last."""
        found = self._context.workbench.journal.labelled(("act.merge",))
        last = found[0] if found else None
        words = text("merge.last", at=f"{last.at:%H:%M %d/%m/%Y}", what=act_words(last)) if last else ""
        self.last.setText(words)
        self.last.setVisible(bool(words))

    def read(self, file: Path) -> None:
        """Read another record's file and show what merging it would do."""
        registers, workbench = self._context.registers, self._context.workbench

        def work(secrets: Sequence[Secret], _: Progress) -> tuple[MergePlan, MergeTold]:
            plan = plan_merge(workbench, read_theirs(file, workbench, workbench.clock, secrets))
            return plan, tell_merge(registers, plan, _MOST)

        def show(found: tuple[MergePlan, MergeTold], _: Sequence[Secret] = ()) -> None:
            if found[0].nothing:
                self._context.shell.toast(text("merge.nothing", file=file.name))
            else:
                MergeSheet(self._context, *found, parent=self.window()).open()

        run_unlocked(self._context, self, work, show)

    def _give(self) -> None:
        workbench = self._context.workbench
        name = text("merge.file_name", name=self._context.path.stem, day=f"{workbench.clock.today():%Y-%m-%d}")
        self._context.shell.pick_target(name, ".lkv", self.write)

    def write(self, target: Path) -> None:
        """Write an exchange file: a checked copy of the record."""
        workbench = self._context.workbench
        task = self._context.run(lambda _: backup.save_as(workbench.database, target))
        task.done.connect(lambda _: self._context.shell.toast(text("merge.given", file=target.name)))
        task.start()
