"""Kernels: compiled once, and compiled anew when a formula they use has been edited."""

import os
import subprocess
import sys
from pathlib import Path

import numba
import numpy as np
import pytest
from numpy.typing import NDArray

import wijksim
from wijksim.core.compile import draw_kernel, inline_kernel, kernel

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


ASK = "import caller; print(caller.total(10.0))"


def answer(folder: Path, code: str = ASK) -> float:
    environment = os.environ | {
        "NUMBA_CACHE_DIR": str(folder / "cache"),
        "PYTHONPATH": os.pathsep.join([str(folder), str(Path(wijksim.__file__).parents[1])]),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", code],
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


def test_a_file_that_is_only_touched_is_not_compiled_anew(tmp_path: Path) -> None:
    (tmp_path / "caller.py").write_text(
        CALLER.format(imports="from formula import hours", call="hours")
    )
    (tmp_path / "formula.py").write_text(FORMULA.format(hours_each="2.0"))
    assert answer(tmp_path) == 20.0
    kept = {one: one.stat().st_mtime_ns for one in (tmp_path / "cache").rglob("*.nb?")}
    for name in ("caller.py", "formula.py"):
        os.utime(tmp_path / name, (0.0, 0.0))
    assert answer(tmp_path) == 20.0
    assert kept and kept == {one: one.stat().st_mtime_ns for one in kept}


def test_a_helper_keeps_its_code_in_files_of_its_own_where_others_find_it(tmp_path: Path) -> None:
    (tmp_path / "caller.py").write_text(
        CALLER.format(imports="from formula import hours", call="hours")
    )
    (tmp_path / "formula.py").write_text(FORMULA.format(hours_each="2.0"))
    apart = "from wijksim.core.compile import apart_from_the_first as apart; import caller; apart()"
    assert answer(tmp_path, f"{apart}\n{ASK}") == 20.0
    kept = sorted((tmp_path / "cache").rglob("*.nbc"))
    assert kept and all(one.name.startswith("beside-") for one in kept)
    assert answer(tmp_path) == 20.0
    assert sorted((tmp_path / "cache").rglob("*.nbc")) == kept


@draw_kernel
def _last_byte(number: int) -> int:
    return int(np.uint8(number))


@kernel
def _doubled(number: int) -> int:
    return 2 * number


@numba.njit
def _asked_in_many_ways(ids: NDArray[np.uint32]) -> int:
    narrow = _last_byte(ids[0]) + _last_byte(np.int8(-1)) + _last_byte(np.uint64(300))
    return narrow + _last_byte(257) + _last_byte(-2) + _doubled(3) + _doubled(4)


def test_what_kernels_ask_in_many_ways_is_compiled_once() -> None:
    assert _asked_in_many_ways(np.array([513], dtype=np.uint32)) == 1 + 255 + 44 + 1 + 254 + 14
    for asked in (_last_byte, _doubled):
        assert len(vars(asked)["overloads"]) == 1


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
