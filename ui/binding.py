"""PySide is brought in without what it does for features that nobody here uses; half of the time that it takes goes.

Four things. It carries its helpers (what writes signatures into messages of errors) as text and compiles them at every
start: what came of it is kept, as Python keeps it of other modules. One of them describes modules for tools, and brings
a good part of Python's library along: it waits until somebody asks for it. So do the patterns that signatures are read
with, which take as long to work out. And PySide puts a function of its own in the place of Python's import, for the
other spelling of Qt's names (`from __feature__ import snake_case`): every import anywhere then takes twice as long, and
the text of every module is read and stays in memory; Python's own comes back.

A PySide that works otherwise is left as it is: nothing of it is changed, only what Python gives it meanwhile.
"""

from __future__ import annotations

import builtins
import inspect
import re
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from types import CodeType
from typing import Any, NoReturn

from workbench import kept
from workbench.folders import own_cache

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
Known = dict[str, tuple[int, CodeType]]  # name of a helper: checksum of its text, and what it was compiled to


def bring() -> None:
    """Import PySide; before anything else does."""
    place = own_cache() / f"pyside-{sys.implementation.cache_tag}-{sys.hexversion:x}.code"
    known: Known = kept.read(place) or {}
    before = len(known)
    own_import = builtins.__import__
    with (
        _in_place_of(builtins, "compile", partial(_compiled, known, compile)),
        _in_place_of(re, "compile", _later),
        _in_place_of(inspect, "getsource", _no_text),
    ):
        import PySide6.QtCore  # noqa: F401
    if len(known) != before:
        kept.write(place, known)
    builtins.__import__ = own_import


@contextmanager
def _in_place_of(owner: Any, name: str, other: Callable[..., Any]) -> Iterator[None]:
    own = getattr(owner, name)
    setattr(owner, name, other)
    try:
        yield
    finally:
        setattr(owner, name, own)


def _compiled(
    known: Known, really: Callable[..., Any], source: Any, filename: Any, mode: str, *rest: Any, **more: Any
) -> Any:
    if not (isinstance(source, bytes) and mode == "exec" and str(filename).startswith(_HELPERS)) or rest or more:
        return really(source, filename, mode, *rest, **more)
    if filename == _FOR_TOOLS:
        source = _STAND_IN.encode()
    mark = zlib.crc32(source)
    found = known.get(filename)
    if found is None or found[0] != mark:
        found = known[filename] = (mark, really(source, filename, mode))
    return found[1]


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
