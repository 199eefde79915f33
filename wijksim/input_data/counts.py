"""Published counts made to agree: how many households of each type, how many people of each age.

Represents: whole numbers that add up. CBS rounds each count to 5, so ages and household types add
to a little more or less than the totals. The totals stand; parts are scaled to them by largest
remainders. Where too few or too many people are left for households with children, the number of
those households gives way, because the total of residents and of households is better known.
Source: docs/decisions/0002-totals-stand-and-parts-are-scaled.md.
Leaves out: people in institutions, who are counted as residents of ordinary households.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from wijksim.core.errors import WijksimError

BANDS: Final = (
    ("ages.0_15", 0.0, 15.0),
    ("ages.15_25", 15.0, 25.0),
    ("ages.25_45", 25.0, 45.0),
    ("ages.45_65", 45.0, 65.0),
    ("ages.65_over", 65.0, 100.0),
)
MOST_CHILDREN: Final = 12
"""More than that live in no household of the model (a dwelling has at most 16 beds)."""

_MINORS_OF_YOUNG: Final = 0.3
"""Of the ten years from 15 to 25, the share under 18."""

Shares = Mapping[str, float]


@dataclass(frozen=True)
class Counts:
    """Whole numbers that add up: `residents` over bands of age and over households alike."""

    residents: int
    single: int
    couples: int
    two_parents: int
    lone_parents: int
    ages: tuple[int, ...]

    @property
    def families(self) -> int:
        """Households with children."""
        return self.two_parents + self.lone_parents

    @property
    def households(self) -> int:
        """All households."""
        return self.single + self.couples + self.families

    @property
    def adults(self) -> int:
        """People who head a household or are partner of a head."""
        return self.single + 2 * self.couples + 2 * self.two_parents + self.lone_parents

    @property
    def children(self) -> int:
        """People who live with a parent, of any age."""
        return self.residents - self.adults


def largest_remainder(*, parts: Sequence[float], total: int) -> tuple[int, ...]:
    """Whole numbers in proportion to `parts` that add to `total`; the first wins a tie.

    >>> largest_remainder(parts=[3235, 1185, 1645], total=6055)
    (3230, 1183, 1642)
    """
    weights = np.asarray(parts, dtype=np.float64)
    if total <= 0 or weights.sum() <= 0.0:
        return (*([0] * (len(weights) - 1)), max(0, total)) if len(weights) else ()
    exact = weights * (total / weights.sum())
    whole = np.floor(exact).astype(np.int64)
    order = np.argsort(-(exact - whole), kind="stable")
    whole[order[: total - int(whole.sum())]] += 1
    return tuple(int(one) for one in whole)


def figure(figures: Shares, key: str) -> float:
    """A figure that no neighbourhood can do without.

    Raises WijksimError when the profile has none, or a negative one.
    """
    if key not in figures or not figures[key] >= 0:
        raise WijksimError(
            f"the profile has no usable '{key}'",
            why="without it nobody can be given a home",
            do=f"add '{key}', 0 or more, to the neighbourhood's figures",
        )
    return float(figures[key])


def agreed_counts(
    *,
    figures: Shares,
    single_parent_share: float,
    single_parent_least: float,
    grown_at_home: float,
) -> Counts:
    """Counts that add up, from the figures of a profile.

    How many parents are alone is not published: so many, between the two shares of households with
    children, that a share `grown_at_home` of those of 18 to 25 live with a parent. Raises
    WijksimError for a missing figure.
    """
    residents = round(figure(figures, "population.inhabitants"))
    homes = min(residents, round(figure(figures, "households.total")))
    homes = max(homes, -(-residents // (2 + MOST_CHILDREN)))
    types = ("single", "without_children", "with_children")
    parts = [figure(figures, f"households.{one}") for one in types]
    ages = largest_remainder(parts=[figure(figures, key) for key, _, _ in BANDS], total=residents)
    single, couples, families = largest_remainder(parts=parts, total=homes)
    if sum(parts) <= 0.0:
        single, couples, families = homes, 0, 0
    single, couples, families = _with_room(
        single=single, couples=couples, families=families, residents=residents
    )
    in_families = residents - single - 2 * couples
    minors = ages[0] + round(_MINORS_OF_YOUNG * ages[1])
    wanted = minors + round(grown_at_home * (1.0 - _MINORS_OF_YOUNG) * ages[1])
    lone = wanted - (in_families - 2 * families)
    lone = max(lone, round(families * single_parent_least))
    lone = min(lone, round(families * single_parent_share))
    lone = max(lone, min(families, minors - (in_families - 2 * families)))
    lone = max(lone, min(families, 3 * families - in_families))
    lone = max(0, min(lone, families * (2 + MOST_CHILDREN) - in_families))
    return Counts(
        residents=residents,
        single=single,
        couples=couples,
        two_parents=families - lone,
        lone_parents=lone,
        ages=ages,
    )


def _with_room(*, single: int, couples: int, families: int, residents: int) -> tuple[int, int, int]:
    """Change household types, one at a time, until residents fit: 2 to 14 in each family."""
    short = single + 2 * couples + 2 * families - residents
    if families == 0:
        short = single + 2 * couples - residents
    while short > 0 and couples > 0:
        couples, single, short = couples - 1, single + 1, short - 1
    while short > 0 and families > 0:
        families, single, short = families - 1, single + 1, short - 1
    most = 2 + MOST_CHILDREN
    over = residents - single - 2 * couples - most * families
    while over > 0 and couples > 0:
        couples, families, over = couples - 1, families + 1, over - (most - 2)
    while over > 0 and single > 0:
        single, families, over = single - 1, families + 1, over - (most - 1)
    if families == 0:
        return _without_families(single=single, couples=couples, residents=residents)
    spare = residents - single - 2 * couples - 2 * families
    while spare < 0 and single > 0:
        single, spare = single - 1, spare + 1
    return single, couples, families


def _without_families(*, single: int, couples: int, residents: int) -> tuple[int, int, int]:
    """Where nobody has children: people left over pair up with those who live alone."""
    left = residents - single - 2 * couples
    joined = min(left, single) if left > 0 else 0
    return single - joined, couples + joined, 0
