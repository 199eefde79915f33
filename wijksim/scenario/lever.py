"""What a lever is: a physical quantity that a policy can set at any date, never a virtue."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Lever:
    """One lever: its unit and bounds, or its choices, and what it does in plain words.

    `costs` and `helps` name its one channel of cost and its one channel of benefit in words,
    `cost_in` and `help_in` the column of the state in which each is seen first; `moves` is the
    state variable that it moves directly.
    """

    name: str
    unit: str
    en: str
    nl: str
    costs: str
    helps: str
    moves: str
    cost_in: str
    help_in: str
    bounds: tuple[float, float] = (0.0, 1.0)
    choices: tuple[str, ...] = ()
