"""Parts of a sweep that are done apart, such as the tasks of a job array over one ledger."""

from __future__ import annotations

import re

from wijksim.core.errors import WijksimError
from wijksim.sweep.running import Slice


def slice_of(text: str) -> Slice:
    """The part that a text such as 3/8 names. Raises WijksimError.

    >>> slice_of("3/8").has(2)
    True
    """
    found = re.fullmatch(r"(\d{1,6})/(\d{1,6})", text.strip())
    if found is None or not 1 <= int(found[1]) <= int(found[2]):
        raise WijksimError(
            f"'{text[:40]}' is no part", do="write K/N, such as 1/8 for the first of eight parts"
        )
    return Slice(int(found[1]), int(found[2]))
