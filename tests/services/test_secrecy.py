"""Secret content is refused wherever it comes in, and nothing is written (R27)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.building import new, write
from tests.journeys.forms import submission
from tests.services.linkage_scene import furnish, letter, linked, obstacle, reply
from workbench.errors import UserError
from workbench.services.answering import AnswerLine
from workbench.services.answering import propose as answer
from workbench.services.escalating import propose
from workbench.services.registers import Registers
from workbench.services.workbench import Workbench


def refused(record: Workbench, *changes: object) -> UserError:
    head = record.journal.head()
    with pytest.raises(UserError) as caught:
        write(record, *changes)  # type: ignore[arg-type]
    assert caught.value.code == "secret_content"
    assert record.journal.head() == head
    return caught.value


def test_an_obstacle_with_a_mark_is_refused_and_says_where(record: Workbench) -> None:
    error = refused(record, new("obstacle", "001", content="MẬT\nBố trí lực lượng tại khu vực"))
    assert error.params["field"] == "Nội dung khó khăn, vướng mắc"
    assert error.params["found"] == "MẬT"


def test_a_document_keeps_number_date_and_holder_alone(record: Workbench) -> None:
    refused(record, new("document", "d1", direction="in", full_number="12/BC-QS", subject="TỐI MẬT: phương án"))
    write(record, new("document", "d1", direction="in", full_number="12/BC-QS", keeper="Văn thư bảo mật, Sở A"))
    assert record.repository.count("document") == 1


def test_an_answer_and_a_letter_with_a_mark_are_refused(record: Workbench) -> None:
    furnish(record)
    obstacle(record, 1, "Chưa có quy trình vận hành", to=("BNNMT",))
    with pytest.raises(UserError, match="secret_content"):
        record.commit(propose(record, letter("vm1", subject="Vướng mắc (MẬT)")).act)
    record.commit(propose(record, letter("vm1")).act)
    [item] = linked(record).items
    line = AnswerLine(item, "resolved", "TUYỆT MẬT")
    with pytest.raises(UserError, match="secret_content"):
        record.commit(answer(record, reply(line)).act)


def test_what_was_there_before_can_still_be_taken_back(record: Workbench) -> None:
    write(record, new("obstacle", "001", content="Nội dung thường"))
    record.undo()
    record.redo()
    assert record.repository.count("obstacle") == 1


@pytest.mark.parametrize("where", ["note", "hidden", "top"])
def test_a_submission_with_a_mark_anywhere_is_refused_whole(tmp_path: Path, clock, where: str) -> None:
    from openpyxl import load_workbook

    from tests.conftest import SEED
    from workbench.services.importing.session import ImportSession

    path = submission(tmp_path / "b.xlsx")
    book = load_workbook(path)
    if where == "hidden":
        sheet = book.create_sheet("Ẩn")
        sheet.sheet_state = "hidden"
        sheet["C4"] = "Độ mật: Mật"
    else:
        book.active["A1" if where == "top" else "L9"] = "MẬT"
    book.save(path)
    with Workbench.create(tmp_path / "so.lkv", SEED, clock, "Nguyễn A") as record:
        with ImportSession(Registers(record)) as session:
            read = session.recognise(session.load(path))
        assert (read.status, read.message) == ("rejected", "importing.secret")
        assert read.rows == ()
