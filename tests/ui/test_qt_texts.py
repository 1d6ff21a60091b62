"""What Qt itself says, in its dialog for files and in the menus of inputs, while the window speaks Vietnamese."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu, QPlainTextEdit, QSpinBox
from pytestqt.qtbot import QtBot

from tests.ui.looking import english, menu_faults
from ui.shell import qt_texts


@pytest.mark.parametrize("kind", ["files", "save", "folder"])
def test_the_dialog_for_files_speaks_vietnamese(qapp: QApplication, qtbot: QtBot, tmp_path: Path, kind: str) -> None:
    """Qt's own, where the computer has none of its own."""
    made = qt_texts.install(qapp)
    try:
        dialog = QFileDialog(None, "Chọn tệp", str(tmp_path))
        qtbot.addWidget(dialog)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        if kind == "save":
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        if kind == "folder":
            dialog.setFileMode(QFileDialog.FileMode.Directory)
        assert english(dialog) == []
    finally:
        qapp.removeTranslator(made)


@pytest.mark.parametrize("make", [QLineEdit, QPlainTextEdit, QSpinBox])
def test_the_menus_of_inputs_speak_vietnamese(
    qapp: QApplication, qtbot: QtBot, make: type[QLineEdit | QPlainTextEdit | QSpinBox]
) -> None:
    made = qt_texts.install(qapp)
    try:
        field = make()
        qtbot.addWidget(field)
        entry = field.lineEdit() if isinstance(field, QSpinBox) else field
        menu = entry.createStandardContextMenu()
        assert isinstance(menu, QMenu) and len(menu.actions()) > 5
        assert menu_faults(menu) == []
        menu.deleteLater()
    finally:
        qapp.removeTranslator(made)
