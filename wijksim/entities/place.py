"""Meeting places, on cells of the grid."""

from __future__ import annotations

from typing import Final

from wijksim.core.columns import Column, Schema
from wijksim.entities.domains import NOBODY

PLACES: Final = Schema(
    table="places",
    entity="MeetingPlace",
    doc="A place where people come: centre, garden, school, practice, shop, street, desk, office.",
    columns=(
        Column("kind", "int8", "1", "see PlaceKind", (0, 20)),
        Column("cell", "int32", "cell", "cell of the grid", start=NOBODY),
        Column("open", "uint8", "1", "whether it is open", (0, 1)),
        Column("opened_week", "int32", "week", "week of the last opening", start=-100_000),
        Column("closed_week", "int32", "week", "week of the last closing", start=-100_000),
        Column("open_hours", "float32", "h/week", "opening hours", (0, 168)),
        Column("capacity", "int32", "1", "people who fit in at once", (0, 100_000)),
        Column("informality", "float32", "1", "share of a visit that is free for talk", (0, 1)),
        Column("owner", "int8", "1", "see PlaceOwner", (0, 4)),
        Column("cost", "float64", "EUR/year", "cost of keeping it open", (0, 1e8)),
        Column("vacant", "uint8", "1", "whether it was given up, see Vacancy", (0, 2)),
        Column("kept", "uint8", "1", "whether an initiative asks for its keys or has them", (0, 1)),
        Column("keeper", "uint32", "1", "initiative that keeps it, or did so last"),
        Column("upkeep", "float32", "1", "state of repair", (0, 1)),
        # day paths
        Column("visitors", "int32", "1", "visits this week", (0, 1_000_000)),
        Column("visitors_smooth", "float32", "1/week", "visits, smoothed over a quarter", (0, 1e6)),
        Column(
            "professional_hours",
            "float32",
            "h/week",
            "hours that professionals are there",
            (0, 4000),
        ),
        Column(
            "activity_hours", "float32", "h/week", "hours of activities by initiatives", (0, 168)
        ),
    ),
)
