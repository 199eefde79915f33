"""The kernels against Mesa: the same rules on the same people with the same draws, in turns."""

from __future__ import annotations

import gc
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
"""The kernels live the same four weeks so often, in copies, because once is too short to time."""


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
    kernels = WijkModel(scenario, seed=1, collect=False)
    live_covered(kernels, weeks=1)
    people = float(np.count_nonzero(kernels.world.residents.present))
    references = PlainMesa(kernels), TunedMesa(kernels)
    live_covered(kernels.fork(kernels.scenario), weeks=ROUND_WEEKS)
    # What stands is not looked at again by the garbage collector, so that neither reference pays
    # for the objects of the other.
    gc.collect()
    gc.freeze()
    found: tuple[list[float], ...] = ([], [], [])
    for _ in range(times):
        seconds_of_kernels = 0.0
        for _ in range(ROUNDS_OF_KERNELS):
            copy = kernels.fork(kernels.scenario)
            start = time.perf_counter()
            live_covered(copy, weeks=ROUND_WEEKS)
            seconds_of_kernels += time.perf_counter() - start
        live_covered(kernels, weeks=ROUND_WEEKS)
        found[0].append(seconds_of_kernels / (ROUNDS_OF_KERNELS * ROUND_WEEKS * people))
        for reference, seconds in zip(references, found[1:], strict=True):
            start = time.perf_counter()
            for _ in range(ROUND_WEEKS):
                reference.step()
            seconds.append((time.perf_counter() - start) / (ROUND_WEEKS * people))
    gc.unfreeze()
    return AgainstMesa(*(Timing(tuple(one)) for one in found))
