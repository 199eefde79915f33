"""Residents: everyone who lives in the neighbourhood, one row a bed in a dwelling.

A row belongs to a dwelling for good; people come and go in it. `id` is permanent and addressed:
week of arrival (12 bits from 2000-01-03 on, 0 for those here at the start) and row (20 bits).
"""

from __future__ import annotations

from typing import Final

from wijksim.core.columns import Column, Schema
from wijksim.entities.domains import HABITS, N_DOMAINS, NOBODY, TIE_SLOTS
from wijksim.entities.experience import TURNS

RESIDENTS: Final = Schema(
    table="residents",
    entity="Resident",
    doc="A person who lives in the neighbourhood.",
    columns=(
        # population
        Column("present", "uint8", "1", "whether someone lives in this row", (0, 1)),
        Column("id", "uint32", "1", "permanent id: week of arrival and row"),
        Column("household", "int32", "row", "dwelling that this row belongs to", start=NOBODY),
        Column("birth_week", "int32", "week", "week of birth on the calendar"),
        Column("arrived_week", "int32", "week", "week in which the person came", start=-100_000),
        Column("left_week", "int32", "week", "week in which someone left this row", start=-100_000),
        Column("position", "float32", "1", "socio-economic position, share of those below", (0, 1)),
        Column("quintile", "int8", "1", "fifth of position at entry, 0 lowest", (0, 4)),
        Column("poor_dutch", "uint8", "1", "has difficulty speaking Dutch", (0, 1)),
        Column("avoider", "uint8", "1", "inclined to avoid care, fixed at entry", (0, 1)),
        Column(
            "burden_tolerance", "float32", "1", "share of the hurdle of a form shrugged off", (0, 1)
        ),
        Column("energy", "float32", "1", "energy for the community", (0, 1)),
        Column("skills", "float32", "1", "organising skills", (0, 1)),
        # day paths
        Column("habit", "int16", "row", "places gone to by habit", shape=(HABITS,), start=NOBODY),
        Column("habit_rate", "float32", "1/week", "visits to each of them", (0, 7), (HABITS,)),
        Column(
            "habit_chance",
            "float32",
            "1",
            "chance of following each of them in a week",
            (0, 1),
            (HABITS,),
        ),
        Column(
            "visited",
            "uint8",
            "bits",
            "habits followed this week by slot; bit 4 is a visit to the practice",
        ),
        Column(
            "met_resident", "int32", "row", "other resident met by chance this week", start=NOBODY
        ),
        Column(
            "met_professional", "int16", "row", "professional spoken with this week", start=NOBODY
        ),
        Column("met_hours", "float32", "h", "hours of that talk", (0, 10)),
        # ties
        Column(
            "tie",
            "int32",
            "row",
            "residents with whom there is a tie",
            shape=(TIE_SLOTS,),
            start=NOBODY,
        ),
        Column("tie_strength", "float32", "1", "strength of each tie", (0, 1), (TIE_SLOTS,)),
        Column(
            "tie_hours",
            "float32",
            "h/week",
            "hours a week together in each tie",
            (0, 5),
            (TIE_SLOTS,),
        ),
        Column(
            "support_network", "float32", "1", "sum of the strengths of all ties", (0, TIE_SLOTS)
        ),
        Column("contact_hours", "float32", "h/week", "hours with ties and acquaintances", (0, 60)),
        # informal care
        Column("informal_received", "float32", "h/week", "informal hours received", (0, 120)),
        Column("informal_given", "float32", "h/week", "informal hours given", (0, 120)),
        Column(
            "carer_load",
            "float32",
            "1",
            "given, as a share of what can be given, smoothed",
            (0, 10),
        ),
        Column(
            "overloaded_weeks", "int16", "week", "weeks on end over what one can bear", (0, 5000)
        ),
        # needs
        Column("need", "float32", "1", "severity of need per domain", (0, 1), (N_DOMAINS,)),
        Column("onset_week", "int32", "week", "week the spell began", None, (N_DOMAINS,), -100_000),
        Column(
            "need_ended_week",
            "int32",
            "week",
            "week the last spell ended",
            None,
            (N_DOMAINS,),
            -100_000,
        ),
        Column("self_reliance", "float32", "1", "own strength", (0, 1)),
        Column(
            "own_strength", "float32", "1", "self-reliance when care has not worn it down", (0, 1)
        ),
        Column("wellbeing", "float32", "1", "satisfaction with life", (0, 1)),
        Column(
            "crisis_weeks_left",
            "int16",
            "week",
            "weeks of specialist care to go",
            (0, 520),
            (N_DOMAINS,),
        ),
        Column(
            "crisis_week", "int32", "week", "week of the last crisis", None, (N_DOMAINS,), -100_000
        ),
        Column(
            "network_help", "float32", "1", "share of the informal help asked that came", (0, 1)
        ),
        # finding help
        Column("trust", "float32", "1", "trust in institutions", (0, 1)),
        Column("experience", "float32", "1", "how the last contact with services went", (-1, 1)),
        Column(
            "contacts_counted",
            "float32",
            "1",
            "contacts with services remembered, where trust goes by counting them",
            (0, 1e5),
        ),
        Column("awareness", "float32", "1", "knows where to turn", (0, 1)),
        Column("known_professional", "int16", "row", "professional known in person", start=NOBODY),
        Column("known_trust", "float32", "1", "trust in that professional", (0, 1)),
        Column(
            "asking",
            "uint8",
            "1",
            "channel of a request made this week per domain, 0 none",
            (0, 6),
            (N_DOMAINS,),
        ),
        Column(
            "discouraged_until",
            "int32",
            "week",
            "does not ask again before",
            None,
            (N_DOMAINS,),
            -100_000,
        ),
        # casework
        Column("request", "int32", "row", "open request per domain", None, (N_DOMAINS,), NOBODY),
        Column(
            "formal_hours",
            "float32",
            "h/week",
            "effective formal hours received",
            (0, 60),
            (N_DOMAINS,),
        ),
        Column(
            "care_ended_week",
            "int32",
            "week",
            "week the last care ended",
            None,
            (N_DOMAINS,),
            -100_000,
        ),
        Column(
            "care_turns",
            "uint8",
            "1",
            "turns this week, by kind, in care of one's own or of a child for whom one asks",
            (0, 255),
            (TURNS,),
        ),
    ),
)
