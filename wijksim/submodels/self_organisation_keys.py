"""Self-organisation, third idea: residents take over a place that was given up, and keep it open.

Represents: an initiative without a roof of its own (its place is closed, or it shares one) asks for
the keys of a vacant place that lends itself, when its members have more hours than the place asks.
Keeping it open takes those hours away from activities. All groups that meet there share the work.
When no group is left there, or together they lack the hours, the keys go back.

Source: essay (DRIFT 2014), intermezzo, for a centre run by residents; form and sizes are
assumptions: the more hours there are to spare, the sooner, and never without any.
Leaves out: whether the municipality wants to part with the place, a rent that residents negotiate,
a lease that ends, neighbours who never belonged to a group and begin one in an empty house, and
the extra load on a coordinator who has a house to run.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from wijksim.core.calendar import per_week
from wijksim.core.elementary import one_minus_exp
from wijksim.core.randomness import decision, uniform
from wijksim.entities.domains import NOBODY, Vacancy
from wijksim.entities.world import Scope

TAKES_KEYS: Final = decision("self_organisation.takes_keys")

Numbers = np.ndarray[Any, Any]


def own_hours(w: Scope) -> Numbers:
    """Hours a week that the members of each group give themselves; 0 where no group lives."""
    group = w.initiatives
    hours: Numbers = (
        (group.present == 1) * group.members.astype(np.float64) * group.energy * w.p.member_hours
    )
    return hours


def chance_of_keys(spare: float, asked: float, most: float) -> float:
    """Takings a week of a vacant place: `most` with hours in plenty, half of it at `asked`.

    `spare` is what groups without a roof of their own have left after keeping it, in h/week.
    """
    return most * spare / (spare + asked) if spare > 0.0 else 0.0


def ask_for_keys(w: Scope, fits: Numbers) -> None:
    """At most one group asks for the keys of each vacant place; it moves when the place opens.

    `fits` tells of every place whether it lends itself to initiatives, open or not. One draw by
    place and week decides whether somebody asks and who: each by the hours it has to spare.
    """
    places, group, p = w.places, w.initiatives, w.p
    places.kept[_shut_this_week(w)] = 0
    vacant = (places.vacant == Vacancy.VACANT) & (places.open == 0) & (places.kept == 0) & fits
    for place in np.flatnonzero(vacant):
        spare = np.where(_without_a_roof(w), np.maximum(own_hours(w) - p.keys_hours, 0.0), 0.0)
        total = float(spare.sum())
        asks = one_minus_exp(chance_of_keys(total, p.keys_hours, per_week(p.takeovers)))
        chance = uniform(w.key, TAKES_KEYS, w.week, int(place), 0)
        if chance < asks:
            who = int(np.searchsorted(np.cumsum(spare), chance / asks * total, side="right"))
            places.kept[place], places.keeper[place] = 1, group.id[who]


def move_in(w: Scope) -> None:
    """An initiative whose place has opened for it goes there."""
    places, group = w.places, w.initiatives
    for place in np.flatnonzero((places.kept == 1) & (places.opened_week == w.week)):
        comes = (group.present == 1) & (group.id == places.keeper[place]) & (group.place != place)
        for i in np.flatnonzero(comes):
            w.log("initiative moved", subject="initiatives", ids=int(group.id[i]),
                  cause="it took over a place", by="residents",
                  by_ids=int(w.residents.id[group.coordinator[i]])
                  if group.coordinator[i] != NOBODY else NOBODY,
                  value=float(place))  # fmt: skip
            group.place[i] = place


def waits_for_keys(w: Scope, i: int) -> bool:
    """Whether a group without an open place has the keys of one that opens next, or again."""
    places = w.places
    return bool(((places.kept == 1) & (places.keeper == w.initiatives.id[i])).any())


def hold_keys(w: Scope) -> None:
    """Groups that meet in a house of their own keep it open, with hours for it; or keys go back."""
    places, group, asked = w.places, w.initiatives, w.p.keys_hours
    group.keeping_hours[:] = 0.0
    for place in np.flatnonzero(places.kept == 1):
        hours = own_hours(w)
        if places.open[place] == 0:
            known = (group.present == 1) & (group.id == places.keeper[place])
            places.kept[place] = known.any()
            continue
        hours[group.place != place] = 0.0
        total = float(hours.sum())
        if total < asked or total <= 0.0:
            places.kept[place] = 0
            continue
        group.keeping_hours[:] += hours * (asked / total)
        if not ((hours > 0.0) & (group.id == places.keeper[place])).any():
            places.keeper[place] = group.id[int(np.argmax(hours))]


def free_of_keeping(w: Scope, members: Numbers) -> Numbers:
    """The members of each group, less the part whose hours go to keeping a place open."""
    if not w.initiatives.keeping_hours.any():
        return members
    own = own_hours(w)
    free: Numbers = 1.0 - w.initiatives.keeping_hours / np.where(own > 0.0, own, 1.0)
    return (members * np.maximum(free, 0.0)).astype(members.dtype)


def _without_a_roof(w: Scope) -> Numbers:
    """Living groups with a coordinator whose place is closed or shared, and that keep none."""
    places, group = w.places, w.initiatives
    lives = group.present == 1
    at = np.bincount(group.place[lives], minlength=len(places.open))
    lacks: Numbers = (
        lives
        & (group.coordinator != NOBODY)
        & ((places.open[group.place] == 0) | (at[group.place] > 1))
        & ~np.isin(group.id, places.keeper[places.kept == 1])
    )
    return lacks


def _shut_this_week(w: Scope) -> Numbers:
    """Kept places that a dated entry closed by their name, or that are nobody's to keep any more.

    An emergency leaves the keys where they are.
    """
    places = w.places
    shut = (places.open == 0) & (places.closed_week == w.week) & (places.vacant != Vacancy.SHUT)
    gone: Numbers = (places.kept == 1) & (shut | (places.vacant == Vacancy.NONE))
    return gone
