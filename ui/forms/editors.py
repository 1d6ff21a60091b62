"""Field kinds of the record forms and the widgets that edit them, each with a value, a problem and a signal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from ui.forms.parts import Editor, Kind, Part
from ui.forms.tag_edit import TagEdit
from ui.widgets.choices import CheckBox
from ui.widgets.combo import Combo, SeekEdit
from ui.widgets.dates import DateEdit
from ui.widgets.fields import LineEdit, TextArea
from ui.widgets.pills import ChoicePills
from workbench.domain.vocabularies import VOCABULARIES
from workbench.messages import text
from workbench.records.record import Record
from workbench.services.council import council_of, in_force
from workbench.services.linked import Linked
from workbench.services.papers import named as named_paper
from workbench.values.dates import parse_entry
from workbench.values.money import BILLION, format_money, parse_amount, parse_integer
from workbench.values.sorting import sort_key


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
    if len(linked.names.entries(part.catalogue)) > _LONG_LIST:
        return _seek([(f"{code} · {label}", code) for code, label in linked.names.entries(part.catalogue)])
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


def _record(part: Part, linked: Linked) -> Editor:
    """A record of another register, by code and title; a document by number and date."""
    rows = linked.repository.all(part.catalogue)
    named = {r.uid: _record_words(r) for r in rows}
    return _seek(sorted(((words, uid) for uid, words in named.items() if words), reverse=True))


def _record_words(record: Record[Any]) -> str:
    values = record.values
    if record.ref.entity == "document":
        return named_paper(record)
    title = next((str(getattr(values, key)) for key in _TITLES if getattr(values, key, None)), "")
    code = next((str(getattr(values, key)) for key in _CODES if getattr(values, key, None)), "")
    return " · ".join(filter(None, (code, title)))


def _body(part: Part, linked: Linked) -> Editor:
    return _seek(body_choices(linked))


def _person(part: Part, linked: Linked) -> Editor:
    widget = SeekEdit([(name, name) for name in linked.officers()], free=True)
    made = Editor(widget, lambda: widget.text().strip() or None, lambda v: widget.setText(v or ""))
    widget.textChanged.connect(made.changed)
    return made


def _choice(part: Part, linked: Linked) -> Editor:
    vocabulary = VOCABULARIES[part.catalogue]
    choices: list[tuple[str, object]] = [] if part.required else [(text("entry.none"), "")]
    choices += [(vocabulary.label(key), key) for key in vocabulary.choices]
    widget = Combo(choices, "")
    made = Editor(widget, lambda: widget.value() or None, lambda v: widget.set_value(v or choices[0][1]))
    widget.currentIndexChanged.connect(made.changed)
    return made


def _place(part: Part, linked: Linked) -> Editor:
    choices, _ = place_choices(linked)
    return _seek([(words, uid) for words, uid in choices])


def _records(part: Part, linked: Linked) -> Editor:
    named = {r.uid: _record_words(r) for r in linked.repository.all(part.catalogue)}
    choices = sorted(((words, uid) for uid, words in named.items() if words), reverse=True)
    return _tags(TagEdit(choices, named, text("entry.type_more")))


def _bodies(part: Part, linked: Linked) -> Editor:
    labels = {uid: r.values.short_name or r.values.name for uid, r in linked.names.organizations.items()}
    return _tags(TagEdit([(words, str(uid)) for words, uid in body_choices(linked)], labels, text("entry.type_more")))


def _integer(part: Part, linked: Linked) -> Editor:
    widget = LineEdit(tabular=True)

    def problem() -> str:
        typed = widget.text().strip()
        return text("entry.not_a_number", words=typed) if typed and parse_integer(typed) is None else ""

    def put(value: int | None) -> None:
        widget.setText("" if value is None else str(value))

    made = Editor(widget, lambda: parse_integer(widget.text()), put, problem)
    widget.textChanged.connect(made.changed)
    return made


def _money(part: Part, linked: Linked) -> Editor:
    """An amount: bare digits count in tỷ đồng, a unit typed wins ("850 triệu")."""
    widget = LineEdit(placeholder=text("entry.money_hint"), tabular=True)

    def problem() -> str:
        typed = widget.text().strip()
        read = parse_amount(typed, BILLION) if typed else None
        if read is None or (read.value is not None and not read.problem):
            return ""
        if read.problem == "ambiguous_number":
            return text("entry.two_amounts", words=typed, amounts=" / ".join(map(format_money, read.alternatives)))
        return text("entry.not_an_amount", words=typed)

    def value() -> int | None:
        typed = widget.text().strip()
        return parse_amount(typed, BILLION).value if typed and not problem() else None

    def put(amount: int | None) -> None:
        widget.setText("" if amount is None else format_money(amount, lang="vi"))

    made = Editor(widget, value, put, problem)
    widget.textChanged.connect(made.changed)
    return made


def _flag(part: Part, linked: Linked) -> Editor:
    widget = CheckBox(text("entry.yes"))
    made = Editor(widget, widget.isChecked, lambda v: widget.setChecked(bool(v)))
    widget.toggled.connect(made.changed)
    return made


_TITLES = ("title", "name", "subject", "content")
_CODES = ("code", "abbr")
_LONG_LIST = 30  # a longer list is typed into, not opened
_MAKERS: Mapping[Kind, Callable[[Part, Linked], Editor]] = {
    "line": _line,
    "area": _area,
    "date": _date,
    "catalogue": _catalogue,
    "pills": _pills,
    "places": _places,
    "words": _words,
    "record": _record,
    "body": _body,
    "person": _person,
    "bodies": _bodies,
    "choice": _choice,
    "integer": _integer,
    "money": _money,
    "flag": _flag,
    "place": _place,
    "records": _records,
}


def body_choices(linked: Linked) -> list[tuple[str, object]]:
    """Bodies there are today, by name."""
    bodies = [r for r in linked.names.organizations.values() if _now(r, linked.today)]
    return [(r.values.name, r.uid) for r in sorted(bodies, key=lambda r: sort_key(r.values.name))]


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
