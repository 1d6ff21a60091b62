"""What the cells of a form accept: lists to choose from, days, years, numbers; each with a word of help."""

from __future__ import annotations

from datetime import date
from typing import Any

from workbench.exchange.filling import FormSheet
from workbench.exchange.forms import NAMES, FormColumn
from workbench.exchange.raw import column_letters
from workbench.messages import text_in

_TITLE, _MESSAGE = 32, 255  # letters that the format holds


def add_rules(out: Any, sheet: FormSheet, first: int, ranges: dict[str, str], whole: Any) -> None:
    """Put the rules of all columns on the body, rows from `first` (from 1); `whole`: the format of whole amounts."""
    last = first + sheet.row_count - 1
    for column, spec in enumerate(sheet.columns, start=1):
        if last >= first:
            out.data_validation(first - 1, column, last - 1, column, _rule(spec, ranges))
        if spec.kind == "amount" and last >= first:
            _whole_numbers(out, column, first, last, whole)


def _rule(spec: FormColumn, ranges: dict[str, str]) -> dict[str, Any]:
    wanted = ranges.get(spec.list) or ranges.get(spec.kind)
    made: dict[str, Any] = {"validate": "any"}
    if wanted:
        made = {"validate": "list", "source": wanted}
    elif spec.kind == "date":
        made = {"validate": "date", "criteria": "between", "minimum": date(2000, 1, 1), "maximum": date(2100, 1, 1)}
    elif spec.kind == "year":
        made = {"validate": "integer", "criteria": "between", "minimum": 1990, "maximum": 2100}
    elif spec.kind == "amount":
        made = {"validate": "decimal", "criteria": ">=", "value": 0}
    told = {"input_title": spec.heading[:_TITLE], "input_message": _prompt(spec)}
    if made["validate"] == "any":
        return made | told
    several = spec.kind in NAMES  # parted by ";"
    return (
        made
        | told
        | {
            "error_title": spec.heading[:_TITLE],
            "error_message": text_in("vi", f"form.error_{spec.kind}")[:_MESSAGE],
            "error_type": "information" if several else "warning",
            "show_error": not several,
        }
    )


def _prompt(spec: FormColumn) -> str:
    """What is shown beside a cell when it is chosen: whether it must be filled, how, and an example."""
    need = text_in("vi", "form.required" if spec.required else "form.optional")
    told = text_in("vi", "form.prompt", need=need, how=text_in("vi", f"form.prompt_{spec.kind}"))
    example = spec.example or ("" if spec.kind in ("text", "code") else text_in("vi", f"form.example_{spec.kind}"))
    if not example:
        return told[:_MESSAGE]
    return f"{told}\n{text_in('vi', 'form.prompt_example', example=example)}"[:_MESSAGE]


def _whole_numbers(out: Any, column: int, first: int, last: int, whole: Any) -> None:
    """Whole amounts without a trailing comma: the format for decimals alone would show `12,`."""
    cell = f"{column_letters(column + 1)}{first}"
    rule = {"type": "formula", "criteria": f"=AND(ISNUMBER({cell}),{cell}=INT({cell}))"}
    out.conditional_format(first - 1, column, last - 1, column, rule | {"format": whole})
