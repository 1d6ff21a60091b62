"""Closed lists owned by the program: states, roles, classes. Lists an office may edit are catalogues.

A stored value is the key; its label lives at `choice.<vocabulary>.<key>`.
"""

from __future__ import annotations

from collections.abc import Mapping

from workbench.frozen import frozen
from workbench.messages import text, text_in


@frozen
class Vocabulary:
    """An ordered closed list of keys."""

    key: str
    choices: tuple[str, ...]

    def label(self, choice: str | None, language: str = "") -> str:
        """Label of one choice in the language in use, or in the one given; empty for None."""
        if choice is None:
            return ""
        name = f"choice.{self.key}.{choice}"
        return text_in(language, name) if language else text(name)


def vocabularies(**lists: str) -> Mapping[str, Vocabulary]:
    """Build vocabularies from words separated by blanks."""
    return {key: Vocabulary(key, tuple(words.split())) for key, words in lists.items()}
