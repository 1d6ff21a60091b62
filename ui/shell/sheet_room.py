"""Sheets that are higher than their window: what stands above the buttons is scrolled, the buttons stay in sight."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.shell.sizes import MINIMUM
from ui.theme.metrics import px
from ui.widgets.cards import ScrollBody

_LEAST = 120  # px of a list that is scrolled within a sheet
_AROUND = (24, 16)  # px of the window that a sheet leaves free


def room_for_sheets(window: QWidget) -> QSize:
    """The largest sheet for a window, which is taken for no smaller than the smallest one that is supported."""
    return window.size().expandedTo(QSize(*MINIMUM)) - QSize(px(_AROUND[0]), px(_AROUND[1]))


def lower(roll: ScrollBody, by: int) -> None:
    """Give a list within a sheet less height, as far as it goes."""
    roll.setFixedHeight(max(px(_LEAST), roll.height() - by))


def rolled(body: QVBoxLayout, most: int) -> ScrollBody:
    """Put everything of a sheet but its last line into a pane that is scrolled; `most` px are what the sheet has."""
    roll = ScrollBody()
    roll.body.setSpacing(body.spacing())
    roll.body.setContentsMargins(0, 0, px(12), 0)
    while body.count() > 1:
        item = body.takeAt(0)
        assert item is not None
        widget, layout = item.widget(), item.layout()
        if widget is not None:
            roll.body.addWidget(widget, 0, item.alignment())
        elif layout is not None:
            layout.setParent(None)
            roll.body.addLayout(layout)
        else:
            roll.body.addItem(item)
    margins, foot = body.contentsMargins(), body.itemAt(0)
    taken = margins.top() + margins.bottom() + body.spacing() + (foot.sizeHint().height() if foot else 0)
    body.insertWidget(0, roll)
    roll.setFixedHeight(most - taken)
    roll.show()  # at once: what is not shown yet takes no room
    return roll
