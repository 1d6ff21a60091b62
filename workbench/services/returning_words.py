"""The findings of a plan as marks and lines for the sender: what stands there, why it matters, how to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Any

from workbench.exchange.annotating import Mark
from workbench.exchange.forms import FormColumn, FormSpec, load_forms
from workbench.exchange.grid import shown
from workbench.exchange.marking.report import Line, Report, Table
from workbench.exchange.marking.styles import Kind
from workbench.exchange.problems import problem_text, sender_advice
from workbench.exchange.raw import RawWorkbook, column_letters
from workbench.exchange.reading.xlsx_sheet import cell_at
from workbench.exchange.recognised import ParsedRow
from workbench.exchange.returned import token
from workbench.messages import text_in
from workbench.records.issues import CellRef, Issue
from workbench.records.record import Ref
from workbench.services.importing.adapters import Adapters
from workbench.services.importing.plan import ImportPlan
from workbench.services.importing.plan_rows import Diff, PlanRow
from workbench.services.importing.waiting import receipt_of
from workbench.services.linked import Linked
from workbench.services.workbench import Workbench
from workbench.values.dates import format_date
from workbench.values.money import format_money

_UNTOLD = frozenset(("partial_date", "approximate"))  # allowed by the form's own guide
_FEW = 6  # cells of a finding about the whole file that are still marked one by one
_LISTED = 1_000  # lines of one table
_SHORT = 120


def vi(key: str, /, **params: object) -> str:
    """A sentence for the sender."""
    return text_in("vi", f"returned.{key}", **params)


class Findings:
    """One plan seen from the sender's side."""

    def __init__(self, workbench: Workbench, raw: RawWorkbook, plan: ImportPlan) -> None:
        self._workbench = workbench
        self._raw = raw
        self._plan = plan
        self._linked = Linked(workbench.repository, workbench.clock.today())
        batch = workbench.repository.get(Ref("import_batch", plan.submitted.batch))
        self._batch = batch.values if batch else None
        receipt = receipt_of(self._batch.receipt) if self._batch else []
        self._receipt = {(sheet, int(row)): (outcome, uid) for _, sheet, row, _, outcome, uid in receipt}

    # marks

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """Everything that is said at a cell."""
        return (*self._issue_marks(), *self._difference_marks(), *self._code_marks())

    def _issue_marks(self) -> Iterator[Mark]:
        for issue, kind in self._issues:
            for ref in issue.cells if kind else ():
                assert kind is not None
                yield Mark(self._sheet(ref), ref.address, kind, tuple(_lines(issue)))

    @cached_property
    def _issues(self) -> list[tuple[Issue, Kind | None]]:
        """Findings with the kind of their mark; None for those that are told without one."""
        found: list[tuple[Issue, Kind | None]] = []
        for issue in self._plan.recognised.issues:
            grave = issue.severity != "note" and len(issue.cells) <= _FEW
            found.append((issue, "fix" if grave else None))
        for row in self._plan.recognised.rows:
            for issue in row.all_issues:
                if issue.code not in _UNTOLD:
                    found.append((issue, "look" if issue.severity == "note" else "fix"))
        return found

    def _difference_marks(self) -> Iterator[Mark]:
        for row in self._plan.rows:
            for diff in row.diffs if row.how == "conflict" else ():
                if diff.conflict and diff.cell.cells:
                    ref = diff.cell.cells[0]
                    yield Mark(self._sheet(ref), ref.address, "look", self._difference(row, diff))
            if row.how in ("duplicate", "undecided") and not row.decided:
                ref = self._place(row.row)
                yield Mark(self._sheet(ref), ref.address, "look", (vi("maybe_known", code=row.code),))

    def _difference(self, row: PlanRow, diff: Diff) -> tuple[str, ...]:
        column = self._column(row.row.form, diff.field)
        choice = diff.choice if row.decided else None
        return (
            vi("in_record", value=self._words(column, diff.stored)),
            vi("in_file", value=self._words(column, diff.incoming)),
            vi(f"choice_{choice or 'open'}"),
        )

    def _code_marks(self) -> Iterator[Mark]:
        for row in self._plan.rows:
            code = self.new_codes.get(row.index)
            if code:
                ref = self._number_place(row.row)
                yield Mark(self._sheet(ref), ref.address, "done", (vi("entered", code=code),))

    @cached_property
    def new_codes(self) -> dict[int, str]:
        """Codes of the records that the rows made, once the plan was written."""
        found = {}
        for row in self._plan.rows:
            outcome, uid = self._receipt.get((row.row.sheet, row.row.row), ("", ""))
            if outcome == "written" and row.creates:
                found[row.index] = self._code(row, uid)
        return found

    def _code(self, row: PlanRow, uid: str) -> str:
        adapter = self._adapters[row.row.form]
        return str(adapter.name(uid)[0])

    @cached_property
    def _adapters(self) -> Adapters:
        """The forms over the record as it stands now: the plan's own know nothing of what it wrote."""
        return self._plan.adapters.over(self._linked)

    def _column(self, form: str, key: str) -> FormColumn:
        return self._forms[form].by_key[key]

    @cached_property
    def _forms(self) -> dict[str, FormSpec]:
        return {form.key: form for form in reversed(load_forms())}

    def _words(self, column: FormColumn, value: Any) -> str:
        """A compared value as it is written in the form."""
        names = self._linked.names
        if value in (None, "", ()):
            return vi("empty")
        if column.kind == "date":
            return _day(str(value))
        if column.kind == "amount":
            return format_money(int(value))
        if column.kind == "provinces":
            return "; ".join(names.locality(v) or str(v) for v in value)
        if column.kind == "authorities":
            several = value if isinstance(value, tuple) else (value,)
            return "; ".join(names.organization(v) or str(v) for v in several)
        return names.entry(column.list, str(value)) if column.kind == "code" else str(value)

    # places

    def _sheet(self, ref: CellRef) -> str:
        """The sheet of a cell; text files have one, which the copy names."""
        return ref.sheet or self._raw.sheets[0].name

    def _place(self, row: ParsedRow) -> CellRef:
        """The cell a row is known by: that of its main column, else its first."""
        main = row.cells.get(self._forms[row.form].main)
        cells = main.cells if main and main.cells else [c for cell in row.cells.values() for c in cell.cells]
        return cells[0] if cells else CellRef(row.sheet, f"A{row.row}")

    def _number_place(self, row: ParsedRow) -> CellRef:
        """The cell of the row's number, beside which its code is told."""
        for table in self._plan.recognised.tables:
            inside = table.sheet == row.sheet and table.first_row <= row.row <= table.last_row
            if inside and table.number_column is not None:
                return CellRef(row.sheet, f"{column_letters(table.number_column)}{row.row}")
        return self._place(row)

    def _written(self, ref: CellRef) -> str:
        """What stands in a cell of the file."""
        at = cell_at(ref.address)
        sheet = next((s for s in self._raw.sheets if s.name == self._sheet(ref)), None)
        cell = sheet.cell(*at) if sheet and at else None
        return " ".join(str(shown(cell.value)).split()) if cell else ""

    # the first sheet

    def report(self) -> Report:
        """The first sheet of the workbook that goes back."""
        plan = self._plan
        code = self._batch.code if self._batch else ""
        tables = [
            self._finding_table("fix", "fix_table"),
            self._finding_table("look", "look_table"),
            self._general_table(),
            self._asked_table(),
            self._taken_table(),
        ]
        return Report(
            sheet=vi("sheet"),
            title=vi("title"),
            subtitle=vi("subtitle", council=self._council),
            facts=tuple(self._facts()),
            tables=tuple(table for table in tables if table.lines or table.note),
            token=vi("token", token=token(code, plan.recognised.sha256)),
        )

    @property
    def _council(self) -> str:
        from workbench.services.council import council_of

        found = council_of(self._workbench.repository, self._workbench.clock.today())
        return found.name if found else ""

    def _facts(self) -> Iterator[tuple[str, str]]:
        plan, read = self._plan, self._plan.recognised
        yield vi("fact_file"), read.file
        if read.forms:
            forms = (self._forms[key] for key in read.forms)
            yield vi("fact_form"), "; ".join(f"{form.code} – {form.title}" for form in forms)
        if plan.submitted.sender_name:
            yield vi("fact_sender"), plan.submitted.sender_name
        if read.meta.period:
            yield vi("fact_period"), read.meta.period.label("vi")
        when = format_date(plan.submitted.received)
        code = self._batch.code if self._batch else ""
        yield vi("fact_received"), vi("received_as", day=when, code=code) if code else when
        yield vi("fact_result"), self._result()

    def _result(self) -> str:
        read = self._plan.recognised
        if read.status == "rejected":
            return text_in("vi", read.message, **read.params)
        if read.nil:
            return vi("result_nil")
        counts = [
            vi(f"count_{key}", n=n)
            for key, n in (
                ("new", sum(row.writes and row.creates for row in self._plan.rows)),
                ("changed", sum(row.writes and not row.creates for row in self._plan.rows)),
                ("same", self._plan.count("same")),
                ("waiting", len(self._plan.waiting)),
                ("skipped", sum(row.action == "skip" for row in self._plan.rows)),
            )
            if n
        ]
        return ("; ".join(counts) or vi("count_none")) + "."

    def _finding_table(self, kind: Kind, key: str) -> Table:
        lines = list(self._finding_lines(kind))
        headings = tuple(vi(f"head_{name}") for name in ("number", "sheet", "cell", "found", "why", "fix"))
        note = vi(f"{key}_none") if kind == "fix" and not lines else ""
        return Table(vi(key, n=len(lines)), headings, _numbered(lines), note)

    def _finding_lines(self, kind: Kind) -> Iterator[Line]:
        for issue, found in self._issues:
            if found == kind:
                yield self._line(issue.cells, kind, problem_text(issue, "vi"), _advice(issue), issue.found)
        if kind == "look":
            for mark in self._difference_marks():
                ref = CellRef(mark.sheet, mark.address)
                why, fix = "\n".join(mark.lines[:-1]) or mark.lines[0], mark.lines[-1]
                yield self._line((ref,), kind, why, fix if len(mark.lines) > 1 else vi("confirm_known"), "")

    def _line(self, cells: tuple[CellRef, ...], kind: Kind, why: str, fix: str, found: str) -> Line:
        if not cells:
            return Line(("", "", "", found, why, fix), kind)
        ref = cells[0]
        sheet, addresses = self._sheet(ref), ", ".join(c.address for c in cells[:_FEW])
        words = self._written(ref) or found
        return Line(("", sheet, addresses, _shortened(words), why, fix), kind, (2, sheet, ref.address))

    def _general_table(self) -> Table:
        lines = [
            Line(("", "", "", "", problem_text(issue, "vi"), _advice(issue)))
            for issue, kind in self._issues
            if kind is None
        ]
        headings = tuple(vi(f"head_{name}") for name in ("number", "sheet", "cell", "found", "why", "fix"))
        return Table(vi("general_table"), headings, _numbered(lines))

    def _asked_table(self) -> Table:
        """Records reported before that this file does not mention, and that the officer asks about."""
        asked = [(code, " ".join(title.split())) for ref, code, title in self._plan.absent if ref in self._plan.asked]
        lines = [Line(("", "", "", _shortened(words), vi("ask_absent"), code), "look") for code, words in asked]
        headings = tuple(vi(f"head_{name}") for name in ("number", "sheet", "row", "content", "asked", "code"))
        return Table(vi("asked_table", n=len(lines)), headings, _numbered(lines))

    def _taken_table(self) -> Table:
        lines = [self._taken_line(row) for row in self._plan.rows]
        headings = tuple(vi(f"head_{name}") for name in ("number", "sheet", "row", "content", "outcome", "code"))
        return Table(vi("taken_table", n=len(lines)), headings, _numbered(lines))

    def _taken_line(self, row: PlanRow) -> Line:
        ref = self._place(row.row)
        sheet = self._sheet(ref)
        main = self._forms[row.row.form].main
        words = _shortened(" ".join(str(row.row.value(main) or row.title).split()))
        code = self.new_codes.get(row.index) or ("" if row.creates and row.action != "merge" else row.code)
        kind: Kind = "done" if row.decided and row.action != "skip" else "look"
        cells = ("", sheet, str(row.row.row), words, vi(f"outcome_{_outcome(row)}"), code)
        return Line(cells, kind, (2, sheet, ref.address))


def _lines(issue: Issue) -> Iterator[str]:
    """What, and how to mend it."""
    yield problem_text(issue, "vi")
    advice = _advice(issue)
    if advice:
        yield vi("how", advice=advice)


def _advice(issue: Issue) -> str:
    return sender_advice(issue) or (vi("write_instead", fix=issue.fix) if issue.fix else "")


def _outcome(row: PlanRow) -> str:
    if row.action == "skip":
        return "skipped"
    if not row.decided:
        return "blocked" if row.blocked else "waiting"
    if row.how == "same":
        return "same"
    return "new" if row.creates else "changed" if row.writes else "kept"


def _day(iso: str) -> str:
    try:
        return format_date(date.fromisoformat(iso))
    except ValueError:
        return iso


def _shortened(words: str) -> str:
    return words if len(words) <= _SHORT else words[: _SHORT - 1].rstrip() + "…"


def _numbered(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Lines with their number; a list too long to read ends with how many more there are."""
    every = list(lines)
    kept = [Line((str(n), *line.cells[1:]), line.kind, line.link) for n, line in enumerate(every[:_LISTED], start=1)]
    if len(every) > _LISTED:
        kept.append(Line(("", "", "", vi("more", n=len(every) - _LISTED), "", "")))
    return tuple(kept)
