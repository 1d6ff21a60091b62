"""The consolidated report of a period: the text as Word, figures and annexes as Excel with every number traced.

In the workbook, each figure names the lines of the trace that it counts; each line names its record; each field of
each record names the file, sheet and cell it came from, or who typed it and when. Vietnamese, as the report is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from workbench.disk import save_whole
from workbench.errors import UserError
from workbench.messages import text_in
from workbench.progress import Progress, Silent
from workbench.records.record import Ref
from workbench.reports.document import (
    Align,
    Block,
    Column,
    DataRow,
    GroupRow,
    Line,
    PageSetup,
    Paragraph,
    PrintDocument,
    Row,
    Table,
    Title,
)
from workbench.services.letters.council_report import annex_of, report_of
from workbench.services.letters.frame import BY_OFFICE, Frame, Signing, file_name
from workbench.services.letters.writing import write_letter
from workbench.services.print_workbook import workbook_of
from workbench.services.registers import Registers
from workbench.services.report_figures import Figure, Figures, report_figures
from workbench.services.value_words import value_words
from workbench.services.workbench import Workbench
from workbench.values.dates import format_date
from workbench.values.periods import Period
from workbench.values.roman import roman

_SMALL = 10.0
_UNTOLD = frozenset(("code", "state", "calendar_version", "number_key", "batch"))


@dataclass(frozen=True, slots=True)
class Consolidated:
    """What was written: the report, its figures and annexes, the figures themselves."""

    word: Path
    book: Path
    figures: Figures


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One thing that a figure counts. `number` is that of the figure, `line` its own in the sheet, from 1."""

    line: int
    number: str
    figure: Figure
    code: str
    words: str
    places: str
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class CellLine:
    """Where one field of a record comes from: a cell of a file, or a hand (`who` and `day`)."""

    code: str
    field: str
    value: str
    file: str = ""
    sheet: str = ""
    cells: str = ""
    raw: str = ""
    batch: str = ""
    who: str = ""
    day: date | None = None


def write_report(
    registers: Registers,
    period: Period,
    folder: Path,
    signing: Signing = BY_OFFICE,
    as_of: date | None = None,
    progress: Progress | None = None,
) -> Consolidated:
    """Write the report of a period into a folder. UserErrors `folder_not_writable`, and as `write_letter`."""
    shown = progress or Silent()
    figures = report_figures(registers, period, as_of)
    letter = report_of(figures, signing)
    data = book_bytes(registers.workbench, figures, signing, shown)
    word = folder / f"{file_name(text_in('vi', 'figure.file'), period.code)}.docx"
    book = word.with_suffix(".xlsx")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError("folder_not_writable", folder=str(folder)) from error
    save_whole(book, data)
    write_letter(letter, word, registers.workbench.database.path)
    return Consolidated(word, book, figures)


def book_bytes(
    workbench: Workbench, figures: Figures, signing: Signing = BY_OFFICE, progress: Progress | None = None
) -> bytes:
    """The workbook: figures, the annexes, the trace of figures, the trace of fields."""
    lines = tuple(trace_lines(figures))
    documents = [
        _figure_sheet(workbench, figures, lines, signing),
        *_annex_sheets(figures),
        _trace_sheet(lines),
        _cell_sheet(cell_lines(workbench, figures, lines, progress)),
    ]
    return workbook_of(text_in("vi", "figure.title"), documents)


# the trace


def numbered(figures: Figures) -> Iterator[tuple[str, Figure]]:
    """Figures with their numbers: I.1, I.2, II.1 …"""
    groups = list(dict.fromkeys(figure.group for figure in figures.all))
    place = dict.fromkeys(groups, 0)
    for figure in figures.all:
        place[figure.group] += 1
        yield f"{roman(groups.index(figure.group) + 1)}.{place[figure.group]}", figure


def trace_lines(figures: Figures) -> Iterator[TraceLine]:
    """Everything that every figure counts, figure by figure."""
    line = 0
    for number, figure in numbered(figures):
        for one in figure.counted:
            line += 1
            yield TraceLine(line, number, figure, one.code, one.words, one.places, one.refs)


def cell_lines(
    workbench: Workbench, figures: Figures, lines: Sequence[TraceLine], progress: Progress | None = None
) -> Iterator[CellLine]:
    """Where each filled field of each record counted comes from, record by record."""
    shown = progress or Silent()
    codes: dict[Ref, str] = {}
    for line in lines:
        for ref in line.refs:
            codes.setdefault(ref, line.code)
    batches = {b.uid: b.values for b in workbench.repository.all("import_batch")}
    for done, (ref, code) in enumerate(codes.items()):
        shown.step(done, len(codes), "figure.tracing")
        record = workbench.repository.get(ref)
        if record is None:
            continue
        origin = workbench.provenance(ref)
        for field in workbench.repository.entities[ref.entity].fields.values():
            words = value_words(figures.linked.names, field, record.get(field.key), figures.linked)
            if not words or field.key in _UNTOLD:
                continue
            act, source = origin.get(field.key, (None, None))
            label = text_in("vi", field.label_key)
            if source is not None:
                batch = batches.get(source.batch)
                cells = ", ".join(cell.address for cell in source.cells)
                sheet = ", ".join(dict.fromkeys(cell.sheet for cell in source.cells))
                file, number = (batch.file_name, batch.code) if batch else ("", "")
                yield CellLine(code, label, words, file, sheet, cells, source.raw, number)
            else:
                who, day = (act.actor, act.at.date()) if act else ("", None)
                yield CellLine(code, label, words, who=who, day=day)


# the sheets


def _figure_sheet(workbench: Workbench, figures: Figures, lines: Sequence[TraceLine], signing: Signing) -> PrintDocument:
    frame = Frame.of(workbench.repository, signing, figures.as_of)
    found: dict[int, list[int]] = {}
    for line in lines:
        found.setdefault(id(line.figure), []).append(line.line)
    rows: list[Row] = []
    group = ""
    for number, figure in numbered(figures):
        if figure.group != group:
            group = figure.group
            rows.append(GroupRow(text_in("vi", f"figure.group_{group}"), number.partition(".")[0]))
        places = found.get(id(figure), [])
        traced = f"{places[0]}–{places[-1]}" if len(places) > 1 else str(places[0]) if places else "–"
        unit = text_in("vi", "figure.billions" if figure.money else f"figure.unit_{figure.group}")
        rows.append(DataRow((number, figure.label, unit, figure.words, traced)))
    period = text_in("vi", "figure.of_period", period=figures.period.label("vi"), date=format_date(figures.span.end))
    lines_above = (
        Line(text_in("vi", "figure.title").upper(), bold=True, size=14),
        Line(period, italic=True, size=13),
    )
    columns = _columns(
        ("number", 15, "center"), ("label", 56, "left"), ("unit", 30, "center"), ("value", 28, "right"),
        ("traced", 36, "center"),
    )  # fmt: skip
    blocks: list[Block] = [frame.head("BC", ""), Title(lines_above), Table(columns, tuple(rows))]
    blocks.append(Paragraph(text_in("vi", "figure.note"), "left", italic=True, size=11))
    return PrintDocument(text_in("vi", "figure.sheet_figures"), tuple(blocks), PageSetup())


def _annex_sheets(figures: Figures) -> Iterator[PrintDocument]:
    listed = [result for result in figures.prints.values() if result.rows]
    for number, result in enumerate(listed, 1):
        annex = annex_of(result)
        name = text_in("vi", "letter.annex_numbered", number=roman(number))
        title = Title((Line(name, bold=True, size=14), *(Line(words, bold=True, size=13) for words in annex.title)))
        notes = tuple(Paragraph(note, "left", size=12) for note in annex.notes)
        sheet = text_in("vi", "figure.sheet_annex", number=roman(number))
        yield PrintDocument(sheet, (title, annex.table, *notes), PageSetup(landscape=True))


def _trace_sheet(lines: Sequence[TraceLine]) -> PrintDocument:
    columns = _columns(
        ("line", 14, "center"), ("number", 16, "center"), ("label", 60, "left"), ("code", 30, "left"),
        ("words", 96, "left"), ("places", 44, "left"),
    )  # fmt: skip
    rows = [DataRow((str(t.line), t.number, t.figure.label, t.code, t.words, t.places)) for t in lines]
    return _plain("trace", columns, rows)


def _cell_sheet(lines: Iterator[CellLine]) -> PrintDocument:
    columns = _columns(
        ("code", 26, "left"), ("field", 36, "left"), ("stored", 60, "left"), ("file", 46, "left"),
        ("sheet", 22, "left"), ("cell", 18, "left"), ("raw", 50, "left"), ("batch", 22, "left"),
    )  # fmt: skip
    by_hand = text_in("vi", "figure.by_hand")
    rows = []
    for one in lines:
        day = format_date(one.day) if one.day else ""
        came = one.file or " ".join(filter(None, (by_hand, one.who, day)))
        rows.append(DataRow((one.code, one.field, one.value, came, one.sheet, one.cells, one.raw, one.batch)))
    return _plain("cells", columns, rows)


def _plain(key: str, columns: tuple[Column, ...], rows: Sequence[Row]) -> PrintDocument:
    title = Title((Line(text_in("vi", f"figure.{key}_title"), bold=True, size=14),))
    setup = PageSetup(landscape=True, table_pt=_SMALL)
    return PrintDocument(text_in("vi", f"figure.sheet_{key}"), (title, Table(columns, tuple(rows))), setup)


def _columns(*told: tuple[str, float, Align]) -> tuple[Column, ...]:
    return tuple(
        Column(text_in("vi", f"figure.column_{key}"), width, align, f"({n})")
        for n, (key, width, align) in enumerate(told, 1)
    )
