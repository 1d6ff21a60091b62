"""What is said of a file in the list: mark, words, and what can be done with it. Pure; knows no Qt widgets."""

from __future__ import annotations

from dataclasses import dataclass

from ui.theme.shapes import Shape
from ui.views.import_flow.flow import FileEntry
from ui.views.import_flow.problems import counted
from workbench.messages import text
from workbench.services.form_words import form_words
from workbench.services.importing.waiting import Waiting
from workbench.values.dates import format_date
from workbench.values.periods import parse_period


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a file stands: shape and colour, words, their colour, a second line, the words of its link."""

    shape: Shape
    ink: str
    words: str
    token: str = "text2"
    next_words: str = ""
    act: str = ""


def stand_of(entry: FileEntry) -> Stand:
    """The stand of one file."""
    if entry.stage == "failed":
        nothing = text("importflow.nothing_changed")
        return Stand(Shape.ALERT, "red", entry.problem, "text", nothing, text("importflow.retry"))
    if entry.stage == "waiting":
        return Stand(Shape.RING, "grey", text("importflow.file_waiting"))
    if entry.stage == "reading":
        return Stand(Shape.HALF, "accent", text("importflow.file_reading"))
    if entry.stage == "stopped":
        return Stand(Shape.DASH, "grey", text("importflow.file_stopped"), act=text("importflow.read"))
    if entry.stage == "done":
        return Stand(Shape.CHECK, "green", _written(entry), act=text("importflow.see_result"))
    if entry.stage == "undone":
        return Stand(Shape.DASH, "grey", text("importflow.file_undone"), act=text("importflow.see_result"))
    return _ready(entry)


def _ready(entry: FileEntry) -> Stand:
    assert entry.reading is not None
    if not entry.has_table:
        read = entry.reading.recognised
        why = text(read.message, **read.params) if read.message else text("importflow.no_table")
        act = text("importflow.mark_by_hand")
        return Stand(Shape.RING_ALERT, "amber", why, "text", text("importflow.no_table_next"), act)
    counts = counted(entry.reading.problems)
    grave = counts["stop"] + counts["check"]
    shape, ink = (Shape.RING_ALERT, "amber") if grave else (Shape.CHECK, "green")
    said = [reading_words(entry)]
    if counts["stop"]:
        said.append(text("importflow.count_stop", n=counts["stop"]))
    if counts["check"]:
        said.append(text("importflow.count_check", n=counts["check"]))
    held = entry.reading.held
    waited = held_words(held.waiting) if held else ""
    act = text("importflow.take_up" if held else "importflow.view")
    return Stand(shape, ink, " · ".join(said), next_words=waited, act=act)


def held_words(one: Waiting) -> str:
    """“Đang chờ từ 10/10/2026 (LN-2026-003): 5 quyết định và các chỗ sửa đã lấy lại”."""
    since = format_date(one.since) if one.since else ""
    kept = text("inbox.taken_decisions", n=one.decisions) if one.decisions else ""
    corrected = text("inbox.taken_corrections") if one.corrected else ""
    again = ", ".join(filter(None, (kept, corrected)))
    return ". ".join(filter(None, (text("inbox.waits_since", code=one.code, day=since), again)))


def reading_words(entry: FileEntry) -> str:
    """“Biểu 02 · Vĩnh Long · Quý III/2026 · 33 dòng”."""
    assert entry.reading is not None
    read = entry.reading.recognised
    parts = [form_words(form) for form in read.forms]
    if read.meta.province:
        parts.append(read.meta.province.text)
    if read.meta.period:
        words = read.meta.period.label()
        parts.append(words[:1].upper() + words[1:])
    if entry.reading.learned:
        parts.append(text("lessons.as_before_short", n=len(entry.reading.learned)))
    parts.append(text("importflow.nil") if read.nil else text("importflow.data_rows", n=len(read.rows)))
    return " · ".join(parts)


def _written(entry: FileEntry) -> str:
    if entry.written is None:
        return ""
    number = entry.written.plan.writing
    return text("importflow.file_written", n=number, code=entry.written.code)


def waiting_words(one: Waiting) -> str:
    """“3 trên 33 dòng chờ quyết định · 12 dòng đã chọn, chưa ghi · đã giữ 5 quyết định”."""
    parts = [text("importflow.waiting_rows", n=one.waiting, total=one.rows)]
    if one.ready:
        parts.append(text("inbox.rows_ready", n=one.ready))
    if one.decisions:
        parts.append(text("inbox.kept_decisions", n=one.decisions))
    if one.corrected:
        parts.append(text("inbox.kept_corrections"))
    return " · ".join(parts)


def whence_words(one: Waiting, sender: str) -> str:
    """“Biểu 02 · Vĩnh Long · Quý III/2026 · chờ từ 10/10/2026 · LN-2026-003”."""
    parts = [form_words(form) for form in one.form.split(", ") if form]
    parts.append(sender or text("inbox.sender_unknown"))
    period = parse_period(one.period)
    if period is not None:
        words = period.label()
        parts.append(words[:1].upper() + words[1:])
    if one.since:
        parts.append(text("inbox.since", day=format_date(one.since)))
    return " · ".join((*parts, one.code))
