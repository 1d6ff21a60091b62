"""Agreements of the sample after they came in: the tasks they name, progress, drafts, reviews, ends."""

from __future__ import annotations

from datetime import date
from typing import Any

from workbench.domain.agreements import Agreement, Party, ProgressEntry, Task
from workbench.domain.states import moved
from workbench.records.changes import Change, create, update
from workbench.records.record import Record, Ref
from workbench.services import agreement_moves
from workbench.services.agreement_moves import CourseDraft
from workbench.services.proposal import Codes
from workbench.services.sample.phrases import AgreementPhrase, TaskPhrase
from workbench.services.sample.scene import Scene
from workbench.values.periods import period_of

MOVES = {"reviewed": "review", "terminated": "terminate", "replaced": "replace", "consulting": "consult"}


def report(
    scene: Scene,
    task: Record[Any],
    percent: int,
    status: str,
    result: str,
    difficulty: str = "",
    next_steps: str = "",
) -> list[Change | None]:
    """A progress report of a task as of today."""
    day = scene.clock.today()
    entry = ProgressEntry(
        task=task.uid,
        period=period_of(day, "quarter").code,
        entered=day,
        percent=percent,
        result=result or None,
        difficulty=difficulty or None,
        next_steps=next_steps or None,
    )
    return [update(task, percent=percent, status=status), create(scene.clock.new_id(), entry)]


def draft(scene: Scene, phrase: AgreementPhrase, title: str) -> None:
    """An agreement that is not signed yet, written down by hand."""
    new, uid = scene.clock.new_id, scene.clock.new_id()
    code = Codes(scene.workbench.repository, scene.clock).next("agreement")
    officer = scene.office.officer(phrase.field)
    made = Agreement(
        code=code,
        title=title,
        kind="KH",
        scope="bilateral",
        fields=(phrase.field,),
        content=phrase.content,
        state="draft",
        officer=officer,
    )
    parties = [
        create(new(), Party(agreement=uid, ordinal=n, locality=place, role="lead" if n == 1 else "member"))
        for n, place in enumerate(scene.uids(phrase.parties), start=1)
    ]
    scene.commit(officer, "act.create", code, [create(uid, made), *parties])
    scene.agreements[phrase.key] = uid


def plan(scene: Scene, phrase: AgreementPhrase) -> None:
    """Enter who looks after an agreement, how it is reviewed, and the tasks that it names."""
    officer = scene.office.officer(phrase.field)
    agreement = scene.workbench.repository.need(Ref("agreement", scene.agreements[phrase.key]))
    scope = "sub_region" if len(phrase.parties) > 2 else "bilateral"
    changes: list[Change | None] = [
        update(agreement, officer=officer, scope=scope, review_cycle="half" if phrase.task else "year")
    ]
    scene.commit(officer, "act.edit", agreement.values.code, changes)
    codes = Codes(scene.workbench.repository, scene.clock)
    for ordinal, task in enumerate(phrase.task, start=1):
        made = _task(scene, phrase, task, agreement.uid, ordinal, codes.next("task"))
        scene.commit(officer, "act.create", str(made.code), [create(scene.clock.new_id(), made)])


def _task(scene: Scene, phrase: AgreementPhrase, task: TaskPhrase, agreement: str, ordinal: int, code: str) -> Task:
    return Task(
        code=code,
        source="agreement",
        agreement=agreement,
        ordinal=ordinal,
        content=task.content,
        lead=scene.committee(task.lead),
        cooperators=tuple(scene.committee(p) for p in phrase.parties if p in scene.places and p != task.lead),
        localities=scene.uids(p for p in phrase.parties if p in scene.places),
        deliverable=task.deliverable,
        due_date=scene.timeline.ahead(task.due),
        status="not_started",
        percent=0,
        officer=scene.office.officer(phrase.field),
    )


def progress(scene: Scene, phrase: AgreementPhrase, task: TaskPhrase, *, half: bool) -> None:
    """The newest report of a task, or one on the way there."""
    agreement = scene.agreements[phrase.key]
    found = scene.workbench.repository.where("task", agreement=agreement, content=task.content)[0]
    if half:
        changes = report(scene, found, task.percent // 20 * 10, "doing", "")
    else:
        status = task.status or ("done" if task.percent == 100 else "doing")
        changes = report(scene, found, task.percent, status, task.result, task.difficulty, task.next)
    scene.commit(found.values.officer, "act.edit", found.values.code, changes)


def reported(scene: Scene, task: TaskPhrase) -> date:
    """When the newest report of a task came: shortly before it was due, else this week."""
    day = scene.timeline.ahead(task.due - 2)
    return min(day, scene.timeline.before(2 + task.due % 4))


def end(scene: Scene, phrase: AgreementPhrase) -> None:
    """Review, end or replace an agreement; what the office does by its own sheets leaves their trace."""
    agreement = scene.workbench.repository.need(Ref("agreement", scene.agreements[phrase.key]))
    officer, move, day = scene.office.officer(phrase.field), MOVES[phrase.end], scene.clock.today()
    if move == "replace":
        state, refused = moved("agreement", agreement.values.state, move)
        if refused is None:
            scene.commit(officer, "act.edit", agreement.values.code, [update(agreement, state=state)])
        return
    words = {"terminate": scene.office.terminated, "review": scene.office.reviewed}.get(move, "")
    number = f"Mẫu {agreement.values.code[-3:]}/TB-HĐĐPV" if words else ""
    draft = CourseDraft(move, agreement.uid, day, number, day if number else None, words=words)
    proposal = agreement_moves.propose(scene.workbench, draft)
    if not proposal.blocked:
        label = proposal.act.label
        scene.commit(officer, label.key, agreement.values.code, list(proposal.act.changes))


def replace(scene: Scene, phrase: AgreementPhrase) -> None:
    """Note which agreement this one takes the place of."""
    uid = scene.agreements[phrase.key]
    agreement = scene.workbench.repository.need(Ref("agreement", uid))
    officer, code = scene.office.officer(phrase.field), agreement.values.code
    scene.commit(officer, "act.edit", code, [update(agreement, replaces=scene.agreements[phrase.replaces])])
