"""Form B03, results of recommendations, and the escalations and answers of the record.

A row is one recommendation in one letter to one body. Rows of the same letter become items of one escalation,
rows answered by the same document one answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from workbench.domain.documents import Document
from workbench.domain.escalations import Answer, AnswerItem, Escalation, EscalationItem
from workbench.domain.obstacles import Obstacle, Recommendation
from workbench.domain.states import obstacle_state_after
from workbench.exchange.recognised import ParsedRow
from workbench.records.record import Record, Ref
from workbench.services.importing.adapter import Candidate, Place, Submitted
from workbench.services.importing.b03_matching import ResultMatching
from workbench.services.importing.b03_unsent import UnsentAsks
from workbench.services.importing.cells import (
    Incoming,
    day_of,
    iso_of,
    known_keys,
    said,
    text_of,
    unknown_words,
    words_of,
)
from workbench.services.importing.writer import Writer
from workbench.services.linked import ItemView, Linked
from workbench.values.codes import doc_key
from workbench.values.periods import Period
from workbench.values.text import first_sentence, squash

# status of the form -> state of the item, class of the answer
_MEANING = {
    "solved": ("resolved", "resolved"),
    "partial": ("processing", "partial"),
    "in_progress": ("processing", "in_progress"),
    "explained": ("explained", "explained"),
    "rejected": ("explained", "rejected"),
    "returned": ("returned", "returned"),
    "not_competent": ("forwarded", "forwarded"),
    "no_reply": ("sent", "in_progress"),
}
_MADE_OF = ("escalation_item", "escalation", "recommendation", "obstacle", "document", "answer", "answer_item",
            "organization", "locality")  # fmt: skip
T = TypeVar("T")
_STATUS_OF_CLASS = {cls: status for status, (_, cls) in _MEANING.items() if status != "no_reply"}


class ResultForm:
    """B03 against the stored escalation items."""

    form, entity, register = "B03", "escalation_item", "escalations"
    fixed: frozenset[str] = frozenset()

    def __init__(self, linked: Linked, submitted: Submitted) -> None:
        self._linked = linked
        self._submitted = submitted
        self._known = linked.names.known
        self._unsent = self._kept(f"unsent.{submitted.sender}", lambda: UnsentAsks(linked, submitted.sender))
        self._matching = self._kept("results", lambda: ResultMatching(linked, self.stored, self.row_code))
        self._asks: dict[str, list[str]] = defaultdict(list)
        for uid, ask in linked.recommendations.items():
            self._asks[squash(ask.values.content)].append(uid)

    def _kept(self, what: str, make: Callable[[], T]) -> T:
        """From one comparison to the next, until something it speaks of has changed."""
        return self._linked.repository.derived(f"import.{what}", _MADE_OF, make)

    def candidates(self, row: ParsedRow, values: Incoming) -> Iterable[Candidate]:
        """By a code of ours that it cites; else by its letter and words; what is only alike is to be asked. What no
        letter carries yet is looked for last."""
        found = tuple(self._matching.candidates(values, self._submitted.sender))
        return found or self._unsent.candidates(values)

    def ref(self, uid: str) -> Ref:
        """Name of the record."""
        return Ref("recommendation" if uid in self._unsent else self.entity, uid)

    def stored(self, uid: str) -> Mapping[str, Any]:
        """The item with its letter and its newest answer, by form field."""
        if uid in self._unsent:
            return self._unsent.stored(uid)
        view = self._linked.items[uid]
        escalation = view.escalation.values
        sent = self._linked.document(escalation.document)
        reply = self._linked.document(view.answer.values.document) if view.answer else None
        said = view.answer_item.values if view.answer_item else None
        ask = self._linked.recommendations[view.item.values.recommendation]
        item = view.item.values
        made: dict[str, Any] = {
            "recommendation": ask.values.content,
            "sent_no": sent.values.full_number if sent else None,
            "sent_date": iso_of(escalation.sent_date, sent.values.date_text if sent else None),
            "authority": _addressees(ask.values, escalation.to_organization),
            "reply_no": reply.values.full_number if reply else None,
            "reply_date": iso_of(reply.values.issued_date, reply.values.date_text) if reply else None,
            "reply": said.extract if said else item.state_reason,
            "status": _status(item.state, said.answer_class if said else None),
            "due": iso_of(said.roadmap_date, said.roadmap_text) if said else iso_of(item.due_date, item.due_text),
            "note": item.note,
        }
        return {key: value for key, value in made.items() if value not in (None, "", ())}

    def places(self, uid: str) -> Mapping[str, Place]:
        """Where its fields are stored."""
        if uid in self._unsent:
            return self._unsent.places(uid)
        view = self._linked.items[uid]
        item, escalation = view.item, view.escalation
        made = {
            "recommendation": Place(Ref("recommendation", item.values.recommendation), "content"),
            "sent_date": Place(escalation.ref, "sent_date"),
            "authority": Place(escalation.ref, "to_organization"),
            "status": Place(item.ref, "state"),
            "note": Place(item.ref, "note"),
        }
        if escalation.values.document:
            made["sent_no"] = Place(Ref("document", escalation.values.document), "full_number")
        if view.answer_item is None or view.answer is None:
            return made | {"reply": Place(item.ref, "state_reason"), "due": Place(item.ref, "due_date")}
        made |= {
            "reply": Place(view.answer_item.ref, "extract"),
            "due": Place(view.answer_item.ref, "roadmap_date"),
        }
        paper = Ref("document", view.answer.values.document)
        return made | {"reply_no": Place(paper, "full_number"), "reply_date": Place(paper, "issued_date")}

    def name(self, uid: str) -> tuple[str, str]:
        """Code of the escalation, of the obstacle where there is none yet, and the words of the recommendation."""
        if uid in self._unsent:
            return self._unsent.name(uid)
        view = self._linked.items[uid]
        ask = self._linked.recommendations[view.item.values.recommendation]
        return view.escalation.values.code, first_sentence(ask.values.content)

    def held(self, locality: str | None, period: Period | None) -> list[str]:
        """Items sent for the member: those that wait, and those sent or answered in the period."""
        first, last = period.window() if period else (None, None)

        def now(day: date | None) -> bool:
            return day is not None and first is not None and last is not None and first <= day <= last

        def fits(view: ItemView) -> bool:
            obstacle = self._obstacle_of(view)
            if locality is not None and obstacle.values.reported_by != locality:
                return False
            if view.state in ("draft", "for_signature", "withdrawn"):
                return False
            answered = view.answer.values.received_date if view.answer else None
            return view.waiting or now(view.escalation.values.sent_date) or now(answered)

        found = [uid for uid, view in self._linked.items.items() if fits(view)]
        return sorted(found, key=lambda uid: self._place(uid))

    def _obstacle_of(self, view: ItemView) -> Record[Any]:
        ask = self._linked.recommendations[view.item.values.recommendation]
        return self._linked.obstacles[ask.values.obstacle]

    def _place(self, uid: str) -> tuple[str, int, str]:
        view = self._linked.items[uid]
        return view.escalation.values.code, view.item.values.ordinal or 0, uid

    def row_code(self, uid: str) -> str:
        """Code of the escalation, and which of its items it is: `KN-2026-003/2`."""
        return self._codes[uid]

    def of_code(self, code: str) -> str | None:
        """The item of that code."""
        return self._of_codes.get(code)

    @cached_property
    def _codes(self) -> Mapping[str, str]:
        made: dict[str, str] = {}
        counts: dict[str, int] = defaultdict(int)
        for uid in sorted(self._linked.items, key=self._place):
            escalation = self._linked.items[uid].escalation.values.code
            counts[escalation] += 1
            made[uid] = f"{escalation}/{counts[escalation]}"
        return made

    @cached_property
    def _of_codes(self) -> Mapping[str, str]:
        return {code: uid for uid, code in self._codes.items()}

    def revision(self, uid: str) -> int:
        """The newest of the item, its letter, its answer and their papers."""
        view = self._linked.items[uid]
        papers = [self._linked.document(view.escalation.values.document)]
        if view.answer is not None:
            papers.append(self._linked.document(view.answer.values.document))
        ask = self._linked.recommendations[view.item.values.recommendation]
        held = (view.item, view.escalation, view.answer_item, view.answer, ask, *papers)
        return max(record.revision for record in held if record is not None)

    # writing

    def doubts(self, row: ParsedRow) -> tuple[str, ...]:
        """None."""
        return ()

    def create(self, row: ParsedRow, writer: Writer) -> Ref:
        """A new item: with its letter, answer and obstacle where the record has none yet."""
        return self._sent(self._ask(row, writer), row, writer)

    def _sent(self, ask: Ref, row: ParsedRow, writer: Writer) -> Ref:
        """A recommendation in its letter, with the answer to it."""
        escalation = self._escalation(row, writer)
        reply = self._has_reply(row)
        state = _meaning(row)[0]
        due = None if reply else row.cells.get("due")
        item = EscalationItem(
            escalation=escalation.uid,
            recommendation=ask.uid,
            ordinal=row.row,
            state=state,
            state_reason=None if reply else text_of(row, "reply"),
            due_date=day_of(due),
            due_text=words_of(due),
            note=text_of(row, "note"),
        )
        cells = {"state": row.cells.get("status"), "note": row.cells.get("note"), "due_date": due}
        if not reply:
            cells["state_reason"] = row.cells.get("reply")
        ref = writer.create(item, cells)
        if reply:
            self._answer_item(row, writer, ref)
        self._settle(ask, state, writer)
        return ref

    def _has_reply(self, row: ParsedRow) -> bool:
        """Whether the row tells of an answer; a class that the state cannot show needs one to be kept."""
        named = text_of(row, "reply_no") or day_of(row.cells.get("reply_date"))
        return bool(named) or row.value("status") in ("partial", "rejected")

    def _ask(self, row: ParsedRow, writer: Writer) -> Ref:
        content = text_of(row, "recommendation") or ""
        for uid in self._asks.get(squash(content), ()):
            obstacle = self._linked.obstacles[self._linked.recommendations[uid].values.obstacle]
            if obstacle.values.reported_by == self._submitted.sender:
                return Ref("recommendation", uid)
        obstacle_ref = writer.create(
            Obstacle(
                code=writer.codes.next("obstacle"),
                title=first_sentence(content),
                content=content,
                localities=(self._submitted.sender,) if self._submitted.sender else (),
                reported_by=self._submitted.sender,
                reporter=self._submitted.sender_name or None,
                period=self._submitted.period,
                reported_date=day_of(row.cells.get("sent_date")),
                state="escalated",
                in_authority="beyond",
            ),
            {"content": row.cells.get("recommendation")},
        )
        authority = row.cells.get("authority")
        ask = Recommendation(
            obstacle=obstacle_ref.uid,
            ordinal=1,
            content=content,
            addressees=known_keys(authority, self._known),
            addressee_text=unknown_words(authority, self._known),
        )
        return writer.create(ask, {"content": row.cells.get("recommendation"), "addressees": authority})

    def _escalation(self, row: ParsedRow, writer: Writer) -> Ref:
        number, sent = text_of(row, "sent_no"), row.cells.get("sent_date")
        to = next(iter(known_keys(row.cells.get("authority"), self._known)), None)
        key = ("escalation", doc_key(number or ""), str(day_of(sent)), to or "", self._submitted.sender or "")
        if number and key in writer.shared:
            return writer.shared[key]
        found = self._stored_escalation(number, to) if number else None
        if found is None:
            found = self._new_escalation(row, writer, number, to)
        writer.shared[key] = found
        return found

    def _stored_escalation(self, number: str, to: str | None) -> Ref | None:
        for uid, record in self._linked.escalations.items():
            paper = self._linked.document(record.values.document)
            same = paper is not None and doc_key(paper.values.full_number or "") == doc_key(number)
            if same and record.values.to_organization == to and self._reported_here(uid):
                return record.ref
        return None

    def _reported_here(self, escalation: str) -> bool:
        obstacles = self._linked.escalation_obstacles(escalation)
        return any(o.values.reported_by == self._submitted.sender for o in obstacles)

    def _new_escalation(self, row: ParsedRow, writer: Writer, number: str | None, to: str | None) -> Ref:
        sent = row.cells.get("sent_date")
        paper = writer.create(
            Document(
                direction="out",
                full_number=number,
                number_key=doc_key(number) if number else None,
                issued_date=day_of(sent),
                date_text=words_of(sent),
                issuer_text=self._submitted.sender_name or None,
                status="in_force",
            ),
            {"full_number": row.cells.get("sent_no"), "issued_date": sent},
        )
        body = self._linked.names.organizations.get(to or "")
        escalation = Escalation(
            code=writer.codes.next("escalation"),
            document=paper.uid,
            subject=first_sentence(text_of(row, "recommendation") or ""),
            to_organization=to,
            level=body.values.level if body else None,
            sent_date=day_of(sent),
            due_rule="none",
        )
        return writer.create(escalation, {"to_organization": row.cells.get("authority"), "sent_date": sent})

    def _answer_item(self, row: ParsedRow, writer: Writer, item: Ref) -> None:
        due = row.cells.get("due")
        said = AnswerItem(
            answer=self._answer(row, writer).uid,
            escalation_item=item.uid,
            answer_class=_meaning(row)[1],
            extract=text_of(row, "reply"),
            roadmap_date=day_of(due),
            roadmap_text=words_of(due),
            satisfied="unrated",
        )
        writer.create(said, {"extract": row.cells.get("reply"), "roadmap_date": due})

    def _answer(self, row: ParsedRow, writer: Writer) -> Ref:
        number, day = text_of(row, "reply_no"), day_of(row.cells.get("reply_date"))
        sender = next(iter(known_keys(row.cells.get("authority"), self._known)), None)
        key = ("answer", doc_key(number or ""), str(day), sender or "")
        if key in writer.shared:
            return writer.shared[key]
        found = self._stored_answer(number, sender) if number else None
        if found is None:
            paper = writer.create(
                Document(
                    direction="in",
                    full_number=number,
                    number_key=doc_key(number) if number else None,
                    issued_date=day,
                    date_text=words_of(row.cells.get("reply_date")),
                    issuer=sender,
                    status="in_force",
                ),
                {"full_number": row.cells.get("reply_no"), "issued_date": row.cells.get("reply_date")},
            )
            answer = Answer(
                code=writer.codes.next("answer"),
                document=paper.uid,
                from_organization=sender,
                received_date=day,
                summary=first_sentence(text_of(row, "reply") or ""),
            )
            found = writer.create(answer, {"received_date": row.cells.get("reply_date")})
        writer.shared[key] = found
        return found

    def _stored_answer(self, number: str, sender: str | None) -> Ref | None:
        for record in self._linked.answers.values():
            paper = self._linked.document(record.values.document)
            same = paper is not None and doc_key(paper.values.full_number or "") == doc_key(number)
            if same and record.values.from_organization == sender:
                return record.ref
        return None

    def _settle(self, ask: Ref, state: str, writer: Writer) -> None:
        """The obstacle follows the newest state of its asks."""
        made = writer.made(ask)
        if made is not None:
            obstacle = Ref("obstacle", made.obstacle)
            writer.set(obstacle, state=obstacle_state_after("escalated", [state]))
            return
        stored = self._linked.recommendations[ask.uid]
        record = self._linked.obstacles[stored.values.obstacle]
        states = [
            state if other.uid == ask.uid else self._newest(other) for other in self._linked.asks.get(record.uid, [])
        ]
        before = record.values.state
        base = "escalated" if before in ("new", "classified", "local") else before
        writer.set(record.ref, state=obstacle_state_after(base, states))

    def _newest(self, ask: Record[Any]) -> str:
        views = self._linked.items_of_recommendation.get(ask.uid, [])
        return views[-1].state if views else "draft"

    def update(self, uid: str, fields: frozenset[str], row: ParsedRow, writer: Writer) -> None:
        """Changed fields of the item, its letter and its answer; a first answer is added, a first letter too."""
        if uid in self._unsent:
            ask = self._linked.recommendations[uid]
            if "recommendation" in fields:
                words = {"content": text_of(row, "recommendation")}
                writer.update(ask, words, {"content": row.cells.get("recommendation")})
            self._sent(ask.ref, row, writer)
            return
        view = self._linked.items[uid]
        state = _meaning(row)[0] if "status" in fields else view.state
        self._update_item(view, fields, row, writer, state)
        self._update_letter(view, fields, row, writer)
        if view.answer_item is None and self._has_reply(row):
            self._answer_item(row, writer, view.item.ref)
        elif view.answer_item is not None:
            self._update_answer(view, fields, row, writer)
        if state != view.state:
            self._settle(Ref("recommendation", view.item.values.recommendation), state, writer)

    def _update_item(self, view: ItemView, fields: frozenset[str], row: ParsedRow, writer: Writer, state: str) -> None:
        values: dict[str, Any] = {}
        if "status" in fields:
            values["state"] = state
        if "note" in fields:
            values["note"] = text_of(row, "note")
        if view.answer_item is None and not self._has_reply(row):
            if "reply" in fields:
                values["state_reason"] = text_of(row, "reply")
            if "due" in fields:
                due = row.cells.get("due")
                values |= {"due_date": day_of(due), "due_text": words_of(due)}
        if values:
            named = {"status": "state", "note": "note", "reply": "state_reason", "due": "due_date"}
            cells = {named[key]: row.cells.get(key) for key in fields & named.keys()}
            writer.update(view.item, values, cells)

    def _update_letter(self, view: ItemView, fields: frozenset[str], row: ParsedRow, writer: Writer) -> None:
        if "recommendation" in fields:
            ask = self._linked.recommendations[view.item.values.recommendation]
            writer.update(ask, {"content": text_of(row, "recommendation")}, {"content": row.cells.get("recommendation")})
        values: dict[str, Any] = {}
        if "sent_date" in fields:
            values["sent_date"] = day_of(row.cells.get("sent_date"))
        if "authority" in fields:
            values["to_organization"] = next(iter(known_keys(row.cells.get("authority"), self._known)), None)
        if values:
            cells = {"sent_date": row.cells.get("sent_date"), "to_organization": row.cells.get("authority")}
            writer.update(view.escalation, values, {key: cells[key] for key in values})
        paper = self._linked.document(view.escalation.values.document)
        if "sent_no" in fields and paper:
            number = text_of(row, "sent_no")
            values = {"full_number": number, "number_key": doc_key(number or "")}
            writer.update(paper, values, {"full_number": row.cells.get("sent_no")})

    def _update_answer(self, view: ItemView, fields: frozenset[str], row: ParsedRow, writer: Writer) -> None:
        assert view.answer_item is not None and view.answer is not None
        values: dict[str, Any] = {}
        if "status" in fields:
            values["answer_class"] = _meaning(row)[1]
        if "reply" in fields:
            values["extract"] = text_of(row, "reply")
        if "due" in fields:
            due = row.cells.get("due")
            values |= {"roadmap_date": day_of(due), "roadmap_text": words_of(due)}
        if values:
            cells = {"extract": row.cells.get("reply"), "roadmap_date": row.cells.get("due")}
            writer.update(view.answer_item, values, {k: c for k, c in cells.items() if k in values})
        paper = self._linked.document(view.answer.values.document)
        if paper and fields & {"reply_no", "reply_date"}:
            number = text_of(row, "reply_no") or paper.values.full_number
            day = day_of(row.cells.get("reply_date")) or paper.values.issued_date
            changed = {"full_number": number, "number_key": doc_key(number or ""), "issued_date": day}
            cells = {"full_number": row.cells.get("reply_no"), "issued_date": row.cells.get("reply_date")}
            writer.update(paper, changed, cells)


def _addressees(ask: Any, to: str | None) -> tuple[str, ...]:
    """All bodies that the ask names when the letter went to one of them; else just where the letter went."""
    unknown = tuple(filter(None, (ask.addressee_text or "").split("; ")))
    named = (*ask.addressees, *unknown)
    return named if to is None or to in ask.addressees else (to,)


def _meaning(row: ParsedRow) -> tuple[str, str]:
    """State of the item and class of the answer that the row's status stands for."""
    return _MEANING.get(str(row.value("status")), _MEANING["no_reply"])


def _status(state: str, answer_class: str | None) -> str | None:
    """The form's status for an item: by its answer where there is one that fits its state."""
    status = _STATUS_OF_CLASS.get(answer_class or "")
    if status and _MEANING[status][0] == state:
        return status
    return str(said("status", state))
