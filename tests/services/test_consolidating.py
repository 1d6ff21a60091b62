"""The consolidated report: each figure equals a count of its own in SQL, and is traced to records and cells."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from tests.building import edit, new, write
from tests.journeys.forms import submission
from workbench.clock import FixedClock
from workbench.services.consolidating import cell_lines, numbered, trace_lines, write_report
from workbench.services.importing.session import ImportSession
from workbench.services.records_new import create_record
from workbench.services.registers import Registers
from workbench.services.report_figures import Figures, report_figures
from workbench.services.reporting import Rounds
from workbench.services.round_acts import consolidated
from workbench.services.sample import sample_record
from workbench.services.seeding import NewRecord
from workbench.services.workbench import Workbench
from workbench.values.periods import Period

TODAY, Q3 = date(2026, 10, 12), Period("quarter", 2026, 3)

# obstacles with the day they were raised, the day they were settled (none while open) and whether anybody answered
OBSTACLES = """
WITH period(code, last) AS (VALUES ('2026-Q1', '2026-03-31'), ('2026-Q2', '2026-06-30'), ('2026-Q3', '2026-09-30')),
said AS (
  SELECT r.obstacle, max(a.received_date) AS last,
         max(i.answer_class IN ('explained', 'rejected', 'returned')) AS explained,
         max(i.answer_class = 'resolved') AS resolved
  FROM answer_item i JOIN answer a ON a.uid = i.answer JOIN escalation_item e ON e.uid = i.escalation_item
  JOIN recommendation r ON r.uid = e.recommendation GROUP BY 1),
seen AS (
  SELECT o.*, min(coalesce(o.reported_date, o.raised_date), coalesce(p.last, '9999')) AS opened,
         said.last, said.explained, said.resolved, o.state IN ('resolved', 'explained', 'closed') AS settled,
         coalesce(o.closed_date, said.last) AS settled_on
  FROM obstacle o LEFT JOIN said ON said.obstacle = o.uid LEFT JOIN period p ON p.code = o.period
  WHERE o.state NOT IN ('merged', 'returned')),
followed AS (
  SELECT *, CASE WHEN settled AND (state = 'explained' OR (state = 'closed' AND explained AND NOT resolved))
                 THEN 'explained' WHEN settled THEN 'resolved'
                 WHEN state = 'local' OR last IS NOT NULL THEN 'in_progress' ELSE 'unanswered' END AS fate
  FROM seen WHERE opened <= :end AND (NOT settled OR settled_on IS NULL OR settled_on >= :first))
SELECT count(*) FROM followed WHERE """
OPEN = "state IN ('new', 'classified', 'local', 'escalated', 'in_progress')"
# letters sent in the period with the least that was reached of all they ask
LETTERS = """
WITH newest AS (
  SELECT i.escalation_item, i.answer_class, row_number() OVER
         (PARTITION BY i.escalation_item ORDER BY a.received_date DESC, i.uid DESC) AS place
  FROM answer_item i JOIN answer a ON a.uid = i.answer),
asked AS (
  SELECT e.escalation, CASE WHEN n.answer_class IS NULL THEN 0
         WHEN n.answer_class IN ('partial', 'in_progress', 'forwarded') THEN 1
         WHEN n.answer_class IN ('explained', 'rejected', 'returned') THEN 2 ELSE 3 END AS reached
  FROM escalation_item e LEFT JOIN newest n ON n.escalation_item = e.uid AND n.place = 1
  WHERE e.state NOT IN ('draft', 'withdrawn')),
letter AS (
  SELECT s.uid, coalesce(min(asked.reached), 2) AS reached,
         EXISTS (SELECT 1 FROM escalation_item e
                 WHERE e.escalation = s.uid AND e.state IN ('sent', 'received', 'processing')) AS waiting
  FROM escalation s LEFT JOIN asked ON asked.escalation = s.uid
  WHERE s.sent_date BETWEEN :first AND :end GROUP BY s.uid)
SELECT count(*) FROM letter WHERE """
# forms received with the day their first delivery came
SENT = """
WITH sent AS (
  SELECT s.*, min(s.received_date, coalesce((SELECT min(b.imported_date) FROM import_batch b WHERE b.state <> 'undone'
         AND b.sender = s.locality AND b.period = s.period AND instr(b.form, s.form)), '9999')) AS came
  FROM submission s WHERE period = '2026-Q3' AND form IN ('B01', 'B02', 'B03'))
SELECT count(*) FROM sent WHERE """
OWED = "SELECT 3 * count(*) FROM council_member m JOIN locality l ON l.uid = m.locality WHERE l.valid_to IS NULL"
FATES = ("resolved", "in_progress", "explained", "unanswered")
SQL = {
    "reports.owed": OWED,
    "reports.received": SENT + "1",
    "reports.in_time": SENT + "came <= :due",
    "reports.late": SENT + "came > :due",
    "reports.errors": SENT + "state = 'errors'",
    "reports.nil": SENT + "state = 'nil'",
    "agreements.total": "SELECT count(*) FROM agreement WHERE signed_date IS NULL OR signed_date <= :today",
    "agreements.signed": "SELECT count(*) FROM agreement WHERE signed_date BETWEEN :first AND :end",
    "agreements.ending": "SELECT count(*) FROM agreement WHERE period_to BETWEEN :end AND date(:end, '+3 months')",
    "agreements.amount_total": "SELECT sum(amount_total) FROM agreement",
    "agreements.amount_state": "SELECT sum(amount_state) FROM agreement",
    "agreements.amount_social": "SELECT sum(amount_social) FROM agreement",
    "tasks.total": "SELECT count(*) FROM task WHERE status <> 'dropped'",
    "tasks.done": "SELECT count(*) FROM task WHERE status = 'done'",
    "tasks.open": "SELECT count(*) FROM task WHERE status IN ('not_started', 'doing', 'partly', 'paused')",
    "tasks.late": "SELECT count(*) FROM task WHERE status NOT IN ('done', 'dropped') AND due_date < :today",
    "obstacles.tracked": OBSTACLES + "1",
    "obstacles.carried": OBSTACLES + "opened < :first",
    "obstacles.raised": OBSTACLES + "opened >= :first",
    **{f"obstacles.{fate}": f"{OBSTACLES}fate = '{fate}'" for fate in FATES},
    "obstacles.open": OBSTACLES + OPEN,
    "obstacles.pressing": f"{OBSTACLES}{OPEN} AND urgency IN ('urgent', 'very')",
    "obstacles.council": f"{OBSTACLES}{OPEN} AND in_authority = 'council'",
    "obstacles.untouched": OBSTACLES + "state IN ('new', 'classified')",
    "escalations.tracked": LETTERS + "1",
    "escalations.raised": LETTERS + "1",
    "escalations.carried": LETTERS + "0",
    "escalations.unanswered": LETTERS + "reached = 0",
    "escalations.in_progress": LETTERS + "reached = 1",
    "escalations.explained": LETTERS + "reached = 2",
    "escalations.resolved": LETTERS + "reached = 3",
    "escalations.answered": LETTERS + "reached > 0",
    "escalations.waiting": LETTERS + "waiting",
}  # fmt: skip
ELSEWHERE = {"reports.missing", "reports.replaced", "escalations.late"}  # counted below, by hand


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    path = tmp_path_factory.mktemp("so") / "mau.lkv"
    with sample_record(path, FixedClock.on(TODAY), seed=1) as opened:
        yield opened


@pytest.fixture(scope="module")
def figures(sample: Workbench) -> Figures:
    return report_figures(Registers(sample), Q3)


def counted(opened: Workbench, figures: Figures, sql: str) -> int:
    span, due = figures.span, figures.roster.window.send_by
    with sqlite3.connect(opened.database.path) as connection:
        days = {"first": span.first, "end": span.end, "today": TODAY, "due": due}
        found = connection.execute(sql, {key: str(day) for key, day in days.items()}).fetchone()
    return int(found[0] or 0)


def test_every_figure_equals_a_count_of_its_own(sample: Workbench, figures: Figures) -> None:
    plain = {figure.key: figure.value for figure in figures.all if not figure.name}
    assert plain.keys() - SQL.keys() == ELSEWHERE
    assert {key: plain[key] for key in SQL} == {key: counted(sample, figures, sql) for key, sql in SQL.items()}
    assert plain["obstacles.tracked"] > 20 and plain["escalations.tracked"] > 3 and plain["reports.received"] > 3
    assert plain["reports.missing"] == plain["reports.owed"] - plain["reports.received"]
    assert plain["reports.replaced"] == sum(o.replaced > 0 for o in Rounds.of(sample).roster(Q3).obligations)


def test_parts_add_up_to_the_whole(figures: Figures) -> None:
    for register in ("obstacles", "escalations"):
        fates = sum(figures[f"{register}.{fate}"].value for fate in FATES)
        total = figures[f"{register}.tracked"].value
        assert fates == total == figures[f"{register}.carried"].value + figures[f"{register}.raised"].value
    assert sum(figure.value for figure in figures.split("obstacles.by_field")) == figures["obstacles.tracked"].value
    sent = sum(figure.value for figure in figures.split("escalations.by_authority"))
    assert sent == figures["escalations.tracked"].value


def test_splits_equal_a_count_of_their_own(sample: Workbench, figures: Figures) -> None:
    for figure in figures.split("obstacles.by_locality"):
        place = f"reported_by IN (SELECT uid FROM locality WHERE name = '{figure.name}')"
        assert figure.value == counted(sample, figures, OBSTACLES + place), figure.name
    for figure in figures.split("obstacles.by_field"):
        field = f"field IN (SELECT code FROM catalogue_entry WHERE catalogue = 'field' AND label = '{figure.name}')"
        assert figure.value == counted(sample, figures, OBSTACLES + field), figure.name


def test_conclusions_of_each_meeting_are_counted_by_what_became_of_them(sample: Workbench, figures: Figures) -> None:
    meetings = figures.split("conclusions.total")
    assert len(meetings) == 2
    for whole in meetings:
        states = [figure for figure in figures.split("conclusions.state") if figure.name.startswith(whole.name)]
        assert sum(figure.value for figure in states) == whole.value
        code = whole.counted[0].code
        same = f"SELECT count(*) FROM task WHERE meeting = (SELECT meeting FROM task WHERE code = '{code}')"
        assert whole.value == counted(sample, figures, same)
        late = next(figure for figure in figures.split("conclusions.late") if figure.name == whole.name)
        overdue = f"{same} AND status NOT IN ('done', 'dropped') AND due_date < :today"
        assert late.value == counted(sample, figures, overdue)


def test_each_number_leads_to_the_lines_it_counts(sample: Workbench, figures: Figures, tmp_path: Path) -> None:
    made = write_report(Registers(sample), Q3, tmp_path)
    book = load_workbook(made.book)
    assert book.sheetnames[0] == "Số liệu" and book.sheetnames[-2:] == ["Truy nguyên số liệu", "Truy nguyên ô"]
    traced = [row for row in book["Truy nguyên số liệu"].iter_rows(values_only=True) if str(row[0]).isdigit()]
    assert [str(row[0]) for row in traced] == [str(n) for n in range(1, len(traced) + 1)]
    seen = 0
    for row in book["Số liệu"].iter_rows(values_only=True):
        if not re.fullmatch(r"[IVX]+\.\d+", str(row[0])) or row[2] == "tỷ đồng":
            continue
        first, _, last = str(row[4]).partition("–")
        lines = traced[int(first) - 1 : int(last or first)] if first.isdigit() else []
        assert len(lines) == int(row[3]), row
        assert {line[1] for line in lines} <= {row[0]}
        seen += 1
    assert seen == sum(not figure.money for figure in made.figures.all)


def test_numbers_of_the_text_are_figures(sample: Workbench, figures: Figures, tmp_path: Path) -> None:
    made = write_report(Registers(sample), Q3, tmp_path)
    lines = [p.text for p in docx.Document(str(made.word)).paragraphs]
    known = {figure.words for figure in figures.all} | {str(figure.value) for figure in figures.all}
    for begins in ("Trong kỳ, các địa phương", "Đang theo dõi", "Kỳ trước chuyển sang", "Đã kiến nghị cấp"):
        line = next(line for line in lines if line.startswith(begins))
        numbers = re.findall(r"\d+", line.replace(figures.in_time_rate, ""))
        assert numbers and set(numbers) <= known, line


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Workbench]:
    with create_record(tmp_path / "so.lkv", NewRecord("DBSCL", officer="Lê Thị Hạnh"), FixedClock.on(TODAY)) as opened:
        with ImportSession(Registers(opened)) as session:
            session.commit(session.plan(session.load(submission(tmp_path / "VinhLong_Bieu02.xlsx"))))
        yield opened


def test_each_field_names_file_sheet_and_cell(small: Workbench) -> None:
    figures = report_figures(Registers(small), Q3)
    lines = {(one.code, one.field): one for one in cell_lines(small, figures, tuple(trace_lines(figures)))}
    told = lines["VM-2026-001", "Nguyên nhân"]
    assert (told.file, told.sheet, told.cells) == ("VinhLong_Bieu02.xlsx", "Biểu 02", "F9")
    assert told.raw == told.value == "Quy chế phối hợp chưa quy định đơn vị chủ trì"
    assert told.batch == "LN-2026-001"
    ask = lines["VM-2026-001", "Nội dung kiến nghị, đề xuất"]
    assert (ask.sheet, ask.cells) == ("Biểu 02", "G9")


def test_a_field_typed_by_hand_names_who_and_when(small: Workbench) -> None:
    uid = small.repository.where("obstacle", code="VM-2026-001")[0].uid
    write(small, edit(small, "obstacle", uid, cause="Cán bộ sửa lại"))
    figures = report_figures(Registers(small), Q3)
    lines = {(one.code, one.field): one for one in cell_lines(small, figures, tuple(trace_lines(figures)))}
    told = lines["VM-2026-001", "Nguyên nhân"]
    assert (told.file, told.who, told.day) == ("", "Lê Thị Hạnh", TODAY)


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    with create_record(tmp_path / "so.lkv", NewRecord("DBSCL"), FixedClock.on(TODAY)) as opened:
        values = {"content": "=1+1 chưa rõ", "cause": "+ thiếu vốn", "period": "2026-Q3", "reported_date": TODAY}
        write(opened, new("obstacle", "vm1", **values))
        made = write_report(Registers(opened), Q3, tmp_path / "ra")
        cells = [cell for sheet in load_workbook(BytesIO(made.book.read_bytes())) for line in sheet for cell in line]
        assert {cell.data_type for cell in cells if str(cell.value).startswith("=1+1")} == {"s"}


def test_what_was_taken_into_the_report_is_marked_in_one_act(small: Workbench) -> None:
    small.commit(consolidated(small, Q3))
    (owed,) = (o for o in Rounds.of(small).roster(Q3).obligations if o.is_received)
    assert owed.state == "consolidated"
    assert report_figures(Registers(small), Q3)["reports.received"].value == 1
    assert [number for number, _ in numbered(report_figures(Registers(small), Q3))][:2] == ["I.1", "I.2"]
