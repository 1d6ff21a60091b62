"""What can be told of a record file without opening it."""

from __future__ import annotations

from pathlib import Path

HEADER = b"SQLite format 3\x00"  # how a record begins that is not encrypted


def note_path(record: Path) -> Path:
    """Where the note lies that says who has a record open."""
    return record.with_name(record.name + ".owner")


def opens_plainly(record: Path) -> bool:
    """Whether a record will most likely open without a question: it is there, not encrypted, and nobody's note is."""
    try:
        with record.open("rb") as file:
            return file.read(len(HEADER)) == HEADER and not note_path(record).exists()
    except OSError:
        return False
