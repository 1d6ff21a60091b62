"""The course of a year in the sample record: which step is taken on which day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from workbench.domain.organizations import CouncilRole
from workbench.records.changes import create
from workbench.services.sample import work
from workbench.services.sample.course import Course
from workbench.services.sample.phrases import AgreementPhrase, ObstaclePhrase, Phrases, TaskPhrase
from workbench.services.sample.programme import Programme
from workbench.services.sample.reports import Reports
from workbench.services.sample.scene import Scene

_MEMBERS = ("AG", "CM", "CT", "DT", "VL")
_MERGED = 18  # working days before today on which two reports of one matter are seen to be one
_NOTHING = ("DT", "VL")  # who sent a form B03 with nothing to report in the first round
_RESULTS = ("AG", "CT")  # who sent form B03 with the newest reports; the others have not yet


@dataclass
class Story:
    """Collects the steps with their days, then takes them in order."""

    scene: Scene
    phrases: Phrases
    reports: Reports
    course: Course
    _steps: list[tuple[date, int, Callable[[], None]]] = field(default_factory=list)

    def tell(self) -> None:
        """Write the whole record."""
        self._found()
        for number in range(1, 6):
            self._round(number)
        self._by_hand()
        for programme_day, step in Programme(self.scene).steps():
            self._on(programme_day, step)
        self._agreements()
        self._obstacles()
        days = self._escalations()
        self._answers(days)
        for day, _, step in sorted(self._steps, key=lambda entry: entry[:2]):
            self.scene.go(day)
            step()
        self.scene.go(self.scene.timeline.last)

    def _on(self, day: date, step: Callable[..., None], *values: object, **named: object) -> None:
        self._steps.append((day, len(self._steps), partial(step, *values, **named)))

    def _found(self) -> None:
        """Enter who holds which office of the council."""
        scene = self.scene
        council = scene.workbench.repository.all("council")[0]
        roles = [
            CouncilRole(
                council=council.uid,
                person=role.person,
                title=role.title,
                organization=scene.body(role.organization) or None,
                role=role.role,
                valid_from=scene.timeline.start() - timedelta(days=30),
            )
            for role in scene.office.role
        ]
        made = [create(scene.clock.new_id(), role) for role in roles]
        scene.commit(scene.office.officer(), "act.create", str(council.values.abbr), made)

    # reports

    def _round(self, number: int) -> None:
        line, reports = self.scene.timeline, self.reports
        for sender in sorted(_MEMBERS, key=lambda member: line.received(number, member)):
            day = line.received(number, sender)
            agreements = self._agreements_of(sender, number)
            if agreements:
                self._on(day, reports.agreements, sender, number, agreements, day)
            obstacles = [o for o in self.phrases.obstacles if (o.by, o.round) == (sender, str(number))]
            if obstacles:
                self._on(day, reports.obstacles, sender, number, obstacles, day)
                self._on(day, self.course.met)
            if number == 5 and sender in _RESULTS:
                self._on(day, reports.results, sender, number, day)
            if number == 1 and sender in _NOTHING:
                self._on(day, reports.nothing, sender, number, day, "B03")

    def _agreements_of(self, sender: str, number: int) -> list[AgreementPhrase]:
        """What a sender lists: the new ones; in the newest report its first one once more, as reports do."""
        if number == 4:
            return []
        new = 4 if number == 5 else number
        own = [a for a in self.phrases.agreements if (a.by or a.parties[0]) == sender and a.round != "hand"]
        listed = [a for a in own if a.round in (new, number)]
        return [*own[:1], *listed] if number == 5 else listed

    def _by_hand(self) -> None:
        """What the office writes down itself."""
        line = self.scene.timeline
        for phrase in self.phrases.obstacles:
            if phrase.round == "hand":
                self._on(line.before(8), self.course.enter, phrase, self.reports.wished(phrase, line.today))
                self._on(line.before(8), self.course.review, phrase)
        for draft in self.phrases.agreements:
            if draft.round == "hand":
                self._on(line.before(12), work.draft, self.scene, draft, self.reports.title(draft.key))

    # what follows

    def _agreements(self) -> None:
        line, scene = self.scene.timeline, self.scene
        for phrase in self.phrases.agreements:
            if phrase.end == "wrong_date":
                continue
            came = self._came(phrase, phrase.by or phrase.parties[0])
            if phrase.round != "hand":
                self._on(line.after(came, 2), work.plan, scene, phrase)
            if phrase.end in work.MOVES:
                self._on(line.after(came, 80), work.end, scene, phrase)
            if phrase.replaces:
                self._on(line.after(came, 2), work.replace, scene, phrase)
            for task in phrase.task:
                self._report(phrase, came, task)

    def _report(self, phrase: AgreementPhrase, came: date, task: TaskPhrase) -> None:
        line, scene = self.scene.timeline, self.scene
        if not task.percent and not task.status:
            return
        newest = max(work.reported(scene, task), line.after(came, 3))
        halfway = line.after(came, 30)
        if task.percent >= 40 and halfway < newest:
            self._on(halfway, work.progress, scene, phrase, task, half=True)
        self._on(newest, work.progress, scene, phrase, task, half=False)

    def _came(self, phrase: AgreementPhrase | ObstaclePhrase, sender: str) -> date:
        line = self.scene.timeline
        if phrase.round == "hand":
            return line.before(12)
        number = int(phrase.round)
        late = isinstance(phrase, AgreementPhrase) and number == 4  # form B01 comes with the second delivery
        return line.received(5 if late else number, sender)

    def _obstacles(self) -> None:
        line, course = self.scene.timeline, self.course
        for phrase in self.phrases.obstacles:
            if phrase.round == "hand" or phrase.fate in ("new", "waits"):
                continue
            came = self._came(phrase, phrase.by)
            self._on(line.after(came, 1), course.review, phrase)
            if phrase.fate.startswith("local"):
                self._on(line.after(came, 3), course.step, phrase.key, "handle")
            if phrase.fate in ("local_done", "local_closed"):
                self._on(line.after(came, 32), course.step, phrase.key, "resolve")
            if phrase.fate == "local_closed":
                self._on(line.after(came, 36), course.close, phrase.key)
            if phrase.fate.startswith("merged:"):
                self._on(line.before(_MERGED), course.merge, phrase.key, phrase.fate[7:])

    def _escalations(self) -> dict[str, date]:
        line, course = self.scene.timeline, self.course
        days: dict[str, date] = {}
        for phrase in self.phrases.escalations:
            day = days[phrase.key] = line.day(phrase.at, {})
            self._on(day, course.escalate, phrase)
            if phrase.end == "received":
                self._on(line.after(day, 2), course.receive, phrase.key)
            for nth, reminder in enumerate(phrase.reminder, start=1):
                self._on(line.day(reminder.at, {}), course.remind, phrase.key, nth, reminder)
            for key in phrase.obstacles:
                if course.phrases[key].fate == "withdrawn":
                    self._on(line.after(day, 10), course.withdraw, phrase.key, key)
        return days

    def _answers(self, days: dict[str, date]) -> None:
        line, course = self.scene.timeline, self.course
        for turn, phrase in enumerate(self.phrases.answers):
            day = line.day(phrase.at, days)
            self._on(day, course.answer, phrase)
            for said in phrase.line:
                if said.answer_class == "resolved" and turn % 3:
                    self._on(line.after(day, 15), course.close, said.obstacle)


def by_key(phrases: Iterable[ObstaclePhrase]) -> dict[str, ObstaclePhrase]:
    """Obstacles by their key."""
    return {phrase.key: phrase for phrase in phrases}
