"""What the secretariat does with the obstacles of the sample: review, escalate, record answers, settle, close.

Every step goes through the use case that the window would call.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from workbench.domain.deadlines import Term
from workbench.domain.documents import Document
from workbench.domain.escalations import Reminder
from workbench.domain.obstacles import Obstacle, Recommendation
from workbench.domain.states import OPEN_OBSTACLE, moved
from workbench.records.changes import Change, create, update
from workbench.records.record import Record, Ref
from workbench.services import answering, escalating
from workbench.services.answering import AnswerDraft, AnswerLine
from workbench.services.escalating import EscalationDraft
from workbench.services.ladder import default_term
from workbench.services.linked import ItemView, Linked
from workbench.services.proposal import Codes, Proposal
from workbench.services.sample.phrases import (
    AnswerPhrase,
    EscalationPhrase,
    LinePhrase,
    ObstaclePhrase,
    ReminderPhrase,
)
from workbench.services.sample.scene import Scene
from workbench.services.sample.work import report
from workbench.values.codes import doc_key
from workbench.values.dates import format_date

_ASKS = {"legal": "guide", "funding": "fund", "between_localities": "direct", "planning": "amend"}


@dataclass
class Course:
    """The steps, over one scene. `phrases` are the obstacles by key."""

    scene: Scene
    phrases: Mapping[str, ObstaclePhrase]
    _by_title: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self._by_title = {phrase.title: key for key, phrase in self.phrases.items()}

    # obstacles

    def met(self) -> None:
        """Learn the ids of obstacles that reports brought."""
        for record in self.scene.workbench.repository.where("obstacle", officer=None):
            self.scene.obstacles[self._by_title[record.values.title]] = record.uid

    def enter(self, phrase: ObstaclePhrase, requested: date) -> None:
        """An obstacle that an officer writes down."""
        scene, new = self.scene, self.scene.clock.new_id
        uid, day, sender = new(), scene.clock.today(), scene.places[phrase.by]
        code = Codes(scene.workbench.repository, scene.clock).next("obstacle")
        obstacle = Obstacle(
            code=code,
            title=phrase.title,
            content=f"{phrase.title}.\n{phrase.content}",
            cause=phrase.cause,
            field=phrase.field,
            localities=scene.uids(phrase.places),
            agreement=scene.agreements.get(phrase.agreement),
            reported_by=sender.uid,
            reported_date=day,
            raised_date=day,
            requested_due=requested,
            urgency=phrase.urgency,
            state="new",
        )
        names = scene.registers.linked().names.organizations
        to = tuple(u for u, o in names.items() if o.values.name == phrase.to)
        ask = Recommendation(obstacle=uid, ordinal=1, content=phrase.ask, addressees=to)
        officer = scene.office.officer(phrase.field)
        scene.commit(officer, "act.create", code, [create(uid, obstacle), create(new(), ask)])
        scene.obstacles[phrase.key] = uid

    def review(self, phrase: ObstaclePhrase) -> None:
        """Say what kind it is, whose competence, who looks after it; send back what needs no council."""
        obstacle = self._obstacle(phrase.key)
        officer = self.scene.office.officer(phrase.field)
        move = "give_back" if phrase.fate == "returned" else "classify"
        changes: list[Change | None] = [
            update(
                obstacle,
                kind=phrase.kind,
                legal_kind="unclear" if phrase.kind == "legal" else None,
                cause_kind="subjective" if phrase.kind == "between_localities" else "objective",
                in_authority=phrase.authority,
                officer=officer,
                state=moved("obstacle", obstacle.values.state, move)[0],
                state_reason=self.scene.office.returned if phrase.fate == "returned" else None,
            )
        ]
        for ask in self.scene.workbench.repository.where("recommendation", obstacle=obstacle.uid):
            changes.append(update(ask, kind=_ASKS.get(phrase.kind, "approve")))
        self.scene.commit(officer, "act.edit", obstacle.values.code, changes)

    def step(self, key: str, move: str, **values: Any) -> None:
        """Move an obstacle on by a named step, if it may be made now."""
        obstacle = self._obstacle(key)
        state, refused = moved("obstacle", obstacle.values.state, move)
        if refused is None:
            officer, code = obstacle.values.officer, obstacle.values.code
            label = "act.close" if move == "close" else "act.edit"
            self.scene.commit(officer, label, code, [update(obstacle, state=state, **values)])

    def merge(self, key: str, into: str) -> None:
        """Take two reports of one matter together."""
        self.step(key, "merge", merged_into=self.scene.obstacles[into])

    def close(self, key: str) -> None:
        """Close what is settled."""
        self.step(key, "close", closed_date=self.scene.clock.today())

    def _obstacle(self, key: str) -> Record[Any]:
        return self.scene.workbench.repository.need(Ref("obstacle", self.scene.obstacles[key]))

    # escalations

    def escalate(self, phrase: EscalationPhrase) -> None:
        """Send a letter, or keep it as a draft."""
        scene, day = self.scene, self.scene.clock.today()
        for key in phrase.obstacles:
            if self._obstacle(key).values.state not in OPEN_OBSTACLE:
                self.step(key, "reopen")
        kept = phrase.end in ("draft", "for_signature")
        sent = None if kept else day
        to = scene.registers.linked().names.organizations[phrase.to]
        basis = default_term(scene.workbench.repository, to.values.level).basis
        draft = EscalationDraft(
            tuple(scene.obstacles[key] for key in phrase.obstacles),
            phrase.to,
            "" if kept else escalating.suggest_number(scene.workbench, phrase.type, day.year),
            phrase.type,
            sent,
            sent,
            Term("working_days", phrase.days, basis=basis),
            subject=phrase.subject,
            officer=self._officer(phrase.obstacles[0]),
            keep_as_draft=kept,
        )
        proposal = escalating.propose(scene.workbench, draft, scene.registers.linked())
        self._write(draft.officer, proposal)
        found = scene.workbench.repository.where("escalation", code=proposal.code)
        scene.escalations[phrase.key] = found[0].uid
        if phrase.end == "for_signature":
            self._move_items(phrase.key, "submit")

    def receive(self, key: str) -> None:
        """Note that a letter has arrived there."""
        self._move_items(key, "receive", received_date=self.scene.clock.today())

    def withdraw(self, letter: str, obstacle: str) -> None:
        """Take one ask back: the localities have agreed without it."""
        linked, office = self.scene.registers.linked(), self.scene.office
        uid = self.scene.obstacles[obstacle]
        record = self._obstacle(obstacle)
        changes: list[Change | None] = [
            update(v.item, state=moved("escalation_item", v.state, "withdraw")[0], state_reason=office.withdrawn)
            for v in linked.obstacle_items(uid)
            if v.escalation.uid == self.scene.escalations[letter]
        ]
        changes.append(update(record, state=moved("obstacle", record.values.state, "resolve")[0]))
        self.scene.commit(record.values.officer, "act.edit", record.values.code, changes)

    def _move_items(self, key: str, move: str, **values: Any) -> None:
        linked, uid = self.scene.registers.linked(), self.scene.escalations[key]
        letter = linked.escalations[uid]
        changes: list[Change | None] = [update(letter, **values)]
        for view in linked.items_of_escalation[uid]:
            changes.append(update(view.item, state=moved("escalation_item", view.state, move)[0]))
        self.scene.commit(letter.values.officer, "act.edit", letter.values.code, changes)

    def remind(self, key: str, nth: int, phrase: ReminderPhrase) -> None:
        """Send a reminder of a letter."""
        scene, day, new = self.scene, self.scene.clock.today(), self.scene.clock.new_id
        letter = scene.workbench.repository.need(Ref("escalation", scene.escalations[key]))
        number = escalating.suggest_number(scene.workbench, "CV", day.year)
        paper = Document(
            direction="out",
            type="CV",
            full_number=number,
            number_key=doc_key(number),
            issued_date=day,
            issuer=letter.values.from_organization,
            subject=phrase.subject,
            status="in_force",
        )
        uid = new()
        reminder = Reminder(escalation=letter.uid, nth=nth, document=uid, sent_date=day)
        made = [create(uid, paper), create(new(), reminder)]
        scene.commit(letter.values.officer, "act.edit", letter.values.code, made)

    def _officer(self, key: str) -> str:
        return self.scene.office.officer(self.phrases[key].field)

    def _write(self, officer: str, proposal: Proposal) -> None:
        if proposal.blocked:
            raise ValueError(f"{proposal.code}: {[i.code for i in proposal.issues if i.severity == 'stop']}")
        self.scene.write(officer, proposal.act)

    # answers

    def answer(self, phrase: AnswerPhrase) -> None:
        """Record an answering document, and finish the work that it reports as done."""
        scene, day = self.scene, self.scene.clock.today()
        linked = scene.registers.linked()
        views = [self._waiting(linked, line.obstacle, phrase.sender) for line in phrase.line]
        issued = max(
            scene.timeline.calendar.add_working_days(day, -2),
            *(v.escalation.values.sent_date for v in views),
        )
        sign = "TTg" if phrase.sender == "TTg" else linked.names.organizations[phrase.sender].values.sign
        draft = AnswerDraft(
            phrase.sender,
            f"{scene.random.randint(300, 9800)}/{sign}-{phrase.unit}",
            document_date=issued,
            received_date=day,
            subject=phrase.subject,
            lines=tuple(self._line(line, view) for line, view in zip(phrase.line, views, strict=True)),
            officer=self._officer(phrase.line[0].obstacle),
        )
        proposal = answering.propose(scene.workbench, draft, linked)
        self._write(draft.officer, proposal)
        settled = [v for line, v in zip(phrase.line, views, strict=True) if line.answer_class in _FINAL]
        self._finish_work(settled, proposal.code)

    def _waiting(self, linked: Linked, key: str, sender: str) -> ItemView:
        uid = self.scene.obstacles[key]
        views = linked.obstacle_items(uid)
        return next(v for v in views if v.waiting and v.escalation.values.to_organization == sender)

    def _line(self, phrase: LinePhrase, view: ItemView) -> AnswerLine:
        until = self._roadmap(phrase.roadmap)
        return AnswerLine(
            view.item.uid,
            phrase.answer_class,
            phrase.extract,
            self.scene.body(phrase.lead),
            phrase.deliverable,
            self.scene.office.roadmap.format(date=format_date(until)) if until else "",
            until,
            phrase.forward,
        )

    def _roadmap(self, words: str) -> date | None:
        if not words:
            return None
        line, days = self.scene.timeline, int(words[1:])
        if words[0] == "=":
            return line.ahead(days)
        return line.calendar.add_working_days(self.scene.clock.today(), days)

    def _finish_work(self, settled: Sequence[ItemView], code: str) -> None:
        """Tasks that earlier answers to these items set are done."""
        repository = self.scene.workbench.repository
        for view in settled:
            said = repository.where("answer_item", escalation_item=view.item.uid)
            for task in repository.where("task", answer_item=tuple(s.uid for s in said)):
                changes = report(self.scene, task, 100, "done", self.scene.office.done.format(code=code))
                self.scene.commit(task.values.officer, "act.edit", task.values.code, changes)


_FINAL = ("resolved", "explained")
