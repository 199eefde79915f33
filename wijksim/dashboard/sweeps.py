"""Which sweeps can be looked at: folders that whoever starts the dashboard gave, or `results`.

Represents: a sweep by a short key, which an address may name, and never by a path. What a folder
holds comes from anywhere: a plan is measured and checked before anything of it is computed with.
Leaves out: sweeps that are not analysed anywhere on this machine, and writing into their folders.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from wijksim.core.errors import WijksimError
from wijksim.dashboard.taken import file_stem

SWEEPS_SETTING: Final = "WIJKSIM_DASHBOARD_SWEEPS"
"""Through the environment, because the server imports the app by its name."""
USUAL: Final = Path("results")
"""Where the guide has sweeps written, seen from where the dashboard is started."""
PLAN: Final = "plan.json"
MOST_SWEEPS: Final = 40
MOST_BYTES: Final = 2_000_000
"""Of a plan; a design of a thousand factors stays far below it (assumption)."""
MOST_FIGURES: Final = 20_000_000
"""Points times seeds times scenarios that are read into memory for each outcome (assumption)."""
MOST_FACTORS: Final = 200
MOST_LETTERS: Final = 300
METHODS: Final = ("lhs", "morris", "sobol", "grid", "list", "table")
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._/-]{0,150}\Z")


@dataclass(frozen=True)
class Shelved:
    """A sweep on the shelf. `stamp` changes when more of it is done; `runs` as planned."""

    key: str
    folder: Path
    title: dict[str, str]
    outcomes: tuple[str, ...]
    runs: int
    stamp: str

    def called(self, lang: str) -> str:
        """Its title and the name of its folder, which tells two runs of one experiment apart."""
        return f"{self.title[lang]} ({self.folder.name})"

    @property
    def shown_folder(self) -> str:
        """The folder for a command: as seen from here, or no more than its name."""
        here = Path.cwd()
        inside = self.folder.is_relative_to(here)
        return str(self.folder.relative_to(here)) if inside else self.folder.name


def given_folders() -> tuple[Path, ...]:
    """The folders that the dashboard was started with, or else the usual one."""
    told = os.environ.get(SWEEPS_SETTING, "")
    return tuple(Path(one) for one in told.split(os.pathsep) if one) or (USUAL,)


def sweeps_in(folders: Sequence[Path]) -> tuple[Shelved, ...]:
    """The sweeps in these folders, each a sweep itself or one step above some; the latest first.

    Folders without a plan that can be trusted are passed over.
    """
    found: dict[str, Shelved] = {}
    for folder in dict.fromkeys(_candidates(folders)):
        plan = checked_plan(folder)
        if plan is None:
            continue
        key = file_stem(folder.name)[:40]
        while key in found:
            key += "-2"
        found[key] = Shelved(
            key=key,
            folder=folder,
            title={
                lang: _title(plan, lang) or Path(str(plan["experiment"])).stem
                for lang in ("nl", "en")
            },
            outcomes=tuple(plan["outcomes"]),
            runs=int(plan["runs"]),
            stamp=_stamp(folder),
        )
        if len(found) >= MOST_SWEEPS:
            break
    return tuple(sorted(found.values(), key=lambda one: one.stamp, reverse=True))


def _candidates(folders: Sequence[Path]) -> Iterator[Path]:
    for given in folders:
        top = given.resolve()
        if (top / PLAN).is_file():
            yield top
        elif top.is_dir():
            inside = (one for one in sorted(top.iterdir()) if not one.is_symlink())
            yield from (one for one in inside if (one / PLAN).is_file())


def _stamp(folder: Path) -> str:
    """When its last chunk was done, for sorting, and to read anew what has grown."""
    ledger = folder / "ledger"
    moved = (ledger if ledger.is_dir() else folder / PLAN).stat().st_mtime_ns
    return f"{moved:020d}"


def _title(plan: dict[str, Any], lang: str) -> str:
    title = plan.get("title")
    return str(title.get(lang) or "")[:MOST_LETTERS] if isinstance(title, dict) else ""


def checked_plan(folder: Path) -> dict[str, Any] | None:
    """The plan of a sweep, when it is one that can be computed with; else None."""
    path = folder / PLAN
    try:
        if path.is_symlink() or path.stat().st_size > MOST_BYTES:
            return None
        plan = json.loads(path.read_bytes())
        return plan if isinstance(plan, dict) and is_sound(plan) else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError, WijksimError):
        return None


def is_sound(plan: dict[str, Any]) -> bool:
    """Whether sizes are within bounds and names are names.

    Raises KeyError, TypeError or ValueError when something is of another kind altogether.
    """
    counts = [plan[name] for name in ("points", "replicates", "runs", "levels")]
    if not all(type(one) is int and one >= 0 for one in counts):
        return False
    scenarios, outcomes, factors = plan["scenarios"], plan["outcomes"], plan["factors"]
    if not all(isinstance(one, list) for one in (scenarios, outcomes, factors)):
        return False
    if counts[0] * counts[1] * len(scenarios) > MOST_FIGURES or len(factors) > MOST_FACTORS:
        return False
    names = [*scenarios, *outcomes, *(one["name"] for one in factors)]
    if not all(isinstance(one, str) and _NAME.match(one) for one in names):
        return False
    units = [one["unit"] for one in factors]
    short = all(isinstance(one, str) and len(one) <= MOST_LETTERS for one in units)
    fits = plan["baseline"] in scenarios and plan["method"] in METHODS
    return bool(scenarios and outcomes and short and fits)
