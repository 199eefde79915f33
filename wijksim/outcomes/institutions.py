"""Institutions: how many, how many layers, how far they overlap, and what has really changed.

A team may fit into the existing order without changing it, so rules, budgets and mandates that
moved are told apart.

Source: definitions fixed before any run. Leaves out: institutions that do not work here.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from wijksim.entities.domains import InstitutionState
from wijksim.entities.world import Scope
from wijksim.outcomes.base import ALL, Observer, Outcome, Row, ratio

NUMBER: Final = Outcome(
    "institutions",
    "number",
    "neither",
    1.0,
    "one institution",
    "Institutions",
    "Instellingen",
    "Institutions at work in the neighbourhood",
    summary="last",
)
TEAMS: Final = Outcome(
    "teams",
    "number",
    "neither",
    1.0,
    "one team",
    "Integral teams",
    "Wijkteams",
    "Integral teams at work",
    summary="last",
)
DISSOLVED: Final = Outcome(
    "dissolved",
    "number",
    "neither",
    1.0,
    "one institution",
    "Dissolved or merged",
    "Opgeheven of gefuseerd",
    "Institutions dissolved or merged since observation began",
    summary="last",
)
LAYERS: Final = Outcome(
    "layers",
    "party",
    "lower",
    0.5,
    "one party less in every second household",
    "Layers",
    "Lagen",
    "Median number of parties in households with several open requests, plus the share of "
    "decisions that needs approval",
)
OVERLAP: Final = Outcome(
    "overlap",
    "%",
    "lower",
    2.0,
    "a fiftieth of the work",
    "Overlap",
    "Dubbel werk van instellingen",
    "Mean share of the work that others do too",
)
PRESSURE: Final = Outcome(
    "survival_pressure",
    "1",
    "lower",
    0.02,
    "a fiftieth of the scale (assumption)",
    "Fear for the right to exist",
    "Angst om het voortbestaan",
    "Mean over institutions",
)
RULES: Final = Outcome(
    "rules_changed",
    "sum of shares",
    "neither",
    0.1,
    "a tenth of the scale (assumption)",
    "Rules changed",
    "Regels veranderd",
    "Rules really changed since the start",
    summary="last",
)
BUDGETS: Final = Outcome(
    "budgets_changed",
    "sum of shares",
    "neither",
    0.1,
    "a tenth of the scale (assumption)",
    "Budgets moved",
    "Budgetten verschoven",
    "Budgets really moved since the start",
    summary="last",
)
MANDATES: Final = Outcome(
    "mandates_changed",
    "sum of shares",
    "neither",
    0.1,
    "a tenth of the scale (assumption)",
    "Mandates moved",
    "Mandaten verschoven",
    "Mandates really moved since the start",
    summary="last",
)
REORGANISED: Final = Outcome(
    "reorganisations",
    "number",
    "lower",
    1.0,
    "one reorganisation",
    "Reorganisations",
    "Reorganisaties",
    "Reorganisations since observation began",
    summary="last",
)
SECURED: Final = Outcome(
    "secured_week",
    "week",
    "neither",
    26.0,
    "half a year",
    "Position secured",
    "Positie van professionals zeker",
    "Weeks until those who do the work had won room for good",
    summary="once",
)


class InstitutionObserver(Observer):
    """Number, layers, overlap, and what has really changed."""

    name = "observe_institutions"
    outcomes = (
        NUMBER, TEAMS, DISSOLVED, LAYERS, OVERLAP, PRESSURE, RULES, BUDGETS, MANDATES, REORGANISED,
        SECURED,
    )  # fmt: skip
    reads = (
        "institutions.state",
        "institutions.state_week",
        "institutions.overlap",
        "institutions.survival_pressure",
        "teams.present",
        "households.open_cases",
        "households.parties",
        "professionals.present",
        "professionals.finder",
        "professionals.room",
        "municipality.rules_changed",
        "municipality.budgets_changed",
        "municipality.mandates_changed",
        "municipality.reorganisations",
        "municipality.secured_week",
    )

    def start(self, w: Scope) -> None:
        """What changed before does not count."""
        self.began = w.week
        m = w.municipality
        self.reorganised = int(m.reorganisations[0])
        self.rules = float(m.rules_changed[0])
        self.budgets = float(m.budgets_changed[0])
        self.mandates = float(m.mandates_changed[0])

    def close_period(self, w: Scope) -> list[Row]:
        """Figures at the end of the quarter."""
        i, m, pro = w.institutions, w.municipality, w.professionals
        active = i.state == InstitutionState.ACTIVE
        gone = (i.state == InstitutionState.MERGED) | (i.state == InstitutionState.DISSOLVED)
        number = int(active.sum())
        parties = w.households.parties[(w.households.open_cases > 1) & (w.households.parties > 0)]
        carries = (pro.present == 1) & (pro.finder == 0)
        room = ratio(float(pro.room[carries].sum(dtype=np.float64)), int(carries.sum()))
        layers = float(np.median(parties)) + 1.0 - room if parties.size else float("nan")
        fear = float(i.survival_pressure[active].sum(dtype=np.float64))
        overlap = float(i.overlap[active].sum(dtype=np.float64))
        return [
            (NUMBER.name, ALL, float(number)),
            (TEAMS.name, ALL, float(w.teams.present.sum())),
            (DISSOLVED.name, ALL, float((gone & (i.state_week >= self.began)).sum())),
            (LAYERS.name, ALL, layers),
            (OVERLAP.name, ALL, 100.0 * ratio(overlap, number)),
            (PRESSURE.name, ALL, ratio(fear, number)),
            (RULES.name, ALL, float(m.rules_changed[0]) - self.rules),
            (BUDGETS.name, ALL, float(m.budgets_changed[0]) - self.budgets),
            (MANDATES.name, ALL, float(m.mandates_changed[0]) - self.mandates),
            (REORGANISED.name, ALL, float(int(m.reorganisations[0]) - self.reorganised)),
        ]

    def final(self, w: Scope) -> list[Row]:
        """Weeks from the start until the position was secured; 0 if it was before."""
        week = int(w.municipality.secured_week[0])
        never = week < 0
        return [(SECURED.name, ALL, float("nan") if never else float(max(0, week - self.began)))]
