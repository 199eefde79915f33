"""Writing one file so that it is there whole, or not there at all.

Represents: a temporary file beside the target, flushed to disk, then given its name in one step.
Whoever is killed at any point leaves at most a temporary file, which nobody reads.

Leaves out: folders with several files, see `wijksim.files`.
"""

from __future__ import annotations

import os
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Final

UNFINISHED: Final = ".tmp"


def write_durably(path: Path, data: bytes) -> None:
    """Write a file whole. Raises OSError when the disk does not take it, and leaves nothing."""
    half = path.with_name(f".{path.name}.{uuid.uuid4().hex}{UNFINISHED}")
    try:
        with half.open("wb") as handle:
            handle.write(data)
            handle.flush()
            os.fsync(handle.fileno())
        os.replace(half, path)
    except BaseException:
        remove(half)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """See to it that the new name is on disk too, where the system can say so of a folder."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


def unfinished(folder: Path, *, of: str) -> list[Path]:
    """What unfinished writing left in a folder of files whose name starts with `of`."""
    return sorted(folder.glob(f".{of}*{UNFINISHED}"))


def remove(path: Path) -> None:
    """Remove a file, if it is still there and can be."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
