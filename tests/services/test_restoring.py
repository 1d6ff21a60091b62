"""Going back to a copy: what it would change is said first, the present state is kept, never half a restore."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.building import edit, everything, new, write
from tests.conftest import SEED
from workbench import folders
from workbench.clock import FixedClock
from workbench.errors import RecordUnavailable, UserError
from workbench.records.changes import remove
from workbench.records.record import Ref
from workbench.services.restoring import plan_restore, restore
from workbench.services.workbench import Workbench
from workbench.storage.ownership import Ownership


@pytest.fixture(autouse=True)
def empty_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(folders.HOME, str(tmp_path / "máy"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "sổ").mkdir()
    return tmp_path / "sổ" / "Sổ vùng.lkv"


@pytest.fixture
def opened(path: Path, clock: FixedClock) -> Iterator[Workbench]:
    """A record with two obstacles, copied."""
    with Workbench.create(path, SEED, clock, "Nguyễn A") as made:
        write(made, new("obstacle", "o1", content="Thiếu cát"), new("obstacle", "o2", content="Thiếu đá"))
        assert made.safeguard is not None
        made.safeguard.now()
        clock.at += timedelta(hours=1)
        yield made


def copy_of(opened: Workbench) -> Path:
    assert opened.safeguard is not None
    return opened.safeguard.listed()[-1].copy.path


def beside(path: Path) -> list[str]:
    return sorted(found.name for found in path.parent.iterdir())


def test_plan_says_what_would_change(opened: Workbench, clock: FixedClock) -> None:
    write(opened, edit(opened, "obstacle", "o1", content="khác"), new("obstacle", "o3", content="c"))
    write(opened, remove(opened.repository.need(Ref("obstacle", "o2"))))
    write(opened, new("obstacle", "o4", content="d"))
    write(opened, remove(opened.repository.need(Ref("obstacle", "o4"))))
    plan = plan_restore(copy_of(opened), opened, clock)
    assert (plan.related, plan.going, plan.returning, plan.changing, plan.ahead) == (True, 1, 1, 1, 0)
    assert [act.number for act in plan.later] == [6, 5, 4, 3]
    words = "\n".join(plan.words())
    assert "1 bản ghi lập sau đó sẽ không còn" in words and "Bỏ lại 4 việc" in words and "09:42 12/10/2026" in words


def test_plan_for_the_present_state_changes_nothing(opened: Workbench, clock: FixedClock) -> None:
    assert plan_restore(copy_of(opened), opened, clock).nothing


def test_planning_touches_neither_copy_nor_record(opened: Workbench, path: Path, clock: FixedClock) -> None:
    copy = copy_of(opened)
    before = copy.read_bytes(), path.read_bytes(), beside(copy)
    plan_restore(copy, opened, clock)
    assert (copy.read_bytes(), path.read_bytes(), beside(copy)) == before


def test_restored_record_is_as_the_copy_and_says_so(opened: Workbench, path: Path, clock: FixedClock) -> None:
    then = everything(opened)
    write(opened, edit(opened, "obstacle", "o1", content="khác"))
    left = opened.journal.head()
    opened.close()
    done = restore(copy_of(opened), path, clock, "Trần B")
    with Workbench.open(path, clock, "Trần B") as again:
        assert everything(again) == then
        assert list(again.journal.verify()) == []
        act = again.journal.acts(1)[0]
        assert (act.number, act.actor, act.label.key) == (3, "Trần B", "act.restore")
        assert act.label.params == {"copy": copy_of(opened).name, "left": f"{left[0]}-{left[1][:8]}"}
    assert done.act.number == 3
    assert beside(path) == [path.name]


def test_record_open_elsewhere_is_not_replaced_and_it_is_said(
    opened: Workbench, path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Windows a record that another window only reads cannot be replaced either."""
    copy = copy_of(opened)
    opened.close()
    before = path.read_bytes()

    def refused(fresh: Path, target: Path) -> None:
        if target == path:
            raise PermissionError(13, "Access denied")
        fresh.replace(target)

    monkeypatch.setattr("workbench.disk.replace", refused)
    monkeypatch.setattr("workbench.disk.held", lambda path, wish: wish == "replace")
    with pytest.raises(RecordUnavailable) as caught:
        restore(copy, path, clock, "B")
    assert caught.value.code == "safety.restore_held"
    assert (path.read_bytes(), beside(path)) == (before, [path.name])


def test_state_before_the_restore_can_be_gone_back_to(opened: Workbench, path: Path, clock: FixedClock) -> None:
    write(opened, new("obstacle", "o3", content="c"))
    now = everything(opened)
    opened.safeguard, copy = None, copy_of(opened)
    opened.close()
    kept = restore(copy, path, clock, "B").kept
    assert ".restore." in kept.name
    clock.at += timedelta(hours=1)
    restore(kept, path, clock, "B")
    with Workbench.open(path, clock, "B") as again:
        assert everything(again) == now


def test_restore_of_an_older_copy_brings_it_up_to_date(opened: Workbench, path: Path, clock: FixedClock) -> None:
    copy = copy_of(opened)
    raw = bytearray(copy.read_bytes())
    raw[60:64] = (999).to_bytes(4, "big")
    copy.write_bytes(raw)
    assert plan_restore(copy, opened, clock).nothing
    opened.close()
    restore(copy, path, clock, "B")
    with Workbench.open(path, clock, "B", read_only=True) as again:
        assert again.repository.count("obstacle") == 2


def test_damaged_record_is_put_aside_and_replaced(opened: Workbench, path: Path, clock: FixedClock) -> None:
    copy = copy_of(opened)
    opened.close()
    torn = path.read_bytes()[:9000]
    path.write_bytes(torn)
    plan = plan_restore(copy, None, clock)
    assert not plan.related and plan.present is None
    kept = restore(copy, path, clock, "B").kept
    assert kept.read_bytes() == torn and kept.parent == path.parent
    with Workbench.open(path, clock, "B") as again:
        assert again.repository.count("obstacle") == 2


def test_journal_of_the_damaged_file_is_never_taken_for_the_new_one(
    opened: Workbench, path: Path, clock: FixedClock
) -> None:
    copy = copy_of(opened)
    opened.close()
    path.write_bytes(path.read_bytes()[:9000])
    stray = path.with_name(path.name + "-journal")
    stray.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(600))
    restore(copy, path, clock, "B")
    assert not stray.exists()
    with Workbench.open(path, clock, "B") as again:
        assert again.repository.count("obstacle") == 2


def test_record_that_is_gone_is_brought_back(opened: Workbench, path: Path, clock: FixedClock) -> None:
    copy = copy_of(opened)
    opened.close()
    path.unlink()
    restore(copy, path, clock, "B")
    with Workbench.open(path, clock, "B") as again:
        assert again.repository.count("obstacle") == 2


# refusals: the record is as it was


@pytest.fixture
def closed(opened: Workbench, path: Path) -> Path:
    opened.close()
    return path


def refused(copy: Path, path: Path, clock: FixedClock) -> str:
    before = path.read_bytes(), beside(path)
    with pytest.raises(UserError) as caught:
        restore(copy, path, clock, "B")
    assert (path.read_bytes(), beside(path)) == before
    return caught.value.code


def test_damaged_copy_is_refused(opened: Workbench, closed: Path, clock: FixedClock) -> None:
    copy = copy_of(opened)
    copy.write_bytes(copy.read_bytes()[:9000])
    assert refused(copy, closed, clock) == "damaged_record"
    with pytest.raises(RecordUnavailable):
        plan_restore(copy, None, clock)


def test_copy_with_an_altered_journal_is_refused(opened: Workbench, closed: Path, clock: FixedClock) -> None:
    copy = copy_of(opened)
    assert copy.read_bytes().count("Nguyễn A".encode()) >= 2
    copy.write_bytes(copy.read_bytes().replace("Nguyễn A".encode(), "Nguyễn B".encode()))
    assert refused(copy, closed, clock) == "safety.copy_damaged"


def test_file_that_is_no_record_is_refused_by_its_own_name(closed: Path, tmp_path: Path, clock: FixedClock) -> None:
    other = tmp_path / "ảnh.lkv"
    other.write_bytes(b"JFIF" * 3000)
    assert refused(other, closed, clock) == "not_a_record"
    assert refused(tmp_path / "không có.lkv", closed, clock) == "record_missing"


def test_record_that_somebody_has_open_is_left_alone(opened: Workbench, closed: Path, clock: FixedClock) -> None:
    owner = Ownership.take(closed, clock.now())
    assert refused(copy_of(opened), closed, clock) == "record_in_use"
    owner.release()


@pytest.mark.parametrize("where", ["shutil.copyfile", "os.fsync"])
def test_disk_that_fails_on_the_way(
    opened: Workbench, closed: Path, clock: FixedClock, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(where, full)
    assert refused(copy_of(opened), closed, clock).startswith("safety.")


def test_copy_of_another_record_is_recognised(opened: Workbench, tmp_path: Path, clock: FixedClock) -> None:
    with Workbench.create(tmp_path / "khác.lkv", SEED, clock, "Người khác") as other:
        plan = plan_restore(copy_of(opened), other, clock)
    assert not plan.related and plan.present is not None
