"""The numbers in the formulas of the institutions: what each means, its unit and its bounds."""

from __future__ import annotations

from typing import Final

from wijksim.core.parameters import Parameter
from wijksim.entities.care_scale import FULL_TIME, SCALE


def _one(name: str, unit: str, bounds: tuple[float, float], doc: str) -> Parameter:
    return Parameter("institutions", name, unit, bounds, doc)


def _share(name: str, doc: str) -> Parameter:
    return _one(name, "1", (0.0, 1.0), doc)


PARAMETERS: Final[tuple[Parameter, ...]] = (
    FULL_TIME,
    *SCALE,
    # survival
    _one("horizon", "week", (1, 520), "weeks ahead at which an announced cut weighs half"),
    _share("secondment_threat", "share of the work of staff lent to a team that may go with them"),
    _one(
        "half_threat",
        "1",
        (0.01, 1),
        "share of the work at risk at which pressure on an institution's survival is half",
    ),
    _share(
        "inward_pressure",
        "share of an institution's attention turned inward under full pressure on its survival",
    ),
    _share("inward_unrest", "share of an institution's attention turned inward under full unrest"),
    _share(
        "openness_rest", "readiness of an institution to work with others when nothing threatens"
    ),
    _share("holding_rest", "reluctance to hand clients over when nothing threatens"),
    _share(
        "holding_pressure",
        "share of the remaining readiness to hand clients over that full pressure takes away",
    ),
    _share(
        "holding_slack",
        "share of the remaining readiness to hand clients over that an empty caseload takes away",
    ),
    _share(
        "gap_rest",
        "distance between management and front line at rest, when the front line has no mandate",
    ),
    _one(
        "attitude_half_life",
        "year",
        (0.01, 20),
        "time in which an institution's attitude adapts halfway to its situation",
    ),
    _one(
        "organisation_half_life",
        "year",
        (0.01, 20),
        "time in which an institution's openness adapts halfway to its situation",
    ),
    _one(
        "accustomed_half_life",
        "year",
        (0.01, 20),
        "time in which an institution gets half used to another budget",
    ),
    _one("unrest_half_life", "year", (0.01, 20), "time in which half of the unrest dies down"),
    _one("unrest_per_move", "1", (0, 20), "unrest per share of the staff or work that moves"),
    _one(
        "legitimacy_half_life",
        "year",
        (0.01, 20),
        "time in which an institution's standing adapts halfway to its results",
    ),
    # money
    _one(
        "demand_half_life",
        "year",
        (0.01, 20),
        "time in which the municipality picks up half of a change in what residents ask",
    ),
    _one(
        "competition",
        "1/year",
        (0, 2),
        "growth of a contract at a lead of 1 in standing over similar institutions",
    ),
    _share("generic_share", "share of an institution's work that others can do too"),
    _one(
        "dismantling_rate",
        "1/year",
        (0, 20),
        "pace at which institutions hand over overlapping work",
    ),
    _share(
        "resistance",
        (
            "share of the pace of handing over overlapping work that full pressure and "
            "standing take away"
        ),
    ),
    _share("largest_reserve", "share of a year's budget that an institution may keep as a reserve"),
    _share("deepest_debt", "share of a year's budget that an institution may owe at most"),
    # staff
    _one(
        "to_dismiss",
        "1",
        (0.1, 0.5),
        "part of a post that must lack money before its holder is redundant",
    ),
    _one(
        "to_hire", "1", (0.5, 1), "part of a post for which there must be money before it is filled"
    ),
    _one("notice", "week", (1, 104), "mean weeks before a redundant post is empty"),
    _share("taken_over", "chance that a redundant person goes over to an employer with room"),
    _one("vacancy", "week", (1, 104), "mean weeks in which a vacancy is filled"),
    _one("idle", "week", (1, 520), "weeks after which an unpaid empty post is given up"),
    # endings
    _one("viable_posts", "fte", (0, 50), "posts below which an institution can hardly go on"),
    _one(
        "closing_rate",
        "1/year",
        (0, 20),
        "rate at which an institution stops that has too few posts to go on",
    ),
    _one("merging_rate", "1/year", (0, 5), "rate at which institutions merge under full pressure"),
)
