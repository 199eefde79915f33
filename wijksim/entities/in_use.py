"""Looking for what there is to count: whom to follow, and which requests are open.

Represents: tables are long and most of their rows have nothing to tell in a week. What an observer
wants to see is found in one pass, without a branch per row, and only that is then looked at.

Source: the project's own measurements. Leaves out: nothing; it is a way of looking.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from wijksim.core.compile import kernel
from wijksim.entities.domains import RequestState

_FREE: Final = int(RequestState.FREE)
_BLOCK: Final = 64
"""Of a number known beforehand the compiler makes a few instructions, so the rest comes apart."""


def how_many_here(present: np.ndarray[Any, Any]) -> int:
    """How many rows of a table are in use, from its column `present` of noughts and ones."""
    return int(np.count_nonzero(present.view(np.bool_)))


@kernel
def stamped_now(week: int, stamps: np.ndarray[Any, Any], places: np.ndarray[Any, Any]) -> int:
    """Write where `week` stands in a column of weeks into `places`, in order; gives how many.

    Of a column with several numbers a row, places count on through all of them. `places` has room
    for one more than there are numbers. Blocks without any are passed over.
    """
    flat, now = stamps.reshape(stamps.size), np.int32(week)
    found = 0
    in_blocks = flat.size - flat.size % _BLOCK
    for first in range(0, in_blocks, _BLOCK):
        hits = np.int32(0)
        for k in range(_BLOCK):
            hits = np.int32(hits + (flat[np.uint64(first + k)] == now))
        if hits == 0:
            continue
        for i in range(first, first + _BLOCK):
            places[found] = i
            found += flat[i] == now
    for i in range(in_blocks, flat.size):
        places[found] = i
        found += flat[i] == now
    return found


@kernel
def open_requests(
    week: int,
    state: np.ndarray[Any, Any],
    ended_week: np.ndarray[Any, Any],
    rows: np.ndarray[Any, Any],
) -> int:
    """Write the requests that are open or ended in `week` into `rows`, in order; gives how many.

    `rows` has room for one more than there are requests. Blocks without any are passed over: that
    takes a few instructions for all of a block, as open requests stand together.
    """
    found, now = 0, np.int32(week)
    in_blocks = state.shape[0] - state.shape[0] % _BLOCK
    for first in range(0, in_blocks, _BLOCK):
        any_now = np.int32(0)
        for k in range(_BLOCK):
            row = np.uint64(first + k)
            any_now = np.int32(any_now + ((state[row] != _FREE) | (ended_week[row] == now)))
        if any_now == 0:
            continue
        for i in range(first, first + _BLOCK):
            rows[found] = i
            found += (state[i] != _FREE) | (ended_week[i] == now)
    for i in range(in_blocks, state.shape[0]):
        rows[found] = i
        found += (state[i] != _FREE) | (ended_week[i] == now)
    return found


@kernel
def requests_in_use(state: np.ndarray[Any, Any], rows: np.ndarray[Any, Any]) -> int:
    """Write the requests that are open into `rows`, in order; gives how many there are."""
    found = 0
    size = state.shape[0]
    for first in range(0, size, _BLOCK):
        last = min(first + _BLOCK, size)
        used = 0
        for row in range(first, last):
            used |= state[row] ^ _FREE
        if used == 0:
            continue
        for row in range(first, last):
            rows[found] = row
            found += state[row] != _FREE
    return found
