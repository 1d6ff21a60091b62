"""`python -m tests.bench.read [rows…]`: a form B01 of 14 columns read to records and findings, against other readers.

Ratios of CPU time in one run, medians of interleaved rounds; the CPU of the guarded reading process counts in.
Rivals: bare python-calamine (values only) and pandas.read_excel with openpyxl, if it is installed.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from tests.bench.used import cpu
from workbench.domain.bodies import load_bodies
from workbench.domain.places import load_places
from workbench.exchange.catalogues import load_catalogues
from workbench.exchange.context import Context
from workbench.exchange.forms import load_forms
from workbench.exchange.reading import Reader
from workbench.exchange.recognise import recognise

PLACES = ("Vĩnh Long", "Đồng Tháp", "Cà Mau", "Cần Thơ", "An Giang")
FIELDS = ("Giao thông", "Du lịch", "Y tế", "Nông nghiệp", "Chuyển đổi số")
STATES = ("Đang thực hiện", "Hoàn thành", "Chưa thực hiện")
HEADINGS = ("STT", "Tên thỏa thuận, chương trình liên kết", "Số, ký hiệu văn bản", "Ngày ký", "Lĩnh vực",
            "Các địa phương tham gia", "Cơ quan đầu mối", "Nội dung liên kết chủ yếu", "Năm bắt đầu", "Năm kết thúc",
            "Tổng nhu cầu vốn", "Vốn ngân sách nhà nước", "Vốn xã hội hóa", "Tình hình thực hiện")  # fmt: skip


def write(path: Path, rows: int) -> None:
    """A workbook as an office writes it: letterhead, unit line, headings, one record a row, all texts different."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet("Biểu 01")
        sheet.write_string(0, 0, "ỦY BAN NHÂN DÂN TỈNH VĨNH LONG")
        sheet.write_string(2, 0, "DANH MỤC THỎA THUẬN LIÊN KẾT VÙNG")
        sheet.write_string(3, 12, "Đơn vị tính: tỷ đồng")
        sheet.write_row(5, 0, HEADINGS)
        for n in range(rows):
            state, social = n % 700 + 1, n % 13 * 10
            signed = date(2019, 1, 1) + timedelta(days=n % 2000)
            at = 6 + n
            sheet.write_row(at, 0, (n + 1, f"Thỏa thuận phối hợp vận hành tuyến vận tải số {n}", f"{n}/TTHT-UBND"))
            sheet.write_datetime(at, 3, signed, day)
            names = f"{PLACES[n % 5]}, {PLACES[(n + 2) % 5]}"
            deeds = f"Trao đổi số liệu hằng quý, đợt {n}; chia sẻ hạ tầng kỹ thuật"
            line = (FIELDS[n % 5], names, "Sở Xây dựng", deeds, 2020, 2026, state + social, state, social, STATES[n % 3])
            sheet.write_row(at, 4, line)


def context() -> Context:
    """Forms, names and lists on a fixed day; nothing remembered from an earlier round."""
    return Context(load_forms(), load_places(), load_bodies(), load_catalogues(), date(2026, 11, 23))


def ours(path: Path) -> int:
    """To records and findings, the guarded process included."""
    with Reader() as reader:
        raw = reader.read(path)
    found = recognise(raw, context())
    assert not [i for i in found.all_issues if i.severity != "note"]
    return len(found.rows)


def by_calamine(path: Path) -> int:
    """Values only."""
    from python_calamine import CalamineWorkbook

    return len(CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()) - 6


def by_pandas(path: Path) -> int:
    """Values only, the heading told where it stands."""
    import pandas

    return len(pandas.read_excel(path, engine="openpyxl", header=5))


def measure(path: Path, rounds: int) -> dict[str, float]:
    """Seconds of CPU by reader, medians of interleaved rounds."""
    readers: dict[str, Callable[[Path], int]] = {"ours": ours, "calamine": by_calamine, "pandas": by_pandas}
    try:
        import pandas  # noqa: F401
    except ImportError:
        del readers["pandas"]
    taken: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(rounds):
        for name, read in readers.items():
            before = cpu()
            read(path)
            taken[name].append(cpu() - before)
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def main() -> None:
    """A line for each size."""
    for rows in [int(a) for a in sys.argv[1:]] or [20_000, 200_000]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "bieu.xlsx"
            write(path, rows)
            taken = measure(path, 3 if rows <= 50_000 else 1)
        told = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in taken.items())
        ratios = ", ".join(f"{taken['ours'] / taken[name]:.2f}x {name}" for name in taken if name != "ours")
        print(f"{rows:>7} rows x {len(HEADINGS)}: {told}; ours {ratios}")


if __name__ == "__main__":
    main()
