"""Numbers of `needs` in the form that its kernels take: rates a week, bounds, and room for lists.

Leaves out: nothing of its own; every value comes from parameters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from wijksim.core.calendar import WEEKS_PER_YEAR
from wijksim.entities.care_scale import hours_by_rung
from wijksim.entities.domains import DOMAINS, N_DOMAINS
from wijksim.entities.shared_numbers import kin_shares
from wijksim.submodels.needs_onset import ROWS_AT_ONCE

F64 = NDArray[np.float64]

_OLDEST: Final = 130.0
"""Nobody is older, in years; only used to bound how likely an onset can be."""


@dataclass(frozen=True)
class Rates:
    """Parameters in the form that the kernels take, shape (4,) by domain; per week, not year."""

    of: Any
    onset: F64
    most_growth: F64
    most_company: F64
    turn: F64
    gradient: F64
    care: F64
    crisis: F64
    crisis_length: F64
    crisis_cost: F64
    hours: F64
    kin: F64
    odds_at_start: F64
    duration_weeks: F64

    @classmethod
    def of_parameters(cls, p: Any) -> Rates:
        """From the bound parameters `p`."""
        duration = per_domain(p, "duration")
        return cls(
            of=p,
            onset=per_domain(p, "onset") / WEEKS_PER_YEAR,
            most_growth=most_that_onset_grows(p),
            most_company=most_that_company_adds(p),
            turn=per_domain(p, "turn") / WEEKS_PER_YEAR,
            gradient=per_domain(p, "gradient"),
            care=per_domain(p, "care"),
            crisis=per_domain(p, "crisis") / WEEKS_PER_YEAR,
            crisis_length=per_domain(p, "crisis_weeks"),
            crisis_cost=per_domain(p, "crisis_cost"),
            hours=hours_by_rung(p),
            kin=kin_shares(p),
            odds_at_start=per_domain(p, "onset") * duration * p.circumstances,
            duration_weeks=duration * WEEKS_PER_YEAR,
        )


@dataclass(frozen=True)
class Scratch:
    """Lists that are filled and used within a week; kept so that no week has to make them anew."""

    rows: int
    luck: NDArray[np.uint8]
    luck_words: NDArray[np.uint64]
    near: NDArray[np.int32]
    who: NDArray[np.uint32]
    draws: NDArray[np.float64]
    listed: NDArray[np.int32]
    spells: NDArray[np.int32]
    begun: NDArray[np.int32]
    excess: NDArray[np.float32]
    crises_under_way: NDArray[np.int64]

    @classmethod
    def of_size(cls, rows: int) -> Scratch:
        """For a neighbourhood with so many rows of residents."""
        words = -(-rows // ROWS_AT_ONCE)
        luck = np.zeros(words * ROWS_AT_ONCE, np.uint8)
        return cls(
            rows=rows,
            luck=luck,
            luck_words=luck.view(np.uint64),
            near=np.zeros(luck.size + 1, np.int32),
            who=np.zeros(rows, np.uint32),
            draws=np.zeros((N_DOMAINS, rows), np.float64),
            listed=np.zeros(rows + 1, np.int32),
            spells=np.zeros(rows * N_DOMAINS + 1, np.int32),
            begun=np.zeros(rows * N_DOMAINS, np.int32),
            excess=np.zeros(rows, np.float32),
            crises_under_way=np.zeros(N_DOMAINS, np.int64),
        )

    def __deepcopy__(self, memo: dict[int, Any]) -> Scratch:
        """Nothing in it outlives a week, and two of its lists share their memory: made anew."""
        return Scratch.of_size(self.rows)


def per_domain(p: Any, name: str) -> np.ndarray[Any, np.dtype[np.float64]]:
    """A parameter of every domain as an array of shape (4,), in the order of DOMAINS."""
    return np.array([getattr(p, f"{name}_{domain}") for domain in DOMAINS], dtype=np.float64)


def most_that_onset_grows(p: Any) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Per domain the product of the largest value of every factor of onset, shape (4,).

    A draw above onset times this cannot begin a need, so that the kernel need not look further.
    """
    decades = (_OLDEST - p.support_from) / 10.0
    age = np.array(
        [
            1.0 + p.youth_slope / 2.0,
            1.0 + p.support_per_decade * max(0.0, decades),
            1.0,
            max(1.0, p.debt_past_pension),
        ]
    )
    person = (1.0 + p.spill_person) * (1.0 + p.overload_onset) * (1.0 + p.return_onset)
    grown = (1.0 + per_domain(p, "gradient")) * age * person * most_that_company_adds(p)
    return np.asarray(grown, dtype=np.float64)


def most_that_company_adds(p: Any) -> np.ndarray[Any, np.dtype[np.float64]]:
    """The same for the factors of ties and housemates alone, shape (4,)."""
    isolated = (1.0 + p.isolation_onset) / (1.0 + p.isolation_onset * p.isolation_reference)
    youth = np.array([1.0 + p.spill_debt_youth, 1.0, 1.0, 1.0])
    return np.asarray(isolated * (1.0 + p.spill_household) * youth, dtype=np.float64)
