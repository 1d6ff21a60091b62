"""The letter to a member whose report has not come (Decree 09/2019/NĐ-CP: data closes on the 14th, due by the 25th)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from workbench.messages import text_in
from workbench.reports.document import Block
from workbench.services.letters.frame import BY_ORDER, Frame, LetterFile, Signing, addressed, body, document, file_name
from workbench.services.letters.writing import write_letter
from workbench.services.linked import Linked
from workbench.services.reporting import LateMember, window_of
from workbench.values.dates import format_date
from workbench.values.periods import Period


def late_letter(
    linked: Linked,
    locality: str,
    period: Period,
    forms: Sequence[str],
    due: date,
    signing: Signing = BY_ORDER,
    answer_by: date | None = None,
) -> LetterFile:
    """Asks a locality for the forms it owes for a period. `due` was the last day to send; `answer_by` the new one."""
    place = linked.names.localities[locality].values
    frame = Frame.of(linked.repository, signing, linked.today)
    full = place.full_name or place.name
    to = text_in("vi", "letter.committee", place=full[:1].lower() + full[1:])
    when = period.label("vi")
    subject = text_in("vi", "letter.late_subject", period=when)
    named = "; ".join(map(_named, forms))
    late = linked.calendar.working_days_between(due, linked.today)
    window = window_of(linked.repository, period)
    covered = {"first": format_date(window.first), "last": format_date(window.last)}
    words = {"period": when, "due": format_date(due), **covered}
    key = "letter.late_days" if late > 0 else "letter.late_today"
    by = text_in("vi", "letter.late_by", date=format_date(answer_by)) if answer_by else text_in("vi", "letter.late_soon")
    blocks: list[Block] = [
        frame.head("CV", subject),
        addressed([to]),
        body(text_in("vi", "letter.late_opening", office=frame.office, **words)),
        body(text_in("vi", key, office=frame.office, name=to, forms=named, n=late)),
        body(text_in("vi", "letter.late_closing", name=to, by=by)),
        frame.foot(text_in("vi", "letter.finance", place=place.name)),
    ]
    fields = {**words, "addressee": to, "place": place.name, "forms": list(forms), "late_days": late}
    name = file_name(text_in("vi", "letter.late_file"), place.name, period.code)
    return LetterFile("late", document(subject, blocks), name, fields)


def late_letters(
    linked: Linked,
    late: Sequence[LateMember],
    period: Period,
    folder: Path,
    record: Path | None = None,
    signing: Signing = BY_ORDER,
    answer_by: date | None = None,
) -> list[Path]:
    """Letters to late members, a Word file each, in a folder. UserErrors as `write_letter`."""
    written = []
    for member in late:
        letter = late_letter(linked, member.locality, period, member.forms, member.due, signing, answer_by)
        path = folder / f"{letter.name}.docx"
        write_letter(letter, path, record)
        written.append(path)
    return written


def _named(key: str) -> str:
    """ "Biểu số 02/LKV (Tổng hợp khó khăn, vướng mắc …)"."""
    from workbench.exchange.forms import load_forms

    form = next((form for form in load_forms() if form.key == key), None)
    return text_in("vi", "letter.late_form", code=form.code, title=form.title.capitalize()) if form else key
