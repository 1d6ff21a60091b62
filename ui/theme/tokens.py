"""Design tokens: the only place in the window's code where a colour is written down.

Holds values, knows nothing of Qt. Colours are `#RRGGBB`; sizes are logical pixels at scale 1.
"""

from __future__ import annotations

from typing import NamedTuple


class Tokens(NamedTuple):
    """Every colour of one theme, by what it is for."""

    name: str
    dark: bool
    outlined: bool  # chips and bands carry a line instead of a tint

    window: str
    surface: str
    sunken: str
    hover: str
    border: str
    strong: str
    control: str
    text: str
    text2: str
    text3: str
    accent: str
    accent_hover: str
    on_accent: str
    tint: str
    tint_border: str
    red: str
    red_bg: str
    red_bd: str
    amber: str
    amber_bg: str
    amber_bd: str
    plum: str
    plum_bg: str
    plum_bd: str
    green: str
    green_bg: str
    green_bd: str
    grey: str
    grey_bg: str
    grey_bd: str
    seq0: str
    seq1: str
    seq2: str
    seq3: str
    seq4: str
    seq_ink0: str
    seq_ink1: str
    seq_ink2: str
    seq_ink3: str
    seq_ink4: str
    toast: str
    on_toast: str
    toast_link: str
    seal: str  # the one red dot of the product mark
    hatch: str  # lines over days that do not count
    veil: str  # laid over the page under a dialog, at VEIL_OPACITY


LIGHT = Tokens(
    name="light", dark=False, outlined=False,
    window="#F6F5F2", surface="#FFFFFF", sunken="#EFEDE8", hover="#F3F1EC",
    border="#E3E0D9", strong="#C9C5BC", control="#8C8E8B",
    text="#1C2127", text2="#515B64", text3="#616971",
    accent="#24479A", accent_hover="#1B3A82", on_accent="#FFFFFF",
    tint="#E7EDF9", tint_border="#B9C8EA",
    red="#B3241B", red_bg="#FBE9E7", red_bd="#EDBDB8",
    amber="#855400", amber_bg="#FBF0D9", amber_bd="#E8CF9A",
    plum="#673B8C", plum_bg="#F1EAF7", plum_bd="#D5C2E4",
    green="#1D6843", green_bg="#E3F2E9", green_bd="#B4D9C4",
    grey="#515B64", grey_bg="#EEECE7", grey_bd="#D6D3CB",
    seq0="#F1F4FB", seq1="#D3DEF4", seq2="#A4B9E6", seq3="#6B8AD1", seq4="#24479A",
    seq_ink0="#1C2127", seq_ink1="#1C2127", seq_ink2="#1C2127", seq_ink3="#1C2127", seq_ink4="#FFFFFF",
    toast="#252B33", on_toast="#FFFFFF", toast_link="#92B2F6",
    seal="#E4574C", hatch="#E3E0D9", veil="#1C2127",
)  # fmt: skip

DARK = Tokens(
    name="dark", dark=True, outlined=False,
    window="#14171B", surface="#1B1F25", sunken="#101317", hover="#22272E",
    border="#2B3138", strong="#444C56", control="#7C8690",
    text="#E9E7E2", text2="#AEB6BE", text3="#8F98A1",
    accent="#92B2F6", accent_hover="#AFC6F9", on_accent="#0F1830",
    tint="#232F4A", tint_border="#3C5288",
    red="#FF9D92", red_bg="#3D211F", red_bd="#6E3530",
    amber="#F0C26C", amber_bg="#372C17", amber_bd="#665126",
    plum="#CFADEF", plum_bg="#30253C", plum_bd="#574470",
    green="#85D3A8", green_bg="#1B3327", green_bd="#31604A",
    grey="#AEB6BE", grey_bg="#272D34", grey_bd="#3F4751",
    seq0="#1E2530", seq1="#2B3A5C", seq2="#3F578F", seq3="#6283CC", seq4="#A9C2FA",
    seq_ink0="#E9E7E2", seq_ink1="#E9E7E2", seq_ink2="#E9E7E2", seq_ink3="#0B0F16", seq_ink4="#0B0F16",
    toast="#E9E7E2", on_toast="#14171B", toast_link="#24479A",
    seal="#E4574C", hatch="#2B3138", veil="#000000",
)  # fmt: skip

CONTRAST = Tokens(
    name="contrast", dark=True, outlined=True,
    window="#000000", surface="#000000", sunken="#000000", hover="#1F1F1F",
    border="#FFFFFF", strong="#FFFFFF", control="#FFFFFF",
    text="#FFFFFF", text2="#FFFFFF", text3="#E0E0E0",
    accent="#7FB2FF", accent_hover="#B3D1FF", on_accent="#000000",
    tint="#0A1C3A", tint_border="#7FB2FF",
    red="#FF9D92", red_bg="#000000", red_bd="#FF9D92",
    amber="#F0C26C", amber_bg="#000000", amber_bd="#F0C26C",
    plum="#CFADEF", plum_bg="#000000", plum_bd="#CFADEF",
    green="#85D3A8", green_bg="#000000", green_bd="#85D3A8",
    grey="#FFFFFF", grey_bg="#000000", grey_bd="#FFFFFF",
    seq0="#000000", seq1="#2B3A5C", seq2="#3F578F", seq3="#6283CC", seq4="#A9C2FA",
    seq_ink0="#FFFFFF", seq_ink1="#FFFFFF", seq_ink2="#FFFFFF", seq_ink3="#000000", seq_ink4="#000000",
    toast="#FFFFFF", on_toast="#000000", toast_link="#24479A",
    seal="#FF9D92", hatch="#4D4D4D", veil="#000000",
)  # fmt: skip

THEMES = {tokens.name: tokens for tokens in (LIGHT, DARK, CONTRAST)}

#: Fillings too near to the ground to be told from it, and the line that goes around them.
PALE = {"seq0": "border", "seq1": "seq3", "seq2": "seq3"}

VEIL_OPACITY = 0.28

#: Tones of chips, banners and due words: ink, tint and edge token of each.
TONES: dict[str, tuple[str, str, str]] = {
    "ink": ("accent", "tint", "tint_border"),
    "red": ("red", "red_bg", "red_bd"),
    "amber": ("amber", "amber_bg", "amber_bd"),
    "plum": ("plum", "plum_bg", "plum_bd"),
    "green": ("green", "green_bg", "green_bd"),
    "grey": ("grey", "grey_bg", "grey_bd"),
}


class TypeStep(NamedTuple):
    """One step of the type scale: size and line height in px, weight 100-900."""

    size: int
    weight: int
    line: int


CAPTION = TypeStep(11, 400, 16)
LABEL = TypeStep(12, 500, 16)
BODY = TypeStep(13, 400, 20)
SECTION = TypeStep(15, 600, 20)
TITLE = TypeStep(20, 600, 28)
FIGURE = TypeStep(28, 600, 36)

PAPER, PRINT_INK = "#FFFFFF", "#000000"  # print is black on white whatever the window wears
PAPER_TINT, PAPER_TINT_EDGE = "#E7EDF9", "#B9C8EA"  # under what a draft was filled in with, on screen only

SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_6, SPACE_8 = 4, 8, 12, 16, 24, 32
PAGE_MARGIN = SPACE_6
PANE_MARGIN = SPACE_4
CARD_GAP = SPACE_3
FIELD_GAP = SPACE_3
LABEL_GAP = SPACE_1

RADIUS_INPUT = 4
RADIUS_BUTTON = 6
RADIUS_CARD = 8
RADIUS_PILL = 14

HEIGHT_BUTTON = 32
HEIGHT_INPUT = 30
HEIGHT_SMALL = 24
HEIGHT_PILL = 28
HEIGHT_CHIP = 20
HEIGHT_NAV = 32
HEIGHT_TABLE_HEADER = 32
HEIGHT_HEADER = 56
HEIGHT_FILTERS = 44
HEIGHT_STATUS = 24
HEIGHT_GROUP = 28
ROW_HEIGHTS = {"compact": 28, "normal": 32, "roomy": 40}
ROW_TWO_LINES = 44

NAV_WIDE, NAV_RAIL = 200, 52
ICON, ICON_NAV, ICON_STROKE = 16, 18, 1.5
SHAPE = 12
FADE_MS = 120
TOAST_MS = 8000
SEARCH_DELAY_MS = 200
