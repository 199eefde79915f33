"""The numbers in the formulas of governance: what each means, its unit and its bounds."""

from __future__ import annotations

from typing import Final

from wijksim.core.parameters import Parameter
from wijksim.entities.care_scale import FULL_TIME, SCALE


def _one(name: str, unit: str, bounds: tuple[float, float], doc: str) -> Parameter:
    return Parameter("governance", name, unit, bounds, doc)


def _share(name: str, doc: str) -> Parameter:
    return _one(name, "1", (0.0, 1.0), doc)


PARAMETERS: Final[tuple[Parameter, ...]] = (
    FULL_TIME,
    *SCALE,
    # what is seen
    _one("norm_wait", "week", (0.5, 104), "waiting time that the municipality aims at"),
    _one("lag_unreported", "week", (0, 25), "weeks by which figures lag when nobody reports"),
    _one(
        "reporting_half",
        "h/week",
        (0.1, 40),
        "hours of reporting per worker that halve the lag and noise of figures",
    ),
    _one(
        "gap_ceiling",
        "1",
        (1, 20),
        "largest gap to the norm that is felt, however far figures fall short",
    ),
    _share(
        "noise_unreported",
        "spread around the true figure of what the municipality sees when nobody reports",
    ),
    # control and its price
    _one(
        "reflex_gain",
        "1/quarter",
        (0, 2),
        "protocol added at a gap of 1 to the norm, when all that goes wrong is answered by rules",
    ),
    _one("reflex_erosion", "1/quarter", (0, 1), "share of the added protocol that wears off"),
    _one(
        "rules_half_life",
        "year",
        (0.01, 20),
        "time in which rules and mandates go half way to what is asked",
    ),
    _share(
        "admin_rest", "administration as a share of hours, without protocol, reporting or records"
    ),
    _share("admin_protocol", "administration that full protocol adds, as a share of hours"),
    _one("record_hours", "h/week", (0, 36), "hours per worker to keep all earlier lessons"),
    _share(
        "leak_reflex",
        "protocol added after a leak of data, when all that goes wrong is answered by rules",
    ),
    # reaction to incidents (the rival form)
    _share("incident_seen", "chance that a crisis that came in is noticed when nobody reports"),
    _share(
        "incident_rule",
        (
            "share of the freedom left that a noticed crisis takes, when all that goes "
            "wrong is answered by rules"
        ),
    ),
    _one(
        "incidents_tolerated",
        "1/year",
        (0.05, 50),
        "noticed crises per 1,000 residents to which the municipality does not react",
    ),
    _one("attention_half_life", "year", (0.02, 5), "time in which attention to crises halves"),
    # memory and judgement
    _one(
        "memory_half_life",
        "year",
        (0.01, 20),
        (
            "time in which the municipality's memory goes half way to the share of lessons "
            "that is kept"
        ),
    ),
    _share("memory_loss", "share of the lessons lost in a reorganisation"),
    _one(
        "judging",
        "1/year",
        (0, 20),
        (
            "rate at which the municipality acts on a team, at a gap of 1 to the norm and "
            "with patience spent"
        ),
    ),
    _one(
        "layer_rate",
        "1/year",
        (0, 5),
        "rate at which a further team comes, at a gap of 1 to the norm and without memory",
    ),
    _share("layer_size", "size of a further team, divided by that of the team asked for"),
    _share("replaced", "share of a team's staff replaced in a reorganisation"),
    _share(
        "reorganised_protocol",
        (
            "share of the freedom left that a reorganisation takes, when all that goes "
            "wrong is answered by rules"
        ),
    ),
    # teams
    _one(
        "visit_hours",
        "h",
        (0.1, 20),
        "hours to find out what the neighbourhood needs, per household looked at",
    ),
    _one(
        "prior_households", "1", (0.1, 5000), "households that the earlier view of needs counts for"
    ),
    _one(
        "review_hours",
        "h/week",
        (0, 8),
        (
            "hours per member to look at figures, when a team is refitted to needs after "
            "every judgement"
        ),
    ),
    _share("tolerance", "difference between staff and need that a team lives with"),
    _share("refit_share", "largest share of a team's staff that changes in one refit"),
    _one("rent", "EUR/year", (0, 1e5), "rent of a team's base, per fte"),
    _share("target_start", "share of requests that a new team sends on as not its own"),
    _one("target_load", "1", (0, 5), "caseload from which a team retreats to target groups"),
    _one(
        "target_rise",
        "1/year",
        (0, 20),
        "pace of retreat to target groups, per unit of caseload above the limit for it",
    ),
    _one(
        "target_fall",
        "1/year",
        (0, 20),
        (
            "pace of opening up to other target groups, per unit of caseload below the "
            "limit for retreat"
        ),
    ),
    # room
    _one(
        "claim_half",
        "1",
        (0.001, 1),
        "practice x trust x reflection at which professionals claim half of all room",
    ),
    _one(
        "claim_half_life",
        "year",
        (0.01, 20),
        "time in which the claim to room goes half way to what professionals then want to claim",
    ),
    _one(
        "reflection_half",
        "h/week",
        (0.01, 12),
        "hours of reflection per worker that count for half",
    ),
    _share(
        "leak_room",
        "share of the room taken back after a leak of data, without any will to give room",
    ),
    _share(
        "concession",
        (
            "share of the claim to room conceded in a quarter, at full evidence and will "
            "to give room"
        ),
    ),
    _share(
        "withdrawal",
        "share of the room taken back in a quarter, at a large gap and without will to give room",
    ),
    _share("room_secured", "room from which the position of professionals counts as secured"),
    _one(
        "secured_weeks",
        "week",
        (1, 104),
        "weeks on end of enough room before the position of professionals counts as secured",
    ),
)
