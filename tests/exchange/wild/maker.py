"""Draws a submission by choices made at random from a seed, with the place and the value of every field remembered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from tests.exchange.layouts.drawing import Page
from tests.exchange.layouts.expect import Case, Want, WantRecord
from tests.exchange.layouts.styles import KINDS
from tests.exchange.layouts.truth import FIELDS, Truth, codes_of
from tests.exchange.sheets import context
from tests.exchange.wild import stock, writing
from tests.exchange.wild.stock_more import MORE, MORE_DECOYS
from tests.exchange.wild.truth import wild_truth
from workbench.exchange.raw import CellValue, RawWorkbook
from workbench.values.text import fold

REQUIRED = {
    "B01": ("title", "doc_no", "signed_date", "parties"),
    "B02": ("issue", "proposal", "authority", "provinces", "raised_date"),
    "B03": ("recommendation", "sent_no", "sent_date", "authority", "status"),
}
UNITS = {"tỷ đồng": 10**9, "triệu đồng": 10**6, "tr.đồng": 10**6, "tỉ đồng": 10**9, "đồng": 1}


@dataclass(frozen=True)
class Habits:
    """The choices of one sheet."""

    head: str
    title: str
    words: str
    heading: str
    width: int
    spacer: bool
    index: str
    number: str
    groups: str
    total: str
    dates: str
    amounts: str
    unit: str
    unit_at: str
    names: str
    running: bool
    merged_sector: bool
    gaps: float
    pages: bool
    foot: str
    text: str
    left: int
    top: int
    decoys: int
    dropped: int
    shuffled: bool


def habits(rng: Random) -> Habits:
    """Each choice by itself: any may meet any other."""
    pick = rng.choice
    groups = pick(("", "", "", "arabic", "letters", "star", "named", "merged", "plain_bold"))
    return Habits(
        head=pick(("motto", "agency", "label", "none", "dense")),
        title=pick(("official", "own", "none")),
        words=pick(("own", "more", "official", "known")),
        heading=pick(("flat", "flat", "grouped", "lines", "upper", "unaccented", "numbered", "starred", "tall")),
        width=pick((1, 1, 1, 1, 2)),
        spacer=rng.random() < 0.12,
        index=pick(("", "", "plain", "brackets", "square", "letters", "column")),
        number=pick(("int", "int", "padded", "slash", "paren", "text", "none")),
        groups=groups,
        total=pick(("", "", "top", "bottom", "count")),
        dates=pick(writing.DATES),
        amounts=pick(writing.AMOUNTS),
        unit=pick(tuple(UNITS)),
        unit_at=pick(("line", "heading", "title")),
        names=pick(("plain", "own")),
        running=not groups and rng.random() < 0.12,
        merged_sector=not groups and rng.random() < 0.12,
        gaps=pick((0.0, 0.0, 0.2)),
        pages=rng.random() < 0.15,
        foot=pick(("", "short", "long", "odd", "note")),
        text=pick(("", "", "", "", "untidy", "eth", "tcvn3", "vni")),
        left=pick((0, 0, 1, 3)),
        top=pick((0, 0, 2, 6)),
        decoys=pick((0, 0, 1, 2, 3)),
        dropped=pick((0, 0, 1, 3)),
        shuffled=rng.random() < 0.3,
    )


@dataclass
class Column:
    """One column of the table; `key` empty for the running number and misleading ones."""

    heading: tuple[str, ...]
    key: str = ""
    decoy: str = ""
    at: int = 0


@dataclass
class Drawing:
    """A sheet at work."""

    form: str
    truth: Truth
    how: Habits
    rng: Random
    page: Page
    columns: list[Column] = field(default_factory=list)
    records: list[WantRecord] = field(default_factory=list)
    row: int = 1
    group_cell: str = ""

    @property
    def left(self) -> int:
        return self.columns[0].at

    @property
    def right(self) -> int:
        return self.columns[-1].at + self.how.width - 1


def wild(form: str, seed: int) -> Case:
    """The submission of a form and a seed."""
    rng = Random(f"wild {form} {seed}")
    how = habits(rng)
    truth = wild_truth(form, rng, rng.randint(4, 11))
    page = Page(rng.choice(("Sheet1", "Trang_tính1", "BC", "Biểu tổng hợp", "Data")), how.text, rng)
    made = Drawing(form, truth, how, rng, page, row=1 + how.top)
    _lay_columns(made)
    _letterhead(made)
    _heading(made)
    if how.total == "top":
        _total(made, "Tổng cộng")
    _body(made)
    if how.total == "bottom":
        _total(made, rng.choice(("Tổng cộng:", "CỘNG", "Tổng cộng (I+II+III)")))
    if how.total == "count":
        made.row += 1
        page.put(made.row, made.left, f"Tổng số: {len(truth.records)} nội dung")
        made.row += 1
    _foot(made)
    sender = truth.province.name if how.head in ("motto", "agency", "label") else ""
    raw = RawWorkbook(rng.choice(("tong hop.xlsx", "gui VP.xlsx", "Book1.xlsx")), "0" * 64, "xlsx", (page.sheet(),))
    return Case(f"wild/{form}/{seed}", 4, raw, made.records, [], sender, (form,))


def _lay_columns(d: Drawing) -> None:
    how, rng = d.how, d.rng
    keys = [k for k in FIELDS[d.form] if not (k == "sector" and how.groups)]
    optional = [k for k in keys if k not in REQUIRED[d.form]]
    dropped = set(rng.sample(optional, min(how.dropped, len(optional))))
    if how.merged_sector:
        dropped.discard("sector")
    keys = [k for k in keys if k not in dropped]
    columns = [Column(_words(d, k), k) for k in keys]
    misleading = MORE_DECOYS if how.words in ("more", "known") else stock.DECOYS
    for name, kind in rng.sample(misleading[d.form], how.decoys):
        columns.insert(rng.randint(1, len(columns)), Column((name,), "", kind))
    if how.shuffled:
        rng.shuffle(columns)
    if how.heading == "grouped":
        _group_headings(d, columns)
    if how.number != "none":
        columns.insert(0, Column((rng.choice(("STT", "TT", "Số TT", "S T T", "Stt.")),), "", "stt"))
    at = 1 + how.left
    for n, column in enumerate(columns):
        column.at = at
        column.heading = tuple(_spelled(d, text, n) for text in column.heading)
        at += how.width + (1 if how.spacer and n in (2, 5) else 0)
    d.columns = columns


def _words(d: Drawing, key: str) -> tuple[str, ...]:
    column = context().form(d.form).by_key[key]
    if d.how.words == "official":
        said = column.heading
    elif d.how.words == "known":
        said = d.rng.choice([a for a in column.aliases if " / " not in a] or [column.heading])
    else:
        said = d.rng.choice((MORE if d.how.words == "more" else stock.HEADINGS)[d.form][key])
    if KINDS.get(key) == "amount" and d.how.unit_at == "heading":
        said += f" ({d.how.unit})" if d.rng.random() < 0.5 else f", ĐVT: {d.how.unit}"
    return (said,)


GROUPED = {
    "B01": (("doc_no", "signed_date"), "Thông tin văn bản", ("Số hiệu", "Ngày ký")),
    "B02": (("raised_date", "deadline"), "Mốc thời gian", ("Ngày phát sinh", "Hạn đề nghị giải quyết")),
    "B03": (("reply_no", "reply_date"), "Văn bản của cơ quan có thẩm quyền trả lời", ("Số, ký hiệu", "Ngày, tháng")),
}


def _group_headings(d: Drawing, columns: Sequence[Column]) -> None:
    keys, above, below = GROUPED[d.form]
    for a, b in pairwise(columns):
        if (a.key, b.key) == keys:
            a.heading, b.heading = (above, below[0]), (above, below[1])


def _spelled(d: Drawing, text: str, n: int) -> str:
    how = d.how.heading
    if how == "upper":
        return text.upper()
    if how == "unaccented":
        return fold(text).capitalize()
    if how == "numbered":
        return f"({n + 1}) {text}"
    if how == "starred":
        return f"{text} (*)" if d.rng.random() < 0.3 else f"{text}:" if d.rng.random() < 0.2 else text
    if how == "lines":
        return text.replace(" ", "\n", 1) if d.rng.random() < 0.6 else text
    return text


def _letterhead(d: Drawing) -> None:
    how, here, put, left = d.how, d.truth.province, d.page.put, d.left
    day = d.truth.day
    if how.head == "motto":
        mid = max(left + 3, (left + d.right) // 2)
        put(d.row, left, f"UBND {here.full_name.upper()}")
        put(d.row, mid, "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True)
        put(d.row + 1, left, "SỞ TÀI CHÍNH")
        put(d.row + 1, mid, "Độc lập – Tự do – Hạnh phúc")
        put(d.row + 3, mid, f"{here.name}, ngày {day.day} tháng {day.month:02d} năm {day.year}")
        d.row += 5
    elif how.head == "agency":
        put(d.row, left, f"ỦY BAN NHÂN DÂN {here.full_name.upper()}", bold=True)
        d.row += 2
    elif how.head == "label":
        put(d.row, left, f"Tên đơn vị báo cáo: {here.full_name}")
        put(d.row + 1, left, "Kính gửi: Văn phòng Hội đồng điều phối vùng")
        d.row += 2
    if how.title != "none":
        form = context().form(d.form)
        title = form.title if how.title == "official" else d.rng.choice(stock.TITLES[d.form])
        if how.unit_at == "title" and d.form == "B01":
            title += f" (ĐVT: {how.unit})"
        put(d.row, left, title, bold=True)
        put(d.row + 1, left, f"(Số liệu đến hết ngày {day.day:02d}/{day.month:02d}/{day.year})")
        d.row += 2
    elif how.unit_at == "title" and d.form == "B01":
        put(d.row, left, f"Đvt: {how.unit}")
        d.row += 1
    if how.unit_at == "line" and d.form == "B01":
        put(d.row, d.right - 1, f"Đơn vị: {how.unit}")
        d.row += 1
    if how.head != "dense":
        d.row += 1


def _heading(d: Drawing) -> None:
    deep = max(len(c.heading) for c in d.columns) + (d.how.heading == "tall")
    for n, column in enumerate(d.columns):
        right = column.at + d.how.width - 1
        for depth, text in enumerate(column.heading):
            last = depth == len(column.heading) - 1
            if not last and n and d.columns[n - 1].heading[: depth + 1] == column.heading[: depth + 1]:
                continue
            d.page.put(d.row + depth, column.at, text, bold=True)
            if last:
                d.page.merge(d.row + depth, column.at, d.row + deep - 1, right)
            else:
                d.page.merge(d.row + depth, column.at, d.row + depth, d.columns[n + 1].at + d.how.width - 1)
    d.row += deep
    if d.how.index:
        for n, column in enumerate(d.columns, 1):
            shown: dict[str, CellValue] = {
                "plain": n,
                "brackets": f"({n})",
                "square": f"[{n}]",
                "letters": "ABCDEGHIKLMNOPQRSTUVXY"[n - 1],
                "column": f"Cột {n}",
            }
            d.page.put(d.row, column.at, shown[d.how.index])
            d.page.merge(d.row, column.at, d.row, column.at + d.how.width - 1)
        d.row += 1


def _body(d: Drawing) -> None:
    records = list(d.truth.records)
    if (d.how.groups or d.how.merged_sector) and d.form != "B03":
        order = codes_of(d.form, "sector")
        records.sort(key=lambda r: order.index(str(r["sector"])))
    before, group, inside, first = None, 0, 0, 0
    for n, record in enumerate(records):
        if d.how.groups and d.form != "B03" and record["sector"] != before:
            before, group, inside = record["sector"], group + 1, 0
            _group(d, str(before), group)
        if d.how.pages and n and n % 4 == 0:
            d.page.put(d.row, (d.left + d.right) // 2, f"Trang {n // 4 + 1}")
            d.row += 1
        if d.how.gaps and n and d.rng.random() < d.how.gaps:
            d.row += 1
        inside += 1
        number = f"{group}.{inside}" if d.how.groups == "arabic" and d.form != "B03" else n + 1
        same = d.how.merged_sector and n and record.get("sector") == records[n - 1].get("sector")
        first = first if same else d.row
        _record(d, number, record, first if d.how.merged_sector else 0)


def _group(d: Drawing, code: str, n: int) -> None:
    label = context().catalogues["field"].by_code[code].label_vi
    put, at = d.page.put, d.left + (d.how.width if d.how.number != "none" else 0)
    style = d.how.groups
    if style == "arabic" and d.how.number != "none":
        put(d.row, d.left, n, bold=True)
        d.group_cell = put(d.row, at, label, bold=True)
    elif style == "letters":
        d.group_cell = put(d.row, at, f"{'ABCDEGHIKLMNOPQRSTUVXY'[n - 1]}) {label}", bold=True)
    elif style == "star":
        d.group_cell = put(d.row, at, f"* Lĩnh vực {label.lower()}:", bold=True)
    elif style == "named":
        d.group_cell = put(d.row, d.left, f"Nhóm {n}: {label}", bold=True)
        d.page.merge(d.row, d.left, d.row, d.right)
    elif style == "merged":
        d.group_cell = put(d.row, d.left, f"{n}. {label.upper()}", bold=True)
        d.page.merge(d.row, d.left, d.row, d.right)
    else:
        d.group_cell = put(d.row, at, f"Lĩnh vực {label}", bold=True)
    d.row += 1


def _total(d: Drawing, label: str) -> None:
    at = next(c.at for c in d.columns if c.key and KINDS.get(c.key) != "amount")
    d.page.put(d.row, at, label, bold=True)
    for column in d.columns:
        if KINDS.get(column.key) == "amount":
            total = sum(int(r.get(column.key, 0)) for r in d.truth.records)  # type: ignore[call-overload]
            number = total / UNITS[d.how.unit]
            d.page.put(d.row, column.at, int(number) if number.is_integer() else number)
    d.row += 1


def _record(d: Drawing, number: object, record: dict[str, object], sector_from: int) -> None:
    wanted: dict[str, Want] = {}
    main = context().form(d.form).main
    tall = 2 if d.how.running else 1
    for column in d.columns:
        value = record.get(column.key) if column.key else None
        if column.decoy:
            d.page.put(d.row, column.at, _decoy(d, column.decoy, number, record))
        elif column.key == main and d.how.running:
            words = str(value).split(" ")
            cut = len(words) // 2
            cells = {
                d.page.put(d.row, column.at, " ".join(words[:cut])),
                d.page.put(d.row + 1, column.at, " ".join(words[cut:])),
            }
            wanted[main] = Want(value, frozenset(cells))
        elif column.key == "sector" and sector_from:
            if sector_from == d.row:
                _put(d, column, value, wanted)
            else:
                d.page.merges = [m for m in d.page.merges if (m.top, m.left) != (sector_from, column.at)]
                d.page.merge(sector_from, column.at, d.row, column.at + d.how.width - 1)
                wanted["sector"] = Want(value, d.records[-1].fields["sector"].cells)
            continue
        elif value is not None:
            _put(d, column, value, wanted)
        if d.how.width > 1:
            d.page.merge(d.row, column.at, d.row, column.at + d.how.width - 1)
    if d.how.groups and d.form != "B03":
        wanted["sector"] = Want(record["sector"], frozenset((d.group_cell,)))
    d.records.append(WantRecord(d.form, wanted, (d.page.name, d.row)))
    d.row += tall


def _put(d: Drawing, column: Column, value: object, wanted: dict[str, Want]) -> None:
    written = _written(d, column.key, value)
    cell = d.page.put(d.row, column.at, written.value)
    said = value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value
    wanted[column.key] = Want(said, frozenset((cell,)), written.accept)


def _written(d: Drawing, key: str, value: object) -> writing.Written:
    kind = KINDS.get(key, "text")
    if isinstance(value, date):
        return writing.write_date(value, d.how.dates, d.rng)
    if kind == "amount" and isinstance(value, int):
        return writing.write_amount(value, UNITS[d.how.unit], d.how.amounts, d.rng)
    if kind == "provinces" and isinstance(value, tuple):
        return writing.write_places(value, d.how.names, d.rng)
    if kind == "authorities" and isinstance(value, tuple):
        return writing.write_bodies(value, d.how.names, d.rng)
    if kind == "code":
        return writing.write_code(d.form, key, str(value), d.how.names, d.rng)
    return writing.Written(value)  # type: ignore[arg-type]


def _decoy(d: Drawing, kind: str, number: object, record: dict[str, object]) -> CellValue:
    rng = d.rng
    if kind == "stt":
        text = f"{number:02d}" if isinstance(number, int) and d.how.number == "padded" else str(number)
        shown = {"slash": f"{text}/", "paren": f"{text})", "text": text, "padded": text}.get(d.how.number)
        return shown if shown is not None else number  # type: ignore[return-value]
    if rng.random() < 0.1:
        return None
    choices: dict[str, CellValue] = {
        "date": d.truth.day - timedelta(days=rng.randint(1, 900)),
        "person": rng.choice(stock.PERSONS),
        "office": rng.choice(stock.OFFICES),
        "agency": rng.choice(stock.AGENCIES),
        "amount": rng.randint(1, 900),
        "percent": f"{rng.randint(1, 100)}%",
        "count": rng.randint(1, 12),
        "prose": rng.choice(stock.PROSE),
        "law": rng.choice(stock.LAWS),
        "district": rng.choice(stock.DISTRICTS),
        "number": f"{rng.randint(10, 999)}/UBND-TH",
    }
    return choices[kind]


def _foot(d: Drawing) -> None:
    put, left = d.page.put, d.left
    right = max(left + 2, d.right - 3)
    d.row += 1
    if d.how.foot == "short":
        put(d.row, right, "Người lập", bold=True)
        put(d.row + 3, right, d.rng.choice(stock.PERSONS))
    elif d.how.foot == "long":
        day = d.truth.day
        put(d.row, right, f"{d.truth.province.name}, ngày {day.day} tháng {day.month} năm {day.year}")
        put(d.row + 1, left + 1, "LẬP BIỂU", bold=True)
        put(d.row + 1, right, "KT. GIÁM ĐỐC", bold=True)
        put(d.row + 2, right, "PHÓ GIÁM ĐỐC", bold=True)
        put(d.row + 3, right, "(Ký tên, đóng dấu)")
        put(d.row + 6, left + 1, d.rng.choice(stock.PERSONS))
        put(d.row + 6, right, d.rng.choice(stock.PERSONS))
    elif d.how.foot == "odd":
        put(d.row, left, f"Danh sách này có {len(d.truth.records)} nội dung./.")
        put(d.row + 1, left, "Nguồn: Sở Tài chính tổng hợp từ báo cáo của các sở, ngành.")
        put(d.row + 2, left, "Liên hệ: 0912.345.678 (đ/c Hải)")
    elif d.how.foot == "note":
        put(d.row, left, "* Ghi chú: Các nội dung đánh dấu (*) đang chờ ý kiến của UBND tỉnh.")
        put(d.row + 1, left, "- Số liệu chưa gồm các dự án chuyển tiếp; cập nhật đến thời điểm báo cáo.")
