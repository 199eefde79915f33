"""What holds in every world at the end of every week, and any setting of the levers."""

import numpy as np
from hypothesis import strategies as st

from wijksim.model import WijkModel
from wijksim.scenario.levers import LEVERS


def check_books(model: WijkModel) -> None:
    """Nothing is NaN or negative, hours add up, requests are neither lost nor made."""
    world = model.world
    for name, table in world.tables.items():
        for column in table.schema.columns:
            values = table.array(column.name)
            assert np.isfinite(values).all(), f"{name}.{column.name} is not a number"
            if column.bounds is not None:
                low, high = column.bounds
                assert values.min(initial=low) >= low, f"{name}.{column.name} under {low}"
                assert values.max(initial=high) <= high, f"{name}.{column.name} over {high}"
    p = world.professionals
    spent = (
        p.hours_admin + p.hours_intake + p.hours_coordination
        + p.hours_learning + p.hours_outreach + p.hours_direct
    )  # fmt: skip
    np.testing.assert_allclose(spent, p.hours_present, atol=1e-3)
    carries = (p.present == 1) & (p.finder == 0)
    assert (world.institutions.municipal[p.employer[carries]] == 1).all(), "care that nobody pays"
    open_now = np.flatnonzero(world.requests.state > 0)
    who, domain = world.requests.resident[open_now], world.requests.domain[open_now]
    assert (world.residents.request[who, domain] == open_now).all()
    assert (world.residents.request >= 0).sum() == open_now.size
    ties = world.residents.tie
    has = np.argwhere(ties >= 0)
    back = ties[ties[has[:, 0], has[:, 1]]] == has[:, 0][:, None]
    assert back.any(axis=1).all(), "a tie that goes one way only"
    assert (ties[world.residents.present == 0] < 0).all()


def lever_values() -> st.SearchStrategy[dict[str, float | str]]:
    one = {
        lever.name: st.sampled_from(lever.choices)
        if lever.choices
        else st.floats(*lever.bounds, allow_nan=False)
        for lever in LEVERS
    }
    return st.fixed_dictionaries({}, optional=one)
