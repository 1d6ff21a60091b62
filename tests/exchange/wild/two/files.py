"""A submission of the second hand as a file, and its answers as lines."""

from __future__ import annotations

import csv
import html
import io
import subprocess
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font

from tests.exchange.layouts.expect import Case
from workbench.exchange.raw import ErrorValue, RawSheet, RawWorkbook, column_letters


def write(raw: RawWorkbook, folder: Path) -> Path:
    """The file in a folder; .xls and .ods need LibreOffice (see `convert`) and lie there as .xlsx first."""
    path = folder / raw.name
    if raw.kind == "csv":
        path.write_bytes(_delimited(raw.sheets[0], ";").encode("utf-8-sig"))
    elif raw.kind == "tab":
        path.write_bytes(_delimited(raw.sheets[0], "\t").encode("utf-16"))
    elif raw.kind == "html":
        path.write_text(_page(raw.sheets[0]), "utf-8")
    else:
        path = path.with_suffix(".xlsx") if raw.kind == "xlsx" else folder / f"{raw.name}.xlsx"
        _book(raw).save(path)
    return path


def convert(folder: Path) -> None:
    """Turn the waiting workbooks into the kind their name asks for."""
    for kind in ("xls", "ods"):
        waiting = sorted(folder.glob(f"*.{kind}.xlsx"))
        if not waiting:
            continue
        made = folder / kind
        subprocess.run(
            ["soffice", "--headless", "--convert-to", kind, "--outdir", str(made), *map(str, waiting)],
            check=True,
            capture_output=True,
        )
        for path in waiting:
            (made / f"{path.stem}.{kind}").rename(folder / path.stem)
            path.unlink()
        made.rmdir()


def _grid(sheet: RawSheet) -> list[list[str]]:
    width = max((c for line in sheet.rows.values() for c in line), default=1)
    height = max(sheet.rows, default=1)
    return [
        [str(c.value) if (c := sheet.cell(r, k)) and c.value is not None else "" for k in range(1, width + 1)]
        for r in range(1, height + 1)
    ]


def _delimited(sheet: RawSheet, mark: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=mark, lineterminator="\r\n").writerows(_grid(sheet))
    return out.getvalue()


def _page(sheet: RawSheet) -> str:
    rows = "\n".join(
        "<tr>" + "".join(f"<td>{html.escape(v).replace(chr(10), '<br>')}</td>" for v in line) + "</tr>"
        for line in _grid(sheet)
    )
    return f'<html><head><meta charset="utf-8"></head><body><table border=1>\n{rows}\n</table></body></html>'


def _book(raw: RawWorkbook) -> Workbook:
    book = Workbook()
    book.remove(book.active)
    for sheet in raw.sheets:
        made = book.create_sheet(sheet.name)
        made.sheet_state = sheet.state
        for r, line in sheet.rows.items():
            for c, cell in line.items():
                at = made.cell(r, c, cell.value.text if isinstance(cell.value, ErrorValue) else cell.value)
                at.font = Font(name=cell.style.font or "Times New Roman", bold=cell.style.bold, strike=cell.style.strike)
                if isinstance(cell.value, date):
                    at.number_format = "dd/mm/yyyy"
        for area in sheet.merges:
            made.merge_cells(start_row=area.top, start_column=area.left, end_row=area.bottom, end_column=area.right)
        for r in sheet.hidden_rows:
            made.row_dimensions[r].hidden = True
        for c in sheet.hidden_columns:
            made.column_dimensions[column_letters(c)].hidden = True
    return book


def expected(case: Case) -> dict[str, object]:
    """The answers in the shape of the sample submissions."""
    flat = case.raw.kind in ("csv", "tab", "html")
    records = [
        {
            "form": r.form,
            "fields": {
                k: {
                    "value": _plain(w.value),
                    "cells": sorted(w.cells),
                    **({"accept": [_plain(a) for a in w.accept]} if w.accept else {}),
                }
                for k, w in r.fields.items()
            },
            "rows": [],
            **({"optional": True} if r.optional else {}),
        }
        for r in case.records
    ]
    problems = [
        {"kind": kind, "cells": sorted(f.cells), "must": f.must and n == 0}
        for f in case.flags
        for n, kind in enumerate(sorted(f.kinds, key=_rank))
    ]
    return {
        "file": case.raw.name,
        "form": case.forms[0] if len(case.forms) == 1 else None,
        "variant": case.name.rsplit(" ", 2)[0],
        "level": case.level,
        "about": "",
        "status": "imported",
        "meta": {"province": case.province},
        "records": records,
        "problems": problems,
        **({"flat": True} if flat else {"flat": False}),
    }


def _rank(kind: str) -> tuple[bool, str]:
    """The finding that names the fault best comes first."""
    return kind in ("ambiguous_date", "bad_docno", "missing_required"), kind


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    return "Thành phố Hồ Chí Minh" if value == "Hồ Chí Minh" else value
