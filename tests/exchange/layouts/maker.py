"""A truth drawn into a sheet by a layout, with the place of every value remembered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from tests.exchange.layouts import styles, words
from tests.exchange.layouts.drawing import Page
from tests.exchange.layouts.expect import Want, WantRecord
from tests.exchange.layouts.heading import draw_heading, draw_index
from tests.exchange.layouts.layout import PLACES_FIELD, Column, Layout, columns_of
from tests.exchange.layouts.styles import KINDS
from tests.exchange.layouts.truth import Truth, codes_of
from tests.exchange.sheets import context
from workbench.exchange.raw import CellValue

_ROMAN = (
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
    "XVII",
    "XVIII",
)


@dataclass
class Drawn:
    """A table on a page."""

    page: Page
    records: list[WantRecord] = field(default_factory=list)
    next_row: int = 1


def draw(truth: Truth, layout: Layout, rng: Random, *, name: str = "Sheet1") -> Drawn:
    """A whole sheet with one table."""
    page = Page(name, layout.text, rng)
    table = _Table(page, truth, layout, rng, 1 + layout.top, 1 + layout.left)
    return table.draw()


def draw_below(drawn: Drawn, truth: Truth, layout: Layout, rng: Random) -> Drawn:
    """A further table under the others on the same page."""
    more = _Table(drawn.page, truth, layout, rng, drawn.next_row + 2, 1 + layout.left).draw()
    more.records = [*drawn.records, *more.records]
    return more


class _Table:
    def __init__(self, page: Page, truth: Truth, layout: Layout, rng: Random, top: int, left: int) -> None:
        self.page, self.truth, self.layout, self.rng = page, truth, layout, rng
        self.row, self.left = top, left
        self.columns = columns_of(truth, layout, rng)
        self.out = Drawn(page)
        self.group_cell = ""
        self.head_at = 0
        self.form = context().form(truth.form)
        self.last_shown: dict[str, object] = {}

    @property
    def right(self) -> int:
        return self.left + len(self.columns) - 1

    def draw(self) -> Drawn:
        self._letterhead()
        self.head_at = self.row
        self.row = draw_heading(self.page, self.columns, self.row, self.left, self.layout)
        self.row = draw_index(self.page, self.columns, self.row, self.left, self.layout)
        if self.layout.totals == "top":
            self._total("Tổng cộng", self.truth.records)
        for _ in range(2 if self.layout.twice else 1):
            self._body()
        if self.layout.totals == "bottom":
            self._total(self.rng.choice(("Tổng cộng", "Cộng", "TỔNG SỐ")), self.truth.records)
        if self.layout.aside:
            self._aside()
        self._foot()
        self.out.next_row = self.row
        return self.out

    def _letterhead(self) -> None:
        here, mid = self.truth.province, self.left + max(3, len(self.columns) // 2)
        put = self.page.put
        if self.layout.head == "motto":
            put(self.row, self.left, "ỦY BAN NHÂN DÂN", bold=True)
            put(self.row, mid, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True)
            put(self.row + 1, self.left, here.full_name.upper(), bold=True)
            put(self.row + 1, mid, "Độc lập - Tự do - Hạnh phúc", bold=True)
            d = self.truth.day
            put(self.row + 2, self.left, f"Số: {self.rng.randint(10, 900)}/BC-UBND")
            put(self.row + 2, mid, f"{here.name}, ngày {d.day:02d} tháng {d.month} năm {d.year}")
            self.row += 4
        elif self.layout.head == "agency":
            put(self.row, self.left, f"UBND {here.full_name.upper()}")
            put(self.row + 1, self.left, "VĂN PHÒNG")
            self.row += 3
        elif self.layout.head == "label":
            put(self.row, self.left, f"Đơn vị báo cáo: UBND {here.full_name}")
            put(self.row + 1, self.left, "Đơn vị nhận báo cáo: Văn phòng Hội đồng điều phối vùng")
            self.row += 3
        if self.layout.head != "none":
            half = "6 tháng đầu năm" if self.truth.day.month < 7 else "năm"
            put(self.row, self.left, self.form.title, bold=True)
            put(self.row + 1, self.left, f"({half} {self.truth.day.year})")
            self.row += 3
        if self.layout.unit == "line" and self.truth.form == "B01":
            put(self.row, self.right, f"Đơn vị tính: {self.layout.unit_label}")
            self.row += 1

    def _body(self) -> None:
        records = list(self.truth.records)
        if self.layout.groups and self.truth.form != "B03":
            order = codes_of(self.truth.form, "sector")
            records.sort(key=lambda r: order.index(str(r["sector"])))
        before, group = None, -1
        for n, record in enumerate(records):
            if self.layout.groups and record.get("sector") != before:
                before, group = record.get("sector"), group + 1
                inside = [r for r in records if r.get("sector") == before]
                self._group(str(before), group, inside)
            if self.layout.repeat and n and n % self.layout.repeat == 0:
                self.row = draw_heading(self.page, self.columns, self.row, self.left, self.layout)
            if self.layout.gaps and n and n % self.layout.gaps == 0:
                self.row += 1
            self._record(n + 1, record)

    def _group(self, code: str, n: int, inside: Sequence[dict[str, object]]) -> None:
        if self.truth.form == "B03":
            return
        label = context().catalogues["field"].by_code[code].label_vi
        style, put, at = self.layout.groups, self.page.put, self.left + 1
        if style == "roman":
            put(self.row, self.left, _ROMAN[n], bold=True)
            self.group_cell = put(self.row, at, label, bold=True)
        elif style == "letter":
            put(self.row, self.left, "ABCDEGHIKLMNOPQRSTUVXY"[n])
            self.group_cell = put(self.row, at, label.upper(), bold=True)
        elif style == "capitals":
            self.group_cell = put(self.row, self.left, f"{_ROMAN[n]}. LĨNH VỰC {label.upper()}", bold=True)
            self.page.merge(self.row, self.left, self.row, self.right)
        elif style == "number":
            put(self.row, self.left, f"{_ROMAN[n]}.")
            self.group_cell = put(self.row, at, f"Lĩnh vực: {label}")
        else:
            self.group_cell = put(self.row, at, label, bold=True)
        if self.layout.totals == "groups":
            self._sums(inside)
        self.last_shown = {}
        self.row += 1

    def _sums(self, records: Sequence[dict[str, object]]) -> None:
        for at, column in enumerate(self.columns, self.left):
            if column.fields and KINDS.get(column.fields[0]) == "amount":
                total = sum(int(r.get(column.fields[0], 0)) for r in records)  # type: ignore[call-overload]
                self.page.put(self.row, at, styles.write_amount(total, self.layout.unit_dong, "number"), bold=True)

    def _total(self, label: str, records: Sequence[dict[str, object]]) -> None:
        self.page.put(self.row, self.left + 1, label, bold=True)
        self._sums(records)
        self.row += 1

    # records

    def _record(self, n: int, record: dict[str, object]) -> None:
        first, tall = self.row, self._height(record)
        wanted: dict[str, Want] = {}
        for at, column in enumerate(self.columns, self.left):
            if column.extra == "number":
                self._number(first, at, n, tall)
            elif column.extra:
                self.page.put(first, at, self.rng.choice(words.EXTRAS[column.extra]))
            elif column.option:
                self._tick(first, at, column, record, wanted)
            else:
                self._cell(first, at, column, record, wanted, tall)
        if self.layout.groups and self.truth.form != "B03":
            wanted["sector"] = Want(record["sector"], frozenset((self.group_cell,)))
        self.out.records.append(WantRecord(self.truth.form, wanted, (self.page.name, first)))
        self.row += tall

    def _height(self, record: dict[str, object]) -> int:
        names = record.get(PLACES_FIELD.get(self.truth.form, "authority"), ())
        if self.layout.stretch in ("merged", "cut"):
            return max(1, len(names))  # type: ignore[arg-type]
        return 2 if self.layout.stretch == "running" else 1

    def _number(self, row: int, at: int, n: int, tall: int) -> None:
        shown: CellValue = n
        if self.layout.number == "text":
            shown = str(n)
        elif self.layout.number == "dotted":
            shown = f"{n}."
        self.page.put(row, at, shown, formula=f"A{row - 1}+1" if self.layout.number == "formula" and n > 1 else "")
        if self.layout.stretch == "merged":
            self.page.merge(row, at, row + tall - 1, at)

    def _tick(self, row: int, at: int, column: Column, record: dict[str, object], wanted: dict[str, Want]) -> None:
        key = column.fields[0]
        value = record.get(key, ())
        chosen = column.option in value if isinstance(value, tuple) else column.option == value
        if not chosen:
            return
        cell = self.page.put(row, at, self.rng.choice((self.layout.mark, self.layout.mark, f"{self.layout.mark} ")))
        before = wanted.get(key)
        if isinstance(value, tuple):
            names = (*(before.value if before else ()), column.option)  # type: ignore[misc]
            wanted[key] = Want(names, frozenset((cell,)) | (before.cells if before else frozenset()))
        else:
            wanted[key] = Want(value, frozenset((cell,)))

    def _cell(
        self, row: int, at: int, column: Column, record: dict[str, object], wanted: dict[str, Want], tall: int
    ) -> None:
        if column.split:
            self._joined(row, at, column, record, wanted)
            return
        key = column.fields[0]
        value = record.get(key)
        if value is None:
            self.last_shown.pop(key, None)
            return
        if self.layout.stretch in ("merged", "cut") and isinstance(value, tuple) and tall > 1 and len(value) == tall:
            cells = [self.page.put(row + i, at, name) for i, name in enumerate(value)]
            wanted[key] = Want(list(value), frozenset(cells))
            return
        shown = self._shown(key, value)
        if self.layout.stretch == "running" and key == self.form.main and isinstance(shown, str):
            parts = shown.split(" ")
            cut = len(parts) // 2
            cells = [self.page.put(row, at, " ".join(parts[:cut])), self.page.put(row + 1, at, " ".join(parts[cut:]))]
            wanted[key] = Want(value, frozenset(cells))
            return
        ditto = self.layout.ditto and KINDS.get(key, "text") != "amount" and self.last_shown.get(key) == value
        if ditto:
            shown = self.layout.ditto
        self.last_shown[key] = value
        cells = {self.page.put(row, at, shown)}
        if ditto:
            cells |= {w for r in self.out.records[-1:] if key in r.fields for w in r.fields[key].cells}
        if self.layout.stretch == "merged" and tall > 1:
            self.page.merge(row, at, row + tall - 1, at)
        wanted[key] = Want(plain(value), frozenset(cells))

    def _shown(self, key: str, value: object) -> CellValue:
        layout, rng = self.layout, self.rng
        kind = KINDS.get(key, "text")
        if isinstance(value, date):
            return styles.write_date(value, layout.dates, rng)
        if kind == "amount" and isinstance(value, int):
            return styles.write_amount(value, layout.unit_dong, layout.amounts)
        if kind == "provinces" and isinstance(value, tuple):
            return styles.write_places(value, layout.names, rng)
        if kind == "authorities" and isinstance(value, tuple):
            return styles.write_bodies(value, layout.names, rng)
        if kind == "code":
            return styles.write_code(self.truth.form, key, str(value), layout.names, rng)
        if kind == "year" and isinstance(value, int):
            return value if layout.dates == "typed" else str(value)
        shown = str(value)
        return shown.upper() if layout.text == "capitals" and key == self.form.main else shown

    def _joined(self, row: int, at: int, column: Column, record: dict[str, object], wanted: dict[str, Want]) -> None:
        first, second = (record.get(key) for key in column.fields)
        if first is None:
            return
        if isinstance(second, date):
            day = second.strftime("%d/%m/%Y")
            shown = self.rng.choice(
                (f"{first} ngày {day}", f"Số {first} ngày {day}", f"{first}\nngày {day}", f"{first}, {day}")
            )
        elif column.split == "years":
            shown = self.rng.choice(
                (f"{first}-{second}", f"{first} - {second}", f"{first} – {second}", f"Từ {first} đến {second}")
            )
        else:
            shown = f"- Nguyên nhân: {first}.\n- Kiến nghị: {second}."
        cell = frozenset((self.page.put(row, at, shown),))
        for key, value in zip(column.fields, (first, second), strict=True):
            if value is not None:
                said = f"{value}." if column.split == "labels" else plain(value)
                wanted[key] = Want(said, cell)

    def _aside(self) -> None:
        """The sender's own figures beside and below the table."""
        for n in range(3):
            self.page.put(self.head_at + 2 + n, self.right + 3, self.rng.randint(1, 400))
        self.page.put(self.row + 1, self.right + 2, "kiểm tra lại")
        self.page.put(self.row + 1, self.right + 3, 1250.5)

    def _foot(self) -> None:
        self.row += 1
        put, right = self.page.put, max(self.left + 2, self.right - 2)
        if self.layout.foot == "notes":
            put(self.row, self.left, "Ghi chú: Số liệu lấy theo báo cáo của các sở, ngành")
            put(self.row + 1, self.left, "(*) Chưa bao gồm các nội dung đang trình")
            self.row += 2
        if self.layout.foot in ("signature", "full"):
            put(self.row, right, "Ngày … tháng … năm …")
            put(self.row + 1, self.left + 1, "NGƯỜI LẬP BIỂU", bold=True)
            put(self.row + 1, right, "TM. ỦY BAN NHÂN DÂN", bold=True)
            put(self.row + 2, right, "KT. CHỦ TỊCH", bold=True)
            put(self.row + 5, right, "Nguyễn Văn Thành", bold=True)
            self.row += 6
        if self.layout.foot == "full":
            put(self.row, self.left, "Nơi nhận:")
            put(self.row + 1, self.left, "- Như trên;")
            put(self.row + 2, self.left, "- Lưu: VT, TH.")
            self.row += 3


def plain(value: object) -> object:
    """A value as the interchange writes it."""
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
