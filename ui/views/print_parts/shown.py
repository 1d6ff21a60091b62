"""What the print page shows: the draft by the officer's choices, or an issued copy. Made on the worker."""

from __future__ import annotations

from dataclasses import dataclass

from ui.printing.frozen import FrozenPrint
from ui.printing.issuing import frozen, lay_out
from workbench.progress import Progress
from workbench.reports.document import PrintDocument
from workbench.reports.snapshot import Snapshot
from workbench.services.issuing import Difference, Issued, differences, issue, issued_copy, load
from workbench.services.printing import PrintOptions, print_register
from workbench.services.registers import Registers
from workbench.services.workbench import Outcome


@dataclass(frozen=True, slots=True)
class Opened:
    """An issued copy read from the record, and what was corrected since."""

    copy: Issued
    snapshot: Snapshot
    changed: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A document with its pages, how many records it lists, and a name for its file."""

    register: str
    document: PrintDocument
    pages: PrintDocument | FrozenPrint
    listed: int
    file_name: str
    opened: Opened | None = None


def draft(registers: Registers, register: str, options: PrintOptions) -> Shown:
    """The register as the record stands."""
    made = print_register(registers, register, options)
    return Shown(register, made.document, made.document, made.listed, made.file_name)


def issued_shown(registers: Registers, uid: str, progress: Progress) -> Shown:
    """An issued copy as it was, compared with the record as it is."""
    progress.step(0, 2, "printpage.reading_copy")
    copy = issued_copy(registers.workbench, uid)
    snapshot = load(registers.workbench, copy)
    progress.step(1, 2, "printpage.reading_copy")
    opened = Opened(copy, snapshot, differences(registers, copy, snapshot))
    return Shown(copy.register, snapshot.document, frozen(snapshot), copy.listed, copy.code, opened)


def issue_now(registers: Registers, register: str, options: PrintOptions, progress: Progress) -> tuple[Issued, Outcome]:
    """Issue a register."""
    progress.step(0, 2, "printpage.issuing")
    return issue(registers, register, options, lay_out)
