"""The numbers in the formulas of the institutions: what each means, its unit and its bounds."""

from __future__ import annotations

from typing import Final

from wijksim.core.parameters import Parameter
from wijksim.entities.care_scale import FULL_TIME


def _one(name: str, unit: str, bounds: tuple[float, float], doc: str) -> Parameter:
    return Parameter("institutions", name, unit, bounds, doc)


def _share(name: str, doc: str) -> Parameter:
    return _one(name, "1", (0.0, 1.0), doc)


PARAMETERS: Final[tuple[Parameter, ...]] = (
    FULL_TIME,
    # survival
    _one("horizon", "week", (1, 520), "weeks ahead at which an announced cut weighs half"),
    _share("secondment_threat", "share of the work of staff lent to a team that may go with them"),
    _one("half_threat", "1", (0.01, 1), "share of the work at risk at which pressure is half"),
    _share("inward_pressure", "share of attention turned inward under full pressure"),
    _share("inward_unrest", "share of attention turned inward under full unrest"),
    _share("openness_rest", "readiness to work with others when nothing threatens"),
    _share("holding_rest", "reluctance to hand clients over when nothing threatens"),
    _share("holding_pressure", "share of what is left of it added under full pressure"),
    _share("holding_slack", "share of what is left of it added by an empty caseload"),
    _share("gap_rest", "distance of management without mandate for the front, at rest"),
    _one("attitude_half_life", "year", (0.01, 20), "time in which attitudes go half of the way"),
    _one(
        "organisation_half_life", "year", (0.01, 20), "time in which openness goes half of the way"
    ),
    _one("accustomed_half_life", "year", (0.01, 20), "time of getting half used to another budget"),
    _one("unrest_half_life", "year", (0.01, 20), "time in which half of the unrest dies down"),
    _one("unrest_per_move", "1", (0, 20), "unrest per share of the staff or work that moves"),
    _one("legitimacy_half_life", "year", (0.01, 20), "time in which standing goes half to results"),
    # money
    _one("demand_half_life", "year", (0.01, 20), "time of learning half of what is asked"),
    _one("competition", "1/year", (0, 2), "growth of a contract at a lead of 1 in standing"),
    _share("generic_share", "share of the work that others could do too"),
    _one("dismantling_rate", "1/year", (0, 20), "pace at which overlapping work is handed over"),
    _share("resistance", "share of the pace that full pressure and full standing take away"),
    _share("largest_reserve", "share of a year's budget that may be kept"),
    _share("deepest_debt", "share of a year's budget that may be owed"),
    # staff
    _one("to_dismiss", "1", (0.1, 0.5), "part of a post unpaid before its holder is redundant"),
    _one("to_hire", "1", (0.5, 1), "part of a post that must be paid before it is filled"),
    _one("notice", "week", (1, 104), "mean weeks before a redundant post is empty"),
    _share("taken_over", "chance that a redundant person goes over to an employer with room"),
    _one("vacancy", "week", (1, 104), "mean weeks in which a vacancy is filled"),
    _one("idle", "week", (1, 520), "weeks after which an unpaid empty post is given up"),
    # endings
    _one("viable_posts", "fte", (0, 50), "posts below which an institution can hardly go on"),
    _one("closing_rate", "1/year", (0, 20), "rate of stopping with fewer posts"),
    _one("merging_rate", "1/year", (0, 5), "rate of merging under full pressure"),
)
