"""Who sits in a team, and where it works from.

Represents: a team is put together from staff of municipal institutions who are lent to it, until
their hours fill its size. By quota each institution lends in turn, whoever is at hand; acquainted,
those come who trust each other most across employers, and who is not known stays out. A post that
is lent stays with the team when somebody else fills it.
Source: the essay on composition, base and dual loyalty (DRIFT 2014); the rules are assumptions.
Leaves out: members without an employer, volunteers in a team, and wishes of the staff.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from wijksim.core.randomness import decision, uniforms
from wijksim.entities.domains import N_DOMAINS, NOBODY, Discipline, PlaceKind, TeamBase
from wijksim.entities.world import Scope

STAFFING: Final = decision("governance.staffing")
DRAWS: Final = ("governance.staffing",)

Rows = NDArray[np.intp]
Flags = NDArray[np.bool_]
Doubles = NDArray[np.float64]

_NOT_LENT: Final = int(Discipline.HOME_CARER)
_INFORMAL: Final = (PlaceKind.COMMUNITY_CENTRE, PlaceKind.GARDEN, PlaceKind.LIBRARY)
_KINDS: Final = {
    TeamBase.REMOTE_OFFICE: (PlaceKind.TEAM_OFFICE,),
    TeamBase.DESK: (PlaceKind.DESK,),
    TeamBase.INFORMAL_PLACE: _INFORMAL,
}


def members(w: Scope, team: int) -> Rows:
    """Posts of a team that are filled."""
    people = w.professionals
    return np.flatnonzero((people.team == team) & (people.present == 1))


def available(w: Scope) -> Flags:
    """Posts that may be lent: filled, with a caseload, of a municipal institution, in no team."""
    people = w.professionals
    employed = people.employer != NOBODY
    municipal = np.zeros(employed.shape[0], dtype=bool)
    municipal[employed] = w.institutions.municipal[people.employer[employed]] == 1
    lendable = (people.finder == 0) & (people.discipline != _NOT_LENT) & municipal
    free: Flags = lendable & (people.present == 1) & (people.team == NOBODY)
    return free


def hours_of(w: Scope, rows: Rows) -> float:
    """Contract hours of these posts together, h/week."""
    return float(w.professionals.hours[rows].astype(np.float64).sum())


def work_of(w: Scope, rows: Rows) -> Doubles:
    """Skilled hours per domain of these posts together, shape (domains,), h/week."""
    people = w.professionals
    hours = people.hours[rows].astype(np.float64)
    skilled: Doubles = (hours[:, None] * people.competence[rows]).sum(axis=0)
    return skilled


def shares_of(work: Any) -> Doubles:
    """Work per domain as shares that add to one; even without any work. Last axis: domains."""
    total = work.sum(axis=-1, keepdims=True)
    some = total > 0.0
    shares: Doubles = np.where(some, work / np.where(some, total, 1.0), 1.0 / N_DOMAINS)
    return shares


def mismatch(composition: Any, need: Any) -> Any:
    """Half of the sum of absolute differences between two divisions over domains, 0 to 1."""
    return 0.5 * np.abs(composition - need).sum(axis=-1)


def fill_up(w: Scope, team: int, *, acquainted: bool, barred: Rows | None = None) -> Rows:
    """Lend posts to a team until its hours are within half a post of its size; gives the new ones.

    `barred` names posts that may not come. Ties go to the lower row.
    """
    people = w.professionals
    free = available(w)
    if barred is not None:
        free[barred] = False
    wanted = float(w.teams.fte[team]) * w.p.full_time_hours
    inside = list(members(w, team))
    came: list[int] = []
    draw = uniforms(w.key, STAFFING, w.week, people.id.astype(np.int64), team)
    hours = hours_of(w, np.array(inside, dtype=np.intp))
    while free.any():
        if acquainted:
            person = _best_known(w, free, inside)
        else:
            person = _next_by_quota(w, free, inside, draw)
        if hours + 0.5 * float(people.hours[person]) > wanted:
            break
        people.team[person], people.lent_week[person] = team, w.week
        free[person] = False
        inside.append(person)
        came.append(person)
        hours += float(people.hours[person])
    return np.array(came, dtype=np.intp)


def _next_by_quota(w: Scope, free: Flags, inside: list[int], draw: Doubles) -> int:
    """The institution that lends least so far is next, with whoever is at hand there."""
    people = w.professionals
    lent = np.zeros(w.institutions.municipal.shape[0])
    np.add.at(lent, people.employer[inside], people.hours[inside])
    rows = np.flatnonzero(free)
    order = np.lexsort((rows, draw[rows], people.employer[rows], lent[people.employer[rows]]))
    return int(rows[order[0]])


def _best_known(w: Scope, free: Flags, inside: list[int]) -> int:
    """Who is trusted most, both ways, by those inside, or by all who could come when none are."""
    people = w.professionals
    mutual = np.minimum(w.pairs.trust, w.pairs.trust.T).astype(np.float64)
    mutual *= people.employer[:, None] != people.employer[None, :]
    circle = np.flatnonzero(free) if not inside else np.array(inside, dtype=np.intp)
    liked = mutual[:, circle].sum(axis=1)
    return int(np.argmax(np.where(free, liked, -1.0)))


def trim(w: Scope, team: int) -> Rows:
    """Send back those who came last, while the team is more than half a post too large.

    Somebody came when the post was lent, or when they took a post that was lent before. Of those
    who came together the one goes who has least years with an employer.
    """
    people = w.professionals
    wanted = float(w.teams.fte[team]) * w.p.full_time_hours
    inside = members(w, team)
    hours = hours_of(w, inside)
    went: list[int] = []
    joined = people.joined_week[inside]
    came = np.maximum(joined, people.lent_week[inside])
    for person in inside[np.lexsort((-inside, -joined, -came))]:
        if hours - 0.5 * float(people.hours[person]) < wanted:
            break
        people.team[person] = NOBODY
        hours -= float(people.hours[person])
        went.append(int(person))
    return np.array(went, dtype=np.intp)


def swap_for_fit(w: Scope, team: int, need: Any) -> int:
    """Exchange members for others, one by one, as long as the team's work comes nearer the need.

    At most a share of the team (`refit_share`) changes. Gives the number of exchanges.
    """
    people = w.professionals
    size = members(w, team).size
    most = int(np.ceil(w.p.refit_share * size))
    for done in range(most):
        inside, outside = members(w, team), np.flatnonzero(available(w))
        if outside.size == 0:
            return done
        skilled = people.hours[:, None].astype(np.float64) * people.competence
        now = skilled[inside].sum(axis=0)
        after = now - skilled[inside][:, None, :] + skilled[outside][None, :, :]
        distance = mismatch(shares_of(after), need)
        best = int(np.argmin(distance))
        out, into = divmod(best, outside.size)
        if distance[out, into] >= mismatch(shares_of(now), need):
            return done
        people.team[inside[out]] = NOBODY
        people.team[outside[into]], people.lent_week[outside[into]] = team, w.week
    return most


def best_place(w: Scope, base: TeamBase) -> int:
    """The open place of the right kind where most people come to talk; NOBODY when there is none.

    Before people have been seen anywhere, the most informal one.
    """
    kinds = _KINDS.get(base, ())
    places = w.places
    fitting = np.isin(places.kind, [int(kind) for kind in kinds]) & (places.open == 1)
    if not fitting.any():
        return NOBODY
    talk = places.informality.astype(np.float64) * (1.0 + places.visitors_smooth)
    return int(np.argmax(np.where(fitting, talk, -1.0)))
