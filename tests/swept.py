"""Sweeps for tests of their analysis: done here and now with known answers, or made up whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sweep_runs import planned, quick

from wijksim.outcomes.catalogue import OUTCOMES
from wijksim.sweep.analysis.reading import Swept, Varied
from wijksim.sweep.chunks import ChunkDone, do_chunk
from wijksim.sweep.plan import ChunkJob
from wijksim.sweep.running import run_sweep

TOP, BOTTOM = "carnisse/top-down-rollout", "carnisse/bottom-up-self-organisation"


class Here:
    """An engine that does every chunk in this process."""

    @contextmanager
    def open(self) -> Iterator[None]:
        yield

    def do(self, jobs: Iterable[ChunkJob]) -> Iterator[ChunkDone]:
        for job in jobs:
            yield do_chunk(job)


def swept_folder(folder: Path, text: str, *, runner=quick, name: str = "out") -> Path:
    """The folder of a sweep that was done; `text` is what the experiment says after scenarios."""
    plan = planned(folder, text + "chunk: 1000\n", name=f"{name}.yaml")
    run_sweep(plan, folder / name, engine=Here(), runner=runner)
    return folder / name


def number_factor(name: str, low: float = 0.0, high: float = 1.0) -> Varied:
    return Varied(name, lever=False, unit="1", low=low, high=high, values=(), only=())


def word_factor(name: str, *words: str) -> Varied:
    return Varied(name, lever=False, unit="choice", low=0.0, high=0.0, values=words, only=())


def made_up(
    design: pd.DataFrame,
    factors: Sequence[Varied],
    levels: Mapping[str, np.ndarray[Any, Any]],
    *,
    outcome: str = "unmet_need",
    method: str = "lhs",
    **plan: Any,
) -> Swept:
    """A sweep of one outcome; `levels` are blocks (points, replicates), the baseline first."""
    block = np.stack(list(levels.values()), axis=2)
    rows, replicates, scenarios = block.shape
    told = {
        "experiment": "made-up.yaml",
        "title": {"nl": "Proef", "en": "Trial"},
        "method": method,
        "levels": 4,
        "second_order": False,
        "replicates": replicates,
        "runs": rows * replicates * scenarios,
    }
    return Swept(
        plan=told | plan,
        factors=tuple(factors),
        design=design,
        outcomes=tuple(one for one in OUTCOMES if one.name == outcome),
        scenarios=tuple(levels),
        baseline=next(iter(levels)),
        figures={outcome: block},
        done=rows * replicates * scenarios,
        failed=0,
    )
