"""`inbox`: imports that wait for a decision, listed, decided and written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.commandline.frame import (
    DONE,
    PARTLY,
    RECORD,
    command,
    open_record,
    print_json,
    print_table,
    say,
)
from workbench.errors import UserError
from workbench.messages import text

if TYPE_CHECKING:
    from workbench.services.importing.plan import ImportPlan
    from workbench.services.workbench import Workbench

DECISIONS = ("new", "merge", "record", "link", "skip")


@click.command("inbox")
@RECORD
@click.argument("code", default="")
@click.option("--decide", type=click.Choice(DECISIONS), default=None)
@click.option("--row", "rows", type=int, multiple=True)
@click.option("--dismiss", "leave", is_flag=True)
@click.option("--json", "as_json", is_flag=True)
@command
def inbox_(record: Path, code: str, decide: str | None, rows: tuple[int, ...], leave: bool, as_json: bool) -> int:
    """What waits; with a code, that import taken up: its rows decided as said, and written."""
    with open_record(record, write=bool(code)) as opened:
        return _take_up(opened, code, decide, rows, leave, as_json) if code else _list(opened, as_json)


def _list(opened: Workbench, as_json: bool) -> int:
    from dataclasses import asdict

    from workbench.services.importing.waiting import inbox

    found = inbox(opened.repository)
    if as_json:
        for one in found:
            print_json(asdict(one))
        return DONE
    keys = ("code", "file_name", "form", "period", "rows_waiting")
    headings = [text(f"field.import_batch.{key}") for key in keys]
    print_table(headings, [[one.code, one.file, one.form, one.period, str(one.waiting)] for one in found])
    return DONE


def _take_up(opened: Workbench, code: str, decide: str | None, rows: tuple[int, ...], leave: bool, as_json: bool) -> int:
    from workbench.services.importing.inbox import dismiss, take_up
    from workbench.services.importing.session import ImportSession
    from workbench.services.importing.waiting import inbox
    from workbench.services.registers import Registers

    one = next((one for one in inbox(opened.repository) if one.code == code), None)
    if one is None:
        raise UserError("not_found", what=code)
    if leave:
        dismiss(opened, one.batch)
        return DONE
    with ImportSession(Registers(opened)) as session:
        taken = take_up(session, one.batch)
        plan = taken.plan
        if taken.asked_again:
            say("inbox.asked_again", n=taken.asked_again)
        if decide:
            plan = _decided(plan, decide, rows)
        session.commit(plan)
    waiting = len(plan.waiting)
    said = {"file": one.file, "written": plan.writing, "same": plan.count("same"), "waiting": waiting}
    say("cli.imported", **said)
    _print_waiting(plan, as_json)
    return PARTLY if waiting else DONE


def _print_waiting(plan: ImportPlan, as_json: bool) -> None:
    """What each row that waits is, and why: for `--row` and `--decide`."""
    from workbench.services.importing.apart import main_fields
    from workbench.services.importing.asking import reasons

    mains = main_fields()
    table = []
    for row in plan.waiting:
        texts = (cell.value for cell in row.row.cells.values() if isinstance(cell.value, str))
        words = str(row.row.value(mains[row.row.form]) or max(texts, key=len, default=""))
        why = reasons(plan, row)
        if as_json:
            place = {"sheet": row.row.sheet, "row": row.row.row, "form": row.row.form}
            print_json({**place, "how": row.how, "code": row.code or None, "text": words, "reasons": why})
        else:
            table += [[str(row.row.row), words, why[0] if why else ""], *(["", "", one] for one in why[1:])]
    if table:
        print_table([text(f"inbox.row_{column}") for column in ("number", "text", "why")], table)


def _decided(plan: ImportPlan, decide: str, rows: tuple[int, ...]) -> ImportPlan:
    """Every waiting row (of those named) decided in one way; one that lacks what it must have is left waiting."""
    for row in plan.waiting:
        if rows and row.row.row not in rows:
            continue
        if decide == "skip":
            plan = plan.decide(row.index, "skip")
        elif plan.lacking(row.index):
            continue
        elif decide == "link":
            plan = plan.decide(row.index, "link") if plan.can_link(row.index) else plan
        elif decide == "new":
            plan = plan.decide(row.index, "write") if row.ref is None or row.how in _DOUBTFUL else plan
        elif row.ref is not None:
            plan = plan.choose_all(row.index, "file" if decide == "merge" else "record")
            plan = plan.decide(row.index, "merge" if row.how in _DOUBTFUL else "write")
    return plan


_DOUBTFUL = ("duplicate", "undecided")
