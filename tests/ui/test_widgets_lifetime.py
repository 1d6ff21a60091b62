"""Kit widgets are freed as soon as nobody holds them: none keeps itself alive."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QWidget

from tests.ui.gallery_parts import rail
from tests.ui.gallery_table import register_table
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button, IconButton, LinkButton
from ui.widgets.cards import Card, PopupCard, ScrollBody
from ui.widgets.chain import ChainNode, ChainStrip
from ui.widgets.chips import Chip, Tag
from ui.widgets.choices import CheckBox, Radio, RadioCard, Switch
from ui.widgets.combo import Combo, SeekEdit
from ui.widgets.dates import CalendarPopup, DateEdit
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import Field, LineEdit, TextArea
from ui.widgets.key_values import KeyValues
from ui.widgets.labels import ElidedLabel, Label
from ui.widgets.month_grid import MonthGrid, MonthPair, weekends
from ui.widgets.paragraph import Paragraph
from ui.widgets.pills import ChoicePills, FilterPill
from ui.widgets.progress_line import ProgressLine
from ui.widgets.search_box import SearchBox
from ui.widgets.splitter import Splitter
from ui.widgets.status_strip import StatusPiece, StatusStrip
from ui.widgets.steps import Step, StepBar
from ui.widgets.table import Table
from ui.widgets.tabs import TabItem, Tabs
from ui.widgets.toast import Toast
from workbench.values.dates import parse_date

TODAY = date(2026, 10, 12)
NODE = ChainNode("Vướng mắc", "triangle-alert", "VM-2026-063", "VM 063", "wait")
MAKERS: dict[str, Callable[[], QWidget]] = {
    "banner": lambda: Banner("info", "a", "b", True),
    "button": lambda: Button("a", icon="plus"),
    "icon button": lambda: IconButton("x", "a"),
    "link": lambda: LinkButton("a"),
    "card": lambda: Card("a"),
    "popup": PopupCard,
    "scroll body": ScrollBody,
    "chain": lambda: ChainStrip([NODE], 0),
    "chip": lambda: Chip("late"),
    "tag": lambda: Tag("a"),
    "check": lambda: CheckBox("a"),
    "radio": lambda: Radio("a"),
    "radio card": lambda: RadioCard("a"),
    "switch": lambda: Switch("a"),
    "combo": lambda: Combo([("a", 1)]),
    "seek": lambda: SeekEdit([("a", 1)]),
    "date": lambda: DateEdit(parse_date, lambda: TODAY),
    "calendar": lambda: CalendarPopup(TODAY, TODAY, weekends),
    "empty": lambda: EmptyState("a"),
    "field": lambda: Field("a", LineEdit()),
    "text area": TextArea,
    "key values": KeyValues,
    "label": lambda: Label("a"),
    "elided": lambda: ElidedLabel("a"),
    "month": lambda: MonthGrid(2026, 10),
    "months": lambda: MonthPair([(2026, 10)], weekends),
    "paragraph": lambda: Paragraph("a"),
    "choice pills": lambda: ChoicePills([("a", "b")]),
    "filter pill": lambda: FilterPill("a"),
    "progress": ProgressLine,
    "search": lambda: SearchBox("a", "Ctrl+F"),
    "splitter": Splitter,
    "status": StatusStrip,
    "piece": lambda: StatusPiece("a"),
    "steps": lambda: StepBar([Step("a")]),
    "table": Table,
    "filled table": register_table,
    "tabs": lambda: Tabs([TabItem("a", "b")], extra="+"),
    "toast": lambda: Toast("a", "b"),
    "rail": rail,
}


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
@pytest.mark.usefixtures("qapp")
def test_widget_is_freed_when_nobody_holds_it(make: Callable[[], QWidget]) -> None:
    widget = make()
    seen = weakref.ref(widget)
    del widget
    assert seen() is None
