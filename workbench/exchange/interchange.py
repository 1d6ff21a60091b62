"""Interchange lines: what was read from a file as plain dictionaries, for the command line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from workbench.exchange.problems import KINDS, problem_advice, problem_text
from workbench.exchange.recognised import ParsedCell, Recognised
from workbench.messages import text
from workbench.records.issues import Issue
from workbench.values.dates import ParsedDate

Line = dict[str, object]
Matches = Mapping[tuple[str, int], Mapping[str, object]]
_DATES = ("day", "month", "quarter")


def lines(recognised: Recognised, matches: Matches | None = None, *, file: str = "") -> Iterator[Line]:
    """The file line, a line for each record, a line for each problem.

    `matches` (sheet, row) -> {"how": …, "code": …} is what an import found in the record; without it the records
    carry no match. `file` is the base name exactly as on disk, when that is not in NFC.
    """
    name = file or recognised.file
    yield file_line(recognised, name)
    for row in recognised.rows:
        record: Line = {
            "type": "record",
            "file": name,
            "form": row.form,
            "fields": {key: _field(cell) for key, cell in row.cells.items() if plain_value(cell) is not None},
        }
        if matches is not None:
            record["match"] = dict(matches.get((row.sheet, row.row), {"how": "undecided", "code": None}))
        yield record
    for issue in recognised.all_issues:
        yield problem_line(name, issue)


def file_line(recognised: Recognised, file: str = "") -> Line:
    """The line about the file as a whole."""
    meta = recognised.meta
    said: dict[str, object] = {
        "province": meta.province.text if meta.province else None,
        "period": meta.period.code if meta.period else None,
        "number": meta.number or None,
        "date": meta.date.isoformat() if meta.date else None,
    }
    if recognised.nil:
        said["nil"] = True
    return {
        "type": "file",
        "file": file or recognised.file,
        "status": recognised.status,
        "form": recognised.form,
        "meta": {key: value for key, value in said.items() if value is not None},
        "message": text(recognised.message, **recognised.params) if recognised.message else "",
    }


def problem_line(file: str, issue: Issue) -> Line:
    """The line about one finding."""
    return {
        "type": "problem",
        "file": file,
        "kind": issue.code if issue.code in KINDS else "other",
        "severity": issue.severity,
        "cells": [str(ref) for ref in issue.cells],
        "found": issue.found,
        "text": problem_text(issue),
        "fix": issue.fix or problem_advice(issue),
    }


def rejected_line(file: str, message: str) -> Line:
    """The file line of a file that could not be read at all."""
    return {"type": "file", "file": file, "status": "rejected", "form": None, "meta": {}, "message": message}


def _field(cell: ParsedCell) -> Line:
    return {"value": plain_value(cell), "cells": [str(ref) for ref in cell.cells]}


def plain_value(cell: ParsedCell) -> object:
    """A value as the contract writes it: ISO dates, lists of names, whole đồng; None when it cannot be told."""
    value = cell.value
    if isinstance(value, ParsedDate):
        return value.iso if value.precision in _DATES else None
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return value
