"""Self-organisation, second idea: the course of a group, week by week, and what ends it.

Represents: people join a group with energy and leave one without. Every member asks work of the
coordinator, and so do conditions and formal work left to the group; hours of a community worker
take work away. A load over what one can bear tires the group; doing something of one's own
restores it. Support that carries much of the work makes it less their own: a little relieves, a
lot smothers. No optimum is written down; it follows from the two.

Source: model.md, loop R7 and question C2; Deci and Ryan 2000 on ownership and motivation; endings
of 10 to 20% a year, evidence.md. Forms and sizes are assumptions.
Leaves out: quarrels, aims, money of their own, and paid work in an initiative.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from wijksim.core.compile import inline_kernel, kernel
from wijksim.core.elementary import one_minus_exp
from wijksim.core.randomness import uniform
from wijksim.entities.domains import NOBODY

Numbers = NDArray[Any]
Floats = NDArray[np.float32]

LIVES: Final = 0
DONE: Final = 1
BURNT_OUT: Final = 2
USED_UP: Final = 3
SMOTHERED: Final = 4
TOO_FEW: Final = 5
PLACE_CLOSED: Final = 6
NO_SUCCESSOR: Final = 7
CAUSES: Final = (
    "",
    "it ran its course",
    "the coordinator burnt out",
    "used as a cheap replacement",
    "smothered by support",
    "too few members",
    "its place closed",
    "nobody took over from the coordinator",
)


@inline_kernel
def load_of(work: float, relief: float, bearable: float, most: float) -> float:
    """Load of a coordinator: work left after `relief` (h/week), over what one can bear.

    Each hour of relief takes away less than the one before; the load stays under `most`.
    """
    left = work * work / (work + relief) if work > 0.0 else 0.0
    load = left / bearable
    return most * load / (most + load)


@inline_kernel
def leaning(outside: float, own: float) -> float:
    """Share of all hours of a group that comes from outside; 0 when nobody does anything."""
    return outside / (outside + own) if outside > 0.0 else 0.0


@inline_kernel
def tired(energy: float, own_course: float, load: float, renewal: float, fatigue: float,
          overload: float) -> float:  # fmt: skip
    """Energy after a week: first what fatigue and overload take, then what ownership restores."""
    left = energy * (1.0 - one_minus_exp(fatigue + overload * max(0.0, load - 1.0)))
    return left + (1.0 - left) * one_minus_exp(renewal * own_course)


@kernel
def live_week(
    present: Numbers,
    place: Numbers,
    coordinator: Numbers,
    willing: Floats,
    capacity: Numbers,
    skills: Floats,
    support_hours: float,
    support_money: float,
    rules: float,
    replacement: float,
    hour_price: float,
    weeks_per_year: float,
    largest_group: float,
    joining: float,
    member_hours: float,
    work_base: float,
    work_member: float,
    work_form: float,
    work_replacement: float,
    bearable: float,
    bearable_skills: float,
    load_most: float,
    load_weeks: float,
    dependence_weeks: float,
    renewal: float,
    fatigue: float,
    overload: float,
    capture: float,
    release: float,
    members: Floats,
    energy: Floats,
    load: Floats,
    dependence: Floats,
    captured: Floats,
) -> None:
    """Move every living group one week on. Support (h/week, EUR/year) is what each group gets.

    `willing` are the people a group may draw on (persons).
    """
    bought = support_money / weeks_per_year / hour_price
    for i in range(present.shape[0]):
        if present[i] == 0:
            continue
        own = members[i] * energy[i] * member_hours
        lean = leaning(support_hours + bought, own)
        skill = skills[coordinator[i]] if coordinator[i] >= 0 else 0.0
        work = (
            work_base
            + work_member * members[i]
            + work_form * rules * lean
            + work_replacement * replacement * members[i]
        )
        felt = load_of(work, support_hours, bearable + bearable_skills * skill, load_most)
        load[i] += (felt - load[i]) / load_weeks
        dependence[i] += (lean - dependence[i]) / dependence_weeks
        kept = captured[i] * (1.0 - release)
        captured[i] = kept + capture * replacement * (1.0 - kept)
        ownership = (1.0 - dependence[i]) * (1.0 - captured[i])
        energy[i] = tired(energy[i], ownership * ownership, load[i], renewal, fatigue, overload)
        room = min(largest_group, float(max(1, capacity[place[i]])))
        found = willing[i] * energy[i] * ownership
        wanted = found * room / (found + room)
        members[i] += joining * (wanted - members[i])


@kernel
def activities(
    present: Numbers,
    place: Numbers,
    members: Floats,
    energy: Floats,
    captured: Floats,
    open_hours: Floats,
    support_money: float,
    member_hours: float,
    people_per_hour: float,
    money_share: float,
    money_half: float,
    hours: Floats,
    replacing: Floats,
    place_hours: Floats,
) -> None:
    """Hours of activities a week by group and by place; together less than a place is open.

    Members are the hands: community workers relieve the coordinator with their hours, and those
    are not spent a second time here. What a captured group spends on formal work is `replacing`
    and not in its activities; part of these needs materials, which money buys.
    """
    materials = support_money / (support_money + money_half) if support_money > 0.0 else 0.0
    for k in range(place_hours.shape[0]):
        place_hours[k] = 0.0
    for i in range(present.shape[0]):
        hours[i] = 0.0
        replacing[i] = 0.0
        if present[i] != 0:
            own = members[i] * energy[i] * member_hours
            replacing[i] = own * captured[i]
            hands = own * (1.0 - captured[i])
            hours[i] = hands / people_per_hour * (1.0 - money_share + money_share * materials)
            place_hours[place[i]] += hours[i]
    for i in range(present.shape[0]):
        if hours[i] > 0.0:
            room = open_hours[place[i]]
            hours[i] *= room / (room + place_hours[place[i]])
    for k in range(place_hours.shape[0]):
        if place_hours[k] > 0.0:
            place_hours[k] *= open_hours[k] / (open_hours[k] + place_hours[k])


@kernel
def ending(
    chance: float,
    load: float,
    captured: float,
    dependence: float,
    members: float,
    smallest: float,
    exit_: float,
    exit_overload: float,
    exit_capture: float,
    exit_dependence: float,
) -> int:
    """Why a group ends this week, or LIVES; rates are per week, `chance` is a uniform draw.

    Causes compete: each has its share of the weekly chance, so the cause is the model's own.
    """
    leans = exit_dependence * dependence * dependence
    if members < smallest:
        return SMOTHERED if dependence > max(captured, 0.5) else TOO_FEW
    burns = exit_overload * max(0.0, load - 1.0)
    used = exit_capture * captured * captured
    total = exit_ + burns + used + leans
    if total <= 0.0:
        return LIVES
    ends = one_minus_exp(total)
    if chance >= ends:
        return LIVES
    point = chance / ends * total
    if point < exit_:
        return DONE
    if point < exit_ + burns:
        return BURNT_OUT
    return USED_UP if point < exit_ + burns + used else SMOTHERED


@kernel
def endings(
    key: NDArray[np.uint32],
    decision: int,
    week: int,
    present: Numbers,
    ids: NDArray[np.uint32],
    place: Numbers,
    coordinator: Numbers,
    is_open: Numbers,
    load: Floats,
    captured: Floats,
    dependence: Floats,
    members: Floats,
    smallest: float,
    exit_: float,
    exit_overload: float,
    exit_capture: float,
    exit_dependence: float,
    cause: NDArray[np.int8],
) -> int:
    """Look at every living group; tell how many may end, and write why (LIVES for the others)."""
    count = 0
    for i in range(present.shape[0]):
        cause[i] = LIVES
        if present[i] == 0:
            continue
        if is_open[place[i]] == 0:
            cause[i] = PLACE_CLOSED
        elif coordinator[i] < 0:
            cause[i] = NO_SUCCESSOR
        else:
            chance = uniform(key, decision, week, ids[i], 0)
            cause[i] = ending(
                chance, load[i], captured[i], dependence[i], members[i], smallest, exit_,
                exit_overload, exit_capture, exit_dependence,
            )  # fmt: skip
        count += 1 if cause[i] != LIVES else 0
    return count


@kernel
def let_go(rows: Numbers, role: Numbers) -> None:
    """Whoever stands in `rows` is no longer named in `role` (rows of residents, NOBODY for none).

    Few roles are held and few people move in a week, so that comparing each with each is quickest.
    """
    for i in range(role.shape[0]):
        if role[i] >= 0:
            for j in range(rows.shape[0]):
                if rows[j] == role[i]:
                    role[i] = NOBODY
                    break
