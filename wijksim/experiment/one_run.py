"""One run of one scenario, written to a folder: from the start, or on from a checkpoint.

Represents: figures per quarter, the event log where it is kept, a manifest to repeat the run, and
where asked the state at the end as a checkpoint. A run in two parts gives the same figures, to the
last bit, as a run in one part: the first part's quarters travel in the checkpoint.
Leaves out: an event log in parts; who wants the log runs in one go.
"""

from __future__ import annotations

import hashlib
import os
import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from wijksim.checkpoint import load_checkpoint, save_checkpoint
from wijksim.core.calendar import monday_of, week_number
from wijksim.core.errors import Where, WijksimError
from wijksim.core.randomness import LARGEST_SEED
from wijksim.experiment import outputs
from wijksim.files import new_folder
from wijksim.model import WijkModel
from wijksim.results import finish
from wijksim.scenario.loading import load_scenario
from wijksim.scenario.settled import Scenario
from wijksim.schedule import declarations


@dataclass(frozen=True)
class OneRun:
    """What a user asks of one run.

    `seed` is None when it is left to the checkpoint, or to be 0. `until` is a day in the last week
    to live. `origin` is a checkpoint to go on from, `checkpoint` one to make where the run stops.
    """

    scenario: str
    seed: int | None = None
    until: date | None = None
    events: bool = False
    origin: Path | None = None
    checkpoint: Path | None = None

    def command(self, *, name: str, seed: int) -> str:
        """The command that repeats it. Files appear without their folders."""
        words = ["wijksim", "run", name]
        words += ["--seed", str(seed)] if self.origin is None else ["--from", self.origin.name]
        words += ["--until", self.until.isoformat()] if self.until is not None else []
        words += ["--events"] if self.events else []
        words += ["--checkpoint", self.checkpoint.name] if self.checkpoint is not None else []
        return shlex.join(words)


def write_one_run(
    asked: OneRun,
    *,
    folder: Path,
    force: bool,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, Any]:
    """Do a run, write all of it or nothing, and give its manifest.

    `progress` is called with weeks done and weeks in all. Raises WijksimError.
    """
    _check(asked, folder=folder)
    scenario = load_scenario(asked.scenario, declarations=declarations())
    until_week = _until(asked, scenario)
    model = _model(asked, scenario, until_week=until_week)
    runs: dict[str, Any] = {"seeds": [model.seed, model.seed]}
    if asked.origin is not None:
        content = hashlib.sha256(asked.origin.read_bytes()).hexdigest()
        runs["from"] = {
            "file": asked.origin.name,
            "sha256": content,
            "week_of": model.date.isoformat(),
        }
    result = finish(model, until_week=until_week, progress=progress)
    told = outputs.manifest(
        command=asked.command(name=scenario.name, seed=model.seed),
        scenarios=[scenario],
        labels=[scenario.name],
        runs={**runs, "resident_weeks": result.resident_weeks},
    )
    with (
        _kept(asked.checkpoint) as unseen,
        new_folder(folder, force=force, replaces=outputs.RESULT_FILES) as stage,
    ):
        outputs.write_parquet(outputs.one_run_table(result), stage / "outcomes.parquet")
        if result.events is not None:
            outputs.write_parquet(result.events, stage / "events.parquet")
        outputs.write_json(told, stage / "manifest.json")
        if unseen is not None:
            save_checkpoint(model, unseen)
    return told


@contextmanager
def _kept(checkpoint: Path | None) -> Iterator[Path | None]:
    """Where a checkpoint waits; it takes its place when the result that goes with it stands."""
    if checkpoint is None:
        yield None
        return
    checkpoint.parent.mkdir(parents=True, exist_ok=True)
    unseen = checkpoint.with_name(f".{checkpoint.name}.new")
    try:
        yield unseen
        os.replace(unseen, checkpoint)
    finally:
        unseen.unlink(missing_ok=True)


def _check(asked: OneRun, *, folder: Path) -> None:
    """Refuse what cannot be done before anything is computed."""
    seed = asked.seed
    if seed is not None and not 0 <= seed <= LARGEST_SEED:
        raise WijksimError(f"seed is {seed}", do=f"choose a whole number from 0 to {LARGEST_SEED}")
    if asked.events and (asked.origin is not None or asked.checkpoint is not None):
        raise WijksimError(
            "a run in parts keeps no event log",
            why="a checkpoint holds the state of a run, and not what happened before it",
            do="leave --events out, or run in one go without --from and --checkpoint",
        )
    taken = {folder.absolute(), *(folder.absolute() / name for name in outputs.RESULT_FILES)}
    if asked.checkpoint is not None and asked.checkpoint.absolute() in taken:
        raise WijksimError(
            "the checkpoint and the result would stand in the same place",
            where=Where(str(asked.checkpoint)),
            do="give the checkpoint another name",
        )


def _until(asked: OneRun, scenario: Scenario) -> int | None:
    """The week after the last one to live, or None for the whole horizon."""
    if asked.until is None:
        return None
    if not scenario.start <= asked.until <= scenario.end:
        raise WijksimError(
            f"--until {asked.until} lies outside the horizon",
            why=f"'{scenario.name}' runs from {scenario.start} to {scenario.end}",
            do=f"choose a day from {scenario.start} to {scenario.end}",
        )
    return week_number(asked.until) + 1


def _model(asked: OneRun, scenario: Scenario, *, until_week: int | None) -> WijkModel:
    """The model at the week where this run begins."""
    if asked.origin is None:
        return WijkModel(scenario, seed=asked.seed or 0, events=asked.events, collect=False)
    model = load_checkpoint(scenario, asked.origin)
    where = Where(str(asked.origin))
    if asked.seed not in (None, model.seed):
        raise WijksimError(
            f"--seed is {asked.seed}, and the checkpoint was made with seed {model.seed}",
            where=where,
            why="a run goes on with the luck it had",
            do="leave --seed out, or make a checkpoint with the other seed",
        )
    last = scenario.last_week if until_week is None else until_week - 1
    if model.world.week > last:
        raise WijksimError(
            "there is no week left to run",
            where=where,
            why=f"the checkpoint stands at the week of {monday_of(model.world.week)}, and the "
            f"run would stop after the week of {monday_of(last)}",
            do="choose a later --until, or a scenario with a later 'end' under 'horizon'",
        )
    return model
