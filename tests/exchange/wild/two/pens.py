"""How the second hand writes a value into a cell, and what a careful reader may make of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random

from workbench.exchange.raw import CellValue

EPOCH = date(1899, 12, 30)
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


@dataclass(frozen=True)
class Written:
    """A cell, its true reading, others as good (None: left to the officer), findings (kinds, must)."""

    cell: CellValue
    want: object
    accept: tuple[object, ...] = ()
    flags: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True)
class Habits:
    """How the writer of one sheet writes."""

    date: str = "typed"
    amount: str = "typed"
    unit: int = 10**9
    places: str = "plain"
    bodies: str = "plain"
    codes: str = "plain"
    text: tuple[str, ...] = field(default_factory=tuple)


DAYS = {
    1: ("typed",),
    2: ("typed", "slash", "short", "dots", "dash", "long", "stamp"),
    3: ("slash", "short", "long", "word", "dots", "spaced", "iso", "serial", "coarse", "mixed"),
    4: ("slash", "word", "serial", "serial_text", "coarse", "mixed", "tail", "two"),
    5: ("mixed", "coarse", "tail", "word", "short", "serial_text"),
}


def day(value: date, style: str, rng: Random, *, coarse: bool = False) -> Written:
    """A date; `coarse`: a deadline, where offices write months and quarters."""
    if style in ("mixed", "coarse") and coarse and rng.random() < 0.45:
        return _period(value, rng)
    if style in ("mixed", "coarse"):
        style = rng.choice(("typed", "slash", "short", "long", "word", "dots", "spaced"))
    d, m, y = value.day, value.month, value.year
    cells: dict[str, CellValue] = {
        "typed": value,
        "stamp": datetime(y, m, d, 8, 30),  # noqa: DTZ001
        "slash": f"{d:02d}/{m:02d}/{y}",
        "short": f"{d}/{m}/{y}",
        "dots": f"{d:02d}.{m:02d}.{y}",
        "dash": f"{d}-{m}-{y}",
        "long": f"ngày {d:02d} tháng {m:02d} năm {y}",
        "word": f"Ngày {d}/{m}/{y}",
        "spaced": f" {d:02d}/ {m:02d}/{y} ",
        "iso": f"{y}-{m:02d}-{d:02d}",
        "serial": (value - EPOCH).days,
        "serial_text": str((value - EPOCH).days),
        "tail": f"{d:02d}/{m:02d}/{y} (theo dấu văn bản đến)" if rng.random() < 0.2 else f"{d:02d}/{m:02d}/{y}.",
        "two": f"{d}/{m}/{y % 100:02d}",
    }
    loose = style in ("tail", "serial", "serial_text", "two")
    flags = (("ambiguous_date", False), ("type_mismatch", False)) if loose else ()
    return Written(cells[style], value.isoformat(), (None,) if style == "tail" else (), flags)


def _period(value: date, rng: Random) -> Written:
    m, y, q = value.month, value.year, (value.month + 2) // 3
    month, quarter = f"{y}-{m:02d}", f"{y}-Q{q}"
    return rng.choice(
        (
            Written(f"tháng {m} năm {y}", month),
            Written(f"Tháng {m:02d}/{y}", month),
            Written(f"T{m}/{y}", month, (None,)),
            Written(f"trong tháng {m}/{y}", month),
            Written(f"Quý {ROMAN[q - 1]}/{y}", quarter),
            Written(f"Quý {q} năm {y}", quarter),
            Written(f"trong quý {ROMAN[q - 1]} năm {y}", quarter),
            Written(f"trước ngày {value.day:02d}/{m:02d}/{y}", value.isoformat()),
            Written(f"Năm {y}", None, (None, str(y)), (("bad_date", False),)),
            Written(f"Cuối năm {y}", None, (None, str(y), f"{y}-Q4", f"{y}-12"), (("bad_date", False),)),
            Written("Sớm nhất có thể", None, (None,), (("bad_date", False),)),
        )
    )


AMOUNTS = {
    1: ("typed",),
    2: ("typed", "text"),
    3: ("typed", "text", "cell"),
    4: ("text", "cell", "parts"),
    5: ("cell", "text", "about"),
}
UNITS = {
    10**9: ("tỷ đồng", "Tỷ đồng", "tỉ đồng", "tỷ VNĐ"),
    10**6: ("triệu đồng", "Triệu đồng", "tr.đồng", "triệu VNĐ"),
    10**3: ("nghìn đồng", "1.000 đồng", "ngàn đồng"),
    1: ("đồng", "VNĐ"),
}


def figure(number: float) -> str:
    """A number as Vietnamese offices print it: 1.234,5."""
    whole, _, rest = f"{number:,.4f}".partition(".")
    rest = rest.rstrip("0")
    return whole.replace(",", ".") + (f",{rest}" if rest else "")


def amount(dong: int, style: str, unit: int, rng: Random) -> Written:
    """Money: bare figures count in the unit of the table."""
    if dong == 0:
        return rng.choice(
            (Written(0, 0), Written("-", None, (None, 0)), Written("0", 0)) if style != "typed" else (Written(0, 0),)
        )
    bare = dong / unit
    if style == "typed":
        return Written(int(bare) if bare.is_integer() else bare, dong)
    if style == "text":
        said = figure(bare)
        hard = said.count(",") and len(said.partition(",")[2]) == 3
        return Written(said, dong, (None,) if hard else (), (("ambiguous_number", False),) if hard else ())
    size, name = rng.choice(((10**9, ("tỷ đồng", "tỷ", "tỷ đ")), (10**6, ("triệu đồng", "triệu", "trđ"))))
    if style == "parts" and dong >= 10**9 and dong % 10**9:
        return Written(f"{figure(dong // 10**9)} tỷ {figure(dong % 10**9 / 10**6)} triệu đồng", dong, (None,))
    said = f"{figure(dong / size)} {rng.choice(name)}"
    hard = len(said.partition(" ")[0].partition(",")[2]) == 3
    flags = (("ambiguous_number", False), ("unit_conflict", False))
    if style == "about" and rng.random() < 0.4:
        return Written(f"{rng.choice(('khoảng', '~', 'Ước', 'gần'))} {said}", dong, (None,), flags)
    return Written(said, dong, (None,) if hard else (), flags)


SPELT = {
    "Hồ Chí Minh": ("TPHCM", "TP.HCM", "Tp. HCM", "TP Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
    "Bà Rịa - Vũng Tàu": ("BR-VT", "Bà Rịa – Vũng Tàu", "Bà Rịa-Vũng Tàu", "tỉnh BR-VT"),
    "Đắk Lắk": ("Đăk Lăk", "Đắc Lắc", "ĐắkLắk"),
    "Đắk Nông": ("Đăk Nông", "Đắc Nông"),
    "Kon Tum": ("KonTum", "Kon tum"),
    "Hòa Bình": ("Hoà Bình",),
    "Thanh Hóa": ("Thanh Hoá",),
    "Khánh Hòa": ("Khánh Hoà",),
    "Bắc Kạn": ("Bắc Cạn",),
}
CITIES = ("Hà Nội", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Huế", "Hồ Chí Minh")


def places(names: tuple[str, ...], style: str, rng: Random) -> Written:
    """Provinces in a list."""
    want = list(names)
    if style == "plain":
        return Written(", ".join(names), want)
    shown = []
    for name in names:
        key = "Hồ Chí Minh" if "Hồ Chí" in name else name
        city = key in CITIES
        before = ("", "", "TP. ", "TP ", "thành phố ") if city else ("", "", "tỉnh ", "Tỉnh ", "UBND tỉnh ")
        shown.append(rng.choice(SPELT[key]) if key in SPELT and rng.random() < 0.6 else rng.choice(before) + key)
    mark = rng.choice((", ", "; ", "\n", " và ", ",", " - " if not any("-" in s or "–" in s for s in shown) else "; "))
    text = mark.join(shown)
    if style == "loose" and rng.random() < 0.25 and len(shown) > 1:
        text = rng.choice(
            (
                f"{shown[0]} (chủ trì); {'; '.join(shown[1:])}",
                f"1) {shown[0]}\n2) "
                + "\n2) ".join(shown[1:2])
                + "".join(f"\n{n}) {s}" for n, s in enumerate(shown[2:], 3)),
                f"Giữa {shown[0]} với {', '.join(shown[1:])}",
            )
        )
        return Written(text, want, (None,), (("unknown_province", False),))
    return Written(text, want)


SHORT = {
    "Bộ Kế hoạch và Đầu tư": ("Bộ KH&ĐT", "Bộ KHĐT", "Bộ Kế hoạch & Đầu tư"),
    "Bộ Giao thông vận tải": ("Bộ GTVT", "Bộ Giao thông Vận tải", "BGTVT"),
    "Bộ Nông nghiệp và Phát triển nông thôn": ("Bộ NN&PTNT", "Bộ Nông nghiệp và PTNT", "Bộ NNPTNT"),
    "Bộ Nông nghiệp và Môi trường": ("Bộ NN&MT", "Bộ NNMT", "Bộ Nông nghiệp & Môi trường"),
    "Bộ Tài nguyên và Môi trường": ("Bộ TN&MT", "Bộ TNMT"),
    "Bộ Văn hóa, Thể thao và Du lịch": ("Bộ VHTT&DL", "Bộ VHTTDL"),
    "Bộ Lao động - Thương binh và Xã hội": ("Bộ LĐ-TB&XH", "Bộ LĐTBXH"),
    "Bộ Khoa học và Công nghệ": ("Bộ KH&CN", "Bộ KHCN"),
    "Bộ Giáo dục và Đào tạo": ("Bộ GD&ĐT", "Bộ GDĐT"),
    "Bộ Thông tin và Truyền thông": ("Bộ TT&TT", "Bộ TTTT"),
    "Thủ tướng Chính phủ": ("TTgCP", "Thủ tướng CP", "Thủ tướng"),
    "Văn phòng Chính phủ": ("VPCP", "VP Chính phủ"),
    "Ngân hàng Nhà nước Việt Nam": ("NHNN", "Ngân hàng Nhà nước", "NHNN Việt Nam"),
    "Bộ Tài chính": ("Bộ TC", "BTC"),
    "Bộ Xây dựng": ("BXD", "Bộ XD"),
    "Bộ Công Thương": ("Bộ CT", "Bộ Công thương", "BCT"),
}


def bodies(names: tuple[str, ...], style: str, rng: Random) -> Written:
    """Authorities in a list."""
    want = list(names)
    if style == "plain":
        return Written("; ".join(names), want)
    shown = [rng.choice((*SHORT.get(n, (n,)), n)) for n in names]
    return Written(
        rng.choice((", ", "; ", "\n", " và ", "/", "; các ") if len(names) < 3 else ("; ",))
        .join(shown)
        .replace("; các ", "; "),
        want,
    )


SAID = {
    "sector": {
        "GT": ("Giao thông", "Giao thông vận tải", "Hạ tầng giao thông", "GTVT"),
        "TL": ("Thủy lợi", "Thuỷ lợi", "Phòng, chống thiên tai", "Thủy lợi, PCTT"),
        "CN": ("Chống ngập", "Thoát nước, chống ngập", "Chống ngập úng"),
        "TN": ("Trữ nước", "Trữ nước ngọt"),
        "KM": ("Kiểm soát mặn", "Ngăn mặn", "Kiểm soát xâm nhập mặn"),
        "KH": ("Biến đổi khí hậu", "BĐKH", "Ứng phó BĐKH", "Thích ứng biến đổi khí hậu"),
        "MT": ("Môi trường", "Tài nguyên, môi trường", "Bảo vệ môi trường", "TN&MT"),
        "DT": ("Xúc tiến đầu tư", "Thương mại, xúc tiến đầu tư", "XTĐT", "Xúc tiến thương mại, đầu tư"),
        "DL": ("Du lịch", "Phát triển du lịch", "Văn hóa, du lịch"),
        "LG": ("Logistics", "Dịch vụ logistics"),
        "NL": ("Nguồn nhân lực", "Đào tạo nguồn nhân lực", "Phát triển nguồn nhân lực"),
        "DM": ("Đổi mới sáng tạo", "ĐMST", "Khoa học, công nghệ, đổi mới sáng tạo", "KH&CN, ĐMST"),
        "CS": ("Chuyển đổi số", "CĐS"),
    },
    "B01": {
        "not_started": ("Chưa thực hiện", "Chưa triển khai", "Chưa triển khai thực hiện", "Chưa bắt đầu"),
        "doing": ("Đang thực hiện", "Đang triển khai", "Đang triển khai thực hiện", "Đang tiếp tục triển khai"),
        "done": ("Hoàn thành", "Đã hoàn thành", "Đã hoàn thành 100%", "Đã thực hiện xong"),
        "paused": ("Tạm dừng", "Dừng thực hiện", "Đang tạm dừng", "Tạm ngưng thực hiện"),
    },
    "B03": {
        "solved": ("Đã giải quyết", "Đã giải quyết xong", "Giải quyết xong", "Đã được giải quyết dứt điểm"),
        "in_progress": ("Đang giải quyết", "Đang xem xét", "Đang xử lý", "Đang nghiên cứu, giải quyết"),
        "no_reply": ("Chưa trả lời", "Chưa có văn bản trả lời", "Chưa nhận được trả lời", "Chưa phản hồi"),
        "not_competent": ("Không thuộc thẩm quyền", "Không thuộc thẩm quyền của Bộ", "Chuyển cơ quan khác"),
    },
    "B02": {
        "very": ("Rất cấp bách", "Rất cấp thiết", "Đặc biệt cấp bách"),
        "urgent": ("Cấp bách", "Cấp thiết", "Khẩn"),
        "normal": ("Bình thường", "Thường xuyên", "Không cấp bách"),
    },
}
PLAIN = {
    "sector": {
        "GT": "Giao thông",
        "TL": "Thủy lợi",
        "CN": "Chống ngập",
        "TN": "Trữ nước",
        "KM": "Kiểm soát mặn",
        "KH": "Biến đổi khí hậu",
        "MT": "Môi trường",
        "DT": "Xúc tiến đầu tư",
        "DL": "Du lịch",
        "LG": "Logistics",
        "NL": "Nguồn nhân lực",
        "DM": "Đổi mới sáng tạo",
        "CS": "Chuyển đổi số",
    },
    **{form: {code: said[0] for code, said in SAID[form].items()} for form in ("B01", "B02", "B03")},
}
HARD = {  # phrases a reader must not take for the nearest entry
    "B01": (
        ("Chưa hoàn thành", ("doing", "partly")),
        ("Cơ bản hoàn thành", ("partly", "doing")),
        ("Hai bên đang rà soát", ("doing",)),
        ("Không triển khai nữa", ("dropped",)),
    ),
    "B03": (
        ("Chưa giải quyết xong", ("in_progress", "partial")),
        ("Chưa giải quyết", ("in_progress", "no_reply")),
        ("Đã trả lời", ("explained",)),
        ("Chưa thỏa đáng", ()),
    ),
    "B02": (("Quan trọng", ("urgent",)), ("Trung bình", ("normal",)), ("Cần sớm xử lý", ("urgent",))),
}


def code(stock: str, value: str, style: str, rng: Random) -> Written:
    """An entry of a list. "far": in other words, or in words that fit no entry."""
    if style == "plain":
        return Written(PLAIN[stock][value], value)
    if style == "far" and stock in HARD and rng.random() < 0.08:
        said, others = rng.choice(HARD[stock])
        return Written(said, None, (None, *others), (("unknown_code", False),))
    said = rng.choice(SAID[stock][value])
    accept = (None,) if said not in SAID[stock][value][:2] else ()
    if style == "far" and rng.random() < 0.15 and stock != "sector":
        said, accept = (
            f"{said} {rng.choice(('(theo báo cáo của sở)', '- có văn bản kèm theo', '(đạt khoảng 45%)'))}",
            (None,),
        )
    return Written(
        rng.choice((said, said, said.upper(), said.lower(), f"{said}.", f"- {said}")),
        value,
        accept,
        (("unknown_code", False),),
    )


def years(start: int, end: int, rng: Random) -> str:
    """Two years in one cell."""
    return rng.choice(
        (
            f"{start}-{end}",
            f"{start} - {end}",
            f"{start}–{end}",
            f"Giai đoạn {start}-{end}",
            f"từ năm {start} đến năm {end}",
            f"{start} đến {end}",
            f"{start}÷{end}",
            f"Từ {start} đến {end}",
        )
    )


def paper(number: str, value: date, rng: Random) -> str:
    """A document's number with its date."""
    d, m, y = value.day, value.month, value.year
    return rng.choice(
        (
            f"Số {number} ngày {d}/{m}/{y}",
            f"{number}, {d:02d}/{m:02d}/{y}",
            f"{number}\n({d:02d}/{m:02d}/{y})",
            f"{number} ngày {d:02d}/{m:02d}/{y}",
            f"Văn bản số {number} ngày {d:02d} tháng {m:02d} năm {y}",
            f"{number}; ngày {d}/{m}/{y}",
            f"{number}\nngày {d:02d}/{m:02d}/{y}",
            f"{number} ({d}/{m}/{y})",
        )
    )
