"""Pictures of every page on the sample record, at a fixed day: for the handbook, and for looking.

Each picture is a function of its own in `SHOTS`; a new page adds one. Only the window's content is drawn, never
the frame that the computer puts around it.
"""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from ui.grab_data import DATA_SHOTS
from ui.grab_programme import PROGRAMME_SHOTS
from ui.main_window import MainWindow
from ui.preferences import PreferenceBook, Preferences
from ui.shell import qt_texts
from ui.tasks import InlineRunner
from ui.theme import theme as themes
from workbench.clock import FixedClock
from workbench.errors import UserError
from workbench.messages import language, set_language
from workbench.records.record import Ref
from workbench.services.workbench import Workbench

if TYPE_CHECKING:
    from ui.views.import_flow.page import ImportPage

DAY = date(2026, 10, 12)
OFFICER = "Lê Thị Hạnh"
_SETTLE_MS = 120  # longer than the delay with which the detail follows the table


@dataclass
class Stage:
    """The window that the pictures are taken of."""

    window: MainWindow
    size: QSize

    def go(self, page: str, **params: object) -> None:
        """Show a page and let it settle."""
        self.window.go(page, **params)
        self.settle()

    def settle(self) -> None:
        """Let timers and layouts come to rest."""
        QTest.qWait(_SETTLE_MS)

    def picture(self, dialog: QDialog | None = None) -> QPixmap:
        """The window, with a dialog over it where there is one."""
        made = self.window.grab()
        if dialog is not None:
            painter = QPainter(made)
            corner = dialog.pos() - self.window.mapToGlobal(QPoint(0, 0))
            painter.drawPixmap(corner, dialog.grab())
            painter.end()
        return made

    def show_detail(self, on: bool) -> None:
        """Show or hide the detail pane of the register shown."""
        if self.window.book.current.detail_open != on:
            self.window.run_command("detail")
            self.settle()


Shot = Callable[[Stage], QPixmap]


def _home(stage: Stage) -> QPixmap:
    stage.go("today")
    return stage.picture()


def _register(stage: Stage) -> QPixmap:
    stage.show_detail(True)
    stage.go("obstacles", view="open")
    return stage.picture()


def _search(stage: Stage) -> QPixmap:
    stage.go("obstacles", view="open", search="vinh long")
    stage.show_detail(False)
    made = stage.picture()
    stage.show_detail(True)
    return made


def _bulk(stage: Stage) -> QPixmap:
    stage.go("agreements", view="all")
    stage.show_detail(False)
    page = stage.window.stack.current()
    model = page.model  # type: ignore[union-attr]
    model.tick_only(range(1, min(5, model.rowCount())))
    stage.settle()
    made = stage.picture()
    model.tick_only([])
    stage.show_detail(True)
    return made


def _agreement(stage: Stage) -> QPixmap:
    tasks = stage.window.context.registers.linked().tasks.values()
    counted = Counter(task.values.agreement for task in tasks if task.values.agreement)
    stage.go("agreements", view="open", tab="tasks", uid=counted.most_common(1)[0][0])
    return stage.picture()


def _form(stage: Stage) -> QPixmap:
    from ui.forms.record_form import open_form

    stage.go("obstacles", view="open")
    form = open_form(stage.window, stage.window.context, "obstacle")
    stage.settle()
    made = stage.picture(form)
    form.done(0)
    stage.settle()
    return made


def _escalations(stage: Stage) -> QPixmap:
    stage.go("escalations", view="all", tab="facts")
    return stage.picture()


def _answers(stage: Stage) -> QPixmap:
    stage.go("answers", view="all")
    return stage.picture()


def _documents(stage: Stage) -> QPixmap:
    from workbench.services.attaching import attach

    workbench = stage.window.context.workbench
    stage.go("documents", view="in")
    uid = stage.window.stack.current().table.current_uid()  # type: ignore[union-attr]
    with tempfile.TemporaryDirectory() as folder:
        scan = Path(folder) / "Văn bản trả lời, bản chụp có dấu.pdf"
        scan.write_bytes(b"%PDF-1.7\n" + b" " * 341_000)
        workbench.commit(attach(workbench, Ref("document", uid), [scan]))
    stage.go("documents", view="in", uid=uid, tab="documents")
    return stage.picture()


def _document_form(stage: Stage) -> QPixmap:
    from ui.forms.record_form import open_form

    stage.go("documents", view="all")
    form = open_form(stage.window, stage.window.context, "document", given={"direction": "out", "type": "BC"})
    stage.settle()
    made = stage.picture(form)
    form.done(0)
    stage.settle()
    return made


def _import(stage: Stage) -> QPixmap:
    stage.go("import")
    return stage.picture()


@contextmanager
def _practice(stage: Stage) -> Iterator[ImportPage]:
    """The import page with a report to practise on; afterwards the record is as it was."""
    from ui.views.import_flow.page import ImportPage
    from workbench.services.sample.practice import practice_report

    workbench = stage.window.context.workbench
    first = workbench.journal.head()[0]
    with tempfile.TemporaryDirectory(prefix="lien-ket-vung-", ignore_cleanup_errors=True) as folder:
        stage.go("import", files=[practice_report(workbench, Path(folder))])
        page = stage.window.stack.current()
        assert isinstance(page, ImportPage)
        yield page
    for number in range(workbench.journal.head()[0], first, -1):
        stage.window.context.tell(workbench.undo(number).summary)
    page.file_acts.clear()


def _import_sheet(stage: Stage) -> QPixmap:
    with _practice(stage) as page:
        page.go_to_step(2)
        stage.settle()
        return stage.picture()


def _import_changes(stage: Stage) -> QPixmap:
    with _practice(stage) as page:
        page.go_to_step(3)
        stage.settle()
        page.changes.pane.fields[0].record.click()
        stage.settle()
        return stage.picture()


def _import_duplicate(stage: Stage) -> QPixmap:
    with _practice(stage) as page:
        page.go_to_step(3)
        page.changes.groups.buttons["duplicate"].click()
        stage.settle()
        return stage.picture()


def _import_result(stage: Stage) -> QPixmap:
    with _practice(stage) as page:
        page.go_to_step(3)
        page.changes.choose_for_all("file")
        page.changes.groups.buttons["duplicate"].click()
        page.changes.merge.merge.click()
        page.head.go_on.click()
        stage.settle()
        return stage.picture()


def _escalate(stage: Stage) -> QPixmap:
    stage.go("escalate", obstacles=_unsent(stage)[:3])
    return stage.picture()


def _unsent(stage: Stage) -> list[str]:
    """Open obstacles of one ministry that no letter carries yet, most of them first."""
    from workbench.services.ladder import competent

    linked = stage.window.context.registers.linked()
    found: dict[tuple[str, ...], list[str]] = {}
    for uid, record in linked.obstacles.items():
        if linked.obstacle_open(record) and linked.asks.get(uid) and not linked.obstacle_items(uid):
            bodies = competent(linked, uid)
            if any(linked.names.organizations[body].values.level == "ministry" for body in bodies):
                found.setdefault(bodies, []).append(uid)
    return max(found.values(), key=len, default=[])


def _answer(stage: Stage) -> QPixmap:
    from ui.views.answer import AnswerPage
    from workbench.services.answering import waiting_items

    linked = stage.window.context.registers.linked()
    waiting = waiting_items(linked)
    bodies: dict[str, list[str]] = {}
    for uid in waiting:
        bodies.setdefault(linked.escalations[uid].values.to_organization, []).append(uid)
    most = max(bodies.values(), key=lambda uids: sum(len(waiting[uid]) for uid in uids))
    stage.go("answer", escalations=most[:4])
    page = stage.window.stack.current()
    assert isinstance(page, AnswerPage)
    page.paper.number.setText("1234/BNNMT-TL")
    page.paper.subject.setText("V/v quy trình vận hành công trình kiểm soát mặn liên tỉnh, chia sẻ dữ liệu")
    page.paper.issued.setText("07/10/2026")
    rows = [row for row in page.list.rows.values() if row.box.isChecked()]
    said = ("Giao Cục chuyên ngành kết nối", "Ban hành quy trình từ 01/11", "Giao Cà Mau chủ trì", "Còn thiếu vốn")
    for place, row in enumerate(rows):
        row.set_outcome(("resolved", "resolved", "explained", "partial")[place % 4])
        row.extract.setText(said[place % 4])
        row.fold.setChecked(False)
    stage.settle()
    stage.settle()
    return stage.picture()


def _print(stage: Stage) -> QPixmap:
    stage.go("print", register="escalations")
    page = stage.window.stack.current()
    while not page.preview.complete():  # type: ignore[union-attr]
        stage.settle()
    return stage.picture()


def _round(stage: Stage) -> QPixmap:
    stage.go("round", period="2026-Q3")
    return stage.picture()


def _analysis(stage: Stage) -> QPixmap:
    stage.go("analysis")
    return stage.picture()


def _matrix(stage: Stage) -> QPixmap:
    stage.go("matrix")
    return stage.picture()


def _figures(key: str, stage: Stage, **params: str) -> QPixmap:
    stage.go(key, **params)
    return stage.picture()


def _data(stage: Stage) -> QPixmap:
    from ui.views.data_page import DataPage

    workbench = stage.window.context.workbench
    if workbench.safeguard is not None:
        workbench.safeguard.now()
    stage.go("data")
    page = stage.window.stack.current()
    if isinstance(page, DataPage):
        page.check.check.click()
    stage.settle()
    return stage.picture()


def _settings(stage: Stage) -> QPixmap:
    stage.go("settings")
    return stage.picture()


def _calendar(stage: Stage) -> QPixmap:
    from workbench.services.working_calendar import DayEdit

    stage.go("settings")
    page = stage.window.stack.current()
    words = ("Nghỉ hoán đổi (làm bù 24/10/2026)", "Công văn của Văn phòng Chính phủ ngày 12/10/2026")
    edits = [DayEdit(date(2026, 10, 19), "swap_off", *words), DayEdit(date(2026, 10, 24), "work", "Làm bù", words[1])]
    page.calendar.keep(edits)  # type: ignore[union-attr]
    page.calendar.scroll_to_changes()  # type: ignore[union-attr]
    stage.settle()
    made = stage.picture()
    page.calendar.drop()  # type: ignore[union-attr]
    return made


def _office(stage: Stage) -> QPixmap:
    stage.go("settings", section="office")
    return stage.picture()


def _first_run(stage: Stage) -> QPixmap:
    from ui.views.first_run import FirstRun

    first = FirstRun(stage.window.context.workbench.clock, stage.window.book)
    first.page.place.setText("D:\\LienKetVung\\LienKetVung-DBSCL.lkv")
    first.resize(stage.size)
    first.show()
    stage.settle()
    made = first.grab()
    first.close()
    return made


def _empty(stage: Stage) -> QPixmap:
    stage.go("obstacles", view="all", search="zzz không có")
    return stage.picture()


SHOTS: Mapping[str, Shot] = {
    "01-home": _home,
    "02-register": _register,
    "03-register-search": _search,
    "04-register-bulk": _bulk,
    "05-agreement-detail": _agreement,
    "06-record-form": _form,
    "07-import": _import,
    "07-import-sheet": _import_sheet,
    "08-import-changes": _import_changes,
    "09-import-duplicate": _import_duplicate,
    "10-import-result": _import_result,
    "09-register-escalations": _escalations,
    "10-register-answers": _answers,
    "10-documents": _documents,
    "10-document-form": _document_form,
    "11-escalate": _escalate,
    "12-answer": _answer,
    "10-round": _round,
    "13-print": _print,
    "14-analysis": _analysis,
    "14-capital": partial(_figures, "capital"),
    "14-timeliness": partial(_figures, "timeliness"),
    "14-tiles": partial(_figures, "tiles"),
    "14-tiles-old": partial(_figures, "tiles", units="old"),
    "15-matrix": _matrix,
    "16-data": _data,
    **DATA_SHOTS,
    "17-settings": _settings,
    "17-settings-calendar": _calendar,
    "17-settings-office": _office,
    "18-first-run": _first_run,
    "19-no-result": _empty,
    **PROGRAMME_SHOTS,
}


def grab_pages(
    folder: Path,
    size: str = "1366x768",
    scale: float = 1.0,
    theme: str = "light",
    lang: str = "vi",
    page: str | None = None,
) -> list[Path]:
    """Write the pictures into `folder` and give their paths; `page` names one of `SHOTS`, with or without number.

    `size` is that of the picture in px; with `scale` 1.25 the window has 1/1.25 of it in logical px. Raises
    UserError `shell.unknown_page` and `shell.bad_size`.
    """
    wanted = _wanted(page)
    width, height = _size(size)
    if QApplication.instance() is None:
        os.environ["QT_SCALE_FACTOR"] = str(scale)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    before = language()
    with tempfile.TemporaryDirectory(prefix="lien-ket-vung-", ignore_cleanup_errors=True) as scratch:
        try:
            _dress(app, theme, lang)
            record = Path(scratch) / "LienKetVung-DBSCL.lkv"
            stage = _stage(record, QSize(round(width / scale), round(height / scale)), theme, lang)
            try:
                return _take(stage, wanted, folder)
            finally:
                stage.window.close()
        finally:
            set_language(before)


def _dress(app: QApplication, name: str, lang: str) -> None:
    set_language(lang)
    themes.apply(app, name)  # type: ignore[arg-type]
    qt_texts.install(app)


def _stage(record: Path, size: QSize, name: str, lang: str) -> Stage:
    from workbench.services.sample import sample_record

    clock = FixedClock.on(DAY)
    sample_record(record, clock).close()
    book = PreferenceBook()
    book.current = Preferences(language=lang, theme=name, officer=OFFICER)
    window = MainWindow(Workbench.open(record, clock, OFFICER), record, InlineRunner(), book)
    window.resize(size)
    window.show()
    return Stage(window, size)


def _take(stage: Stage, wanted: Mapping[str, Shot], folder: Path) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    for name, shot in wanted.items():
        path = folder / f"{name}.png"
        if not shot(stage).save(str(path)):
            raise UserError("folder_not_writable", folder=str(folder))
        made.append(path)
    return made


def _wanted(page: str | None) -> Mapping[str, Shot]:
    if not page:
        return SHOTS
    found = {name: shot for name, shot in SHOTS.items() if page in (name, name.partition("-")[2])}
    if not found:
        known = ", ".join(name.partition("-")[2] for name in SHOTS)
        raise UserError("shell.unknown_page", name=page, known=known)
    return found


def _size(words: str) -> tuple[int, int]:
    width, _, height = words.lower().partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise UserError("shell.bad_size", found=words)
    return int(width), int(height)
