"""Passphrases on the command line: from a file, from the environment, or asked on the terminal. Never an argument:
those can be read in the list of processes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import click

from workbench.commandline.terminal import attended
from workbench.errors import PassphraseNeeded, UserError
from workbench.messages import of_error, text

GIVEN = "LIEN_KET_VUNG_PASSPHRASE"
GIVEN_NEW = "LIEN_KET_VUNG_NEW_PASSPHRASE"
T = TypeVar("T")


def unlocked(run: Callable[[Sequence[str]], T]) -> T:
    """What `run` makes of the passphrases at hand; where they do not open the file, another is asked for on the
    terminal. Raises PassphraseNeeded where there is nobody to ask, and whatever `run` raises.
    """
    at_hand = _given()
    while True:
        try:
            return run(at_hand)
        except PassphraseNeeded as error:
            if not attended(sys.stdin):
                raise
            click.echo(of_error(error), err=True)
            typed = asked(text("vault.ask"))
            _remembered().insert(0, typed)  # the same command may open more than one file
            at_hand.insert(0, typed)


def new_passphrase(file: Path | None) -> str:
    """A new passphrase: from a file, from the environment, or asked twice. UserError when it is empty or they differ."""
    found = read_passphrase(file) if file else os.environ.get(GIVEN_NEW, "")
    if not found and attended(sys.stdin):
        found = asked(text("vault.ask_new"))
        if found and asked(text("vault.ask_again")) != found:
            raise UserError("vault.differ")
    if not found:
        raise UserError("vault.empty", variable=GIVEN_NEW)
    return found


def asked(words: str) -> str:
    """What is typed, unseen."""
    typed: str = click.prompt(words, hide_input=True, err=True, default="", show_default=False)
    return typed


def read_passphrase(file: Path) -> str:
    """The first line of a file. UserError when it cannot be read."""
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError("vault.file_unreadable", file=str(file)) from error
    return lines[0] if lines else ""


def _given() -> list[str]:
    file = click.get_current_context().find_root().params.get("passphrase_file")
    found = read_passphrase(file) if file else os.environ.get(GIVEN, "")
    return [*_remembered(), *([found] if found else [])]


def _remembered() -> list[str]:
    typed: list[str] = click.get_current_context().meta.setdefault("passphrases", [])
    return typed
