"""Ma trận liên kết: which localities work with which, the agreements in time, and the sectors put first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.context import Context
from ui.theme import status
from ui.theme.metrics import px
from ui.views.analysis.chart_card import ChartCard, Draw, FigureCard
from ui.views.analysis.chart_view import Mark
from ui.views.analysis.drawing import draw_timeline
from ui.views.analysis.drawing_sectors import RoleLegend, draw_sectors
from ui.views.analysis.matrix_view import STEPS, MatrixView, Shade
from ui.views.analysis.page import ChartPage
from ui.widgets.buttons import LinkButton
from ui.widgets.cards import Card
from ui.widgets.labels import ElidedLabel, Label, ShapeMark
from ui.widgets.pills import ChoicePills
from workbench.messages import text
from workbench.services.analysis.charts import Matrix
from workbench.services.analysis.pages import SHOWN, LinkagePage, Sheet, linkage_page, sheet_of
from workbench.values.money import short_billions

_SIDE_BY_SIDE = 900  # from this width on
_SECTORS = 6  # drawn: their names take two lines
_OF = ("agreements", "obstacles", "projects")


class MatrixPage(ChartPage):
    """Parameters: `of`: agreements, obstacles or projects with their capital."""

    key = "matrix"
    nav = "matrix"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._of = "agreements"
        self._shown: LinkagePage | None = None
        self.pills = ChoicePills([(key, text(f"analysis.of_{key}")) for key in _OF], self._of, text("analysis.matrix"))
        self.pills.chosen.connect(self._choose)
        self.view = MatrixView()
        self.matrix = FigureCard("matrix", self.view)
        self.timeline = ChartCard("timeline")
        self.all_link = LinkButton("")
        self.sectors = ChartCard("sector_overlap")
        self.role_legend = RoleLegend()
        self.pair = Card(margin=12, gap=4)
        self.pair.setObjectName("pairCard")
        self.pair_title = Label("", "body", weight=600)
        self.pair_link = LinkButton("", flush="right")
        self.pair_states = QHBoxLayout()
        self._lay_out()
        self.view.pointed.connect(self._show_pair)
        self.view.menu_wanted.connect(self.matrix.offer)
        self.view.opened.connect(self._open_cell)
        self.pair_link.clicked.connect(lambda: self._open_cell(self.view.row, self.view.column))
        self.timeline.opened.connect(lambda mark: self.open_records("agreements", mark))
        self.sectors.opened.connect(lambda mark: self.open_records("sectors", mark))
        self.all_link.clicked.connect(self._open_all)

    def _lay_out(self) -> None:
        card = self.matrix
        card.insert_head(self.pills)
        card.body.addLayout(_legend())
        line = QHBoxLayout()
        line.addWidget(self.pair_title, 1)
        line.addWidget(self.pair_link)
        self.pair.body.addLayout(line)
        self.pair.body.addLayout(self.pair_states)
        card.body.addWidget(self.pair)
        self.timeline.insert_head(self.all_link)
        self.sectors.insert_legend(self.role_legend)
        self._sides = row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.content)
        row.setContentsMargins(px(24), px(8), px(24), px(16))
        row.setSpacing(px(12))
        row.addWidget(card, 10)
        right = QVBoxLayout()
        right.setSpacing(px(12))
        for chart, share in ((self.timeline, 9), (self.sectors, 11)):
            chart.setMinimumHeight(px(230))
            right.addWidget(chart, share)
        row.addLayout(right, 11)

    def panes(self) -> list[QWidget]:
        """Parts that F6 goes through."""
        return [self.view, self.timeline.view, self.sectors.view]

    def first_focus(self) -> QWidget | None:
        """The matrix."""
        return self.view

    def state(self) -> dict[str, Any]:
        """What brings the page back."""
        return {"of": self._of}

    def open(self, **params: Any) -> None:
        """Show the matrix of agreements, obstacles or projects."""
        if params.get("of") in _OF:
            self._of = params["of"]
            self.pills.set_current(self._of)
        self.reload()

    def _choose(self, of: str) -> None:
        self._of = of
        self.reload()

    def reload(self) -> None:
        """Read on the worker and show."""
        registers, of = self.context.registers, self._of
        task = self.context.run(lambda _: linkage_page(registers, of, SHOWN))
        task.done.connect(self._show)
        task.start()

    def _show(self, page: LinkagePage) -> None:
        self._shown = page
        self.matrix.take(sheet_of(page.matrix))
        self.view.show_matrix(page.matrix)  # which points at a cell
        _put(self.timeline, sheet_of(page.timeline), draw_timeline(page.timeline), text("analysis.timeline_note"))
        lines = page.sectors.lines
        note = text("sectorgrid.some", n=_SECTORS, every=len(lines)) if len(lines) > _SECTORS else ""
        _put(self.sectors, sheet_of(page.sectors), draw_sectors(page.sectors, lines[:_SECTORS]), note)
        self._fit()
        self.all_link.setText(text("analysis.see_all", n=page.timeline.size))
        self.all_link.updateGeometry()
        places = len(page.matrix.keys)
        self.header.set_note(text(f"analysis.matrix_note_{self._of}", n=page.matrix.distinct, places=places))
        if not places:
            self._show_pair(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is no room side by side, the matrix stands above in its full height."""
        narrow = self.width() < px(_SIDE_BY_SIDE)
        directions = QBoxLayout.Direction
        self._sides.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        self.view.setMinimumHeight(self.view.sizeHint().height() if narrow else 0)

    def sheets(self) -> Sequence[Sheet]:
        """Every chart as a table."""
        page = self._shown
        return [] if page is None else [sheet_of(chart) for chart in (page.matrix, page.timeline, page.sectors)]

    def _show_pair(self, row: int, column: int) -> None:
        page = self._shown
        while (item := self.pair_states.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if page is None or not page.matrix.keys or row == column:
            self.pair_title.setText(text("analysis.no_pair"))
            self.pair_link.hide()
            return
        labels, uids = page.matrix.labels, page.matrix.cells[row][column]
        self.pair_title.setText(text("analysis.pair", one=labels[row], other=labels[column]))
        self.pair_link.setVisible(bool(uids))
        self.pair_link.setText(text(f"analysis.open_{page.matrix.register}", n=len(uids)))
        self.pair_link.updateGeometry()
        for (key, word), number in self._states(page.matrix, row, column).items():
            look = status.LOOKS[key]
            self.pair_states.addWidget(ShapeMark(look.shape, look.ink, 12))
            self.pair_states.addWidget(Label(f"{number} {word.lower()}", "label", look.ink))
        need, allocated = page.matrix.money(row, column)
        if not need and not allocated:
            self.pair_states.addStretch(1)
        else:
            words = text("analysis.pair_capital", need=short_billions(need), allocated=short_billions(allocated))
            self.pair_states.addWidget(ElidedLabel(words, "label", "text2", weight=400, tabular=True), 1)

    def _states(self, matrix: Matrix, row: int, column: int) -> Mapping[tuple[str, str], int]:
        """How many of the records are in which state, by status key and word."""
        if matrix.register == "projects":  # their words say more than their status
            rows = self.context.registers.rows_of("projects", matrix.cells[row][column])
            return Counter((one.status, one.status_word or status.word(one.status)) for one in rows)
        counted = matrix.standing(row, column)
        return {(key, status.word(key)): counted[key] for key in status.LOOKS if key in counted}

    def _open_all(self) -> None:
        """Every agreement that the timeline counts."""
        if self._shown is not None:
            line = self._shown.timeline
            self.open_records(line.register, Mark(QRectF(), self.timeline.heading.text(), line.uids))

    def _open_cell(self, row: int, column: int) -> None:
        page = self._shown
        if page is not None and page.matrix.keys and page.matrix.cells[row][column]:
            mark = Mark(QRectF(), self.view.words(row, column), page.matrix.cells[row][column])
            self.open_records(page.matrix.register, mark)


def _put(card: ChartCard, sheet: Sheet, draw: Draw, note: str) -> None:
    summary = text("analysis.summary", n=sheet.size, note=note or card.heading.text())
    card.show_chart(draw, note, sheet, summary)


def _legend() -> QHBoxLayout:
    """What the shades stand for."""
    row = QHBoxLayout()
    row.setSpacing(px(6))
    row.addWidget(Label(text("analysis.shades"), "label", "text2", weight=400))
    row.addSpacing(px(6))
    least = [0, *(most + 1 for most in STEPS)]
    for step, (low, most) in enumerate(zip(least, [*STEPS, 0], strict=True)):
        words = f"{low}+" if step == len(STEPS) else str(low) if low == most else f"{low}–{most}"
        row.addWidget(Shade(step, words))
    row.addStretch(1)
    return row
