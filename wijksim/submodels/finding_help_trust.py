"""Trust in institutions and awareness of services: where they start and how news moves them.

Once a quarter everybody takes stock. Trust goes to where experience points: up from somebody's own
level by good experience, down by bad; one's own counts most, the rest is what ties tell. Awareness
comes from ties who know more, and fades to what somebody knew at entry. Without experience or news
nothing moves.

Source: Wijkprofiel 2014 for the level at entry (trust in government organisations, knows the desk);
Granovetter 1973 for news through ties; weights are assumptions. Leaves out: media and campaigns.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wijksim.core.compile import inline_kernel, kernel
from wijksim.core.randomness import decision, uniform4
from wijksim.entities.domains import TIE_SLOTS

START = decision("finding_help.start")
QUARTER_WEEKS = 13

F32 = NDArray[np.float32]
I32 = NDArray[np.int32]
U8 = NDArray[np.uint8]
U32 = NDArray[np.uint32]


@inline_kernel
def spread_about(mean: float, spread: float, draw: float) -> float:
    """A level about a mean; the spread is a share of the room to 0 or 1, whichever is nearer."""
    return mean + spread * min(mean, 1.0 - mean) * (2.0 * draw - 1.0)


@inline_kernel
def entry_levels(
    key: U32,
    who: int,
    avoider: bool,
    poor_dutch: bool,
    trust_mean: float,
    trust_spread: float,
    trust_avoider: float,
    aware_mean: float,
    aware_spread: float,
    aware_language: float,
) -> tuple[float, float]:
    """Somebody's trust and awareness at entry, the same whenever asked."""
    u = uniform4(key, START, 0, who, 0)
    trust = spread_about(trust_mean, trust_spread, u[0])
    aware = spread_about(aware_mean, aware_spread, u[1])
    if avoider:
        trust *= trust_avoider
    if poor_dutch:
        aware *= 1.0 - aware_language
    return trust, aware


@kernel
def trust_at_start(
    key: U32,
    rows: I32,
    present: U8,
    id_: U32,
    avoider: U8,
    poor_dutch: U8,
    trust: F32,
    awareness: F32,
    trust_mean: float,
    trust_spread: float,
    trust_avoider: float,
    aware_mean: float,
    aware_spread: float,
    aware_language: float,
) -> None:
    """Trust and awareness of `rows` at entry; 0 where nobody lives."""
    for i in range(rows.shape[0]):
        row = rows[i]
        trust[row] = 0.0
        awareness[row] = 0.0
        if present[row]:
            trust[row], awareness[row] = entry_levels(
                key,
                id_[row],
                avoider[row] > 0,
                poor_dutch[row] > 0,
                trust_mean,
                trust_spread,
                trust_avoider,
                aware_mean,
                aware_spread,
                aware_language,
            )


@kernel
def a_quarter_of_news(
    key: U32,
    week: int,
    present: U8,
    id_: U32,
    avoider: U8,
    poor_dutch: U8,
    tie: I32,
    tie_strength: F32,
    experience: F32,
    told_awareness: F32,
    trust: F32,
    awareness: F32,
    trust_mean: float,
    trust_spread: float,
    trust_avoider: float,
    aware_mean: float,
    aware_spread: float,
    aware_language: float,
    trust_moved: float,
    trust_own: float,
    aware_told: float,
    aware_fading: float,
) -> None:
    """One thirteenth of all people take stock; `told_awareness` is awareness before the week."""
    for row in range(present.shape[0]):
        if not present[row] or (week + int(id_[row])) % QUARTER_WEEKS != 0:
            continue
        trust_rest, aware_rest = entry_levels(
            key,
            id_[row],
            avoider[row] > 0,
            poor_dutch[row] > 0,
            trust_mean,
            trust_spread,
            trust_avoider,
            aware_mean,
            aware_spread,
            aware_language,
        )
        told = 0.0
        strength = 0.0
        lacks = 1.0
        mine = float(awareness[row])
        for slot in range(TIE_SLOTS):
            other = tie[row, slot]
            if other >= 0:
                w = float(tie_strength[row, slot])
                told += w * experience[other]
                strength += w
                more = max(0.0, float(told_awareness[other]) - mine)
                lacks *= 1.0 - aware_told * w * more
        signal = trust_own * experience[row] + (1.0 - trust_own) * told / (1.0 + strength)
        room = 1.0 - trust_rest if signal > 0.0 else trust_rest
        trust[row] += trust_moved * (trust_rest + signal * room - trust[row])
        mine += aware_fading * (min(aware_rest, mine) - mine)
        awareness[row] = mine + (1.0 - mine) * (1.0 - lacks)
