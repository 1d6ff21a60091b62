"""`new`, `undo`, `log`, `check`: a record as a whole."""

from __future__ import annotations

from pathlib import Path

import click

from workbench.commandline.frame import (
    DONE,
    RECORD,
    UNAVAILABLE,
    actor,
    clock,
    command,
    inspect,
    open_record,
    print_json,
    say,
)
from workbench.messages import text
from workbench.services.workbench import Workbench
from workbench.storage.journal import Act


@click.command("new")
@RECORD
@click.option("--council", required=True)
@click.option("--office", default="")
@click.option("--place", default="")
@click.option("--officer", default="")
@command
def new(record: Path, council: str, office: str, place: str, officer: str) -> int:
    """Create an empty record with its reference data."""
    from workbench.services.records_new import create_record
    from workbench.services.seeding import NewRecord

    made = NewRecord(council, office, place, officer=officer or actor())
    create_record(record, made, clock()).close()
    say("cli.created", file=str(record))
    return DONE


@click.command("undo")
@RECORD
@click.option("--transaction", type=int, default=None)
@click.option("--dry-run", is_flag=True)
@command
def undo(record: Path, transaction: int | None, dry_run: bool) -> int:
    """Take back the last act, or one by number, listing what that changes and what it keeps; --dry-run only lists."""
    from workbench.services.act_words import act_words
    from workbench.services.registers import Registers
    from workbench.services.told import tell_reversal

    with open_record(record, write=not dry_run) as opened:
        plan = opened.plan_undo(transaction)
        meant = opened.journal.act(plan.number)
        told = tell_reversal(Registers(opened), plan)
        for line in told.lines():
            click.echo(line)
        if not dry_run:
            opened.take_back(plan)
        kind = "redo" if plan.act.source == "redo" else "undo"
        key = f"cli.would_{kind}" if dry_run else "cli.redone" if kind == "redo" else "cli.undone"
        say(key, what=act_words(meant) if meant else "", n=told.n_changed)
    return DONE


@click.command("log")
@RECORD
@click.option("--verify", is_flag=True)
@click.option("--head", default="", help="number-8 digits, as printed on a register")
@click.option("--json", "as_json", is_flag=True)
@command
def log(record: Path, verify: bool, head: str, as_json: bool) -> int:
    """The journal, newest first; with --verify, whether its chain holds; with --head, whether it is the one in print."""
    with inspect(record) as opened:
        if verify or head:
            return _verify(opened, head)
        for act in opened.journal.acts():
            _show_act(act, as_json)
    return DONE


def _verify(opened: Workbench, printed: str) -> int:
    """Say every place where the chain breaks, and whether a printed mark is found in it."""
    breaks = list(opened.journal.verify())
    for found in breaks:
        click.echo(text(found.reason, number=found.number) + (text("safety.known_break") if found.known else ""))
    unknown = [found for found in breaks if not found.known]
    number, head = opened.journal.head()
    key = "cli.chain_broken" if unknown else "cli.chain_known" if breaks else "cli.chain_whole"
    say(key, n=number, head=f"{number}-{head[:8]}")
    good = not unknown
    for line in opened.opening.words()[:1] if opened.opening.missing or opened.opening.rewritten else ():
        click.echo(line, err=True)
        good = False
    if printed:
        same = opened.journal.bears(printed)
        say("safety.head_same" if same else "safety.head_other", head=printed)
        good = good and same
    return DONE if good else UNAVAILABLE


def _show_act(act: Act, as_json: bool) -> None:
    from workbench.services.act_words import act_words

    if not as_json:
        click.echo(f"{act.number:>5}  {act.at:%d/%m/%Y %H:%M}  {act.actor}  {act_words(act)}")
        return
    print_json(
        {
            "number": act.number,
            "at": act.at.isoformat(),
            "actor": act.actor,
            "kind": act.kind,
            "what": act_words(act),
            "undoes": act.undoes,
            "hash": act.hash,
        }
    )


@click.command("check")
@RECORD
@command
def check(record: Path) -> int:
    """Integrity of the file, its journal, references, search text and kept files."""
    from workbench.services.maintenance import check_record

    with inspect(record) as opened:
        findings = check_record(opened)
    for finding in findings:
        mark = "✓" if finding.good else "✗"
        click.echo(f"{mark} {finding.words}")
    return DONE if all(f.good for f in findings) else UNAVAILABLE
