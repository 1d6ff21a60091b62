"""Finding a record by what people call it."""

from __future__ import annotations

from workbench.errors import UserError
from workbench.records.record import Ref
from workbench.storage.repository import Repository
from workbench.values.codes import parse_code


def find_code(repository: Repository, code: str) -> Ref:
    """The record of a code such as `VM-2026-063`, `vm63`, `kn 19`; UserError `not_found` if there is none.

    A short code without a year means the newest year that has the number.
    """
    wanted = code.strip().upper()
    coded = [e for e in repository.entities.values() if e.prefix]
    for entity in coded:
        exact = repository.where(entity.key, code=wanted)
        if exact:
            return exact[0].ref
    parsed = parse_code(code)
    if parsed is not None:
        for entity in coded:
            if entity.prefix == parsed.prefix:
                found = [r for r in repository.all(entity.key) if _number(r.values.code) == parsed.number]
                if parsed.year:
                    found = [r for r in found if f"-{parsed.year}-" in r.values.code]
                if found:
                    return max(found, key=lambda r: str(r.values.code)).ref
    raise UserError("not_found", what=code)


def _number(code: str) -> int:
    return int(code.rsplit("-", 1)[-1])
