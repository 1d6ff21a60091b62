"""Which agreements, and which recommendations sent, are one: taken for it, asked about, or two things."""

from __future__ import annotations

from dataclasses import replace

import pytest

from workbench.domain.agreement_pairs import AgreementSaid, agreement_pair, numbers_differ
from workbench.domain.cited import cited
from workbench.domain.matching import LikeIndex, likeness
from workbench.domain.result_pairs import ResultSaid, result_pair

SLUICE = AgreementSaid(
    "Quy chế phối hợp vận hành cống Cái Lớn giữa An Giang và Cần Thơ",
    "12/TTHT-UBND",
    "2024-03-05",
    frozenset(("ag", "ct")),
    (2024, 2028),
    "TL",
    cited("cống Cái Lớn"),
)


def titled(title: str, **keys: object) -> AgreementSaid:
    return replace(SLUICE, title=title, cited=cited(title), **keys)


def zone(theirs: AgreementSaid) -> str:
    pair = agreement_pair(SLUICE, theirs, likeness(SLUICE.title, theirs.title))
    back = agreement_pair(theirs, SLUICE, likeness(theirs.title, SLUICE.title))
    assert pair == back
    return "new" if pair is None else "same" if pair.certain else "ask"


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        (SLUICE, "same"),
        (titled("Quy chế phối hợp vận hành công trình cống Cái Lớn (An Giang - Cần Thơ)"), "same"),
        (replace(SLUICE, signed=""), "same"),
        (replace(SLUICE, number=""), "same"),
        (replace(SLUICE, number="", signed="", years=(2029, 2033)), "ask"),  # the next one, or a slip
        (replace(SLUICE, number="112/TTHT-UBND"), "ask"),  # all else is the same
        (replace(SLUICE, number="112/TTHT-UBND", signed="2029-03-05"), "new"),
        (replace(SLUICE, signed="2023-03-05", parties=frozenset(("vl", "dt"))), "new"),
        (titled("Thỏa thuận hợp tác du lịch giữa Vĩnh Long và Đồng Tháp", parties=frozenset(("vl", "dt"))), "new"),
        (titled("Thỏa thuận đào tạo nhân lực y tế"), "ask"),  # one number and day, another deed
        (titled("Vận hành cống Cái Lớn: quy chế phối hợp hai tỉnh", number=""), "ask"),
        (titled("Quy chế phối hợp vận hành cống Cái Bé giữa An Giang và Cần Thơ", number=""), "new"),
        (replace(SLUICE, number="", parties=frozenset(("vl", "dt"))), "new"),
    ],
)
def test_agreements(theirs: AgreementSaid, expected: str) -> None:
    assert zone(theirs) == expected


ASK = ResultSaid(
    "Bố trí vốn nạo vét kênh Chợ Gạo đoạn hai",
    "15/UBND-TH",
    "2026-07-03",
    frozenset(("bxd",)),
    "vl",
    "",
    frozenset(("KN-2026-003", "KN-2026-003/2", "VM-2026-063")),
    cited("kênh Chợ Gạo"),
)
ROW = replace(ASK, codes=frozenset())
PLAIN = "Nạo vét kênh Chợ Gạo: đề nghị sớm bố trí vốn cho đoạn hai"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (ROW, "same"),
        (replace(ROW, bodies=frozenset(("btc",))), "ask"),
        (replace(ROW, sent="2025-07-03"), "ask"),
        (replace(ROW, sender="dt", sent=""), "ask"),  # the same number of another office
        (replace(ROW, letter=""), "same"),
        (replace(ROW, letter="", sent=""), "ask"),
        (replace(ROW, letter="16/UBND-TH"), "ask"),
        (replace(ROW, letter="99/UBND-TH", sent="2026-09-01"), "new"),  # sent again
        (replace(ROW, words=PLAIN), "ask"),
        (replace(ROW, words=PLAIN, letter="", sent=""), "ask"),
        (replace(ROW, words="Sớm phê duyệt chủ trương đầu tư kênh Chợ Gạo"), "new"),
        (replace(ROW, words="Bố trí vốn nạo vét kênh Xà No đoạn hai", cited=cited("kênh Xà No")), "new"),
        (replace(ROW, letter="", sent="", codes=frozenset(("KN-2026-003/2",))), "same"),
        (replace(ROW, words=PLAIN, letter="", codes=frozenset(("VM-2026-063",))), "ask"),
        (replace(ROW, words="Việc khác hẳn", letter="", codes=frozenset(("KN-2026-003",)), cited=cited("")), "new"),
    ],
)
def test_results(row: ResultSaid, expected: str) -> None:
    pair = result_pair(row, ASK, likeness(row.words, ASK.words))
    assert ("new" if pair is None else "same" if pair.certain else "ask") == expected, pair


def test_every_pair_says_why() -> None:
    for row in (ROW, replace(ROW, letter=""), replace(ROW, words=PLAIN)):
        pair = result_pair(row, ASK, likeness(row.words, ASK.words))
        assert pair is not None and pair.reasons


@pytest.mark.parametrize("title", ["Quy chế phối hợp vận hành cống Cái Bé giữa An Giang và Cần Thơ", "Khác hẳn"])
def test_papers_of_other_numbers_that_name_other_things_need_no_comparing(title: str) -> None:
    theirs = titled(title, number="13/TTHT-UBND")
    index = LikeIndex({"1": theirs.title})
    apart = numbers_differ(SLUICE, theirs) and index.another_thing(SLUICE.title, "1")
    assert apart == (title != "Khác hẳn")
    assert agreement_pair(SLUICE, theirs, index.likeness(SLUICE.title, "1")) is None
