"""Experiments that come with wijksim, by name, such as `first-look`.

Represents: the shipped folder of experiments, the same in a checkout and in an installed package.

Leaves out: the scenarios that they name, which are shipped by themselves.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from wijksim.core.errors import WijksimError, did_you_mean
from wijksim.scenario.shipped import SUFFIXES, Source

_PACKAGE: Final = Path(__file__).resolve().parents[1]
FOLDER: Final = "experiments"


def experiments_folder() -> Path:
    """The folder of shipped experiments: in an installed package, or beside it in a checkout."""
    inside = _PACKAGE / "shipped" / FOLDER
    return inside if inside.is_dir() else _PACKAGE.parent / FOLDER


def experiment_names() -> tuple[str, ...]:
    """Names of all shipped experiments, sorted."""
    found = experiments_folder().glob("*")
    return tuple(sorted(path.stem for path in found if path.suffix in SUFFIXES))


def find_experiment(name: str | Path) -> Source:
    """The experiment file that a user means by a path, or else by a shipped name.

    Raises WijksimError, with the nearest name, when there is none.
    """
    path = Path(name)
    try:
        if path.is_file():
            return Source(path, path.as_posix())
        if path.is_dir():
            raise WijksimError(f"'{name}' is a folder", do="name one experiment file inside it")
    except (OSError, ValueError):
        path = Path()
    bare = path.as_posix().removeprefix(f"{FOLDER}/")
    for suffix in SUFFIXES:
        bare = bare.removesuffix(suffix)
    if bare in experiment_names():
        for suffix in SUFFIXES:
            file = experiments_folder() / f"{bare}{suffix}"
            if file.is_file():
                return Source(file, f"{FOLDER}/{bare}{suffix}")
    raise WijksimError(
        f"there is no experiment file '{str(name)[:120]}'",
        do=did_you_mean(bare[:120], experiment_names())
        or f"give a path to a file, or a shipped name: {', '.join(experiment_names())}",
    )
