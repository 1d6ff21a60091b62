"""Imports without companions that a library takes along when they are there and that we do not use."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class _Refuser:
    """Finds nothing; says so for some modules in one thread. Other threads import them as ever."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names
        self._thread = threading.get_ident()

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> None:
        if name in self._names and threading.get_ident() == self._thread:
            raise ModuleNotFoundError(name, name=name)


@contextmanager
def without(*names: str) -> Iterator[None]:
    """Inside, this thread imports as if these modules were not installed; one already loaded stays usable.

    openpyxl and sqlite-utils load numpy and pandas for values that no cell of ours holds: 0.3 s and 40 MB.
    """
    refuser = _Refuser(frozenset(names))
    sys.meta_path.insert(0, refuser)
    try:
        yield
    finally:
        sys.meta_path.remove(refuser)
