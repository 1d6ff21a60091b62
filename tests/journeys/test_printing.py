"""Registers printed from the command line: every escalation is found in the PDF; an issued copy comes out of the
printer page by page the same after the record was edited."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from shutil import which

import pytest

import main as program
from tests.ui.window_scene import TODAY, copy_record
from workbench.clock import FixedClock
from workbench.messages import set_language
from workbench.records.changes import ChangeSet, Label, update
from workbench.records.record import Ref
from workbench.services.workbench import Workbench

pytestmark = pytest.mark.skipif(which("pdftoppm") is None, reason="pdftoppm is not installed")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Path]:
    yield copy_record(tmp_path)
    set_language("vi")


def run(capfd: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    """Exit code of a command and what it said beside its output."""
    capfd.readouterr()
    with pytest.raises(SystemExit) as ended:
        program.main([str(argument) for argument in arguments])
    return int(ended.value.code or 0), capfd.readouterr().err


def words(pdf: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True).stdout.decode()


def pictures(pdf: Path) -> list[bytes]:
    stem = pdf.with_suffix("")
    subprocess.run(["pdftoppm", "-r", "70", "-gray", str(pdf), str(stem)], check=True)
    return [path.read_bytes() for path in sorted(stem.parent.glob(f"{stem.name}-*.pgm"))]


def test_every_escalation_is_found_in_the_pdf(
    record: Path, tmp_path: Path, qapp: object, capfd: pytest.CaptureFixture[str]
) -> None:
    code, said = run(capfd, "print", record, "escalations", "-o", tmp_path / "s.pdf", "--as-of", TODAY)
    assert code == 0 and "s.pdf" in said
    found = words(tmp_path / "s.pdf")
    for number in (56, 57, 59, 62):
        assert f"{number}/BC" in found


def test_an_issued_copy_is_printed_again_page_by_page_the_same(
    record: Path, tmp_path: Path, qapp: object, capfd: pytest.CaptureFixture[str]
) -> None:
    first, again, draft = (tmp_path / name for name in ("a.pdf", "b.pdf", "c.pdf"))
    code, said = run(capfd, "print", record, "escalations", "-o", first, "--issue", "--cover", "--volume", "02")
    assert code == 0 and "PH-" in said
    copy = said.split("PH-")[1].split(";")[0]
    with Workbench.open(record, FixedClock.on(TODAY), "A") as opened:
        held = opened.repository.need(Ref("obstacle", "vm63"))
        touched = update(held, title="Sửa sau khi phát hành", content="Sửa sau khi phát hành")
        assert touched is not None
        opened.commit(ChangeSet(Label("act.create", {"code": "VM"}), (touched,)))
    code, said = run(capfd, "print", record, f"PH-{copy}", "-o", again)
    assert code == 0
    assert "→ “Sửa sau khi phát hành”" in said
    run(capfd, "print", record, "escalations", "-o", draft)
    assert pictures(first) == pictures(again) and len(pictures(first)) >= 2
    assert "Sửa sau" not in words(again) and "Sửa sau" in words(draft)


@pytest.mark.parametrize(
    ("arguments", "sign"),
    [
        (("payroll",), "payroll"),
        (("escalations", "--group", "colour"), "colour"),
        (("escalations", "--period", "2026-Q9"), "2026-Q9"),
        (("PH-2020-001",), "PH-2020-001"),
    ],
)
def test_what_cannot_be_printed_is_refused_in_one_line(
    record: Path, tmp_path: Path, qapp: object, capfd: pytest.CaptureFixture[str], arguments: tuple[str, ...], sign: str
) -> None:
    code, said = run(capfd, "print", record, *arguments, "-o", tmp_path / "x.pdf")
    assert code == 2
    assert sign in said and len(said.strip().splitlines()) == 1
    assert not (tmp_path / "x.pdf").exists()


def test_a_file_of_another_kind_is_refused(
    record: Path, tmp_path: Path, qapp: object, capfd: pytest.CaptureFixture[str]
) -> None:
    code, said = run(capfd, "print", record, "escalations", "-o", tmp_path / "x.odt")
    assert code == 2 and ".xlsx" in said


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_workbook_and_word_file_by_the_ending(
    record: Path, tmp_path: Path, qapp: object, capfd: pytest.CaptureFixture[str], suffix: str
) -> None:
    target = tmp_path / f"x{suffix}"
    code, _ = run(capfd, "print", record, "obstacles", "-o", target)
    assert code == 0
    assert target.read_bytes().startswith(b"PK")
