"""An import as a value: what each row is to the record, what differs, what was decided; it yields one act.

Nothing here writes. What the officer decides makes a new plan; `act` is committed exactly as shown.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from workbench.clock import Clock
from workbench.domain.submissions import ImportBatch, Submission
from workbench.exchange.recognised import ParsedCell, ParsedRow, Recognised
from workbench.records.changes import Attachment, ChangeSet, Label, create, update
from workbench.records.record import Ref
from workbench.services.importing.adapter import Adapter, Candidate, Submitted
from workbench.services.importing.writer import Writer
from workbench.services.linked import Linked
from workbench.storage.plain import dump

How = Literal["new", "same", "changed", "conflict", "duplicate", "undecided"]
Choice = Literal["file", "record"]
Action = Literal["write", "skip", "merge"]

GROUPS: tuple[How, ...] = ("conflict", "duplicate", "undecided", "changed", "new", "same")


@dataclass(frozen=True, slots=True)
class Diff:
    """One field that differs. `conflict` when both sides moved since the last import, or neither is surely right.

    `base` is what the last import wrote, in comparable form; None when it never came from a file.
    """

    field: str
    stored: Any
    incoming: Any
    cell: ParsedCell
    conflict: bool
    base: Any = None
    choice: Choice | None = None


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row of the file against the record. `blocked`: a finding keeps it out until somebody decides."""

    index: int
    row: ParsedRow
    how: How
    ref: Ref | None = None
    code: str = ""
    title: str = ""
    score: float = 1.0
    reasons: tuple[str, ...] = ()
    diffs: tuple[Diff, ...] = ()
    blocked: bool = False
    action: Action | None = None

    @property
    def decided(self) -> bool:
        """Whether nothing is left to choose for this row."""
        if self.action == "skip" or self.how == "same":
            return True
        if self.action is None:
            return False
        return all(d.choice for d in self.diffs if d.conflict) if self.action == "merge" or self.ref else True

    @property
    def writes(self) -> bool:
        """Whether committing the plan writes this row."""
        return self.decided and self.action in ("write", "merge") and self.how != "same"

    @property
    def taken(self) -> frozenset[str]:
        """Fields that the file's value is taken for."""
        return frozenset(d.field for d in self.diffs if d.choice != "record")


@dataclass(frozen=True)
class ImportPlan:
    """A read submission with what it would do to the record."""

    recognised: Recognised
    submitted: Submitted
    rows: tuple[PlanRow, ...]
    absent: tuple[tuple[Ref, str, str], ...]
    data: bytes
    adapters: Mapping[str, Adapter] = field(repr=False)
    linked: Linked = field(repr=False)
    clock: Clock = field(repr=False)

    # deciding

    def decide(self, index: int, action: Action | None) -> ImportPlan:
        """Write the row, merge it into the record it may be, skip it, or leave it undecided (None)."""
        return self._with(index, replace(self.rows[index], action=action))

    def choose(self, index: int, field_key: str, choice: Choice | None) -> ImportPlan:
        """Whose value one field of a row takes."""
        row = self.rows[index]
        diffs = tuple(replace(d, choice=choice) if d.field == field_key else d for d in row.diffs)
        action = row.action or ("merge" if row.how in ("duplicate", "undecided") else "write")
        return self._with(index, replace(row, diffs=diffs, action=action))

    def choose_all(self, index: int, choice: Choice) -> ImportPlan:
        """Take all from the file, or keep all of the record."""
        plan = self
        for diff in self.rows[index].diffs:
            plan = plan.choose(index, diff.field, choice)
        return plan

    def _with(self, index: int, row: PlanRow) -> ImportPlan:
        return replace(self, rows=(*self.rows[:index], row, *self.rows[index + 1 :]))

    # counting

    def count(self, how: How) -> int:
        """Rows of one kind."""
        return sum(row.how == how for row in self.rows)

    @property
    def writing(self) -> int:
        """Rows that will be written."""
        return sum(row.writes for row in self.rows)

    @property
    def waiting(self) -> tuple[PlanRow, ...]:
        """Rows that stay behind until somebody decides."""
        return tuple(row for row in self.rows if not row.decided)

    # the act

    def act(self) -> ChangeSet:
        """The act that writes every decided row with the file, its batch and the submission; empty if none."""
        repository = self.linked.repository
        writer = Writer(repository, self.clock, self.submitted.batch)
        done: dict[int, str] = {}
        for row in self.rows:
            if row.writes:
                adapter = self.adapters[row.row.form]
                if row.ref is not None and (row.how != "duplicate" or row.action == "merge"):
                    adapter.update(row.ref.uid, row.taken, row.row, writer)
                    done[row.index] = row.ref.uid
                else:
                    done[row.index] = adapter.create(row.row, writer).uid
        changes = writer.changes()
        submissions = tuple(self._submissions())
        if not changes and not (submissions and self.recognised.nil):
            return ChangeSet(Label("act.import", {"file": self.recognised.file, "n": 0}), source="import")
        batch = create(self.submitted.batch, self._batch(writer, done))
        label = Label("act.import", {"file": self.recognised.file, "n": len(done)})
        file = Attachment(self.recognised.sha256, self.recognised.file, self.data)
        every = (batch, *changes, *submissions)
        return ChangeSet(label, every, "import", writer.sources(), (file,))

    def _batch(self, writer: Writer, done: Mapping[int, str]) -> ImportBatch:
        counted = Counter(row.how for row in self.rows if row.writes)
        waiting = len(self.waiting)
        return ImportBatch(
            code=writer.codes.next("import_batch"),
            sha256=self.recognised.sha256,
            file_name=self.recognised.file,
            form=", ".join(self.recognised.forms) or None,
            sender=self.submitted.sender,
            period=self.submitted.period,
            imported_date=self.submitted.received,
            rows_new=counted["new"],
            rows_changed=sum(counted.values()) - counted["new"],
            rows_same=self.count("same"),
            rows_waiting=waiting,
            state="partial" if waiting else "done",
            receipt=_fitting(dump([_receipt(row, done.get(row.index, "")) for row in self.rows])),
            unmapped=_fitting(dump(self._unmapped())),
        )

    def _unmapped(self) -> dict[str, dict[str, str]]:
        return {
            f"{row.row.sheet}!{row.row.row}": {head: words for head, (words, _) in row.row.unmapped.items()}
            for row in self.rows
            if row.row.unmapped
        }

    def _submissions(self) -> Iterator[Any]:
        sender, period = self.submitted.sender, self.submitted.period
        if not sender or not period:
            return
        state = "nil" if self.recognised.nil else "errors" if self.waiting else "sent"
        for form in self.recognised.forms:
            values = {
                "state": state,
                "received_date": self.submitted.received,
                "document_number": self.recognised.meta.number or None,
                "document_date": self.recognised.meta.date,
                "batch": self.submitted.batch,
            }
            held = self.linked.repository.where("submission", locality=sender, period=period, form=form)
            if held and self.recognised.nil and held[0].values.state == "nil":
                continue  # said before
            if held:
                change = update(held[0], **values)
                if change:
                    yield change
            else:
                made = Submission(locality=sender, period=period, form=form, **values)
                yield create(self.clock.new_id(), made)


def _receipt(row: PlanRow, uid: str) -> list[str]:
    outcome = "written" if uid else "waiting" if not row.decided else "left"
    return [row.row.form, row.row.sheet, str(row.row.row), row.how, outcome, uid]


def _fitting(words: str) -> str | None:
    """JSON short enough for a text field; a longer one is left out, the file itself is kept anyway."""
    return None if words in ("[]", "{}") or len(words) > 32_000 else words


def best(candidates: list[Candidate]) -> Candidate | None:
    """The likeliest, certain ones first."""
    return max(candidates, key=lambda c: (c.certain, c.score), default=None)


def receipt_of(words: str | None) -> list[list[str]]:
    """The receipt of a batch as rows: form, sheet, row, how, outcome, id of the record."""
    return json.loads(words) if words else []  # type: ignore[no-any-return]
