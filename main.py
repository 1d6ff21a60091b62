"""Liên kết vùng: the window, and the same use cases from the command line.

Each command is imported when it is called; Qt only for the window, `print` and `grab`.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

from workbench.messages import LANGUAGES, language, set_language

COMMANDS = {
    "new": "workbench.commandline.records:new",
    "sample": "workbench.commandline.exporting:sample",
    "read": "workbench.commandline.reading:read",
    "import": "workbench.commandline.reading:import_",
    "inbox": "workbench.commandline.waiting:inbox_",
    "export": "workbench.commandline.exporting:export",
    "print": "ui.commandline:print_",
    "letter": "workbench.commandline.letters:letter",
    "consolidate": "workbench.commandline.consolidating:consolidate",
    "list": "workbench.commandline.listing:list_",
    "show": "workbench.commandline.listing:show",
    "owed": "workbench.commandline.owed:owed",
    "deadline": "workbench.commandline.deadlines:deadline_",
    "undo": "workbench.commandline.records:undo",
    "log": "workbench.commandline.records:log",
    "check": "workbench.commandline.records:check",
    "backup": "workbench.commandline.copies:backup",
    "restore": "workbench.commandline.copies:restore",
    "recover": "workbench.commandline.copies:recover",
    "bundle": "workbench.commandline.merging:bundle",
    "merge": "workbench.commandline.merging:merge",
    "passphrase": "workbench.commandline.passphrase:passphrase",
    "grab": "ui.commandline:grab",
}


def main(arguments: list[str]) -> int:
    """Run a command, or open the window; the exit code."""
    if getattr(sys, "frozen", False):
        import multiprocessing

        multiprocessing.freeze_support()  # a child process of a frozen program starts here too
    settle_streams()
    values = {place + 1 for place, word in enumerate(arguments) if word == "--passphrase-file"}
    words = [a for place, a in enumerate(arguments) if not a.startswith("-") and place not in values]
    if "--lang" in arguments[:-1]:
        set_language_of(arguments)
        words = [a for a in words if a not in LANGUAGES]
    wants_help = any(a in ("--help", "-h") for a in arguments)
    if wants_help or (words and words[0] in COMMANDS):
        from workbench.commandline.group import run as run_command

        run_command(COMMANDS, arguments)
        return 0
    from ui import garbage

    garbage.hold()
    from ui import binding

    binding.bring()
    from ui.app import run

    record = Path(words[0]) if words else None
    return run(record, demo="--demo" in arguments, language=language() if "--lang" in arguments else "")


def settle_streams() -> None:
    """Have what is said reach a file or a pipe as UTF-8, whatever the code page, and nobody where there is no console.

    Windows opens both in the code page of the country, which cannot write Vietnamese; an encoding that was asked for
    by PYTHONIOENCODING stays, with escapes for what it lacks.
    """
    encoding = None if os.environ.get("PYTHONIOENCODING") else "utf-8"
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # started without a console
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 – as long as the program
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def set_language_of(arguments: list[str]) -> None:
    """Take `--lang` before anything is said."""
    code = arguments[arguments.index("--lang") + 1]
    if code in LANGUAGES:
        set_language(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
