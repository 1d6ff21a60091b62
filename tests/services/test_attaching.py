"""Files kept with a record: by content, never by path; given out again byte for byte."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.building import new, write
from workbench.disk import safe_name
from workbench.errors import UserError
from workbench.records.record import Ref
from workbench.services import attachments
from workbench.services.attaching import KeptFile, attach, content, detach, files_of, open_copy, save_copy
from workbench.services.attachments import attachment_of
from workbench.services.workbench import Workbench

VM = Ref("obstacle", "001")


@pytest.fixture
def scene(record: Workbench) -> Workbench:
    write(record, new("obstacle", "001", content="Vướng mắc"), new("obstacle", "002", content="Vướng mắc khác"))
    return record


def file(folder: Path, name: str, data: bytes = b"%PDF-1.7 noi dung") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_file_comes_back_byte_for_byte(scene: Workbench, tmp_path: Path) -> None:
    scene.commit(attach(scene, VM, [file(tmp_path, "Biên bản họp.pdf", b"%PDF \x00\xff" * 999)]))
    [kept] = files_of(scene.repository, VM)
    assert (kept.name, kept.size) == ("Biên bản họp.pdf", 999 * 7)
    save_copy(scene, kept, tmp_path / "ra.pdf")
    assert (tmp_path / "ra.pdf").read_bytes() == b"%PDF \x00\xff" * 999
    assert not list(tmp_path.glob("*.part"))


def test_the_same_content_is_kept_once_for_two_records(scene: Workbench, tmp_path: Path) -> None:
    path = file(tmp_path, "a.pdf")
    scene.commit(attach(scene, VM, [path]))
    scene.commit(attach(scene, Ref("obstacle", "002"), [path]))
    assert scene.database.rows("SELECT count(*) FROM attachment")[0][0] == 1
    with pytest.raises(UserError, match=r"files\.already_there"):
        attach(scene, VM, [path])


def test_taking_a_file_off_can_be_taken_back(scene: Workbench, tmp_path: Path) -> None:
    scene.commit(attach(scene, VM, [file(tmp_path, "a.pdf")]))
    [kept] = files_of(scene.repository, VM)
    scene.commit(detach(scene, kept.uid))
    assert files_of(scene.repository, VM) == []
    scene.undo()
    assert content(scene, files_of(scene.repository, VM)[0]) == b"%PDF-1.7 noi dung"


def test_a_record_with_files_is_not_undone_away(scene: Workbench, tmp_path: Path) -> None:
    made = write(scene, new("obstacle", "003", content="Mới"))
    scene.commit(attach(scene, Ref("obstacle", "003"), [file(tmp_path, "a.pdf")]))
    with pytest.raises(UserError, match="nothing_to_undo"):
        scene.undo(made.act.number)


def test_a_damaged_file_is_not_given_out(scene: Workbench, tmp_path: Path) -> None:
    scene.commit(attach(scene, VM, [file(tmp_path, "a.pdf")]))
    scene.database.execute("UPDATE attachment SET content=x'00'")
    with pytest.raises(UserError, match=r"files\.damaged"):
        content(scene, files_of(scene.repository, VM)[0])


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "rong.pdf", "attachment.empty"),
        ("Số 1\nTỐI MẬT\nNội dung".encode(), "a.txt", "attachment.secret"),
        (b"%PDF", "Kế hoạch (MẬT).pdf", "attachment.secret"),
    ],
)
def test_what_must_not_be_kept_is_refused(scene: Workbench, tmp_path: Path, data: bytes, name: str, code: str) -> None:
    head = scene.journal.head()
    with pytest.raises(UserError, match=code):
        attach(scene, VM, [file(tmp_path, name, data)])
    assert scene.journal.head() == head


def test_a_mark_inside_a_word_file_is_seen(scene: Workbench, tmp_path: Path) -> None:
    path = tmp_path / "bc.docx"
    with zipfile.ZipFile(path, "w") as package:
        words = "<w:p><w:r><w:t>BÁO CÁO</w:t></w:r></w:p><w:p><w:r><w:t>M</w:t></w:r><w:r><w:t>ẬT</w:t></w:r></w:p>"
        package.writestr("word/document.xml", words)
    with pytest.raises(UserError, match=r"attachment\.secret"):
        attach(scene, VM, [path])


def test_a_file_over_the_limit_is_refused(scene: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "MOST_BYTES", 10)
    with pytest.raises(UserError, match=r"attachment\.too_large"):
        attach(scene, VM, [file(tmp_path, "a.pdf")])


def test_a_name_never_becomes_a_path(scene: Workbench, tmp_path: Path) -> None:
    blob = attachment_of(file(tmp_path, "a.pdf"))
    evil = KeptFile("x", blob.sha256, "../../../etc/cron.d/x.pdf", 1)
    scene.commit(attach(scene, VM, [tmp_path / "a.pdf"]))
    inside = tmp_path / "xem"
    shown = open_copy(scene, evil, inside)
    assert shown.parent == inside
    assert shown.name == f"{blob.sha256[:16]}.pdf"


def test_what_could_run_is_only_saved(scene: Workbench, tmp_path: Path) -> None:
    scene.commit(attach(scene, VM, [file(tmp_path, "cai-dat.exe", b"MZ")]))
    [kept] = files_of(scene.repository, VM)
    assert not kept.openable
    with pytest.raises(UserError, match=r"files\.only_save"):
        open_copy(scene, kept, tmp_path / "xem")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("a/b\\c:d.pdf", "a_b_c_d.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("  ..  ", "_"),
        ("Biên bản.pdf", "Biên bản.pdf"),
        ("x" * 200 + ".docx", "x" * 115 + ".docx"),
    ],
)
def test_names_fit_every_disk(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_the_scan_of_an_answer_counts_among_its_files(scene: Workbench) -> None:
    write(scene, new("document", "d1", direction="in", full_number="1/BTC", attachment="ab", attachment_name="q.pdf"))
    assert [f.name for f in files_of(scene.repository, Ref("document", "d1"))] == ["q.pdf"]
