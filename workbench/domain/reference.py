"""The shipped reference tables (`resources/reference/*.csv`) as rows of text. Nothing is interpreted here."""

from __future__ import annotations

import csv
from datetime import date

from workbench import assets


def rows(name: str) -> list[dict[str, str]]:
    """Rows of `resources/reference/<name>.csv`, every value as written."""
    with assets.resource("reference", f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(value: str) -> date | None:
    """An ISO date, or None for an empty cell (open or unknown)."""
    return date.fromisoformat(value) if value else None


def several(value: str) -> tuple[str, ...]:
    """The parts of a cell that holds a list with `|` between them."""
    return tuple(value.split("|")) if value else ()
