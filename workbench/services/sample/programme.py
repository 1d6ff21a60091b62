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
from workbench.domain.projects import CapitalLine
from workbench.domain.registry import ENTITIES
from workbench.records.changes import Change, create, update
from workbench.records.record import Ref
from workbench.schema.spec import FieldSpec
from workbench.schema.types import MONEY, REF, REFS
from workbench.services.proposal import Codes
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
    "task": "task",
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
        for key, project in self._obstacles():
            yield line.last, partial(self._link, key, project)

    @property
    def _tables(self) -> Mapping[str, list[Table]]:
        text = resource("demo", "programme.toml").read_text(encoding="utf-8")
        for key, value in self.scene.timeline.words().items():
            text = text.replace("{" + key + "}", value)
        return cast(Mapping[str, list[Table]], tomllib.loads(text))

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
        first: list[Change] = []
        if entity == "task":
            values |= {"source": "conclusions", "document": self._notice(first)}
            values["due_date"] = scene.timeline.ahead(table["due"])
        made = cast(Make, ENTITIES[entity].cls)(**values)
        scene.commit(officer, "act.create", code, [*first, create(uid, made), *parts])
        self.made[table.get("as", code)] = uid

    def _notice(self, changes: list[Change]) -> str:
        """The notice of conclusions that sets the tasks; registered with the first of them."""
        if "notice" not in self.made:
            said = cast(Table, self._tables["notice"])
            day = self.scene.timeline.before(21)
            uid = self.made["notice"] = self.scene.clock.new_id()
            number = said["full_number"]
            changes.append(create(uid, Document(direction="in", issued_date=day, number_key=doc_key(number), **said)))
        return self.made["notice"]

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
