"""A letter as a Word file from a template: Decree 30/2020/NĐ-CP, annex I, to be finished in Word by the office.

What the letter says comes from its `PrintDocument`, so that preview, PDF and Word agree; how it stands on the
page is the template's, which an office may replace by its own. Annexes are tables of their own section.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from workbench import assets
from workbench.errors import UserError
from workbench.messages import text_in
from workbench.reports.document import (
    Block,
    DataRow,
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
from workbench.reports.word import table_markup
from workbench.reports.word_parts import PROPERTY

TEMPLATE = "letter.docx"
ANNEX_PAGE = PageSetup(landscape=True)
_MANY = 8  # columns from which the table is set a point smaller
_CODE_HYPHEN = re.compile(r"(?<=\b[A-Z]{2})-(?=\d{4}-\d{3,})|(?<=\b[A-Z]{2}-\d{4})-(?=\d{3,})")  # of VM-2026-063
RULE_STYLE = "Gach ngang"  # a paragraph of this style in the template is a line, as long as its text says
_LONGEST_RULE = 180.0  # points
_CELL_MARGINS = 2.6  # mm, both sides
_MM = 72 / 25.4
# Times New Roman bold, widths as shares of the size: what is not named is as wide as a capital
_NARROW = {
    **dict.fromkeys(" ,.;:", 0.27), **dict.fromkeys("-()/", 0.33), **dict.fromkeys("0123456789", 0.5),
    **dict.fromkeys("ijlìíỉĩị", 0.3), **dict.fromkeys("mw", 0.8), "I": 0.39, "J": 0.5, "S": 0.56, "L": 0.67, "F": 0.61,
}  # fmt: skip
_CAPITAL, _SMALL = 0.72, 0.5
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def letter_bytes(
    document: PrintDocument, fields: Mapping[str, Any] | None = None, template: Path | None = None
) -> bytes:
    """The letter as a .docx file. `fields` are further places that an office's own template may name.

    UserError `letter.bad_template` when the template is no Word file or names what is not known.
    """
    from docx.opc.exceptions import PackageNotFoundError
    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.sandbox import SandboxedEnvironment

    source: Any = template if template else BytesIO(assets.resource("templates", TEMPLATE).read_bytes())
    name = template.name if template else TEMPLATE
    try:
        made = DocxTemplate(source)
        environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
        made.render(context_of(document, fields or {}), environment, autoescape=True)
    except (TemplateError, PackageNotFoundError, KeyError, ValueError, OSError) as error:
        raise UserError("letter.bad_template", file=name, found=str(error)) from error
    _draw_rules(made.docx)
    _hold_codes(made.docx)
    if not _annexes_of(document):
        _upright(made)
    made.core_properties.title = document.title[:PROPERTY]
    kept = BytesIO()
    made.save(kept)
    return kept.getvalue()


def context_of(document: PrintDocument, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Everything a template may name: head, title, to, body, recipients, signer, annexes, and `fields`."""
    own, _ = _split(document.blocks)
    head = next((b for b in own if isinstance(b, Letterhead)), Letterhead((), ()))
    title = next((b for b in own if isinstance(b, Title)), Title(()))
    foot = next((b for b in own if isinstance(b, Signatures)), Signatures(None, None))
    paragraphs = [b for b in own if isinstance(b, Paragraph)]
    address = [p for p in paragraphs if p.align == "center"]
    return {
        **dict(_cleaned(fields)),
        "head": _head(head),
        "title": _clean(title.lines[0].text) if title.lines else "",
        "about": [_clean(line.text) for line in title.lines[1:]],
        "about_rule": _rule(_last(title.lines[1:]), 14, 0.4, _LONGEST_RULE),
        "to": _addressees(address),
        "body": [
            {"text": _clean(part), "bold": p.bold, "italic": p.italic}
            for p in paragraphs
            if p.align != "center"
            for part in p.text.split("\n")
            if part.strip()
        ],
        "recipients": [_clean(x) for x in foot.left.lines] if isinstance(foot.left, Recipients) else [],
        "signer": _signer(foot.right),
        "annexes": [_annex(blocks) for blocks in _annexes_of(document)],
    }


def _head(block: Letterhead) -> dict[str, Any]:
    above = [line.text for line in block.left if not line.bold]
    own = [line for line in block.left if line.bold]
    motto = text_in("vi", "report.motto")
    return {
        "above": [_clean(line) for line in above],
        "own": [_clean(line.text) for line in own],
        "rule": _rule(_last(own), 12, 0.42),
        "number": _clean(block.number),
        "subject": _clean(block.subject),
        "nation": text_in("vi", "report.nation"),
        "motto": motto,
        "motto_rule": _rule(motto, 13, 1.0),
        "place_date": _clean(block.place_date),
    }


def _signer(side: Signature | None) -> dict[str, Any]:
    if side is None:
        return {"capacity": [], "position": "", "name": ""}
    return {"capacity": [_clean(line) for line in side.title], "position": _clean(side.note), "name": _clean(side.name)}


def _addressees(paragraphs: Iterable[Paragraph]) -> list[str]:
    """Who it goes to: the words after "Kính gửi:", one line each when they are several."""
    opening = text_in("vi", "escalate.draft_to", name="").strip()
    found = []
    for paragraph in paragraphs:
        words = paragraph.text.removeprefix(opening).strip()
        found += [line.strip(" -;.") for line in words.split("\n") if line.strip(" -;.")]
    return [_clean(line) for line in found]


def _annexes_of(document: PrintDocument) -> list[list[Block]]:
    return _split(document.blocks)[1]


def _split(blocks: Sequence[Block]) -> tuple[list[Block], list[list[Block]]]:
    """The letter itself, and what stands after each page break."""
    parts: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, PageBreak):
            parts.append([])
        else:
            parts[-1].append(block)
    return parts[0], parts[1:]


def _annex(blocks: Sequence[Block]) -> dict[str, Any]:
    """Name, title and "kèm theo" of an annex from its title lines, its table as markup, and the lines below it."""
    from markupsafe import Markup

    lines = next((b.lines for b in blocks if isinstance(b, Title)), ())
    upright = [line for line in lines if not line.italic]
    table = next((b for b in blocks if isinstance(b, Table)), None)
    return {
        "name": _clean(upright[0].text) if upright else "",
        "title": [_clean(line.text) for line in upright[1:]],
        "attached": " ".join(_clean(line.text) for line in lines if line.italic),
        "table": Markup(_table(table)) if table else "",  # made here, escaped cell by cell
        "notes": [_clean(b.text) for b in blocks if isinstance(b, Paragraph)],
    }


def _table(table: Table) -> str:
    setup = ANNEX_PAGE if len(table.columns) <= _MANY else replace(ANNEX_PAGE, table_pt=11.0)
    return table_markup(table, setup, fitted(table, setup))


def fitted(table: Table, setup: PageSetup) -> list[float]:
    """Widths of the columns in mm, none narrower than its longest word; what that takes, the widest give."""
    room = setup.body[0]
    given = [column.width * room / sum(c.width for c in table.columns) for column in table.columns]
    least = [_longest(table, at) * setup.table_pt / _MM + _CELL_MARGINS for at in range(len(given))]
    least = [min(need, room / len(given) * 2) for need in least]
    short = sum(max(0.0, need - have) for need, have in zip(least, given, strict=True))
    spare = sum(max(0.0, have - need) for need, have in zip(least, given, strict=True))
    share = min(1.0, short / spare) if spare else 0.0
    return [need if have < need else have - (have - need) * share for need, have in zip(least, given, strict=True)]


def _longest(table: Table, at: int) -> float:
    """The longest word of a column, as a share of the size: headings bold, cells a little narrower."""
    words = [word for part in (table.columns[at].heading, *table.columns[at].groups[-1:]) for word in part.split()]
    found = max((sum(map(_width, word)) for word in words), default=0.0)
    for row in table.rows:
        if isinstance(row, DataRow):
            for word in row.cells[at].split():
                found = max(found, sum(map(_width, word)) * 0.98)
    return found


def _rule(words: str, size: float, share: float, most: float = 1000.0) -> str:
    """Length in points of the line under words: `share` of them (decree 30: a third to a half, or all), at most
    `most` where they run over several lines."""
    return f"{min(width_of(words, size) * share, most):.1f}"


def width_of(words: str, size: float) -> float:
    """About how wide words are in bold Times of a size, in points."""
    return sum(_width(letter) for letter in words) * size


def _width(letter: str) -> float:
    known = _NARROW.get(letter)
    return known if known is not None else _CAPITAL if letter.isupper() else _SMALL


def _last(lines: Sequence[Line]) -> str:
    return lines[-1].text if lines else ""


def _clean(text: str) -> str:
    """Text without what no XML file may hold."""
    return _FORBIDDEN.sub("", text)


def _cleaned(fields: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    return ((key, _clean(value) if isinstance(value, str) else value) for key, value in fields.items())


def _draw_rules(word: Any) -> None:
    """Give the lines of the letterhead their length: the line is the border of a paragraph, indented at both sides."""
    from docx.shared import Pt

    section = word.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    places = [(paragraph, room) for paragraph in word.paragraphs]
    for table in word.tables:
        for cell in {id(cell._tc): cell for row in table.rows[:1] for cell in row.cells}.values():
            places += [(paragraph, cell.width or room) for paragraph in cell.paragraphs]
    for paragraph, width in places:
        if paragraph.style is not None and paragraph.style.name == RULE_STYLE:
            length = Pt(float(paragraph.text or 0))
            side = max(0, (width - length) // 2)
            paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
            for run in paragraph.runs:
                run.text = ""


def _hold_codes(word: Any) -> None:
    """Codes of records stay on one line: their hyphens become ones that Word does not break at."""
    from copy import deepcopy

    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    for text in list(word.element.body.iter(qn("w:t"))):
        pieces = _CODE_HYPHEN.split(text.text or "")
        if len(pieces) == 1:
            continue
        text.text = pieces[0]
        text.set(qn("xml:space"), "preserve")
        last = text
        for piece in pieces[1:]:
            after = deepcopy(text)
            after.text = piece
            hyphen = OxmlElement("w:noBreakHyphen")
            last.addnext(hyphen)
            hyphen.addnext(after)
            last = after


def _upright(made: Any) -> None:
    """Without annexes the last section is the letter's own page."""
    section = made.docx.sections[-1]
    if section.page_width > section.page_height:
        from docx.enum.section import WD_ORIENT

        section.orientation = WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = section.page_height, section.page_width
