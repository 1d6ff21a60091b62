"""What the house rules look at: our own source files, parsed once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ("workbench", "ui")


@cache
def python_files(*folders: str) -> tuple[Path, ...]:
    """Python files under some folders, and those at the top when no folder is named."""
    if not folders:
        return tuple(sorted(ROOT.glob("*.py")))
    return tuple(sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py")))


@cache
def tree(path: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(path.read_text("utf-8"))


def name(path: Path) -> str:
    """Path as written from the top of the checkout, for naming tests."""
    return path.relative_to(ROOT).as_posix()


def functions(node: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """All functions of a tree, nested ones too."""
    for found in ast.walk(node):
        if isinstance(found, ast.FunctionDef | ast.AsyncFunctionDef):
            yield found


def called(call: ast.Call) -> str:
    """Last name of what is called: `text` for `text(…)` and for `messages.text(…)`."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""
