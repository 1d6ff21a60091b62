"""The sheet that moves obstacles on by hand: which step, what it needs, how many go and which cannot, one act."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.forms.act_sheet import ActSheet
from ui.forms.editors import make_editor
from ui.forms.parts import Editor, Part
from ui.shell.waiting import AT_ONCE, work_over
from ui.tasks import Task
from ui.views.issue_words import words_of
from ui.widgets.combo import Combo, SeekEdit
from ui.widgets.dates import DateEdit
from ui.widgets.fields import Field, TextArea
from ui.widgets.paragraph import Paragraph
from workbench.domain.vocabularies import VOCABULARIES
from workbench.messages import text
from workbench.progress import Progress, Silent
from workbench.records.changes import ChangeSet
from workbench.records.issues import Issue
from workbench.services.linked import Linked
from workbench.services.move_ground import ground_of, merge_targets
from workbench.services.obstacle_moves import MoveDraft, MoveProposal, moves_of, propose
from workbench.values.dates import ParsedDate, parse_entry

_NAMED = 5  # of those that cannot go along, how many are named
_NEEDS = {
    "classify": ("kind", "field", "in_authority", "officer"),
    "handle": ("in_authority", "officer"),
    "give_back": ("reason",),
    "merge": ("into",),
    "resolve": ("reason",),
    "explain": ("reason",),
    "close": ("on",),
    "reopen": ("reason",),
}


class MoveForm(ActSheet):
    """For one obstacle or several; `move` fixes the step, else it is chosen from those that can be taken."""

    def __init__(
        self,
        context: Context,
        obstacles: Sequence[str],
        window: QWidget | None,
        move: str = "",
        ground: Linked | None = None,
    ) -> None:
        self._obstacles = tuple(obstacles)
        self._linked = ground or ground_of(context.registers, self._obstacles)
        self._merging = ("", self._linked)  # into which one, and what that is weighed on
        self._targets: Task | None = None  # until merging is chosen nobody asks for them
        offered = (move,) if move else sorted(moves_of(self._linked, self._obstacles), key="merge".__eq__)  # it last
        self.move_choice = Combo([(_plain(m), m) for m in offered], name=text("move.to"))
        super().__init__(context, self._title(move), "", window)
        self.proposal: MoveProposal | None = None
        self.effect = Paragraph("", "body")
        self.left = Paragraph("", "label", "text2", weight=400)
        self._editors: dict[str, Editor] = {}
        self.on = DateEdit(self._read, lambda: self._linked.today, self._linked.today)
        self.reason = TextArea(lines=3)
        self.into = SeekEdit([], text("entry.type_to_find"))
        self.authority = Combo([(text("entry.none"), ""), *_choices("in_authority")])
        self._build(bool(move))
        self._fill()
        self.finish()
        self._choose()

    # building

    def _title(self, move: str) -> str:
        what = _plain(move) if move else text("move.change")
        if len(self._obstacles) == 1:
            code = self._linked.obstacles[self._obstacles[0]].values.code
            return text("move.title_one", move=what, code=code)
        return text("move.title_many", move=what, n=len(self._obstacles))

    def _read(self, typed: str) -> ParsedDate:
        return parse_entry(typed, self._linked.today, self._linked.calendar.add_working_days)

    def _find_targets(self) -> None:
        """Read what can be merged into, once."""
        if self._targets is not None:
            return
        repository, leaving = self.context.workbench.repository, self._obstacles
        self.into.setPlaceholderText(text("move.reading_targets"))
        self._targets = self.context.read(lambda progress: merge_targets(repository, leaving, progress))
        self._targets.done.connect(self._offer)
        self._targets.start()

    def _offer(self, targets: list[tuple[str, object]]) -> None:
        self.into.set_choices(targets)
        self.into.setPlaceholderText(text("entry.type_to_find"))
        self.look()

    def done(self, result: int) -> None:
        """Close; nobody waits for what is still read."""
        if self._targets is not None:
            self._targets.cancel()
        super().done(result)

    def _ground(self, into: str) -> Linked:
        """What the step is weighed on, with the obstacle merged into."""
        if self._merging[0] != into:
            self._merging = (into, ground_of(self.context.registers, self._obstacles, into))
        return self._merging[1]

    def _build(self, fixed: bool) -> None:
        if not fixed:
            self.body.addWidget(Field(text("move.to"), self.move_choice))
        for part in (
            Part("kind", "catalogue", "field.obstacle.kind", catalogue="obstacle_kind"),
            Part("field", "catalogue", "field.obstacle.field", catalogue="field"),
            Part("officer", "person", "field.obstacle.officer"),
        ):
            self._editors[part.key] = make_editor(part, self._linked)
            self.fields[part.key] = Field(text(part.label), self._editors[part.key].widget)
        self.fields["in_authority"] = Field(text("field.obstacle.in_authority"), self.authority)
        self.fields["into"] = Field(text("move.into"), self.into, text("move.kept_asks"))
        self.fields["on"] = Field(text("move.on"), self.on, beside=self.on.echo)
        self.fields["reason"] = Field(text("move.reason"), self.reason)
        for name in ("kind", "field", "in_authority", "officer", "into", "on", "reason"):
            self.body.addWidget(self.fields[name])
        self.body.addWidget(self.effect)
        self.body.addWidget(self.left)
        for editor in self._editors.values():
            editor.changed.connect(self.look)
        self.authority.currentIndexChanged.connect(lambda _: self.look())
        self.into.textChanged.connect(lambda _: self.look())
        self.on.changed.connect(lambda _: self.look())
        self.reason.textChanged.connect(self.look)
        self.move_choice.currentIndexChanged.connect(lambda _: self._choose())

    def _fill(self) -> None:
        """What the obstacles agree on stands there already."""
        records = [self._linked.obstacles[uid].values for uid in self._obstacles]
        for key in ("kind", "field", "officer"):
            held = {getattr(values, key) for values in records}
            self._editors[key].set_value(held.pop() if len(held) == 1 else None)
        authority = {values.in_authority for values in records}
        self.authority.set_value((authority.pop() if len(authority) == 1 else "") or "")

    def _choose(self) -> None:
        move = self.chosen()
        for name, field in self.fields.items():
            field.setVisible(name in _NEEDS.get(move, ()))
        settled = move in ("resolve", "explain")
        self.fields["reason"].label.setText(text("move.result" if settled else "move.reason"))
        self.apply_button.setText(text(f"move.apply_{move}") if move else text("move.change"))
        self.apply_button.updateGeometry()
        if move == "merge":
            self._find_targets()
        self.tried = False
        self.look()
        self.adjustSize()

    # the act

    def chosen(self) -> str:
        """The step chosen."""
        return str(self.move_choice.value() or "")

    def draft(self) -> MoveDraft:
        """Everything as entered, of what the step asks for."""
        move = self.chosen()
        values = {
            "kind": str(self._editors["kind"].value() or ""),
            "field": str(self._editors["field"].value() or ""),
            "officer": str(self._editors["officer"].value() or ""),
            "in_authority": str(self.authority.value() or ""),
            "into": str(self.into.value() or ""),
            "reason": self.reason.toPlainText().strip(),
        }
        asked = {name: value for name, value in values.items() if name in _NEEDS.get(move, ())}
        on = self.on.value() if move == "close" else None
        return MoveDraft(move, self._obstacles, on=on, **asked)

    def look(self) -> None:
        """Say how many go along and which cannot."""
        if not self.chosen():
            self.apply_button.setEnabled(False)
            return
        draft = self.draft()
        self.proposal = propose(self.context.workbench, draft, self._ground(draft.into))
        super().look()
        number, left = len(self.proposal.moved), self.proposal.left
        several = len(self._obstacles) > 1
        parts = [text("move.will_change", n=number), text("move.cannot", n=len(left)) if left else ""]
        self.effect.setText(", ".join(filter(None, parts)) + "." if several else "")
        self.effect.setVisible(several)
        self.left.setText("\n".join(self._reasons()))
        self.left.setVisible(bool(left) and (several or (self.tried and not self.issues())))
        self.apply_button.setEnabled(several is False or number > 0)

    def _reasons(self) -> list[str]:
        assert self.proposal is not None
        left = self.proposal.left
        lines = [text("move.because", code=code, reason=words_of(issue)) for code, issue in left[:_NAMED]]
        return [*lines, *([text("move.and_more", n=len(left) - _NAMED)] if len(left) > _NAMED else [])]

    def issues(self) -> tuple[Issue, ...]:
        """What stands against the step as a whole."""
        found = self.proposal.issues if self.proposal else ()
        return tuple(i for i in found if i.code != "move.none")

    def apply(self) -> None:
        """Write it, as far as any obstacle can go."""
        if self.proposal is not None and not self.proposal.moved:
            self.tried = True
            self.look()
            wrong = next((field for field in self.fields.values() if field.error()), None)
            (wrong.editor if wrong is not None else self.cancel).setFocus()
            return
        super().apply()

    def act(self) -> ChangeSet:
        """The act shown."""
        assert self.proposal is not None
        return self.proposal.act

    def done_words(self) -> str:
        """The act in the words of the history."""
        label = self.act().label
        return text(label.key, **label.params)


def open_moves(context: Context, obstacles: Sequence[str], window: QWidget) -> None:
    """Open the sheet for the obstacles chosen; many are read beside the window first."""

    def show(ground: Linked) -> None:
        MoveForm(context, obstacles, window, ground=ground).open()

    def work(progress: Progress) -> Linked:
        return ground_of(context.registers, obstacles, "", progress)

    if len(obstacles) <= AT_ONCE:
        show(work(Silent()))
    else:
        work_over(context, work, text("bulk.reading"), show, window, reading=True)


def _plain(move: str) -> str:
    return text(f"move.{move}").rstrip("…")


def _choices(vocabulary: str) -> list[tuple[str, object]]:
    words = VOCABULARIES[vocabulary]
    return [(words.label(key), key) for key in words.choices]
