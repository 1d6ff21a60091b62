"""Rules on entering plans, projects, capital, mechanisms, sectors, initiatives, tasks and meetings by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from workbench.domain.deadlines import span
from workbench.records.issues import Issue
from workbench.services.linked import Linked
from workbench.services.proposal import check, stop
from workbench.services.workbench import Workbench
from workbench.values.dates import format_date, parse_year_range

Draft = Mapping[str, Any]
_YEARS = (1990, 2100)


def plan(workbench: Workbench, linked: Linked, draft: Draft, uid: str) -> Iterator[Issue]:
    """Whose plan it is, and what an approved one must say."""
    if draft.get("level") == "provincial" and not draft.get("locality"):
        yield stop("programme.whose_locality", "locality")
    if draft.get("level") == "regional" and not draft.get("region"):
        yield stop("programme.whose_region", "region")
    if draft.get("state") == "approved" and not (draft.get("number") and draft.get("approved_date")):
        yield check("programme.approved_without", "number")


def plan_item(workbench: Workbench, linked: Linked, draft: Draft, uid: str) -> Iterator[Issue]:
    """Years in order."""
    yield from _years(draft)


def project(workbench: Workbench, linked: Linked, draft: Draft, uid: str) -> Iterator[Issue]:
    """Years in order, the central part within the whole, and a scope that fits the places."""
    yield from _years(draft)
    total, central = draft.get("total_investment"), draft.get("central_budget")
    if total is not None and central is not None and central > total:
        yield check("programme.central_over_total", "central_budget")
    if len(draft.get("localities") or ()) == 1 and draft.get("scope") in ("inter_region", "inter_province"):
        yield check("programme.one_place", "localities")


def capital_line(workbench: Workbench, linked: Linked, draft: Draft, uid: str) -> Iterator[Issue]:
    """One line for each year and source; what is disbursed comes out of what is allocated."""
    year, source = draft.get("year"), draft.get("source")
    if year is not None and not _YEARS[0] <= year <= _YEARS[1]:
        yield stop("programme.bad_year", "year")
    project_uid = draft.get("project")
    if not project_uid and uid:
        stored = [line for lines in linked.programme.capital_of.values() for line in lines if line.uid == uid]
        project_uid = stored[0].values.project if stored else None
    for line in linked.programme.capital_of.get(project_uid or "", []):
        if line.uid != uid and (line.values.year, line.values.source) == (year, source):
            yield stop("programme.line_there", "source", year=str(year))
    amounts = {key: draft.get(key) for key in ("need", "planned", "allocated", "disbursed")}
    if all(amount is None for amount in amounts.values()):
        yield stop("programme.no_amount", "need")
    for key, amount in amounts.items():
        if amount is not None and amount < 0:
            yield stop("programme.negative", key)
    allocated, disbursed = amounts["allocated"], amounts["disbursed"]
    if disbursed is not None and disbursed > (allocated if allocated is not None else amounts["planned"] or disbursed):
        yield check("programme.over_disbursed", "disbursed")


def mechanism(workbench: Workbench, linked: Linked, draft: Draft, uid: str) -> Iterator[Issue]:
    """Somebody proposes it; one that is issued has its document."""
    if not draft.get("proposer") and not draft.get("proposer_text"):
        yield check("programme.no_proposer", "proposer")
    if draft.get("state") == "issued" and not draft.get("document"):
        yield check("programme.issued_without", "document")


def sector_priority(workbench: Workbench, linked: Linked, draft: Draft, uid: str) -> Iterator[Issue]:
    """Years in order; a bad outlook says why; the same sector and product of a place is there once."""
    yield from _years(draft)
    if draft.get("outlook") in ("spent", "unsustainable") and not draft.get("outlook_reason"):
        yield stop("programme.outlook_reason", "outlook_reason")
    key = (draft.get("locality"), draft.get("sector"), draft.get("product"), draft.get("place"))
    for record in linked.programme.sectors.values():
        values = record.values
        if record.uid != uid and (values.locality, values.sector, values.product, values.place) == key:
            yield check("programme.sector_there", "product", code=values.code)


def initiative(workbench: Workbench, linked: Linked, draft: Draft, uid: str) -> Iterator[Issue]:
    """A locality adopts what others began."""
    if draft.get("locality") and draft["locality"] in (draft.get("adopted_by") or ()):
        yield stop("programme.adopted_own", "adopted_by")


def task(workbench: Workbench, linked: Linked, draft: Draft, uid: str) -> Iterator[Issue]:
    """One lead (R16), a source that fits, a share between 0 and 100, a term that can be read (R3)."""
    if not draft.get("lead"):
        yield check("programme.no_lead", "lead")
    if draft.get("source") == "agreement" and not draft.get("agreement"):
        yield stop("programme.which_agreement", "agreement")
    if draft.get("lead") and draft["lead"] in (draft.get("cooperators") or ()):
        yield stop("programme.lead_twice", "cooperators")
    percent = draft.get("percent")
    if percent is not None and not 0 <= percent <= 100:
        yield stop("programme.bad_percent", "percent")
    words = draft.get("due_text")
    if words and not draft.get("due_date") and span(words, workbench.clock.today()).last_day is None:
        yield check("programme.unread_term", "due_text", words=words)


def meeting(workbench: Workbench, linked: Linked, draft: Draft, uid: str) -> Iterator[Issue]:
    """A day that has come; a notice of conclusions that is not older than the meeting."""
    held = draft.get("held_date")
    if held and held > workbench.clock.today():
        yield check("meeting.not_held_yet", "held_date")
    notice = linked.document(draft.get("document"))
    issued = notice.values.issued_date if notice else None
    if held and issued and issued < held:
        yield check("meeting.notice_before", "document", date=format_date(issued))
    for record in linked.meetings.values():
        if record.uid != uid and record.values.held_date == held and record.values.kind == draft.get("kind"):
            yield check("meeting.same_day", "held_date", code=record.values.code)


def derived(workbench: Workbench, entity: str, draft: Draft) -> dict[str, Any]:
    """The last day of a term in words, and the years of a span in words, where none was entered beside them."""
    made: dict[str, Any] = {}
    words = draft.get("due_text")
    if words and not draft.get("due_date"):
        last = span(words, workbench.clock.today()).last_day
        if last:
            made["due_date"] = last
    written = draft.get("years_text")
    if written and not draft.get("year_from") and not draft.get("year_to"):
        first, end = parse_year_range(written)
        made.update(year_from=first, year_to=end)
    return made


def _years(draft: Draft) -> Iterator[Issue]:
    first, last = draft.get("year_from"), draft.get("year_to")
    for key, year in (("year_from", first), ("year_to", last)):
        if year is not None and not _YEARS[0] <= year <= _YEARS[1]:
            yield stop("programme.bad_year", key)
    if first and last and last < first:
        yield stop("programme.years_backwards", "year_to")
