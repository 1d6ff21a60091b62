"""Draws the charts of the analysis pages with pyqtgraph; each gives the marks it drew."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt

from ui.theme import plots, status
from ui.theme.metrics import px
from ui.views.analysis.boxes import LATE, Boxes
from ui.views.analysis.chart_view import ChartView, Mark, nothing
from ui.views.analysis.strokes import Ground, Lines, Ticks, Words
from ui.views.today_panels import scale_of
from workbench.messages import text
from workbench.services.analysis.charts import Bars, Dot, Dots, Spreads, Timeline
from workbench.values.figures import format_number
from workbench.values.percent import format_percent

TOKENS = {
    "late": LATE,
    "wait": "plum",
    "doing": "accent",
    "new": "seq2",
    "young": "seq2",
    "old": "seq3",
    "very_old": "accent",
    "in_time": "green",
    "came_late": "amber",
    "overdue": LATE,
}
_TODAY = 0.6  # room for the word above the line of today, in rows
_BAR = 0.42  # thickness of a bar; a row is one unit high
_BAND = 0.25  # half of the height of an agreement in time


def words_of(label: str, series: str, number: int) -> str:
    """What a segment says."""
    return text("analysis.mark", label=label, series=text(f"analysis.series_{series}"), n=number)


def name_rows(view: ChartView, names: Sequence[str], most: int) -> None:
    """Names of the rows at the left, at most so many design px wide."""
    view.getPlotItem().showAxis("left")
    view.side.show_names([(-place, name) for place, name in enumerate(names)], most)


def empty(view: ChartView) -> tuple[Mark, ...]:
    """An empty chart that says so."""
    plot = view.getPlotItem()
    plot.hideAxis("left")
    plot.hideAxis("bottom")
    words = Words()
    words.add(0.5, 0.5, nothing(), "text2", (0.5, 0.5))
    words.draw(view)
    view.setXRange(0, 1)
    view.setYRange(0, 1)
    return ()


def draw_bars(chart: Bars, label_width: int = 114) -> Callable[[ChartView], Sequence[Mark]]:
    """Stacked bars lying on their sides with the total at their end."""

    def draw(view: ChartView) -> Sequence[Mark]:
        if not chart.bars or not any(bar.total for bar in chart.bars):
            return empty(view)
        plot = view.getPlotItem()
        plot.hideAxis("bottom")
        name_rows(view, [bar.label for bar in chart.bars], label_width)
        most = max(bar.total for bar in chart.bars)
        view.reach(most, [format_number(bar.total) for bar in chart.bars])
        view.rows(len(chart.bars))
        marks = []
        boxes, said = Boxes(), Words()
        for place, bar in enumerate(chart.bars):
            left = 0.0
            for part in bar.parts:
                boxes.add(left, left + part.number, -place, _BAR / 2, TOKENS[part.series])
                area = QRectF(left, -place - _BAR / 2, part.number, _BAR)
                words, column = words_of(bar.label, part.series, part.number), chart.series.index(part.series)
                marks.append(Mark(area, words, part.uids, part.series, place, column))
                left += part.number
            said.add(left, -place, format_number(bar.total), "text", (0, 0.5))
        boxes.draw(view)
        said.draw(view)
        return marks

    return draw


def draw_upright(chart: Bars) -> Callable[[ChartView], Sequence[Mark]]:
    """Columns over a scale of whole numbers, with their number above."""

    def draw(view: ChartView) -> Sequence[Mark]:
        if not any(bar.total for bar in chart.bars):
            return empty(view)
        step, top = scale_of(max(bar.total for bar in chart.bars))
        scale_left(view, step, top)
        view.getPlotItem().showAxis("bottom")
        view.foot.show_numbers([(place, bar.label) for place, bar in enumerate(chart.bars)])
        view.setXRange(-0.6, len(chart.bars) - 0.4, padding=0)
        view.setYRange(0, top * 1.1, padding=0)
        marks = []
        boxes, said = Boxes(standing=True), Words()
        for place, bar in enumerate(chart.bars):
            for part in bar.parts:
                boxes.add(place - 0.31, place + 0.31, part.number / 2, part.number / 2, TOKENS[part.series])
                words = text(f"analysis.mark_{chart.key}", label=bar.label, n=part.number)
                area = QRectF(place - 0.31, 0, 0.62, part.number)
                marks.append(Mark(area, words, part.uids, part.series, column=place))
            said.add(place, bar.total, format_number(bar.total), "text", (0.5, 1.0), ground=True)
        boxes.draw(view)
        said.draw(view)
        return marks

    return draw


def scale_left(view: ChartView, step: int, top: int) -> None:
    """A scale of whole numbers at the left, as wide as they are, with lines across."""
    plot = view.getPlotItem()
    plot.showAxis("left")
    view.side.show_numbers([(value, format_number(value)) for value in range(0, top + 1, step)])
    plot.addItem(Lines(range(0, top + 1, step), plots.pen("border"), upright=False))


def _days_axis(view: ChartView, most: float, usual: int | None) -> float:
    """A scale of working days at the foot with lines up; the usual deadline in red. Gives its end."""
    step = next(step for step in (5, 10, 20, 50, 100, 200, 500, 1000) if most <= 7 * step)
    top = step * max(2, -(-int(most + 1) // step))
    plot = view.getPlotItem()
    plot.showAxis("bottom")
    values = [value for value in range(0, top + 1, step) if usual is None or abs(value - usual) > step * 0.6]
    ticks = [(float(value), format_number(value)) for value in values]
    plot.addItem(Lines(values, plots.pen("border"), upright=True))
    if usual is not None:
        line = plots.pen("red", 1.5)
        line.setStyle(Qt.PenStyle.DashLine)
        plot.addItem(Lines([usual], line, upright=True))
        ticks.append((float(usual), text("analysis.usual", n=usual)))
    view.foot.show_numbers(ticks, usual)
    view.setXRange(-top * 0.02, top * 1.02, padding=0)
    return float(top)


def dot_words(body: str, dot: Dot) -> str:
    """What a dot says: an escalation by its code, several by their number."""
    key = "analysis.dot_late" if dot.late else "analysis.dot"
    if dot.number == 1:
        return text(key, label=body, code=dot.code, n=dot.days)
    return text(f"{key}_many", label=body, number=dot.number, n=dot.days)


def draw_dots(chart: Dots) -> Callable[[ChartView], Sequence[Mark]]:
    """Waiting escalations as dots; those past their own deadline as red triangles on a red ground."""

    def draw(view: ChartView) -> Sequence[Mark]:
        dots = [dot for row in chart.rows_ for dot in row.dots]
        if not dots:
            return empty(view)
        name_rows(view, [row.label for row in chart.rows_], 150)
        view.rows(len(chart.rows_))
        top = _days_axis(view, max(dot.days for dot in dots), chart.usual)
        if chart.usual is not None and top > chart.usual:
            late = all(dot.late for dot in dots if dot.days > chart.usual)  # a deadline of its own may be later
            view.getPlotItem().addItem(Ground(chart.usual, "red_bg" if late else "hover"))
        marks = []
        for late, token, symbol in ((False, "plum", "o"), (True, "red", "t1")):
            spots = [(dot, -place) for place, row in enumerate(chart.rows_) for dot in row.dots if dot.late is late]
            scatter = pg.ScatterPlotItem(
                [dot.days for dot, _ in spots],
                [place for _, place in spots],
                size=px(11),
                symbol=symbol,
                brush=plots.brush(token),
                pen=plots.pen("surface"),
            )
            view.getPlotItem().addItem(scatter)
        for place, row in enumerate(chart.rows_):
            for dot in row.dots:
                words = dot_words(row.label, dot)
                area = QRectF(dot.days - 0.2, -place - 0.1, 0.4, 0.2)
                marks.append(Mark(area, words, dot.uids, row=place, column=dot.days))
        return marks

    return draw


def draw_spreads(chart: Spreads) -> Callable[[ChartView], Sequence[Mark]]:
    """Answer times: a line from least to most, the middle half as a bar, the middle as a tick, its days at the end."""

    def draw(view: ChartView) -> Sequence[Mark]:
        if not chart.spreads:
            return empty(view)
        name_rows(view, [spread.label for spread in chart.spreads], 150)
        view.rows(len(chart.spreads))
        top = _days_axis(view, max(spread.most for spread in chart.spreads), chart.usual)
        view.setXRange(-top * 0.02, top * 1.26, padding=0)
        marks = []
        boxes, said = Boxes(), Words()
        ends = [end for spread in chart.spreads for end in (spread.least, spread.most)]
        rows = [-place for place in range(len(chart.spreads)) for _ in range(2)]
        view.getPlotItem().addItem(pg.PlotCurveItem(ends, rows, connect="pairs", pen=plots.pen("seq3", 1.5)))
        for place, spread in enumerate(chart.spreads):
            wide = max(spread.upper - spread.lower, top * 0.012)
            left = (spread.lower + spread.upper - wide) / 2
            boxes.add(left, left + wide, -place, 0.16, "seq2")
            days = round(spread.middle)
            said.add(top * 1.04, -place, text("analysis.days", n=days), "text2", (0, 0.5))
            words = text(
                "analysis.spread",
                label=spread.label,
                n=len(spread.uids),
                middle=days,
                least=round(spread.least),
                most=round(spread.most),
            )
            area = QRectF(spread.least, -place - 0.22, max(spread.most - spread.least, top * 0.02), 0.44)
            marks.append(Mark(area, words, spread.uids, row=place))
        boxes.draw(view)
        middles = [(spread.middle, -place) for place, spread in enumerate(chart.spreads)]
        view.getPlotItem().addItem(Ticks(middles, 0.24, plots.pen("accent", px(3))))
        said.draw(view)
        return marks

    return draw


def draw_timeline(chart: Timeline) -> Callable[[ChartView], Sequence[Mark]]:
    """Agreements as bands in time, the share done in ink, their commitments as points, today as a red line."""

    def draw(view: ChartView) -> Sequence[Mark]:
        if not chart.spans:
            return empty(view)
        plot = view.getPlotItem()
        name_rows(view, [span.label for span in chart.spans], 190)
        view.rows(len(chart.spans), _TODAY)
        first = int(min(span.first for span in chart.spans))
        last = int(max(span.last for span in chart.spans)) + 1
        plot.showAxis("bottom")
        every = max(1, (last - first) // 7)
        view.foot.show_numbers([(year + 0.5, str(year)) for year in range(first, last, every)])
        plot.addItem(Lines(range(first, last + 1), plots.pen("border"), upright=True))
        view.setXRange(first, last, padding=0.01)
        marks = []
        boxes = Boxes()
        for place, span in enumerate(chart.spans):
            done = span.first + (span.last - span.first) * (span.share or 0)
            boxes.add(span.first, span.last, -place, _BAND, "seq1")
            boxes.add(span.first, done, -place, _BAND, "green" if span.share == 1 else "accent")
            share = format_percent(span.share, 0)
            words = text("analysis.span", code=span.code, title=span.label, share=share, status=status.word(span.status))
            area = QRectF(span.first, -place - 0.2, span.last - span.first, 0.4)
            marks.append(Mark(area, words, (span.uid,), row=place))
        boxes.draw(view)
        _points(view, chart)
        today = plots.pen("red", 1.5)
        today.setStyle(Qt.PenStyle.DashLine)
        plot.addItem(Lines([chart.now], today, upright=True))
        said = Words()
        said.add(chart.now, 0.6 + _TODAY / 2, text("analysis.today"), "red", (0.5, 0.5), ground=True)
        said.draw(view)
        return marks

    return draw


_SYMBOLS = {"done": "o", "late": "t1", "soon": "d"}


def _points(view: ChartView, chart: Timeline) -> None:
    for key in ("new", "doing", "soon", "late", "done"):
        spots = [(x, -place) for place, span in enumerate(chart.spans) for x, state in span.points if state == key]
        if not spots:
            continue
        ink = status.LOOKS[key].ink
        filled = key in _SYMBOLS
        item = pg.ScatterPlotItem(
            [x for x, _ in spots],
            [y for _, y in spots],
            size=px(10),
            symbol=_SYMBOLS.get(key, "o"),
            brush=plots.brush(ink if filled else "surface"),
            pen=plots.pen("surface" if filled else ink, 1.5),
        )
        item.setZValue(20)
        view.getPlotItem().addItem(item)
