"""`passphrase`: sets the passphrase of a record, changes it, or takes it away."""

from __future__ import annotations

from pathlib import Path

import click

from workbench.commandline.frame import DONE, PARTLY, RECORD, actor, clock, command, say
from workbench.commandline.patience import waiting
from workbench.commandline.unlocking import new_passphrase, unlocked


@click.command("passphrase")
@RECORD
@click.option("--remove", is_flag=True)
@click.option("--new-passphrase-file", "file", type=click.Path(path_type=Path), default=None)
@click.option("--leave-backups", is_flag=True)
@command
def passphrase(record: Path, remove: bool, file: Path | None, leave_backups: bool) -> int:
    """Encrypt the record under a new passphrase, or with --remove under none; its copies with it."""
    from workbench.services.protecting import is_weak, protect

    new = "" if remove else new_passphrase(file)
    if new and is_weak(new):
        say("vault.weak")
    with waiting() as line:
        done = unlocked(
            lambda secrets: protect(record, new, clock(), actor(), secrets, with_copies=not leave_backups, progress=line)
        )
    say(f"vault.done_{done.step}", file=str(record), kept=str(done.kept))
    if done.copies:
        say("vault.copies_done", n=done.copies)
    if done.left_over:
        say("vault.copies_left", n=len(done.left_over), names=", ".join(done.left_over))
    if new:
        say("vault.limits")
    return PARTLY if done.left_over else DONE
