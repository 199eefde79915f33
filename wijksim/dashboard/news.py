"""Word that something changed, for pages that wait for it: nobody looks in vain meanwhile.

Represents: waiting without looking again and again. Each page waits in an event loop of its own;
whoever changes something tells all of them, from any thread.
Leaves out: what changed; who waits looks for itself.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable


class News:
    """Word of one thing that changes now and then."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}

    def tell(self) -> None:
        """Something changed: wake all who wait."""
        with self._lock:
            waiting = list(self._waiting.items())
        for event, loop in waiting:
            with contextlib.suppress(RuntimeError):  # a page that has gone closes its loop
                loop.call_soon_threadsafe(event.set)

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait until something is true; it is looked at first, and after each change."""
        event = asyncio.Event()
        with self._lock:
            self._waiting[event] = asyncio.get_running_loop()
        try:
            while not true():
                await event.wait()
                event.clear()
        finally:
            with self._lock:
                del self._waiting[event]
