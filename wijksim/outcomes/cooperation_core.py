"""Who forms the core that carries cases or activities by mutual trust, at several thresholds.

Source: definitions fixed before any run. Leaves out: trust of third parties.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from wijksim.core.compile import kernel
from wijksim.entities.in_use import requests_in_use


@kernel
def mutual(trust: np.ndarray[Any, Any], a: int, b: int) -> float:
    """The lower of what two hold of each other."""
    return float(min(trust[a, b], trust[b, a]))


@kernel
def bits(word: int) -> int:
    """How many bits of a word are set."""
    count = 0
    while word > 0:
        count += word & 1
        word >>= 1
    return count


@kernel
def size_of_core(
    member: np.ndarray[Any, Any], employer: np.ndarray[Any, Any], core: np.ndarray[Any, Any]
) -> None:
    """Count the workers and employers of a core into `core`; `member` (posts,) is wiped."""
    posts = member.shape[0]
    last = -1
    for i in range(posts):
        last = max(last, employer[i])
    seen = np.zeros(last + 2, dtype=np.uint8)
    workers, employers = 0.0, 0.0
    for i in range(posts):
        if member[i] == 0:
            continue
        member[i] = 0
        workers += 1.0
        employers += 1.0 - seen[employer[i] + 1]
        seen[employer[i] + 1] = 1
    core[0] = workers
    core[1] = employers


@kernel
def holding(
    whole: float,
    share: float,
    least: np.ndarray[Any, Any],
    part: np.ndarray[Any, Any],
    core: np.ndarray[Any, Any],
) -> int:
    """Whether trust carries at least a `share` of the whole, by a core that is large enough.

    Gives two bits a threshold: the lower whether enough is carried, the higher whether the core has
    the `least` (3,) workers, employers and domains as well.
    """
    found = 0
    for level in range(part.shape[0]):
        carried = whole > 0.0 and part[level] >= share * whole
        large = True
        for k in range(core.shape[1]):
            large &= core[level, k] >= least[k]
        found |= (carried + 2 * (carried and large)) << (2 * level)
    return found


@kernel
def core_of_cases(
    state: np.ndarray[Any, Any],
    rows: np.ndarray[Any, Any],
    resident: np.ndarray[Any, Any],
    domain: np.ndarray[Any, Any],
    handler: np.ndarray[Any, Any],
    household: np.ndarray[Any, Any],
    lead: np.ndarray[Any, Any],
    employer: np.ndarray[Any, Any],
    trust: np.ndarray[Any, Any],
    thresholds: np.ndarray[Any, Any],
    active: np.ndarray[Any, Any],
    domains: np.ndarray[Any, Any],
    first: np.ndarray[Any, Any],
    doubt: np.ndarray[Any, Any],
    several: np.ndarray[Any, Any],
    member: np.ndarray[Any, Any],
    member_domains: np.ndarray[Any, Any],
    share: float,
    least: np.ndarray[Any, Any],
    whole: np.ndarray[Any, Any],
    part: np.ndarray[Any, Any],
    core: np.ndarray[Any, Any],
) -> int:
    """Count households with several domains and handlers, and those that trust carries.

    `rows` has room for one more than there are requests. Gives what holds, as `holding` tells it.
    `whole` (1,) all such households; `part` (thresholds,) those carried; `core` (thresholds, 3)
    workers, employers and domains of those who carry; these three are overwritten. The others are
    scratch, clean before and after.
    """
    whole[0] = 0.0
    part[:] = 0.0
    found = 0
    for q in rows[: requests_in_use(state, rows)]:
        by = handler[q]
        if by < 0:
            continue
        home = household[np.uint64(resident[q])]
        active[found, 0] = home
        active[found, 1] = by
        found += 1
        domains[home] |= np.uint8(1 << domain[q])
        if first[home] < 0:
            first[home] = by
        several[home] |= first[home] != by
    joint = 0
    for k in range(found):
        home, by = active[k, 0], active[k, 1]
        rows[joint] = k
        joint += (several[home] == 1) & (domains[home] & (domains[home] - 1) != 0)
    for k in rows[:joint]:
        home, by = active[k, 0], active[k, 1]
        leader = lead[home]
        if leader < 0:
            doubt[home] = 255
        elif leader != by:
            tau = mutual(trust, leader, by)
            for level in range(thresholds.shape[0]):
                doubt[home] |= np.uint8((tau < thresholds[level]) << level)
    for k in rows[:joint]:
        home, by = active[k, 0], active[k, 1]
        newly = several[home] == 1
        if newly:
            several[home] = 2
            whole[0] += 1.0
        for level in range(thresholds.shape[0]):
            if doubt[home] & (1 << level):
                continue
            if newly:
                part[level] += 1.0
                member[level, lead[home]] = 1
            member[level, by] = 1
            member_domains[level] |= domains[home]
    for k in range(found):
        home = active[k, 0]
        domains[home] = 0
        first[home] = -1
        doubt[home] = 0
        several[home] = 0
    for level in range(thresholds.shape[0]):
        size_of_core(member[level], employer, core[level])
        core[level, 2] = bits(member_domains[level])
        member_domains[level] = 0
    return holding(whole[0], share, least, part, core)


@kernel
def core_of_activities(
    present: np.ndarray[Any, Any],
    finder: np.ndarray[Any, Any],
    employer: np.ndarray[Any, Any],
    competence: np.ndarray[Any, Any],
    trust: np.ndarray[Any, Any],
    activities: np.ndarray[Any, Any],
    thresholds: np.ndarray[Any, Any],
    activities_from: float,
    member: np.ndarray[Any, Any],
    share: float,
    least: np.ndarray[Any, Any],
    whole: np.ndarray[Any, Any],
    part: np.ndarray[Any, Any],
    core: np.ndarray[Any, Any],
) -> int:
    """Count pairs across employers that do things together, and those who trust one another.

    The domain of a worker who carries cases is the one of most competence; finders have none.
    Results as in `core_of_cases`, overwritten.
    """
    whole[0] = 0.0
    part[:] = 0.0
    posts = present.shape[0]
    for i in range(posts):
        if present[i] == 0:
            continue
        for j in range(i):
            if present[j] == 0 or employer[i] == employer[j]:
                continue
            if activities[i, j] < activities_from:
                continue
            whole[0] += 1.0
            tau = mutual(trust, i, j)
            for level in range(thresholds.shape[0]):
                if tau >= thresholds[level]:
                    part[level] += 1.0
                    member[level, i] = 1
                    member[level, j] = 1
    for level in range(thresholds.shape[0]):
        seen = 0
        for i in range(posts):
            if member[level, i] == 1 and finder[i] == 0:
                best = 0
                for d in range(competence.shape[1]):
                    if competence[i, d] > competence[i, best]:
                        best = d
                seen |= 1 << best
        size_of_core(member[level], employer, core[level])
        core[level, 2] = bits(seen)
    return holding(whole[0], share, least, part, core)
