"""Trust by counting: a rival form of how trust between two professionals moves.

Represents: trust is what somebody expects of the next contact: the share of good ones among all
that are remembered, with a first impression that counts for some of them. Early contacts weigh
much and later ones little; a failure weighs as much as a success; what happened long ago is
forgotten, and trust then returns to the first impression.
Source: Jøsang and Ismail 2002, the beta reputation system (counts of good and bad experiences, with
a forgetting factor); strength of the first impression and pace of forgetting are assumptions.
Leaves out: what others tell. Leaks, clients granted and reorganisations work as in the first form.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from wijksim.core.compile import inline_kernel, kernel
from wijksim.entities.domains import NOBODY

Floats = NDArray[np.float32]
Numbers = NDArray[Any]


@inline_kernel
def weight_of_one(strength: float, evidence: float) -> float:
    """Part of the gap that one more contact closes: 1 / (first impression + contacts + this one).

    With counts g and b this is the mean (prior x strength + g) / (strength + g + b), step by step.
    """
    return 1.0 / (strength + evidence + 1.0)


@kernel
def forget(
    present: Numbers,
    employer: Numbers,
    prior: float,
    prior_within: float,
    strength: float,
    forgetting: float,
    contacts: Floats,
    activities: Floats,
    trust: Floats,
    evidence: Floats,
) -> None:
    """One week of forgetting: counts fade, so that trust returns to the first impression.

    A pair that has come apart (no contacts left in memory) begins without any evidence.
    """
    kept = 1.0 - forgetting
    n = present.shape[0]
    for i in range(n):
        if present[i] == 0:
            continue
        for j in range(n):
            if contacts[i, j] == 0.0 and activities[i, j] == 0.0:
                evidence[i, j] = 0.0
            same = employer[i] == employer[j] and employer[i] != NOBODY
            start = prior_within if same else prior
            old = kept * (strength + evidence[i, j])
            new = forgetting * strength
            trust[i, j] = (new * start + old * trust[i, j]) / (new + old)
            evidence[i, j] *= kept
