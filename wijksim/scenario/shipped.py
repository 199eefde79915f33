"""Where scenario files are found: by a path, or by the name of one that comes with wijksim.

Represents: the shipped folder of scenarios, the same in a checkout and in an installed package.

Leaves out: downloading. A name never leads outside the shipped folder, and a relative path never
outside the folder tree of the file that names it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wijksim.core.errors import Where, WijksimError, did_you_mean

_PACKAGE: Final = Path(__file__).resolve().parents[1]
DEFAULT_SUPPLY: Final = "supply/default"
SUFFIXES: Final = (".yaml", ".yml")
SCENARIO_FOLDERS_APART: Final = ("neighbourhoods", "parameters", "policies", "supply")


@dataclass(frozen=True)
class Source:
    """A file to read: where it is, and what messages and manifests call it."""

    path: Path
    label: str


def shipped_folder() -> Path:
    """The folder of shipped scenarios: inside an installed package, or beside it in a checkout."""
    inside = _PACKAGE / "shipped" / "scenarios"
    return inside if inside.is_dir() else _PACKAGE.parent / "scenarios"


def shipped_names() -> tuple[str, ...]:
    """Names of all shipped files, such as `carnisse/mixed`, sorted."""
    folder = shipped_folder()
    return tuple(
        sorted(
            path.relative_to(folder).with_suffix("").as_posix()
            for path in folder.rglob("*")
            if path.suffix in SUFFIXES
        )
    )


def scenario_names() -> tuple[str, ...]:
    """Names of the shipped scenarios alone: what can be run as it stands."""
    return tuple(n for n in shipped_names() if n.split("/")[0] not in SCENARIO_FOLDERS_APART)


def is_shipped(source: Source) -> bool:
    """Whether a file came with the program; other files are a user's own."""
    return source.path.resolve().is_relative_to(shipped_folder().resolve())


def find_shipped(name: str) -> Source | None:
    """A shipped file by its name, with or without .yaml; None when there is none."""
    bare = name
    for suffix in SUFFIXES:
        bare = bare.removesuffix(suffix)
    if bare not in shipped_names():
        return None
    for suffix in SUFFIXES:
        path = shipped_folder() / f"{bare}{suffix}"
        if path.is_file():
            return Source(path, f"scenarios/{bare}{suffix}")
    return None


def find(name: str, *, named_in: Source | None = None, where: Where | None = None) -> Source:
    """The file that a user, or the file `named_in`, means by a name or a path.

    A user's path wins over a shipped name. In a file, a path is relative to that file and stays
    beside or below it. Raises WijksimError, with the nearest names, when there is no such file.
    """
    try:
        beside = _beside(name, named_in)
    except (OSError, ValueError) as reason:
        raise _missing(name, where) from reason
    found = beside or find_shipped(name)
    if found is None:
        raise _missing(name, where)
    return found


def _beside(name: str, named_in: Source | None) -> Source | None:
    if not name.strip():
        return None
    root = Path() if named_in is None else named_in.path.parent
    if named_in is not None:
        inside = (root / name).resolve().is_relative_to(root.resolve())
        if not inside or Path(name).is_absolute():
            return None
    for tail in ("", *SUFFIXES):
        path = root / f"{name}{tail}"
        if path.is_file():
            return Source(path, _label(path))
    if named_in is None and Path(name).is_dir():
        raise WijksimError(
            f"'{name}' is a folder", where=Where(name), do="name one scenario file inside it"
        )
    return None


def _label(path: Path) -> str:
    resolved, folder = path.resolve(), shipped_folder().resolve()
    if resolved.is_relative_to(folder):
        return f"scenarios/{resolved.relative_to(folder).as_posix()}"
    return path.as_posix()


def _missing(name: str, where: Where | None) -> WijksimError:
    shown = name if len(name) <= 120 else f"{name[:120]}..."
    known = scenario_names() if where is None else shipped_names()
    advice = did_you_mean(name[:120], known) or "give a path to a file, or a shipped name"
    if where is None and known:
        advice = f"{advice}\n  shipped scenarios: {', '.join(known)}"
    return WijksimError(
        f"there is no scenario file '{shown}'",
        where=where,
        why="" if where is None else "a file may name shipped files, and files beside or below it",
        do=advice,
    )
