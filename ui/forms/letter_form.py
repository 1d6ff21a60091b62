"""Lập văn bản Word: which letter, of what, who signs; saved where the officer says, or opened at once.

Calls the same services as the command line; the letter is made and written off the window's thread.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from ui.context import Context
from ui.notify import notice_of
from ui.shell.dialogs import ErrorSheet, Sheet
from ui.shell.folders import show_folder
from ui.shell.taking_back import take_back
from ui.theme.metrics import px
from ui.views.print_parts import choices as printing
from ui.widgets.buttons import Button
from ui.widgets.choices import CheckBox
from ui.widgets.combo import Combo
from ui.widgets.dates import DateEdit
from ui.widgets.fields import Field, LineEdit
from ui.widgets.labels import Label
from ui.widgets.paragraph import Paragraph
from workbench.disk import safe_name
from workbench.errors import UserError
from workbench.messages import text
from workbench.services.letters import LETTER_KINDS, LetterFile, LetterKind, LetterOrder, Signing, make_letter
from workbench.services.letters.conclusions import Charge
from workbench.services.letters.orders import choices, usual_signing
from workbench.services.letters.writing import TEMPLATE_FOLDER, own_template, write_letter
from workbench.services.papers import suggest_number
from workbench.services.printing import signers
from workbench.services.proposal import Proposal
from workbench.services.reminding_conclusions import propose
from workbench.values.dates import parse_entry
from workbench.values.periods import Period, parse_period, reporting_period

_WIDTH = 620
_FOLDER = ("lien-ket-vung", "van-ban")  # in the computer's own temporary folder
_OF_PERIOD = ("late", "report")
_ANSWERED = ("late", "reminder", "conclusions")
_COPIES = 50


class LetterForm(Sheet):
    """One letter as a Word file. `kind`, `subject`, `signing` and `answer_by` are what stands there at first."""

    def __init__(
        self,
        context: Context,
        window: QWidget | None,
        kind: LetterKind = "escalation",
        subject: str = "",
        signing: Signing | None = None,
        answer_by: date | None = None,
    ) -> None:
        super().__init__(text("word.title"), window, _WIDTH)
        self._context = context.of(self)
        self._subject = subject
        today = context.workbench.clock.today()
        calendar = context.registers.linked().calendar
        self.kind = Combo([(text(f"word.kind_{key}"), key) for key in LETTER_KINDS], kind)
        self.subject = Combo()
        period = reporting_period(today)
        offered = [(words, code) for words, code in printing.periods(today, period) if code]
        self.period = Combo(offered, period.code)
        self.number = LineEdit(tabular=True)
        self.day, self.answer_by = (
            DateEdit(lambda typed: parse_entry(typed, today, calendar.add_working_days), lambda: today) for _ in range(2)
        )
        known = signers(context.workbench.repository, today)
        self.signer = Combo(printing.signers(known), "office_head")
        self.capacity = Combo(printing.authorities())
        self.register = CheckBox(text("word.register"), False)
        self.nothing = Paragraph("", "label", "amber")
        self.template = Paragraph("", "label", "text2", weight=400)
        self.open_button = Button(text("word.open"), icon="external-link")
        self.save_button = Button(text("word.save"), "primary", "file-text", key_hint="Ctrl+S")
        self._lay_out()
        self._choose()
        if signing is not None:
            self.number.setText(signing.number)
            self.day.set_value(signing.day)
        self.answer_by.set_value(answer_by)

    # building

    def _lay_out(self) -> None:
        self.fields = {
            "kind": Field(text("word.kind"), self.kind),
            "period": Field(text("word.period"), self.period),
            "subject": Field(text("word.subject_escalation"), self.subject),
            "number": Field(text("word.number"), self.number, text("word.number_hint")),
            "day": Field(text("word.day"), self.day, text("word.day_hint")),
            "answer_by": Field(text("word.answer_by"), self.answer_by),
            "signer": Field(text("printpage.signer"), self.signer),
            "capacity": Field(text("printpage.authority"), self.capacity),
        }
        self.body.addWidget(Label(text("word.title"), "section"))
        grid = self._grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(8))
        places = (
            ("kind", 0, 0, 2), ("subject", 1, 0, 2), ("period", 2, 0, 1), ("answer_by", 2, 1, 1),
            ("number", 3, 0, 1), ("day", 3, 1, 1), ("signer", 4, 0, 1), ("capacity", 4, 1, 1),
        )  # fmt: skip
        for key, row, column, width in places:
            grid.addWidget(self.fields[key], row, column, 1, width)
        grid.addWidget(self.register, 2, 1, Qt.AlignmentFlag.AlignBottom)  # of a kind that names no period
        self.body.addLayout(grid)
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.template)
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        foot.addStretch(1)
        cancel = Button(text("shell.close"), "quiet", key_hint="Esc")
        cancel.clicked.connect(self.reject)
        for button in (cancel, self.open_button, self.save_button):
            foot.addWidget(button)
        self.body.addLayout(foot)
        self.kind.currentIndexChanged.connect(lambda _: self._choose())
        self.period.currentIndexChanged.connect(lambda _: self._offer())
        self.number.textChanged.connect(lambda _: self.fields["number"].set_error(""))
        self.register.toggled.connect(self._suggest)
        for edit, key in ((self.day, "day"), (self.answer_by, "answer_by")):
            edit.problem_changed.connect(self.fields[key].set_error)
        self.open_button.clicked.connect(self.open_in_word)
        self.save_button.clicked.connect(self.save)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.save)

    def _suggest(self, on: bool) -> None:
        """What is entered has a number and a day: the next number and today, where none are given."""
        today = self._context.workbench.clock.today()
        if on and not self.number.text().strip():
            self.number.setText(suggest_number(self._context.workbench, "CV", today.year))
        if on and self.day.value() is None:
            self.day.set_value(today)
        for key in () if on else ("number",):
            self.fields[key].set_error("")

    def _chosen_kind(self) -> LetterKind:
        return next(key for key in LETTER_KINDS if key == self.kind.value())

    def _chosen_period(self) -> Period:
        today = self._context.workbench.clock.today()
        return parse_period(str(self.period.value())) or reporting_period(today)

    def _choose(self) -> None:
        """Show what a letter of this kind asks for."""
        kind = self._chosen_kind()
        self.fields["period"].setVisible(kind in _OF_PERIOD)
        self.fields["subject"].setVisible(kind != "report")
        self.fields["answer_by"].setVisible(kind in _ANSWERED)
        self._grid.addWidget(self.fields["answer_by"], 2, 1 if kind in _OF_PERIOD else 0)
        self.register.setVisible(kind == "conclusions" and not self._context.workbench.database.read_only)
        named = kind if kind in ("late", "conclusions") else "escalation"
        self.fields["subject"].label.setText(text(f"word.subject_{named}"))
        self.capacity.set_value(usual_signing(kind).authority)
        own = own_template(kind, self._context.path)
        folder = text("word.template_folder", folder=TEMPLATE_FOLDER)
        self.template.setText(text("word.template_own", file=own.name) if own else folder)
        self._offer()

    def _offer(self) -> None:
        """What it can be written for; the one asked for at first where it is among them."""
        kind = self._chosen_kind()
        offered = choices(self._context.registers, kind, self._chosen_period())
        known = [uid for uid, _ in offered]
        wanted = self._subject if self._subject in known else next(iter(known), None)
        self.subject.set_choices([(words, uid) for uid, words in offered], wanted)
        lacking = kind != "report" and not offered
        self.nothing.setText(text(f"word.nothing_{kind}") if lacking else "")
        self.nothing.setVisible(lacking)
        self.open_button.setEnabled(not lacking)
        self.save_button.setEnabled(not lacking)
        self.fit()

    # the letter

    def order(self) -> LetterOrder:
        """What is asked for."""
        kind = self._chosen_kind()
        capacity = next(key for key in printing.AUTHORITIES if key == (self.capacity.value() or ""))
        number = self.number.text().strip()
        signing = Signing(str(self.signer.value()), capacity, number, self.day.value())  # type: ignore[arg-type]
        by = self.answer_by.value() if kind in _ANSWERED else None
        subject = "" if kind == "report" else str(self.subject.value() or "")
        return LetterOrder(kind, self._chosen_period(), subject, signing, by)

    def _is_wrong(self) -> bool:
        for issue in self._entering().issues if self._is_entered() else ():
            if issue.severity == "stop":
                self.fields[issue.field].set_error(text(issue.code, **issue.params))
        wrong = next((key for key in ("number", "day", "answer_by") if self.fields[key].error()), "")
        if wrong:
            self.fields[wrong].editor.setFocus()
        return bool(wrong)

    def _is_entered(self) -> bool:
        """Whether the letter goes into the register of documents too."""
        return self._chosen_kind() == "conclusions" and self.register.isChecked()

    def _entering(self) -> Proposal:
        order = self.order()
        assert order.signing is not None
        return propose(self._context.workbench, Charge.of(order.subject), order.signing, order.answer_by)

    def _enter(self, words: str) -> None:
        """Enter the letter that was written, and tell both with the way back; refused, the letter stays."""
        context = self._context
        try:
            outcome = context.commit(self._entering().act)
        except UserError as error:
            context.shell.show_error(error)
            return
        undo = text("entry.undo")
        context.shell.toast(words, undo, lambda: take_back(context, outcome.act.number))

    def save(self) -> None:
        """Make it, ask where, write it there."""
        self._make(lambda made: self._context.shell.pick_target(f"{made.name}.docx", ".docx", self._writer(made)))

    def open_in_word(self) -> None:
        """Make it, write it into the temporary folder, and let the computer open it."""
        place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.TempLocation)
        folder = Path(place).joinpath(*_FOLDER)

        def write(made: LetterFile) -> None:
            self._write(made, lambda: _free(folder, made.name), self._opened)

        self._make(write)

    def _make(self, then: Callable[[LetterFile], object]) -> None:
        if self._is_wrong() or not self.save_button.isEnabled():
            return
        registers, order = self._context.registers, self.order()
        self._run(lambda: make_letter(registers, order), then)

    def _writer(self, made: LetterFile) -> Callable[[Path], object]:
        return lambda target: self._write(made, lambda: target, self._saved)

    def _write(self, made: LetterFile, target: Callable[[], Path], then: Callable[[Path], object]) -> None:
        record = self._context.path

        def work() -> Path:
            chosen = target()
            write_letter(made, chosen, record)
            return chosen

        self._run(work, then)

    def _run(self, work: Callable[[], object], then: Callable[..., object]) -> None:
        """Off the window's thread; what went wrong is said over this sheet, which stays."""
        self._busy(True)
        task = self._context.run(lambda _: work(), self._failed)
        task.finished.connect(self._rest)
        task.done.connect(then)
        task.start()

    def _rest(self) -> None:
        self._busy(False)

    def _busy(self, on: bool) -> None:
        for button in (self.open_button, self.save_button):
            button.setEnabled(not on)

    def _failed(self, error: BaseException) -> None:
        ErrorSheet(notice_of(error), self).open()

    def _saved(self, target: Path) -> None:
        shell = self._context.shell
        self.accept()
        if self._is_entered():
            self._enter(text("word.saved_entered", file=target.name))
            return
        shell.toast(text("word.saved", file=target.name), text("word.folder"), lambda: show_folder(target))

    def _opened(self, target: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(target))):
            self._failed(UserError("word.not_opened", file=str(target)))
            return
        self.accept()
        if self._is_entered():
            self._enter(text("word.saved_entered", file=target.name))
            return
        self._context.shell.toast(text("word.opened", file=target.name))


def _free(folder: Path, name: str) -> Path:
    """A name of its own in a folder: one that is open in Word is left alone. UserError `folder_not_writable`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError("folder_not_writable", folder=str(folder)) from error
    stem = safe_name(name)
    names = [f"{stem}.docx", *(f"{stem} ({number}).docx" for number in range(2, _COPIES))]
    return next((folder / n for n in names if not (folder / n).exists()), folder / names[0])
