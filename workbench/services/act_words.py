"""What an act did, in words; for the window's own commands too, which need nothing else of the details."""

from __future__ import annotations

from workbench.messages import text
from workbench.storage.journal import Act


def act_words(act: Act) -> str:
    """What an act did, in the language in use."""
    return text(act.label.key, **act.label.params)
