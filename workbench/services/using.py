"""Which records use which, and which belong to which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from workbench.records.record import Ref
from workbench.schema.spec import FieldSpec
from workbench.storage.repository import Repository

User = tuple[Ref, FieldSpec]  # a record that points at another, and the field that does


def users_of_all(repository: Repository, refs: Iterable[Ref]) -> dict[Ref, list[User]]:
    """Records that point at each of many, each with the field that does; none of them is read."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for ref in refs:
        wanted[ref.entity].append(ref.uid)
    found: dict[Ref, list[User]] = defaultdict(list)
    for entity in repository.entities.values():
        for field in entity.fields.values():
            for user, target in repository.pointing(field, wanted.get(field.target, ())):
                found[Ref(field.target, target)].append((Ref(entity.key, user), field))
    return found


def whole_of(repository: Repository, ref: Ref) -> Ref:
    """The record that a part belongs to, up to the one that is no part; itself when it is none."""
    while (owner := repository.entities[ref.entity].owner) is not None:
        record = repository.get(ref)
        if record is None or not record.get(owner.key):
            break
        ref = Ref(owner.target, record.get(owner.key))
    return ref


def parts_below(repository: Repository, ref: Ref) -> Iterator[Ref]:
    """Parts of a record that there are, and theirs."""
    for entity in repository.entities.values():
        if entity.owner is not None and entity.owner.target == ref.entity:
            for part in repository.where(entity.key, **{entity.owner.key: ref.uid}):
                yield part.ref
                yield from parts_below(repository, part.ref)
