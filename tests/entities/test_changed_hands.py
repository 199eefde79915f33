"""Rows that changed hands: who left and who came this week."""

import numpy as np

from wijksim.entities.changed_hands import changed_hands


def test_who_came_and_who_left_this_week_is_listed_once_and_in_order() -> None:
    # Row 0 came long ago, 1 came now, 2 left now, 3 was left and entered now, 4 left last week.
    arrived = np.array([-100_000, 700, 500, 700, 500], dtype=np.int32)
    left = np.array([-100_000, -100_000, 700, 700, 699], dtype=np.int32)
    room = np.empty(6, dtype=np.int32)
    assert room[: changed_hands(arrived, left, 700, room)].tolist() == [1, 2, 3]


def test_in_a_quiet_week_nobody_is_listed() -> None:
    never = np.full(3, -100_000, dtype=np.int32)
    assert changed_hands(never, never, 700, np.empty(4, dtype=np.int32)) == 0
    assert changed_hands(never[:0], never[:0], 700, np.empty(1, dtype=np.int32)) == 0
