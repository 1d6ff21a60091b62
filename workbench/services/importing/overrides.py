"""Corrections of an import as text and back: what the record keeps of one that is not finished."""

from __future__ import annotations

import json
from typing import Any, cast

from workbench.exchange.recognised import BandKind, Overrides
from workbench.services.importing.packing import packed, unpacked

_NOTHING = Overrides()


def overrides_text(made: Overrides) -> str | None:
    """Corrections as JSON; None when there are none."""
    if made == _NOTHING:
        return None
    plain = {
        "bands": [[*place, kind] for place, kind in made.bands.items()],
        "columns": [[*place, field] for place, field in made.columns.items()],
        "cells": [[*place, words] for place, words in made.cells.items()],
        "forms": dict(made.forms),
        "tables": [[*place, form] for place, form in made.tables.items()],
        "units": dict(made.units),
        "without": sorted(made.without),
        "shown": sorted(made.shown),
        "starts": dict(made.starts),
        "sender": made.sender,
        "period": made.period,
    }
    return packed(json.dumps({key: value for key, value in plain.items() if value}, ensure_ascii=False))


def overrides_of(text: str | None) -> Overrides:
    """Corrections from their JSON."""
    kept: dict[str, Any] = json.loads(unpacked(text)) if text else {}
    return Overrides(
        bands={(sheet, row): cast(BandKind, kind) for sheet, row, kind in kept.get("bands", ())},
        columns={(sheet, column): field for sheet, column, field in kept.get("columns", ())},
        cells={(sheet, row, column): words for sheet, row, column, words in kept.get("cells", ())},
        forms=kept.get("forms", {}),
        tables={(sheet, row): form for sheet, row, form in kept.get("tables", ())},
        units=kept.get("units", {}),
        without=frozenset(kept.get("without", ())),
        shown=frozenset(kept.get("shown", ())),
        starts=kept.get("starts", {}),
        sender=kept.get("sender", ""),
        period=kept.get("period", ""),
    )
