"""Ghi văn bản trả lời: one document, every item that waits for that body, and the effect said before saving."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.commands import Handlers
from ui.context import Context, Page
from ui.forms.autosave import Autosave
from ui.preferences import PreferenceBook
from ui.shell import sizes
from ui.shell.page_header import PageHeader
from ui.shell.taking_back import take_back
from ui.theme.metrics import px
from ui.views.answer_effect import EffectBar
from ui.views.answer_list import Group, WaitingList
from ui.views.answer_paper import AnswerPaper
from ui.views.answer_rows import Choices, Item
from ui.views.issue_words import by_field, words_of
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.cards import ScrollBody
from ui.widgets.labels import Line
from workbench.domain.states import escalation_status
from workbench.messages import text
from workbench.records.changes import ChangeSummary
from workbench.services.answering import (
    AnswerDraft,
    AnswerLine,
    AnswerProposal,
    propose,
    waiting_items,
)
from workbench.services.linked import ItemView, Linked
from workbench.services.workbench import Outcome
from workbench.values.dates import format_date, parse_entry
from workbench.values.sorting import sort_key

_LOOK_MS = 150


@dataclass(frozen=True, slots=True)
class Done:
    """What writing came to: nothing written when `outcome` is None."""

    proposal: AnswerProposal
    linked: Linked
    outcome: Outcome | None


class AnswerPage(Page):
    """Parameters: `escalations` (ids whose items the document answers)."""

    key = "answer"
    nav = "answers"
    handlers_changed = Signal()

    def __init__(self, context: Context, book: PreferenceBook) -> None:
        super().__init__(context)
        self._linked = context.registers.linked()
        self._sender, self._everybody = "", False
        self._touched = self._tried = False
        self._day = context.workbench.clock.today()  # that is offered as the one of receipt
        self._asked = 0
        self._groups: dict[str, list[ItemView]] = {}
        self._compact: bool | None = None
        self.proposal: AnswerProposal | None = None
        self.header = PageHeader(text("answer.title"), text("answer.note"))
        self.cancel = Button(text("answer.cancel"), "quiet")
        self.enter = Button(text("answer.save"), "primary", "check")
        self.banner = Banner("info", "", closable=True)
        self.paper = AnswerPaper(context, self._linked, self._owing())
        self.list = WaitingList()
        self.effect = EffectBar()
        own = context.workbench.database.key
        self.autosave = Autosave(book.folder, context.path, self.key, self._to_keep, self, own)
        self._lay_out()
        self._listen()
        self._restore()

    # building

    def _lay_out(self) -> None:
        self.header.acts.addWidget(self.cancel)
        self.header.acts.addWidget(self.enter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(Line())
        self._room = ScrollBody()  # only where the window is lower than the parts at their least
        inner = self._room.widget()
        assert inner is not None
        inner.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._inner = self._room.body
        self._inner.addWidget(self.banner)
        self._inner.addWidget(self.paper)
        self._inner.addWidget(self.list, 1)
        self._inner.addWidget(self.effect)
        column.addWidget(self._room, 1)
        self.banner.hide()
        self.effect.hide()

    def _listen(self) -> None:
        self._timer = QTimer(self, singleShot=True, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self.paper.changed.connect(self._entered_something)
        self.paper.sender_chosen.connect(self._choose_sender)
        self.list.changed.connect(self._entered_something)
        self.list.all_wanted.connect(self._turn_everybody)
        self.list.body_chosen.connect(self._take_offered)
        self.effect.close_turned.connect(self.look)
        self.cancel.clicked.connect(self._cancel)
        self.enter.clicked.connect(self.save)
        self.context.events.changed.connect(self._changed)
        self.context.events.day_changed.connect(self._day_changed)
        for keys in ("Ctrl+S", "Ctrl+Return"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.save)

    def _owing(self) -> list[str]:
        """Bodies that owe an answer, in order of name."""
        names = self._linked.names
        owing = {self._linked.escalations[uid].values.to_organization for uid in waiting_items(self._linked)}
        found = [uid for uid in owing if uid in names.organizations]
        return sorted(found, key=lambda uid: sort_key(names.organization(uid)))

    # visits

    def open(self, **params: Any) -> None:
        """Begin with the items of some escalations, or show what is half entered."""
        self._linked = self.context.registers.linked()
        self.paper.offer(self._linked, self._owing())
        uids = [uid for uid in params.get("escalations", ()) if uid in waiting_items(self._linked)]
        if uids and not (self._touched and self.list.ticked()):
            self._begin(self._linked.escalations[uids[0]].values.to_organization or "")
            self._tick(uids)
        elif uids:
            self._everybody = self._everybody or any(uid not in self._groups for uid in uids)
            self._show_groups()
            self._tick(uids)
        elif not self._sender and not self._touched:
            owing = self._owing()
            self._begin(owing[0] if len(owing) == 1 else "")
        else:
            self._show_groups()
        self.look()

    def _begin(self, sender: str) -> None:
        self._sender, self._everybody = sender, False
        self._touched = self._tried = False
        self.banner.hide()
        self._day = self.context.workbench.clock.today()
        self.paper.show_entered({"received_date": self._day}, sender)
        self._show_groups({})

    def _tick(self, escalations: list[str]) -> None:
        uids = [view.item.uid for uid in escalations for view in self._groups.get(uid, [])]
        self.list.tick(uids)

    def state(self) -> dict[str, Any]:
        """The page keeps what is half entered; coming back shows it."""
        self.autosave.keep()
        return {"kept": True}

    def first_focus(self) -> QWidget | None:
        """What is missing first."""
        return self.paper.number if self._sender else self.paper.from_whom

    def panes(self) -> list[QWidget]:
        """Parts that F6 goes through."""
        return [self.paper, self.list, self.effect]

    def handlers(self) -> Handlers:
        """Nothing beyond what the window does."""
        return {}

    # half-entered work

    def _to_keep(self) -> dict[str, Any] | None:
        draft = self.draft()
        if not self._touched or not (draft.lines or draft.number):
            return None
        lines = [{f.name: _plain(getattr(line, f.name)) for f in fields(AnswerLine)} for line in draft.lines]
        return {
            "sender": self._sender,
            "number": draft.number,
            "subject": draft.subject,
            "document_date": _plain(draft.document_date),
            "received_date": _plain(draft.received_date),
            "lines": lines,
        }

    def _restore(self) -> None:
        kept = self.autosave.kept()
        if not kept:
            return
        try:
            values = {k: kept[k] for k in ("number", "subject", "document_date", "received_date")}
            lines = [_line_of(line) for line in kept["lines"]]
            sender = str(kept["sender"])
            for key in ("document_date", "received_date"):
                values[key] = date.fromisoformat(values[key]) if values[key] else None
        except (KeyError, TypeError, ValueError):
            self.autosave.drop()
            return
        waiting = {v.item.uid for views in waiting_items(self._linked).values() for v in views}
        self._sender = sender
        self.paper.show_entered(values, sender)
        held = {line.item: line for line in lines if line.item in waiting}
        own = {v.item.uid for views in waiting_items(self._linked, sender).values() for v in views}
        self._everybody = not set(held) <= own
        self._show_groups(held)
        self._touched = True
        self._say("info", text("answer.restored"), text("answer.drop"))
        self.banner.acted.connect(self.drop, Qt.ConnectionType.SingleShotConnection)

    def drop(self) -> None:
        """Forget what is half entered."""
        self.autosave.drop()
        self._begin("")
        self.look()

    def _cancel(self) -> None:
        def answered(key: str) -> None:
            if key == "drop":
                self.drop()
                self.context.shell.go("answers")

        if not self._touched:
            answered("drop")
            return
        actions = [("stay", text("entry.stay")), ("drop", text("entry.drop"))]
        self.context.shell.ask(text("answer.drop_question"), text("answer.drop_detail"), actions, answered)

    # entering

    def _choose_sender(self, uid: str) -> None:
        self._sender = uid
        self._everybody = False
        self._touched = True
        self._show_groups()
        self.look()

    def _take_offered(self, uid: str) -> None:
        self.paper.set_sender(uid)
        self._choose_sender(uid)
        self.paper.number.setFocus()

    def _turn_everybody(self) -> None:
        self._everybody = not self._everybody
        self._show_groups()
        self.look()

    def _entered_something(self) -> None:
        self._touched = True
        self.autosave.touch()
        self._timer.start()

    def draft(self) -> AnswerDraft:
        """Everything as entered."""
        return self.paper.entered(AnswerDraft(lines=self.list.lines(), close=self.effect.closes()))

    # the list

    def _show_groups(self, kept: Mapping[str, AnswerLine] | None = None) -> None:
        linked = self._linked
        held = {line.item: line for line in self.list.lines()} if kept is None else kept
        wanted = None if self._everybody else self._sender
        self._groups = waiting_items(linked, wanted) if wanted is None or wanted else {}
        groups = [
            Group(uid, linked.escalations[uid].values.code, tuple(self._item(v) for v in views))
            for uid, views in self._groups.items()
        ]
        bodies = sorted(
            ((str(r.values.name), uid) for uid, r in linked.names.organizations.items()),
            key=lambda entry: sort_key(entry[0]),
        )
        calendar, today = linked.calendar, linked.today
        choices = Choices(bodies, lambda s: parse_entry(s, today, calendar.add_working_days), today)
        shown = {view.item.uid for views in self._groups.values() for view in views}
        self.list.show_groups(groups, choices, {uid: line for uid, line in held.items() if uid in shown})
        self._head_list()

    def _head_list(self) -> None:
        name = self._linked.names.organization(self._sender)
        key = "answer.waiting_all" if self._everybody else "answer.waiting_at" if name else "answer.waiting_none"
        self.list.title.setText(text(key, name=name))
        number = sum(map(len, self._groups.values()))
        self.list.note.setText(text("answer.waiting_note", n=len(self._groups), items=number) if number else "")
        offered = [] if name else [(uid, self._owing_words(uid)) for uid in self._owing()]
        self.list.offer_bodies(offered)
        words = "answer.nothing_waits" if name else "answer.name_sender" if offered else "answer.nobody_owes"
        self.list.nothing.setText(text(words, name=name))
        self.list.everybody.setText(text("answer.own_body" if self._everybody else "answer.all_bodies"))
        self.list.everybody.updateGeometry()

    def _owing_words(self, uid: str) -> str:
        name = self._linked.names.organization(uid)
        return text("answer.owing", name=name, n=len(waiting_items(self._linked, uid)))

    def _item(self, view: ItemView) -> Item:
        linked = self._linked
        ask = linked.recommendations[view.item.values.recommendation].values
        obstacle = linked.obstacles[ask.obstacle].values
        several = len(linked.asks.get(ask.obstacle, [])) > 1
        title = ask.content if several else obstacle.title or obstacle.content
        meta = " · ".join(filter(None, (obstacle.code, linked.names.locality_list(obstacle.localities))))
        return Item(view.item.uid, title, meta)

    def _group_note(self, uid: str, draft: AnswerDraft, spoken: set[str]) -> str:
        linked, values = self._linked, self._linked.escalations[uid].values
        parts = [linked.names.organization(values.to_organization)] if self._everybody else []
        if values.sent_date:
            parts.append(text("answer.group_sent", date=format_date(values.sent_date)))
        due = linked.effective_due(uid)
        if due:
            parts.append(text("answer.group_due", date=format_date(due)))
        if not spoken:
            parts.append(text("answer.group_untouched"))
        elif draft.received_date and values.sent_date:
            n = linked.calendar.working_days_between(values.sent_date, draft.received_date)
            parts.append(text("answer.group_after", n=max(0, n)))
            late = linked.due(due, draft.received_date)
            parts += [text("answer.group_late", n=late.days)] if late.state == "missed" else []
        return " · ".join(parts)

    # what follows

    def look(self) -> None:
        """Ask what saving would do; an answer overtaken by a newer question is dropped."""
        self._timer.stop()
        self._asked += 1
        asked, draft, registers = self._asked, self.draft(), self.context.registers

        def work(_: object) -> tuple[AnswerProposal, Linked]:
            linked = registers.linked()
            return propose(registers.workbench, draft, linked), linked

        task = self.context.run(work)
        task.done.connect(lambda found: self._show(found[0], found[1], draft) if asked == self._asked else None)
        task.start()

    def _show(self, proposal: AnswerProposal, linked: Linked, draft: AnswerDraft) -> None:
        self.proposal, self._linked = proposal, linked
        spoken = {line.item for line in draft.lines}
        for uid, head in self.list.heads.items():
            own = {view.item.uid for view in self._groups.get(uid, [])} & spoken
            head.show_note(self._group_note(uid, draft, own), not own)
        chosen = {line.item for line in draft.lines if line.answer_class}
        partial = {line.item for line in draft.lines if line.answer_class == "partial"}
        for uid, row in self.list.rows.items():
            state = proposal.after.get(uid, "") if uid in chosen else ""
            row.show_status("part" if uid in partial else escalation_status(state, []) if state else "")
            row.show_problem(text("answer.choose_class") if self._tried and uid in spoken - chosen else "")
        self.effect.show_effect(proposal.effect)
        self.effect.setVisible(bool(spoken))
        self._name_button(proposal)
        self.paper.show_problems(by_field(proposal.issues), self._tried)

    def _name_button(self, proposal: AnswerProposal) -> None:
        number = len(proposal.effect.settled)
        key = "answer.save_close" if self.effect.closes() else "answer.save_settle"
        self.enter.setText(text(key, n=number) if number else text("answer.save"))
        self.enter.updateGeometry()

    def _day_changed(self) -> None:
        """A document of which neither number nor subject is entered yet is received on the new day; one typed stays."""
        draft, day, self._day = self.draft(), self._day, self.context.workbench.clock.today()
        if not (draft.number or draft.subject) and draft.received_date == day:
            self.paper.received.set_value(self._day)
            self.look()

    def _changed(self, _: ChangeSummary) -> None:
        if self.isVisible():
            self._linked = self.context.registers.linked()
            self._show_groups()
            self.look()

    # writing

    def save(self) -> None:
        """Record the answer, as one act."""
        self._timer.stop()
        self.list.complete()
        draft, registers = self.draft(), self.context.registers

        def work(_: object) -> Done:
            linked = registers.linked()
            found = propose(registers.workbench, draft, linked)
            return Done(found, linked, None if found.blocked else registers.workbench.commit(found.act))

        task = self.context.run(work)
        task.done.connect(lambda done: self._saved(done, draft))
        task.start()

    def _saved(self, done: Done, draft: AnswerDraft) -> None:
        if done.outcome is None:
            self._asked += 1
            self._tried = True
            self._show(done.proposal, done.linked, draft)
            self._refuse(done.proposal)
            return
        uid = next(ref.uid for ref in done.outcome.summary.created if ref.entity == "answer")
        number = done.outcome.act.number
        self.autosave.drop()
        self._linked = self.context.registers.linked()
        self._begin("")
        self.context.tell(done.outcome.summary)
        self.context.shell.go("answers", view="all", uid=uid)
        words = text("answer.saved", code=done.proposal.code)
        self.context.shell.toast(words, text("entry.undo"), lambda: take_back(self.context, number))

    def _refuse(self, proposal: AnswerProposal) -> None:
        """Say at the top what stands in the way, and go to the first of it."""
        stops = [issue for issue in proposal.issues if issue.severity == "stop"]
        self._say("error", " ".join(dict.fromkeys(map(words_of, stops))))
        field = self.paper.fields.get(stops[0].field)
        if field is not None:
            field.editor.setFocus()
        elif self.list.rows:
            open_rows = [r for r in self.list.rows.values() if r.box.isChecked() and not r.outcome.value()]
            (open_rows or list(self.list.rows.values()))[0].outcome.setFocus()

    def _say(self, kind: Any, words: str, action: str = "") -> None:
        self.banner.show_message(kind, words, action)

    # room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        compact = bool(sizes.is_compact(self))
        if compact != self._compact:
            self._compact = compact
            side = px(16 if compact else 24)
            gap = px(8 if compact else 12)
            self._inner.setContentsMargins(side, gap, side, gap)
            self._inner.setSpacing(gap)
            for part in (self.paper, self.list, self.effect):
                part.set_compact(compact)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _line_of(found: Mapping[str, Any]) -> AnswerLine:
    day = found["roadmap_date"]
    values = {**found, "cooperators": tuple(found["cooperators"])}
    values["roadmap_date"] = date.fromisoformat(day) if day else None
    return AnswerLine(**values)
