"""`list`, `show`: looking things up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from workbench.commandline.frame import (
    DONE,
    RECORD,
    command,
    open_record,
    print_facts,
    print_json,
    print_table,
    say,
)
from workbench.errors import UserError
from workbench.messages import text
from workbench.values.dates import format_date


@click.command("list")
@RECORD
@click.argument("register")
@click.option("--search", default="")
@click.option("--where", "wheres", multiple=True)
@click.option("--view", default="all")
@click.option("--json", "as_json", is_flag=True)
@command
def list_(record: Path, register: str, search: str, wheres: tuple[str, ...], view: str, as_json: bool) -> int:
    """Rows of a register."""
    from workbench.services.registers import COLUMNS, Query, Registers

    with open_record(record, write=False) as opened:
        registers = Registers(opened)
        rows = [
            row
            for row in registers.rows(register, Query(view=view, search=search))
            if all(_fits(row, where) for where in wheres)
        ]
        if as_json:
            for row in rows:
                print_json(_plain(row))
            return DONE
        columns = COLUMNS[register]
        headings = [text("column.code"), text("column.title"), *(text(f"column.{c}") for c in columns)]
        print_table(headings, [[r.code, r.title, *(r.cells.get(c, "") for c in columns)] for r in rows])
        say("cli.listed", n=len(rows))
    return DONE


def _plain(row: Any) -> dict[str, Any]:
    return {
        "code": row.code,
        "uid": row.ref.uid,
        "title": row.title,
        "status": row.status,
        "due": row.due.isoformat() if row.due else None,
        "due_status": row.due_status.state,
        "due_days": row.due_status.days,
        "officer": row.officer or None,
        **row.data,
    }


def _fits(row: Any, where: str) -> bool:
    """`field=value`: the field as in `--json`; text by its folded words, lists by any of theirs."""
    from workbench.values.text import fold

    key, found, wanted = where.partition("=")
    plain = _plain(row)
    if not found or key not in plain:
        raise UserError("cli.bad_where", where=where, known=", ".join(plain))
    value = plain[key]
    options = value if isinstance(value, list) else [value]
    return any(fold("" if option is None else str(option)) == fold(wanted) for option in options)


@click.command("show")
@RECORD
@click.argument("code")
@click.option("--json", "as_json", is_flag=True)
@command
def show(record: Path, code: str, as_json: bool) -> int:
    """One record: fields with where each came from, chain, history."""
    from workbench.services.details import detail
    from workbench.services.finding import find_code
    from workbench.services.registers import Registers

    with open_record(record, write=False) as opened:
        registers = Registers(opened)
        shown = detail(registers, find_code(opened.repository, code))
        if as_json:
            print_json(_document(registers, shown) | _tasks_plain(registers, shown) | {"parts": _parts_plain(shown)})
            return DONE
        click.echo(f"{shown.code}  {shown.title}\n")
        print_facts(_facts(shown))
        if shown.chain:
            click.echo(f"\n{text('cli.chain')}")
        for node in shown.chain:
            words = node.code or (text("cli.missing") if node.missing else "–")
            click.echo(f"  {text(f'entity.{node.kind}')}: {words}")
        _say_tasks(registers, shown)
        for part in shown.parts:
            _say_part(part)
        click.echo(f"\n{text('cli.history')}")
        for line in shown.history:
            click.echo(f"  {line.number:>5}  {line.at:%d/%m/%Y %H:%M}  {line.actor}  {line.what}")
    return DONE


def _tasks(registers: Any, shown: Any) -> Iterator[tuple[Any, Any, str]]:
    """What a meeting concluded or an agreement commits to: as told, as stored, and its state in words."""
    from workbench.services.progress import progress_of

    if shown.ref.entity not in ("meeting", "agreement"):
        return
    linked = registers.around(shown.ref)
    owner = registers.workbench.repository.need(shown.ref)
    for line in progress_of(linked, owner).commitments:
        stored = linked.tasks[line.ref.uid].values
        yield line, stored, linked.names.choice("task_status", stored.status)


def _say_tasks(registers: Any, shown: Any) -> None:
    told = list(_tasks(registers, shown))
    if told:
        click.echo(f"\n{text('detail.tab_conclusions' if shown.ref.entity == 'meeting' else 'detail.tab_tasks')}")
    for line, _, state in told:
        late = text("due.late", n=abs(line.due_status.days)) if line.due_status.state == "late" else ""
        due = format_date(line.due) if line.due else line.due_text
        standing = "; ".join(filter(None, (state, due, late)))
        who = f"   → {line.who}" if line.who else ""
        click.echo(f"  {line.code}  [{standing}]  {line.title}{who}")


def _say_part(part: Any) -> None:
    """What the tabs of the window show beside the chain: contents of a plan, capital of a project, reminders."""
    if not part.lines:
        return
    click.echo(f"\n{text(f'detail.tab_{part.key}')}")
    for line in part.lines:
        click.echo("  " + "  ".join(filter(None, (line.code, line.title, line.meta))))


def _parts_plain(shown: Any) -> dict[str, Any]:
    return {
        part.key: [{"code": line.code or None, "title": line.title, "more": line.meta or None} for line in part.lines]
        for part in shown.parts
        if part.lines
    }


def _tasks_plain(registers: Any, shown: Any) -> dict[str, Any]:
    told = [
        {
            "code": line.code,
            "content": stored.content,
            "who": line.who or None,
            "state": stored.status,
            "percent": line.percent,
            "due": line.due.isoformat() if line.due else None,
            "due_status": line.due_status.state,
        }
        for line, stored, _ in _tasks(registers, shown)
    ]
    key = "conclusions" if shown.ref.entity == "meeting" else "commitments"
    return {key: told} if shown.ref.entity in ("meeting", "agreement") else {}


def _facts(shown: Any) -> Iterator[tuple[str, str]]:
    for fact in shown.facts:
        source = f"   ← {fact.source.words}" if fact.source else ""
        yield text(fact.label_key), fact.value + source
    for line in shown.recommendations:
        yield text("entity.recommendation"), f"{line.title}   → {line.meta}"


def _document(registers: Any, shown: Any) -> dict[str, Any]:
    return {
        "code": shown.code,
        "entity": shown.ref.entity,
        "uid": shown.ref.uid,
        "title": shown.title,
        "status": shown.status,
        "due": shown.due.isoformat() if shown.due else None,
        "due_status": shown.due_status.state,
        "fields": {
            fact.field or fact.label_key: {"value": fact.value, "source": _source(fact.source)} for fact in shown.facts
        },
        "recommendations": [{"content": line.title, "to": line.meta} for line in shown.recommendations],
        "chain": [{"kind": n.kind, "code": n.code or None, "status": n.status or None} for n in shown.chain],
        "history": [
            {
                "number": line.number,
                "at": line.at.isoformat(),
                "actor": line.actor,
                "what": line.what,
                "changes": [list(change) for change in line.changes],
            }
            for line in shown.history
        ],
    }


def _source(source: Any) -> dict[str, Any] | None:
    if source is None:
        return None
    return {"file": source.file, "cells": [str(c) for c in source.cells], "raw": source.raw}
