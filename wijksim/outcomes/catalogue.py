"""All observers of a run, and all outcomes that they give.

The one place that knows every theme, so that no theme needs to know another.
"""

from __future__ import annotations

from typing import Final

from wijksim.outcomes.access import AccessObserver
from wijksim.outcomes.base import Observer, Outcome
from wijksim.outcomes.cooperation import CooperationObserver
from wijksim.outcomes.initiatives import InitiativeObserver
from wijksim.outcomes.institutions import InstitutionObserver
from wijksim.outcomes.money import MoneyObserver
from wijksim.outcomes.needs import NeedObserver
from wijksim.outcomes.professions import ProfessionObserver
from wijksim.outcomes.ties import TieObserver

OBSERVERS: Final[tuple[type[Observer], ...]] = (
    NeedObserver,
    AccessObserver,
    MoneyObserver,
    TieObserver,
    ProfessionObserver,
    CooperationObserver,
    InstitutionObserver,
    InitiativeObserver,
)
"""Kinds of observer, in the order in which they look."""

OUTCOMES: Final[tuple[Outcome, ...]] = tuple(
    outcome for observer in OBSERVERS for outcome in observer.outcomes
)
"""Every outcome, once."""
