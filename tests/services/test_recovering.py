"""Salvage of damaged records: what comes over passes every check, and nothing wrong comes over without being named."""

from __future__ import annotations

import hashlib
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.building import edit, everything, new, write
from tests.conftest import SEED
from workbench.clock import FixedClock
from workbench.errors import UserError
from workbench.messages import text
from workbench.records.changes import Attachment, ChangeSet, FieldSource, Label, remove
from workbench.records.issues import CellRef
from workbench.records.record import Ref, name_of
from workbench.schema.spec import entity_of, values_of
from workbench.services.maintenance import check_record
from workbench.services.recovering import Recovered, recover
from workbench.services.workbench import Workbench

PAGE = 4096
WORDS = ("vướng", "mắc", "thủ", "tục", "thu", "hồi", "đất", "chậm", "bàn", "giao", "mặt", "bằng")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed record of 120 obstacles with parts, imports with their files, edits and a removal."""
    path = tmp_path_factory.mktemp("sổ") / "Sổ vùng.lkv"
    chance = random.Random(3)

    def say(n: int) -> str:
        return " ".join(chance.choice(WORDS) for _ in range(n))

    with Workbench.create(path, SEED, FixedClock.on(date(2026, 10, 12)), "Nguyễn A") as made:
        made.safeguard = None
        write(made, *(new("locality", f"l{n}", code=f"8{n}", name=f"Tỉnh {n}") for n in range(4)))
        for batch in range(3):
            content = chance.randbytes(300_000)
            file = Attachment(hashlib.sha256(content).hexdigest(), f"Biểu {batch}.xlsx", content)
            uids = [f"o{batch}-{n:02d}" for n in range(40)]
            rows = [
                new("obstacle", uid, content=say(60), localities=(f"l{n % 4}",), code=f"VM-2026-{batch}{n:03d}")
                for n, uid in enumerate(uids)
            ]
            parts = [new("recommendation", f"r{uid}", obstacle=uid, content=say(20)) for uid in uids]
            sources = [FieldSource(row.ref, "content", f"b{batch}", (CellRef("B", "B9"),), say(3)) for row in rows]
            kept = new("import_batch", f"b{batch}", sha256=file.sha256, file_name=file.name, state="done")
            label = Label("act.import", {"file": file.name, "n": 40})
            made.commit(ChangeSet(label, (*rows, *parts, kept), "import", tuple(sources), (file,)))
        for n in range(30):
            write(made, edit(made, "obstacle", f"o{n % 3}-{n:02d}", note=say(8), localities=("l1", "l2")))
        write(made, remove(made.repository.need(Ref("recommendation", "ro0-05"))))
    return path


def truth(path: Path) -> dict[Ref, object]:
    with Workbench.open(path, FixedClock.on(date(2026, 10, 12)), "A", read_only=True) as opened:
        return everything(opened)


def recovered(damaged: Path, clock: FixedClock) -> tuple[Recovered, dict[Ref, object]]:
    """The report and what the new record holds, which must pass every check; the damaged file stays as it was."""
    target = damaged.with_name("cứu.lkv")
    before = damaged.read_bytes()
    report = recover(damaged, target, clock, "Trần B")
    assert damaged.read_bytes() == before
    with Workbench.open(target, clock, "Trần B") as opened:
        bad = [finding.words for finding in check_record(opened) if not finding.good]
        assert bad == []
        assert opened.journal.acts(1)[0].label.key == "act.recovered"
        return report, everything(opened)


def named(report: Recovered, values: Any) -> bool:
    """Whether a report names a record as doubtful, lost or cut."""
    name = name_of(entity_of(type(values)), values_of(values))
    return any(name in told for told in (*report.doubtful, *report.lost, *report.cut_links))


def zero(path: Path, *pages: int) -> None:
    raw = bytearray(path.read_bytes())
    for page in pages:
        raw[(page - 1) * PAGE : page * PAGE] = bytes(PAGE)
    path.write_bytes(raw)


@pytest.fixture
def path(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sound, tmp_path / "Sổ vùng.lkv"))


def test_sound_file_comes_over_whole(path: Path, sound: Path, clock: FixedClock) -> None:
    report, found = recovered(path, clock)
    assert report.complete and (report.lost_acts, report.from_journal) == (0, [])
    assert found == truth(sound)
    assert report.words()[-1] == "Không thiếu gì."


def test_table_that_is_gone_is_rebuilt_from_the_journal(path: Path, sound: Path, clock: FixedClock) -> None:
    with closing(sqlite3.connect(path)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name='obstacle'").fetchone()
    zero(path, root)
    report, found = recovered(path, clock)
    assert found == truth(sound)
    assert len(report.from_journal) == 120 and report.complete


def test_journal_that_is_torn_is_told_and_the_records_come_over(path: Path, sound: Path, clock: FixedClock) -> None:
    with closing(sqlite3.connect(path)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name='act'").fetchone()
    zero(path, root)
    report, found = recovered(path, clock)
    assert found == truth(sound)
    assert report.lost_acts == 36 and not report.complete
    with Workbench.open(path.with_name("cứu.lkv"), clock, "A") as opened:
        assert all(found.known for found in opened.journal.verify())
        write(opened, new("obstacle", "o9", content="việc mới"))
        assert all(found.known for found in opened.journal.verify())
        opened.database.execute("UPDATE act SET actor='X' WHERE number=38")
        assert [found.number for found in opened.journal.verify() if not found.known] == [38]


def cut(raw: bytes, chance: random.Random) -> bytes:
    return raw[: chance.randrange(PAGE * 200, len(raw))]


def flip(raw: bytes, chance: random.Random) -> bytes:
    made = bytearray(raw)
    made[chance.randrange(PAGE, len(raw))] ^= 1 << chance.randrange(8)
    return bytes(made)


def noise(raw: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(PAGE // 512, len(raw) // 512) * 512
    return raw[:place] + chance.randbytes(512) + raw[place + 512 :]


def blank(raw: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(1, len(raw) // PAGE) * PAGE
    return raw[:place] + bytes(PAGE) + raw[place + PAGE :]


def swap(raw: bytes, chance: random.Random) -> bytes:
    one, two = (PAGE * n for n in chance.sample(range(1, len(raw) // PAGE), 2))
    made = bytearray(raw)
    made[one : one + PAGE], made[two : two + PAGE] = raw[two : two + PAGE], raw[one : one + PAGE]
    return bytes(made)


@pytest.mark.parametrize("harm", [cut, flip, noise, blank, swap])
@pytest.mark.parametrize("seed", range(4))
def test_nothing_wrong_comes_over_without_being_named(
    path: Path, sound: Path, clock: FixedClock, harm: Callable[[bytes, random.Random], bytes], seed: int
) -> None:
    path.write_bytes(harm(path.read_bytes(), random.Random(seed)))
    try:
        report, found = recovered(path, clock)
    except UserError as error:
        assert error.code == "safety.beyond_recovery"  # the list of tables itself was hit
        assert not path.with_name("cứu.lkv").exists()
        return
    original = truth(sound)
    wrong = [ref for ref in found if found[ref] != original.get(ref) and not named(report, found[ref])]
    missing = [ref for ref in original.keys() - found.keys() if not named(report, original[ref])]
    assert wrong == []
    assert {text(f"entity.{ref.entity}.many") for ref in missing} <= set(report.torn)


def test_letter_changed_in_a_record_is_put_right_from_the_journal(path: Path, sound: Path, clock: FixedClock) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE obstacle SET note='khác' WHERE uid='o0-00'")
        connection.execute("UPDATE obstacle SET note=CAST(x'c3' AS TEXT) WHERE uid='o1-01'")
        connection.commit()
    report, found = recovered(path, clock)
    assert report.from_journal == ["VM-2026-0000", "VM-2026-1001"]
    assert found == truth(sound)


def test_kept_file_that_was_altered_is_left_behind_and_named(path: Path, clock: FixedClock) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE attachment SET content=x'00' WHERE name='Biểu 1.xlsx'")
        connection.commit()
    report, _ = recovered(path, clock)
    assert set(report.lost_files) == {"Biểu 1.xlsx"}


def test_triggers_and_views_of_a_strange_file_stay_behind(path: Path, sound: Path, clock: FixedClock) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TRIGGER t AFTER INSERT ON obstacle BEGIN DELETE FROM act; END")
        connection.execute("CREATE VIEW v AS SELECT 1")
    report, found = recovered(path, clock)
    assert report.complete and found == truth(sound)


def test_what_is_no_record_is_refused(tmp_path: Path, path: Path, clock: FixedClock) -> None:
    other, target = tmp_path / "ảnh.lkv", tmp_path / "cứu.lkv"
    other.write_bytes(b"JFIF" * 3000)
    for damaged, code in ((other, "not_a_record"), (tmp_path / "không có.lkv", "record_missing")):
        with pytest.raises(UserError) as caught:
            recover(damaged, target, clock, "A")
        assert caught.value.code == code
        assert not target.exists()
    target.write_bytes(b"already here")
    with pytest.raises(UserError) as caught:
        recover(path, target, clock, "A")
    assert (caught.value.code, target.read_bytes()) == ("record_exists", b"already here")


def test_report_is_in_words(path: Path, clock: FixedClock) -> None:
    last = path.stat().st_size // PAGE  # far from the list of tables, which stands at the beginning
    zero(path, *range(last - 40, last - 10))
    words = "\n".join(recovered(path, clock)[0].words())
    assert "bản ghi nguyên vẹn" in words and "safety." not in words
