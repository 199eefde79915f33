"""Watching small worlds: weeks in which a test moves the world by hand and an observer looks on.

As in the model an observer starts before the first week that it sees, in that same week.
"""

from collections.abc import Callable

from worlds import small_world

from wijksim.entities.world import Scope, World
from wijksim.outcomes.base import ALL, Observer, Row

Figures = dict[tuple[str, str], float]


def nothing(_: World) -> None:
    """Nothing happens this week."""


class Watch:
    """An observer of a world, and what it has said."""

    def __init__(self, world: World, observer: Observer, *, weeks_ahead: int = 0) -> None:
        self.world, self.observer = world, observer
        self.scope = Scope(world=world, declared=observer)
        for _ in range(weeks_ahead):
            observer.look_ahead(self.scope)
            world.week += 1
        self.looked = False
        observer.start(self.scope)

    def weeks(self, count: int, happen: Callable[[World], None] = nothing) -> "Watch":
        """Let weeks pass in each of which something happens."""
        for _ in range(count):
            self.world.week += self.looked
            self.looked = True
            happen(self.world)
            self.observer.observe(self.scope)
        return self

    def figures(self) -> Figures:
        """The figures of the quarter, by outcome and group."""
        return table(self.observer.close_period(self.scope))

    def final(self) -> Figures:
        """The figures of the run, by outcome and group."""
        return table(self.observer.final(self.scope))

    def figure(self, outcome: str, group: str = ALL) -> float:
        """One figure of the quarter, which ends with it."""
        return self.figures()[outcome, group]


def table(rows: list[Row]) -> Figures:
    found = {(outcome, group): value for outcome, group, value in rows}
    assert len(found) == len(rows), "a figure is given twice"
    return found


__all__ = ["Figures", "Watch", "nothing", "small_world", "table"]
