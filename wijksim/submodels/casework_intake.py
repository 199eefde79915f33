"""From the queue to a plan: the door, the caseload and the choice of a worker.

Represents: a team that stands at the door takes in with the hours it has, and so does the worker of
an institution; a talk that ends in a refusal takes hours as well, whoever has it. Nobody takes on
more than there are hours for, but for the last request: the rest is owed, and goes first. A light
request takes a light plan, and who gets a plan from a team writes a part again. A worker takes one
on while the caseload, counted on the ladder by severity, leaves room; who is first in line and does
not fit holds up the line of that door and domain. Rationing under load: a rising threshold, urgent
cases over the normal limit, passing over the heavy under targets.
Source: caseload ladder of LPBL for BZK; rationing of Lipsky 1980; choice by domain, capacity,
continuity and trust as in `model.md`. Weights are assumptions.
Leaves out: preferences of residents for a worker, and waiting lists outside the neighbourhood.
"""

from __future__ import annotations

from typing import Any, Final

from numpy.typing import NDArray

from wijksim.core.compile import kernel
from wijksim.core.randomness import decision, uniform
from wijksim.entities.care_scale import required_hours, rung_of
from wijksim.entities.domains import NOBODY, Ending, RequestState, TeamMode
from wijksim.submodels.casework_door import choose_who_talks, has_time, plan_asked

Array = NDArray[Any]

PASSED_OVER: Final = decision("casework.passed_over")
SCALED_DOWN: Final = decision("casework.scaled_down")

_FREE: Final = int(RequestState.FREE)
_ACCESS: Final = int(RequestState.ACCESS)
_PLANNED: Final = int(RequestState.PLANNED)
_ADDED: Final = int(TeamMode.ADDED)
_REPLACING: Final = int(TeamMode.REPLACING)
_REFUSED: Final = int(Ending.REFUSED)
_HEAVY: Final = 2
_ELSEWHERE: Final = -1


@kernel
def carry(
    week: int,
    key: Array,
    top: int,
    state: Array,
    resident: Array,
    resident_id: Array,
    domain: Array,
    handler: Array,
    handler_week: Array,
    plan_week: Array,
    rung: Array,
    claim: Array,
    access: Array,
    need: Array,
    prof_team: Array,
    in_team: Array,
    present_hours: Array,
    admin: Array,
    owed: Array,
    intake_room: Array,
    team_room: Array,
    plan_weeks: Array,
    plan_hours: Array,
    rung_load: Array,
    load: Array,
    intake: Array,
    cases: Array,
    review_weeks: float,
    scaling_down: float,
    intake_share: float,
    light_plan: float,
    plan_again: float,
    vulnerable: float,
    heavy: float,
    hours: Array,
) -> None:
    """Count what everyone carries (fte of the ladder, hours of intake), and finish plans.

    The hours of a plan are spread over its whole weeks. It waits until what its writer owes fits in
    a week; what a team wrote at its door is not held up. `team_room` is what is left to the members
    of a team for its door.
    A plan sets what is claimed by severity. At each review, every `review_weeks`, it is raised
    where the need has grown; where it is lighter it is lowered with the chance `scaling_down`.
    """
    load[:] = 0.0
    intake[:] = 0.0
    cases[:] = 0
    for q in range(top):
        h = handler[q]
        if state[q] == _FREE or h == NOBODY:
            continue
        new_plan = False
        reviewed = False
        if state[q] == _ACCESS:
            weeks = week - handler_week[q]
            member = in_team[h] != 0 and prof_team[h] == access[q]
            settled = owed[h] < intake_share * (present_hours[h] - admin[h])
            if weeks >= plan_weeks[h] and (settled or member):
                state[q] = _PLANNED
                plan_week[q] = week
                new_plan = True
            elif weeks < plan_weeks[h]:
                written = plan_asked(access[q], member, rung[q], light_plan, plan_again)
                intake[h] += written * plan_hours[h]
        elif (week - plan_week[q]) % int(review_weeks) == 0:
            reviewed = True
        severity = need[resident[q], domain[q]]
        grade = rung_of(severity, vulnerable, heavy)
        lighter = reviewed and grade < rung[q]
        if lighter:
            lighter = uniform(key, SCALED_DOWN, week, resident_id[q], domain[q]) < scaling_down
        if new_plan or lighter or (reviewed and grade > rung[q]):
            rung[q] = grade
            claim[q] = required_hours(severity, domain[q], vulnerable, heavy, hours)
        load[h] += rung_load[domain[q], rung[q]]
        cases[h] += 1
    team_room[:] = 0.0
    for p in range(in_team.shape[0]):
        if in_team[p] != 0:
            team_room[prof_team[p]] += max(intake_room[p] - intake[p], 0.0)


@kernel
def colleagues_at_home(
    home: int, first: Array, beds: Array, request: Array, handler: Array, known: Array
) -> int:
    """Collect who already carries a case in this household; gives how many (each case once)."""
    n = 0
    for r in range(first[home], first[home] + beds[home]):
        for d in range(request.shape[1]):
            q = request[r, d]
            if q != NOBODY and handler[q] != NOBODY and n < known.shape[0]:
                known[n] = handler[q]
                n += 1
    return n


@kernel
def choose_worker(
    d: int,
    team: int,
    takes_time: bool,
    weight: float,
    limit: float,
    known: Array,
    n_known: int,
    carrier: Array,
    prof_team: Array,
    seconded: Array,
    employer: Array,
    works_in: Array,
    competence: Array,
    flexibility: Array,
    trust: Array,
    fte: Array,
    present_hours: Array,
    load: Array,
    intake: Array,
    intake_room: Array,
    competence_needed: float,
    weigh_room: float,
    weigh_continuity: float,
    weigh_trust: float,
) -> int:
    """The worker who takes on a request in domain `d`, or nobody when none has room.

    With a `team`, its members; else staff of institutions that work in the domain, those lent to
    teams left out. Fit is competence, room left, knowing the household, and
    the trust of those who already work there. Who carries a case in the household may take another
    domain along as far as roles are flexible: one worker, one plan. Whoever still has a talk or a
    plan to do for it (`takes_time`) must have hours of intake left.
    """
    best, chosen = -1.0, NOBODY
    for p in range(carrier.shape[0]):
        if carrier[p] == 0:
            continue
        trusted, here = 0.0, False
        for i in range(n_known):
            here = here or known[i] == p
            trusted += 1.0 if known[i] == p else trust[known[i], p]
        enough = competence_needed * (1.0 - (flexibility[p] if here else 0.0))
        if competence[p, d] < enough:
            continue
        if team != NOBODY:
            if prof_team[p] != team:
                continue
        elif seconded[p] != 0 or (works_in[employer[p], d] == 0 and not here):
            continue
        most = limit * fte[p]
        if load[p] + weight > most or present_hours[p] <= 0.0:
            continue
        if takes_time and not has_time(intake[p], intake_room[p]):
            continue
        fit = competence[p, d] + weigh_room * (1.0 - load[p] / most)
        if n_known > 0:
            fit += weigh_trust * trusted / n_known + (weigh_continuity if here else 0.0)
        if fit > best:
            best, chosen = fit, p
    return chosen


@kernel
def take_in(
    week: int,
    key: Array,
    queue: Array,
    waiting: int,
    threshold: Array,
    state: Array,
    resident: Array,
    resident_id: Array,
    domain: Array,
    asked_week: Array,
    intake_week: Array,
    handler_week: Array,
    ending: Array,
    handler: Array,
    access: Array,
    rung: Array,
    need: Array,
    household: Array,
    request: Array,
    first: Array,
    beds: Array,
    door: Array,
    team_present: Array,
    team_mode: Array,
    team_room: Array,
    team_used: Array,
    team_plan: Array,
    carrier: Array,
    prof_team: Array,
    in_team: Array,
    seconded: Array,
    employer: Array,
    works_in: Array,
    competence: Array,
    flexibility: Array,
    trust: Array,
    fte: Array,
    present_hours: Array,
    load: Array,
    intake: Array,
    cases: Array,
    plan_hours: Array,
    intake_room: Array,
    rung_load: Array,
    full: Array,
    known: Array,
    vulnerable: float,
    heavy: float,
    access_hours: float,
    light_plan: float,
    plan_again: float,
    handover_weeks: float,
    limit: float,
    limit_urgent: float,
    urgent_weeks: float,
    pass_over: float,
    competence_needed: float,
    weigh_room: float,
    weigh_continuity: float,
    weigh_trust: float,
) -> None:
    """Go along the line and take in whoever there is room for; mark who is refused.

    Teams and workers go on until their room is used; what the last request takes beyond is owed.
    What a team took in stays its own: who comes after it writes part of the plan again.
    `full` has shape (teams + 1, domains, 2): nobody with room, for normal and for urgent requests.
    """
    full[:] = 0
    team_used[:] = 0.0
    for i in range(waiting):
        q = queue[i]
        r, d = resident[q], domain[q]
        severity = need[r, d]
        at_the_door = state[q] == _ACCESS and intake_week[q] < 0
        gone = access[q] != NOBODY and team_present[access[q]] == 0
        if gone and at_the_door:
            access[q] = door[d]
        team = access[q]
        own = door[d] if gone else team
        grade = rung_of(severity, vulnerable, heavy)
        if at_the_door:
            refused = severity < threshold[d]
            if team != NOBODY:
                # The team talks at the kitchen table and writes the plan, whoever carries it out.
                plan = plan_asked(NOBODY, False, grade, light_plan, plan_again) * team_plan[team]
                work = access_hours + (0.0 if refused else plan)
                if not has_time(team_used[team], team_room[team]):
                    continue
                team_used[team] += work
            elif refused:
                talks = choose_who_talks(
                    d, carrier, seconded, employer, works_in, intake, intake_room
                )
                if talks == NOBODY:
                    continue
                intake[talks] += access_hours
                if in_team[talks] != 0:
                    team_room[prof_team[talks]] -= access_hours
            if refused:
                ending[q] = _REFUSED
                continue
            if team != NOBODY:
                intake_week[q] = week
                if team_mode[team] == _ADDED:
                    continue
        elif week - intake_week[q] < handover_weeks:
            continue
        urgent = 1 if grade == _HEAVY and week - asked_week[q] >= urgent_weeks else 0
        if full[own + 1, d, urgent] != 0:
            continue
        if (
            grade == _HEAVY
            and urgent == 0
            and pass_over > 0.0
            and uniform(key, PASSED_OVER, week, resident_id[q], d) < pass_over
        ):
            continue
        most = max(limit, limit_urgent) if urgent == 1 else limit
        n_known = colleagues_at_home(household[r], first, beds, request, handler, known)
        talk = access_hours if at_the_door and team == NOBODY else 0.0
        written, by_others = 0.0, 0.0
        if state[q] == _ACCESS:
            by_others = plan_asked(team, False, grade, light_plan, plan_again)
        chosen = NOBODY
        if own != NOBODY:
            written = 0.0 if own == team else by_others
            chosen = choose_worker(
                d, own, written > 0.0, rung_load[d, grade], most, known, n_known, carrier,
                prof_team, seconded, employer, works_in, competence, flexibility, trust, fte,
                present_hours, load, intake, intake_room, competence_needed,
                weigh_room, weigh_continuity, weigh_trust,
            )  # fmt: skip
        if chosen == NOBODY:
            written = by_others
            chosen = choose_worker(
                d, NOBODY, talk + written > 0.0, rung_load[d, grade], most, known, n_known, carrier,
                prof_team, seconded, employer, works_in, competence, flexibility, trust, fte,
                present_hours, load, intake, intake_room, competence_needed,
                weigh_room, weigh_continuity, weigh_trust,
            )  # fmt: skip
        if chosen == NOBODY:
            full[own + 1, d, urgent] = 1
            continue
        if at_the_door and team == NOBODY:
            intake_week[q] = week
        work = talk + written * plan_hours[chosen]
        intake[chosen] += work
        if in_team[chosen] != 0:
            team_room[prof_team[chosen]] -= work
        handler[q] = chosen
        handler_week[q] = week
        rung[q] = grade
        load[chosen] += rung_load[d, grade]
        cases[chosen] += 1
