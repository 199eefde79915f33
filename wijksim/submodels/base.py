"""What a submodel is: it declares what it touches, and takes one step a week."""

from __future__ import annotations

from typing import Any

import numpy as np

from wijksim.core.parameters import Parameter
from wijksim.entities.world import Scope


class Submodel:
    """One mechanism of the model.

    `reads` and `writes` name columns as "table.column"; every column has one owner, which
    writes it. `adds_to` names sums that several submodels add to and that are reset weekly.
    `levers` names levers read, `parameters` those of its formulas (own or shared), `links` the
    links of feedback loops that pass through it, `draws` the decisions taken by chance.
    """

    name: str
    represents: str
    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    adds_to: tuple[str, ...] = ()
    levers: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    links: tuple[str, ...] = ()
    draws: tuple[str, ...] = ()

    def initialise(self, w: Scope) -> None:
        """Set the columns it owns before the first week."""

    def arrive(self, w: Scope, rows: np.ndarray[Any, Any]) -> None:
        """Set its columns for resident rows that changed hands this week (left or new)."""

    def step(self, w: Scope) -> None:
        """One week."""

    def log_events(self, w: Scope) -> None:
        """Tell what happened this week, from the columns; called only when events are kept."""
