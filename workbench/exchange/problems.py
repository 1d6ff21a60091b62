"""Findings of reading: made in one way, worded in one place. The sentences are in the `importing` catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from workbench.messages import known, language, text_in
from workbench.records.issues import CellRef, Issue, Severity

KINDS = frozenset(
    (
        *("bad_date", "ambiguous_date", "bad_number", "ambiguous_number", "missing_required", "unknown_province"),
        *("unknown_code", "type_mismatch", "sum_mismatch", "date_order", "duplicate_record", "conflict"),
        *("formula_error", "no_cached_value", "legacy_encoding", "unit_conflict", "hidden_data", "partial_date"),
        *("approximate", "repaired_text", "ditto_filled", "unmapped_column", "missing_column", "missing_value"),
        *("superseded_province", "stt_irregular", "nil_report", "bad_docno", "other"),
    )
)


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding before its cells are known. `about` picks a closer wording than the kind's own."""

    kind: str
    severity: Severity
    found: str = ""
    fix: str = ""
    about: str = ""
    params: Mapping[str, object] = field(default_factory=dict)

    def at(self, cells: tuple[CellRef, ...], key: str = "") -> Issue:
        """The issue at some cells, of a field."""
        params = {**self.params, "about": self.about} if self.about else self.params
        return Issue(self.kind, self.severity, cells, key, self.found, self.fix, params)


def problem_text(issue: Issue, lang: str = "") -> str:
    """One sentence: what is wrong there; in the language in use, or in a given one."""
    return _worded("importing.problem", issue, lang)


def problem_advice(issue: Issue, lang: str = "") -> str:
    """What to do about it: the fix that can be applied, or advice; empty when nothing need be done."""
    return _worded("importing.fix", issue, lang)


def sender_advice(issue: Issue) -> str:
    """What the sender is asked to do about it, in Vietnamese; where the officer's advice is theirs too, that."""
    return _worded("returned.fix", issue, "vi") or _worded("importing.fix", issue, "vi")


def _worded(what: str, issue: Issue, lang: str) -> str:
    """The sentence of the closest key that the catalogue has; codes of the readers are keys of their own."""
    lang = lang or language()
    about = issue.params.get("about", "")
    params = {"found": issue.found, "fix": issue.fix, "suggestion": "", **issue.params}
    names = [f"{what}_{about}"] if about else []
    names.append(f"{what}_{issue.code}")
    if "." in issue.code and what == "importing.problem":
        names.insert(0, issue.code)
    for name in names:
        if known(name, lang):
            return text_in(lang, name, **{key: value for key, value in params.items() if key != "about"})
    return ""
