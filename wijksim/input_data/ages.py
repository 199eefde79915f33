"""Ages of founders within the bands that CBS publishes.

Represents: single years (and weeks) of age. Every band holds exactly its count; within a band the
density runs in straight lines between edges half way to the neighbouring bands, with a middle
that makes the band come out. Over 65 it falls as (100 - age) to the power 1.5, which makes the
average about 75.
Source: counts per band from CBS; the course within a band is an assumption.
Leaves out: dents of wars and booms.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from wijksim.core.randomness import decision, uniforms
from wijksim.input_data.counts import BANDS

Array = np.ndarray[Any, Any]

AGE = decision("founders.age")
_STEPS = 64


def spread_ages(*, counts: Sequence[int], key: Array) -> Array:
    """Ages in years, rising, `counts[b]` of them in each band; shape (sum of counts,)."""
    lows = np.array([low for _, low, _ in BANDS])
    highs = np.array([high for _, _, high in BANDS])
    density = np.asarray(counts, dtype=np.float64) / (highs - lows)
    edges = np.concatenate(
        ([density[0]], (density[1:-1] + density[:-2]) / 2.0, [density[-2] / 2.0, 0.0])
    )
    parts = []
    offset = 0
    for band, count in enumerate(counts):
        low, high = lows[band], highs[band]
        at = np.linspace(0.0, 1.0, _STEPS + 1)
        if band == len(counts) - 1:
            falling = 1.0 - at
            course = falling * np.sqrt(falling)
        else:
            middle = max(0.0, 2.0 * density[band] - (edges[band] + edges[band + 1]) / 2.0)
            course = np.interp(at, [0.0, 0.5, 1.0], [edges[band], middle, edges[band + 1]])
        below = np.concatenate(([0.0], np.cumsum((course[1:] + course[:-1]) / 2.0)))
        below = below / below[-1] if below[-1] > 0.0 else at
        luck = uniforms(key, AGE, 0, np.arange(offset, offset + count), 0)
        share = (np.arange(count) + luck) / max(1, count)
        width = high - low
        parts.append(np.minimum(low + width * np.interp(share, below, at), high - width * 1e-3))
        offset += count
    return np.concatenate(parts) if parts else np.zeros(0)
