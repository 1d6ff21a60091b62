"""Fields without a column of their own, lent by group headings, by lines above the table or by the sheet's name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from workbench.exchange.bands import Group
from workbench.exchange.cellfacts import ColumnFacts
from workbench.exchange.context import Context
from workbench.exchange.forms import LISTED, FormColumn, FormSpec
from workbench.exchange.grid import Grid
from workbench.exchange.grouplabels import says_the_rest, without_numeral, wordings
from workbench.exchange.headings import HeadingBook
from workbench.exchange.letterhead import Line
from workbench.exchange.papercells import read_number_and_date
from workbench.exchange.recognised import ParsedCell
from workbench.records.issues import CellRef

_LONGEST = 120
_SURE = 0.9


def said_above(lines: Sequence[Line], form: FormSpec, book: HeadingBook) -> dict[str, Line]:
    """Lines above a table that give a value for all of it, by field: "Lĩnh vực: Giao thông"; the lowest counts."""
    found: dict[str, Line] = {}
    for line in lines:
        label, colon, value = line.text.partition(":")
        if not colon or not value.strip() or len(line.text) > _LONGEST:
            continue
        for match in book.match((label.strip(),)).get(form.key, ())[:1]:
            if match.score >= _SURE and form.by_key[match.fields[0]].kind in ("code", "authorities"):
                found[match.fields[0]] = line
    return found


class Lender:
    """Reads group labels once. A label lends what it names for sure, and only to fields that have no column.

    `labels`: those of all groups of the table.
    """

    def __init__(
        self,
        grid: Grid,
        form: FormSpec,
        mapped: set[str],
        context: Context,
        on: date | None,
        said: Mapping[str, Line],
        labels: Collection[str] = (),
    ) -> None:
        self._grid = grid
        self._labels = labels
        self._said = said
        self._context = context
        self._on = on
        own = (c for c in form.columns if c.key not in mapped)
        self._columns = [c for c in own if c.kind in LISTED or c.key == form.group]
        self._paper = self._paper_fields(form, mapped)
        self._known: dict[tuple[Group, ...], Mapping[str, ParsedCell]] = {}

    def fields(self, groups: tuple[Group, ...]) -> Mapping[str, ParsedCell]:
        """What the groups in force lend, the nearest first; then the lines above the table, the name of the sheet."""
        found = self._known.get(groups)
        if found is None:
            made: dict[str, ParsedCell] = {}
            for group in reversed(groups):
                refs = (self._grid.ref(group.row, group.column),)
                for column in self._columns:
                    if column.key not in made and (cell := self._by_label(column, group.label, refs)):
                        made[column.key] = cell
                for cell in self._of_paper(group.label, refs):
                    made.setdefault(cell.field, cell)
            for column in self._columns:
                line = self._said.get(column.key)
                if line and column.key not in made:
                    value = line.text.partition(":")[2].strip()
                    if cell := self._lend(column, value, (line.ref,)):
                        made[column.key] = cell
            for column in self._columns:
                if column.kind == "code" and column.key not in made:
                    name = self._grid.sheet.name
                    match = self._context.catalogues[column.list].resolve_sheet(name)
                    if match:
                        made[column.key] = ParsedCell(column.key, match.entry.code, name, (self._grid.ref(1, 1),))
            found = self._known[groups] = made
        return found

    @staticmethod
    def _paper_fields(form: FormSpec, mapped: set[str]) -> tuple[FormColumn, ...]:
        """Number and date, or the number alone, of the only paper of the form that has no column."""
        papers = [joined.fields for joined in form.joined if joined.split == "number_date"]
        papers += [(key,) for key in form.references]
        free = [paper for paper in papers if not mapped.intersection(paper)]
        return tuple(form.by_key[key] for key in free[0]) if len(free) == 1 else ()

    def _of_paper(self, label: str, refs: tuple[CellRef, ...]) -> Iterator[ParsedCell]:
        """What a label that names one paper lends: "Công văn số 282/UBND-KTTH ngày 17/10/2023"."""
        if not self._paper or "/" not in label:
            return
        facts = [ColumnFacts(column) for column in self._paper]
        text = without_numeral(label)
        number, day = read_number_and_date(text, facts[0], facts[-1])
        if number.value is None or number.problems or day.problems:
            return
        yield ParsedCell(self._paper[0].key, number.value if len(facts) > 1 else text, label, refs)
        if len(facts) > 1 and day.value is not None:
            yield ParsedCell(self._paper[1].key, day.value, label, refs)

    def _by_label(self, column: FormColumn, label: str, refs: tuple[CellRef, ...]) -> ParsedCell | None:
        """What a label says for a field, by itself or without the words around it."""
        if column.kind == "text":
            return self._lend(column, label, refs)
        for said in wordings(label):
            cell = self._lend(column, said, refs)
            if cell is not None and not (says_the_rest(said) and self._alone(column, label)):
                return cell._replace(raw_text=label)
        return None

    def _alone(self, column: FormColumn, label: str) -> bool:
        """Whether no other label of the table names anything of a list: "Các nội dung khác" is then no entry of it."""
        others = (said for other in self._labels if other != label for said in wordings(other))
        return not any(self._lend(column, said, ()) for said in others if not says_the_rest(said))

    def _lend(self, column: FormColumn, label: str, refs: tuple[CellRef, ...]) -> ParsedCell | None:
        if column.kind == "code":
            match = self._context.catalogues[column.list].resolve_label(label)
            return ParsedCell(column.key, match.entry.code, label, refs) if match else None
        if column.kind == "text":
            return ParsedCell(column.key, without_numeral(label), label, refs)
        if column.kind == "provinces":
            places = self._context.names.places(label, self._on)
            known = [m.place for m in places if m.place and m.sure]
            if not known or len(known) < len(places):
                return None
            ids = tuple(place.unit_id for place in known)
            return ParsedCell(column.key, tuple(place.name for place in known), label, refs, (), ids)
        matches = self._context.names.bodies(label, self._on)
        bodies = [m.body for m in matches if m.body]
        if not bodies or len(bodies) < len(matches):
            return None
        ids = tuple(body.body_id for body in bodies)
        return ParsedCell(column.key, tuple(m.name for m in matches), label, refs, (), ids)
