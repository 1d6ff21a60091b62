"""The left side of the print page: what is printed, how the page looks, who signs.

Holds a `PrintOptions` and shows it; every change makes a new one and tells it. Knows no record: what the lists
offer is given.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme.metrics import px
from ui.theme.shapes import Shape
from ui.views.print_parts import choices
from ui.views.print_parts.measure_edit import MeasureEdit
from ui.widgets.base import Themed
from ui.widgets.cards import ScrollBody
from ui.widgets.choices import CheckBox
from ui.widgets.combo import Combo
from ui.widgets.dates import DateEdit, Reader
from ui.widgets.fields import Field, LineEdit
from ui.widgets.labels import Label, Line, ShapeMark
from ui.widgets.paragraph import Paragraph
from workbench.messages import text
from workbench.reports.decree30 import basis, check_setup, verdict
from workbench.reports.layouts import GROUPS, ORDERS, layout
from workbench.services.printed_kinds import KINDS
from workbench.services.printing import PrintOptions, page_setup
from workbench.values.periods import parse_period

WIDTH = 312
_DAY = 122  # a day with the button of its calendar


@dataclass(frozen=True, slots=True)
class Scope:
    """Records narrowed to on the page the officer came from: their ids, and that in words. `record` is the one
    record that a sheet may be printed of."""

    only: frozenset[str]
    words: str
    record: str = ""


class OptionsPanel(QWidget):
    """`changed(register, options)` after every choice of the officer."""

    changed = Signal(str, object)

    def __init__(self, today: Callable[[], date], read_day: Reader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._register = "escalations"
        self._options = PrintOptions()
        self._scope: Scope | None = None
        self._quiet = False
        self._fields: list[Field] = []
        self._of_registers: list[Field] = []
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(px(WIDTH))
        self._make_content(read_day)
        self._make_page()
        self._make_signing()
        self._lay_out()
        self._fields = [f for f in self.findChildren(Field) if f.editor is not self.register]
        self._of_registers = [f for f in self._fields if f.editor in (self.period, self.order, self.group)]
        self._wire()

    # building

    def _make_content(self, read_day: Reader) -> None:
        self.register = Combo(choices.registers(), self._register)
        self.period = Combo()
        self.as_of = DateEdit(read_day, self._today)
        self.as_of_field = _field("as_of", self.as_of)
        self.order = Combo()
        self.group = Combo()
        self.filter = Combo()
        self.localities = CheckBox(text("printpage.localities"))
        self.totals = CheckBox(text("printpage.totals"))
        self.sources = CheckBox(text("printpage.sources"))
        self.restart = CheckBox(text("printpage.restart"))
        self.cover = CheckBox(text("printpage.cover"))
        self.volume = LineEdit("", text("printpage.volume_example"), tabular=True)
        self.volume_field = _field("volume", self.volume)

    def _make_page(self) -> None:
        self.paper = Combo(choices.papers())
        self.type_size = Combo(choices.sizes())
        self.left = MeasureEdit(30)
        self.right = MeasureEdit(15)
        self.edges = MeasureEdit(20)
        self.decree = DecreeCheck()

    def _make_signing(self) -> None:
        self.signer = Combo()
        self.authority = Combo(choices.authorities())
        self.place = LineEdit()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        scroll = ScrollBody()
        self._body = scroll.body
        self._body.setContentsMargins(px(16), px(8), px(16), px(16))
        self._body.setSpacing(px(8))
        self._sections(self._body)
        self._body.addStretch(1)
        column.addWidget(scroll)

    def add_section(self, section: QWidget) -> None:
        """Put a further part under the others."""
        place = self._body.count() - 1
        self._body.insertWidget(place, section)
        self._body.insertSpacing(place, px(4))
        self._body.insertWidget(place, Line())
        self._body.insertSpacing(place, px(4))

    def set_choosable(self, on: bool) -> None:
        """Whether the choices hold: an issued copy is as it was issued. The register may always be changed."""
        for field in self._fields:
            field.setEnabled(on)
        for box in self._boxes().values():
            box.setEnabled(on)

    def _sections(self, body: QVBoxLayout) -> None:
        body.addWidget(_heading("content"))
        body.addWidget(_field("register", self.register))
        when = _side_by_side(_field("period", self.period), self.as_of_field)
        self.as_of_field.setFixedWidth(px(_DAY))  # the period has the rest
        body.addLayout(when)
        body.addWidget(_field("filter", self.filter))
        body.addLayout(_side_by_side(_field("order", self.order), _field("group", self.group)))
        for box in (self.restart, self.localities, self.totals, self.sources, self.cover):
            body.addWidget(box)
        body.addWidget(self.volume_field)
        _rule(body)
        body.addWidget(_heading("page"))
        body.addLayout(_side_by_side(_field("paper", self.paper), _field("size", self.type_size)))
        margins = (("left", self.left), ("right", self.right), ("edges", self.edges))
        body.addLayout(_side_by_side(*(_field(key, edit) for key, edit in margins)))
        body.addWidget(self.decree)
        _rule(body)
        body.addWidget(_heading("signing"))
        body.addWidget(_field("signer", self.signer))
        body.addLayout(_side_by_side(_field("authority", self.authority), _field("place", self.place)))

    def _wire(self) -> None:
        self.register.currentIndexChanged.connect(lambda _: self._choose_register())
        combos = {
            "order": self.order,
            "group": self.group,
            "landscape": self.paper,
            "table_pt": self.type_size,
            "signer": self.signer,
            "authority": self.authority,
        }
        for name, combo in combos.items():
            combo.currentIndexChanged.connect(lambda _, name=name, combo=combo: self._set(**{name: combo.value()}))
        self.period.currentIndexChanged.connect(lambda _: self._set(period=parse_period(str(self.period.value()))))
        self.filter.currentIndexChanged.connect(lambda _: self._choose_scope())
        self.as_of.changed.connect(lambda day: self._set(as_of=day))
        self.as_of.problem_changed.connect(self.as_of_field.set_error)
        for name, box in self._boxes().items():
            box.toggled.connect(lambda on, name=name: self._set(**{name: on}))
        for name, edit in (("left", self.left), ("right", self.right), ("top_bottom", self.edges)):
            edit.changed.connect(lambda length, name=name: self._set(**{name: length}))
        for name, line in (("place", self.place), ("volume", self.volume)):
            line.editingFinished.connect(lambda name=name, line=line: self._set(**{name: _plain(line.text())}))

    def _boxes(self) -> dict[str, CheckBox]:
        return {
            "restart": self.restart,
            "localities": self.localities,
            "totals": self.totals,
            "sources": self.sources,
            "cover": self.cover,
        }

    # what is shown

    def options(self) -> PrintOptions:
        """What is chosen now."""
        return self._options

    def chosen_register(self) -> str:
        """The register that is printed."""
        return self._register

    def show_options(self, register: str, options: PrintOptions, scope: Scope | None) -> None:
        """Show choices without a signal; `scope` is what may be narrowed to."""
        self._register, self._options, self._scope = register, options, scope
        self._quietly(self._show)

    def show_day(self) -> None:
        """Another day has begun: where none was chosen, it is the one that is shown and printed."""
        self._quietly(self._show)

    def show_signers(self, known: list[tuple[str, str]], place: str) -> None:
        """Who may sign on the day of the print; the office's own place stands in the empty field."""
        self._quietly(lambda: self.signer.set_choices(choices.signers(known), self._options.signer))
        self.place.setPlaceholderText(place)

    def _show(self) -> None:
        register, now = self._register, self._options
        self.register.set_value(register)
        self.period.set_choices(choices.periods(self._today(), now.period), now.period.code if now.period else "")
        self.as_of.set_value(now.as_of or self._today())
        self.order.set_choices(choices.orders(register), now.order or ORDERS[register][0])
        self.group.set_choices(choices.groups(register), now.group)
        scope: choices.Choices = [(text("printpage.filter_all"), "")]
        if self._scope is not None:
            words = self._scope.words
            key = "printpage.filter_row" if self._scope.record else ""
            scope.append((text(key, words=words) if key else words, "scope"))
            if self._scope.record:
                scope.append((text("printpage.filter_sheet", words=words), "sheet"))
        self.filter.set_choices(scope, "sheet" if now.sheet else "scope" if now.only is not None else "")
        self.filter.setToolTip(self._scope.words if self._scope else "")
        for name, box in self._boxes().items():
            box.setChecked(getattr(now, name))
        self.volume.setText(now.volume)
        self._show_what_applies()
        self.paper.set_value(now.landscape)
        self.type_size.set_value(now.table_pt)
        for edit, length in ((self.left, now.left), (self.right, now.right), (self.edges, now.top_bottom)):
            edit.set_length(length)
        self.authority.set_value(now.authority)
        self.place.setText(now.place)
        self.decree.check(now)

    def _show_what_applies(self) -> None:
        """Leave out choices that would change nothing."""
        keys = {column.key: column for column in layout(self._register).columns}
        alone = bool(self._options.sheet)
        self.localities.setVisible("localities" in keys and keys["localities"].optional and not alone)
        self.restart.setVisible(self._options.group != "none" and "ordinal" in keys)
        self.sources.setVisible(bool(KINDS[self._register].entity) and not alone)
        self.totals.setVisible(not alone)
        self.cover.setVisible(not alone)
        for field in self._of_registers:
            field.setVisible(not alone)
        self.group.setEnabled(self.group.count() > 1)
        self.volume_field.setVisible(self._options.cover and not alone)

    def _quietly(self, act: Callable[[], object]) -> None:
        self._quiet = True
        try:
            act()
        finally:
            self._quiet = False

    # choices

    def _choose_register(self) -> None:
        if self._quiet:
            return
        register = str(self.register.value())
        kept = self._options
        options = replace(
            kept,
            order=kept.order if kept.order in ORDERS[register] else "",
            group=kept.group if kept.group in GROUPS[register] else GROUPS[register][0],
            only=None,
            filter_words="",
            sheet="",
            landscape=kept.landscape or bool(kept.sheet),
        )
        self.show_options(register, options, None)
        self.changed.emit(register, options)

    def _choose_scope(self) -> None:
        chosen = self._scope if self.filter.value() else None
        sheet = chosen.record if chosen and self.filter.value() == "sheet" else ""
        turned = bool(sheet) != bool(self._options.sheet)  # a sheet stands upright, a register lies
        self._set(
            only=chosen.only if chosen else None,
            filter_words=chosen.words if chosen else "",
            sheet=sheet,
            landscape=not sheet if turned else self._options.landscape,
        )
        self._quietly(lambda: self.paper.set_value(self._options.landscape))

    def _set(self, **values: Any) -> None:
        if self._quiet:
            return
        options = replace(self._options, **values)
        if options != self._options:
            self._options = options
            self.decree.check(options)
            self._show_what_applies()
            self.changed.emit(self._register, options)


class DecreeCheck(Themed, QWidget):
    """Whether the page keeps within Decree 30/2020/NĐ-CP: a green line, or amber with what is outside and where
    it is written."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = ShapeMark(Shape.CHECK, "green", 14)
        self._words = Paragraph("", "label", "text2", weight=400)
        self._row = QHBoxLayout(self)
        mark = QVBoxLayout()
        mark.setContentsMargins(0, px(1), 0, 0)
        mark.addWidget(self._mark)
        mark.addStretch(1)
        self._row.addLayout(mark)
        self._row.addWidget(self._words, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.follow_theme()

    def check(self, options: PrintOptions) -> None:
        """Look at a page."""
        setup = page_setup(options)
        issues = check_setup(setup)
        lines = [verdict(setup), *(text(issue.code, **issue.params) for issue in issues)]
        self._mark.set_mark(Shape.RING_ALERT if issues else Shape.CHECK, "amber" if issues else "green")
        self._words.set_token("amber" if issues else "text2")
        self._words.setText("\n".join(lines))
        self.setToolTip("\n".join(dict.fromkeys(basis(issue) for issue in issues)))

    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def restyle(self) -> None:
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(6))
        super().restyle()


def _plain(typed: str) -> str:
    return " ".join(typed.split())


def _heading(key: str) -> Label:
    return Label(text(f"printpage.section_{key}"), "body", weight=600)


def _field(key: str, editor: QWidget) -> Field:
    return Field(text(f"printpage.{key}"), editor)


def _side_by_side(*fields: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(px(8))
    for field in fields:
        row.addWidget(field, 1)
    return row


def _rule(body: QVBoxLayout) -> None:
    body.addSpacing(px(4))
    body.addWidget(Line())
    body.addSpacing(px(4))
