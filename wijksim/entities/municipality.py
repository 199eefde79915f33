"""The municipality: pays, commissions, watches and reacts. One row."""

from __future__ import annotations

from typing import Final

from wijksim.core.columns import Column, Schema
from wijksim.entities.domains import N_DOMAINS, N_PAYERS, N_VALUES, NOBODY

FIGURE_WEEKS: Final = 26
"""Weeks of watched figures that are kept, so that what is seen can lag."""

MUNICIPALITY: Final = Schema(
    table="municipality",
    entity="Municipality",
    doc="Alderman, managers and civil servants who answer for the neighbourhood.",
    columns=(
        # timeline
        Column(
            "transfer_in_weeks",
            "int32",
            "week",
            "weeks to the announced change of budgets, 10000 if none",
            None,
            (),
            10_000,
        ),
        Column(
            "announced_cut",
            "float32",
            "1",
            "share of budgets that the announced change takes",
            (0, 1),
        ),
        Column(
            "shock_onset",
            "float32",
            "1",
            "factor of an economic shock on income and debt",
            (0, 10),
            (),
            1,
        ),
        # institutions
        Column(
            "start_budget",
            "float64",
            "EUR/year",
            "budget per domain at the start, whoever holds it later",
            (0, 1e9),
            (N_DOMAINS,),
        ),
        Column("budget", "float64", "EUR/year", "budget per domain", (0, 1e9), (N_DOMAINS,)),
        Column(
            "demand",
            "float64",
            "1",
            "share of the hours asked per domain, smoothed over a year",
            (0, 1),
            (N_DOMAINS,),
        ),
        Column("balance", "float64", "EUR", "what is left over since the start", (-1e10, 1e10)),
        # costs of this week
        Column("cost", "float64", "EUR/week", "cost of this week per payer", (0, 1e8), (N_PAYERS,)),
        # governance
        Column(
            "figures",
            "float32",
            "week",
            "watched waiting times, newest first",
            (0, 520),
            (FIGURE_WEEKS,),
        ),
        Column("seen_gap", "float32", "1", "gap seen between figures and ambition", (0, 20)),
        Column(
            "alarm",
            "float32",
            "1/year",
            "crises noticed per 1,000 residents, where the municipality reacts to incidents",
            (0, 1e6),
        ),
        Column("protocol_pressure", "float32", "1", "protocol density asked for", (0, 1)),
        Column(
            "reflex",
            "float32",
            "1",
            "protocol added in reaction to figures, on top of the rules",
            (0, 1),
        ),
        Column(
            "patience_left", "float32", "week", "weeks before the next evaluation", (-5000, 5000)
        ),
        Column("memory", "float32", "1", "share of earlier lessons still known", (0, 1)),
        Column("room_claimed", "float32", "1", "room that the front asks for", (0, 1)),
        Column("room_conceded", "float32", "1", "room granted", (0, 1)),
        Column(
            "secured_week",
            "int32",
            "week",
            "week in which the position was secured",
            start=-100_000,
        ),
        Column(
            "room_weeks",
            "int16",
            "week",
            "weeks on end with room enough to count as secured",
            (0, 30_000),
        ),
        Column("team_asked", "int8", "1", "team asked for last week, see TeamMode", (0, 2)),
        Column(
            "team_row",
            "int16",
            "row",
            "team that was started because it was asked for",
            start=NOBODY,
        ),
        # casework
        Column(
            "door_staffed",
            "float64",
            "1",
            "share of hours at the desk, and at doors without referral, that found staff last week",
            (0, 1),
            (2,),
            start=1.0,
        ),
        Column("rules_changed", "float32", "1", "rules really changed since the start", (0, 1e6)),
        Column("budgets_changed", "float32", "1", "budgets really moved since the start", (0, 1e6)),
        Column(
            "mandates_changed", "float32", "1", "mandates really moved since the start", (0, 1e6)
        ),
        Column("reorganisations", "int32", "1", "reorganisations since the start", (0, 1000)),
        # cooperation
        Column(
            "reorganisations_seen",
            "int32",
            "1",
            "reorganisations when pairs were last looked at",
            (0, 1000),
        ),
        # vision
        Column("weight", "float32", "1", "weights over values", (0, 1), (N_VALUES,)),
        Column(
            "shared_vision",
            "float32",
            "1",
            "mean overlap of weights among those who take part",
            (0, 1),
        ),
    ),
)
