"""Informal care: the own network helps first, and those who give can be overloaded.

Represents: people in need ask their household and their ties; those give from limited hours, and
may stretch beyond what they can bear. Load follows what is given with a delay; weeks of too much
load are counted, so that needs can let overloaded carers fall ill. Networks are unequal: who lives
alone and has few ties gets little, whatever the need. When formal care is refused or ends, its
share of the work falls back on the network; nothing else makes a norm act here.

Source: SCP 2016 on overburdened carers; Cantor 1979; values in scenarios/parameters/
informal_care.yaml. Informal hours are priced apart, or shifting work would look like saving.
Leaves out: carers from outside the neighbourhood, respite care, paid leave.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from wijksim.core.calendar import WEEKS_PER_YEAR
from wijksim.core.parameters import Parameter
from wijksim.entities.care_scale import SCALE, hours_by_rung
from wijksim.entities.domains import PAYERS
from wijksim.entities.in_need import in_words, those_in_need
from wijksim.entities.shared_numbers import KIN_SHARES, kin_shares
from wijksim.entities.world import Scope
from wijksim.submodels.base import Submodel
from wijksim.submodels.informal_care_flow import (
    ask,
    bear,
    find_adults,
    find_bearable,
    give,
    receive,
)

INFORMAL_CARERS: Final = PAYERS.index("informal_carers")

PARAMETERS: Final = (
    *KIN_SHARES,
    Parameter(
        "informal_care",
        "replaced",
        "1",
        (0, 1),
        "share of the informal help that ample formal care makes unneeded",
    ),
    Parameter(
        "informal_care",
        "tie_closeness",
        "1",
        (0, 1),
        "closeness of a tie of full strength, against 1 for a member of the household",
    ),
    Parameter(
        "informal_care",
        "reserve",
        "1",
        (0.01, 5),
        "closeness of the whole network at which half of the wanted help is asked",
    ),
    Parameter(
        "informal_care",
        "carer_hours",
        "h/week",
        (0, 60),
        "hours of informal care a week that someone with full energy can give and bear",
    ),
    Parameter(
        "informal_care",
        "energy_floor",
        "1",
        (0, 1),
        (
            "hours of informal care that someone without energy can bear, as a share of "
            "those at full energy"
        ),
    ),
    Parameter(
        "informal_care",
        "stretch",
        "1",
        (1, 10),
        "most that informal carers can give, as a multiple of what they can bear",
    ),
    Parameter(
        "informal_care",
        "adult_from",
        "year",
        (0, 100),
        "age from which one is asked to give informal care",
    ),
    Parameter(
        "informal_care",
        "frail_from",
        "year",
        (0, 120),
        "age from which one can give less informal care",
    ),
    Parameter(
        "informal_care",
        "frail_share",
        "1",
        (0, 1),
        (
            "hours of informal care bearable from the age of giving less on, as a share of "
            "those of younger adults"
        ),
    ),
    Parameter(
        "informal_care",
        "too_much",
        "1",
        (0.1, 10),
        "load above which an informal carer is overloaded",
    ),
    Parameter(
        "informal_care",
        "load_smoothing",
        "1/week",
        (0.001, 1),
        "weight of this week in the load that an informal carer feels",
    ),
    Parameter(
        "informal_care",
        "help_smoothing",
        "1/week",
        (0.001, 1),
        "weight of this week in the share of the wanted informal care that came",
    ),
    Parameter(
        "informal_care", "hour_value", "EUR/h", (0, 100), "value of an hour of informal care"
    ),
)
READS: Final = (
    "residents.present", "residents.id", "residents.birth_week", "residents.household",
    "residents.need", "residents.formal_hours", "residents.tie", "residents.tie_strength",
    "residents.energy", "households.first", "households.beds",
)  # fmt: skip
WRITES: Final = (
    "residents.informal_received", "residents.informal_given", "residents.carer_load",
    "residents.overloaded_weeks", "residents.network_help",
)  # fmt: skip


class InformalCare(Submodel):
    """Household and ties help, as far as their hours reach."""

    name = "informal_care"
    represents = "help from household and ties, and the load on those who give it"
    reads = READS
    writes = WRITES
    adds_to = ("municipality.cost",)
    parameters = PARAMETERS + SCALE

    def __init__(self) -> None:
        self._scratch: Scratch | None = None

    def initialise(self, w: Scope) -> None:
        """Help and load start as they are in balance with the needs of the first week."""
        self._flow(w, load_smoothing=1.0, help_smoothing=1.0)

    def arrive(self, w: Scope, rows: np.ndarray[Any, Any]) -> None:
        """Who left no longer gives or gets; who came carries no load yet."""
        r = w.residents
        r.informal_received[rows] = 0.0
        r.informal_given[rows] = 0.0
        r.carer_load[rows] = 0.0
        r.overloaded_weeks[rows] = 0
        r.network_help[rows] = 0.0

    def step(self, w: Scope) -> None:
        """People in need ask, others give, hours arrive; the hours given have a price."""
        hours = self._flow(w, load_smoothing=w.p.load_smoothing, help_smoothing=w.p.help_smoothing)
        w.municipality.cost[0, INFORMAL_CARERS] += hours * w.p.hour_value

    def log_events(self, w: Scope) -> None:
        """Who became overloaded this week."""
        rows = np.flatnonzero(w.residents.overloaded_weeks == 1)
        w.log("overloaded", subject="residents", ids=w.residents.id[rows],
              cause="gives more informal care than can be borne",
              value=w.residents.carer_load[rows])  # fmt: skip

    def _flow(self, w: Scope, *, load_smoothing: float, help_smoothing: float) -> float:
        r, h, p = w.residents, w.households, w.p
        born_by = math.floor(w.week - p.adult_from * WEEKS_PER_YEAR)
        frail_born_by = math.floor(w.week - p.frail_from * WEEKS_PER_YEAR)
        rows = r.present.shape[0]
        s = self._scratch = (
            self._scratch if self._scratch and self._scratch.rows == rows else Scratch.of(rows)
        )
        count = those_in_need(in_words(r.need), r.present, s.askers)
        find_adults(r.present, r.birth_week, born_by, s.adult)
        ask(
            r.household, h.first, h.beds, r.need, r.formal_hours, in_words(r.formal_hours), r.tie,
            r.tie_strength, hours_by_domain(p), p.replaced, p.severity_vulnerable,
            p.severity_heavy, hours_by_rung(p), p.tie_closeness, p.reserve, s.askers, count,
            s.adult, s.wanted, s.per_closeness, s.asked_of,
        )  # fmt: skip
        find_bearable(
            r.birth_week, r.need, r.energy, p.carer_hours, p.energy_floor, frail_born_by,
            p.frail_share, s.adult, s.bearable,
        )  # fmt: skip
        give(p.stretch, s.asked_of, s.bearable, s.ratio, r.informal_given)
        bear(
            load_smoothing, p.too_much, r.informal_given, s.bearable, r.carer_load,
            r.overloaded_weeks,
        )  # fmt: skip
        return receive(
            r.household, h.first, h.beds, r.tie, r.tie_strength, p.tie_closeness, help_smoothing,
            s.askers, count, s.wanted, s.per_closeness, s.ratio, r.informal_received,
            r.network_help,
        )  # fmt: skip


@dataclass
class Scratch:
    """Lists that are filled and used within a week; kept so that no week has to make them anew."""

    rows: int
    askers: NDArray[np.int32]
    adult: NDArray[np.float32]
    wanted: NDArray[np.float64]
    per_closeness: NDArray[np.float64]
    asked_of: NDArray[np.float32]
    bearable: NDArray[np.float32]
    ratio: NDArray[np.float32]

    @classmethod
    def of(cls, rows: int) -> Scratch:
        """Lists for a neighbourhood with so many rows of residents."""
        return cls(
            rows=rows,
            askers=np.zeros(rows + 1, np.int32),
            adult=np.zeros(rows + 1, np.float32),
            wanted=np.zeros(rows, np.float64),
            per_closeness=np.zeros(rows, np.float64),
            asked_of=np.zeros(rows + 1, np.float32),
            bearable=np.zeros(rows, np.float32),
            ratio=np.zeros(rows + 1, np.float32),
        )


class NoInformalCare(Submodel):
    """Nobody helps anybody informally: all columns stay at rest."""

    name = "informal_care"
    represents = "no informal care: nobody gives or gets help outside services"
    writes = WRITES


def hours_by_domain(p: Any) -> NDArray[np.float64]:
    """Informal hours a week that a need of severity 1 asks of the network, per domain."""
    return np.asarray(kin_shares(p) * p.informal_hours_full, dtype=np.float64)
