"""What goes back to the sender of a submission: their workbook with every finding at its cell and a first sheet.

Works on a plan before or after it is written; the words are Vietnamese whatever language the window speaks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from workbench.disk import safe_name, save_whole
from workbench.errors import UserError
from workbench.exchange.annotating import Mark, annotate, noted
from workbench.exchange.marking.styles import Kind
from workbench.exchange.raw import RawWorkbook, column_letters
from workbench.exchange.returned import Correction, answered, corrections
from workbench.messages import text_in
from workbench.services.importing.plan import ImportPlan
from workbench.services.importing.session import ImportSession, Loaded
from workbench.services.returning_words import Findings
from workbench.services.workbench import Workbench

_PACKAGES = ("xlsx", "xlsm")


@dataclass(frozen=True, slots=True)
class MarkedCell:
    """A cell of the sender's that is marked, by the gravest of what is said there, and the lines of its note."""

    sheet: str
    address: str
    kind: Kind
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Returned:
    """A workbook to be sent back, and what stands in it: cells to mend, to look at, rows that were taken in.

    `cells`: every marked cell in the order of the sheets, row by row.
    """

    name: str
    data: bytes
    fix: int
    look: int
    done: int
    cells: tuple[MarkedCell, ...] = ()


@dataclass(frozen=True, slots=True)
class SecondTry:
    """A returned workbook that came again: which import it answers, and the cells that differ from the first."""

    batch: str
    code: str
    corrected: tuple[Correction, ...]


def returned(workbench: Workbench, loaded: Loaded, plan: ImportPlan) -> Returned:
    """The sender's workbook marked with what the plan says; codes are in it once the plan was written.

    An .xlsx or .xlsm comes back as it was but for the marks; any other file as an .xlsx copy with marks.
    """
    findings = Findings(workbench, loaded.raw, plan)
    marks, report = findings.marks, findings.report()
    data, raw = loaded.data, loaded.raw
    if raw.kind not in _PACKAGES:
        from workbench.exchange.plaincopy import plain_copy

        copy = plain_copy(raw)
        data, raw = copy.data, copy.raw
        marks = tuple(replace(mark, sheet=copy.names[mark.sheet]) for mark in marks)
        report = report.with_names(copy.names)
    return Returned(
        _name(loaded.raw.name, "xlsm" if raw.kind == "xlsm" else "xlsx"),
        annotate(data, raw, marks, report),
        _cells(marks, "fix"),
        _cells(marks, "look"),
        len(findings.new_codes),
        tuple(_marked(raw, marks)),
    )


def save_returned(made: Returned, folder: Path) -> Path:
    """Write it into a folder, beside what is there already; the file appears whole or not at all.

    Raises as `write_returned`.
    """
    stem, _, ending = made.name.rpartition(".")
    names = (made.name, *(f"{stem} ({n}).{ending}" for n in range(2, 1000)))
    return write_returned(made, next(folder / name for name in names if not (folder / name).exists()))


def write_returned(made: Returned, path: Path) -> Path:
    """Write it as one file, over what is there; the file appears whole or not at all.

    UserError `folder_not_writable`, and as `save_whole`.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError("folder_not_writable", folder=str(path.parent)) from error
    save_whole(path, made.data)
    return path


def _cells(marks: tuple[Mark, ...], kind: str) -> int:
    return len({(mark.sheet, mark.address) for mark in marks if mark.kind == kind})


def _marked(raw: RawWorkbook, marks: tuple[Mark, ...]) -> Iterator[MarkedCell]:
    for sheet in raw.sheets:
        for at, kind, lines in noted(sheet, (mark for mark in marks if mark.sheet == sheet.name)):
            yield MarkedCell(sheet.name, f"{column_letters(at[1])}{at[0]}", kind, lines)


def _name(name: str, ending: str) -> str:
    """A file name that says what it is; a second return does not say it twice."""
    said = text_in("vi", "returned.file_suffix")
    stem = PurePath(name).stem if PurePath(name).suffix else name
    return f"{safe_name(stem.removesuffix(said))}{said}.{ending}"


def second_try(session: ImportSession, loaded: Loaded) -> SecondTry | None:
    """Whether a file is a workbook that this record sent back, and what was corrected in it since."""
    told = answered(loaded.raw)
    if told is None or not told.batch:
        return None
    batch = next(iter(session.workbench.repository.where("import_batch", code=told.batch)), None)
    if batch is None or not batch.values.sha256.startswith(told.sha256):
        return None
    first = session.reopened(batch.uid)
    return SecondTry(batch.uid, batch.values.code, corrections(first.raw, loaded.raw))
