"""The detail pane beside a register: code, title, chain, tabs of what belongs to the record, next act.

Reads one record through `details.detail` when it is shown; read mode only, editing is the form's affair.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from ui.context import Context
from ui.forms.layouts import FORMS
from ui.models.register_columns import FEW
from ui.theme.metrics import px
from ui.views.detail_acts import menu_of
from ui.views.detail_chain import chain_nodes, current_node, has_chain
from ui.views.detail_files import pick_and_attach
from ui.views.detail_footer import Footer
from ui.views.detail_tabs import TabBody, tab_body, tab_items
from ui.widgets.base import Themed, order_stops
from ui.widgets.buttons import IconButton
from ui.widgets.cards import ScrollBody
from ui.widgets.chain import ChainStrip
from ui.widgets.chips import Chip
from ui.widgets.labels import Label, Line
from ui.widgets.paragraph import Paragraph
from ui.widgets.tabs import Tabs
from workbench.errors import UserError
from workbench.messages import text
from workbench.records.record import Ref
from workbench.services.attaching import OWNERS
from workbench.services.details import REGISTER_OF, Detail, detail


class DetailPane(Themed, QFrame):
    """`show_ref` shows a record. `closed` from the cross, `edit_wanted` from the pencil."""

    closed = Signal()
    left = Signal()  # by Esc
    edit_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self._context = context
        self.shown: Detail | None = None
        self.wanted_tab = ""
        self._compact = False
        self._code = Label("", "label", "text2", weight=400, tabular=True)
        self._chip = Chip("new")
        self._title = Paragraph("", "section", max_lines=3)
        self._chain = ChainStrip()
        self.tabs = Tabs(name=text("detail.tabs"))
        self._body = ScrollBody()
        self.footer = Footer(context)
        self._content: TabBody | None = None
        self._lay_out()
        self._chain.activated.connect(self.follow_chain)
        self.tabs.changed.connect(lambda _: self._show_tab())
        self._show_nothing()
        self.follow_theme()

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._upper = QVBoxLayout()
        head = QHBoxLayout()
        head.setSpacing(px(6))
        head.addWidget(self._code)
        head.addWidget(self._chip)
        head.addStretch(1)
        self._pencil = IconButton("pencil", text("detail.edit"))
        self._more = IconButton("ellipsis", text("detail.more"))
        self._cross = IconButton("x", text("detail.close"))
        for button in (self._pencil, self._more, self._cross):
            head.addWidget(button)
            head.addSpacing(px(6) if button is not self._cross else 0)
        self._pencil.clicked.connect(self.edit_wanted)
        self._more.clicked.connect(self._offer_more)
        self._cross.clicked.connect(self.closed)
        self._upper.addLayout(head)
        self._upper.addWidget(self._title)
        self._upper.addWidget(self._chain)
        self._column.addLayout(self._upper)
        margin = QHBoxLayout()
        margin.setContentsMargins(px(16), px(4), 0, 0)
        margin.addWidget(self.tabs)
        self._column.addLayout(margin)
        self._column.addWidget(self._body, 1)
        self._foot_line = Line()
        self._column.addWidget(self._foot_line)
        self._column.addWidget(self.footer)
        self._nothing = Label(text("detail.nothing"), "body", "text2")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._column.insertWidget(1, self._nothing, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def restyle(self) -> None:
        self._column.setContentsMargins(1, 0, 0, 0)
        side = px(16)
        self._upper.setContentsMargins(side, px(10), side, 0)
        self._upper.setSpacing(px(6))
        self._body.body.setContentsMargins(side, px(12), side, px(12))
        self._nothing.setContentsMargins(side, px(6), side, 0)
        super().restyle()

    # showing

    def show_ref(self, ref: Ref | None) -> None:
        """Show a record as it stands now, on the tab that was open; nothing for None or when it is gone."""
        if ref is None:
            self._show_nothing()
            return
        try:
            found = detail(self._context.registers, ref)
        except UserError:
            self._show_nothing()
            return
        same = self.shown is not None and self.shown.ref == ref
        scroll = self._body.verticalScrollBar().value() if same else 0
        self._show(found)
        self._body.verticalScrollBar().setValue(scroll)

    def invite(self, on: bool) -> None:
        """Whether there are rows of which one can be chosen."""
        self._nothing.setText(text("detail.nothing") if on else "")

    def _show_nothing(self) -> None:
        self.shown = None
        for widget in self._parts():
            widget.hide()
        self._clear()
        self._nothing.show()

    def _parts(self) -> list[QWidget]:
        return [
            self._code, self._chip, self._pencil, self._more, self._title, self._chain, self.tabs, self._body,
            self._foot_line, self.footer,
        ]  # fmt: skip

    def _show(self, found: Detail) -> None:
        self.shown = found
        self._nothing.hide()
        for widget in self._parts():
            widget.show()
        editable = found.ref.entity in FORMS and not self._read_only()
        self._pencil.setVisible(editable)
        self._code.setText(found.code)
        self._chip.set_status(found.status, found.status_word)
        self._title.setText(found.title)
        self._chain.set_nodes(chain_nodes(found), current_node(found))
        self._chain.setVisible(has_chain(found))
        items = tab_items(found)
        wanted = self.wanted_tab or self.tabs.current()
        self.wanted_tab = ""
        self.tabs.set_items(items, wanted if any(item.key == wanted for item in items) else "facts")
        self.footer.show_detail(found, self._read_only())
        self._show_tab()
        self.setAccessibleName(text("detail.name", code=found.code))

    def _read_only(self) -> bool:
        return self._context.workbench.database.read_only

    def _clear(self) -> None:
        if self._content is not None:
            self._content.hide()
            self._content.setParent(None)
            self._content.deleteLater()
            self._content = None

    def _show_tab(self) -> None:
        if self.shown is None:
            return
        self._clear()
        made = tab_body(self.tabs.current(), self.shown, self._context)
        made.opened.connect(self._go)
        made.undo_wanted.connect(self._undo)
        self._content = made
        self._body.body.insertWidget(0, made)
        order_stops(self._pencil, self._more, self._cross, self._chain, self.tabs, self._body, *self.footer.stops())
        self._body.verticalScrollBar().setValue(0)

    # moving about

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def tab(self) -> str:
        """Key of the open tab."""
        return self.tabs.current()

    def step_tab(self, by: int) -> None:
        """Next or previous tab."""
        if self.shown is not None:
            self.tabs.step(by)

    def take_focus(self) -> None:
        """Give the keyboard to the pane: its first act, else its tabs."""
        if not self.footer.take_focus():
            self._more.setFocus()

    def set_compact(self, on: bool) -> None:
        """The low form of the chain strip."""
        self._compact = on
        self._chain.set_compact(on)
        self.footer.set_compact(on)

    def chain_length(self) -> int:
        """How many links the chain shows."""
        return len(self.shown.chain) if self.shown else 0

    def follow_chain(self, place: int) -> None:
        """Go to a link of the chain; several records are offered in a short list."""
        if self.shown is None:
            return
        node = self.shown.chain[place]
        if node.current or not node.refs:
            if node.missing:
                self.footer.press()
            return
        if len(node.refs) == 1:
            self._go(node.refs[0])
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for ref in node.refs:
            row = self._context.registers.workbench.repository.need(ref)
            words = " · ".join(filter(None, (row.name, _title(row.values))))
            menu.addAction(words).triggered.connect(lambda _=False, ref=ref: self._go(ref))
        menu.popup(self._chain.mapToGlobal(QPoint(0, self._chain.height())))

    def linked(self, kind: str) -> list[str]:
        """Ids of the linked records of a kind."""
        if self.shown is None:
            return []
        return [ref.uid for node in self.shown.chain if node.kind == kind for ref in node.refs]

    def _go(self, ref: Ref) -> None:
        register = REGISTER_OF.get(ref.entity, "")
        if register in FEW:
            self._context.shell.go(register, uid=ref.uid)
        elif ref.entity in FORMS and not self._read_only():
            from ui.forms.record_form import open_form

            open_form(self, self._context, ref.entity, ref.uid)

    def _offer_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        own = [] if self._read_only() or self.shown is None else menu_of(self, self._context, self.shown)
        always: list[tuple[str, Callable[[], object]]] = [
            (text("detail.history"), lambda: self._open_tab("history")),
            (text("detail.copy_code"), self._copy_code),
        ]
        if self.shown is not None and self.shown.ref.entity in OWNERS and not self._read_only():
            ref = self.shown.ref
            always.insert(0, (text("detail.attach"), lambda: pick_and_attach(self._context, ref)))
            always.append((text("trash.menu"), lambda: self._delete(ref)))
        for words, act in own:
            menu.addAction(words).triggered.connect(lambda _=False, act=act: act())
        if own:
            menu.addSeparator()
        for words, act in always:
            menu.addAction(words).triggered.connect(lambda _=False, act=act: act())
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def _open_tab(self, key: str) -> None:
        self.tabs.set_current(key)
        self._show_tab()

    def _copy_code(self) -> None:
        if self.shown is not None:
            QGuiApplication.clipboard().setText(f"{self.shown.code} {self.shown.title}")

    def _delete(self, ref: Ref) -> None:
        from ui.forms.trash_form import offer_trash

        offer_trash(self._context, [ref], self.window())

    def _undo(self, number: int) -> None:
        """Show what taking an act of the history back would do."""
        from ui.views.undo_sheet import open_undo

        open_undo(self._context, number, self.window())


def _title(values: object) -> str:
    for name in ("title", "subject", "summary"):
        if getattr(values, name, None):
            return str(getattr(values, name))
    return ""
