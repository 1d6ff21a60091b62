"""What was recognised of a file, as lines to read: value, whether it is sure, and why. Pure; knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ui.views.import_flow.change_words import form_title, forms
from ui.views.import_flow.sheet_data import SheetData
from ui.views.import_flow.work import Reading
from workbench.exchange.recognised import Meta, Recognised, TableCandidate
from workbench.messages import text
from workbench.records.record import Record
from workbench.values.dates import format_date
from workbench.values.money import unit_label


@dataclass(frozen=True, slots=True)
class RecognisedFact:
    """One line. `sure` False asks for a look; `why` says where it stood or what follows; `link` leads to more."""

    label: str
    value: str
    why: str = ""
    sure: bool = True
    link: str = ""


def recognised_facts(
    reading: Reading,
    sheet: SheetData | None,
    localities: Mapping[str, Record[Any]],
    is_member: Callable[[str], bool],
    row: int = 0,
) -> Iterator[RecognisedFact]:
    """The lines for the sheet shown: form, sender, period, rows, unit of money, paper.

    `is_member` says whether a locality, or what it has become, belongs to the council of the record. `row`: that of
    the table spoken of.
    """
    read = reading.recognised
    table = sheet.table_of(row) if sheet else None
    yield _form(read, table, sheet)
    yield _sender(reading, localities, is_member)
    yield _period(read.meta)
    if sheet is not None:
        yield _rows(reading, sheet, table)
    unit = _unit(table)
    if unit is not None:
        yield unit
    if reading.learned:
        number = len(reading.learned)
        yield RecognisedFact(text("lessons.as_before"), text("lessons.applied", n=number), link="lessons")
    if read.meta.number or read.meta.date:
        said = [read.meta.number, format_date(read.meta.date) if read.meta.date else ""]
        yield RecognisedFact(text("importflow.fact_paper"), " · ".join(filter(None, said)))
    if reading.earlier:
        code, day = reading.earlier
        said_before = text("importflow.imported_before", code=code, day=format_date(day))
        yield RecognisedFact(text("importflow.fact_file"), said_before, text("importflow.imported_before_why"), False)


def _form(read: Recognised, table: TableCandidate | None, sheet: SheetData | None) -> RecognisedFact:
    label = text("importflow.fact_form")
    if sheet is not None and sheet.left_out:
        return RecognisedFact(label, text("importflow.sheet_left_out"), "", True)
    if table is None:
        if read.nil:
            return RecognisedFact(label, text("importflow.nil"), text("importflow.nil_why"))
        return RecognisedFact(label, text("importflow.no_table"), text("importflow.no_table_why"), False)
    value = form_title(table.form)
    guesses = sum(mapped.how == "likely" for mapped in table.columns)
    unknown = sum(not mapped.fields for mapped in table.columns)
    if guesses or unknown:
        parts = [text("importflow.columns_guessed", n=guesses)] if guesses else []
        parts += [text("importflow.columns_unknown", n=unknown)] if unknown else []
        return RecognisedFact(label, value, ", ".join(parts), guesses == 0)
    return RecognisedFact(label, value, text("importflow.form_fits", version=forms()[table.form].version))


def _sender(reading: Reading, localities: Mapping[str, Record[Any]], is_member: Callable[[str], bool]) -> RecognisedFact:
    label, found = text("importflow.fact_sender"), reading.recognised.meta.province
    if found is None:
        return RecognisedFact(label, text("importflow.unknown"), text("importflow.no_sender_why"), False)
    record = localities.get(found.key)
    if record is None:
        return RecognisedFact(label, found.text, text("importflow.foreign_sender_why"), False)
    full = record.values.full_name or record.values.name
    if not is_member(found.key):
        return RecognisedFact(label, full, text("importflow.foreign_sender_why"), False)
    why = text(f"importing.found_{found.how}")
    if reading.old_names:
        names = ", ".join(f"“{name}”" for name in sorted(set(reading.old_names))[:2])
        why = text("importflow.old_names", n=len(reading.old_names), names=names)
    return RecognisedFact(label, full, why)


def _period(meta: Meta) -> RecognisedFact:
    label = text("importflow.fact_period")
    if meta.period is None:
        return RecognisedFact(label, text("importflow.unknown"), text("importflow.no_period_why"), False)
    words = meta.period.label()
    how = meta.period_found.how if meta.period_found else ""
    return RecognisedFact(label, words[:1].upper() + words[1:], text(f"importing.found_{how}") if how else "")


def _rows(reading: Reading, sheet: SheetData, table: TableCandidate | None) -> RecognisedFact:
    label = text("importflow.fact_sheet")
    name = f"“{sheet.name}”" if sheet.name else text("importflow.only_sheet")
    value = name
    if table is not None:
        value = text("importflow.sheet_rows", sheet=name, first=str(table.first_row), last=str(table.last_row))
    others = len(reading.loaded.raw.sheets) - len(reading.sheets)
    why = text("importflow.sheets_skipped", n=others) if others else ""
    if not why and table is not None:
        why = text("importflow.data_rows", n=sheet.data_rows())
    return RecognisedFact(label, value, why)


def _unit(table: TableCandidate | None) -> RecognisedFact | None:
    if table is None:
        return None
    form = forms()[table.form]
    amounts = [c for c in table.columns if c.field and form.by_key[c.field].kind == "amount"]
    if not amounts:
        return None
    units = {mapped.unit for mapped in amounts}
    label = text("importflow.fact_unit")
    if None in units:
        return RecognisedFact(label, text("importflow.unknown"), text("importflow.unit_why"), False)
    return RecognisedFact(label, ", ".join(unit_label(u) for u in sorted(u for u in units if u)))
