"""Honest edits of a form by its sender, and edits of the record while the form was away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from tests.building import edit as change_of
from tests.building import write
from tests.roundtrip.check import Office
from tests.roundtrip.damage import body, cells_of, code_column, main_sheet, put
from tests.roundtrip.records import Values
from workbench.exchange.raw import RawCell, RawWorkbook
from workbench.services.importing.plan import ImportPlan

KINDS = ("edited", "deleted", "copied", "copied_and_edited", "both_sides", "other_side", "added")
NEW_WORDS = "Nội dung do địa phương sửa lại ngày gửi"
OUR_WORDS = "Nội dung do văn phòng sửa trong khi chờ"
# a text column of each form, with the record and field it is kept in
TEXTS = {
    "B01": ("lead", "agreement", "a{}", "focal_point"),
    "B02": ("cause", "obstacle", "o{}", "cause"),
    "B03": ("note", "escalation_item", "i{}", "note"),
    "B04": ("deliverable", "task", "t{}", "deliverable"),
    "B05": ("place", "project", "p{}", "place"),
    "B07": ("alignment", "plan_item", "q{}", "alignment"),
    "B08": ("advantage", "sector_priority", "s{}", "advantage"),
    "B09": ("instrument", "mechanism", "m{}", "instrument"),
    "B10": ("partners", "initiative", "n{}", "partners"),
    "B11": ("deliverable", "task", "t{}", "deliverable"),
}
NEW_ROWS = {
    "B01": {"title": NEW_WORDS, "doc_no": "99/TTHT-MOI", "parties": "Vĩnh Long"},
    "B02": {"issue": NEW_WORDS, "proposal": "Đề nghị mới", "authority": "Bộ Xây dựng"},
    "B03": {"recommendation": NEW_WORDS, "sent_no": "99/CV-MOI", "authority": "Bộ Xây dựng", "status": "Chưa trả lời"},
    "B04": {"content": NEW_WORDS, "lead": "Sở Xây dựng"},
    "B05": {"title": NEW_WORDS, "place": "Ven sông"},
    "B07": {"content": NEW_WORDS, "plan": "Quy hoạch phần mới", "alignment": "Ven sông"},
    "B08": {"product": NEW_WORDS, "sector": "Khai thác, nuôi trồng thủy sản", "market": "Trong nước"},
    "B09": {"title": NEW_WORDS, "instrument": "Nghị định"},
    "B10": {"title": NEW_WORDS, "partners": "Trường đại học"},
    "B11": {"content": NEW_WORDS, "lead": "Sở Xây dựng"},
}


@dataclass(frozen=True, slots=True)
class Edit:
    """A form with records and one edit of a row chosen by `rest`."""

    form: str
    records: Sequence[Values]
    kind: str
    rest: int


def check_edit(office: Office, edit: Edit) -> None:
    """What is planned is just what was edited."""
    with office.holding(edit.form, edit.records):
        raw = office.sent(edit.form)
        if not office.rows:
            return
        sheet = main_sheet(raw)
        rows = body(sheet)
        row = Random(edit.rest).choice(rows)
        code = str(sheet.rows[row][code_column(sheet)].value)
        number = int(code.partition("/")[0].rpartition("-")[2])
        key, entity, uid, field = TEXTS[edit.form]
        if edit.kind in ("both_sides", "other_side"):
            write(office.workbench, change_of(office.workbench, entity, uid.format(number), **{field: OUR_WORDS}))
        plan = office.plan(_edited(raw, edit, rows, row, key))
        try:
            _expect(plan, edit, code, key)
        finally:
            if edit.kind in ("both_sides", "other_side"):
                before = edit.records[number - 1].get(field)
                write(office.workbench, change_of(office.workbench, entity, uid.format(number), **{field: before}))


def _edited(raw: RawWorkbook, edit: Edit, rows: list[int], row: int, key: str) -> RawWorkbook:
    sheet = main_sheet(raw)
    cells = cells_of(sheet)
    if edit.kind in ("edited", "both_sides"):
        cells[row][column_of(raw, edit.form, key)] = RawCell(NEW_WORDS)
    elif edit.kind == "deleted":
        del cells[row]
    elif edit.kind.startswith("copied"):
        spare = max(rows) + 1
        cells[spare] = dict(cells[row])
        if edit.kind == "copied_and_edited":
            cells[spare][column_of(raw, edit.form, key)] = RawCell(NEW_WORDS)
    elif edit.kind == "added":
        spare = max(rows) + 1
        cells[spare] = {column_of(raw, edit.form, k): RawCell(words) for k, words in NEW_ROWS[edit.form].items()}
    return put(raw, cells)


def column_of(raw: RawWorkbook, form: str, key: str) -> int:
    from workbench.services.exporting import form_of

    heading = form_of(form).by_key[key].heading
    sheet = main_sheet(raw)
    return next(c for r, cells in sheet.rows.items() if r < 14 for c, cell in cells.items() if cell.value == heading)


def _expect(plan: ImportPlan, edit: Edit, code: str, key: str) -> None:
    moved = [(row.how, row.code, sorted(d.field for d in row.diffs)) for row in plan.rows if row.how != "same"]
    waiting = [row for row in plan.waiting if row.how != "same"]
    if edit.form == "B03":
        code = code.partition("/")[0]  # an item goes by the code of its escalation
    if edit.kind == "edited":
        assert moved == [("changed", code, [key])], moved
    elif edit.kind == "other_side":
        assert moved == [], moved
    elif edit.kind == "both_sides":
        assert moved == [("conflict", code, [key])] and len(waiting) == 1, moved
    elif edit.kind == "deleted":
        assert moved == [] and [name[:2] for name in plan.absent] and len(plan.absent) == 1, (moved, plan.absent)
        assert plan.writing == 0
    elif edit.kind.startswith("copied"):
        ((how, named, _),) = moved
        assert how in ("duplicate", "undecided") and named == code
        assert plan.writing == 0 and len(waiting) == 1, moved
    elif edit.kind == "added":
        assert [how for how, _, _ in moved] == ["new"], moved
