"""Findings of a file as lines of a list: blocking ones first, then by place. Worded here, on the worker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ui.views.import_flow.fixes import can_be_typed, is_correction, suggestions
from ui.views.import_flow.sheet_data import address
from workbench.exchange.problems import problem_advice, problem_text
from workbench.exchange.recognised import ParsedRow, Recognised
from workbench.records.issues import Issue, Severity

SEVERITIES: tuple[Severity, ...] = ("stop", "check", "note")
_UNITS = ("unit_conflict",)
_DOUBTFUL_COLUMNS = ("guessed_column", "second_column", "content_differs")
_LEFT_OUT = ("rows_skipped", "row_as_before")
_FORMS = ("form_by_hand", "no_unit_in_row")
_COLUMNS = ("missing_column", "unmapped_column")


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """One finding. `row` and `column` are 0 when it has no cell.

    `after` is what the value should be or was taken for; `advice` stands where there is no such value.
    `act`: what can be done about it here: `apply` (take the one suggestion), `fix` (type another value), `back`
    (take a correction away), `row` (leave the row out), `take` (a row left out is a record), `column` (map a column),
    `form`, `unit`, `sheet` (read a hidden one), or nothing.
    `rows`: rows of the record it is about, or those left out.
    """

    issue: Issue
    severity: Severity
    sheet: str
    row: int
    column: int
    where: str
    words: str
    found: str
    after: str
    advice: str
    act: str = ""
    rows: tuple[int, ...] = ()
    form: str = ""

    @property
    def place(self) -> tuple[str, int, int]:
        """Sheet, row, column."""
        return self.sheet, self.row, self.column


def problem_lines(read: Recognised) -> tuple[ProblemLine, ...]:
    """Every finding, gravest first, then in the order of sheets and rows."""
    order = {name: n for n, name in enumerate(read.bands)}
    several = len({table.sheet for table in read.tables}) > 1
    lines = [_line(issue, row, several) for issue, row in _found(read)]
    lines.sort(key=lambda p: (SEVERITIES.index(p.severity), order.get(p.sheet, -1), p.row, p.column))
    return tuple(lines)


def counted(lines: Iterable[ProblemLine]) -> Mapping[Severity, int]:
    """How many of each severity."""
    made: dict[Severity, int] = dict.fromkeys(SEVERITIES, 0)
    for line in lines:
        made[line.severity] += 1
    return made


def at_cell(lines: Sequence[ProblemLine], sheet: str, row: int, column: int) -> int:
    """Place in the list of the first finding that stands at a cell; -1 when there is none."""
    for place, line in enumerate(lines):
        if line.sheet == sheet and any(address(ref.address) == (row, column) for ref in line.issue.cells):
            return place
    return -1


def _found(read: Recognised) -> Iterator[tuple[Issue, ParsedRow | None]]:
    yield from ((issue, None) for issue in read.issues)
    for row in read.rows:
        yield from ((issue, row) for issue in row.all_issues)


def _line(issue: Issue, row: ParsedRow | None, several: bool) -> ProblemLine:
    ref = issue.cells[0] if issue.cells else None
    place = address(ref.address) if ref else None
    sheet = ref.sheet if ref else row.sheet if row else ""
    where = (str(ref) if several else ref.address) if ref else ""
    words = problem_text(issue).rstrip(".")
    options = suggestions(issue)
    after = issue.fix or (options[0] if len(options) == 1 else "") or _taken_for(issue)
    advice = problem_advice(issue).rstrip(".")
    at = place or (row.row if row else 0, 0)
    act, rows, form = _act(issue, row), row.rows if row else _rows_of(issue), row.form if row else ""
    return ProblemLine(issue, issue.severity, sheet, *at, where, words, issue.found, after, advice, act, rows, form)


def _rows_of(issue: Issue) -> tuple[int, ...]:
    """Rows of the cells of a finding, each once."""
    found = (address(ref.address) for ref in issue.cells)
    return tuple(dict.fromkeys(place[0] for place in found if place is not None))


def _taken_for(issue: Issue) -> str:
    """What a note says that the value was taken for."""
    return str(issue.params.get("suggestion") or "") if issue.severity == "note" else ""


def _act(issue: Issue, row: ParsedRow | None) -> str:
    if is_correction(issue):
        return "back"
    if can_be_typed(issue):
        return "apply" if len(suggestions(issue)) == 1 else "fix"
    about = issue.params.get("about")
    if about in _LEFT_OUT:
        return "take"
    if about == "hidden_sheet":
        return "sheet"
    if about in _FORMS:
        return "form"
    if issue.code in _UNITS or about == "unit_assumed":
        return "unit"
    if issue.code in _COLUMNS or about in _DOUBTFUL_COLUMNS:
        return "column"
    return "row" if row is not None and issue.severity == "stop" else ""
