"""Day paths: residents go about the neighbourhood, and meet each other and professionals.

Represents: the places that residents visit by habit, and two kinds of meetings that follow from
being in one place in one week: with another resident, and with a professional who is there. What
is known of the reasons: distance, opening hours, informality, company, language, own energy.
The parts: habits (day_paths_habits), where professionals stand (day_paths_presence), and visits
and meetings (day_paths_meetings).

Source: Huff 1963; Oldenburg 1989 and Klinenberg 2018 on informal places; values in
scenarios/parameters/day_paths.yaml.
Leaves out: days and hours of the week, journeys, and what people do outside the neighbourhood.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from wijksim.core.calendar import WEEKS_PER_YEAR, weekly_probability
from wijksim.core.randomness import decision
from wijksim.entities.domains import NOBODY, PlaceKind
from wijksim.entities.world import Scope
from wijksim.submodels.base import Submodel
from wijksim.submodels.day_paths_habits import N_OPTIONS, choose_habits, place_pull, whose_turn
from wijksim.submodels.day_paths_meetings import (
    RUN,
    chances,
    meet,
    nearest_practices,
    visit,
)
from wijksim.submodels.day_paths_parameters import PARAMETERS
from wijksim.submodels.day_paths_presence import presence, stand

TASTE: Final = decision("day_paths.taste")
VISITS: Final = decision("day_paths.visits")
MEETING: Final = decision("day_paths.meeting")
_GP_PRACTICE: Final = int(PlaceKind.GP_PRACTICE)

READS: Final = (
    "residents.present", "residents.id", "residents.birth_week", "residents.household",
    "residents.energy", "residents.poor_dutch", "residents.avoider", "residents.support_network",
    "households.first", "households.beds", "households.cell",
    "places.kind", "places.cell", "places.open", "places.opened_week", "places.closed_week",
    "places.open_hours", "places.capacity", "places.informality", "places.upkeep",
    "places.activity_hours",
    "professionals.present", "professionals.id", "professionals.discipline",
    "professionals.finder", "professionals.employer", "professionals.team",
    "professionals.hours", "professionals.absence", "professionals.hours_outreach",
    "professionals.hours_direct",
    "institutions.place", "teams.present", "teams.place",
)  # fmt: skip
WRITES: Final = (
    "residents.habit", "residents.habit_rate", "residents.habit_chance", "residents.visited",
    "residents.met_resident", "residents.met_professional", "residents.met_hours",
    "places.visitors", "places.visitors_smooth", "places.professional_hours",
    "professionals.base",
)  # fmt: skip


class DayPaths(Submodel):
    """Residents visit places by habit and meet there."""

    name = "day_paths"
    represents = "where residents go by habit, and whom they meet there"
    reads = READS
    writes = WRITES
    parameters = PARAMETERS
    links = ("R6.visitors", "R6.company")
    draws = ("day_paths.taste", "day_paths.visits", "day_paths.meeting")

    def initialise(self, w: Scope) -> None:
        """Everyone chooses habits, as if company were middling, since ties are not there yet.

        The smoothed visitors start at what these habits bring, found by choosing a few times.
        """
        everyone = np.arange(w.residents.present.shape[0], dtype=np.int32)
        middling = np.full(everyone.shape, w.p.company_half, dtype=np.float32)
        for _ in range(round(w.p.settling_rounds)):
            self._choose(w, everyone, middling, w.places.visitors_smooth)
            expected = np.zeros(w.places.kind.shape[0])
            followed = w.residents.habit >= 0
            np.add.at(expected, w.residents.habit[followed], w.residents.habit_chance[followed])
            w.places.visitors_smooth[:] = expected
        self._stand(w)

    def arrive(self, w: Scope, rows: np.ndarray[Any, Any]) -> None:
        """Newcomers choose their habits; an empty row has none and meets nobody."""
        w.residents.visited[rows] = 0
        w.residents.met_resident[rows] = NOBODY
        w.residents.met_professional[rows] = NOBODY
        w.residents.met_hours[rows] = 0.0
        nobody_known = np.zeros(w.residents.present.shape[0], dtype=np.float32)
        visitors = w.link("R6.visitors", w.places.visitors_smooth)
        self._choose(w, rows.astype(np.int32), nobody_known, visitors)

    def step(self, w: Scope) -> None:
        """Habits are weighed anew in turn, sooner when places changed; then visits and meetings."""
        hurry = round(w.p.change_weeks)
        changed = np.maximum(w.places.opened_week, w.places.closed_week)
        recent = bool(np.any((changed > w.week - hurry) & (changed <= w.week)))
        every = hurry if recent else round(w.p.reconsider_weeks)
        room = np.empty(w.residents.present.shape[0], dtype=np.int32)
        rows = room[: whose_turn(w.week, every, room)]
        company = w.link("R6.company", w.residents.support_network)
        visitors = w.link("R6.visitors", w.places.visitors_smooth)
        self._choose(w, rows, company, visitors)
        self._meet(w, self._stand(w))

    def log_events(self, w: Scope) -> None:
        """Who spoke with which professional this week."""
        rows = np.flatnonzero(w.residents.met_professional >= 0)
        posts = w.residents.met_professional[rows]
        w.log("talk", subject="residents", ids=w.residents.id[rows], cause="met at a place",
              by="professionals", by_ids=w.professionals.id[posts],
              value=w.residents.met_hours[rows])  # fmt: skip

    def _choose(
        self,
        w: Scope,
        rows: np.ndarray[Any, Any],
        company: np.ndarray[Any, Any],
        visitors: np.ndarray[Any, Any],
    ) -> None:
        r, h, places, p = w.residents, w.households, w.places, w.p
        place_x, place_y, pull = np.empty((3, places.kind.shape[0]))
        option_begin = np.empty(N_OPTIONS + 1, dtype=np.int32)
        by_option = np.empty(places.kind.shape[0], dtype=np.int32)
        place_pull(
            places.kind, places.cell, w.grid.width, places.open, places.open_hours, places.capacity,
            places.upkeep, places.activity_hours, visitors, p.half_open_hours, p.wear,
            p.activity_pull, p.activity_half, p.popularity_pull, p.popularity_half, p.stay_hours,
            place_x, place_y, option_begin, by_option, pull,
        )  # fmt: skip
        reach, elsewhere, rate = np.array((
            (p.reach_errands, p.reach_school, p.reach_work, p.reach_informal, p.reach_street),
            (p.elsewhere_errands, p.elsewhere_school, p.elsewhere_work, p.elsewhere_informal,
             p.elsewhere_street),
            (p.rate_errands, p.rate_school, p.rate_work, p.rate_informal, p.rate_street),
        ))  # fmt: skip
        year = WEEKS_PER_YEAR
        choose_habits(
            w.key, TASTE, w.week, rows, w.grid.width, w.grid.cell_metres, r.present, r.id,
            r.birth_week, r.household, r.energy, r.poor_dutch, r.avoider, company, h.first,
            h.beds, h.cell, place_x, place_y, places.informality, option_begin,
            by_option, pull, reach, elsewhere, rate,
            p.language_hurdle, p.avoider_hurdle, p.company_pull, p.company_half, p.energy_floor,
            p.school_from * year, p.school_until * year, p.out_alone_from * year,
            p.adult_from * year, p.pension_from * year, r.habit, r.habit_rate, r.habit_chance,
        )  # fmt: skip

    def _stand(
        self, w: Scope
    ) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any], np.ndarray[Any, Any]]:
        """Bases and hours of professionals; gives who stands where, sorted by place."""
        posts = w.professionals
        stand(
            posts.present, posts.id, posts.discipline, posts.finder, posts.employer, posts.team,
            w.institutions.place, w.teams.present, w.teams.place, w.places.kind, w.places.open,
            posts.base,
        )  # fmt: skip
        begin = np.zeros(w.places.kind.shape[0] + 1, dtype=np.int32)
        workers = np.empty(posts.present.shape[0], dtype=np.int32)
        hours_until = np.empty(posts.present.shape[0], dtype=np.float64)
        presence(
            posts.base, posts.finder, posts.hours, posts.absence, posts.hours_outreach,
            posts.discipline, posts.hours_direct, w.places.professional_hours, begin, workers,
            hours_until,
        )  # fmt: skip
        return begin, workers, hours_until

    def _meet(
        self,
        w: Scope,
        staff: tuple[np.ndarray[Any, Any], np.ndarray[Any, Any], np.ndarray[Any, Any]],
    ) -> None:
        r, h, places, p = w.residents, w.households, w.places, w.p
        practices = np.flatnonzero(
            (places.kind == _GP_PRACTICE) & (places.open == 1) & (places.cell >= 0)
        ).astype(np.int32)
        practice_of = np.empty(w.grid.width * w.grid.height, dtype=np.int16)
        nearest_practices(practices, places.cell, w.grid.width, practice_of)
        rows = r.present.shape[0]
        there = np.empty((places.kind.shape[0], -(-rows // RUN)), dtype=np.uint64)
        luck = np.empty((4, rows), dtype=np.uint32)
        visit(
            w.key, VISITS, w.week, r.present, r.id, r.birth_week, r.household, h.cell, r.habit,
            r.habit_chance, places.open, practice_of,
            weekly_probability(p.practice_visits), weekly_probability(p.practice_visits_old),
            p.old_from * WEEKS_PER_YEAR, r.visited, places.visitors,
            there, luck,
        )  # fmt: skip
        meet_chance, talk_chance, talk_hours = np.empty((3, places.kind.shape[0]))
        chances(
            places.kind, places.visitors, places.open_hours, places.informality,
            places.professional_hours, p.stay_hours, p.approach, p.talk_formal,
            p.talk_hours_formal, p.talk_hours_informal, p.visitors_smoothing, meet_chance,
            talk_chance, talk_hours, places.visitors_smooth,
        )  # fmt: skip
        meet(
            w.key, MEETING, w.week, r.id, r.household, h.cell, places.kind, r.habit, r.visited,
            practice_of,
            meet_chance, talk_chance, talk_hours, there, luck,
            *staff, round(p.ring_steps), r.met_resident, r.met_professional, r.met_hours,
        )  # fmt: skip


class NoDayPaths(Submodel):
    """Nobody goes anywhere: all columns stay at rest."""

    name = "day_paths"
    represents = "no day paths: nobody visits a place or meets anyone"
    writes = WRITES
