"""XML as the usual programs write it, read by pattern; whatever is written otherwise goes to the parser as ever.

Only whole elements are taken out, from where text may stand, so what is left is well formed if the whole was. Nothing
is taken from a part that has comments, document types, processing instructions or another encoding than UTF-8.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

_PROLOG = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml(?:\s+version\s*=\s*[\"']1\.0[\"'])?(?:\s+encoding\s*=\s*[\"'](?:utf-8|UTF-8)[\"'])?"
    rb"(?:\s+standalone\s*=\s*[\"'](?:yes|no)[\"'])?\s*\?>)?[^?!]*"
)
_HEAD = 1 << 16  # where the first element of its kind must begin
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n")
_ENTITIES = ((b"&lt;", b"<"), (b"&gt;", b">"), (b"&quot;", b'"'), (b"&apos;", b"'"), (b"&amp;", b"&"))
_APART = b"\x00"


class Items(Protocol):
    """Takes elements of one kind that follow each other."""

    def take(self, data: bytes, at: int) -> int:
        """Take as many whole elements from `at` on as are written as expected: where they end, `at` for none."""


def left_over(
    pieces: Iterable[bytes], opening: re.Pattern[bytes], closing: bytes, items: Items, most: int
) -> Iterator[bytes]:
    """What the parser must still see of a part: all but the elements behind `opening` that `items` has taken.

    `closing` ends such an element; one of more than `most` bytes is left to the parser with all that follows. Each
    piece must be parsed before the next one is asked for.
    """
    rest = iter(pieces)
    data = b""
    for piece in rest:
        data += piece
        if len(data) >= _HEAD or opening.search(data):
            break
    found = opening.search(data)
    if found is None or _PROLOG.fullmatch(data, 0, found.end()) is None:
        yield data
        yield from rest
        return
    yield data[: found.end()]
    data = data[found.end() :]
    while True:
        at = 0
        while True:
            at = items.take(data, at)
            end = data.find(closing, at)
            if end < 0:
                break
            odd = data[at : end + len(closing)]
            at = end + len(closing)
            if b"<!" in odd or b"<?" in odd:
                yield odd + data[at:]
                yield from rest
                return
            yield odd
        data = data[at:]
        more = next(rest, b"")
        if not more or len(data) > most or data.startswith(b"</"):
            yield data + more
            yield from rest
            return
        data += more


def is_plain(data: bytes) -> bool:
    """Whether the texts in some elements are what the parser would make of them, but for entities like `&amp;`."""
    if len(data.translate(None, _CONTROLS)) != len(data) or b"]]>" in data:
        return False
    if b"\xef\xbf\xbe" in data or b"\xef\xbf\xbf" in data:
        return False
    signs = data.count(b"&")
    return not signs or signs == sum(data.count(entity) for entity, _ in _ENTITIES)


def texts_of(raw: Iterable[bytes]) -> list[str] | None:
    """Texts out of elements that are plain; None when they are no UTF-8."""
    whole = _APART.join(raw)
    if b"&" in whole:
        for entity, sign in _ENTITIES:
            whole = whole.replace(entity, sign)
    try:
        return whole.decode("utf-8").split("\x00")
    except UnicodeDecodeError:
        return None
