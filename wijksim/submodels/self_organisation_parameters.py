"""What the numbers of self-organisation mean; values: scenarios/parameters/self_organisation.yaml.

Represents: declarations only. Source: each value names its own. Leaves out: the formulas.
"""

from __future__ import annotations

from typing import Final

from wijksim.core.parameters import Parameter


def _one(name: str, unit: str, low: float, high: float, doc: str) -> Parameter:
    return Parameter("self_organisation", name, unit, (low, high), doc)


PARAMETERS: Final = (
    # where one begins
    _one("adult_from", "year", 0, 99, "age from which people organise something"),
    _one(
        "ties_half",
        "1",
        0.01,
        12,
        "sum of the strengths of one's ties at which half of the willing can be found",
    ),
    _one(
        "informal_enough", "1", 0, 1, "informality from which a place lends itself to initiatives"
    ),
    _one(
        "starts_most",
        "1/year",
        0,
        50,
        "how often an initiative begins at a place with drive in plenty",
    ),
    _one(
        "drive_enough",
        "person",
        0.01,
        10_000,
        "free drive at a place at which half of the possible initiatives begin",
    ),
    _one("founders", "person", 1, 2000, "people with whom an initiative begins"),
    _one("energy_start", "1", 0, 1, "energy of a group that begins"),
    # members
    _one("largest_group", "person", 1, 2000, "people whom a group can hold"),
    _one(
        "joining",
        "1/week",
        0,
        1,
        "part of the gap between members and those willing that joins or leaves",
    ),
    _one("member_hours", "h/week", 0, 40, "hours that a member with full energy gives to a group"),
    # the coordinator
    _one("work_base", "h/week", 0, 100, "hours of coordination that any group asks"),
    _one(
        "work_member",
        "h/week",
        0,
        10,
        "hours of coordination that each further member of a group asks",
    ),
    _one(
        "work_form",
        "h/week",
        0,
        40,
        "work that one condition asks of the coordinator when the group lives on support",
    ),
    _one(
        "work_replacement",
        "h/week",
        0,
        40,
        "work of the coordinator per member when formal work is left to the group",
    ),
    _one("bearable", "h/week", 0.1, 80, "hours that a coordinator without skills can bear"),
    _one(
        "bearable_skills",
        "h/week",
        0,
        80,
        "hours that full skills add to what a coordinator can bear",
    ),
    _one(
        "load_most",
        "1",
        1,
        10,
        "load of a coordinator that is never reached, however much work there is",
    ),
    _one("load_weeks", "week", 1, 520, "weeks over which a coordinator feels the load"),
    # support
    _one("hour_price", "EUR/h", 1, 1000, "what one hour of help costs when bought with money"),
    _one("dependence_weeks", "week", 1, 2000, "weeks in which a group grows used to support"),
    # energy
    _one("renewal", "1/week", 0, 1, "energy that a group wins back by doing something of its own"),
    _one("fatigue", "1/week", 0, 1, "energy that a group loses by time and daily life"),
    _one(
        "overload",
        "1/week",
        0,
        1,
        "energy that a group loses per unit of load over what a coordinator can bear",
    ),
    # activities
    _one("people_per_hour", "person", 0.1, 100, "volunteers at work in one hour of activities"),
    _one(
        "unaccounted",
        "1",
        0,
        1,
        "share of money that does not go to activities when there are no conditions",
    ),
    _one("money_share", "1", 0, 1, "share of activities that needs materials"),
    _one(
        "money_half",
        "EUR/year",
        1,
        1e6,
        "money for a group at which half of its materials is there",
    ),
    # being used
    _one("capture", "1/week", 0, 1, "pace at which formal work taken over takes a group over"),
    _one("release", "1/week", 0, 1, "pace at which a group finds its own course again"),
    # endings
    _one(
        "exit",
        "1/year",
        0,
        20,
        "how often a sound initiative ends: members moved on, it is done, or a quarrel",
    ),
    _one(
        "exit_overload",
        "1/year",
        0,
        50,
        "how often an initiative ends, per unit of load over what a coordinator can bear",
    ),
    _one(
        "exit_capture",
        "1/year",
        0,
        50,
        "how often a group ends that is fully used as a replacement",
    ),
    _one("exit_dependence", "1/year", 0, 50, "how often a group ends that fully leans on support"),
    _one("smallest", "person", 0, 100, "members below which a group falls apart"),
    _one(
        "succession_half",
        "person",
        0.1,
        1000,
        "members with whom half of the groups find a new coordinator",
    ),
    _one(
        "moving_half",
        "person",
        0.1,
        1000,
        "members with whom half of the groups find another place",
    ),
    # places
    _one("wear", "1/year", 0, 20, "pace at which a place falls into disrepair"),
    _one("renewal_cost", "EUR", 1, 1e8, "cost of bringing one place from ruin to repair"),
    _one(
        "residents_places",
        "1",
        0,
        1,
        "part of the cost of residents' places that the municipality pays",
    ),
    # taking over a place that was given up
    _one("takeovers", "1/year", 0, 50, "how often groups with hours in plenty take a vacant place"),
    _one("keys_hours", "h/week", 0, 168, "hours of members that keeping a place open takes"),
)
