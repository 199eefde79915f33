"""The lines that do again what a page with two runs shows, on the command line and in Python.

Represents: the same two runs, with the page's own luck. A comparison over many pairs is another
question; its command stands on the page that compares. The command line keeps the figures of a run
and, where the page tells events, its log; Python gives what the page itself draws from.
"""

from __future__ import annotations

from collections.abc import Sequence

from wijksim.core.calendar import monday_of


def run_lines(
    names: Sequence[str], *, seed: int, week: int | None = None, events: bool = False
) -> str:
    """Commands that live each scenario once, to its end or through a week, with or without a log.

    >>> print(run_lines(["carnisse/mixed"], seed=0, events=True))
    wijksim run carnisse/mixed --seed 0 --events
    """
    until = "" if week is None else f" --until {monday_of(week).isoformat()}"
    log = " --events" if events else ""
    return "\n".join(f"wijksim run {name} --seed {seed}{until}{log}" for name in names)


def lives_lines(names: Sequence[str], *, seed: int, person: int) -> str:
    """Python that gives both lives of a resident, who has a number from 0 on."""
    return (
        "import wijksim\n"
        "from wijksim.dashboard.lives import record_lives\n"
        "from wijksim.dashboard.lives_told import life\n"
        f"{_both(names)}\n"
        f"lives = record_lives(both, seed={seed})\n"
        f"one, other = (life(lives, side, {person}) for side in (0, 1))  # resident {person + 1}\n"
        "one.moments, other.moments"
    )


def cooperation_lines(names: Sequence[str], *, seed: int, moment: int, year: int) -> str:
    """Python that gives contacts, trust and courses at a moment and the requests of a year."""
    return (
        "import wijksim\n"
        "from wijksim.dashboard.cooperation import record_cooperation\n"
        f"{_both(names)}\n"
        f"found = record_cooperation(both, seed={seed})\n"
        "for side in found.sides:\n"
        f"    print(side.contacts[{moment}], side.trust[{moment}], side.courses[{moment}])\n"
        f"    print(side.travels[found.years.index({year})])"
    )


def map_lines(names: Sequence[str], *, seed: int, week: int) -> str:
    """Python that gives what the colours of the map stand for, after a week."""
    return (
        "import wijksim\n"
        f"for name in {tuple(names)!r}:\n"
        f"    model = wijksim.WijkModel(name, seed={seed})\n"
        f"    model.run_until(week={week + 1})  # {monday_of(week + 1).isoformat()}\n"
        "    people = model.world.residents\n"
        "    print(name, people.need.max(axis=1), people.trust, people.contact_hours)"
    )


def _both(names: Sequence[str]) -> str:
    return f"both = [wijksim.load_scenario(name) for name in {tuple(names)!r}]"
