"""What a model tells the delegates, beside Qt's own roles.

Every cell also answers `Qt.AccessibleTextRole` with its words in full (“Quá hạn, trễ 4 ngày làm việc”), and
`Qt.ToolTipRole` where the words on screen are shortened by meaning (not merely by width).
"""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import Qt

from workbench.frozen import frozen

_FIRST = int(Qt.ItemDataRole.UserRole) + 1


class Role(IntEnum):
    """Item roles of the kit. A model answers only those that its delegates read.

    ===============  =================  ======================================================================
    role             type               read by
    ===============  =================  ======================================================================
    RECORD           any                nobody in the kit: identity of the row, for the page
    STATUS           str                StatusChip, ShapeCell: key; words from DisplayRole, else the catalogue
    META             str                TwoLine: second line
    DUE_STATUS       str                DueBadge: status key whose shape and colour to use (`late`, `soon`), or ""
    DUE_WORDS        str                DueBadge: “Trễ 4 ngày”; the date itself is DisplayRole
    PROGRESS         float              Progress: share done, 0 to 1; None draws a dash
    ELAPSED          float              Progress: share of the time that has passed, or None
    TONE             str                Progress: tone of the bar (`ink`, `green`, `red`, `amber`)
    BEFORE, AFTER    str                Diff: old and new value as words
    MATCHES          ((start, n), …)    Text, TwoLine: found places in DisplayRole
    META_MATCHES     ((start, n), …)    TwoLine: found places in META
    TOKEN            str                Text: colour token if not that of the delegate
    GROUP            GroupLine          all: the row is a heading across the table
    LINK             str                all: the row is one link across the table, with these words
    ===============  =================  ======================================================================
    """

    RECORD = _FIRST
    STATUS = _FIRST + 1
    META = _FIRST + 2
    DUE_STATUS = _FIRST + 3
    DUE_WORDS = _FIRST + 4
    PROGRESS = _FIRST + 5
    ELAPSED = _FIRST + 6
    TONE = _FIRST + 7
    BEFORE = _FIRST + 8
    AFTER = _FIRST + 9
    MATCHES = _FIRST + 10
    META_MATCHES = _FIRST + 11
    TOKEN = _FIRST + 12
    GROUP = _FIRST + 13
    LINK = _FIRST + 14


@frozen
class GroupLine:
    """A heading row: words, a plain note after them (“2 · dòng chưa chọn sẽ được để lại”), tone of the words."""

    title: str
    note: str = ""
    tone: str = "grey"
    strong: bool = False  # main text colour, as for a code that heads its rows
