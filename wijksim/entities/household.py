"""Households: one row a dwelling; rows of its residents lie side by side."""

from __future__ import annotations

from typing import Final

from wijksim.core.columns import Column, Schema
from wijksim.entities.domains import NOBODY

HOUSEHOLDS: Final = Schema(
    table="households",
    entity="Household",
    doc="A dwelling and those who live in it.",
    columns=(
        Column("first", "int32", "row", "first resident row of the dwelling"),
        Column("beds", "int16", "1", "resident rows of the dwelling", (1, 16)),
        Column("cell", "int32", "cell", "cell of the grid, row by row from the north-west"),
        Column(
            "dwelling_kind", "int8", "1", "household type that the dwelling was built for", (0, 4)
        ),
        Column("kind", "int8", "1", "household type now, see HouseholdType", (0, 4)),
        Column("id", "uint32", "1", "permanent id: week of arrival and row of its first bed"),
        Column("head", "int32", "row", "resident who answers for the household", start=NOBODY),
        Column("size", "int16", "1", "people who live there", (0, 16)),
        Column("arrived_week", "int32", "week", "week in which the household came", start=-100_000),
        Column("position", "float32", "1", "socio-economic position", (0, 1)),
        # casework
        Column("parties", "int16", "1", "parties with an open case or a mandate here", (0, 40)),
        Column("open_cases", "int16", "1", "open requests in the household", (0, 64)),
        Column("lead", "int16", "row", "professional agreed as lead", start=NOBODY),
        Column(
            "conflict_weeks",
            "int16",
            "week",
            "weeks of incompatible plans without a lead",
            (0, 5000),
        ),
    ),
)
