"""A form as it is sent out: letterhead, headings, lists to choose from, guide and identity; as plain values.

Says what stands where; writing it into a workbook is `sheetwriter`'s work.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from workbench.exchange.forms import FormColumn, FormSpec
from workbench.messages import text_in

IDENTITY_SHEET = "_lkv"
GUIDE_SHEET = "Hướng dẫn"
LISTS_SHEET = "Danh mục"


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading cell of the two heading rows; `span` columns wide, `tall` rows high, from column `left`."""

    words: str
    left: int
    span: int
    tall: int
    row: int


@dataclass(frozen=True)
class FormSheet:
    """Everything of one form, ready to be written. Lists are labels by catalogue key.

    `rows` are records already filled in, by column key: text, date, or number in the unit of the form; a key that
    is no column of this sheet is left out. `blank_rows` empty ones stand under them.
    """

    form: FormSpec
    agency: str
    parent: str
    council: str
    period_line: str
    place_line: str
    columns: tuple[FormColumn, ...]
    headings: tuple[Heading, ...]
    lists: Mapping[str, tuple[str, ...]]
    guide: tuple[str, ...]
    identity: Mapping[str, str]
    number_line: str
    made: date
    rows: tuple[Mapping[str, object], ...] = ()
    blank_rows: int = 20
    wishes: Mapping[str, str] = field(default_factory=dict)

    @property
    def row_count(self) -> int:
        """Rows of the table body, filled and empty."""
        return len(self.rows) + self.blank_rows

    @property
    def unit_line(self) -> str:
        """`Đơn vị tính: …`, empty for a form without amounts."""
        return text_in("vi", "form.unit", unit=self.form.unit_label) if self.form.unit_label else ""


def blank_form(
    form: FormSpec,
    *,
    council: str,
    council_abbr: str,
    agency: str,
    locality: str,
    period: str,
    period_label: str,
    lists: Mapping[str, Sequence[str]],
    made: date,
) -> FormSheet:
    """The blank form of one sender and period; `lists` holds the labels to choose from by catalogue key."""
    columns = tuple(c for c in form.columns if not c.optional)
    used = {c.list: tuple(lists[c.list]) for c in columns if c.list in lists}
    for kind in ("provinces", "authorities"):
        if kind in lists and any(c.kind == kind for c in columns):
            used[kind] = tuple(lists[kind])
    identity = {
        "form": form.key,
        "version": form.version,
        "council": council_abbr,
        "locality": locality,
        "period": period,
        "made": made.isoformat(),
    }
    identity["digest"] = digest(identity)
    line = text_in("vi", "form.period" if period_label else "form.period_blank", period=period_label)
    return FormSheet(
        form=form,
        agency=agency or text_in("vi", "form.agency_blank"),
        parent="",
        council=council,
        period_line=line,
        place_line=text_in("vi", "form.place_blank"),
        columns=columns,
        headings=tuple(_headings(columns)),
        lists=used,
        guide=tuple(_guide(form, columns, council)),
        identity=identity,
        number_line=text_in("vi", "form.number_blank"),
        made=made,
    )


def digest(identity: Mapping[str, str]) -> str:
    """Fingerprint of a form's identity, so that an edited hidden sheet is noticed."""
    words = "\n".join(f"{key}={identity[key]}" for key in sorted(identity) if key != "digest")
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def _headings(columns: Sequence[FormColumn]) -> list[Heading]:
    grouped = any(c.group for c in columns)
    tall = 2 if grouped else 1
    made = [Heading("STT", 1, 1, tall, 1)]
    for left, column in enumerate(columns, start=2):
        if not column.group:
            made.append(Heading(column.heading, left, 1, tall, 1))
            continue
        if left == 2 or columns[left - 3].group != column.group:
            span = sum(c.group == column.group for c in columns)
            made.append(Heading(column.group, left, span, 1, 1))
        made.append(Heading(column.heading, left, 1, 1, 2))
    return made


def _guide(form: FormSpec, columns: Sequence[FormColumn], council: str) -> list[str]:
    lines = [
        text_in("vi", "form.guide_title", code=form.code, title=form.title),
        text_in("vi", "form.guide_council", council=council),
    ]
    lines += [text_in("vi", f"form.guide_{i}") for i in range(1, 7)]
    lines.append("")
    for column in columns:
        need = text_in("vi", "form.required") if column.required else ""
        lines.append(text_in("vi", f"form.guide_{column.kind}", heading=column.heading, required=need))
    return lines
