"""PySide is brought in without what it does for features that nobody here uses; a third of the time that it takes goes.

Three things. It describes modules for tools, and brings a good part of Python's library along for that: this waits until
somebody asks for it. So do the patterns that signatures are read with for messages of errors. And PySide puts a function
of its own in the place of Python's import, for the other spelling of Qt's names (`from __feature__ import snake_case`):
every import anywhere then takes twice as long, and the text of every module is read and stays in memory; Python's own
comes back. Its helpers are still compiled at every start: code kept for the next one would be code to trust.

A PySide that works otherwise is left as it is: nothing of it is changed, only what Python gives it meanwhile.
"""

from __future__ import annotations

import builtins
import inspect
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, NoReturn

_HELPERS = "shibokensupport"
_FOR_TOOLS = "shibokensupport/signature/lib/pyi_generator.py"
_STAND_IN = """
def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    del globals()["__getattr__"]
    exec(compile(__loader__.zfile.read(__file__), __file__, "exec"), globals())
    return globals()[name]
"""


def bring() -> None:
    """Import PySide; before anything else does."""
    own_import = builtins.__import__
    with (
        _in_place_of(builtins, "compile", partial(_compiled, compile)),
        _in_place_of(re, "compile", _later),
        _in_place_of(inspect, "getsource", _no_text),
    ):
        import PySide6.QtCore  # noqa: F401
    builtins.__import__ = own_import


@contextmanager
def _in_place_of(owner: Any, name: str, other: Callable[..., Any]) -> Iterator[None]:
    own = getattr(owner, name)
    setattr(owner, name, other)
    try:
        yield
    finally:
        setattr(owner, name, own)


def _compiled(really: Callable[..., Any], source: Any, filename: Any, *rest: Any, **more: Any) -> Any:
    return really(_STAND_IN if filename == _FOR_TOOLS else source, filename, *rest, **more)


def _no_text(of: object) -> NoReturn:
    raise OSError(of)


# patterns


def _later(pattern: Any, flags: int = 0, *, really: Callable[..., Any] = re.compile) -> Any:
    of = sys._getframe(1).f_globals.get("__name__", "")
    return _Later(partial(really, pattern, flags)) if of.startswith(_HELPERS) else really(pattern, flags)


class _Later:
    """A pattern that is worked out when it is first used."""

    def __init__(self, made: Callable[[], Any]) -> None:
        self._made = made

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return lambda *given, **named: getattr(self._made(), name)(*given, **named)
