"""The life of a team: started, moved, refitted, reorganised, stopped, and layered upon.

Represents: a team starts in the week in which it is asked for, and stops when it no longer is. When
it comes in the place of what was there, earlier teams stop with it; otherwise they stay, unless
work that has become double is handed over. Once patience is spent and figures still fall short, the
municipality acts: it reorganises, or, as far as refitting is practice, refits a team that does not
match the need and stops one that matches it in vain. With little memory another comes on top.
Source: DRIFT 2014 (a new integral team every few years; the right to stop the team; the base);
mechanisms of the project for the hazard of a new team; other rates are assumptions.
Leaves out: teams that residents or institutions start, and teams shared between neighbourhoods.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from wijksim.core.calendar import WEEKS_PER_YEAR, per_week
from wijksim.core.elementary import one_minus_exp
from wijksim.core.randomness import decision, uniform, uniforms
from wijksim.entities.domains import N_DOMAINS, NOBODY, TeamBase, TeamMode
from wijksim.entities.world import Scope
from wijksim.submodels.governance_staffing import (
    best_place,
    fill_up,
    members,
    mismatch,
    shares_of,
    swap_for_fit,
    trim,
    work_of,
)

JUDGEMENT: Final = decision("governance.judgement")
LAYER: Final = decision("governance.layer")
HANDOVER: Final = decision("governance.handover")
REFIT: Final = decision("governance.refit")
REPLACED: Final = decision("governance.replaced")
DRAWS: Final = (
    "governance.judgement", "governance.layer", "governance.handover", "governance.refit",
    "governance.replaced",
)  # fmt: skip

_NO_TEAM: Final = TeamMode.NONE
MODES: Final[Mapping[str, TeamMode]] = {
    "none": TeamMode.NONE,
    "added": TeamMode.ADDED,
    "replacing": TeamMode.REPLACING,
}
BASES: Final[Mapping[str, TeamBase]] = {
    "none": TeamBase.NONE,
    "remote_office": TeamBase.REMOTE_OFFICE,
    "desk": TeamBase.DESK,
    "informal_place": TeamBase.INFORMAL_PLACE,
}
MONTHS_PER_YEAR: Final = 12.0


def patience_of(w: Scope) -> float:
    """Weeks of patience from the lever in months."""
    return float(w.lever("governance.patience")) * WEEKS_PER_YEAR / MONTHS_PER_YEAR


def tell(w: Scope, kind: str, team: int, cause: str, value: Any = 0.0) -> None:
    """Log what the municipality did with a team."""
    w.log(kind, subject="teams", ids=team, cause=cause, by="municipality", by_ids=0, value=value)


def start(w: Scope, *, mode: TeamMode, fte: float, cause: str) -> int:
    """Start a team in a free row, for all domains; NOBODY when no row is free.

    A team that is laid on top of the one that was asked for does not stop that one.
    """
    team = w.teams
    free = np.flatnonzero(team.present == 0)
    if free.size == 0:
        return NOBODY
    row = int(free[0])
    hand_over(w, everything=mode == TeamMode.REPLACING, keep=int(w.municipality.team_row[0]))
    team.present[row], team.mode[row] = 1, mode
    team.started_week[row], team.ended_week[row] = w.week, -100_000
    team.fte[row], team.domain[row] = fte, 1
    team.need_estimate[row] = 1.0 / N_DOMAINS
    team.target_group[row] = w.p.target_start
    team.protocol[row] = w.municipality.protocol_pressure[0]
    team.mandate[row] = w.lever("governance.decides")
    settle_base(w, row)
    came = fill_up(w, row, acquainted=w.lever("team.composition") == "acquainted")
    count(w, row)
    w.municipality.patience_left[0] = patience_of(w)
    tell(w, "team started", row, cause, fte)
    tell_lent(w, row, came, "team started")
    return row


def tell_lent(w: Scope, row: int, came: NDArray[Any], cause: str) -> None:
    """Log who was lent to a team."""
    people = w.professionals
    w.log("seconded", subject="professionals", ids=people.id[came], cause=cause, by="teams",
          by_ids=row, value=people.hours[came])  # fmt: skip


def stop(w: Scope, row: int, cause: str) -> None:
    """End a team; its members go back to their employers."""
    team, people = w.teams, w.professionals
    people.team[people.team == row] = NOBODY
    team.present[row], team.mode[row], team.place[row] = 0, TeamMode.NONE, NOBODY
    team.composition[row], team.admin_share[row] = 0.0, 0.0
    team.review_hours[row] = 0.0
    team.ended_week[row] = w.week
    if w.municipality.team_row[0] == row:
        w.municipality.team_row[0] = NOBODY
    tell(w, "team stopped", row, cause, w.week - team.started_week[row])


def hand_over(w: Scope, *, everything: bool, keep: int = NOBODY) -> None:
    """Earlier teams give way to a new one: all, or by the share of double work dismantled."""
    for row in np.flatnonzero(w.teams.present == 1):
        if row == keep:
            continue
        drawn = uniform(w.key, HANDOVER, w.week, int(row), 0)
        if everything or drawn < w.lever("institutions.dismantling"):
            stop(w, int(row), "handed over to a new team")


def settle_base(w: Scope, row: int) -> None:
    """Give a team the kind of base that is asked for, and the place that fits best."""
    base = BASES[w.lever("team.base")]
    w.teams.base_kind[row] = base
    w.teams.place[row] = best_place(w, base)


def count(w: Scope, row: int) -> None:
    """Count the work per domain that a team's staff can do."""
    w.teams.composition[row] = shares_of(work_of(w, members(w, row)))


def follow_what_is_asked(w: Scope) -> None:
    """Start, stop, change or move the team when what is asked for changes."""
    town, team = w.municipality, w.teams
    asked, row = MODES[w.lever("team.presence")], int(town.team_row[0])
    if asked != town.team_asked[0]:
        if asked == _NO_TEAM:
            first_week = w.week - w.weeks_since_start
            for one in np.flatnonzero((team.present == 1) & (team.started_week >= first_week)):
                stop(w, int(one), "no longer asked for")
        elif row == NOBODY:
            size = float(w.lever("team.fte"))
            town.team_row[0] = start(w, mode=asked, fte=size, cause="asked for")
        else:
            team.mode[row] = asked
            if asked == TeamMode.REPLACING:
                hand_over(w, everything=True, keep=row)
        town.team_asked[0] = asked
    row = int(town.team_row[0])
    if row == NOBODY:
        return
    if team.fte[row] != np.float32(w.lever("team.fte")):
        team.fte[row] = w.lever("team.fte")
        keep_up(w, row)
    if team.base_kind[row] != BASES[w.lever("team.base")]:
        settle_base(w, row)
        tell(w, "team moved", row, "another base asked for", team.place[row])


def let_go_of_struck_posts(w: Scope) -> None:
    """A post that no institution has any more is lent to no team, whoever opens it anew later."""
    people = w.professionals
    people.team[people.employer == NOBODY] = NOBODY


def keep_up(w: Scope, row: int) -> None:
    """Fill what is short and send back what is over; a base that closed, or never was, is sought.

    A team that finds no open place of its kind looks again each time.
    """
    came = fill_up(w, row, acquainted=w.lever("team.composition") == "acquainted")
    tell_lent(w, row, came, "team short of hours")
    trim(w, row)
    count(w, row)
    place = int(w.teams.place[row])
    if place == NOBODY or w.places.open[place] == 0:
        w.teams.place[row] = best_place(w, TeamBase(int(w.teams.base_kind[row])))
        if w.teams.place[row] != place:
            cause = "a base opened" if place == NOBODY else "base closed"
            tell(w, "team moved", row, cause, w.teams.place[row])


def refit(w: Scope, row: int, cause: str) -> bool:
    """Exchange staff, and move to where people come, by the need as the team sees it."""
    before = members(w, row)
    changed = swap_for_fit(w, row, w.teams.need_estimate[row])
    tell_lent(w, row, np.setdiff1d(members(w, row), before), "team refitted")
    count(w, row)
    place = best_place(w, TeamBase(int(w.teams.base_kind[row])))
    moved = place != w.teams.place[row]
    w.teams.place[row] = place
    if changed or moved:
        tell(w, "team refitted", row, cause, changed)
    return bool(changed or moved)


def context_fit(w: Scope, row: int) -> float:
    """How a team's work matches the need as it sees it, 0-1: what judgement goes by."""
    team = w.teams
    return float(1.0 - mismatch(team.composition[row], team.need_estimate[row]))


def fits(w: Scope, row: int) -> bool:
    """Whether a team's work matches the need as it sees it, but for what it tolerates."""
    return bool(context_fit(w, row) >= 1.0 - w.p.tolerance)


def plan_reviews(w: Scope) -> None:
    """Hours asked of each member of a team to look, with those involved, at what falls short."""
    hours = np.float32(w.p.review_hours * w.lever("governance.refitting"))
    w.teams.review_hours[:] = hours * w.teams.present


def learn_from_scanning(w: Scope, row: int) -> None:
    """A team that looks around refits itself, as far as refitting is practice."""
    if w.lever("team.scan_hours") <= 0.0 or fits(w, row):
        return
    if uniform(w.key, REFIT, w.week, row, 0) < w.lever("governance.refitting"):
        refit(w, row, "scanning showed another need")


def reorganise(w: Scope, row: int, cause: str) -> None:
    """Replace part of the staff by others from the institutions; control lays down more rules."""
    town, people = w.municipality, w.professionals
    inside = members(w, row)
    drawn = uniforms(w.key, REPLACED, w.week, people.id[inside].astype(np.int64), row)
    out = inside[drawn < w.p.replaced]
    people.team[out] = NOBODY
    others = fill_up(w, row, acquainted=False, barred=out)
    back = np.setdiff1d(fill_up(w, row, acquainted=False), out)
    tell_lent(w, row, np.concatenate((others, back)), "team reorganised")
    count(w, row)
    rules = w.p.reorganised_protocol * w.lever("governance.control")
    town.reflex[0] += (1.0 - town.reflex[0]) * rules
    town.memory[0] *= 1.0 - w.p.memory_loss
    town.reorganisations[0] += 1
    tell(w, "team reorganised", row, cause, out.size)


def judge(w: Scope, weeks: int) -> None:
    """Act on teams when patience is spent; `weeks` is the time since the last look.

    No team, or no gap, and patience is full again. The newest team is the one that is judged.
    """
    town, p = w.municipality, w.p
    present = np.flatnonzero(w.teams.present == 1)
    gap = float(town.seen_gap[0])
    if present.size == 0 or (gap == 0.0 and town.patience_left[0] <= 0.0):
        town.patience_left[0] = patience_of(w)
        return
    if town.patience_left[0] > 0.0:
        return
    newest = int(present[np.argmax(w.teams.started_week[present])])
    if uniform(w.key, JUDGEMENT, w.week, newest, 0) < chance(p.judging, gap, weeks):
        cause = "patience spent, figures short of the norm"
        town.patience_left[0] = patience_of(w)
        if uniform(w.key, JUDGEMENT, w.week, newest, 1) >= w.lever("governance.refitting"):
            reorganise(w, newest, cause)
        else:
            if fits(w, newest) or not refit(w, newest, cause):
                stop(w, newest, "fits the need, yet figures stay short of the norm")
            return
    rate = p.layer_rate * (1.0 - float(town.memory[0]))
    asked = MODES[w.lever("team.presence")] != _NO_TEAM
    if asked and uniform(w.key, LAYER, w.week, 0, 0) < chance(rate, gap, weeks):
        size = p.layer_size * w.lever("team.fte")
        start(w, mode=TeamMode.ADDED, fte=size, cause="earlier lessons forgotten")


def chance(rate_per_year: float, gap: float, weeks: int) -> float:
    """Chance that something happens in so many weeks at a yearly rate times the gap."""
    return float(one_minus_exp(per_week(rate_per_year) * gap * weeks))
