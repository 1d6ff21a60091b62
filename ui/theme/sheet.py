"""The one style sheet: box look only (edge, radius, padding). Sizes of type are set with fonts, never here."""

from __future__ import annotations

from collections.abc import Callable

from ui.theme.tokens import Tokens

_SHEET = """
QMainWindow, QDialog, QAbstractScrollArea, QMenu, QTabBar, QPushButton, QToolButton { widget-animation-duration: 0; }
QMainWindow, QDialog, QScrollArea#page, QWidget#window { background: %(window)s; color: %(text)s; }
QWidget#surface, QFrame#pane, QDialog#surface { background: %(surface)s; }
QWidget#sunken { background: %(sunken)s; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget#body { background: transparent; }
QFrame#card { background: %(surface)s; border: 1px solid %(border)s; border-radius: %(r8)spx; }
QFrame#sunkenCard { background: %(sunken)s; border: 1px solid %(border)s; border-radius: %(r8)spx; }
QFrame#pairCard { background: %(tint)s; border: 1px solid %(tint_border)s; border-radius: %(r8)spx; }
QFrame#popup { background: %(surface)s; border: 1px solid %(strong)s; border-radius: %(r8)spx; }
QFrame#line { background: %(border)s; border: none; }
QFrame#bulk { background: %(accent)s; border: none; }
QLabel { background: transparent; }
QLabel#keyhint { color: %(text2)s; background: %(window)s; border: 1px solid %(border)s; border-radius: %(r4)spx;
  padding: 0 %(p4)spx; }
QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox { background: %(surface)s; color: %(text)s;
  border: 1px solid %(control)s; border-radius: %(r4)spx; padding: 0 %(p8)spx;
  selection-background-color: %(accent)s; selection-color: %(on_accent)s; }
QPlainTextEdit, QTextEdit { padding: %(p4)spx %(p6)spx; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus { border: 2px solid %(accent)s;
  padding: 0 %(p7)spx; }
QPlainTextEdit:focus, QTextEdit:focus { padding: %(p3)spx %(p5)spx; }
QLineEdit[bad="true"], QPlainTextEdit[bad="true"], QAbstractSpinBox[bad="true"] { border: 2px solid %(red)s;
  padding: 0 %(p7)spx; }
QPlainTextEdit[bad="true"] { padding: %(p3)spx %(p5)spx; }
QLineEdit:disabled, QPlainTextEdit:disabled, QAbstractSpinBox:disabled { background: %(sunken)s; color: %(text3)s;
  border-color: %(strong)s; }
QLineEdit:read-only { background: %(sunken)s; }
QAbstractSpinBox QLineEdit, QLineEdit#bare, QLineEdit#bare:focus { border: none; padding: 0;
  background: transparent; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: none; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: %(r4)spx; color: %(text2)s; }
QToolButton:hover { background: %(hover)s; color: %(text)s; }
QToolButton:focus { border: 2px solid %(accent)s; }
QToolButton:checked, QToolButton:pressed { background: %(tint)s; color: %(accent)s; }
QToolButton::menu-indicator { image: none; }
QAbstractItemView { background: %(surface)s; color: %(text)s; border: none; outline: none;
  selection-background-color: %(tint)s; selection-color: %(text)s; }
QTableView { gridline-color: %(border)s; }
QTableCornerButton::section { background: %(surface)s; border: none; }
QHeaderView { background: %(surface)s; border: none; }
QHeaderView::section { background: %(surface)s; color: %(text2)s; border: none; border-bottom: 1px solid %(strong)s;
  padding: 0 %(p8)spx; }
QHeaderView#overFigures::section { padding: 0 %(p3)spx; }
QListView#popupList { background: %(surface)s; border: 1px solid %(strong)s; padding: %(p4)spx 0; }
QListView#popupList::item { min-height: %(p28)spx; padding: 0 %(p10)spx; color: %(text)s; }
QListView#popupList::item:selected { background: %(tint)s; color: %(text)s; }
QMenuBar { background: %(surface)s; color: %(text)s; border-bottom: 1px solid %(border)s; padding: 0 %(p8)spx;
  spacing: 0; }
QMenuBar::item { background: transparent; padding: %(p4)spx %(p10)spx; border-radius: %(r4)spx; }
QMenuBar::item:selected { background: %(hover)s; }
QMenuBar::item:pressed { background: %(tint)s; color: %(accent)s; }
QMenu { background: %(surface)s; color: %(text)s; border: 1px solid %(strong)s; padding: %(p4)spx; }
QMenu::item { padding: %(p6)spx %(p24)spx %(p6)spx %(p12)spx; border-radius: %(r4)spx; border: 1px solid transparent; }
QMenu::item:selected { background: %(tint)s; color: %(text)s; }
QMenu::item:disabled { color: %(text3)s; }
QMenu::icon { padding-left: %(p8)spx; }
QMenu::separator { height: 1px; background: %(border)s; margin: %(p4)spx %(p8)spx; }
QToolTip { background: %(toast)s; color: %(on_toast)s; border: 1px solid %(toast)s; padding: %(p4)spx %(p6)spx; }
QScrollBar:vertical { background: transparent; width: %(p10)spx; margin: 0; border: none; }
QScrollBar:horizontal { background: transparent; height: %(p10)spx; margin: 0; border: none; }
QScrollBar::handle { background: %(strong)s; border-radius: 3px; margin: 2px; }
QScrollBar::handle:hover { background: %(control)s; }
QScrollBar::handle:vertical { min-height: %(p32)spx; }
QScrollBar::handle:horizontal { min-width: %(p32)spx; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; background: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QSplitter::handle { background: transparent; }
QStatusBar { background: %(surface)s; border-top: 1px solid %(border)s; color: %(text2)s; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: %(text2)s; }
QSizeGrip { image: none; width: 0; height: 0; }
QGroupBox { border: none; margin: 0; padding: 0; }
QPushButton { background: %(surface)s; color: %(text)s; border: 1px solid %(strong)s; border-radius: %(r6)spx;
  padding: %(p6)spx %(p12)spx; }
QPushButton:hover { background: %(hover)s; }
QPushButton:focus { border: 2px solid %(accent)s; }
QPushButton:default { background: %(accent)s; color: %(on_accent)s; border-color: %(accent)s; }
QPushButton:disabled { color: %(text3)s; }
"""


def sheet(tokens: Tokens, px: Callable[[float], int]) -> str:
    """The style sheet of a theme at a scale."""
    sizes = {f"p{n}": px(n) for n in (3, 4, 5, 6, 7, 8, 10, 12, 24, 28, 32)}
    radii = {f"r{n}": px(n) for n in (4, 6, 8)}
    return (_SHEET % {**tokens._asdict(), **sizes, **radii}).strip()
