"""The chain of a record as the strip shows it."""

from __future__ import annotations

from ui.models.due import due_look
from ui.theme import status
from ui.widgets.chain import ChainNode as Shown
from workbench.messages import text
from workbench.services.details import ChainNode, Detail

_ICONS = {
    "agreement": "link",
    "obstacle": "triangle-alert",
    "escalation": "arrow-up-from-line",
    "answer": "mail",
}

_NONE = "–"  # beside the icon of its kind
_SHORTENED = ("run", "slow", "wait", "part")  # states whose words are too long for a node


def chain_nodes(found: Detail) -> list[Shown]:
    """Nodes with words: a code, a count of several, or that there is none."""
    return [_shown(node) for node in found.chain]


def current_node(found: Detail) -> int:
    """Place of the record itself, -1 when it is not part of the chain."""
    return next((place for place, node in enumerate(found.chain) if node.current), -1)


def has_chain(found: Detail) -> bool:
    """Whether anything stands in the chain: around a plan or a sector there mostly is nothing."""
    return any(node.refs or node.missing for node in found.chain)


def short_code(code: str) -> str:
    """`VM-2026-063` as the low strip writes it: `VM 063`."""
    parts = code.split("-")
    return f"{parts[0]} {parts[-1]}" if len(parts) == 3 else code


def _shown(node: ChainNode) -> Shown:
    label, icon = text(f"detail.chain_{node.kind}"), _ICONS[node.kind]
    late = due_look(node.late) if node.late else None
    if not node.refs:
        if not node.missing:
            return Shown(label, icon, text("detail.chain_none"), _NONE, missing=True)
        key = "late" if late and late.status == "late" else "wait"
        words = late.words if late and late.status == "late" else status.word("wait")
        return Shown(label, icon, text("detail.chain_missing"), text("detail.chain_missing_short"), key, words, True)
    several = len(node.refs) > 1 and not node.current
    code = text(f"detail.chain_{node.kind}_many", n=len(node.refs)) if several else node.code
    short = f"{len(node.refs)} {node.code.split('-')[0]}" if several else short_code(node.code)
    if late and not node.current:
        return Shown(label, icon, code, short, "late", status.word("late"))
    words = text(f"detail.chain_{node.status}") if node.status in _SHORTENED else ""
    return Shown(label, icon, code, short, node.status, words, full=status.word(node.status))
