"""Giving memory back to the system, where the C library keeps what Python has freed.

Represents: two calls of glibc. Its allocator keeps a heap for each of many threads and returns few
pages by itself, so a server that had a crowd would look as if the crowd were still there.
Source: glibc manual, "Malloc Tunable Parameters" (M_ARENA_MAX) and malloc_trim(3).
Leaves out: other C libraries (musl, macOS, Windows), where both calls do nothing.
"""

from __future__ import annotations

import ctypes
import gc
import os
import threading
from collections.abc import Callable
from typing import Final

ARENAS: Final = 2
"""Heaps that threads share: one for each of the two cores that are counted on (assumption)."""
ARENAS_SETTING: Final = "MALLOC_ARENA_MAX"
"""By which glibc takes the same number in processes that start later."""
SOON_SECONDS: Final = 1.0
"""So long visitors who leave together are waited for (assumption: a moment, but many times the few
hundredths of a second that closing one takes)."""
_M_ARENA_MAX: Final = -8


def be_thrifty() -> None:
    """From now on, in this process and in those that it starts, threads share few heaps."""
    os.environ.setdefault(ARENAS_SETTING, str(ARENAS))
    told = os.environ[ARENAS_SETTING]
    tell = getattr(_library(), "mallopt", None)
    if tell is not None and told.isdigit():
        tell(_M_ARENA_MAX, int(told))


def give_back() -> None:
    """Let go of what nobody refers to, and return free pages to the system."""
    gc.collect()
    trim = getattr(_library(), "malloc_trim", None)
    if trim is not None:
        trim(0)


class Soon:
    """Does something a moment later, once for all who ask until then."""

    def __init__(self, what: Callable[[], None], *, seconds: float = SOON_SECONDS) -> None:
        self._what, self._seconds = what, seconds
        self._lock = threading.Lock()
        self._coming: threading.Timer | None = None

    def __call__(self) -> None:
        """Ask for it."""
        with self._lock:
            if self._coming is None:
                self._coming = threading.Timer(self._seconds, self._do)
                self._coming.daemon = True
                self._coming.start()

    def _do(self) -> None:
        with self._lock:
            self._coming = None
        self._what()


give_back_soon: Final = Soon(give_back)
"""Memory is looked through once for a crowd that leaves."""


def _library() -> ctypes.CDLL | None:
    return ctypes.CDLL(None) if os.name == "posix" else None
