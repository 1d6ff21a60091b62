"""Decree 30/2020/NĐ-CP, annex I: the official heading of a document, and whether a page keeps within its limits.

The decree's sizes are written here once. What is outside is told, never forbidden: the officer decides.
"""

from __future__ import annotations

from workbench.messages import language, text, text_in
from workbench.records.issues import Issue
from workbench.reports.document import CoverPage, Letterhead, Line, PageSetup, Title

#: Millimetres, annex I, part I, section I, item 3.
MARGINS = {"top": (20.0, 25.0), "bottom": (20.0, 25.0), "left": (30.0, 35.0), "right": (15.0, 20.0)}
#: Points, body text: annex I, part I, section II, item 6.
BODY_SIZES = (13.0, 14.0)
#: Points; the decree sets no size for tables, the house never goes below this one.
SMALLEST_TABLE = 10.0

_VIETNAMESE = "vi"  # official documents are Vietnamese whatever the window speaks
_AGENCY_RULE = 0.4  # the decree: one third to one half of the text above
_SUBJECT_SIZE = 12.0


def letterhead(
    parents: tuple[str, ...],
    issuer: tuple[str, ...],
    number: str = "",
    place_date: str = "",
    subject: str = "",
    body_pt: float = 13.0,
) -> Letterhead:
    """The heading of a document: agencies above the issuing one upright, the issuing one bold, all in capitals.

    `number` as printed (`Số: 05/BC-HĐĐPV`), `place_date` as printed (`Cần Thơ, ngày 05 tháng 01 năm 2026`),
    `subject` of a letter (`V/v …`).
    """
    small = _heading_size(body_pt)
    left = [Line(name.upper(), size=small) for name in parents]
    left += [Line(name.upper(), bold=True, size=small) for name in issuer]
    if left:
        last = left[-1]
        left[-1] = Line(last.text, last.bold, size=small, rule=_AGENCY_RULE)
    right = (
        Line(text_in(_VIETNAMESE, "printing.nation"), bold=True, size=small),
        Line(text_in(_VIETNAMESE, "printing.motto"), bold=True, size=body_pt, rule=1.0),
    )
    return Letterhead(tuple(left), right, number, place_date, subject)


def title(name: str, *below: str, body_pt: float = 13.0) -> Title:
    """The name of the document in bold capitals, and lines in italics under it (period, filter, unit)."""
    size = min(body_pt + 1, BODY_SIZES[1])
    return Title(
        (Line(name.upper(), bold=True, size=size), *(Line(line, italic=True, size=body_pt) for line in below))
    )


def cover(parents: tuple[str, ...], issuer: tuple[str, ...], name: str, lines: tuple[str, ...]) -> CoverPage:
    """Cover of a bound register (annex IV): agencies and name in capitals, then year, dates, numbers, volume."""
    return CoverPage(
        tuple(line.upper() for line in parents),
        tuple(line.upper() for line in issuer),
        tuple(line.upper() for line in name.split("\n")),
        lines,
    )


def _heading_size(body_pt: float) -> float:
    """National name and agencies are one point smaller than the motto, within 12–13."""
    return min(max(body_pt - 1, 12.0), 13.0)


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
        issues.append(
            _outside("printing.table_size", "table_pt", setup.table_pt, (SMALLEST_TABLE, BODY_SIZES[1]))
        )
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
    return shown.replace(".", ",") if language() == _VIETNAMESE else shown
