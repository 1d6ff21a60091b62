"""Checking a record: whatever was changed past the program is named, in words an officer understands."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.building import edit, new, write
from tests.conftest import SEED
from workbench.clock import FixedClock
from workbench.domain.registry import ENTITIES
from workbench.errors import Cancelled, RecordUnavailable
from workbench.messages import set_language
from workbench.records.changes import Attachment, ChangeSet, FieldSource, Label, remove
from workbench.records.issues import CellRef
from workbench.records.record import Ref
from workbench.services.maintenance import Finding, check_record
from workbench.services.workbench import Workbench
from workbench.storage.seals import LOOSE, Seals
from workbench.storage.structure import tables
from workbench.storage.tables import expected

CONTENT = "Biểu gốc".encode()
FILE = Attachment(hashlib.sha256(CONTENT).hexdigest(), "Biểu 02.xlsx", CONTENT)


def filled(path: Path, clock: FixedClock) -> None:
    """A closed record with references, lists, an import with its file, an edit and a removal."""
    with Workbench.create(path, SEED, clock, "Nguyễn A") as made:
        write(
            made,
            new("locality", "l1", code="86", name="Vĩnh Long"),
            new("obstacle", "o1", content="Thiếu cát đắp nền", localities=("l1",), code="VM-2026-0001"),
            new("obstacle", "o2", content="Thiếu đá", code="VM-2026-0002"),
            new("recommendation", "r1", obstacle="o1", content="Cấp mỏ"),
        )
        source = FieldSource(Ref("obstacle", "o3"), "content", "b1", (CellRef("Biểu 02", "B9"),), "Thiếu điện")
        made.commit(
            ChangeSet(
                Label("act.import", {"file": FILE.name, "n": 1}),
                (
                    new("obstacle", "o3", content="Thiếu điện"),
                    new("import_batch", "b1", sha256=FILE.sha256, file_name=FILE.name, state="done"),
                ),
                "import",
                (source,),
                (FILE,),
            )
        )
        write(made, edit(made, "obstacle", "o1", note="đã gọi"), edit(made, "recommendation", "r1", kind="direct"))
        write(made, remove(made.repository.need(Ref("obstacle", "o2"))))


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from datetime import date

    path = tmp_path_factory.mktemp("sổ") / "Sổ vùng.lkv"
    filled(path, FixedClock.on(date(2026, 10, 12)))
    return path


@pytest.fixture
def path(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sound, tmp_path / "Sổ vùng.lkv"))


def tamper(path: Path, *statements: str) -> None:
    """Write past the program, as somebody with a database tool would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            assert connection.execute(statement).rowcount != 0, statement


def wrong(path: Path, clock: FixedClock) -> dict[str, tuple[str, ...]]:
    """Key of every check that found something, with what it found."""
    with Workbench.open(path, clock, "B", as_it_is=True) as opened:
        return {finding.key: finding.wrong for finding in check_record(opened) if not finding.good}


def test_sound_record_is_found_sound_and_counted(path: Path, clock: FixedClock) -> None:
    before = path.read_bytes()
    with Workbench.open(path, clock, "B", as_it_is=True) as opened:
        found = check_record(opened)
    assert [finding.key for finding in found] == [
        "pages", "structure", "journal", "seals", "history", "values", "references", "search", "words", "listing",
        "files",
    ]  # fmt: skip
    assert all(finding.good for finding in found)
    counted = {finding.key: finding.counted for finding in found}
    assert (counted["journal"], counted["seals"], counted["files"], counted["search"]) == (5, 5, 1, 3)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("attack", "seen"),
    [
        ("UPDATE obstacle SET content='Thiếu cát đắp nềm' WHERE uid='o1'", {"seals", "history", "search", "listing"}),
        ("UPDATE obstacle SET revision=2 WHERE uid='o1'", {"seals"}),
        ("DELETE FROM obstacle WHERE uid='o3'", {"seals", "history", "search", "listing"}),
        ("INSERT INTO obstacle (uid, revision, code, content, state) VALUES ('o9', 1, 'x', 'y', 'new')",
         {"seals", "history", "search", "listing"}),
        ("DELETE FROM obstacle_localities", {"seals", "history", "search", "listing"}),
        ("UPDATE obstacle_localities SET position=1", set()),  # order, not places
        ("UPDATE seal SET hash=zeroblob(16) WHERE uid='o1'", {"seals"}),
        ("DELETE FROM seal WHERE uid='o1'", {"seals"}),
        ("INSERT INTO seal VALUES ('obstacle', 'o9', zeroblob(16))", {"seals"}),
        ("INSERT INTO seal VALUES ('khác', 'o9', zeroblob(16))", {"seals"}),
        ("UPDATE code_series SET last=1", {"seals"}),
        ("DELETE FROM code_series", {"seals"}),
        ("UPDATE _sqlite_migrations SET applied_at='2020'", {"seals"}),
        ("UPDATE search_text SET folded='khac' WHERE uid='o1'", {"search", "words"}),
        ("INSERT INTO search_text (entity, uid, folded) VALUES ('obstacle', 'o9', 'khac')", {"search", "words"}),
        ("UPDATE listing SET due='2020-01-01' WHERE uid='o1'", {"listing"}),
        ("DELETE FROM listing_choice", {"listing"}),
        ("UPDATE counted_obstacle SET standing='doing'", {"listing"}),
        ("INSERT INTO counted_obstacle VALUES (999, 'GT', '', 'new', NULL, NULL)", {"listing"}),
        ("UPDATE attachment SET content=x'00'", {"files"}),
        ("UPDATE attachment SET content=CAST(content||'x' AS BLOB)", {"files"}),
        ("UPDATE attachment SET sha256='00'", {"files", "journal"}),
        ("UPDATE field_source SET raw='khác'", {"journal"}),
        ("UPDATE act SET actor='Trần B' WHERE number=2", {"journal"}),
        ("UPDATE act_change SET after=replace(after, 'cát', 'đất') WHERE uid='o1'", {"journal", "history"}),
        ("UPDATE obstacle SET raised_date='hôm qua' WHERE uid='o3'",
         {"seals", "history", "values", "search", "listing"}),
        ("UPDATE obstacle SET state='lạ' WHERE uid='o3'", {"seals", "history", "values", "listing"}),
        ("UPDATE recommendation SET obstacle='o9'", {"seals", "history", "references", "search"}),
    ],
)  # fmt: skip
def test_what_was_changed_past_the_program_is_seen(path: Path, clock: FixedClock, attack: str, seen: set[str]) -> None:
    tamper(path, attack)
    assert wrong(path, clock).keys() == seen


def test_record_and_its_seal_forged_together_still_differ_from_the_history(path: Path, clock: FixedClock) -> None:
    tamper(path, "UPDATE obstacle SET note='khác' WHERE uid='o1'")
    with Workbench.open(path, clock, "B") as opened, opened.database.transaction() as connection:
        opened.seals.rebuild(connection)
    assert wrong(path, clock) == {"history": ("VM-2026-0001",), "search": ("VM-2026-0001",)}


def test_what_is_wrong_is_called_by_its_name(path: Path, clock: FixedClock) -> None:
    tamper(path, "UPDATE obstacle SET note='khác' WHERE uid='o1'", "UPDATE code_series SET last=9")
    with Workbench.open(path, clock, "B", as_it_is=True) as opened:
        found = {finding.key: finding for finding in check_record(opened)}
    assert found["seals"].wrong == ("VM-2026-0001", "code_series VM/2026")
    assert found["seals"].words.startswith("2 bản ghi khác lúc được ghi")
    assert "VM-2026-0001" in found["history"].words


def test_text_that_is_no_text_any_more_is_seen_and_hides_nothing_else(path: Path, clock: FixedClock) -> None:
    tamper(
        path,
        "UPDATE obstacle SET note=CAST(x'c3' AS TEXT) WHERE uid='o1'",
        "UPDATE obstacle SET note='khác' WHERE uid='o3'",
    )
    found = wrong(path, clock)
    assert found["seals"] == ("VM-2026-0001", "VM-2026-o3")
    assert found["values"] == ("VM-2026-0001",)


def test_torn_page_is_told_and_the_other_checks_say_they_could_not_go_through(path: Path, clock: FixedClock) -> None:
    whole = path.read_bytes()
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name='obstacle'").fetchone()
    path.write_bytes(whole[: (page - 1) * 4096] + bytes(4096) + whole[page * 4096 :])
    with Workbench.open(path, clock, "B", as_it_is=True) as opened:
        found = {finding.key: finding.state for finding in check_record(opened)}
    assert found["pages"] == "bad"
    assert found["seals"] == "unread"
    assert found["journal"] == "good"


def test_damage_does_not_get_into_what_the_window_keeps(path: Path, clock: FixedClock) -> None:
    tamper(path, "UPDATE obstacle SET note=CAST(x'c3' AS TEXT) WHERE uid='o1'")
    with Workbench.open(path, clock, "B", as_it_is=True) as opened:
        check_record(opened)
        with pytest.raises(Exception, match="damaged_record"):
            opened.repository.all("obstacle")


def test_check_can_be_stopped(path: Path, clock: FixedClock) -> None:
    class Stops:
        def step(self, done: int, total: int, key: str = "") -> None:
            if done:
                raise Cancelled

    with Workbench.open(path, clock, "B", as_it_is=True) as opened, pytest.raises(Cancelled):
        check_record(opened, Stops())


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_result_has_its_sentence(path: Path, clock: FixedClock, language: str) -> None:
    set_language(language)
    with Workbench.open(path, clock, "B", as_it_is=True) as opened:
        for finding in check_record(opened):
            for state in ("good", "bad", "unread"):
                words = Finding(finding.key, state, 2, ("a", "b")).words
                assert not words.startswith("check."), words


# seals


def flaws(opened: Workbench) -> list[tuple[str, str]]:
    return [(flaw.ref.uid, flaw.reason) for flaw in opened.seals.flaws()]


def test_every_table_is_covered_by_a_check() -> None:
    """A table that no check looks at could be changed unseen: name it here with what sees it."""
    chained = ("act", "act_change", "field_source", "attachment")
    counted = ("counted_obstacle", "counted_item", "counted_agreement")
    index = tuple(f"search_word_{part}" for part in ("config", "data", "idx"))
    listed = ("listing", "listing_choice", "listing_key", "listing_value", "listing_state")
    compared = ("search_text", "seal", *listed, *counted, *index)
    assert tables((*expected(ENTITIES), *LOOSE, *chained, *compared)) == ()


@given(st.lists(st.sampled_from(["make", "edit", "relist", "remove", "undo", "redo"]), max_size=12))
def test_seals_hold_after_any_work(acts: list[str]) -> None:
    from datetime import date

    from workbench.errors import UserError
    from workbench.storage.database import MEMORY

    opened = Workbench.create(MEMORY, SEED, FixedClock.on(date(2026, 10, 12)), "A")
    write(opened, *(new("locality", f"l{n}", code=f"8{n}", name=f"Tỉnh {n}") for n in range(3)), source="seed")
    for number, act in enumerate(acts):
        there = opened.repository.all("obstacle")
        if act == "make":
            write(opened, new("obstacle", f"o{number}", content="a", localities=("l0",)))
        elif act in ("undo", "redo"):
            try:
                getattr(opened, act)()
            except UserError:
                continue
        elif there and act == "edit":
            write(opened, edit(opened, "obstacle", there[0].uid, note=f"ghi {number}"))
        elif there and act == "relist":
            write(
                opened,
                edit(opened, "obstacle", there[-1].uid, note=f"ghi {number}", localities=("l2", "l1")[: 1 + number % 2]),
            )
        elif there and act == "remove":
            write(opened, remove(there[0]))
        assert flaws(opened) == []
    assert all(finding.good for finding in check_record(opened))
    opened.close()


def test_upgrade_seals_anew_but_does_not_hide_what_was_broken_before(path: Path, clock: FixedClock) -> None:
    tamper(path, "UPDATE obstacle SET note='khác' WHERE uid='o1'", "PRAGMA user_version=999")
    with Workbench.open(path, clock, "B") as opened:
        assert flaws(opened) == [("o1", "altered")]


def test_record_from_before_the_seals_is_sealed_when_opened(path: Path, clock: FixedClock) -> None:
    tamper(
        path,
        "DROP TABLE seal",
        "DROP TABLE condition",
        "DELETE FROM _sqlite_migrations WHERE name='0010_seals'",
        "PRAGMA user_version=1000",
    )
    with Workbench.open(path, clock, "B") as opened:
        assert flaws(opened) == []
        assert opened.database.rows("SELECT count(*) FROM seal WHERE entity='obstacle'") == [(2,)]


def test_act_that_fails_leaves_the_seals_alone(path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> None:
    with Workbench.open(path, clock, "B") as opened:
        plain = Seals.refresh

        def breaks(self: Seals, *args: object) -> None:
            plain(self, *args)  # type: ignore[arg-type]
            raise RuntimeError("power")

        monkeypatch.setattr(Seals, "refresh", breaks)
        with pytest.raises(RuntimeError):
            write(opened, edit(opened, "obstacle", "o1", note="khác"))
        assert flaws(opened) == []


@pytest.fixture
def reopened(path: Path, clock: FixedClock) -> Iterator[Workbench]:
    with Workbench.open(path, clock, "B") as opened:
        yield opened


def test_order_of_a_list_is_sealed(reopened: Workbench) -> None:
    write(reopened, new("locality", "l2", code="87", name="Đồng Tháp"))
    write(reopened, edit(reopened, "obstacle", "o1", localities=("l1", "l2")))
    reopened.database.execute("UPDATE obstacle_localities SET position=9 WHERE target='l1'")
    assert flaws(reopened) == [("o1", "altered")]


@pytest.mark.parametrize("spoilt", ["label='không phải JSON'", "label='{}'", "at='hôm qua'"])
def test_act_that_cannot_be_read_is_damage_told_in_a_sentence(path: Path, clock: FixedClock, spoilt: str) -> None:
    tamper(path, f"UPDATE act SET {spoilt} WHERE number=(SELECT max(number) FROM act)")
    with pytest.raises(RecordUnavailable) as caught:
        Workbench.open(path, clock, "B")
    assert caught.value.code == "damaged_record"
    with pytest.raises(RecordUnavailable):  # and the refusal left it free
        Workbench.open(path, clock, "B")
    assert "journal" in wrong(path, clock)


def test_label_of_a_recovery_that_cannot_be_read_excuses_nothing(path: Path, clock: FixedClock) -> None:
    tamper(path, """UPDATE act SET label='{"key":"act.recovered",' WHERE number=2""")
    assert "journal" in wrong(path, clock)
