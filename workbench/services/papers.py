"""Documents as the office registers them: what makes two of them the same, number series, arrival numbers.

A document is its number, sign, date and issuer. Outgoing numbers run by issuer, type and year from 1 (R21;
Decree 30/2020/NĐ-CP, annex I): councils that issue with the seal of a host have a series of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from workbench.domain.documents import Document
from workbench.domain.secrecy import secrecy_mark
from workbench.records.issues import Issue
from workbench.records.record import Record, Ref
from workbench.services.council import council_of
from workbench.services.proposal import check, stop
from workbench.services.workbench import Workbench
from workbench.storage.repository import Repository
from workbench.values.codes import doc_key, looks_like_doc_number, parse_number
from workbench.values.dates import format_date

Rec = Record[Any]


def own_issuer(workbench: Workbench) -> tuple[str | None, str]:
    """Id of the body the council issues as, and its sign in numbers."""
    council = council_of(workbench.repository, workbench.clock.today())
    if council is None:
        return None, ""
    record = workbench.repository.need(Ref("council", council.uid))
    return record.values.organization, council.sign


def outgoing(workbench: Workbench, document_type: str, number: str, day: date | None, **more: Any) -> Document:
    """A document of the council's own as it goes out; `more` are other fields of the entity. Blank says nothing."""
    return Document(
        direction="out",
        type=document_type,
        full_number=number or None,
        number_key=doc_key(number) if number else None,
        issued_date=day,
        issuer=own_issuer(workbench)[0],
        status="in_force",
        **{key: value or None for key, value in more.items()},
    )


def series(workbench: Workbench, document_type: str, year: int, issuer: str | None = None) -> list[Rec]:
    """Outgoing documents of one series; those without an issuer are the council's own."""
    own, _ = own_issuer(workbench)
    wanted = issuer or own
    return [
        r
        for r in workbench.repository.where("document", direction="out", type=document_type)
        if (r.values.issuer or own) == wanted and r.values.issued_date and r.values.issued_date.year == year
    ]


def suggest_number(workbench: Workbench, document_type: str, year: int, issuer: str | None = None) -> str:
    """The next number of a series, e.g. `24/BC-HĐĐPĐBSCL`; a letter has no type in its number.

    Decree 30/2020 writes numbers below ten with a leading nought. Gaps stay gaps: what was left out is not
    given out again.
    """
    own, sign = own_issuer(workbench)
    if issuer and issuer != own:
        body = workbench.repository.get(Ref("organization", issuer))
        sign = (body.values.sign or "") if body else ""
    taken = [_number(r) for r in series(workbench, document_type, year, issuer)]
    number = f"{max(taken, default=0) + 1:02d}"
    return f"{number}/{sign}" if document_type == "CV" else f"{number}/{document_type_sign(document_type)}-{sign}"


def document_type_sign(document_type: str) -> str:
    """How a type stands in a number: QD is written QĐ, CD is CĐ, ND is NĐ."""
    return {"QD": "QĐ", "CD": "CĐ", "ND": "NĐ"}.get(document_type, document_type)


def clash(
    workbench: Workbench,
    number: str,
    document_type: str,
    year: int,
    issuer: str | None = None,
    besides: str | None = None,
) -> Rec | None:
    """The document that has this number of the series already, however it was written ("024/…", "24 / …")."""
    read = parse_number(number)
    key = doc_key(number)
    for record in series(workbench, document_type, year, issuer):
        if record.uid == besides or not record.values.full_number:
            continue
        other = parse_number(record.values.full_number)
        same = read and other and (read.number, read.suffix.lower()) == (other.number, other.suffix.lower())
        if (same and read and read.number is not None) or record.values.number_key == key:
            return record
    return None


def same_document(
    repository: Repository, number: str, day: date | None, issuer: str | None, besides: str | None = None
) -> Rec | None:
    """The document with that number, date and issuer, if it is in the record. Without a date none is the same."""
    if not number or day is None:
        return None
    return next((r for r in namesakes(repository, number, besides) if _is(r, day, issuer)), None)


def namesakes(repository: Repository, number: str, besides: str | None = None) -> list[Rec]:
    """All documents of that number, whoever issued them and when."""
    found = repository.where("document", number_key=doc_key(number)) if number else []
    return [r for r in found if r.uid != besides]


def next_arrival(repository: Repository, year: int) -> int:
    """The next number of the register of incoming documents; it begins with 1 each year."""
    taken = [
        r.values.arrival_number or 0
        for r in repository.where("document", direction="in")
        if r.values.arrival_date and r.values.arrival_date.year == year
    ]
    return max(taken, default=0) + 1


def named(record: Rec, issuer_name: str = "") -> str:
    """How people tell documents of one number apart: "825/QĐ-TTg ngày 11/07/2023 (Thủ tướng Chính phủ)"."""
    values = record.values
    words = values.full_number or values.subject or ""
    if values.issued_date:
        words += f" ngày {format_date(values.issued_date)}"
    by = issuer_name or values.issuer_text or ""
    return f"{words} ({by})" if by else words


def issues(workbench: Workbench, draft: Mapping[str, Any], uid: str = "") -> Iterator[Issue]:
    """What stands against entering a document so; `draft` has the fields of the entity."""
    number, day = str(draft.get("full_number") or ""), draft.get("issued_date")
    if not number and not draft.get("subject"):
        yield stop("papers.nothing", "full_number")
    if secrecy_mark("\n".join(str(draft.get(key) or "") for key in ("subject", "note"))):
        yield stop("papers.secret", "subject")
    if number and not looks_like_doc_number(number):
        yield check("papers.odd_number", "full_number")
    today = workbench.clock.today()
    if day and day > today:
        yield check("papers.future", "issued_date")
    arrived = draft.get("arrival_date")
    if day and arrived and arrived < day:
        yield stop("papers.arrived_before", "arrival_date")
    yield from _identity(workbench, draft, number, day, uid)
    yield from _arrival(workbench, draft, uid)


def _identity(
    workbench: Workbench, draft: Mapping[str, Any], number: str, day: date | None, uid: str
) -> Iterator[Issue]:
    if not number:
        return
    issuer = draft.get("issuer")
    known = same_document(workbench.repository, number, day, issuer, uid)
    if known:
        yield stop("papers.known", "full_number", paper=named(known))
        return
    if draft.get("direction") == "out" and day:
        taken = clash(workbench, number, str(draft.get("type") or ""), day.year, issuer, uid)
        if taken:
            yield stop("papers.taken", "full_number", paper=named(taken))
            return
    others = namesakes(workbench.repository, number, uid)
    if others:
        yield check("papers.namesake", "full_number", papers="; ".join(named(r) for r in others[:3]))


def _arrival(workbench: Workbench, draft: Mapping[str, Any], uid: str) -> Iterator[Issue]:
    number, arrived = draft.get("arrival_number"), draft.get("arrival_date")
    if not number or not arrived:
        return
    for record in workbench.repository.where("document", arrival_number=number, direction="in"):
        if record.uid != uid and record.values.arrival_date and record.values.arrival_date.year == arrived.year:
            yield stop("papers.arrival_taken", "arrival_number", paper=named(record))


def _is(record: Rec, day: date, issuer: str | None) -> bool:
    return bool(record.values.issued_date == day and record.values.issuer == issuer)


def _number(record: Rec) -> int:
    read = parse_number(record.values.full_number) if record.values.full_number else None
    return (read.number or 0) if read else 0
