"""What can be chosen of a layout, and the columns that a choice gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from tests.exchange.layouts import words
from tests.exchange.layouts.styles import KINDS
from tests.exchange.layouts.truth import FIELDS, STATUS_LIST, Truth, provinces_on
from tests.exchange.sheets import context

STATUS_FIELD = {"B01": "status", "B02": "urgency", "B03": "status"}
PLACES_FIELD = {"B01": "parties", "B02": "provinces"}
PAIRS = {
    "B01": {"number_date": ("doc_no", "signed_date"), "years": ("start_year", "end_year")},
    "B02": {"labels": ("cause", "proposal")},
    "B03": {"number_date": ("sent_no", "sent_date"), "number_date_2": ("reply_no", "reply_date")},
}
PAIR_HEADINGS = {
    ("doc_no", "signed_date"): "Số, ngày tháng văn bản",
    ("start_year", "end_year"): "Giai đoạn thực hiện",
    ("cause", "proposal"): "Nguyên nhân và đề xuất, kiến nghị",
    ("sent_no", "sent_date"): "Văn bản kiến nghị (số, ngày)",
    ("reply_no", "reply_date"): "Văn bản trả lời (số, ngày)",
}


@dataclass(frozen=True)
class Layout:
    """Choices. Empty text is "not so"; `level` says how far from the official form, 1 to 5."""

    level: int
    head: str = "motto"  # motto, agency, label, none
    headings: str = "official"  # official, known, fresh
    case: str = ""  # upper, lower
    order: str = "official"  # official, shuffled
    deep: str = "flat"  # flat, merged, cut, broken, three
    index: str = ""  # numbers, brackets, letters
    number: str = "typed"  # typed, text, formula, none, dotted
    extras: int = 0
    joined: frozenset[str] = frozenset()
    groups: str = ""  # roman, bold, capitals, letter, number
    totals: str = ""  # top, bottom, groups
    dates: str = "typed"
    amounts: str = "number"  # number, vi, own
    unit: str = "line"  # line, heading, none
    unit_label: str = "tỷ đồng"
    names: str = "plain"  # plain, mixed
    stretch: str = ""  # merged, cut, running
    ticks: str = ""  # status, places
    mark: str = "x"
    ditto: str = ""
    gaps: int = 0
    repeat: int = 0
    foot: str = "signature"  # "", signature, full, notes
    text: str = ""  # untidy, eth, tcvn3, vni, capitals
    left: int = 0
    top: int = 0
    aside: bool = False
    twice: bool = False
    kind: str = "xlsx"
    without: frozenset[str] = frozenset()

    @property
    def unit_dong(self) -> int:
        """Đồng per 1."""
        return {"tỷ đồng": 10**9, "triệu đồng": 10**6, "đồng": 1, "nghìn đồng": 1000}[self.unit_label]


@dataclass(frozen=True)
class Column:
    """A column of the table. `fields` empty: the running number or one of the sender's own ("extra")."""

    heading: tuple[str, ...]
    fields: tuple[str, ...] = ()
    option: str = ""
    extra: str = ""
    split: str = ""


@dataclass
class Columns:
    """Columns in their order, with the spans of headings that stand over several."""

    made: list[Column] = field(default_factory=list)


def columns_of(truth: Truth, layout: Layout, rng: Random) -> list[Column]:
    """The columns of a table, the running number first."""
    units = _units(truth, layout, rng)
    if layout.order == "shuffled":
        rng.shuffle(units)
    for name in rng.sample(list(words.EXTRAS), layout.extras):
        units.insert(rng.randint(1, len(units)), [Column((name,), extra=name)])
    made = [column for unit in units for column in unit]
    if layout.number != "none":
        made.insert(0, Column((rng.choice(("STT", "TT", "Số TT", "Stt")),), extra="number"))
    return [_cased(column, layout) for column in made]


def _cased(column: Column, layout: Layout) -> Column:
    if not layout.case:
        return column
    changed = tuple(h.upper() if layout.case == "upper" else h.capitalize() for h in column.heading)
    return Column(changed, column.fields, column.option, column.extra, column.split)


def _units(truth: Truth, layout: Layout, rng: Random) -> list[list[Column]]:
    """Columns that stay together: pairs in one cell, groups under one heading, options to tick, single ones."""
    left = [f for f in FIELDS[truth.form] if f not in _dropped(truth, layout)]
    units: list[list[Column]] = []
    while left:
        key = left[0]
        unit = _joined(truth, layout, key) or _ticked(truth, layout, key) or _grouped(truth, layout, left)
        unit = unit or [Column((heading(truth, layout, key, rng),), (key,))]
        taken = {f for column in unit for f in column.fields}
        left = [f for f in left if f not in taken]
        units.append(unit)
    return units


def _dropped(truth: Truth, layout: Layout) -> frozenset[str]:
    lent = {"sector"} if layout.groups and truth.form != "B03" else set()
    return layout.without | lent


def _joined(truth: Truth, layout: Layout, key: str) -> list[Column]:
    for split in layout.joined:
        for name, pair in PAIRS[truth.form].items():
            if name.startswith(split) and key in pair:
                return [Column((PAIR_HEADINGS[pair],), pair, split=split)]
    return []


def _ticked(truth: Truth, layout: Layout, key: str) -> list[Column]:
    if layout.ticks == "status" and key == STATUS_FIELD[truth.form]:
        entries = [e for e in context().catalogues[STATUS_LIST[truth.form]].entries if not e.closed]
        above = {"status": "Tình trạng", "urgency": "Mức độ"}[key]
        return [Column((above, entry.label_vi), (key,), option=entry.code) for entry in entries]
    if layout.ticks == "places" and key == PLACES_FIELD.get(truth.form):
        names = [p.name for p in provinces_on(truth.day)]
        met = {name for record in truth.records for name in record.get(key, ())}  # type: ignore[union-attr]
        shown = [n for n in names if n in met][:20]
        above = {"parties": "Các địa phương tham gia", "provinces": "Địa phương liên quan"}[key]
        return [Column((above, name), (key,), option=name) for name in shown]
    return []


def _grouped(truth: Truth, layout: Layout, left: Sequence[str]) -> list[Column]:
    if layout.deep == "flat":
        return []
    for above, below in words.GROUPED[truth.form]:
        members = [f for f in below if f in left]
        if left[0] in members and len(members) == len(below):
            if layout.deep == "three" and "amount_state" in below:
                return [
                    Column((above, below[f]) if f == "amount_total" else (above, "Trong đó", below[f]), (f,))
                    for f in below
                ]
            return [Column((above, below[f]), (f,)) for f in below]
    return []


def heading(truth: Truth, layout: Layout, key: str, rng: Random) -> str:
    """The words over a field."""
    form = context().form(truth.form)
    column = form.by_key[key]
    if layout.headings == "official":
        words_used = column.heading
    elif layout.headings == "known":
        words_used = rng.choice([a for a in column.aliases if " / " not in a] or [column.heading])
    else:
        words_used = rng.choice(words.FRESH[truth.form][key])
    if KINDS.get(key) == "amount" and layout.unit == "heading":
        words_used += f" ({layout.unit_label})"
    return words_used
