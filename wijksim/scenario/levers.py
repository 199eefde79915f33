"""Levers: what a policy can set, at any date. Each is a physical quantity, never a virtue.

Every lever has one channel by which it costs and one by which it can help; which of them weighs
more is for the model to find out. `moves` names the state variable that it moves directly.
Start values, with their sources, stand in scenarios/parameters/levers.yaml.
"""

from __future__ import annotations

from typing import Final

from wijksim.scenario.lever import Lever
from wijksim.scenario.levers_doors import DOORS
from wijksim.scenario.levers_steering import STEERING
from wijksim.scenario.levers_team import TEAM

__all__ = ["BY_NAME", "LEVERS", "Lever"]

LEVERS: Final[tuple[Lever, ...]] = (*TEAM, *STEERING, *DOORS)

BY_NAME: Final = {one.name: one for one in LEVERS}
