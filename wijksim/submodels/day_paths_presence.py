"""Day paths, third idea: where professionals are when residents could meet them.

Represents: a post has a base. Finders stand where their trade puts them (practice, school, garden,
community centre; police, district nurse and housing officer on the street). Others spend their
outreach hours at the place of their team or employer when residents come there by habit, and
otherwise on the street. An office where nobody comes by habit gives no meetings.

Source: assumption, after the descriptions of finders and outreach in the essay and in Movisie's
polls on what the time of teams goes to. Hours are those that casework left last week.
Leaves out: several bases a week, appointments, home visits (they belong to casework).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from wijksim.core.compile import inline_kernel, kernel
from wijksim.entities.domains import NOBODY, Discipline, PlaceKind
from wijksim.submodels.day_paths_habits import OPTION_OF_KIND

COMMUNITY_WORKER: Final = int(Discipline.COMMUNITY_WORKER)
STREET_KIND: Final = int(PlaceKind.STREET)
STAND_OF_DISCIPLINE: Final = np.full(max(Discipline) + 1, STREET_KIND, dtype=np.int8)
STAND_OF_DISCIPLINE[Discipline.GP] = PlaceKind.GP_PRACTICE
STAND_OF_DISCIPLINE[Discipline.TEACHER] = PlaceKind.SCHOOL
STAND_OF_DISCIPLINE[Discipline.GARDENER] = PlaceKind.GARDEN
STAND_OF_DISCIPLINE[Discipline.COMMUNITY_WORKER] = PlaceKind.COMMUNITY_CENTRE


@inline_kernel
def _open_place_of(
    kind: NDArray[np.int8], is_open: NDArray[np.uint8], wanted: int, who: int
) -> int:
    """One open place of a kind, the same for the same person; NOBODY when there is none."""
    count = 0
    for place in range(kind.shape[0]):
        if kind[place] == wanted and is_open[place] == 1:
            count += 1
    if count == 0:
        return NOBODY
    turn = np.int64(who) % count
    for place in range(kind.shape[0]):
        if kind[place] == wanted and is_open[place] == 1:
            if turn == 0:
                return place
            turn -= 1
    return NOBODY


@kernel
def stand(
    present: NDArray[np.uint8],
    ids: NDArray[np.uint32],
    discipline: NDArray[np.int8],
    finder: NDArray[np.uint8],
    employer: NDArray[np.int16],
    team: NDArray[np.int16],
    employer_place: NDArray[np.int16],
    team_present: NDArray[np.uint8],
    team_place: NDArray[np.int16],
    kind: NDArray[np.int8],
    is_open: NDArray[np.uint8],
    base: NDArray[np.int16],
) -> None:
    """Give every filled post its base (row of a place), NOBODY for an empty post."""
    for post in range(present.shape[0]):
        base[post] = NOBODY
        if present[post] == 0:
            continue
        own = NOBODY
        if team[post] >= 0 and team_present[team[post]] == 1:
            own = team_place[team[post]]
        elif employer[post] >= 0:
            own = employer_place[employer[post]]
        usable = own >= 0 and is_open[own] == 1
        if finder[post] == 1:
            wanted = STAND_OF_DISCIPLINE[discipline[post]]
            if usable and kind[own] == wanted:
                base[post] = own
                continue
            base[post] = _open_place_of(kind, is_open, wanted, ids[post])
        elif usable and OPTION_OF_KIND[kind[own]] >= 0:
            base[post] = own
        if base[post] < 0:
            base[post] = _open_place_of(kind, is_open, STREET_KIND, ids[post])


@kernel
def presence(
    base: NDArray[np.int16],
    finder: NDArray[np.uint8],
    contract: NDArray[np.float32],
    absence: NDArray[np.float32],
    hours_outreach: NDArray[np.float32],
    discipline: NDArray[np.int8],
    hours_direct: NDArray[np.float32],
    professional_hours: NDArray[np.float32],
    worker_begin: NDArray[np.int32],
    workers: NDArray[np.int32],
    hours_until: NDArray[np.float64],
) -> None:
    """Hours of professionals at each place, and who they are, sorted by place.

    A finder is there for the contract less absence, a community worker less the hours given to
    initiatives as well; anyone else for the outreach hours only.
    """
    places = professional_hours.shape[0]
    count = 0
    for place in range(places):
        worker_begin[place] = count
        total = 0.0
        for post in range(base.shape[0]):
            if base[post] == place:
                hours = float(hours_outreach[post])
                if finder[post] == 1:
                    hours = contract[post] * (1.0 - absence[post])
                    if discipline[post] == COMMUNITY_WORKER:
                        hours = max(0.0, hours - hours_direct[post])
                if hours > 0.0:
                    total += hours
                    workers[count] = post
                    hours_until[count] = total
                    count += 1
        professional_hours[place] = total
    worker_begin[places] = count
