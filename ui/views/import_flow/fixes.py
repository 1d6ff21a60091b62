"""What a finding can be put right with: values it may mean, and the cell as it would then read. Pure; knows no Qt."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from workbench.records.issues import Issue
from workbench.values.dates import format_date

_DAY = re.compile(r"\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})\s*")
_ONE_NAME = ("unknown_code", "type_mismatch")  # what is suggested may hold commas itself
_SURE = ("unknown_code", "unknown_province")


def suggestions(issue: Issue) -> tuple[str, ...]:
    """Values that the cell may mean, likeliest first; none when only the sender can tell."""
    if issue.code == "ambiguous_date":
        days = issue.params.get("alternatives")
        return tuple(format_date(date.fromisoformat(d)) for d in days) if isinstance(days, tuple) else ()
    if issue.code == "bad_date":
        return _last_day(issue.found) or tuple(filter(None, (str(issue.params.get("suggestion") or ""),)))
    said = str(issue.params.get("suggestion") or "")
    if not said or issue.severity == "note":
        return ()
    return (said,) if issue.code in _ONE_NAME else tuple(said.split(", "))


def _last_day(found: str) -> tuple[str, ...]:
    """31/9 may mean the last day of September; a month that is none means nothing."""
    match = _DAY.fullmatch(found)
    if match is None:
        return ()
    day, month, year = (int(part) for part in match.groups())
    if not 1 <= month <= 12 or not 1900 <= year <= 2200:
        return ()
    last = monthrange(year, month)[1]
    return (format_date(date(year, month, last)),) if last < day <= 31 else ()


def is_sure(issue: Issue) -> bool:
    """Whether its one suggestion may be applied with others in one act: a slip of the keyboard in a name or
    an entry; never what blocks, never a date."""
    typo = bool(issue.params.get("typo"))
    return typo and issue.severity == "check" and issue.code in _SURE and len(suggestions(issue)) == 1


def can_be_typed(issue: Issue) -> bool:
    """Whether typing another value into one cell can put it right."""
    return bool(issue.field) and len(issue.cells) == 1 and issue.severity != "note"


def is_correction(issue: Issue) -> bool:
    """Whether it tells of a cell that an officer corrected."""
    return issue.params.get("about") == "corrected"


def new_text(cell: str, found: str, value: str) -> str:
    """The whole cell once a part of it is put right: one name among several keeps the others."""
    return cell.replace(found, value, 1) if found and found != cell and found in cell else value
