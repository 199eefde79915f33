"""Everybody can read the report: its text stands out from what is behind it, by day and by night.

The measure is the contrast ratio of the Web Content Accessibility Guidelines: 4.5 for text, 3 for
lines and marks that carry meaning.
"""

import re
from pathlib import Path

import pytest

CSS = (
    Path(__file__).resolve().parents[2] / "wijksim/report/templates/report.css"
).read_text(encoding="utf-8")  # fmt: skip
TEXT = ("ink", "soft", "link", "better", "worse", "other", "open")
MARKS = ("s0", "s1", "s2", "s3", "better", "worse", "other", "open")


def colours(block: str) -> dict[str, str]:
    """The variables of a block of the style sheet that are colours."""
    return dict(re.findall(r"--([a-z0-9]+): (#[0-9a-f]{6})\b", block))


DAY = colours(CSS[: CSS.index("@media")])
NIGHT = DAY | colours(CSS[CSS.index("@media") : CSS.index("* {")])


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.01)


@pytest.mark.parametrize("theme", [DAY, NIGHT], ids=["day", "night"])
@pytest.mark.parametrize("behind", ["paper", "panel"])
def test_all_text_stands_out_from_what_is_behind_it(theme: dict[str, str], behind: str) -> None:
    faint = {name: round(contrast(theme[name], theme[behind]), 2) for name in TEXT}
    assert {name: ratio for name, ratio in faint.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", [DAY, NIGHT], ids=["day", "night"])
def test_lines_and_marks_stand_out_from_the_paper(theme: dict[str, str]) -> None:
    faint = {name: round(contrast(theme[name], theme["paper"]), 2) for name in MARKS}
    assert {name: ratio for name, ratio in faint.items() if ratio < 3.0} == {}


def test_text_takes_its_colour_from_the_list_that_is_measured() -> None:
    used = set(re.findall(r"(?<![-a-z])color: var\(--([a-z0-9]+)\)", CSS))
    assert used <= set(TEXT), used - set(TEXT)
