"""Documents on the command line: listed as a register, shown by number, homonyms told apart by date."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.building import new, write
from tests.conftest import SEED
from tests.services.linkage_scene import PM, furnish
from workbench.services.workbench import Workbench


@pytest.fixture
def path(tmp_path: Path, clock) -> Path:
    made = tmp_path / "so.lkv"
    with Workbench.create(made, SEED, clock, "Nguyễn A") as record:
        furnish(record)
        for uid, day, subject in (
            ("a", date(2020, 6, 12), "Thành lập Hội đồng điều phối vùng giai đoạn 2020 - 2025"),
            ("b", date(2023, 7, 11), "Thành lập Hội đồng điều phối vùng Đông Nam Bộ"),
        ):
            write(
                record,
                new(
                    "document", uid, direction="basis", type="QD", full_number="825/QĐ-TTg",
                    number_key="825/QĐ-TTG", issued_date=day, issuer=PM, subject=subject,
                ),
            )  # fmt: skip
    return made


def test_documents_are_a_register(run, path: Path) -> None:
    code, out, _ = run("list", path, "documents", "--where", "date=2023-07-11", "--json")
    [row] = [json.loads(line) for line in out.splitlines()]
    assert (code, row["number"], row["issuer"], row["type"]) == (0, "825/QĐ-TTg", "Thủ tướng Chính phủ", "QD")
    assert "Số, ký hiệu" not in run("list", path, "documents", "--search", "không có gì như thế")[1]


def test_a_number_with_its_date_names_one_document(run, path: Path) -> None:
    code, out, _ = run("show", path, "825/QĐ-TTg ngày 11/07/2023")
    assert (code, "Đông Nam Bộ" in out) == (0, True)


def test_homonyms_are_asked_about_never_chosen(run, path: Path) -> None:
    code, out, err = run("show", path, "0825/QĐ–TTg")
    assert (code, out) == (2, "")
    assert "12/06/2020 (Thủ tướng Chính phủ)" in err and "11/07/2023" in err


@pytest.fixture
def met(path: Path, clock) -> Path:
    """Two meetings: one with a conclusion that is done and one that is late, one that concluded nothing."""
    with Workbench.open(path, clock, "Nguyễn A") as record:
        write(
            record,
            new("meeting", "h1", code="HN-2026-001", title="Phiên họp thứ nhất", held_date=date(2026, 3, 2)),
            new("meeting", "h2", code="HN-2026-002", title="Phiên họp thứ hai", held_date=date(2026, 9, 2)),
            new("meeting", "h3", code="HN-2026-003", title="Phiên họp thứ ba", held_date=date(2026, 9, 9)),
            new("task", "t1", code="NV-2026-901", source="conclusions", meeting="h1", ordinal=1,
                content="Ban hành quy chế", status="done", lead_text="Sở Tài chính"),
            new("task", "t2", code="NV-2026-902", source="conclusions", meeting="h1", ordinal=2, content="Lập quỹ chung",
                status="doing", due_date=date(2026, 4, 1)),
            new("task", "t3", code="NV-2026-903", source="conclusions", meeting="h2",
                content="Đo độ mặn", status="doing"),
        )  # fmt: skip
    return path


def test_a_meeting_is_shown_with_what_it_concluded(run, met: Path) -> None:
    code, out, _ = run("show", met, "HN-2026-001")
    lines = out.splitlines()
    [done] = [line for line in lines if "NV-2026-901" in line and "Ban hành" in line]
    [late] = [line for line in lines if "NV-2026-902" in line and "Lập quỹ" in line]
    assert (code, "Kết luận" in lines, "NV-2026-903" in out) == (0, True, False)
    assert "[Hoàn thành]" in done and done.endswith("→ Sở Tài chính")
    assert "Đang" in late and "01/04/2026" in late and "Trễ" in late
    told = json.loads(run("show", met, "HN-2026-001", "--json")[1])["conclusions"]
    assert [(line["code"], line["state"], line["due"]) for line in told] == [
        ("NV-2026-901", "done", None), ("NV-2026-902", "doing", "2026-04-01"),
    ]  # fmt: skip


@pytest.mark.usefixtures("qapp")  # the one that window tests of the same process use
def test_conclusions_of_one_meeting_are_printed(run, met: Path, tmp_path: Path) -> None:
    target = tmp_path / "ra.docx"
    assert run("print", met, "conclusions", "--meeting", "HN-2026-001", "-o", target)[0] == 0
    with ZipFile(target) as archive:
        words = archive.read("word/document.xml").decode()
    assert "Lập quỹ chung" in words and "Ban hành quy chế" in words and "Đo độ mặn" not in words


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    ("register", "meeting", "said"),
    [("obstacles", "HN-2026-001", "--meeting"), ("conclusions", "HN-2026-003", "Không thấy kết luận nào")],
)
def test_a_meeting_that_cannot_be_printed_is_refused(
    run, met: Path, tmp_path: Path, register: str, meeting: str, said: str
) -> None:
    code, _, err = run("print", met, register, "--meeting", meeting, "-o", tmp_path / "ra.docx")
    assert (code, said in err, (tmp_path / "ra.docx").exists()) == (2, True, False)


def test_every_column_view_and_facet_has_words() -> None:
    from workbench.messages import known
    from workbench.services.registers import COLUMNS, FACETS, VIEWS

    wanted = {f"column.{key}" for keys in COLUMNS.values() for key in keys}
    wanted |= {f"facet.{key}" for keys in FACETS.values() for key in keys}
    wanted |= {f"view.{register}_{view}" for register, views in VIEWS.items() for view in views}
    assert sorted(key for key in wanted if not known(key)) == []


def test_a_project_is_shown_with_its_capital_and_a_plan_with_its_contents(path: Path, run, clock) -> None:
    with Workbench.open(path, clock, "Nguyễn A") as record:
        write(
            record,
            new("plan", "q1", code="QH-2026-001", name="Quy hoạch tỉnh", state="approved", level="provincial"),
            new("plan_item", "i2", plan="q1", name="Bến phà"),
            new("plan_item", "i1", plan="q1", ordinal=1, name="Đường ven biển"),
            new("project", "p1", code="DA-2026-001", name="Đường ven biển", status="doing", plan_item="i1"),
            new("capital_line", "c1", project="p1", year=2026, source="central", need=25 * 10**11),
        )
    code, out, _ = run("show", path, "DA-2026-001")
    assert code == 0 and "2026  Ngân sách trung ương  Nhu cầu 2.500 tỷ đồng" in out and "QH-2026-001" in out
    code, out, _ = run("show", path, "QH-2026-001", "--json")
    parts = json.loads(out)["parts"]
    # what has no number of its own stands behind the others
    assert [line["title"] for line in parts["plan_items"]] == ["Đường ven biển", "Bến phà"]
    assert [line["code"] for line in parts["projects"]] == ["DA-2026-001"]
