"""What another library names but does not use is imported when it is used, and not before."""

import importlib
import math
import subprocess
import sys

import pytest

from wijksim.core.later import instead, postponed

SLOW = (
    "import sys\nsys.loads = getattr(sys, 'loads', 0) + 1\ndef twice(x): return 2 * x\nother = 7\n"
)


@pytest.fixture
def slow(tmp_path, monkeypatch) -> str:
    """The name of a module that counts how often it is imported."""
    (tmp_path / "slow_one.py").write_text(SLOW, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "loads", 0, raising=False)
    monkeypatch.delitem(sys.modules, "slow_one", raising=False)
    return "slow_one"


def test_a_function_that_is_only_named_costs_nothing_until_it_is_called(slow: str) -> None:
    with postponed(slow, "twice"):
        from slow_one import twice
    assert sys.loads == 0 and slow not in sys.modules
    assert twice(4) == 8 and twice(x=5) == 10 and sys.loads == 1


def test_whoever_asks_afterwards_or_for_something_else_gets_the_module_itself(slow: str) -> None:
    with postponed(slow, "twice"):
        from slow_one import other
    assert other == 7 and sys.loads == 1
    with postponed(slow, "twice"):
        module = importlib.import_module(slow)
    assert module.__spec__ is not None and module.twice(1) == 2 and sys.loads == 1


def test_what_the_module_does_not_have_cannot_be_imported(slow: str) -> None:
    with pytest.raises(ImportError, match="nothing"), postponed(slow, "twice"):
        exec("from slow_one import nothing")
    assert vars(sys.modules[slow])["other"] == 7


def test_the_model_starts_without_the_part_of_scipy_that_only_a_corner_of_mesa_asks_for() -> None:
    program = """
import sys
from wijksim.model import WijkModel
from wijksim.framework import mesa
assert "scipy.spatial" not in sys.modules
from mesa.experimental.continuous_space.continuous_space import cdist
print(cdist([[0.0, 0.0]], [[3.0, 4.0]])[0, 0])
import scipy.spatial.distance
assert scipy.spatial.distance.cdist.__module__ == "scipy.spatial.distance"
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "5.0"


def test_a_function_has_another_in_its_place_for_a_while_and_is_back_even_after_a_failure() -> None:
    own = math.floor
    with instead(math, floor=lambda number: 7):
        assert math.floor(1.5) == 7
    with pytest.raises(KeyError), instead(math, floor=lambda number: 7):
        raise KeyError
    assert math.floor is own
    with pytest.raises(AttributeError), instead(math, nothing=abs):
        pass


def test_mesa_keeps_its_log_and_its_progress_bar_and_python_its_way_to_find_sources() -> None:
    program = """
import inspect
own = inspect.getouterframes, inspect.getmodule
from wijksim.framework import mesa
import sys
assert (inspect.getouterframes, inspect.getmodule) == own
assert "tqdm" not in sys.modules and "asyncio" not in sys.modules
print(mesa.model._mesa_logger.name)
with mesa.batchrunner.tqdm(total=1, disable=True) as bar:
    bar.update()
print(type(bar).__module__.split(".")[0])
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["MESA.mesa.model", "tqdm"]


def test_a_kernel_is_compiled_without_the_linear_algebra_that_no_kernel_uses() -> None:
    program = """
import sys
import numpy as np
from wijksim.core.compile import kernel
from wijksim.core.jit import numba

@kernel
def double(hours: np.ndarray) -> float:
    return 2.0 * hours[0]

assert double(np.ones(1)) == 2.0
assert "scipy.linalg" not in sys.modules

@numba.njit
def product(a: np.ndarray) -> float:
    return np.dot(a, a)

assert product(np.full(2, 3.0)) == 18.0
assert "scipy.linalg.cython_blas" in sys.modules
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_pandas_is_loaded_for_the_first_table_and_makes_it_as_always() -> None:
    program = """
import sys
from wijksim.experiment.one_run import write_one_run
from wijksim.model import WijkModel
model = WijkModel("pernis/mixed", seed=1, events=True)
model.step()
assert "pandas" not in sys.modules
tables = [model.world.events.frame(), model.observation.series()]
tables.append(model.datacollector.get_model_vars_dataframe())
import pandas
assert all(type(one) is pandas.DataFrame for one in tables)
print(len(tables[0]) > 0, *map(len, tables[1:]))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["True", "0", "1"]
