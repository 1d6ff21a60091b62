"""A workbook that we sent back and that comes again: known by its first sheet, compared cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from workbench.exchange.blocks import packed
from workbench.exchange.grid import shown
from workbench.exchange.raw import RawSheet, RawWorkbook
from workbench.records.issues import CellRef
from workbench.values.text import clean

_TOKEN = re.compile(r"\bLKV/([A-Z]+-\d{4}-\d+)?/([0-9a-f]{16})\b")
_ALIGNED = 4_000  # rows up to which inserted rows are found; beyond, rows are compared by number


@dataclass(frozen=True, slots=True)
class Answered:
    """What the first sheet says: the import it answered ("" when nothing was written), and the file's fingerprint."""

    sheet: str
    batch: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Correction:
    """One cell that differs from what was sent first; `ref` is where it stands now."""

    ref: CellRef
    before: str
    after: str


def token(batch: str, sha256: str) -> str:
    """The words by which a returned workbook is known again."""
    return f"LKV/{batch}/{sha256[:16]}"


def is_report(sheet: RawSheet) -> bool:
    """Whether a sheet is the one we put in front of a returned workbook: no part of what was sent."""
    return _told(sheet) is not None


def answered(raw: RawWorkbook) -> Answered | None:
    """What a returned workbook answers; None for any other."""
    return next((told for sheet in raw.sheets if (told := _told(sheet)) is not None), None)


def _told(sheet: RawSheet) -> Answered | None:
    if sheet.state != "visible":
        return None
    held = packed(sheet.rows).column(1)
    told = {row: value for row, value in held.items() if isinstance(value, str) and "LKV/" in value}
    for row in sorted(told):
        found = _TOKEN.search(told[row])
        if found:
            return Answered(sheet.name, found[1] or "", found[2])
    return None


def corrections(before: RawWorkbook, after: RawWorkbook) -> tuple[Correction, ...]:
    """Cells that say something else in the second file, sheet by sheet; our own sheet is not looked at."""
    sheets = {sheet.name: sheet for sheet in before.sheets}
    found: list[Correction] = []
    for sheet in after.sheets:
        if sheet.name in sheets and not is_report(sheet):
            found += _sheet_corrections(sheets[sheet.name], sheet)
    return tuple(found)


def _sheet_corrections(before: RawSheet, after: RawSheet) -> Iterator[Correction]:
    for old, new in _pairs(before, after):
        mine, theirs = _texts(before, old), _texts(after, new)
        for column in sorted(mine.keys() | theirs.keys()):
            was, now = mine.get(column, ""), theirs.get(column, "")
            if was != now:
                yield Correction(after.ref(new or old, column), was, now)


def _pairs(before: RawSheet, after: RawSheet) -> Iterator[tuple[int, int]]:
    """Row of the first file and of the second; 0 where one of them has no such row."""
    if max(len(before.rows), len(after.rows)) > _ALIGNED:
        yield from ((row, row) for row in sorted({*before.rows, *after.rows}))
        return
    olds, news = list(before.rows), list(after.rows)
    keys = [[tuple(sorted(_texts(s, r).items())) for r in rows] for s, rows in ((before, olds), (after, news))]
    for what, i, i_end, j, j_end in SequenceMatcher(a=keys[0], b=keys[1], autojunk=False).get_opcodes():
        if what == "equal":
            continue
        shared = min(i_end - i, j_end - j)
        yield from zip(olds[i : i + shared], news[j : j + shared], strict=True)
        yield from ((row, 0) for row in olds[i + shared : i_end])
        yield from ((0, row) for row in news[j + shared : j_end])


def _texts(sheet: RawSheet, row: int) -> dict[int, str]:
    cells = sheet.rows.get(row, {})
    texts = {column: clean(str(shown(cell.value))) for column, cell in cells.items() if cell.value is not None}
    return {column: text for column, text in texts.items() if text}
