"""Texts that Qt itself shows: context menus of inputs, standard buttons, the file dialog.

Qt ships no Vietnamese; English needs no help. The pairs are kept as `qt.<name>` in the catalogues.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QTranslator

from workbench.messages import language, text

_INPUTS = ("QLineEdit", "QWidgetTextControl", "QAbstractSpinBox", "QTextControl")
_EDIT = {
    "&Undo": "undo",
    "&Redo": "redo",
    "Cu&t": "cut",
    "&Copy": "copy",
    "&Paste": "paste",
    "Delete": "delete",
    "Select All": "select_all",
    "Copy &Link Location": "copy_link",
    "Insert Unicode control character": "control_character",
    "&Step up": "step_up",
    "Step &down": "step_down",
}
_BUTTONS = {
    "OK": "ok",
    "&OK": "ok",
    "Save": "save",
    "&Save": "save",
    "Save All": "save_all",
    "Open": "open",
    "&Open": "open",
    "&Yes": "yes",
    "Yes to &All": "yes_all",
    "&No": "no",
    "N&o to All": "no_all",
    "Abort": "abort",
    "Retry": "retry",
    "Ignore": "ignore",
    "Close": "close",
    "&Close": "close",
    "Cancel": "cancel",
    "&Cancel": "cancel",
    "Discard": "discard",
    "Don't Save": "discard",
    "Help": "help",
    "Apply": "apply",
    "Reset": "reset",
    "Restore Defaults": "restore_defaults",
}
_FILES = {
    "&Look in:": "look_in",
    "Look in:": "look_in",
    "Look in": "look_in",
    "Back": "back",
    "Forward": "forward",
    "Parent Directory": "parent_folder",
    "Create New Folder": "new_folder",
    "Create a New Folder": "new_folder",
    "&New Folder": "new_folder",
    "New Folder": "new_folder",
    "List View": "list_view",
    "Detail View": "detail_view",
    "Change to list view mode": "list_view",
    "Change to detail view mode": "detail_view",
    "Files of &type:": "file_type",
    "Files of type:": "file_type",
    "File &name:": "file_name",
    "Folder": "folder",
    "Directory:": "folder_name",
    "&Choose": "choose",
    "Save As": "save_as",
    "Find Directory": "find_folder",
    "&Rename": "rename",
    "&Delete": "delete",
    "Show &hidden files": "hidden_files",
    "All Files (*)": "all_files",
    "My Computer": "computer",
    "Computer": "computer",
    "Sidebar": "places",
    "Files": "files",
    "Name": "name",
    "Size": "size",
    "Kind": "kind",
    "Type": "kind",
    "Date Modified": "modified",
    "%1\nFile not found.\nPlease verify the correct file name was given.": "not_found",
    "%1\nDirectory not found.\nPlease verify the correct directory name was given.": "not_found",
    "%1 already exists.\nDo you want to replace it?": "replace",
}
_TABLE = {
    **{(context, source): key for context in _INPUTS for source, key in _EDIT.items()},
    **{
        (context, source): key
        for context in ("QPlatformTheme", "QDialogButtonBox", "QMessageBox", "QFileDialog")
        for source, key in _BUTTONS.items()
    },
    **{
        (context, source): key
        for context in ("QFileDialog", "QFileSystemModel", "QAbstractFileIconProvider")
        for source, key in _FILES.items()
    },
}


class QtTexts(QTranslator):
    """Answers Qt's requests from our catalogues while the window speaks Vietnamese."""

    def translate(
        self,
        context: str | bytes,
        sourceText: str | bytes,
        disambiguation: str | bytes | None = None,
        n: int = -1,
    ) -> str:
        """The text, or nothing (None: Qt then shows its own) when it is not in the table."""
        if language() != "vi":
            return None  # type: ignore[return-value]
        key = _TABLE.get((_plain(context), _plain(sourceText)))
        return text(f"qt.{key}") if key else None  # type: ignore[return-value]

    def isEmpty(self) -> bool:
        """Qt asks only translators that hold something."""
        return False


def install(app: QCoreApplication) -> QtTexts:
    """Install once; follows the language by itself."""
    made = QtTexts(app)
    app.installTranslator(made)
    return made


def keys() -> frozenset[str]:
    """Catalogue keys that are used here."""
    return frozenset(f"qt.{key}" for key in _TABLE.values())


def _plain(words: str | bytes) -> str:
    return words.decode() if isinstance(words, bytes) else words
