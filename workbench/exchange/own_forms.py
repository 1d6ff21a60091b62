"""A file as one of our own forms: whether it may be read here, which rows are which records, what is odd about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from workbench.exchange.context import Context
from workbench.exchange.filling import GUIDE_SHEET, LISTS_SHEET
from workbench.exchange.identity import FormIdentity, form_identity
from workbench.exchange.own_rows import without_codes
from workbench.exchange.problems import Problem
from workbench.exchange.raw import RawSheet, RawWorkbook
from workbench.exchange.recognised import Meta, ParsedRow
from workbench.records.issues import Issue
from workbench.values.periods import parse_period

Refusal = tuple[str, Mapping[str, object]]


class OwnForm:
    """What a file says of itself as a form of ours; for any other file it says nothing and changes nothing."""

    def __init__(self, raw: RawWorkbook, sheets: Sequence[RawSheet]) -> None:
        self.identity: FormIdentity = form_identity(raw)
        self.sheets: list[RawSheet] = []
        self._codes: dict[str, Mapping[int, str]] = {}
        for sheet in sheets:
            if self.is_own and sheet.name in (GUIDE_SHEET, LISTS_SHEET):
                continue
            left, codes = without_codes(sheet)
            self.sheets.append(left)
            if codes:
                self._codes[sheet.name] = codes

    @property
    def is_own(self) -> bool:
        """Whether we made the file."""
        return self.identity.state != "none"

    @property
    def rows(self) -> frozenset[tuple[str, int]]:
        """Rows that are records for sure: (sheet, row)."""
        return frozenset((name, row) for name, codes in self._codes.items() for row in codes)

    def refusal(self, context: Context) -> Refusal | None:
        """Why the form cannot be read by this program: newer than it, or one that is never read in."""
        key, version = self.identity.get("form"), self.identity.get("version")
        if not key:
            return None
        if key in context.made_only:
            return "importing.made_only_form", {"form": key}
        known = [form for form in context.forms if form.key == key]
        if not known:
            return "importing.unknown_form", {"form": key}
        if version and _parts(version) > max(_parts(form.version) for form in known):
            return "importing.newer_form", {"form": key, "version": version}
        return None

    def named(self, rows: Iterable[ParsedRow]) -> list[ParsedRow]:
        """The rows, each with the code of its record."""
        if not self._codes:
            return list(rows)
        return [row._replace(own=self._codes.get(row.sheet, {}).get(row.row, "")) for row in rows]

    def issues(self, meta: Meta, context: Context) -> Iterator[Issue]:
        """What a look at the form should be drawn to."""
        if self.identity.state == "edited":
            yield Problem("other", "check", about="form_edited").at(())
            return
        version = self.identity.get("version")
        if version and not any(f.key == self.identity.get("form") and f.version == version for f in context.forms):
            yield Problem("other", "check", version, about="form_version").at(())
        made_for, found = context.places.by_id.get(self.identity.get("locality")), meta.province
        if made_for and found and found.how != "chosen" and found.key != made_for.unit_id:
            said = {"place": made_for.name}
            yield Problem("other", "check", found.text, about="other_sender", params=said).at(found.cells)
        period, found = parse_period(self.identity.get("period")), meta.period_found
        if period and meta.period and found and found.how != "chosen" and meta.period != period:
            said = {"period": period.label()}
            yield Problem("other", "check", found.text, about="other_period", params=said).at(found.cells)


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdigit() else 0 for part in version.split("."))
