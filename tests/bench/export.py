"""`python -m tests.bench.export [rows]`: a filled form B02 against other ways of writing the same rows.

Ratios of CPU time in one run, medians of interleaved rounds. Rivals: XlsxWriter cell by cell (normal and constant
memory), openpyxl (write-only and normal), all with styles, widths and drop-down lists.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from workbench.exchange.filling import Address, FormSheet, OwnRow, form_sheet
from workbench.exchange.forms import load_forms
from workbench.exchange.sheetwriter import form_bytes

ROUNDS = 3
PLACES = ("Vĩnh Long", "Đồng Tháp", "Cà Mau", "Cần Thơ", "An Giang")
WORDS = "Chưa thống nhất quy trình vận hành cống ngăn mặn giữa hai tỉnh trong mùa khô, thiếu đơn vị điều hành chung"


def sheet_of(count: int) -> FormSheet:
    """The form with so many rows."""
    spec = next(form for form in load_forms() if form.key == "B02")
    rows = [_row(n) for n in range(count)]
    records = [OwnRow(f"VM-2026-{n:05d}", f"id{n:08d}", n, {"issue": "0" * 8}) for n in range(count)]
    lists = {"field": ("Giao thông", "Thủy lợi"), "urgency": ("Bình thường", "Cấp bách"), "provinces": PLACES}
    address = Address(council="Hội đồng", council_abbr="DBSCL", period="2026-Q3", period_label="quý III/2026")
    return form_sheet(spec, address, lists, date(2026, 10, 1), records=records, rows=rows)


def _row(n: int) -> Mapping[str, object]:
    return {
        "issue": f"{WORDS} {n}",
        "sector": "Giao thông",
        "agreement": f"{n % 900}/TTHT-VL",
        "provinces": f"{PLACES[n % 5]}; {PLACES[(n + 1) % 5]}",
        "cause": "Quy chế phối hợp chưa quy định đơn vị chủ trì",
        "proposal": f"- Ban hành quy trình vận hành liên tỉnh số {n}",
        "authority": "Bộ Nông nghiệp và Môi trường",
        "raised_date": date(2026, 1, 1) + timedelta(days=n % 300),
        "deadline": date(2026, 6, 1) + timedelta(days=n % 300),
        "urgency": "Cấp bách",
        "note": "",
    }


def _values(sheet: FormSheet) -> list[list[object]]:
    return [[n, *(row.get(c.key) for c in sheet.columns)] for n, row in enumerate(sheet.rows, 1)]


def by_xlsxwriter(sheet: FormSheet, *, constant_memory: bool) -> bytes:
    """Cell by cell, with the same formats."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": not constant_memory, "constant_memory": constant_memory})
    out = book.add_worksheet("B02")
    text = book.add_format({"font_name": "Times New Roman", "text_wrap": True, "border": 1, "valign": "top"})
    day = book.add_format({"font_name": "Times New Roman", "border": 1, "num_format": "dd/mm/yyyy"})
    out.set_column(0, len(sheet.columns), 20)
    for at, row in enumerate(_values(sheet)):
        for column, value in enumerate(row):
            if isinstance(value, date):
                out.write_datetime(at, column, value, day)
            elif isinstance(value, int):
                out.write_number(at, column, value, text)
            else:
                out.write_string(at, column, str(value or ""), text)
    out.data_validation(0, 2, len(sheet.rows), 2, {"validate": "list", "source": ["Giao thông", "Thủy lợi"]})
    book.close()
    return buffer.getvalue()


def by_openpyxl(sheet: FormSheet, *, write_only: bool) -> bytes:
    """Cell by cell, with the same styles."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Border, Font, Side

    font, wrap = Font(name="Times New Roman"), Alignment(wrap_text=True, vertical="top")
    box = Border(*(Side(style="thin") for _ in range(4)))
    book = Workbook(write_only=write_only)
    out = book.create_sheet("B02")
    for at, row in enumerate(_values(sheet), 1):
        cells = []
        for column, value in enumerate(row, 1):
            cell = WriteOnlyCell(out, value) if write_only else out.cell(at, column, value)
            cell.font, cell.alignment, cell.border = font, wrap, box
            if isinstance(value, str):
                cell.data_type = "s"
            cells.append(cell)
        if write_only:
            out.append(cells)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    sheet = sheet_of(count)
    ways: dict[str, Callable[[], bytes]] = {
        "this program": lambda: form_bytes(sheet),
        "XlsxWriter": lambda: by_xlsxwriter(sheet, constant_memory=False),
        "XlsxWriter, constant memory": lambda: by_xlsxwriter(sheet, constant_memory=True),
        "openpyxl, write-only": lambda: by_openpyxl(sheet, write_only=True),
        "openpyxl": lambda: by_openpyxl(sheet, write_only=False),
    }
    for make in ways.values():
        make() if count <= 1_000 else None  # warm where that is cheap
    form_bytes(sheet_of(2))
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, make in ways.items():
            start = time.process_time()
            make()
            spent[name].append(time.process_time() - start)
    ours = statistics.median(spent["this program"])
    print(f"form B02, {count} rows, {len(sheet.columns) + 1} columns; CPU, median of {ROUNDS}")
    for name, times in spent.items():
        took = statistics.median(times)
        print(f"  {name:28} {took:7.2f} s   {ours / took:5.2f} of it")


if __name__ == "__main__":
    main()
