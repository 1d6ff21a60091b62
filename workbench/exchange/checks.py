"""What can be told from a record as a whole, and from all records of a file: order, sums, repeats."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from workbench.domain.matching import ALIKE, likeness
from workbench.exchange.forms import FormSpec
from workbench.exchange.problems import Problem
from workbench.exchange.recognised import ParsedRow
from workbench.records.issues import CellRef, Issue
from workbench.values.codes import doc_key
from workbench.values.dates import ParsedDate
from workbench.values.money import format_money
from workbench.values.text import fold, fold_all

_ALIKE = 0.6
_LOOK_BACK = 20
_DAY, _DAY_LONG = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})"), 10
_Handle = tuple[object, ...]


def checked(row: ParsedRow, form: FormSpec, with_days: Sequence[str] = ()) -> ParsedRow:
    """The row with what its own values say against each other. `with_days`: texts that are a mere day somewhere."""
    found = [*_order(row, form), *_sums(row, form)] if form.order or form.totals else []
    if with_days:
        found += _misplaced(row, with_days)
    return row._replace(issues=(*row.issues, *found)) if found else row


def is_mere_day(text: str) -> bool:
    """Whether a text is nothing but a day in figures."""
    return len(text) <= _DAY_LONG and text[:1].isdigit() and _DAY.fullmatch(text) is not None


def _misplaced(row: ParsedRow, texts: Sequence[str]) -> Iterator[Issue]:
    """Text that is nothing but a day: the cells of a row that slipped to the side."""
    for key in texts:
        cell = row.cells.get(key)
        if cell is not None and isinstance(cell.value, str) and not cell.issues and is_mere_day(cell.value):
            yield Problem("type_mismatch", "check", cell.value, about="date_in_text").at(cell.cells, key)


def _order(row: ParsedRow, form: FormSpec) -> list[Issue]:
    found = []
    for first, second in form.order:
        begun, done = row.value(first), row.value(second)
        if isinstance(begun, int) and isinstance(done, int) and begun <= done:
            continue
        start, end = _first_day(begun), _last_day(done)
        if start is not None and end is not None and end < start:
            cells = (*row.cells[second].cells, *row.cells[first].cells)
            said = {"first": form.by_key[first].heading, "second": form.by_key[second].heading}
            found.append(Problem("date_order", "check", row.cells[second].raw_text, params=said).at(cells, second))
    return found


def _first_day(value: object) -> date | None:
    if isinstance(value, ParsedDate):
        return value.first_day
    return date(value, 1, 1) if isinstance(value, int) else None


def _last_day(value: object) -> date | None:
    if isinstance(value, ParsedDate):
        return value.last_day
    return date(value, 12, 31) if isinstance(value, int) else None


def _sums(row: ParsedRow, form: FormSpec) -> list[Issue]:
    """A total that is not the sum of its parts, beyond what rounding explains."""
    found = []
    for column in form.totals:
        total = row.value(column.key)
        if not isinstance(total, int):
            continue
        parts = [key for key in column.sum_of if isinstance(row.value(key), int)]
        added = sum(value for key in parts if isinstance(value := row.value(key), int))
        if added == total or not parts:
            continue
        slack = _slack([total, *(v for key in parts if isinstance(v := row.value(key), int))], form.unit)
        complete = len(parts) == len(column.sum_of)
        if added > total + slack or (complete and added < total - slack):
            cells = (*row.cells[column.key].cells, *(ref for key in parts for ref in row.cells[key].cells))
            said = {"total": format_money(total), "sum": format_money(added)}
            found.append(
                Problem("sum_mismatch", "check", row.cells[column.key].raw_text, params=said).at(cells, column.key)
            )
    return found


def _slack(amounts: Sequence[int], unit: int) -> float:
    """Half a unit of the last decimal written, for each number."""
    step = float(unit)
    while step > 1 and any(amount % step for amount in amounts):
        step /= 10
    return step * len(amounts) / 2 if step < unit else step


def with_repeats(rows: Sequence[ParsedRow], forms: dict[str, FormSpec]) -> list[ParsedRow]:
    """The rows, each that repeats an earlier one of the file flagged with both."""
    texts = _main_texts(rows, forms)
    alike = _alike(rows, texts, forms)
    seen: dict[_Handle, list[ParsedRow]] = defaultdict(list)
    made = []
    for row, text, perhaps in zip(rows, texts, alike, strict=True):
        if not perhaps:
            made.append(row)
            continue
        form = forms[row.form]
        keys = list(_handles(row, text, form))
        earlier = _repeated(row, [r for key in keys for r in seen[key][-_LOOK_BACK:]], form)
        for key in keys:
            seen[key].append(row)
        made.append(_flagged(row, earlier, form) if earlier else row)
    return made


def _main_texts(rows: Sequence[ParsedRow], forms: Mapping[str, FormSpec]) -> list[str]:
    """The folded main text of each row, "" without one."""
    mains = (row.value(forms[row.form].main) for row in rows)
    return fold_all([main if isinstance(main, str) else "" for main in mains])


def _alike(rows: Sequence[ParsedRow], texts: Sequence[str], forms: Mapping[str, FormSpec]) -> list[bool]:
    """Whether a row shares its main text or the number of a paper with another: others repeat nothing."""
    said = Counter(texts)
    found = [text != "" and said[text] > 1 for text in texts]
    for key in {key for form in {row.form for row in rows} for key in forms[form].numbers}:
        numbers = [doc_key(v) if isinstance(v := row.value(key), str) else "" for row in rows]
        named = Counter(number for number in numbers if number)
        if len(named) < len(numbers):
            found = [alike or named[number] > 1 for alike, number in zip(found, numbers, strict=True)]
    return found


def _handles(row: ParsedRow, text: str, form: FormSpec) -> list[_Handle]:
    """Keys that a repeat would share: its main text with one of the things that tell records apart."""
    values = {key: v for key in form.identity if (v := _comparable(row.value(key), form, key)) is not None}
    keys: list[_Handle] = [(form.key, text, key, value) for key, value in values.items() if text]
    keys += [(form.key, "", key, values[key]) for key in form.numbers if key in values]
    return keys


def _repeated(row: ParsedRow, candidates: Sequence[ParsedRow], form: FormSpec) -> ParsedRow | None:
    return next((other for other in candidates if _same_record(row, other, form)), None)


def _same_record(a: ParsedRow, b: ParsedRow, form: FormSpec) -> bool:
    """Nothing that tells records apart differs, most of the rest is equal, and the main texts speak of one thing: one
    letter asks several things."""
    same = both = 0
    for column in form.columns:
        x, y = (_comparable(row.value(column.key), form, column.key) for row in (a, b))
        if x is None or y is None:
            continue
        both += 1
        same += x == y
        if x != y and column.key in form.identity:
            return False
    return both >= 3 and same >= _ALIKE * both and _one_thing(a.value(form.main), b.value(form.main))


def _one_thing(a: object, b: object) -> bool:
    return not isinstance(a, str) or not isinstance(b, str) or likeness(a, b) >= ALIKE


def _comparable(value: object, form: FormSpec, key: str) -> object:
    kind = form.by_key[key].kind
    if value is None or value == ():
        return None
    if kind == "docno" and isinstance(value, str):
        return doc_key(value)
    if isinstance(value, str):
        return fold(value)
    if isinstance(value, ParsedDate):
        return value.iso
    return frozenset(value) if isinstance(value, tuple) else value


def _flagged(row: ParsedRow, earlier: ParsedRow, form: FormSpec) -> ParsedRow:
    cells: list[CellRef] = []
    for one in (row, earlier):
        for key in (form.main, *form.identity):
            cells += [ref for ref in one.cells[key].cells if ref not in cells] if key in one.cells else []
    said = Problem("duplicate_record", "stop", params={"row": earlier.row, "sheet": earlier.sheet})
    return row._replace(issues=(*row.issues, said.at(tuple(cells), form.main)))
