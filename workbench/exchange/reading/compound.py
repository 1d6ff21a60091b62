"""Streams inside an OLE compound file (.xls and others): allocation tables and directory, every step bounded."""

from __future__ import annotations

import struct

from workbench.errors import UserError

CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = struct.Struct("<28xHHH10xIIIIIIII")
_FREE = 0xFFFFFFFA  # this and above are no sectors: end of chain, free, table sectors
_ENTRY = 128
_STREAM = 2
_ROOT = 5
_MOST_ENTRIES = 65_536


class Compound:
    """Directory of a compound file. UserError `reading.damaged` for whatever does not hold together."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._open()
        except (struct.error, IndexError, ValueError) as error:
            raise _damaged(str(error)) from None

    def _open(self) -> None:
        order, shift, mini_shift, sectors, first, _, self._cutoff, mini_first, _, extra, _ = _HEADER.unpack_from(
            self._data
        )
        if order != 0xFFFE or shift not in (9, 12) or mini_shift != 6:
            raise ValueError("header")
        self._size = 1 << shift
        self._table = self._allocation(sectors, extra)
        directory = self._chain(first)
        self._entries = [
            directory[at : at + _ENTRY] for at in range(0, min(len(directory), _MOST_ENTRIES * _ENTRY), _ENTRY)
        ]
        root = next((entry for entry in self._entries if len(entry) == _ENTRY and entry[66] == _ROOT), b"")
        if not root:
            raise ValueError("no root")
        self._mini_stream = self._chain(_start(root))
        self._mini_table = _numbers(self._chain(mini_first)) if mini_first < _FREE else []

    def _allocation(self, sectors: int, extra: int) -> list[int]:
        """The table of which sector follows which."""
        listed = list(struct.unpack_from("<109I", self._data, 76))
        seen = set()
        while extra < _FREE and extra not in seen:
            seen.add(extra)
            more = _numbers(self._sector(extra))
            listed += more[:-1]
            extra = more[-1]
        table: list[int] = []
        for sector in listed[: max(sectors, 0)]:
            if sector < _FREE:
                table += _numbers(self._sector(sector))
        return table

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        found = self._data[start : start + self._size]
        if not found:
            raise ValueError("sector outside the file")
        return found.ljust(self._size, b"\0")

    def _chain(self, sector: int) -> bytes:
        pieces = []
        left = len(self._data) // self._size + 1
        while sector < _FREE:
            if left == 0:
                raise ValueError("endless chain")
            left -= 1
            pieces.append(self._sector(sector))
            sector = self._table[sector]
        return b"".join(pieces)

    def _mini_chain(self, sector: int, size: int) -> bytes:
        pieces = []
        for _ in range(-(-size // 64)):
            if sector >= _FREE:
                break
            pieces.append(self._mini_stream[sector * 64 : sector * 64 + 64])
            sector = self._mini_table[sector]
        return b"".join(pieces)[:size]

    def stream(self, name: str) -> bytes | None:
        """Contents of the stream of that name (any case, at any depth), None when there is none."""
        for entry in self._entries:
            if len(entry) == _ENTRY and entry[66] == _STREAM and _name(entry).lower() == name.lower():
                size = int.from_bytes(entry[120:124], "little")
                try:
                    whole = self._mini_chain(_start(entry), size) if size < self._cutoff else self._chain(_start(entry))
                except (IndexError, ValueError) as error:
                    raise _damaged(str(error)) from None
                return whole[:size]
        return None

    @property
    def names(self) -> frozenset[str]:
        """Names of all streams and folders, in lower case."""
        return frozenset(_name(entry).lower() for entry in self._entries if len(entry) == _ENTRY and entry[66])


def _damaged(detail: str) -> UserError:
    return UserError("reading.damaged", detail=f"container: {detail}")


def _numbers(data: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(data) // 4}I", data))


def _start(entry: bytes) -> int:
    return int.from_bytes(entry[116:120], "little")


def _name(entry: bytes) -> str:
    size = min(int.from_bytes(entry[64:66], "little"), 64)
    return entry[: max(0, size - 2)].decode("utf-16-le", "replace")
