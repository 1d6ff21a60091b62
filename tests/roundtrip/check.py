"""One case: records are stored, a form goes out, something happens to it, it comes back. What may then be planned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from random import Random

from tests.roundtrip.damage import DAMAGES
from tests.roundtrip.records import Builder, Values
from workbench.clock import FixedClock
from workbench.exchange.raw import RawWorkbook
from workbench.exchange.reading import read_bytes_in_process
from workbench.exchange.sheetwriter import form_bytes
from workbench.records.changes import ChangeSet, Label
from workbench.services.exporting import form_for
from workbench.services.importing.plan import ImportPlan
from workbench.services.importing.session import ImportSession, Loaded
from workbench.services.registers import Registers
from workbench.services.seeding import NewRecord, seed
from workbench.services.workbench import Workbench
from workbench.storage.database import MEMORY

PERIOD = "2026-Q3"
SURE = frozenset(("nothing", "sorted_rows", "dates_as_text", "hidden_sheet_lost", "spaces_and_marks"))


@dataclass(frozen=True, slots=True)
class Case:
    """A form with records and what happens to it; `rest` seeds what is left to chance."""

    form: str
    records: Sequence[Values]
    damages: Sequence[str]
    rest: int


class Office:
    """A record that every case starts from and leaves as it was."""

    def __init__(self) -> None:
        clock = FixedClock.on(date(2026, 10, 12))
        self.workbench = Workbench.create(MEMORY, seed(NewRecord("DBSCL")), clock, "Lê Thị Hạnh")
        self.session = ImportSession(Registers(self.workbench))
        names = {"VL": "Vĩnh Long", "DT": "Đồng Tháp", "CM": "Cà Mau", "CT": "Cần Thơ", "AG": "An Giang"}
        keys = {name: key for key, name in names.items()}
        everywhere = self.workbench.repository.all("locality")
        named = [(keys[record.values.name], record) for record in everywhere if record.values.name in keys]
        self._now = {key: record.uid for key, record in named if not record.values.valid_to}
        self._then = {key: record.uid for key, record in named if record.values.valid_to}

    @contextmanager
    def holding(self, form: str, records: Sequence[Values]) -> Iterator[None]:
        """The record with these records in it for a while."""
        builder = Builder(self._now.__getitem__, lambda code: self._then.get(code, self._now[code]), PERIOD)
        for number, values in enumerate(records, 1):
            builder.add(form, number, values)
        act = ChangeSet(Label("act.create", {"code": "?"}), tuple(builder.changes))
        self.workbench.commit(act)
        try:
            yield
        finally:
            number = self.workbench.journal.head()[0]
            self.workbench.commit(act.inverse(Label("act.undo", {"what": "?"}), "undo", number))

    def sent(self, form: str) -> RawWorkbook:
        """The form of Vĩnh Long as it is read back, untouched."""
        sheet = form_for(self.workbench, form, locality="Vĩnh Long", period=PERIOD)
        self.data, self.rows = form_bytes(sheet), len(sheet.rows)
        return read_bytes_in_process("bieu.xlsx", self.data)

    def plan(self, raw: RawWorkbook) -> ImportPlan:
        """What importing it would do."""
        return self.session.plan(Loaded(raw, self.data))


def check(office: Office, case: Case) -> None:
    """Nothing is changed without a question, whatever happened; untouched and sure damages raise no question."""
    with office.holding(case.form, case.records):
        raw = office.sent(case.form)
        if not office.rows:
            return
        for name in case.damages:
            raw = DAMAGES[name](raw, Random(case.rest))
        plan = office.plan(raw)
        written = [(row.how, row.code, [d.field for d in row.diffs]) for row in plan.rows if row.writes]
        assert written == [], written
        if set(case.damages) <= SURE:
            asked = [(row.how, row.code, [d.field for d in row.diffs]) for row in plan.rows if row.how != "same"]
            assert asked == [], asked
            assert plan.absent == (), plan.absent
            assert len(plan.rows) == office.rows, plan.recognised.message
