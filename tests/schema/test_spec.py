"""The entity decorator: a typed frozen class with the specs of its fields."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from workbench.schema.spec import Entity, entity, entity_of, spec, values_of
from workbench.schema.types import DATE, LONG_TEXT, MONEY, REF, REFS, TEXT, NotCanonical
from workbench.schema.vocabulary import vocabularies


@entity("paper", prefix="GT", natural=("number", "day"))
class Paper:
    number: str | None = spec(TEXT, required=True, search=True)
    day: date | None = spec(DATE)
    amount: int | None = spec(MONEY)
    readers: tuple[str, ...] = spec(REFS, target="reader")


@entity("page")
class Page:
    paper: str | None = spec(REF, target="paper", owner=True)
    words: str | None = spec(LONG_TEXT)


def described() -> Entity:
    return entity_of(Paper)


def test_instance_needs_no_argument() -> None:
    assert values_of(Paper()) == {"number": None, "day": None, "amount": None, "readers": ()}


def test_instance_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Paper().number = "1"  # type: ignore[misc]


def test_values_are_given_by_name_only() -> None:
    with pytest.raises(TypeError):
        Paper("1")  # type: ignore[misc]


def test_an_unknown_value_is_refused() -> None:
    with pytest.raises((TypeError, AttributeError)):
        Paper(colour="red")  # type: ignore[call-arg]


def test_instances_with_the_same_values_are_the_same() -> None:
    one, same, other = Paper(number="1", readers=("a",)), Paper(number="1", readers=("a",)), Paper(number="2")
    assert one == same and hash(one) == hash(same) and {one, same} == {one}
    assert one != other and one != "1" and Page() != Paper()


def test_instance_is_replaced_and_shown_by_its_fields() -> None:
    changed = dataclasses.replace(Paper(number="1"), day=date(2026, 3, 2))
    assert changed == Paper(number="1", day=date(2026, 3, 2))
    assert repr(changed) == "Paper(number='1', day=datetime.date(2026, 3, 2), amount=None, readers=())"


def test_instance_holds_nothing_but_its_fields() -> None:
    assert not hasattr(Paper(), "__dict__")
    with pytest.raises(dataclasses.FrozenInstanceError):
        del Paper().number  # type: ignore[misc]


def test_spec_knows_its_place_and_label() -> None:
    field = described().fields["number"]
    assert (field.entity, field.key, field.label_key) == ("paper", "number", "field.paper.number")


def test_fields_stand_in_the_order_declared() -> None:
    assert list(described().fields) == ["number", "day", "amount", "readers"]


def test_facts_of_the_entity() -> None:
    assert (described().prefix, described().natural, described().reference) == ("GT", ("number", "day"), False)


def test_part_knows_its_owner() -> None:
    owner = entity_of(Page).owner
    assert owner is not None and (owner.key, owner.target) == ("paper", "paper")


def test_whole_has_no_owner() -> None:
    assert described().owner is None


def test_make_gives_canonical_values() -> None:
    made = described().make({"number": "  12 ", "readers": ["b", "b"]})
    assert made == Paper(number="12", readers=("b",))


def test_make_names_an_unknown_field() -> None:
    with pytest.raises(KeyError, match="paper: colour"):
        described().make({"colour": "red"})


def test_make_refuses_a_value_of_the_wrong_type() -> None:
    with pytest.raises(NotCanonical):
        described().make({"amount": "12"})


def test_default_is_the_canonical_empty_value() -> None:
    assert {key: field.default for key, field in described().fields.items()} == {
        "number": None, "day": None, "amount": None, "readers": (),
    }  # fmt: skip


def test_spec_holds_data_only() -> None:
    field = described().fields["number"]
    values = [getattr(field, part.name) for part in dataclasses.fields(field)]
    assert len(values) <= 12
    assert not any(callable(value) for value in values)


def test_vocabulary_keeps_the_order_of_its_words() -> None:
    assert vocabularies(side="left right middle")["side"].choices == ("left", "right", "middle")


def test_label_of_no_choice_is_empty() -> None:
    assert vocabularies(side="left")["side"].label(None) == ""
