"""Whatever course things take, the totals that are printed agree with each other (R6).

Random histories of reporting, reviewing, sending, reminding, answering, withdrawing, merging, closing, reopening and
undoing are driven through the doors the window uses; refused steps are left out. After each, the identity holds for
every period, and what is listed is what is counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.services.linkage_scene import NNMT, PM, TC, furnish, letter, linked, obstacle, reply
from workbench.clock import FixedClock
from workbench.domain.states import OPEN_OBSTACLE
from workbench.domain.vocabularies import VOCABULARIES
from workbench.errors import UserError
from workbench.records.changes import ChangeSet, Label
from workbench.reports.totals import totals
from workbench.services import answering, escalating, escalation_moves, obstacle_moves, reminding
from workbench.services.answering import AnswerLine
from workbench.services.escalation_moves import StepDraft
from workbench.services.obstacle_moves import BY_HAND, MoveDraft
from workbench.services.printed import Span
from workbench.services.printed_registers import obstacle_rows
from workbench.services.proposal import Proposal
from workbench.services.reminding import ReminderDraft
from workbench.services.workbench import Workbench
from workbench.storage.database import MEMORY

START = date(2026, 3, 2)
CLASSES = VOCABULARIES["answer_class"].choices
PERIODS = (None, date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1))

# what is done, which of the things there are it is done to, and how; days that pass before it
step = st.tuples(
    st.sampled_from(("report", "report", "send", "send", "answer", "answer", "move", "move", "step", "remind", "undo")),
    st.integers(0, 50),
    st.integers(0, 50),
    st.integers(0, 20),
)


class History:
    """One record and what happens to it."""

    def __init__(self, record: Workbench, clock: FixedClock) -> None:
        self.record, self.clock = record, clock
        self.letters = self.obstacles = self.done = 0

    @property
    def day(self) -> date:
        return self.clock.today()

    def take(self, what: str, which: int, how: int, days: int) -> None:
        self.clock.at += timedelta(days=days)
        getattr(self, f"_{what}")(which, how)

    def _commit(self, proposal: Proposal) -> None:
        if not proposal.blocked and not proposal.act.is_empty:
            self.record.commit(proposal.act)
            self.done += 1

    def _report(self, which: int, how: int) -> None:
        self.obstacles += 1
        asks = [f"Kiến nghị {n}" for n in range(1 + how % 2)]
        day = None if how % 7 == 0 else self.day
        obstacle(self.record, self.obstacles, f"Vướng mắc {self.obstacles}", *asks, to=(NNMT,),
                 state="new", reported_date=day, raised_date=None)  # fmt: skip

    def _some(self, found: list[Any], which: int) -> Any:
        return found[which % len(found)] if found else None

    def _send(self, which: int, how: int) -> None:
        found = linked(self.record)
        chosen = self._some([u for u, o in found.obstacles.items() if found.obstacle_open(o)], which)
        if chosen is None:
            return
        self.letters += 1
        to = (NNMT, TC, PM)[how % 3]
        draft = letter(chosen, to=to, on=self.day, number=f"{self.letters}/BC-HĐĐPV")
        self._commit(escalating.propose(self.record, draft, found))

    def _answer(self, which: int, how: int) -> None:
        found = linked(self.record)
        item = self._some([v for v in found.items.values() if v.waiting or v.answer_item], which)
        if item is None:
            return
        line = AnswerLine(
            item.item.uid, CLASSES[how % len(CLASSES)], "Theo văn bản", forwarded_to=TC,
            satisfied=("unrated", "satisfied", "unclear")[how % 3], assigned_lead=TC if how % 5 == 0 else "",
            roadmap_date=self.day + timedelta(days=30) if how % 4 == 0 else None,
        )  # fmt: skip
        sender = item.escalation.values.to_organization
        draft = reply(line, on=self.day, number=f"{which}{how}/TL", from_organization=sender, close=how % 2 == 0)
        self._commit(answering.propose(self.record, draft, found))

    def _move(self, which: int, how: int) -> None:
        found = linked(self.record)
        uid = self._some(list(found.obstacles), which)
        if uid is None:
            return
        into = self._some([u for u in found.obstacles if u != uid], how) or ""
        draft = MoveDraft(
            BY_HAND[how % len(BY_HAND)], (uid,), "Lý do", self.day, into, "KT", "TL", ("local", "beyond")[how % 2]
        )
        self._commit(obstacle_moves.propose(self.record, draft, found))

    def _step(self, which: int, how: int) -> None:
        found = linked(self.record)
        uid = self._some(list(found.escalations), which)
        if uid is not None:
            move = ("receive", "progress", "withdraw")[how % 3]
            self._commit(escalation_moves.propose(self.record, StepDraft(move, uid, self.day, "Lý do"), found))

    def _remind(self, which: int, how: int) -> None:
        found = linked(self.record)
        uid = self._some(list(found.escalations), which)
        if uid is not None:
            draft = ReminderDraft(uid, "", self.day, self.day, self.day + timedelta(days=7))
            self._commit(reminding.propose(self.record, draft, found))

    def _undo(self, which: int, how: int) -> None:
        try:
            self.record.undo()
        except UserError:
            return
        self.done += 1


@contextmanager
def fresh() -> Iterator[History]:
    clock = FixedClock.on(START)
    seed = ChangeSet(Label("act.seed", {"code": "TEST"}), source="seed")
    record = Workbench.create(MEMORY, seed, clock, "Nguyễn A")
    try:
        furnish(record)
        yield History(record, clock)
    finally:
        record.close()


def totals_agree(history: History) -> None:
    """The identity of R6, and its parts, in every period up to today."""
    found = linked(history.record)
    for first in PERIODS:
        rows = obstacle_rows(found, Span(history.day, first, None))
        t = totals((row.standing for row in rows), first)
        assert t.carried + t.raised == t.tracked == len(rows)
        assert t.tracked == t.resolved + t.in_progress + t.explained + t.unanswered
        assert 0 <= t.late <= t.unanswered
        assert len({row.uid for row in rows}) == len(rows)
    whole = {row.uid for row in obstacle_rows(found, Span(history.day, None, None))}
    followed = {u for u, o in found.obstacles.items() if o.values.state not in ("merged", "returned")}
    assert whole == followed


def states_agree(history: History) -> None:
    """What is open, what waits and what was merged never contradict each other."""
    found = linked(history.record)
    for uid, record in found.obstacles.items():
        views = found.obstacle_items(uid)
        if record.values.state in ("resolved", "explained", "closed"):
            assert not any(view.waiting for view in views) or record.values.state not in OPEN_OBSTACLE
        if record.values.state == "merged":
            target = found.obstacles[record.values.merged_into]
            assert target.uid != uid
        if record.values.state == "escalated":
            assert views


@settings(max_examples=40)
@given(st.lists(step, min_size=5, max_size=30))
def test_printed_totals_agree_whatever_happened(course: list[tuple[str, int, int, int]]) -> None:
    with fresh() as history:
        for what, which, how, days in course:
            history.take(what, which, how, days)
        totals_agree(history)
        states_agree(history)


def test_histories_really_happen() -> None:
    """The property would hold of empty records too: a long course must leave its marks in every register."""
    with fresh() as history:
        for n in range(160):
            what = ("report", "send", "answer", "move", "step", "remind", "report", "send", "answer")[n % 9]
            history.take(what, n * 7, n * n // 3, 1)
            totals_agree(history)
        found = linked(history.record)
        assert history.done > 60
        assert len(found.obstacles) > 20 and len(found.escalations) > 15 and len(found.answers) > 8
        outcomes = {row.standing.outcome for row in obstacle_rows(found, Span(history.day, None, None))}
        assert {"resolved", "in_progress", "unanswered"} <= outcomes
