"""Cells a careful reader must ask about, put into a finished table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

from tests.exchange.layouts.expect import Want
from tests.exchange.wild.two.look import Look
from tests.exchange.wild.two.page import Page
from tests.exchange.wild.two.slots import DATE_KEYS, REQUIRED
from workbench.exchange.raw import ErrorValue, RawCell, Style

DAYS = ("31/02/2024", "45/10/2023", "29/02/2023", "12/13/2024", "00/5/2024")
PLACES = ("Cần Thở", "Đồng Tápp", "Hải Phonng", "Quảng Nimh")


def after(page: Page, form: str, look: Look, rng: Random) -> None:
    """Spoil some cells of a page, each on a record of its own."""
    if not look.spoil:
        return
    ways = [_no_day, _no_place, _blank, _number_is_a_day, _order, _unknown, _error]
    rng.shuffle(ways)
    rows = list(range(len(page.records)))
    rng.shuffle(rows)
    for way, n in zip(ways[: look.spoil], rows, strict=False):
        way(page, form, n, rng)


def _set(page: Page, cell: str, value: object) -> None:
    where = cell.rpartition("!")[2]
    letters = "".join(c for c in where if c.isalpha())
    column = 0
    for c in letters:
        column = column * 26 + ord(c) - 64
    row = int(where[len(letters) :])
    if value is None:
        page.cells[row].pop(column, None)
    else:
        page.cells[row][column] = RawCell(value, Style())  # type: ignore[arg-type]


def _want(page: Page, n: int, key: str, want: Want) -> None:
    record = page.records[n]
    page.records[n] = replace(record, fields={**record.fields, key: want})


def _no_day(page: Page, form: str, n: int, rng: Random) -> None:
    key = rng.choice([k for k in DATE_KEYS if k in page.records[n].fields])
    cells = page.records[n].fields[key].cells
    _set(page, next(iter(cells)), rng.choice(DAYS))
    _want(page, n, key, Want(None, cells, (None,)))
    page.flag("bad_date ambiguous_date", cells, must=True)
    page.flag("missing_required", cells, must=False)


def _no_place(page: Page, form: str, n: int, rng: Random) -> None:
    key = {"B01": "parties", "B02": "provinces"}.get(form)
    if key is None:
        return
    want = page.records[n].fields[key]
    names = list(want.value)  # type: ignore[call-overload]
    wrong = rng.choice(PLACES)
    _set(page, next(iter(want.cells)), ", ".join((*names, wrong)))
    _want(page, n, key, Want(None, want.cells, (None, names, [*names, wrong])))
    page.flag("unknown_province", want.cells, must=True)


def _blank(page: Page, form: str, n: int, rng: Random) -> None:
    key = rng.choice([k for k in REQUIRED[form] if k not in ("title", "issue", "recommendation")])
    cells = page.records[n].fields[key].cells
    _set(page, next(iter(cells)), None)
    _want(page, n, key, Want(None, cells, (None,)))
    page.flag("missing_required", cells, must=True)


def _number_is_a_day(page: Page, form: str, n: int, rng: Random) -> None:
    key = {"B01": "doc_no", "B03": "sent_no"}.get(form)
    if key is None:
        return
    cells = page.records[n].fields[key].cells
    _set(page, next(iter(cells)), date(2024, 3, rng.randint(1, 12)))
    _want(page, n, key, Want(None, cells, (None,)))
    page.flag("type_mismatch bad_docno missing_required", cells, must=True)


def _order(page: Page, form: str, n: int, rng: Random) -> None:
    first, last = {
        "B01": ("start_year", "end_year"),
        "B02": ("raised_date", "deadline"),
        "B03": ("sent_date", "reply_date"),
    }[form]
    fields = page.records[n].fields
    if first not in fields or last not in fields:
        return
    if form == "B01":
        value: object = int(str(fields[first].value)) - 2
        said = value
    else:
        before = date.fromisoformat(str(fields[first].value))
        early = date(before.year - 1, before.month, min(before.day, 28))
        value, said = early, early.isoformat()
    _set(page, next(iter(fields[last].cells)), value)
    _want(page, n, last, Want(said, fields[last].cells, (None,)))
    page.flag("date_order", fields[first].cells | fields[last].cells, must=True)


def _unknown(page: Page, form: str, n: int, rng: Random) -> None:
    key = {"B01": "sector", "B02": "urgency", "B03": "status"}[form]
    cells = page.records[n].fields[key].cells
    _set(page, next(iter(cells)), rng.choice(("Xem phụ lục", "A1", "???")))
    _want(page, n, key, Want(None, cells, (None,)))
    page.flag("unknown_code", cells, must=True)
    page.flag("missing_required", cells, must=False)


def _error(page: Page, form: str, n: int, rng: Random) -> None:
    key = {"B01": "end_year", "B02": "deadline", "B03": "due"}[form]
    if key not in page.records[n].fields:
        return
    cells = page.records[n].fields[key].cells
    _set(page, next(iter(cells)), ErrorValue(rng.choice(("#REF!", "#VALUE!", "#N/A"))))
    _want(page, n, key, Want(None, cells, (None,)))
    page.flag("formula_error", cells, must=True)
