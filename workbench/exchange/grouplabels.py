"""What the label of a group says once the words around it are put aside: "CÁC KIẾN NGHỊ ĐANG GIẢI QUYẾT (03)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.values.text import clean

_NUMERAL = re.compile(r"^\s*(?:[IVXLC]+|[A-Z]|\d{1,2})\s*[.)]\s*")
_THINGS = (
    "kiến nghị|đề xuất|khó khăn|vướng mắc|tồn tại|hạn chế|thỏa thuận|thoả thuận|chương trình|kế hoạch|nội dung|vấn đề"
    "|nhiệm vụ|dự án|văn bản|việc"
)
_TO = (
    r"(?:thuộc\s+)?(?:thẩm\s+quyền|trách\s+nhiệm)(?:\s+(?:xem\s+xét|giải\s+quyết|xử\s+lý|trả\s+lời))*(?:\s+(?:của|tại))?"
    r"|gửi(?:\s+(?:đến|tới))?|đối\s+với|với|thuộc|liên\s+quan(?:\s+(?:đến|tới))?|giáp|do|ở\s+mức|mức\s+độ"
)
_OPENING = re.compile(
    rf"^(?:(?:các|những|nhóm|danh\s+sách)\s+)*(?:(?:{_THINGS})(?:\s*,\s*|\s*/\s*|\s+và\s+|\s+))*(?:(?:{_TO})\s+)?",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\s*(?:[:,–-]\s*|\(\s*)(?:gồm\s+|có\s+)?\d{1,4}(?:\s+[^\W\d_]+){0,3}\s*\)?\s*$")
_NOTHING = frozenset(("", "khác"))


def without_numeral(label: str) -> str:
    """A label without what numbers it: "II. Du lịch" -> "Du lịch"."""
    return _NUMERAL.sub("", label) or label


def wordings(label: str) -> Iterator[str]:
    """The label as written, without its count, and without the words that only say what is listed below it."""
    written = clean(label)
    yield written
    bare = _COUNT.sub("", without_numeral(written)).rstrip(" :.")
    for said in (bare, bare[match.end() :] if (match := _OPENING.match(bare)) else ""):
        if said != written and said.casefold() not in _NOTHING:
            yield said


def says_the_rest(label: str) -> bool:
    """ "Các nội dung khác", "Lĩnh vực khác": what the other groups leave over."""
    return label.casefold().rstrip(" :.").endswith("khác")
