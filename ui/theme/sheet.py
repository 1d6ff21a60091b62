"""The one style sheet: box look only (edge, radius, padding). Sizes of type are set with fonts, never here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from string import Template

from ui.theme.tokens import Tokens

_SHEET = Template("""
QMainWindow, QDialog, QScrollArea#page, QWidget#window { background: $window; color: $text; }
QWidget#surface, QFrame#pane, QDialog#surface { background: $surface; }
QWidget#sunken { background: $sunken; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget#body { background: transparent; }
QFrame#card { background: $surface; border: 1px solid $border; border-radius: ${r8}px; }
QFrame#sunkenCard { background: $sunken; border: 1px solid $border; border-radius: ${r8}px; }
QFrame#popup { background: $surface; border: 1px solid $strong; border-radius: ${r8}px; }
QFrame#line { background: $border; border: none; }
QFrame#bulk { background: $accent; border: none; }
QLabel { background: transparent; }
QLabel#keyhint { color: $text2; background: $window; border: 1px solid $border; border-radius: ${r4}px;
  padding: 0 ${p4}px; }
QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox { background: $surface; color: $text;
  border: 1px solid $control; border-radius: ${r4}px; padding: 0 ${p8}px;
  selection-background-color: $accent; selection-color: $on_accent; }
QPlainTextEdit, QTextEdit { padding: ${p4}px ${p6}px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus { border: 2px solid $accent;
  padding: 0 ${p7}px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: ${p3}px ${p5}px; }
QLineEdit[bad="true"], QPlainTextEdit[bad="true"], QAbstractSpinBox[bad="true"] { border: 2px solid $red;
  padding: 0 ${p7}px; }
QPlainTextEdit[bad="true"] { padding: ${p3}px ${p5}px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QAbstractSpinBox:disabled { background: $sunken; color: $text3;
  border-color: $strong; }
QLineEdit:read-only { background: $sunken; }
QAbstractSpinBox QLineEdit, QLineEdit#bare, QLineEdit#bare:focus { border: none; padding: 0;
  background: transparent; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: none; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: ${r4}px; color: $text2; }
QToolButton:hover { background: $hover; color: $text; }
QToolButton:focus { border: 2px solid $accent; }
QToolButton:checked, QToolButton:pressed { background: $tint; color: $accent; }
QToolButton::menu-indicator { image: none; }
QAbstractItemView { background: $surface; color: $text; border: none; outline: none;
  selection-background-color: $tint; selection-color: $text; }
QTableView { gridline-color: $border; }
QTableCornerButton::section { background: $surface; border: none; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $text2; border: none; border-bottom: 1px solid $strong;
  padding: 0 ${p8}px; }
QListView#popupList { background: $surface; border: 1px solid $strong; padding: ${p4}px 0; }
QListView#popupList::item { min-height: ${p28}px; padding: 0 ${p10}px; color: $text; }
QListView#popupList::item:selected { background: $tint; color: $text; }
QMenuBar { background: $surface; color: $text; border-bottom: 1px solid $border; padding: 0 ${p8}px; spacing: 0; }
QMenuBar::item { background: transparent; padding: ${p4}px ${p10}px; border-radius: ${r4}px; }
QMenuBar::item:selected { background: $hover; }
QMenuBar::item:pressed { background: $tint; color: $accent; }
QMenu { background: $surface; color: $text; border: 1px solid $strong; padding: ${p4}px; }
QMenu::item { padding: ${p6}px ${p24}px ${p6}px ${p12}px; border-radius: ${r4}px; border: 1px solid transparent; }
QMenu::item:selected { background: $tint; color: $text; }
QMenu::item:disabled { color: $text3; }
QMenu::icon { padding-left: ${p8}px; }
QMenu::separator { height: 1px; background: $border; margin: ${p4}px ${p8}px; }
QToolTip { background: $toast; color: $on_toast; border: 1px solid $toast; padding: ${p4}px ${p6}px; }
QScrollBar:vertical { background: transparent; width: ${p10}px; margin: 0; border: none; }
QScrollBar:horizontal { background: transparent; height: ${p10}px; margin: 0; border: none; }
QScrollBar::handle { background: $strong; border-radius: 3px; margin: 2px; }
QScrollBar::handle:hover { background: $control; }
QScrollBar::handle:vertical { min-height: ${p32}px; }
QScrollBar::handle:horizontal { min-width: ${p32}px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; background: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QSplitter::handle { background: transparent; }
QStatusBar { background: $surface; border-top: 1px solid $border; color: $text2; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $text2; }
QSizeGrip { image: none; width: 0; height: 0; }
QGroupBox { border: none; margin: 0; padding: 0; }
QPushButton { background: $surface; color: $text; border: 1px solid $strong; border-radius: ${r6}px;
  padding: ${p6}px ${p12}px; }
QPushButton:hover { background: $hover; }
QPushButton:focus { border: 2px solid $accent; }
QPushButton:default { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton:disabled { color: $text3; }
""")


def sheet(tokens: Tokens, px: Callable[[float], int]) -> str:
    """The style sheet of a theme at a scale."""
    sizes = {f"p{n}": px(n) for n in (3, 4, 5, 6, 7, 8, 10, 12, 24, 28, 32)}
    radii = {f"r{n}": px(n) for n in (4, 6, 8)}
    return _SHEET.substitute(asdict(tokens), **sizes, **radii).strip()
