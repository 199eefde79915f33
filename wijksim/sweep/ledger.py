"""The ledger of a sweep: what is done, what failed, and where it stands on disk.

Represents: one small file per chunk that was done, written after the chunk itself. A chunk counts
as done when its entry is there and the file that it names has the bytes that it had. So any number
of processes and machines can write at once, without locks, and nobody needs to be asked.

Leaves out: who is at work on what at this moment.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from wijksim.sweep.durable import remove, unfinished, write_durably

RUNS: Final = "runs"
FAILURES: Final = "failures"
LEDGER: Final = "ledger"
PLAN: Final = "plan.json"
DESIGN: Final = "design.parquet"
EXPERIMENT: Final = "experiment.yaml"
MANIFEST: Final = "manifest.json"


@dataclass(frozen=True)
class Entry:
    """One line of the ledger: a chunk that was done. `finished` is in seconds since 1970."""

    chunk: int
    units: tuple[int, int]
    runs: int
    failed: int
    seconds: float
    finished: float
    bytes: int
    sha256: str


def chunk_file(folder: Path, chunk: int) -> Path:
    """Where the runs of a chunk stand."""
    return folder / RUNS / f"chunk-{chunk:06d}.parquet"


def failure_file(folder: Path, chunk: int) -> Path:
    """Where the failures of a chunk stand, if it has any."""
    return folder / FAILURES / f"chunk-{chunk:06d}.json"


def entry_file(folder: Path, chunk: int) -> Path:
    """Where the ledger says that a chunk is done."""
    return folder / LEDGER / f"chunk-{chunk:06d}.json"


def mark_of(data: bytes) -> str:
    """The SHA-256 of some bytes."""
    return hashlib.sha256(data).hexdigest()


def write_json(path: Path, content: Any) -> None:
    """Write JSON whole or not at all."""
    text = json.dumps(content, indent=1, ensure_ascii=False, default=str) + "\n"
    write_durably(path, text.encode("utf-8"))


def write_failures(folder: Path, chunk: int, failures: list[dict[str, Any]]) -> None:
    """Write down what failed in a chunk; when nothing did, an older note goes."""
    path = failure_file(folder, chunk)
    if failures:
        write_json(path, failures)
    else:
        path.unlink(missing_ok=True)


def enter(folder: Path, entry: Entry) -> None:
    """Enter a chunk as done, once its file is on disk."""
    write_json(entry_file(folder, entry.chunk), asdict(entry))


def read_entry(folder: Path, chunk: int) -> Entry | None:
    """The entry of a chunk; None when there is none that can be read."""
    try:
        told = json.loads(entry_file(folder, chunk).read_bytes())
        first, last = told["units"]
        return Entry(**{**told, "units": (first, last)})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def entries(folder: Path) -> Iterator[Entry]:
    """All entries, in order of their chunk."""
    for path in sorted((folder / LEDGER).glob("chunk-*.json")):
        entry = read_entry(folder, int(path.stem.removeprefix("chunk-")))
        if entry is not None:
            yield entry


def is_done(folder: Path, chunk: int) -> bool:
    """Whether a chunk is done and its file is still what it was."""
    entry = read_entry(folder, chunk)
    if entry is None:
        return False
    try:
        data = chunk_file(folder, chunk).read_bytes()
    except OSError:
        return False
    return len(data) == entry.bytes and mark_of(data) == entry.sha256


def failures(folder: Path) -> Iterator[dict[str, Any]]:
    """All failed runs, in order of their unit."""
    for path in sorted((folder / FAILURES).glob("chunk-*.json")):
        yield from json.loads(path.read_bytes())


def make_folders(folder: Path) -> None:
    """Make the folders of a sweep."""
    for name in (RUNS, FAILURES, LEDGER):
        (folder / name).mkdir(parents=True, exist_ok=True)


def hardly_begun(folder: Path) -> bool:
    """Whether a folder holds no more than what a sweep makes before its plan is written.

    Such is left when a sweep is killed in its first moment; nothing of anybody is in it.
    """
    in_hand = (".wijksim-", f".{DESIGN}.", f".{PLAN}.")
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name in (RUNS, FAILURES, LEDGER) and path.is_dir() and not any(path.iterdir()):
            continue
        if path.name != DESIGN and not path.name.startswith(in_hand):
            return False
    return folder.is_dir()


def tidy(folder: Path, *, mine: Callable[[int], bool]) -> None:
    """Remove what interrupted processes left unfinished of the chunks that are `mine`."""
    for name in (RUNS, FAILURES, LEDGER):
        for path in unfinished(folder / name, of="chunk-"):
            number = path.name.removeprefix(".chunk-").split(".", 1)[0]
            if number.isdecimal() and mine(int(number)):
                remove(path)


def tidy_top(folder: Path) -> None:
    """Remove what an interrupted process left of the files of the sweep as a whole.

    Not to be asked while other processes may be writing them, as parts of an array do.
    """
    for name in (PLAN, DESIGN, MANIFEST):
        for path in unfinished(folder, of=f"{name}."):
            remove(path)
