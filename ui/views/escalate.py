"""Lập kiến nghị: obstacles, authority, paper and deadline, and the letter, on one page.

The page holds what was entered; all that follows comes from `composing.composed`, asked after every change.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.commands import Handlers
from ui.context import Context, Page
from ui.forms.autosave import Autosave
from ui.forms.record_pick import Entry
from ui.preferences import PreferenceBook
from ui.shell import sizes
from ui.shell.page_header import PageHeader
from ui.theme.metrics import px
from ui.views.escalate_authority import AuthorityPart
from ui.views.escalate_draft import DraftPane, LetterSheet
from ui.views.escalate_obstacles import ObstacleList, picked_of
from ui.views.escalate_paper import PaperPart
from ui.views.issue_words import by_field, words_of
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.cards import ScrollBody
from ui.widgets.labels import Line
from workbench.messages import text
from workbench.records.changes import ChangeSummary
from workbench.records.issues import Issue
from workbench.services.composing import Composed, Entered, as_plain, composed, entered_of, from_plain
from workbench.services.drafting import letter
from workbench.services.escalating import draft_of
from workbench.services.linked import Linked
from workbench.services.workbench import Outcome

_LEFT, _LEFT_COMPACT, _DRAFT_LEAST, _DRAFT_MOST, _MIDDLE = 280, 300, 320, 520, 466
_LOOK_MS = 150  # after the last change


@dataclass(frozen=True, slots=True)
class Done:
    """What writing came to: nothing written when `outcome` is None."""

    shown: Composed
    linked: Linked
    outcome: Outcome | None


class EscalatePage(Page):
    """Parameters: `obstacles` (ids to put in), `draft` (id of an escalation kept as a draft)."""

    key = "escalate"
    nav = "escalations"
    handlers_changed = Signal()

    def __init__(self, context: Context, book: PreferenceBook) -> None:
        super().__init__(context)
        self._linked = context.registers.linked()
        self._entered = self._fresh()
        self._off: set[str] = set()
        self._touched = False
        self._asked = 0
        self._compact: bool | None = None
        self.shown: Composed | None = None
        own = context.workbench.database.key
        self.autosave = Autosave(book.folder, context.path, self.key, self._to_keep, self, own)
        self.header = PageHeader(text("escalate.title"))
        self.banner = Banner("info", "", closable=True)
        self.banner.hide()
        self.obstacles = ObstacleList(self._offered)
        self.authority = AuthorityPart(self._linked)
        self.paper = PaperPart(lambda: self._linked.calendar, context.workbench.clock.today)
        self.draft = DraftPane(self.paper.fields["subject"])
        self._buttons()
        self._lay_out()
        self._listen()
        self._restore()

    # building

    def _buttons(self) -> None:
        self.turn = Button(text("escalate.part_draft"), icon="eye")
        self.turn.setCheckable(True)
        self.cancel = Button(text("escalate.cancel"), "quiet")
        self.keep = Button(text("escalate.keep"), icon="save")
        self.try_print = Button(text("escalate.try_print"), icon="printer")
        self.enter = Button(text("escalate.enter"), "primary", "check")
        for button in (self.turn, self.cancel, self.keep, self.try_print, self.enter):
            self.header.acts.addWidget(button)
        self.turn.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(Line())
        self._above = QWidget()
        above = QVBoxLayout(self._above)
        above.setContentsMargins(px(24), px(12), px(24), 0)
        above.addWidget(self.banner)
        self._above.hide()
        column.addWidget(self._above)
        row = QHBoxLayout()
        row.setSpacing(0)
        self._left = ScrollBody()
        self._left.body.setContentsMargins(px(24), px(10), px(12), px(16))
        self._left.body.addWidget(self.obstacles)
        self._middle = ScrollBody()
        self._middle.body.setContentsMargins(px(12), px(10), px(12), px(16))
        self._middle.body.setSpacing(px(10))
        self._middle.body.addWidget(self.authority)
        self._middle.body.addWidget(self.paper)
        self._middle.body.addStretch(1)
        self._line = Line(vertical=True)
        row.addWidget(self._left)
        row.addWidget(self._middle, 1)
        row.addWidget(self._line)
        row.addWidget(self.draft)
        column.addLayout(row, 1)

    def _listen(self) -> None:
        self._timer = QTimer(self, singleShot=True, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self.obstacles.turned.connect(self._turn_obstacle)
        self.obstacles.added.connect(lambda uid: self.add([uid]))
        self.obstacles.ask_wanted.connect(self._enter_ask)
        self.authority.chosen.connect(self._choose)
        self.paper.changed.connect(self._paper_changed)
        self.draft.type_chosen.connect(self._choose_type)
        self.turn.toggled.connect(lambda _: self._share_room())
        self.cancel.clicked.connect(self._cancel)
        self.keep.clicked.connect(lambda: self.save(keep=True))
        self.try_print.clicked.connect(self.preview_letter)
        self.enter.clicked.connect(lambda: self.save())
        self.banner.closed.connect(self._above.hide)
        self.context.events.changed.connect(self._changed)
        self.context.events.day_changed.connect(self._day_changed)
        for keys, act in (("Ctrl+S", lambda: self.save(keep=True)), ("Ctrl+Return", self.save)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # visits

    def _fresh(self) -> Entered:
        today = self.context.workbench.clock.today()
        return Entered(document_date=today, sent_date=today)

    def open(self, **params: Any) -> None:
        """Begin with some obstacles, go on with a draft, or show what is half entered."""
        if params.get("draft"):
            self._take(entered_of(draft_of(self.context.registers.linked(), params["draft"])))
        elif params.get("obstacles"):
            wanted = [uid for uid in params["obstacles"] if uid in self.context.registers.linked().obstacles]
            new = [uid for uid in wanted if uid not in self._entered.obstacles]
            if self._touched and self._entered.obstacles and new:
                self.add(new)
                self._say("info", text("escalate.added_to_draft", n=len(new)), text("escalate.begin_anew"))
                self.banner.acted.connect(lambda: self._begin(wanted), Qt.ConnectionType.SingleShotConnection)
            elif new or not self._touched:
                self._begin(wanted)
        self.look()

    def _begin(self, obstacles: list[str]) -> None:
        self._above.hide()
        self._take(replace(self._fresh(), obstacles=tuple(obstacles)), touched=False)

    def _take(self, entered: Entered, touched: bool = True) -> None:
        self._entered, self._touched = entered, touched
        self._off = set()
        self.paper.show_entered(entered)
        self.look()

    def state(self) -> dict[str, Any]:
        """The page keeps what is half entered; coming back shows it."""
        self.autosave.keep()
        return {"kept": True}

    def first_focus(self) -> QWidget | None:
        """What is missing first."""
        return self.obstacles.more if not self._entered.obstacles else self.authority.focus_target()

    def panes(self) -> list[QWidget]:
        """Parts that F6 goes through."""
        return [self.obstacles, self.authority, self.paper, self.draft]

    def handlers(self) -> Handlers:
        """What this page does."""
        return {"print": self.preview_letter}

    # half-entered work

    def _to_keep(self) -> dict[str, Any] | None:
        self.entered()
        return as_plain(self._entered) if self._touched and self._entered.obstacles else None

    def _restore(self) -> None:
        kept = self.autosave.kept()
        entered = from_plain(kept) if kept else None
        if entered is None:
            self.paper.show_entered(self._entered)
            return
        self._take(entered)
        self._say("info", text("escalate.restored"), text("escalate.drop"))
        self.banner.acted.connect(self.drop, Qt.ConnectionType.SingleShotConnection)

    def drop(self) -> None:
        """Forget what is half entered."""
        self.autosave.drop()
        self._begin([])

    def _cancel(self) -> None:
        def answered(key: str) -> None:
            if key == "drop":
                self.drop()
                self.context.shell.go("escalations")

        if not self._touched:
            answered("drop")
            return
        actions = [("stay", text("entry.stay")), ("drop", text("entry.drop"))]
        self.context.shell.ask(text("escalate.drop_question"), text("escalate.drop_detail"), actions, answered)

    # entering

    def add(self, uids: list[str]) -> None:
        """Put more obstacles in."""
        known = self.context.registers.linked().obstacles
        new = [uid for uid in uids if uid in known and uid not in self._entered.obstacles]
        self._off -= set(uids)
        self._change(obstacles=(*self._entered.obstacles, *new))

    def _turn_obstacle(self, uid: str, on: bool) -> None:
        self._off = self._off - {uid} if on else self._off | {uid}
        self._change()

    def _choose(self, uid: str) -> None:
        self._change(to=uid)

    def _choose_type(self, document_type: str) -> None:
        self._change(document_type=document_type)

    def _change(self, **values: Any) -> None:
        self._entered = replace(self._entered, **values)
        self._mark_touched()
        self.look()

    def _paper_changed(self) -> None:
        self._mark_touched()
        self._timer.start()

    def _mark_touched(self) -> None:
        self._touched = True
        self.autosave.touch()

    def _offered(self) -> list[Entry]:
        """Open obstacles that are not in the list yet, newest first."""
        linked = self.context.registers.linked()
        rows = [
            picked_of(linked, uid)
            for uid, record in linked.obstacles.items()
            if linked.obstacle_open(record) and uid not in self._entered.obstacles
        ]
        rows.sort(key=lambda one: one.code, reverse=True)
        return [Entry(one.uid, one.title, " · ".join(filter(None, (one.code, one.places)))) for one in rows]

    def _enter_ask(self, uid: str) -> None:
        from ui.forms.record_form import open_form

        open_form(self, self.context, "obstacle", uid)

    # what follows

    def entered(self) -> Entered:
        """Everything as it stands, obstacles without tick left out."""
        whole = self.paper.entered(self._entered)
        self._entered = whole
        return replace(whole, obstacles=tuple(uid for uid in whole.obstacles if uid not in self._off))

    def look(self) -> None:
        """Ask what follows from what stands here; an answer overtaken by a newer question is dropped."""
        self._timer.stop()
        self._asked += 1
        asked, entered = self._asked, self.entered()
        registers = self.context.registers

        def work(_: object) -> tuple[Composed, Linked]:
            linked = registers.linked()
            return composed(registers.workbench, linked, entered), linked

        task = self.context.run(work)
        task.done.connect(lambda found: self._show(found[0], found[1]) if asked == self._asked else None)
        task.start()

    def _show(self, shown: Composed, linked: Linked) -> None:
        self.shown, self._linked = shown, linked
        issues = shown.proposal.issues if shown.draft.obstacles else ()
        self._show_obstacles(issues)
        self.obstacles.show_hints([(uid, self._hint(uid)) for uid in shown.also])
        self.authority.show_composed(linked, shown, [i for i in issues if i.field == "to_organization"])
        self.paper.show_composed(shown, by_field(issues))
        self.draft.show_letter(shown.letter, shown.draft.document_type)
        number = len(shown.draft.obstacles)
        self.header.set_note(text("escalate.note", n=number, code=shown.proposal.code))
        self.try_print.setEnabled(number > 0)
        self.keep.setEnabled(number > 0)
        self.enter.setEnabled(number > 0)

    def _show_obstacles(self, issues: tuple[Issue, ...]) -> None:
        found = []
        for uid in self._entered.obstacles:
            if uid not in self._linked.obstacles:
                continue
            code = self._linked.obstacles[uid].values.code
            own = [i for i in issues if i.field == "obstacles" and i.params.get("code") == code]
            stops = [i for i in own if i.severity == "stop"]
            problem = " ".join(words_of(issue) for issue in stops)
            no_ask = any(issue.code == "escalate.no_recommendation" for issue in stops)
            found.append(picked_of(self._linked, uid, uid not in self._off, problem, no_ask))
        self.obstacles.show_picked(found)

    def _hint(self, uid: str) -> str:
        assert self.shown is not None
        code = self._linked.obstacles[uid].values.code
        return text("escalate.also", code=code, name=self._linked.names.organization(self.shown.draft.to_organization))

    def _day_changed(self) -> None:
        """What nobody has entered anything in yet is of the new day."""
        if not self._touched:
            self._begin(list(self._entered.obstacles))

    def _changed(self, _: ChangeSummary) -> None:
        if self.isVisible():
            self.look()

    # writing

    def save(self, keep: bool = False) -> None:
        """Enter the escalation in the register, or with `keep` put it by as a draft; one act."""
        self._timer.stop()
        entered, registers = self.entered(), self.context.registers

        def work(_: object) -> Done:
            linked = registers.linked()
            shown = composed(registers.workbench, linked, entered, keep=keep)
            blocked = shown.proposal.blocked
            return Done(shown, linked, None if blocked else registers.workbench.commit(shown.proposal.act))

        task = self.context.run(work)
        task.done.connect(lambda done: self._saved(done, keep))
        task.start()

    def _saved(self, done: Done, keep: bool) -> None:
        if done.outcome is None:
            self._asked += 1
            self._show(done.shown, done.linked)
            self._refuse(done.shown.proposal.issues)
            return
        shown = done.shown
        uid = next(ref.uid for ref in _touched(done.outcome) if ref.entity == "escalation")
        self.autosave.drop()
        self._begin([])
        self.context.tell(done.outcome.summary)
        self.context.shell.go("escalations", view="all", uid=uid)
        if keep:
            self.context.shell.toast(text("escalate.kept", code=shown.proposal.code))
            return
        words = text("escalate.entered", code=shown.proposal.code)
        self.context.shell.toast(words, text("escalate.print_letter"), self._printer_of(shown, uid))

    def _printer_of(self, shown: Composed, uid: str) -> Callable[[], None]:
        def in_word() -> None:
            from ui.forms.letter_form import LetterForm

            LetterForm(self.context, self.window(), "escalation", uid).open()

        def show() -> None:
            self._letter_sheet(shown, in_word)

        return show

    def _refuse(self, issues: tuple[Issue, ...]) -> None:
        """Say at the top what stands in the way, and go to the first of it."""
        stops = [issue for issue in issues if issue.severity == "stop"]
        self._say("error", " ".join(dict.fromkeys(map(words_of, stops))))
        targets = {name: field.editor for name, field in self.paper.fields.items()}
        first = next((issue.field for issue in stops), "")
        target = targets.get(first) or (self.authority.focus_target() if first == "to_organization" else None)
        (target or self.obstacles.more).setFocus()

    def _say(self, kind: Any, words: str, action: str = "") -> None:
        self._above.show()
        self.banner.show_message(kind, words, action)

    # the letter

    def preview_letter(self) -> None:
        """The letter at full size, to be printed or saved."""
        if self.shown is not None and self.shown.draft.obstacles:
            self._letter_sheet(self.shown)

    def _letter_sheet(self, shown: Composed, in_word: Callable[[], object] | None = None) -> None:
        linked = self.context.registers.linked()
        made = letter(linked, shown.draft, shown.proposal.deadline, blanks=False)
        name = text("escalate.file_name", code=shown.proposal.code)
        LetterSheet(self.context, made.document, name, self.window(), in_word).open()

    # room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        compact = bool(sizes.is_compact(self))
        if compact != self._compact:
            self._compact = compact
            self.turn.setVisible(compact)
            self.header.show_note(not compact)
            if not compact:
                self.turn.setChecked(False)
        self._share_room()

    def _share_room(self) -> None:
        self._left.setFixedWidth(px(_LEFT_COMPACT if self._compact else _LEFT + 36))
        letter_only = bool(self._compact) and self.turn.isChecked()
        for part in (self._left, self._middle):
            part.setVisible(not letter_only)
        self.draft.setVisible(not self._compact or letter_only)
        self._line.setVisible(not self._compact)
        if self._compact:
            self.draft.setMinimumWidth(0)
            self.draft.setMaximumWidth(16_777_215)
        else:
            spare = self.width() - px(_LEFT + 36) - px(_MIDDLE)
            self.draft.setFixedWidth(max(px(_DRAFT_LEAST), min(px(_DRAFT_MOST), spare)))


def _touched(outcome: Outcome) -> tuple[Any, ...]:
    return (*outcome.summary.created, *outcome.summary.updated)
