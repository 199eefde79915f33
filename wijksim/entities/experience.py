"""Experience with services: how far one impression moves what somebody has lived through so far.

Casework leaves impressions; whoever counts them works them back from the step that they made. Both
need this one number.
Source: the shape, a step of a fixed share, is an assumption. Leaves out: what impressions are of.
"""

from __future__ import annotations

from typing import Final

from wijksim.core.parameters import Parameter

IMPRESSION_SHARE: Final = Parameter(
    "casework",
    "impression_share",
    "1",
    (0, 1),
    "share of experience made up by the last impression",
)
