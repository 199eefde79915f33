"""Ties between residents: they begin at meetings, strengthen with contact and fade without.

Represents: a bounded list of ties outside the household, the same from both sides, which carry
help, news and trust in other submodels. Once in four weeks all ties move by the hours that the two
spend together; a meeting may begin a tie; who leaves is cut from all lists.

Source: Hall 2019 (hours to friendship), Granovetter 1973 (weak ties count), McPherson et al. 2001
(likeness); values in scenarios/parameters/ties.yaml.
Leaves out: ties outside the neighbourhood, quarrels, help itself (see informal care).
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from wijksim.core.calendar import WEEKS_PER_YEAR, half_life_to_weekly_decay, per_week
from wijksim.core.parameters import Parameter
from wijksim.core.randomness import decision
from wijksim.entities.world import Scope
from wijksim.submodels.base import Submodel
from wijksim.submodels.ties_contact import (
    HOURS_EVERY,
    PASS_WEEKS,
    cut_all,
    refresh_hours,
    strengthen_and_fade,
)
from wijksim.submodels.ties_making import befriend, found

BEGINNING: Final = decision("ties.beginning")
SOUGHT: Final = decision("ties.sought_hours")
FOUNDERS: Final = decision("ties.founders")

PARAMETERS: Final = (
    Parameter(
        "ties",
        "chance",
        "1",
        (0, 1),
        "chance that two fully alike residents who fell into talk begin a tie",
    ),
    Parameter(
        "ties",
        "age_scale",
        "year",
        (0.1, 200),
        "difference in age at which the likeness of two residents falls to 37%",
    ),
    Parameter(
        "ties",
        "position_scale",
        "1",
        (0.01, 10),
        "difference in social position at which the likeness of two residents falls to 37%",
    ),
    Parameter("ties", "first_strength", "1", (0, 1), "strength of a tie that begins"),
    Parameter("ties", "forgotten_below", "1", (0, 1), "strength below which a tie is lost"),
    Parameter(
        "ties",
        "hours_to_friendship",
        "h",
        (1, 1000),
        "hours together that make a friend (H0)",
    ),
    Parameter(
        "ties",
        "half_life",
        "year",
        (0.05, 50),
        "time in which a tie without contact loses half of its strength",
    ),
    Parameter(
        "ties",
        "sought_hours",
        "h/week",
        (0, 1.5),
        "hours a week together of a pair that seeks each other most",
    ),
    Parameter(
        "ties",
        "shared_hours",
        "h",
        (0, 0.3),
        "hours together per shared visit at a fully informal place",
    ),
    Parameter(
        "ties",
        "near_hours",
        "h/week",
        (0, 1),
        "hours a week that next-door neighbours see each other",
    ),
    Parameter(
        "ties",
        "near_metres",
        "m",
        (1, 5000),
        "distance at which the hours that neighbours see each other fall to 37%",
    ),
    Parameter(
        "ties",
        "founder_gain",
        "1/year",
        (0, 20),
        "ties a year that a founder began before the start",
    ),
    Parameter(
        "ties",
        "founder_crowd",
        "1",
        (0.1, 10000),
        "visitors per opening hour at which a place gives founders half of its room for talk",
    ),
    Parameter(
        "ties",
        "founder_loss",
        "1/year",
        (0.001, 10),
        "chance a year that a tie begun by a founder before the start was lost again",
    ),
)
READS: Final = (
    "residents.present", "residents.id", "residents.birth_week", "residents.arrived_week",
    "residents.position", "residents.household", "residents.habit", "residents.habit_rate",
    "residents.habit_chance", "residents.met_resident", "households.cell", "places.informality",
    "places.open", "places.open_hours", "places.visitors_smooth",
)  # fmt: skip
WRITES: Final = (
    "residents.tie", "residents.tie_strength", "residents.tie_hours",
    "residents.support_network", "residents.contact_hours",
)  # fmt: skip


class Ties(Submodel):
    """Ties begin, strengthen, fade and are cut."""

    name = "ties"
    represents = "ties between residents: who, how strong, how many hours together"
    reads = READS
    writes = WRITES
    parameters = PARAMETERS
    draws = ("ties.beginning", "ties.sought_hours", "ties.founders")

    def initialise(self, w: Scope) -> None:
        """Founders get the ties that their years here would have left."""
        r, places, p = w.residents, w.places, w.p
        inside = places.visitors_smooth / np.maximum(places.open_hours, 1.0)
        room = places.open * places.informality * inside / (inside + p.founder_crowd)
        place_begin, members = _members_by_place(r.habit, places.informality.shape[0])
        found(
            w.key, FOUNDERS, SOUGHT, w.week, r.present, r.id, r.birth_week, r.arrived_week,
            r.position, r.household, w.households.cell, r.habit, r.habit_rate, r.habit_chance,
            places.informality, places.open, w.grid.width, w.grid.cell_metres,
            per_week(p.founder_gain), per_week(p.founder_loss), p.age_scale * WEEKS_PER_YEAR,
            p.position_scale, p.first_strength, p.hours_to_friendship,
            half_life_to_weekly_decay(p.half_life), p.sought_hours, p.shared_hours, p.near_hours,
            p.near_metres, room, place_begin, members, r.tie, r.tie_strength, r.tie_hours,
            r.support_network, r.contact_hours,
        )  # fmt: skip

    def arrive(self, w: Scope, rows: np.ndarray[Any, Any]) -> None:
        """Who left is cut from all lists; who came has no ties here yet."""
        r = w.residents
        cut_all(
            rows.astype(np.int32), r.tie, r.tie_strength, r.tie_hours, r.support_network,
            r.contact_hours,
        )  # fmt: skip

    def step(self, w: Scope) -> None:
        """Who met this week may begin a tie; once in four weeks all ties grow or fade."""
        r, places, p = w.residents, w.places, w.p
        befriend(
            w.key, BEGINNING, SOUGHT, w.week, r.present, r.id, r.birth_week, r.position,
            r.household, w.households.cell, r.habit, r.habit_rate, r.met_resident,
            places.informality, places.open, w.grid.width, w.grid.cell_metres, p.chance,
            p.age_scale * WEEKS_PER_YEAR, p.position_scale, p.first_strength, p.sought_hours,
            p.shared_hours, p.near_hours, p.near_metres, r.tie, r.tie_strength, r.tie_hours,
            r.support_network, r.contact_hours,
        )  # fmt: skip
        if w.week % PASS_WEEKS != 0:
            return
        refresh_hours(
            w.key, SOUGHT, (w.week // PASS_WEEKS) % HOURS_EVERY, r.id, r.household,
            w.households.cell, r.habit, r.habit_rate, places.informality, places.open,
            w.grid.width, w.grid.cell_metres, p.sought_hours, p.shared_hours, p.near_hours,
            p.near_metres, r.tie, r.tie_hours,
        )  # fmt: skip
        strengthen_and_fade(
            p.hours_to_friendship, half_life_to_weekly_decay(p.half_life),
            p.forgotten_below, r.tie, r.tie_strength, r.tie_hours, r.support_network,
            r.contact_hours,
        )  # fmt: skip


def _members_by_place(
    habit: np.ndarray[Any, Any], n_places: int
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Residents by habitual place: bounds per place, shape (n_places + 1,), and their rows."""
    rows, slots = np.nonzero(habit >= 0)
    chosen = habit[rows, slots]
    order = np.argsort(chosen, kind="stable")
    begin = np.searchsorted(chosen[order], np.arange(n_places + 1)).astype(np.int32)
    return begin, rows[order].astype(np.int32)


class NoTies(Submodel):
    """Nobody has a tie outside the household: all columns stay at rest."""

    name = "ties"
    represents = "no ties: residents know nobody outside their household"
    writes = WRITES
