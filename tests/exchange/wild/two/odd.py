"""Submissions that are not one table on one sheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.exchange.layouts.expect import ANYWHERE, Want
from tests.exchange.layouts.truth import FIELDS
from tests.exchange.wild.two import heads, pens
from tests.exchange.wild.two.around import above, below
from tests.exchange.wild.two.facts import Record, Report, report
from tests.exchange.wild.two.look import Look
from tests.exchange.wild.two.page import Page
from tests.exchange.wild.two.slots import DATE_KEYS, REQUIRED, Told, single
from tests.exchange.wild.two.tables import Table

TOPICS = (
    "Kiến nghị về cơ chế, chính sách",
    "Kiến nghị về nguồn vốn",
    "Nhóm kiến nghị về quy hoạch",
    "Các nội dung khác",
    "Kiến nghị với Chính phủ, các bộ, ngành trung ương",
)
NIL = ("Không phát sinh", "Trong kỳ không phát sinh", "Không có nội dung báo cáo", "Kỳ này không có")
DITTO = ("authority", "sector", "lead", "provinces", "parties", "status")
Draw = Callable[..., tuple[int, int]]


def pages(rep: Report, look: Look, rng: Random, table: Draw) -> list[Page]:
    """The sheets of a submission."""
    if look.nil:
        return [_nil(rep, look, rng)]
    if look.shape == "cards":
        return [_cards(rep, look, rng)]
    if look.shape == "turned":
        return [_turned(rep, look, rng)]
    if look.sheets in ("sector", "status"):
        return _divided(rep, look, rng, table)
    if look.sheets == "forms":
        others = [report(f, rng, rng.randint(4, 7)) for f in FIELDS]
        names = rng.sample(("Biểu A", "Biểu B", "Biểu C"), 3)
        reps = [replace(o, here=rep.here, day=rep.day) for o in others]
        return [_page(r, look, rng, table, name) for r, name in zip(reps, names, strict=True)]
    if look.stacked:
        return [_stacked(rep, look, rng, table)]
    if look.ditto:
        rep = replace(rep, records=_alike(rep.records))
    name = (
        "" if look.kind in ("csv", "tab", "html") else rng.choice(("Sheet1", "PL1", "Bieu", "Tổng hợp", rep.here.name))
    )
    made = [_page(rep, look, rng, table, name)]
    if look.sheets == "noise":
        empty, guide = Page("Sheet3"), Page("Hướng dẫn")
        guide.put(1, 1, "HƯỚNG DẪN GHI BIỂU", bold=True)
        for n, line in enumerate(
            ("Cột 2: ghi đầy đủ tên văn bản", "Cột 3: ghi số, ký hiệu", "Cột 4: ngày/tháng/năm"), 2
        ):
            guide.put(n, 1, line)
        made = rng.choice(([guide, *made], [*made, empty], [guide, *made, empty]))
    if look.sheets == "old":
        old = _page(replace(rep, records=rep.records[:-2]), look, rng, table, f"{name} (cu)")
        old.records, old.flags, old.state = [], [], "hidden"
        made[0].flag("hidden_data", ANYWHERE, must=False)
        made.append(old)
    return made


def _page(rep: Report, look: Look, rng: Random, table: Draw, name: str) -> Page:
    page = Page(name)
    left = 1 if look.level < 3 else rng.choice((1, 1, 1, 2))
    row, last = table(page, rep, look, rng, 0, left, {})
    below(page, row, rep, look, last, rng)
    if look.level >= 4 and rng.random() < 0.25 and look.kind == "xlsx":
        page.put(6, last + 3, "kiểm tra lại số liệu")
        page.put(7, last + 3, 125)
    return page


def _alike(records: tuple[Record, ...]) -> tuple[Record, ...]:
    made = list(records)
    for n in range(1, len(made)):
        if n % 3:
            shared = {
                k: made[n - 1][k]
                for k in ("authority", "sector", "lead", "provinces")
                if k in made[n - 1] and k in made[n]
            }
            made[n] = {**made[n], **shared}
    return tuple(made)


def ditto(drawn: Table, record: Record, before: Record, row: int) -> None:
    """Marks for what the line above says already."""
    page = drawn.page
    mark = drawn.rng.choice(("-nt-", "nt", "-nt-", '"')) if drawn.look.ditto == "nt" else drawn.look.ditto
    for column, slot in drawn.columns():
        key = slot.keys[0] if len(slot.keys) == 1 and slot.width == 1 else ""
        if key not in DITTO or record.get(key) != before.get(key) or key not in record:
            continue
        page.put(row, column, mark)
        old, new = page.records[-2].fields[key], page.records[-1].fields[key]
        page.records[-1] = replace(
            page.records[-1], fields={**page.records[-1].fields, key: Want(old.value, old.cells | new.cells, old.accept)}
        )


def empty_group(drawn: Table, row: int, n: int, key: str) -> int:
    """A group that has nothing to say, and says so."""
    drawn.group(row, n, "Lĩnh vực khác" if key == "sector" else "Nội dung khác")
    drawn.page.put(row + 1, drawn.first, drawn.rng.choice(NIL[:2]))
    return row + 2


def _nil(rep: Report, look: Look, rng: Random) -> Page:
    page = Page("Sheet1")
    keys = FIELDS[rep.form]
    row = above(page, rep, look, "", len(keys) + 1, rng)
    page.put(row, 1, "STT", bold=True)
    for n, key in enumerate(keys, 2):
        page.put(row, n, heads.head(rep.form, key, look.heads, rng), bold=True)
    row += 1
    if rng.random() < 0.5:
        for n in range(1, len(keys) + 2):
            page.put(row, n, f"({n})")
        row += 1
    page.put(row, rng.choice((1, 2)), rng.choice(NIL))
    below(page, row + 1, rep, look, len(keys) + 1, rng)
    return page


def _divided(rep: Report, look: Look, rng: Random, table: Draw) -> list[Page]:
    """A sheet for each sector or state: its name, or a line above the table, tells it."""
    key = "sector" if look.sheets == "sector" and rep.form != "B03" else "urgency" if rep.form == "B02" else "status"
    told = rng.choice(("name", "line"))
    made = []
    for value in dict.fromkeys(str(r[key]) for r in rep.records):
        stock = "sector" if key == "sector" else rep.form
        said = pens.PLAIN[stock][value]
        page = Page(said if told == "name" else f"Sheet{len(made) + 1}")
        part = replace(rep, records=tuple(r for r in rep.records if r[key] == value))
        given = {key: Want(value, ANYWHERE, (None,) if told == "name" else ())}
        top = above(page, rep, look, "tỷ đồng" if rep.form == "B01" else "", 8, rng)
        if told == "line":
            what = {"sector": "Lĩnh vực", "status": "Tình trạng", "urgency": "Mức độ"}[key]
            given = {key: Want(value, frozenset((page.put(top, 1, f"{what}: {said}"),)), ())}
            top += 1
        plain = replace(look, unit_at="cell" if rep.form == "B01" else look.unit_at)
        row, last = table(page, part, plain, rng, top, 1, given, (key,))
        if not made:
            below(page, row, rep, look, last, rng)
        made.append(page)
    return made


def _stacked(rep: Report, look: Look, rng: Random, table: Draw) -> Page:
    """Two tables under another: the same form twice, or another form."""
    page = Page("Sheet1")
    half = len(rep.records) // 2
    if look.stacked == "same":
        first, second = replace(rep, records=rep.records[:half]), replace(rep, records=rep.records[half:])
        lines = rng.choice(
            (
                ("A. Nội dung phát sinh trong kỳ", "B. Nội dung chuyển tiếp từ kỳ trước"),
                ("Bảng 1", "Bảng 2"),
                ("I. Cấp tỉnh", "II. Cấp sở, ngành"),
            )
        )
    else:
        form = {"B01": "B02", "B02": "B03", "B03": "B02"}[rep.form]
        second = replace(report(form, rng, 5), here=rep.here, day=rep.day)
        first, lines = rep, ("", heads.FORM_WORDS[form][0])
    plain = replace(look, unit_at="cell")
    row = above(page, rep, plain, "", 9, rng)
    if lines[0]:
        page.put(row, 1, lines[0], bold=True)
        row += 1
    row, _ = table(page, first, plain, rng, row, 1, {})
    row += rng.choice((1, 2, 3))
    page.put(row, 1, lines[1], bold=True)
    row, last = table(page, second, plain, rng, row + 1, 1, {})
    below(page, row, rep, plain, last, rng)
    return page


def _cells(rep: Report, look: Look, rng: Random) -> list[tuple[str, str, list[Told | None], list[object]]]:
    """Field by field: key, label, and each record's cell."""
    habits = pens.Habits(rng.choice(("slash", "word", "typed", "short")), "cell", 10**9, "loose", "loose", "near")
    dropped = rng.sample(
        [k for k in FIELDS[rep.form] if k not in REQUIRED[rep.form] and k not in ("sector", "status")], 2
    )
    made = []
    for key in FIELDS[rep.form]:
        if key in dropped and "amount" not in key and "year" not in key:
            continue
        slot = single(rep.form, key, (key,), habits)
        lines = [slot.write(r, rng) for r in rep.records]
        made.append(
            (key, heads.head(rep.form, key, look.heads, rng), [t.get(key) for _, t in lines], [c[0] for c, _ in lines])
        )
    return made


def _cards(rep: Report, look: Look, rng: Random) -> Page:
    """A block of labels and values for each record."""
    page = Page("Sheet1")
    row = above(page, rep, look, "", 3, rng)
    made = _cells(rep, look, rng)
    style = rng.choice(("title", "blank", "number"))
    what = {"B01": "Thỏa thuận", "B02": "Vướng mắc", "B03": "Kiến nghị"}[rep.form]
    for n in range(len(rep.records)):
        if style == "title":
            page.put(row, 1, f"{what} {n + 1}", bold=True)
            row += 1
        if style == "number":
            page.put(row, 1, n + 1)
        at = 2 if style == "number" else 1
        wants: dict[str, Want] = {}
        first = row
        for key, label, told, cells in made:
            page.put(row, at, f"{label}:" if style == "blank" else label, bold=True)
            page.put(row, at + 1, cells[n])  # type: ignore[arg-type]
            _tell(page, wants, key, told[n], row, at + 1)
            row += 1
        page.record(rep.form, wants, first)
        row += 1 if style != "number" else 0
    below(page, row, rep, look, 4, rng)
    return page


def _turned(rep: Report, look: Look, rng: Random) -> Page:
    """Fields down, records across."""
    page = Page("Sheet1")
    top = above(page, rep, look, "", 6, rng)
    made = _cells(rep, look, rng)
    numbered = rng.random() < 0.7
    if numbered:
        page.put(top, 1, rng.choice(("Nội dung", "Chỉ tiêu", "STT")), bold=True)
        for n in range(len(rep.records)):
            page.put(top, n + 2, n + 1, bold=True)
    start = top + numbered
    for n in range(len(rep.records)):
        wants: dict[str, Want] = {}
        for down, (key, label, told, cells) in enumerate(made):
            page.put(start + down, 1, label, bold=True)
            page.put(start + down, n + 2, cells[n])  # type: ignore[arg-type]
            _tell(page, wants, key, told[n], start + down, n + 2)
        page.record(rep.form, wants, start)
    below(page, start + len(made) + 1, rep, look, 6, rng)
    return page


def _tell(page: Page, wants: dict[str, Want], key: str, told: Told | None, row: int, column: int) -> None:
    if told is None:
        return
    cells = frozenset((page.at(row, column),))
    wants[key] = Want(told.want, cells, told.accept)
    for kinds, must in told.flags:
        page.flag(kinds, cells, must=must)
    if key in DATE_KEYS:
        page.dated.append((row, column))
