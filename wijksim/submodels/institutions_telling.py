"""What the event log tells of posts: who took one, left one, or went over, why and by whom.

Represents: nothing of its own; the log follows what staff and endings do. Who resigned is known by
the same draw that made them resign.
Source: none. Leaves out: posts that are struck or opened while nobody fills them.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from wijksim.core.randomness import uniform4
from wijksim.entities.world import Scope
from wijksim.submodels.institutions_staff import STAY

Rows = NDArray[np.intp]


def filled(w: Scope) -> NDArray[Any]:
    """The employer of each post before staff come and go, for `tell_of_staff`."""
    employers: NDArray[Any] = w.professionals.employer.copy()
    return employers


def tell_of_staff(w: Scope, before: NDArray[Any]) -> None:
    """Tell who resigned or was redundant, by the employer they left, and who went over to whom."""
    people = w.professionals
    gone = np.flatnonzero((people.left_week == w.week) & (people.present == 0))
    drawn = np.array([uniform4(w.key, STAY, w.week, int(post), 0)[0] for post in gone])
    resigned = drawn < people.quit_hazard[gone]
    for cause, rows in (("resigned", gone[resigned]), ("redundant", gone[~resigned])):
        tell(w, "left", rows, cause, before[rows])
    over = np.flatnonzero((people.present == 1) & (people.joined_week < w.week)
                          & (people.employer != before))  # fmt: skip
    tell(w, "went over", over, "redundant", people.employer[over])


def tell(w: Scope, kind: str, rows: Rows, cause: str, by: Any) -> None:
    """Log a change of post of these rows, by these institutions."""
    people = w.professionals
    w.log(kind, subject="professionals", ids=people.id[rows], cause=cause, by="institutions",
          by_ids=by, value=people.hours[rows])  # fmt: skip


def staff_of(w: Scope, institution: int) -> Rows:
    """The filled posts of an institution."""
    people = w.professionals
    return np.flatnonzero((people.employer == institution) & (people.present == 1))
