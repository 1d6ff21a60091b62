"""Numbers of official papers and codes of records: recognised, taken apart, compared.

A paper's number is kept as printed; the key of R12 is only for comparing. Numbers follow Decree 30/2020/NĐ-CP
(15/QĐ-BNV, 05/BNV-VP), legal acts (30/2020/NĐ-CP, 206/2025/QH15) and papers of the Party (24-NQ/TW).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from workbench.values.dates import NO_DATE, ParsedDate, parse_date
from workbench.values.text import clean, fold

# Kinds of paper (Decree 30/2020/NĐ-CP, annex III), of legal acts, and those that agreements are given.
TYPES = frozenset(
    re.findall(
        r"\w+",
        "NQ QĐ CT QC QYĐ TC TB HD CTR KH PA ĐA DA BC BB TTR HĐ CĐ BGN BTT GUQ GM GGT GNP PG PC PB SY TRS SL "
        "NĐ TT TTLT NQLT PL KL L LCT CV TTHT BBGN QCPH KHPH CTHT CTPH",
    )
)
_AGENCY = (
    r"(?:UBND|HĐND|HĐĐP|TTG|VPCP|CP$|TW$|QH\d|UBTVQH"
    r"|B(?:TC|XD|GTVT|KHĐT|NNMT|NN|TNMT|CT|NV|KHCN|TP|YT|GDĐT|CA|QP|VHTTDL)$)"
)
_GLUED = re.compile(rf"(NQ|QĐ|KH|TB|BC|CTR|TTR|CĐ|CT|HD|QC|NĐ|TT|BBGN|TTHT)({_AGENCY}.*)")

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−_", "-"))
_LEAD = re.compile(
    r"(?:(?:v[aă]n b[aả]n|vb|c[oô]ng v[aă]n|cv|quy[eế]t [dđ][iị]nh|q[dđ]|th[oô]ng b[aá]o|b[aá]o c[aá]o"
    r"|t[oờ] tr[iì]nh|k[eế] ho[aạ]ch|ngh[iị] quy[eế]t|ngh[iị] [dđ][iị]nh|th[oô]ng t[uư]|ch[iỉ] th[iị]"
    r"|c[oô]ng [dđ]i[eệ]n)\s+)?(?:s[oố](?:\s+hi[eệ]u)?\s*[:.]?\s*)?(?=[/\d])",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*([/\-])\s*")
_L = "A-Za-zÀ-ỹĐđ"
_NUMBER = (
    rf"\d{{1,6}}[A-Za-zĐđ]{{0,2}}(?:/(?:19|20)\d\d)?(?:/[{_L}]|-(?=[{_L}.]*/))[{_L}\d&.]*"
    rf"(?:[/\-][{_L}][{_L}\d&.]*|/\d(?=[/\-]))*"
)
_SHAPE = re.compile(_NUMBER)
_WITHIN = re.compile(rf"(?<![\w/\-.]){_NUMBER}")
_PLAIN = re.compile(r"\d{1,5}/[A-ZĐ]{2,8}(?:-[A-ZĐ]{2,10})?")
_OFFICIAL = re.compile(r"[A-ZĐ]|[/\-](?:ubnd|hđnd|qđ|kh|nq|tb|bc|ttr|cđ|vpcp)(?![^\W\d_])")


def _joined(s: str) -> str:
    """One line, plain dashes, no blanks around the signs, leading words ("Số", "VB số") dropped."""
    flat = " ".join(clean(s).translate(_DASHES).split())
    return _LEAD.sub("", _SEPARATOR.sub(r"\1", flat), count=1).rstrip(" .,;:")


_HEAD = re.compile(r"(\d+)([A-ZĐ]{0,2}(?:/\d{4})?[/\-])")


@lru_cache(maxsize=16384)
def doc_key(s: str) -> str:
    """Key of a paper's number (R12): upper case, no blanks, dashes as -, no leading zeros, letter after it kept.

    A hyphen left out between type and agency is put back: 46/QĐHĐĐPĐNB = 46/QĐ-HĐĐPĐNB.
    """
    if "-" in s and s[0] != "0" and _PLAIN.fullmatch(s):
        return s
    joined = _joined(s).replace(" ", "").upper().replace("Ð", "Đ")
    head = _HEAD.match(joined)
    number, sign = (head[1], head[2]) if head else ("", "")
    rest = joined[len(number) + len(sign) :]
    if "-" not in rest and (glued := _GLUED.fullmatch(rest)):
        rest = f"{glued[1]}-{glued[2]}"
    return (number.lstrip("0") or number[:1]) + sign + rest


def without_lead(s: str) -> str:
    """A number on one line without "Số", "Công văn số": as `doc_key`, but for the letters, which stay as written."""
    return _joined(s)


def is_plain_number(s: str) -> bool:
    """Whether `s` is nothing but a number as the decree writes it: 15/QĐ-BNV."""
    return _PLAIN.fullmatch(s) is not None


def looks_like_doc_number(s: str) -> bool:
    """Whether `s`, less a leading "Số", is a paper's number: 1779/KH-UBND, 24-NQ/TW; not 12/3, not a date."""
    if _PLAIN.fullmatch(s):
        return True
    joined = _joined(s)
    return _SHAPE.fullmatch(joined) is not None and _OFFICIAL.search(joined) is not None


@dataclass(frozen=True, slots=True)
class DocNumber:
    """The parts of a paper's number: 64/2024/QĐ-UBND is 64, "", 2024, "QĐ", "UBND"; a letter has no type."""

    number: int | None
    suffix: str
    year: int | None
    type: str
    sign: str


_PARTS = re.compile(r"(\d{0,6})([A-Za-z]{0,2})(?:/((?:19|20)\d\d))?([/\-])(\S+)")


def parse_number(s: str) -> DocNumber | None:
    """Parts of a paper's number; None when it has not the shape of one. The number may be missing (…/QĐ-UBND)."""
    found = _PARTS.fullmatch(_joined(s).lstrip(".… "))
    if found is None or not _OFFICIAL.search(found[5]):
        return None
    first, _, rest = found[5].partition("/" if found[4] == "-" else "-")
    known = first.upper() in TYPES and bool(rest)
    return DocNumber(
        int(found[1]) if found[1] else None,
        found[2],
        int(found[3]) if found[3] else None,
        first if known else "",
        rest if known else found[5],
    )


def split_number_date(s: str) -> tuple[str, ParsedDate | None]:
    """Number and date that stand in one cell: "Số 12/UBND-KT ngày 5/3/2026", in either order, on one line or two.

    The number comes without "Số"; "" when there is none. The date is None when nothing is left to read.
    """
    if _PLAIN.fullmatch(s):
        return s, None
    flat = _SEPARATOR.sub(r"\1", " ".join(clean(s).translate(_DASHES).split()))
    for found in _WITHIN.finditer(flat):
        if _OFFICIAL.search(found[0]):
            rest = f"{flat[: found.start()]} {flat[found.end() :]}"
            return found[0].rstrip("."), _date_in(rest)
    before, day, after = flat.partition(" ngày ")
    number = _LEAD.sub("", before, count=1).strip(" ,;:(")
    if day and re.fullmatch(r"\d{1,6}[A-Za-z]?", number):
        return number, _date_in(f"ngày {after}")
    return "", _date_in(flat)


_DIGIT = re.compile(r"\d")


def _date_in(rest: str) -> ParsedDate | None:
    if _DIGIT.search(rest) is None:
        return None
    parsed = parse_date(rest.strip(" ,;:().-"))
    return None if parsed == NO_DATE else parsed


_PARTED = re.compile("[/\\-‐‑‒–—―−_]")  # stands between the parts of every number


def all_numbers(s: str) -> list[str]:
    """Every paper's number in running text, in order, without repeats."""
    if _PARTED.search(s) is None:
        return []
    flat = _SEPARATOR.sub(r"\1", " ".join(clean(s).translate(_DASHES).split()))
    found = (m[0].rstrip(".") for m in _WITHIN.finditer(flat))
    return list(dict.fromkeys(number for number in found if _OFFICIAL.search(number)))


@dataclass(frozen=True, slots=True)
class RecordCode:
    """A code as typed: "vm63" has no year."""

    prefix: str
    year: int | None
    number: int


_CODE = re.compile(r"([a-z]{2,4})[\s.\-]*(?:((?:19|20)\d\d)[\s.\-/]+)?0*(\d{1,6})")


def record_code(prefix: str, year: int, n: int) -> str:
    """ "VM-2026-063": at least three digits; never localised."""
    return f"{prefix}-{year}-{n:03d}"


def parse_code(s: str) -> RecordCode | None:
    """A record code in full or in short: "VM-2026-063", "vm63", "kn 19"; None for other text."""
    found = _CODE.fullmatch(fold(s))
    if found is None or found[3] == "0":
        return None
    return RecordCode(found[1].upper(), int(found[2]) if found[2] else None, int(found[3]))
