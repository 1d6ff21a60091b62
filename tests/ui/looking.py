"""What an officer would stumble over in a window, found by walking its widgets: words that are cut or covered,
controls without name or place on the keyboard, doubled access keys, Qt's own English, cells that say nothing."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QScrollArea,
    QStyle,
    QStyleOptionFrame,
    QWidget,
)

from ui.views.detail_lines import RecordLine
from ui.views.today_panels import Bars, ReportButton
from ui.views.today_tiles import Tile
from ui.widgets.chips import Chip, Tag
from ui.widgets.delegates import TextDelegate
from ui.widgets.delegates_base import CellDelegate
from ui.widgets.labels import ElidedLabel
from ui.widgets.paragraph import Paragraph
from ui.widgets.roles import Role
from workbench.messages import language

SMALLEST = (1024, 540)  # the smallest window that is supported
PAINTED = ("_NavRow", "_Node", "_Heading", "RadioCard")  # draw their words with “…” where there is no room
MNEMONIC = re.compile(r"&(?!&)(.)")
QTS_OWN = re.compile(
    r"\b(?:Cancel|Save|Open|Close|Copy|Paste|Undo|Redo|Delete|Select All|Cut|OK|Yes|No|Apply|Reset|Help|Discard|Abort"
    r"|Retry|Ignore|File name|Files of type|Look in|Directory|Step (?:up|down)|Back|Forward|Name|Size|Date Modified)\b"
)


def clipped(root: QWidget) -> list[str]:
    """Words in sight that have less room than they take, also those that stand in a field while it is empty; those
    made to be cut with “…” aside.
    """
    return [said for widget in root.findChildren(QWidget) if widget.isVisible() and (said := _squeezed(widget))]


def _squeezed(widget: QWidget) -> str:
    if isinstance(widget, (Tile, RecordLine, ReportButton, Bars)) or type(widget).__name__ in PAINTED:
        return ""
    if getattr(widget, "may_cut", False) or isinstance(widget.parent(), QLineEdit):  # the icon inside an input
        return ""
    if isinstance(widget, QLineEdit):
        short = not widget.text() and _placeholder_room(widget) < 0
        return f"{type(widget).__name__} “{widget.placeholderText()}” {widget.width()}" if short else ""
    words = getattr(widget, "text", str)() or widget.accessibleName()
    if isinstance(widget, Paragraph) or (isinstance(widget, QLabel) and widget.wordWrap()):
        wanted = widget.heightForWidth(widget.width())
        return f"{type(widget).__name__} “{words}” {widget.height()} < {wanted}" if widget.height() < wanted - 1 else ""
    if not isinstance(widget, (QLabel, QAbstractButton, Chip, Tag)) or (isinstance(widget, QLabel) and not words):
        return ""
    hint = widget.sizeHint()
    if widget.width() < hint.width() - 1 or widget.height() < hint.height() - 1:
        return f"{type(widget).__name__} “{words}” {widget.size().toTuple()} < {hint.toTuple()}"
    return ""


def _placeholder_room(edit: QLineEdit) -> int:
    """px that are left beside the words of an empty field."""
    option = QStyleOptionFrame()
    edit.initStyleOption(option)
    room = edit.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, edit)
    margins = edit.textMargins()
    kept = margins.left() + margins.right() + 4  # Qt keeps 2 px on either side of the words
    return room.width() - kept - edit.fontMetrics().horizontalAdvance(edit.placeholderText())


def sideways(root: QWidget) -> list[str]:
    """Pages and panes (not tables, sheets or charts) that are wider than their room, whether a bar shows it or not."""
    return [
        f"{area.objectName() or type(area).__name__} {area.horizontalScrollBar().maximum()}"
        for area in root.findChildren(QScrollArea)
        if area.isVisible() and area.horizontalScrollBar().maximum() > 0
    ]


def cut_off(root: QWidget) -> list[str]:
    """Words and controls of which a part lies outside what holds them, where no scrolling brings it into sight."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or not _is_leaf(widget):
            continue
        at, holder = widget.rect(), widget
        while holder is not root and (above := holder.parentWidget()) is not None:
            if isinstance(above.parent(), QAbstractScrollArea):
                break
            at, holder = at.translated(holder.pos()), above
            if not holder.rect().adjusted(-1, -1, 1, 1).contains(at):
                found.append(f"{_called(widget)} {at.getRect()} in {type(holder).__name__} {holder.size().toTuple()}")
                break
    return found


def covered(root: QWidget) -> list[str]:
    """Words and controls that lie on one another."""
    leaves = [widget for widget in root.findChildren(QWidget) if widget.isVisible() and _is_leaf(widget)]
    places = [(widget, shown_part(widget, root)) for widget in leaves if widget.window() is root.window()]
    found = []
    for place, (one, first) in enumerate(places):
        for other, second in places[place + 1 :]:
            common = first & second
            if min(common.width(), common.height()) > 2 and not _kin(one, other):
                found.append(f"{_called(one)} {first.getRect()} and {_called(other)} {second.getRect()}")
    return found


def shown_part(widget: QWidget, root: QWidget) -> QRect:
    """Where a widget is seen, as far as everything that holds it lets it be seen; in the root's pixels."""
    shown = QRect(widget.mapTo(root, QPoint(0, 0)), widget.size())
    holder = widget.parentWidget()
    while holder is not None and holder is not root:
        shown &= QRect(holder.mapTo(root, QPoint(0, 0)), holder.size())
        holder = holder.parentWidget()
    return shown


def _is_leaf(widget: QWidget) -> bool:
    """Something with words or to be used, which no other part stands in."""
    return isinstance(
        widget, (QLabel, QAbstractButton, QLineEdit, Chip, Tag, Paragraph, ElidedLabel)
    ) and not isinstance(widget.parent(), (QLineEdit, QAbstractItemView))


def _kin(one: QWidget, other: QWidget) -> bool:
    return one.isAncestorOf(other) or other.isAncestorOf(one)


def _called(widget: QWidget) -> str:
    return f"{type(widget).__name__} “{getattr(widget, 'text', str)() or widget.accessibleName()}”"


def name_of(widget: QWidget) -> str:
    """What a screen reader says of a control."""
    told = QAccessible.queryAccessibleInterface(widget)
    return (told.text(QAccessible.Text.Name) if told is not None else "") or ""


def nameless(root: QWidget) -> list[str]:
    """Controls that take the keyboard and have no name."""
    return [
        f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}"
        for widget in root.findChildren(QWidget)
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if widget.focusProxy() is None and not name_of(widget).strip()
    ]


def access_keys(root: QWidget) -> list[str]:
    """Access keys (Alt with a letter) that two parts of a window share, or that no keyboard has unaccented."""
    texts = [w.text() for w in root.findChildren(QAbstractButton) if w.isVisible()]
    texts += [w.text() for w in root.findChildren(QLabel) if w.isVisible() and w.buddy() is not None]
    texts += [action.text() for bar in root.findChildren(QMenuBar) for action in bar.actions()]
    return doubled(texts)


def doubled(texts: list[str]) -> list[str]:
    """Access keys that stand in several of these texts, and those that are no plain letter."""
    keys = [(key.lower(), words) for words in texts for key in MNEMONIC.findall(words.replace("&&", ""))]
    many = Counter(key for key, _ in keys)
    return [f"{key}: {words}" for key, words in keys if many[key] > 1 or not (key.isascii() and key.isalnum())]


def english(root: QWidget) -> list[str]:
    """What Qt says in its own words while the window speaks Vietnamese."""
    return [words for words in said(root) if language() == "vi" and QTS_OWN.search(words.replace("&", ""))]


def said(root: QWidget) -> Iterator[str]:
    """Texts of buttons, labels, menus and headings, and their tips."""
    for widget in [root, *root.findChildren(QWidget)]:
        yield from (widget.windowTitle(), widget.toolTip(), widget.accessibleName())
        if isinstance(widget, (QAbstractButton, QLabel)):
            yield widget.text()
    for action in root.findChildren(QAction):
        yield from (action.text(), action.toolTip())


def menu_faults(menu: QMenu) -> list[str]:
    """An entry without words or in Qt's English, an access key given twice, a line at the ends or doubled."""
    entries = menu.actions()
    words = [entry.text() for entry in entries if not entry.isSeparator()]
    lines = [entry.isSeparator() for entry in entries if entry.isVisible()]
    found = [*doubled(words), *english(menu)]
    if any(not word.strip() for word in words) or not words:
        found.append(f"an entry without words: {words}")
    if lines and (lines[0] or lines[-1] or any(a and b for a, b in itertools.pairwise(lines))):
        found.append(f"a line that divides nothing: {[entry.text() for entry in entries]}")
    return found


def silent_cells(root: QWidget, most: int = 40) -> list[str]:
    """Cells that show more than words and do not say it, or show nothing but a mark and have no words at all; in the
    first rows of every list and table in sight."""
    found = []
    for view in root.findChildren(QAbstractItemView):
        model = view.model()
        if not view.isVisible() or model is None or isinstance(view, QHeaderView):
            continue
        for row in range(min(most, model.rowCount())):
            for column in range(model.columnCount()):
                index = model.index(row, column)
                spanned = column > 0 and model.index(row, 0).data(int(Role.LINK))
                if _shows(index) and not spanned and not _spoken(index, _draws_more(view, index)):
                    found.append(f"{type(model).__name__} {row},{column}: {index.data()!r}")
    return found


MORE_THAN_WORDS = (Role.STATUS, Role.DUE_WORDS, Role.PROGRESS, Role.LINK)


def _shows(index: QModelIndex) -> bool:
    return any(index.data(int(role)) not in (None, "") for role in (*MORE_THAN_WORDS, Qt.ItemDataRole.DisplayRole))


def _draws_more(view: QAbstractItemView, index: QModelIndex) -> bool:
    """Whether a cell is drawn with more than its words: two lines, a shape, a bar, an old and a new value."""
    painter = view.itemDelegateForIndex(index)
    return isinstance(painter, CellDelegate) and type(painter) is not TextDelegate


def _spoken(index: QModelIndex, more: bool) -> str:
    """What Qt's tables tell a screen reader: the text meant for it, else the words shown, if they are all there is."""
    more = more or any(index.data(int(role)) not in (None, "") for role in MORE_THAN_WORDS)
    told = index.data(Qt.ItemDataRole.AccessibleTextRole) or (None if more else index.data())
    return str(told or "").strip()


def faults(root: QWidget) -> list[str]:
    """Everything above, for a window or a sheet."""
    return [
        *(f"cut: {said}" for said in clipped(root)),
        *(f"cut off: {said}" for said in cut_off(root)),
        *(f"covered: {said}" for said in covered(root)),
        *(f"nameless: {said}" for said in nameless(root)),
        *(f"access key: {said}" for said in access_keys(root)),
        *(f"Qt's words: {said}" for said in english(root)),
        *(f"silent cell: {said}" for said in silent_cells(root)),
    ]


def sheet_faults(sheet: QDialog) -> list[str]:
    """Everything above, and whether all of it has room within its window, where that is no smaller than supported."""
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    owner = sheet.parentWidget()
    room = owner.window().size() if owner is not None else sheet.size()
    supported = room.width() >= SMALLEST[0] and room.height() >= SMALLEST[1]
    larger = supported and (sheet.height() > room.height() or sheet.width() > room.width())
    size = [f"larger than its window: {sheet.size().toTuple()}"] if larger else []
    return [*size, *faults(sheet)]
