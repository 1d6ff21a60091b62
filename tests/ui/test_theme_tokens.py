"""Contrast, status looks and house rules of the look."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ui.theme.sheet import sheet
from ui.theme.status import LOOKS
from ui.theme.tokens import THEMES, TONES, Tokens
from workbench.domain.status_words import AGREEMENT, COMPARISON, COURSE, ESCALATION, STATUS_KEYS, label_key
from workbench.messages import text_in

ROOT = Path(__file__).resolve().parents[2]


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio of two colours."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXT_PAIRS = [
    *((ink, paper) for ink in ("text", "text2", "text3") for paper in ("window", "surface", "hover")),
    *((ink, "sunken") for ink in ("text", "text2", "text3")),
    *((ink, "tint") for ink in ("text", "text2", "accent")),
    *((TONES[tone][0], TONES[tone][1]) for tone in TONES),
    *((TONES[tone][0], "surface") for tone in TONES),
    *((TONES[tone][0], "window") for tone in TONES),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_toast", "toast"),
    ("toast_link", "toast"),
    *((f"seq_ink{n}", f"seq{n}") for n in range(5)),
]
EDGE_PAIRS = [
    *(("control", paper) for paper in ("surface", "window")),
    *(("accent", paper) for paper in ("surface", "window", "tint")),
    *((TONES[tone][0], paper) for tone in TONES for paper in ("tint", "hover")),
]


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda tokens: tokens.name)
def test_text_can_be_read_on_every_ground_it_stands_on(theme: Tokens) -> None:
    short = {
        pair: round(contrast(getattr(theme, pair[0]), getattr(theme, pair[1])), 2)
        for pair in TEXT_PAIRS
        if contrast(getattr(theme, pair[0]), getattr(theme, pair[1])) < 4.5
    }
    assert short == {}


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda tokens: tokens.name)
def test_edges_and_shapes_can_be_seen(theme: Tokens) -> None:
    short = {
        pair: round(contrast(getattr(theme, pair[0]), getattr(theme, pair[1])), 2)
        for pair in EDGE_PAIRS
        if contrast(getattr(theme, pair[0]), getattr(theme, pair[1])) < 3
    }
    assert short == {}


def test_every_status_has_look_and_words_in_both_languages() -> None:
    assert set(LOOKS) == set(STATUS_KEYS)
    for key in STATUS_KEYS:
        assert text_in("vi", label_key(key)) != label_key(key) != text_in("en", label_key(key))


@pytest.mark.parametrize("group", [COURSE, ESCALATION, AGREEMENT, COMPARISON])
def test_within_a_course_no_two_states_share_a_shape_with_another_colour(group: tuple[str, ...]) -> None:
    shapes = {key: LOOKS[key].shape for key in group if key not in ("sent", "wait")}
    assert len(set(shapes.values())) == len(shapes)


def test_one_shape_never_has_two_colours() -> None:
    tones: dict[str, set[str]] = {}
    for look in LOOKS.values():
        tones.setdefault(look.shape, set()).add(look.tone)
    assert {shape: found for shape, found in tones.items() if len(found) > 1} == {}


def test_colours_are_written_in_the_tokens_alone() -> None:
    literal = re.compile(r"[\"']#[0-9A-Fa-f]{3,8}\b|QColor\(\s*\d|GlobalColor\.(?!transparent)\w+|rgba?\(")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "ui").rglob("*.py"))
        if path.name != "tokens.py"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if literal.search(line)
    ]
    assert found == []


def test_style_sheet_stays_short_and_sets_no_type() -> None:
    for tokens in THEMES.values():
        written = sheet(tokens, round)
        assert len(written.splitlines()) < 150
        assert "font" not in written
        assert "$" not in written


@pytest.mark.parametrize("area", ["kit", "status"])
def test_both_languages_have_the_same_keys_and_places(area: str) -> None:
    from babel.messages.pofile import read_po

    found = []
    for language in ("vi", "en"):
        with (ROOT / "resources" / "i18n" / language / f"{area}.po").open("rb") as file:
            catalogue = read_po(file, locale=language)
        found.append({str(entry.id): sorted(re.findall(r"\{(\w+)\}", str(entry.string))) for entry in catalogue})
    assert found[0] == found[1]


def test_every_kit_text_is_used_and_written() -> None:
    used = set()
    for path in (ROOT / "ui" / "widgets").glob("*.py"):
        used |= set(re.findall(r"[\"']kit\.([a-z_]+)", path.read_text(encoding="utf-8")))
    written = set(re.findall(r'msgid "kit\.([a-z_0-9]+)"', (ROOT / "resources/i18n/vi/kit.po").read_text("utf-8")))
    unused = {key for key in written if not any(key == name or key.startswith(name) for name in used)}
    unwritten = {name for name in used if not any(key.startswith(name) for key in written)}
    assert (unused, unwritten) == (set(), set())
