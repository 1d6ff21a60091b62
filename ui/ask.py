"""Questions and file choices. The window puts them to the officer; tests and pictures put in answers instead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from workbench.messages import text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFileDialog

Choices = Sequence[tuple[str, str]]

_FILTERS = {
    "import": (
        "shell.filter_import",
        "*.xlsx *.xlsm *.xls *.xlsb *.ods *.fods *.csv *.txt *.tsv *.htm *.html *.mht *.mhtml *.xml",
    ),
    "record": ("shell.filter_record", "*.lkv"),
    "attachment": ("shell.filter_any", "*"),
}
_SAVES = {
    ".lkv": "shell.filter_record",
    ".pdf": "shell.filter_pdf",
    ".xlsx": "shell.filter_excel",
    ".docx": "shell.filter_word",
    ".txt": "shell.filter_text",
}


class Asker(Protocol):
    """Whoever answers."""

    def ask(self, question: str, detail: str, actions: Choices, answered: Callable[[str], object]) -> None:
        """A question with named buttons, the first being the safe one; Esc answers it too."""

    def pick_files(self, kind: str, folder: str, picked: Callable[[list[Path]], object]) -> None:
        """Files to open; nothing is called when the officer changes their mind."""

    def pick_target(self, suggested: Path, suffix: str, picked: Callable[[Path], object]) -> None:
        """Where to save."""

    def pick_folder(self, folder: str, picked: Callable[[Path], object]) -> None:
        """A folder to read from or to write into."""


class WindowAsker:
    """Dialogs over the window, never waiting inside a call."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def ask(self, question: str, detail: str, actions: Choices, answered: Callable[[str], object]) -> None:
        """A question over the window."""
        from ui.shell.dialogs import Question

        dialog = Question(question, detail, actions, self._window)
        dialog.answered.connect(answered)
        dialog.open()

    def pick_files(self, kind: str, folder: str, picked: Callable[[list[Path]], object]) -> None:
        """The computer's own file dialog."""
        dialog = self._dialog(text(f"shell.pick_{kind}"), folder)
        label, patterns = _FILTERS[kind]
        dialog.setNameFilters([f"{text(label)} ({patterns})", f"{text('shell.filter_any')} (*)"])
        many = kind != "record"
        dialog.setFileMode(dialog.FileMode.ExistingFiles if many else dialog.FileMode.ExistingFile)
        dialog.filesSelected.connect(lambda files: picked([Path(file) for file in files]))
        dialog.open()

    def pick_target(self, suggested: Path, suffix: str, picked: Callable[[Path], object]) -> None:
        """The computer's own dialog; the ending is added when left out, and overwriting is asked about."""
        dialog = self._dialog(text("shell.pick_target"), str(suggested.parent))
        dialog.setAcceptMode(dialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix.lstrip("."))
        label = text(_SAVES.get(suffix, "shell.filter_any"))
        dialog.setNameFilters([f"{label} (*{suffix})"])
        dialog.selectFile(suggested.name)
        dialog.fileSelected.connect(lambda file: picked(Path(file)))
        dialog.open()

    def pick_folder(self, folder: str, picked: Callable[[Path], object]) -> None:
        """The computer's own folder dialog."""
        dialog = self._dialog(text("shell.pick_folder"), folder)
        dialog.setFileMode(dialog.FileMode.Directory)
        dialog.setOption(dialog.Option.ShowDirsOnly, True)
        dialog.fileSelected.connect(lambda chosen: picked(Path(chosen)))
        dialog.open()

    def _dialog(self, title: str, folder: str) -> QFileDialog:
        from PySide6.QtCore import QStandardPaths
        from PySide6.QtWidgets import QFileDialog

        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self._window, title, folder or documents)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog


class Answers:
    """Answers given beforehand, in order; what was asked is kept to be looked at."""

    def __init__(self, *answers: object) -> None:
        self._answers = list(answers)
        self.asked: list[str] = []

    def ask(self, question: str, detail: str, actions: Choices, answered: Callable[[str], object]) -> None:
        """Answer with the next key, or with the safe one when none is left."""
        self.asked.append(question)
        answered(str(self._answers.pop(0)) if self._answers else actions[0][0])

    def pick_files(self, kind: str, folder: str, picked: Callable[[list[Path]], object]) -> None:
        """The next answer is the list of paths."""
        self.asked.append(kind)
        if self._answers:
            picked(list(self._answers.pop(0)))  # type: ignore[call-overload]

    def pick_target(self, suggested: Path, suffix: str, picked: Callable[[Path], object]) -> None:
        """The next answer is the path."""
        self.asked.append(str(suggested))
        if self._answers:
            picked(Path(str(self._answers.pop(0))))

    def pick_folder(self, folder: str, picked: Callable[[Path], object]) -> None:
        """The next answer is the path."""
        self.asked.append(folder)
        if self._answers:
            picked(Path(str(self._answers.pop(0))))
