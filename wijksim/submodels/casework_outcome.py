"""How requests end, and what the resident takes away from it.

Represents: recovery, withdrawal while waiting, early closure under result targets, moving away; and
the turns that a resident lives through: help in time, recovery, help that was refused, late or at
cross purposes. Turns in care for a child are lived through by the child and by the head of the
household, who asks for it. A crisis does not end the wait: the request keeps its place in line and
counts as one that came in through a crisis, as for those who had not asked before.
Source: guideline of `mechanisms.md` (closing after four calm weeks; 3% a week leave the queue);
creaming and early closing under targets as in Lipsky 1980.
Leaves out: complaints and appeals, and what people and those who hear of it make of a turn (finding
help).
"""

from __future__ import annotations

from typing import Any, Final

from numpy.typing import NDArray

from wijksim.core.compile import inline_kernel, kernel
from wijksim.core.randomness import decision, uniform
from wijksim.entities.domains import NOBODY, YOUTH, Channel, Ending, RequestState
from wijksim.entities.experience import Turn

Array = NDArray[Any]

WITHDRAWING: Final = decision("casework.withdrawing")
CLOSING_EARLY: Final = decision("casework.closing_early")

_FREE: Final = int(RequestState.FREE)
_PLANNED: Final = int(RequestState.PLANNED)
_ACTIVE: Final = int(RequestState.ACTIVE)
_RECOVERED: Final = int(Ending.RECOVERED)
_WITHDRAWN: Final = int(Ending.WITHDRAWN)
_CLOSED_EARLY: Final = int(Ending.CLOSED_EARLY)
_REFUSED: Final = int(Ending.REFUSED)
_LEFT: Final = int(Ending.LEFT)
_BY_CRISIS: Final = int(Channel.CRISIS)
_HEALED: Final = int(Turn.RECOVERED)
_LATE: Final = int(Turn.LATE)
_CROSSED: Final = int(Turn.CROSSED)
_SENT_AWAY: Final = int(Turn.REFUSED)
_IN_TIME: Final = int(Turn.IN_TIME)


@inline_kernel
def note(turn: int, r: int, d: int, household: Array, head: Array, turns: Array) -> None:
    """Note a turn in the care of `r` in domain `d`; for a child, for who asks in its name too."""
    turns[r, turn] += 1
    if d == YOUTH:
        speaker = head[household[r]]
        if speaker >= 0 and speaker != r:
            turns[speaker, turn] += 1


@kernel
def end(
    q: int,
    week: int,
    how: int,
    state: Array,
    resident: Array,
    domain: Array,
    handler: Array,
    first_hour_week: Array,
    ended_week: Array,
    ending: Array,
    conflict: Array,
    request: Array,
    formal_hours: Array,
    care_ended_week: Array,
) -> None:
    """End request `q` for the reason `how`; its row keeps the story until it is used again."""
    r, d = resident[q], domain[q]
    state[q] = _FREE
    ended_week[q] = week
    ending[q] = how
    handler[q] = NOBODY
    conflict[q] = 0
    request[r, d] = NOBODY
    formal_hours[r, d] = 0.0
    if first_hour_week[q] >= 0:
        care_ended_week[r, d] = week


@kernel
def review(
    week: int,
    key: Array,
    top: int,
    state: Array,
    resident: Array,
    resident_id: Array,
    domain: Array,
    channel: Array,
    handler: Array,
    handler_week: Array,
    asked_week: Array,
    first_hour_week: Array,
    ended_week: Array,
    ending: Array,
    calm_weeks: Array,
    conflict: Array,
    need: Array,
    crisis_week: Array,
    request: Array,
    formal_hours: Array,
    care_ended_week: Array,
    household: Array,
    head: Array,
    turns: Array,
    post_filled: Array,
    joined_week: Array,
    employer: Array,
    holding: Array,
    close_severity: float,
    close_weeks: float,
    holding_on: float,
    withdraw: float,
    close_early: float,
    early_severity: float,
    late_weeks: float,
) -> None:
    """Look at every open request, end those that are over, free those whose handler left.

    `withdraw` and `close_early` are chances a week. An institution that holds on to its clients
    lets them go later: 1 + `holding_on` x holding times as many calm weeks.
    Help is late from `late_weeks` on, in whole weeks, as waits are.
    No row from `top` on is in use.
    """
    late_from = int(late_weeks)
    for q in range(top):
        if state[q] == _FREE:
            continue
        r, d = resident[q], domain[q]
        severity = need[r, d]
        h = handler[q]
        if h != NOBODY and (post_filled[h] == 0 or joined_week[h] > handler_week[q]):
            handler[q] = NOBODY
            formal_hours[r, d] = 0.0
            if state[q] == _ACTIVE:
                state[q] = _PLANNED
        helped = state[q] == _ACTIVE
        calm_weeks[q] = calm_weeks[q] + 1 if severity < close_severity else 0
        how = 0
        in_crisis = not helped and crisis_week[r, d] == week
        if in_crisis:
            channel[q] = _BY_CRISIS
        elif calm_weeks[q] >= close_weeks * (
            1.0 + (holding_on * holding[employer[h]] if h != NOBODY and employer[h] >= 0 else 0.0)
        ):
            how = _RECOVERED if helped else _WITHDRAWN
        elif handler[q] == NOBODY and not helped:
            if uniform(key, WITHDRAWING, week, resident_id[q], d) < withdraw:
                how = _WITHDRAWN
        elif (
            helped
            and close_early > 0.0
            and severity < early_severity
            and uniform(key, CLOSING_EARLY, week, resident_id[q], d) < close_early
        ):
            how = _CLOSED_EARLY
        waited = week - asked_week[q]
        if not helped and first_hour_week[q] < 0 and waited == late_from:
            note(_LATE, r, d, household, head, turns)
        if conflict[q] != 0 and waited % late_from == 0:
            note(_CROSSED, r, d, household, head, turns)
        if how == 0:
            continue
        if how == _RECOVERED:
            note(_HEALED, r, d, household, head, turns)
        elif how == _CLOSED_EARLY:
            note(_LATE, r, d, household, head, turns)
        end(
            q, week, how, state, resident, domain, handler, first_hour_week, ended_week, ending,
            conflict, request, formal_hours, care_ended_week,
        )  # fmt: skip


@kernel
def send_away(
    week: int,
    queue: Array,
    waiting: int,
    state: Array,
    resident: Array,
    domain: Array,
    handler: Array,
    first_hour_week: Array,
    ended_week: Array,
    ending: Array,
    conflict: Array,
    request: Array,
    formal_hours: Array,
    care_ended_week: Array,
    household: Array,
    head: Array,
    turns: Array,
) -> None:
    """End the requests in line that were marked as refused."""
    for i in range(waiting):
        q = queue[i]
        if ending[q] == _REFUSED and state[q] != _FREE:
            note(_SENT_AWAY, resident[q], domain[q], household, head, turns)
            end(
                q, week, _REFUSED, state, resident, domain, handler, first_hour_week, ended_week,
                ending, conflict, request, formal_hours, care_ended_week,
            )  # fmt: skip


@kernel
def welcome(
    week: int,
    top: int,
    state: Array,
    resident: Array,
    domain: Array,
    asked_week: Array,
    first_hour_week: Array,
    household: Array,
    head: Array,
    turns: Array,
    late_weeks: float,
) -> None:
    """Who got a first effective hour this week, before the wait that `review` calls late."""
    late_from = int(late_weeks)
    for q in range(top):
        first = first_hour_week[q] == week and state[q] == _ACTIVE
        if first and week - asked_week[q] < late_from:
            note(_IN_TIME, resident[q], domain[q], household, head, turns)


@kernel
def leave(
    rows: Array,
    week: int,
    state: Array,
    resident: Array,
    domain: Array,
    handler: Array,
    first_hour_week: Array,
    ended_week: Array,
    ending: Array,
    conflict: Array,
    request: Array,
    formal_hours: Array,
    care_ended_week: Array,
    turns: Array,
) -> None:
    """End the requests of those who left these resident rows, and clear the rows for others."""
    for r in rows:
        for d in range(request.shape[1]):
            if request[r, d] != NOBODY:
                end(
                    request[r, d], week, _LEFT, state, resident, domain, handler, first_hour_week,
                    ended_week, ending, conflict, request, formal_hours, care_ended_week,
                )  # fmt: skip
            formal_hours[r, d] = 0.0
            care_ended_week[r, d] = -100_000
        turns[r, :] = 0
