"""Cells spoilt on purpose: each must be flagged where it stands, and none may yield a wrong value in silence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from random import Random

from tests.exchange.layouts.expect import Case, Want, WantFlag, WantRecord
from tests.exchange.layouts.styles import KINDS
from tests.exchange.sheets import context
from workbench.exchange.raw import CellValue, ErrorValue, RawCell, RawSheet
from workbench.exchange.reading.xlsx_sheet import cell_at

Spoil = Callable[["Bench", WantRecord, str], None]


@dataclass
class Bench:
    """A case being spoilt."""

    case: Case
    rng: Random
    used: set[str]

    def set(self, address: str, value: CellValue, formula: str = "") -> None:
        """Put another value into a cell."""
        name, _, ref = address.rpartition("!")
        at = cell_at(ref)
        assert at is not None
        sheets = []
        for sheet in self.case.raw.sheets:
            if sheet.name == name:
                rows = {row: dict(cells) for row, cells in sheet.rows.items()}
                old = rows.get(at[0], {}).get(at[1], RawCell(None))
                rows.setdefault(at[0], {})[at[1]] = RawCell(value, old.style, formula)
                if value is None and not formula:
                    del rows[at[0]][at[1]]
                sheet = replace(sheet, rows={r: dict(sorted(c.items())) for r, c in sorted(rows.items()) if c})
            sheets.append(sheet)
        self.case.raw = replace(self.case.raw, sheets=tuple(sheets))

    def want(self, record: WantRecord, key: str, value: object, accept: tuple[object, ...], kinds: str) -> None:
        """Expect another value there, and a finding of one of some kinds ("" for none)."""
        old = record.fields[key]
        changed = replace(record, fields={**record.fields, key: Want(value, old.cells, accept)})
        self.case.records[self.case.records.index(record)] = changed
        if kinds:
            self.case.flags.append(WantFlag(frozenset(kinds.split()), old.cells))


def spoilt(case: Case, seed: int, count: int = 6) -> Case:
    """The case with some cells spoilt, each in another record."""
    bench = Bench(case, Random(f"{case.name} {seed}"), set())
    records = [r for r in list(case.records) if all(len(w.cells) == 1 for w in r.fields.values())]
    bench.rng.shuffle(records)
    for record in records[:count]:
        row = str(record.place[1])
        fields = [k for k in record.fields if KINDS.get(k, "text") in _WAYS and _cell(record, k).endswith(row)]
        if fields:
            key = bench.rng.choice(fields)
            bench.rng.choice(_WAYS[KINDS.get(key, "text")])(bench, record, key)
    return case


def _cell(record: WantRecord, key: str) -> str:
    (cell,) = record.fields[key].cells
    return cell


def _required(record: WantRecord, key: str) -> bool:
    return key in context().form(record.form).required


def _writes(value: CellValue, kinds: str, accept: tuple[object, ...] = (None,)) -> Spoil:
    def spoil(bench: Bench, record: WantRecord, key: str) -> None:
        bench.set(_cell(record, key), value)
        bench.want(record, key, None, accept, kinds)

    return spoil


def _missing(bench: Bench, record: WantRecord, key: str) -> None:
    if _required(record, key) and key != context().form(record.form).main:
        bench.set(_cell(record, key), None)
        bench.want(record, key, None, (None,), "missing_required")


def _serial(bench: Bench, record: WantRecord, key: str) -> None:
    day = date.fromisoformat(str(record.fields[key].value))
    bench.set(_cell(record, key), (datetime(day.year, day.month, day.day) - datetime(1899, 12, 30)).days)  # noqa: DTZ001
    bench.want(record, key, record.fields[key].value, (None,), "type_mismatch bad_date ambiguous_date")


def _no_result(bench: Bench, record: WantRecord, key: str) -> None:
    bench.set(_cell(record, key), None, formula="'[1]Tong hop'!D7")
    bench.want(record, key, None, (None,), "no_cached_value formula_error missing_required")


def _quarter(bench: Bench, record: WantRecord, key: str) -> None:
    if key in ("due", "deadline"):
        bench.set(_cell(record, key), "Quý III/2029")
        bench.want(record, key, "2029-Q3", (), "")


_BAD_DAY = "bad_date ambiguous_date type_mismatch missing_required"
_BAD_NUMBER = "bad_number ambiguous_number type_mismatch"
_WAYS: dict[str, tuple[Spoil, ...]] = {
    "date": (
        _writes("31/02/2024", _BAD_DAY),
        _writes("30/2/2023", _BAD_DAY),
        _writes("15/13/2022", _BAD_DAY),
        _writes("07/25/2023", _BAD_DAY),
        _writes("99/99/9999", _BAD_DAY),
        _writes("chưa có", _BAD_DAY),
        _writes("12/3/2024, 15/4/2024", _BAD_DAY),
        _writes(ErrorValue("#VALUE!"), "formula_error"),
        _serial,
        _missing,
        _quarter,
    ),
    "amount": (
        _writes("đang rà soát", _BAD_NUMBER),
        _writes("1,250", "ambiguous_number", (None,)),
        _writes(ErrorValue("#REF!"), "formula_error"),
        _writes(date(2024, 3, 12), "type_mismatch bad_number"),
        _no_result,
    ),
    "provinces": (
        _writes("Tỉnh Phương Nam", "unknown_province"),
        _writes("các tỉnh trong khu vực", "unknown_province"),
        _writes("Hà Nam Ninh cũ, XYZ", "unknown_province"),
        _writes(45, "type_mismatch unknown_province"),
        _missing,
    ),
    "code": (_writes("nội dung khác hẳn", "unknown_code"), _writes("???", "unknown_code"), _writes(7, "unknown_code")),
    "year": (
        _writes("20222", "bad_date bad_number type_mismatch"),
        _writes("năm nay", "bad_date bad_number type_mismatch"),
    ),
    "text": (_missing,),
}


def hide_rows(case: Case) -> Case:
    """Two records in hidden rows: offered, but flagged."""
    for record in case.records[1:3]:
        name, row = record.place
        cells = frozenset(c for w in record.fields.values() for c in w.cells)
        case.flags.append(WantFlag(frozenset(("hidden_data",)), cells))
        sheets = [_hidden(s, row) if s.name == name else s for s in case.raw.sheets]
        case.raw = replace(case.raw, sheets=tuple(sheets))
    return case


def _hidden(sheet: RawSheet, row: int) -> RawSheet:
    return replace(sheet, hidden_rows=sheet.hidden_rows | {row})


def american(case: Case) -> Case:
    """Dates as a month-first Excel leaves them: swapped into true dates where that works, texts elsewhere."""
    bench = Bench(case, Random(case.name), set())
    for record in list(case.records):
        for key, want in record.fields.items():
            if KINDS.get(key) != "date":
                continue
            day = date.fromisoformat(str(want.value))
            if day.day > 12:
                bench.set(_cell(record, key), f"{day.day}/{day.month}/{day.year}")
                continue
            bench.set(_cell(record, key), date(day.year, day.day, day.month))
            if day.day != day.month:
                case.flags.append(WantFlag(frozenset(("ambiguous_date",)), want.cells))
    case.records = [
        replace(r, fields={k: replace(w, accept=(None,)) if KINDS.get(k) == "date" else w for k, w in r.fields.items()})
        for r in case.records
    ]
    return case


def as_text(case: Case, kind: str = "csv") -> Case:
    """The first sheet as a text file holds it: no merges, no looks, every value a text."""
    sheet = case.raw.sheets[0]
    rows = {row: {c: RawCell(_text(cell.value)) for c, cell in cells.items()} for row, cells in sheet.rows.items()}
    flat = RawSheet("", rows, has_details=False)
    case.raw = replace(case.raw, kind=kind, sheets=(flat,), name=case.raw.name.replace("xlsx", kind))
    return _renamed(case, sheet.name)


def _text(value: CellValue) -> CellValue:
    if isinstance(value, date):
        return f"{value.day:02d}/{value.month:02d}/{value.year}"
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return str(value) if value is not None else None


def _renamed(case: Case, name: str) -> Case:
    def bare(cells: frozenset[str]) -> frozenset[str]:
        return frozenset(cell.removeprefix(f"{name}!") for cell in cells)

    case.records = [
        replace(r, place=("", r.place[1]), fields={k: replace(w, cells=bare(w.cells)) for k, w in r.fields.items()})
        for r in case.records
    ]
    case.flags = [replace(f, cells=bare(f.cells)) for f in case.flags]
    return case
