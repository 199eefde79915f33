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
    _one("norm_wait", "week", (0.5, 104), "waiting that the municipality aims at"),
    _one("lag_unreported", "week", (0, 25), "weeks by which figures lag when nobody reports"),
    _one("reporting_half", "h/week", (0.1, 40), "reporting a worker that halves lag and noise"),
    _one("gap_ceiling", "1", (1, 20), "gap that is felt however far figures fall short"),
    _share("noise_unreported", "spread of what is seen around the figure when nobody reports"),
    # control and its price
    _one("reflex_gain", "1/quarter", (0, 2), "protocol added at a gap of 1 under full control"),
    _one("reflex_erosion", "1/quarter", (0, 1), "share of the added protocol that wears off"),
    _one("rules_half_life", "year", (0.01, 20), "time in which rules and mandates go half way"),
    _share("admin_rest", "administration without protocol, reporting or records"),
    _share("admin_protocol", "administration that full protocol adds"),
    _one("record_hours", "h/week", (0, 36), "hours a worker for keeping all earlier lessons"),
    _share("leak_reflex", "protocol added after a leak under full control"),
    # reaction to incidents (the rival form)
    _share("incident_seen", "chance that a crisis that came in is noticed when nobody reports"),
    _share("incident_rule", "share of the freedom left that a noticed crisis takes, all control"),
    _one("incidents_tolerated", "1/year", (0.05, 50), "crises per 1,000 residents let be"),
    _one("attention_half_life", "year", (0.02, 5), "time in which attention to crises halves"),
    # memory and judgement
    _one("memory_half_life", "year", (0.01, 20), "time in which memory goes half to its care"),
    _share("memory_loss", "share of the lessons lost in a reorganisation"),
    _one("judging", "1/year", (0, 20), "rate of acting on a team at a gap of 1, patience spent"),
    _one("layer_rate", "1/year", (0, 5), "rate of a further team at a gap of 1 without memory"),
    _share("layer_size", "size of a further team over that of the team asked for"),
    _share("replaced", "share of a team's staff replaced in a reorganisation"),
    _share(
        "reorganised_protocol", "share of the freedom left that a reorganisation takes, all control"
    ),
    # teams
    _one("visit_hours", "h", (0.1, 20), "hours of scanning per household looked at"),
    _one("prior_households", "1", (0.1, 5000), "households that the earlier view counts for"),
    _one(
        "review_hours", "h/week", (0, 8), "hours a member to look at figures when all is refitted"
    ),
    _share("tolerance", "difference between staff and need that a team lives with"),
    _share("refit_share", "most of a team's staff that changes in one refit"),
    _one("rent", "EUR/year", (0, 1e5), "rent of a base per fte of a team"),
    _share("target_start", "share of requests that a new team sends on as not its own"),
    _one("target_load", "1", (0, 5), "load from which a team retreats to target groups"),
    _one("target_rise", "1/year", (0, 20), "pace of retreat per unit of load above it"),
    _one("target_fall", "1/year", (0, 20), "pace of opening up per unit of load below it"),
    # room
    _one("claim_half", "1", (0.001, 1), "practice x trust x reflection at which half is claimed"),
    _one("claim_half_life", "year", (0.01, 20), "time in which a claim goes half way"),
    _one("reflection_half", "h/week", (0.01, 12), "reflection a worker that counts for half"),
    _share("leak_room", "share of the room taken back after a leak without any will"),
    _share("concession", "share of the claim conceded in a quarter at full evidence and will"),
    _share("withdrawal", "share of the room taken back in a quarter at a large gap, without will"),
    _share("room_secured", "room from which the position counts as secured"),
    _one("secured_weeks", "week", (1, 104), "weeks on end that it takes to be secured"),
)
