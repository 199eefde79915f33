"""Rows of residents that changed hands in a week: somebody left, came or was born.

Represents: the one list from which all submodels learn who is gone and who is new. Few rows change
in a week, so the list is written without asking, row by row, whether it should be: the place in
the list moves on only past rows that belong there.

Source: the project's own measurements. Leaves out: why somebody came or left (see population).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wijksim.core.compile import kernel


@kernel
def changed_hands(
    arrived_week: NDArray[np.int32],
    left_week: NDArray[np.int32],
    week: int,
    rows: NDArray[np.int32],
) -> int:
    """Write the rows left or entered in `week` into `rows`, in order; gives how many there are.

    `rows` has room for one more than there are residents.
    """
    now = np.int32(week)
    count = 0
    for row in range(arrived_week.shape[0]):
        rows[count] = row
        count += (arrived_week[row] == now) | (left_week[row] == now)
    return count
