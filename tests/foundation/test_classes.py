"""Data classes made late behave as those of the standard library."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import Any

import pytest

from workbench.classes import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    code: int = 0
    parts: list[str] = dataclasses.field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Port(Place):
    depth: float = 1.5

    @property
    def deep(self) -> bool:
        return self.depth > 10


@dataclass
class Counted:
    number: int = 3
    seen: int = dataclasses.field(default=0, init=False)
    parts: list[str] = dataclasses.field(default_factory=list, repr=False)

    def __post_init__(self) -> None:
        self.twice = self.number * 2


@dataclass(frozen=True, slots=True, order=True)
class Ranked:
    rank: int
    name: str = ""


@dataclass(eq=False, slots=True)
class Held:
    what: object = None


def test_made_by_place_or_name_with_defaults() -> None:
    assert Port("A", depth=12.0).deep
    assert repr(Port("A", 1)) == "Port(name='A', code=1, parts=[], depth=1.5)"
    assert Place("A").parts is not Place("A").parts
    assert Counted(4).twice == 8
    assert Counted.seen == Counted().seen == 0 and Counted().parts == []
    with pytest.raises(TypeError):
        Place()  # type: ignore[call-arg]


def test_equal_by_value_and_class() -> None:
    assert Place("A") == Place("A") != Place("B")
    assert Place("A") != Port("A")
    assert Held(1) != Held(1)
    assert Ranked(1, "b") < Ranked(2, "a") and max(Ranked(1), Ranked(3)).rank == 3
    assert {Ranked(1): "x"}[Ranked(1)] == "x"
    with pytest.raises(TypeError):
        hash(Counted())


@pytest.mark.parametrize("thing", (Place("A", 1, ["x"]), Port("A", depth=3.0), Ranked(1, "x"), Counted(5)))
def test_travels_between_processes_and_is_copied(thing: Any) -> None:
    assert pickle.loads(pickle.dumps(thing)) == thing
    assert copy.deepcopy(thing) == thing
    assert dataclasses.replace(thing) == thing


def test_frozen_stays_as_it_is() -> None:
    for act in (lambda: setattr(Ranked(1), "rank", 2), lambda: delattr(Ranked(1), "rank")):
        with pytest.raises(dataclasses.FrozenInstanceError):
            act()
    with pytest.raises(AttributeError):
        Held().other = 1  # type: ignore[attr-defined]


def test_the_library_knows_it_before_anything_was_made() -> None:
    @dataclass(frozen=True, slots=True)
    class Fresh:
        one: int
        two: str = "x"

    assert [f.name for f in dataclasses.fields(Fresh)] == ["one", "two"]
    assert dataclasses.is_dataclass(Fresh)
    assert Fresh.__match_args__ == ("one", "two")
    match Fresh(1):
        case Fresh(one, two):
            assert (one, two) == (1, "x")
    assert dataclasses.asdict(Fresh(1)) == {"one": 1, "two": "x"}


def test_a_method_written_in_the_class_stays() -> None:
    @dataclass(frozen=True, slots=True)
    class Own:
        name: str

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Own) and other.name.lower() == self.name.lower()

        def __hash__(self) -> int:
            return hash(self.name.lower())

        def __repr__(self) -> str:
            return self.name

    assert Own("A") == Own("a") and hash(Own("A")) == hash(Own("a"))
    assert repr(Own("A")) == "A"


def test_methods_are_made_when_first_needed() -> None:
    @dataclass(frozen=True, slots=True)
    class Fresh:
        one: int

    assert "Later" in type(vars(Fresh)["__init__"]).__name__
    Fresh(1)
    assert callable(vars(Fresh)["__init__"])
