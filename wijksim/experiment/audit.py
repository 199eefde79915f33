"""Nothing is tuned: how often one policy beats the other when no number of the model is trusted.

Represents: an audit. Sets of numbers are drawn from all declared bounds, those of the model and
those within which a policy would be the same policy; with each, a roll-out
from above and self-organisation from below are lived with the same luck; the share of sets in
which the second does better is published for each key outcome. Run it with
`python -m wijksim.experiment.audit --sets 500 --jobs 2 --out DIR`. What was done is kept in DIR in
chunks, each written whole or not at all, so that the same command goes on after a stop. A set that
breaks is counted, told, and left out.
Source: see `audit_sets` and `audit_verdict`.
Leaves out: choices, dates and money of the policies, which stay as they are.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any, Final

import pandas as pd

from wijksim.core.errors import WijksimError
from wijksim.core.program import program_sha256
from wijksim.experiment.audit_sets import drawn_sets, policy_ranges, varied, with_drawn
from wijksim.experiment.audit_verdict import as_text, associations, gains_of, shares
from wijksim.experiment.engine import Engine, Maps, Run, Runner, Task
from wijksim.experiment.outputs import version_of, write_csv, write_json, write_parquet
from wijksim.experiment.tables import values_of
from wijksim.outcomes.base import ALL, Outcome
from wijksim.outcomes.catalogue import OUTCOMES
from wijksim.results import run_branches
from wijksim.scenario.loading import load_scenario
from wijksim.scenario.parameter_files import shipped_settings
from wijksim.scenario.settled import Scenario
from wijksim.schedule import declarations

PAIR: Final = ("carnisse/top-down-rollout", "carnisse/bottom-up-self-organisation")
APART: Final = 10_000
"""A set's second life has its first seed and so much more, its third twice as much more."""
CHUNK: Final = 10
"""Sets per file: what is lost at most when the power fails."""
MANIFEST: Final = "audit.json"
MISTAKE: Final = 2
STOPPED: Final = 130
COLUMNS: Final = ("set", "outcome", "first", "second", "failed")

Say = Callable[[str], None]


@dataclass(frozen=True)
class FailedRun:
    """Stands for a run that broke: no figures, only the reason."""

    reason: str
    outcomes: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=["date", "outcome", "group", "value"])
    )
    final: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=["outcome", "group", "value"])
    )
    map_before: Maps = field(default_factory=dict)
    map_after: Maps = field(default_factory=dict)


@dataclass(frozen=True)
class Careful:
    """A runner that survives a set with which the model breaks, and hands on the reason."""

    runner: Runner

    def __call__(self, scenarios: Sequence[Scenario], *, seed: int) -> Sequence[Run]:
        """Run them, or give one `FailedRun`."""
        try:
            return self.runner(scenarios, seed=seed)
        except Exception as reason:
            return [FailedRun(f"{type(reason).__name__}: {reason}".splitlines()[0])]


@dataclass(frozen=True)
class Audit:
    """What an audit found: a row per key outcome, all associations, and what broke and why."""

    shares: pd.DataFrame
    associations: pd.DataFrame
    failed: dict[int, str]

    def text(self) -> str:
        """The audit for readers."""
        lines = [
            as_text(self.shares, self.associations),
            "",
            f"Sets that broke: {len(self.failed)}",
        ]
        lines += [f"- set {number}: {reason}" for number, reason in self.failed.items()]
        return "\n".join(lines)


def audit(
    *,
    sets: int,
    out: Path,
    jobs: int = 1,
    seed: int = 0,
    lives: int = 1,
    fixed_policies: bool = False,
    pair: tuple[str, str] = PAIR,
    chunk: int = CHUNK,
    runner: Runner = run_branches,
    catalogue: Sequence[Outcome] = OUTCOMES,
    say: Say = print,
) -> Audit:
    """Draw `sets` sets, live both policies with each that is not yet in `out`, and judge all.

    Set k is lived with seed `seed` + k, and with others too when it has more `lives`: then the
    means are judged, since luck alone turns some sets round. With `fixed_policies` the values of
    the two policies stay as they are shipped. `say` takes lines of progress. Raises WijksimError
    when `out` holds another audit, and for numbers below 1.
    """
    for name, value in (("sets", sets), ("jobs", jobs), ("lives", lives), ("chunk", chunk)):
        if value < 1:
            raise WijksimError(f"{name} is {value}", do=f"choose 1 or more {name}")
    ranges = ranges_of(() if fixed_policies else pair)
    drawn = drawn_sets(ranges, sets=sets, seed=seed)
    plan = _plan(ranges, pair=pair, sets=sets, seed=seed, chunk=chunk)
    if lives > 1:
        plan["lives"] = lives
    _open(out, plan)
    starts = range(0, sets, chunk)
    waiting = [start for start in starts if not _file(out, start).exists()]
    left = sum(min(start + chunk, sets) - start for start in waiting)
    clock = _Clock(left=left * lives, say=say)
    if len(waiting) < len(starts):
        say(f"{sets - left} of {sets} sets were done before; going on")
    with Engine(jobs=jobs, runner=Careful(runner)) as engine:
        for start in waiting:
            rows = drawn.iloc[start : start + chunk]
            table = _chunk(
                rows,
                engine=engine,
                pair=pair,
                seeds=[seed + APART * one for one in range(lives)],
                catalogue=catalogue,
                clock=clock,
            )
            _write_whole(table, _file(out, start))
    found = pd.concat([pd.read_parquet(_file(out, one)) for one in starts], ignore_index=True)
    broken = found[found["failed"] != ""]
    gains = gains_of(found[found["failed"] == ""], catalogue)
    result = Audit(
        shares=shares(gains),
        associations=associations(gains, drawn),
        failed=dict(zip(broken["set"].astype(int), broken["failed"], strict=True)),
    )
    write_csv(result.shares, out / "shares.csv")
    write_csv(result.associations, out / "associations.csv")
    return result


def ranges_of(pair: Iterable[str]) -> dict[str, tuple[float, float]]:
    """The ranges of all that is drawn: parameters by key, then dated values of the policies."""
    return {
        **varied(shipped_settings()),
        **policy_ranges(load_scenario(name) for name in pair),
    }


@dataclass
class _Clock:
    """Tells how far it is and how long it will take, from the pace so far."""

    left: int
    say: Say
    done: int = 0
    since: float = field(default_factory=monotonic)

    def one_more(self) -> None:
        """A set is done, or broke."""
        self.done, self.left = self.done + 1, self.left - 1
        seconds = (monotonic() - self.since) / self.done * self.left
        minutes = math.ceil(seconds / 60)
        self.say(f"{self.done} sets done, {self.left} to go, about {minutes} min left")


def _chunk(
    rows: pd.DataFrame,
    *,
    engine: Engine,
    pair: tuple[str, str],
    seeds: Sequence[int],
    catalogue: Sequence[Outcome],
    clock: _Clock,
) -> pd.DataFrame:
    """Figures of the key outcomes, in both policies, for some sets: means over their lives."""
    tasks: list[Task] = []
    numbers: list[int] = []
    table: list[tuple[int, str, float, float, str]] = []
    for number, values in zip(rows.index, rows.to_dict(orient="records"), strict=True):
        try:
            scenarios = _loaded(pair, values)
        except WijksimError as reason:
            table.append(_broken(int(number), reason.what, clock))
            for _ in seeds:
                clock.one_more()
            continue
        tasks += [Task(scenarios, seed + int(number)) for seed in seeds]
        numbers += [int(number)] * len(seeds)
    keys = [one for one in catalogue if one.key]
    for number, runs in zip(numbers, engine.run(tasks, done=clock.one_more), strict=True):
        if isinstance(runs[0], FailedRun):
            table.append(_broken(number, runs[0].reason, clock))
            continue
        first, second = (values_of(run, keys) for run in runs)
        for one in keys:
            key = (one.name, ALL)
            table.append(
                (number, one.name, first.get(key, math.nan), second.get(key, math.nan), "")
            )
    return _means(pd.DataFrame(table, columns=list(COLUMNS)))


def _means(table: pd.DataFrame) -> pd.DataFrame:
    """One row per set and outcome; a set that broke in one of its lives is broken, told once."""
    broken = table[table["failed"] != ""].drop_duplicates("set")
    whole = table[(table["failed"] == "") & ~table["set"].isin(broken["set"])]
    lived = whole.groupby(["set", "outcome", "failed"], sort=False, as_index=False)
    means = lived[["first", "second"]].agg(_mean)
    both = pd.concat([broken, means], ignore_index=True)[list(COLUMNS)]
    return both.sort_values("set", kind="stable").reset_index(drop=True)


def _mean(values: pd.Series[float]) -> float:
    return math.fsum(values) / len(values)


def _broken(number: int, reason: str, clock: _Clock) -> tuple[int, str, float, float, str]:
    clock.say(f"set {number} broke and is left out: {reason}")
    return number, "", math.nan, math.nan, reason or "no reason given"


def _loaded(pair: Iterable[str], values: dict[Any, Any]) -> tuple[Scenario, ...]:
    declared, known = declarations(), shipped_settings()
    drawn = {str(key): float(value) for key, value in values.items()}
    overrides = {key: value for key, value in drawn.items() if key in known}
    return tuple(
        with_drawn(load_scenario(name, overrides=overrides, declarations=declared), drawn)
        for name in pair
    )


def _plan(
    ranges: Mapping[str, tuple[float, float]],
    *,
    pair: tuple[str, str],
    sets: int,
    seed: int,
    chunk: int,
) -> dict[str, Any]:
    """All that a chunk depends on, so that no chunk of another audit is taken for one's own."""
    inputs = [asdict(one) for name in pair for one in load_scenario(name).inputs]
    told = json.dumps([inputs, ranges], sort_keys=True)
    return {
        "scenarios": list(pair),
        "sets": sets,
        "seed": seed,
        "chunk": chunk,
        "numbers": len(ranges),
        "wijksim": version_of("wijksim"),
        "program_sha256": program_sha256(),
        "inputs_sha256": hashlib.sha256(told.encode("utf-8")).hexdigest(),
    }


def _open(out: Path, plan: dict[str, Any]) -> None:
    """Make the folder of an audit, or check that it is this one's."""
    path = out / MANIFEST
    if path.exists():
        other = json.loads(path.read_text(encoding="utf-8"))
        changed = [key for key in plan if other.get(key) != plan[key]]
        if changed:
            raise WijksimError(
                f"{out} holds another audit: {', '.join(changed)} differ",
                why="figures of two audits cannot be put together",
                do="choose another folder for --out, or remove this one",
            )
        return
    if out.exists() and any(out.iterdir()):
        raise WijksimError(
            f"{out} is not empty and holds no audit", do="choose another folder for --out"
        )
    out.mkdir(parents=True, exist_ok=True)
    write_json(plan, path.with_suffix(".part"))
    os.replace(path.with_suffix(".part"), path)


def _file(out: Path, start: int) -> Path:
    return out / f"sets-{start:05d}.parquet"


def _write_whole(table: pd.DataFrame, path: Path) -> None:
    """Write beside its place, then put it there: a chunk is whole or absent."""
    part = path.with_suffix(".part")
    write_parquet(table, part)
    os.replace(part, path)


def main(arguments: Sequence[str]) -> int:
    """The command; gives its exit code: 0, or 2 for a mistake of the user."""
    reader = argparse.ArgumentParser(prog="python -m wijksim.experiment.audit")
    reader.add_argument("--sets", type=int, default=500, help="parameter sets to draw")
    reader.add_argument("--jobs", type=int, default=1, help="processes; the result is the same")
    reader.add_argument("--seed", type=int, default=0, help="where chance starts")
    reader.add_argument("--lives", type=int, default=1, help="seeds per set; their mean is judged")
    reader.add_argument(
        "--fixed-policies", action="store_true", help="draw the model's numbers only"
    )
    reader.add_argument("--out", type=Path, required=True, help="folder; an audit there goes on")
    asked = reader.parse_args(arguments)
    try:
        found = audit(
            sets=asked.sets,
            out=asked.out,
            jobs=asked.jobs,
            seed=asked.seed,
            lives=asked.lives,
            fixed_policies=asked.fixed_policies,
            say=_to_the_side,
        )
    except WijksimError as mistake:
        _to_the_side(str(mistake))
        return MISTAKE
    except KeyboardInterrupt:
        _to_the_side("stopped; the same command goes on with what was done")
        return STOPPED
    sys.stdout.write(found.text() + "\n")
    return 0


def _to_the_side(line: str) -> None:
    sys.stderr.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
