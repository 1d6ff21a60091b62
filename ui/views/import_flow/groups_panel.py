"""Left of the changes: how many rows of each kind, and how many are decided."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import fonts, shapes, status
from ui.theme.metrics import px
from ui.theme.theme import color
from ui.theme.tokens import RADIUS_BUTTON
from ui.views.import_flow.change_model import GROUPS, STATUS, Group, counts
from ui.widgets.base import Themed, box, focus_ring
from ui.widgets.buttons import Button
from ui.widgets.cards import ScrollBody
from ui.widgets.choices import CheckBox
from ui.widgets.delegates_base import draw_line
from ui.widgets.labels import Label
from ui.widgets.progress_line import Bar
from workbench.messages import text
from workbench.services.importing.decisions import decided, to_decide
from workbench.services.importing.plan import ImportPlan

WIDTH, WIDTH_COMPACT = 216, 192
_LEAST = 150  # beside the bar of a list that is scrolled


class GroupButton(Themed, QAbstractButton):
    """Shape, word and number of one group; tinted while its rows are shown alone."""

    def __init__(self, group: Group, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind, self._number = group, 0
        self.setText(text(f"importflow.side_{group}"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCheckable(True)
        self.follow_theme()

    def show_number(self, number: int) -> None:
        """Change the number; an empty group cannot be gone to."""
        self._number = number
        self.setEnabled(number > 0)
        self.setAccessibleName(f"{self.text()}, {text('kit.number', count=number)}")
        self.update()

    def number(self) -> int:
        """The number shown."""
        return self._number

    def restyle(self) -> None:
        self.setFixedHeight(px(32))
        super().restyle()

    def sizeHint(self) -> QSize:
        return QSize(px(_LEAST), px(32))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        on = self.isChecked()
        if on or (self.underMouse() and self.isEnabled()):
            box(painter, QRectF(self.rect()), px(RADIUS_BUTTON), "tint" if on else "hover")
        look = status.LOOKS[STATUS[self.kind]]
        side = px(14)
        spot = QRectF(px(12), (self.height() - side) / 2, side, side)
        ink = look.ink if self._number else "text3"
        shapes.draw(painter, spot, look.shape, color(ink), color("surface"))
        token = "accent" if on else "text" if self._number else "text3"
        shown = text("kit.number", count=self._number)
        room = self.rect().adjusted(px(36), 0, -px(44), 0)
        draw_line(painter, room, self.text(), fonts.body(600 if on else 400), token)
        right = self.rect().adjusted(self.width() - px(60), 0, -px(12), 0)
        draw_line(painter, right, shown, fonts.body(600, tabular=True), token, Qt.AlignmentFlag.AlignRight)
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()), px(RADIUS_BUTTON))


class GroupsPanel(Themed, QWidget):
    """`chosen(group)` when a group is gone to; chosen again it is given up (an empty text).

    `rest_wanted` to settle every conflict that is left in one act. `whole_turned(on)`: the file is to be written as a
    whole or not at all.
    """

    chosen = Signal(str)
    rest_wanted = Signal()
    whole_turned = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._width = WIDTH
        self._heading = Label("", "body", weight=600, tabular=True)
        self.buttons: Mapping[Group, GroupButton] = {group: GroupButton(group) for group in GROUPS}
        self._decided = Label("", "body", weight=600, tabular=True)
        self._rows = Label(text("importflow.rows_word"), "label", "text2", weight=400)
        self.bar = Bar(0.0, name=text("importflow.decided_rows"))
        self._column = QVBoxLayout(self)
        self._head = QHBoxLayout()
        self._head.addWidget(self._heading)
        self._column.addLayout(self._head)
        self._roll = ScrollBody()
        self._roll.setAccessibleName(text("importflow.groups"))
        self._list = QVBoxLayout()
        for button in self.buttons.values():
            self._list.addWidget(button)
            button.clicked.connect(lambda _=False, button=button: self._choose(button))
        self._roll.body.addLayout(self._list)
        self.rest = Button("", icon="list-checks", small=True)
        self.rest.clicked.connect(self.rest_wanted)
        self._under = QHBoxLayout()
        self._under.addWidget(self.rest)
        self._under.addStretch(1)
        self._roll.body.addLayout(self._under)
        self._roll.body.addStretch(1)
        self._column.addWidget(self._roll, 1)
        self._foot = QVBoxLayout()
        self._foot.addWidget(Label(text("importflow.decided_rows"), "label", "text2", weight=400))
        row = QHBoxLayout()
        row.setSpacing(px(4))
        row.addWidget(self._decided)
        row.addWidget(self._rows, 1)
        self._foot.addLayout(row)
        self._foot.addWidget(self.bar)
        self.whole = CheckBox(text("importflow.whole_only"))
        self.whole.toggled.connect(self.whole_turned)
        self._foot.addWidget(self.whole)
        self._column.addLayout(self._foot)
        self.follow_theme()

    def show_plan(self, plan: ImportPlan) -> None:
        """Show the numbers of a plan."""
        self._heading.setText(text("importflow.rows_in_file", n=len(plan.rows)))
        for group, number in counts(plan).items():
            self.buttons[group].show_number(number)
        total, done = len(to_decide(plan)), decided(plan)
        left = sum(row.how == "conflict" and not row.decided for row in plan.rows)
        self.rest.setText(text("importflow.rest_of_conflicts", n=left))
        self.rest.setVisible(left > 1)
        self.rest.updateGeometry()
        self._decided.setText(text("importflow.decided_of", done=done, total=total))
        self.whole.setVisible(bool(plan.waiting) or self.whole.isChecked())
        self.bar.set_share(done / total if total else 1.0)

    def set_current(self, group: str) -> None:
        """Tint a group; an empty text none."""
        for key, button in self.buttons.items():
            button.setChecked(key == group)

    def set_compact(self, on: bool) -> None:
        """Narrower where the window is small."""
        self._width = WIDTH_COMPACT if on else WIDTH
        self.restyle()

    def restyle(self) -> None:
        self.setFixedWidth(px(self._width))
        self._column.setContentsMargins(0, px(12), 0, px(12))
        self._column.setSpacing(px(6))
        self._head.setContentsMargins(px(20), 0, px(12), 0)
        self._list.setContentsMargins(px(8), 0, px(8), 0)
        self._list.setSpacing(px(4))
        self._under.setContentsMargins(px(16), px(4), 0, 0)
        self._foot.setContentsMargins(px(20), 0, px(20), 0)
        self._foot.setSpacing(px(4))
        super().restyle()

    def _choose(self, button: GroupButton) -> None:
        self.chosen.emit(button.kind if button.isChecked() else "")
