"""A small record with a council, ministries, a calendar and obstacles, for tests of escalating and answering."""

from __future__ import annotations

from datetime import date
from typing import Any

from workbench.domain.deadlines import Term
from workbench.domain.localities import Locality
from workbench.domain.obstacles import Obstacle, Recommendation
from workbench.domain.organizations import (
    CalendarDay,
    CatalogueEntry,
    Council,
    CouncilMember,
    CouncilRole,
    Organization,
)
from workbench.records.changes import Change, ChangeSet, Label, create
from workbench.records.record import Record, Ref
from workbench.services.answering import AnswerDraft, AnswerLine
from workbench.services.escalating import EscalationDraft
from workbench.services.linked import Linked
from workbench.services.workbench import Workbench

NNMT, NNPTNT, TC, XD, PM, COUNCIL = "BNNMT", "BNNPTNT", "BTC", "BXD", "TTg", "HDDPV"
DAYS_OFF = {
    date(2026, 1, 1): "Tết Dương lịch",
    date(2026, 2, 16): "Tết Nguyên đán",
    date(2026, 2, 17): "Tết Nguyên đán",
    date(2026, 2, 18): "Tết Nguyên đán",
    date(2026, 2, 19): "Tết Nguyên đán",
    date(2026, 2, 20): "Tết Nguyên đán",
    date(2026, 4, 27): "Nghỉ bù Giỗ Tổ",
    date(2026, 4, 30): "Ngày Chiến thắng",
    date(2026, 5, 1): "Quốc tế Lao động",
    date(2026, 9, 1): "Quốc khánh",
    date(2026, 9, 2): "Quốc khánh",
    date(2026, 11, 24): "Ngày Văn hóa Việt Nam",
}


def _organization(uid: str, name: str, level: str, **more: Any) -> Change:
    return create(uid, Organization(name=name, sign=more.pop("sign", uid), level=level, **more))


def _reference() -> list[Change]:
    changes = [
        _organization(NNMT, "Bộ Nông nghiệp và Môi trường", "ministry", valid_from=date(2025, 3, 1)),
        _organization(
            NNPTNT,
            "Bộ Nông nghiệp và Phát triển nông thôn",
            "ministry",
            valid_to=date(2025, 2, 28),
            successors=(NNMT,),
        ),
        _organization(TC, "Bộ Tài chính", "ministry"),
        _organization(XD, "Bộ Xây dựng", "ministry"),
        _organization(PM, "Thủ tướng Chính phủ", "prime_minister"),
        _organization(COUNCIL, "Hội đồng điều phối vùng đồng bằng sông Cửu Long", "council", sign="HĐĐPV"),
        create("VL", Locality(code="86", name="Vĩnh Long")),
        create("DT", Locality(code="82", name="Đồng Tháp")),
        create("CM", Locality(code="96", name="Cà Mau")),
        create("CT", Locality(code="92", name="Cần Thơ")),
        create("AG", Locality(code="91", name="An Giang")),
        create(
            "council",
            Council(
                abbr="DBSCL",
                name="Hội đồng điều phối vùng đồng bằng sông Cửu Long",
                short_name="Hội đồng điều phối vùng",
                sign="HĐĐPV",
                office="Bộ phận thư ký",
                place="Cần Thơ",
                organization=COUNCIL,
            ),
        ),
    ]
    changes += [
        create(f"member-{uid}", CouncilMember(council="council", locality=uid)) for uid in ("VL", "DT", "CM", "CT", "AG")
    ]
    fields = (("TL", "Thủy lợi, phòng chống thiên tai"), ("GT", "Giao thông"), ("DC", "Đầu tư công, ngân sách"))
    changes += [
        create(f"field-{code}", CatalogueEntry(catalogue="field", code=code, label=label, position=i))
        for i, (code, label) in enumerate(fields)
    ]
    changes += [
        create(f"off-{day}", CalendarDay(day=day, kind="off", name=name, decided="yes"))
        for day, name in DAYS_OFF.items()
    ]
    changes += [
        create("swap-off", CalendarDay(day=date(2026, 1, 2), kind="swap_off", name="Nghỉ hoán đổi", decided="yes")),
        create("swap-work", CalendarDay(day=date(2026, 1, 10), kind="work", name="Làm bù", decided="yes")),
    ]
    return changes


def furnish(record: Workbench) -> None:
    """Put the reference rows into an empty record."""
    record.commit(ChangeSet(Label("act.seed", {"code": "TEST"}), tuple(_reference()), "seed"))


def office(record: Workbench, person: str, role: str, start: date | None = None, end: date | None = None) -> None:
    """Somebody who holds an office of the council for a time."""
    held = CouncilRole(council="council", person=person, role=role, title="", valid_from=start, valid_to=end)
    act = ChangeSet(Label("act.create", {"code": person}), (create(record.clock.new_id(), held),))
    record.commit(act)


def obstacle(record: Workbench, number: int, content: str, *asks: str, to: tuple[str, ...] = (), **values: Any) -> str:
    """An obstacle VM-2026-`number` with its asks, all addressed to the bodies of `to`; gives its id."""
    uid = f"vm{number}"
    filled: dict[str, Any] = {
        "state": "classified",
        "field": "TL",
        "localities": ("VL", "DT"),
        "reported_by": "VL",
        "reported_date": date(2026, 8, 28),
        "cause": "Chưa có quy trình vận hành liên tỉnh",
        **values,
    }
    changes = [create(uid, Obstacle(code=f"VM-2026-{number:03d}", content=content, title=content, **filled))]
    for i, ask in enumerate(asks or ("Ban hành quy trình vận hành",), 1):
        changes.append(create(f"{uid}-{i}", Recommendation(obstacle=uid, ordinal=i, content=ask, addressees=to)))
    record.commit(ChangeSet(Label("act.create", {"code": f"VM-2026-{number:03d}"}), tuple(changes)))
    return uid


def linked(record: Workbench) -> Linked:
    """The record as it stands."""
    return Linked(record.repository, record.clock.today())


def letter(
    *obstacles: str, to: str = NNMT, on: date = date(2026, 10, 12), number: str = "24/BC-HĐĐPV", **values: Any
) -> EscalationDraft:
    """A complete escalation of these obstacles with fifteen working days."""
    filled: dict[str, Any] = {
        "document_date": on,
        "sent_date": on,
        "term": Term("working_days", 15, basis="Mặc định"),
        "subject": "Khó khăn, vướng mắc trong kiểm soát mặn",
        **values,
    }
    return EscalationDraft(obstacles, to, number, **filled)


def reply(*lines: AnswerLine, on: date = date(2026, 11, 5), number: str = "1234/BNNMT-TL", **values: Any) -> AnswerDraft:
    """A complete answering document."""
    filled: dict[str, Any] = {"document_date": on, "received_date": on, "from_organization": NNMT, **values}
    return AnswerDraft(number=number, lines=lines, **filled)


def only(records: list[Record[Any]]) -> Record[Any]:
    """The one record there is."""
    assert len(records) == 1
    return records[0]


def state(record: Workbench, entity: str, uid: str) -> str:
    """State of a record."""
    return str(record.repository.need(Ref(entity, uid)).values.state)
