"""Form B01, list of linkage agreements, and the agreements of the record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from workbench.domain.agreements import Agreement, Party
from workbench.exchange.recognised import ParsedRow
from workbench.records.record import Ref
from workbench.services.importing.adapter import Candidate, Place, Submitted
from workbench.services.importing.b01_matching import AgreementMatching
from workbench.services.importing.cells import (
    Incoming,
    day_of,
    iso_of,
    known_keys,
    number_of,
    text_of,
    words_of,
)
from workbench.services.importing.writer import Writer
from workbench.services.institutions import successions_of
from workbench.services.linked import Linked
from workbench.values.periods import Period

_FIELDS = {
    "title": "title",
    "doc_no": "number",
    "signed_date": "signed_date",
    "sector": "fields",
    "lead": "focal_point",
    "content": "content",
    "start_year": "period_from",
    "end_year": "period_to",
    "amount_total": "amount_total",
    "amount_state": "amount_state",
    "amount_social": "amount_social",
    "status": "implementation",
    "note": "note",
}
_DAY = len("2026-10-12")  # a day that is no mere month or year
_KINDS = (("bản ghi nhớ", "BGN"), ("thỏa thuận", "BTT"), ("chương trình", "CTr"), ("kế hoạch", "KH"),
          ("biên bản", "BB"), ("quy chế", "QC"), ("đề án", "DA"))  # fmt: skip


class AgreementForm:
    """B01 against the stored agreements."""

    form, entity, register = "B01", "agreement", "agreements"
    fixed: frozenset[str] = frozenset()

    def __init__(self, linked: Linked, submitted: Submitted) -> None:
        self._linked = linked
        self._submitted = submitted
        self._known = linked.names.known

    @cached_property
    def _matching(self) -> AgreementMatching:
        linked = self._linked
        return linked.repository.derived(
            "import.agreements",
            ("agreement", "party", "locality", "succession"),
            lambda: AgreementMatching(
                {uid: self.stored(uid) for uid in linked.agreements}, successions_of(linked.repository)
            ),
        )

    def known_by(self, values: Incoming) -> tuple[Iterable[str], tuple[str, ...]]:
        """Its number, where its day is known too."""
        number, day = values.get("doc_no"), values.get("signed_date")
        if not number or not isinstance(day, str) or len(day) != _DAY or not values.get("title"):
            return (), ()
        return self._by_number.get(number, ()), ("match.number_date",)

    @cached_property
    def _by_number(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for uid, record in self._linked.agreements.items():
            found[record.values.number or ""].append(uid)
        return found

    def candidates(self, row: ParsedRow, values: Incoming) -> Iterable[Candidate]:
        """By number, day and parties; else by title and parties; else by what it speaks of and words, to be asked."""
        return self._matching.candidates(values)

    def ref(self, uid: str) -> Ref:
        """Name of the record."""
        return Ref(self.entity, uid)

    def stored(self, uid: str) -> Mapping[str, Any]:
        """The agreement by form field."""
        v = self._linked.agreements[uid].values
        made = {key: getattr(v, field) for key, field in _FIELDS.items()}
        made["signed_date"] = iso_of(v.signed_date, v.signed_text)
        made["sector"] = v.fields[0] if v.fields else None
        made["start_year"] = v.period_from.year if v.period_from else None
        made["end_year"] = v.period_to.year if v.period_to else None
        made["parties"] = tuple(self._linked.agreement_localities(uid))
        return {key: value for key, value in made.items() if value not in (None, "", ())}

    def places(self, uid: str) -> Mapping[str, Place]:
        """Where its fields are stored."""
        ref = Ref("agreement", uid)
        return {key: Place(ref, field) for key, field in {**_FIELDS, "parties": "parties"}.items()}

    def name(self, uid: str) -> tuple[str, str]:
        """Code and title."""
        values = self._linked.agreements[uid].values
        return values.code, values.title

    def held(self, locality: str | None, period: Period | None) -> list[str]:
        """Agreements that the member is a party of, in force at some time of the period."""
        first, last = period.window() if period else (None, None)

        def fits(uid: str) -> bool:
            v = self._linked.agreements[uid].values
            mine = locality is None or locality in self._linked.agreement_localities(uid)
            over = v.period_to is not None and first is not None and v.period_to < first
            later = v.signed_date is not None and last is not None and v.signed_date > last
            return mine and not over and not later and v.state not in ("terminated", "replaced")

        found = [uid for uid in self._linked.agreements if fits(uid)]
        return sorted(found, key=lambda uid: self._linked.agreements[uid].values.code)

    def row_code(self, uid: str) -> str:
        """Its code."""
        return str(self._linked.agreements[uid].values.code)

    def of_code(self, code: str) -> str | None:
        """The agreement of that code."""
        return self._by_code.get(code)

    @cached_property
    def _by_code(self) -> Mapping[str, str]:
        return {record.values.code: uid for uid, record in self._linked.agreements.items()}

    def revision(self, uid: str) -> int:
        """The newer of its own and its parties'."""
        parties = self._linked.parties.get(uid, [])
        return max(record.revision for record in (self._linked.agreements[uid], *parties))

    def doubts(self, row: ParsedRow) -> tuple[str, ...]:
        """None."""
        return ()

    def create(self, row: ParsedRow, writer: Writer) -> Ref:
        """A new agreement with its parties."""
        title = text_of(row, "title") or ""
        values = {k: v for k, v in self._values(row, frozenset(_FIELDS)).items() if v not in (None, ())}
        signed = day_of(row.cells.get("signed_date"))
        agreement = Agreement(
            code=writer.codes.next("agreement"),
            kind=_kind(title),
            state="in_force" if signed or text_of(row, "doc_no") else "draft",
            **{"title": title, **values},
        )
        ref = writer.create(agreement, {field: row.cells.get(key) for key, field in _FIELDS.items()})
        self._write_parties(ref, row, writer)
        return ref

    def update(self, uid: str, fields: frozenset[str], row: ParsedRow, writer: Writer) -> None:
        """Changed fields; parties that are new are added, those missing from the list are taken out."""
        record = self._linked.agreements[uid]
        cells = {_FIELDS[key]: row.cells.get(key) for key in fields if key in _FIELDS}
        writer.update(record, self._values(row, fields), cells)
        if "parties" in fields:
            self._write_parties(record.ref, row, writer)

    def _values(self, row: ParsedRow, fields: frozenset[str]) -> dict[str, Any]:
        start, end = number_of(row, "start_year"), number_of(row, "end_year")
        code = text_of(row, "sector")
        own: dict[str, Any] = {
            "signed_date": day_of(row.cells.get("signed_date")),
            "sector": (code,) if code else (),
            "start_year": date(start, 1, 1) if start else None,
            "end_year": date(end, 12, 31) if end else None,
        }
        for key in ("amount_total", "amount_state", "amount_social"):
            own[key] = number_of(row, key)
        made = {_FIELDS[k]: own[k] if k in own else text_of(row, k) for k in fields if k in _FIELDS}
        if "signed_date" in fields:
            made["signed_text"] = words_of(row.cells.get("signed_date"))
        return made

    def _write_parties(self, ref: Ref, row: ParsedRow, writer: Writer) -> None:
        cell = row.cells.get("parties")
        if cell is None:
            return
        held = {p.values.locality: p for p in self._linked.parties.get(ref.uid, [])}
        for ordinal, locality in enumerate(known_keys(cell, self._known), start=1):
            if locality not in held:
                role = "lead" if ordinal == 1 else "member"
                party = Party(agreement=ref.uid, ordinal=ordinal, locality=locality, role=role)
                writer.create(party, {})
        gone = [p for locality, p in held.items() if locality and locality not in known_keys(cell, self._known)]
        for left in gone:
            writer.remove(left)
        writer.source(ref, "parties", cell)


def _kind(title: str) -> str | None:
    low = title.casefold()
    return next((kind for words, kind in _KINDS if low.startswith(words)), None)
