"""Layouts beyond one table under one heading: two tables side by side, cards, outlines, notes that look like tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from tests.exchange.layouts.drawing import Page
from tests.exchange.layouts.expect import Case, Want, WantFlag, WantRecord
from tests.exchange.layouts.layout import Layout, heading
from tests.exchange.layouts.maker import Drawn, draw, plain
from tests.exchange.layouts.styles import KINDS, write_bodies, write_code, write_date, write_places
from tests.exchange.layouts.truth import FIELDS, Truth, make
from workbench.exchange.raw import CellValue, RawSheet, RawWorkbook


def case_of(
    name: str,
    level: int,
    truth: Truth,
    sheets: Sequence[RawSheet],
    records: Sequence[WantRecord],
    *,
    sender: bool = True,
) -> Case:
    """The case of some sheets; lists as the interchange writes them."""
    raw = RawWorkbook("bao cao.xlsx", "0" * 64, "xlsx", tuple(sheets))
    made = [
        replace(
            r,
            fields={
                k: replace(w, value=list(w.value) if isinstance(w.value, tuple) else w.value)
                for k, w in r.fields.items()
            },
        )
        for r in records
    ]
    return Case(name, level, raw, made, [], truth.province.name if sender else "", (truth.form,))


def shown(truth: Truth, key: str, value: object, rng: Random) -> CellValue:
    """A value in plain writing."""
    kind = KINDS.get(key, "text")
    if kind == "date":
        return write_date(value, "slash", rng)  # type: ignore[arg-type]
    if kind == "provinces":
        return write_places(value, "plain", rng)  # type: ignore[arg-type]
    if kind == "authorities":
        return write_bodies(value, "plain", rng)  # type: ignore[arg-type]
    if kind == "code":
        return write_code(truth.form, key, str(value), "plain", rng)
    return value if isinstance(value, int) else str(value)


def beside(form: str, seed: int) -> Case:
    """The list broken in two, the second half right of the first."""
    rng = Random(f"beside {form} {seed}")
    truth = make(form, rng, 8)
    layout = Layout(
        4, head="none", foot="", unit="heading", dates="slash", without=frozenset(("note", "content", "cause"))
    )
    left = draw(replace(truth, records=truth.records[:4]), layout, rng)
    width = max(c for _, c in left.page.cells)
    right = draw(replace(truth, records=truth.records[4:]), replace(layout, left=width + 1), rng, name=left.page.name)
    left.page.cells.update(right.page.cells)
    return case_of(f"beside/{form}/{seed}", 4, truth, [left.page.sheet()], [*left.records, *right.records], sender=False)


def cards(form: str, seed: int) -> Case:
    """One block of "label | value" lines for each record."""
    rng = Random(f"cards {form} {seed}")
    truth = make(form, rng, 5)
    layout = Layout(5, headings="official" if seed % 2 else "known", unit="none")
    page = Page("Phiếu", "", rng)
    page.put(1, 1, f"UBND {truth.province.full_name}")
    words = {key: heading(truth, layout, key, rng) for key in FIELDS[form]}
    page.put(2, 1, "Đơn vị tính: đồng")
    row, records = 4, []
    for n, record in enumerate(truth.records, 1):
        if seed % 3:
            page.put(row, 1, f"Phiếu số {n}")
            row += 1
        fields, first = {}, row
        for key in FIELDS[form]:
            page.put(row, 1, f"{words[key]}:" if seed % 2 else words[key])
            if key in record:
                cell = page.put(row, 2, shown(truth, key, record[key], rng))
                fields[key] = Want(plain(record[key]), frozenset((cell,)))
            row += 1
        records.append(WantRecord(form, fields, (page.name, first)))
        row += 1
    return case_of(f"cards/{form}/{seed}", 5, truth, [page.sheet()], records)


def transposed(form: str, seed: int) -> Case:
    """Headings down the left side, a column for each record."""
    rng = Random(f"transposed {form} {seed}")
    truth = make(form, rng, 5)
    layout = Layout(5, unit="none")
    page = Page("Sheet1", "", rng)
    page.put(1, 1, f"UBND {truth.province.full_name}")
    page.put(2, 1, "Đơn vị tính: đồng")
    page.put(4, 1, "STT")
    found: list[dict[str, Want]] = [{} for _ in truth.records]
    for n in range(len(truth.records)):
        page.put(4, 2 + n, n + 1)
    for row, key in enumerate(FIELDS[form], 5):
        page.put(row, 1, heading(truth, layout, key, rng))
        for n, record in enumerate(truth.records):
            if key in record:
                cell = page.put(row, 2 + n, shown(truth, key, record[key], rng))
                found[n][key] = Want(plain(record[key]), frozenset((cell,)))
    records = [WantRecord(form, fields, (page.name, 5 + 1000 * n)) for n, fields in enumerate(found)]
    return case_of(f"transposed/{form}/{seed}", 5, truth, [page.sheet()], records)


def twice(form: str, seed: int) -> Case:
    """The whole list pasted once more under itself."""
    rng = Random(f"twice {form} {seed}")
    truth = make(form, rng, 5)
    drawn = draw(truth, Layout(3, twice=True), rng)
    case = case_of(f"twice/{form}/{seed}", 3, truth, [drawn.page.sheet()], drawn.records)
    for record in case.records[5:]:
        cells = frozenset(c for w in record.fields.values() for c in w.cells)
        case.flags.append(WantFlag(frozenset(("duplicate_record",)), cells))
    return case


def outline(form: str, seed: int) -> Case:
    """Numbers I, 1, 1.1 with summary rows at each step."""
    rng = Random(f"outline {form} {seed}")
    truth = make(form, rng, 6)
    drawn = draw(truth, Layout(4, dates="slash", number="none"), rng)
    page = drawn.page
    rows = sorted({r.place[1] for r in drawn.records})
    gap = {row: n for n, row in enumerate(rows)}
    moved = Page(page.name, "", rng)
    moved.merges = page.merges

    def new_row(row: int) -> int:
        inside = sum(at <= row for at in rows)
        return row + (1 + (inside + 1) // 2 if inside else 0)

    for (row, column), cell in page.cells.items():
        moved.cells[new_row(row), column + 1] = cell
    head = rows[0] - 1
    moved.put(head, 1, "TT")
    moved.put(new_row(rows[0]) - 2, 1, "I")
    moved.put(new_row(rows[0]) - 2, 2, "CÁC NỘI DUNG TRONG KỲ", bold=True)
    for row in rows:
        n = gap[row]
        if n % 2 == 0:
            moved.put(new_row(row) - 1, 1, str(n // 2 + 1))
            moved.put(new_row(row) - 1, 2, f"Nhóm việc thứ {n // 2 + 1}", bold=True)
        moved.put(new_row(row), 1, f"{n // 2 + 1}.{n % 2 + 1}")
    records = [_moved(r, new_row) for r in drawn.records]
    return case_of(f"outline/{form}/{seed}", 4, truth, [moved.sheet()], records)


def _moved(record: WantRecord, new_row: object) -> WantRecord:
    from workbench.exchange.raw import column_letters
    from workbench.exchange.reading.xlsx_sheet import cell_at

    assert callable(new_row)

    def shift(address: str) -> str:
        name, _, ref = address.rpartition("!")
        at = cell_at(ref)
        assert at is not None
        return f"{name}!{column_letters(at[1] + 1)}{new_row(at[0])}"

    fields = {k: replace(w, cells=frozenset(map(shift, w.cells))) for k, w in record.fields.items()}
    return WantRecord(record.form, fields, (record.place[0], new_row(record.place[1])))


def guided(form: str, seed: int) -> Case:
    """Guidance above the table that speaks of its columns, and a private summary under it."""
    rng = Random(f"guided {form} {seed}")
    truth = make(form, rng, 7)
    drawn: Drawn = draw(truth, Layout(3, top=5, head="label", foot="notes"), rng)
    page, low = drawn.page, drawn.next_row + 2
    page.put(1, 1, "Hướng dẫn: điền đủ Lĩnh vực, Địa phương, Ngày ký; không chèn thêm cột")
    page.put(2, 1, "- Lĩnh vực")
    page.put(2, 2, "ghi theo danh mục")
    page.put(3, 1, "- Thời hạn")
    page.put(3, 2, "ghi ngày/tháng/năm")
    page.put(low, 2, "Lĩnh vực")
    page.put(low, 3, "Số lượng")
    for n, name in enumerate(("Giao thông", "Du lịch", "Y tế"), 1):
        page.put(low + n, 2, name)
        page.put(low + n, 3, n)
    page.put(low + 4, 2, "Cộng")
    page.put(low + 4, 3, 6)
    return case_of(f"guided/{form}/{seed}", 3, truth, [page.sheet()], drawn.records)
