"""PySide is brought in without what it does for features that nobody here uses; half of the time that it takes goes.

Three things. It carries its helpers (what writes signatures into messages of errors) as text and compiles them at every
start: what came of it is kept, as Python keeps it of other modules. It works out the patterns that they read signatures
with, which takes as long: that waits until a signature is read. And it puts a function of its own in the place of
Python's import, for the other spelling of Qt's names (`from __feature__ import snake_case`): every import anywhere then
takes twice as long, and the text of every module is read and stays in memory; Python's own comes back.

A PySide that works otherwise is left as it is: nothing of it is changed, only what Python gives it meanwhile.
"""

from __future__ import annotations

import builtins
import marshal
import os
import re
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from types import CodeType
from typing import Any

from workbench.folders import own_cache

_HELPERS = "shibokensupport"
_SIGNED = 4  # bytes of the checksum that stand before what is kept
Kept = dict[str, tuple[int, CodeType]]  # name of a helper: checksum of its text, and what it was compiled to


def bring() -> None:
    """Import PySide; before anything else does."""
    place = own_cache() / f"pyside-{sys.implementation.cache_tag}-{sys.hexversion:x}.code"
    kept = _read(place)
    before = len(kept)
    own_import = builtins.__import__
    with _in_place_of(builtins, "compile", partial(_compiled, kept, compile)), _in_place_of(re, "compile", _later):
        import PySide6.QtCore  # noqa: F401
    if len(kept) != before:
        _write(place, kept)
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
    kept: Kept, really: Callable[..., Any], source: Any, filename: Any, mode: str, *rest: Any, **more: Any
) -> Any:
    if not (isinstance(source, bytes) and mode == "exec" and str(filename).startswith(_HELPERS)) or rest or more:
        return really(source, filename, mode, *rest, **more)
    mark = zlib.crc32(source)
    known = kept.get(filename)
    if known is None or known[0] != mark:
        known = kept[filename] = (mark, really(source, filename, mode))
    return known[1]


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


# what is kept


def _read(place: Path) -> Kept:
    with suppress(OSError, ValueError, EOFError, TypeError):
        content = place.read_bytes()
        if content[:_SIGNED] == _sign(content[_SIGNED:]):
            kept: Kept = marshal.loads(content[_SIGNED:])
            return kept
    return {}


def _write(place: Path, kept: Kept) -> None:
    """Write at a stroke: another process may read it now."""
    content = marshal.dumps(kept)
    beside = place.with_name(f"{place.name}.{os.getpid()}.new")
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(_sign(content) + content)
        beside.replace(place)
    with suppress(OSError):
        beside.unlink(missing_ok=True)


def _sign(content: bytes) -> bytes:
    return zlib.crc32(content).to_bytes(_SIGNED, "big")
