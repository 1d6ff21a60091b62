"""The one place that finds files of `resources/`: in a checkout, installed, or frozen."""

from __future__ import annotations

import json
import sys
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from workbench.folders import own_cache
from workbench.kept import put

_MAKING = 1  # raised when something else is made of the same, so that what was kept is not taken for it


def resource_root() -> Path:
    """Folder that holds `i18n/`, `reference/`, `forms/`, `layouts/`, `fonts/`, `icons/`."""
    return _root(getattr(sys, "_MEIPASS", ""))


@cache
def _root(frozen: str) -> Path:
    return Path(frozen) / "resources" if frozen else Path(__file__).resolve().parent.parent / "resources"


def resource(*parts: str) -> Path:
    """Path of one resource, e.g. `resource("reference", "localities.csv")`.

    Raises FileNotFoundError when it is not shipped: that is a fault of the installation, not of the officer.
    """
    path = resource_root().joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(path)
    return path


def prepared(source: Path, make: Callable[[str], Any]) -> Any:
    """What `make` makes of the text of a resource: plain values and days, made once and kept for the next start.

    It lies beside the resource, or among the user's own files where the installation cannot be written; it is made
    anew when the resource is another.
    """
    content = source.read_bytes()
    return _made_once(_places(source), [_MAKING, zlib.crc32(content)], lambda: make(content.decode("utf-8")))


def worked_out(name: str, mark: str, make: Callable[[], Any]) -> Any:
    """What `make` works out, plain values, once and kept for the next start as long as the `mark` is the same.

    It lies among the user's own files under `name`.
    """
    return _made_once((own_cache() / f"{name}.json",), [_MAKING, mark], make)


def _made_once(places: Sequence[Path], mark: list[Any], make: Callable[[], Any]) -> Any:
    for place in places:
        with suppress(OSError, ValueError, TypeError):
            kept_mark, kept = json.loads(place.read_bytes(), object_hook=_with_days)
            if kept_mark == mark:
                return kept
    made = make()
    written = json.dumps([mark, made], ensure_ascii=False, default=_day, separators=(",", ":")).encode()
    for place in places:
        with suppress(OSError):
            put(place, written)
            break
    return made


def _places(source: Path) -> tuple[Path, Path]:
    """Where what was made of a resource may lie."""
    own = source.with_name(f"{source.name}.json")
    return own, own_cache() / "-".join((*source.parts[-3:-1], own.name))


def _day(value: object) -> dict[str, str]:
    if type(value) is not date:
        raise TypeError(value)
    return {"": value.isoformat()}


def _with_days(made: dict[str, Any]) -> Any:
    return date.fromisoformat(made[""]) if made.keys() == {""} else made
