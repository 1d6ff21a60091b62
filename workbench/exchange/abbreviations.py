"""Short forms of office words in headings ("Số VB", "Cơ quan GQ", "NSNN": none has a vowel in it), and like words."""

from __future__ import annotations

from collections.abc import Iterable

_SHORT = {
    "vb": "van ban", "cv": "cong van", "dp": "dia phuong", "kn": "kien nghi", "dx": "de xuat", "cq": "co quan",
    "tg": "thoi gian", "ns": "ngan sach", "nn": "nha nuoc", "kk": "kho khan", "vm": "vuong mac", "dv": "don vi",
    "gq": "giai quyet", "nd": "noi dung", "tq": "tham quyen", "tp": "thanh pho", "lv": "linh vuc", "tl": "tra loi",
    "kq": "ket qua", "ngs": "ngan sach", "tthh": "thoa thuan hop tac", "bc": "bao cao", "tmdt": "tong muc dau tu",
    "nsnn": "ngan sach nha nuoc", "nstw": "ngan sach trung uong", "nsdp": "ngan sach dia phuong", "xhh": "xa hoi hoa",
    "kkvm": "kho khan vuong mac", "vbtl": "van ban tra loi", "cvtl": "cong van tra loi", "vbkn": "van ban kien nghi",
    "gpmb": "giai phong mat bang", "tthc": "thu tuc hanh chinh",
}  # fmt: skip

#: Short forms that are only clear behind another word: "Số, KH", "Năm BĐ", "Thời gian KT".
_BEHIND = {("so", "kh"): "ky hieu"} | {
    (before, short): full
    for before in ("nam", "gian", "ngay", "thang")
    for short, full in (("bd", "bat dau"), ("kt", "ket thuc"), ("ht", "hoan thanh"))
}

#: Words that offices use for the same thing: whichever stands in a heading, it is compared as the second.
_SAME = {
    ("hoi", "dap"): ("tra", "loi"), ("phuc", "dap"): ("tra", "loi"), ("phan", "hoi"): ("tra", "loi"),
    ("khoi", "dong"): ("bat", "dau"), ("nay", "sinh"): ("phat", "sinh"), ("xay", "ra"): ("phat", "sinh"),
    ("xuat", "hien"): ("phat", "sinh"),
    ("van", "kien"): ("van", "ban"), ("cong", "van"): ("van", "ban"), ("trien", "khai"): ("thuc", "hien"),
    ("ky", "ket"): ("ky",), ("hop", "tac"): ("lien", "ket"), ("thao", "go"): ("giai", "quyet"),
}  # fmt: skip

OPENERS = frozenset(_SHORT) | {first for first, _ in _SAME}  # what is written differently from how it is compared


def spelled_out(words: Iterable[str]) -> tuple[str, ...]:
    """Folded words with the short ones in full and of one meaning alike; some by what they stand behind: "Số, KH"."""
    made: list[str] = []
    for word in words:
        full = _BEHIND.get((made[-1], word), "") if made else ""
        full = full or _SHORT.get(word, word)
        for one in full.split():
            same = _SAME.get((made[-1], one)) if made else None
            made[-1:] = (*made[-1:], one) if same is None else same
    return tuple(made)
