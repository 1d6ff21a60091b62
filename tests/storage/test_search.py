"""Finding: by any word, without tone marks, by parts and by the names of places and bodies."""

from __future__ import annotations

import unicodedata

import pytest

from tests.building import edit, new, write
from workbench.records.changes import remove
from workbench.records.record import Ref
from workbench.services.workbench import Workbench


@pytest.fixture
def filled(record: Workbench) -> Workbench:
    write(
        record,
        new("locality", "vl", code="86", name="Vĩnh Long"),
        new("locality", "dt", code="87", name="Đồng Tháp"),
        new("organization", "btc", name="Bộ Tài chính", sign="BTC"),
        new("document", "d1", direction="out", full_number="12/HĐĐPV-VP", subject="Về nguồn cát đắp nền"),
        new("obstacle", "o1", content="Thiếu cát đắp nền cao tốc", localities=("vl",), code="VM-2026-0001"),
        new("obstacle", "o2", content="Chậm giải phóng mặt bằng", reported_by="dt", code="VM-2026-0002"),
        new("recommendation", "r1", obstacle="o1", content="Điều phối mỏ vật liệu", addressees=("btc",)),
        new("escalation", "e1", document="d1", to_organization="btc", code="KN-2026-0001"),
        new("escalation_item", "i1", escalation="e1", recommendation="r1", state="sent"),
    )
    return record


def found(opened: Workbench, query: str, entity: str = "obstacle") -> set[str]:
    return set(opened.search.find(entity, query))


@pytest.mark.parametrize(
    "query",
    [
        "cát đắp nền",
        "cat dap nen",
        "CÁT ĐẮP",
        unicodedata.normalize("NFD", "cát đắp"),
        "nền  cát",
        "vm-2026-0001",
    ],
)
def test_words_are_found_however_they_are_typed(filled: Workbench, query: str) -> None:
    assert found(filled, query) == {"o1"}


def test_every_word_must_be_there(filled: Workbench) -> None:
    assert found(filled, "cát bằng") == set()


def test_quoted_words_stand_together(filled: Workbench) -> None:
    assert (found(filled, "nền đắp"), found(filled, '"nền đắp"'), found(filled, '"đắp nền"')) == (
        {"o1"}, set(), {"o1"},
    )  # fmt: skip


def test_no_words_find_all(filled: Workbench) -> None:
    assert found(filled, "  ") == {"o1", "o2"}


def test_signs_of_queries_are_plain_letters(filled: Workbench) -> None:
    assert (found(filled, "%"), found(filled, "c_t"), found(filled, "' OR 1=1 --")) == (set(), set(), set())


def test_obstacle_is_found_by_what_it_recommends(filled: Workbench) -> None:
    assert found(filled, "mỏ vật liệu") == {"o1"}


def test_obstacle_is_found_by_its_places(filled: Workbench) -> None:
    assert (found(filled, "vinh long"), found(filled, "dong thap")) == ({"o1"}, {"o2"})


def test_obstacle_is_found_by_the_body_its_recommendation_goes_to(filled: Workbench) -> None:
    assert found(filled, "bộ tài chính") == {"o1"}


def test_escalation_is_found_by_document_body_and_recommendation(filled: Workbench) -> None:
    for query in ("12/HĐĐPV", "nguồn cát", "tài chính", "mỏ vật liệu"):
        assert found(filled, query, "escalation") == {"e1"}


def test_edit_is_found_at_once_and_the_old_words_no_more(filled: Workbench) -> None:
    write(filled, edit(filled, "obstacle", "o2", content="Thiếu vốn"))
    assert (found(filled, "thiếu vốn"), found(filled, "mặt bằng")) == ({"o2"}, set())


@pytest.mark.parametrize(
    ("entity", "uid", "values", "query", "register", "expected"),
    [
        ("locality", "vl", {"name": "Cửu Long"}, "cửu long", "obstacle", {"o1"}),
        ("locality", "dt", {"name": "Sa Đéc"}, "sa đéc", "obstacle", {"o2"}),
        ("organization", "btc", {"name": "Bộ Ngân khố"}, "ngân khố", "obstacle", {"o1"}),
        ("organization", "btc", {"name": "Bộ Ngân khố"}, "ngân khố", "escalation", {"e1"}),
        ("document", "d1", {"subject": "Về nguồn đá"}, "nguồn đá", "escalation", {"e1"}),
        ("recommendation", "r1", {"content": "Mở mỏ mới"}, "mở mỏ mới", "obstacle", {"o1"}),
        ("recommendation", "r1", {"content": "Mở mỏ mới"}, "mở mỏ mới", "escalation", {"e1"}),
        ("recommendation", "r1", {"obstacle": "o2"}, "mỏ vật liệu", "obstacle", {"o2"}),
    ],
)
def test_renaming_reaches_whoever_shows_the_name(
    filled: Workbench,
    entity: str,
    uid: str,
    values: dict[str, str],
    query: str,
    register: str,
    expected: set[str],
) -> None:
    write(filled, edit(filled, entity, uid, **values))
    assert found(filled, query, register) == expected
    assert list(filled.search.stale()) == []


def test_removed_part_is_found_no_more(filled: Workbench) -> None:
    item, ask = (filled.repository.need(Ref(*r)) for r in (("escalation_item", "i1"), ("recommendation", "r1")))
    write(filled, remove(item), remove(ask))
    assert (found(filled, "mỏ vật liệu"), found(filled, "mỏ vật liệu", "escalation")) == (set(), set())


def test_removed_record_is_found_no_more(filled: Workbench) -> None:
    write(filled, remove(filled.repository.need(Ref("obstacle", "o2"))))
    assert found(filled, "") == {"o1"}
    assert list(filled.search.stale()) == []


def test_undo_brings_the_old_words_back(filled: Workbench) -> None:
    write(filled, edit(filled, "obstacle", "o2", content="Thiếu vốn"))
    filled.undo()
    assert found(filled, "mặt bằng") == {"o2"}


def test_stale_text_is_noticed_and_rebuilding_mends_it(filled: Workbench) -> None:
    filled.database.execute("UPDATE search_text SET folded='x' WHERE uid='o1'")
    filled.database.execute("DELETE FROM search_text WHERE uid='o2'")
    filled.database.execute("INSERT INTO search_text (entity, uid, folded) VALUES ('obstacle', 'ghost', 'x')")
    assert {ref.uid for ref in filled.search.stale()} == {"o1", "o2", "ghost"}
    with filled.database.transaction() as connection:
        filled.search.rebuild(connection)
    assert list(filled.search.stale()) == []
    assert found(filled, "mặt bằng") == {"o2"}
