"""Files appear whole or not at all, and what went wrong is told as what can be done about it."""

from __future__ import annotations

import errno
import sys
from pathlib import Path

import pytest

from workbench import disk
from workbench.errors import UserError
from workbench.messages import of_error

OPEN_IN_EXCEL = PermissionError(errno.EACCES, "Access denied")  # what Windows says of a file that is to be replaced


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What Windows does otherwise, without its waits: those are noted."""
    waited: list[float] = []
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(disk, "sleep", waited.append)
    monkeypatch.setattr(disk, "_opening", lambda path, wanted: 0)
    return waited


def replacing(monkeypatch: pytest.MonkeyPatch, *outcomes: OSError | None) -> None:
    """Have `Path.replace` fail as often as there are errors."""
    left, real = list(outcomes), Path.replace

    def replace(self: Path, target: Path) -> Path:
        error = left.pop(0) if left else outcomes[-1]
        if error is not None:
            raise error
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)


def refusal(path: Path) -> UserError:
    with pytest.raises(UserError) as caught:
        disk.save_whole(path, b"new")
    assert of_error(caught.value) != caught.value.code
    return caught.value


def test_a_file_replaces_what_was_there_and_leaves_nothing_beside(tmp_path: Path) -> None:
    target = tmp_path / "Biểu 02.xlsx"
    target.write_bytes(b"old")
    disk.save_whole(target, b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("Biểu 02.xlsx", b"new")]


def test_a_workbook_open_in_excel_is_said_to_be_open_and_stays(
    tmp_path: Path, windows: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "Biểu 02.xlsx"
    target.write_bytes(b"old")
    replacing(monkeypatch, OPEN_IN_EXCEL)
    error = refusal(target)
    assert error.code == "saving.file_open" and "Đóng tệp đó" in of_error(error)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


def test_a_file_looked_at_for_a_moment_is_replaced_a_moment_later(
    tmp_path: Path, windows: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "Biểu 02.xlsx"
    target.write_bytes(b"old")
    replacing(monkeypatch, OPEN_IN_EXCEL, OPEN_IN_EXCEL, None)
    disk.save_whole(target, b"new")
    assert target.read_bytes() == b"new"
    assert len(windows) == 2 and sum(windows) < 1


def test_a_folder_that_takes_no_file_is_told_apart_from_an_open_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "Biểu 02.xlsx"
    target.write_bytes(b"old")

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(UserError) as caught:
        disk.save_whole(target, b"new")
    assert caught.value.code == "saving.read_only_folder"


def test_a_missing_folder_and_a_full_disk_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(tmp_path / "không có" / "a.xlsx").code == "saving.no_folder"
    assert refusal(tmp_path / ("x" * 300)).code in ("saving.name_too_long", "saving.path_too_long")
    replacing(monkeypatch, OSError(errno.ENOSPC, "No space left"))
    assert refusal(tmp_path / "a.xlsx").code == "saving.disk_full"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["CON.xlsx", "nul", "com1.docx", "Phụ lục: 1?.xlsx", "a|b.pdf", "aux .txt"])
def test_names_that_windows_does_not_take_are_refused_there(tmp_path: Path, windows: list[float], name: str) -> None:
    assert refusal(tmp_path / name).code == "saving.name_not_allowed"
    assert disk.allowed(disk.safe_name(name))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["Công văn.docx", "console.xlsx", "Biểu số 02 (2).xlsx", ".ẩn"])
def test_names_that_windows_takes_are_written(tmp_path: Path, windows: list[float], name: str) -> None:
    disk.save_whole(tmp_path / name, b"new")
    assert (tmp_path / name).read_bytes() == b"new"


def test_a_path_too_long_for_windows_is_told_from_a_missing_folder(tmp_path: Path, windows: list[float]) -> None:
    deep = tmp_path.joinpath(*["thư mục lồng nhau rất sâu của văn phòng"] * 6) / "Biểu 02.xlsx"
    assert disk.too_long(deep) and not disk.too_long(tmp_path)
    error = refusal(deep)
    assert error.code == "saving.path_too_long" and "259" in of_error(error)


def test_a_place_that_cannot_be_asked_holds_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def gone(*_: object, **__: object) -> None:
        raise OSError(errno.EINVAL, "The specified network name is no longer available")

    monkeypatch.setattr(Path, "stat", gone)
    assert not disk.present(tmp_path) and not disk.is_folder(tmp_path) and not disk.is_file(tmp_path)


def test_an_error_of_the_disk_becomes_a_sentence(tmp_path: Path, windows: list[float], monkeypatch) -> None:
    error = disk.trouble(OSError(errno.EIO, "Input/output error", str(tmp_path / "Sổ.lkv")))
    assert error.code == "disk.trouble" and "Sổ.lkv" in of_error(error) and "Input/output" in of_error(error)
    monkeypatch.setattr(disk, "_opening", lambda path, wanted: 32)
    held = disk.trouble(PermissionError(errno.EACCES, "Permission denied", str(tmp_path / "Sổ.lkv")))
    assert held.code == "disk.held" and "Đóng tệp" in of_error(held)
    assert disk.trouble(OSError()).params["file"] == "?"
