"""Waiting in a test for what other threads and processes do."""

import threading
import time
from collections.abc import Callable

PATIENCE_SECONDS = 60


def until(true: Callable[[], bool]) -> None:
    """Come back when something is true; fail when it has not become so in a minute."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        if true():
            return
        threading.Event().wait(0.02)
    raise AssertionError("it did not come")
