"""The search field at the top of the window, with its list below: records, pages and views, commands.

The list never takes the focus: arrows move in it, Enter opens, Esc closes it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.search_box import SearchBox
from workbench.messages import text

if TYPE_CHECKING:
    from ui.shell.finding import Found
    from ui.shell.found_list import FoundList, Group

_MINE = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return)


class GlobalSearch(SearchBox):
    """The field. `opened(Found)` when the officer takes one; `find(typed)` is asked to call `show_found` back."""

    opened = Signal(object)

    def __init__(self, find: Callable[[str], object], keys: str, window: QWidget) -> None:
        super().__init__(text("shell.search_everything"), keys)
        self._over = window
        self._list: FoundList | None = None
        self._listed = ""  # the words that the list is of
        self._wanted = ""  # the words after which Enter was pressed before the list was there
        self.searched.connect(lambda typed: find(typed) if typed.strip() else self._put_away())
        self.left.connect(self._leave)
        self.down.connect(lambda: self.list.move_choice(1))

    @property
    def list(self) -> FoundList:
        """The list below, made when something is first sought."""
        if self._list is None:
            from ui.shell.found_list import FoundList

            self._list = FoundList(self._over)
            self._list.opened.connect(self._taken)
        return self._list

    def show_found(self, typed: str, groups: Sequence[Group], meant: str = "") -> None:
        """What was found for these words, or for those that were `meant`; nothing when others were typed meanwhile.
        Where Enter came before the list, the only record there is is opened.
        """
        if typed != self.text() or not self.hasFocus():
            return
        self._listed = typed
        self.list.show_found(typed, groups, self, meant)
        wanted, self._wanted = self._wanted, ""
        if wanted == typed and not meant and len(groups[0][1]) == 1:
            self.list.open_chosen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self._is_listing() and event.key() == Qt.Key.Key_Up:
            self.list.move_choice(-1)
        elif enter and self._is_listing() and self._listed == self.text():
            self.list.open_chosen()
        else:
            self._wanted = self.text() if enter else ""
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._put_away()

    def event(self, event: QEvent) -> bool:
        # the arrows and Enter belong to the list while it is open, whatever the menus say
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _MINE:
            event.accept()
            return True
        return super().event(event)

    def _taken(self, found: Found) -> None:
        self.clear_quietly()
        self.opened.emit(found)

    def _is_listing(self) -> bool:
        return self._list is not None and self._list.isVisible()

    def _put_away(self) -> None:
        if self._list is not None:
            self._list.hide()

    def _leave(self) -> None:
        self._put_away()
        following = self.window().findChild(QWidget, "pages")
        if following is not None:
            following.setFocus()
