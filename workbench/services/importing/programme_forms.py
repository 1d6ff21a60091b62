"""Forms B07 to B10: linkage contents of plans, priority sectors, special mechanisms, initiatives (model M12)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from workbench.services.importing.flat import FlatForm
from workbench.services.importing.part_form import PartForm


class PlanForm(PartForm):
    """B07 against the contents of plans. The plan stands over the rows and tells contents apart."""

    form, entity, register = "B07", "plan_item", "plans"
    above, link, called = "plan", "plan", "plan"
    fixed = frozenset(("plan",))
    above_fields = {
        "plan": "name",
        "level": "level",
        "period": "period",
        "number": "number",
        "approved_date": "approved_date",
        "state": "state",
    }
    above_whose = ("locality",)
    above_first = {"level": "provincial", "kind": "provincial", "state": "drafting", "integrated": True}
    fields = {
        "content": "name",
        "project_class": "project_class",
        "provinces": "localities",
        "alignment": "alignment",
        "scale": "scale",
        "start_year": "year_from",
        "end_year": "year_to",
        "page": "page",
        "note": "note",
    }
    main = "content"

    def row_code(self, uid: str) -> str:
        """The code of its plan and its place there."""
        item = self._records[uid].values
        plan = self._owners[item.plan].values
        return f"{plan.code}/{self._numbers[uid]}"

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """Place of each content in its plan; where two have the same, or none, those behind the last."""
        found: dict[str, int] = {}
        for items in self._linked.programme.items_of_plan.values():
            taken: set[int] = set()
            for item in items:
                wanted = item.values.ordinal
                number = wanted if wanted and wanted not in taken else max((0, *taken, *_ordinals(items))) + 1
                taken.add(number)
                found[item.uid] = number
        return found

    def name(self, uid: str) -> tuple[str, str]:
        """Code of the row and the content."""
        return self.row_code(uid), str(self._records[uid].values.name)


def _ordinals(items: Iterable[object]) -> list[int]:
    return [getattr(item, "values").ordinal or 0 for item in items]  # noqa: B009


class SectorForm(FlatForm):
    """B08 against the priority sectors."""

    form, entity, register = "B08", "sector_priority", "sectors"
    fields = {
        "sector": "sector",
        "product": "product",
        "role": "role",
        "locality": "locality",
        "place": "place",
        "market": "market",
        "start_year": "year_from",
        "end_year": "year_to",
        "amount": "capital",
        "advantage": "advantage",
        "page": "page",
        "outlook": "outlook",
        "outlook_reason": "outlook_reason",
        "note": "note",
    }
    main = "product"
    same = ("sector", "locality", "place")
    whose = ("locality",)


class MechanismForm(FlatForm):
    """B09 against the special mechanisms."""

    form, entity, register = "B09", "mechanism", "mechanisms"
    fields = {
        "title": "title",
        "content": "content",
        "purpose": "purpose",
        "proposer": "proposer",
        "provinces": "localities",
        "authority": "authority",
        "instrument": "instrument",
        "legal_basis": "legal_basis",
        "deadline": "due_date",
        "state": "state",
        "note": "note",
    }
    words = {"proposer": "proposer_text", "authority": "authority_text", "deadline": "due_text"}
    main = "title"
    same = ("proposer",)
    whose = ("proposer", "localities")
    first = {"state": "proposed"}


class InitiativeForm(FlatForm):
    """B10 against the initiatives."""

    form, entity, register = "B10", "initiative", "initiatives"
    fields = {
        "title": "title",
        "locality": "locality",
        "kind": "kind",
        "description": "description",
        "partners": "partners",
        "start_year": "year_from",
        "state": "state",
        "result": "result",
        "replicable": "replicable",
        "adopted": "adopted_by",
        "note": "note",
    }
    main = "title"
    same = ("locality",)
    whose = ("locality", "adopted_by")
    first = {"state": "proposed"}
