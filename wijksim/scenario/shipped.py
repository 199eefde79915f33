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


def find(
    name: str,
    *,
    named_in: Source | None = None,
    where: Where | None = None,
    folder: str = "",
) -> Source:
    """The file that a user, or the file `named_in`, means by a name or a path.

    A user's path wins over a shipped name. In a file, a path is relative to that file and stays
    beside or below it; what is not there is looked for among the shipped files, by its full name
    and then in their `folder`, such as `policies`. Raises WijksimError, with the places looked in
    and the nearest names, when there is no such file.
    """
    try:
        beside = _beside(name, named_in)
    except (OSError, ValueError) as reason:
        raise _missing(name, named_in, where, folder) from reason
    found = beside or find_shipped(name)
    if found is None and folder:
        found = find_shipped(f"{folder}/{name}")
    if found is None:
        raise _missing(name, named_in, where, folder)
    return found


def _beside(name: str, named_in: Source | None) -> Source | None:
    if not name.strip():
        return None
    root = Path() if named_in is None else named_in.path.parent
    if named_in is not None and _leads_out(name, root):
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


def _leads_out(name: str, root: Path) -> bool:
    return Path(name).is_absolute() or not (root / name).resolve().is_relative_to(root.resolve())


def _label(path: Path) -> str:
    resolved, folder = path.resolve(), shipped_folder().resolve()
    if resolved.is_relative_to(folder):
        return f"scenarios/{resolved.relative_to(folder).as_posix()}"
    return path.as_posix()


def _missing(name: str, named_in: Source | None, where: Where | None, folder: str) -> WijksimError:
    shown = name if len(name) <= 120 else f"{name[:120]}..."
    if named_in is None:
        advice = _advice(name[:120], scenario_names())
        listed = ", ".join(scenario_names())
        return WijksimError(
            f"there is no scenario file '{shown}'",
            where=where,
            do=f"{advice}\n  shipped scenarios: {listed}" if listed else advice,
        )
    beside = _label(named_in.path.parent)
    if _is_outside(name, named_in.path.parent):
        bare = name.replace("\\", "/").rsplit("/", 1)[-1][:120] or "my-file"
        return WijksimError(
            f"'{shown}' leads out of the folder of this file",
            where=where,
            why="a file may name files beside or below it, so that a folder of files can be moved "
            "and shared as a whole; shipped files have a name instead of a path",
            do=f"put that file in '{beside}' and write '{bare}', or write the name of a shipped "
            f"file, such as '{folder or 'policies'}/...'",
        )
    known = shipped_names()
    near = [one for one in known if one.rsplit("/", 1)[-1] == name.rsplit("/", 1)[-1][:120]]
    looked = f"among the shipped files, as '{shown}'"
    looked += f" and as '{folder}/{shown}'" if folder else ""
    return WijksimError(
        f"there is no file '{shown}'",
        where=where,
        why=f"looked beside this file, in '{beside}', and {looked}",
        do="did you mean " + " or ".join(f"'{one}'" for one in near[:3]) + "?"
        if near
        else _advice(name[:120], known),
    )


def _is_outside(name: str, root: Path) -> bool:
    try:
        return _leads_out(name, root)
    except (OSError, ValueError):
        return False


def _advice(name: str, known: tuple[str, ...]) -> str:
    return did_you_mean(name, known) or "give a path to a file, or a shipped name"
