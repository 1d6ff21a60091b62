"""Around the tables: who sent the file, for which period, under which paper, in which unit; where it is signed.

Reads the rows that are no table, the sheets' names and the file's name. Phrases are those of Decree 30/2020/NĐ-CP
and of statistical forms; a name of a place counts as sender only where a sender stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from workbench.exchange.context import Context
from workbench.exchange.grid import Grid
from workbench.exchange.marks import is_nothing
from workbench.exchange.offices import OFFICES
from workbench.exchange.recognised import BandKind, Found, FoundHow, Meta
from workbench.records.issues import CellRef
from workbench.values.codes import split_number_date
from workbench.values.dates import Period, parse_date, parse_period
from workbench.values.money import unit_of
from workbench.values.text import fold

_SENDER = re.compile(
    r"\b(?:don vi|co quan|dia phuong|noi|tinh|thanh pho)\s*(?:/\s*\w+\s*)?"
    r"(?:bao cao|lap bieu|gui|lap bao cao|thuc hien bao cao|lap)\b"
    r"|\b(?:tinh|thanh pho|dia phuong)(?:\s*[,/]\s*(?:tp|thanh pho|tinh))?\s*:|^(?:don vi|co quan)\s*:"
)
_RECEIVER = re.compile(r"\b(?:nhan bao cao|noi nhan|kinh gui|don vi nhan|co quan nhan|gui den|noi gui den)\b")
_COUNCIL = re.compile(r"\bhoi dong (?:dieu phoi )?vung\b|\bvan phong hoi dong\b")
_AGENCY = re.compile(rf"^(?:{OFFICES}|tinh uy|tinh|thanh pho|tp\.?)\b")
_MOTTO = re.compile(r"\bcong hoa xa hoi chu nghia viet nam\b|\bdoc lap\s*[-–]?\s*tu do\b|\bdang cong san viet nam\b")
_ANNEX = re.compile(r"\b(?:kem theo|dinh kem|ban hanh kem)\b")
_NUMBER_LINE = re.compile(r"^(?:so|so ky hieu|so van ban)\s*[:.]")
_PERIOD = re.compile(r"\b(?:ky bao cao|ky|thoi ky|so lieu|thoi diem|bao cao|nam|quy|qui|thang)\b")
_UNIT_LINE = re.compile(r"\b(?:don vi(?: tinh)?|dvt|d\.v\.t|dv tinh)\b")
_SIGNATURE = re.compile(
    r"^(?:ngay[\s.…_]*thang[\s.…_]*nam|nguoi (?:lap|tong hop|bao cao|kiem tra|kiem soat|duyet|ky|viet)\b|thu truong"
    r"|(?:can bo|chuyen vien)(?: (?:tong hop|lap|phu trach|theo doi))*(?: bieu)?$|kiem soat$"
    r"|lanh dao(?: don vi| so)?$|t/?m\.?\s|t\.?m\.?\s?(?:uy ban|ubnd|hdnd|so|ban)"
    r"|k/?t\.?\s?(?:chu tich|giam doc|truong)|t/?l\.?\s?(?:chu tich|giam doc|bo truong)|tuq\.?\s|q\.\s"
    r"|(?:pho )?(?:chu tich|giam doc|chanh van phong|truong phong)$|ke toan(?: truong)?$"
    r"|\(?ky(?:,| va| ten| ghi)|\(?chu ky|\(?da ky\)?$|noi nhan\s*:?$|noi nhan:|xac nhan cua|thu ky$)"
    r"|[,.]\s*ngay\s[\d\s.…_]*thang\s[\d\s.…_]*nam[\d\s.…_]*$"
)
_NOTE_START = re.compile(r"^(?:ghi chu|chu thich|luu y|chu y|giai thich|nguon)\s*[:.]|^\(\*+\)|^\*{1,3}\s|^ghi chu$")
_TITLE = re.compile(r"^(?:phu luc|bieu|mau|danh muc|danh sach|tong hop|bao cao|ket qua|bang|thong ke)\b")
_LETTERHEAD_ROWS = 25


def is_signature(text: str) -> bool:
    """Whether a text belongs to the foot of a form: date line, "NGƯỜI LẬP BIỂU", "TM. UBND", "Nơi nhận:"."""
    return len(text) <= 120 and _SIGNATURE.search(fold(text).replace("…", "...")) is not None


def is_note_start(text: str) -> bool:
    """Whether a text opens the remarks under a table."""
    return _NOTE_START.search(fold(text)) is not None


@dataclass(frozen=True, slots=True)
class Line:
    """One text outside the tables."""

    text: str
    key: str
    ref: CellRef
    column: int
    row: int


def loose_lines(grid: Grid, rows: Sequence[int]) -> list[Line]:
    """Texts of rows that are not part of a table, in reading order."""
    return [
        Line(text, grid.key(text), grid.ref(row, column), column, row)
        for row in rows
        for column, text in grid.filled(row).items()
        if not is_nothing(text) and len(text) <= 400
    ]


def line_kind(line: Line) -> BandKind:
    """What a row above a table is, by one of its texts."""
    if _UNIT_LINE.search(line.key) and unit_of(line.text) is not None:
        return "unit"
    if (
        _MOTTO.search(line.key)
        or _NUMBER_LINE.search(line.key)
        or _SENDER.search(line.key)
        or _RECEIVER.search(line.key)
    ):
        return "letterhead"
    if _AGENCY.search(line.key) or _TITLE.search(line.key) or _ANNEX.search(line.key) or _place_line(line):
        return "letterhead"
    return "guidance"


def _place_line(line: Line) -> bool:
    return re.search(r",\s*ngay\b.*\bthang\b", line.key) is not None


def unit_lines(lines: Sequence[Line]) -> list[tuple[int, Line]]:
    """Units of money that lines outside the headings name, in reading order."""
    found = []
    for line in lines:
        if len(line.text) <= 80 and _UNIT_LINE.search(line.key):
            unit = unit_of(line.text)
            if unit is not None:
                found.append((unit, line))
    return found


def read_meta(
    lines: Sequence[Line],
    file_name: str,
    sheet_names: Sequence[str],
    identity: Mapping[str, str],
    context: Context,
) -> Meta:
    """Sender, period, number and date of the paper. What the officer chose stands above what is written.

    `identity` is what a form of ours says of itself: used where the letterhead was left blank.
    """
    number, number_cells, day, day_cells = _paper(lines)
    period, period_found = _period(lines, file_name, identity, context)
    meta = Meta(None, period, period_found, number, number_cells, day, day_cells)
    on = day or (period.calendar_window()[1] if period else None)
    return replace(meta, province=_sender(lines, file_name, sheet_names, identity, on, context))


def _paper(lines: Sequence[Line]) -> tuple[str, tuple[CellRef, ...], date | None, tuple[CellRef, ...]]:
    """Number and date: from the number line and the place line, else from "(Kèm theo Báo cáo số …)"."""
    number, day = "", None
    number_cells: tuple[CellRef, ...] = ()
    day_cells: tuple[CellRef, ...] = ()
    for line in lines:
        if not number and _NUMBER_LINE.search(line.key):
            number, number_cells = split_number_date(line.text)[0], (line.ref,)
        if day is None and _place_line(line):
            found = parse_date(line.text)
            day, day_cells = found.value, (line.ref,) if found.value else ()
    for line in lines:
        if _ANNEX.search(line.key) and not (number and day):
            said, when = split_number_date(line.text.strip("()"))
            if not number and said:
                number, number_cells = said, (line.ref,)
            if day is None and when and when.value:
                day, day_cells = when.value, (line.ref,)
    return number, number_cells if number else (), day, day_cells


def _period(
    lines: Sequence[Line], file_name: str, identity: Mapping[str, str], context: Context
) -> tuple[Period | None, Found | None]:
    chosen = context.overrides.period or context.period
    if chosen and (period := parse_period(chosen)):
        return period, Found(chosen, period.code, "chosen")
    labelled = [line for line in lines if "ky bao cao" in line.key or "thoi ky" in line.key]
    others = [line for line in lines if line not in labelled and _PERIOD.search(line.key) and not _about_paper(line)]
    for line in (*labelled, *others):
        period = parse_period(line.text)
        if period is not None and 2000 <= period.year <= 2100 and (line in labelled or period.kind != "month"):
            return period, Found(line.text, period.code, "letterhead", (line.ref,))
    if period := parse_period(identity.get("period", "")):
        return period, Found(identity["period"], period.code, "form")
    period = parse_period(_spaced(file_name))
    if period is not None and period.kind != "month":
        return period, Found(file_name, period.code, "file_name")
    return None, None


def _about_paper(line: Line) -> bool:
    """A line whose date is that of a paper or of a signature, not a period."""
    return bool(_place_line(line) or _ANNEX.search(line.key) or _NUMBER_LINE.search(line.key) or is_signature(line.text))


def _spaced(file_name: str) -> str:
    stem = file_name.rpartition(".")[0] or file_name
    return re.sub(r"[_\s]+", " ", stem)


def _sender(
    lines: Sequence[Line],
    file_name: str,
    sheet_names: Sequence[str],
    identity: Mapping[str, str],
    on: date | None,
    context: Context,
) -> Found | None:
    chosen = context.overrides.sender or context.sender
    if chosen:
        match = context.places.resolve(chosen, on)
        return Found(chosen, match.place.unit_id if match.place else "", "chosen")
    for text, how, cells in _sender_candidates(lines, file_name, sheet_names):
        if how == "file_name" and (made_for := context.places.by_id.get(identity.get("locality", ""))):
            return Found(made_for.name, made_for.unit_id, "form")
        found = [match.place for match in context.places.find_in(text, on) if match.place and match.sure]
        if len(found) == 1 or (found and how in ("letterhead", "annex", "place_line")):
            return Found(found[0].name, found[0].unit_id, how, cells)
    return None


def _sender_candidates(
    lines: Sequence[Line], file_name: str, sheet_names: Sequence[str]
) -> Iterator[tuple[str, FoundHow, tuple[CellRef, ...]]]:
    """Texts that may name the sender, from the surest: labelled, agency lines, annex line, place line, names."""
    own = [line for line in lines if not _RECEIVER.search(line.key) and not _COUNCIL.search(line.key)]
    for line in own:
        if _SENDER.search(line.key):
            yield _title_case(line.text.partition(":")[2] or line.text), "letterhead", (line.ref,)
    for line in own[:_LETTERHEAD_ROWS]:
        if _AGENCY.search(line.key) and len(line.text) <= 120 and not is_signature(line.text):
            yield _title_case(line.text), "letterhead", (line.ref,)
    for line in own:
        if _ANNEX.search(line.key):
            yield _title_case(line.text), "annex", (line.ref,)
    for line in own:
        if _place_line(line):
            yield _title_case(line.text.partition(",")[0]), "place_line", (line.ref,)
    for line in own[:_LETTERHEAD_ROWS]:
        if _TITLE.search(line.key):
            yield _title_case(line.text), "title", (line.ref,)
    yield _spaced(file_name), "file_name", ()
    for name in sheet_names:
        yield name, "sheet_name", ()


def _title_case(text: str) -> str:
    """Capitals as names are written, for lines in one case: "TỈNH BẮC NINH" -> "Tỉnh Bắc Ninh"."""
    return text.title() if text.isupper() or text.islower() else text
