"""Documents on the command line: listed as a register, shown by number, homonyms told apart by date."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

import main as program
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


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]):
    """Runs a command: exit code, output, errors."""

    def call(*arguments: object) -> tuple[int, str, str]:
        capfd.readouterr()
        try:
            code = program.main([str(a) for a in arguments])
        except SystemExit as ended:
            code = int(ended.code or 0)
        return (code, *capfd.readouterr())

    return call


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


def test_every_column_view_and_facet_has_words() -> None:
    from workbench.messages import known
    from workbench.services.registers import COLUMNS, FACETS, VIEWS

    wanted = {f"column.{key}" for keys in COLUMNS.values() for key in keys}
    wanted |= {f"facet.{key}" for keys in FACETS.values() for key in keys}
    wanted |= {f"view.{register}_{view}" for register, views in VIEWS.items() for view in views}
    assert sorted(key for key in wanted if not known(key)) == []
