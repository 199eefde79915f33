"""Which outcomes may have nothing to count, and when: all others are numbers in every quarter."""

from collections.abc import Mapping

import numpy as np

FEW_HOURS = 1.5
"""Hours of formal help a week per 100 residents, a fifth of what is usual: with fewer hardly
anybody has help, so there may be nobody whose help is long, layered or in conflict."""
OF_THE_HELPED = {"duration", "layers", "plan_conflict", "cases_carried"}
"""Outcomes of those who have help. Without anybody there is nothing to count, which is NaN."""


def check_counted(quarters: Mapping[str, np.ndarray]) -> None:
    """No figure is missing or endless, but of the helped in quarters in which hardly anybody is."""
    few = quarters["formal_hours"] < FEW_HOURS
    for name, values in quarters.items():
        known = np.isfinite(values)
        nothing = np.isnan(values) & few if name in OF_THE_HELPED else np.zeros_like(known)
        assert (known | nothing).all(), (name, values, quarters["formal_hours"])
