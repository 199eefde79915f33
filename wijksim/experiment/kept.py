"""What a comparison keeps of a run: its figures in codes, so that hundreds of runs fit in memory.

Represents: dates, outcomes and groups return in every run; each is kept once, and a row holds its
number. What a run leaves besides (events, links) is let go where the run was done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from wijksim.experiment.engine import Maps, Run, Runner
from wijksim.scenario.settled import Scenario

RETURNING: Final = ("date", "outcome", "group")


@dataclass(frozen=True)
class KeptRun:
    """A run without events; `outcomes` has the columns of the run, the returning ones in codes."""

    outcomes: pd.DataFrame
    final: pd.DataFrame
    map_before: Maps
    map_after: Maps


@dataclass(frozen=True)
class Keeping:
    """A runner that keeps of each run only what a comparison needs."""

    runner: Runner

    def __call__(self, scenarios: Sequence[Scenario], *, seed: int) -> list[KeptRun]:
        """Run them; gives what is kept, in the same order."""
        return [kept(run) for run in self.runner(scenarios, seed=seed)]


def kept(run: Run) -> KeptRun:
    """The run's figures in codes; values and their order stay as they are."""
    coded = {name: in_codes(run.outcomes[name]) for name in RETURNING}
    return KeptRun(
        outcomes=pd.DataFrame({**coded, "value": run.outcomes["value"].to_numpy()}),
        final=run.final,
        map_before=run.map_before,
        map_after=run.map_after,
    )


def in_codes(column: pd.Series) -> pd.Categorical:
    """A column as codes, with its values in order of appearance."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return pd.Categorical(column)
    return pd.Categorical(column, categories=list(dict.fromkeys(column)))
