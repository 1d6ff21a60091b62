"""Classes of values that stay as they are made, whose methods are made when they are first needed.

`@frozen` is `@dataclass(frozen=True, slots=True)`: the same fields, equality, hash and words. Python writes the methods
of a data class as text and compiles them where the class stands; a program that starts declares a hundred such classes,
makes values of a third of them and compares those of hardly any. Here only the class is made at first: a method is
compiled with its first call and takes its place in the class, so that later calls cost what they ever did.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, NoReturn, TypeVar, dataclass_transform

T = TypeVar("T")
Fields = tuple["dataclasses.Field[Any]", ...]
_OF_CLASSES = ("ClassVar", "typing.ClassVar")
_NO_METHODS = {"init": False, "repr": False, "eq": False, "match_args": False}
_NOT_TAKEN_OVER = frozenset({"__dict__", "__weakref__", "__setattr__", "__delattr__"})


@dataclass_transform(frozen_default=True, field_specifiers=(dataclasses.field,))
def frozen(cls: type[T]) -> type[T]:
    """Make a class of its annotated fields: equal by them, with a hash, without room for anything else but what a
    `cached_property` has worked out.

    Assigning to a field raises FrozenInstanceError. What the class itself defines (`__repr__`, ...) stays. Its bases
    are plain classes or frozen ones; arguments that are no fields (`InitVar`) are not known here. As in every data
    class with slots, `super` in its methods must name the class.
    """
    fields = declared(cls)
    names = [field.name for field in fields]
    inherited = {slot for base in cls.__mro__[1:-1] for slot in _slots(base)}
    own = {name: part for name, part in vars(cls).items() if name not in names and name not in _NOT_TAKEN_OVER}
    own["__slots__"] = tuple(name for name in names if name not in inherited) + _room(own)
    own["__match_args__"] = tuple(field.name for field in fields if field.init and not field.kw_only)
    own["__dataclass_params__"].frozen = True
    if own.get("__hash__") is None:
        own.pop("__hash__", None)
    kind: Any = type(cls)
    made: Any = kind(cls.__name__, cls.__bases__, {**_methods(lambda: made, fields), **own})
    made.__qualname__ = cls.__qualname__
    return made  # type: ignore[no-any-return]


def declared(cls: type, kw_only: bool = False) -> Fields:
    """Make a data class of it that has its fields and nothing else; the fields.

    Python looks into the words of each annotation for one that is no field. It is shown none: they come back after.
    """
    words, notes = cls.__doc__, inspect.get_annotations(cls)
    cls.__annotations__ = {name: object for name, note in notes.items() if not str(note).startswith(_OF_CLASSES)}
    cls.__doc__ = words or ""  # an empty one would be worked out from the signature
    of_frozen = any(dataclasses.is_dataclass(base) for base in cls.__bases__)  # these must be frozen themselves
    made: Any = dataclasses.dataclass(**_NO_METHODS, frozen=of_frozen, kw_only=kw_only)(cls)
    cls.__annotations__, cls.__doc__ = notes, words
    fields: Fields = dataclasses.fields(made)
    for field in fields:
        field.type = notes.get(field.name, field.type)
    return fields


def _room(own: Mapping[str, Any]) -> tuple[str, ...]:
    """What else an instance has room for: what its properties have worked out."""
    return ("__dict__",) if any(isinstance(part, cached_property) for part in own.values()) else ()


def _slots(base: type) -> tuple[str, ...]:
    found = vars(base).get("__slots__", ())
    return (found,) if isinstance(found, str) else tuple(found)


def _methods(made: Callable[[], Any], fields: Fields) -> dict[str, Any]:
    """What a class comes with until each is first called."""

    def now(name: str) -> Any:
        method = _init(made(), fields) if name == "__init__" else getattr(_compared(made(), fields), name)
        setattr(made(), name, method)
        return method

    def init(self: Any, /, *given: Any, **named: Any) -> None:
        now("__init__")(self, *given, **named)

    def equal(self: Any, other: object, /) -> Any:
        return now("__eq__")(self, other)

    def hashed(self: Any, /) -> int:
        return int(now("__hash__")(self))

    def words(self: Any, /) -> str:
        return str(now("__repr__")(self))

    return {
        "__init__": init, "__eq__": equal, "__hash__": hashed, "__repr__": words,
        "__setattr__": _assign, "__delattr__": _delete, "__getstate__": _state, "__setstate__": _take_state,
    }  # fmt: skip


def _init(made: Any, fields: Fields) -> Any:
    """The method that fills a value, compiled."""
    known: dict[str, Any] = {"_not_given": dataclasses.MISSING}
    plain: list[str] = ["_self"]
    named: list[str] = []
    body: list[str] = []
    for field in fields:
        name, value = field.name, field.name
        known[f"_put_{name}"] = getattr(made, name).__set__
        has_default = field.default is not dataclasses.MISSING
        if has_default:
            known[f"_default_{name}"] = field.default
        if field.default_factory is not dataclasses.MISSING:
            known[f"_make_{name}"] = field.default_factory
            value = f"_make_{name}() if {name} is _not_given else {name}" if field.init else f"_make_{name}()"
        elif not field.init:
            if not has_default:
                continue
            value = f"_default_{name}"
        if field.init:
            optional = field.default_factory is not dataclasses.MISSING
            given = f"{name}=_default_{name}" if has_default else f"{name}=_not_given" if optional else name
            (named if field.kw_only else plain).append(given)
        body.append(f" _put_{name}(_self, {value})")
    if hasattr(made, "__post_init__"):
        body.append(" _self.__post_init__()")
    parameters = ", ".join([*plain, *(["*", *named] if named else [])])
    exec("\n".join([f"def __init__({parameters}):", *(body or [" pass"])]), known)
    known["__init__"].__qualname__ = f"{made.__qualname__}.__init__"
    return known["__init__"]


def _compared(made: Any, fields: Fields) -> type:
    """A data class as Python makes it, of the same fields."""
    body = {"__annotations__": {field.name: field.type for field in fields}, "__module__": made.__module__}
    bare = type(made.__name__, (), body | {field.name: _like(field) for field in fields})
    bare.__qualname__ = made.__qualname__
    return dataclasses.dataclass(init=False, frozen=True)(bare)


def _like(field: dataclasses.Field[Any]) -> Any:
    return dataclasses.field(repr=field.repr, hash=field.hash, compare=field.compare)


def _assign(self: Any, name: str, value: object) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _delete(self: Any, name: str) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _take_state(self: Any, state: list[Any]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)
