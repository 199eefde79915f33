"""Which outcomes may have nothing to count, and when: all others are numbers in every quarter."""

from collections.abc import Mapping

import numpy as np

FEW_HOURS = 1.5
"""Hours of formal help a week per 100 residents, a fifth of what is usual: with fewer hardly
anybody has help, so there may be nobody whose help is long, layered or in conflict."""
OF_THE_HELPED = {"duration", "layers", "plan_conflict", "cases_carried"}
OF_SEVERAL_HELPERS = {"plan_conflict", "cases_carried"}
"""Outcomes of households with several parties: none has them in a quarter without an hour of
coordination, as where one team helps everybody alone."""
OF_INITIATIVES = {"initiative_age", "overloaded_coordinators"}
"""Outcomes of those who have help, and of initiatives that there are. Without any there is nothing
to count, which is NaN."""


def check_counted(quarters: Mapping[str, np.ndarray]) -> None:
    """No figure is missing or endless, but of those of whom there are none or hardly any."""
    for name, values in quarters.items():
        nothing = np.zeros(values.shape, dtype=bool)
        if name in OF_THE_HELPED:
            nothing = quarters["formal_hours"] < FEW_HOURS
            if name in OF_SEVERAL_HELPERS:
                nothing = nothing | (quarters["coordination"] == 0.0)
        elif name in OF_INITIATIVES:
            nothing = quarters["initiatives"] == 0.0
        told = np.isfinite(values) | (np.isnan(values) & nothing)
        assert told.all(), (name, values)
