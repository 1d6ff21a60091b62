"""Headings that the program would not know: each known one is forgotten in turn and must be told from the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from random import Random

from tests.exchange.layouts.layout import Layout
from tests.exchange.layouts.maker import draw
from tests.exchange.layouts.truth import make
from tests.exchange.sheets import context, table, values
from workbench.exchange.context import Context
from workbench.exchange.forms import FormColumn, FormSpec
from workbench.exchange.headings import heading_words
from workbench.exchange.raw import RawSheet, RawWorkbook
from workbench.exchange.recognise import recognise

EVERY = 12  # the test takes each twelfth heading
MADE = ("B01", "B02", "B03")  # forms that the maker of layouts knows


def held_out() -> Iterator[tuple[FormSpec, FormColumn, str]]:
    every = [
        (form, column, alias)
        for form in context().forms
        if form.key in MADE
        for column in form.columns
        for alias in column.aliases
        if not column.optional and " / " not in alias
    ]
    yield from every[::EVERY]


def without(form: FormSpec, column: FormColumn, heading: str) -> Context:
    """The program's knowledge but for one heading, in all its spellings."""
    words = heading_words(heading, brackets=True)
    kept = tuple(a for a in column.aliases if heading_words(a.rpartition(" / ")[2], brackets=True) != words)
    columns = tuple(replace(c, aliases=kept) if c is column else c for c in form.columns)
    forms = tuple(replace(f, columns=columns) if f is form else f for f in context().forms)
    return replace(context(), forms=forms)


def under_heading(sheet: RawSheet, column: FormColumn, heading: str) -> RawSheet:
    """The sheet with one official heading worded otherwise."""
    rows = {
        row: {c: replace(cell, value=heading) if cell.value == column.heading else cell for c, cell in cells.items()}
        for row, cells in sheet.rows.items()
    }
    return replace(sheet, rows=rows)


def test_a_heading_never_seen_is_mostly_placed_and_never_misplaced() -> None:
    sheets = {key: draw(make(key, Random(7), 8), Layout(1), Random(1)).page.sheet() for key in MADE}
    outcomes: Counter[str] = Counter()
    for form, column, heading in held_out():
        raw = RawWorkbook("x.xlsx", "0" * 64, "xlsx", (under_heading(sheets[form.key], column, heading),))
        read = recognise(raw, without(form, column, heading))
        placed = {c.heading: c.fields for t in read.tables for c in t.columns}.get(heading)
        assert placed in ((column.key,), ()), (form.key, heading, placed)
        outcomes["placed" if placed else "left"] += 1
    assert outcomes.total() > 25
    assert outcomes["placed"] >= 0.85 * outcomes.total()


def test_headings_as_long_as_a_ministry_writes_them() -> None:
    heading = (
        "STT",
        "Nội dung khó khăn, vướng mắc phát sinh trong quá trình thực hiện các thỏa thuận liên kết vùng (nêu rõ điều, "
        "khoản, văn bản quy phạm pháp luật có liên quan, không nêu chung chung)",
        "Nguyên nhân dẫn đến khó khăn, vướng mắc (khách quan, chủ quan; trách nhiệm của từng cơ quan, đơn vị)",
        "Đề xuất, kiến nghị cụ thể của địa phương để tháo gỡ khó khăn, vướng mắc nêu tại cột 2 của biểu này",
        "Cơ quan có thẩm quyền xem xét, giải quyết đề xuất, kiến nghị của địa phương (bộ, ngành, Thủ tướng Chính phủ)",
    )
    lines = [(n, f"Tuyến số {n} chậm", "Thiếu vốn", f"Bố trí vốn đoạn {n}", "Bộ Tài chính") for n in (1, 2, 3)]
    found = table(heading, *lines)
    assert [row.form for row in found.rows] == ["B02"] * 3
    assert values(found.rows[0], "issue", "cause", "proposal", "authority") == (*lines[0][1:4], ("Bộ Tài chính",))
