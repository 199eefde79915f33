"""All observers of a run, and all outcomes that they give.

The one place that knows every theme, so that no theme needs to know another.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wijksim.outcomes.access import WAITING, AccessObserver
from wijksim.outcomes.base import ALL, QUINTILES, Observer, Outcome
from wijksim.outcomes.cooperation import CooperationObserver
from wijksim.outcomes.initiatives import InitiativeObserver
from wijksim.outcomes.institutions import InstitutionObserver
from wijksim.outcomes.money import COST, MoneyObserver
from wijksim.outcomes.needs import SELF_RELIANCE, UNMET, NeedObserver
from wijksim.outcomes.professions import ProfessionObserver
from wijksim.outcomes.recovery import RecoveryObserver
from wijksim.outcomes.score import ScoreObserver, Yardstick
from wijksim.outcomes.ties import TieObserver


class VisionScore(ScoreObserver):
    """The score, with the outcomes by which the four values are judged (an assumption)."""

    yardsticks: Mapping[str, Yardstick] = {
        "solidarity": Yardstick(UNMET, QUINTILES[0], 0.0),
        "own_strength": Yardstick(SELF_RELIANCE, ALL, 1.0),
        "thrift": Yardstick(COST, ALL, 0.0),
        "certainty": Yardstick(WAITING, ALL, 0.0),
    }


OBSERVERS: Final[tuple[type[Observer], ...]] = (
    NeedObserver,
    AccessObserver,
    MoneyObserver,
    TieObserver,
    ProfessionObserver,
    CooperationObserver,
    InstitutionObserver,
    InitiativeObserver,
    RecoveryObserver,
    VisionScore,
)
"""Kinds of observer, in the order in which they look."""

OUTCOMES: Final[tuple[Outcome, ...]] = tuple(
    outcome for observer in OBSERVERS for outcome in observer.outcomes
)
"""Every outcome, once."""
