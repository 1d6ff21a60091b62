"""Letters that the office sends, written from the record and finished in Word.

Each is a `PrintDocument` (what it says) put into a Word template (how it stands on the page).
"""

from __future__ import annotations

from workbench.services.letters.council_report import council_report
from workbench.services.letters.escalation import escalation_letter, reminder_letter
from workbench.services.letters.frame import LetterFile, Signing
from workbench.services.letters.late import late_letter, late_letters
from workbench.services.letters.orders import LETTER_KINDS, LetterKind, LetterOrder, make_letter
from workbench.services.letters.writing import TEMPLATE_FOLDER, write_letter

__all__ = [
    "LETTER_KINDS",
    "TEMPLATE_FOLDER",
    "LetterFile",
    "LetterKind",
    "LetterOrder",
    "Signing",
    "council_report",
    "escalation_letter",
    "late_letter",
    "late_letters",
    "make_letter",
    "reminder_letter",
    "write_letter",
]
