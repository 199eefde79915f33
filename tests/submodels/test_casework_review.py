"""What a plan claims while it lasts, and contacts between those who share a case."""

import numpy as np
import pytest
from casework_worlds import ask, begin, live, neighbourhood, open_rows

from wijksim.entities.domains import DEBT, SUPPORT

STAY = {"casework.withdrawing": 0.0}
"""Nobody in line gives up."""


@pytest.mark.parametrize(("share", "lowered"), [(0.0, 0), (0.5, 30), (1.0, 60)])
def test_a_review_makes_help_smaller_where_need_is_lighter_in_the_share_that_is_told(
    share: float, lowered: int
) -> None:
    w = neighbourhood(residents=60, staff=60, parameters=STAY | {"casework.scaling_down": share})
    model, seen = begin(w)
    ask(w, np.arange(60), severity=0.7)
    live(w, model, seen, weeks=4)
    planned = w.requests.claim[open_rows(w)].copy()
    w.residents.need[:, SUPPORT] = 0.35
    live(w, model, seen, weeks=8)
    assert (w.requests.claim[open_rows(w)] == planned).all(), "before the first review"
    live(w, model, seen, weeks=6)
    smaller = int((w.requests.claim[open_rows(w)] < planned).sum())
    assert abs(smaller - lowered) <= (12 if 0 < share < 1 else 0)


def test_a_review_makes_help_more_wherever_need_has_grown() -> None:
    w = neighbourhood(residents=9, staff=9, parameters=STAY | {"casework.scaling_down": 0.0})
    model, seen = begin(w)
    ask(w, np.arange(9), severity=0.35)
    live(w, model, seen, weeks=4)
    w.residents.need[:, SUPPORT] = 0.7
    live(w, model, seen, weeks=14)
    assert (w.requests.rung[open_rows(w)] == 2).all()


def test_hours_of_coordination_go_with_the_number_that_makes_contacts_on_cases() -> None:
    """The number by which cooperation lets colleagues meet: without contacts no hours for them."""
    asked = []
    for contacts in (0.0, 0.2, 0.4):
        w = neighbourhood(
            residents=8, institutions=4, staff=2,
            parameters=STAY | {"cooperation.case_contacts": contacts},
        )  # fmt: skip
        w.institutions.domain[:] = np.eye(4, dtype=np.uint8)
        w.professionals.competence[:] = np.repeat(np.eye(4), 2, axis=0)
        model, seen = begin(w)
        for domain in (SUPPORT, DEBT):
            ask(w, np.arange(8), domain=domain)
        live(w, model, seen, weeks=25)
        asked.append(float(w.professionals.hours_coordination.sum()))
    assert asked[0] == 0.0 < asked[1]
    assert asked[2] == pytest.approx(2 * asked[1])
