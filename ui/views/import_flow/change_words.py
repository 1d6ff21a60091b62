"""Rows of a plan in words: what a field is called, how a value is read, what a row is about. Pure; knows no Qt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from workbench.exchange.catalogues import load_catalogues
from workbench.exchange.forms import FormSpec, load_forms
from workbench.exchange.recognised import NUMBER, ColumnMapping
from workbench.exchange.said import said_column
from workbench.messages import text
from workbench.records.record import Ref
from workbench.services.form_words import form_words
from workbench.services.importing.cells import comparable
from workbench.services.importing.plan import ImportPlan
from workbench.services.importing.plan_rows import Diff, PlanRow
from workbench.services.importing.second import Differences
from workbench.services.proposal import Codes
from workbench.services.texts import Names
from workbench.values.dates import format_date, parse_period
from workbench.values.money import format_money
from workbench.values.percent import format_percent

_ABOUT = {"B01": ("sector", "signed_date"), "B02": ("sector", "deadline"), "B03": ("authority", "status")}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@lru_cache(maxsize=1)
def forms() -> Mapping[str, FormSpec]:
    """The newest version of each form."""
    return {form.key: form for form in reversed(load_forms())}


def field_label(form: str, key: str) -> str:
    """What a column of a form is called on screen; one without a short name as the form itself heads it."""
    return _named(f"importflow.{form.lower()}_{key}", forms()[form].by_key[key].heading)


def joined_label(form: str, mapped: ColumnMapping) -> str:
    """What a column with several contents, or one to be ticked, is taken for."""
    if mapped.option:
        column = forms()[form].by_key[mapped.fields[0]]
        entry = load_catalogues()[column.list].by_code.get(mapped.option) if column.list else None
        value = entry.label_vi if entry else mapped.option
        return text("importflow.map_option", field=field_label(form, mapped.fields[0]), value=value)
    return " + ".join(field_label(form, key) for key in mapped.fields)


def column_words(form: str, said: str) -> str:
    """What a column is said to be: one field, several in a cell, a value that is ticked, the running number."""
    if said == NUMBER:
        return text("importflow.map_number")
    made = said_column(said, forms()[form]) if form in forms() else None
    if made is None:
        return said
    mapped = ColumnMapping(0, "", made.fields, "chosen", 1.0, option=made.option)
    return joined_label(form, mapped) if made.fields else text("importflow.leave_column")


def _named(key: str, otherwise: str) -> str:
    found = text(key)
    return otherwise if found == key else found


def form_title(form: str) -> str:
    """Name of a form with its number: “Biểu 02 – Khó khăn, vướng mắc”."""
    title = forms()[form].title
    return _named(f"importflow.form_title_{form.lower()}", f"{form_words(form)} – {title[:1]}{title[1:].lower()}")


def iso_words(iso: str) -> str:
    """A day as dd/mm/yyyy, a coarse date as people say it, a span with a dash between."""
    if "/" in iso:
        return " – ".join(iso_words(part) for part in iso.split("/"))
    if _DAY.fullmatch(iso):
        return format_date(date.fromisoformat(iso))
    period = parse_period(iso)
    return period.label() if period else iso


class PlanWords:
    """Words for one plan: names and lists of the record it was made from."""

    def __init__(self, plan: ImportPlan) -> None:
        self._names: Names = plan.linked.names
        self._rows = plan.rows
        self._several = len({(row.row.form, row.row.sheet) for row in plan.rows}) > 1

    def value(self, form: str, key: str, value: Any) -> str:
        """A comparable value in words; “(trống)” for none."""
        if value in (None, "", ()):
            return text("importflow.empty")
        column = forms()[form].by_key[key]
        if column.kind == "date":
            return iso_words(str(value))
        if column.kind == "amount":
            return format_money(int(value))
        if column.kind == "provinces":
            return ", ".join(self._names.locality(v) or str(v) for v in _several(value))
        if column.kind == "authorities":
            return "; ".join(self._names.organization(v) or str(v) for v in _several(value))
        if column.kind == "code":
            return self._names.entry(column.list, str(value))
        return str(value)

    def incoming(self, row: PlanRow, key: str) -> str:
        """What the file says in a field of a row."""
        cell = row.row.cells.get(key)
        return self.value(row.row.form, key, comparable(cell, self._names.known) if cell else None)

    def before(self, row: PlanRow, diff: Diff) -> str:
        """The stored value of a differing field."""
        return self.value(row.row.form, diff.field, diff.stored)

    def after(self, row: PlanRow, diff: Diff) -> str:
        """What a differing field will say: the file's value, or both texts where both are kept."""
        return self.value(row.row.form, diff.field, diff.value("both" if diff.choice == "both" else "file"))

    def title(self, row: PlanRow) -> str:
        """What a row is about: its main text, or that of the record it is."""
        said = row.row.value(forms()[row.row.form].main)
        words = str(said) if said else row.title
        return " ".join(words.split()) or text("importflow.no_title")

    def place(self, row: PlanRow) -> str:
        """Where a row stands: “dòng 13”, with its sheet when there are several."""
        if self._several and row.row.sheet:
            return text("importflow.row_of_sheet", row=str(row.row.row), sheet=row.row.sheet)
        return text("importflow.row", row=str(row.row.row))

    def meta(self, row: PlanRow, code: str = "") -> str:
        """Second line of a row: its record, its place, the code it will be given, whose decision stands on it."""
        place = self.place(row)
        if row.again:
            place = _joined(place, text("importflow.as_before", code=row.again))
        if row.how in ("duplicate", "undecided"):
            if row.action in ("write", "link") and code:
                return _joined(place, text("importflow.will_be", code=code))
            return _joined(place, self.likeness(row))
        if row.ref is not None:
            return _joined(row.code, place)
        return _joined(place, text("importflow.will_be", code=code) if code else "")

    def likeness(self, row: PlanRow) -> str:
        """“giống 82% VM-2026-029”, “giống 91% dòng 12”."""
        if row.twin >= 0:
            other = self.place(self._rows[row.twin])
            alike = text("importflow.alike", percent=format_percent(row.score, 0), code=other)
            return text("importflow.same_as", code=other) if row.score >= 1.0 else alike
        if row.how == "undecided":
            return text("importflow.same_as", code=row.code)
        return text("importflow.alike", percent=format_percent(row.score, 0), code=row.code)

    def target(self, row: PlanRow) -> str:
        """What a doubtful row would be linked with: a code, or an earlier row."""
        return self.place(self._rows[row.twin]) if row.twin >= 0 else row.code

    def reasons(self, row: PlanRow) -> str:
        """Why a row may be a stored record, in words."""
        words = ", ".join(text(key) for key in row.reasons)
        return text("importflow.why_alike", reasons=words) if words else ""

    def about(self, row: PlanRow) -> str:
        """Two telling values of a new row: “Giao thông · hạn 30/09/2026”."""
        form = row.row.form
        parts = []
        for key in _ABOUT.get(form, ()):
            cell = row.row.cells.get(key)
            if cell is not None and comparable(cell, self._names.known) not in (None, "", ()):
                said = self.incoming(row, key)
                parts.append(text("importflow.due", day=said) if key == "deadline" else said)
        return _joined(*parts)


def _several(value: Any) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))


def new_codes(plan: ImportPlan) -> dict[int, str]:
    """Codes that new records will get, by row; none where other records take codes of the same run (form B03)."""
    if any(row.row.form == "B03" for row in plan.rows):
        return {}
    codes = Codes(plan.linked.repository, plan.clock)
    entity = {form: plan.adapters.entity_of(form) for form in {row.row.form for row in plan.rows}}
    coded = plan.linked.repository.entities
    return {
        row.index: codes.next(entity[row.row.form])
        for row in plan.rows
        if row.writes and row.creates and coded[entity[row.row.form]].prefix
    }


def missing_words(plan: ImportPlan, row: PlanRow) -> str:
    """What a row lacks to be written at all; empty when nothing."""
    lacking = dict.fromkeys(text(issue.field) for issue in plan.lacking(row.index))
    return text("importflow.lacks", fields=", ".join(lacking)) if lacking else ""


def nil_words(plan: ImportPlan) -> str:
    """For a report that nothing has come up: what receiving it does, or why it cannot be received (again)."""
    sender, period = plan.submitted.sender_name, plan.recognised.meta.period
    if not plan.submitted.sender or not plan.submitted.period or period is None:
        return text("importflow.nil_unknown")
    if plan.act().is_empty:
        return text("importflow.nil_received", sender=sender, period=period.label())
    return text("importflow.nil_receive", sender=sender, period=period.label(), act=text("importflow.receive"))


def second_words(against: Differences, hidden: int) -> str:
    """“Biểu này đã nhập ở LN-2026-003 (10/10/2026). Tệp lần này: 2 dòng sửa, 1 dòng thêm. 29 dòng như cũ không hiện.”"""
    day = format_date(against.day) if against.day else ""
    numbers = (("changed", len(against.changed)), ("added", len(against.added)), ("gone", len(against.gone)))
    parts = [text(f"importflow.second_{key}", n=number) for key, number in numbers if number]
    said = text("importflow.second_differs", parts=", ".join(parts)) if parts else text("importflow.second_equal")
    unseen = text("importflow.second_hidden", n=hidden) if hidden else ""
    return " ".join(filter(None, (text("importflow.second_before", code=against.code, day=day), said, unseen)))


class Origins:
    """Where the stored value of a field comes from: who, when, and which import before. Asks the record."""

    def __init__(self, plan: ImportPlan, workbench: Any) -> None:
        self._plan, self._workbench = plan, workbench

    def stored_by(self, row: PlanRow, key: str) -> str:
        """“Lê Thị Hạnh, 02/10”: who last set the stored value."""
        place = self._place(row, key)
        if place is None:
            return ""
        act = self._workbench.provenance(place.ref).get(place.field, (None, None))[0]
        return text("importflow.set_by", person=act.actor, day=_short(act.at, self._plan)) if act else ""

    def last_import(self, row: PlanRow, key: str) -> str:
        """Day of the last import that wrote the field; empty when it never came from a file."""
        place = self._place(row, key)
        if place is None:
            return ""
        numbers = [number for field, number in self._workbench.journal.sources(place.ref) if field == place.field]
        act = self._workbench.journal.act(max(numbers)) if numbers else None
        return _short(act.at, self._plan) if act else ""

    def _place(self, row: PlanRow, key: str) -> Any:
        ref: Ref | None = row.ref
        return self._plan.adapters[row.row.form].places(ref.uid).get(key) if ref else None


def _short(at: datetime, plan: ImportPlan) -> str:
    """Day and month, with the year when it is not this one."""
    words = format_date(at.date())
    return words[:5] if at.year == plan.clock.today().year else words
