"""Patterns that a run is scored on: what is watched, how each figure is worked out, its band.

Represents: the patterns of use, waiting, debt, informal care and rest, measured on the true state
of a run. A year is 52 weeks from the start of the horizon. Patterns of kind "cal" may be fitted
to, "val" are scored only. Bands were fixed before any fitting.

Definitions. *User*: somebody who had an hour of formal help in a domain in the year. *Use in every
one of seven years*: of the users of the first year who still live here after seven years (registers
follow people who move, a neighbourhood does not). *Re-entry*: of those who used in one year and not
in the next and still live here in the third, the share that uses again in the third. *Known debt*:
the household has an open request for debt. *Still in debt*: of indebted households with the same
head later. *Intensive carers*: the share of carers who give most, see `INTENSIVE_SHARE`.
*Overloaded*: over what one can bear in the week of looking.

Source: CBS 2020 (debt), SCP Voorzieningen in 3D (use), SCP 2016 (carers), Rekenkamer Rotterdam 2018
(waiting, duration), Herd and Moynihan (forms).
Leaves out: patterns over many neighbourhoods, which need a run for each.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from wijksim.entities.domains import DEBT, DOMAINS, INCOME, N_DOMAINS, RequestState
from wijksim.model import WijkModel
from wijksim.outcomes.base import ALL

YEAR: Final = 52
QUARTER: Final = 13
SEVEN: Final = 7
INTENSIVE_SHARE: Final = 0.2
"""The fifth of carers who give most stand for those who care long and intensively (recalled: about
one in six in SCP 2016). Hours cannot be compared: here they are only those within the neighbourhood
and for the four domains, far below the eight a week of SCP."""

Array = NDArray[Any]


@dataclass(frozen=True)
class Pattern:
    """One pattern: its id, kind (cal, val), what is measured, unit and band (both ends count)."""

    name: str
    kind: str
    doc: str
    unit: str
    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Whether a value lies in the band; one that could not be measured does not."""
        return self.low <= value <= self.high


def _around(name: str, doc: str, percent: float) -> Pattern:
    return Pattern(name, "cal", doc, "%", 0.6 * percent, 1.4 * percent)


LEVELS: Final = ("debt", "assistance", "ties", "queue")
P0: Final = tuple(
    Pattern(f"P0 {what}", "val", "a year over the first", "1", 0.8, 1.2) for what in LEVELS
)
USE: Final = tuple(
    _around(f"P12 use {domain}", "use in each of seven years, of the first year's users", percent)
    for domain, percent in (("income", 33.0), ("support", 17.0), ("youth", 5.0))
)
RETURN: Final = tuple(
    _around(f"P12 return {domain}", "use again after a year without", percent)
    for domain, percent in (("income", 7.0), ("support", 10.0), ("youth", 15.0))
)
KNOWN_DEBT: Final = Pattern(
    "P13 known", "cal", "indebted households known to helpers", "%", 9.0, 21.0
)
DEBT_RUNNING: Final = Pattern(
    "P13 three years running", "cal", "in debt on the same day of three years on end", "%", 48, 65
)
DEBT_AFTER: Final = Pattern(
    "P13 after three years", "cal", "still in debt three years later", "%", 48.0, 65.0
)
OVERLOAD: Final = Pattern(
    "P14", "cal", "overload of intensive carers over that of all carers", "1", 1.8, 3.5
)
MISSED: Final = Pattern("P4", "cal", "requests without a plan within six weeks", "%", 60.0, 97.0)
DURATION: Final = Pattern("P5", "cal", "mean duration of care", "month", 16.0, 26.0)
ROOM: Final = Pattern("P1", "val", "room to experiment secured after the start", "year", 1.0, 2.2)
RETREAT: Final = Pattern("P8", "val", "rise of retreat to target groups", "point", 4.0, 18.0)
FORM: Final = Pattern(
    "P15", "val", "needs in contact within half a year, lost by a form", "%", 10, 25
)


@dataclass
class Watch:
    """What has been seen of a model, week by week; call `look` after every step."""

    model: WijkModel
    carer_from: float
    weeks: int = 0
    used: list[Array] = field(default_factory=list)
    living: list[Array] = field(default_factory=list)
    debts: list[Array] = field(default_factory=list)
    levels: list[dict[str, float]] = field(default_factory=list)
    carers: list[tuple[int, int, int, int]] = field(default_factory=list)
    _used: Array = field(default_factory=lambda: np.zeros((0, N_DOMAINS), bool))

    def look(self) -> None:
        """Take in the week that was lived: use every week, levels every quarter."""
        r = self.model.world.residents
        if self.weeks % YEAR == 0:
            self._used = np.zeros(r.need.shape, dtype=bool)
            self.debts.append(self._indebted())
        changed = r.arrived_week == self.model.world.week - 1
        self._used[changed] = False
        self._used |= r.formal_hours > 0.0
        self.weeks += 1
        if self.weeks % QUARTER == 0:
            self.levels.append(self._levels())
            self._count_carers()
        if self.weeks % YEAR == 0:
            self.used.append(self._used)
            self.living.append(np.where(r.present > 0, r.id.astype(np.int64), -1))

    def _indebted(self) -> Array:
        """Id of the head of each household in debt, -1 elsewhere; shape (households,)."""
        w = self.model.world
        head, r = w.households.head, w.residents
        who = np.maximum(head, 0)
        owes = (w.households.size > 0) & (head >= 0) & (r.need[who, DEBT] > 0.0)
        return np.where(owes, r.id[who].astype(np.int64), -1)

    def _levels(self) -> dict[str, float]:
        w = self.model.world
        r, q = w.residents, w.requests
        here = r.present > 0
        waiting = (q.state == RequestState.ACCESS) | (q.state == RequestState.PLANNED)
        owes = self._indebted() >= 0
        asked = r.request[np.maximum(w.households.head, 0), DEBT] >= 0
        return {
            "debt": float(owes.sum()),
            "assistance": float((r.need[here, INCOME] > 0.0).sum()),
            "ties": float(r.support_network[here].mean()),
            "queue": float(waiting.sum()),
            "known": float((owes & asked).sum()),
            "target": float(w.teams.target_group.max(where=w.teams.present > 0, initial=0.0)),
        }

    def _count_carers(self) -> None:
        r = self.model.world.residents
        carer = (r.present > 0) & (r.informal_given >= self.carer_from)
        most = np.quantile(r.informal_given[carer], 1.0 - INTENSIVE_SHARE) if carer.any() else 0.0
        intensive = carer & (r.informal_given >= most)
        over = r.overloaded_weeks > 0
        self.carers.append(
            (int(carer.sum()), int((carer & over).sum()), int(intensive.sum()),
             int((intensive & over).sum()))
        )  # fmt: skip

    def years(self, level: str) -> NDArray[np.float64]:
        """Mean of a level in each full year: debt, assistance, ties or queue."""
        course = np.array([one[level] for one in self.levels])
        means: NDArray[np.float64] = course[: len(course) // 4 * 4].reshape(-1, 4).mean(axis=1)
        return means

    def retreat(self) -> float:
        """Points (%) that the share sent on as no target group rose in two years of a team.

        NaN without a team that stood so long.
        """
        course = [one["target"] for one in self.levels]
        first = next((k for k, share in enumerate(course) if share > 0.0), len(course))
        if first + 8 >= len(course):
            return float("nan")
        return 100.0 * (course[first + 8] - course[first])

    def use_in_every_year(self) -> dict[str, float]:
        """Percentage per domain of the first year's users who stayed and used in all seven."""
        stayed = self.living[0] == self.living[SEVEN - 1]
        stayed &= self.living[0] >= 0
        first = self.used[0] & stayed[:, None]
        always = first & np.logical_and.reduce(self.used[:SEVEN])
        return {d: percentage(always[:, i].sum(), first[:, i].sum()) for i, d in enumerate(DOMAINS)}

    def use_again(self) -> dict[str, float]:
        """Percentage per domain who use again in the third year, of users who did not in between.

        All triples of years on end together.
        """
        left, back = np.zeros(N_DOMAINS), np.zeros(N_DOMAINS)
        for y in range(len(self.used) - 2):
            stayed = (self.living[y] == self.living[y + 2]) & (self.living[y] >= 0)
            gone = self.used[y] & ~self.used[y + 1] & stayed[:, None]
            left += gone.sum(axis=0)
            back += (gone & self.used[y + 2]).sum(axis=0)
        return {d: percentage(back[i], left[i]) for i, d in enumerate(DOMAINS)}

    def debt_after(self, years: int, *, running: bool = False) -> float:
        """Percentage of indebted households in debt so many years later, of heads still here.

        `running` asks for debt on the same day of every year in between as well.
        """
        head, kept = 0, 0
        for y in range(len(self.debts) - years):
            start, later = self.debts[y], self.debts[y + years]
            here = start >= 0
            here &= np.isin(start, self.living[y + years - 1])
            still = here & (start == later)
            for between in self.debts[y + 1 : y + years] if running else ():
                still &= start == between
            head += int(here.sum())
            kept += int(still.sum())
        return percentage(kept, head)

    def known_debt(self) -> float:
        """Percentage of indebted households with an open request for debt, over all quarters."""
        return percentage(
            sum(level["known"] for level in self.levels),
            sum(level["debt"] for level in self.levels),
        )

    def overload_ratio(self) -> float:
        """Share overloaded among intensive carers over that among all carers."""
        carers, over, intensive, over_intensive = np.array(self.carers).sum(axis=0)
        if not (carers and over and intensive):
            return float("nan")
        return float((over_intensive / intensive) / (over / carers))


def percentage(part: float, whole: float) -> float:
    """Part of a whole in percent; NaN of nothing."""
    return 100.0 * float(part) / float(whole) if whole > 0 else float("nan")


def lived(model: WijkModel, *, weeks: int | None = None) -> Watch:
    """Live a model for so many weeks, or to its end, and tell what was seen."""
    watch = Watch(model=model, carer_from=model.world.parameters["outcomes.carer_from"])
    while model.running and (weeks is None or watch.weeks < weeks):
        model.step()
        watch.look()
    return watch


def mean_of(model: WijkModel, *, outcome: str, first_year: int, last_year: int) -> float:
    """Mean of an outcome's quarters (group all) from the first to the last calendar year."""
    table = model.observation.series()
    mine = table[(table["outcome"] == outcome) & (table["group"] == ALL)]
    years = mine["date"].map(lambda day: day.year)
    return float(mine.loc[(years >= first_year) & (years <= last_year), "value"].mean())
