"""The reporting round: who owes what, what came and how late, counted by hand over a year with every state."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from tests.building import edit, new, write
from tests.services.linkage_scene import furnish, linked
from workbench.clock import FixedClock
from workbench.errors import UserError
from workbench.reports.document import Paragraph
from workbench.services.analysis.timeliness import timeliness_page
from workbench.services.duties import Duties, propose_duties
from workbench.services.letters.late import late_letter
from workbench.services.registers import Registers
from workbench.services.reporting import Rounds, counts, forms_due, standings, state_words, tracking_rows
from workbench.services.round_acts import consolidated, nil_returns, taken_in
from workbench.services.seeding import NewRecord, seed
from workbench.services.workbench import Workbench
from workbench.storage.database import MEMORY
from workbench.values.periods import Period

Q = {number: Period("quarter", 2026, number) for number in (1, 2, 3, 4)}
# member, quarter, form, received, state: 5 members, 3 forms, 4 quarters; the rest never came
CAME = (
    *(("86.2", q, form, date(2026, 3 * q, 20), "sent") for q in (1, 2, 3, 4) for form in ("B01", "B02", "B03")),
    *(("82.2", q, form, date(2026, 3 * q, 25), "nil") for q in (1, 2) for form in ("B01", "B02", "B03")),
    ("92.2", 1, "B02", date(2026, 3, 26), "sent"),  # the day after: 1 working day
    ("92.2", 2, "B02", date(2026, 6, 29), "errors"),  # Thursday 25, Friday, Monday: 2
    ("92.2", 3, "B02", date(2026, 10, 1), "sent"),  # Friday 25 September to Thursday: 4
    ("91.2", 3, "B02", date(2026, 9, 18), "errors"),
    ("96.2", 4, "B01", date(2026, 12, 24), "consolidated"),
)


def owed(record: Workbench, period: Period) -> list[str]:
    return [form.key for form in forms_due(record.repository, period)]


@pytest.fixture
def opened() -> Workbench:
    clock = FixedClock.on(date(2026, 12, 31))
    return Workbench.create(MEMORY, seed(NewRecord("DBSCL")), clock, "Lê Thị Hạnh")


@pytest.fixture
def year(opened: Workbench) -> Workbench:
    """A year of submissions with every state; one form was delivered twice."""
    names = {r.uid for r in opened.repository.all("locality")}
    assert {member for member, *_ in CAME} <= names
    batches = [("b1", date(2026, 9, 18), "a"), ("b2", date(2026, 10, 5), "b")]
    changes = [
        new(
            "import_batch", uid, code=f"LN-2026-00{n}", sha256=sha, file_name=f"{uid}.xlsx", form="B02", sender="91.2",
            period="2026-Q3", imported_date=day, rows_waiting=n - 1, state="partial" if n == 2 else "done",
        )
        for n, (uid, day, sha) in enumerate(batches, start=1)
    ]  # fmt: skip
    for n, (member, q, form, day, state) in enumerate(CAME):
        twice = {"batch": "b2"} if member == "91.2" else {}
        values = {"locality": member, "period": f"2026-Q{q}", "form": form, "received_date": day, "state": state}
        changes.append(new("submission", f"s{n}", **values, **twice))
    write(opened, *changes)
    return opened


def test_forms_are_owed_for_their_kind_of_period(opened: Workbench) -> None:
    assert owed(opened, Q[3]) == ["B01", "B02", "B03"]
    assert owed(opened, Period("half", 2026, 1)) == ["B04", "B05", "B09", "B11"]  # as proposed for a new record
    write(opened, new("setting", "x", key="every.B01", value="year"))
    assert owed(opened, Q[3]) == ["B02", "B03"]
    assert owed(opened, Period("year", 2026)) == ["B01", "B07", "B08", "B10"]


def test_a_record_without_rules_owes_what_the_forms_say(record: Workbench) -> None:
    assert owed(record, Period("half", 2026, 1)) == ["B04"]
    assert owed(record, Period("year", 2026)) == []


def test_a_rule_holds_from_its_day_and_leaves_closed_periods_alone(record: Workbench) -> None:
    first, second = Period("half", 2026, 1), Period("half", 2026, 2)  # closed on 14 June and 14 December
    record.commit(propose_duties(record, {"B05": "half", "B02": "half"}, date(2026, 7, 1), "12/CV-HĐĐPV"))
    assert owed(record, first) == ["B04"] and owed(record, Q[2]) == ["B01", "B02", "B03"]
    assert owed(record, second) == ["B02", "B04", "B05"] and owed(record, Q[3]) == ["B01", "B03"]
    duty = Duties(record.repository).history("B05")[-1]
    assert (duty.every, duty.since, duty.basis) == ("half", date(2026, 7, 1), "12/CV-HĐĐPV")
    record.commit(propose_duties(record, {"B05": "never"}, date(2026, 10, 1)))
    assert owed(record, second) == ["B02", "B04"]
    assert [duty.every for duty in Duties(record.repository).history("B05")] == ["never", "half", "never"]


def test_the_same_day_is_set_anew_and_what_holds_already_is_no_act(record: Workbench) -> None:
    day = date(2026, 7, 1)
    record.commit(propose_duties(record, {"B05": "half"}, day))
    done = record.commit(propose_duties(record, {"B05": "year"}, day, "Thông báo 5"))
    assert len(record.repository.all("form_duty")) == 1 and owed(record, Period("year", 2026)) == ["B05"]
    assert propose_duties(record, {"B05": "year"}, date(2026, 9, 1)).is_empty
    record.undo(done.act.number)
    assert owed(record, Period("half", 2026, 2)) == ["B04", "B05"]


@pytest.mark.parametrize(
    ("wanted", "code"), [({"B06": "half"}, "duties.unknown_form"), ({"B05": "weekly"}, "duties.unknown_kind")]
)
def test_what_cannot_be_owed_is_refused(record: Workbench, wanted: dict[str, str], code: str) -> None:
    with pytest.raises(UserError, match=code):
        propose_duties(record, wanted, None)


def test_new_forms_are_missing_late_reminded_and_counted(record: Workbench) -> None:
    furnish(record)
    record.commit(propose_duties(record, {"B07": "quarter", "B01": "never"}, date(2026, 7, 1)))
    rounds = Rounds.of(record)
    assert rounds.roster(Q[3]).forms == ("B02", "B03", "B07")
    late = rounds.late(Q[3])
    assert {member.forms for member in late} == {("B02", "B03", "B07")}
    letter = late_letter(linked(record), "VL", Q[3], late[0].forms, late[0].due)
    said = "\n".join(block.text for block in letter.document.blocks if isinstance(block, Paragraph))
    assert "Biểu số 07/LKV (Danh mục quy hoạch" in said and "Biểu số 01/LKV" not in said
    page = timeliness_page(Registers(record), 2026)
    assert [bar.key for bar in page.by_form.bars] == ["B01", "B02", "B03", "B04", "B07"]


def test_rates_of_a_year_equal_a_count_by_hand(year: Workbench) -> None:
    rosters = Rounds.of(year).year(2026, ("quarter",))
    found = counts(o for roster in rosters for o in roster.obligations)
    assert [roster.period for roster in rosters] == [Q[1], Q[2], Q[3], Q[4]]
    assert found.owed == 5 * 3 * 4
    assert found.received == 12 + 6 + 3 + 1 + 1 == 23
    assert found.late == 3 and found.in_time == 20
    assert found.missing == found.overdue == 37
    assert (found.errors, found.nil, found.replaced, found.consolidated) == (2, 6, 1, 1)
    assert found.received_rate == "38,3%"  # 23 of 60
    assert found.in_time_rate == "33,3%"  # 20 of 60


def test_every_state_stands_in_the_year_as_often_as_counted_by_hand(year: Workbench) -> None:
    rosters = Rounds.of(year).year(2026, ("quarter",))
    said = Counter(key for roster in rosters for owed in roster.obligations for key in standings(owed))
    assert said == {
        "missing": 37, "late": 37 + 3, "sent": 23, "errors": 2, "nil": 6, "replaced": 1, "consolidated": 1,
        "in_time": 20, "came_late": 3, "overdue": 37,
    }  # fmt: skip


def test_lateness_is_counted_in_working_days_from_the_last_day_to_send(year: Workbench) -> None:
    rounds = Rounds.of(year)
    late = {
        number: next(o for o in rounds.roster(Q[number]).obligations if (o.locality, o.form) == ("92.2", "B02"))
        for number in (1, 2, 3)
    }
    assert [late[number].late for number in (1, 2, 3)] == [1, 2, 4]
    assert state_words(late[2]) == "Đã gửi, có lỗi, trễ 2 ngày làm việc"


def test_a_form_delivered_again_is_late_by_its_first_delivery(year: Workbench) -> None:
    owed = next(o for o in Rounds.of(year).roster(Q[3]).obligations if (o.locality, o.form) == ("91.2", "B02"))
    assert (owed.late, owed.replaced, owed.waiting) == (0, 1, 1)
    assert state_words(owed) == "Đã gửi, có lỗi, bản thay, lần 2"


def test_who_is_to_be_reminded(year: Workbench) -> None:
    late = Rounds.of(year).late(Q[3])
    assert {member.name: member.forms for member in late} == {
        "Đồng Tháp": ("B01", "B02", "B03"),
        "Cần Thơ": ("B01", "B03"),
        "An Giang": ("B01", "B03"),
        "Cà Mau": ("B01", "B02", "B03"),
    }
    assert all(member.due == date(2026, 9, 25) and member.days > 60 for member in late)


def test_nothing_is_late_before_the_last_day_to_send() -> None:
    clock = FixedClock.on(date(2026, 9, 25))
    with Workbench.create(MEMORY, seed(NewRecord("DBSCL")), clock, "A") as fresh:
        found = Rounds.of(fresh).roster(Q[3]).counts
        assert (found.missing, found.overdue, found.received_rate) == (15, 0, "0,0%")


def test_a_merged_province_owes_until_its_last_day(opened: Workbench) -> None:
    rounds = Rounds.of(opened)
    before = {row.name for row in rounds.roster(Period("quarter", 2025, 2)).rows}
    after = {row.name for row in rounds.roster(Period("quarter", 2025, 3)).rows}
    assert "Bến Tre" in before and len(before) == 13
    assert "Bến Tre" not in after and after == {"Vĩnh Long", "Đồng Tháp", "An Giang", "Cần Thơ", "Cà Mau"}


def test_the_councils_own_days_count_before_those_of_the_decree(opened: Workbench) -> None:
    rule = {"period": "2026-Q3", "window_from": date(2026, 7, 1), "send_by": date(2026, 10, 10)}
    write(opened, new("period_rule", "r", **rule))
    window = Rounds.of(opened).roster(Q[3]).window
    assert (window.first, window.last, window.send_by) == (date(2026, 7, 1), date(2026, 9, 14), date(2026, 10, 10))


def test_what_was_received_is_marked_as_consolidated_and_can_be_taken_back(year: Workbench) -> None:
    outcome = year.commit(consolidated(year, Q[1]))
    found = Rounds.of(year).roster(Q[1]).counts
    assert (found.consolidated, found.received, found.late) == (7, 7, 1)
    assert consolidated(year, Q[1]).is_empty
    year.undo(outcome.act.number)
    assert Rounds.of(year).roster(Q[1]).counts.consolidated == 0


def test_the_tracking_form_says_it_in_words(year: Workbench) -> None:
    rows = {(row["place"], row["form"]): row for row in tracking_rows(year, Q[3])}
    assert len(rows) == 15
    assert rows["Cà Mau", "Biểu số 02/LKV"]["state"].startswith("Chưa gửi, trễ ")
    assert rows["Vĩnh Long", "Biểu số 02/LKV"]["received"] == date(2026, 9, 20)
    assert rows["An Giang", "Biểu số 02/LKV"]["note"] == "1 dòng chờ quyết định; Thay bản nhận ngày 18/09/2026"


def test_marks_by_hand_leave_what_they_do_not_fit(year: Workbench) -> None:
    roster = {(o.locality, o.form): o for o in Rounds.of(year).roster(Q[3]).obligations}
    chosen = [roster["96.2", "B01"], roster["86.2", "B01"], roster["91.2", "B02"]]  # missing, sent, with errors
    nil = nil_returns(year, chosen)
    assert (len(nil.act.changes), [o.form for o in nil.left]) == (1, ["B01", "B02"])
    year.commit(nil.act)
    taken = taken_in(year, chosen)
    assert (len(taken.act.changes), [o.locality for o in taken.left]) == (2, ["91.2"])
    year.commit(taken.act)
    now = {(o.locality, o.form): o.state for o in Rounds.of(year).roster(Q[3]).obligations}
    assert (now["96.2", "B01"], now["86.2", "B01"], now["91.2", "B02"]) == ("consolidated", "consolidated", "errors")
    year.undo()
    year.undo()
    assert {o.state for o in Rounds.of(year).roster(Q[3]).obligations if o.locality == "96.2"} == {"missing"}


def test_what_came_later_is_not_in_an_earlier_days_round(year: Workbench) -> None:
    write(year, edit(year, "submission", f"s{len(CAME) - 2}", received_date=date(2026, 10, 5)))  # came again on this day
    early = Rounds(year.repository, date(2026, 9, 19)).roster(Q[3])
    (owed,) = (o for o in early.obligations if o.is_received)
    assert (owed.locality, owed.state, owed.received, owed.replaced) == ("91.2", "sent", date(2026, 9, 18), 0)
    assert Rounds(year.repository, date(2026, 9, 20)).roster(Q[3]).counts.received == 4
