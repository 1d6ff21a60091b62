"""The one place where an error becomes words: what happened, that nothing was changed, what to do."""

from __future__ import annotations

import sys
from types import TracebackType

from workbench.disk import trouble
from workbench.errors import UserError
from workbench.frozen import frozen
from workbench.messages import text


@frozen
class Notice:
    """An error as words. `technical` is empty for errors the officer can act on."""

    title: str
    message: str
    technical: str = ""


def notice_of(error: BaseException) -> Notice:
    """Words for an error; anything that is not a UserError is our fault and carries its trace."""
    if isinstance(error, UserError):
        return Notice(text("shell.error_title"), sentence(error))
    if isinstance(error, OSError):
        words = sentence(trouble(error))
        return Notice(text("shell.error_title"), words, technical(type(error), error, error.__traceback__))
    return Notice(
        text("shell.crash_title"),
        text("shell.crash_message"),
        technical(type(error), error, error.__traceback__),
    )


def sentence(error: UserError) -> str:
    """The catalogue sentence of an error: a code with a dot is the key itself."""
    key = error.code if "." in error.code else f"error.{error.code}"
    return text(key, **error.params)


def technical(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Versions and trace, to be copied into a letter to whoever looks after the program."""
    import traceback

    import PySide6
    from PySide6.QtCore import QSysInfo

    head = (
        f"Liên kết vùng {version()} | Python {sys.version.split()[0]} | PySide6 {PySide6.__version__} | "
        f"{QSysInfo.prettyProductName()} | {sys.executable}"
    )
    return f"{head}\n\n{''.join(traceback.format_exception(kind, error, trace))}"


def version() -> str:
    """Version of the program as installed."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("lien-ket-vung")
    except PackageNotFoundError:
        return "dev"
