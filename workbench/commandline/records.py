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
    open_record,
    print_json,
    say,
)
from workbench.messages import text
from workbench.services.workbench import Workbench


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
@command
def undo(record: Path, transaction: int | None) -> int:
    """Take back the last act, or one by number."""
    from workbench.services.details import act_words

    with open_record(record, write=True) as opened:
        target = opened.journal.act(transaction) if transaction else opened.undoable()
        outcome = opened.undo(transaction)
        summary = outcome.summary
        touched = len(summary.created) + len(summary.updated) + len(summary.removed)
        say("cli.undone", what=act_words(target) if target else "", n=touched)
        for kept in outcome.kept:
            field = text(kept.field) if kept.field else text("cli.whole_record")
            say("cli.kept", name=kept.name, field=field, reason=text(kept.reason))
    return DONE


@click.command("log")
@RECORD
@click.option("--verify", is_flag=True)
@click.option("--json", "as_json", is_flag=True)
@command
def log(record: Path, verify: bool, as_json: bool) -> int:
    """The journal, newest first; with --verify, whether its chain holds."""
    from workbench.services.details import act_words

    with Workbench.open(record, clock(), actor(), as_it_is=True) as opened:
        if verify:
            breaks = list(opened.journal.verify())
            for found in breaks:
                click.echo(text(found.reason, number=found.number))
            number, head = opened.journal.head()
            say("cli.chain_broken" if breaks else "cli.chain_whole", n=number, head=head[:8])
            return UNAVAILABLE if breaks else DONE
        for act in opened.journal.acts():
            if as_json:
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
            else:
                when = act.at.strftime("%d/%m/%Y %H:%M")
                click.echo(f"{act.number:>5}  {when}  {act.actor}  {act_words(act)}")
    return DONE


@click.command("check")
@RECORD
@command
def check(record: Path) -> int:
    """Integrity of the file, its journal, references, search text and kept files."""
    from workbench.services.maintenance import check_record

    with Workbench.open(record, clock(), actor(), as_it_is=True) as opened:
        findings = check_record(opened)
    for finding in findings:
        mark = "✓" if finding.good else "✗"
        click.echo(f"{mark} {finding.words}")
    return DONE if all(f.good for f in findings) else UNAVAILABLE
