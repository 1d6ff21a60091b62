"""What a file is, told from its bytes and never from its name. Refuses what can hold no table of ours."""

from __future__ import annotations

import re
from typing import Literal

from workbench.errors import UserError
from workbench.exchange.reading.compound import CONTAINER, Compound
from workbench.exchange.reading.limits import Limits
from workbench.exchange.reading.package import Package

Content = Literal["xlsx", "xlsm", "xlsb", "ods", "xls", "html", "webarchive", "xml2003", "text"]

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00")
_IMAGES = (
    b"\x89PNG\r\n",
    b"\xff\xd8\xff",
    b"GIF8",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
    b"RIFF",
    b"\x00\x00\x01\x00",
)
_BARE_BIFF = re.compile(rb"\A\x09\x08[\x04-\x10]\x00")
_OLDER_BIFF = re.compile(rb"\A\x09[\x00\x02\x04][\x04-\x08]\x00")  # Excel 2 to 4
_HTML = re.compile(r"<\s*(!doctype\s+html|html|head|body|table|meta|style|div|tr|center|font)\b", re.IGNORECASE)
_TAG = re.compile(r"\s*<[a-z!?]", re.IGNORECASE)
_LETTER_HEAD = re.compile(r"\A(?:[a-z0-9-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+", re.IGNORECASE)
_SPREADSHEETML = "urn:schemas-microsoft-com:office:spreadsheet"
_FLAT = re.compile(r"<office:document\b[^>]*\boffice:mimetype\s*=\s*[\"']application/vnd\.oasis\.opendocument\.([\w-]+)")
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 8192


def recognise(data: bytes, head: str, package: Package | None) -> Content:
    """The kind of content. `head` is the beginning decoded as text, `package` the opened zip if it is one.

    Raises UserError for empty, encrypted, Word, PDF, image, archive and unknown content.
    """
    if package is not None:
        return _zipped(package)
    if not data.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise UserError("reading.empty")
    if data.startswith(CONTAINER):
        return _compound(data)
    if _BARE_BIFF.match(data):
        return "xls"
    if _OLDER_BIFF.match(data):
        raise UserError("reading.old_binary")
    _refuse_foreign(data)
    if _is_web_archive(head):
        return "webarchive"
    if (flat := _FLAT.search(head)) is not None:
        return _flat(flat[1])
    if _SPREADSHEETML in head and "<" in head:
        return "xml2003"
    if _TAG.match(head) and _HTML.search(head):
        return "html"
    if head.lstrip("\ufeff \t\r\n").startswith("{\\rtf"):
        raise UserError("reading.word")
    if _looks_binary(data) or _TAG.match(head):
        raise UserError("reading.not_workbook")
    return "text"


def _is_web_archive(head: str) -> bool:
    """Whether text begins as a web archive does: lines of a letter's head, of MIME, with pages inside."""
    header = _LETTER_HEAD.match(head.lstrip("\ufeff\r\n"))
    said = header[0].lower() if header else ""
    return "mime-version:" in said and ("multipart/" in said or "text/html" in said)


def is_zip(data: bytes) -> bool:
    """Whether the bytes claim to be a zip file."""
    return data.startswith(_ZIP)


def open_package(data: bytes, limits: Limits) -> Package | None:
    """The zip file, when it is one."""
    return Package(data, limits) if is_zip(data) else None


def _refuse_foreign(data: bytes) -> None:
    if b"%PDF-" in data[:1024]:
        raise UserError("reading.pdf")
    if data.startswith(_ARCHIVES):
        raise UserError("reading.archive")
    if data.startswith(_IMAGES) and (_looks_binary(data) or not data.startswith(b"BM")):
        raise UserError("reading.image")


def _looks_binary(data: bytes) -> bool:
    """Control characters, or zeros that UTF-16 does not explain."""
    sample = data[:_SAMPLE]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    zeros = sample.count(0)
    sides = max(sample[::2].count(0), sample[1::2].count(0))
    if zeros and sides < 0.9 * zeros:
        return True
    if zeros:
        return zeros * 10 < len(sample)
    return len(_CONTROL.findall(sample)) > len(sample) // 200


def _compound(data: bytes) -> Content:
    """An OLE container: an old workbook, a protected new one, or a Word file. Its stream names tell."""
    names = Compound(data).names
    if "encryptedpackage" in names or "encryptioninfo" in names:
        raise UserError("reading.encrypted")
    if "workbook" in names or "book" in names:
        return "xls"
    raise UserError("reading.word" if "worddocument" in names else "reading.not_workbook")


def _zipped(package: Package) -> Content:
    if "[content_types].xml" in package:
        return _office(package)
    if "mimetype" in package or "meta-inf/manifest.xml" in package:
        return _open_document(package)
    raise UserError("reading.archive" if package.names else "reading.empty")


def _office(package: Package) -> Content:
    types = package.read("[Content_Types].xml", most=4 << 20).decode("utf-8", "replace").lower()
    if "sheet.binary.macroenabled.main" in types or "xl/workbook.bin" in package:
        return "xlsb"
    if "spreadsheetml" in types and ("sheet.main+xml" in types or "template.main+xml" in types):
        return "xlsx"
    if "sheet.macroenabled.main+xml" in types or "template.macroenabled.main+xml" in types:
        return "xlsm"
    if "wordprocessingml" in types or "word/document.xml" in package:
        raise UserError("reading.word")
    if "xl/workbook.xml" in package:
        return "xlsx"
    raise UserError("reading.not_workbook")


def _flat(kind: str) -> Content:
    """An OpenDocument file in one piece of XML."""
    if kind.startswith("spreadsheet"):
        return "ods"
    raise UserError("reading.word" if kind.startswith("text") else "reading.not_workbook")


def _open_document(package: Package) -> Content:
    kind = package.read("mimetype").decode("ascii", "replace") if "mimetype" in package else ""
    if "meta-inf/manifest.xml" in package:
        manifest = package.read("META-INF/manifest.xml", most=4 << 20)
        if b"encryption-data" in manifest or b"encrypted-package" in manifest.lower():
            raise UserError("reading.encrypted")
        kind = kind or manifest.decode("utf-8", "replace")
    if "opendocument.spreadsheet" in kind:
        return "ods"
    if "sun.xml.calc" in kind:
        raise UserError("reading.old_calc")
    if "opendocument.text" in kind or "sun.xml.writer" in kind:
        raise UserError("reading.word")
    raise UserError("reading.not_workbook")
