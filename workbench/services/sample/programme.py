"""The resolution's other registers in the sample record, from `resources/demo/programme.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, cast

from workbench.assets import resource
from workbench.domain.deadlines import span
from workbench.domain.documents import Document
from workbench.domain.meetings import Meeting
from workbench.domain.projects import CapitalLine
from workbench.domain.registry import ENTITIES
from workbench.records.changes import Change, create, update
from workbench.records.record import Ref
from workbench.schema.spec import FieldSpec
from workbench.schema.types import MONEY, REF, REFS
from workbench.services.analysis.overlaps import Overlaps
from workbench.services.judging import judge
from workbench.services.linked import Linked
from workbench.services.proposal import Codes
from workbench.services.sample import work
from workbench.services.sample.scene import Scene
from workbench.values.codes import doc_key

Table = dict[str, Any]
Make = Callable[..., object]
_ENTITIES = {
    "plan": "plan",
    "project": "project",
    "mechanism": "mechanism",
    "sector": "sector_priority",
    "initiative": "initiative",
}
_BILLION = 1_000_000_000
_OBSTACLE = "obstacles"


@dataclass
class Programme:
    """Enters the tables of the file one after another. `made` maps their keys to ids."""

    scene: Scene
    made: dict[str, str] = field(default_factory=dict)

    def steps(self) -> Iterator[tuple[date, Callable[[], None]]]:
        """What is entered on which day: plans first, as the rest refers to them."""
        line = self.scene.timeline
        for turn, (kind, entity) in enumerate(_ENTITIES.items()):
            for table in self._tables.get(kind, []):
                yield line.before(44 - 5 * turn), partial(self._enter, entity, table)
        for table in self._tables["meeting"]:
            yield line.before(table["issued"] - 1), partial(self._meeting, table)
        for table in self._tables["task"]:
            held = next(m for m in self._tables["meeting"] if m["as"] == table["meeting"])
            yield line.before(held["issued"] - 2), partial(self._enter, "task", table)
            if table["status"] != "not_started":
                yield line.before(table.get("reported", 4)), partial(self._report, table)
        for key, project in self._obstacles():
            yield line.last, partial(self._link, key, project)
        yield line.last, self._judge_all

    @property
    def _tables(self) -> Mapping[str, list[Table]]:
        text = resource("demo", "programme.toml").read_text(encoding="utf-8")
        for key, value in self.scene.timeline.words().items():
            text = text.replace("{" + key + "}", value)
        return cast(Mapping[str, list[Table]], tomllib.loads(text))

    def _judge_all(self) -> None:
        """An officer judges some of the overlaps that are found."""
        for table in self._tables.get("judged", ()):
            wanted = {self.made[key] for key in table["of"]}
            cards = Overlaps(Linked(self.scene.workbench.repository, self.scene.timeline.today)).cards()
            card = next(found for found in cards if wanted <= {m.ref.uid for m in found.members})
            officer = self.scene.workbench.actor = self.scene.office.officer(table["by"])
            self.scene.write(officer, judge(self.scene.workbench, card, table["judgement"], table["reason"]).act)

    def _obstacles(self) -> Iterator[tuple[str, str]]:
        for table in self._tables["project"]:
            for key in table.get(_OBSTACLE, ()):
                yield key, table["as"]

    def _enter(self, entity: str, table: Table) -> None:
        scene, uid = self.scene, self.scene.clock.new_id()
        code = Codes(scene.workbench.repository, scene.clock).next(entity)
        officer = scene.office.officer(table.get("by"))
        values = self._values(entity, table) | {"code": code, "officer": officer}
        parts = list(self._parts(entity, uid, table))
        if entity == "task":
            notice = self.made[f"{table['meeting']}-notice"]
            values |= {"source": "conclusions", "document": notice, "ordinal": self._nth(table)}
            values |= {"due_date": scene.timeline.ahead(table["due"]), "status": "not_started", "percent": None}
        made = cast(Make, ENTITIES[entity].cls)(**values)
        scene.commit(officer, "act.create", code, [create(uid, made), *parts])
        self.made[str(table.get("as") or table.get("content") or code)] = uid

    def _nth(self, table: Table) -> int:
        """Which of its meeting's conclusions a task is."""
        same = [task["content"] for task in self._tables["task"] if task["meeting"] == table["meeting"]]
        return same.index(table["content"]) + 1

    def _meeting(self, table: Table) -> None:
        """A meeting, entered when its notice of conclusions has come."""
        scene, uid, paper = self.scene, self.scene.clock.new_id(), self.scene.clock.new_id()
        code = Codes(scene.workbench.repository, scene.clock).next("meeting")
        officer = scene.office.officer(table["by"])
        said = cast(Table, table["notice"])
        issued = scene.timeline.before(table["issued"])
        notice = Document(
            direction="in",
            issued_date=issued,
            arrival_date=scene.timeline.after(issued, 1),
            issuer=scene.body("VPCP"),
            number_key=doc_key(said["full_number"]),
            status="in_force",
            **said,
        )
        held = scene.timeline.before(table["held"])
        values = self._values("meeting", table) | {"code": code, "officer": officer, "held_date": held}
        made = Meeting(**{**values, "document": paper})
        scene.commit(officer, "act.create", code, [create(paper, notice), create(uid, made)])
        self.made[table["as"]], self.made[f"{table['as']}-notice"] = uid, paper

    def _report(self, table: Table) -> None:
        """What was reported of a conclusion."""
        record = self.scene.workbench.repository.need(Ref("task", self.made[table["content"]]))
        words = [table.get(key, "") for key in ("result", "difficulty", "next")]
        act = work.report(self.scene, record, table["percent"], table["status"], *words)
        self.scene.commit(str(record.values.officer), "act.progress", str(record.values.code), act)

    def _parts(self, entity: str, uid: str, table: Table) -> Iterator[Change]:
        new = self.scene.clock.new_id
        for n, item in enumerate(table.get("item", ()), start=1):
            part = new()
            self.made[item.get("as", part)] = part
            values = self._values("plan_item", item) | {"plan": uid, "ordinal": n}
            yield create(part, cast(Make, ENTITIES["plan_item"].cls)(**values))
        for year, source, *amounts in table.get("lines", ()):
            yield create(new(), self._capital(uid, year, source, amounts))

    def _capital(self, project: str, year: int, source: str, amounts: list[float]) -> CapitalLine:
        """A year that has not come has nothing allocated or disbursed."""
        need, planned, allocated, disbursed = (round(n * _BILLION) for n in amounts)
        if year > self.scene.timeline.today.year:
            allocated = disbursed = 0
        line = {"need": need, "planned": planned, "allocated": allocated, "disbursed": disbursed}
        return CapitalLine(project=project, year=year, source=source, **{k: v or None for k, v in line.items()})

    def _values(self, entity: str, table: Table) -> Table:
        fields = ENTITIES[entity].fields
        made = {key: self._value(fields[key], value) for key, value in table.items() if key in fields}
        due = made.get("due_text")
        if due and "due_date" in fields:
            made["due_date"] = span(due, self.scene.timeline.today).last_day
        return made

    def _value(self, field: FieldSpec, value: Any) -> Any:
        if field.type is MONEY:
            return round(value * _BILLION)
        if field.type is REF:
            return self._uid(field.target, value)
        if field.type is REFS:
            return tuple(self._uid(field.target, one) for one in value)
        return value

    def _uid(self, target: str, key: str) -> str:
        if target == "locality":
            return self.scene.places[key].uid
        if target == "organization":
            return self.scene.body(key)
        if target == "region":
            return key
        return self.scene.agreements[key] if target == "agreement" else self.made[key]

    def _link(self, obstacle: str, project: str) -> None:
        """An officer tells which project an obstacle holds up."""
        uid = self.scene.obstacles[obstacle]
        record = self.scene.workbench.repository.need(Ref("obstacle", uid))
        act = [update(record, project=self.made[project])]
        self.scene.commit(str(record.values.officer), "act.edit", str(record.values.code), act)
