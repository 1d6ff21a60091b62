"""An import as a value: what each row is to the record, what differs, what was decided; it yields one act.

Nothing here writes. What the officer decides makes a new plan; `act` is committed exactly as shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from workbench.clock import Clock
from workbench.domain.submissions import ImportBatch, Submission
from workbench.domain.validation import structural
from workbench.exchange.lessons import Lesson
from workbench.exchange.recognised import Overrides, Recognised
from workbench.records.changes import Attachment, Change, ChangeSet, Label, create, remove, some, update
from workbench.records.issues import Issue
from workbench.records.record import Record, Ref
from workbench.services.importing.adapter import Candidate, Submitted
from workbench.services.importing.adapters import Adapters
from workbench.services.importing.apart import apart_changes, main_fields
from workbench.services.importing.kept import asked_text, remembered_text
from workbench.services.importing.overrides import overrides_text
from workbench.services.importing.plan_rows import Action, Choice, How, PlanRow
from workbench.services.importing.teaching import changes as lesson_changes
from workbench.services.importing.waiting import WAITING
from workbench.services.importing.writer import Writer
from workbench.services.linked import Linked
from workbench.storage.plain import dump


@dataclass(frozen=True)
class ImportPlan:
    """A read submission with what it would do to the record. `lessons`: what its corrections teach once written.

    `absent` are records that it should mention and does not; of those in `asked` the workbook that goes back asks.
    """

    recognised: Recognised
    submitted: Submitted
    rows: tuple[PlanRow, ...]
    absent: tuple[tuple[Ref, str, str], ...]
    data: bytes
    adapters: Adapters = field(repr=False)
    linked: Linked = field(repr=False)
    clock: Clock = field(repr=False)
    lessons: tuple[Lesson, ...] = ()
    overrides: Overrides = field(default_factory=Overrides)
    asked: frozenset[Ref] = frozenset()

    # deciding

    def decide(self, index: int, action: Action | None) -> ImportPlan:
        """Write the row, merge it into the record it may be, link it with that, skip it, or leave it open (None)."""
        return self._with(index, replace(self.rows[index], action=action, again=""))

    def decide_all(self, actions: Mapping[int, Action | None]) -> ImportPlan:
        """Decide many rows at once: an action for each index."""
        if not actions:
            return self
        rows = (replace(row, action=actions[row.index], again="") if row.index in actions else row for row in self.rows)
        return replace(self, rows=tuple(rows))

    def choose(self, index: int, field_key: str, choice: Choice | None) -> ImportPlan:
        """Whose value one field of a row takes."""
        row = self.rows[index]
        diffs = tuple(replace(d, choice=choice) if d.field == field_key else d for d in row.diffs)
        action = row.action or ("merge" if row.how in ("duplicate", "undecided") else "write")
        return self._with(index, replace(row, diffs=diffs, action=action, again=""))

    def choose_all(self, index: int, choice: Choice) -> ImportPlan:
        """Take all of a row from the file, or keep all of the record."""
        return self.choose_rows((index,), choice)

    def choose_rows(self, indices: Iterable[int], choice: Choice) -> ImportPlan:
        """Take all of many rows from the file, or keep all of the record."""
        rows = list(self.rows)
        for index in indices:
            row = rows[index]
            action: Action = row.action or ("merge" if row.how in ("duplicate", "undecided") else "write")
            diffs = tuple(replace(d, choice=choice) for d in row.diffs)
            rows[index] = replace(row, diffs=diffs, action=action, again="") if diffs else row
        return replace(self, rows=tuple(rows))

    def _with(self, index: int, row: PlanRow) -> ImportPlan:
        return replace(self, rows=(*self.rows[:index], row, *self.rows[index + 1 :]))

    def ask_absent(self, ref: Ref, on: bool) -> ImportPlan:
        """Whether the sender is asked about a record that the file does not mention."""
        return replace(self, asked=self.asked | {ref} if on else self.asked - {ref})

    def can_link(self, index: int) -> bool:
        """Whether a row may be entered for itself and followed up with what it may be, which must be open still."""
        row = self.rows[index]
        if not row.can_link or row.ref is None:
            return row.can_link and row.twin >= 0
        found = self.linked.obstacles.get(row.ref.uid)
        return found is not None and self.linked.obstacle_open(found)

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

    def lacking(self, index: int) -> list[Issue]:
        """Why a row cannot be written even when the officer wants it: required fields without a value."""
        writer = self._writer()
        self._write(replace(self.rows[index], action=self.rows[index].action or "write"), writer)
        return structural(writer.changes(), self.linked.repository.entities)

    # the act

    def act(self) -> ChangeSet:
        """The act that writes every decided row with the file, its batch and the submission; empty if none.

        A report that repeats what is stored is received all the same; one received before is not. Rows that wait
        are kept with the file in the import inbox, even when none is written; so is what was decided against the file.
        """
        writer = self._writer()
        done: dict[int, str] = {}
        for row in self.rows:
            if row.writes:
                done[row.index] = self._write(row, writer)
                self._link(row, writer, done)
        label = Label("act.import", {"file": self.recognised.file, "n": len(done)})
        changes = writer.changes()
        begun = self._begun()
        ended = some(*(ended_batch(b, remembered_text(self.rows)) for b in begun))
        submissions = tuple(self._submissions(bool(changes), bool(ended)))
        settled = any(row.settled for row in self.rows) and all(b.values.state == "draft" for b in begun)
        kept = (bool(self.waiting) and not begun) or settled
        if changes or kept or any(change.before is None for change in submissions) or (submissions and not ended):
            batch = create(self.submitted.batch, self._batch(writer, done, bool(changes or submissions)))
            file = Attachment(self.recognised.sha256, self.recognised.file, self.data)
            learned = lesson_changes(self.lessons, self.linked.repository, self.clock, self.submitted.batch)
            every = (batch, *changes, *submissions, *ended, *learned, *self._apart())
            return ChangeSet(label, every, "import", writer.sources(changes), (file,))
        if ended and not self.waiting:
            return ChangeSet(label, (*submissions, *ended), "import")
        return ChangeSet(label, source="import")

    def _apart(self) -> Iterator[Change]:
        """Rows that were written as records of their own although they looked like a stored one."""
        mains = main_fields()
        own = (r for r in self.rows if r.writes and r.creates and r.action != "link")
        said = [(r.row, mains[r.row.form], r.ref) for r in own if r.ref is not None]
        sender, batch = self.submitted.sender, self.submitted.batch
        return apart_changes(said, self.linked.repository, self.clock, sender, batch)

    def _writer(self) -> Writer:
        return Writer(self.linked.repository, self.clock, self.submitted.batch)

    def _write(self, row: PlanRow, writer: Writer) -> str:
        """Put one row into the writer; gives the id of its record."""
        adapter = self.adapters[row.row.form]
        if row.ref is None or row.creates:
            return adapter.create(row.row, writer).uid
        adapter.update(row.ref.uid, row.taken, row.final, writer)
        return row.ref.uid

    def _link(self, row: PlanRow, writer: Writer, done: Mapping[int, str]) -> None:
        """A row entered for itself that is followed up with a stored record, or with an earlier row of the file."""
        target = row.ref.uid if row.ref else self._twin(row, done)
        if row.action == "link" and target and self.can_link(row.index):
            entity = self.adapters[row.row.form].entity
            writer.set(Ref(entity, done[row.index]), state="merged", merged_into=target)

    def _twin(self, row: PlanRow, done: Mapping[int, str]) -> str:
        twin = self.rows[row.twin]
        return done.get(row.twin) or (twin.ref.uid if twin.ref and twin.how in ("same", "changed", "conflict") else "")

    def _begun(self) -> list[Record[Any]]:
        """Earlier imports of this very file that left rows undecided; their rows are this plan's now."""
        sha256, repository = self.recognised.sha256, self.linked.repository
        return [b for state in WAITING for b in repository.where("import_batch", sha256=sha256, state=state)]

    def batch(self) -> ImportBatch:
        """What the record keeps of an import that has written nothing yet."""
        return self._batch(self._writer(), {}, False)

    def _batch(self, writer: Writer, done: Mapping[int, str], received: bool) -> ImportBatch:
        written = [row for row in self.rows if row.writes]
        waiting = len(self.waiting)
        return ImportBatch(
            code=writer.codes.next("import_batch"),
            sha256=self.recognised.sha256,
            file_name=self.recognised.file,
            form=", ".join(self.recognised.forms) or None,
            sender=self.submitted.sender,
            period=self.submitted.period,
            imported_date=self.submitted.received,
            rows_new=sum(row.creates for row in written),
            rows_changed=sum(not row.creates for row in written),
            rows_same=self.count("same"),
            rows_waiting=waiting,
            state="done" if not waiting else "partial" if received else "draft",
            receipt=_fitting(dump([_receipt(row, done.get(row.index, "")) for row in self.rows])),
            unmapped=_fitting(dump(self._unmapped())),
            overrides=overrides_text(self.overrides) if waiting else None,
            decisions=remembered_text(self.rows),
            asked=asked_text(self.asked) if waiting else None,
        )

    def _unmapped(self) -> dict[str, dict[str, str]]:
        return {
            f"{row.row.sheet}!{row.row.row}": {head: words for head, (words, _) in row.row.unmapped.items()}
            for row in self.rows
            if row.row.unmapped
        }

    def _submissions(self, written: bool, ended: bool) -> Iterator[Change]:
        """What is received of the sender and period, unless nothing is written and it stands there already.

        `ended`: only decisions on an earlier import of the file are left; that one stays the import received.
        """
        sender, period = self.submitted.sender, self.submitted.period
        if not sender or not period:
            return
        state = "nil" if self.recognised.nil else "errors" if self.waiting else "sent"
        for form in self.recognised.forms:
            values: dict[str, Any] = {
                "state": state,
                "received_date": self.submitted.received,
                "document_number": self.recognised.meta.number or None,
                "document_date": self.recognised.meta.date,
                "batch": self.submitted.batch,
            }
            held = self.linked.repository.where("submission", locality=sender, period=period, form=form)
            if held and not written:
                values = {} if held[0].values.state == state else {"state": state} if ended else values
            if held:
                yield from some(update(held[0], **values))
            else:
                made = Submission(locality=sender, period=period, form=form, **values)
                yield create(self.clock.new_id(), made)


def ended_batch(batch: Record[Any], decisions: str | None = None) -> Change | None:
    """An import that waits no more: one that never wrote anything goes, the journal keeps it."""
    if batch.values.state == "draft":
        return remove(batch)
    left = {"overrides": None, "asked": None, "place": None}
    return update(batch, state="done", rows_waiting=0, decisions=decisions, **left)


def _receipt(row: PlanRow, uid: str) -> list[str]:
    outcome = "written" if uid else "waiting" if not row.decided else "left"
    return [row.row.form, row.row.sheet, str(row.row.row), row.how, outcome, uid]


def _fitting(words: str) -> str | None:
    """JSON short enough for a text field; a longer one is left out, the file itself is kept anyway."""
    return None if words in ("[]", "{}") or len(words) > 32_000 else words


def best(candidates: list[Candidate]) -> Candidate | None:
    """The likeliest, certain ones first."""
    return max(candidates, key=lambda c: (c.certain, c.score), default=None)
