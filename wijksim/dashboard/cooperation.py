"""Who works with whom, with what money, and how requests travel, under two policies.

Represents: each quarter, the kinds of institution and the teams as nodes, joint contacts of their
professionals as links with the trust in them; budgets, posts and the division of hours; and for
each year the requests by the way they came in and what became of them. Made in a worker.
Source: the columns of professionals, pairs, institutions, teams and municipality, and the log.
Leaves out: single professionals, who are counted with their team or else with their employer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from wijksim.core.calendar import monday_of
from wijksim.dashboard.lives import LifeLog
from wijksim.dashboard.seats import week_done
from wijksim.entities.domains import NOBODY, Channel, InstitutionKind, InstitutionState
from wijksim.model import WijkModel
from wijksim.scenario.settled import Scenario, first_difference

Array = np.ndarray[Any, Any]
QUARTER: Final = 13
FULL_TIME: Final = "care.full_time_hours"
KINDS: Final = tuple(one for one in InstitutionKind if one is not InstitutionKind.NONE)
TEAM: Final = len(KINDS)
"""The node of all teams, after those of the kinds of institution."""
NODES: Final = TEAM + 1
COURSES: Final = (
    "budget", "institutions", "fte", "layers", "team", "trust", "direct", "rules", "coordination",
)  # fmt: skip
"""Budgets of municipal institutions (EUR a year), institutions at work, posts filled (full-time),
teams at work, posts in them (full-time), mean trust between professionals who have contact (0 to
1), shares of the hours present that go to residents, to administration and to coordination."""
CHANNELS: Final = tuple(one.name.lower() for one in Channel if one is not Channel.NONE)
FATES: Final = ("team", "others", "refused", "withdrawn", "rest")
"""First hour from a team or from others, told no, gave up, or ended otherwise or still waits."""


@dataclass(frozen=True)
class Course:
    """One run. Contacts and trust are (moments, NODES, NODES), people, money and open (moments,
    NODES), courses (moments, COURSES), travels (years, CHANNELS, FATES).
    """

    name: str
    contacts: Array
    trust: Array
    people: Array
    money: Array
    open: Array
    courses: Array
    travels: Array


@dataclass(frozen=True)
class Cooperation:
    """Two runs side by side; `weeks` are the moments, `years` those of the travels."""

    weeks: tuple[int, ...]
    years: tuple[int, ...]
    sides: tuple[Course, Course]


def record_cooperation(scenarios: Sequence[Scenario], *, seed: int) -> Cooperation:
    """Live two scenarios with the same luck and keep who works with whom.

    Raises WijksimError for mistakes in a scenario.
    """
    one, other = scenarios
    model = WijkModel(one, seed=seed, collect=False)
    start = model.world.week
    parting = first_difference(one, other)
    shared = parting is None or parting >= start
    twin = model.fork(other) if shared else WijkModel(other, seed=seed, collect=False)
    years = tuple(range(one.start.year, one.end.year + 1))
    sides = [
        _live(each, name=name, years=years)
        for name, each in ((one.name, model), (other.name, twin))
    ]
    weeks = tuple(start + QUARTER * place for place in range(len(sides[0].contacts)))
    return Cooperation(weeks, years, (sides[0], sides[1]))


def _live(model: WijkModel, *, name: str, years: Sequence[int]) -> Course:
    world = model.world
    world.events = LifeLog(keeping=True)
    start = world.week
    seen: list[tuple[Array, ...]] = []
    members = []
    while model.running:
        if (world.week - start) % QUARTER == 0:
            seen.append(_moment(model))
        staff = world.professionals
        in_team = np.flatnonzero((staff.present > 0) & (staff.team != NOBODY))
        members.append(
            np.stack([np.full(in_team.size, world.week), staff.id[in_team].astype(np.int64)], 1)
        )
        model.step()
        week_done()
    contacts, trust, people, money, open_, courses = (
        np.stack([one[place] for one in seen]) for place in range(6)
    )
    travels = travelled(world.events.frame(), np.concatenate(members), years)
    return Course(name, contacts, trust, people, money, open_, courses, travels)


def _moment(model: WijkModel) -> tuple[Array, ...]:
    """Contacts, trust, people, money, open institutions and courses now."""
    w = model.world
    staff, pairs, houses = w.professionals, w.pairs, w.institutions
    here = np.flatnonzero(staff.present)
    kinds = houses.kind[staff.employer[here]] - 1
    node = np.where(staff.team[here] != NOBODY, TEAM, kinds)
    met = pairs.contacts[np.ix_(here, here)].astype(np.float64)
    np.fill_diagonal(met, 0.0)
    contacts, held = np.zeros((NODES, NODES)), np.zeros((NODES, NODES))
    np.add.at(contacts, (node[:, None], node[None, :]), met)
    trusting = met * pairs.trust[np.ix_(here, here)]
    np.add.at(held, (node[:, None], node[None, :]), trusting)
    trust = np.divide(held, contacts, out=np.full_like(held, np.nan), where=contacts > 0)
    fte = staff.hours[here].astype(np.float64) / w.parameters[FULL_TIME]
    people = np.bincount(node, weights=fte, minlength=NODES)
    active = houses.state == InstitutionState.ACTIVE
    rows = np.maximum(houses.kind.astype(np.int64) - 1, 0)
    budget = np.where(active, houses.budget, 0.0)
    money = np.bincount(rows, weights=budget, minlength=NODES)
    open_ = np.bincount(rows, weights=active.astype(float), minlength=NODES)
    open_[TEAM] = np.count_nonzero(w.teams.present)
    present = float(staff.hours_present[here].sum()) or 1.0
    shares = (staff.hours_direct, staff.hours_admin, staff.hours_coordination)
    courses = np.array(
        [
            float(budget[houses.municipal > 0].sum()),
            float(np.count_nonzero(active)),
            float(fte.sum()),
            float(open_[TEAM]),
            float(people[TEAM]),
            float(held.sum() / contacts.sum()) if contacts.sum() > 0 else np.nan,
            *(float(one[here].sum()) / present for one in shares),
        ]
    )
    return contacts, trust, people, money, open_, courses


def travelled(log: pd.DataFrame, members: Array, years: Sequence[int]) -> Array:
    """Requests by year of asking, channel and fate: (years, CHANNELS, FATES), counts.

    A week falls in the year of its Thursday, so the first week of a run counts when it has begun
    in the last days of the year before.
    """
    found = np.zeros((len(years), len(CHANNELS), len(FATES)))
    asked = log[log["kind"] == "asked for help"][["id", "week", "cause"]]
    asked = asked.assign(channel=asked["cause"].str.partition(": ")[2]).drop(columns="cause")
    asked = asked.drop_duplicates(["id", "week"]).set_index(["id", "week"])
    first = _fate(log[log["kind"] == "first hour"])
    by_team = pd.MultiIndex.from_frame(first[["at", "by_id"]].astype(np.int64)).isin(
        pd.MultiIndex.from_arrays([members[:, 0], members[:, 1]])
    )
    first = first.assign(fate=np.where(by_team, "team", "others"))
    ended = _fate(log[log["kind"] == "request ended"])
    ended = ended.assign(fate=ended["cause"].where(ended["cause"].isin(FATES), "rest"))
    fates = pd.concat([first, ended])[["id", "week", "fate"]]
    fates = fates.drop_duplicates(["id", "week"]).set_index(["id", "week"])
    table = asked.join(fates)
    weeks = table.index.get_level_values("week")
    year = [monday_of(int(week)).isocalendar().year for week in weeks]
    table = table.assign(year=year, fate=table["fate"].fillna("rest"))
    counted = table.groupby(["year", "channel", "fate"]).size().reset_index(name="count")
    for when, channel, fate, count in counted.itertuples(index=False, name=None):
        if when in years:
            found[years.index(when), CHANNELS.index(channel), FATES.index(fate)] = count
    return found


def _fate(rows: pd.DataFrame) -> pd.DataFrame:
    """Events of requests with the week of asking in place of their own, which goes to `at`."""
    weeks = rows["week"].to_numpy(np.int64) - np.rint(rows["value"].to_numpy()).astype(np.int64)
    return rows.assign(at=rows["week"], week=weeks)
