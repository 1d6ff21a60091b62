"""What all commands share: opening a record, saying errors in one line, exit codes, output."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec

import click

from workbench.clock import Clock, SystemClock
from workbench.commandline.patience import waiting
from workbench.commandline.unlocking import GIVEN, unlocked
from workbench.disk import is_file, trouble
from workbench.errors import PassphraseNeeded, UserError
from workbench.messages import of_error, text
from workbench.services.workbench import Workbench
from workbench.storage.ownership import this_user

DONE, PARTLY, REFUSED, UNAVAILABLE = 0, 1, 2, 3
P = ParamSpec("P")


def clock() -> Clock:
    """Time for commands."""
    return SystemClock()


def actor() -> str:
    """Who acts on the command line: the name of the computer's user."""
    return this_user()


def command(run: Callable[P, int | None]) -> Callable[P, None]:
    """Make exit codes of a command: its result, or that of the error it was refused with."""

    @wraps(run)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = run(*args, **kwargs)
        except UserError as error:
            click.echo(of_error(error), err=True)
            if isinstance(error, PassphraseNeeded):
                say("vault.how_to_give", variable=GIVEN)
            sys.exit(error.exit_code)
        except OSError as error:
            if _unheard(error):
                os._exit(DONE)
            click.echo(of_error(trouble(error)), err=True)
            sys.exit(REFUSED)
        sys.exit(code or DONE)

    return wrapped


def _unheard(error: OSError) -> bool:
    """Whether whoever read our output has gone; Windows calls it an invalid argument, of no file."""
    gone = sys.platform == "win32" and error.errno == errno.EINVAL and error.filename is None
    return isinstance(error, BrokenPipeError) or gone


def open_record(path: Path, *, write: bool) -> Workbench:
    """The record, for reading or for writing; what was noticed on opening is said. UserError when it cannot be had."""
    opened = unlocked(lambda secrets: _listed(path, secrets, read_only=not write))
    if write and opened.database.read_only:
        opened.close()
        raise UserError("read_only_record", file=path.name)
    _tell(opened)
    return opened


def inspect(path: Path) -> Workbench:
    """The record as it is, perhaps damaged, to be looked over. UserError when not even that can be."""
    return unlocked(lambda secrets: _current(path, secrets, as_it_is=True))


def _current(path: Path, secrets: Sequence[str], **how: bool) -> Workbench:
    """The record opened; one of an older format is first brought up to date where it can be, a copy of it kept.

    Raises UserError `old_record_read_only` only where it truly cannot be written.
    """
    try:
        return _opened(path, secrets, **how)
    except UserError as error:
        if error.code != "old_record_read_only" or not os.access(path, os.W_OK):
            raise
    _bring_up(path, secrets)
    say("cli.brought_up", file=path.name)
    return _opened(path, secrets, **how)


def _listed(path: Path, secrets: Sequence[str], *, read_only: bool) -> Workbench:
    """As `_current`; the listing of an older program is made anew where that can be written now."""
    opened = _current(path, secrets, read_only=read_only)
    if opened.current or not os.access(path, os.W_OK):
        return opened
    opened.close()
    with suppress(UserError):  # it is in use: it is read as it stands
        _bring_up(path, secrets)
    return _current(path, secrets, read_only=read_only)


def _bring_up(path: Path, secrets: Sequence[str]) -> None:
    """Open the record for writing and close it again, which does what an older one needs."""
    with _opened(path, secrets) as opened:
        _tell(opened)


def _opened(path: Path, secrets: Sequence[str], **how: bool) -> Workbench:
    with waiting() as line:
        return Workbench.open(path, clock(), actor(), secrets=secrets, progress=line, **how)


def present(path: Path) -> Workbench | None:
    """The record as it stands, for reading, an older one brought up to date; None when it cannot be read at all.

    Raises PassphraseNeeded, and UserError `old_record_read_only` or RecordUnavailable where it could be read elsewhere.
    """
    if not is_file(path):
        return None
    try:
        return unlocked(lambda secrets: _current(path, secrets, read_only=True))
    except PassphraseNeeded:
        raise
    except UserError as error:
        if error.code in ("record_busy", "record_in_use", "safety.held_elsewhere", "old_record_read_only"):
            raise
        return None


def _tell(opened: Workbench) -> None:
    for words in opened.opening.words():
        click.echo(words, err=True)


def say(key: str, /, **params: object) -> None:
    """A sentence to the person, beside the output proper."""
    click.echo(text(key, **params), err=True)


def print_json(value: object) -> None:
    """One JSON document on one line, letters as they are."""
    click.echo(json.dumps(value, ensure_ascii=False, default=str))


def print_table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """Columns wide enough for their words, texts cut at 60 characters."""
    cut = [[_short(cell) for cell in row] for row in rows]
    head = list(headings)
    widths = [max(len(row[i]) for row in [head, *cut]) for i in range(len(head))]
    for row in [head, *cut]:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= 60 else flat[:59] + "…"


def print_facts(facts: Iterable[tuple[str, str]]) -> None:
    """Label and value, one a line."""
    pairs = list(facts)
    width = max((len(label) for label, _ in pairs), default=0)
    for label, value in pairs:
        first, *rest = value.split("\n")
        click.echo(f"{label.ljust(width)}  {first}")
        for line in rest:
            click.echo(f"{' ' * width}  {line}")


Params = Mapping[str, Any]
RECORD = click.argument("record", type=click.Path(path_type=Path))
