"""Recognised against expected: what was found, what was made up, and what is wrong without a word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tests.exchange.layouts.expect import ANYWHERE, Case, Want, WantFlag, WantRecord
from tests.exchange.layouts.styles import KINDS
from workbench.exchange.interchange import plain_value
from workbench.exchange.recognised import ParsedCell, ParsedRow, Recognised
from workbench.values.codes import doc_key
from workbench.values.text import fold, tone_key

_NOTES = frozenset(
    (
        "partial_date",
        "approximate",
        "repaired_text",
        "ditto_filled",
        "unmapped_column",
        "missing_column",
        "missing_value",
        "superseded_province",
        "stt_irregular",
        "nil_report",
        "bad_docno",
        "other",
        "legacy_encoding",
    )
)


@dataclass
class Score:
    """Counts over cases, and notes on what went wrong."""

    counts: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def share(self, good: str, *bad: str) -> float:
        """good / (good + bad), 1 when there was nothing."""
        total = self.counts[good] + sum(self.counts[b] for b in bad)
        return self.counts[good] / total if total else 1.0

    def __iadd__(self, other: Score) -> Score:
        self.counts += other.counts
        self.notes += other.notes
        return self

    def line(self) -> str:
        """Figures in one line."""
        return (
            f"rec P {self.share('rec', 'rec_false'):6.1%} R {self.share('rec', 'rec_missed'):6.1%}  "
            f"fld P {self.share('fld', 'fld_wrong'):6.1%} R {self.share('fld', 'fld_missed', 'fld_wrong'):6.1%}  "
            f"silent {self.counts['silent']:4d}  cells {self.share('place', 'place_wrong'):6.1%}  "
            f"flags P {self.share('flag_true', 'flag_false'):6.1%} R {self.share('flag', 'flag_missed'):6.1%}  "
            f"sender {self.share('sender', 'sender_wrong'):6.1%}"
        )


def score(case: Case, read: Recognised) -> Score:
    """One case."""
    made = Score()
    flagged = [(i.code, {str(ref) for ref in i.cells}) for i in read.all_issues]
    pairs = list(_pairs(case.records, read.rows))
    met = {id(row) for _, row in pairs if row is not None}
    made.counts["rec_false"] = sum(id(row) not in met for row in read.rows)
    for row in read.rows:
        if id(row) not in met:
            made.notes.append(f"{case.name}: false record {row.sheet}!{row.row} {_short(row)}")
    for want, row in pairs:
        if row is None and want.optional:
            continue
        if row is None:
            made.counts["rec_missed"] += 1
            made.counts["fld_missed"] += len(want.fields)
            made.notes.append(f"{case.name}: missed record {want.place} {next(iter(want.fields.values())).value!r:.60}")
        else:
            made.counts["rec"] += 1
            _fields(case, want, row, flagged, made)
    _flags(case, flagged, made)
    said = read.meta.province.text if read.meta.province else ""
    if case.province:
        right = fold(case.province) in fold(said)
        made.counts["sender" if right else "sender_wrong"] += 1
        if not right:
            made.notes.append(f"{case.name}: sender {said!r} want {case.province!r}")
    return made


def _pairs(wanted: Sequence[WantRecord], rows: Sequence[ParsedRow]) -> Iterable[tuple[WantRecord, ParsedRow | None]]:
    """Each record with the row read from its cells: the one that shares most of them."""
    used: set[int] = set()
    for want in wanted:
        cells = frozenset(cell for wish in want.fields.values() for cell in wish.cells)
        found = [(len(cells & _cells(row)), n) for n, row in enumerate(rows) if n not in used and row.form == want.form]
        shared, best = max(found, default=(0, -1))
        if shared:
            used.add(best)
        yield want, rows[best] if shared else None


def _cells(row: ParsedRow) -> frozenset[str]:
    return frozenset(str(ref) for cell in row.cells.values() for ref in cell.cells)


def _fields(case: Case, want: WantRecord, row: ParsedRow, flagged: list[tuple[str, set[str]]], made: Score) -> None:
    for key in dict.fromkeys((*want.fields, *row.cells)):
        wish = want.fields.get(key, Want(None, frozenset()))
        cell = row.cells.get(key)
        got = plain_value(cell) if cell is not None else None
        if got in (None, "", []):
            if wish.value is not None and None not in wish.accept:
                made.counts["fld_missed"] += 1
                made.notes.append(f"{case.name}: {row.sheet}!{row.row} {key} missed, want {wish.value!r:.60}")
            continue
        if any(_same(key, got, option) for option in (wish.value, *wish.accept)):
            made.counts["fld"] += 1
            said = {str(ref) for ref in cell.cells} if cell else set()
            good = wish.cells == ANYWHERE or (bool(said & wish.cells) and said <= wish.cells)
            made.counts["place" if good else "place_wrong"] += 1
            if not good:
                made.notes.append(f"{case.name}: {key} stands at {sorted(said)} want {sorted(wish.cells)}")
            continue
        made.counts["fld_wrong"] += 1
        here = wish.cells | {str(ref) for ref in cell.cells} if cell else set(wish.cells)
        silent = not any(here & cells for _, cells in flagged)
        made.counts["silent"] += silent
        word = "SILENT" if silent else "wrong"
        made.notes.append(f"{case.name}: {word} {key} got {got!r:.70} want {wish.value!r:.70} at {sorted(here)[:2]}")


def _flags(case: Case, flagged: list[tuple[str, set[str]]], made: Score) -> None:
    for wish in case.flags:
        if not wish.must:
            continue
        found = any(code in wish.kinds and _at(cells, wish) for code, cells in flagged)
        made.counts["flag" if found else "flag_missed"] += 1
        if not found:
            made.notes.append(f"{case.name}: not flagged {sorted(wish.kinds)} at {sorted(wish.cells)[:2]}")
    for code, cells in flagged:
        if code in _NOTES:
            continue
        true = any(code in wish.kinds and _at(cells, wish) for wish in case.flags)
        made.counts["flag_true" if true else "flag_false"] += 1
        if not true:
            made.notes.append(f"{case.name}: false alarm {code} at {sorted(cells)[:3]}")


def _at(cells: set[str], wish: WantFlag) -> bool:
    return wish.cells == ANYWHERE or bool(cells & wish.cells)


def _same(key: str, got: object, want: object) -> bool:
    if want is None:
        return False
    kind = KINDS.get(key, "text")
    if isinstance(got, list) and isinstance(want, list | tuple):
        return sorted(map(str, got)) == sorted(map(str, want))
    if kind == "text" and isinstance(got, str) and isinstance(want, str):
        return doc_key(got) == doc_key(want) if "_no" in key else _plain(got) == _plain(want)
    return got == want


def _plain(text: str) -> str:
    return " ".join(tone_key(text.replace("- ", "")).split())


def _short(row: ParsedRow) -> str:
    return " | ".join(f"{k}={v.raw_text!r:.24}" for k, v in list(row.cells.items())[:3])


def flag(kinds: str, *cells: str) -> WantFlag:
    """A finding of one of several kinds at one of several cells."""
    return WantFlag(frozenset(kinds.split()), frozenset(cells))


def cell_of(row: ParsedRow, key: str) -> ParsedCell:
    """A field's cell."""
    return row.cells[key]
