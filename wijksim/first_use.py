"""The first use of the model: two processes compile it, from both ends of the week.

Represents: a helper beside the process that compiles. It takes the observers and the submodels of a
week from the last to the first, in a model of its own that it throws away, and keeps the compiled
code on disk, where the first process finds it when it comes there. They meet halfway.
Leaves out: results. What the helper lives is no course of the model, and nobody sees it; when it
fails or is missing, the first process compiles what is left.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Final, Protocol

from wijksim.core.compile import is_first_use
from wijksim.entities.world import Scope, World
from wijksim.observation import Observation
from wijksim.scenario.settled import Scenario
from wijksim.submodels.base import Submodel

WEEKS: Final = 13
"""Weeks, each from its end to its begin, that the helper lives: what is done once a quarter comes
by as well."""
HELPER: Final = """
import os, pickle, sys, threading
from wijksim.core.compile import apart_from_the_first
from wijksim.entities.links import Links
from wijksim.first_use import compile_from_the_end
from wijksim.model import WijkModel
told = sys.stdin.buffer.read(int(sys.stdin.buffer.readline()))
def end_with_the_first():
    sys.stdin.buffer.read()
    os._exit(0)
threading.Thread(target=end_with_the_first, daemon=True).start()
scenario, seed = pickle.loads(told)
apart_from_the_first()
model = WijkModel(scenario, seed=seed, collect=False, links=Links(), warm_up=False)
compile_from_the_end(model)
"""
"""It loads modules, waits for a question, and lives. The first process keeps the pipe open: when
it ends, in whatever way, so does the helper."""


class Unlived(Protocol):
    """A model at the first week of its warm-up."""

    world: World
    submodels: tuple[Submodel, ...]
    observation: Observation
    _scopes: tuple[Scope, ...]


@contextmanager
def helped_to_compile(
    scenario: Scenario, *, seed: int, warm_up: bool = True
) -> Iterator[Callable[[], None]]:
    """On the first use, and with a second processor, have a helper compile beside this process.

    Gives what to call when submodels are initialised: the helper, which then has its modules
    loaded, finds that part compiled. It is ended with the block. A model without a warm-up gets
    none, for the helper's own is such a one.
    """
    if not warm_up or not is_first_use() or (os.cpu_count() or 1) < 2 or not sys.executable:
        yield _without_a_helper
        return
    root = str(Path(__file__).parents[1])
    path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
    with subprocess.Popen(
        [sys.executable, "-c", HELPER],
        env={**os.environ, "PYTHONPATH": path},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as helper:
        try:
            yield partial(_tell, helper, scenario, seed)
        finally:
            helper.kill()


def _without_a_helper() -> None:
    """Nobody to tell."""


def _tell(helper: subprocess.Popen[bytes], scenario: Scenario, seed: int) -> None:
    question = pickle.dumps((scenario, seed))
    if helper.stdin is not None:
        with suppress(OSError):
            helper.stdin.write(b"%d\n" % len(question) + question)
            helper.stdin.flush()


def compile_from_the_end(model: Unlived) -> None:
    """Have everything called that a week calls, the last part first; only what it compiles counts.

    Parts find what earlier parts have not yet done, and may fail on it: the others go on.
    """
    with suppress(Exception):
        model.observation.start()
    for _ in range(WEEKS):
        for observer, looks in zip(
            reversed(model.observation.observers), reversed(model.observation.scopes), strict=True
        ):
            with suppress(Exception):
                observer.observe(looks)
        for submodel, scope in zip(reversed(model.submodels), reversed(model._scopes), strict=True):
            with suppress(Exception):
                submodel.step(scope)
        model.world.week += 1
