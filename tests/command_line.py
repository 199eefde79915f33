"""The program as a user meets it: in a process of its own, and a small scenario to give it."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHORT = (
    "schema: 1\n"
    "title: {nl: Kort, en: Short}\n"
    "extends: neighbourhoods/carnisse\n"
    "horizon: {start: 2013-01-01, end: 2015-06-30}\n"
    "warm_up_weeks: 4\n"
)


def wijksim(*words: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "wijksim", *words],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def refused(*words: str, cwd: Path = ROOT) -> str:
    """What a command says when it refuses: on the error channel, with code 2, no traceback."""
    done = wijksim(*words, cwd=cwd)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr and "\x1b[" not in done.stderr
    return done.stderr
