"""What the window is called: product, council, sample data; and the words at the top of the navigation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.messages import language, text

if TYPE_CHECKING:
    from workbench.services.workbench import Workbench

_HEAD, _TAIL_EN = "HĐĐP", " Regional Coordination Council"


def council_words(workbench: Workbench) -> tuple[str, str]:
    """Short name of the region, and the office that keeps the record."""
    found = workbench.repository.all("council")
    if not found:
        return text("shell.product"), ""
    values = found[0].values
    if language() == "en" and (values.name_en or "").endswith(_TAIL_EN):
        return text("shell.region", name=values.name_en.removesuffix(_TAIL_EN)), values.office or ""
    sign = values.sign or ""
    short = sign.removeprefix(_HEAD) if sign.startswith(_HEAD) else (values.short_name or values.name)
    return text("shell.region", name=short), values.office or ""


def council_name(workbench: Workbench) -> str:
    """Full name of the council in the language in use."""
    found = workbench.repository.all("council")
    if not found:
        return ""
    values = found[0].values
    return str((values.name_en if language() == "en" else None) or values.name)


def is_sample(workbench: Workbench) -> bool:
    """Whether sample data is loaded."""
    found = workbench.repository.where("setting", key="sample")
    return bool(found) and found[0].values.value == "yes"


def window_title(workbench: Workbench, page: str = "", note: str = "") -> str:
    """Product – council (sample data), with the page before it when it has a name of its own."""
    name = " – ".join(filter(None, (text("shell.product"), council_name(workbench))))
    if is_sample(workbench):
        name = text("shell.title_sample", title=name)
    shown = " ".join(filter(None, (page, note)))
    return f"{shown} – {name}" if shown else name
