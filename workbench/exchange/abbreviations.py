"""Short forms of office words in headings: "Số VB", "Cơ quan GQ", "NSNN". None of them has a vowel in it."""

from __future__ import annotations

from collections.abc import Sequence

_SHORT = {
    "vb": "van ban", "cv": "cong van", "dp": "dia phuong", "kn": "kien nghi", "dx": "de xuat", "cq": "co quan",
    "tg": "thoi gian", "ns": "ngan sach", "nn": "nha nuoc", "kk": "kho khan", "vm": "vuong mac", "dv": "don vi",
    "gq": "giai quyet", "nd": "noi dung", "tq": "tham quyen", "tp": "thanh pho", "lv": "linh vuc", "tl": "tra loi",
    "kq": "ket qua", "ngs": "ngan sach", "tthh": "thoa thuan hop tac", "bc": "bao cao", "tmdt": "tong muc dau tu",
    "nsnn": "ngan sach nha nuoc", "nstw": "ngan sach trung uong", "nsdp": "ngan sach dia phuong", "xhh": "xa hoi hoa",
    "kkvm": "kho khan vuong mac", "vbtl": "van ban tra loi", "cvtl": "cong van tra loi", "vbkn": "van ban kien nghi",
    "gpmb": "giai phong mat bang", "tthc": "thu tuc hanh chinh",
}  # fmt: skip


def spelled_out(words: Sequence[str]) -> tuple[str, ...]:
    """Folded words with the short ones in full; KH behind "số" is ký hiệu."""
    made: list[str] = []
    for word in words:
        full = "ky hieu" if word == "kh" and made[-1:] == ["so"] else _SHORT.get(word, word)
        made += full.split()
    return tuple(made)
