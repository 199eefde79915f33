"""Plans and engines for tests of sweeps, together with the runs of `sweep_runners`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from sweep_runners import (
    BOTTOM,
    DEBT,
    PATIENCE,
    ROOM,
    TRUE_BOX,
    Made,
    answer,
    full_disk,
    lever,
    linear,
    made,
    no_room,
    one_bad_moment,
    poison,
    quick,
    slow,
    some_fail,
)

from wijksim.outcomes.catalogue import OUTCOMES
from wijksim.schedule import declarations
from wijksim.sweep.chunks import ChunkDone, do_chunk
from wijksim.sweep.engines.local import LocalEngine
from wijksim.sweep.experiment import load_experiment
from wijksim.sweep.plan import ChunkJob, Plan, make_plan

__all__ = [
    "BOTTOM",
    "DEBT",
    "EXPERIMENT",
    "PATIENCE",
    "ROOM",
    "TRUE_BOX",
    "Here",
    "Made",
    "Warm",
    "answer",
    "full_disk",
    "lever",
    "linear",
    "made",
    "no_room",
    "one_bad_moment",
    "planned",
    "poison",
    "quick",
    "slow",
    "some_fail",
]

EXPERIMENT = """\
schema: 1
title: {nl: Proef, en: Trial}
scenarios: [carnisse/top-down-rollout, carnisse/bottom-up-self-organisation]
"""


def planned(folder: Path, text: str, *, name: str = "trial.yaml") -> Plan:
    """The plan of an experiment of which a test writes the lines after the scenarios."""
    path = folder / name
    path.write_text(EXPERIMENT + text, encoding="utf-8")
    return make_plan(load_experiment(path, declarations=declarations(), catalogue=OUTCOMES))


@dataclass(frozen=True)
class Here:
    """An engine without processes, for what does not depend on them."""

    def open(self) -> AbstractContextManager[None]:
        return nullcontext()

    def do(self, jobs: Iterator[ChunkJob]) -> Iterator[ChunkDone]:
        return map(do_chunk, jobs)


@dataclass(frozen=True)
class Warm:
    """Processes that were started already, for tests that are not about the starting."""

    engine: LocalEngine

    def open(self) -> AbstractContextManager[None]:
        return nullcontext()

    def do(self, jobs: Iterator[ChunkJob]) -> Iterator[ChunkDone]:
        return self.engine.do(jobs)
