"""Pieces of WordprocessingML: paragraphs, cells, rows, sections, and the package around them.

Written as text: a register of thousands of rows is a file of repeated rows, and no library writes those fast.
Lengths come in millimetres and points and leave in twentieths and halves of a point.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from workbench.reports.document import PageSetup

FACE = "Times New Roman"
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_LINKS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_EPOCH = (1980, 1, 1, 0, 0, 0)
HEADER_MM = 10.0
PROPERTY = 255  # letters of a title that a file may bear in its properties
CELL_MM = 1.2  # from the edge of a cell to its text, on either side


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph stands: alignment, size in points, weight; space before it in points."""

    align: str = "left"
    size: float = 13.0
    bold: bool = False
    italic: bool = False
    before: float = 0.0
    indent: float = 0.0
    keep: bool = False


def twips(millimetres: float) -> int:
    """Millimetres as twentieths of a point."""
    return round(millimetres * 1440 / 25.4)


def paragraph(words: str, look: Look) -> str:
    """One paragraph; a newline breaks the line."""
    parts = [f'<w:spacing w:before="{round(look.before * 20)}" w:after="0"/>']
    if look.indent:
        parts.append(f'<w:ind w:firstLine="{twips(look.indent)}"/>')
    parts.append(f'<w:jc w:val="{"both" if look.align == "justify" else look.align}"/>')
    if look.keep:
        parts.insert(0, "<w:keepNext/>")
    return f"<w:p><w:pPr>{''.join(parts)}</w:pPr>{run(words, look)}</w:p>"


def rule(room: float, length: float, before: float = 1.0) -> str:
    """A level line `length` mm long in the middle of so many mm, drawn so far below what stands above it, points."""
    aside = twips(max(0.0, (room - length) / 2 - CELL_MM))
    return (
        '<w:p><w:pPr><w:pBdr><w:bottom w:val="single" w:sz="4" w:space="0" w:color="000000"/></w:pBdr>'
        f'<w:spacing w:before="{round(before * 20)}" w:after="0" w:line="20" w:lineRule="exact"/>'
        f'<w:ind w:left="{aside}" w:right="{aside}"/></w:pPr></w:p>'
    )


def end() -> str:
    """The paragraph that must follow a table, as low as one can be: it opens no page of its own."""
    return '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'


def run(words: str, look: Look) -> str:
    """Text in one look."""
    if not words:
        return ""
    marks = ("<w:b/>" if look.bold else "") + ("<w:i/>" if look.italic else "")
    half = round(look.size * 2)
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(_FORBIDDEN.sub("", line))}</w:t>' for line in words.split("\n")
    )
    size = f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
    return f"<w:r><w:rPr>{marks}{size}</w:rPr>{lines}</w:r>"


def cell(content: str, width: float, span: int = 1, down: str = "", middle: bool = False) -> str:
    """A cell of `width` mm over `span` columns; `down` is "restart" or "continue" for cells that go down rows."""
    parts = [f'<w:tcW w:w="{twips(width)}" w:type="dxa"/>']
    if span > 1:
        parts.append(f'<w:gridSpan w:val="{span}"/>')
    if down:
        parts.append(f'<w:vMerge w:val="{down}"/>')
    if middle:
        parts.append('<w:vAlign w:val="center"/>')
    return f"<w:tc><w:tcPr>{''.join(parts)}</w:tcPr>{content}</w:tc>"


def row(cells: Iterable[str], heading: bool = False, whole: bool = True) -> str:
    """A row; `heading` ones come again on every page, `whole` ones are not divided between pages."""
    parts = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if heading else "")
    return f"<w:tr>{f'<w:trPr>{parts}</w:trPr>' if parts else ''}{''.join(cells)}</w:tr>"


def table(rows: Iterable[str], widths: Iterable[float], lines: bool = True) -> str:
    """A table of fixed columns in mm, with or without lines."""
    wide = [twips(width) for width in widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in wide)
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    aside = twips(CELL_MM)
    margins = f'<w:tblCellMar><w:left w:w="{aside}" w:type="dxa"/><w:right w:w="{aside}" w:type="dxa"/></w:tblCellMar>'
    indent = f'<w:tblInd w:w="{aside}" w:type="dxa"/>' if lines else ""  # the line, not the text, meets the margin
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(wide)}" w:type="dxa"/>{indent}'
        f"{f'<w:tblBorders>{borders}</w:tblBorders>' if lines else ''}"
        f'<w:tblLayout w:type="fixed"/>{margins}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def section(setup: PageSetup, *, numbered: bool, restart: bool = False) -> str:
    """Paper and margins of a section; its first page bears no number."""
    width, height = setup.paper
    across = ' w:orient="landscape"' if setup.landscape else ""
    header = '<w:headerReference w:type="default" r:id="rId2"/>' if numbered else ""
    start = '<w:pgNumType w:start="1"/>' if restart else ""
    return (
        f'<w:sectPr>{header}<w:pgSz w:w="{twips(width)}" w:h="{twips(height)}"{across}/>'
        f'<w:pgMar w:top="{twips(setup.top)}" w:right="{twips(setup.right)}" w:bottom="{twips(setup.bottom)}"'
        f' w:left="{twips(setup.left)}" w:header="{twips(HEADER_MM)}" w:footer="{twips(HEADER_MM)}" w:gutter="0"/>'
        f"{start}<w:titlePg/></w:sectPr>"
    )


def package(body: str, title: str, language: str) -> bytes:
    """The whole file; the same content gives the same bytes."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in _parts(body, title, language).items():
            archive.writestr(_entry(name), content.encode("utf-8"))
    return made.getvalue()


def _entry(name: str) -> ZipInfo:
    made = ZipInfo(name, _EPOCH)
    made.compress_type = ZIP_DEFLATED
    return made


def _parts(body: str, title: str, language: str) -> dict[str, str]:
    speech = "vi-VN" if language == "vi" else "en-US"
    types = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>'
        for name, kind in (
            ("word/document.xml", f"{_TYPE}.document.main+xml"),
            ("word/styles.xml", f"{_TYPE}.styles+xml"),
            ("word/header1.xml", f"{_TYPE}.header+xml"),
            ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        )
    )
    return {
        "[Content_Types].xml": f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": _relations(
            ("rId1", f"{_REL}/officeDocument", "word/document.xml"),
            ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title[:PROPERTY])}</dc:title>'
        f"<dc:language>{speech}</dc:language></cp:coreProperties>",
        "word/document.xml": f"{_XML}<w:document {_WORD} {_LINKS}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(
            ("rId1", f"{_REL}/styles", "styles.xml"), ("rId2", f"{_REL}/header", "header1.xml")
        ),
        "word/header1.xml": f"{_XML}<w:hdr {_WORD}>"
        '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="26"/></w:rPr>'
        '<w:fldChar w:fldCharType="begin"/></w:r><w:r><w:rPr><w:sz w:val="26"/></w:rPr>'
        '<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:rPr><w:sz w:val="26"/></w:rPr>'
        '<w:fldChar w:fldCharType="separate"/></w:r><w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:t>2</w:t></w:r>'
        '<w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>',
        "word/styles.xml": f"{_XML}<w:styles {_WORD}><w:docDefaults><w:rPrDefault><w:rPr>"
        f"<w:rFonts w:ascii={quoteattr(FACE)} w:hAnsi={quoteattr(FACE)} w:eastAsia={quoteattr(FACE)}"
        f' w:cs={quoteattr(FACE)}/><w:sz w:val="26"/><w:szCs w:val="26"/><w:lang w:val="{speech}"/>'
        '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/>'
        "</w:pPr></w:pPrDefault></w:docDefaults></w:styles>",
    }


def _relations(*entries: tuple[str, str, str]) -> str:
    links = "".join(f'<Relationship Id="{number}" Type="{kind}" Target="{target}"/>' for number, kind, target in entries)
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'
