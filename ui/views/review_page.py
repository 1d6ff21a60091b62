"""Rà soát: plans that do not agree, localities that cover the same ground, the capital of linkage projects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.context import Context, Page
from ui.shell.page_header import PageHeader
from ui.theme.metrics import px
from ui.views.registers_facets import FacetPopup
from ui.views.review_parts.capital_pane import CapitalPane
from ui.views.review_parts.coherence_pane import CoherencePane
from ui.views.review_parts.overlap_pane import OverlapPane
from ui.views.review_parts.pane import Pane
from ui.widgets.buttons import Button
from ui.widgets.pills import FilterPill
from ui.widgets.tabs import TabItem, Tabs
from workbench.messages import text
from workbench.services.review import Review, review
from workbench.values.sorting import sort_key

TABS = ("coherence", "overlaps", "capital")


class ReviewPage(Page):
    """Parameters: `tab` (coherence, overlaps, capital), `localities`."""

    key = nav = "review"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._localities: frozenset[str] = frozenset()
        self._shown: Review | None = None
        self.header = PageHeader(text("review.title"))
        self.place = FilterPill(text("review.any_place"))
        self.place.opened.connect(self._offer_places)
        self.place.cleared.connect(lambda: self.narrow(frozenset()))
        self.header.beside.addWidget(self.place)
        self.figures = Button(text("review.figures"), icon="file-spreadsheet")
        self.print_button = Button(text("review.print"), icon="printer")
        self.figures.clicked.connect(lambda: self.pane().save_figures())
        self.print_button.clicked.connect(self.print_shown)
        self.header.acts.addWidget(self.figures)
        self.header.acts.addWidget(self.print_button)
        self.tabs = Tabs(self._tab_items(), TABS[0], text("review.title"))
        self.tabs.changed.connect(self.choose_tab)
        self.parts: Mapping[str, Pane] = {
            "coherence": CoherencePane(context),
            "overlaps": OverlapPane(context),
            "capital": CapitalPane(context),
        }
        self.stack = QStackedWidget()
        for pane in self.parts.values():
            self.stack.addWidget(pane)
        self._lay_out()
        context.events.changed.connect(self._refresh)
        context.events.day_changed.connect(self._refresh)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        row = QVBoxLayout()
        row.setContentsMargins(px(24), 0, px(24), px(8))
        row.addWidget(self.tabs)
        column.addLayout(row)
        column.addWidget(self.stack, 1)

    def pane(self) -> Pane:
        """The part shown."""
        return self.parts[self.tab()]

    def tab(self) -> str:
        """Its key."""
        return TABS[self.stack.currentIndex()]

    def panes(self) -> list[QWidget]:
        """Parts that F6 goes through."""
        return [self.tabs, self.pane()]

    def first_focus(self) -> QWidget | None:
        """The tabs."""
        return self.tabs

    def state(self) -> dict[str, Any]:
        """What brings the page back."""
        return {"tab": self.tab(), "localities": tuple(self._localities)}

    def open(self, **params: Any) -> None:
        """Show a part, for some localities."""
        if "localities" in params:
            self._localities = frozenset(params["localities"])
        if params.get("tab") in TABS:
            self.tabs.set_current(params["tab"])
            self.choose_tab(params["tab"])
        self.reload()

    def choose_tab(self, key: str) -> None:
        """Show another part."""
        self.stack.setCurrentIndex(TABS.index(key))

    def _refresh(self, _: object = None) -> None:
        if self.isVisible():
            self.reload()

    def reload(self) -> None:
        """Read on the worker and show."""
        self._name_place()
        registers, wanted = self.context.registers, self._localities
        task = self.context.run(lambda _: review(registers, wanted))
        task.done.connect(self._show)
        task.start()

    def _show(self, found: Review) -> None:
        self._shown = found
        current = self.tab()
        self.tabs.set_items(self._tab_items(), current)
        for pane in self.parts.values():
            pane.show_review(found)

    def _tab_items(self) -> list[TabItem]:
        found = self._shown
        counts = {"coherence": found.apart, "overlaps": found.unjudged} if found else {}
        return [TabItem(key, text(f"review.tab_{key}"), counts.get(key)) for key in TABS]

    def print_shown(self) -> None:
        """Go to the print of what is shown."""
        only = self.pane().printed()
        words = ", ".join(self._place_names())
        scope = {"only": only, "only_words": words or text("review.as_shown")} if only else {}
        self.context.shell.go("print", register=self.tab(), period=None, **scope)

    # localities

    def _place_names(self) -> list[str]:
        names = self.context.registers.linked().names
        return sorted(map(names.locality, self._localities), key=sort_key)

    def _name_place(self) -> None:
        names = self._place_names()
        self.place.set_count(len(names), names[0] if len(names) == 1 else "")

    def _offer_places(self) -> None:
        popup = FacetPopup(text("review.any_place"), self.places(), self._localities, self)
        popup.applied.connect(self.narrow)
        popup.show_below(self.place, gap=4)

    def places(self) -> list[tuple[str, str, int | None]]:
        """Localities that may be chosen: id and name."""
        names = self.context.registers.linked().names
        held = self._localities | set(self._shown.localities if self._shown else ())
        return [(uid, names.locality(uid), None) for uid in sorted(held, key=lambda uid: sort_key(names.locality(uid)))]

    def narrow(self, localities: frozenset[str]) -> None:
        """Show what some localities have part in; none: of all."""
        self._localities = localities
        self.reload()
