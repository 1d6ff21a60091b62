"""`backup`, `restore`, `recover`: copies of a record, going back to one, and salvage when there is none."""

from __future__ import annotations

from pathlib import Path

import click

from workbench.commandline.frame import DONE, PARTLY, RECORD, actor, clock, command, open_record, present, say
from workbench.commandline.patience import waiting
from workbench.commandline.unlocking import unlocked
from workbench.errors import UserError


@click.command("backup")
@RECORD
@click.argument("target", required=False, type=click.Path(path_type=Path))
@command
def backup(record: Path, target: Path | None) -> int:
    """Make a checked copy: in this computer's folder of copies, in a folder, or under a file name ending in .lkv."""
    from workbench.services.safeguards import Safeguard
    from workbench.storage import backup as copies
    from workbench.storage.backup import SUFFIX

    with open_record(record, write=False) as opened:
        if target is None:
            path = Safeguard(opened.database, opened.clock).now().path
        elif target.is_dir() or (not target.exists() and target.suffix.lower() != SUFFIX):
            made = copies.make_copy(opened.database, target, record.stem, "manual", opened.clock.now())
            path = made.path
        elif target.exists():
            raise UserError("record_exists", file=str(target))
        else:
            copies.save_as(opened.database, target)
            path = target
        number, head = opened.journal.head()
    say("safety.copied", file=str(path), n=number, head=f"{number}-{head[:8]}")
    return DONE


@click.command("restore")
@click.argument("copy", metavar="BACKUP", type=click.Path(path_type=Path))
@RECORD
@click.option("--dry-run", is_flag=True)
@command
def restore(copy: Path, record: Path, dry_run: bool) -> int:
    """Put a copy in the record's place, its present state being copied first; --dry-run only says what would change."""
    from workbench.services.restoring import plan_restore
    from workbench.services.restoring import restore as put_back

    here = present(record)
    try:
        with waiting() as told:
            plan = unlocked(lambda secrets: plan_restore(copy, here, clock(), secrets, told))
    finally:
        if here is not None:
            here.close()
    for line in plan.words(there=record.is_file()):
        click.echo(line)
    if dry_run:
        return DONE
    with waiting() as told:
        done = unlocked(lambda secrets: put_back(copy, record, clock(), actor(), secrets, told))
    told_of = {"file": str(record), "number": done.act.number}
    if done.kept is None:
        say("safety.restored_anew", **told_of)
    else:
        say("safety.restored", **told_of, kept=str(done.kept))
    return DONE


@click.command("recover")
@click.argument("damaged", type=click.Path(path_type=Path))
@RECORD
@command
def recover(damaged: Path, record: Path) -> int:
    """Salvage a damaged record into a new one, and say what is missing; the damaged file is not touched."""
    from workbench.services.recovering import recover as salvage

    with waiting() as told:
        report = unlocked(lambda secrets: salvage(damaged, record, clock(), actor(), secrets=secrets, progress=told))
    for line in report.words():
        click.echo(line)
    say("cli.created", file=str(record))
    return DONE if report.complete else PARTLY
