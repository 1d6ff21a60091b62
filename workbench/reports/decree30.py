"""Whether a page keeps within the limits of Decree 30/2020/NĐ-CP, annex I.

What is outside is told, never forbidden: the officer decides.
"""

from __future__ import annotations

from workbench.messages import language, text
from workbench.records.issues import Issue
from workbench.reports.document import PageSetup

#: Millimetres, annex I, part I, section I, item 3.
MARGINS = {"top": (20.0, 25.0), "bottom": (20.0, 25.0), "left": (30.0, 35.0), "right": (15.0, 20.0)}
#: Points, body text: annex I, part I, section II, item 6.
BODY_SIZES = (13.0, 14.0)
#: Points; the decree sets no size for tables, the house never goes below this one.
SMALLEST_TABLE = 10.0


def check_setup(setup: PageSetup) -> tuple[Issue, ...]:
    """What of a page is outside the limits; nothing when all is inside.

    Each issue's code is the key of its sentence, `field` the part of the setup, `params` has `value`, `low`,
    `high` as written in the language in use; `basis` gives the place in the decree.
    """
    issues = [
        _outside(f"printing.margin_{side}", side, getattr(setup, side), limits)
        for side, limits in MARGINS.items()
        if not limits[0] <= getattr(setup, side) <= limits[1]
    ]
    if not BODY_SIZES[0] <= setup.body_pt <= BODY_SIZES[1]:
        issues.append(_outside("printing.body_size", "body_pt", setup.body_pt, BODY_SIZES))
    if setup.table_pt < SMALLEST_TABLE:
        issues.append(_outside("printing.table_size", "table_pt", setup.table_pt, (SMALLEST_TABLE, BODY_SIZES[1])))
    if not setup.page_number:
        issues.append(Issue("printing.no_page_number", "check", field="page_number"))
    return tuple(issues)


def verdict(setup: PageSetup) -> str:
    """“Đúng khung Nghị định 30/2020/NĐ-CP” or “Ngoài khung”, in the language in use."""
    return text("printing.outside" if check_setup(setup) else "printing.inside")


def basis(issue: Issue) -> str:
    """Where the limit comes from, in the language in use."""
    return text(f"{issue.code}.basis")


def _outside(code: str, name: str, value: float, limits: tuple[float, float]) -> Issue:
    low, high = limits
    params = {"value": _written(value), "low": _written(low), "high": _written(high)}
    return Issue(code, "check", field=name, params=params)


def _written(value: float) -> str:
    shown = f"{value:g}"
    return shown.replace(".", ",") if language() == "vi" else shown
