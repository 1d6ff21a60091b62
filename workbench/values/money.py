"""Numbers and sums of money as provinces write them, in đồng; and how they are shown.

The Vietnamese reading is the default (1.234,5). Where the digits allow two readings the value is kept with the
problem "ambiguous_number" and both readings: the officer decides, never this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache
from typing import Literal

from workbench import messages
from workbench.frozen import frozen
from workbench.values.figures import format_number, rounded
from workbench.values.text import clean, fold

NumberStyle = Literal["vi", "en", "unknown"]
NumberProblem = Literal["", "bad_number", "ambiguous_number"]

DONG, THOUSAND, MILLION, BILLION = 1, 10**3, 10**6, 10**9
_TRILLION = 10**12


@frozen
class ParsedMoney:
    """An amount in đồng. `unit` is the unit that stood in the cell itself (đồng per 1), None when it had none.

    `approximate`: "khoảng 200 tỷ". `nil`: the cell says there is nothing ("-", "không có"); the value is None.
    """

    value: int | None = None
    unit: int | None = None
    problem: NumberProblem = ""
    alternatives: tuple[int, ...] = ()
    approximate: bool = False
    nil: bool = False


_BAD = ParsedMoney(problem="bad_number")
NO_MONEY = ParsedMoney()


@frozen
class ParsedNumber:
    """A plain number, with the other reading when the digits allow two."""

    value: Decimal | None = None
    problem: NumberProblem = ""
    alternatives: tuple[Decimal, ...] = ()


_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([ '])\d{3}(?:\1\d{3})*|([.,])\d{3}(?:\2\d{3})+)(?:[.,]\d+)?")
_TWO_MARKS = re.compile(r"\d{1,3}(?:([.,])\d{3})+(?!\1)[.,]\d+")
_ONE_MARK = re.compile(r"(\d+)([.,])(\d+)")


def parse_number(s: str, style: NumberStyle = "vi") -> ParsedNumber:
    """Read digits with their marks. `style` settles "1.250" and "1,250"; "unknown" settles neither.

    A mark before three digits that the style takes for a decimal comma or point is ambiguous all the same:
    "1,250" in a Vietnamese column may be 1.25 or 1250.
    """
    if s.isascii() and s.isdigit():
        return ParsedNumber(Decimal(s))
    if one := _ONE_MARK.fullmatch(s):
        return _one_mark(one[1], one[2], one[3], style)
    if (two := _TWO_MARKS.fullmatch(s)) or _GROUPED.fullmatch(s):
        decimal = max(s.rfind("."), s.rfind(",")) if two or re.search(r"[ '].*[.,]", s) else len(s)
        whole = re.sub(r"\D", "", s[:decimal])
        return ParsedNumber(Decimal(f"{whole}.{s[decimal + 1 :] or 0}"))
    return ParsedNumber(problem="bad_number")


def _one_mark(whole: str, mark: str, rest: str, style: NumberStyle) -> ParsedNumber:
    """One mark: it groups thousands only before exactly three digits and after one to three, not after 0."""
    decimal = Decimal(f"{whole}.{rest}")
    if len(rest) != 3 or len(whole) > 3 or whole[0] == "0":
        return ParsedNumber(decimal)
    grouped = Decimal(whole + rest)
    if (style == "vi" and mark == ".") or (style == "en" and mark == ","):
        return ParsedNumber(grouped)
    by_style = decimal if style == "en" or mark == "," else grouped
    if style == "unknown" and mark == ",":
        by_style = grouped if rest == "000" else decimal
    return ParsedNumber(by_style, "ambiguous_number", tuple(sorted((grouped, decimal), reverse=True)))


_VI_PROOF = re.compile(
    r"(?<![\d.,])\d{1,3}(?:\.\d{3}){2,}(?![.\d])|\.\d{3},\d|(?<![\d.,])\d+,(?:\d{1,2}|\d{4,})(?![\d.,])"
)
_EN_PROOF = re.compile(
    r"(?<![\d.,])\d{1,3}(?:,\d{3}){2,}(?![,\d])|,\d{3}\.\d|(?<![\d.,])\d+\.(?:\d{1,2}|\d{4,})(?![\d.,])"
)


def number_style(values: Iterable[object]) -> NumberStyle:
    """How a column writes numbers, judged from the texts that allow one reading only.

    "unknown" when nothing tells, or when the column disagrees with itself.
    """
    vi = en = 0
    for value in values:
        if isinstance(value, str):
            vi += _VI_PROOF.search(value) is not None
            en += _EN_PROOF.search(value) is not None
    if bool(vi) == bool(en):
        return "unknown"
    return "vi" if vi else "en"


_UNITS = {
    "nghin ty": _TRILLION, "ngan ty": _TRILLION, "nghin ti": _TRILLION, "ngan ti": _TRILLION,
    "ty": BILLION, "ti": BILLION, "trieu": MILLION, "tr": MILLION, "trd": MILLION,
    "nghin": THOUSAND, "ngan": THOUSAND, "": DONG,
}  # fmt: skip
_SCALE = r"(?:(nghin t[yi]|ngan t[yi]|t[yi]|trieu|trd|tr|nghin|ngan)\b\.?)"
_CURRENCY = r"(?:\s*(dong|vnd|viet nam dong|d)\b\.?)"
_APPROXIMATE = re.compile(
    r"^(?:(?:vao )?khoang|gan|hon|tren|duoi|uoc(?: tinh)?|du kien|toi da|toi thieu|xap xi|tam tinh|trung binh"
    r"|khong qua|it nhat|khong duoi|len den"
    r"|[~<>])\s*:?\s*"
)
_SIGNS = str.maketrans({"₫": " đồng ", "≈": "~", "≥": ">", "≤": "<", "÷": "-", "→": "-"})
_NIL = frozenset({"", "-", "--", "/", "khong", "khong co", "khong phat sinh"})
_NOTE = re.compile(r"\s*\([^()\d]*\)\s*$")
_AMOUNT = re.compile(rf"([+\-]?)\s*(\d[\d.,' ]*\d|\d)\s*{_SCALE}?{_CURRENCY}?")
_LONGEST = 500  # characters: more than that is prose or a slip of the keyboard, and slow to search
_RANGE = re.compile(r"(?:tu )?\d[\d.,]*\s*(?:(?:nghin |ngan )?t[yi]|trieu|dong|tr)?\s*(?:-|den|toi)\s*\d")


def parse_amount(raw: object, unit: int = 1, *, style: NumberStyle = "vi") -> ParsedMoney:
    """An amount in đồng from a cell: numbers and bare digits count in `unit`, a unit in the cell wins over it.

    Reads "1.234,5", "1.250 tỷ", "850 triệu đồng", "2 nghìn tỷ", "1 tỷ 250 triệu", "9.650.000.000 đ", "(1.250)" as
    negative, "khoảng 200 tỷ". Blank and "-" give no value and no problem; a span ("200-250 tỷ") is ambiguous.
    """
    if raw is None:
        return NO_MONEY
    if isinstance(raw, bool):
        return _BAD
    if isinstance(raw, int):
        return ParsedMoney(raw * unit)
    if isinstance(raw, float):
        return _from_float(raw, unit)
    return _from_text(raw, unit, style) if isinstance(raw, str) else _BAD


def _from_float(raw: float, unit: int) -> ParsedMoney:
    """Fifteen digits are what a workbook keeps; the rest is noise of binary arithmetic."""
    if raw != raw or raw in (float("inf"), float("-inf")):
        return _BAD
    return ParsedMoney(_dong(Decimal(f"{raw:.15g}"), unit))


def _dong(number: Decimal, unit: int) -> int:
    return int((number * unit).to_integral_value(ROUND_HALF_EVEN))


@lru_cache(maxsize=16384)
def _from_text(raw: str, unit: int, style: NumberStyle) -> ParsedMoney:
    if len(raw.strip()) > _LONGEST:
        return _BAD
    s = fold(clean(raw).translate(_SIGNS))
    if s in _NIL:
        return ParsedMoney(nil=bool(s))
    if s[0] == "(" and s[-1] == ")" and s.count("(") == 1:
        inner = _from_text(s[1:-1], unit, style)
        return _negated(inner) if inner.value is not None else _BAD
    approximate = False
    while about := _APPROXIMATE.match(s):
        s, approximate = s[about.end() :], True
    if note := _NOTE.search(s):
        within = unit_of(note[0].strip())
        approximate = approximate or _APPROXIMATE.match(note[0].strip(" ()")) is not None
        s, unit = s[: note.start()], within or unit
    if _RANGE.search(s):
        return _span(s, unit, style)
    return replace(_sum_of_parts(s, unit, style), approximate=approximate)


def _span(s: str, unit: int, style: NumberStyle) -> ParsedMoney:
    """ "200-250 tỷ": both ends as alternatives, no value."""
    ends = re.split(r"\s*(?:-|den|toi)\s*", s.removeprefix("tu "))
    last = _sum_of_parts(ends[-1], unit, style)
    first = _sum_of_parts(ends[0], last.unit or unit, style)
    if len(ends) != 2 or first.value is None or last.value is None:
        return _BAD
    return ParsedMoney(None, last.unit, "ambiguous_number", (first.value, last.value))


def _sum_of_parts(s: str, unit: int, style: NumberStyle) -> ParsedMoney:
    """One amount, or descending parts as in "1 tỷ 250 triệu"."""
    total, place, smallest, negative = ParsedMoney(0), 0, None, False
    while m := _AMOUNT.match(s, place):
        number = parse_number(m[2].strip(), style if not m[3] or style != "unknown" else "vi")
        scale = _UNITS[m[3]] if m[3] else DONG if m[4] else None
        if number.value is None or (place and (scale is None or smallest is None or scale >= smallest)):
            return _BAD
        if place and smallest and scale and number.value * scale >= smallest:
            return _BAD  # "1 tỷ 1.234 triệu"
        smallest = scale
        each = scale or unit
        others = tuple(_dong(n, each) for n in number.alternatives)
        total = ParsedMoney(
            (total.value or 0) + _dong(number.value, each),
            total.unit or scale,
            total.problem or number.problem,
            others,
        )
        negative = negative or m[1] == "-"
        place = m.end() + len(s[m.end() :]) - len(s[m.end() :].lstrip(" ,.;"))
    if place == 0 or place < len(s):
        return _BAD
    return _negated(total) if negative else total


def _negated(amount: ParsedMoney) -> ParsedMoney:
    return replace(amount, value=-(amount.value or 0), alternatives=tuple(-other for other in amount.alternatives))


_LABEL = re.compile(r"\b(?:don vi(?: tinh)?|dvt|dv tinh)\b\s*[:.\-]?\s*(.*)")
_BRACKET = re.compile(r"\(([^()]*)\)")
_UNIT_WORDS = re.compile(rf"(?:(1[.,]?000(?:[.,]?000){{0,2}})\s*|10\^?([369])\s*)?{_SCALE}?{_CURRENCY}?[\s.,;:)]*")
_UNIT_AT_END = re.compile(rf"(?:^|[\s,:;\-]){_SCALE}\s*(?:dong|vnd|d)\s*[.:]?$")


def unit_of(text: str) -> int | None:
    """Đồng per 1 as a unit line or a heading says: "Đơn vị tính: tỷ đồng", "Vốn (triệu đồng)", "ĐVT: 1.000 đ".

    None when no unit of money is named ("Tỷ lệ (%)", "Hợp đồng").
    """
    s = fold(text.replace("₫", " đ "))
    if label := _LABEL.search(s):
        return _named_unit(label[1].split(")")[0])
    for inside in reversed(_BRACKET.findall(s)):
        if (named := _named_unit(inside)) is not None:
            return named
    named = _named_unit(s)
    if named is None and (end := _UNIT_AT_END.search(s)):
        return _UNITS[end[1]]
    return named


def _named_unit(s: str) -> int | None:
    found = _UNIT_WORDS.fullmatch(s.strip())
    if not found or not (found[3] or found[4]):
        return None
    scale = _UNITS[found[3]] if found[3] else DONG
    if found[1]:
        scale *= int(re.sub(r"\D", "", found[1]))
    return scale * 10 ** int(found[2]) if found[2] else scale


def parse_integer(raw: object) -> int | None:
    """A whole number: 12, 12.0, "12", "1.234", "03"; None for anything else."""
    if isinstance(raw, bool) or raw is None:
        return None
    if isinstance(raw, int):
        return raw
    if isinstance(raw, float):
        return int(raw) if raw.is_integer() else None
    number = parse_number(clean(raw).strip(" .;")).value if isinstance(raw, str) else None
    return int(number) if number is not None and number == number.to_integral_value() else None


_YEAR = re.compile(r"(?:nam )?((?:19|20|21)\d\d)\.?")


def parse_year(raw: object) -> int | None:
    """One year: 2024, 2024.0, "2024", "năm 2024"; None for spans (see `dates.parse_year_range`) and the rest."""
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return int(raw) if 1900 <= raw <= 2199 and float(raw).is_integer() else None
    found = _YEAR.fullmatch(fold(clean(raw))) if isinstance(raw, str) else None
    return int(found[1]) if found else None


_KEYS = {DONG: "dong", THOUSAND: "thousand", MILLION: "million", BILLION: "billion"}


def format_money(dong: int, unit: int | Literal["auto"] = "auto", *, lang: str | None = None) -> str:
    """ "1.250 tỷ đồng", "47,5 tỷ đồng", "850 triệu đồng", "1.234.567 đồng".

    "auto" takes the largest unit that shows the amount whole with at most three decimals. Nothing is rounded.
    """
    size = _fitting(dong) if unit == "auto" else unit
    amount = format_number(Decimal(dong) / size, lang=lang)
    return messages.text_in(lang or messages.language(), f"values.money_{_KEYS[size]}", amount=amount)


def format_billions(dong: int | None, decimals: int | None = None, *, lang: str | None = None) -> str:
    """ "1.250,5" for 1_250_500_000_000 đồng, with at most so many decimals, None for all there are; "" for None."""
    if dong is None:
        return ""
    amount = Decimal(dong) / BILLION
    return format_number(amount if decimals is None else rounded(amount, decimals), lang=lang)


def short_billions(dong: float, *, lang: str | None = None) -> str:
    """ "1.250", "2,5", "0" beside a mark of a chart: with one decimal below ten billion, whole from there on."""
    whole = round(dong)
    return format_billions(whole, 0 if abs(whole) >= 10 * BILLION else 1, lang=lang)


def plain_billions(dong: int) -> str:
    """ "1250.5" for 1_250_500_000_000 đồng: a number as workbooks and scripts read it. Nothing is rounded."""
    return f"{(Decimal(dong) / BILLION).normalize():f}"


def _fitting(dong: int) -> int:
    for size in (BILLION, MILLION):
        if abs(dong) >= size and dong % (size // 1000) == 0:
            return size
    return DONG


def unit_label(unit: int, *, lang: str | None = None) -> str:
    """ "tỷ đồng" for 1_000_000_000: the words of a unit line."""
    return messages.text_in(lang or messages.language(), f"values.unit_{_KEYS[unit]}")
