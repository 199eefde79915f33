"""Requests for help: one row an open request, freed when it ends."""

from __future__ import annotations

from typing import Final

from wijksim.core.columns import Column, Schema
from wijksim.entities.domains import NOBODY

REQUESTS: Final = Schema(
    table="requests",
    entity="Request",
    doc="A resident's request in one domain. Its identity is (resident, domain, week asked).",
    columns=(
        # finding help
        Column("state", "int8", "1", "see RequestState", (0, 3)),
        Column("resident", "int32", "row", "who asks", start=NOBODY),
        Column("resident_id", "uint32", "1", "permanent id of who asks"),
        Column("domain", "int8", "1", "domain asked for", (0, 3)),
        Column("channel", "int8", "1", "see Channel", (0, 6)),
        Column("asked_week", "int32", "week", "week of asking", start=-100_000),
        Column("severity_asked", "float32", "1", "severity when asked", (0, 1)),
        Column("need_age", "int32", "week", "age of the need when asked", (0, 5000)),
        # casework
        Column("intake_week", "int32", "week", "week in which it was taken in", start=-100_000),
        Column(
            "handler_week", "int32", "week", "week in which the handler took it on", start=-100_000
        ),
        Column("plan_week", "int32", "week", "week of the plan", start=-100_000),
        Column(
            "first_hour_week", "int32", "week", "week of the first effective hour", start=-100_000
        ),
        Column("ended_week", "int32", "week", "week of the end", start=-100_000),
        Column("ending", "int8", "1", "see Ending", (0, 5)),
        Column("handler", "int16", "row", "professional who carries it", start=NOBODY),
        Column("access", "int16", "row", "team that took it in, if any", start=NOBODY),
        Column(
            "rung",
            "int8",
            "1",
            "rung of the caseload ladder: 0 light, 1 vulnerable, 2 heavy",
            (0, 2),
        ),
        Column("claim", "float32", "h/week", "hours asked by severity", (0, 60)),
        Column(
            "calm_weeks",
            "int16",
            "week",
            "weeks on end below the severity at which care ends",
            (0, 520),
        ),
        Column("conflict", "uint8", "1", "plans in conflict", (0, 1)),
    ),
)
