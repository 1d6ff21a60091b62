"""Form B02, obstacles with proposals, and the obstacles of the record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from workbench.domain.cited import REWORDED, Cited, likeness_beyond
from workbench.domain.matching import ALIKE
from workbench.domain.obstacles import Obstacle, Recommendation
from workbench.exchange.recognised import ParsedRow
from workbench.records.record import Record, Ref
from workbench.services.importing.adapter import Candidate, Place, Submitted
from workbench.services.importing.b02_index import ObstacleIndex
from workbench.services.importing.cells import (
    Incoming,
    day_of,
    iso_of,
    known_keys,
    text_of,
    unknown_words,
    words_of,
)
from workbench.services.importing.heirs import places_now
from workbench.services.importing.writer import Writer
from workbench.services.institutions import successions_of
from workbench.services.linked import Linked
from workbench.values.codes import doc_key
from workbench.values.periods import Period
from workbench.values.text import first_sentence, squash

_OWN = {
    "issue": "content",
    "sector": "field",
    "agreement": "agreement_text",
    "provinces": "localities",
    "cause": "cause",
    "raised_date": "raised_date",
    "deadline": "requested_due",
    "urgency": "urgency",
    "note": "note",
    "legal_refs": "legal_refs",
    "escalated_docs": "escalated_docs",
}
_ASK = {"proposal": "content", "authority": "addressees"}


class ObstacleForm:
    """B02 against the stored obstacles."""

    form, entity, register = "B02", "obstacle", "obstacles"
    fixed: frozenset[str] = frozenset()

    def __init__(self, linked: Linked, submitted: Submitted) -> None:
        self._linked = linked
        self._submitted = submitted
        self._known = linked.names.known
        self._index = ObstacleIndex.of(linked)
        self._successions = successions_of(linked.repository)

    def candidates(self, row: ParsedRow, values: Incoming) -> Iterable[Candidate]:
        """The same words from the same sender; words alike, the same from another sender, or other words about the
        same road, work or paper are to be asked."""
        content = str(values.get("issue", ""))
        if not content:
            return
        seen = set()
        for uid in self._index.by_content.get(squash(content), ()):
            seen.add(uid)
            theirs = self._linked.obstacles[uid].values.reported_by
            if theirs == self._submitted.sender:
                certain = self._same_event(uid, values)
                yield Candidate(uid, certain, 1.0, ("match.same_words", "match.same_sender"))
            elif self._shares_place(uid, values):
                yield Candidate(uid, False, 1.0, ("match.same_words", "match.other_sender"))
        mine = self._index.cited(content, values.get("agreement"))
        for uid, score in self._index.like.near(content):
            if uid in seen or mine.speaks_of_other(self._index.stored_cited[uid]):
                continue
            if self._shares_place(uid, values) and self._shares_field(uid, values):
                seen.add(uid)
                reasons = ("match.words_alike", "match.shared_place", *self._same_field(uid, values))
                yield Candidate(uid, False, score, (*reasons, *self._shared_keys(uid, mine)))
        yield from self._speaking_of(mine, content, values, seen)

    def known_by(self, values: Incoming) -> tuple[Iterable[str], tuple[str, ...]]:
        """Its words, from the same sender."""
        content, obstacles, sender = values.get("issue"), self._linked.obstacles, self._submitted.sender
        if not content or not sender:
            return (), ()
        same = self._index.by_content.get(squash(content), ())
        mine = (uid for uid in same if obstacles[uid].values.reported_by == sender)
        return mine, ("match.same_words", "match.same_sender")

    def _speaking_of(self, mine: Cited, content: str, values: Incoming, seen: set[str]) -> Iterable[Candidate]:
        """Reworded obstacles about the same road, work or paper; to be asked, never taken for the same."""
        near = dict.fromkeys(
            uid for key in sorted(mine.keys) for uid in self._index.by_key.get(key, ()) if uid not in seen
        )
        for uid in near:
            theirs = self._index.stored_cited[uid]
            if mine.speaks_of_other(theirs) or not self._shares_place(uid, values):
                continue
            if not self._shares_field(uid, values) or not self._shares_authority(uid, values):
                continue
            score = likeness_beyond(content, self._linked.obstacles[uid].values.content)
            if score >= REWORDED:
                reasons = (*self._shared_keys(uid, mine), "match.shared_place", "match.words_related")
                yield Candidate(uid, False, min(score, ALIKE), reasons)

    def _shared_keys(self, uid: str, mine: Cited) -> tuple[str, ...]:
        return mine.shared(self._index.stored_cited[uid])

    def _shares_authority(self, uid: str, values: Incoming) -> bool:
        ours, theirs = set(values.get("authority", ())), set(self.stored(uid).get("authority", ()))
        return not ours or not theirs or bool(ours & theirs)

    def _same_event(self, uid: str, values: Incoming) -> bool:
        """The same words once more are the same obstacle unless day and places both say otherwise."""
        stored = self.stored(uid)
        days = {values.get("raised_date"), stored.get("raised_date")} - {None}
        places = [set(side.get("provinces", ())) for side in (values, stored)]
        return len(days) < 2 or not all(places) or places[0] == places[1]

    def _shares_field(self, uid: str, values: Incoming) -> bool:
        theirs = self._linked.obstacles[uid].values.field
        return theirs is None or values.get("sector") in (None, theirs)

    def _same_field(self, uid: str, values: Incoming) -> tuple[str, ...]:
        field = self._linked.obstacles[uid].values.field
        return ("match.same_field",) if field and values.get("sector") == field else ()

    def _shares_place(self, uid: str, values: Incoming) -> bool:
        record = self._linked.obstacles[uid].values
        mine = (*values.get("provinces", ()), self._submitted.sender)
        theirs = (*record.localities, record.reported_by)
        ours, held = (places_now(filter(None, side), self._successions) for side in (mine, theirs))
        return bool(ours & held)

    def ref(self, uid: str) -> Ref:
        """Name of the record."""
        return Ref(self.entity, uid)

    def stored(self, uid: str) -> Mapping[str, Any]:
        """The obstacle with its first recommendation, by form field."""
        v = self._linked.obstacles[uid].values
        made = {key: getattr(v, field) for key, field in _OWN.items()}
        made["raised_date"] = iso_of(v.raised_date, v.raised_text)
        made["deadline"] = iso_of(v.requested_due, v.requested_due_text)
        ask = self._ask(uid)
        if ask is not None:
            made["proposal"] = ask.values.content
            unknown = tuple(filter(None, (ask.values.addressee_text or "").split("; ")))
            made["authority"] = (*ask.values.addressees, *unknown)
        return {key: value for key, value in made.items() if value not in (None, "", ())}

    def _ask(self, uid: str) -> Record[Any] | None:
        asks = self._linked.asks.get(uid)
        return asks[0] if asks else None

    def places(self, uid: str) -> Mapping[str, Place]:
        """Where its fields are stored."""
        ask = self._ask(uid)
        made = {key: Place(Ref("obstacle", uid), field) for key, field in _OWN.items()}
        if ask is not None:
            made |= {key: Place(ask.ref, field) for key, field in _ASK.items()}
        return made

    def name(self, uid: str) -> tuple[str, str]:
        """Code and title."""
        values = self._linked.obstacles[uid].values
        return values.code, values.title or values.content

    def held(self, locality: str | None, period: Period | None) -> list[str]:
        """Obstacles that the member reported: those still open, and those of the period."""

        def fits(record: Record[Any]) -> bool:
            mine = locality is None or record.values.reported_by == locality
            now = period is not None and record.values.period == period.code
            return mine and record.values.state != "merged" and (now or self._linked.obstacle_open(record))

        found = [uid for uid, record in self._linked.obstacles.items() if fits(record)]
        return sorted(found, key=lambda uid: self._linked.obstacles[uid].values.code)

    def row_code(self, uid: str) -> str:
        """Its code."""
        return str(self._linked.obstacles[uid].values.code)

    def of_code(self, code: str) -> str | None:
        """The obstacle of that code."""
        return self._by_code.get(code)

    @cached_property
    def _by_code(self) -> Mapping[str, str]:
        return {record.values.code: uid for uid, record in self._linked.obstacles.items()}

    def revision(self, uid: str) -> int:
        """The newer of its own and its first recommendation's."""
        ask = self._ask(uid)
        return max(record.revision for record in (self._linked.obstacles[uid], ask) if record is not None)

    def doubts(self, row: ParsedRow) -> tuple[str, ...]:
        """None."""
        return ()

    def create(self, row: ParsedRow, writer: Writer) -> Ref:
        """A new obstacle with its recommendation."""
        values = self._values(row, frozenset(_OWN))
        obstacle = Obstacle(
            code=writer.codes.next("obstacle"),
            title=first_sentence(text_of(row, "issue") or ""),
            state="new",
            reported_by=self._submitted.sender,
            reporter=self._submitted.sender_name or None,
            period=self._submitted.period,
            reported_date=self._submitted.document_date or self._submitted.received,
            **values,
        )
        ref = writer.create(obstacle, {field: row.cells.get(key) for key, field in _OWN.items()})
        self._create_ask(ref, row, writer)
        return ref

    def _create_ask(self, ref: Ref, row: ParsedRow, writer: Writer) -> None:
        content = text_of(row, "proposal")
        if content:
            ask = Recommendation(obstacle=ref.uid, ordinal=1, content=content, **self._addressees(row))
            writer.create(ask, {field: row.cells.get(key) for key, field in _ASK.items()})

    def update(self, uid: str, fields: frozenset[str], row: ParsedRow, writer: Writer) -> None:
        """Changed fields of the obstacle and of its first recommendation."""
        record = self._linked.obstacles[uid]
        own = frozenset(fields & _OWN.keys())
        if own:
            values = self._values(row, own)
            if "issue" in own:
                values["title"] = first_sentence(text_of(row, "issue") or "")
            writer.update(record, values, {_OWN[key]: row.cells.get(key) for key in own})
        asked = fields & _ASK.keys()
        ask = self._ask(uid)
        if asked and ask is None:
            self._create_ask(record.ref, row, writer)
        elif asked and ask is not None:
            changed: dict[str, Any] = {}
            if "proposal" in asked:
                changed["content"] = text_of(row, "proposal")
            if "authority" in asked:
                changed |= self._addressees(row)
            writer.update(ask, changed, {_ASK[key]: row.cells.get(key) for key in asked})

    def _addressees(self, row: ParsedRow) -> dict[str, Any]:
        cell = row.cells.get("authority")
        return {"addressees": known_keys(cell, self._known), "addressee_text": unknown_words(cell, self._known)}

    def _values(self, row: ParsedRow, fields: frozenset[str]) -> dict[str, Any]:
        cells = row.cells
        own: dict[str, Any] = {
            "provinces": known_keys(cells.get("provinces"), self._known),
            "raised_date": day_of(cells.get("raised_date")),
            "deadline": day_of(cells.get("deadline")),
        }
        made = {_OWN[key]: own[key] if key in own else text_of(row, key) for key in fields}
        if "raised_date" in fields:
            made["raised_text"] = words_of(cells.get("raised_date"))
        if "deadline" in fields:
            made["requested_due_text"] = words_of(cells.get("deadline"))
        if "agreement" in fields:
            made["agreement"] = self._agreement(text_of(row, "agreement"))
        return made

    @cached_property
    def _agreements(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for uid, record in self._linked.agreements.items():
            if record.values.number:
                found[doc_key(record.values.number)].append(uid)
        return found

    def _agreement(self, words: str | None) -> str | None:
        """The stored agreement that a cited number names, when it names just one."""
        found = self._agreements.get(doc_key(words), []) if words else []
        return found[0] if len(found) == 1 else None
