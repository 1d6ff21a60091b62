"""Whatever happened to a record can be walked back and forth, and its journal alone tells what it holds.

Random histories of reporting, importing, editing, escalating, answering, reminding, moving, deleting and bringing
back, with undo and redo between, last act first or any act by number, and the trash emptied now and then.
"""

from __future__ import annotations

import hashlib
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.building import everything, new
from tests.services.test_totals_over_histories import History, fresh
from tests.services.test_undoing import replayed
from workbench.errors import UserError
from workbench.records.changes import Attachment, ChangeSet, FieldSource, Label, update
from workbench.records.issues import CellRef
from workbench.records.record import Ref
from workbench.services import trash
from workbench.services.maintenance import check_record
from workbench.services.registers import Registers
from workbench.services.told import tell, tell_reversal

FORWARD = ("report", "import", "edit", "send", "send", "answer", "answer", "move", "step", "remind", "delete", "back")
BY_STACK = (*FORWARD, "undo", "undo", "redo")
AT_WILL = (*BY_STACK, "undo_any", "undo_any", "redo_any", "empty")


def courses(kinds: tuple[str, ...], most: int = 24) -> Any:
    """What is done, to which of the things there are, how, and how many days later."""
    return st.lists(
        st.tuples(st.sampled_from(kinds), st.integers(0, 50), st.integers(0, 50), st.integers(0, 9)),
        min_size=4,
        max_size=most,
    )


class Office(History):
    """A history in which also files are imported, values edited, records deleted, and acts taken back at will."""

    def _import(self, which: int, how: int) -> None:
        number = self.record.journal.head()[0] + 1
        data = f"tệp {number}".encode()
        sha256 = hashlib.sha256(data).hexdigest()
        codes = (f"VM-2025-{number:03d}1", f"VM-2025-{number:03d}2")
        rows = [new("obstacle", f"i{code}", content=f"dòng {code}", code=code) for code in codes]
        known = self._some(self.record.repository.all("obstacle"), which)
        changed = update(known, note=f"theo tệp {number}") if known and how % 2 else None
        batch = new("import_batch", f"b{number}", sha256=sha256, file_name="b.xlsx", state="done")
        sources = tuple(FieldSource(c.ref, "content", f"b{number}", (CellRef("B", "B9"),), "dòng") for c in rows)
        changes = (batch, *rows, *([changed] if changed else []))
        label = Label("act.import", {"file": "b.xlsx", "n": len(rows)})
        self.record.commit(ChangeSet(label, changes, "import", sources, (Attachment(sha256, "b.xlsx", data),)))

    def _edit(self, which: int, how: int) -> None:
        kind = ("obstacle", "escalation", "answer")[how % 3]
        found = self._some(self.record.repository.all(kind), which)
        change = update(found, note=f"ghi chú {how}", officer=f"Cán bộ {how % 4}") if found else None
        if change:
            self.record.commit(ChangeSet(Label("act.edit", {"code": found.name}), (change,)))

    def _delete(self, which: int, how: int) -> None:
        kind = ("obstacle", "document", "escalation")[how % 3]
        found = self._some(self.record.repository.all(kind), which)
        if found:
            self._commit(trash.propose(Registers(self.record), [found.ref], "nhầm"))

    def _back(self, which: int, how: int) -> None:
        registers = Registers(self.record)
        chosen = self._some(trash.in_trash(registers), which)
        if chosen:
            self._try(lambda: trash.bring_back(registers, [chosen]))

    def _empty(self, which: int, how: int) -> None:
        act = trash.erasure(trash.in_trash(Registers(self.record)))
        if not act.is_empty:
            self.record.commit(act)

    def _redo(self, which: int, how: int) -> None:
        self._try(self.record.redo)

    def _undo_any(self, which: int, how: int) -> None:
        number = 2 + (which * 51 + how) % max(1, self.record.journal.head()[0])
        self._try(lambda: self.record.take_back(self.record.plan_undo(number)))

    def _redo_any(self, which: int, how: int) -> None:
        number = 2 + (which * 51 + how) % max(1, self.record.journal.head()[0])
        self._try(lambda: self.record.take_back(self.record.plan_redo(number)))

    def _try(self, act: Any) -> None:
        try:
            act()
        except UserError:
            return
        self.done += 1


def lived(history: History, course: list[tuple[str, int, int, int]]) -> Office:
    made = Office(history.record, history.clock)
    for step in course:
        made.take(*step)
    return made


def sound(history: History) -> None:
    """Journal, seals, references, search and values agree, and the journal alone gives the record."""
    record = history.record
    assert [finding.words for finding in check_record(record) if not finding.good] == []
    assert replayed(record) == everything(record)


@settings(max_examples=40)
@given(courses(BY_STACK))
def test_any_history_is_walked_back_to_its_start_and_forth_again(course: list[tuple[str, int, int, int]]) -> None:
    with fresh() as begun:
        start = everything(begun.record)
        record = lived(begun, course).record
        end, count = everything(record), 0
        while record.undoable():
            assert record.undo().kept == ()
            count += 1
        assert everything(record) == start
        for _ in range(count):
            assert record.redo().kept == ()
        assert everything(record) == end
        sound(begun)


@settings(max_examples=40)
@given(courses(AT_WILL))
def test_journal_alone_tells_what_the_record_holds(course: list[tuple[str, int, int, int]]) -> None:
    with fresh() as begun:
        lived(begun, course)
        sound(begun)


_REPORT, _IMPORT = ("report", 0, 0, 0), ("import", 0, 0, 0)
#: An import whose newest record was edited since, and whose first ones are used by it.
_KEPT_LAST = [_REPORT, _IMPORT, ("edit", 0, 0, 0), ("edit", 1, 0, 0), _IMPORT, ("move", 3, 3, 0), *[_REPORT] * 3]


@settings(max_examples=30)
@example(_KEPT_LAST, 85)
@example([_REPORT, _REPORT, _REPORT, ("delete", 0, 0, 0)], 0)
@example([_REPORT, ("delete", 0, 0, 0), ("back", 0, 0, 0), _REPORT], 1)
@given(courses(FORWARD, 16), st.integers(0, 400))
def test_what_is_listed_is_what_is_done(course: list[tuple[str, int, int, int]], pick: int) -> None:
    """For any act at all: the list is of exactly the changes committed, and all else is as it was."""
    with fresh() as begun:
        record = lived(begun, course).record
        numbers = [number for number, kind, _ in record.journal.links() if kind != "seed"]
        if not numbers:
            return
        plan = record.plan_undo(numbers[pick % len(numbers)])
        if plan.act.is_empty:
            assert plan.kept
            return
        before, registers = everything(record), Registers(record)
        listed = tell_reversal(registers, plan)
        number = record.take_back(plan).act.number
        after = everything(record)
        touched = {ref for ref in {*before, *after} if before.get(ref) != after.get(ref)}
        assert touched <= {one.ref for one in listed.changed}
        assert listed.changed == tell(registers, record.journal.changes(number))
        sound(begun)


def test_such_histories_really_happen() -> None:
    with fresh() as begun:
        history = Office(begun.record, begun.clock)
        for n in range(200):
            history.take(AT_WILL[n % len(AT_WILL)], n * 7, n * n // 3, 1)
        keys = {act.label.key for act in begun.record.journal.acts()}
        assert {"act.escalate", "act.answer", "act.import", "act.trash", "act.undo", "act.redo", "act.emptied"} <= keys
        assert history.record.repository.get(Ref("obstacle", "vm1")) is not None or history.done > 60
        sound(begun)
