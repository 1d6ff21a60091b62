"""The closed lists and the entities as declared: everything they refer to exists."""

from __future__ import annotations

import pytest

from workbench.domain.registry import ENTITIES
from workbench.domain.vocabularies import VOCABULARIES
from workbench.messages import set_language
from workbench.schema.spec import FieldSpec
from workbench.schema.types import CHOICE, REF, REFS

FIELDS = [field for entity in ENTITIES.values() for field in entity.fields.values()]


def named(field: FieldSpec) -> str:
    return f"{field.entity}.{field.key}"


@pytest.mark.parametrize("field", [f for f in FIELDS if f.type is CHOICE], ids=named)
def test_choice_field_has_its_list(field: FieldSpec) -> None:
    assert field.vocabulary in VOCABULARIES


@pytest.mark.parametrize("field", [f for f in FIELDS if f.type in (REF, REFS)], ids=named)
def test_reference_names_an_entity(field: FieldSpec) -> None:
    assert field.target in ENTITIES


def test_owners_stand_before_their_parts() -> None:
    order = list(ENTITIES)
    parts = [(e.owner.target, e.key) for e in ENTITIES.values() if e.owner is not None]
    assert parts and all(order.index(owner) < order.index(part) for owner, part in parts)


def test_natural_keys_are_fields() -> None:
    assert {(e.key, k) for e in ENTITIES.values() for k in e.natural if k not in e.fields} == set()


def test_readable_codes_have_prefixes_of_their_own() -> None:
    prefixes = [e.prefix for e in ENTITIES.values() if e.prefix]
    assert len(prefixes) == len(set(prefixes))


def test_entities_with_prefix_have_a_unique_code() -> None:
    assert all(e.fields["code"].unique and e.fields["code"].required for e in ENTITIES.values() if e.prefix)


def test_choice_is_labelled_in_the_language_in_use() -> None:
    vocabulary = VOCABULARIES["task_status"]
    set_language("en")
    assert (vocabulary.label("done"), vocabulary.label("done", "vi")) == ("Completed", "Hoàn thành")
