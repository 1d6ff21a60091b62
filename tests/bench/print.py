"""How fast registers are laid out and written, against the limit and against rivals: ratios measured in one run.

    python tests/bench/print.py              100 and 1,000 rows
    python tests/bench/print.py 100 1000 10000 --all

The register has eleven wrapped columns on A4 across, repeated headings and page numbers. Every way runs in a process
of its own, in turn, on CPU time; of several runs the best counts. `limit` paints pages that were laid out before:
what is left when layout costs nothing. Rivals that are not installed (`pip install .[bench]`) are left out and
named. QTextDocument and platypus take minutes at 10,000 rows and run there with --all only.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.bench.used import peak_mb

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

Measured = dict[str, Any]
Way = Callable[[int, Path], Measured]
NEEDS = {"platypus": "reportlab", "typst": "typst", "python-docx": "docx", "openpyxl": "openpyxl"}
SLOW = ("qtextdocument", "platypus", "python-docx")  # at 10,000 rows with --all only
PDF_WAYS = ("limit", "ours", "qtextdocument", "platypus", "typst")
# rival, greatest share of its CPU time that is the goal, by number of rows
GOALS = {
    1000: (("qtextdocument", 0.25), ("platypus", 0.20), ("typst", 0.40)),
    10000: (("qtextdocument", 1 / 15),),
}


def clocked(act: Callable[[], Any]) -> tuple[Any, float]:
    """What an act gives, and its CPU seconds."""
    start = time.process_time()
    made = act()
    return made, time.process_time() - start


def application() -> Any:
    """Qt without a window."""
    from PySide6.QtGui import QGuiApplication

    return QGuiApplication.instance() or QGuiApplication(["bench"])


# ways to a PDF


def ours(count: int, target: Path) -> Measured:
    """The product's own layout."""
    app = application()
    from tests.ui.printing_sample import register
    from ui.printing.face import paper_face
    from ui.printing.pdf import pdf

    document, face = register(count), paper_face(bundled=True)
    before = peak_mb()
    pages, cpu = clocked(lambda: pdf(document, target, face=face))
    del app
    return {"cpu": cpu, "pages": pages, "mb": peak_mb() - before}


def limit(count: int, target: Path) -> Measured:
    """Only painting: the pages are laid out, and their marks made, before the clock starts."""
    app = application()
    from tests.ui.printing_sample import register
    from ui.printing.face import paper_face
    from ui.printing.frozen import freeze, thaw
    from ui.printing.paginate import layout
    from ui.printing.pdf import pdf

    document, face = register(count), paper_face(bundled=True)
    kept = thaw(freeze(layout(document, face)), document)
    before = peak_mb()
    pages, cpu = clocked(lambda: pdf(kept, target, face=face))
    del app
    return {"cpu": cpu, "pages": pages, "mb": peak_mb() - before}


def _table(count: int) -> tuple[list[str], list[float], list[list[str]]]:
    """Headings, widths in mm and rows of the register as plain texts."""
    from tests.ui.printing_sample import register
    from workbench.reports.document import DataRow, GroupRow, Table

    table = next(block for block in register(count).blocks if isinstance(block, Table))
    rows = []
    for row in table.rows:
        if isinstance(row, DataRow):
            rows.append(list(row.cells))
        else:
            words = f"{row.numeral} {row.text}" if isinstance(row, GroupRow) else row.label
            rows.append([words])
    return [column.heading for column in table.columns], [column.width for column in table.columns], rows


def qtextdocument(count: int, target: Path) -> Measured:
    """The usual way in Qt: an HTML table."""
    app = application()
    from html import escape

    from PySide6.QtCore import QMarginsF
    from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument

    from ui.theme import fonts

    headings, _, rows = _table(count)
    family = fonts.print_families(bundled=True)[0]
    before = peak_mb()

    def run() -> int:
        cells = "".join(f"<th>{escape(words)}</th>" for words in headings)
        body = "".join(
            "<tr>" + "".join(f"<td{_span(row)}>{escape(c).replace(chr(10), '<br>')}</td>" for c in row) + "</tr>"
            for row in rows
        )
        document = QTextDocument()
        document.setHtml(
            f"<style>body{{font-family:'{family}';font-size:12pt}}</style>"
            f"<table border='1' cellspacing='0' cellpadding='2'><thead><tr>{cells}</tr></thead>{body}</table>"
        )
        writer = QPdfWriter(str(target))
        margins = QMarginsF(30, 20, 15, 20)
        page = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape, margins,
                           QPageLayout.Unit.Millimeter)  # fmt: skip
        writer.setPageLayout(page)
        document.print_(writer)
        return 0

    _, cpu = clocked(run)
    del app
    return {"cpu": cpu, "pages": pages_of(target), "mb": peak_mb() - before}


def _span(row: list[str]) -> str:
    return " colspan='11'" if len(row) == 1 else ""


def platypus(count: int, target: Path) -> Measured:
    """ReportLab's flowing tables."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle

    headings, widths, rows = _table(count)
    for name, file in (("Tinos", "Tinos-Regular.ttf"), ("TinosB", "Tinos-Bold.ttf")):
        pdfmetrics.registerFont(TTFont(name, str(ROOT / "resources" / "fonts" / file)))
    plain = ParagraphStyle("plain", fontName="Tinos", fontSize=12, leading=14.4)
    bold = ParagraphStyle("bold", fontName="TinosB", fontSize=12, leading=14.4, alignment=1)
    before = peak_mb()

    def run() -> None:
        scale = 252 / sum(widths)
        head = [Paragraph(words, bold) for words in headings]
        body = [[Paragraph(c.replace("\n", "<br/>"), plain) for c in row] + [""] * (11 - len(row)) for row in rows]
        spans = [("SPAN", (0, at), (-1, at)) for at, row in enumerate(rows, 1) if len(row) == 1]
        grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP"), *spans])
        table = LongTable([head, *body], colWidths=[w * scale * mm for w in widths], repeatRows=1, style=grid)
        page = SimpleDocTemplate(
            str(target), pagesize=landscape(A4), leftMargin=30 * mm, rightMargin=15 * mm, topMargin=20 * mm,
            bottomMargin=20 * mm,
        )  # fmt: skip
        page.build([table], onLaterPages=lambda sheet, _: sheet.drawCentredString(421, 560, str(sheet.getPageNumber())))

    _, cpu = clocked(run)
    return {"cpu": cpu, "pages": pages_of(target), "mb": peak_mb() - before}


def typst(count: int, target: Path) -> Measured:
    """Typst, a typesetting program of its own."""
    import typst as engine

    headings, widths, rows = _table(count)
    before = peak_mb()

    def text(words: str) -> str:
        return "[" + "".join(f"\\{c}" if c in r"\#$*_`<>@[]" else c for c in words).replace("\n", " \\\n") + "]"

    def run() -> None:
        cells = [f"table.cell(colspan: 11){text(row[0])}" if len(row) == 1 else ",".join(map(text, row)) for row in rows]
        body = ",\n".join(cells)
        source = (
            '#set page(paper: "a4", flipped: true, margin: (left: 30mm, right: 15mm, y: 20mm), numbering: "1")\n'
            '#set text(font: "Tinos", size: 12pt)\n'
            f"#table(columns: ({', '.join(f'{wide}fr' for wide in widths)}), stroke: 0.5pt,"
            f" table.header({','.join(map(text, headings))}),\n{body})\n"
        )
        target.write_bytes(engine.compile(source.encode(), font_paths=[str(ROOT / "resources" / "fonts")]))

    _, cpu = clocked(run)
    return {"cpu": cpu, "pages": pages_of(target), "mb": peak_mb() - before}


def pages_of(target: Path) -> int:
    """Pages of a PDF that some other program wrote."""
    import re
    import zlib

    data = target.read_bytes()
    parts = [data]
    for found in re.finditer(rb"stream\r?\n", data):
        try:
            parts.append(zlib.decompressobj().decompress(data[found.end() :], 200_000))
        except zlib.error:
            continue
    return sum(len(re.findall(rb"/Type\s*/Page\b", part)) for part in parts)


# the window


def preview(count: int, target: Path) -> Measured:
    """The preview widget: until the first page is seen, until all pages are known, the longest the window waits."""
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication(["bench"])
    from tests.ui.printing_sample import register
    from ui.printing.face import paper_face
    from ui.printing.preview import PreviewWidget

    document = register(count)
    view = PreviewWidget(face=paper_face(bundled=True))
    view.resize(1000, 700)
    view.show()
    app.processEvents()
    start, waits = time.process_time(), []
    view.set_document(document)
    view.grab()
    first = time.process_time() - start
    while not view.complete():
        begun = time.process_time()
        app.processEvents()
        waits.append(time.process_time() - begun)
    view.grab()
    whole = time.process_time() - start
    return {"cpu": whole, "first": first, "longest": max(waits, default=first), "pages": view.count(), "mb": 0.0}


# Excel and Word


def excel(count: int, target: Path) -> Measured:
    """The register as a workbook."""
    from tests.ui.printing_sample import register
    from workbench.services.print_workbook import workbook_bytes

    document = register(count)
    data, cpu = clocked(lambda: workbook_bytes(document))
    target.write_bytes(data)
    return {"cpu": cpu, "pages": 0, "mb": peak_mb()}


def openpyxl(count: int, target: Path) -> Measured:
    """The same cells through openpyxl, each with font, box and wrapping."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, Side

    headings, _, rows = _table(count)

    def run() -> None:
        book = Workbook()
        sheet = book.active
        line = Side(style="thin")
        look = {"font": Font(name="Times New Roman", size=12), "border": Border(line, line, line, line),
                "alignment": Alignment(wrap_text=True, vertical="top")}  # fmt: skip
        for at, row in enumerate([headings, *rows], 1):
            for column, words in enumerate(row, 1):
                cell = sheet.cell(at, column, words)
                for name, part in look.items():
                    setattr(cell, name, part)
        book.save(target)

    _, cpu = clocked(run)
    return {"cpu": cpu, "pages": 0, "mb": peak_mb()}


def word(count: int, target: Path) -> Measured:
    """The register as a Word file."""
    from tests.ui.printing_sample import register
    from workbench.reports.word import word_bytes

    document = register(count)
    data, cpu = clocked(lambda: word_bytes(document))
    target.write_bytes(data)
    return {"cpu": cpu, "pages": 0, "mb": peak_mb()}


def python_docx(count: int, target: Path) -> Measured:
    """The same rows through python-docx, row by row."""
    from docx import Document

    headings, _, rows = _table(count)

    def run() -> None:
        document = Document()
        table = document.add_table(rows=1, cols=len(headings), style="Table Grid")
        for cell, words in zip(table.rows[0].cells, headings, strict=True):
            cell.text = words
        for row in rows:
            cells = table.add_row().cells
            for at, words in enumerate(row):
                cells[at].text = words
        document.save(str(target))

    _, cpu = clocked(run)
    return {"cpu": cpu, "pages": 0, "mb": peak_mb()}


WAYS: dict[str, Way] = {
    "limit": limit, "ours": ours, "qtextdocument": qtextdocument, "platypus": platypus, "typst": typst,
    "preview": preview, "excel": excel, "openpyxl": openpyxl, "word": word, "python-docx": python_docx,
}  # fmt: skip


# running them


def installed(way: str) -> bool:
    """Whether what a rival needs is there."""
    return way not in NEEDS or importlib.util.find_spec(NEEDS[way]) is not None


def run_child(way: str, count: int) -> Measured:
    """Measure one way in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, "--run", way, str(count), str(Path(folder) / "out.pdf")]
        ended = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
        if ended.returncode:
            sys.stderr.write(ended.stderr)
            raise SystemExit(f"{way} {count}: failed")
        found: Measured = json.loads(ended.stdout.splitlines()[-1])
        return found


def measure(ways: list[str], count: int, runs: int) -> dict[str, Measured]:
    """The best of several runs of each way, in turn."""
    found: dict[str, Measured] = {}
    for _ in range(runs):
        for way in ways:
            made = run_child(way, count)
            if way not in found or made["cpu"] < found[way]["cpu"]:
                found[way] = made
    return found


def lines(count: int, found: dict[str, Measured]) -> Iterator[str]:
    """What was measured at one length, as ratios to the rivals."""
    yield f"\n{count:,} rows"
    own = found["ours"]["cpu"]
    for way in PDF_WAYS:
        if way in found:
            made = found[way]
            ratio = f"{own / made['cpu']:.3f} of it" if way not in ("ours", "limit") else f"{own / made['cpu']:.2f} x"
            yield f"  {way:14} {made['cpu']:8.3f} s  {made['pages']:5} pages  +{made['mb']:.0f} MB   ours {ratio}"
    for way, goal in GOALS.get(count, ()):
        if way in found:
            share = own / found[way]["cpu"]
            yield f"  goal: at most {goal:.3f} of {way}: {share:.3f} {'met' if share <= goal else 'MISSED'}"
    if "preview" in found:
        made = found["preview"]
        yield (
            f"  preview: first page {made['first']:.3f} s, all {made['pages']} pages {made['cpu']:.3f} s,"
            f" longest wait {made['longest'] * 1000:.0f} ms"
        )
    for kind, rival in (("excel", "openpyxl"), ("word", "python-docx")):
        if kind in found:
            own_kind = found[kind]["cpu"]
            against = f", {own_kind / found[rival]['cpu']:.2f} of {rival}" if rival in found else ""
            yield f"  {kind}: {own_kind:.3f} s{against}"


def main() -> None:
    """Measure and tell."""
    if sys.argv[1:2] == ["--run"]:
        _, way, count, target = sys.argv[1:]
        print(json.dumps(WAYS[way](int(count), Path(target))))
        return
    parser = argparse.ArgumentParser()
    parser.add_argument("counts", nargs="*", type=int, default=[100, 1000])
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    missing = [f"{way} ({NEEDS[way]})" for way in WAYS if not installed(way)]
    if missing:
        print("not installed, left out:", ", ".join(missing))
    own: dict[int, float] = {}
    for count in asked.counts:
        ways = [w for w in WAYS if installed(w) and (count < 10_000 or asked.all or w not in SLOW)]
        found = measure(ways, count, asked.runs if count < 10_000 else 1)
        own[count] = found["ours"]["cpu"]
        print("\n".join(lines(count, found)), flush=True)
    if len(own) > 1:
        low, high = min(own), max(own)
        print(f"\ngrowth: {high / low:.0f} times the rows take {own[high] / own[low]:.1f} times as long")


if __name__ == "__main__":
    main()
