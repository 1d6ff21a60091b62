"""`bundle`, `merge`: two laptops' records joined."""

from __future__ import annotations

from pathlib import Path

import click

from workbench.commandline.frame import DONE, PARTLY, RECORD, clock, command, open_record, say
from workbench.commandline.unlocking import unlocked
from workbench.errors import UserError
from workbench.services.workbench import Workbench


@click.command("bundle")
@RECORD
@click.option("-o", "--output", "target", required=True, type=click.Path(path_type=Path))
@command
def bundle(record: Path, target: Path) -> int:
    """An exchange file: a checked copy of the record, to be merged on another computer."""
    from workbench.storage import backup

    if target.exists():
        raise UserError("record_exists", file=str(target))
    with open_record(record, write=False) as opened:
        head = backup.save_as(opened.database, target)
    say("safety.copied", file=str(target), n=head.number, head=head.short)
    return DONE


@click.command("merge")
@RECORD
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True)
@click.option("--take", type=click.Choice(("ours", "theirs")), default=None, help="one answer to every question")
@command
def merge(record: Path, files: tuple[Path, ...], dry_run: bool, take: str | None) -> int:
    """Take over what other computers wrote; what both changed differently waits, exit code 1, unless --take says."""
    with open_record(record, write=not dry_run) as opened:
        waiting = sum(_merge(opened, file, take, dry_run=dry_run) for file in files)
    return PARTLY if waiting else DONE


def _merge(opened: Workbench, file: Path, take: str | None, *, dry_run: bool) -> int:
    """Merge one file; how many questions of it wait."""
    from workbench.services.merge_words import tell_merge
    from workbench.services.merging import merge as join
    from workbench.services.merging import plan_merge, read_theirs
    from workbench.services.registers import Registers

    theirs = unlocked(lambda secrets: read_theirs(file, opened, clock(), secrets))
    plan = plan_merge(opened, theirs)
    if take is not None:
        plan = plan_merge(opened, theirs, {(q.ref, q.field): take for q in plan.questions})  # type: ignore[misc]
    told = tell_merge(Registers(opened), plan)
    for line in told.lines():
        click.echo(line)
    if not plan.act.is_empty and not dry_run:
        join(opened, plan)
    if plan.nothing:
        say("merge.nothing", file=file.name)
    else:
        say("merge.would" if dry_run else "merge.done", file=file.name, n=told.n_changed)
    if plan.open:
        say("merge.waiting", n=plan.open)
    return plan.open
