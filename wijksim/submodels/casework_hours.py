"""Where the week's hours of a professional go, and what reaches the residents.

Represents: contract less absence = administration + intake + coordination + learning + outreach +
direct work, nothing made and nothing lost. Administration comes first, as it is asked for;
learning, intake and coordination may each take a share of what is left; what was taken on at the
door beyond that is owed, goes first the week after, and holds up plans; outreach has a floor, and
gives way when cases ask more than there is; direct hours are spread over cases by their claim.
Source: the hours of the steady state in `mechanisms.md`; crowding out of prevention by casework in
every poll of Movisie (`evidence.md`). Shares and how fast outreach gives way are assumptions.
Leaves out: working over hours unpaid, travel between residents.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from wijksim.core.compile import kernel
from wijksim.entities.domains import (
    NOBODY,
    SUPPORT,
    Discipline,
    InstitutionKind,
    InstitutionState,
    RequestState,
    TeamMode,
)

Array = NDArray[Any]

_PLANNED: Final = int(RequestState.PLANNED)
_ACTIVE: Final = int(RequestState.ACTIVE)
_REPLACING: Final = int(TeamMode.REPLACING)
_WORKS: Final = int(InstitutionState.ACTIVE)
_COMMUNITY_WORKER: Final = int(Discipline.COMMUNITY_WORKER)
_LEAST_OWED: Final = 1e-4
"""Hours: less than this is rounding."""
_WELFARE: Final = int(InstitutionKind.WELFARE)
_SOCIAL_SERVICES: Final = int(InstitutionKind.SOCIAL_SERVICES)


@kernel
def muster(
    filled: Array,
    finder: Array,
    employer: Array,
    team: Array,
    hours: Array,
    absence: Array,
    room: Array,
    owed: Array,
    institution_state: Array,
    institution_kind: Array,
    institution_protocol: Array,
    institution_admin: Array,
    team_present: Array,
    team_mode: Array,
    team_protocol: Array,
    team_admin: Array,
    carrier: Array,
    seconded: Array,
    in_team: Array,
    fte: Array,
    present_hours: Array,
    admin: Array,
    plan_weeks: Array,
    plan_hours: Array,
    intake_room: Array,
    team_hours: Array,
    team_plan: Array,
    desk_hours: Array,
    door_staffed: Array,
    full_time: float,
    weeks_of_plan: float,
    approval_weeks: float,
    hours_of_plan: float,
    approval_hours: float,
    intake_share: float,
    desk_staff_hours: float,
    own_door_hours: float,
) -> None:
    """Who is at work this week, with how many hours, under which rules; all arrays per post.

    A plan takes longer and more hours where protocol asks approval and the worker lacks the room
    to decide; `plan_hours` are those of a full plan in each of its whole weeks. What is `owed` goes
    first. `desk_hours` spreads the hours at the desk over those of welfare and social services, and
    those in which teams and institutions take requests themselves over all who carry cases, as far
    as there is time; `door_staffed` is the share of both that found somebody. `intake_room` is what
    is left for intake after these. `team_plan` is the hours of a plan that a team writes.
    """
    team_hours[:] = 0.0
    team_plan[:] = 0.0
    at_desk, at_own_door = 0.0, 0.0
    for p in range(filled.shape[0]):
        carrier[p] = 0
        seconded[p] = 0
        in_team[p] = 0
        fte[p], present_hours[p], admin[p] = 0.0, 0.0, 0.0
        intake_room[p], desk_hours[p] = 0.0, 0.0
        plan_weeks[p], plan_hours[p] = weeks_of_plan, hours_of_plan / np.ceil(weeks_of_plan)
        works_for = employer[p]
        if filled[p] == 0 or works_for == NOBODY:
            owed[p] = 0.0
            continue
        present_hours[p] = hours[p] * (1.0 - absence[p])
        fte[p] = hours[p] / full_time
        share, protocol = institution_admin[works_for], institution_protocol[works_for]
        t = team[p]
        if t != NOBODY and team_present[t] != 0:
            share, protocol = team_admin[t], team_protocol[t]
            in_team[p] = 1
            if team_mode[t] == _REPLACING:
                seconded[p] = 1
            team_hours[t] += present_hours[p]
        admin[p] = share * present_hours[p]
        if finder[p] != 0:
            continue
        if institution_state[works_for] == _WORKS or in_team[p] != 0:
            carrier[p] = 1
            at_own_door += present_hours[p]
        approval = protocol * (1.0 - room[p])
        work = hours_of_plan * (1.0 + approval_hours * approval)
        if in_team[p] != 0:
            team_plan[t] += work * present_hours[p]
        plan_weeks[p] = weeks_of_plan + approval_weeks * approval
        plan_hours[p] = work / np.ceil(plan_weeks[p])
        kind = institution_kind[works_for]
        if kind in (_WELFARE, _SOCIAL_SERVICES):
            desk_hours[p] = present_hours[p]
            at_desk += present_hours[p]
    for t in range(team_plan.shape[0]):
        if team_hours[t] > 0.0:
            team_plan[t] /= team_hours[t]
    staffed_desk, staffed_own = 0.0, 0.0
    for p in range(filled.shape[0]):
        if finder[p] != 0:
            continue
        at_the_desk = desk_hours[p] * desk_staff_hours / at_desk if at_desk > 0.0 else 0.0
        own = 0.0
        if carrier[p] != 0 and at_own_door > 0.0:
            own = own_door_hours * present_hours[p] / at_own_door
        asked = at_the_desk + own
        room_left = max(intake_share * (present_hours[p] - admin[p]) - owed[p], 0.0)
        desk_hours[p] = min(asked, room_left)
        intake_room[p] = room_left - desk_hours[p]
        if asked > 0.0:
            staffed_desk += at_the_desk * desk_hours[p] / asked
            staffed_own += own * desk_hours[p] / asked
    door_staffed[:] = 1.0
    if desk_staff_hours > 0.0:
        door_staffed[0, 0] = min(staffed_desk / desk_staff_hours, 1.0)
    if own_door_hours > 0.0:
        door_staffed[0, 1] = min(staffed_own / own_door_hours, 1.0)


@kernel
def claims_of(
    top: int,
    state: Array,
    handler: Array,
    domain: Array,
    claim: Array,
    replacing_hours: Array,
    claims: Array,
) -> float:
    """Hours a week that the cases of each worker claim, once there is a plan.

    Members of initiatives do part of the support work in their place; gives which share of it.
    """
    claims[:] = 0.0
    support, offered = 0.0, 0.0
    for i in range(replacing_hours.shape[0]):
        offered += replacing_hours[i]
    for q in range(top):
        if (state[q] == _PLANNED or state[q] == _ACTIVE) and handler[q] != NOBODY:
            claims[handler[q]] += claim[q]
            support += claim[q] if domain[q] == SUPPORT else 0.0
    if offered <= 0.0 or support <= 0.0:
        return 0.0
    share = min(1.0, offered / support)
    for q in range(top):
        planned = state[q] == _PLANNED or state[q] == _ACTIVE
        if planned and handler[q] != NOBODY and domain[q] == SUPPORT:
            claims[handler[q]] -= share * claim[q]
    return share


@kernel
def split_week(
    present: float,
    admin: float,
    intake: float,
    coordination: float,
    learning: float,
    claims: float,
    outreach_wanted: float,
    share_intake: float,
    share_coordination: float,
    share_learning: float,
    outreach_floor: float,
    gives_way: float,
    too_much: float,
) -> tuple[float, float, float, float, float]:
    """Split one worker's week; gives intake, coordination, learning, outreach and direct hours.

    What is asked for goes up to its share of the hours after administration, intake before
    coordination, coordination before learning. When claims and the outreach wanted do not fit
    together, outreach takes `gives_way` of the shortage down to its floor. Cases get at most
    `too_much` over their claim; the hours then left are spent in the neighbourhood. Unit h/week.
    """
    after_admin = present - admin
    intake = min(intake, share_intake * after_admin)
    left = after_admin - intake
    coordination = min(coordination, share_coordination * after_admin, left)
    left -= coordination
    learning = min(learning, share_learning * after_admin, left)
    left -= learning
    floor = min(outreach_floor * present, left)
    shortage = max(claims + outreach_wanted - left, 0.0)
    outreach = min(max(outreach_wanted - gives_way * shortage, floor), left)
    direct = min(left - outreach, claims * (1.0 + too_much))
    outreach = left - direct
    return intake, coordination, learning, outreach, direct


@kernel
def share_hours(
    filled: Array,
    finder: Array,
    discipline: Array,
    team: Array,
    present_hours: Array,
    admin: Array,
    intake: Array,
    intake_room: Array,
    desk_hours: Array,
    owed: Array,
    coordination: Array,
    claims: Array,
    reflection: Array,
    vision: Array,
    team_hours: Array,
    team_used: Array,
    team_left: Array,
    hours_present: Array,
    hours_admin: Array,
    hours_intake: Array,
    hours_coordination: Array,
    hours_learning: Array,
    hours_outreach: Array,
    hours_direct: Array,
    coverage: Array,
    learning_met: Array,
    scan_hours: float,
    outreach_wanted: float,
    finder_hours: float,
    initiative_hours: float,
    share_intake: float,
    share_coordination: float,
    share_learning: float,
    outreach_floor: float,
    gives_way: float,
    too_much: float,
) -> None:
    """Split everybody's week. `coverage` is the share of the coordination asked that was given,
    `learning_met` that of what was asked for reflection, scanning and learning.

    Hours that a team spends at the door are spread over its members by the room that each has for
    them, those on scanning by presence. `owed` is what was taken on at the door, by earlier weeks
    too, and found no hours.
    Finders refer in the hours kept for it, and do their own work in the rest; community workers
    are in the neighbourhood all along, less what they spend on initiatives.
    """
    community = 0
    team_left[:] = 0.0
    for p in range(filled.shape[0]):
        community += 1 if filled[p] != 0 and discipline[p] == _COMMUNITY_WORKER else 0
        if team[p] != NOBODY:
            team_left[team[p]] += max(intake_room[p] - intake[p], 0.0)
    for p in range(filled.shape[0]):
        present = present_hours[p]
        learning = 0.0
        door = desk_hours[p] + intake[p] + owed[p]
        if present > 0.0:
            learning = reflection[p] + vision[p]
            t = team[p]
            if t != NOBODY and team_hours[t] > 0.0:
                part = present / team_hours[t]
                learning += scan_hours * part
                if team_left[t] > 0.0:
                    part = max(intake_room[p] - intake[p], 0.0) / team_left[t]
                door += team_used[t] * part
        claimed, wanted = claims[p], outreach_wanted
        if finder[p] != 0:
            wanted = finder_hours
            claimed = present
            if discipline[p] == _COMMUNITY_WORKER:
                claimed = initiative_hours / max(community, 1)
                wanted = 0.0
        asked = coordination[p]
        taken, coordinated, learnt, outreach, direct = split_week(
            present, admin[p], door, asked, learning, claimed, wanted, share_intake,
            share_coordination, share_learning, outreach_floor,
            0.0 if finder[p] != 0 else gives_way, 0.0 if finder[p] != 0 else too_much,
        )  # fmt: skip
        late = door - taken
        owed[p] = late if late > _LEAST_OWED else 0.0
        coverage[p] = coordinated / asked if asked > 0.0 else 1.0
        learning_met[p] = learnt / learning if learning > 0.0 else 1.0
        hours_present[p] = present
        hours_admin[p] = admin[p]
        hours_intake[p] = taken
        hours_coordination[p] = coordinated
        hours_learning[p] = learnt
        hours_outreach[p] = outreach
        hours_direct[p] = direct


@kernel
def give_hours(
    week: int,
    top: int,
    state: Array,
    resident: Array,
    domain: Array,
    handler: Array,
    first_hour_week: Array,
    claim: Array,
    conflict: Array,
    claims: Array,
    hours_direct: Array,
    competence: Array,
    error_rate: Array,
    formal_hours: Array,
    by_members: float,
    skill_floor: float,
    conflict_work: float,
) -> None:
    """Spread direct hours over cases by claim; `formal_hours` are those that work (h/week).

    An hour works less under a novice, where decisions go wrong, and where plans conflict, which
    makes the same work take `conflict_work` times as long. Of support, members of initiatives
    do the share `by_members`, as somebody without training does.
    """
    for q in range(top):
        if state[q] != _PLANNED and state[q] != _ACTIVE:
            continue
        h = handler[q]
        r, d = resident[q], domain[q]
        if h == NOBODY:
            formal_hours[r, d] = 0.0
            continue
        left = by_members if d == SUPPORT else 0.0
        given = 0.0
        if claims[h] > 0.0:
            given = hours_direct[h] * (1.0 - left) * claim[q] / claims[h]
        skill = skill_floor + (1.0 - skill_floor) * competence[h, d]
        effective = given * skill * (1.0 - error_rate[h]) + left * claim[q] * skill_floor
        if conflict[q] != 0:
            effective /= conflict_work
        formal_hours[r, d] = effective
        if effective > 0.0:
            state[q] = _ACTIVE
            if first_hour_week[q] < 0:
                first_hour_week[q] = week


@kernel
def book_costs(
    filled: Array,
    hours: Array,
    employer: Array,
    team: Array,
    team_present: Array,
    municipal: Array,
    domain_share: Array,
    cost: Array,
    cost_per_fte: Array,
    hours_a_year: float,
    team_payer: int,
) -> None:
    """Book what staff that the municipality pays cost their institutions (EUR this week), by payer.

    A post costs what its institution pays for it (`cost_per_fte`, EUR/year), spread over the
    `hours_a_year` of a full-time contract: cost and budgets are one account. Members of a team
    fall to the team, others to the domains of their institution. Nobody costs more or less by
    being lent.
    """
    for p in range(filled.shape[0]):
        if filled[p] == 0 or employer[p] == NOBODY or municipal[employer[p]] == 0:
            continue
        t = team[p]
        in_team = t != NOBODY and team_present[t] != 0
        paid = hours[p] / hours_a_year * cost_per_fte[employer[p]]
        for d in range(domain_share.shape[1]):
            payer = team_payer if in_team else d
            cost[payer] += paid * domain_share[employer[p], d]
