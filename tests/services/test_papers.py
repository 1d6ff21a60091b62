"""Documents: what makes them the same, number series, arrival numbers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.building import new, write
from tests.services.linkage_scene import COUNCIL, NNMT, PM, TC, furnish
from workbench.services import papers
from workbench.services.workbench import Workbench


@pytest.fixture
def scene(record: Workbench) -> Workbench:
    furnish(record)
    return record


def paper(record: Workbench, uid: str, number: str, day: date, **values: Any) -> None:
    from workbench.values.codes import doc_key

    filled = {"direction": "in", "number_key": doc_key(number), **values}
    write(record, new("document", uid, full_number=number, issued_date=day, **filled))


def out(record: Workbench, uid: str, number: str, day: date, kind: str = "BC", issuer: str | None = COUNCIL) -> None:
    paper(record, uid, number, day, direction="out", type=kind, issuer=issuer)


def codes(record: Workbench, severity: str, uid: str = "", **draft: Any) -> list[str]:
    return [i.code for i in papers.issues(record, draft, uid) if i.severity == severity]


def test_homonyms_live_side_by_side(scene: Workbench) -> None:
    paper(scene, "a", "825/QĐ-TTg", date(2020, 6, 12), issuer=PM)
    draft = {"direction": "basis", "full_number": "825/QĐ-TTg", "issued_date": date(2023, 7, 11), "issuer": PM}
    assert codes(scene, "stop", **draft) == []
    assert codes(scene, "check", **draft) == ["papers.namesake"]
    paper(scene, "b", "825/QĐ-TTg", date(2023, 7, 11), issuer=PM)
    assert len(papers.namesakes(scene.repository, "0825 / QĐ–TTg")) == 2


def test_the_same_document_is_entered_once_however_its_number_is_written(scene: Workbench) -> None:
    paper(scene, "a", "46/QĐ-HĐĐPĐNB", date(2023, 7, 11), issuer=PM)
    day = date(2023, 7, 11)
    for written in ("46/QĐ-HĐĐPĐNB", "Số 46 / QĐ–HĐĐPĐNB", "46/QĐHĐĐPĐNB", "046/qđ-hđđpđnb"):
        draft = {"direction": "in", "full_number": written, "issued_date": day, "issuer": PM}
        assert codes(scene, "stop", **draft) == ["papers.known"], written
        assert codes(scene, "stop", "a", **draft) == []  # it is itself
    other = {"direction": "in", "full_number": "46/QĐ-HĐĐPĐNB", "issued_date": day, "issuer": TC}
    assert codes(scene, "stop", **other) == []


def test_each_issuer_type_and_year_has_its_own_series(scene: Workbench) -> None:
    day = date(2026, 3, 1)
    assert papers.suggest_number(scene, "BC", 2026) == "01/BC-HĐĐPV"
    out(scene, "a", "01/BC-HĐĐPV", day)
    out(scene, "b", "07/BC-HĐĐPV", day)  # a gap stays a gap
    out(scene, "c", "150/BC-BNNMT", day, issuer=NNMT)
    out(scene, "d", "12/TTr-HĐĐPV", day, kind="TTr")
    out(scene, "e", "44/BC-HĐĐPV", date(2025, 12, 31))
    out(scene, "f", "09/HĐĐPV", day, kind="CV", issuer=None)
    assert papers.suggest_number(scene, "BC", 2026) == "08/BC-HĐĐPV"
    assert papers.suggest_number(scene, "BC", 2026, NNMT) == "151/BC-BNNMT"
    assert papers.suggest_number(scene, "TTr", 2026) == "13/TTr-HĐĐPV"
    assert papers.suggest_number(scene, "CV", 2026) == "10/HĐĐPV"
    assert papers.suggest_number(scene, "QD", 2026) == "01/QĐ-HĐĐPV"


@pytest.mark.parametrize(
    ("number", "kind", "day", "issuer", "taken"),
    [
        ("07/BC-HĐĐPV", "BC", date(2026, 9, 1), COUNCIL, True),
        ("7/BC-HĐĐPV", "BC", date(2026, 9, 1), COUNCIL, True),
        ("007 / BC-HĐĐPV", "BC", date(2026, 9, 1), None, True),
        ("7a/BC-HĐĐPV", "BC", date(2026, 9, 1), COUNCIL, False),
        ("07/BC-HĐĐPV", "BC", date(2027, 1, 2), COUNCIL, False),
        ("07/TTr-HĐĐPV", "TTr", date(2026, 9, 1), COUNCIL, False),
        ("07/BC-BNNMT", "BC", date(2026, 9, 1), NNMT, False),
    ],
)
def test_a_number_is_given_once_in_its_series(
    scene: Workbench, number: str, kind: str, day: date, issuer: str | None, taken: bool
) -> None:
    out(scene, "a", "07/BC-HĐĐPV", date(2026, 3, 1))
    found = papers.clash(scene, number, kind, day.year, issuer)
    assert (found is not None) == taken
    draft = {"direction": "out", "type": kind, "full_number": number, "issued_date": day, "issuer": issuer}
    assert ("papers.taken" in codes(scene, "stop", **draft)) == taken


def test_arrival_numbers_run_by_year(scene: Workbench) -> None:
    day = date(2026, 5, 4)
    assert papers.next_arrival(scene.repository, 2026) == 1
    paper(scene, "a", "1/BTC", day, arrival_number=17, arrival_date=day)
    paper(scene, "b", "2/BTC", day, arrival_number=99, arrival_date=date(2025, 12, 30))
    assert papers.next_arrival(scene.repository, 2026) == 18
    draft = {"direction": "in", "full_number": "3/BTC", "arrival_number": 17, "arrival_date": date(2026, 6, 1)}
    assert codes(scene, "stop", **draft) == ["papers.arrival_taken"]
    assert codes(scene, "stop", **{**draft, "arrival_date": date(2027, 6, 1)}) == []


def test_what_cannot_be_right_is_said(scene: Workbench) -> None:
    assert codes(scene, "stop", direction="in") == ["papers.nothing"]
    backwards = {"full_number": "3/BTC-VP", "issued_date": date(2026, 6, 2), "arrival_date": date(2026, 6, 1)}
    assert codes(scene, "stop", **backwards) == ["papers.arrived_before"]
    assert codes(scene, "stop", subject="MẬT") == ["papers.secret"]
    late = {"full_number": "công văn hỏa tốc", "issued_date": date(2027, 6, 2)}
    assert codes(scene, "check", **late) == ["papers.odd_number", "papers.future"]
