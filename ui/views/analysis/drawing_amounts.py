"""Draws money and the tiles of the country with pyqtgraph; each gives the marks it drew."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF

from ui.views.analysis.boxes import Boxes
from ui.views.analysis.chart_view import ChartView, Mark
from ui.views.analysis.drawing import empty, name_rows, scale_left
from ui.views.analysis.strokes import Words
from ui.views.today_panels import scale_of
from workbench.messages import text
from workbench.services.analysis.amounts import AmountRow, Amounts, Tile, TilePart, Tiles
from workbench.values.figures import format_number
from workbench.values.money import BILLION, short_billions
from workbench.values.percent import format_percent

TOKENS = {"need": "seq1", "planned": "seq2", "allocated": "seq3", "disbursed": "accent"}
_HALVES = {"need": 0.36, "planned": 0.25, "allocated": 0.14, "disbursed": 0.06}  # half heights, one inside the other
_SHADES, _RANKS, _BAR = 4, 14, 0.42
_GAP = 0.03  # between the edge of a tile and its words, in tiles
_APART = 2  # px from the edge of a tile to its room
_SPLIT = 0.56  # how much of a tile its old units take, below its name
_SEA = 0.8  # how far an archipelago reaches into the empty column beside it


def draw_nested(chart: Amounts, label_width: int = 150) -> Callable[[ChartView], Sequence[Mark]]:
    """One row each: need, plan, allocation and disbursement inside one another; need and rate at the end."""

    def draw(view: ChartView) -> Sequence[Mark]:
        most = max((one.dong for row in chart.groups for one in row.amounts), default=0)
        if most <= 0:
            return empty(view)
        view.getPlotItem().hideAxis("bottom")
        name_rows(view, [row.label for row in chart.groups], label_width)
        view.reach(most, map(_ending, chart.groups))
        view.rows(len(chart.groups))
        marks, boxes, said = [], Boxes(), Words()
        for place, row in enumerate(chart.groups):
            for one in row.amounts:
                half = _HALVES[one.series]
                boxes.add(0, one.dong, -place, half, TOKENS[one.series])
            said.add(max(one.dong for one in row.amounts), -place, _ending(row), "text", (0, 0.5))
            marks.extend(_nested_marks(row, place))
        boxes.draw(view)
        said.draw(view)
        return marks

    return draw


def _nested_marks(row: AmountRow, place: int) -> list[Mark]:
    marks = []
    for column, one in enumerate(row.amounts):
        half = _HALVES[one.series]
        if one.dong > 0:
            area = QRectF(0, -place - half, one.dong, 2 * half)
            marks.append(Mark(area, _words(row, one.series), one.uids, row=place, column=column))
    return marks


def _words(row: AmountRow, series: str) -> str:
    amount = short_billions(row.of(series))
    return text("charts.amount", label=row.label, series=text(f"capital.{series}"), amount=amount)


def _ending(row: AmountRow) -> str:
    if row.share is None:
        return short_billions(row.of("need"))
    return text("charts.need_and_rate", need=short_billions(row.of("need")), rate=format_percent(row.share))


def draw_grouped(chart: Amounts) -> Callable[[ChartView], Sequence[Mark]]:
    """Columns side by side for each year, over a scale of tỷ đồng."""

    def draw(view: ChartView) -> Sequence[Mark]:
        most = max((one.dong for row in chart.groups for one in row.amounts), default=0)
        if most <= 0:
            return empty(view)
        step, top = scale_of(max(1, -(-most // BILLION)))
        scale_left(view, step, top)
        view.getPlotItem().showAxis("bottom")
        view.foot.show_numbers([(place, row.label) for place, row in enumerate(chart.groups)])
        view.setXRange(-0.6, len(chart.groups) - 0.4, padding=0)
        view.setYRange(0, top * 1.05, padding=0)
        marks, boxes, wide = [], Boxes(standing=True), 0.8 / len(chart.series)
        for place, row in enumerate(chart.groups):
            for order, one in enumerate(row.amounts):
                left, high = place - 0.4 + order * wide, one.dong / BILLION
                boxes.add(left, left + wide, high / 2, high / 2, TOKENS[one.series])
                if one.dong > 0:
                    marks.append(Mark(QRectF(left, 0, wide, high), _words(row, one.series), one.uids, column=left))
        boxes.draw(view)
        return marks

    return draw


def figure_words(tiles: Tiles, value: float | None) -> str:
    """A figure of the map as it is read: 12, 1.250 (tỷ đồng), 87,5%; a dash for what cannot be divided."""
    if value is None or tiles.kind == "share":
        return format_percent(value)
    return short_billions(value) if tiles.kind == "money" else format_number(int(value))


def draw_tiles(tiles: Tiles) -> Callable[[ChartView], Sequence[Mark]]:
    """The units as equal tiles, darker where there is more; old units side by side within their tile."""

    def draw(view: ChartView) -> Sequence[Mark]:
        plot = view.getPlotItem()
        plot.hideAxis("left")
        plot.hideAxis("bottom")
        right, low = (max(getattr(tile, side) for tile in tiles.tiles) for side in ("column", "row"))
        view.setXRange(-0.02, right + 1.02, padding=0)
        view.setYRange(-low - 1.15, 0.15, padding=0)
        most = max((value for value in _values(tiles) if value is not None), default=0.0)
        marks, boxes, said = [], Boxes(_APART, "border"), Words()
        for tile in tiles.tiles:
            if tile.archipelago:
                marks.append(_sea(said, boxes, tile))
                continue
            shown = _shown(tile, tiles.old)
            wide = 1 / len(shown)
            if tiles.old:
                boxes.add(tile.column, tile.column + 1, -tile.row - 0.5, 0.5, "surface", tile.member)
            high = _SPLIT if tiles.old else 1.0  # old units stand below the name of their tile
            for place, part in enumerate(shown):
                left, foot = tile.column + place * wide, -tile.row - 1
                step = shade(part.value, most)
                ringed = tile.member and not tiles.old
                boxes.add(left, left + wide, foot + high / 2, high / 2, f"seq{step}", ringed)
                area = QRectF(left, foot, wide, high)
                marks.append(Mark(area, part_words(tiles, part), part.uids, row=tile.row, column=left))
                spot, anchor = (left + wide / 2, 0.5) if tiles.old else (left + wide - _GAP, 1.0)
                said.add(spot, foot + high / 2, figure_words(tiles, part.value), f"seq_ink{step}", (anchor, 0.5))
            ink = "text2" if tiles.old else f"seq_ink{shade(tile.value, most)}"
            beside = "" if tiles.old else figure_words(tiles, tile.value)
            middle = -tile.row - (0.24 if tiles.old else 0.5)
            said.add(tile.column + _GAP, middle, tile.short or tile.label, ink, (0.0, 0.5), 1 - 2 * _GAP, beside)
        boxes.draw(view)
        said.draw(view)
        return marks

    return draw


def draw_ranks(tiles: Tiles) -> Callable[[ChartView], Sequence[Mark]]:
    """The units that have most, as bars."""

    def draw(view: ChartView) -> Sequence[Mark]:
        found = [part for tile in tiles.tiles if not tile.archipelago for part in _shown(tile, tiles.old) if part.value]
        ranked = sorted(found, key=lambda part: -(part.value or 0))[:_RANKS]
        if not ranked or (ranked[0].value or 0) <= 0:
            return empty(view)
        view.getPlotItem().hideAxis("bottom")
        name_rows(view, [part.label for part in ranked], 170 if tiles.old else 100)
        most = ranked[0].value or 1
        view.reach(most, [figure_words(tiles, part.value) for part in ranked])
        view.rows(len(ranked))
        marks, boxes, said = [], Boxes(), Words()
        for place, part in enumerate(ranked):
            value = part.value or 0
            boxes.add(0, value, -place, _BAR / 2, "seq3")
            said.add(value, -place, figure_words(tiles, value), "text", (0, 0.5))
            marks.append(Mark(QRectF(0, -place - _BAR / 2, value, _BAR), part_words(tiles, part), part.uids, row=place))
        boxes.draw(view)
        said.draw(view)
        return marks

    return draw


def _shown(tile: Tile, old: bool) -> tuple[TilePart, ...]:
    if old and tile.parts:
        return tile.parts
    return (TilePart(tile.unit, tile.label, tile.value, tile.uids),)


def _values(tiles: Tiles) -> list[float | None]:
    return [part.value for tile in tiles.tiles for part in _shown(tile, tiles.old)]


def shade(value: float | None, most: float) -> int:
    """Which of the five shades a figure has: none for nothing, then by quarters of the largest."""
    if not value or most <= 0 or value < 0:
        return 0
    return min(_SHADES, 1 + int(value / most * _SHADES * 0.999))


def part_words(tiles: Tiles, part: TilePart) -> str:
    """What a figure of one unit says."""
    measure = text(f"charts.measure_{tiles.key}")
    return text("charts.tile", unit=part.label, measure=measure, figure=figure_words(tiles, part.value))


def _sea(said: Words, boxes: Boxes, tile: Tile) -> Mark:
    """An archipelago has a place and a name, its figures are those of its province."""
    left, middle = tile.column - _SEA, -tile.row - 0.5
    boxes.add(left, tile.column + 1, middle, 0.5, "surface")
    said.add((left + tile.column + 1) / 2, middle, tile.label, "text2", (0.5, 0.5))
    area = QRectF(left, middle - 0.5, _SEA + 1, 1)
    return Mark(area, tile.label, (), row=tile.row, column=tile.column)
