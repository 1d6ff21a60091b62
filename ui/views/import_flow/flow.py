"""Where an import stands: the files, what was read of each, what was corrected and decided. Nothing is written here.

Plain values without Qt; the page holds one `Flow` and gives it back as its state.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from ui.views.import_flow.correction_steps import Steps
from workbench.exchange.recognised import Overrides
from workbench.progress import Progress
from workbench.services.importing.kept import Place, Stand
from workbench.services.importing.plan import ImportPlan

if TYPE_CHECKING:
    from ui.views.import_flow.work import Reading, Refused, Written
    from workbench.services.importing.second import LastFile
    from workbench.services.importing.session import ImportSession, Loaded
    from workbench.services.returning import Returned

FILES, SHEET, PROBLEMS, CHANGES, RESULT = range(5)
STEPS = ("files", "sheet", "problems", "changes", "result")

Stage = Literal["waiting", "reading", "stopped", "ready", "failed", "done", "undone"]


class Source(Protocol):
    """Where the bytes of a submission come from."""

    @property
    def key(self) -> str:
        """The same for the same bytes: a file chosen twice is listed once."""

    def load(self, session: ImportSession, progress: Progress) -> Loaded:
        """Read it. UserError `reading.…` when it cannot be taken."""


@dataclass(frozen=True, slots=True)
class FromPath:
    """A file on this computer."""

    path: Path

    @property
    def key(self) -> str:
        """Its place."""
        return str(self.path)

    def load(self, session: ImportSession, progress: Progress) -> Loaded:
        """Read it in the guarded process."""
        return session.load(self.path, progress)


@dataclass(frozen=True, slots=True)
class Pasted:
    """A table from the clipboard."""

    html: str
    text: str

    @property
    def key(self) -> str:
        """Its content."""
        return f"{self.html}\0{self.text}"

    def load(self, session: ImportSession, progress: Progress) -> Loaded:
        """Take it as it is."""
        return session.pasted(self.html, self.text)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """The file of an earlier import, kept in the record."""

    batch: str

    @property
    def key(self) -> str:
        """The import it belongs to."""
        return self.batch

    def load(self, session: ImportSession, progress: Progress) -> Loaded:
        """Read the kept bytes."""
        return session.reopened(self.batch, progress)


@dataclass(eq=False, slots=True)
class FileEntry:
    """One file of the queue. `problem`: why it could not be taken; `step`, `row`: where the officer left it.

    `returned`: the workbook for the sender, with the act it tells of. `decided`: rows were decided by hand.
    `asked_again`: decisions kept in the inbox that did not fit any more.
    `last`: the file of the last import of the same report. `alone`: the plan before anything was decided by hand.
    `wanted`: corrections that it is being understood anew with; `steps`: those made so far.
    """

    name: str
    source: Source
    stage: Stage = "waiting"
    problem: str = ""
    reading: Reading | None = None
    overrides: Overrides = field(default_factory=Overrides)
    plan: ImportPlan | None = None
    alone: ImportPlan | None = None
    plan_head: int = -1
    plan_overrides: Overrides | None = None
    written: Written | None = None
    returned: tuple[int, Returned | Refused] | None = None
    step: int = SHEET
    row: Place | None = None
    decided: bool = False
    asked_again: int = 0
    last: LastFile | None = None
    wanted: Overrides | None = None
    steps: Steps = field(default_factory=Steps)

    @property
    def said(self) -> Overrides:
        """All that the officer said, whether it was understood with that already or not."""
        return self.overrides if self.wanted is None else self.wanted

    @property
    def readable(self) -> bool:
        """Whether there is something of it to show."""
        return self.reading is not None and bool(self.reading.sheets) and self.stage != "failed"

    @property
    def worked_on(self) -> bool:
        """Whether something was corrected or decided that is neither written nor kept in the record."""
        if self.stage == "done" and self.plan is not None:
            return self.decided  # rows that were left behind are gone on with
        if self.stage != "ready" or self.reading is None:
            return False
        kept = self.reading.held.overrides if self.reading.held else Overrides()
        return self.said != kept or self.decided or (isinstance(self.source, Pasted) and self.readable)

    @property
    def stand(self) -> Stand:
        """Where the officer is, as it is kept."""
        return Stand(STEPS[self.step], self.row if self.step == CHANGES else None)

    def go_back_to(self, stand: Stand) -> None:
        """Be where the officer was when it was kept."""
        if stand.step in STEPS:
            self.step, self.row = STEPS.index(stand.step), stand.row

    @property
    def has_table(self) -> bool:
        """Whether there is anything to compare: a table, or a report of nothing."""
        read = self.reading.recognised if self.reading is not None else None
        return read is not None and bool(read.tables or read.nil)

    def forget_plan(self) -> None:
        """The plan no longer fits what was corrected."""
        self.plan_overrides = None

    def plan_fits(self, head: int) -> bool:
        """Whether the plan was made from these corrections and the record as it stands."""
        return self.plan is not None and self.plan_overrides == self.said and self.plan_head == head


@dataclass(eq=False)
class Flow:
    """All files and the place the officer is at. `whole`: a file is written when every row is decided, or not at all."""

    entries: list[FileEntry] = field(default_factory=list)
    current: FileEntry | None = None
    step: int = FILES
    whole: bool = False

    def held_back(self) -> int:
        """Rows of the present file that keep it from being written, where it is written as a whole or not at all."""
        plan = self.current.plan if self.current is not None else None
        return len(plan.waiting) if self.whole and plan is not None else 0

    def add(self, name: str, source: Source) -> FileEntry | None:
        """List a file; None when it is listed already. One that failed or is done is read anew."""
        for entry in self.entries:
            if entry.source.key == source.key:
                if entry.stage not in ("failed", "stopped", "done", "undone"):
                    return None
                self.entries.remove(entry)
                break
        made = FileEntry(name, source)
        self.entries.append(made)
        return made

    def waiting(self) -> FileEntry | None:
        """The next file to be read."""
        return next((entry for entry in self.entries if entry.stage == "waiting"), None)

    def open_ones(self) -> Iterator[FileEntry]:
        """Files that were read and are neither written nor refused."""
        yield from (entry for entry in self.entries if entry.stage == "ready")

    def same_bytes(self, entry: FileEntry) -> FileEntry | None:
        """Another file of the list with the same bytes that is not settled yet."""
        if entry.reading is None:
            return None
        for other in self.entries:
            if other is entry or other.reading is None or other.stage != "ready":
                continue
            if other.reading.recognised.sha256 == entry.reading.recognised.sha256:
                return other
        return None

    def batches(self) -> frozenset[str]:
        """Imports of the inbox that are on the list."""
        return frozenset(e.reading.held.waiting.batch for e in self.entries if e.reading and e.reading.held)

    def remove(self, entry: FileEntry) -> None:
        """Take a file off the list."""
        self.entries.remove(entry)
        if self.current is entry:
            self.current, self.step = None, FILES

    def count(self, *stages: Stage) -> int:
        """Files in some stages."""
        return sum(entry.stage in stages for entry in self.entries)
