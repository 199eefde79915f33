"""Self-organisation: residents' initiatives and the places where they meet.

Represents: where people with energy, skills and ties come to the same informal place, some begin
to do something for others. A group grows, its coordinator carries the work, and it ends: by its
own course, burnt out, used as a cheap replacement, smothered by support, or because its place
closed. Activities make a place draw more people, who make ties, from which new members come.
Places fall into disrepair, and money for upkeep repairs them. A group without a roof of its own may
take over a place that was given up, and keeps it open as long as its members have the hours.

Source: model.md, submodel 12 and loop R7; evidence.md on residents' initiatives. Sizes: see
scenarios/parameters/self_organisation.yaml.
Leaves out: federations of initiatives, funds other than the municipality's, and what an initiative
does for a particular neighbour (that goes through ties and informal care).
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from wijksim.core.calendar import WEEKS_PER_YEAR, per_week
from wijksim.core.elementary import one_minus_exp
from wijksim.core.randomness import decision, uniform
from wijksim.entities.domains import NOBODY, PAYERS, Discipline, PlaceKind, PlaceOwner
from wijksim.entities.world import Scope
from wijksim.submodels.base import Submodel
from wijksim.submodels.self_organisation_drive import chance_to_begin, drive_by_place
from wijksim.submodels.self_organisation_groups import (
    CAUSES,
    NO_SUCCESSOR,
    PLACE_CLOSED,
    activities,
    endings,
    let_go,
    live_week,
)
from wijksim.submodels.self_organisation_keys import (
    ask_for_keys,
    free_of_keeping,
    hold_keys,
    move_in,
    waits_for_keys,
)
from wijksim.submodels.self_organisation_parameters import PARAMETERS

BEGINS: Final = decision("self_organisation.begins")
FOUND: Final = decision("self_organisation.found_at_the_start")
ENDS: Final = decision("self_organisation.ends")
MOVES: Final = decision("self_organisation.moves")
TAKES_OVER: Final = decision("self_organisation.takes_over")

WEEKS_BETWEEN_LOOKS: Final = 4
"""The drive at places is added up once in so many weeks; it moves slowly."""
PLACE_BITS: Final = 10
"""Bits of an initiative's id that name its place; the rest is the week of its start."""
COMMUNITY_WORKER: Final = int(Discipline.COMMUNITY_WORKER)
PLACES_PAYER: Final = PAYERS.index("municipality_places")


class SelfOrganisation(Submodel):
    """Residents' initiatives: they begin, grow and end; places wear and are repaired."""

    name = "self_organisation"
    represents = "residents' initiatives, and the upkeep of places"
    reads = (
        "residents.present", "residents.birth_week", "residents.energy", "residents.skills",
        "residents.support_network", "residents.habit", "residents.id",
        "places.kind", "places.open", "places.open_hours", "places.capacity",
        "places.informality", "places.owner", "places.cost", "places.cell",
        "places.vacant", "places.opened_week", "places.closed_week",
        "professionals.present", "professionals.finder", "professionals.discipline",
        "professionals.hours_direct",
    )  # fmt: skip
    writes = (
        "initiatives.present", "initiatives.id", "initiatives.started_week",
        "initiatives.ended_week", "initiatives.place", "initiatives.coordinator",
        "initiatives.members", "initiatives.energy", "initiatives.coordinator_load",
        "initiatives.dependence", "initiatives.captured", "initiatives.activity_hours",
        "initiatives.replacing_hours", "initiatives.keeping_hours", "places.activity_hours",
        "places.upkeep", "places.kept", "places.keeper",
    )  # fmt: skip
    adds_to = ("municipality.cost",)
    levers = (
        "initiatives.money", "initiatives.hours", "initiatives.rules", "initiatives.replacement",
        "places.upkeep",
    )  # fmt: skip
    parameters = PARAMETERS
    links = ("R7.ties", "R7.members")
    draws = (
        "self_organisation.begins", "self_organisation.found_at_the_start",
        "self_organisation.ends", "self_organisation.moves", "self_organisation.takes_over",
        "self_organisation.takes_keys",
    )  # fmt: skip

    def initialise(self, w: Scope) -> None:
        """Empty tables, but for the initiatives that are there already.

        A place has one with the chance that beginnings and endings would leave one there.
        """
        places = len(w.places.open)
        self._willing = np.zeros(places)
        self._drive = np.zeros(places)
        self._best = np.zeros(places)
        self._organiser = np.full(places, NOBODY, np.int32)
        self._busy = np.zeros(len(w.residents.present), np.uint8)
        self._cause = np.zeros(len(w.initiatives.present), np.int8)
        self._pool = np.zeros(len(w.initiatives.present), np.float32)
        self._look(w, w.residents.support_network)
        leave = per_week(w.p.exit)
        for place in np.flatnonzero(self._drive > 0.0):
            come = self._chance(w, int(place))
            if come + leave > 0.0 and uniform(w.key, FOUND, 0, int(place), 0) < come / (
                come + leave
            ):
                self._begin(w, int(place))

    def arrive(self, w: Scope, rows: np.ndarray[Any, Any]) -> None:
        """Who left the neighbourhood, or died, no longer coordinates anything."""
        let_go(rows, w.initiatives.coordinator)
        let_go(rows, self._organiser)

    def step(self, w: Scope) -> None:
        """Places wear and are repaired; groups live a week; some end; some begin."""
        self._keep_places(w)
        if w.week % WEEKS_BETWEEN_LOOKS == 0:
            self._look(w, w.link("R7.ties", w.residents.support_network))
        self._live(w)
        ask_for_keys(w, self._lends_itself(w))
        move_in(w)
        self._end(w)
        hold_keys(w)
        if w.week % WEEKS_BETWEEN_LOOKS == 0 and w.weeks_since_start > 0:
            self._start(w)
        self._act(w)

    def _keep_places(self, w: Scope) -> None:
        """Upkeep is shared by the open places of municipality and residents; costs are booked."""
        places, p = w.places, w.p
        town = (places.owner == int(PlaceOwner.MUNICIPALITY)) & (places.open == 1)
        common = (places.owner == int(PlaceOwner.RESIDENTS)) & (places.open == 1)
        kept = town | common
        money, shared_by = float(w.lever("places.upkeep")), int(kept.sum())
        wear = one_minus_exp(per_week(p.wear))
        places.upkeep[kept] *= 1.0 - wear
        spent = 0.0
        if shared_by and money > 0.0:
            repair = one_minus_exp(per_week(money / shared_by) / p.renewal_cost)
            places.upkeep[kept] += repair * (1.0 - places.upkeep[kept])
            spent = money
        rent = float(places.cost[town].sum() + p.residents_places * places.cost[common].sum())
        w.municipality.cost[0, PLACES_PAYER] += per_week(spent + rent)
        if w.initiatives.present.any():
            w.municipality.cost[0, PLACES_PAYER] += per_week(float(w.lever("initiatives.money")))

    def _lends_itself(self, w: Scope) -> np.ndarray[Any, Any]:
        """Which places lend themselves, open or not: informal enough, and nobody's own kitchen."""
        places = w.places
        lends: np.ndarray[Any, Any] = (places.informality >= w.p.informal_enough) & (
            places.kind != int(PlaceKind.KITCHEN_TABLE)
        )
        return lends

    def _suits(self, w: Scope) -> np.ndarray[Any, Any]:
        """Which places lend themselves and are open."""
        suits: np.ndarray[Any, Any] = (w.places.open == 1) & self._lends_itself(w)
        return suits

    def _look(self, w: Scope, ties: np.ndarray[Any, Any]) -> None:
        """Add up who is willing and who could organise, by place."""
        r, p, group = w.residents, w.p, w.initiatives
        self._busy[:] = 0
        self._busy[group.coordinator[(group.present == 1) & (group.coordinator >= 0)]] = 1
        born_before = w.week - int(p.adult_from * WEEKS_PER_YEAR)
        drive_by_place(
            r.present, r.birth_week, born_before, r.energy, r.skills, ties, r.habit, p.ties_half,
            self._suits(w), self._busy, self._willing, self._drive, self._best,
            self._organiser,
        )  # fmt: skip

    def _money(self, w: Scope) -> float:
        """Money for each living group, EUR/year: all get the same."""
        return float(w.lever("initiatives.money")) / max(1, int(w.initiatives.present.sum()))

    def _hours(self, w: Scope) -> float:
        """Hours of community workers for each living group, h/week: all get the same.

        No more than they gave: who asks for more than there is gets what is.
        """
        living, staff = max(1, int(w.initiatives.present.sum())), w.professionals
        helps = (staff.present == 1) & (staff.finder == 1) & (staff.discipline == COMMUNITY_WORKER)
        given = float(staff.hours_direct[helps].sum(dtype=np.float64))
        return min(float(w.lever("initiatives.hours")), given) / living

    def _live(self, w: Scope) -> None:
        group, p = w.initiatives, w.p
        if not group.present.any():
            return
        at = np.bincount(group.place[group.present == 1], minlength=self._willing.size)
        self._pool[:] = self._willing[group.place] / np.maximum(at[group.place], 1)
        hours, money = self._hours(w), self._money(w)
        live_week(
            group.present, group.place, group.coordinator, self._pool, w.places.capacity,
            w.residents.skills, hours, money, float(w.lever("initiatives.rules")),
            float(w.lever("initiatives.replacement")), p.hour_price, WEEKS_PER_YEAR,
            p.largest_group, p.joining, p.member_hours, p.work_base, p.work_member, p.work_form,
            p.work_replacement, p.bearable, p.bearable_skills, p.load_most, p.load_weeks,
            p.dependence_weeks, p.renewal, p.fatigue, p.overload, p.capture, p.release,
            group.members, group.energy, group.coordinator_load, group.dependence,
            group.captured,
        )  # fmt: skip

    def _end(self, w: Scope) -> None:
        """End the groups whose place closed, that nobody coordinates, or whose time has come.

        A group may find another place, or another coordinator.
        """
        group, p = w.initiatives, w.p
        doubtful = endings(
            w.key, ENDS, w.week, group.present, group.id, group.place, group.coordinator,
            w.places.open, group.coordinator_load, group.captured, group.dependence,
            group.members, p.smallest, per_week(p.exit), per_week(p.exit_overload),
            per_week(p.exit_capture), per_week(p.exit_dependence), self._cause,
        )  # fmt: skip
        for i in np.flatnonzero(self._cause) if doubtful else ():
            cause = int(self._cause[i])
            if cause == PLACE_CLOSED and (waits_for_keys(w, int(i)) or self._move(w, int(i))):
                continue
            if cause == NO_SUCCESSOR and self._succeed(w, int(i)):
                continue
            self._stop(w, int(i), CAUSES[cause])

    def _move(self, w: Scope, i: int) -> bool:
        """Whether a group finds another place, the nearest one that suits; large ones sooner."""
        group, cell, width = w.initiatives, w.places.cell, w.grid.width
        suits = np.flatnonzero(self._suits(w))
        members, old = float(group.members[i]), int(group.place[i])
        chance = members / (members + w.p.moving_half)
        if not suits.size or uniform(w.key, MOVES, w.week, int(group.id[i]), 0) >= chance:
            return False
        across = cell[suits] % width - cell[old] % width
        down = cell[suits] // width - cell[old] // width
        group.place[i] = suits[np.argmin(across * across + down * down)]
        w.log("initiative moved", subject="initiatives", ids=int(group.id[i]),
              cause="its place closed", by="places", by_ids=old,
              value=float(group.place[i]))  # fmt: skip
        return True

    def _succeed(self, w: Scope, i: int) -> bool:
        """Whether a new coordinator is found; the more likely the more members there are."""
        group = w.initiatives
        heir = int(self._organiser[group.place[i]])
        if heir == NOBODY or w.residents.present[heir] == 0 or self._busy[heir]:
            return False
        members = float(group.members[i])
        found = members / (members + w.p.succession_half)
        if uniform(w.key, TAKES_OVER, w.week, int(group.id[i]), 0) >= found:
            return False
        group.coordinator[i], group.coordinator_load[i], self._busy[heir] = heir, 0.0, 1
        w.log("initiative handed over", subject="initiatives", ids=int(group.id[i]),
              cause="the coordinator left", by="residents", by_ids=int(w.residents.id[heir]),
              value=members)  # fmt: skip
        return True

    def _stop(self, w: Scope, i: int, cause: str) -> None:
        group = w.initiatives
        led = int(group.coordinator[i])
        by_someone = led != NOBODY and cause != CAUSES[PLACE_CLOSED]
        w.log("initiative ended", subject="initiatives", ids=int(group.id[i]), cause=cause,
              by="residents" if by_someone else "places",
              by_ids=int(w.residents.id[led]) if by_someone else int(group.place[i]),
              value=float(group.members[i]))  # fmt: skip
        group.present[i], group.ended_week[i], group.coordinator[i] = 0, w.week, NOBODY
        for column in (group.members, group.energy, group.coordinator_load, group.dependence,
                       group.captured, group.activity_hours, group.replacing_hours,
                       group.keeping_hours):  # fmt: skip
            column[i] = 0.0

    def _chance(self, w: Scope, place: int) -> float:
        """Beginnings a week at this place."""
        group, p = w.initiatives, w.p
        engaged = float(group.members[(group.present == 1) & (group.place == place)].sum())
        return chance_to_begin(
            float(self._drive[place]), engaged, p.drive_enough, per_week(p.starts_most)
        )

    def _start(self, w: Scope) -> None:
        """At each place with drive something may begin; one draw for all weeks since last time.

        Not in the first week of a run, for which `initialise` drew: an id is a place and a week.
        """
        for place in np.flatnonzero(self._drive > 0.0):
            begins = one_minus_exp(WEEKS_BETWEEN_LOOKS * self._chance(w, int(place)))
            if uniform(w.key, BEGINS, w.week, int(place), 0) < begins:
                self._begin(w, int(place))

    def _begin(self, w: Scope, place: int) -> None:
        """A new group at this place, when somebody can coordinate it and the table has room."""
        group, p, led = w.initiatives, w.p, int(self._organiser[place])
        free = np.flatnonzero(group.present == 0)
        if led == NOBODY or w.residents.present[led] == 0 or self._busy[led] or not free.size:
            return
        i = int(free[0])
        group.present[i], group.place[i], group.coordinator[i] = 1, place, led
        group.id[i] = (w.week << PLACE_BITS) | place
        group.started_week[i] = w.week
        group.members[i], group.energy[i] = p.founders, p.energy_start
        group.coordinator_load[i] = group.dependence[i] = group.captured[i] = 0.0
        self._busy[led] = 1
        w.log("initiative began", subject="initiatives", ids=int(group.id[i]),
              cause="energy, skills and ties met at a place", by="residents",
              by_ids=int(w.residents.id[led]), value=float(self._drive[place]))  # fmt: skip

    def _act(self, w: Scope) -> None:
        group, p = w.initiatives, w.p
        money = self._money(w) * (1.0 - w.p.unaccounted / (1.0 + w.lever("initiatives.rules")))
        members = free_of_keeping(w, w.link("R7.members", group.members))
        activities(
            group.present, group.place, members, group.energy,
            group.captured, w.places.open_hours * w.places.open, money, p.member_hours,
            p.people_per_hour, p.money_share, p.money_half, group.activity_hours,
            group.replacing_hours, w.places.activity_hours,
        )  # fmt: skip


class NoSelfOrganisation(Submodel):
    """No initiatives; places stay as they are."""

    name = "self_organisation"
    represents = "no residents' initiatives"
    writes = SelfOrganisation.writes
