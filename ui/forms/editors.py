"""Field kinds of the record forms and the widgets that edit them, each with a value, a problem and a signal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.forms.tag_edit import TagEdit
from ui.widgets.combo import Combo, SeekEdit
from ui.widgets.dates import DateEdit
from ui.widgets.fields import LineEdit, TextArea
from ui.widgets.pills import ChoicePills
from workbench.messages import text
from workbench.records.record import Record
from workbench.services.council import council_of, in_force
from workbench.services.linked import Linked
from workbench.values.dates import parse_entry
from workbench.values.sorting import sort_key

Kind = Literal["line", "area", "date", "catalogue", "pills", "places", "words", "agreement", "body", "person"]


@dataclass(frozen=True, slots=True)
class Part:
    """One field of a form. `label` is a catalogue key; `lines` the height of an area."""

    key: str
    kind: Kind
    label: str
    required: bool = False
    lines: int = 3
    catalogue: str = ""
    hint: str = ""


class Editor(QObject):
    """A widget with its value in the record's own form. `changed` at every change, `left` on leaving it."""

    changed = Signal()
    left = Signal()

    def __init__(
        self,
        widget: QWidget,
        get: Callable[[], Any],
        put: Callable[[Any], object],
        problem: Callable[[], str] = lambda: "",
    ) -> None:
        super().__init__(widget)
        self.widget, self.value, self.set_value, self.problem = widget, get, put, problem
        (widget.focusProxy() or widget).installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return False


def make_editor(part: Part, linked: Linked) -> Editor:
    """The editor of a field, with its choices from the record."""
    return _MAKERS[part.kind](part, linked)


def _line(part: Part, linked: Linked) -> Editor:
    widget = LineEdit()
    made = Editor(widget, lambda: widget.text().strip() or None, lambda v: widget.setText(v or ""))
    widget.textChanged.connect(made.changed)
    return made


def _area(part: Part, linked: Linked) -> Editor:
    widget = TextArea(lines=part.lines)
    made = Editor(widget, lambda: widget.toPlainText().strip() or None, lambda v: widget.setPlainText(v or ""))
    widget.textChanged.connect(made.changed)
    return made


def _date(part: Part, linked: Linked) -> Editor:
    today = linked.today
    widget = DateEdit(lambda s: parse_entry(s, today, linked.calendar.add_working_days), lambda: today)
    made = Editor(widget, widget.value, widget.set_value, widget.problem)
    widget.textChanged.connect(made.changed)
    return made


def _catalogue(part: Part, linked: Linked) -> Editor:
    choices: list[tuple[str, object]] = [(text("entry.none"), "")]
    choices += [(label, code) for code, label in linked.names.entries(part.catalogue)]
    widget = Combo(choices, "")
    made = Editor(widget, lambda: widget.value() or None, lambda v: widget.set_value(v or ""))
    widget.currentIndexChanged.connect(made.changed)
    return made


def _pills(part: Part, linked: Linked) -> Editor:
    widget = ChoicePills([(code, label) for code, label in linked.names.entries(part.catalogue)])
    made = Editor(widget, lambda: widget.current() or None, lambda v: widget.set_current(v) if v else None)
    widget.chosen.connect(made.changed)
    return made


def _places(part: Part, linked: Linked) -> Editor:
    choices, labels = place_choices(linked)
    return _tags(TagEdit(choices, labels, text("entry.type_more")))


def _words(part: Part, linked: Linked) -> Editor:
    entries = linked.names.entries(part.catalogue)
    widget = TagEdit([(label, code) for code, label in entries], dict(entries), text("entry.type_more"))
    return _tags(widget)


def _tags(widget: TagEdit) -> Editor:
    made = Editor(
        widget,
        widget.values,
        lambda v: widget.set_values(v or ()),
        lambda: text("entry.not_in_list", words=widget.pending()) if widget.pending() else "",
    )
    widget.changed.connect(made.changed)
    widget.left.connect(made.left)
    return made


def _seek(choices: list[tuple[str, object]]) -> Editor:
    widget = SeekEdit(choices, text("entry.type_to_find"))
    words = {value: label for label, value in choices}

    def problem() -> str:
        typed = widget.text().strip()
        return text("entry.not_in_list", words=typed) if typed and widget.value() is None else ""

    made = Editor(widget, widget.value, lambda v: widget.setText(words.get(v, "")), problem)
    widget.textChanged.connect(made.changed)
    return made


def _agreement(part: Part, linked: Linked) -> Editor:
    rows = sorted(linked.agreements.values(), key=lambda r: str(r.values.code), reverse=True)
    return _seek([(f"{r.values.code} · {r.values.title}", r.uid) for r in rows])


def _body(part: Part, linked: Linked) -> Editor:
    bodies = [r for r in linked.names.organizations.values() if _now(r, linked.today)]
    bodies.sort(key=lambda r: sort_key(r.values.name))
    return _seek([(r.values.name, r.uid) for r in bodies])


def _person(part: Part, linked: Linked) -> Editor:
    held = [*linked.obstacles.values(), *linked.agreements.values(), *linked.escalations.values()]
    names = sorted({r.values.officer for r in held if r.values.officer}, key=sort_key)
    widget = SeekEdit([(name, name) for name in names])
    made = Editor(widget, lambda: widget.text().strip() or None, lambda v: widget.setText(v or ""))
    widget.textChanged.connect(made.changed)
    return made


_MAKERS: Mapping[Kind, Callable[[Part, Linked], Editor]] = {
    "line": _line,
    "area": _area,
    "date": _date,
    "catalogue": _catalogue,
    "pills": _pills,
    "places": _places,
    "words": _words,
    "agreement": _agreement,
    "body": _body,
    "person": _person,
}


def place_choices(linked: Linked) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """Localities to choose from: members of the council first, then all others of today, then old names.

    An old name leads to the unit that took it over whole.
    """
    places = linked.names.localities
    council = council_of(linked.repository, linked.today)
    members = council.members if council else ()
    current = sorted((p for p in places.values() if _now(p, linked.today)), key=lambda p: sort_key(p.values.name))
    ordered = [p for p in current if p.uid in members] + [p for p in current if p.uid not in members]
    choices = [(p.values.name, p.uid) for p in ordered]
    taken = {p.values.name for p in current}
    for step in linked.repository.all("succession"):
        old, new = places.get(step.values.old or ""), places.get(step.values.new or "")
        whole = step.values.relation != "partial_transfer"
        if old and new and whole and _now(new, linked.today) and old.values.name not in taken:
            taken.add(old.values.name)
            choices.append((text("entry.old_name", old=old.values.name, new=new.values.name), new.uid))
    return choices, {uid: p.values.name for uid, p in places.items()}


def _now(record: Record[Any], today: date) -> bool:
    return in_force(record.values.valid_from, record.values.valid_to, today)
