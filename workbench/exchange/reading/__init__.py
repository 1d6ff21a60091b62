"""Reading a submission by its content, in a guarded process: any format to `RawWorkbook`, or a clear refusal.

    with Reader() as reader:
        book = reader.read(path, progress=progress)

Nothing of a file is interpreted here: no dates out of texts, no legacy fonts, no headings.
"""

from __future__ import annotations

from workbench.exchange.reading.clipboard import from_clipboard
from workbench.exchange.reading.limits import DEFAULT, Limits
from workbench.exchange.reading.process import Reader, read
from workbench.exchange.reading.worker import read_bytes_in_process

__all__ = ["DEFAULT", "Limits", "Reader", "from_clipboard", "read", "read_bytes_in_process"]
