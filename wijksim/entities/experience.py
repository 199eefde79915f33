"""What residents live through with services, and how far one impression of it moves them.

Represents: casework notes the turns of a week, by kind, as things that happened; what people make
of them (experience, then trust) is the business of finding help. So the hours and rules behind a
turn never enter what it is felt to be.
Source: the shape, a step of a fixed share towards the last impression, is an assumption.
Leaves out: complaints and appeals.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from wijksim.core.parameters import Parameter


class Turn(IntEnum):
    """A turn in somebody's care, in the order in which those of one week are looked back upon."""

    RECOVERED = 0
    LATE = 1
    """Help came late or ended too soon."""
    CROSSED = 2
    """Plans were in conflict."""
    REFUSED = 3
    IN_TIME = 4


TURNS: Final = len(Turn)

IMPRESSION_SHARE: Final = Parameter(
    "finding_help",
    "impression_share",
    "1",
    (0, 1),
    "share of experience made up by the last impression",
)
IMPRESSIONS: Final = tuple(
    Parameter("finding_help", f"impression_{turn.name.lower()}", "1", (-1, 1), f"impression {of}")
    for turn, of in (
        (Turn.RECOVERED, "of care that ended in recovery"),
        (Turn.LATE, "of help that came late or ended too soon"),
        (Turn.CROSSED, "of plans in conflict"),
        (Turn.REFUSED, "of being sent away"),
        (Turn.IN_TIME, "of help in time"),
    )
)
"""By turn, in the order of `Turn`."""
