"""A temporary folder that does not outlast the server it belongs to, however that one ends.

Represents: what a server puts aside while it lives. A server that is asked to stop removes its
folder; one that was killed cannot, so the next one does. Whether an owner lives is told by a lock
that the system lets go of when a process ends, and not by a number, which another may have by then.
Source: flock(2); descriptors are not handed on to new processes (PEP 446), so a worker holds none.
Leaves out: Windows, where only the folder of a server that was killed stays behind.
"""

from __future__ import annotations

import atexit
import os
import shutil
import stat
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

if sys.platform != "win32":
    import fcntl

OWNED: Final = "owned"
"""The file in a folder that its owner holds locked."""


class Scratch:
    """A new folder in the temporary folder of this machine; its name begins with `prefix`."""

    def __init__(self, prefix: str) -> None:
        """Makes it, and removes those with the same prefix whose owner no longer lives."""
        remove_orphans(Path(tempfile.gettempdir()), prefix)
        self.path = Path(tempfile.mkdtemp(prefix=prefix))
        self._lock = _own(self.path)
        atexit.register(self._remove)

    def close(self) -> None:
        """Remove it; once more at the very end, for what a worker wrote meanwhile."""
        self._remove()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _remove(self) -> None:
        shutil.rmtree(self.path, ignore_errors=True)


def remove_orphans(place: Path, prefix: str) -> None:
    """Remove the folders of this user in a place whose owner no longer lives.

    One without a lock is left alone: its owner may be about to take it, or know of no locks.
    """
    for folder in place.glob(f"{prefix}*"):
        with suppress(OSError):  # another server tidies up as well, or it is not ours to look at
            if _is_own(folder):
                _remove_orphan(folder)


def _is_own(folder: Path) -> bool:
    seen = folder.lstat()
    return stat.S_ISDIR(seen.st_mode) and hasattr(os, "getuid") and seen.st_uid == os.getuid()


def _own(folder: Path) -> int | None:
    """Hold a lock in a folder; it gets its name once it is held, so that nobody finds it free."""
    if sys.platform == "win32":
        return None
    else:
        unnamed = folder / f".{OWNED}"
        handle = os.open(unnamed, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(handle, fcntl.LOCK_EX)
        unnamed.rename(folder / OWNED)
        return handle


def _remove_orphan(folder: Path) -> None:
    """Remove a folder if its lock is free. Raises OSError when it is held, or not there."""
    if sys.platform != "win32":
        handle = os.open(folder / OWNED, os.O_RDWR | os.O_NOFOLLOW)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            for one in folder.iterdir():
                if one.name != OWNED:
                    one.unlink()
            shutil.rmtree(folder)  # the lock last: a folder half removed is found again
        finally:
            os.close(handle)
