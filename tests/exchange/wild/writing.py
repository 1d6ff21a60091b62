"""How the second maker writes values: what stands in the cell, and which other readings would do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from tests.exchange.layouts.truth import LISTS, STATUS_LIST
from tests.exchange.sheets import context
from workbench.exchange.raw import CellValue

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
DATES = ("typed", "stamp", "short", "spaced", "weekday", "long", "bare", "dots", "comma", "thg", "english", "after",
         "time", "two", "dash", "mixed")  # fmt: skip
AMOUNTS = ("typed", "vi", "blank", "unit", "short_unit", "about", "parts")

SPELLINGS = {
    "Hồ Chí Minh": ("TPHCM", "Tp.HCM", "TP. Hồ Chí Minh", "T.P Hồ Chí Minh", "thành phố Hồ Chí Minh"),
    "Thành phố Hồ Chí Minh": ("TPHCM", "Tp.HCM", "TP. Hồ Chí Minh", "T.P Hồ Chí Minh", "Hồ Chí Minh"),
    "Bà Rịa - Vũng Tàu": ("BR-VT", "Bà Rịa – Vũng Tàu", "Bà Rịa-Vũng Tàu", "BRVT"),
    "Đắk Lắk": ("Đắc Lắc", "Đăk Lăk", "Đắk Lăk", "ĐắkLắk", "Daklak"),
    "Đắk Nông": ("Đắc Nông", "Đăk Nông", "Đắknông"),
    "Kon Tum": ("Kontum", "Kon tum", "KonTum"),
    "Bắc Kạn": ("Bắc Cạn", "Bắc kạn"),
    "Hòa Bình": ("Hoà Bình", "Hoà bình"),
    "Thanh Hóa": ("Thanh Hoá", "Thanh hóa"),
    "Khánh Hòa": ("Khánh Hoà", "T. Khánh Hòa"),
    "Đà Nẵng": ("TP Đà Nẵng", "Tp.Đà Nẵng", "TP. Đà Nẵng"),
    "Cần Thơ": ("Tp Cần Thơ", "TP.Cần Thơ"),
}
BODY_SHORT = {
    "Bộ Kế hoạch và Đầu tư": ("Bộ KH và ĐT", "Bộ Kế hoạch & Đầu tư", "Bộ KHĐT"),
    "Bộ Giao thông vận tải": ("Bộ GT-VT", "Bộ Giao thông Vận tải", "Bộ GTVT"),
    "Bộ Nông nghiệp và Phát triển nông thôn": ("Bộ Nông nghiệp và PTNT", "Bộ NN và PTNT", "Bộ NN-PTNT", "Bộ NN&PTNT"),
    "Bộ Nông nghiệp và Môi trường": ("Bộ NN và MT", "Bộ NNMT", "Bộ Nông nghiệp & Môi trường"),
    "Bộ Tài nguyên và Môi trường": ("Bộ TNMT", "Bộ TN và MT", "Bộ Tài nguyên & Môi trường"),
    "Bộ Văn hóa, Thể thao và Du lịch": ("Bộ VHTTDL", "Bộ VH,TT&DL", "Bộ Văn hoá, Thể thao và Du lịch"),
    "Bộ Lao động - Thương binh và Xã hội": ("Bộ LĐTBXH", "Bộ LĐTB&XH", "Bộ Lao động, Thương binh và Xã hội"),
    "Bộ Khoa học và Công nghệ": ("Bộ KHCN", "Bộ KH-CN"),
    "Bộ Giáo dục và Đào tạo": ("Bộ GDĐT", "Bộ GD&ĐT", "Bộ GD-ĐT"),
    "Bộ Thông tin và Truyền thông": ("Bộ TTTT", "Bộ TT&TT"),
    "Thủ tướng Chính phủ": ("Thủ tướng CP", "TTgCP", "Thủ tướng"),
    "Bộ Công Thương": ("Bộ Công thương", "BCT"),
    "Bộ Tài chính": ("Bộ tài chính", "BTC"),
    "Bộ Xây dựng": ("BXD", "bộ Xây dựng"),
    "Ngân hàng Nhà nước Việt Nam": ("NHNN", "Ngân hàng Nhà nước"),
}


@dataclass(frozen=True)
class Written:
    """A cell and the readings, None among them, that do as well as the true one."""

    value: CellValue
    accept: tuple[object, ...] = ()


def write_date(day: date, style: str, rng: Random) -> Written:
    """A day in a habit of the sheet."""
    d, m, y = day.day, day.month, day.year
    if style == "mixed":
        style = rng.choice([s for s in DATES if s not in ("mixed", "two")])
    made: dict[str, CellValue] = {
        "typed": day,
        "stamp": datetime(y, m, d),  # noqa: DTZ001
        "short": f"{d}/{m}/{y}",
        "spaced": f"{d:02d} / {m:02d} / {y}",
        "weekday": f"{WEEKDAYS[day.weekday()]}, {d:02d}/{m:02d}/{y}",
        "long": f"Ngày {d} tháng {m:02d} năm {y}",
        "bare": f"{d} tháng {m} năm {y}",
        "dots": f"{d}.{m}.{y}",
        "comma": f"{d:02d}/{m:02d}/{y};",
        "thg": f"{d} thg {m}, {y}",
        "english": f"{d:02d}-{MONTHS[m - 1]}-{y}",
        "after": f"ký ngày {d:02d}/{m:02d}/{y}",
        "time": f"{y}-{m:02d}-{d:02d} 00:00:00",
        "two": f"{d:02d}/{m:02d}/{y % 100:02d}",
        "dash": f"{d:02d}-{m:02d}-{y}",
    }
    hard = style in ("weekday", "thg", "english", "after")
    return Written(made[style], (None,) if hard else ())


def _vi(number: float) -> str:
    whole, _, rest = f"{number:,.3f}".partition(".")
    rest = rest.rstrip("0")
    return whole.replace(",", ".") + (f",{rest}" if rest else "")


def write_amount(dong: int, unit: int, style: str, rng: Random) -> Written:
    """An amount: a bare number counts in the unit of the table."""
    number = dong / unit
    bare: CellValue = int(number) if number.is_integer() else number
    if style == "typed":
        return Written(bare)
    if style == "vi":
        return Written(_vi(number))
    if style == "blank":
        return Written(_vi(number).replace(".", "\u00a0"))
    billions = _vi(dong / 1e9)
    if style == "unit":
        return Written(f"{billions} tỉ đồng" if rng.random() < 0.5 else f"{billions} tỷ")
    if style == "short_unit":
        return Written(f"{_vi(dong / 1e6)} tr.đ" if rng.random() < 0.5 else f"{_vi(dong / 1e6)} triệu")
    if style == "about":
        return Written(f"Khoảng {billions} tỷ đồng")
    whole, rest = divmod(dong // 10**6, 1000)
    return Written(f"{_vi(whole)} tỷ {rest} triệu đồng" if rest and whole else f"{billions} tỷ đồng")


def write_places(names: tuple[str, ...], style: str, rng: Random) -> Written:
    """A list of provinces."""
    if style == "plain":
        return Written(", ".join(names))
    shown = []
    for name in names:
        plain = (name, f"Tỉnh {name}", f"T.{name}", name) if "Hồ Chí" not in name else (name,)
        city = name in ("Hà Nội", "Hải Phòng", "Huế", "Đà Nẵng", "Cần Thơ") or "Hồ Chí" in name
        plain = (name, f"TP. {name}", f"TP {name}") if city and "phố" not in name else plain
        shown.append(rng.choice((*SPELLINGS.get(name, ()), *plain)))
    way = rng.choice(("semicolon", "numbered", "and", "slash", "plus", "bullets", "prefix", "led", "dot"))
    has_hyphen = any(mark in s for s in shown for mark in "-–")
    if way == "numbered":
        return Written("\n".join(f"{n}. {s}" for n, s in enumerate(shown, 1)))
    if way == "and" and len(shown) > 1:
        return Written(f"{', '.join(shown[:-1])} và {shown[-1]}")
    if way == "slash" and not has_hyphen:
        return Written("/".join(shown))
    if way == "plus":
        return Written(" + ".join(shown), (None,))
    if way == "bullets":
        return Written("\n".join(f"+ {s};" for s in shown))
    if way == "prefix" and len(shown) > 1 and not any("TP" in s or "ỉnh" in s or "T." in s for s in shown):
        return Written(f"Các tỉnh: {', '.join(shown)}")
    if way == "led" and len(shown) > 1:
        return Written(f"{shown[0]} (chủ trì), {', '.join(shown[1:])}", (None,))
    return Written(f"{'; '.join(shown)}." if way == "dot" else "; ".join(shown))


def write_bodies(names: tuple[str, ...], style: str, rng: Random) -> Written:
    """A list of authorities."""
    if style == "plain":
        return Written("; ".join(names))
    shown = [rng.choice((*BODY_SHORT.get(name, ()), name, name)) for name in names]
    return Written(rng.choice(("; ", "\n", ", ", " và ", "\n- ")).join(shown).strip(), (None,))


def write_code(form: str, key: str, code: str, style: str, rng: Random) -> Written:
    """An entry of a list, in the list's own words or in others that a reader must ask about."""
    entry = context().catalogues[LISTS.get(key) or STATUS_LIST[form]].by_code[code]
    if style == "plain":
        return Written(entry.label_vi)
    said = rng.choice((entry.label_vi, entry.label_vi.upper(), entry.label_vi.lower(), *entry.aliases))
    return Written(rng.choice((said, f"{said}.", f" {said}", f"- {said}")), ())
