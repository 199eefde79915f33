"""Who is in need at all: the list of rows that several submodels of care start from.

Represents: four in five residents have no need in any domain, and most of what concerns needs is
about the others. Their rows are listed once, in order, so that a loop visits only them.

The four severities of somebody are looked at as two words of 64 bits, which are both 0 exactly when
nobody needs anything; and the list is written without asking, row by row, whether it should be:
the place in the list moves on only past rows that belong there. A processor guesses wrong often
when needs are scattered, so this is several times faster than a branch.

Source: the project's own measurements. Leaves out: nothing; it is a way of looking.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from wijksim.core.compile import kernel


def in_words(four: NDArray[Any]) -> NDArray[np.int64]:
    """A column of four numbers of 32 bits a row, seen as two words a row; the same memory."""
    return four.view(np.int64)


@kernel
def those_in_need(
    need_words: NDArray[np.int64], present: NDArray[np.uint8], rows: NDArray[np.int32]
) -> int:
    """Write the rows of residents with any need into `rows`, in order; gives how many there are.

    `need_words` is the column of needs as `in_words` gives it; `rows` has room for one more than
    there are residents.
    """
    count = 0
    for row in range(present.shape[0]):
        rows[count] = row
        count += ((need_words[row, 0] | need_words[row, 1]) != 0) & (present[row] != 0)
    return count
