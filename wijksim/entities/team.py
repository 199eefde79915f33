"""Wijkteams: integral teams, of which there may be none, one, or layer upon layer."""

from __future__ import annotations

from typing import Final

from wijksim.core.columns import Column, Schema
from wijksim.entities.domains import N_DOMAINS, NOBODY

TEAMS: Final = Schema(
    table="teams",
    entity="Wijkteam",
    doc="A team of professionals from several institutions. Earlier integral teams count too.",
    columns=(
        Column("present", "uint8", "1", "whether the team exists", (0, 1)),
        Column("mode", "int8", "1", "see TeamMode", (0, 2)),
        Column("started_week", "int32", "week", "week of the start", start=-100_000),
        Column("ended_week", "int32", "week", "week of the end", start=-100_000),
        Column("fte", "float32", "fte", "size asked for", (0, 500)),
        Column("domain", "uint8", "1", "domains it takes on", (0, 1), (N_DOMAINS,)),
        Column("base_kind", "int8", "1", "see TeamBase", (0, 3)),
        Column("place", "int16", "row", "place it works from", start=NOBODY),
        Column("protocol", "float32", "1", "protocol density", (0, 1)),
        Column("admin_share", "float32", "1", "share of hours that goes to administration", (0, 1)),
        Column("mandate", "float32", "1", "share of decisions that the team may take", (0, 1)),
        Column(
            "composition", "float32", "1", "share of staff hours per domain", (0, 1), (N_DOMAINS,)
        ),
        Column(
            "need_estimate",
            "float32",
            "1",
            "share of need per domain as the team sees it",
            (0, 1),
            (N_DOMAINS,),
        ),
        Column("review_hours", "float32", "h/week", "hours a member to look at figures", (0, 36)),
        Column("shared_practice", "float32", "1", "practice that members share", (0, 1)),
        Column(
            "target_group",
            "float32",
            "1",
            "share of requests sent on as not its target group",
            (0, 1),
        ),
    ),
)
