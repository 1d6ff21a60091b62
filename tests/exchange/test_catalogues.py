"""Lists of an office: words to codes."""

from __future__ import annotations

import pytest

from workbench.exchange.catalogues import Catalogue, CatalogueEntry, load_catalogues

FIELD = load_catalogues()["field"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Giao thông", "GT"),
        ("GIAO THÔNG VẬN TẢI", "GT"),
        ("Thuỷ lợi", "TL"),
        ("thủy lợi ", "TL"),
        ("Lĩnh vực du lịch", "DL"),
        ("BĐKH", "KH"),
        ("GT", "GT"),
        ("Khởi nghiệp; đổi mới sáng tạo", "DM"),
    ],
)
def test_labels_aliases_and_codes(written: str, code: str) -> None:
    match = FIELD.resolve(written)
    assert match is not None
    assert (match.entry.code, match.how) == (code, "exact")


def test_a_label_without_its_marks_is_said_to_be_so() -> None:
    match = FIELD.resolve("Giao thong")
    assert match is not None
    assert (match.entry.code, match.how) == ("GT", "unaccented")


@pytest.mark.parametrize("label", ["I. Giao thông", "A - LĨNH VỰC GIAO THÔNG", "Lĩnh vực: Giao thông", "1) Giao thông"])
def test_label_of_a_group(label: str) -> None:
    match = FIELD.resolve_label(label)
    assert match is not None
    assert match.entry.code == "GT"


def test_other_words_are_nothing() -> None:
    assert FIELD.resolve("đợt 2") is None


def test_nearest_is_only_a_suggestion() -> None:
    near = FIELD.nearest("Giao thôngg")
    assert near is not None
    assert near.code == "GT"
    assert FIELD.resolve("Giao thôngg") is None


def test_alias_of_two_entries_is_nobodys() -> None:
    both = Catalogue(
        "x", (CatalogueEntry("A", "Một", aliases=("chung",)), CatalogueEntry("B", "Hai", aliases=("chung",)))
    )
    assert both.resolve("chung") is None


@pytest.mark.parametrize("catalogue", load_catalogues().values(), ids=lambda c: c.key)
def test_shipped_words_lead_to_their_own_entry(catalogue: Catalogue) -> None:
    codes = [entry.code for entry in catalogue.entries]
    assert len(codes) == len(set(codes))
    for entry in catalogue.entries:
        for words in (entry.label_vi, *entry.aliases):
            match = catalogue.resolve(words)
            assert match is not None, words
            assert match.entry is entry, words


def test_a_sheet_name_cut_off_by_excel_still_names_its_field() -> None:
    whole = next(entry for entry in FIELD.entries if len(entry.label_vi) > 31)
    match = FIELD.resolve_sheet(whole.label_vi[:31])
    assert match is not None
    assert match.entry is whole
    assert FIELD.resolve_sheet(whole.label_vi[:30]) is None
