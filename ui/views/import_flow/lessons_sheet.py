"""What imports have taught: read, looked for, and forgotten one by one or together. Every forgetting can be undone."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.context import Context
from ui.shell.dialogs import Sheet
from ui.theme.metrics import px
from ui.views.import_flow.lesson_words import LessonWords, told
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import ScrollBody
from ui.widgets.labels import Line
from ui.widgets.paragraph import Paragraph
from ui.widgets.search_box import SearchBox
from workbench.messages import text
from workbench.progress import Progress
from workbench.services.importing.teaching import forget, lessons
from workbench.services.workbench import Outcome
from workbench.values.text import fold

_MOST, _EACH = 200, 92  # lines shown, the search narrows the rest; px that a line takes at most


class LessonLineRow(QWidget):
    """One lesson with the link that forgets it."""

    def __init__(self, words: LessonWords) -> None:
        super().__init__()
        self.uid = words.uid
        row = QHBoxLayout(self)
        row.setContentsMargins(0, px(6), px(8), px(6))
        row.setSpacing(px(12))
        column = QVBoxLayout()
        column.setSpacing(px(1))
        column.addWidget(Paragraph(words.what, "body", max_lines=3))
        column.addWidget(Paragraph(words.whose, "label", "text2", weight=400))
        row.addLayout(column, 1)
        self.forget = LinkButton(text("lessons.forget"))
        self.forget.setAccessibleName(f"{text('lessons.forget')}: {words.what}")
        row.addWidget(self.forget)


class LessonsSheet(Sheet):
    """The lessons of the record, those of one file when `only` names them."""

    def __init__(self, context: Context, only: Collection[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(text("lessons.title_file" if only else "lessons.title"), parent, 640)
        self._context, self._only = context, frozenset(only)
        self._every: tuple[LessonWords, ...] = ()
        self.rows: list[LessonLineRow] = []
        self.body.addWidget(Paragraph(self.windowTitle(), "section"))
        self.body.addWidget(Paragraph(text("lessons.about"), "label", "text2", weight=400))
        self.search = SearchBox(text("lessons.search"))
        self.search.searched.connect(lambda _: self._list())
        self.body.addWidget(self.search)
        self.body.addWidget(Line())
        self._scroll = ScrollBody()
        self._scroll.setAccessibleName(self.windowTitle())
        self.body.addWidget(self._scroll)
        self.all = Button("", icon="trash-2")
        self.all.clicked.connect(lambda: self._forget([one.uid for one in self._found()]))
        self.close_button = Button(text("lessons.close"), "primary", key_hint="Esc")
        self.close_button.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(self.all)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        self.body.addLayout(foot)
        self._read()
        self.search.setFocus()

    def _read(self) -> None:
        workbench, registers, only = self._context.workbench, self._context.registers, self._only

        def work(_: Progress) -> tuple[LessonWords, ...]:
            names = registers.linked().names
            found = (one for one in lessons(workbench) if not only or one.uid in only)
            return tuple(told(one, names, workbench.repository) for one in found)

        def done(found: tuple[LessonWords, ...]) -> None:
            self._every = found
            self._list()

        task = self._context.of(self).run(work)
        task.done.connect(done)
        task.start()

    def _found(self) -> tuple[LessonWords, ...]:
        sought = fold(self.search.text()).split()
        said = ((one, fold(f"{one.what} {one.whose}")) for one in self._every)
        return tuple(one for one, words in said if all(word in words for word in sought))

    def _list(self) -> None:
        body, found = self._scroll.body, self._found()
        while (item := body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = [LessonLineRow(one) for one in found[:_MOST]]
        for place, row in enumerate(self.rows):
            if place:
                body.addWidget(Line())
            row.forget.clicked.connect(lambda _=False, uid=row.uid: self._forget([uid]))
            body.addWidget(row)
        if not found:
            body.addWidget(Paragraph(text("lessons.none" if not self._every else "lessons.not_found"), "body", "text2"))
        elif len(found) > _MOST:
            body.addWidget(Paragraph(text("lessons.more", n=len(found) - _MOST), "body", "text2"))
        body.addStretch(1)
        self._scroll.setFixedHeight(px(min(300, max(80, _EACH * len(found)))))
        read_only = self._context.workbench.database.read_only
        self.all.setText(text("lessons.forget_all", n=len(found)))
        self.all.setVisible(len(found) > 1 and not read_only)
        for row in self.rows:
            row.forget.setVisible(not read_only)

    def _forget(self, uids: Iterable[str]) -> None:
        workbench, gone = self._context.workbench, tuple(uids)

        def done(outcome: Outcome | None) -> None:
            if outcome is not None:
                self._context.tell(outcome.summary)
                self._context.shell.toast(text("lessons.forgotten", n=len(gone)))

        task = self._context.run(lambda _: forget(workbench, gone))
        task.done.connect(done)
        task.done.connect(self._read_again)
        task.start()

    def _read_again(self) -> None:
        self._read()
        self.search.setFocus()
