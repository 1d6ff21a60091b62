"""Rows that sum up others, by their words: "Tổng cộng", "Cộng nhóm I"."""

from __future__ import annotations

import re

_TOTAL = re.compile(
    r"(?:[ivx\d]+[.)]? )?"
    r"(?:tong(?: so| cong| hop)?|cong|cong chung|tong cong chung|toan (?:tinh|vung|thanh pho)|ty le|luy ke)"
    r"(?:\s*[:(+=].*|\s+(?:cong|so|nhom|muc|phan|lai|theo|cac|von|kinh phi|thoa thuan|du an)\b.*)?"
)
_SUBTOTAL = re.compile(r"(?:cong|tong)(?: cong| so)? (?:nhom|muc|phan|linh vuc)?\s*\(?[a-z\d]{0,5}\)?[:.]?")


def says_total(label: str) -> bool:
    """Whether a folded label is that of a total: "tong cong", "cong I"."""
    return _TOTAL.fullmatch(label) is not None or _SUBTOTAL.fullmatch(label) is not None
