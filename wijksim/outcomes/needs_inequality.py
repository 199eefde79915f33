"""How unequally unmet need is spread over position: the corrected concentration index.

Source: Erreygers 2009; definition fixed before any run. Leaves out: other ways of ranking people.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from wijksim.core.compile import kernel


@kernel
def _places(rank_by: np.ndarray[Any, Any], place: np.ndarray[Any, Any]) -> None:
    size = rank_by.shape[0]
    low, high = rank_by[0], rank_by[0]
    for i in range(size):
        low, high = min(low, rank_by[i]), max(high, rank_by[i])
    # Buckets in order of value; within each the few who share it are put in order by insertion.
    scale = float(size) / (float(high) - float(low)) if high > low else 0.0
    bucket = np.empty(size, dtype=np.int32)
    start = np.zeros(size + 2, dtype=np.int32)
    for i in range(size):
        bucket[i] = int((float(rank_by[i]) - float(low)) * scale)
        start[np.uint64(bucket[i] + 1)] += 1
    for one in range(size + 1):
        start[one + 1] += start[one]
    order, value = np.empty(size, dtype=np.int32), np.empty(size, dtype=rank_by.dtype)
    for i in range(size):
        spot = start[np.uint64(bucket[i])]
        start[np.uint64(bucket[i])] += 1
        order[np.uint64(spot)] = i
        value[np.uint64(spot)] = rank_by[i]
    for k in range(1, size):
        spot, one, who = k, value[k], order[k]
        while spot > 0 and value[spot - 1] > one:
            value[spot], order[spot] = value[spot - 1], order[spot - 1]
            spot -= 1
        value[spot], order[spot] = one, who
    here = 0
    place[order[0]] = 0
    for k in range(1, size):
        here += value[k] != value[k - 1]
        place[np.uint64(order[k])] = here


def places_of(rank_by: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The place of each in a ranking from low to high, from 0 on; equals share a place.

    >>> places_of(np.array([0.3, 0.1, 0.3])).tolist()
    [1, 0, 1]
    """
    place = np.empty(len(rank_by), dtype=np.int64)
    if place.size:
        _places(rank_by, place)
    return place


@kernel
def _terms(
    total: float,
    share: np.ndarray[Any, Any],
    place: np.ndarray[Any, Any],
    weight: np.ndarray[Any, Any],
    terms: np.ndarray[Any, Any],
) -> None:
    size = share.shape[0]
    most = 0
    for i in range(size):
        most = max(most, place[i])
    rank = np.zeros(most + 1)
    # Most have lived here for the whole quarter and weigh the same, so few divisions are needed.
    weighed, part = 0.0, 0.0
    for i in range(size):
        if weight[i] != weighed:
            weighed, part = weight[i], weight[i] / total
        terms[i] = part
        rank[np.uint64(place[i])] += terms[i]
    below = 0.0
    for k in range(most + 1):
        below += rank[k]
        rank[k] = below - 0.5 * rank[k]
    for i in range(size):
        terms[i] = terms[i] * share[i] * (rank[np.uint64(place[i])] - 0.5)


def concentration(
    share: np.ndarray[Any, Any], place: np.ndarray[Any, Any], weight: np.ndarray[Any, Any]
) -> float:
    """Erreygers-corrected concentration index of a share between 0 and 1.

    `share` (n,) is the ill per person, `place` (n,) the place of each from low to high as
    `places_of` gives it, also within a larger group, `weight` (n,) how much each counts. Equals
    share a rank. Below zero: concentrated among the low. NaN for nobody.

    >>> one = np.ones(4)
    >>> concentration(np.array([0.5, 0.5, 0.5, 0.5]), np.arange(4), one)
    0.0
    >>> concentration(np.array([1.0, 0.0, 0.0, 0.0]), np.arange(4), one)
    -0.75
    """
    total = float(weight.sum())
    if total <= 0:
        return float("nan")
    terms = np.empty(len(share))
    _terms(total, share, place, weight, terms)
    return float(8.0 * terms.sum())


@kernel
def shares_of_time(
    week: int,
    closed: int,
    came_by: int,
    everyone: np.ndarray[Any, Any],
    place: np.ndarray[Any, Any],
    arrived_week: np.ndarray[Any, Any],
    burden: np.ndarray[Any, Any],
    burden_of: np.ndarray[Any, Any],
    kinds: int,
    share: np.ndarray[Any, Any],
    own_place: np.ndarray[Any, Any],
    lived: np.ndarray[Any, Any],
) -> int:
    """Per resident who came by `came_by`: share of time unmet, place, weeks lived this quarter.

    `everyone` are the rows of those here, `place` that of each of them; `kinds` of need can be
    unmet at once. Gives how many there are.
    """
    found = 0
    for i in range(everyone.shape[0]):
        row = np.uint64(everyone[i])
        if arrived_week[row] > came_by:
            continue
        weeks = float(min(week - closed, week - arrived_week[row] + 1))
        own = float(burden[row]) if burden_of[row] == arrived_week[row] else 0.0
        share[found] = own / (kinds * weeks) if own > 0.0 else 0.0
        own_place[found] = place[i]
        lived[found] = weeks
        found += 1
    return found
