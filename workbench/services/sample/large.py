"""A large record for measuring: the phrases of the sample over and over with other numbers, written in bulk.

Nothing here is imported or proposed one by one, so values have a history but no cells they came from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import islice
from typing import Any

from workbench.domain.agreements import Agreement, Party, Task
from workbench.domain.documents import Document
from workbench.domain.escalations import Answer, AnswerItem, Escalation, EscalationItem
from workbench.domain.obstacles import Obstacle, Recommendation
from workbench.records.changes import Change, ChangeSet, Label, create
from workbench.services.proposal import Codes
from workbench.services.sample.phrases import AgreementPhrase, ObstaclePhrase, Phrases, load_phrases
from workbench.services.sample.scene import Scene
from workbench.values.codes import doc_key

# records to fourteen obstacles, as in the small sample
_OBSTACLES, _AGREEMENTS, _ESCALATIONS, _ANSWERED, _TASKS = 14, 10, 5, 3, 8
_PER_ACT = 5_000
_TERM = 15


def fill(scene: Scene, rows: int) -> None:
    """Write `rows` obstacles and the rest in proportion, at most 5,000 records in one act."""
    scene.go(scene.timeline.last)
    bulk = _Bulk(scene, load_phrases(scene.timeline.words()))
    changes = bulk.changes(rows)
    while part := tuple(islice(changes, _PER_ACT)):
        scene.write(scene.office.officer(), ChangeSet(Label("act.sample"), part))


@dataclass
class _Bulk:
    scene: Scene
    phrases: Phrases
    _codes: Codes = field(init=False)
    _count: int = 0

    def __post_init__(self) -> None:
        self._codes = Codes(self.scene.workbench.repository, self.scene.clock)

    @cached_property
    def _bodies(self) -> dict[str, str]:
        organizations = self.scene.registers.linked().names.organizations
        return {record.values.name: uid for uid, record in organizations.items()}

    def changes(self, rows: int) -> Iterator[Change]:
        """Creations, owners before their parts: what one belongs to is always in the same act or an earlier one."""
        for start in range(0, rows, _OBSTACLES):
            yield from self._block(min(_OBSTACLES, rows - start))

    def _block(self, size: int) -> Iterator[Change]:
        agreements: list[str] = []
        for n in range(-(-_AGREEMENTS * size // _OBSTACLES)):
            phrase = self._agreement_phrase()
            agreements.append(self._new())
            yield from self._agreement(agreements[-1], phrase)
            if n < -(-_TASKS * size // _OBSTACLES):
                yield self._task(agreements[-1], phrase)
        for n in range(size):
            phrase_of_obstacle = self._obstacle_phrase()
            uid, ask = self._new(), self._new()
            state = "escalated" if _ANSWERED <= n < _ESCALATIONS else "resolved" if n < _ANSWERED else "classified"
            yield self._obstacle(uid, phrase_of_obstacle, agreements[n % len(agreements)], state)
            to = self._bodies.get(phrase_of_obstacle.to)
            yield create(
                ask,
                Recommendation(obstacle=uid, ordinal=1, content=phrase_of_obstacle.ask, addressees=(to,) if to else ()),
            )
            if n < _ESCALATIONS:
                yield from self._escalation(ask, phrase_of_obstacle, to, answered=n < _ANSWERED)

    def _new(self) -> str:
        return self.scene.clock.new_id()

    def _obstacle_phrase(self) -> ObstaclePhrase:
        self._count += 1
        return self.phrases.obstacles[self._count % len(self.phrases.obstacles)]

    def _agreement_phrase(self) -> AgreementPhrase:
        self._count += 1
        return self.phrases.agreements[self._count * 7 % len(self.phrases.agreements)]

    def _day(self) -> date:
        """Some day of the last three years, long enough ago to be answered."""
        return self.scene.timeline.today - timedelta(days=2 + self._count * 37 % 1_000)

    def _agreement(self, uid: str, phrase: AgreementPhrase) -> Iterator[Change]:
        signed = self._day()
        parties = self.scene.uids(p for p in phrase.parties if p in self.scene.places)
        names = " – ".join(map(self.scene.name, phrase.parties))
        yield create(
            uid,
            Agreement(
                code=self._codes.next("agreement"),
                title=f"{phrase.title.replace('{parties}', names)} – {self._count}",
                kind="BTT",
                number=f"{self._count}/{phrase.kind}-UBND",
                signed_date=signed,
                period_from=date(signed.year, 1, 1),
                period_to=date(signed.year + phrase.years, 12, 31),
                fields=(phrase.field,),
                content=phrase.content,
                amount_total=int(phrase.money[0] * 10**9),
                implementation="doing",
                state="in_force",
                officer=self.scene.office.officer(phrase.field),
            ),
        )
        for ordinal, place in enumerate(parties[:2], start=1):
            role = "lead" if ordinal == 1 else "member"
            yield create(self._new(), Party(agreement=uid, ordinal=ordinal, locality=place, role=role))

    def _task(self, agreement: str, phrase: AgreementPhrase) -> Change:
        percent = self._count * 5 % 105
        done = percent == 100
        due = self.scene.timeline.today + timedelta(days=self._count * 11 % 400 - (400 if done else 3))
        task = Task(
            code=self._codes.next("task"),
            source="agreement",
            agreement=agreement,
            ordinal=1,
            content=f"{phrase.content} ({self._count})",
            localities=self.scene.uids(p for p in phrase.parties[:1] if p in self.scene.places),
            due_date=due,
            status="done" if done else "doing",
            percent=percent,
            officer=self.scene.office.officer(phrase.field),
        )
        return create(self._new(), task)

    def _obstacle(self, uid: str, phrase: ObstaclePhrase, agreement: str, state: str) -> Change:
        day = self._day()
        made = Obstacle(
            code=self._codes.next("obstacle"),
            title=f"{phrase.title} – {self._count}",
            content=f"{phrase.title}.\n{phrase.content}",
            kind=phrase.kind,
            cause=phrase.cause,
            field=phrase.field,
            localities=self.scene.uids(phrase.places),
            agreement=agreement,
            reported_by=self.scene.places[phrase.by].uid,
            reported_date=day,
            raised_date=day - timedelta(days=20),
            requested_due=self.scene.timeline.today + timedelta(days=self._count * 13 % 300 - 3),
            urgency=phrase.urgency,
            in_authority=phrase.authority,
            state=state,
            officer=self.scene.office.officer(phrase.field),
        )
        return create(uid, made)

    def _escalation(self, ask: str, phrase: ObstaclePhrase, to: str | None, *, answered: bool) -> Iterator[Change]:
        line, today = self.scene.timeline, self.scene.timeline.today
        sent = self._day() - timedelta(days=30) if answered else today - timedelta(days=1 + self._count % 21)
        letter, uid, item = self._new(), self._new(), self._new()
        yield create(letter, self._paper("out", f"{self._count}/BC-HĐĐPĐBSCL", sent, phrase.title))
        due = line.calendar.add_working_days(sent, _TERM)
        made = Escalation(
            code=self._codes.next("escalation"),
            document=letter,
            subject=phrase.title,
            to_organization=to,
            level="ministry",
            channel="axis",
            sent_date=sent,
            due_rule="working_days",
            due_n=_TERM,
            due_start=sent,
            due_date=due,
            officer=self.scene.office.officer(phrase.field),
        )
        yield create(uid, made)
        state = "resolved" if answered else "sent"
        yield create(item, EscalationItem(escalation=uid, recommendation=ask, ordinal=1, state=state))
        if answered:
            yield from self._answer(item, phrase, to, due)

    def _answer(self, item: str, phrase: ObstaclePhrase, to: str | None, day: date) -> Iterator[Change]:
        paper, uid = self._new(), self._new()
        yield create(paper, self._paper("in", f"{self._count}/BNNMT-TL", day, phrase.title))
        code = self._codes.next("answer")
        received = min(day + timedelta(days=self._count % 9), self.scene.timeline.today)
        answer = Answer(code=code, document=paper, from_organization=to, received_date=received)
        yield create(uid, answer)
        said = AnswerItem(answer=uid, escalation_item=item, answer_class="resolved", extract=phrase.ask)
        yield create(self._new(), said)

    def _paper(self, direction: str, number: str, day: date, subject: str) -> Any:
        return Document(
            direction=direction,
            type="BC" if direction == "out" else "CV",
            full_number=number,
            number_key=doc_key(number),
            issued_date=day,
            subject=subject,
            status="in_force",
        )
