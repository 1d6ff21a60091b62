"""What every letter has: head, number, place and date, subject, addressees, recipients, signature, annexes.

Decree 30/2020/NĐ-CP, annex I. Vietnamese, whatever the window speaks. Names of signatories come from dated
offices: nobody is named who is not in office on the day of the letter (R25).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from workbench.messages import text_in
from workbench.reports.document import (
    Block,
    Letterhead,
    Line,
    PageBreak,
    PageSetup,
    Paragraph,
    PrintDocument,
    Recipients,
    Signature,
    Signatures,
    Table,
    Title,
)
from workbench.reports.register_print import Head, letterhead
from workbench.services.council import CouncilView, council_of, signatory
from workbench.services.printing import Authority, signature
from workbench.storage.repository import Repository
from workbench.values.dates import format_official
from workbench.values.roman import roman

INDENT = 12.7  # mm, first line of a paragraph
OPEN = "……"
_ABOUT = re.compile(r"^\s*(?:v/v|về việc)\s*:?\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs a letter, in which capacity, and its number and day; None and "" are left to be written."""

    role: str = "office_head"
    authority: Authority = "TL."
    number: str = ""
    day: date | None = None


BY_ORDER = Signing()  # by order of the chair
BY_OFFICE = Signing(authority="")  # in the office's own name


@dataclass(frozen=True, slots=True)
class Annex:
    """A table that goes with the letter. `title` in one or more lines, `notes` stand below the table."""

    title: tuple[str, ...]
    table: Table
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterFile:
    """A letter ready to be written. `kind` names the office's own template for it, `name` the file."""

    kind: str
    document: PrintDocument
    name: str
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Frame:
    """Head and foot of one letter of the council's office on a day."""

    council: CouncilView | None
    signing: Signing
    signer: Signature | None
    day: date

    @classmethod
    def of(cls, repository: Repository, signing: Signing, today: date) -> Frame:
        """The frame as the record has it on the letter's day, today without one."""
        day = signing.day or today
        council = council_of(repository, day)
        signer = signature(repository, signing.role, signing.authority, day)
        if council and signer:
            held = signatory(repository, council.uid, (signing.role,), day)
            position = (held.values.position or "") if held else ""
            signer = Signature(signer.title, position.upper(), signer.name)
        return cls(council, signing, signer, day)

    def head(self, document_type: str, subject: str) -> Letterhead:
        """The upper band. A letter carries its subject there; named documents carry theirs as a title."""
        parents = (self.council.parent_name,) if self.council and self.council.parent_name else ()
        head = Head(parents, self.council.name if self.council else OPEN, self.place_date)
        shown = text_in("vi", "escalate.draft_subject", subject=lowered(bare(subject))) if document_type == "CV" else ""
        return letterhead(head, text_in("vi", "escalate.draft_number", number=self.number(document_type)), shown)

    @property
    def place_date(self) -> str:
        """ "Cần Thơ, ngày 12 tháng 10 năm 2026"; the day is left open while the letter has none."""
        place = self.council.place if self.council else ""
        if self.signing.day:
            return format_official(place, self.day)
        return text_in("vi", "letter.open_date", place=place or OPEN, year=str(self.day.year))

    def number(self, document_type: str) -> str:
        """The number, or its sign with room for the number."""
        if self.signing.number:
            return self.signing.number
        sign = self.council.sign if self.council else ""
        return f"{OPEN}/{sign}" if document_type == "CV" else f"{OPEN}/{document_type}-{sign}"

    @property
    def office(self) -> str:
        """What the office calls itself in a sentence."""
        named = self.council.office if self.council else ""
        return named or text_in("vi", "escalate.draft_office")

    def foot(self, *others: str) -> Signatures:
        """Recipients with `others` between the first and the file copy, and the signature."""
        keep = "".join(word[0] for word in self.office.split()).upper()
        lines = (
            text_in("vi", "escalate.draft_as_above"),
            *(f"- {other};" for other in others),
            text_in("vi", "escalate.draft_kept", office=f", {keep}"),
        )
        return Signatures(Recipients(text_in("vi", "escalate.draft_recipients"), lines), self.signer)

    def attached(self, document_type: str) -> str:
        """ "(Kèm theo Báo cáo số 24/BC-… ngày 12 tháng 10 năm 2026 của Hội đồng …)"."""
        kind = text_in("vi", f"choice.document_type.{document_type}")
        day = format_official("", self.day) if self.signing.day else text_in("vi", "letter.open_day")
        who = self.council.name if self.council else OPEN
        number = self.number(document_type)
        return text_in("vi", "letter.attached", kind=kind, number=number, day=day, who=who)


def title_block(document_type: str, subject: str) -> Iterable[Block]:
    """Name and subject of a named document; nothing for a letter."""
    if document_type == "CV":
        return
    kind = text_in("vi", f"choice.document_type.{document_type}").upper()
    lines = [Line(kind, bold=True, size=14)]
    subject = bare(subject)
    if subject:
        lines.append(Line(subject[:1].upper() + subject[1:], bold=True, size=14, rule=0.4))
    yield Title(tuple(lines))


def addressed(names: Sequence[str]) -> Paragraph:
    """ "Kính gửi: …": one on the line, several below each other."""
    return Paragraph(text_in("vi", "escalate.draft_to", name="\n".join(names)), "center")


def body(words: str, heading: bool = False) -> Paragraph:
    """A paragraph of the letter."""
    return Paragraph(words, "justify", bold=heading, indent=INDENT, leads=heading)


def annex_blocks(annexes: Sequence[Annex], attached: str) -> Iterable[Block]:
    """Each annex on a page of its own, numbered in Roman when they are several; pages count from 1 again."""
    for number, annex in enumerate(annexes, 1):
        name = text_in("vi", "letter.annex_numbered", number=roman(number))
        name = name if len(annexes) > 1 else text_in("vi", "letter.annex")
        lines = [Line(name, bold=True, size=14), *(Line(words, bold=True, size=13) for words in annex.title)]
        yield PageBreak(restart_numbering=True)
        yield Title((*lines, Line(attached, italic=True, size=13)))
        yield annex.table
        yield from (Paragraph(note, "left", size=12) for note in annex.notes)


def document(title: str, blocks: Iterable[Block]) -> PrintDocument:
    """The letter as one document on upright A4."""
    return PrintDocument(title, tuple(blocks), PageSetup())


def bare(subject: str) -> str:
    """A subject without the "V/v" that some write before it."""
    return _ABOUT.sub("", subject)


def lowered(words: str) -> str:
    """The words as they go on a sentence; a name or an abbreviation keeps its capitals."""
    first = words.split(" ", 1)[0]
    return words if first.isupper() and len(first) > 1 else words[:1].lower() + words[1:]


def file_name(*parts: str) -> str:
    """A name for the file from words and numbers: "BaoCao_24-BC-HDDP"."""
    return "_".join(part.replace("/", "-").replace(" ", "") for part in parts if part)
