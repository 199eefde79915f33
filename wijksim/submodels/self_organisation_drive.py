"""Self-organisation, first idea: where there is drive enough for residents to begin something.

Represents: people who meet at an informal place and have energy, organising skills and ties. Each
adds to the drive of the places gone to by habit; the one with most of it there would coordinate.
Nothing here looks at need: initiatives follow organising capacity, hardly a gap in care.

Source: evidence.md (Aedes-Actiz count of initiatives; Nivel 2019 on organising capacity); the
product of energy, skills and ties, and the level at which it suffices, are assumptions.
Leaves out: initiatives without a place, and what they want to do.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from wijksim.core.compile import kernel
from wijksim.entities.domains import NOBODY

Numbers = NDArray[Any]
Doubles = NDArray[np.float64]


@kernel
def drive_by_place(
    present: Numbers,
    birth_week: Numbers,
    born_before: int,
    energy: Numbers,
    skills: Numbers,
    support_network: Numbers,
    habit: Numbers,
    ties_half: float,
    suits: Numbers,
    busy: Numbers,
    willing: Doubles,
    drive: Doubles,
    best: Doubles,
    organiser: NDArray[np.int32],
) -> None:
    """Add up, by place, those willing to take part (persons) and the drive to organise (persons).

    Willing is energy times the share that ties reach; drive is that times skills. `suits` tells
    which places count, `busy` which residents coordinate something already. `organiser` is the row
    of the free resident with most drive, NOBODY when none comes there.
    """
    for place in range(willing.shape[0]):
        willing[place] = 0.0
        drive[place] = 0.0
        best[place] = 0.0
        organiser[place] = NOBODY
    for row in range(present.shape[0]):
        if present[row] == 0 or birth_week[row] > born_before:
            continue
        ties = support_network[row]
        wants = energy[row] * (ties / (ties + ties_half))
        can = wants * skills[row]
        for slot in range(habit.shape[1]):
            place = habit[row, slot]
            if place == NOBODY or suits[place] == 0:
                continue
            willing[place] += wants
            drive[place] += can
            if can > best[place] and busy[row] == 0:
                best[place] = can
                organiser[place] = row


@kernel
def chance_to_begin(drive: float, engaged: float, enough: float, most: float) -> float:
    """Beginnings a week at a place, given its drive and the people engaged there already.

    `most` (1/week) where drive is in plenty; half of it at `enough`; it rises steeply around that.
    """
    if drive <= 0.0:
        return 0.0
    free = drive * drive / (drive + engaged)
    return most * free * free / (free * free + enough * enough)
