"""The pane left of the sheet: what was recognised, what the colours mean, and the form to put it right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.theme.metrics import px
from ui.theme.shapes import Shape
from ui.views.import_flow.colour_box import ColourBox
from ui.views.import_flow.recognised_edit import Correction, CorrectionForm, Question
from ui.views.import_flow.recognised_facts import RecognisedFact
from ui.widgets.base import Themed
from ui.widgets.buttons import IconButton, LinkButton
from ui.widgets.cards import ScrollBody
from ui.widgets.labels import Label, Line, ShapeMark
from ui.widgets.paragraph import Paragraph
from workbench.messages import text

WIDTH, WIDTH_COMPACT = 248, 216
_SWATCHES = (
    ("heading", "tint", "tint_border"),
    ("group", "plum_bg", "plum_bd"),
    ("data", "surface", "strong"),
    ("skipped", "grey_bg", "grey_bd"),
)


class _Fact(Themed, QWidget):
    def __init__(self, fact: RecognisedFact, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        shape, ink = (Shape.CHECK, "green") if fact.sure else (Shape.RING_ALERT, "amber")
        self._mark = ShapeMark(shape, ink, 14)
        self._row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(Label(fact.label, "label", "text2", weight=400))
        column.addWidget(Paragraph(fact.value, "body", weight=600))
        if fact.why:
            column.addWidget(Paragraph(fact.why, "label", "text2" if fact.sure else "amber", weight=400))
        self.more = LinkButton(text("lessons.see"))
        self.more.setVisible(bool(fact.link))
        if fact.link:
            column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._row.addLayout(column, 1)
        state = "" if fact.sure else text("importflow.to_check")
        self.setAccessibleName(". ".join(filter(None, (fact.label, fact.value, fact.why, state))))
        self.follow_theme()

    def restyle(self) -> None:
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(6))
        super().restyle()


class RecognisedPanel(Themed, QWidget):
    """Facts to read, or the form to correct them. `corrected(Correction)`; `asked` when the form is wanted; `linked`
    when more of a fact is; `taken_back` and `done_again` for the steps of correcting."""

    corrected = Signal(object)
    taken_back = Signal()
    done_again = Signal()
    asked = Signal()
    linked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._width = WIDTH
        self._shown: tuple[RecognisedFact, ...] = ()
        self._scroll = ScrollBody()
        self._pages = QStackedWidget()
        self._facts = QVBoxLayout()
        self.edit = LinkButton(text("importflow.correct"), "pencil", flush="left")
        self.edit.clicked.connect(self.asked)
        self.back = IconButton("undo-2", text("command.undo"))
        self.again = IconButton("redo-2", text("command.redo"))
        self.back.clicked.connect(self.taken_back)
        self.again.clicked.connect(self.done_again)
        self._read = QWidget()
        self._lay_out_reading()
        self.form = CorrectionForm()
        self.form.accepted.connect(self._accept)
        self.form.left.connect(self.show_facts_page)
        self._form_scroll = ScrollBody()
        self._form_scroll.body.addWidget(self.form)
        self._form_scroll.body.addStretch(1)
        self._scroll.body.addWidget(self._read)
        self._pages.addWidget(self._scroll)
        self._pages.addWidget(self._form_scroll)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
        self.follow_theme()

    def _lay_out_reading(self) -> None:
        column = QVBoxLayout(self._read)
        self._column = column
        column.addWidget(Label(text("importflow.recognised"), "body", weight=600))
        column.addLayout(self._facts)
        acts = QHBoxLayout()
        acts.setSpacing(px(4))
        acts.addWidget(self.edit)
        acts.addStretch(1)
        acts.addWidget(self.back)
        acts.addWidget(self.again)
        column.addLayout(acts)
        self.show_steps({})
        column.addSpacing(px(4))
        column.addWidget(Line())
        column.addSpacing(px(4))
        column.addWidget(Label(text("importflow.legend"), "body", weight=600))
        for key, fill, edge in _SWATCHES:
            row = QHBoxLayout()
            row.setSpacing(px(8))
            row.addWidget(ColourBox(fill, edge))
            row.addWidget(Label(text(f"importflow.legend_{key}"), "label", "text2", weight=400), 1)
            column.addLayout(row)
        column.addStretch(1)

    def show_facts(self, facts: Iterable[RecognisedFact]) -> None:
        """Show what was recognised."""
        while (item := self._facts.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        self._shown = tuple(facts)
        for fact in self._shown:
            shown = _Fact(fact)
            shown.more.clicked.connect(self.linked)
            self._facts.addWidget(shown)
        self.show_facts_page()

    def show_steps(self, names: Mapping[str, str]) -> None:
        """Offer to take the last correction back, or to do it again; `names` as `Page.undo_names`."""
        for which, button in (("undo", self.back), ("redo", self.again)):
            words = names.get(which, "")
            button.setVisible(bool(names) and button.parent() is not None)
            button.setEnabled(bool(words))
            named = text(f"command.{which}_named", what=words) if words else text(f"command.{which}")
            button.setToolTip(named)
            button.setAccessibleName(named)

    def facts(self) -> tuple[RecognisedFact, ...]:
        """What is shown."""
        return self._shown

    def show_form(self, question: Question) -> None:
        """Turn to the form, filled with what was recognised."""
        self.form.ask(question)
        self._pages.setCurrentIndex(1)
        self.form.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def show_facts_page(self) -> None:
        """Back to reading."""
        back = self._pages.currentIndex() == 1
        self._pages.setCurrentIndex(0)
        if back:
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_compact(self, on: bool) -> None:
        """Narrower where the window is small."""
        self._width = WIDTH_COMPACT if on else WIDTH
        self.restyle()

    def restyle(self) -> None:
        self.setFixedWidth(px(self._width))
        side = px(16)
        self._column.setContentsMargins(side, px(12), px(12), px(12))
        self._column.setSpacing(px(6))
        self._facts.setSpacing(px(6))
        self._form_scroll.body.setContentsMargins(side, px(12), px(12), px(12))
        super().restyle()

    def _accept(self, correction: Correction) -> None:
        self.show_facts_page()
        self.corrected.emit(correction)
