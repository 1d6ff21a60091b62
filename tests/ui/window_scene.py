"""A small record with something in every register, made of plain change sets. All of it is made up."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from ui.ask import Asker
from ui.main_window import MainWindow
from ui.preferences import PreferenceBook, Preferences
from ui.tasks import InlineRunner
from workbench.clock import FixedClock
from workbench.domain.agreements import Agreement, Party, Task
from workbench.domain.documents import Document
from workbench.domain.escalations import Answer, AnswerItem, Escalation, EscalationItem
from workbench.domain.obstacles import Obstacle, Recommendation
from workbench.domain.submissions import ImportBatch, Setting, Submission
from workbench.records.changes import Change, ChangeSet, Label, create
from workbench.services.records_new import create_record
from workbench.services.seeding import NewRecord
from workbench.services.workbench import Workbench

TODAY = date(2026, 10, 12)
OFFICER = "Lê Thị Hạnh"
PLACES = {"DT": "82.2", "VL": "86.2", "AG": "91.2", "CT": "92.2", "CM": "96.2"}
OFFICERS = (OFFICER, "Trần Minh Đức", "Nguyễn Văn Phúc", "Phạm Quốc Huy")


@dataclass(frozen=True)
class Told:
    """One obstacle: number, title, places, field, days until the deadline (None: none), state, letter or 0."""

    number: int
    title: str
    places: str
    field: str
    due: int | None
    state: str
    letter: int = 0
    agreement: str = ""


OBSTACLES = (
    Told(63, "Chưa thống nhất quy trình vận hành cống ngăn mặn", "VL DT", "TL", -6, "escalated", 19, "tt4"),
    Told(58, "Thiếu cát đắp nền cho đoạn cao tốc qua địa bàn hai tỉnh", "CT CM", "GT", -5, "escalated", 22),
    Told(71, "Chậm bàn giao mặt bằng 2,7 km tuyến đường nối cảng", "CM", "GT", -3, "classified"),
    Told(66, "Vướng cơ chế bố trí vốn cho dự án đi qua hai tỉnh", "DT VL", "GT", 0, "classified", 0, "tt5"),
    Told(52, "Quy hoạch hai khu công nghiệp giáp ranh trùng định hướng", "AG CT", "TL", 2, "new"),
    Told(49, "Chưa chia sẻ dữ liệu quan trắc mực nước liên tỉnh", "AG DT", "TL", 4, "classified"),
    Told(44, "Sạt lở bờ sông đoạn giáp ranh chưa rõ đơn vị chủ trì", "AG DT", "TL", 11, "escalated", 17),
    Told(38, "Chưa có cơ chế chung khai thác trung tâm logistics vùng", "CT", "GT", 18, "in_progress", 17),
    Told(74, "Định mức hỗ trợ giống lúa khác nhau trong cùng vùng chuyên canh", "DT AG", "TL", 18, "new"),
    Told(33, "Chưa nối thông tuyến đường thủy qua hai cửa cống", "VL CT", "GT", 25, "local"),
    Told(29, "Thiếu đầu mối vận hành hồ trữ nước ngọt liên tỉnh", "CM CT", "TL", 32, "local"),
    Told(21, "Chồng lấn tuyến du lịch đường sông, cạnh tranh giá", "DT VL", "GT", 46, "in_progress", 17),
    Told(9, "Vướng đơn giá bồi thường khác nhau hai bên ranh giới", "CT VL", "GT", 74, "resolved", 16),
    Told(7, "Chưa công nhận lẫn nhau kết quả đào tạo nghề", "CM AG", "TL", None, "closed"),
)  # fmt: skip

# number, to, sent days ago, due in days, state of its items
LETTERS = (
    (16, "BTC", 120, -60, "resolved"),
    (17, "BXD", 70, 11, "processing"),
    (19, "BNNMT", 27, -6, "sent"),
    (22, "TTg", 20, 2, "sent"),
)


def day(offset: int) -> date:
    """A date so many days from the day of the scene."""
    return TODAY + timedelta(days=offset)


def make_record(path: Path, sample: bool = True) -> Workbench:
    """The record, open for work."""
    clock = FixedClock.on(TODAY)
    opened = create_record(path, NewRecord("DBSCL", "Bộ phận thư ký Hội đồng", officer=OFFICER), clock)
    fill(opened, sample)
    return opened


def fill(opened: Workbench, sample: bool = True) -> None:
    """Write the scene into a record, as one act of sample data and one edit."""
    changes = (*_agreements(), *_obstacles(), *_letters(), *_answers(), *_inbox())
    settings = (create("setting-sample", Setting(key="sample", value="yes")),) if sample else ()
    opened.commit(ChangeSet(Label("act.sample"), (*changes, *settings), "seed"))


def _agreements() -> Iterator[Change]:
    titles = (
        (
            "tt4",
            "TT-2025-004",
            "Phối hợp vận hành hệ thống cống kiểm soát mặn",
            "VL DT",
            "TL",
            80,
        ),
        ("tt5", "TT-2024-011", "Đầu tư tuyến đường ven biển kết nối các tỉnh", "DT VL CM", "GT", 900),
        ("tt6", "TT-2025-012", "Vùng nguyên liệu lúa chất lượng cao", "AG DT CT", "TL", 440),
        ("tt7", "TT-2023-009", "Đào tạo và điều động nhân lực y tế", "CT CM", "GT", -200),
    )
    for uid, code, title, places, field, ends in titles:
        made = Agreement(
            code=code, title=title, number=f"{code[-3:]}/TTHT", signed_date=day(-500), period_from=day(-480),
            period_to=day(ends), fields=(field,), state="in_force", implementation="doing", officer=OFFICER,
            content="Phối hợp vận hành, chia sẻ số liệu, cùng bố trí kinh phí hằng năm.",
        )  # fmt: skip
        yield create(uid, made)
        for place, short in enumerate(places.split(), start=1):
            yield create(f"{uid}-p{place}", Party(agreement=uid, ordinal=place, locality=PLACES[short]))
    works = (
        "Ban hành quy chế phối hợp vận hành",
        "Lắp 12 trạm đo mặn tự động",
        "Thống nhất lịch đóng, mở cống mùa khô",
    )
    for place, words in enumerate(works, start=1):
        made_task = Task(
            code=f"NV-2026-{place:03d}", source="agreement", agreement="tt4", ordinal=place, content=words,
            due_date=day((-80, 30, -12)[place - 1]), status=("done", "doing", "doing")[place - 1],
            percent=(100, 60, 40)[place - 1], officer=OFFICER,
        )  # fmt: skip
        yield create(f"nv{place}", made_task)


def _obstacles() -> Iterator[Change]:
    for place, told in enumerate(OBSTACLES):
        uid = f"vm{told.number}"
        localities = tuple(PLACES[short] for short in told.places.split())
        made = Obstacle(
            code=f"VM-2026-{told.number:03d}", title=told.title, field=told.field, localities=localities,
            content="Hai tỉnh chưa thống nhất thời điểm đóng, mở cống khi độ mặn vượt ngưỡng; chưa rõ đơn vị "
            "điều hành chung trong mùa khô." if told.number == 63 else told.title + ".",
            cause="Quy chế phối hợp chưa quy định", agreement=told.agreement or None, urgency="urgent",
            reported_by=localities[0], reported_date=day(-30 - 20 * place), raised_date=day(-61 - 20 * place),
            requested_due=None if told.due is None else day(told.due), state=told.state, period="2026-Q3",
            officer=OFFICERS[place % 4], closed_date=day(-40) if told.state == "closed" else None,
        )  # fmt: skip
        yield create(uid, made)
        ask = Recommendation(
            obstacle=uid, ordinal=1, content="Ban hành quy trình vận hành liên tỉnh", addressees=("BNNMT",)
        )
        yield create(f"{uid}-a", ask)


def _letters() -> Iterator[Change]:
    for number, to, ago, due, state in LETTERS:
        uid = f"kn{number}"
        paper = Document(
            direction="out", type="BC", full_number=f"{number + 40}/BC-HĐĐPĐBSCL", issued_date=day(-ago),
            subject="Về tháo gỡ vướng mắc liên kết vùng", status="in_force",
        )  # fmt: skip
        yield create(f"{uid}-d", paper)
        made = Escalation(
            code=f"KN-2026-{number:03d}", document=f"{uid}-d", subject=_subject(number), to_organization=to,
            level="ministry", sent_date=day(-ago), due_rule="working_days", due_n=15, due_start=day(-ago),
            due_date=day(due), officer=OFFICERS[number % 4],
        )  # fmt: skip
        yield create(uid, made)
        for place, told in enumerate((t for t in OBSTACLES if t.letter == number), start=1):
            item = EscalationItem(
                escalation=uid, recommendation=f"vm{told.number}-a", ordinal=place, state=state, due_date=day(due)
            )
            yield create(f"{uid}-i{place}", item)


def _subject(number: int) -> str:
    return {
        16: "Thống nhất đơn giá bồi thường hai bên ranh giới",
        17: "Cơ chế phối hợp vốn và quản lý dự án liên tỉnh",
        19: "Bộ NN và MT chưa trả lời về vận hành cống ngăn mặn",
        22: "Báo cáo Thủ tướng Chính phủ về vật liệu san lấp",
    }[number]


def _answers() -> Iterator[Change]:
    paper = Document(
        direction="in", type="CV", full_number="1234/BTC-QLCS", issued_date=day(-66), issuer="BTC",
        subject="Về đơn giá bồi thường tại khu vực giáp ranh", status="in_force",
    )  # fmt: skip
    yield create("tl1-d", paper)
    made = Answer(
        code="TL-2026-007", document="tl1-d", from_organization="BTC", received_date=day(-64),
        summary="Thống nhất áp dụng một đơn giá", officer=OFFICER,
    )  # fmt: skip
    yield create("tl1", made)
    yield create("tl1-i1", AnswerItem(answer="tl1", escalation_item="kn16-i1", answer_class="resolved"))


def _inbox() -> Iterator[Change]:
    files = (("VinhLong_Bieu02_Q3.xlsx", "VL", 33, 7), ("CaMau_Bieu02_Q3.xlsx", "CM", 27, 1))
    for place, (file, short, rows, waiting) in enumerate(files, start=1):
        batch = ImportBatch(
            code=f"LN-2026-{40 + place:03d}", sha256=f"{place:064d}", file_name=file, form="B02",
            period="2026-Q3", sender=PLACES[short], imported_date=day(-2), rows_new=rows - waiting,
            rows_waiting=waiting, state="partial",
        )  # fmt: skip
        yield create(f"ln{place}", batch)
    sent = {"AG": "5 5 6", "CM": "8 E 0", "CT": "7 7 7", "DT": "9 9 0", "VL": "E E 0"}
    for short, cells in sent.items():
        for form, cell in zip(("B01", "B02", "B03"), cells.split(), strict=True):
            if cell != "0":
                got = date(2026, 10, 8 if cell == "E" else int(cell))
                state = "errors" if cell == "E" else "sent"
                made = Submission(locality=PLACES[short], period="2026-Q3", form=form, state=state, received_date=got)
                yield create(f"sub-{short}-{form}", made)


@cache
def _template() -> tuple[Path, tempfile.TemporaryDirectory[str]]:
    """The record, made once for all tests of a run."""
    folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    path = Path(folder.name) / "scene.lkv"
    make_record(path).close()
    return path, folder


def copy_record(folder: Path) -> Path:
    """A fresh copy of the record, as a file."""
    return Path(shutil.copy(_template()[0], folder / "LienKetVung-DBSCL.lkv"))


def open_window(folder: Path, asker: Asker | None = None, read_only: bool = False, **kept: object) -> MainWindow:
    """The window on a copy of the record in `folder`, work done at once; `kept` are preferences."""
    book = PreferenceBook()
    book.current = Preferences(officer=OFFICER, **kept)  # type: ignore[arg-type]
    file = copy_record(folder)
    clock = FixedClock.on(TODAY, prefix="new")
    opened = Workbench.open(file, clock, OFFICER, read_only=read_only)
    return MainWindow(opened, file, InlineRunner(), book, asker)


def empty_window(folder: Path) -> MainWindow:
    """The window on a record in which nothing was entered."""
    file = folder / "empty.lkv"
    clock = FixedClock.on(TODAY)
    opened = create_record(file, NewRecord("DBSCL", "Bộ phận thư ký", officer=OFFICER), clock)
    return MainWindow(opened, file, InlineRunner(), PreferenceBook())
