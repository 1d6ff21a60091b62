"""Special mechanisms, priority sectors with their judged overlaps, and initiatives (model M12)."""

from __future__ import annotations

from datetime import date

from workbench.schema.spec import entity, spec
from workbench.schema.types import CATALOGUE, CHOICE, DATE, FLAG, INTEGER, LONG_TEXT, MONEY, REF, REFS, TEXT


@entity("mechanism", prefix="CC", natural=("title", "proposer"))
class Mechanism:
    """A special mechanism or policy proposed. `instrument` is the kind of document that it needs."""

    code: str | None = spec(TEXT, required=True, unique=True, search=True)
    title: str | None = spec(TEXT, required=True, search=True)
    content: str | None = spec(LONG_TEXT, search=True)
    purpose: str | None = spec(CHOICE, vocabulary="mechanism_purpose")
    proposer: str | None = spec(REF, target="locality")
    proposer_text: str | None = spec(TEXT)
    localities: tuple[str, ...] = spec(REFS, target="locality")
    authority: str | None = spec(REF, target="organization")
    authority_text: str | None = spec(TEXT)
    instrument: str | None = spec(TEXT)
    legal_basis: str | None = spec(LONG_TEXT)
    due_text: str | None = spec(TEXT)
    due_date: date | None = spec(DATE)
    document: str | None = spec(REF, target="document")
    projects: tuple[str, ...] = spec(REFS, target="project")
    escalations: tuple[str, ...] = spec(REFS, target="escalation")
    state: str | None = spec(CHOICE, vocabulary="mechanism_state", required=True)
    officer: str | None = spec(TEXT)
    note: str | None = spec(LONG_TEXT, search=True)


@entity("sector_priority", prefix="NG", natural=("locality", "sector", "product"))
class SectorPriority:
    """A sector that a locality puts first: by comparative advantage, with place, years and capital.

    `sector` is a section or division of the industrial classification (27/2018/QĐ-TTg), `product` the product or
    class of infrastructure. `role` tells what the locality puts first from what it only supports; blank is
    not said. `outlook` judges whether there is room left to grow.
    """

    code: str | None = spec(TEXT, required=True, unique=True, search=True)
    locality: str | None = spec(REF, target="locality", required=True)
    sector: str | None = spec(CATALOGUE, vocabulary="sector", required=True)
    role: str | None = spec(CHOICE, vocabulary="priority_role")
    product: str | None = spec(TEXT, search=True)
    place: str | None = spec(TEXT, search=True)
    market: str | None = spec(TEXT)
    year_from: int | None = spec(INTEGER)
    year_to: int | None = spec(INTEGER)
    years_text: str | None = spec(TEXT)
    capital: int | None = spec(MONEY)
    advantage: str | None = spec(LONG_TEXT, search=True)
    plan: str | None = spec(REF, target="plan")
    agreement: str | None = spec(REF, target="agreement")
    document: str | None = spec(REF, target="document")
    page: str | None = spec(TEXT)
    outlook: str | None = spec(CHOICE, vocabulary="outlook")
    outlook_reason: str | None = spec(LONG_TEXT)
    officer: str | None = spec(TEXT)
    note: str | None = spec(LONG_TEXT, search=True)


@entity("overlap")
class Overlap:
    """What was judged of two or more priorities or projects that cover the same ground.

    `cause` is the fingerprint of the fields that brought them together: the judgement holds until it changes.
    """

    sectors: tuple[str, ...] = spec(REFS, target="sector_priority")
    projects: tuple[str, ...] = spec(REFS, target="project")
    judgement: str | None = spec(CHOICE, vocabulary="overlap_judgement", required=True)
    reason: str | None = spec(LONG_TEXT)
    cause: str | None = spec(TEXT)
    judged_date: date | None = spec(DATE)
    officer: str | None = spec(TEXT)
    obstacle: str | None = spec(REF, target="obstacle")


@entity("initiative", prefix="SK", natural=("title", "locality"))
class Initiative:
    """Something new that a locality tries, and who took it over from there."""

    code: str | None = spec(TEXT, required=True, unique=True, search=True)
    title: str | None = spec(TEXT, required=True, search=True)
    locality: str | None = spec(REF, target="locality")
    agreement: str | None = spec(REF, target="agreement")
    kind: str | None = spec(CHOICE, vocabulary="initiative_kind")
    description: str | None = spec(LONG_TEXT, search=True)
    partners: str | None = spec(TEXT, search=True)
    year_from: int | None = spec(INTEGER)
    state: str | None = spec(CHOICE, vocabulary="initiative_state", required=True)
    result: str | None = spec(LONG_TEXT, search=True)
    replicable: bool = spec(FLAG)
    adopted_by: tuple[str, ...] = spec(REFS, target="locality")
    officer: str | None = spec(TEXT)
    note: str | None = spec(LONG_TEXT, search=True)
