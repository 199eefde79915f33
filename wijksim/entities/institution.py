"""Institutions: organisations with a budget, staff, protocols and a will to survive."""

from __future__ import annotations

from typing import Final

from wijksim.core.columns import Column, Schema
from wijksim.entities.domains import N_DOMAINS, N_VALUES, NOBODY

INSTITUTIONS: Final = Schema(
    table="institutions",
    entity="Institution",
    doc="An organisation that works in the neighbourhood.",
    columns=(
        Column("kind", "int8", "1", "see InstitutionKind", (0, 20)),
        Column("state", "int8", "1", "see InstitutionState", (0, 3)),
        Column("state_week", "int32", "week", "week of the last change of state", start=-100_000),
        Column("place", "int16", "row", "place it works from", start=NOBODY),
        Column("domain", "uint8", "1", "domains it works in", (0, 1), (N_DOMAINS,)),
        Column("municipal", "uint8", "1", "paid from the municipality's budgets", (0, 1)),
        Column(
            "domain_share", "float32", "1", "share of its work per domain", (0, 1), (N_DOMAINS,)
        ),
        Column(
            "cost_per_fte",
            "float64",
            "EUR/year",
            "cost of a full-time post, overhead included",
            (0, 1e6),
        ),
        Column("base_budget", "float64", "EUR/year", "budget before any cut", (0, 1e9)),
        Column(
            "contract",
            "float64",
            "1",
            "work held, as a share of what it held at the start",
            (0, 1e6),
            (),
            1,
        ),
        Column("accustomed", "float64", "EUR/year", "budget that it has grown used to", (0, 1e9)),
        Column("budget", "float64", "EUR/year", "budget now", (0, 1e9)),
        Column("reserve", "float64", "EUR", "money kept", (-1e9, 1e9)),
        Column("posts", "float32", "fte", "posts that the budget pays", (0, 2000)),
        Column("openness", "float32", "1", "readiness to work with others", (0, 1)),
        Column("survival_pressure", "float32", "1", "fear for the right to exist", (0, 1)),
        Column("inward", "float32", "1", "share of attention turned to itself", (0, 1)),
        Column("holding", "float32", "1", "reluctance to hand clients over", (0, 1)),
        Column("overlap", "float32", "1", "share of its work that others also do", (0, 1)),
        Column("dismantling", "float32", "1", "share of its overlap handed over so far", (0, 1)),
        Column("unrest", "float32", "1", "unrest after dismantling or reorganisation", (0, 1)),
        Column(
            "management_gap", "float32", "1", "how far management is from the front line", (0, 1)
        ),
        Column("legitimacy", "float32", "1", "standing with municipality and residents", (0, 1)),
        # governance
        Column("protocol", "float32", "1", "protocol density", (0, 1)),
        Column("admin_share", "float32", "1", "share of hours that goes to administration", (0, 1)),
        Column("mandate", "float32", "1", "share of decisions that the front may take", (0, 1)),
        Column(
            "own_rules",
            "float32",
            "1",
            "how far its rules go beyond what is asked, to 1, or stay short of it, to -1",
            (-1, 1),
        ),
        Column(
            "own_mandate",
            "float32",
            "1",
            "how far its front decides more than is asked, to 1, or less, to -1",
            (-1, 1),
        ),
        # vision
        Column("weight", "float32", "1", "weights over values", (0, 1), (N_VALUES,)),
    ),
)
