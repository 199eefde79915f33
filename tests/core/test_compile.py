"""Kernels: compiled once, and compiled anew when a formula they use has been edited."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import wijksim
from wijksim.core.compile import inline_kernel, kernel

FORMULA = """
from wijksim.core.compile import inline_kernel

@inline_kernel
def hours(people):
    return people * {hours_each}
"""
CALLER = """
{imports}
from wijksim.core.compile import kernel

@kernel
def total(people):
    return {call}(people) + 0.0
"""


def answer(folder: Path) -> float:
    environment = os.environ | {
        "NUMBA_CACHE_DIR": str(folder / "cache"),
        "PYTHONPATH": os.pathsep.join([str(folder), str(Path(wijksim.__file__).parents[1])]),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", "import caller; print(caller.total(10.0))"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return float(done.stdout)


@pytest.mark.parametrize(
    ("imports", "call"),
    [("from formula import hours", "hours"), ("import formula", "formula.hours")],
)
def test_an_edited_formula_in_another_file_is_used_at_once(
    tmp_path: Path, imports: str, call: str
) -> None:
    (tmp_path / "caller.py").write_text(CALLER.format(imports=imports, call=call))
    (tmp_path / "formula.py").write_text(FORMULA.format(hours_each="2.0"))
    assert answer(tmp_path) == 20.0
    (tmp_path / "formula.py").write_text(FORMULA.format(hours_each="3.5"))
    assert answer(tmp_path) == 35.0


@kernel
def _divided(a: float, b: float) -> float:
    return a / b


@inline_kernel
def _with_a_doc(hours: float) -> float:
    """Twice the hours."""
    return 2.0 * hours


def test_a_division_by_zero_gives_infinity_and_stops_nothing() -> None:
    assert _divided(1.0, 0.0) == float("inf")


def test_a_compiled_formula_keeps_its_name_and_its_explanation() -> None:
    assert _with_a_doc.__name__ == "_with_a_doc"
    assert _with_a_doc.__doc__ == "Twice the hours."
    assert _with_a_doc(1.5) == 3.0
