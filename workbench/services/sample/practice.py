"""A submission to practise on: the next report of a member, with everything an officer meets while taking it in.

Made from what the record holds, so that some rows are the same, some moved on, two were edited by hand since, one
resembles another, some are new and carelessly written, and two are not mentioned any more. All of it is made up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from workbench.records.changes import ChangeSet, Label, some, update
from workbench.records.record import Record
from workbench.services.exporting import blank
from workbench.services.linked import Linked
from workbench.services.registers import Registers
from workbench.services.texts import Names
from workbench.values.periods import reporting_period
from workbench.values.text import fold

Row = Mapping[str, object]
_EDITED, _ALIKE, _MOVED, _GONE = slice(0, 2), 2, slice(3, 7), 2
_LATER = timedelta(days=30)
_OWN = ""  # the member whose report it is
_NEW: tuple[tuple[str, str, str, object, str, str], ...] = (
    ("Chậm giải phóng mặt bằng nút giao quốc lộ 53", "Giao thong", _OWN, "31/9/2026",
     "Bổ sung vốn giải phóng mặt bằng", "Bộ Xây dựng"),
    ("Thiếu kinh phí vận hành trạm đo mặn tự động", "Thủy lợi", "Bến Tre", "Quý IV/2026",
     "Bố trí chi thường xuyên hằng năm", "Bộ Tài chính"),
    ("Cầu Mỹ Thuận cũ hạn chế tải trọng xe container", "Logistics", _OWN, date(2026, 12, 2),
     "Kiểm định lại tải trọng cầu", "Bộ Xây dựng"),
    ("Dự án điện gió ven biển chờ khung giá", "Công nghiệp, năng lượng", "Trà Vinh", date(2026, 12, 20),
     "Ban hành khung giá điện gió", "Bộ Công Thương"),
    ("Phà sông Hậu ngừng đêm làm ùn ứ hàng đông lạnh", "Giao thông", _OWN, date(2026, 11, 30),
     "Cho chạy phà đêm", "Bộ Xây dựng"),
)  # fmt: skip


def practice_report(workbench: Any, folder: Path) -> Path:
    """Write the report into a folder and edit two of its obstacles by hand, as an officer did meanwhile.

    `workbench` is the open record, which must hold imported obstacles. The member with the most is taken.
    """
    from workbench.exchange.sheetwriter import save_form

    linked = Registers(workbench).linked()
    sender = _busiest(linked)
    own = sorted((r for r in linked.obstacles.values() if _reported(linked, r, sender)), key=lambda r: r.values.code)
    _edit(workbench, own[_EDITED])
    name = linked.names.localities[sender].values.name
    rows = [*_rows(linked, own), *(_new(name, *one) for one in _NEW)]
    period = reporting_period(workbench.clock.today())
    made = replace(blank(workbench, "B02", locality=name, period=period.code), rows=tuple(rows), blank_rows=0)
    plain = "".join(word.capitalize() for word in fold(name).split())
    path = folder / f"{plain}_Bieu02_{period.code.partition('-')[2]}_lan2.xlsx"
    save_form(made, path)
    return path


def _busiest(linked: Linked) -> str:
    senders = [str(r.values.reported_by) for r in linked.obstacles.values() if r.values.reported_by]
    return max(sorted(set(senders)), key=senders.count)


def _reported(linked: Linked, record: Record[Any], sender: str) -> bool:
    known = record.values.reported_by == sender and bool(linked.asks.get(record.uid))
    return known and record.values.requested_due is not None


def _edit(workbench: Any, records: list[Record[Any]]) -> None:
    changes = [update(r, requested_due=r.values.requested_due + timedelta(days=7)) for r in records]
    code = records[0].values.code if records else ""
    workbench.commit(ChangeSet(Label("act.edit", {"code": code}), some(*changes)))


def _rows(linked: Linked, own: list[Record[Any]]) -> list[Row]:
    """What the report says of obstacles that are known already."""
    rows: list[Row] = []
    for place, record in enumerate(own[:-_GONE] if len(own) > _ALIKE + _GONE else own):
        row = _row(linked, record)
        if place in range(*_EDITED.indices(len(own))) or place in range(*_MOVED.indices(len(own))):
            row["deadline"] = record.values.requested_due + _LATER
        if place == _EDITED.start:
            row["proposal"] = f"{row['proposal']}, hoàn thành trước 01/11"
        if place == _ALIKE:
            row["issue"] = " ".join(str(row["issue"]).split()[:-2])
        rows.append(row)
    return rows


def _row(linked: Linked, record: Record[Any]) -> dict[str, object]:
    values, ask, names = record.values, linked.asks[record.uid][0].values, linked.names
    said: dict[str, object] = {
        "issue": values.content,
        "sector": names.entry("field", values.field) if values.field else None,
        "agreement": values.agreement_text,
        "provinces": "; ".join(filter(None, map(names.locality, values.localities))),
        "cause": values.cause,
        "proposal": ask.content,
        "authority": _bodies(names, ask),
        "raised_date": values.raised_date,
        "deadline": values.requested_due,
        "urgency": names.entry("urgency", values.urgency) if values.urgency else None,
    }
    return {key: value for key, value in said.items() if value is not None}


def _bodies(names: Names, ask: Any) -> str | None:
    return "; ".join(filter(None, (*map(names.organization, ask.addressees), ask.addressee_text))) or None


def _new(own: str, issue: str, sector: str, places: str, due: object, ask: str, to: str) -> Row:
    said = {"issue": issue, "sector": sector, "provinces": places or own, "deadline": due}
    return {**said, "proposal": ask, "authority": to}
