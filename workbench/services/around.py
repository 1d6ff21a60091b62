"""The records that the detail of one record speaks of, so that a large record need not be read as a whole for it.

Only what grows without end is narrowed: the main line, agreements with their parties and tasks, documents. The
registers of the resolution's other tasks, places and bodies are few and stay whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from workbench.records.record import Record, Ref
from workbench.storage.repository import Repository

Rec = Record[Any]
NARROWED = (
    "agreement", "party", "task", "obstacle", "recommendation", "escalation", "escalation_item", "answer",
    "answer_item", "document", "reminder",
)  # fmt: skip
_POINTED_BY = {"agreement": "agreement", "project": "project", "mechanism": "mechanism", "sector_priority": "sector"}


def around(repository: Repository, ref: Ref) -> dict[str, list[Rec]]:
    """Records of the narrowed entities that the detail of `ref` shows or reckons with, in the order of creation."""
    return _Around(repository).of(ref)


class _Around:
    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._found: dict[str, dict[str, Rec]] = {entity: {} for entity in NARROWED}

    def of(self, ref: Ref) -> dict[str, list[Rec]]:
        record = self._repository.get(ref)
        if record is not None:
            self._seed(record)
            for _ in range(2):  # what an answer or a letter carries along has asks and items of its own
                self._main_line()
            self._papers(record)
            self._agreements(record)
        return {entity: self._in_order(entity) for entity in NARROWED}

    def _seed(self, record: Rec) -> None:
        kind, uid = record.ref.entity, record.uid
        if kind in self._found:
            self._found[kind][uid] = record
        if kind in _POINTED_BY:
            self._held("obstacle", _POINTED_BY[kind], [uid])
        if kind == "plan":
            items = self._repository.follow("plan_item", "uid", "plan", [uid])
            self._held("obstacle", "plan_item", items)
        if kind == "mechanism":
            self._many("escalation", record.values.escalations)
        if kind == "document":
            self._held("obstacle", "report_document", [uid])
            self._held("document", "replaced_by", [uid])
            for entity in ("escalation", "answer", "reminder"):
                self._held(entity, "document", [uid])
            self._many("escalation", self._values("reminder", "escalation"))

    def _main_line(self) -> None:
        self._held("recommendation", "obstacle", self._found["obstacle"])
        self._held("escalation_item", "recommendation", self._found["recommendation"])
        self._held("answer_item", "answer", self._found["answer"])
        self._many("escalation_item", self._values("answer_item", "escalation_item"))
        self._many("escalation", self._values("escalation_item", "escalation"))
        self._held("escalation_item", "escalation", self._found["escalation"])
        self._held("answer_item", "escalation_item", self._found["escalation_item"])
        self._many("answer", self._values("answer_item", "answer"))
        self._many("escalation", self._values("escalation_item", "escalation"))
        self._many("recommendation", self._values("escalation_item", "recommendation"))
        self._many("obstacle", self._values("recommendation", "obstacle"))
        self._held("reminder", "escalation", self._found["escalation"])

    def _papers(self, record: Rec) -> None:
        for entity in ("escalation", "answer", "reminder"):
            self._many("document", self._values(entity, "document"))
        self._many("document", self._values("obstacle", "report_document"))
        own = [getattr(record.values, field, None) for field in ("document", "replaced_by")]
        self._many("document", filter(None, own))

    def _agreements(self, record: Rec) -> None:
        if record.ref.entity in ("meeting", "task"):  # what a meeting concluded stands beside the meeting before
            meetings = self._repository.all("meeting")
            self._held("task", "meeting", [meeting.uid for meeting in meetings])
            sent = self._repository.all("meeting_reminder")
            self._many("document", [r.values.document for r in (*meetings, *sent) if r.values.document])
        self._many("agreement", self._values("obstacle", "agreement"))
        own = [getattr(record.values, "agreement", None), *getattr(record.values, "agreements", ())]
        self._many("agreement", filter(None, own))
        self._many("agreement", self._values("task", "agreement"))
        self._held("party", "agreement", self._found["agreement"])
        self._held("task", "agreement", self._found["agreement"])

    def _held(self, entity: str, field: str, owners: Iterable[str]) -> None:
        self._add(entity, self._repository.held_by(entity, field, owners))

    def _many(self, entity: str, uids: Iterable[str]) -> None:
        wanted = [uid for uid in dict.fromkeys(uids) if uid not in self._found[entity]]
        self._add(entity, self._repository.many(entity, wanted))

    def _add(self, entity: str, records: Iterable[Rec]) -> None:
        self._found[entity].update((record.uid, record) for record in records)

    def _values(self, entity: str, field: str) -> list[str]:
        return [value for record in self._found[entity].values() if (value := record.get(field))]

    def _in_order(self, entity: str) -> list[Rec]:
        return self._repository.held_by(entity, "uid", self._found[entity])
