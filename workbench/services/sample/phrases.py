"""The words of the sample record (`resources/demo/*.toml`) as plain values. Knows no dates and no record."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from workbench.assets import resource

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ObstaclePhrase:
    """One obstacle. `round` and `fate` are explained in the file; `due` counts working days from today."""

    key: str
    by: str
    places: tuple[str, ...]
    round: str
    urgency: str
    field: str
    kind: str
    authority: str
    title: str
    content: str
    cause: str
    ask: str
    to: str = ""
    agreement: str = ""
    fate: str = ""
    raised: int | None = None
    due: int | None = None


@dataclass(frozen=True, slots=True)
class TaskPhrase:
    """One task of an agreement with its newest report."""

    content: str
    lead: str
    due: int
    percent: int
    deliverable: str
    status: str = ""
    result: str = ""
    difficulty: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True)
class AgreementPhrase:
    """One agreement with its tasks. `money` is in billions: total, state budget, social capital."""

    key: str
    parties: tuple[str, ...]
    round: int | str
    title: str
    kind: str
    field: str
    office: str
    content: str
    money: tuple[float, ...]
    status: str
    by: str = ""
    signed: date | None = None
    years: int = 5
    end: str = ""
    replaces: str = ""
    task: tuple[TaskPhrase, ...] = ()


@dataclass(frozen=True, slots=True)
class ReminderPhrase:
    """A reminder of an escalation."""

    at: str
    subject: str


@dataclass(frozen=True, slots=True)
class EscalationPhrase:
    """One letter with the obstacles it carries."""

    key: str
    to: str
    at: str
    days: int
    obstacles: tuple[str, ...]
    subject: str
    type: str = "BC"
    end: str = ""
    reminder: tuple[ReminderPhrase, ...] = ()


@dataclass(frozen=True, slots=True)
class LinePhrase:
    """What an answer says of one obstacle. `roadmap`: `+n` working days after it, `=n` after today."""

    obstacle: str
    answer_class: str
    extract: str
    lead: str = ""
    deliverable: str = ""
    roadmap: str = ""
    forward: str = ""


@dataclass(frozen=True, slots=True)
class AnswerPhrase:
    """One answering document."""

    sender: str
    at: str
    unit: str
    subject: str
    line: tuple[LinePhrase, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """Who holds an office of the council."""

    person: str
    title: str
    role: str
    organization: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """The secretariat: its people, whose turn each field is, and sentences that its acts need."""

    office: str
    place: str
    officers: tuple[str, ...]
    fields: tuple[tuple[str, ...], ...]
    nil: str
    returned: str
    withdrawn: str
    terminated: str
    reviewed: str
    roadmap: str
    done: str
    role: tuple[Role, ...]

    def officer(self, field_code: str | None = None) -> str:
        """Who looks after a field; the first officer keeps the record as a whole."""
        turns = (turn for turn, codes in enumerate(self.fields) if field_code in codes)
        return self.officers[next(turns, 0)]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Everything, in the order of the files."""

    obstacles: tuple[ObstaclePhrase, ...]
    agreements: tuple[AgreementPhrase, ...]
    escalations: tuple[EscalationPhrase, ...]
    answers: tuple[AnswerPhrase, ...]


def load_office() -> Office:
    """The secretariat of the sample record."""
    table = _read("office", {})
    fields = tuple(map(tuple, table.pop("fields")))
    return _made(Office, {**table, "fields": fields}, role=Role)


def load_phrases(words: Mapping[str, str]) -> Phrases:
    """All phrases; `words` fills in what changes from year to year (`{year}`, `{next}`, `{dry}`)."""
    letters = _read("escalations", words)
    return Phrases(
        tuple(_made(ObstaclePhrase, topic | case) for topic, case in _pairs("obstacles", "topic", "case", words)),
        tuple(_agreement(theme, group) for theme, group in _pairs("agreements", "theme", "group", words)),
        tuple(_made(EscalationPhrase, entry, reminder=ReminderPhrase) for entry in letters["escalation"]),
        tuple(_answer(entry) for entry in letters["answer"]),
    )


def _read(name: str, words: Mapping[str, str]) -> dict[str, Any]:
    text = resource("demo", f"{name}.toml").read_text(encoding="utf-8")
    for key, value in words.items():
        text = text.replace("{" + key + "}", value)
    return tomllib.loads(text)


def _pairs(name: str, outer: str, inner: str, words: Mapping[str, str]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    found = []
    for table in _read(name, words)[outer]:
        parts = table.pop(inner)
        found += [(table, part) for part in parts]
    return found


def _agreement(theme: dict[str, Any], group: dict[str, Any]) -> AgreementPhrase:
    return _made(AgreementPhrase, {**theme, "title": f"{theme['title']} " + "{parties}", **group}, task=TaskPhrase)


def _answer(entry: dict[str, Any]) -> AnswerPhrase:
    lines = [{"answer_class" if k == "class" else k: v for k, v in line.items()} for line in entry["line"]]
    sender = entry.pop("from")
    return _made(AnswerPhrase, {**entry, "sender": sender, "line": lines}, line=LinePhrase)


def _made(cls: type[T], table: Mapping[str, Any], **parts: type) -> T:
    values = {
        key: tuple(parts[key](**v) if key in parts else v for v in value) if isinstance(value, list) else value
        for key, value in table.items()
    }
    return cls(**values)
