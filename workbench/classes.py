"""Data classes whose methods are made when they are first needed: a program of many such classes starts sooner.

Writing the methods of one takes longer than everything else in its module; most are not used in a given run. What
comes out is what `dataclasses.dataclass` makes, which also makes it here, only later.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

_LATE = ("__init__", "__repr__", "__dataclass_fields__", "__dataclass_params__", "__match_args__")
_ORDER = ("__lt__", "__le__", "__gt__", "__ge__")
_lock = threading.RLock()


class _Later:
    """Stands where a method will be; whoever looks for it gets the method."""

    __slots__ = ("_made", "_name")

    def __init__(self, name: str, made: Callable[[], dict[str, Any]]) -> None:
        self._name, self._made = name, made

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        found = self._made()[self._name]
        return found.__get__(instance, owner) if hasattr(found, "__get__") else found


def _dataclass(
    cls: type | None = None,
    /,
    *,
    frozen: bool = False,
    slots: bool = False,
    order: bool = False,
    eq: bool = True,
    kw_only: bool = False,
) -> Any:
    """As `dataclasses.dataclass`, for these options; not for fields that are `InitVar`."""
    options = {"frozen": frozen, "slots": slots, "order": order, "eq": eq, "kw_only": kw_only}
    return (lambda given: _prepared(given, options)) if cls is None else _prepared(cls, options)


if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    dataclass = _dataclass


def _prepared(written: type, options: dict[str, bool]) -> type:
    """The class with everything that must be there at once; the rest follows by `_finish`."""
    names = [name for name, kind in written.__annotations__.items() if "ClassVar" not in str(kind)]
    body = {k: v for k, v in written.__dict__.items() if k not in ("__dict__", "__weakref__")}
    prepared = _slotted(written, body, names) if options["slots"] else _with_defaults(written, names)

    def made() -> dict[str, Any]:
        return _finish(prepared, body, options)

    late = [*_LATE]
    if options["eq"]:
        late.append("__eq__")
        if "__hash__" not in body and not options["frozen"]:
            prepared.__hash__ = None  # type: ignore[assignment]
        elif "__hash__" not in body:
            late.append("__hash__")
    if options["order"]:
        late += _ORDER
    for name in late:
        if name not in body:
            setattr(prepared, name, _Later(name, made))
    if options["frozen"]:
        prepared.__setattr__, prepared.__delattr__ = _refuse_set, _refuse_delete  # type: ignore[method-assign, assignment]
        if options["slots"]:
            prepared.__getstate__, prepared.__setstate__ = _state, _set_state  # type: ignore[attr-defined, method-assign, assignment]
    return prepared


def _with_defaults(written: type, names: list[str]) -> type:
    """The class itself, with the default in the place of what describes a field."""
    for name in names:
        default = getattr(written.__dict__.get(name), "default", None)
        if type(default).__name__ == "_MISSING_TYPE":
            delattr(written, name)
        elif type(written.__dict__.get(name)).__name__ == "Field":
            setattr(written, name, default)
    return written


def _slotted(written: type, body: dict[str, Any], names: list[str]) -> type:
    """The same class with slots."""
    inherited = {slot for base in written.__mro__[1:-1] for slot in _slots_of(base)}
    kept = {k: v for k, v in body.items() if k not in names}
    kept["__slots__"] = tuple(name for name in names if name not in inherited)
    made = type(written)(written.__name__, written.__bases__, kept)
    made.__qualname__ = written.__qualname__
    return made


def _slots_of(base: type) -> Iterator[str]:
    slots = base.__dict__.get("__slots__", ())
    yield from (slots,) if isinstance(slots, str) else slots


def _finish(prepared: type, body: dict[str, Any], options: dict[str, bool]) -> dict[str, Any]:
    """Let the methods be made from the class as written, and put them into the class in use."""
    import dataclasses

    with _lock:
        waiting = [name for name, value in prepared.__dict__.items() if isinstance(value, _Later)]
        if waiting:
            made: type = dataclasses.dataclass(type(prepared)(prepared.__name__, prepared.__bases__, body), **options)
            for name in waiting:
                setattr(prepared, name, made.__dict__[name])
        return dict(prepared.__dict__)


def _refuse_set(self: Any, name: str, value: object) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_delete(self: Any, name: str) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, name) for name in type(self).__dataclass_fields__]


def _set_state(self: Any, state: list[Any]) -> None:
    for name, value in zip(type(self).__dataclass_fields__, state, strict=True):
        object.__setattr__(self, name, value)
