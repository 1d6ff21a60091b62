"""Form B05, projects with their capital by year and source: a row is one capital line beside its project.

A project without capital in the year stands there with a row of its own, to be filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from workbench.domain.vocabularies import VOCABULARIES
from workbench.exchange.recognised import ParsedRow
from workbench.records.record import Ref
from workbench.services.importing.adapter import Candidate, Place
from workbench.services.importing.cells import Incoming, number_of, text_of
from workbench.services.importing.flat import Rec
from workbench.services.importing.part_form import PartForm
from workbench.services.importing.writer import Writer
from workbench.services.programme import Capital
from workbench.values.percent import percent_figure
from workbench.values.periods import Period, parse_period

SOURCES = VOCABULARIES["fund_source"].choices
AMOUNTS = ("need", "planned", "allocated", "disbursed")
_CODE = re.compile(r"(?P<project>.+)/(?P<year>\d{4})(?P<source>\d)")


class CapitalForm(PartForm):
    """B05 against projects and capital lines; ids are those of lines, or of projects for rows without a line."""

    form, entity, register = "B05", "capital_line", "projects"
    above, link, called = "project", "project", "title"
    fixed = frozenset(("rate",))
    above_fields = {
        "title": "name",
        "project_group": "project_group",
        "project_class": "project_class",
        "provinces": "localities",
        "place": "place",
        "owner": "owner",
        "start_year": "year_from",
        "end_year": "year_to",
        "number": "number",
        "decided_date": "decided_date",
        "amount_total": "total_investment",
        "amount_central": "central_budget",
        "state": "status",
        "difficulty": "difficulty",
        "note": "note",
    }
    above_whose = ("localities",)
    above_first = {"status": "preparing"}
    fields = {"year": "year", "source": "source", **{key: key for key in AMOUNTS}}
    main = "source"

    def ref(self, uid: str) -> Ref:
        """The line, or the project of a row without one."""
        return Ref("project" if uid in self._owners else "capital_line", uid)

    def _year(self, row: ParsedRow | None = None) -> int:
        """The year that a row speaks of: its own, that of the period, or this one."""
        said = number_of(row, "year") if row is not None else None
        period = parse_period(self._submitted.period or "")
        return said or (period.year if period else self._submitted.received.year)

    @cached_property
    def _lines(self) -> Mapping[tuple[str, int, str], Rec]:
        return {(r.values.project, r.values.year, r.values.source): r for r in self._records.values()}

    def _only(self, project: str) -> Rec | None:
        """The line of the year where a project has just one."""
        found = [r for (uid, year, _), r in self._lines.items() if (uid, year) == (project, self._year())]
        return found[0] if len(found) == 1 else None

    # matching

    def candidates(self, row: ParsedRow, values: Incoming) -> Iterable[Candidate]:
        """The line of that project, year and source; else the project itself."""
        project = self.owner_of(row)
        if project is None:
            return
        line = self._lines.get((project, self._year(row), text_of(row, "source") or ""))
        yield Candidate(line.uid if line else project, True, 1.0, ("match.same_words",))

    def doubts(self, row: ParsedRow) -> tuple[str, ...]:
        """Amounts of which nobody says where they come from must wait."""
        told = any(number_of(row, key) is not None for key in AMOUNTS)
        unsaid = ("match.no_source",) if told and not text_of(row, "source") else ()
        return (*super().doubts(row), *unsaid)

    # what is stored

    def stored(self, uid: str) -> Mapping[str, Any]:
        """The project, with the amounts of its line."""
        if uid not in self._owners:
            line = self._records[uid]
            return {**super().stored(uid), **_rate(line)}
        line_of = self._only(uid)
        held = dict(self._said(line_of, self.fields, {})) if line_of else {}
        return {**self.of_owner(uid), **held, **(_rate(line_of) if line_of else {})}

    def places(self, uid: str) -> Mapping[str, Place]:
        """Where the fields of both are stored."""
        if uid not in self._owners:
            return super().places(uid)
        line = self._only(uid)
        made = {key: Place(Ref("project", uid), field) for key, field in self.above_fields.items()}
        return made | ({key: Place(line.ref, field) for key, field in self.fields.items()} if line else {})

    def name(self, uid: str) -> tuple[str, str]:
        """Code of the row and the project."""
        project = uid if uid in self._owners else self._records[uid].values.project
        return self.row_code(uid), str(self._owners[project].values.name)

    def held(self, locality: str | None, period: Period | None) -> list[str]:
        """Lines of the member's projects in the year of the period, of all years without one; projects with none."""
        mine = self._units.of(locality) if locality else None
        found: list[str] = []
        for project in self._owners:
            if mine is not None and mine not in self._owner_places(project):
                continue
            lines = [line.uid for (uid, year, _), line in self._lines.items()
                     if uid == project and (period is None or year == period.year)]  # fmt: skip
            found += lines or [project]
        return sorted(found, key=self.row_code)

    def row_code(self, uid: str) -> str:
        """The project's code, for a line with its year and the place of its source in the list."""
        if uid in self._owners:
            return str(self._owners[uid].values.code)
        line = self._records[uid].values
        return f"{self._owners[line.project].values.code}/{line.year}{SOURCES.index(line.source) + 1}"

    def of_code(self, code: str) -> str | None:
        """The line, or the project."""
        line = _CODE.fullmatch(code)
        project = self._projects_by_code.get(line["project"] if line else code)
        if line is None or project is None:
            return project
        place = int(line["source"]) - 1
        source = SOURCES[place] if 0 <= place < len(SOURCES) else ""
        found = self._lines.get((project, int(line["year"]), source))
        return found.uid if found else None

    @cached_property
    def _projects_by_code(self) -> Mapping[str, str]:
        return {record.values.code: uid for uid, record in self._owners.items()}

    def revision(self, uid: str) -> int:
        """The newer of line and project."""
        return self._owners[uid].revision if uid in self._owners else super().revision(uid)

    # writing

    def create(self, row: ParsedRow, writer: Writer) -> Ref:
        """A new project with its line; a row without amounts is the project alone."""
        owner = self.owner_for(row, writer)
        return self._write_line(owner, row, frozenset(AMOUNTS), writer) or owner

    def update(self, uid: str, fields: frozenset[str], row: ParsedRow, writer: Writer) -> None:
        """Changed fields of the project, and of its line of that year and source."""
        project = uid if uid in self._owners else str(self._records[uid].values.project)
        self.update_owner(project, fields, row, writer)
        if uid in self._owners:
            self._write_line(Ref("project", project), row, fields, writer)
            return
        taken = {key: field for key, field in self.fields.items() if key in fields}
        if taken:
            values = self._values(row, self.entity, taken, {})
            writer.update(self._records[uid], values, self._cells(row, taken))

    def _write_line(self, project: Ref, row: ParsedRow, fields: frozenset[str], writer: Writer) -> Ref | None:
        values = {key: number_of(row, key) for key in AMOUNTS if key in fields}
        values = {key: value for key, value in values.items() if value is not None}
        if not values:
            return None
        year, source = self._year(row), text_of(row, "source")
        line = self._lines.get((project.uid, year, source or ""))
        cells = {key: row.cells.get(key) for key in values}
        if line is not None:
            writer.update(line, values, cells)
            return line.ref
        made = self._linked.repository.entities["capital_line"]
        return writer.create(made.make({"project": project.uid, "year": year, "source": source, **values}), cells)


def _rate(line: Rec) -> dict[str, str]:
    share = Capital.of([line]).rate
    return {} if share is None else {"rate": percent_figure(share, lang="vi")}
