"""The long steps of an import, as work for the worker thread: read, interpret, compare, write, put off.

Each gives a plain value back. A file that cannot be taken is an answer (`Refused`), not an error.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from ui.views.import_flow.flow import FileEntry, Source
from ui.views.import_flow.problems import ProblemLine, problem_lines
from ui.views.import_flow.sheet_data import SheetData, sheets_of
from workbench.domain.submissions import ImportBatch
from workbench.errors import StaleRecord, UserError
from workbench.exchange.corrected import corrected
from workbench.exchange.recognised import Overrides, Recognised
from workbench.messages import of_error, text
from workbench.progress import Progress
from workbench.records.changes import ChangeSummary
from workbench.records.record import Ref
from workbench.services.importing import inbox
from workbench.services.importing.decisions import asked_again_about, carried, decided_as_before
from workbench.services.importing.inbox import Held, held
from workbench.services.importing.kept import Stand
from workbench.services.importing.plan import ImportPlan
from workbench.services.importing.second import LastFile, last_file
from workbench.services.importing.session import ImportSession, Loaded
from workbench.services.importing.teaching import LessonLine, applied
from workbench.services.workbench import Outcome, Workbench

if TYPE_CHECKING:
    from workbench.services.returning import Returned


@dataclass(frozen=True)
class Reading:
    """A file read and understood. `earlier`: code and day of a former import of the very same file.

    `head`: act of the record whose names and lists it was understood with. `held`: what the inbox keeps of it.
    `learned`: lessons of earlier files at work in it. `old_names`: names of former provinces, once for each cell.
    """

    loaded: Loaded
    recognised: Recognised
    sheets: tuple[SheetData, ...]
    problems: tuple[ProblemLine, ...]
    earlier: tuple[str, date] | None = None
    head: int = -1
    held: Held | None = None
    learned: tuple[LessonLine, ...] = ()
    old_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that cannot be taken, and the sentence that says why."""

    sentence: str


@dataclass(frozen=True)
class Compared:
    """A plan and the act number of the record it was made from.

    `alone`: the plan before anything was decided on it by hand. `asked_again`: decisions kept in the inbox that the
    record, changed since, does not bear any more.
    `last`: the file of the last import of the same report.
    """

    plan: ImportPlan
    head: int
    alone: ImportPlan
    asked_again: int = 0
    last: LastFile | None = None


@dataclass(frozen=True)
class Written:
    """A committed import: its act, its code, when, and the plan as it was."""

    number: int
    code: str
    at: datetime
    summary: ChangeSummary
    plan: ImportPlan
    undone: bool = False


def read(session: ImportSession, source: Source, overrides: Overrides, progress: Progress) -> Reading | Refused:
    """Load and understand one file; one that waits in the inbox with the corrections kept there."""
    try:
        loaded = source.load(session, progress)
    except UserError as error:
        return Refused(of_error(error))
    kept = held(session.workbench.repository, loaded.raw.sha256)
    if kept is not None and overrides == Overrides():
        overrides = kept.overrides
    return interpret(session, loaded, overrides, progress)


def interpret(session: ImportSession, loaded: Loaded, overrides: Overrides, progress: Progress) -> Reading | Refused:
    """Understand a loaded file with the officer's corrections replayed. One without a known table is shown all the
    same, for its heading to be marked by hand.
    """
    progress.step(0, 2, "importflow.recognising")
    head = session.workbench.journal.head()[0]
    recognised = session.recognise(loaded, overrides)
    if recognised.status == "rejected" and not recognised.tables and not recognised.bands:
        return Refused(text(recognised.message, **recognised.params))
    progress.step(1, 2, "importflow.recognising")
    sheets = sheets_of(corrected(loaded.raw, overrides.cells), recognised)
    progress.step(2, 2, "importflow.recognising")
    earlier = _earlier(session, recognised.sha256)
    kept = held(session.workbench.repository, recognised.sha256)
    learned = applied(session.workbench, recognised, loaded.raw)
    old = tuple(issue.found for issue in recognised.all_issues if issue.code == "superseded_province")
    return Reading(loaded, recognised, sheets, problem_lines(recognised), earlier, head, kept, learned, old)


def _earlier(session: ImportSession, sha256: str) -> tuple[str, date] | None:
    found = session.workbench.repository.where("import_batch", sha256=sha256, state=("partial", "done"))
    if not found:
        return None
    last = max(found, key=lambda record: record.revision)
    return last.values.code, last.values.imported_date


def compare(
    session: ImportSession, reading: Reading, overrides: Overrides, before: ImportPlan | None, progress: Progress
) -> Compared:
    """The plan against the record as it stands; decisions that still fit are kept, at first those of the inbox.

    The file of the last import of the same report is looked for once, when there is no plan `before`.
    """
    progress.step(0, 1, "importflow.comparing")
    head = session.workbench.journal.head()[0]
    plan = session.plan(reading.loaded, overrides, reading.recognised if reading.head == head else None)
    progress.step(1, 1, "importflow.comparing")
    if before is not None:
        return Compared(carried(before, plan), head, plan)
    if reading.held is None:
        return Compared(plan, head, plan, last=last_file(session, plan, reading.loaded, progress))
    again = decided_as_before(plan, reading.held.decisions)
    return Compared(asked_again_about(again.plan, reading.held.asked), head, plan, again.asked_again)


def put_off(session: ImportSession, entry: FileEntry, progress: Progress) -> Outcome | None:
    """Keep a half-done import in the inbox; its plan is made anew unless it fits."""
    reading = entry.reading
    if reading is None:
        return None
    if entry.wanted is not None:  # put off before it was understood anew
        anew = interpret(session, reading.loaded, entry.wanted, progress)
        reading = anew if isinstance(anew, Reading) else reading
    plan, alone = entry.plan, entry.alone
    if plan is None or not entry.plan_fits(session.workbench.journal.head()[0]):
        compared = compare(session, reading, entry.said, plan, progress)
        plan, alone = compared.plan, compared.alone
    return inbox.put_off(session, plan, alone, entry.stand)


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A file worked on, as it stood at one moment."""

    reading: Reading
    overrides: Overrides
    plan: ImportPlan | None
    alone: ImportPlan | None
    stand: Stand


def unfinished(entry: FileEntry) -> Unfinished | None:
    """What there is to be kept of a file; None when it was not read."""
    if entry.reading is None:
        return None
    return Unfinished(entry.reading, entry.said, entry.plan, entry.alone, entry.stand)


def kept_of(workbench: Workbench, one: Unfinished) -> ImportBatch:
    """What the inbox would keep of it: its decisions, where it was compared already, and its corrections."""
    if one.plan is None or one.alone is None:
        return inbox.uncompared(workbench, one.reading.recognised, one.overrides, one.stand)
    return inbox.draft(replace(one.plan, overrides=one.overrides), one.alone, one.stand)


class MovedOn:
    """The record was written by somebody else since the plan was made; nothing was written."""


def write(session: ImportSession, plan: ImportPlan, head: int) -> Written | MovedOn | None:
    """Commit the plan exactly as it was shown; None when there is nothing to write.

    `head` is the act the plan was made on: when the record has moved on since, nothing is written.
    """
    if session.workbench.journal.head()[0] != head:
        return MovedOn()
    try:
        outcome = session.commit(plan)
    except StaleRecord:
        return MovedOn()
    if outcome is None:
        return None
    batch = session.workbench.repository.get(Ref("import_batch", plan.submitted.batch))
    code = batch.values.code if batch else ""
    return Written(outcome.act.number, code, outcome.act.at, outcome.summary, plan)


def give_back(workbench: Workbench, loaded: Loaded, plan: ImportPlan) -> Returned | Refused:
    """The workbook that goes back to the sender, or why there can be none."""
    from workbench.services.returning import returned

    try:
        return returned(workbench, loaded, plan)
    except UserError as error:
        return Refused(of_error(error))


def is_undone(session: ImportSession, number: int) -> bool:
    """Whether an act stands taken back."""
    undone = False
    for _, kind, target in session.workbench.journal.links():
        if target == number and kind in ("undo", "redo"):
            undone = kind == "undo"
    return undone
