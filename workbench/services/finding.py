"""Finding a record by what people call it."""

from __future__ import annotations

from typing import Any

from workbench.errors import UserError
from workbench.records.record import Record, Ref
from workbench.services.papers import named, namesakes
from workbench.storage.repository import Repository
from workbench.values.codes import parse_code, split_number_date


def find_code(repository: Repository, code: str) -> Ref:
    """The record of a code such as `VM-2026-063`, `vm63`, `kn 19`; UserError `not_found` if there is none.

    A short code without a year means the newest year that has the number. A document is found by its number,
    with its date where several have that number ("825/QĐ-TTg ngày 11/07/2023"); UserError `papers.several`
    names them otherwise.
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
    paper = _paper(repository, code)
    if paper is not None:
        return paper
    raise UserError("not_found", what=code)


def _paper(repository: Repository, words: str) -> Ref | None:
    number, day = split_number_date(words)
    found = namesakes(repository, number or words)
    if day is not None and day.value:
        found = [r for r in found if r.values.issued_date == day.value]
    if len(found) > 1:
        bodies = {r.uid: r.values.name for r in repository.many("organization", _issuers(found))}
        papers = "; ".join(named(r, bodies.get(r.values.issuer or "", "")) for r in found)
        raise UserError("papers.several", number=found[0].values.full_number, papers=papers)
    return found[0].ref if found else None


def _issuers(papers: list[Record[Any]]) -> list[str]:
    return [r.values.issuer for r in papers if r.values.issuer]


def _number(code: str) -> int:
    return int(code.rsplit("-", 1)[-1])
