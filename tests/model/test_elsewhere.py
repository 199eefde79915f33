"""The same model elsewhere: installed from a wheel, on another processor, with other threads."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PIP = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
OTHER_PROCESSOR = {
    "NUMBA_CPU_NAME": "generic",
    "NUMBA_CPU_FEATURES": "",
    "NPY_DISABLE_CPU_FEATURES": "AVX2 FMA3",
    "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA,-AVX512F",
    "OPENBLAS_CORETYPE": "Prescott",
}
"""A processor without FMA and AVX2, as far as compiled code and libraries can tell."""

DIGEST = "import tests_support\nprint(tests_support.digest())\n"
COMMAND = """
import sys, wijksim
from wijksim.cli import main
assert wijksim.__file__.startswith(sys.argv.pop(1)), wijksim.__file__
sys.exit(main())
"""


def told(code: str, *arguments: str, env: dict[str, str], cwd: Path = HERE) -> str:
    """What a new process says that runs this code."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=cwd, env={**os.environ, **env}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def digest(env: dict[str, str]) -> str:
    return told(DIGEST, env={"PYTHONPATH": str(HERE), **env})


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the wheel of this project installs; here too the model is compiled."""
    folder = tmp_path_factory.mktemp("elsewhere")
    wheels, target = folder / "wheels", folder / "installed"
    subprocess.run([*PIP, "wheel", "--no-deps", "-w", str(wheels), str(ROOT)], check=True)
    (wheel,) = wheels.glob("wijksim-*.whl")
    subprocess.run([*PIP, "install", "--no-deps", "--target", str(target), str(wheel)], check=True)
    return target


def test_a_wheel_works_away_from_the_checkout_on_another_processor(
    installed: Path, tmp_path: Path
) -> None:
    env = {**OTHER_PROCESSOR, "PYTHONPATH": str(installed)}
    out = tmp_path / "run"
    for arguments in (
        ["describe", "carnisse/mixed"],
        ["run", "carnisse/mixed", "--until", "2013-02-01", "--out", str(out)],
    ):
        told(COMMAND, str(installed), *arguments, env=env, cwd=tmp_path)
    assert (out / "manifest.json").is_file()


def test_the_same_bits_from_a_wheel_with_the_processors_fma_and_avx2_masked(
    installed: Path,
) -> None:
    both = os.pathsep.join([str(installed), str(HERE)])
    assert digest({}) == digest({**OTHER_PROCESSOR, "PYTHONPATH": both})


def test_the_same_bits_with_one_and_two_threads() -> None:
    one, two = (
        digest({"NUMBA_NUM_THREADS": threads, "OMP_NUM_THREADS": threads}) for threads in "12"
    )
    assert one == two
