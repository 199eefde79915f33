"""Residents' initiatives: they emerge, grow, are smothered or burn out."""

from __future__ import annotations

from typing import Final

from wijksim.core.columns import Column, Schema
from wijksim.entities.domains import NOBODY

INITIATIVES: Final = Schema(
    table="initiatives",
    entity="Initiative",
    doc="Residents who do something together for others.",
    columns=(
        Column("present", "uint8", "1", "whether it lives", (0, 1)),
        Column("id", "uint32", "1", "permanent id: week of its start and place"),
        Column("started_week", "int32", "week", "week of its start", start=-100_000),
        Column("ended_week", "int32", "week", "week of its end", start=-100_000),
        Column("place", "int16", "row", "where it meets", start=NOBODY),
        Column("coordinator", "int32", "row", "resident who coordinates", start=NOBODY),
        Column("members", "float32", "1", "people who take part", (0, 2000)),
        Column("energy", "float32", "1", "energy of the group", (0, 1)),
        Column(
            "coordinator_load",
            "float32",
            "1",
            "load of the coordinator over what one can bear",
            (0, 10),
        ),
        Column("dependence", "float32", "1", "dependence on support from outside", (0, 1)),
        Column("captured", "float32", "1", "how far it is used as a cheap replacement", (0, 1)),
        Column("activity_hours", "float32", "h/week", "hours of activities", (0, 168)),
        Column(
            "replacing_hours", "float32", "h/week", "hours of formal work done by members", (0, 1e5)
        ),
        Column("keeping_hours", "float32", "h/week", "hours spent on keeping a place", (0, 1e5)),
    ),
)
