"""`read` and `import`: submissions as interchange lines, and into a record."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from workbench.commandline.frame import DONE, PARTLY, RECORD, REFUSED, clock, command, open_record, say
from workbench.errors import UserError
from workbench.messages import of_error
from workbench.services.importing.plan import ImportPlan

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
    """Write every row that needs no decision; the others wait."""
    from workbench.services.importing.session import ImportSession, chosen
    from workbench.services.registers import Registers

    overrides = chosen(sender, period)
    with open_record(record, write=True) as opened, ImportSession(Registers(opened)) as session:
        batch = _Import(session, overrides, back)
        if all_or_nothing:
            batch.rehearse(files)
        with _report(report) as write, opened.one_copy():
            for path in files:
                _emit(batch.take(path), write)
    for key, params in batch.words():
        say(key, **params)
    return batch.exit_code(len(files))


class _Import:
    """Files going into a record one after the other."""

    def __init__(self, session: Any, overrides: Any, back: Path | None) -> None:
        self._session = session
        self._back = back
        self._overrides = overrides
        self._said: list[tuple[str, dict[str, object]]] = []
        self._refused = 0
        self._waiting = 0

    def rehearse(self, files: Sequence[Path]) -> None:
        """Refuse all if any file cannot be written whole. UserError `cli.not_whole` names the first."""
        for path in files:
            plan = self._session.plan(self._session.load(path), self._overrides)
            if plan.recognised.status == "rejected" or plan.waiting:
                raise UserError("cli.not_whole", file=path.name, n=len(plan.waiting))

    def take(self, path: Path) -> Iterator[object]:
        """Write one file; its interchange lines."""
        try:
            loaded = self._session.load(path)
            plan = self._session.plan(loaded, self._overrides)
        except UserError as error:
            self._refused += 1
            self._said.append(("cli.refused_file", {"message": of_error(error)}))
            yield _rejected(path, error)
            return
        self._tell_second_try(loaded)
        self._session.commit(plan)
        self._tell(path, plan)
        if self._back is not None:
            self._send_back(self._back, loaded, plan)
        yield from _report_lines(plan, path.name)

    def _tell_second_try(self, loaded: Any) -> None:
        from workbench.services.returning import second_try

        again = second_try(self._session, loaded)
        if again is not None:
            cells = ", ".join(str(c.ref) for c in again.corrected[:20]) or "–"
            params = {"file": loaded.raw.name, "code": again.code, "n": len(again.corrected), "cells": cells}
            self._said.append(("returned.second_try", params))

    def _send_back(self, folder: Path, loaded: Any, plan: ImportPlan) -> None:
        from workbench.services.returning import returned, save_returned

        path = save_returned(returned(self._session.workbench, loaded, plan), folder)
        self._said.append(("returned.sent_back", {"file": str(path)}))

    def _tell(self, path: Path, plan: ImportPlan) -> None:
        if plan.recognised.status == "rejected":
            self._refused += 1
            from workbench.messages import text

            message = text(plan.recognised.message, **plan.recognised.params)
            self._said.append(("cli.refused_file", {"message": message}))
            return
        waiting = len(plan.waiting)
        self._waiting += waiting
        counts = {"written": plan.writing, "same": plan.count("same"), "waiting": waiting}
        self._said.append(("cli.imported", {"file": path.name, **counts}))

    def words(self) -> list[tuple[str, dict[str, object]]]:
        """What to tell the person."""
        return self._said

    def exit_code(self, files: int) -> int:
        """Done, done in part, or all refused."""
        if self._refused == files:
            return REFUSED
        return PARTLY if self._refused or self._waiting else DONE


def _report_lines(plan: ImportPlan, file: str) -> Iterator[object]:
    from workbench.exchange.interchange import lines

    matches = {(row.row.sheet, row.row.row): {"how": row.how, "code": row.code or None} for row in plan.rows}
    yield from lines(plan.recognised, matches, file=file)


@contextmanager
def _report(path: Path | None) -> Iterator[Callable[[str], object]]:
    """Where report lines go: to a file, or nowhere."""
    if path is None:
        yield lambda _: None
        return
    try:
        file = path.open("w", encoding="utf-8")
    except OSError as error:
        raise UserError("folder_not_writable", folder=str(path.parent)) from error
    with file:
        yield lambda words: file.write(words + "\n")
