"""What is said of a file in the list: mark, words, and what can be done with it. Pure; knows no Qt widgets."""

from __future__ import annotations

from dataclasses import dataclass

from ui.theme.shapes import Shape
from ui.views.import_flow.change_words import form_label
from ui.views.import_flow.flow import FileEntry
from ui.views.import_flow.problems import counted
from workbench.messages import text


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
    counts = counted(entry.reading.problems)
    grave = counts["stop"] + counts["check"]
    shape, ink = (Shape.RING_ALERT, "amber") if grave else (Shape.CHECK, "green")
    said = [reading_words(entry)]
    if counts["stop"]:
        said.append(text("importflow.count_stop", n=counts["stop"]))
    if counts["check"]:
        said.append(text("importflow.count_check", n=counts["check"]))
    later = text("importflow.file_later") if entry.stage == "later" else ""
    act = text("importflow.take_up" if entry.stage == "later" else "importflow.view")
    return Stand(shape, ink, " · ".join(filter(None, (later, *said))), act=act)


def reading_words(entry: FileEntry) -> str:
    """“Biểu 02 · Vĩnh Long · Quý III/2026 · 33 dòng”."""
    assert entry.reading is not None
    read = entry.reading.recognised
    parts = [form_label(form) for form in read.forms]
    if read.meta.province:
        parts.append(read.meta.province.text)
    if read.meta.period:
        words = read.meta.period.label()
        parts.append(words[:1].upper() + words[1:])
    parts.append(text("importflow.nil") if read.nil else text("importflow.data_rows", n=len(read.rows)))
    return " · ".join(parts)


def _written(entry: FileEntry) -> str:
    if entry.written is None:
        return ""
    number = entry.written.plan.writing
    return text("importflow.file_written", n=number, code=entry.written.code)
