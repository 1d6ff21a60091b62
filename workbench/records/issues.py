"""Findings as data: a code, how grave, where, and parameters. The sentence is made when it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field as spec_of
from typing import Literal, NamedTuple

from workbench.frozen import frozen

Severity = Literal["stop", "check", "note"]


class CellRef(NamedTuple):
    """One cell of a submission: sheet name and address (`B12`); `sheet` is empty for text and HTML files."""

    sheet: str
    address: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.address}" if self.sheet else self.address


@frozen
class Issue:
    """One finding. `code` is a problem kind of the interchange contract or a rule's name.

    `severity`: `stop` keeps the row out until somebody decides, `check` asks for a look, `note` only tells.
    `found` is what stood there as written; `fix` a suggestion that is safe to apply, or empty.
    """

    code: str
    severity: Severity
    cells: tuple[CellRef, ...] = ()
    field: str = ""
    found: str = ""
    fix: str = ""
    params: Mapping[str, object] = spec_of(default_factory=dict)
