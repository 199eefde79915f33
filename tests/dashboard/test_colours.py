"""Colours that mean different things differ for people who do not see red or green, day and night.

Source: the matrices for full protanopia and deuteranopia of Machado, Oliveira and Fernandes (2009),
on linear light; distance in CIELAB (1976), in which 2.3 is just noticed side by side.
"""

import re

import numpy as np
import pytest

from wijksim.dashboard.theme import STYLE

Lab = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
SEEN = {
    "all colours": np.eye(3),
    "no red": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
         [-0.003882, -0.048116, 1.051998]]
    ),
    "no green": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
         [-0.011820, 0.042940, 0.968881]]
    ),
}  # fmt: skip
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
     [0.0193339, 0.1191920, 0.9503041]]
)  # fmt: skip
TOLD_APART = 10.0
"""Four times what is just noticed (assumption: dots of a few pixels, with a legend elsewhere)."""
SETS = {
    "need": ("q1", "q2", "q4", "q5"),
    "trust and contact": ("q1", "q2", "q3", "q4", "q5"),
    "reach": ("q1", "r-helped", "r-waits", "r-unseen"),
    "difference": ("d0", "d1", "d2", "d3", "d4"),
    "change": ("c0", "c1", "c2", "c3", "c4"),
    "two policies": ("s0", "s1"),
    "verdicts": ("better", "worse"),
}


def themes() -> dict[str, dict[str, str]]:
    """The colours of the style by their names, by day and by night."""
    night = "".join(re.findall(r"@media \(prefers-color-scheme: dark\) \{.*?\}\s*\}", STYLE, re.S))
    day = STYLE
    for part in re.findall(r"@media \(prefers-color-scheme: dark\) \{.*?\}\s*\}", STYLE, re.S):
        day = day.replace(part, "")
    find = r"--([a-z0-9-]+): (#[0-9a-f]{6})\b"
    return {"day": dict(re.findall(find, day)), "night": dict(re.findall(find, day + night))}


def lab(colour: str, seen: str) -> Lab:
    """A colour as somebody sees it, in CIELAB."""
    parts = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    light = TO_XYZ @ np.clip(SEEN[seen] @ linear, 0, 1) / np.array([0.95047, 1.0, 1.08883])
    bent = np.where(light > 0.008856, np.cbrt(light), 7.787 * light + 16 / 116)
    found: Lab = np.array(
        [116 * bent[1] - 16, 500 * (bent[0] - bent[1]), 200 * (bent[1] - bent[2])]
    )
    return found


def test_the_measure_knows_white_and_sees_red_and_green_alike_without_green() -> None:
    assert lab("#ffffff", "all colours") == pytest.approx([100, 0, 0], abs=0.1)
    red, green = "#b04a2f", "#6f6a2a"
    apart = [float(np.linalg.norm(lab(red, one) - lab(green, one))) for one in SEEN]
    assert apart[2] < 0.6 * apart[0]


@pytest.mark.parametrize("theme", ["day", "night"])
@pytest.mark.parametrize("seen", list(SEEN))
def test_colours_with_different_meanings_are_told_apart(theme: str, seen: str) -> None:
    colours = themes()[theme]
    near = {
        f"{name}: {one} and {other}": round(
            float(np.linalg.norm(lab(colours[one], seen) - lab(colours[other], seen))), 1
        )
        for name, names in SETS.items()
        for place, one in enumerate(names)
        for other in names[place + 1 :]
    }
    assert {what: far for what, far in near.items() if far < TOLD_APART} == {}
