"""Errors meant for the officer: a code, parameters, and nothing changed.

Anything else that is raised is our bug. The sentence of a code lives in the catalogues (`error.<code>`),
and says what happened, where, and what to do.
"""

from __future__ import annotations

from pathlib import Path


class UserError(Exception):
    """Cannot go on, for a reason the officer can act on. Exit code 2 on the command line."""

    exit_code = 2

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


class RecordUnavailable(UserError):
    """The record is damaged or in use by another window or computer. Exit code 3."""

    exit_code = 3


class PassphraseNeeded(UserError):
    """An encrypted file (`path`) was met without its passphrase, or with another. Exit code 2."""

    def __init__(self, code: str, path: Path) -> None:
        super().__init__(code, file=path.name)
        self.path = path


class StaleRecord(UserError):
    """A change was prepared from a state that is no longer the stored one."""


class Cancelled(Exception):
    """The officer stopped a piece of long work; nothing of it was kept."""
