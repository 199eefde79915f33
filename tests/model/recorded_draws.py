"""A small neighbourhood of which every question put to chance is written down.

Only works where kernels were left uncompiled before this is imported; see test_luck.py.
"""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
from luck import EXTRA, draws_more, extra_move, instead

from wijksim.core import randomness
from wijksim.model import WijkModel
from wijksim.scenario.loading import load_scenario
from wijksim.schedule import SCHEDULE, declarations

Draws = dict[str, dict[tuple[int, int, int], int]]
"""By decision: (week, who, sub), and the first word that came back."""

FEW = {
    "population.inhabitants": 240.0,
    "households.total": 132.0,
    "households.single": 60.0,
    "households.without_children": 32.0,
    "households.with_children": 40.0,
}
HOME = 20
MOVE_WEEK = 4
EXOGENOUS = (
    "population.leave", "population.this_year", "population.partners", "population.traits",
    "population.skills", "population.newcomers", "population.partner_age", "population.child_age",
    "needs.begin_or_turn", "needs.start", "needs.strength",
)  # fmt: skip


def few(weeks: int) -> Any:
    """Carnisse as a hamlet, from 2014 on, with the mixed policy."""
    scenario = load_scenario("carnisse/mixed", declarations=declarations())
    start = date(2014, 6, 2)
    end = date.fromordinal(start.toordinal() + 7 * weeks - 1)
    figures = {**scenario.figures, **FEW}
    return replace(scenario, start=start, end=end, warm_up_weeks=0, figures=figures)


def lived(weeks: int) -> tuple[WijkModel, Draws]:
    """A model that lived so many weeks, and all it asked of chance."""
    found: Draws = defaultdict(dict)
    usual: Any = randomness.philox

    def philox(c0: Any, c1: Any, c2: Any, c3: Any, k0: Any, k1: Any) -> Any:
        drawn = usual(c0, c1, c2, c3, k0, k1)
        name = randomness._names_by_number[int(c0)]
        found[name][int(c1), int(c2), int(c3)] = int(drawn[0])
        return drawn

    randomness.philox = philox
    try:
        model = WijkModel(few(weeks), seed=1, collect=False, events=True)
        while model.running:
            model.step()
    finally:
        randomness.philox = usual
    return model, found


def asked_with_more_draws(weeks: int) -> dict[str, list[str]]:
    """By submodel that draws more: decisions of which not every question and answer is as before.

    The decision of its own is among them, or nothing was added.
    """
    _, before = lived(weeks)
    told = {}
    for stage in SCHEDULE:
        with instead(stage.name, draws_more(stage.name)):
            _, after = lived(weeks)
        assert after[EXTRA]
        told[stage.name] = [
            name for name in sorted(set(before) | set(after)) if before.get(name) != after.get(name)
        ]
    return told


def shares_after_a_move(weeks: int) -> dict[str, float]:
    """Share of residents, and of newcomers, who were asked the same and got the same answers.

    A resident counts as the same with the same id in the same row, and when in every week of the
    run every question of an exogenous decision that names them was put in both runs or in neither,
    with the same answer.
    """
    plain, before = lived(weeks)
    week = plain.world.first_week + MOVE_WEEK
    with instead("population", extra_move(home=HOME, week=week)):
        moved, after = lived(weeks)
    here, there = plain.world.residents, moved.world.residents
    differ = set()
    for name in EXOGENOUS:
        one, other = before.get(name, {}), after.get(name, {})
        for address in set(one) ^ set(other):
            differ.add(address[1])
        differ |= {a[1] for a in set(one) & set(other) if one[a] != other[a]}
    someone = (here.present == 1) | (there.present == 1)
    same = (here.id == there.id) & (here.present == there.present)
    same &= ~np.isin(here.id, list(differ))
    new = someone & (np.maximum(here.arrived_week, there.arrived_week) > week)
    return {
        "all": float(same[someone].mean()),
        "newcomers": float(same[new].mean()),
        "count": float(someone.sum()),
        "count_newcomers": float(new.sum()),
        "asked": float(sum(len(before.get(name, {})) for name in EXOGENOUS)),
    }
