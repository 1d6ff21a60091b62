"""House rules for the source: layers, sizes, documented and typed, nothing of the workshop left in it."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.rules.sources import PROGRAM, ROOT, functions, name, python_files, tree

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef

FILE_LINES = 600
FUNCTION_LINES = 80
EVERY_FILE = (*python_files(), *python_files(*PROGRAM, "tests"))
MADE = (".git", ".coverage")  # by tools, never kept
TEXT_FILES = (".py", ".po", ".toml", ".md", ".csv", ".sql", ".json", ".jsonl", ".txt", ".svg", ".yml", "")
# in two halves, so that this file does not hold what it looks for
WORKSHOP = re.compile(
    "|".join(
        (
            "pypi" + r"\.org", "files\\.python" + "hosted", "registry\\.npm" + "js", "deb\\.deb" + "ian",
            r"(?<![\w.:/])/(?:wo" + "rk|ro" + "ot|ho" + "me)/", r"[A-Z]:\\" + r"Users\\",
        )
    )
)  # fmt: skip
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")


def test_layers_are_kept(capsys: pytest.CaptureFixture[str]) -> None:
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_files_are_short() -> None:
    lines = {name(path): len(path.read_text("utf-8").splitlines()) for path in EVERY_FILE}
    assert {path: count for path, count in lines.items() if count > FILE_LINES} == {}


def test_functions_are_short() -> None:
    lengths = {
        f"{name(path)}: {found.name}": (found.end_lineno or 0) - found.lineno + 1
        for path in EVERY_FILE
        for found in functions(tree(path))
    }
    assert {where: length for where, length in lengths.items() if length > FUNCTION_LINES} == {}


def test_who_goes_before_the_window_hears_of_the_record_by_a_method() -> None:
    """A lambda goes on hearing for a page that is gone; Qt lets go of a method with the widget it belongs to."""
    heard = re.compile(r"(?:events\.\w+|book\.changed|focusChanged)\.connect\(\s*(?:lambda|partial)")
    found = [f"{name(path)}: {hit[0]}" for path in python_files("ui") for hit in heard.finditer(path.read_text("utf-8"))]
    assert found == []


def public(body: list[ast.stmt], inside: str = "") -> Iterator[tuple[str, Definition]]:
    """Public functions and classes, with the public methods of public classes."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and node.name[0] != "_":
            yield f"{inside}{node.name}", node
            if isinstance(node, ast.ClassDef):
                yield from public(node.body, f"{node.name}.")


def untyped(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a parameter or the result has no type."""
    spec = function.args
    named = [*spec.posonlyargs, *spec.args, *spec.kwonlyargs]
    if named and named[0].arg in ("self", "cls"):
        named = named[1:]
    every = [*named, *filter(None, (spec.vararg, spec.kwarg))]
    return function.returns is None or any(argument.annotation is None for argument in every)


def everything_public() -> Iterator[tuple[str, Definition]]:
    """Where it stands, and its definition."""
    for path in python_files("workbench"):
        yield from ((f"{name(path)}: {where}", node) for where, node in public(tree(path).body))


def test_what_is_public_is_documented() -> None:
    bare = [w for w, node in everything_public() if not ast.get_docstring(node) and not _overloads(node)]
    assert bare == []


def test_what_is_public_is_typed() -> None:
    bare = [w for w, node in everything_public() if not isinstance(node, ast.ClassDef) and untyped(node)]
    assert bare == []


def _overloads(node: Definition) -> bool:
    return any(isinstance(d, ast.Name) and d.id in ("overload", "override") for d in node.decorator_list)


def test_workbench_asks_the_clock_and_never_the_system() -> None:
    asked = re.compile(r"\b(?:datetime\.now|date\.today|time\.time|uuid4)\(")
    found = [
        name(path)
        for path in python_files(*PROGRAM)
        if name(path) != "workbench/clock.py" and asked.search(path.read_text("utf-8"))
    ]
    assert found == []


def test_the_program_never_asks_python_s_platform() -> None:
    """On Windows it goes through the management service: ten seconds where the user may not use it, or no answer."""
    asked = re.compile(r"^\s*(?:import platform\b|from platform import)", re.MULTILINE)
    assert [name(path) for path in python_files(*PROGRAM) if asked.search(path.read_text("utf-8"))] == []


def kept_files() -> Iterator[Path]:
    """Text files that a checkout holds."""
    top = (path for path in ROOT.iterdir() if path.is_file() and path.name not in MADE)
    yield from (path for path in top if path.suffix in TEXT_FILES)
    for folder in (*PROGRAM, "resources", "tests", ".ci"):
        yield from (path for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix in TEXT_FILES)


def test_no_machine_paths_or_registry_hosts() -> None:
    found = [
        f"{name(path)}: {match.group()}"
        for path in kept_files()
        if (match := WORKSHOP.search(path.read_text("utf-8", "replace")))
    ]
    assert found == []


def test_a_percent_is_written_in_one_way() -> None:
    """Only `workbench.values.percent` puts the sign behind a figure; patterns of SQL stand in the storage."""
    written = {name(path) for path in python_files(*PROGRAM) for node in ast.walk(tree(path)) if signs_a_figure(node)}
    assert {path for path in written if "/storage/" not in path} == {"workbench/values/percent.py"}


def signs_a_figure(node: ast.AST) -> bool:
    """Whether a formatted string has a figure with the sign of per cent at once behind it."""
    parts = itertools.pairwise(node.values) if isinstance(node, ast.JoinedStr) else ()
    return any(
        isinstance(a, ast.FormattedValue) and isinstance(b, ast.Constant) and b.value[:1] == "%" for a, b in parts
    )


def test_nothing_is_left_unfinished() -> None:
    found = [
        f"{name(path)}: {match.group()}" for path in EVERY_FILE if (match := UNFINISHED.search(path.read_text("utf-8")))
    ]
    assert found == []
