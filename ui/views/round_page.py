"""Kỳ báo cáo: who owes which form for which period, what came, how late; forms out, folders in, reminders."""

from __future__ import annotations

from collections import Counter
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.commands import Handlers
from ui.context import Context, Page
from ui.models.round_list import Line, form_titles, has_standing, lines_of
from ui.shell import sizes
from ui.shell.page_header import PageHeader
from ui.theme.metrics import px
from ui.views.registers_facets import FacetPopup, offer
from ui.views.round_parts.acts import RoundActs
from ui.views.round_parts.pane import RoundPane
from ui.views.round_parts.table import RoundTable
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Label
from ui.widgets.labels import Line as Rule
from ui.widgets.pills import FilterPill, Pill
from ui.widgets.splitter import Splitter
from workbench.messages import text
from workbench.services.form_words import form_number, form_words
from workbench.services.reporting import STANDINGS, Roster, Rounds, counts, standings
from workbench.values.dates import format_date
from workbench.values.periods import Period, parse_period, reporting_period
from workbench.values.sorting import sort_key

_FACETS = ("standing", "place", "form")
_PANE = 320


class RoundPage(Page):
    """Parameters: `period` (code; a year of four digits is all its periods), `standing` (keys), and the row that is
    to be current: `locality`, `form`."""

    key = nav = "round"
    handlers_changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.period: Period | None = reporting_period(context.workbench.clock.today())
        self.whole_year = self.period.year
        self.acts = RoundActs(self)
        self._rosters: tuple[Roster, ...] = ()
        self._lines: tuple[Line, ...] = ()
        self._chosen: dict[str, frozenset[str]] = dict.fromkeys(_FACETS, frozenset())
        self._wanted: tuple[str, str] = ("", "")
        self._build()
        self._wire()

    def _build(self) -> None:
        writable = not self.context.workbench.database.read_only
        self.header = PageHeader(text("round.title"))
        self.more = Button(text("round.more"), icon="ellipsis")
        self.export_button = Button(text("round.export"), icon="upload")
        self.folder_button = Button(text("round.import_folder"), "primary", "folder-open")
        self.folder_button.setEnabled(writable)
        for button in (self.more, self.export_button, self.folder_button):
            self.header.acts.addWidget(button)
        self.period_pill = Pill(arrow=True)
        self.period_pill.setCheckable(True)
        self.pills = {key: FilterPill(text(f"round.facet_{key}")) for key in _FACETS}
        self._count = Label("", "label", "text2", weight=400, tabular=True)
        bar = QHBoxLayout()
        bar.setContentsMargins(px(24), 0, px(24), px(10))
        bar.setSpacing(px(8))
        for pill in (self.period_pill, *self.pills.values()):
            bar.addWidget(pill)
        bar.addStretch(1)
        self.owed = LinkButton("")
        bar.addWidget(self.owed)
        bar.addSpacing(px(8))
        bar.addWidget(self._count)
        self.table = RoundTable()
        self.pane = RoundPane(writable)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(EmptyState(text("round.nothing"), text("round.nothing_detail")))
        self.splitter = Splitter()
        self.splitter.addWidget(self._stack)
        self.splitter.addWidget(self.pane)
        self.splitter.setStretchFactor(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(bar)
        column.addWidget(Rule())
        column.addWidget(self.splitter, 1)

    def _wire(self) -> None:
        shell = self.context.shell
        self.folder_button.clicked.connect(self.acts.import_folder)
        self.export_button.clicked.connect(lambda: self._with_period(self.acts.export))
        self.more.clicked.connect(self._offer_more)
        self.owed.clicked.connect(self.acts.duties)
        self.period_pill.clicked.connect(self._offer_periods)
        for key, pill in self.pills.items():
            pill.opened.connect(lambda key=key: self._offer_facet(key))
            pill.cleared.connect(lambda key=key: self._choose(key, frozenset()))
        self.table.chosen.connect(lambda: self.pane.show_line(self.table.current(), self.table.selected()))
        self.table.opened.connect(self._open_row)
        self.pane.import_wanted.connect(lambda batch: shell.go("import", batch=batch))
        self.pane.records_wanted.connect(self.acts.open_records)
        self.pane.marked.connect(lambda key: self.acts.mark(key, self.table.selected()))
        self.pane.reminded.connect(self._remind_selected)
        self.context.events.changed.connect(self._refresh)
        self.context.events.day_changed.connect(self._refresh)

    # visits

    def open(self, **params: Any) -> None:
        """Show a period, or all of a year."""
        if params.get("period"):
            self._choose_period(params["period"])
        name = self.context.registers.linked().names.locality
        for key, values in (
            ("standing", params.get("standing")),
            ("place", map(name, params["places"]) if "places" in params else None),
            ("form", params.get("forms")),
        ):
            if values is not None:
                self._set_facet(key, frozenset(values))
        self._wanted = (params.get("locality", ""), params.get("form", ""))
        if self._wanted[0]:
            for key in _FACETS:
                self._set_facet(key, frozenset())
        self.reload()

    def state(self) -> dict[str, Any]:
        """Period, filter and the current row."""
        current = self.table.current()
        row = {"locality": current.owed.locality, "form": current.owed.form} if current else {}
        return {"period": self._code(), "standing": tuple(self._chosen["standing"]), **({} if self._narrowed() else row)}

    def _narrowed(self) -> bool:
        return any(self._chosen.values())

    def _code(self) -> str:
        return self.period.code if self.period else f"{self.whole_year}-all"

    def first_focus(self) -> QWidget | None:
        """The table."""
        return self.table

    def panes(self) -> list[QWidget]:
        """Parts that F6 goes through."""
        return [self.header, self.table, self.pane]

    def handlers(self) -> Handlers:
        """What this page does."""
        return {"print": self._print}

    def reload(self) -> None:
        """Read the round anew."""
        workbench, period, year = self.context.workbench, self.period, self.whole_year

        def read(_: object) -> tuple[Roster, ...]:
            rounds = Rounds.of(workbench)
            return (rounds.roster(period),) if period else rounds.year(year)

        task = self.context.run(read)
        task.done.connect(self._show)
        task.start()

    def _refresh(self, _: object = None) -> None:
        if self.isVisible():
            self.reload()

    # showing

    def _show(self, rosters: tuple[Roster, ...]) -> None:
        self._rosters, self._lines = rosters, lines_of(rosters)
        counted = counts(line.owed for line in self._lines)
        words = {"received": counted.received, "owed": counted.owed, "rate": counted.in_time_rate}
        if self.period and rosters:
            note = text("round.note", date=format_date(rosters[0].window.send_by), **words)
        else:
            note = text("round.note_year", **words)
        self.header.set_note(note)
        forms = sorted({form for roster in rosters for form in roster.forms})
        self.owed.setText(text("round.owed", forms=", ".join(form_number(form) for form in forms) or "–"))
        self.owed.setToolTip("\n".join(form_titles(forms)))
        label = self.period.label() if self.period else text("round.whole_year", year=str(self.whole_year))
        self.period_pill.setText(label[:1].upper() + label[1:])
        self._narrow()

    def _narrow(self) -> None:
        shown = tuple(line for line in self._lines if self._fits(line))
        self.table.show_lines(shown, self.period is None)
        self._stack.setCurrentIndex(0 if shown else 1)
        self._count.setText(text("round.listed", n=len(shown), total=len(self._lines)))
        locality, form = self._wanted
        if locality:
            rows = (row for row, one in enumerate(shown) if (one.owed.locality, one.owed.form) == (locality, form))
            row = next(rows, -1)
            if row >= 0:
                self.table.go_to(row)
            self._wanted = ("", "")

    def _fits(self, line: Line, without: str = "") -> bool:
        chosen = {key: frozenset() if key == without else values for key, values in self._chosen.items()}
        return (
            has_standing(line, chosen["standing"])
            and (not chosen["place"] or line.place in chosen["place"])
            and (not chosen["form"] or line.owed.form in chosen["form"])
        )

    # choosing

    def _offer_periods(self) -> None:
        self.period_pill.setChecked(False)
        rounds = Rounds.of(self.context.workbench)
        year = self.context.workbench.clock.today().year
        choices = []
        for shown in (year, year - 1):
            for period in rounds.periods(shown):
                words = period.label()
                choices.append((period.code, words[:1].upper() + words[1:], period == self.period))
            words = text("round.whole_year", year=str(shown))
            choices.append((f"{shown}-all", words, self.period is None and self.whole_year == shown))
        offer(self.period_pill, choices, self._pick_period)

    def _pick_period(self, code: str) -> None:
        self._choose_period(code)
        self.reload()

    def _choose_period(self, code: str) -> None:
        year, _, all_of_it = code.partition("-")
        if all_of_it == "all":
            self.period, self.whole_year = None, int(year)
            return
        found = parse_period(code)
        if found is not None:
            self.period, self.whole_year = found, found.year

    def _offer_facet(self, key: str) -> None:
        listed = [line for line in self._lines if self._fits(line, without=key)]
        entries = [(value, words, n) for value, words, n in _entries(key, listed) if n or value in self._chosen[key]]
        popup = FacetPopup(text(f"round.facet_{key}"), entries, self._chosen[key], self)
        popup.applied.connect(lambda values: self._choose(key, values))
        popup.show_below(self.pills[key], gap=4)

    def _choose(self, key: str, values: frozenset[str]) -> None:
        self._set_facet(key, values)
        self._narrow()

    def _set_facet(self, key: str, values: frozenset[str]) -> None:
        self._chosen[key] = values
        one = next(iter(values)) if len(values) == 1 else ""
        self.pills[key].set_count(len(values), _value_words(key, one) if one else "")

    # acts

    def _with_period(self, act: Any) -> None:
        if self.period is None:
            self.context.shell.toast(text("round.one_period_first"))
        else:
            act(self.period)

    def _offer_more(self) -> None:
        late = {line.owed.locality for line in self._lines if line.owed.late and not line.owed.is_received}
        choices = [
            ("remind", text("round.more_remind", n=len(late)), False),
            ("consolidate", text("round.more_consolidate"), False),
            ("duties", text("round.more_duties"), False),
            ("b06", text("round.more_b06"), False),
            ("print", text("round.more_print"), False),
        ]
        acts = {
            "remind": lambda: self._with_period(self.acts.remind),
            "consolidate": lambda: self._with_period(self.acts.consolidate),
            "duties": self.acts.duties,
            "b06": lambda: self._with_period(self.acts.save_tracking),
            "print": self._print,
        }
        offer(self.more, choices, lambda key: acts[key]())

    def _print(self) -> None:
        self._with_period(lambda period: self.context.shell.go("print", register="submissions", period=period))

    def _remind_selected(self) -> None:
        chosen = frozenset(line.owed.locality for line in self.table.selected())
        self._with_period(lambda period: self.acts.remind(period, chosen))

    def _open_row(self, row: int) -> None:
        """Enter: the import behind a row that came, a reminder for one that is late."""
        owed = self.table.rounds.lines[row].owed
        if owed.batch:
            self.context.shell.go("import", batch=owed.batch)
        elif owed.late and not owed.is_received:
            self._remind_selected()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.pane.setVisible(not sizes.is_compact(self) or self.width() > px(_PANE * 3))
        self.splitter.setSizes([max(px(_PANE), self.width() - px(_PANE)), px(_PANE)])


def _value_words(key: str, value: str) -> str:
    if key == "standing":
        return text(f"round.standing_{value}")
    return form_words(value) if key == "form" else value


def _entries(key: str, lines: list[Line]) -> list[tuple[str, str, int]]:
    """Values of a facet with the number of rows that have each."""
    if key == "standing":
        counted = Counter(said for line in lines for said in standings(line.owed))
        return [(value, _value_words(key, value), counted[value]) for value in STANDINGS]
    counted = Counter(line.place if key == "place" else line.owed.form for line in lines)
    found = [(value, _value_words(key, value), number) for value, number in counted.items()]
    return sorted(found, key=lambda entry: sort_key(entry[1]))
