"""The hidden sheet of our own forms: for whom a form was made out, and which records stood in it as sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from workbench.exchange.filling import IDENTITY_SHEET, RECORDS, OwnRow, digest
from workbench.exchange.raw import RawSheet, RawWorkbook

State = Literal["none", "whole", "lost", "edited"]
_PREFIX = "lkv_"


@dataclass(frozen=True)
class FormIdentity:
    """What a form says of itself.

    `state`: "none" for a file that is no form of ours; "whole"; "lost" when only the marks beside the sheet are
    left; "edited" when the hidden sheet does not say what we wrote, and nothing in it is believed.
    """

    state: State = "none"
    values: Mapping[str, str] = field(default_factory=dict)
    records: Mapping[str, OwnRow] = field(default_factory=dict)

    def get(self, key: str) -> str:
        """One fact, "" when it is not said."""
        return self.values.get(key, "")


def form_identity(raw: RawWorkbook) -> FormIdentity:
    """What the hidden sheet says, else what the file's own properties say."""
    sheet = next((s for s in raw.sheets if s.name == IDENTITY_SHEET and s.state != "visible"), None)
    if sheet is None:
        marks = {k.removeprefix(_PREFIX): v for k, v in raw.custom.items() if k.startswith(_PREFIX)}
        return FormIdentity("lost", marks) if marks.get("form") else FormIdentity()
    values, lines = _read(sheet)
    if values.get("digest") != digest(values, lines):
        return FormIdentity("edited")
    return FormIdentity("whole", values, {line[0]: _record(line) for line in lines})


def _read(sheet: RawSheet) -> tuple[dict[str, str], list[tuple[str, str, str, str]]]:
    values: dict[str, str] = {}
    lines: list[tuple[str, str, str, str]] = []
    below = False
    for row in sheet.rows:
        first, second, third, fourth = (_text(sheet, row, column) for column in (1, 2, 3, 4))
        if below:
            lines.append((first, second, third, fourth))
        elif first == RECORDS and not second:
            below = True
        elif first:
            values[first] = second
    return values, lines


def _text(sheet: RawSheet, row: int, column: int) -> str:
    cell = sheet.cell(row, column)
    return cell.value if cell is not None and isinstance(cell.value, str) else ""


def _record(line: tuple[str, str, str, str]) -> OwnRow:
    code, uid, revision, said = line
    digests = dict(part.split("=", 1) for part in said.split() if "=" in part)
    return OwnRow(code, uid, int(revision) if revision.isdigit() else 0, digests)
