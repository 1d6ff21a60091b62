"""Writing a letter as a Word file, from the template that comes with the program or the office's own."""

from __future__ import annotations

from pathlib import Path

from workbench.disk import save_whole
from workbench.errors import UserError
from workbench.services.letters.frame import LetterFile

TEMPLATE_FOLDER = "mau-van-ban"  # beside the record file; holds <kind>.docx, or letter.docx for all kinds


def write_letter(letter: LetterFile, target: Path, record: Path | None = None) -> Path | None:
    """Write the letter to `target`; gives the office's own template when one was used.

    Nothing half ever stands there. UserError `letter.bad_template`, `letter.not_word`, and as `save_whole`.
    """
    from workbench.reports.word_letter import letter_bytes

    if target.suffix.lower() != ".docx":
        raise UserError("letter.not_word", file=target.name)
    template = own_template(letter.kind, record)
    data = letter_bytes(letter.document, letter.fields, template)
    save_whole(target, data)
    return template


def own_template(kind: str, record: Path | None) -> Path | None:
    """The office's template for a kind of letter, or for all, in the folder beside the record; None without one."""
    if record is None:
        return None
    folder = record.parent / TEMPLATE_FOLDER
    return next((path for name in (kind, "letter") if (path := folder / f"{name}.docx").is_file()), None)
