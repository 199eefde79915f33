"""The queue: questions become requests, and requests stand in line.

Represents: whoever asks gets a place by the week of asking; chance, addressed to the request,
settles the order within a week. A team at the door may send a request on to the institutions as
not for its target group. In the variant with triage, severity gives a head start.
Source: first come, first served as the usual norm of access; P8 in `evidence.md` for retreat to
target groups. The tie-break is an assumption.
Leaves out: forms and discouragement before asking (finding help).
"""

from __future__ import annotations

from typing import Any, Final

from numpy.typing import NDArray

from wijksim.core.compile import kernel
from wijksim.core.randomness import decision, uniform
from wijksim.entities.care_scale import rung_of
from wijksim.entities.domains import NOBODY, VALUES, RequestState, TeamMode

Array = NDArray[Any]

QUEUE: Final = decision("casework.queue")
SENT_ON: Final = decision("casework.sent_on")

_SOLIDARITY: Final = VALUES.index("solidarity")
_THRIFT: Final = VALUES.index("thrift")
_FREE: Final = int(RequestState.FREE)
_ACCESS: Final = int(RequestState.ACCESS)
_REPLACING: Final = int(TeamMode.REPLACING)
_ADDED: Final = int(TeamMode.ADDED)


@kernel
def doors(
    team_present: Array,
    team_mode: Array,
    started_week: Array,
    team_domain: Array,
    layer: Array,
    door: Array,
) -> None:
    """Which team stands at the door of each domain, and which teams came on top (`layer`, 0 or 1).

    A team that replaces goes before one that was added, a newer team before an older one.
    """
    for t in range(layer.shape[0]):
        layer[t] = 1 if team_present[t] != 0 and team_mode[t] == _ADDED else 0
    for d in range(door.shape[0]):
        door[d] = NOBODY
        first = (-1, 0)
        for t in range(layer.shape[0]):
            if team_present[t] == 0 or team_domain[t, d] == 0:
                continue
            claim = (1 if team_mode[t] == _REPLACING else 0, int(started_week[t]))
            if door[d] == NOBODY or claim > first:
                door[d], first = t, claim


@kernel
def open_requests(
    week: int,
    key: Array,
    top: int,
    asks: Array,
    asking: Array,
    request: Array,
    present: Array,
    residents_id: Array,
    need: Array,
    onset_week: Array,
    door: Array,
    target_group: Array,
    state: Array,
    resident: Array,
    resident_id: Array,
    domain: Array,
    channel: Array,
    asked_week: Array,
    severity_asked: Array,
    need_age: Array,
    intake_week: Array,
    handler_week: Array,
    plan_week: Array,
    first_hour_week: Array,
    ended_week: Array,
    ending: Array,
    handler: Array,
    access: Array,
    rung: Array,
    claim: Array,
    calm_weeks: Array,
    conflict: Array,
    vulnerable: float,
    heavy: float,
) -> tuple[int, int]:
    """Turn this week's questions into requests.

    Gives the row from which on none is in use, and how many requests found no free row. `asks` is
    0 for who asks nothing in any domain.
    `door[d]` is the team that stands at the door of a domain, or nobody: then the institutions do.
    """
    q = -1
    left_out = 0
    for r in range(asking.shape[0]):
        if asks[r] == 0:
            continue
        for d in range(asking.shape[1]):
            if asking[r, d] == 0 or request[r, d] != NOBODY or present[r] == 0:
                continue
            q += 1
            while q < state.shape[0] and (state[q] != _FREE or ended_week[q] == week):
                q += 1
            if q >= state.shape[0]:
                left_out += 1
                continue
            team = door[d]
            if (
                team != NOBODY
                and uniform(key, SENT_ON, week, residents_id[r], d) < target_group[team]
            ):
                team = NOBODY
            state[q] = _ACCESS
            resident[q] = r
            resident_id[q] = residents_id[r]
            domain[q] = d
            channel[q] = asking[r, d]
            asked_week[q] = week
            severity_asked[q] = need[r, d]
            age = week - onset_week[r, d]
            need_age[q] = age if 0 <= age <= 5000 else 0
            intake_week[q] = -100_000
            handler_week[q] = -100_000
            plan_week[q] = -100_000
            first_hour_week[q] = -100_000
            ended_week[q] = -100_000
            ending[q] = 0
            handler[q] = NOBODY
            access[q] = team
            rung[q] = rung_of(need[r, d], vulnerable, heavy)
            claim[q] = 0.0
            calm_weeks[q] = 0
            conflict[q] = 0
            request[r, d] = q
            top = max(top, q + 1)
    while top > 0 and state[top - 1] == _FREE:
        top -= 1
    return top, left_out


@kernel
def priorities(
    filled: Array, finder: Array, weight: Array, shared: float, weeks: float
) -> tuple[float, float]:
    """Weeks by which the worst off, and the cheapest, go before others in line.

    Those who carry cases put first what they find important, as far as they find it together:
    `weeks` times the overlap of values (`shared`, 0 to 1) times the mean weight of solidarity, and
    of thrift. One equation, whoever made the vision.
    """
    n, solidarity, thrift = 0, 0.0, 0.0
    for p in range(filled.shape[0]):
        if filled[p] != 0 and finder[p] == 0:
            n += 1
            solidarity += weight[p, _SOLIDARITY]
            thrift += weight[p, _THRIFT]
    if n == 0:
        return 0.0, 0.0
    return weeks * shared * solidarity / n, weeks * shared * thrift / n


@kernel
def line_up(
    week: int,
    key: Array,
    top: int,
    state: Array,
    handler: Array,
    resident_id: Array,
    domain: Array,
    asked_week: Array,
    severity_asked: Array,
    head_start: float,
    thrift: float,
    cost: Array,
    rung: Array,
    queue: Array,
    rank: Array,
    bucket: Array,
    unsorted: Array,
    mean_wait: Array,
) -> int:
    """Put requests without a handler in line; gives how many, and the mean wait per domain.

    `rank` is the week of asking plus the tie-break, less `head_start` weeks times severity, and
    less `thrift` weeks times what it is cheaper than the dearest: `cost` (domains, rungs) is 0 to
    1. With both 0 it is first come, first served. Sorted by week into `bucket`s first, then by
    insertion.
    """
    n = 0
    lowest, highest = 1e18, -1e18
    waiting = bucket[: mean_wait.shape[0]]
    waiting[:] = 0
    mean_wait[:] = 0.0
    for q in range(top):
        if state[q] == _FREE or handler[q] != NOBODY:
            continue
        d = domain[q]
        place = asked_week[q] + uniform(key, QUEUE, asked_week[q], resident_id[q], d)
        place -= head_start * severity_asked[q] + thrift * (1.0 - cost[d, rung[q]])
        lowest, highest = min(lowest, place), max(highest, place)
        unsorted[n] = q
        rank[n] = place
        n += 1
        if state[q] == _ACCESS:
            waiting[d] += 1
            mean_wait[d] += week - asked_week[q]
    for d in range(mean_wait.shape[0]):
        mean_wait[d] /= max(waiting[d], 1)
    if n == 0:
        return 0
    widest = bucket.shape[0] - 2
    bucket[:] = 0
    for i in range(n):
        bucket[min(int(rank[i] - lowest), widest) + 1] += 1
    for b in range(1, widest + 2):
        bucket[b] += bucket[b - 1]
    for i in range(n):
        b = min(int(rank[i] - lowest), widest)
        queue[bucket[b]] = i
        bucket[b] += 1
    for i in range(1, n):
        one = queue[i]
        j = i - 1
        while j >= 0 and rank[queue[j]] > rank[one]:
            queue[j + 1] = queue[j]
            j -= 1
        queue[j + 1] = one
    for i in range(n):
        queue[i] = unsorted[queue[i]]
    return n
