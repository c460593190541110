"""Words stand out from their ground in every theme: 4.5 to 1, lines and icons 3 to 1 (ux 7)."""

import pytest

from outreach_app import resources
from outreach_app.ui.theme import THEMES

WORDS = [
    *((text, ground) for text in ("text", "muted") for ground in ("surface", "window")),
    *((text, "surface") for text in ("ok", "warn", "error", "info")),
    *((level, f"{level}_tint") for level in ("ok", "warn", "error", "info")),
    *(("text", f"{level}_tint") for level in ("ok", "warn", "error", "info")),
    ("on_primary", "primary"),
    ("text", "selection"),
    ("text", "field"),
    ("on_bar", "bar"),
]
LINES = [("border", "surface"), ("border", "window"), ("focus", "surface"), ("primary", "surface")]


def _light(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2.2 counts it, 1 to 21."""
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


def weak(colours: dict[str, object]) -> list[str]:
    """Return the pairs of a theme that are too close."""
    pairs = [(pair, 4.5) for pair in WORDS] + [(pair, 3.0) for pair in LINES]
    found = [(a, b, contrast(str(colours[a]), str(colours[b])), least) for (a, b), least in pairs]
    return [f"{a} on {b}: {ratio:.1f} < {least}" for a, b, ratio, least in found if ratio < least]


@pytest.mark.parametrize("theme", THEMES)
def test_words_stand_out_in_every_theme(theme):
    assert weak(resources.toml(f"theme/{theme}.toml")) == []


def test_a_theme_in_light_grey_is_caught():
    colours = {**resources.toml("theme/terang.toml"), "muted": "#999999", "border": "#CCCCCC"}
    assert {line.split()[0] for line in weak(colours)} == {"muted", "border"}
