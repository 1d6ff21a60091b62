"""Pictures of a page of charts, to be kept or put into other papers."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QPointF
from PySide6.QtGui import QFont, QImage, QPainter, QPainterPath
from PySide6.QtWidgets import QApplication, QWidget

from ui.theme.theme import color
from workbench.disk import save_whole

_FACTOR = 2  # pixels of a saved picture to those on the screen
_SVG = "http://www.w3.org/2000/svg"
_LINK = "http://www.w3.org/1999/xlink"
_DRAWN = 100  # px that letters are drawn in before they are scaled


def save_picture(page: QWidget, path: Path) -> None:
    """Save a widget as PNG or, by the ending, as SVG. Raises as `save_whole`."""
    save_whole(path, svg_of(page) if path.suffix.lower() == ".svg" else png_of(picture_of(page)))


def picture_of(page: QWidget) -> QImage:
    """A widget as a picture, sharper than the screen."""
    picture = QImage(page.size() * _FACTOR, QImage.Format.Format_ARGB32)
    picture.setDevicePixelRatio(_FACTOR)
    picture.fill(color("surface"))
    painter = QPainter(picture)
    _render(page, painter)
    painter.end()
    return picture


def _render(page: QWidget, painter: QPainter) -> None:
    """Draw a widget on white, without the ring of the keyboard."""
    held = QApplication.focusWidget()
    inside = held is not None and page.isAncestorOf(held)
    if held is not None and inside:
        held.clearFocus()
    name = page.objectName()
    _name(page, "surface")
    page.render(painter, QPoint(0, 0))
    _name(page, name)
    if held is not None and inside:
        held.setFocus()


def _name(page: QWidget, name: str) -> None:
    """The style goes by names, and looks at them only when it dresses a widget."""
    page.setObjectName(name)
    page.style().unpolish(page)
    page.style().polish(page)


def png_of(picture: QImage) -> bytes:
    """A picture as the bytes of a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want the format as bytes
    return bytes(buffer.data().data())


def svg_of(page: QWidget) -> bytes:
    """A widget as SVG; letters are outlines, so that it looks the same where our fonts are missing."""
    from PySide6.QtSvg import QSvgGenerator

    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    made = QSvgGenerator()
    made.setOutputDevice(buffer)
    made.setSize(page.size())
    made.setViewBox(page.rect())
    painter = QPainter(made)
    _render(page, painter)
    painter.end()
    return _outlined(bytes(data.data()))


def _outlined(svg: bytes) -> bytes:
    ET.register_namespace("", _SVG)
    ET.register_namespace("xlink", _LINK)
    root = ET.fromstring(svg)
    for group in root.iter(f"{{{_SVG}}}g"):
        for place, part in enumerate(group):
            if part.tag == f"{{{_SVG}}}text":
                group[place] = _outline(part)
    made: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def _outline(words: ET.Element) -> ET.Element:
    """The letters of a text as one path in the same place."""
    told = words.attrib
    font = QFont()
    font.setFamilies([family.strip("' ") for family in told["font-family"].split(",")])
    font.setPixelSize(_DRAWN)
    font.setWeight(QFont.Weight(int(told.get("font-weight", "400"))))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    drawn = QPainterPath()
    drawn.addText(QPointF(0, 0), font, words.text or "")
    scale = float(told["font-size"]) / _DRAWN
    moved = f"translate({told.get('x', '0')},{told.get('y', '0')}) scale({scale:.5f})"
    # what SVG takes for granted where nothing is said
    ink = {"fill": told.get("fill", "black"), "fill-opacity": told.get("fill-opacity", "1"), "stroke": "none"}
    made = ET.Element(f"{{{_SVG}}}path", {**ink, "fill-rule": "nonzero", "transform": moved, "d": _d(drawn)})
    made.tail = words.tail
    return made


def _d(path: QPainterPath) -> str:
    """A path in the words of SVG; a curve of Qt is three elements."""
    letters = {
        QPainterPath.ElementType.MoveToElement: "M",
        QPainterPath.ElementType.LineToElement: "L",
        QPainterPath.ElementType.CurveToElement: "C",
        QPainterPath.ElementType.CurveToDataElement: "",
    }
    parts = []
    for place in range(path.elementCount()):
        one = path.elementAt(place)
        parts.append(f"{letters[QPainterPath.ElementType(one.type)]}{one.x:.1f},{one.y:.1f}")
    return " ".join(parts)
