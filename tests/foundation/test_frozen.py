"""Frozen classes are what `@dataclass(frozen=True, slots=True)` makes, with methods that come when they are needed."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, dataclass, field
from functools import cached_property
from threading import Thread
from typing import Any, ClassVar

import pytest

from workbench.frozen import frozen


@frozen
class Place:
    """A place."""

    uid: str
    name: str = "—"
    kinds: tuple[str, ...] = ()
    seen: dict[str, int] = field(default_factory=dict, compare=False)
    note: str = field(default="", repr=False, kw_only=True)

    unit: ClassVar[str] = "place"

    @property
    def words(self) -> str:
        return f"{self.uid} {self.name}"


@dataclass(frozen=True, slots=True)
class Other:
    uid: str
    name: str = "—"
    kinds: tuple[str, ...] = ()
    seen: dict[str, int] = field(default_factory=dict, compare=False)
    note: str = field(default="", repr=False, kw_only=True)


@frozen
class Town(Place):
    """A place with people."""

    people: int = 0


@frozen
class Counted:
    whole: int
    half: float = field(init=False)
    fixed: int = field(default=3, init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "half", self.whole / 2)


@frozen
class Remembering:
    uid: str

    @cached_property
    def words(self) -> list[str]:
        return [self.uid]


@frozen
class Own:
    uid: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Own)

    def __repr__(self) -> str:
        return "own"


@frozen
class Nothing:
    pass


def test_a_value_is_filled_in_order_and_by_name() -> None:
    place = Place("p1", kinds=("a",), note="n")
    assert (place.uid, place.name, place.kinds, place.seen, place.note) == ("p1", "—", ("a",), {}, "n")
    assert place.words == "p1 —" and Place.unit == "place"
    assert Place("p1").seen is not Place("p1").seen


@pytest.mark.parametrize("given", [(), ("a", "b", (), {}, "note"), ("a", "b", (), {}, "x", "y")])
def test_wrong_arguments_are_refused(given: tuple[Any, ...]) -> None:
    made: Any = Place
    for _ in range(2):
        with pytest.raises(TypeError, match=r"Place\.__init__\(\)"):
            made(*given)


@pytest.mark.parametrize("given", [{"name": "x"}, {"uid": "a", "other": 1}])
def test_wrong_names_are_refused(given: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match=r"Place\.__init__\(\)"):
        Place(**given)


def test_equality_and_hash_are_by_the_fields_that_are_compared() -> None:
    assert Place("a", seen={"x": 1}) == Place("a") != Place("b")
    assert hash(Place("a", seen={"x": 1})) == hash(Place("a")) == hash(Other("a"))
    assert {Place("a"), Place("a"), Place("b")} == {Place("b"), Place("a")}
    assert Place("a") != Other("a") and Place("a") != Town("a")
    assert Nothing() == Nothing() and hash(Nothing()) == hash(())


def test_words_are_those_of_a_data_class() -> None:
    assert repr(Place("a", "b")) == repr(Other("a", "b")).replace("Other", "Place")
    assert repr(Place("a", "b")) == "Place(uid='a', name='b', kinds=(), seen={})"


def test_nothing_can_be_changed() -> None:
    place: Any = Place("a")
    for name in ("uid", "unknown"):
        with pytest.raises(FrozenInstanceError):
            setattr(place, name, 1)
        with pytest.raises(FrozenInstanceError):
            delattr(place, name)
    assert not hasattr(place, "__dict__")


def test_it_is_a_data_class_for_what_reads_them() -> None:
    place = Place("a", "b", note="n")
    assert dataclasses.is_dataclass(place)
    assert [f.name for f in dataclasses.fields(Place)] == [f.name for f in dataclasses.fields(Other)]
    assert dataclasses.asdict(place) == dataclasses.asdict(Other("a", "b", note="n"))
    assert dataclasses.replace(place, name="c") == Place("a", "c", note="n")
    assert Place.__match_args__ == Other.__match_args__  # type: ignore[attr-defined]
    assert (Place.__doc__, Place.__qualname__, Place.__module__) == ("A place.", "Place", __name__)


def test_a_frozen_class_takes_over_the_fields_of_its_base() -> None:
    town = Town("t", people=5)
    assert (town.uid, town.people, town.words) == ("t", 5, "t —")
    assert Town("t", people=5) == town != Town("t", people=6)
    assert Place("a") == Place("a")  # the base keeps its own methods
    assert Town.__slots__ == ("people",)  # type: ignore[attr-defined]


def test_what_is_worked_out_after_filling_is_there() -> None:
    counted = Counted(5)
    assert (counted.whole, counted.half, counted.fixed) == (5, 2.5, 3)


def test_what_a_property_has_worked_out_is_kept() -> None:
    value, other = Remembering("a"), Remembering("a")
    assert value.words is value.words
    assert value == other and hash(value) == hash(other)
    with pytest.raises(FrozenInstanceError):
        value.other = 1  # type: ignore[attr-defined]
    assert pickle.loads(pickle.dumps(value)).words == ["a"]


def test_the_kinds_of_fields_can_be_read() -> None:
    assert [f.type for f in dataclasses.fields(Place)] == [f.type for f in dataclasses.fields(Other)]


def test_what_the_class_defines_itself_stays() -> None:
    assert Own("a") == Own("b") and repr(Own("a")) == "own"
    assert hash(Own("a")) == hash(("a",))


def test_values_go_to_other_processes_and_are_copied() -> None:
    place = Place("a", seen={"x": 1}, note="n")
    for copied in (pickle.loads(pickle.dumps(place)), copy.copy(place), copy.deepcopy(place)):
        assert (copied, copied.seen, copied.note) == (place, {"x": 1}, "n")


def test_a_method_is_compiled_with_its_first_call_and_once() -> None:
    @frozen
    class Late:
        uid: str

    names = ("__init__", "__eq__", "__hash__", "__repr__")
    at_first = [vars(Late)[name] for name in names]
    value = Late("a")
    made = vars(Late)["__init__"]
    assert [vars(Late)[name] is first for name, first in zip(names, at_first, strict=True)] == [False, True, True, True]
    assert value == Late("a") and hash(value) and repr(value)
    assert vars(Late)["__init__"] is made
    assert not any(vars(Late)[name] is first for name, first in zip(names, at_first, strict=True))


def first_values_together() -> bool:
    """Whether threads that make the first values of a class at once get them."""

    @frozen
    class Late:
        uid: int
        name: str = ""

    made: list[Late] = []
    threads = [Thread(target=lambda n: made.append(Late(n)), args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return set(made) == {Late(number) for number in range(4)}


def test_threads_may_make_the_first_values_together() -> None:
    assert all(first_values_together() for _ in range(50))
