"""Runs for tests of sweeps: known answers in no time, and such as fail, die or find no room.

Little is imported here, for every process of a sweep imports it.
"""

from __future__ import annotations

import errno
import os
import resource
import signal
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sweep_kills import note, obey

ROOM, PATIENCE, DEBT = "room.willingness", "governance.patience", "needs.onset_debt"
BOTTOM = "bottom-up"
TRUE_BOX = {ROOM: 0.6, PATIENCE: 20.0}


@dataclass(frozen=True)
class Made:
    """What a run leaves, without a model."""

    outcomes: pd.DataFrame
    final: pd.DataFrame
    map_before: dict[str, Any] = field(default_factory=dict)
    map_after: dict[str, Any] = field(default_factory=dict)


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
    note(f"{seed} {scenarios[0].parameters[DEBT]!r} {lever(scenarios[-1], ROOM)!r}")
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


def one_bad_moment(scenarios, *, seed: int):
    """The first run of all ends its process; what comes later is as ever."""
    with suppress(FileExistsError):
        Path(os.environ["WIJKSIM_TEST_MOMENT"]).touch(exist_ok=False)
        os.kill(os.getpid(), signal.SIGKILL)
    return quick(scenarios, seed=seed)


def full_disk(scenarios, *, seed: int):
    """A disk that is full from the third run on."""

    def refuse(handle) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    if seed >= 2:
        os.fsync = refuse
    return quick(scenarios, seed=seed)


def no_room(scenarios, *, seed: int):
    """From the third run on the system itself takes no more than 100 bytes of a file."""
    if seed >= 2:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, resource.RLIM_INFINITY))
    return quick(scenarios, seed=seed)
