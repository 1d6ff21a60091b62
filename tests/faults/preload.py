"""The failing disk for a process of its own: compiled when first needed, preloaded, driven through `ctypes`."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(__file__).with_name("shim.c")
ROOT = Path(__file__).resolve().parents[2]


def missing() -> str:
    """Why the failing disk cannot be had here; empty when it can."""
    if sys.platform != "linux":
        return "not run: the failing disk is for Linux"
    return "" if shutil.which("cc") else "not run: no C compiler"


def run_inside(module: str, *arguments: object) -> dict[str, object]:
    """Run `python -m module arguments` with the failing disk in it; the JSON document that it prints."""
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "shim.so"
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, SOURCE, "-ldl"], check=True)
        environment = {**os.environ, "LD_PRELOAD": str(library), "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", module, *map(str, arguments)]
        done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr[-2000:])
        found: dict[str, object] = json.loads(done.stdout.strip().splitlines()[-1])
        return found


def disk() -> ctypes.CDLL:
    """The disk of this process, when it was preloaded."""
    library = ctypes.CDLL(None)
    library.shim_watch.argtypes = [ctypes.c_char_p]
    library.shim_arm.argtypes = [ctypes.c_long, ctypes.c_int, ctypes.c_int]
    library.shim_record.argtypes = [ctypes.c_char_p]
    library.shim_mark.argtypes = [ctypes.c_long]
    library.shim_fired.restype = library.shim_left.restype = ctypes.c_long
    return library
