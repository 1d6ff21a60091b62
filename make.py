"""Set-up, demonstration and tests from a bare checkout: `python3 make.py demo|test|setup`.

Needs nothing but Python (standard library only) and stays readable for versions too old to run the program, so
that it can say so. It prepares the machine and starts the program or the checks; it holds no rule of either.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
OLDEST = (3, 11)
OTHER_PYTHONS = ("python3.13", "python3.12", "python3.11")

# What Qt loads from the system; alternatives are names of the same library in different releases.
QT_ALWAYS = (
    ("libegl1",),
    ("libgl1",),
    ("libdbus-1-3",),
    ("libfontconfig1",),
    ("libglib2.0-0t64", "libglib2.0-0"),
    ("libxkbcommon0",),
)
QT_WINDOW = (
    ("libxcb-cursor0",),
    ("libxcb-icccm4",),
    ("libxcb-keysyms1",),
    ("libxcb-shape0",),
    ("libxkbcommon-x11-0",),
)

CHECKS = (
    ("Quy tắc viết mã", "Style", ("-m", "ruff", "check", ".")),
    ("Ranh giới các lớp", "Layers", ("-c", "from importlinter.cli import *; lint_imports_command()")),
    ("Kiểu dữ liệu", "Types", ("-m", "mypy")),
)
PYTEST = ("-m", "pytest", "-n", "auto", "--maxprocesses=8", "--cov", "--cov-report=term:skip-covered")


class Refused(Exception):
    """Cannot go on; the text says why and what to do, in both languages."""


def say(vietnamese: str, english: str) -> None:
    """One line of progress in both languages."""
    sys.stdout.write(f"• {vietnamese} · {english}\n")
    sys.stdout.flush()


def main(arguments: list[str]) -> int:
    """Run one command; exit code 0 done, 1 checks failed, 2 refused with a reason."""
    parser = argparse.ArgumentParser(prog="make.py", description="Liên kết vùng – Regional Linkage Workbench")
    parser.add_argument(
        "command",
        nargs="?",
        choices=("demo", "test", "setup"),
        default="demo",
        help="demo: mở chương trình với sổ mẫu / open the sample record; test: chạy mọi kiểm tra / run every"
        " check; setup: chỉ chuẩn bị máy / only prepare",
    )
    command = parser.parse_args(arguments).command
    try:
        return {"demo": demo, "test": test, "setup": setup}[command]()
    except Refused as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 2
    except KeyboardInterrupt:
        return 130


def demo() -> int:
    """Open the window on a throw-away copy of the sample record."""
    shown = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in shown):
        raise Refused(
            "Máy này không có màn hình đồ họa nên không mở được cửa sổ; hãy chạy trên máy có màn hình. · "
            "No graphical display here, so the window cannot open; run it where there is a screen."
        )
    system_packages(QT_ALWAYS + QT_WINDOW)
    environment(extras="")
    say("Mở chương trình với sổ mẫu", "Opening the program on the sample record")
    return python("main.py", "--demo")


def setup() -> int:
    """Prepare the machine for both other commands."""
    system_packages(QT_ALWAYS + QT_WINDOW)
    environment(extras="[dev]")
    say("Đã sẵn sàng", "Ready")
    return 0


def test() -> int:
    """Every check; pytest comes last, so that its closing line does too."""
    system_packages(QT_ALWAYS)
    environment(extras="[dev]")
    failed = []
    for vietnamese, english, check in CHECKS:
        say(vietnamese, english)
        if python(*check):
            failed.append(english)
    say("Chạy các phép thử", "Tests")
    code = python(*PYTEST, QT_QPA_PLATFORM="offscreen")
    if failed:
        say("Chưa đạt: " + ", ".join(failed), "Failed: " + ", ".join(failed))
    return 1 if failed or code else 0


# the virtual environment


def environment(extras: str) -> None:
    """A `.venv` with the program's libraries, installed anew only when `pyproject.toml` changed."""
    supported_python()
    wanted = fingerprint()
    if any(stamp(kind).is_file() and stamp(kind).read_text() == wanted for kind in {extras, "[dev]"}):
        return
    if not runs(str(venv_python()), "-m", "pip", "--version"):
        say("Tạo môi trường Python riêng trong .venv", "Creating a private Python environment in .venv")
        shutil.rmtree(VENV, ignore_errors=True)
        if subprocess.call([sys.executable, "-m", "venv", str(VENV)]):
            raise Refused("Không tạo được .venv. · Could not create .venv.")
    say("Cài thư viện, lần đầu có thể mất vài phút", "Installing libraries; the first time takes minutes")
    installed = python("-m", "pip", "install", "-qq", "--no-input", "--disable-pip-version-check", "-e", f".{extras}")
    if installed:
        raise Refused(
            "Không cài được thư viện; kiểm tra mạng rồi chạy lại lệnh này. · "
            "The libraries could not be installed; check the network and run this again."
        )
    check_qt()
    stamp(extras).write_text(wanted)


def supported_python() -> None:
    """Go on with this Python, or hand over to a newer one on the same machine."""
    if sys.version_info >= OLDEST:
        return
    for name in OTHER_PYTHONS:
        newer = shutil.which(name)
        if newer and runs(newer, "--version"):
            sys.exit(subprocess.call([newer, *sys.argv]))
    have, need = ".".join(map(str, sys.version_info[:2])), ".".join(map(str, OLDEST))
    raise Refused(f"Cần Python {need} trở lên, máy đang có {have}. · Python {need} or newer is needed; this is {have}.")


def fingerprint() -> str:
    """What the installed libraries depend on: the declared ones and the Python they were installed for."""
    declared = (ROOT / "pyproject.toml").read_bytes()
    return hashlib.sha256(declared + sys.version.encode() + str(VENV).encode()).hexdigest()


def stamp(extras: str) -> Path:
    """File that tells what was installed last."""
    return VENV / f".installed-{extras.strip('[]') or 'run'}"


def check_qt() -> None:
    """Stop with the list of system libraries when Qt cannot be loaded."""
    if python("-c", "import PySide6.QtWidgets, PySide6.QtPrintSupport"):
        names = " ".join(group[-1] for group in QT_ALWAYS + QT_WINDOW)
        raise Refused(
            f"Qt không nạp được vì thiếu thư viện hệ thống; cài các gói: {names}. · "
            f"Qt cannot be loaded, system libraries are missing; install: {names}."
        )


def venv_python() -> Path:
    """The interpreter of `.venv`."""
    return VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")


def python(*arguments: str, **variables: str) -> int:
    """Run the environment's Python at the top of the checkout; its exit code."""
    surroundings = {**os.environ, "PYTHONUTF8": "1", **variables}
    sys.stdout.flush()
    return subprocess.call([str(venv_python()), *arguments], cwd=str(ROOT), env=surroundings)


def runs(*command: str) -> bool:
    """Whether a command exists and succeeds, quietly."""
    try:
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError:
        return False
    return done.returncode == 0


# Debian and Ubuntu packages


def system_packages(groups: tuple[tuple[str, ...], ...]) -> None:
    """Install what is missing of the system's libraries; elsewhere than Debian and Ubuntu do nothing."""
    supported_python()
    if not (shutil.which("dpkg-query") and shutil.which("apt-get")):
        return
    missing = [group for group in groups if not any(installed(name) for name in group)]
    if importlib.util.find_spec("ensurepip") is None:
        missing.append((f"python3.{sys.version_info[1]}-venv",))
    if not missing:
        return
    as_root = administrator()
    if as_root is None:
        ask_for(missing)
        return
    say("Cài thư viện hệ thống còn thiếu", "Installing missing system libraries")
    apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    subprocess.call([*apt, "update"])
    names = [available(group) for group in missing]
    quiet = subprocess.run(
        [*apt, "install", "-y", "--no-install-recommends", *names],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if quiet.returncode:
        sys.stderr.write(quiet.stdout.decode("utf-8", "replace"))
        ask_for(missing)


def ask_for(missing: list[tuple[str, ...]]) -> None:
    """Name the packages that somebody must install; without `venv` nothing can go on."""
    names = " ".join(available(group) for group in missing)
    sentence = (
        f"Thiếu gói hệ thống; nhờ người quản trị chạy: apt-get install {names} · "
        f"System packages are missing; ask an administrator to run: apt-get install {names}"
    )
    if any(name.endswith("-venv") for group in missing for name in group):
        raise Refused(sentence)
    sys.stderr.write(sentence + "\n")


def installed(package: str) -> bool:
    """Whether dpkg has the package in working order."""
    asked = subprocess.run(
        ["dpkg-query", "-W", "-f=${db:Status-Status}\\n", package],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    return b"installed" in asked.stdout.split()


def available(group: tuple[str, ...]) -> str:
    """The name under which this release offers a library."""
    for name in group[:-1]:
        asked = subprocess.run(["apt-cache", "show", name], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        if asked.stdout.strip():
            return name
    return group[-1]


def administrator() -> list[str] | None:
    """What to put before a command to run it as root; None when that is not possible here."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    if sys.stdin.isatty():
        return ["sudo"]
    return ["sudo", "-n"] if runs("sudo", "-n", "true") else None


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main(sys.argv[1:]))
