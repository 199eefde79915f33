"""Meddling with a run: one household that moves though nothing made it, and draws nobody needs."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from wijksim.core.randomness import decision, uniform
from wijksim.entities.world import Scope
from wijksim.schedule import SCHEDULE, STANDARD
from wijksim.submodels import population as moves
from wijksim.submodels.base import Submodel
from wijksim.submodels.population_household import vacate_all
from wijksim.submodels.population_household_newcomers import settle

EXTRA = "test.extra"
DRAWS_MORE = 50


@contextmanager
def instead(stage: str, kind: type[Submodel]) -> Iterator[None]:
    """In this block models are made with another standard variant of one submodel."""
    variants = next(one.variants for one in SCHEDULE if one.name == stage)
    assert isinstance(variants, dict)
    usual = variants[STANDARD]
    variants[STANDARD] = kind
    try:
        yield
    finally:
        variants[STANDARD] = usual


def extra_move(*, home: int, week: int) -> type[Submodel]:
    """Population in which one household leaves in a week, by the way in which all leave."""

    class OneMore(moves.Population):
        def step(self, w: Scope) -> None:
            super().step(w)
            if w.week != week:
                return
            assert w.households.size[home] > 0
            assert w.households.arrived_week[home] < week, "it moved in this week anyhow"
            people, homes = moves.people_of(w.residents), moves._homes(w)
            vacate_all(people, homes, home, week, self._diary)
            settle(people, homes, home, week, self._arrivals, self._spread, w.key)

    return OneMore


def draws_more(stage: str) -> type[Submodel]:
    """A submodel that asks chance something of its own every week, before it does its work."""
    usual = next(one.variants for one in SCHEDULE if one.name == stage)[STANDARD]
    extra = decision(EXTRA)

    class DrawsMore(usual):
        def step(self, w: Scope) -> None:
            drawn = [uniform(w.key, extra, w.week, who, 0) for who in range(DRAWS_MORE)]
            assert len(np.unique(drawn)) == DRAWS_MORE
            super().step(w)

    return DrawsMore
