"""Looking for unused memory more seldom, while much is made that stays or that lives for a moment.

Represents: after every 700 new objects Python looks among them, and now and then among all, for
those that only hold one another. While libraries are loaded all are kept, and while a kernel is
compiled millions live for a moment: there, looking takes a tenth of the time and finds nothing.
Source: the project's own measurements. Leaves out: what is freed at once because nothing holds it,
which is nearly everything, and goes on as always.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

NEW_OBJECTS: Final = 100_000
"""So many new objects before unused memory is looked for (assumption: some tens of MiB; Python's
own 700 is meant for programs that make fewer)."""


@contextmanager
def looked_for_seldom() -> Iterator[None]:
    """While this is open, unused memory is looked for after `NEW_OBJECTS` new objects."""
    usual = gc.get_threshold()
    gc.set_threshold(max(usual[0], NEW_OBJECTS) if usual[0] else 0, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
