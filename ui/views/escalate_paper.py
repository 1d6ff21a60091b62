"""Part 3 of composing an escalation: subject, number, dates, the term, and the days counted to the deadline."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.metrics import px
from ui.theme.shapes import Shape
from ui.views import escalate_terms as terms
from ui.widgets.buttons import LinkButton
from ui.widgets.combo import Combo
from ui.widgets.dates import DateEdit
from ui.widgets.fields import Field, LineEdit
from ui.widgets.labels import ElidedLabel, Label, ShapeMark
from ui.widgets.month_grid import DayKind, MonthPair
from workbench.domain.deadlines import Term
from workbench.domain.workdays import WorkingCalendar
from workbench.messages import text
from workbench.services.composing import Composed, Entered
from workbench.services.linked import SOON
from workbench.values.dates import ParsedDate, format_date, parse_entry

_TOP = Qt.AlignmentFlag.AlignTop
Problems = Mapping[str, tuple[str, bool]]  # field to words, and whether it stops


class PaperPart(QWidget):
    """`changed` at every entry. What follows from the record is shown by `show_composed`."""

    changed = Signal()

    def __init__(
        self, calendar: Callable[[], WorkingCalendar], today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        """Both are asked whenever they are needed: the page outlives the day and the list of holidays."""
        super().__init__(parent)
        self._calendar, self._today = calendar, today
        self._shown: Composed | None = None
        self._own_number = self._own_subject = self._own_term = self._own_due = False
        self._filling = False
        self.subject = LineEdit()
        self.number = LineEdit(tabular=True)
        self.signed, self.sent, self.due = (self._date() for _ in range(3))
        self.term = Combo(terms.choices())
        self.extra = LineEdit(tabular=True)
        self.reason = LineEdit()
        self.fields = {
            "subject": Field(text("escalate.subject"), self.subject),
            "number": Field(text("escalate.number"), self.number),
            "document_date": Field(text("escalate.signed_date"), self.signed),
            "sent_date": Field(text("escalate.sent_date"), self.sent),
            "term": Field(text("escalate.term"), self.term),
            "due_date": Field(text("escalate.due_date"), self.due),
            "extra": Field("", self.extra),
            "reason": Field(text("escalate.due_reason"), self.reason),
        }
        self.computed = LinkButton(text("escalate.due_computed"))
        year, month = today().year, today().month
        self.months = MonthPair([(year, month), _next(year, month)], self._kind)
        self._first: date | None = None
        self._last: date | None = None
        self._lay_out()
        self._listen()

    # building

    def _date(self) -> DateEdit:
        def read(typed: str) -> ParsedDate:
            return parse_entry(typed, self._today(), self._calendar().add_working_days)

        return DateEdit(read, self._today)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(Label("3", "body", weight=600))
        head.addWidget(Label(text("escalate.part_paper"), "body", weight=600))
        head.addStretch(1)
        column.addLayout(head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(8))
        grid.setVerticalSpacing(px(6))
        for place, share in enumerate((4, 4, 3, 3, 3, 3)):
            grid.setColumnStretch(place, share)
        grid.addWidget(self.fields["number"], 1, 0, 1, 2, _TOP)
        grid.addWidget(self.fields["document_date"], 1, 2, 1, 2, _TOP)
        grid.addWidget(self.fields["sent_date"], 1, 4, 1, 2, _TOP)
        grid.addWidget(self.fields["term"], 2, 0, 1, 2, _TOP)
        grid.addWidget(self.fields["due_date"], 2, 2, 1, 2, _TOP)
        grid.addWidget(self.fields["extra"], 2, 4, 1, 2, _TOP)
        grid.addWidget(self._soon_note(), 2, 4, 1, 2, _TOP)
        grid.addWidget(self.fields["reason"], 3, 0, 1, 4, _TOP)
        grid.addWidget(self.computed, 3, 4, 1, 2, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(grid)
        column.addWidget(self.months)
        column.addStretch(1)
        self._show_extra("none")

    def _soon_note(self) -> QWidget:
        self._soon = QWidget()
        row = QHBoxLayout(self._soon)
        row.setContentsMargins(0, px(25), 0, 0)
        row.setSpacing(px(6))
        row.addWidget(ShapeMark(Shape.CLOCK, "amber", 12))
        row.addWidget(ElidedLabel(text("escalate.soon", n=SOON), "label", "text2", weight=400), 1)
        return self._soon

    def _listen(self) -> None:
        self.subject.textEdited.connect(lambda _: self._own("subject"))
        self.number.textEdited.connect(lambda _: self._own("number"))
        self.extra.textEdited.connect(lambda _: self._own("term"))
        self.reason.textEdited.connect(lambda _: self._tell())
        self.term.currentIndexChanged.connect(lambda _: self._term_chosen())
        self.signed.changed.connect(lambda _: self._tell())
        self.sent.changed.connect(lambda _: self._tell())
        self.due.changed.connect(lambda _: self._due_entered())
        self.computed.clicked.connect(self._take_computed)
        for name, editor in (("document_date", self.signed), ("sent_date", self.sent), ("due_date", self.due)):
            editor.problem_changed.connect(self.fields[name].set_error)

    def _tell(self) -> None:
        if not self._filling:
            self.changed.emit()

    def _own(self, what: str) -> None:
        setattr(self, f"_own_{what}", True)
        self._tell()

    def _term_chosen(self) -> None:
        if self._filling:
            return
        key = str(self.term.value())
        self._own_term, self._own_due = True, False
        self._show_extra(key)
        self.extra.setText(terms.suggested_extra(key, self._today()))
        if terms.extra_label(key):
            self.extra.setFocus()
        elif key == "document":
            self.due.setFocus()
        self._tell()

    def _due_entered(self) -> None:
        if self._filling:
            return
        computed = self._shown.proposal.deadline if self._shown else None
        self._own_due = self.due.value() != (computed.day if computed else None)
        if str(self.term.value()) == "document":
            self._own_term = True
        self._tell()

    def _take_computed(self) -> None:
        self._own_due = False
        self.reason.setText("")
        self._tell()

    def _show_extra(self, key: str) -> None:
        label = terms.extra_label(key)
        self.fields["extra"].label.setText(label)
        self.extra.setAccessibleName(label)
        self.fields["extra"].setVisible(bool(label))
        self._soon.setVisible(not label)

    # entered

    def entered(self, onto: Entered) -> Entered:
        """What stands here, put into the whole."""
        fixed = str(self.term.value()) == "document"
        return replace(
            onto,
            number=self.number.text().strip() if self._own_number else None,
            document_date=self.signed.value(),
            sent_date=self.sent.value(),
            term=self._term() if self._own_term else None,
            due_override=self.due.value() if self._own_due and not fixed else None,
            due_reason=self.reason.text().strip() if self._own_due and not fixed else "",
            subject=self.subject.text().strip() if self._own_subject else None,
        )

    def _term(self) -> Term:
        key = str(self.term.value())
        basis = self._shown.default.basis if self._shown and key == terms.key_of(self._shown.default) else ""
        return terms.term_of_choice(key, self.extra.text(), self.due.value(), basis)

    def show_entered(self, entered: Entered) -> None:
        """Put in what was entered before; what follows from it comes by itself."""
        self._shown, self._filling = None, True
        self._own_number, self._own_subject = entered.number is not None, entered.subject is not None
        self._own_term, self._own_due = entered.term is not None, entered.due_override is not None
        _put(self.number, entered.number or "")
        _put(self.subject, entered.subject or "")
        _put(self.reason, entered.due_reason)
        self.signed.set_value(entered.document_date)
        self.sent.set_value(entered.sent_date)
        if entered.term is not None:
            self._show_term(entered.term)
        if entered.due_override is not None:
            self.due.set_value(entered.due_override)
        self._filling = False

    # what follows

    def show_composed(self, shown: Composed, problems: Problems) -> None:
        """Fill in what the officer has left alone, and say what is wrong."""
        self._shown, self._filling = shown, True
        draft = shown.draft
        if not self._own_number:
            _put(self.number, draft.number)
        if not self._own_subject:
            _put(self.subject, draft.subject)
        if not self._own_term:
            self._show_term(draft.term)
        computed = shown.proposal.deadline.day if shown.proposal.deadline else None
        fixed = draft.term.rule == "document"
        if not self._own_due and not fixed and self.due.value() != computed:
            self.due.set_value(computed)
        self.fields["reason"].setVisible(self._own_due and not fixed)
        self.computed.setVisible(self._own_due and not fixed)
        self._filling = False
        self._show_problems(problems)
        self._count(draft.sent_date, draft.due_override or computed, draft.term)

    def _show_term(self, term: Term) -> None:
        key = terms.key_of(term)
        self.term.set_value(key)
        _put(self.extra, terms.extra_of(term))
        self._show_extra(key)
        if term.day is not None:
            self.due.set_value(term.day)

    def _show_problems(self, problems: Problems) -> None:
        for name, field in self.fields.items():
            words, stops = problems.get(name, ("", False))
            own = field.editor.problem() if isinstance(field.editor, DateEdit) and field.error() else ""
            field.set_error(own or (words if stops else ""))
            field.set_hint("" if stops else words)

    # the calendar

    def _count(self, first: date | None, last: date | None, term: Term) -> None:
        self._first, self._last = first, last
        begin = first or self._today()
        start = (begin.year, begin.month)
        end = (last.year, last.month) if last and last > begin else start
        months = [start, end if end != start else _next(*start)]
        self.months.show_months(months, self._kind, self._legend(term), self._summary())

    def _legend(self, term: Term) -> str:
        if not (self._first and self._last):
            return ""
        if term.rule == "working_days" and not self._own_due:
            return text("escalate.legend_working", n=term.n or 0)
        return text("escalate.legend_days", n=self._calendar().working_days_between(self._first, self._last))

    def _summary(self) -> str:
        if not (self._first and self._last):
            return text("escalate.legend_none")
        days = self._calendar().working_days_between(self._first, self._last)
        return text("escalate.calendar_summary", first=format_date(self._first), last=format_date(self._last), n=days)

    def _kind(self, day: date) -> DayKind:
        if day == self._last:
            return DayKind.DEADLINE
        if day == self._first:
            return DayKind.START
        if not self._calendar().is_working_day(day):
            return DayKind.HOLIDAY if self._calendar().listed(day) else DayKind.WEEKEND
        counted = self._first and self._last and self._first < day < self._last
        return DayKind.COUNTED if counted else DayKind.PLAIN


def _put(field: LineEdit, words: str) -> None:
    """Show a text, which only moves the cursor when it is another one."""
    if field.text() != words:
        field.setText(words)
        field.setCursorPosition(0)  # the beginning is what tells it


def _next(year: int, month: int) -> tuple[int, int]:
    return (year + 1, 1) if month == 12 else (year, month + 1)
