"""What an import did, as numbers and as things to do next. Pure but for a look into the record; knows no Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ui.theme.shapes import Shape
from ui.views.import_flow.work import Written
from workbench.messages import text
from workbench.records.record import Ref
from workbench.services.details import REGISTER_OF
from workbench.services.form_words import form_words
from workbench.services.importing.plan import ImportPlan
from workbench.services.reporting import forms_due
from workbench.values.periods import parse_period


@dataclass(frozen=True, slots=True)
class Figure:
    """A number under its word; `status` gives its shape."""

    status: str
    label: str
    number: int


@dataclass(frozen=True, slots=True)
class NextStep:
    """Something to do now. `page` and `params` say where its link leads; `page` is empty for rows left behind."""

    shape: Shape
    ink: str
    words: str
    link: str
    page: str
    params: dict[str, Any]


def figures(plan: ImportPlan) -> list[Figure]:
    """Rows by what became of them."""
    written = [row for row in plan.rows if row.writes]
    merged = sum(row.action == "merge" for row in written)
    made = sum(row.creates for row in written)
    conflicts = sum(row.how == "conflict" and row.action == "write" and row.decided for row in plan.rows)
    changed = sum(row.how == "changed" for row in written)
    numbers = (
        ("add", "new", made),
        ("chg", "changed", changed),
        ("dup", "merged", merged),
        ("conf", "chosen", conflicts),
        ("same", "same", plan.count("same")),
        ("gone", "absent", len(plan.absent)),
        ("warn", "left", len(plan.waiting)),
    )
    shown = [Figure(status, text(f"importflow.result_{key}"), number) for status, key, number in numbers]
    return shown if plan.waiting else shown[:-1]


def headline(written: Written) -> str:
    """“Đã ghi 15 dòng vào sổ Vướng mắc”."""
    registers = registers_of(written)
    number = written.plan.writing
    if not number:
        return text("importflow.received_only")
    names = ", ".join(text(f"register.title_{register}") for register in registers)
    return text("importflow.wrote", n=number, register=names) if names else text("importflow.wrote_rows", n=number)


def subline(written: Written) -> str:
    """“Biểu 02 · Vĩnh Long · Quý III/2026 · 09:47 ngày 12/10/2026 · LN-2026-041”."""
    plan = written.plan
    meta = plan.recognised.meta
    parts = [form_words(form) for form in plan.recognised.forms]
    if meta.province:
        parts.append(meta.province.text)
    if meta.period:
        words = meta.period.label()
        parts.append(words[:1].upper() + words[1:])
    parts.append(text("importflow.at", time=f"{written.at:%H:%M}", day=f"{written.at:%d/%m/%Y}"))
    if written.code:
        parts.append(text("importflow.batch", code=written.code))
    return " · ".join(parts)


def registers_of(written: Written) -> list[str]:
    """Registers that the import wrote into, in the order of the window."""
    touched = {REGISTER_OF.get(ref.entity) for ref in _touched(written)}
    return [register for register in REGISTER_OF.values() if register in touched and register != "submissions"]


def next_steps(written: Written, repository: Any) -> Iterator[NextStep]:
    """Rows left behind, new obstacles to be escalated, forms not received, records not in the file, what was written."""
    plan = written.plan
    if plan.waiting:
        words = text("importflow.rows_left", n=len(plan.waiting))
        yield NextStep(Shape.RING_ALERT, "amber", words, text("importflow.go_on"), "", {})
    new = [ref.uid for ref in written.summary.created if ref.entity == "obstacle"]
    if new:
        words = text("importflow.obstacles_new", n=len(new))
        yield NextStep(Shape.ALERT, "red", words, text("importflow.escalate"), "escalate", {"obstacles": new})
    yield from _forms_missing(plan, repository)
    if plan.absent:
        only = tuple(ref.uid for ref, _, _ in plan.absent)
        params = {"view": "all", "only": only, "only_words": text("importflow.only_absent")}
        words = text("importflow.absent_now", n=len(plan.absent))
        yield NextStep(Shape.DASH, "text2", words, text("importflow.see_list"), "obstacles", params)
    for register in registers_of(written):
        only = tuple(ref.uid for ref in _touched(written) if REGISTER_OF.get(ref.entity) == register)
        name = text(f"register.title_{register}")
        params = {"view": "all", "only": only, "only_words": text("importflow.only_written", code=written.code)}
        words = text("importflow.records_written", n=len(only), register=name)
        yield NextStep(Shape.CHECK, "green", words, text("importflow.see_list"), register, params)


def _touched(written: Written) -> tuple[Ref, ...]:
    return tuple(dict.fromkeys((*written.summary.created, *written.summary.updated)))


def _forms_missing(plan: ImportPlan, repository: Any) -> Iterator[NextStep]:
    sender, period = plan.submitted.sender, parse_period(plan.submitted.period or "")
    if not sender or not period or plan.recognised.meta.province is None:
        return
    held = {s.values.form for s in repository.where("submission", locality=sender, period=period.code)}
    for form in forms_due(repository, period):
        if form.key not in held:
            words = text("importflow.form_missing", form=form_words(form.key), place=plan.recognised.meta.province.text)
            where = {"period": period.code, "locality": sender, "form": form.key}
            yield NextStep(Shape.RING, "text2", words, text("importflow.see_reports"), "round", where)
