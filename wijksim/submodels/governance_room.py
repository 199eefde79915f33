"""Room to experiment: claimed by the front, conceded on evidence, taken back in fear.

Represents: those who work claim room as far as they have new practices, trust each other across
employers and find time to reflect. What they can show (practices, and waiting that fell) makes the
municipality concede, as far as it is willing. Poor figures and leaks make an unwilling
municipality take room back. A position is secured after a quarter with room enough.
Source: DRIFT 2014 (room was negotiated, a position secured); the form from the mechanisms of the
project; all numbers are assumptions. Leaves out: who negotiates, and alliances in the city council.
"""

from __future__ import annotations

import numpy as np

from wijksim.core.calendar import half_life_to_weekly_decay
from wijksim.core.elementary import one_minus_exp
from wijksim.entities.world import Scope
from wijksim.submodels.governance_figures import trust_at_work

TOLD = 0.005
"""Changes of room smaller than this are not written into the log."""


def practice(w: Scope) -> float:
    """Mean of the new practices of those who carry cases, 0 to 1."""
    people = w.professionals
    workers = (people.present == 1) & (people.finder == 0)
    return float(people.practices[workers].astype(np.float64).mean()) if workers.any() else 0.0


def reflection(w: Scope) -> float:
    """Hours a worker really spent on reflection, on the way to enough: 0 to 1."""
    people = w.professionals
    workers = (people.present == 1) & (people.finder == 0)
    if not workers.any():
        return 0.0
    hours = float(people.reflected_hours[workers].astype(np.float64).mean())
    return hours / (hours + float(w.p.reflection_half))


def evidence(w: Scope) -> float:
    """What the front can show, 0 to 1: new practices, and waiting that fell in half a year."""
    figures = w.municipality.figures[0]
    now, before = float(figures[0]), float(figures[-1])
    fell = max(0.0, 1.0 - now / before) if before > 0.0 else 0.0
    return 1.0 - (1.0 - practice(w)) * (1.0 - fell)


def negotiate(w: Scope, weeks: int) -> None:
    """Claim, show and concede, or take back; `weeks` is the time since the last talk."""
    town, people, p = w.municipality, w.professionals, w.p
    trust = trust_at_work(
        people.present, people.finder, people.employer, w.pairs.contacts, w.pairs.trust
    )
    strength = practice(w) * trust * reflection(w)
    wanted = strength / (strength + p.claim_half)
    kept = (1.0 - half_life_to_weekly_decay(p.claim_half_life)) ** weeks
    claimed, conceded = float(town.room_claimed[0]), float(town.room_conceded[0])
    claim = claimed * kept + wanted * (1.0 - kept)
    shown = evidence(w)
    will = w.lever("room.willingness")
    granted = will * shown * p.concession * max(0.0, claim - conceded)
    fear = float(one_minus_exp(float(town.seen_gap[0])))
    taken = p.withdrawal * (1.0 - will) * fear * conceded
    town.room_claimed[0] = claim
    town.room_conceded[0] = conceded + granted - taken
    if claim - claimed > TOLD:
        w.log("room claimed", subject="municipality", ids=0, cause="practice, trust and reflection",
              by="professionals", value=claim)  # fmt: skip
    if granted - taken > TOLD:
        w.log("room conceded", subject="municipality", ids=0, cause="evidence shown",
              by="municipality", by_ids=0, value=town.room_conceded[0])  # fmt: skip
    elif taken - granted > TOLD:
        w.log("room taken back", subject="municipality", ids=0, cause="figures short of the norm",
              by="municipality", by_ids=0, value=town.room_conceded[0])  # fmt: skip


def answer_leaks(w: Scope) -> None:
    """A leak brings rules as far as control is the reaction, and costs room without the will."""
    leaks = np.flatnonzero(w.professionals.leaked == 1)
    if leaks.size == 0:
        return
    town = w.municipality
    before = float(town.reflex[0])
    town.reflex[0] += (1.0 - town.reflex[0]) * w.p.leak_reflex * w.lever("governance.control")
    town.room_conceded[0] *= 1.0 - w.p.leak_room * (1.0 - w.lever("room.willingness"))
    if town.reflex[0] > before:
        w.log("rules after a leak", subject="municipality", ids=0, cause="leak",
              by="professionals", by_ids=w.professionals.id[leaks[0]],
              value=town.reflex[0])  # fmt: skip


def secure(w: Scope) -> None:
    """Count the weeks with room enough; the first time that they suffice is kept for good."""
    town = w.municipality
    enough = bool(town.room_conceded[0] >= w.p.room_secured)
    had = int(town.room_weeks[0])
    town.room_weeks[0] = min(had + 1, int(w.p.secured_weeks)) if enough else 0
    if town.room_weeks[0] >= w.p.secured_weeks > had:
        w.log("position secured", subject="municipality", ids=0, cause="room for long enough",
              by="professionals", value=town.room_conceded[0])  # fmt: skip
        if town.secured_week[0] < w.week - w.weeks_since_start:
            town.secured_week[0] = w.week
    elif had >= w.p.secured_weeks and not enough:
        w.log("position lost", subject="municipality", ids=0, cause="room taken back",
              by="municipality", by_ids=0, value=town.room_conceded[0])  # fmt: skip
