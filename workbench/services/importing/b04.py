"""Form B04, progress of agreements, and the tasks of the record with what was reported of them in the period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from workbench.domain.agreements import ProgressEntry, Task
from workbench.domain.matching import LikeIndex
from workbench.exchange.grouplabels import without_numeral
from workbench.exchange.recognised import ParsedRow
from workbench.records.record import Record, Ref
from workbench.services.importing.adapter import Candidate, Place, Submitted
from workbench.services.importing.cells import Incoming, day_of, iso_of, text_of, words_of
from workbench.services.importing.writer import Writer
from workbench.services.linked import Linked
from workbench.values.codes import all_numbers, doc_key
from workbench.values.periods import Period, parse_period
from workbench.values.text import squash

OWN = {
    "content": "content",
    "lead": "lead_text",
    "coops": "coop_text",
    "deliverable": "deliverable",
    "due": "due_date",
    "status": "status",
    "note": "note",
}
_REPORTED = ("result", "difficulty")
SETTLED = ("done", "dropped")


class ProgressForm:
    """B04 against the stored tasks. The agreement stands over the rows and tells tasks apart; it is never changed."""

    form, entity, register = "B04", "task", "tasks"
    source = "agreement"  # key and field of what the tasks come from
    unknown = "match.no_agreement"
    own: Mapping[str, str] = OWN
    fixed: frozenset[str] = frozenset(("agreement",))

    def __init__(self, linked: Linked, submitted: Submitted) -> None:
        self._linked = linked
        self._submitted = submitted

    @cached_property
    def _by_content(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for uid, record in self._linked.tasks.items():
            found[squash(record.values.content)].append(uid)
        return found

    @cached_property
    def _like(self) -> LikeIndex:
        return LikeIndex({uid: r.values.content for uid, r in self._linked.tasks.items()})

    @cached_property
    def _by_label(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for uid, keys in self._called():
            for key in keys - {""}:
                found[key].add(uid)
        return found

    def _called(self) -> Iterator[tuple[str, set[str]]]:
        """What the tasks come from, each with the keys of what it may be called."""
        for uid, record in self._linked.agreements.items():
            v = record.values
            yield uid, {squash(v.title), squash(agreement_label(v)), doc_key(v.number) if v.number else ""}

    def label_of(self, uid: str | None) -> str | None:
        """What stands over its tasks."""
        found = self._linked.agreements.get(uid or "")
        return agreement_label(found.values) if found else None

    def source_of(self, words: str | None) -> str | None:
        """The one agreement that a heading of a group or a cell names, by its title or its number."""
        if not words:
            return None
        said = without_numeral(words)
        keys = [squash(said), squash(words), *(doc_key(number) for number in all_numbers(said))]
        for key in keys:
            found = self._by_label.get(key, set())
            if len(found) == 1:
                return next(iter(found))
        return None

    def candidates(self, row: ParsedRow, values: Incoming) -> Iterable[Candidate]:
        """The same words under the same agreement; alike words there are to be asked."""
        content, source = str(values.get("content", "")), self.source_of(text_of(row, self.source))
        same = self._by_content.get(squash(content), ()) if content else ()
        seen = set()
        for uid in same:
            theirs = self._linked.tasks[uid].get(self.source)
            if source is None or theirs == source:
                seen.add(uid)
                certain = theirs == source or len(same) == 1
                yield Candidate(uid, certain, 1.0, ("match.same_words", f"match.same_{self.source}"))
        for uid, score in self._like.near(content) if content and source else ():
            if uid not in seen and self._linked.tasks[uid].get(self.source) == source:
                yield Candidate(uid, False, score, ("match.words_alike", f"match.same_{self.source}"))

    def ref(self, uid: str) -> Ref:
        """Name of the record."""
        return Ref(self.entity, uid)

    def stored(self, uid: str) -> Mapping[str, Any]:
        """The task with its report of the period, by form field."""
        v, names = self._linked.tasks[uid].values, self._linked.names
        entry = self._entry(uid)
        made = {
            "content": v.content,
            self.source: self.label_of(self._linked.tasks[uid].get(self.source)),
            "lead": names.organization(v.lead) or v.lead_text or self._localities(v),
            "coops": "; ".join(filter(None, (names.organization_list(v.cooperators), v.coop_text))),
            "deliverable": v.deliverable,
            "due": iso_of(v.due_date, v.due_text),
            "result": entry.values.result if entry else None,
            "difficulty": entry.values.difficulty if entry else None,
            "submit_level": v.submit_level if "submit_level" in self.own else None,
            "status": v.status,
            "note": v.note,
        }
        return {key: value for key, value in made.items() if value not in (None, "", ())}

    def _localities(self, values: Any) -> str:
        return "; ".join(filter(None, map(self._linked.names.locality, values.localities)))

    def _entry(self, uid: str) -> Record[Any] | None:
        """What was reported for the period in hand, the newest; of any period when none is named."""
        period = parse_period(self._submitted.period or "")

        def fits(record: Record[Any]) -> bool:
            if period is None or record.values.period == period.code:
                return True
            first, last = period.window()
            return record.values.period is None and first <= (record.values.entered or date.min) <= last

        found = [record for record in self._entries.get(uid, ()) if fits(record)]
        return max(found, key=lambda r: (r.values.entered or date.min, r.revision), default=None)

    @cached_property
    def _entries(self) -> Mapping[str, list[Record[Any]]]:
        found: dict[str, list[Record[Any]]] = defaultdict(list)
        for record in self._linked.repository.all("progress_entry"):
            found[record.values.task].append(record)
        return found

    def places(self, uid: str) -> Mapping[str, Place]:
        """Where its fields are stored."""
        made = {key: Place(Ref("task", uid), field) for key, field in self.own.items()}
        entry = self._entry(uid)
        if entry is not None:
            made |= {key: Place(entry.ref, key) for key in _REPORTED}
        return made

    def name(self, uid: str) -> tuple[str, str]:
        """Code and content."""
        values = self._linked.tasks[uid].values
        return values.code, values.content

    def held(self, locality: str | None, period: Period | None) -> list[str]:
        """Tasks of the member's agreements that are not settled, and those reported of in the period."""

        def fits(uid: str) -> bool:
            v = self._linked.tasks[uid].values
            parties = self._linked.agreement_localities(v.agreement) if v.agreement else []
            mine = locality is None or locality in (*parties, *v.localities)
            return mine and v.agreement is not None and (v.status not in SETTLED or self._reported(uid, period))

        found = [uid for uid in self._linked.tasks if fits(uid)]
        return sorted(found, key=self._order)

    def _reported(self, uid: str, period: Period | None) -> bool:
        return any(period is not None and e.values.period == period.code for e in self._entries.get(uid, ()))

    def _order(self, uid: str) -> tuple[str, int, str]:
        v = self._linked.tasks[uid].values
        agreement = self._linked.agreements.get(v.agreement or "")
        return (agreement.values.code if agreement else ""), v.ordinal or 0, v.code

    def row_code(self, uid: str) -> str:
        """Its code."""
        return str(self._linked.tasks[uid].values.code)

    def of_code(self, code: str) -> str | None:
        """The task of that code."""
        return self._by_code.get(code)

    @cached_property
    def _by_code(self) -> Mapping[str, str]:
        return {record.values.code: uid for uid, record in self._linked.tasks.items()}

    def revision(self, uid: str) -> int:
        """The newer of its own and its report's."""
        return max(r.revision for r in (self._linked.tasks[uid], self._entry(uid)) if r is not None)

    def doubts(self, row: ParsedRow) -> tuple[str, ...]:
        """A new task of which nobody knows what it comes from must wait: it would belong nowhere."""
        return () if self.source_of(text_of(row, self.source)) else (self.unknown,)

    def create(self, row: ParsedRow, writer: Writer) -> Ref:
        """A new task with its report."""
        values = self._values(row, frozenset(self.own))
        begun = any(text_of(row, key) for key in _REPORTED)
        task = Task(
            code=writer.codes.next("task"),
            ordinal=row.row,
            **{"status": "doing" if begun else "not_started", **self._origin(row), **values},
        )
        ref = writer.create(task, {field: row.cells.get(key) for key, field in self.own.items()})
        if begun:
            self._report(ref, row, writer)
        return ref

    def _origin(self, row: ParsedRow) -> dict[str, Any]:
        """Where a new task comes from."""
        return {"source": "agreement", "agreement": self.source_of(text_of(row, self.source))}

    def update(self, uid: str, fields: frozenset[str], row: ParsedRow, writer: Writer) -> None:
        """Changed fields of the task; what was done in the period goes into the report of the period."""
        own = frozenset(fields & self.own.keys())
        if own:
            cells = {self.own[key]: row.cells.get(key) for key in own}
            writer.update(self._linked.tasks[uid], self._values(row, own), cells)
        said = [key for key in _REPORTED if key in fields]
        if not said:
            return
        entry = self._entry(uid)
        if entry is None or self._of_another_period(entry):
            self._report(Ref("task", uid), row, writer)
        else:
            values = {key: text_of(row, key) for key in said}
            writer.update(entry, values, {key: row.cells.get(key) for key in said})

    def _of_another_period(self, entry: Record[Any]) -> bool:
        period = self._submitted.period
        return period is None or (entry.values.period or period) != period

    def _report(self, task: Ref, row: ParsedRow, writer: Writer) -> None:
        entry = ProgressEntry(
            task=task.uid,
            period=self._submitted.period,
            entered=self._submitted.received,
            result=text_of(row, "result"),
            difficulty=text_of(row, "difficulty"),
        )
        writer.create(entry, {key: row.cells.get(key) for key in _REPORTED})

    def _values(self, row: ParsedRow, fields: frozenset[str]) -> dict[str, Any]:
        made: dict[str, Any] = {self.own[key]: text_of(row, key) for key in fields if key != "due"}
        if "due" in fields:
            due = row.cells.get("due")
            made |= {"due_date": day_of(due), "due_text": words_of(due)}
        if "lead" in fields:
            body = self._body(text_of(row, "lead"))
            made |= {"lead": body, "lead_text": None if body else text_of(row, "lead")}
        if "coops" in fields:
            made |= self._cooperators(text_of(row, "coops"))
        if made.get("status") == "done":
            made["percent"] = 100
        return {key: value for key, value in made.items() if key != "status" or value is not None}

    def _cooperators(self, words: str | None) -> dict[str, Any]:
        parts = [part.strip() for part in (words or "").replace("\n", ";").split(";") if part.strip()]
        bodies = {part: self._body(part) for part in parts}
        unknown = "; ".join(part for part in parts if not bodies[part])
        return {"cooperators": tuple(b for b in bodies.values() if b), "coop_text": unknown or None}

    def _body(self, words: str | None) -> str | None:
        """A body of the record that is called just so."""
        return self._by_name.get(squash(words)) if words else None

    @cached_property
    def _by_name(self) -> Mapping[str, str]:
        return {squash(r.values.name): uid for uid, r in self._linked.names.organizations.items()}


def agreement_label(values: Any) -> str:
    """What an agreement is called over its tasks: title, and number where it has one."""
    return f"{values.title} ({values.number})" if values.number else str(values.title)
