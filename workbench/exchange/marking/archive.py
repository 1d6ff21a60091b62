"""A zip package changed part by part: parts that nobody touches keep their very bytes, compressed as they came."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from zipfile import ZIP_DEFLATED, ZipInfo

from workbench.exchange.reading.limits import DEFAULT, Limits
from workbench.exchange.reading.package import UTF8_FLAG, Package

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_SIZES_BEHIND = 0x08  # flag: sizes stand behind the data; we always write them before it
_MADE = (1980, 1, 1, 0, 0, 0)


@dataclass(slots=True)
class _Entry:
    """One part as it will be written."""

    info: ZipInfo
    packed: bytes
    size: int
    crc: int


class Archive:
    """The parts of a workbook by name, in their order. Opened under the guard of `Package`."""

    def __init__(self, data: bytes, limits: Limits = DEFAULT) -> None:
        self.package = Package(data, limits)
        self._entries: dict[str, _Entry] = {}
        self._fresh: dict[str, bytes] = {}
        for info in self.package.infos:
            packed = _packed(data, info)
            self._entries[_folded(info.filename)] = _Entry(info, packed, info.file_size, info.CRC)

    def __contains__(self, part: str) -> bool:
        return _folded(part) in self._entries

    @property
    def names(self) -> tuple[str, ...]:
        """Part names as written."""
        return tuple(entry.info.filename for entry in self._entries.values())

    def read(self, part: str) -> bytes:
        """The unpacked bytes of a part as it stands now."""
        fresh = self._fresh.get(_folded(part))
        return fresh if fresh is not None else b"".join(self.package.chunks(part))

    def put(self, part: str, data: bytes) -> None:
        """Replace a part where it lies, or add one at the end."""
        key = _folded(part)
        held = self._entries.get(key)
        info = ZipInfo(held.info.filename if held else part, held.info.date_time if held else _MADE)
        info.compress_type = ZIP_DEFLATED
        info.flag_bits = held.info.flag_bits & UTF8_FLAG if held else 0
        packer = zlib.compressobj(6, zlib.DEFLATED, -15)
        packed = packer.compress(data) + packer.flush()
        self._entries[key] = _Entry(info, packed, len(data), zlib.crc32(data))
        self._fresh[key] = data

    def free(self, pattern: str) -> str:
        """A part name of the pattern (`xl/comments{}.xml`) that is not taken."""
        number = 1
        while pattern.format(number) in self:
            number += 1
        return pattern.format(number)

    def save(self) -> bytes:
        """The whole package."""
        out = bytearray()
        directory = bytearray()
        for entry in self._entries.values():
            at = len(out)
            info = entry.info
            flags = info.flag_bits & ~_SIZES_BEHIND
            name = info.orig_filename.encode("utf-8" if flags & UTF8_FLAG else "cp437")
            when, day = _dos(info)
            facts = (flags, info.compress_type, when, day, entry.crc, len(entry.packed), entry.size)
            out += _LOCAL.pack(b"PK\x03\x04", 20, *facts, len(name), 0) + name + entry.packed
            directory += _CENTRAL.pack(
                *(b"PK\x01\x02", 20, 20, *facts, len(name), 0, 0, 0, info.internal_attr, info.external_attr, at)
            )
            directory += name
        count = len(self._entries)
        end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), len(out), 0)
        return bytes(out + directory + end)


def _packed(data: bytes, info: ZipInfo) -> bytes:
    at = info.header_offset
    name, extra = struct.unpack_from("<2H", data, at + 26)
    start = at + 30 + int(name) + int(extra)
    return data[start : start + info.compress_size]


def _dos(info: ZipInfo) -> tuple[int, int]:
    year, month, day, hour, minute, second = info.date_time
    return hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day


def _folded(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
