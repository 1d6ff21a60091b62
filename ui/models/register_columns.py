"""Which columns each register shows: few beside the detail pane, all of them without it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from workbench.frozen import frozen
from workbench.messages import known, text

Kind = Literal["check", "two_line", "code", "text", "tabular", "number", "due", "status", "progress"]


@frozen
class Column:
    """One column. `key` is a field of the row or one of its cells; `width` in design px, 0 takes what is left."""

    key: str
    kind: Kind
    width: int
    sorts: bool = True

    def heading(self, register: str) -> str:
        """Words of the heading; title and due, and some others, are called differently in each register."""
        if self.key in ("check",):
            return ""
        own = f"column.{self.key}_{register}"
        return text(own if self.key in ("title", "due") or known(own) else f"column.{self.key}")


CHECK = Column("check", "check", 40, sorts=False)
CODE = Column("code", "code", 104)
TITLE = Column("title", "text", 0)
BOTH = Column("title", "two_line", 0)
PLACES = Column("places", "text", 160)
DUE = Column("due", "due", 194)
PROGRESS = Column("progress", "progress", 124)
STATUS = Column("status", "status", 152)
OFFICER = Column("officer", "text", 150)


def _text(key: str, width: int) -> Column:
    return Column(key, "text", width)


def _day(key: str) -> Column:
    return Column(key, "tabular", 104)


NUMBER = _text("number", 172)  # "7215/BVHTTDL-DLQGVN" is read whole


FEW: Mapping[str, tuple[Column, ...]] = {
    "agreements": (CHECK, BOTH, PROGRESS, STATUS),
    "obstacles": (CHECK, BOTH, DUE, STATUS),
    "escalations": (CHECK, BOTH, DUE, STATUS),
    "answers": (CHECK, BOTH, _day("received_date"), STATUS),
    "documents": (CHECK, BOTH, _day("issued_date"), STATUS),
    "tasks": (CHECK, BOTH, DUE, STATUS),
    "meetings": (CHECK, BOTH, DUE, STATUS),
    "plans": (CHECK, BOTH, _text("plan_period", 100), STATUS),
    "projects": (CHECK, BOTH, Column("total_investment", "number", 140), STATUS),
    "mechanisms": (CHECK, BOTH, DUE, STATUS),
    "sectors": (CHECK, BOTH, _text("years", 100), STATUS),
    "initiatives": (CHECK, BOTH, _text("year_from", 70), STATUS),
}

# What a register is read for comes first: at 1366 px the state of a record is in sight without scrolling sideways.
ALL: Mapping[str, tuple[Column, ...]] = {
    "agreements": (
        CHECK, CODE, TITLE, PLACES, _text("fields", 172), Column("due", "due", 104), PROGRESS, STATUS,
        Column("obstacles", "number", 92), NUMBER, _day("signed_date"), _text("implementation", 150), OFFICER,
    ),
    "obstacles": (
        CHECK, CODE, TITLE, PLACES, _text("field", 190), DUE, STATUS, _text("authority", 220),
        _text("urgency", 110), OFFICER, _text("reported_by", 120), _day("reported_date"),
    ),
    "escalations": (
        CHECK, CODE, TITLE, _text("to", 220), _day("sent_date"), DUE, STATUS, NUMBER,
        Column("obstacles", "number", 92), Column("answers", "number", 84), PLACES, OFFICER,
    ),
    "answers": (
        CHECK, CODE, TITLE, NUMBER, _text("from", 220), _day("received_date"), STATUS, _day("issued_date"),
        _text("escalations", 150), PLACES,
    ),
    "documents": (
        CHECK, Column("code", "code", 168), TITLE, _text("direction", 84), _text("type", 98), _day("issued_date"),
        _text("issuer", 212), STATUS, Column("arrival_number", "number", 76), _day("arrival_date"),
        _text("signatory", 140),
    ),
    "tasks": (
        CHECK, CODE, TITLE, _text("lead", 244), DUE, STATUS, Column("percent", "number", 76), _text("due_text", 150),
        _text("deliverable", 160), _text("agreement", 110), PLACES, OFFICER,
    ),
    "meetings": (
        CHECK, CODE, TITLE, _day("held_date"), _text("meeting_kind", 150),
        Column("conclusions", "number", 84), DUE, STATUS, NUMBER, _text("chair", 160), _text("place", 140), OFFICER,
    ),
    "plans": (
        CHECK, CODE, TITLE, _text("places", 230), _text("plan_kind", 130), _text("plan_period", 100), STATUS, NUMBER,
        _day("approved_date"), Column("items", "number", 90), OFFICER,
    ),
    "projects": (
        CHECK, CODE, TITLE, PLACES, _text("years", 96), STATUS, Column("total_investment", "number", 140),
        Column("allocated", "number", 130), Column("gap", "number", 130), Column("disbursed", "number", 92), DUE,
        _text("project_class", 180), _text("owner", 180), _text("scope", 150), _text("project_group", 110),
        NUMBER, OFFICER,
    ),
    "mechanisms": (
        CHECK, CODE, TITLE, _text("proposer", 130), _text("authority", 220), DUE, STATUS, _text("purpose", 190),
        _text("instrument", 150), _text("due_text", 150), PLACES, OFFICER,
    ),
    "sectors": (
        CHECK, CODE, TITLE, _text("places", 110), _text("sector", 290), _text("priority_role", 110), STATUS,
        _text("place", 160), _text("years", 96), Column("capital", "number", 130), _text("market", 140), OFFICER,
    ),
    "initiatives": (
        CHECK, CODE, TITLE, PLACES, _text("initiative_kind", 250), _text("year_from", 70), STATUS,
        _text("partners", 200), _text("adopted_by", 180), OFFICER,
    ),
}  # fmt: skip
