"""Numbers that two submodels compute with, so that both mean the same.

Represents: the hours in which those who carry cases take requests themselves (finding help lets
people in through that door, casework keeps it open with hours of professionals); and how often two
professionals who share a case meet about it (cooperation lets them meet, casework finds the hours).
How much of a need kin and friends can do: informal care asks them, and needs are eased by it.
Leaves out: hours at the desk, which a lever sets.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from wijksim.core.parameters import Parameter

OWN_DOOR: Final = Parameter(
    "finding_help",
    "own_door",
    "h/week",
    (0, 60),
    "hours in which teams and institutions take requests themselves",
)
CASE_CONTACTS: Final = Parameter(
    "cooperation",
    "case_contacts",
    "1/week",
    (0, 3),
    "contacts between two professionals per shared case",
)
KIN_SHARES: Final = (
    Parameter(
        "informal_care",
        "share_youth",
        "1",
        (0, 1),
        "share of full informal help that youth needs ask of the network",
    ),
    Parameter(
        "informal_care",
        "share_support",
        "1",
        (0, 1),
        "share of full informal help that support needs ask of the network",
    ),
    Parameter(
        "informal_care",
        "share_income",
        "1",
        (0, 1),
        "share of full informal help that income needs ask of the network",
    ),
    Parameter(
        "informal_care",
        "share_debt",
        "1",
        (0, 1),
        "share of full informal help that debts ask of the network",
    ),
)
"""In the order of the domains."""


def kin_shares(p: Any) -> NDArray[np.float64]:
    """What kin and friends can do of a need, 0 to 1 per domain, from bound KIN_SHARES."""
    return np.array([p.share_youth, p.share_support, p.share_income, p.share_debt])
