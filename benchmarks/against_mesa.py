"""The kernels against Mesa: the same rules on the same people with the same draws, in turns."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from measuring import Timing
from reference_plain import PlainMesa
from reference_setup import live_covered
from reference_tuned import TunedMesa

from wijksim.model import WijkModel

ROUND_WEEKS = 4
"""Ties and wellbeing have a rhythm of four weeks, so whole rounds of four are timed."""
ROUNDS_OF_KERNELS = 13
"""Kernels are so fast that more of their rounds are timed at once."""


@dataclass(frozen=True)
class AgainstMesa:
    """Seconds per agent-week of the covered submodels, done three ways."""

    kernels: Timing
    plain: Timing
    tuned: Timing

    @property
    def times_plain(self) -> float:
        """How many times as fast as Mesa as its guide writes it."""
        return self.plain.median / self.kernels.median

    @property
    def times_tuned(self) -> float:
        """How many times as fast as Mesa tuned by hand."""
        return self.tuned.median / self.kernels.median


def against_mesa(scenario: str, *, times: int) -> AgainstMesa:
    """Time the three in turns, so that a disturbance of the machine falls on all."""
    trunk = WijkModel(scenario, seed=1, collect=False)
    live_covered(trunk, weeks=1)
    people = float(np.count_nonzero(trunk.world.residents.present))
    references = PlainMesa(trunk), TunedMesa(trunk)
    found: tuple[list[float], ...] = ([], [], [])
    for _ in range(times):
        kernels = trunk.fork(trunk.scenario)
        live_covered(kernels, weeks=ROUND_WEEKS)
        weeks = ROUND_WEEKS * ROUNDS_OF_KERNELS
        start = time.perf_counter()
        live_covered(kernels, weeks=weeks)
        found[0].append((time.perf_counter() - start) / (weeks * people))
        for reference, seconds in zip(references, found[1:], strict=True):
            start = time.perf_counter()
            for _ in range(ROUND_WEEKS):
                reference.step()
            seconds.append((time.perf_counter() - start) / (ROUND_WEEKS * people))
    return AgainstMesa(*(Timing(tuple(one)) for one in found))
