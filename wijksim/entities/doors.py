"""Doors: in how many hours those who carry cases take requests themselves.

Represents: one number for both sides of a door. Finding help lets people in through it, and
casework keeps it open with hours of professionals.
Leaves out: the desk, whose hours a lever sets.
"""

from __future__ import annotations

from typing import Final

from wijksim.core.parameters import Parameter

OWN_DOOR: Final = Parameter(
    "finding_help",
    "own_door",
    "h/week",
    (0, 60),
    "hours in which teams and institutions take requests themselves",
)
