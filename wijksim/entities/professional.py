"""Professionals, and what each pair of them holds of the other.

Finders (GP, teacher, district nurse, police officer, community worker, gardener, housing
officer) are professionals too: they meet people, and refer.
"""

from __future__ import annotations

from typing import Final

from wijksim.core.columns import Column, Schema
from wijksim.entities.domains import N_DOMAINS, N_VALUES, NOBODY

PROFESSIONALS: Final = Schema(
    table="professionals",
    entity="Professional",
    doc="Somebody who is paid to help in the neighbourhood. One row a post; people come and go.",
    columns=(
        # supply and institutions
        Column("present", "uint8", "1", "whether the post is filled", (0, 1)),
        Column("id", "uint32", "1", "permanent id: week of joining and post"),
        Column("discipline", "int8", "1", "see Discipline", (0, 20)),
        Column("finder", "uint8", "1", "meets and refers, carries no caseload", (0, 1)),
        Column("employer", "int16", "row", "institution that employs the post", start=NOBODY),
        Column("joined_week", "int32", "week", "week of joining", start=-100_000),
        Column(
            "left_week", "int32", "week", "week in which somebody left the post", start=-100_000
        ),
        Column(
            "opened_week",
            "int32",
            "week",
            "week in which money to grow opened the post anew",
            start=-100_000,
        ),
        Column("hours", "float32", "h/week", "contract", (0, 40)),
        # governance (team staffing)
        Column("team", "int16", "row", "team that the post is seconded to", start=NOBODY),
        Column(
            "lent_week",
            "int32",
            "week",
            "week in which the post was last seconded to a team",
            start=-100_000,
        ),
        # day paths
        Column(
            "base", "int16", "row", "place where hours outside the caseload are spent", start=NOBODY
        ),
        # learning
        Column("competence", "float32", "1", "skill per domain", (0, 1), (N_DOMAINS,)),
        Column("breadth", "float32", "1", "0 specialist, 1 generalist", (0, 1)),
        Column("role_flexibility", "float32", "1", "readiness to do another's task", (0, 1)),
        Column("strain", "float32", "1", "kramp: cramp under uncertainty and overload", (0, 1)),
        Column("absence", "float32", "1", "share of contract hours absent", (0, 1)),
        Column("quit_hazard", "float32", "1/week", "chance of leaving this week", (0, 1)),
        Column("room", "float32", "1", "share of decisions taken without approval", (0, 1)),
        Column("error_rate", "float32", "1", "share of decisions that go wrong", (0, 1)),
        Column(
            "change_hours",
            "float32",
            "h/week",
            "hours asked to learn a change of mandates, until new practices are found",
            (0, 168),
        ),
        Column(
            "reflection_hours",
            "float32",
            "h/week",
            "hours spent on reflection and learning",
            (0, 12),
        ),
        Column(
            "reflected_hours",
            "float32",
            "h/week",
            "hours really spent on reflection, of those asked",
            (0, 12),
        ),
        Column("practices", "float32", "1", "new practices developed", (0, 1)),
        Column(
            "team_practised", "int16", "row", "team when practice was last shared", start=NOBODY
        ),
        Column(
            "leaked", "uint8", "1", "let out what should have stayed private, this week", (0, 1)
        ),
        # vision
        Column("weight", "float32", "1", "weights over values", (0, 1), (N_VALUES,)),
        Column("vision_hours", "float32", "h/week", "hours spent on making a vision", (0, 8)),
        # cooperation
        Column("granting", "int16", "row", "colleague to whom a client is offered", start=NOBODY),
        Column("team_seen", "int16", "row", "team when pairs were last looked at", start=NOBODY),
        # casework: a client handed over; the week's hours add to hours_present
        Column("gave_to", "int16", "row", "colleague who got a client this week", start=NOBODY),
        Column("hours_present", "float32", "h/week", "contract less absence", (0, 40)),
        Column("hours_admin", "float32", "h/week", "administration and accountability", (0, 40)),
        Column("hours_intake", "float32", "h/week", "intake of new requests", (0, 40)),
        Column(
            "hours_coordination", "float32", "h/week", "coordination with other parties", (0, 40)
        ),
        Column(
            "coordination_met",
            "float32",
            "1",
            "share of the coordination asked for that there were hours for",
            (0, 1),
            (),
            1,
        ),
        Column(
            "learning_met",
            "float32",
            "1",
            "share of the reflection, scanning and learning asked for that there were hours for",
            (0, 1),
            (),
            1,
        ),
        Column("hours_learning", "float32", "h/week", "reflection, scanning and learning", (0, 40)),
        Column("hours_outreach", "float32", "h/week", "presence in the neighbourhood", (0, 40)),
        Column("hours_direct", "float32", "h/week", "direct work with residents", (0, 40)),
        Column("intake_owed", "float32", "h", "intake taken on that found no hours yet", (0, 400)),
        Column("cases", "int16", "1", "open cases", (0, 400)),
        Column("load", "float32", "1", "caseload over the norm of the ladder", (0, 20)),
    ),
)

PAIRS: Final = Schema(
    table="pairs",
    entity="Pair of professionals",
    doc="Row i, column j: what professional i holds of professional j.",
    columns=(
        Column("trust", "float32", "1", "trust of i in j", (0, 1), ("professionals",)),
        Column(
            "recognition",
            "float32",
            "1",
            "how far i sees the worth of j's practice",
            (0, 1),
            ("professionals",),
        ),
        Column(
            "joint_cases",
            "int16",
            "1",
            "households in which both have a case",
            (0, 4000),
            ("professionals",),
        ),
        Column(
            "contacts",
            "float32",
            "1",
            "joint contacts, smoothed over a quarter",
            (0, 100),
            ("professionals",),
        ),
        Column(
            "activities",
            "float32",
            "1",
            "joint activities, smoothed over a quarter",
            (0, 100),
            ("professionals",),
        ),
        Column(
            "evidence",
            "float32",
            "1",
            "contacts remembered, where trust goes by counting them",
            (0, 1e5),
            ("professionals",),
        ),
    ),
)
