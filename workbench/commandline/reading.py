"""`read` and `import`: submissions as interchange lines, and into a record."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workbench import disk
from workbench.commandline.frame import DONE, PARTLY, RECORD, REFUSED, clock, command, open_record, print_table, say
from workbench.errors import UserError
from workbench.messages import of_error, text

if TYPE_CHECKING:
    from workbench.services.importing.plan import ImportPlan
    from workbench.services.importing.plan_rows import PlanRow
    from workbench.services.receiving import Received, Taken
    from workbench.services.returning import SecondTry

FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))


@click.command("read")
@FILES
@command
def read(files: tuple[Path, ...]) -> int:
    """Read submissions without a record: interchange lines on standard output."""
    from workbench.exchange.interchange import lines
    from workbench.exchange.reading import Reader
    from workbench.exchange.recognise import recognise
    from workbench.services.importing.session import shipped_context

    context = shipped_context(clock().today())
    refused = 0
    with Reader() as reader:
        for path in files:
            try:
                recognised = recognise(reader.read(path), context)
            except UserError as error:
                refused += 1
                _emit([_rejected(path, error)], click.echo)
                continue
            refused += recognised.status == "rejected"
            _emit(lines(recognised, file=path.name), click.echo)
    return DONE if not refused else REFUSED if refused == len(files) else PARTLY


def _rejected(path: Path, error: UserError) -> dict[str, Any]:
    from workbench.exchange.interchange import rejected_line

    return rejected_line(path.name, of_error(error))


def _emit(lines: Iterable[object], write: Callable[[str], object]) -> None:
    for line in lines:
        write(json.dumps(line, ensure_ascii=False))


@click.command("import")
@RECORD
@FILES
@click.option("--report", type=click.Path(path_type=Path), default=None)
@click.option("--return", "back", type=click.Path(path_type=Path), default=None)
@click.option("--all-or-nothing", is_flag=True)
@click.option("--sender", default="")
@click.option("--period", default="")
@command
def import_(
    record: Path,
    files: tuple[Path, ...],
    report: Path | None,
    back: Path | None,
    all_or_nothing: bool,
    sender: str,
    period: str,
) -> int:
    """Write every row that needs no decision; the others wait. A folder stands for the files in it."""
    from workbench.services.importing.session import chosen
    from workbench.services.receiving import files_in, receive_all, together
    from workbench.services.registers import Registers

    overrides = chosen(sender, period)
    paths = files_in(files)
    with open_record(record, write=True) as opened:
        registers = Registers(opened)
        if all_or_nothing:
            _rehearse(registers, paths, overrides)
        with _report(report) as write:
            told = _Telling(registers, write, back)
            taken = receive_all(registers, paths, overrides, each=told.take)
    for key, params in told.said:
        say(key, **params)
    if any(path.is_dir() for path in files):
        _print_summary(taken)
    return {"refused": REFUSED, "waiting": PARTLY}.get(together(taken).status, DONE)


def _rehearse(registers: Any, paths: Sequence[Path], overrides: Any) -> None:
    """Refuse all if any file cannot be written whole. UserError `cli.not_whole` names the first."""
    from workbench.services.importing.session import ImportSession

    with ImportSession(registers) as session:
        for path in paths:
            plan = session.plan(session.load(path), overrides)
            if plan.recognised.status == "rejected" or plan.waiting:
                raise UserError("cli.not_whole", file=path.name, n=len(plan.waiting))


class _Telling:
    """What is said of each file: to the person, into the report, to the sender."""

    def __init__(self, registers: Any, write: Callable[[str], object], back: Path | None) -> None:
        self._registers, self._write, self._back = registers, write, back
        self.said: list[tuple[str, dict[str, object]]] = []

    def take(self, received: Received) -> None:
        """Tell of one file."""
        taken, plan = received.taken, received.plan
        if received.again is not None:
            self._tell_second_try(received.again, taken.path.name)
        if taken.status == "refused":
            self.said.append(("cli.refused_file", {"message": taken.message}))
        elif plan is not None and plan.recognised.nil and not plan.rows:
            self.said.append(("cli.imported_nil", {"file": taken.path.name}))
        else:
            counts = {"written": taken.new + taken.changed, "same": taken.same, "waiting": taken.waiting}
            self.said.append(("cli.imported", {"file": taken.path.name, **counts}))
        self.said += [("cli.file_note", {"file": taken.path.name, "message": note}) for note in taken.notes]
        if plan is None:
            from workbench.exchange.interchange import rejected_line

            _emit([rejected_line(taken.path.name, taken.message)], self._write)
            return
        if self._back is not None and received.loaded is not None:
            self._send_back(self._back, received.loaded, plan)
        _emit(_report_lines(plan, taken.path.name), self._write)

    def _tell_second_try(self, again: SecondTry, file: str) -> None:
        cells = ", ".join(str(c.ref) for c in again.corrected[:20]) or "–"
        params = {"file": file, "code": again.code, "n": len(again.corrected), "cells": cells}
        self.said.append(("returned.second_try", params))

    def _send_back(self, folder: Path, loaded: Any, plan: ImportPlan) -> None:
        from workbench.services.returning import returned, save_returned

        path = save_returned(returned(self._registers.workbench, loaded, plan), folder)
        self.said.append(("returned.sent_back", {"file": str(path)}))


def _print_summary(taken: Sequence[Taken]) -> None:
    """A line for each file: whose, which form and period, rows by kind, where what waits is."""
    from workbench.services.receiving import row_words

    columns = ("file", "sender", "form", "period", "new", "changed", "same", "waiting", "where")
    print_table([text(f"round.file_{column}") for column in columns], [row_words(one) for one in taken])


def _report_lines(plan: ImportPlan, file: str) -> Iterator[object]:
    from workbench.exchange.interchange import lines

    matches = {(row.row.sheet, row.row.row): _match(row) for row in plan.rows}
    yield from lines(plan.recognised, matches, file=file)


def _match(row: PlanRow) -> dict[str, object]:
    """What a row is to the record; one that is no new record before somebody decides is `undecided`, and every row
    that stays in the inbox says that it waits."""
    waits = not row.decided
    how = "undecided" if waits and row.how == "new" else row.how
    return {"how": how, "code": row.code or None, **({"waits": True} if waits else {})}


@contextmanager
def _report(path: Path | None) -> Iterator[Callable[[str], object]]:
    """Where report lines go: to a file, or nowhere."""
    if path is None:
        yield lambda _: None
        return
    try:
        file = path.open("w", encoding="utf-8")
    except OSError as error:
        raise disk.refusal_of(error, path, written=disk.held(path, "write")) from error
    with file:
        yield lambda words: file.write(words + "\n")
