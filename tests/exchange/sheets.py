"""Small submissions built in sight, and the context they are recognised in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from workbench.domain.bodies import load_bodies
from workbench.domain.places import load_places
from workbench.exchange.catalogues import load_catalogues
from workbench.exchange.context import Context
from workbench.exchange.forms import load_forms
from workbench.exchange.raw import Area, CellValue, RawCell, RawSheet, RawWorkbook, Style
from workbench.exchange.recognise import recognise
from workbench.exchange.recognised import Overrides, ParsedRow, Recognised
from workbench.records.issues import Issue

BOLD = Style(bold=True)
STRUCK = Style(strike=True)

B01 = (
    "STT",
    "Tên thỏa thuận, chương trình liên kết",
    "Số, ký hiệu văn bản",
    "Ngày ký",
    "Lĩnh vực",
    "Các địa phương tham gia",
)
B02 = ("STT", "Nội dung khó khăn, vướng mắc", "Lĩnh vực", "Địa phương liên quan", "Nguyên nhân", "Đề xuất, kiến nghị",
       "Cơ quan có thẩm quyền giải quyết", "Ngày phát sinh")  # fmt: skip
B03 = ("STT", "Nội dung kiến nghị", "Văn bản kiến nghị", "Ngày gửi", "Cơ quan tiếp nhận", "Văn bản trả lời",
       "Ngày trả lời", "Tình trạng xử lý")  # fmt: skip

Line = Sequence[CellValue | RawCell]


@lru_cache(maxsize=1)
def context() -> Context:
    """The shipped forms, names and lists on a fixed day."""
    return Context(load_forms(), load_places(), load_bodies(), load_catalogues(), date(2026, 11, 23))


def sheet(*lines: Line, name: str = "Sheet1", merges: Sequence[Area] = (), **more: object) -> RawSheet:
    """Lines from row 1 down; None leaves a cell out, bold or struck cells are given as `RawCell`."""
    rows: dict[int, Mapping[int, RawCell]] = {}
    for row, line in enumerate(lines, 1):
        cells = {
            column: value if isinstance(value, RawCell) else RawCell(value)
            for column, value in enumerate(line, 1)
            if value is not None
        }
        if cells:
            rows[row] = cells
    return RawSheet(name, rows, tuple(merges), **more)  # type: ignore[arg-type]


def book(*sheets: RawSheet, name: str = "bao cao.xlsx", kind: str = "xlsx") -> RawWorkbook:
    """A file of these sheets."""
    return RawWorkbook(name, "0" * 64, kind, sheets)  # type: ignore[arg-type]


def read(*sheets: RawSheet, name: str = "bao cao.xlsx", overrides: Overrides | None = None) -> Recognised:
    """What is recognised in a file of these sheets."""
    return recognise(book(*sheets, name=name), context().with_overrides(overrides or Overrides()))


def table(*lines: Line, **more: object) -> Recognised:
    """What is recognised in one sheet of these lines."""
    return read(sheet(*lines, **more))


def bold(*texts: CellValue) -> tuple[RawCell | None, ...]:
    """A line in bold."""
    return tuple(None if text is None else RawCell(text, BOLD) for text in texts)


def values(row: ParsedRow, *fields: str) -> tuple[object, ...]:
    """Values of some fields of a record."""
    return tuple(row.value(field) for field in fields)


def fields_by_column(recognised: Recognised) -> list[str]:
    """First field of each column of the first table that was given one, left to right."""
    return [column.fields[0] for column in recognised.tables[0].columns if column.fields]


def codes(recognised: Recognised, *, notes: bool = False) -> list[str]:
    """Codes of the findings, without the notes unless wanted."""
    return [i.code for i in recognised.all_issues if notes or i.severity != "note"]


def issue(recognised: Recognised, code: str) -> Issue:
    """The one finding of a code."""
    found = [i for i in recognised.all_issues if i.code == code]
    assert len(found) == 1, found
    return found[0]


def places(found: Issue) -> list[str]:
    """Addresses of a finding."""
    return [ref.address for ref in found.cells]


def agreement(number: int, title: str = "", **cells: CellValue) -> list[CellValue]:
    """A line under the headings `B01`; distinct and whole unless told otherwise."""
    line = {
        "doc_no": f"{number}/TTHT-UBND",
        "signed_date": date(2025, 10, number),
        "sector": "Giao thông",
        "parties": "Cần Thơ, An Giang",
    } | cells
    return [number, title or f"Thỏa thuận hợp tác số {number}", *line.values()]


def obstacle(number: int, issue_text: str = "", **cells: CellValue) -> list[CellValue]:
    """A line under the headings `B02`."""
    line = {
        "sector": "Giao thông",
        "provinces": "Cần Thơ, An Giang",
        "cause": f"Nguyên nhân thứ {number}",
        "proposal": f"Đề nghị bố trí vốn đoạn {number}",
        "authority": "Bộ Xây dựng",
        "raised_date": date(2025, 10, number),
    } | cells
    return [number, issue_text or f"Đoạn tuyến {number} chậm tiến độ", *line.values()]


def answer(number: int, text: str = "", **cells: CellValue) -> list[CellValue]:
    """A line under the headings `B03`."""
    line = {
        "sent_no": f"{number}/UBND-TH",
        "sent_date": date(2025, 10, number),
        "authority": "Bộ Tài chính",
        "reply_no": None,
        "reply_date": None,
        "status": "Chưa trả lời",
    } | cells
    return [number, text or f"Bổ sung vốn cho đoạn tuyến {number}", *line.values()]
