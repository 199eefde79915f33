"""Numbers by which founders get a home, a partner and children before anything happens.

Represents: what no published figure says about the first residents: how roomy their dwellings are,
who of them lives with whom by age, and how finely the neighbourhood falls into dearer and cheaper
parts. They shape the start only; the years after have numbers of their own.
Source: assumptions, each with its reason in scenarios/parameters/population.yaml.
Leaves out: the counts themselves, which are published and come out exactly.
"""

from __future__ import annotations

from wijksim.core.parameters import Parameter


def _one(name: str, unit: str, bounds: tuple[float, float], doc: str) -> Parameter:
    return Parameter("population", name, unit, bounds, doc)


FOUNDER_PARAMETERS = (
    _one("couple_beds", "bed", (2, 6), "beds in a dwelling for couples, in whole numbers"),
    _one("nest_beds", "bed", (2, 8), "beds in a family dwelling where a couple lives alone"),
    _one(
        "parts_across",
        "1",
        (1, 20),
        "number of parts of the neighbourhood from one side to the other",
    ),
    _one(
        "grown_child_fades",
        "year",
        (0.2, 20),
        "years over 18 in which living at home fades to a third among founders",
    ),
    _one(
        "parent_age_peak",
        "year",
        (25, 60),
        "age at which founders most often have children at home",
    ),
    _one(
        "parent_age_span",
        "year",
        (5, 40),
        (
            "years on either side of the age of most parents in which the share with "
            "children at home falls off"
        ),
    ),
    _one(
        "parent_age_least",
        "1",
        (0, 1),
        "weight of founders as a parent, far from the age of most parents (where it is 1)",
    ),
    _one(
        "paired_young",
        "1",
        (0, 1),
        "weight of young founders as a partner without children (in middle age it is 1)",
    ),
    _one(
        "paired_young_until",
        "year",
        (18, 40),
        "age below which a founder counts as young when couples are formed",
    ),
    _one("paired_old", "1", (0, 5), "added weight of older founders as a partner without children"),
    _one("paired_old_from", "year", (40, 80), "age from which a founder's children have left home"),
    _one(
        "partner_age_shake",
        "year",
        (0, 20),
        "years by which chance shifts ages before partners are matched by age",
    ),
    _one(
        "child_age_shake",
        "year",
        (0, 20),
        "years by which chance shifts ages before children go to parents by age",
    ),
    _one(
        "home_age_shake",
        "year",
        (0, 40),
        "years by which chance shifts ages before the roomiest homes are given out by age",
    ),
)
