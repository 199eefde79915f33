"""Runs for tests of sweeps: known answers in no time, and processes that die where a test says.

Orders come through a folder named in the environment: a file `kill-NUMBER` holds a point, and who
takes the file away dies there. So each order is carried out once, by whichever process comes first.
"""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from wijksim.outcomes.catalogue import OUTCOMES
from wijksim.schedule import declarations
from wijksim.sweep.experiment import load_experiment
from wijksim.sweep.plan import Plan, make_plan

ORDERS = "WIJKSIM_TEST_ORDERS"
ROOM, PATIENCE, DEBT = "room.willingness", "governance.patience", "needs.onset_debt"
BOTTOM = "bottom-up"
TRUE_BOX = {ROOM: 0.6, PATIENCE: 20.0}
EXPERIMENT = """\
schema: 1
title: {nl: Proef, en: Trial}
scenarios: [carnisse/top-down-rollout, carnisse/bottom-up-self-organisation]
"""
POINTS = ("computing", "writing", "fsync", "rename", "ledger")


@dataclass(frozen=True)
class Made:
    """What a run leaves, without a model."""

    outcomes: pd.DataFrame
    final: pd.DataFrame
    map_before: dict[str, Any] = field(default_factory=dict)
    map_after: dict[str, Any] = field(default_factory=dict)


def planned(folder: Path, text: str, *, name: str = "trial.yaml") -> Plan:
    """The plan of an experiment of which a test writes the lines after the scenarios."""
    path = folder / name
    path.write_text(EXPERIMENT + text, encoding="utf-8")
    return make_plan(load_experiment(path, declarations=declarations(), catalogue=OUTCOMES))


def lever(scenario, name: str) -> float:
    """What a lever is in the end."""
    value = scenario.levers[name]
    for entry in scenario.agenda:
        value = entry.levers.get(name, value)
    return value


def answer(scenario, seed: int) -> float:
    """Unmet need with known effects: 100 per unit of debt, -4 in a box of room, and luck."""
    luck = np.random.default_rng(seed).standard_normal() * 0.4
    own = np.random.default_rng([seed, len(scenario.name)]).standard_normal() * 0.05
    value = 10.0 + luck + own + 100.0 * scenario.parameters[DEBT]
    if BOTTOM in scenario.name:
        within = all(lever(scenario, name) >= low for name, low in TRUE_BOX.items())
        value += -4.0 if within else 1.0
    return value


def made(value: float) -> Made:
    rows = [(date(2013, 4, 1), "unmet_need", "all", value), (date(2013, 7, 1), "cost", "all", 7.0)]
    return Made(
        pd.DataFrame(rows, columns=["date", "outcome", "group", "value"]),
        pd.DataFrame(columns=["outcome", "group", "value"]),
    )


def quick(scenarios, *, seed: int):
    """The known answer at once."""
    obey("computing")
    return [made(answer(one, seed)) for one in scenarios]


def linear(scenarios, *, seed: int):
    """Unmet need = 3 room + 0.1 patience, the same in all scenarios, and a little luck."""
    luck = np.random.default_rng(seed).standard_normal() * 0.01
    return [made(3.0 * lever(s, ROOM) + 0.1 * lever(s, PATIENCE) + luck) for s in scenarios]


def slow(scenarios, *, seed: int):
    """The known answer after a twentieth of a second of work."""
    end = time.process_time() + 0.05
    while time.process_time() < end:
        pass
    return quick(scenarios, seed=seed)


def some_fail(scenarios, *, seed: int):
    """A high onset of debt breaks the bottom-up run, and only that one."""
    for one in scenarios:
        if BOTTOM in one.name and one.parameters[DEBT] > 0.055:
            raise RuntimeError(f"debt breaks {one.name}")
    return quick(scenarios, seed=seed)


def poison(scenarios, *, seed: int):
    """A very high onset of debt ends the process."""
    if scenarios[0].parameters[DEBT] > 0.075:
        os.kill(os.getpid(), signal.SIGKILL)
    return quick(scenarios, seed=seed)


def obey(point: str) -> None:
    """Die, or end the first process, when an order for this point is found."""
    folder = os.environ.get(ORDERS)
    if folder is None:
        return
    for order in sorted(Path(folder).glob(f"{point}-*")):
        who, _, wait = order.name.split("-")[1:4]
        count = Path(folder) / f"seen {order.name}"
        with count.open("ab") as seen:
            seen.write(b".")
        if count.stat().st_size < int(wait):
            continue
        try:
            order.unlink()
        except FileNotFoundError:
            continue
        os.kill(os.getppid() if who == "parent" else os.getpid(), signal.SIGKILL)
        if who == "parent":
            time.sleep(60)


_fsync, _replace = os.fsync, os.replace


def _fsync_or_die(handle) -> None:
    obey("writing")
    _fsync(handle)
    obey("fsync")


def _replace_or_die(source, target) -> None:
    ledger = "ledger" in Path(target).parts
    obey("ledger" if ledger else "rename")
    _replace(source, target)
    obey("ledger" if ledger else "rename")


if ORDERS in os.environ and __name__ != "__main__":
    os.fsync, os.replace = _fsync_or_die, _replace_or_die


def full_disk(scenarios, *, seed: int):
    """A disk that is full from the third run on."""

    def refuse(handle) -> None:
        raise OSError(28, "No space left on device")

    if seed >= 2:
        os.fsync = refuse
    return quick(scenarios, seed=seed)
