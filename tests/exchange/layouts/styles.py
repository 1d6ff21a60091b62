"""How values are written into cells: dates, amounts, names and codes in the habits of offices."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date
from random import Random

from tests.exchange.layouts.truth import LISTS, STATUS_LIST
from tests.exchange.sheets import context
from workbench.domain import reference
from workbench.exchange.raw import CellValue

KINDS = {
    **dict.fromkeys(("signed_date", "raised_date", "deadline", "sent_date", "reply_date", "due"), "date"),
    **dict.fromkeys(("amount_total", "amount_state", "amount_social"), "amount"),
    **dict.fromkeys(("parties", "provinces"), "provinces"),
    **dict.fromkeys(("sector", "status", "urgency"), "code"),
    **dict.fromkeys(("start_year", "end_year"), "year"),
    "authority": "authorities",
}

DATES: dict[str, Callable[[date], CellValue]] = {
    "typed": lambda d: d,
    "slash": lambda d: f"{d.day:02d}/{d.month:02d}/{d.year}",
    "short": lambda d: f"{d.day}/{d.month}/{d.year}",
    "dots": lambda d: f"{d.day:02d}.{d.month:02d}.{d.year}",
    "dashes": lambda d: f"{d.day}-{d.month}-{d.year}",
    "words": lambda d: f"ngày {d.day:02d} tháng {d.month} năm {d.year}",
    "with_word": lambda d: f"Ngày {d.day}/{d.month}/{d.year} ",
    "two_digits": lambda d: f"{d.day}/{d.month}/{d.year % 100:02d}",
    "iso": lambda d: d.isoformat(),
}


def write_date(day: date, style: str, rng: Random) -> CellValue:
    """A day in one of the styles; "mixed" takes any of them."""
    if style == "half":
        style = rng.choice(("typed", "slash", "typed"))
    if style == "mixed":
        style = rng.choice([key for key in DATES if key != "two_digits"])
    return DATES[style](day)


def write_amount(dong: int, unit: int, style: str) -> CellValue:
    """An amount: "number", Vietnamese or English text, or with its unit in the cell ("own")."""
    number = dong / unit
    if style == "number":
        return int(number) if number.is_integer() else number
    if style == "own":
        return f"{_vi(dong / 1e9)} tỷ đồng"
    return f"{number:,}" if style == "en" else _vi(number)


def _vi(number: float) -> str:
    whole, _, rest = f"{number:,.4f}".partition(".")
    rest = rest.rstrip("0")
    return whole.replace(",", ".") + (f",{rest}" if rest else "")


def write_places(names: tuple[str, ...], style: str, rng: Random) -> str:
    """A list of provinces; "mixed" varies mark, prefix and spelling."""
    if style == "plain":
        return ", ".join(names)
    known = {p.name: p for p in context().places.places}
    shown = []
    for name in names:
        place = known[name]
        forms = [name, name, place.full_name, f"UBND {place.full_name[:1].lower()}{place.full_name[1:]}", name.upper()]
        shown.append(rng.choice(forms))
    mark = rng.choice(
        ("; ", ", ", "\n", " và " if len(shown) == 2 else ", ", " - " if not any("-" in s for s in shown) else "; ")
    )
    return "\n".join(f"- {s}" for s in shown) if rng.random() < 0.15 else mark.join(shown)


def write_bodies(names: tuple[str, ...], style: str, rng: Random) -> str:
    """A list of authorities, in full or as offices shorten them."""
    if style == "plain":
        return "; ".join(names)
    by_name = {b.name: b for b in context().bodies.by_id.values()}
    shown = []
    for name in names:
        short = {
            "Bộ Xây dựng": "Bộ XD",
            "Bộ Tài chính": "Bộ TC",
            "Bộ Nông nghiệp và Môi trường": "Bộ NN&MT",
            "Bộ Kế hoạch và Đầu tư": "Bộ KH&ĐT",
            "Bộ Giao thông vận tải": "Bộ GTVT",
            "Thủ tướng Chính phủ": "TTg",
            "Bộ Tài nguyên và Môi trường": "Bộ TN&MT",
            "Bộ Y tế": "BYT",
            "Bộ Công Thương": "Bộ CT",
        }
        forms = [name, name.upper(), short.get(name, by_name[name].name)]
        shown.append(rng.choice(forms))
    return rng.choice(("; ", "\n", ", ")).join(shown)


def write_code(form: str, key: str, code: str, style: str, rng: Random) -> str:
    """An entry of a list by its label, or any of its words."""
    entry = context().catalogues[LISTS.get(key) or STATUS_LIST[form]].by_code[code]
    if style == "plain":
        return entry.label_vi
    said = rng.choice((entry.label_vi, entry.label_vi, *entry.aliases))
    return rng.choice((said, said, said.upper(), said.lower()))


def in_legacy(text: str, encoding: str) -> str:
    """Text as a font of before Unicode stores it; capitals of TCVN3 lose their marks' case."""
    column = {"tcvn3": "tcvn3_hex", "vni": "vni_hex"}[encoding]
    table = {
        r["char"]: bytes.fromhex(r[column]).decode("latin-1") for r in reference.rows("legacy_encodings") if r[column]
    }
    return "".join(table.get(c, c) for c in unicodedata.normalize("NFC", text))


def eth(text: str) -> str:
    """Đ and đ as the Icelandic letter that looks like them."""
    return text.replace("Đ", "\u00d0").replace("đ", "\u00f0")


def untidy(text: str, rng: Random) -> str:
    """Decomposed letters, hard blanks and blanks at the ends, as copies from elsewhere have them."""
    made = unicodedata.normalize("NFD", text)
    return rng.choice((made, made.replace(" ", "\u00a0", 1), f"  {text} ", text.replace(" ", "  ", 1), f"{text}\u200b"))
