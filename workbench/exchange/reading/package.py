"""A zipped submission (.xlsx, .xlsm, .xlsb, .ods), opened with distrust.

Looks at the directory before anything is unpacked, counts what is really unpacked, and parses XML with no
document types, no entities and no network. Part names are only ever compared, never used as paths.
"""

from __future__ import annotations

import io
import itertools
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from workbench.errors import UserError
from workbench.exchange.reading.limits import MEGABYTE, Limits

CHUNK = 1 << 16
ENCRYPTED_FLAG = 1
UTF8_FLAG = 0x800
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    LookupError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    UnicodeError,
    ValueError,
    expat.ExpatError,
)

StartHandler = Callable[[str, dict[str, str]], Any]
EndHandler = Callable[[str], Any]
TextHandler = Callable[[str], Any]


class Package:
    """The parts of one zip file, by name without regard to case or slash direction."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        self._left = limits.unpacked
        if data.count(b"PK\x01\x02") > 2 * limits.parts:
            raise UserError("reading.too_big", what="parts", limit=limits.parts)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except DAMAGE as error:
            raise UserError("reading.damaged", detail=str(error)) from None
        self._parts = self._check_directory(data)

    def _check_directory(self, data: bytes) -> dict[str, zipfile.ZipInfo]:
        limits = self._limits
        infos = self._zip.infolist()
        if len(infos) > limits.parts:
            raise UserError("reading.too_big", what="parts", limit=limits.parts)
        parts: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            self._check_entry(info)
            name = _folded(info.filename)
            if name in parts:
                raise UserError("reading.dangerous", detail=f"part twice: {name[:80]}")
            parts[name] = info
        if sum(info.file_size for info in infos) > limits.unpacked:
            raise UserError("reading.too_big", what="unpacked", limit=limits.unpacked // MEGABYTE)
        spans = sorted((i.header_offset, i.header_offset + 30 + i.compress_size) for i in infos)
        if any(after[0] < before[1] for before, after in itertools.pairwise(spans)):
            raise UserError("reading.dangerous", detail="parts overlap")
        for info in infos:
            _check_own_name(info, data)
        return parts

    def _check_entry(self, info: zipfile.ZipInfo) -> None:
        limits = self._limits
        if info.flag_bits & ENCRYPTED_FLAG:
            raise UserError("reading.encrypted")
        if info.file_size > limits.part:
            raise UserError("reading.too_big", what="unpacked", limit=limits.part // MEGABYTE)
        if info.file_size > MEGABYTE and info.file_size > limits.ratio * max(1, info.compress_size):
            raise UserError("reading.too_big", what="ratio", limit=limits.ratio)
        if info.compress_size > info.file_size + info.file_size // 100 + 1024:
            raise UserError("reading.dangerous", detail=f"false size of {info.filename[:80]}")

    def __contains__(self, part: str) -> bool:
        return _folded(part) in self._parts

    @property
    def names(self) -> tuple[str, ...]:
        """All part names, folded to lower case and forward slashes."""
        return tuple(self._parts)

    @property
    def infos(self) -> tuple[zipfile.ZipInfo, ...]:
        """The entries of the directory, in the order of the file."""
        return tuple(self._parts.values())

    def chunks(self, part: str) -> Any:
        """The unpacked bytes of a part, piece by piece, counted; damage is refused in words."""
        info = self._parts[_folded(part)]
        count = 0
        try:
            with self._zip.open(info) as stream:
                while piece := stream.read(CHUNK):
                    count += len(piece)
                    self._left -= len(piece)
                    if self._left < 0 or count > self._limits.part:
                        raise UserError("reading.too_big", what="unpacked", limit=self._limits.unpacked // MEGABYTE)
                    yield piece
        except DAMAGE as error:
            raise UserError("reading.damaged", detail=f"{part[:80]}: {error}") from None

    def read(self, part: str, most: int = MEGABYTE) -> bytes:
        """A small part as a whole; more than `most` bytes is refused."""
        pieces = []
        size = 0
        for piece in self.chunks(part):
            size += len(piece)
            if size > most:
                raise UserError("reading.too_big", what="unpacked", limit=most // MEGABYTE)
            pieces.append(piece)
        return b"".join(pieces)

    def parse(
        self,
        part: str,
        start: StartHandler,
        end: EndHandler,
        text: TextHandler,
        watch: Callable[[], None] | None = None,
        pieces: Iterable[bytes] | None = None,
    ) -> None:
        """Send the XML of a part to the handlers; `watch` is called after each piece.

        `pieces`: what is to be parsed of the part, if not everything.
        """
        parse_pieces(self.chunks(part) if pieces is None else pieces, part, start, end, text, watch, self._limits.token)

    def tree(self, part: str) -> Element:
        """A small XML part as elements with local names (no namespaces, neither in tags nor in attributes)."""
        builder = TreeBuilder()
        left = [self._limits.elements]

        def start(tag: str, attrs: dict[str, str]) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise UserError("reading.too_big", what="elements", limit=self._limits.elements)
            builder.start(local(tag), {local(key): value for key, value in reversed(attrs.items())})

        self.parse(part, start, lambda tag: builder.end(local(tag)), builder.data)
        return builder.close()


def parse_pieces(
    pieces: Any,
    part: str,
    start: StartHandler,
    end: EndHandler,
    text: TextHandler,
    watch: Callable[[], None] | None,
    token: int,
) -> None:
    """Feed pieces of XML to expat under the house rules: no document type, no entity, no endless tag."""
    parser = expat.ParserCreate()
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.buffer_text = True
    parser.buffer_size = CHUNK
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse_entities
    if hasattr(parser, "SetReparseDeferralEnabled"):  # since 2.6; who gives the pieces counts on each being parsed
        parser.SetReparseDeferralEnabled(False)  # what waiting guards against, the limit for tokens does
    fed = 0
    try:
        for piece in pieces:
            for at in range(0, len(piece), CHUNK):  # a tag without end must not slip through in one large piece
                part_of = piece[at : at + CHUNK]
                fed += len(part_of)
                parser.Parse(part_of, False)
                if parser.CurrentByteIndex < fed - token:
                    raise UserError("reading.too_big", what="text", limit=token // MEGABYTE)
                if watch is not None:
                    watch()
        parser.Parse(b"", True)
    except DAMAGE as error:
        raise UserError("reading.damaged", detail=f"{part[:80]}: {error}") from None


def _check_own_name(info: zipfile.ZipInfo, data: bytes) -> None:
    """Directory and part must agree on the name: a part under a false name would be missed without a word."""
    at = info.header_offset
    size = int.from_bytes(data[at + 26 : at + 28], "little")
    written = data[at + 30 : at + 30 + size].decode("utf-8" if info.flag_bits & UTF8_FLAG else "cp437", "replace")
    if data[at : at + 4] != b"PK\x03\x04" or written != info.orig_filename:
        raise UserError("reading.damaged", detail=f"part name {info.filename[:80]}")


def _refuse_entities(*_: object) -> None:
    raise UserError("reading.dangerous", detail="document type or entity")


def local(tag: str) -> str:
    """Name without its namespace prefix."""
    return tag.rpartition(":")[2]


def _folded(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
