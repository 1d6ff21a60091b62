"""Words that say what kind of thing a label or a heading is about, not which one; kept in a resource."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from workbench.assets import prepared, resource

Words = Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=8)
def plain_words(where: str) -> Words:
    """The lists of words of `group` (labels of groups, as written), `paper` (headings of its columns, folded) or
    `another` (phrases by which a heading means another thing, folded)."""
    said: Mapping[str, Mapping[str, list[str]]] = prepared(resource("vocabularies/closed/labels.toml"), _parsed)
    return {kind: tuple(words) for kind, words in said[where].items()}


def _parsed(text: str) -> Any:
    import tomllib

    return tomllib.loads(text)
