"""How a draft travels from the reading process: builtins and dates only.

The receiving side admits no other class, so a reading process that a hostile file has taken over cannot make the
program run anything.
"""

from __future__ import annotations

import io
import json
import pickle
from dataclasses import fields

from workbench.errors import UserError
from workbench.exchange.reading.draft import BookDraft, PlainBlock, SheetDraft

_ADMITTED = frozenset(("date", "datetime", "time", "timedelta"))
_DRAFT = b"D"
_ERROR = b"E"


class BadAnswer(Exception):
    """The reading process sent something that is no answer."""


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> object:
        if module == "datetime" and name in _ADMITTED:
            return super().find_class(module, name)
        raise BadAnswer(f"{module}.{name}"[:100])


def pack(draft: BookDraft, sha256: str) -> bytes:
    """An answer that holds a draft."""
    sheets = [_values(sheet) for sheet in draft.sheets]
    facts = (draft.kind, sheets, draft.styles, draft.encoding, draft.missing, draft.custom, draft.pictures, sha256)
    return _DRAFT + pickle.dumps(facts, protocol=pickle.HIGHEST_PROTOCOL)


def pack_error(error: UserError) -> bytes:
    """An answer that holds a refusal."""
    params = {key: value if isinstance(value, int) else str(value) for key, value in error.params.items()}
    return _ERROR + json.dumps([error.code, params]).encode()


def unpack(answer: bytes) -> tuple[BookDraft, str]:
    """The draft and the fingerprint of the file; raises the refusal when the answer is one."""
    if answer[:1] == _ERROR:
        raise _refusal(answer[1:])
    try:
        facts = _Unpickler(io.BytesIO(answer[1:])).load()
        kind, sheets, styles, encoding, missing, custom, pictures, sha256 = facts
        drafts = [SheetDraft(*values) for values in sheets]
        if not all(_even(block) for draft in drafts for block in draft.blocks):
            raise BadAnswer("block")
        draft = BookDraft(kind, drafts, styles, encoding, missing, custom, int(pictures))
    except BadAnswer:
        raise
    except Exception as error:  # whatever a broken stream makes the unpickler say
        raise BadAnswer(type(error).__name__) from None
    return draft, str(sha256)


def _even(block: PlainBlock) -> bool:
    """Whether all columns of a block are as long as it has rows."""
    columns, rows, values, styles = block
    sizes = {len(values), len(styles)}
    heights = {len(rows), *map(len, values), *(len(column) for column in styles if not isinstance(column, int))}
    return sizes == {len(columns)} and len(heights) == 1


def _refusal(body: bytes) -> UserError:
    try:
        code, params = json.loads(body)
        return UserError(str(code), **{str(key): value for key, value in params.items()})
    except (ValueError, TypeError, AttributeError):
        raise BadAnswer("refusal") from None


def _values(sheet: SheetDraft) -> tuple[object, ...]:
    return tuple(getattr(sheet, spec.name) for spec in fields(sheet))
