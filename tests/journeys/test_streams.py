"""What the commands say survives a console of another code page, and the lack of any console."""

from __future__ import annotations

import io
import json
import sys

import pytest

import main as program
from workbench.commandline import frame, terminal


def redirected(code_page: str) -> io.TextIOWrapper:
    """A stream as Windows makes it for a file or a pipe."""
    return io.TextIOWrapper(io.BytesIO(), encoding=code_page, newline="\n")


def said(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue()


@pytest.mark.parametrize("code_page", ["cp1252", "cp1258", "cp437"])
def test_output_into_a_file_is_utf_8_whatever_the_code_page(code_page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    monkeypatch.setattr(sys, "stdout", out := redirected(code_page))
    monkeypatch.setattr(sys, "stderr", err := redirected(code_page))
    with pytest.raises(SystemExit) as ended:
        program.main(["deadline", "--from", "2026-02-10", "--days", "10"])
    assert ended.value.code == 0
    assert "Thứ Ba" in said(out).decode("utf-8")
    with pytest.raises(SystemExit) as ended:
        program.main(["show", "khong-co.lkv", "VM-2026-001"])
    assert ended.value.code == 2
    assert "Không thấy tệp sổ" in said(err).decode("utf-8")


def test_an_encoding_that_was_asked_for_is_kept_and_still_ends_in_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "cp1252")
    monkeypatch.setattr(sys, "stdout", out := redirected("cp1252"))
    with pytest.raises(SystemExit) as ended:
        program.main(["deadline", "--from", "2026-02-10", "--days", "10"])
    assert ended.value.code == 0
    assert "Th\\u1ee9 Ba" in said(out).decode("cp1252")


def test_a_name_that_no_encoding_can_write_is_written_as_json_can_read_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    monkeypatch.setattr(sys, "stdout", out := redirected("cp1252"))
    program.settle_streams()
    print(json.dumps("bi\udce1u.xlsx", ensure_ascii=False))
    assert json.loads(said(out)) == "bi\udce1u.xlsx"


def test_without_a_console_the_commands_still_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    with pytest.raises(SystemExit) as ended:
        program.main(["deadline", "--from", "2026-02-10", "--days", "10"])
    assert ended.value.code == 0
    with sys.stdout as out, sys.stderr as err:  # what writes without asking finds a stream
        out.write("Đã ghi")
        assert not terminal.attended(err)


def refused_by_the_disk(error: OSError) -> int:
    """Exit code of a command that the disk refused."""

    @frame.command
    def work() -> None:
        raise error

    with pytest.raises(SystemExit) as ended:
        work()
    return int(ended.value.code or 0)


def test_an_error_of_the_disk_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert refused_by_the_disk(OSError(5, "Input/output error", "Sổ.lkv")) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "Sổ.lkv" in said and "Kiểm tra ổ đĩa" in said


def test_output_that_nobody_reads_any_more_ends_the_command_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    left: list[int] = []
    monkeypatch.setattr(frame.os, "_exit", left.append)
    monkeypatch.setattr(sys, "platform", "linux")
    refused_by_the_disk(BrokenPipeError(32, "Broken pipe"))
    assert left == [0]
    refused_by_the_disk(OSError(22, "Invalid argument"))
    assert left == [0]
    monkeypatch.setattr(sys, "platform", "win32")  # where a closed pipe is an invalid argument
    refused_by_the_disk(OSError(22, "Invalid argument"))
    assert left == [0, 0]


class Device(io.StringIO):
    """A character device, as which the null device of Windows passes too."""

    def isatty(self) -> bool:
        return True


def test_the_null_device_of_windows_is_nobody_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not terminal.attended(None)
    assert not terminal.attended(io.StringIO())
    monkeypatch.setattr(sys, "platform", "linux")
    assert terminal.attended(Device())
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(terminal, "_console", lambda stream: False)
    assert not terminal.attended(Device())
    monkeypatch.setattr(terminal, "_console", lambda stream: True)
    assert terminal.attended(Device())
