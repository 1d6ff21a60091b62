"""The journal: who did what and when, chained so that every alteration shows."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta

import pytest

from tests.building import edit, new, write
from workbench.clock import FixedClock
from workbench.records.changes import Attachment, ChangeSet, FieldSource, Label
from workbench.records.issues import CellRef
from workbench.records.record import Ref
from workbench.services.workbench import Workbench
from workbench.storage.journal import GENESIS

OBSTACLE = Ref("obstacle", "o1")
CONTENT = "Sổ tay".encode()
FILE = Attachment(hashlib.sha256(CONTENT).hexdigest(), "Biểu 02.xlsx", CONTENT)


@pytest.fixture
def filled(record: Workbench) -> Workbench:
    """Acts 2 to 4: an import with its file and sources, an edit, its undo."""
    created = new("obstacle", "o1", content="Thiếu cát")
    source = FieldSource(OBSTACLE, "content", "b1", (CellRef("Biểu 02", "B9"), CellRef("Biểu 02", "B10")), " Thiếu cát")
    label = Label("act.import", {"file": "Biểu 02.xlsx", "n": 1})
    record.commit(ChangeSet(label, (created,), "import", (source,), (FILE,), note="lần đầu"))
    write(record, edit(record, "obstacle", "o1", content="Thiếu đá"))
    record.undo()
    return record


def breaks(opened: Workbench) -> list[tuple[int, str]]:
    return [(b.number, b.reason.removeprefix("journal.")) for b in opened.journal.verify()]


def tamper(opened: Workbench, *statements: str) -> None:
    """Write past the program, as somebody with a database tool would."""
    opened.database.execute("PRAGMA foreign_keys=OFF")
    for statement in statements:
        assert opened.database.execute(statement).rowcount > 0
    opened.database.execute("PRAGMA foreign_keys=ON")


def test_act_tells_who_when_what_and_why(filled: Workbench, clock: FixedClock) -> None:
    act = filled.journal.act(2)
    assert act is not None
    assert (act.actor, act.at, act.kind, act.note, act.undoes) == (
        "Nguyễn A", clock.now(), "import", "lần đầu", None,
    )  # fmt: skip
    assert act.label == Label("act.import", {"file": "Biểu 02.xlsx", "n": 1})


def test_acts_are_listed_newest_first(filled: Workbench) -> None:
    assert [act.number for act in filled.journal.acts()] == [4, 3, 2, 1]
    assert [act.number for act in filled.journal.acts(limit=2)] == [4, 3]


def test_act_that_is_not_there(filled: Workbench) -> None:
    assert filled.journal.act(9) is None


def test_undo_points_at_what_it_took_back(filled: Workbench) -> None:
    assert [(act.kind, act.undoes) for act in filled.journal.acts(limit=1)] == [("undo", 3)]


def test_changes_come_back_as_they_were_committed(filled: Workbench) -> None:
    assert filled.journal.changes(2) == (new("obstacle", "o1", content="Thiếu cát"),)


def test_history_of_a_record(filled: Workbench) -> None:
    told = [(act.number, (change.after or {}).get("content")) for act, change in filled.journal.history(OBSTACLE)]
    assert told == [(4, "Thiếu cát"), (3, "Thiếu đá"), (2, "Thiếu cát")]


def test_order_is_by_number_whatever_the_clock_says(filled: Workbench, clock: FixedClock) -> None:
    clock.at -= timedelta(days=400)
    write(filled, new("obstacle", "o2", content="b"))
    assert filled.journal.acts(limit=1)[0].number == 5
    assert breaks(filled) == []


def test_sources_keep_the_cells_and_the_text_that_stood_there(filled: Workbench) -> None:
    source = filled.journal.sources(OBSTACLE)["content", 2]
    assert (source.batch, source.raw) == ("b1", " Thiếu cát")
    assert [str(cell) for cell in source.cells] == ["Biểu 02!B9", "Biểu 02!B10"]


def test_kept_file_comes_back_whole(filled: Workbench) -> None:
    assert filled.journal.attachment(FILE.sha256) == (FILE.name, CONTENT)
    assert filled.journal.attachment_name(FILE.sha256) == FILE.name
    assert filled.journal.attachment("0" * 64) is None


def test_same_file_sent_again_is_kept_once_and_the_chain_holds(filled: Workbench) -> None:
    again = ChangeSet(Label("act.import"), (new("obstacle", "o2", content="b"),), "import", (), (FILE, FILE))
    filled.commit(again)
    assert filled.database.rows("SELECT count(*) FROM attachment") == [(1,)]
    assert breaks(filled) == []


def test_untouched_chain_is_whole(filled: Workbench) -> None:
    assert breaks(filled) == []
    first = filled.journal.act(1)
    assert first is not None and first.before_hash == GENESIS


@pytest.mark.parametrize(
    ("attack", "seen"),
    [
        ("UPDATE act_change SET after='{\"content\":\"khác\"}' WHERE act=3", [(3, "altered_act")]),
        ("UPDATE act_change SET uid='o7' WHERE act=2", [(2, "altered_act")]),
        ("UPDATE act SET actor='Trần B' WHERE number=2", [(2, "altered_act")]),
        ("UPDATE act SET at='2020-01-01T00:00:00+07:00' WHERE number=3", [(3, "altered_act")]),
        ("UPDATE act SET note='' WHERE number=2", [(2, "altered_act")]),
        ("UPDATE act SET kind='edit' WHERE number=4", [(4, "altered_act")]),
        ("UPDATE act SET undoes=2 WHERE number=4", [(4, "altered_act")]),
        ("DELETE FROM act_change WHERE act=3", [(3, "altered_act")]),
        ("INSERT INTO act_change VALUES (3, 1, 'obstacle', 'o1', NULL, '{}')", [(3, "altered_act")]),
        ("UPDATE field_source SET raw='khác'", [(2, "altered_act")]),
        ("DELETE FROM field_source", [(2, "altered_act")]),
        ("UPDATE attachment SET name='khác.xlsx'", [(2, "altered_act")]),
        ("DELETE FROM attachment", [(2, "altered_act")]),
        ("UPDATE act SET hash='x' WHERE number=4", [(4, "altered_act")]),
        ("UPDATE act SET hash='x' WHERE number=2", [(2, "altered_act"), (3, "broken_link")]),
        ("DELETE FROM act WHERE number=3", [(4, "missing_act"), (4, "broken_link")]),
        ("UPDATE act SET number=9 WHERE number=4", [(9, "missing_act"), (9, "altered_act")]),
        ("DELETE FROM act WHERE number=4", [(5, "missing_act")]),
    ],
)  # fmt: skip
def test_alteration_is_seen_where_it_was_made(filled: Workbench, attack: str, seen: list[tuple[int, str]]) -> None:
    tamper(filled, attack)
    assert breaks(filled) == seen


def test_swapped_acts_are_seen(filled: Workbench) -> None:
    swap = ("SET {0}=-1 WHERE {0}=2", "SET {0}=2 WHERE {0}=3", "SET {0}=3 WHERE {0}=-1")
    tamper(
        filled,
        *(f"UPDATE act {part.format('number')}" for part in swap),
        *(f"UPDATE act_change {part.format('act')}" for part in swap),
    )
    assert {number for number, _ in breaks(filled)} >= {2, 3}


def test_resealed_act_breaks_the_link_after_it(filled: Workbench) -> None:
    forged = filled.journal.act(2)
    assert forged is not None
    tamper(filled, f"UPDATE act SET before_hash='{forged.hash}' WHERE number=2")
    assert (2, "broken_link") in breaks(filled)


def test_values_are_written_as_readable_json(filled: Workbench) -> None:
    (after,) = filled.database.rows("SELECT after FROM act_change WHERE act=3")[0]
    assert json.loads(str(after)) == {"content": "Thiếu đá"}
    assert "Thiếu đá" in str(after)
