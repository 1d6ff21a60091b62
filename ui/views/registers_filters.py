"""The filter bar of a register: search, facet pills as far as there is room, the rest behind “Thêm”."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.metrics import px
from ui.theme.tokens import HEIGHT_FILTERS
from ui.views.registers_facets import Entry, FacetPopup, offer
from ui.widgets.base import Themed
from ui.widgets.buttons import Button, IconButton, LinkButton
from ui.widgets.pills import FilterPill, Pill
from ui.widgets.search_box import SearchBox
from workbench.messages import text

_GAP, _SEARCH, _LEAST_SEARCH = 8, 216, 150
_ONLY, _CLEAR = "only", "clear"

Ask = Callable[[str, Callable[[Sequence[Entry]], object]], object]


class _Search(SearchBox):
    """A search field that can be shown with words already asked for."""

    def show_words(self, words: str) -> None:
        """Show these without a query; the next change asks."""
        self.clear_quietly()
        if words:
            self.blockSignals(True)
            self.setText(words)
            self.blockSignals(False)
            self._asked = words
            self._place()


class FilterBar(Themed, QWidget):
    """`changed` when search or a facet is another; `density_wanted`, `columns_wanted` from the buttons."""

    changed = Signal()
    left = Signal()
    down = Signal()
    density_wanted = Signal()
    columns_wanted = Signal()

    def __init__(
        self, facets: Sequence[str], ask: Ask, label: Callable[[str, str], str], parent: QWidget | None = None
    ) -> None:
        """`ask(facet, show)` reads the values of a facet and shows them; `label` names one of its values."""
        super().__init__(parent)
        self._ask, self._label = ask, label
        self._popup: FacetPopup | None = None
        self._chosen: dict[str, frozenset[str]] = {}
        self.search = _Search(text("register.search"), "Ctrl+F")
        self.search.setParent(self)
        self.pills = {key: FilterPill(text(f"facet.{key}"), parent=self) for key in facets}
        self._only = FilterPill("", parent=self)
        self._more = Pill(text("register.more_filters"), arrow=True, parent=self)
        self._clear = LinkButton(text("register.clear_filters"), parent=self)
        self.columns = Button(text("register.columns"), "quiet", "columns-3", parent=self)
        self.density = Button(text("register.density"), "quiet", "menu", parent=self)
        self._columns_icon = IconButton("columns-3", text("register.columns_tip"), parent=self)
        self._density_icon = IconButton("menu", text("register.density_tip"), parent=self)
        for key, pill in self.pills.items():
            pill.opened.connect(lambda key=key: self.open_facet(key))
            pill.cleared.connect(lambda key=key: self._choose(key, frozenset()))
        self._wire()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def _wire(self) -> None:
        self.search.searched.connect(lambda _: self.changed.emit())
        self.search.left.connect(self.left)
        self.search.down.connect(self.down)
        self._only.opened.connect(lambda: self._choose(_ONLY, frozenset()))
        self._only.cleared.connect(lambda: self._choose(_ONLY, frozenset()))
        self._more.clicked.connect(self._offer_rest)
        self._clear.clicked.connect(self.clear)
        for button in (self.columns, self._columns_icon):
            button.clicked.connect(self.columns_wanted)
        for button in (self.density, self._density_icon):
            button.clicked.connect(self.density_wanted)

    # what is asked for

    def query_words(self) -> str:
        """What is searched for."""
        return self.search.text().strip()

    def facets(self) -> dict[str, frozenset[str]]:
        """Chosen values by facet, those with none left out."""
        return {key: chosen for key, chosen in self._chosen.items() if key != _ONLY}

    def only(self) -> frozenset[str]:
        """Ids that the list is narrowed to by a link from elsewhere; empty for no such limit."""
        return self._chosen.get(_ONLY, frozenset())

    def only_words(self) -> str:
        """What such a link calls its records."""
        return self._only.text() if self.only() else ""

    def active(self) -> int:
        """How many filters narrow the list, the search not counted."""
        return len(self._chosen)

    def set_filters(
        self,
        search: str,
        facets: dict[str, frozenset[str]],
        only: frozenset[str] = frozenset(),
        only_words: str = "",
    ) -> None:
        """Show these filters without a signal."""
        self.search.show_words(search)
        self._chosen = {key: chosen for key, chosen in facets.items() if chosen and key in self.pills}
        if only:
            self._chosen[_ONLY] = only
            self._only.setText(only_words or text("register.only"))
        self._name_pills()

    def clear(self) -> None:
        """Take all filters away, the search too."""
        self.set_filters("", {})
        self.changed.emit()

    def narrow(self, key: str, chosen: frozenset[str]) -> None:
        """Choose these values of a facet, none for all."""
        self._choose(key, chosen)

    def anchor(self, which: str) -> QWidget:
        """The button a menu of columns or row heights hangs from."""
        words, icon = (self.columns, self._columns_icon) if which == "columns" else (self.density, self._density_icon)
        return words if words.isVisible() else icon

    def open_facet(self, key: str) -> FacetPopup | None:
        """Open the popup of a facet, as soon as its values are read."""
        self._popup = None
        self._ask(key, lambda entries: self._offer(key, entries))
        return self._popup

    def _offer(self, key: str, entries: Sequence[Entry]) -> None:
        pill = self.pills[key]
        popup = FacetPopup(pill.text(), entries, self._chosen.get(key, frozenset()), self)
        popup.applied.connect(lambda chosen: self._choose(key, chosen))
        popup.destroyed.connect(self._forget_popup)
        popup.show_below(pill if pill.isVisible() else self._more, gap=4)
        self._popup = popup

    def _forget_popup(self) -> None:
        self._popup = None

    def _choose(self, key: str, chosen: frozenset[str]) -> None:
        if self._chosen.get(key, frozenset()) == chosen:
            return
        self._chosen = {**self._chosen, key: chosen}
        self._chosen = {k: v for k, v in self._chosen.items() if v}
        self._name_pills()
        self.changed.emit()

    def _name_pills(self) -> None:
        for key, pill in self.pills.items():
            chosen = self._chosen.get(key, frozenset())
            only = next(iter(chosen)) if len(chosen) == 1 else ""
            pill.set_count(len(chosen), self._label(key, only) if only else "")
        self._only.set_count(len(self._chosen.get(_ONLY, ())))
        self._arrange()

    def _offer_rest(self) -> None:
        hidden = [key for key, pill in self.pills.items() if pill.isHidden()]
        choices = [(key, self.pills[key].text(), key in self._chosen) for key in hidden]
        if self._chosen and self._clear.isHidden():
            choices.append((_CLEAR, self._clear.text(), False))
        offer(self._more, choices, lambda key: self.clear() if key == _CLEAR else self.open_facet(key))

    # places

    def restyle(self) -> None:
        self.setFixedHeight(px(HEIGHT_FILTERS))
        self._arrange()
        super().restyle()

    def sizeHint(self) -> QSize:
        return QSize(px(480), px(HEIGHT_FILTERS))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(320), px(HEIGHT_FILTERS))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Search, then pills from the left as long as they fit, chosen ones first; buttons at the right."""
        wide = self.width() >= px(900)
        right = self._place_buttons(wide)
        x = px(24)
        hint = self.search.fontMetrics().horizontalAdvance(self.search.placeholderText()) + px(100)
        searching = max(px(232 if wide else _SEARCH), hint) if self.width() >= px(560) else px(180)
        clear = self._clear.sizeHint().width() + px(_GAP) if self._chosen else 0
        more = self._more.sizeHint().width() + px(_GAP)
        folds = right - x - px(_GAP) - more < px(_LEAST_SEARCH) + clear
        searching = max(px(_LEAST_SEARCH), min(searching, right - x - px(_GAP) - more - (0 if folds else clear)))
        self._put(self.search, x, searching)
        x += searching + px(_GAP)
        ordered: list[FilterPill] = []
        if _ONLY in self._chosen:
            ordered.append(self._only)
        else:
            self._only.hide()
        ordered += [pill for key, pill in self.pills.items() if key in self._chosen]
        ordered += [pill for key, pill in self.pills.items() if key not in self._chosen]
        widths = [pill.sizeHint().width() + px(_GAP) for pill in ordered]
        clear = 0 if folds else clear
        fits = x + sum(widths) + clear <= right
        limit = right - clear - (0 if fits else more)
        room = True
        for pill, width in zip(ordered, widths, strict=True):
            room = room and x + width <= limit
            pill.setVisible(room)
            if room:
                self._put(pill, x, width - px(_GAP))
                x += width
        x = self._put_last(self._more, x, not fits)
        self._put_last(self._clear, x, bool(self._chosen) and not folds)

    def _place_buttons(self, wide: bool) -> int:
        right = self.width() - px(16)
        for words, icon in ((self.density, self._density_icon), (self.columns, self._columns_icon)):
            shown, other = (words, icon) if wide else (icon, words)
            other.hide()
            width = shown.sizeHint().width() if wide else px(28)
            right -= width
            self._put(shown, right, width)
            shown.show()
            right -= px(4 if wide else 6)
        return right

    def _put_last(self, widget: QWidget, x: int, shown: bool) -> int:
        widget.setVisible(shown)
        if shown:
            self._put(widget, x, widget.sizeHint().width())
            return x + widget.width() + px(_GAP)
        return x

    def _put(self, widget: QWidget, x: int, width: int) -> None:
        high = widget.sizeHint().height() if widget.maximumHeight() > px(60) else widget.maximumHeight()
        widget.setGeometry(x, (self.height() - high) // 2, width, high)
