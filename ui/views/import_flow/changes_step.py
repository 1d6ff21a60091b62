"""Step four: what the file would do to the record, and the choices it asks for. Nothing is written here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.theme.metrics import px
from ui.views.import_flow.change_model import ChangeModel, Group, listed, ticked
from ui.views.import_flow.change_words import Origins, PlanWords, missing_words, nil_words, second_words
from ui.views.import_flow.changes_table import ChangesTable
from ui.views.import_flow.choice_pane import ChoicePane
from ui.views.import_flow.groups_panel import GroupsPanel
from ui.views.import_flow.merge_view import MergeView
from ui.views.import_flow.sheet_data import SheetData
from ui.views.registers_facets import offer
from ui.widgets.banner import Banner
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Line
from ui.widgets.progress_line import ProgressLine
from workbench.messages import text
from workbench.services.importing.decisions import merged, next_open
from workbench.services.importing.kept import Place, place_of
from workbench.services.importing.plan import ImportPlan
from workbench.services.importing.plan_rows import Action, Choice, PlanRow
from workbench.services.importing.second import Differences, LastFile, differences

_DOUBTFUL = ("duplicate", "undecided")


class ChangesStep(QWidget):
    """`decided(plan)` after each choice; `stood_on(row)`; `told(words)` for a notice; `problem_wanted(index)`;
    `record_wanted(Ref)`; `recognition_wanted` to say who sent the file and for which period; `stopped` while
    comparing."""

    decided = Signal(object)
    stood_on = Signal(object)
    told = Signal(str)
    problem_wanted = Signal(int)
    record_wanted = Signal(object)
    recognition_wanted = Signal()
    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.plan: ImportPlan | None = None
        self._words: PlanWords | None = None
        self._sheets: Sequence[SheetData] = ()
        self.groups = GroupsPanel()
        self.model = ChangeModel(self)
        self.table = ChangesTable(self.model)
        self.pane = ChoicePane()
        self.merge = MergeView()
        self.progress = ProgressLine()
        self.banner = Banner("warn", "", closable=True)
        self.banner.hide()
        self.second = Banner("info", "")
        self._against: Differences | None = None
        self._all_shown = False
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        listing = QWidget()
        row = QHBoxLayout(listing)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.table, 1)
        row.addWidget(Line(vertical=True))
        row.addWidget(self.pane)
        self.body = QStackedWidget()
        self.body.addWidget(listing)
        self.body.addWidget(self.merge)
        self.body.addWidget(self._busy_page())
        self.nothing = EmptyState(text("importflow.nil_heading"), icon="inbox")
        self.body.addWidget(self.nothing)
        self._above = QWidget()
        self._above.setObjectName("window")
        above = QVBoxLayout(self._above)
        above.setContentsMargins(px(16), px(8), px(16), px(8))
        above.addWidget(self.banner)
        above.addWidget(self.second)
        self._above.hide()
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._above)
        right.addWidget(self.body, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.groups)
        whole.addWidget(Line(vertical=True))
        whole.addLayout(right, 1)

    def _busy_page(self) -> QWidget:
        """Where the rows will be: what is being done with them."""
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(px(24), px(24), px(24), px(24))
        column.addWidget(self.progress)
        column.addStretch(1)
        return page

    def _wire(self) -> None:
        self.progress.stopped.connect(self.stopped)
        self.groups.chosen.connect(self._go_to_group)
        self.groups.rest_wanted.connect(self._offer_rest)
        self.model.toggled.connect(self._toggle)
        self.table.row_current.connect(self._stand_on)
        self.table.opened.connect(self._open)
        self.banner.closed.connect(lambda: self._above.setVisible(self._against is not None))
        self.second.acted.connect(self._turn_second)
        self.banner.acted.connect(self.recognition_wanted)
        pane, merge = self.pane, self.merge
        pane.chosen.connect(lambda i, key, which: self._decide(self._now.choose(i, key, which), i))
        pane.all_chosen.connect(lambda i, which: self._decide(self._now.choose_all(i, which), i))
        pane.acted.connect(self._act)
        pane.compared.connect(self.show_merge)
        pane.absent_asked.connect(lambda ref, on: self._decide(self._now.ask_absent(ref, on)))
        pane.stepped.connect(self.step)
        pane.problem_wanted.connect(self.problem_wanted)
        pane.record_wanted.connect(self.record_wanted)
        merge.merged.connect(lambda i, choices: self._settle(merged(self._now, i, choices), i))
        merge.linked.connect(lambda i: self._settle(self._now.decide(i, "link"), i))
        merge.kept_new.connect(lambda i: self._settle(self._now.decide(i, "write"), i))
        merge.skipped.connect(lambda i: self._settle(self._now.decide(i, "skip"), i))
        merge.stepped.connect(self._step_merge)
        merge.left.connect(self.show_list)

    @property
    def _now(self) -> ImportPlan:
        assert self.plan is not None
        return self.plan

    # showing

    def show_plan(
        self, plan: ImportPlan, workbench: Any, sheets: Sequence[SheetData], moved: bool, asked_again: int = 0,
        last: LastFile | None = None, at: Place | None = None,
    ) -> None:  # fmt: skip
        """Show a plan. `moved`: it was made anew because the record had been written to; `asked_again`: decisions of
        the inbox that do not fit any more; `last`: the file of the same report before, then only what differs;
        `at`: the row that the officer stood on when it was put off."""
        kept = self.table.current_index()
        if self.plan is None or self.plan.recognised.sha256 != plan.recognised.sha256:
            self._all_shown = False
            kept = next((row.index for row in plan.rows if place_of(row) == at), -1)
        self.plan, self._sheets = plan, sheets
        self._words = PlanWords(plan)
        self.pane.set_plan(plan, self._words, Origins(plan, workbench))
        self._against = differences(plan, last) if last else None
        self.model.show_plan(plan, self._words, self._unchanged())
        self.groups.show_plan(plan)
        self.groups.set_current("")
        self.show_list()
        self._show_notice(plan, moved, asked_again)
        order = self.model.order()
        first = next_open(order, plan, -1)
        wanted = kept if 0 <= kept < len(plan.rows) else first if first is not None else order[0] if order else -1
        if wanted < 0 or not self.table.go_to(wanted):
            self.pane.show_nothing()

    def _unchanged(self) -> frozenset[int]:
        """Rows that say what they said in the last file of the report and change nothing: not shown at first."""
        if self._against is None or self._all_shown:
            return frozenset()
        rows = (self._now.rows[index] for index in self._against.same)
        return frozenset(row.index for row in rows if row.decided and not row.writes)

    def _show_against(self) -> None:
        """How the file differs from the last one of the report, above the list."""
        against = self._against
        self.second.setVisible(against is not None)
        if against is None:
            return
        hidden = len(self._unchanged())
        key = "importflow.second_show_all" if hidden else "importflow.second_show_few" if self._all_shown else ""
        self.second.show_message("info", second_words(against, hidden), text(key) if key else "")

    def _turn_second(self) -> None:
        """Show the rows that are as they were too, or no longer."""
        self._all_shown = not self._all_shown
        assert self.plan is not None and self._words is not None
        kept = self.table.current_index()
        self.model.show_plan(self.plan, self._words, self._unchanged())
        self._show_against()
        if not self.table.go_to(kept):
            self.pane.show_nothing()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_notice(self, plan: ImportPlan, moved: bool, asked_again: int) -> None:
        """What is to be known before writing, above the list."""
        words = text("importflow.moved_on") if moved else text("inbox.asked_again", n=asked_again) if asked_again else ""
        unknown = "" if words else _unknown(plan)
        nil = self._nil_notice(plan) if not words and not unknown else ""
        said = words or unknown or nil
        self._show_against()
        self._above.setVisible(bool(said) or self._against is not None)
        self.banner.setVisible(bool(said))
        if said:
            self.banner.show_message("info" if nil else "warn", said, text("importflow.correct") if unknown else "")

    def _nil_notice(self, plan: ImportPlan) -> str:
        """For a report of nothing that leaves out records of its sender: what receiving it does, above their list."""
        if not plan.recognised.nil or not self.model.entries:
            return ""
        return text("importflow.nil_banner", heading=text("importflow.nil_heading"), detail=nil_words(plan))

    def show_busy(self, what: str, number: int) -> None:
        """Rows are being compared or written; writing cannot be stopped any more, and says so."""
        comparing = what == "comparing"
        stop = text("importflow.stop_comparing") if comparing else ""
        self.progress.begin(text(f"importflow.{what}_rows", n=number), stop)
        self.progress.set_stoppable(comparing, text("importflow.no_stop_writing"))
        self.progress.show_progress(None)
        self.body.setCurrentIndex(2)

    def end_busy(self) -> None:
        """It has ended; the rows are shown again."""
        if self.body.currentIndex() == 2:
            self.body.setCurrentIndex(self._resting())

    def _resting(self) -> int:
        """The page of the list; that of a report of nothing when there is nothing to list."""
        return 3 if self.plan is not None and self.plan.recognised.nil and not self.model.entries else 0

    def show_list(self) -> None:
        """The list with its pane; for a report of nothing, what receiving it will do."""
        if self._resting():
            self.nothing.set_words(text("importflow.nil_heading"), nil_words(self._now))
        self.body.setCurrentIndex(self._resting())
        if self.groups.buttons["duplicate"].isChecked():
            self.groups.set_current("")

    def show_merge(self, index: int) -> None:
        """A doubtful row beside its record."""
        assert self._words is not None
        doubtful = self._doubtful()
        place = doubtful.index(index) + 1 if index in doubtful else 1
        self.merge.show_row(self._now, index, self._words, self._sheets, (place, len(doubtful)))
        self.body.setCurrentIndex(1)
        self.groups.set_current("duplicate")
        self.merge.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def is_merging(self) -> bool:
        """Whether a row is shown beside its record."""
        return self.body.currentIndex() == 1

    def first_focus(self) -> QWidget:
        """The list."""
        return self.merge.first_focus() if self.is_merging() else self.table

    def panes(self) -> list[QWidget]:
        """Parts that F6 goes through."""
        return [self.groups, self.merge] if self.is_merging() else [self.groups, self.table, self.pane]

    # going about

    def step(self, by: int) -> None:
        """Next or previous row that waits for a decision; when none does, the neighbour. The keyboard goes to where
        the decision is made."""
        if self.is_merging():
            self._step_merge(by)
            return
        order = self.model.order()
        if not order:
            return
        now = self.table.current_index()
        found = next_open(order, self._now, now, by)
        if found is None:
            at = order.index(now) if now in order else -1
            found = order[(at + by) % len(order)]
        self.table.go_to(found)
        row = self._now.rows[found]
        asks = (row.how == "conflict" or row.twin >= 0) and not row.decided
        (self.pane.first_focus() if asks else self.table).setFocus(Qt.FocusReason.OtherFocusReason)

    def _step_merge(self, by: int) -> None:
        doubtful = self._doubtful()
        if doubtful:
            at = doubtful.index(self.merge.index()) if self.merge.index() in doubtful else 0
            self.show_merge(doubtful[(at + by) % len(doubtful)])

    def _doubtful(self) -> list[int]:
        """Rows that may be a stored record; those that repeat another row are decided in the list."""
        return [index for index in listed(self._now)["duplicate"] if self._now.rows[index].ref is not None]

    def _go_to_group(self, group: Group | str) -> None:
        if group == "duplicate" and self._doubtful():
            waiting = next_open(self._doubtful(), self._now, -1)
            self.show_merge(self._doubtful()[0] if waiting is None else waiting)
            return
        self.show_list()
        place = self.model.place_of_group(group) if group else -1  # type: ignore[arg-type]
        self.groups.set_current("")
        if place >= 0:
            self.table.scrollTo(self.model.index(place, 0), ChangesTable.ScrollHint.PositionAtTop)
            self.table.setCurrentIndex(self.model.index(place + 1, 2))
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stand_on(self, index: int) -> None:
        if index >= 0:
            self.pane.show_row(self._now, index, self.model.code(index))
            self.stood_on.emit(self._now.rows[index])
            return
        entry = self._entry()
        if entry is not None and entry.absent is not None:
            ref, code, title = entry.absent
            self.pane.show_absent(ref, code, title, ref in self._now.asked)

    def _entry(self) -> Any:
        place = self.table.currentIndex().row()
        return self.model.entries[place] if 0 <= place < len(self.model.entries) else None

    def _open(self, place: int) -> None:
        row = self.model.row_at(place)
        if row is None:
            if self._entry() is not None and self._entry().absent is not None:
                self.pane.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if row.how in _DOUBTFUL and row.ref is not None:
            self.show_merge(row.index)
        else:
            self.pane.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    # deciding

    def _decide(self, plan: ImportPlan, index: int = -1) -> None:
        self.plan = plan
        self.model.update_plan(plan)
        self.table.show_ticks()
        self.groups.show_plan(plan)
        if index >= 0 and self.table.current_index() == index:
            self.pane.show_row(plan, index, self.model.code(index))
        self.decided.emit(plan)

    def _settle(self, plan: ImportPlan, index: int) -> None:
        """A doubtful row was decided side by side: on to the next one, or back to the list."""
        self._decide(plan, index)
        following = next_open(self._doubtful(), plan, index)
        if following is None:
            self.show_list()
            self.table.go_to(index)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.show_merge(following)

    def _act(self, index: int, act: str) -> None:
        row = self._now.rows[index]
        if act in ("write", "link"):
            self._write_row(row, "link" if act == "link" else "write")
        elif act == "skip":
            self._decide(self._now.decide(index, "skip"), index)
        else:
            self._decide(self._now.decide(index, None), index)

    def _write_row(self, row: PlanRow, action: Action = "write") -> None:
        missing = missing_words(self._now, row) if row.creates else ""
        if missing:
            self.told.emit(missing)
            return
        self._decide(self._now.decide(row.index, action), row.index)

    def _toggle(self, index: int) -> None:
        if index < 0:
            self._toggle_all()
            return
        row = self._now.rows[index]
        if ticked(row):
            self._decide(self._now.decide(index, "skip"), index)
        elif row.how in _DOUBTFUL and row.ref is not None:
            self.show_merge(index)
        elif row.how == "conflict" and any(d.conflict and d.choice is None for d in row.diffs):
            self.table.go_to(index)
            self.pane.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)
            self.told.emit(text("importflow.choose_first"))
        else:
            self._write_row(row)

    def _toggle_all(self) -> None:
        """Tick all that can be without a choice; when they are, untick them."""
        plan = self._now
        able = [row for row in plan.rows if row.how in ("new", "changed") and not row.blocked]
        on = not all(ticked(row) for row in able)
        turned = {row.index: self._turn(on) for row in able if ticked(row) != on}
        self._decide(plan.decide_all(turned), self.table.current_index())

    @staticmethod
    def _turn(on: bool) -> Action:
        return "write" if on else "skip"

    def _offer_rest(self) -> None:
        words = {"file": "importflow.all_from_file", "record": "importflow.all_in_register"}
        choices = [(key, text(said), False) for key, said in words.items()]
        offer(self.groups.rest, choices, self._settle_rest)

    def _settle_rest(self, choice: str) -> None:
        done = self.choose_for_all("file" if choice == "file" else "record")
        self.told.emit(text("importflow.rest_settled", n=done))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose_for_all(self, choice: Choice) -> int:
        """Settle every conflict that still waits in the same way; gives how many."""
        rows = self._now.rows
        open_ones = [row.index for row in rows if row.how == "conflict" and not row.decided and not row.blocked]
        if open_ones:
            self._decide(self._now.choose_rows(open_ones, choice), self.table.current_index())
        return len(open_ones)

    # room

    def set_compact(self, on: bool) -> None:
        """Less room for what is beside the list."""
        self.groups.set_compact(on)
        self.pane.set_compact(on)


def _unknown(plan: ImportPlan) -> str:
    """What is not known of the file as a whole: then it cannot count as the report of a member for a period."""
    sender, period = plan.submitted.sender, plan.submitted.period
    if sender and period:
        return ""
    return text(f"importflow.unknown_{'both' if not sender and not period else 'period' if sender else 'sender'}")
