"""Trust in institutions and awareness of services: where they start and how news moves them.

What somebody lives through with services leaves an impression, good or bad, and moves experience a
step towards it. Once a quarter everybody takes stock. Trust goes to where experience points: up
from somebody's own level by good experience, down by bad; one's own counts most, the rest is what
ties tell. Awareness comes from ties who know more, and fades to what somebody knew at entry.
Without experience or news nothing moves.

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
F64 = NDArray[np.float64]
I32 = NDArray[np.int32]
U8 = NDArray[np.uint8]
U32 = NDArray[np.uint32]


@inline_kernel
def spread_about(mean: float, spread: float, draw: float) -> float:
    """A level about a mean; the spread is a share of the room to 0 or 1, whichever is nearer."""
    return mean + spread * min(mean, 1.0 - mean) * (2.0 * draw - 1.0)


@inline_kernel
def entry_levels(
    trust_draw: float,
    aware_draw: float,
    avoider: bool,
    poor_dutch: bool,
    trust_mean: float,
    trust_spread: float,
    trust_avoider: float,
    aware_mean: float,
    aware_spread: float,
    aware_language: float,
) -> tuple[float, float]:
    """Somebody's trust and awareness at entry, by two draws."""
    trust = spread_about(trust_mean, trust_spread, trust_draw)
    aware = spread_about(aware_mean, aware_spread, aware_draw)
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
            u = uniform4(key, START, 0, id_[row], 0)
            trust[row], awareness[row] = entry_levels(
                u[0],
                u[1],
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
def look_back(turns: U8, impressions: F64, share: float, experience: F32) -> None:
    """What people make of last week's turns: each moves experience a share towards its impression.

    `turns` has shape (n_residents, kinds) and counts; `impressions` (kinds,), each from -1 to 1.
    """
    kinds = turns.shape[1]
    for i in range(turns.shape[0]):
        for kind in range(kinds):
            for _ in range(turns[i, kind]):
                experience[i] += share * (impressions[kind] - experience[i])


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
    levels: F64,
) -> None:
    """One thirteenth of all rows take stock: every thirteenth, another one each week.

    News is of before the week, so whose turn it is first makes no difference: what people make of
    it is kept in `levels`, shape (2, room), until all have listened. The draws of their entry,
    always the same, are made there first, in a loop of its own. An empty tie has strength 0 and
    tells nothing, so none is looked at before it is used.
    """
    begin = -week % QUARTER_WEEKS
    count = (present.shape[0] - begin + QUARTER_WEEKS - 1) // QUARTER_WEEKS
    for i in range(count):
        u = uniform4(key, START, 0, id_[begin + i * QUARTER_WEEKS], 0)
        levels[0, i] = u[0]
        levels[1, i] = u[1]
    for i in range(count):
        row = begin + i * QUARTER_WEEKS
        if not present[row]:
            continue
        trust_rest, aware_rest = entry_levels(
            levels[0, i],
            levels[1, i],
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
            other = np.uint64(max(tie[row, slot], 0))
            w = float(tie_strength[row, slot])
            told += w * experience[other]
            strength += w
            more = max(0.0, float(awareness[other]) - mine)
            lacks *= 1.0 - aware_told * w * more
        signal = trust_own * experience[row] + (1.0 - trust_own) * told / (1.0 + strength)
        room = 1.0 - trust_rest if signal > 0.0 else trust_rest
        levels[0, i] = trust[row] + trust_moved * (trust_rest + signal * room - trust[row])
        mine += aware_fading * (min(aware_rest, mine) - mine)
        levels[1, i] = mine + (1.0 - mine) * (1.0 - lacks)
    for i in range(count):
        row = begin + i * QUARTER_WEEKS
        if present[row]:
            trust[row] = levels[0, i]
            awareness[row] = levels[1, i]
