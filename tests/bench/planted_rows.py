"""Records, damaged tellings of them, and look-alikes, for the forms B01, B02 and B03: values of a row, made from a seed.

planted(form, n, seed)      n records; a telling again for each; look-alikes that are other things
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from workbench.values.text import fold

PLACES = ("Vĩnh Long", "Đồng Tháp", "Cà Mau", "Cần Thơ", "An Giang")
FIELDS = ("Giao thông", "Du lịch", "Y tế", "Nông nghiệp", "Chuyển đổi số")
BODIES = ("Bộ Xây dựng", "Bộ Tài chính", "Bộ Công Thương", "Bộ Y tế", "Bộ Nông nghiệp và Môi trường")
WORKS = ("cầu", "kênh", "cảng", "hồ chứa nước", "khu công nghiệp", "cống")
NAMES = (
    "Vàm",
    "Rạch",
    "Thới",
    "Mỹ",
    "Tân",
    "Long",
    "Phú",
    "An",
    "Bình",
    "Hòa",
    "Lộc",
    "Thạnh",
    "Xuân",
    "Đông",
    "Trà",
    "Cái",
)
KINDS = ("Thỏa thuận hợp tác", "Biên bản ghi nhớ", "Chương trình phối hợp", "Kế hoạch hợp tác", "Quy chế phối hợp")
DEEDS = (
    "vận hành và bảo trì",
    "đầu tư mở rộng",
    "quản lý, khai thác",
    "bảo vệ môi trường nước tại",
    "quảng bá hình ảnh của",
)
TROUBLES = (
    "chậm bàn giao mặt bằng, còn {n} hộ chưa đồng thuận",
    "thiếu vốn đối ứng {n} tỷ đồng trong năm nay",
    "chưa thống nhất hướng tuyến đường dẫn phía bờ trái",
    "chưa có quy trình phối hợp xả nước mùa lũ",
    "thiếu {n} nghìn khối cát đắp nền do mỏ hết hạn",
    "vướng đường điện trung thế chưa di dời xong",
)
ASKS = (
    "Bố trí {n} tỷ đồng cho {w}",
    "Sớm phê duyệt chủ trương đầu tư {w}",
    "Hướng dẫn thủ tục giao đất tại {w} đợt {n}",
    "Ban hành quy trình vận hành {w} mùa khô",
    "Cho phép khai thác thêm mỏ cát phục vụ {w}",
    "Chỉ đạo di dời đường điện cao thế khỏi {w}",
)


@dataclass(frozen=True)
class Told:
    """One row before it is written into a workbook: the words, the paper, the day, who, and the rest by form."""

    words: str
    number: str
    day: date | str | None
    who: tuple[str, ...]
    field: str
    years: tuple[int, int]
    other: str = ""


Damage = Callable[[Told, Random], Told]
_Make = Callable[[int, Random], Told]


@dataclass(frozen=True)
class Planted:
    """`again[i]` tells of `stored[i]` once more, damaged as `how[i]` says; `lookalikes` are things of their own."""

    stored: tuple[Told, ...]
    again: tuple[Told, ...]
    how: tuple[str, ...]
    lookalikes: tuple[Told, ...]


def planted(form: str, n: int, seed: int = 1) -> Planted:
    """Records of a form with their tellings, every third damaged twice, and as many look-alikes, most damaged too."""
    rng = Random(seed)
    made = [_MAKERS[form](i, rng) for i in range(n)]
    damages = {**_DAMAGES, **_OWN_DAMAGES[form]}
    kinds = [*damages]
    how = [[kinds[i % len(kinds)]] + ([rng.choice([*_DAMAGES])] if i % 3 == 0 else []) for i in range(n)]
    again = tuple(_damaged(told, [damages[k] for k in kind], rng) for kind, told in zip(how, made, strict=True))
    others = _LOOKALIKES[form]
    more = [[], [], *([one] for one in _DAMAGES.values())]
    lookalikes = (_damaged(told, [others[i % len(others)], *rng.choice(more)], rng) for i, told in enumerate(made))
    return Planted(tuple(made), again, tuple(map(" + ".join, how)), tuple(lookalikes))


def _damaged(told: Told, damages: Sequence[Damage], rng: Random) -> Told:
    for damage in damages:
        told = damage(told, rng)
    return told


def line(form: str, n: int, told: Told) -> list[object]:
    """The row as cells of the form, in the order of `HEADINGS`."""
    if form == "B01":
        return [n, told.words, told.number, told.day, told.field, ", ".join(told.who), told.other, *told.years]
    if form == "B02":
        return [n, told.words, told.field, told.number, ", ".join(told.who), told.other, "Bộ Xây dựng", told.day]
    return [n, told.words, told.number, told.day, ", ".join(told.who), told.other]


HEADINGS = {
    "B01": ("STT", "Tên thỏa thuận, chương trình liên kết", "Số, ký hiệu văn bản", "Ngày ký", "Lĩnh vực",
            "Các địa phương tham gia", "Nội dung liên kết chủ yếu", "Năm bắt đầu", "Năm kết thúc"),
    "B02": ("STT", "Nội dung khó khăn, vướng mắc", "Lĩnh vực", "Thỏa thuận/dự án liên quan", "Địa phương liên quan",
            "Đề xuất, kiến nghị", "Cơ quan có thẩm quyền giải quyết", "Ngày phát sinh"),
    "B03": ("STT", "Nội dung kiến nghị", "Văn bản kiến nghị", "Ngày gửi", "Cơ quan tiếp nhận", "Tình trạng xử lý"),
}  # fmt: skip


# records


def _work(i: int, rng: Random) -> str:
    """The name of a work, unlike that of every other `i`."""
    a, b = NAMES[i % 16], NAMES[i // 16 % 16]
    return f"{WORKS[i % len(WORKS)]} {a} {b} {i // 256 + 1}"


def _agreement(i: int, rng: Random) -> Told:
    who = tuple(rng.sample(PLACES, 2))
    year = rng.randrange(2015, 2025)
    kind, deed, named = KINDS[i % 5], DEEDS[i // 5 % 5], _work(i, rng)
    if i % 4 == 0:  # nothing named: told apart by its parties, its field and its years alone
        named = f"lĩnh vực {FIELDS[i % 5].lower()}"
        who = (PLACES[i % 5], PLACES[(i + 1 + i // 20 % 4) % 5])
    words = f"{kind} về {deed} {named} giữa {who[0]} và {who[1]} giai đoạn {year}-{year + 4}"
    day = date(year, 1, 1) + timedelta(days=rng.randrange(360))
    return Told(
        words, f"{i % 90 + 10}/TTHT-UBND", day, who, FIELDS[i % 5], (year, year + 4), "Phối hợp, chia sẻ số liệu"
    )


def _obstacle(i: int, rng: Random) -> Told:
    work = _work(i, rng)
    words = f"{work[0].upper()}{work[1:]} {TROUBLES[i % 6].format(n=rng.randrange(11, 99))}"
    day = date(2026, 1, 1) + timedelta(days=i % 200)
    return Told(words, "", day, ("Vĩnh Long",), FIELDS[i % 5], (0, 0), f"Đề nghị xem xét việc {i}")


def _result(i: int, rng: Random) -> Told:
    words = ASKS[i % 6].format(n=rng.randrange(11, 99), w=_work(i, rng))
    letter = i // 3  # three asks to a letter
    day = date(2026, 1, 1) + timedelta(days=letter % 200)
    return Told(words, f"{letter % 80 + 10}/UBND-TH", day, (BODIES[letter % 5],), "", (0, 0), "Chưa trả lời")


_MAKERS: dict[str, _Make] = {"B01": _agreement, "B02": _obstacle, "B03": _result}

# damage: the same thing told again


def _slip(told: Told, rng: Random) -> Told:
    """Two letters of a long word exchanged."""
    words = told.words.split(" ")
    places = [n for n, w in enumerate(words) if len(w) > 3 and w.isalpha() and not w.istitle()]
    at = rng.choice(places)
    word = words[at]
    words[at] = word[0] + word[2] + word[1] + word[3:]
    return replace(told, words=" ".join(words))


def _shortened(told: Told, rng: Random) -> Told:
    said = told.words
    for long, short in (("khu công nghiệp", "KCN"), ("giai đoạn ", "GĐ "), ("Thỏa thuận hợp tác", "TT hợp tác")):
        said = said.replace(long, short)
    return replace(told, words=said + " (theo báo cáo)")


_DAMAGES: dict[str, Damage] = {
    "capitals": lambda t, _: replace(t, words=t.words.upper()),
    "small letters": lambda t, _: replace(t, words=t.words.lower()),
    "no marks": lambda t, _: replace(t, words=fold(t.words)),
    "a slip": _slip,
    "blanks": lambda t, _: replace(t, words=f"  {t.words.replace(' ', '   ')} ;"),
    "a tail": lambda t, _: replace(t, words=f"{t.words} (đã báo cáo kỳ trước)"),
    "shortened": _shortened,
    "day as text": lambda t, _: replace(
        t, day=f"ngày {t.day.day}/{t.day.month}/{t.day.year}" if isinstance(t.day, date) else t.day
    ),
}


def _reworded_agreement(told: Told, rng: Random) -> Told:
    kind = next(kind for kind in KINDS if told.words.startswith(kind))
    body = re.sub(r" giai đoạn .*", "", told.words[len(kind) :].replace(" về ", ""))
    return replace(
        told, words=f"{kind} {told.who[1]} - {told.who[0]}: {body}".replace(f" giữa {told.who[0]} và {told.who[1]}", "")
    )


def _reworded_obstacle(told: Told, rng: Random) -> Told:
    at = next(n for n, word in enumerate(told.words.split(" ")) if word.isdigit()) + 1
    words = told.words.split(" ")
    name, trouble = " ".join(words[:at]), " ".join(words[at:])
    return replace(told, words=f"{trouble[0].upper()}{trouble[1:]} tại {name[0].lower()}{name[1:]}")


def _reworded_result(told: Told, rng: Random) -> Told:
    return replace(told, words=f"Đề nghị xem xét {told.words[0].lower()}{told.words[1:]} theo quy định")


_PAPERS: dict[str, Damage] = {
    "number spaced": lambda t, _: replace(t, number=t.number.replace("/", " / ").replace("-", " – ").lower()),
    "number missing": lambda t, _: replace(t, number=""),
    "day missing": lambda t, _: replace(t, day=None),
    "number mistyped": lambda t, _: replace(t, number=f"1{t.number}"),
}
_OWN_DAMAGES: dict[str, dict[str, Damage]] = {
    "B01": {
        **_PAPERS,
        "reworded": _reworded_agreement,
        "parties turned": lambda t, _: replace(t, who=t.who[::-1]),
        "number and day missing": lambda t, _: replace(t, number="", day=None),
    },
    "B02": {"reworded": _reworded_obstacle},
    "B03": {**_PAPERS, "reworded": _reworded_result},
}

# look-alikes: other things


def _renumbered(told: Told, rng: Random) -> str:
    return f"{rng.randrange(200, 900)}{told.number[2:]}"


def _next_phase(told: Told, rng: Random) -> Told:
    first, last = told.years
    assert isinstance(told.day, date)
    words = told.words.replace(f"{first}-{last}", f"{last + 1}-{last + 5}")
    day = told.day + timedelta(days=365 * 5)
    return replace(told, words=words, day=day, number=_renumbered(told, rng), years=(last + 1, last + 5))


def _other_parties(told: Told, rng: Random) -> Told:
    other = tuple(place for place in PLACES if place not in told.who)[:2]
    words = told.words.replace(told.who[0], other[0]).replace(told.who[1], other[1])
    return replace(told, words=words, who=other)


def _other_words(told: Told, words: str) -> Told:
    return replace(told, words=words)


def _other_side(told: Told, rng: Random) -> Told:
    """The other bank, the other season, another amount; else another work."""
    swaps = (
        ("bờ trái", "bờ phải"),
        ("mùa khô", "mùa mưa"),
        ("mùa lũ", "mùa cạn"),
        ("trung thế", "hạ thế"),
        ("cao thế", "hạ thế"),
    )
    for one, other in swaps:
        if one in told.words:
            return _other_words(told, told.words.replace(one, other))
    if re.search(r"\b\d\d\b", told.words):
        return _other_words(told, re.sub(r"\b\d\d\b", lambda m: str(int(m[0]) + 100), told.words, count=1))
    return _other_work(told, rng)


def _other_work(told: Told, rng: Random) -> Told:
    """The same sentence about a work of another name."""
    name = f"Ô {rng.choice(NAMES)} Môn"
    words = re.sub(r"((?i:" + "|".join(WORKS) + r")) [A-ZĐ]\w* [A-ZĐ]\w* \d+", rf"\1 {name}", told.words)
    return _other_words(told, words if words != told.words else f"{told.words} khu vực {name}")


def _shifted(told: Told, days: int) -> Told:
    assert isinstance(told.day, date)
    return replace(told, day=told.day + timedelta(days=days))


_LOOKALIKES: dict[str, Sequence[Damage]] = {
    "B01": (
        _next_phase,
        lambda t, r: replace(_other_parties(t, r), number=_renumbered(t, r)),
        lambda t, r: _shifted(_other_parties(t, r), -365),  # the same number in another year
        _other_parties,  # the same number on the same day, of other offices
        lambda t, r: replace(_next_phase(t, r), number=""),
        lambda t, r: replace(_other_work(t, r), number=_renumbered(t, r)),
        lambda t, r: replace(_other_work(t, r), number=""),
    ),
    "B02": (_other_side, _other_work, lambda t, r: _other_side(_other_work(t, r), r)),
    "B03": (
        _other_side,
        _other_work,
        lambda t, r: _shifted(_other_side(t, r), 365),
        lambda t, r: replace(t, number=_renumbered(t, r), who=(BODIES[(BODIES.index(t.who[0]) + 1) % 5],)),  # sent again
        lambda t, r: replace(_other_side(t, r), number=""),
    ),
}  # fmt: skip
