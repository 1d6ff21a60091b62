"""The pages of the window: built on first visit, kept afterwards, built anew when the words change."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, cast

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.shell.page_header import PageHeader

if TYPE_CHECKING:
    from ui.context import Context, Page
    from ui.preferences import PreferenceBook


class PageSpec(NamedTuple):
    """Where a page is found. `remembers` pages are also given the preferences; `shared` ones are told which they are."""

    module: str
    name: str
    remembers: bool = False
    shared: bool = False


_REGISTER = PageSpec("ui.views.registers", "RegisterPage", remembers=True, shared=True)


PAGES: Mapping[str, PageSpec] = {
    "today": PageSpec("ui.views.today", "TodayPage", True),
    "agreements": _REGISTER,
    "obstacles": _REGISTER,
    "escalations": _REGISTER,
    "answers": _REGISTER,
    "documents": _REGISTER,
    "tasks": _REGISTER,
    "meetings": _REGISTER,
    "plans": _REGISTER,
    "projects": _REGISTER,
    "mechanisms": _REGISTER,
    "sectors": _REGISTER,
    "initiatives": _REGISTER,
    "escalate": PageSpec("ui.views.escalate", "EscalatePage", True),
    "answer": PageSpec("ui.views.answer", "AnswerPage", True),
    "import": PageSpec("ui.views.import_flow.page", "ImportPage"),
    "round": PageSpec("ui.views.round_page", "RoundPage"),
    "print": PageSpec("ui.views.print_page", "PrintPage"),
    "analysis": PageSpec("ui.views.analysis.page", "AnalysisPage"),
    "capital": PageSpec("ui.views.analysis.figure_pages", "CapitalChartsPage"),
    "timeliness": PageSpec("ui.views.analysis.figure_pages", "TimelinessChartsPage"),
    "tiles": PageSpec("ui.views.analysis.figure_pages", "TilesPage"),
    "matrix": PageSpec("ui.views.analysis.matrix_page", "MatrixPage"),
    "review": PageSpec("ui.views.review_page", "ReviewPage"),
    "data": PageSpec("ui.views.data_page", "DataPage"),
    "journal": PageSpec("ui.views.journal_page", "JournalPage"),
    "trash": PageSpec("ui.views.trash_page", "TrashPage"),
    "settings": PageSpec("ui.views.settings", "SettingsPage", True),
}


class PageStack(QStackedWidget):
    """Shows one page at a time; before the first one, its frame: the head without what the record tells."""

    def __init__(self, book: PreferenceBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._context: Context | None = None
        self._frame: QWidget | None = None
        self._built: dict[str, Page] = {}
        self._outdated: set[str] = set()

    def show_frame(self, title: str) -> None:
        """The head of the page to come, in its place."""
        self._frame = QWidget()
        column = QVBoxLayout(self._frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(PageHeader(title))
        column.addStretch(1)
        self.addWidget(self._frame)

    def give(self, context: Context) -> None:
        """What pages are built with."""
        self._context = context

    def current(self) -> Page | None:
        """The page shown."""
        shown = self.currentWidget()
        return None if shown is self._frame else cast("Page", shown)

    def built(self) -> dict[str, Page]:
        """Pages visited so far."""
        return dict(self._built)

    def show_page(self, key: str) -> Page:
        """Show a page, building it first if need be."""
        page = self._built.get(key)
        if page is not None and key in self._outdated and page.may_leave():
            self._drop(key)
            page = None
        if page is None:
            page = self._build(key)
        self.setCurrentWidget(page)
        self._drop_frame()
        return page

    def outdate(self) -> None:
        """The words or sizes changed: every page is built anew when next shown.

        One with something half entered keeps its words until that is done.
        """
        self._outdated = set(self._built)

    def _build(self, key: str) -> Page:
        spec = PAGES[key]
        made = getattr(import_module(spec.module), spec.name)
        assert self._context is not None
        context = self._context.of()
        given = (context, self._book) if spec.remembers else (context,)
        page: Page = made(*given, key) if spec.shared else made(*given)
        self._built[key] = page
        self.addWidget(page)
        return page

    def _drop_frame(self) -> None:
        if self._frame is not None:
            self.removeWidget(self._frame)
            self._frame.deleteLater()
            self._frame = None

    def _drop(self, key: str) -> None:
        page = self._built.pop(key)
        self._outdated.discard(key)
        self.removeWidget(page)
        page.context.when_told(page.deleteLater)  # what it still has at work is told to it, and by it
