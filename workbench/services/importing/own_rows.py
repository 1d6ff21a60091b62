"""Rows of our own forms against the record: which record a row names, and which of its cells were touched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workbench.exchange.forms import FormSpec, load_forms
from workbench.exchange.recognised import ParsedCell, ParsedRow, Recognised
from workbench.services.importing.adapter import Adapter, Candidate
from workbench.services.importing.cells import Incoming
from workbench.services.importing.own_forms import as_written, digest_of, key_read, key_written
from workbench.services.texts import Names
from workbench.values.text import fold

_ALIKE = 55  # of 100: below, a row tells of something else than the record its code names


@dataclass(frozen=True, slots=True)
class Named:
    """The record a row names. Only a `sure` one is kept from other rows; a copied row names it too, but waits."""

    candidate: Candidate
    sure: bool = False
    copied: bool = False


class OwnRows:
    """The codes of a file at work, over one state of the record."""

    def __init__(self, read: Recognised, adapters: Mapping[str, Adapter], names: Names) -> None:
        self._read = read
        self._adapters = adapters
        self._names = names
        self._specs: Mapping[str, FormSpec] = {form.key: form for form in reversed(load_forms())}
        self._written: dict[tuple[str, str], Mapping[str, object]] = {}

    def named(self, values: Sequence[Incoming]) -> dict[int, Named]:
        """Rows by number whose code names a record that they can be; `values` are those of each row."""
        by_code = self._by_code() or self._by_words()
        exact, astray = self._exact(by_code)
        claims: dict[tuple[str, str], list[int]] = defaultdict(list)
        for index, uid in by_code.items():
            row, uid = self._read.rows[index], exact.get(index, uid)
            if index in exact or not self._is_another(row, values[index], uid):
                claims[row.form, uid].append(index)
        found: dict[int, Named] = {}
        for (_, uid), indices in claims.items():
            best = max(indices, key=lambda i: (self._same_cells(self._read.rows[i], uid), -i))
            for index in indices:
                found[index] = self._one(index, uid, copied=index != best, astray=astray and index not in exact)
        return found

    def _by_code(self) -> dict[int, str]:
        """The record that each row's code names."""
        found = {}
        for index, row in enumerate(self._read.rows):
            uid = self._adapters[row.form].of_code(row.own) if row.own else None
            if uid is not None:
                found[index] = uid
        return found

    def _by_words(self) -> dict[int, str]:
        """Where the column of codes is gone: the record whose cells, as they were sent, a row says all of."""
        adapter = self._adapters.get(self._read.identity.get("form"))
        if adapter is None:
            return {}
        sent: dict[frozenset[tuple[str, str]], str] = {}
        for code, record in self._read.identity.records.items():
            if adapter.of_code(code) == record.uid:
                said = ((key, words) for key, words in record.digests.items() if key not in adapter.fixed)
                sent.setdefault(frozenset((key, words) for key, words in said if words != "-"), record.uid)
        rows = enumerate(self._read.rows)
        found = {index: sent.get(self._said(row)) for index, row in rows if row.form == adapter.form}
        return {index: uid for index, uid in found.items() if uid is not None}

    def _exact(self, by_code: Mapping[int, str]) -> tuple[dict[int, str], bool]:
        """Rows that say all of one record and nothing else, and whether one of them bears another's code.

        Codes go astray when rows are sorted and the column of codes is not.
        """
        signatures: dict[tuple[str, frozenset[tuple[str, str]]], str] = {}
        for index, uid in by_code.items():
            row = self._read.rows[index]
            signatures.setdefault((row.form, self._signature(row, uid)), uid)
        exact: dict[int, str] = {}
        for index, uid in by_code.items():
            row = self._read.rows[index]
            said = self._said(row)
            if said == self._signature(row, uid):
                exact[index] = uid
            elif (row.form, said) in signatures:
                exact[index] = signatures[row.form, said]
        return exact, any(uid != by_code[index] for index, uid in exact.items())

    def _signature(self, row: ParsedRow, uid: str) -> frozenset[tuple[str, str]]:
        """All that was sent of the record a row names; all that would be sent now where the hidden sheet is lost."""
        spec, fixed = self._specs[row.form], self._adapters[row.form].fixed
        sent = self._read.identity.records.get(row.own)
        if sent is not None and sent.uid == uid:
            return frozenset((key, said) for key, said in sent.digests.items() if said != "-" and key not in fixed)
        written = self.written(row.form, uid)
        keys = ((c.key, key_written(c, written.get(c.key), spec.unit)) for c in spec.columns if c.key not in fixed)
        return frozenset((key, digest_of(words)) for key, words in keys if words)

    def _said(self, row: ParsedRow) -> frozenset[tuple[str, str]]:
        columns, fixed = self._specs[row.form].by_key, self._adapters[row.form].fixed
        keys = ((key, key_read(columns[key], cell)) for key, cell in row.cells.items() if key not in fixed)
        return frozenset((key, digest_of(words)) for key, words in keys if words)

    def _one(self, index: int, uid: str, *, copied: bool, astray: bool) -> Named:
        likeness = self._likeness(self._read.rows[index], uid)
        if copied:
            return Named(Candidate(uid, False, likeness, ("match.copied_row",)), copied=True)
        if astray:
            return Named(Candidate(uid, False, likeness, ("match.own_code", "match.codes_astray")))
        if likeness * 100 < _ALIKE:
            return Named(Candidate(uid, False, likeness, ("match.own_code", "match.words_differ")))
        return Named(Candidate(uid, True, 1.0, ("match.own_code",)), sure=True)

    def doubts(self, row: ParsedRow) -> tuple[str, ...]:
        """Why a row that was found nowhere is not taken for new without a question (keys).

        It carries the code of a stored record, or the form has lost the codes of all.
        """
        adapter = self._adapters[row.form]
        if row.own and adapter.of_code(row.own) is not None:
            return ("match.own_code",)
        listed = self._read.identity.records and self._read.identity.get("form") == row.form
        if listed and not any(other.own for other in self._read.rows):
            return ("match.codes_gone",)
        return adapter.doubts(row)

    def _is_another(self, row: ParsedRow, values: Incoming, uid: str) -> bool:
        """Whether the words are those of another record: the codes were left behind when rows were sorted."""
        main = self._specs[row.form].main
        if self.says(row, main, uid):
            return False
        adapter = self._adapters[row.form]
        return any(
            candidate.certain and candidate.uid != uid and self.says(row, main, candidate.uid)
            for candidate in adapter.candidates(row, values)
        )

    def _likeness(self, row: ParsedRow, uid: str) -> float:
        from rapidfuzz import fuzz

        main = self._specs[row.form].main
        if self.says(row, main, uid):
            return 1.0
        now, then = (fold(str(words or "")) for words in (row.value(main), self.written(row.form, uid).get(main)))
        return float(max(fuzz.ratio(now, then), fuzz.token_set_ratio(now, then))) / 100

    def _same_cells(self, row: ParsedRow, uid: str) -> int:
        return sum(self.says(row, key, uid) for key in row.cells)

    def written(self, form: str, uid: str) -> Mapping[str, object]:
        """A record as its form would be written now."""
        key = (form, uid)
        if key not in self._written:
            spec, stored = self._specs[form], self._adapters[form].stored(uid)
            self._written[key] = {c.key: as_written(c, stored.get(c.key), self._names, spec.unit) for c in spec.columns}
        return self._written[key]

    def says(self, row: ParsedRow, key: str, uid: str) -> bool:
        """Whether a cell says just what the form of the record would say there now."""
        cell = row.cells.get(key)
        spec = self._specs[row.form]
        now = key_written(spec.by_key[key], self.written(row.form, uid).get(key), spec.unit)
        return (key_read(spec.by_key[key], cell) if cell else "") == now

    def touched(self, row: ParsedRow, key: str, cell: ParsedCell, uid: str) -> tuple[bool, bool] | None:
        """Whether a cell was changed since the form went out, and whether the record was; None when nobody knows."""
        sent = self._read.identity.records.get(row.own)
        if sent is None or sent.uid != uid:
            return None
        spec = self._specs[row.form]
        column, then = spec.by_key[key], sent.digests.get(key, "-")
        now = key_written(column, self.written(row.form, uid).get(key), spec.unit)
        return digest_of(key_read(column, cell)) != then, digest_of(now) != then

    def missing(self, met: frozenset[tuple[str, str]]) -> Iterator[tuple[Adapter, str]]:
        """Records that stood in the form and that no row names any more; `met` are (entity, id)."""
        adapter = self._adapters.get(self._read.identity.get("form"))
        if adapter is None:
            return
        for code, record in self._read.identity.records.items():
            known = adapter.of_code(code) == record.uid
            ref = adapter.ref(record.uid)
            if known and (ref.entity, ref.uid) not in met:
                yield adapter, record.uid
