"""The parameters of day paths: their meaning, unit and bounds.

Values and sources stand in scenarios/parameters/day_paths.yaml.
"""

from __future__ import annotations

from typing import Final

from wijksim.core.parameters import Parameter

PARAMETERS: Final = (
    Parameter(
        "day_paths",
        "half_open_hours",
        "h/week",
        (0.1, 168),
        "opening hours at which a place has half of its draw",
    ),
    Parameter(
        "day_paths",
        "wear",
        "1",
        (0, 1),
        "share of its draw that a place loses when worn out",
    ),
    Parameter(
        "day_paths",
        "activity_pull",
        "1",
        (0, 10),
        "most that activities of initiatives add to the draw of an informal place",
    ),
    Parameter(
        "day_paths",
        "activity_half",
        "h/week",
        (0.1, 168),
        "hours of activities that add half of the most they can to the draw of an informal place",
    ),
    Parameter(
        "day_paths",
        "popularity_pull",
        "1",
        (0, 10),
        "most that other visitors add to the draw of an informal place",
    ),
    Parameter(
        "day_paths",
        "popularity_half",
        "1/week",
        (1, 10000),
        "visitors a week who add half of the most they can to the draw of an informal place",
    ),
    Parameter(
        "day_paths",
        "company_pull",
        "1",
        (0, 10),
        "most that ties add to the inclination to go to an informal place",
    ),
    Parameter(
        "day_paths",
        "company_half",
        "1",
        (0.1, 12),
        (
            "sum of tie strengths that adds half of the most it can to the inclination to "
            "go to an informal place"
        ),
    ),
    Parameter("day_paths", "stay_hours", "h", (0.01, 24), "length of a visit to a place"),
    Parameter(
        "day_paths",
        "approach",
        "1",
        (0, 10),
        (
            "chance per other visitor inside at the same time to fall into talk, before "
            "informality counts"
        ),
    ),
    Parameter(
        "day_paths",
        "talk_formal",
        "1",
        (0, 1),
        "chance of speaking with a professional who is there, at a place without informality",
    ),
    Parameter(
        "day_paths",
        "talk_hours_formal",
        "h",
        (0.01, 4),
        "length of a talk with a professional at a place without informality",
    ),
    Parameter(
        "day_paths",
        "talk_hours_informal",
        "h",
        (0.01, 4),
        "length of a talk with a professional at a fully informal place",
    ),
    Parameter(
        "day_paths",
        "practice_visits",
        "1/year",
        (0, 60),
        "visits to the GP practice below the age from which they are more frequent",
    ),
    Parameter(
        "day_paths",
        "practice_visits_old",
        "1/year",
        (0, 60),
        "visits to the GP practice from the age at which they become more frequent",
    ),
    Parameter(
        "day_paths",
        "visitors_smoothing",
        "1/week",
        (0.001, 1),
        "weight of this week in the running mean of the number of visitors of a place",
    ),
    Parameter(
        "day_paths",
        "reach_errands",
        "m",
        (10, 5000),
        "distance at which the draw of a shop falls to 37%",
    ),
    Parameter(
        "day_paths",
        "reach_school",
        "m",
        (10, 5000),
        "distance at which the draw of a school falls to 37%",
    ),
    Parameter(
        "day_paths",
        "reach_work",
        "m",
        (10, 5000),
        "distance at which the draw of a workplace falls to 37%",
    ),
    Parameter(
        "day_paths",
        "reach_informal",
        "m",
        (10, 5000),
        "distance at which the draw of an informal place falls to 37%",
    ),
    Parameter(
        "day_paths",
        "reach_street",
        "m",
        (10, 5000),
        "distance at which the draw of a street falls to 37%",
    ),
    Parameter(
        "day_paths",
        "elsewhere_errands",
        "1",
        (0, 100),
        "weight of shopping outside the neighbourhood in the choice where to go",
    ),
    Parameter(
        "day_paths",
        "elsewhere_school",
        "1",
        (0, 100),
        "weight of a school outside the neighbourhood in the choice where to go",
    ),
    Parameter(
        "day_paths",
        "elsewhere_work",
        "1",
        (0, 100),
        "weight of work outside the neighbourhood or no work in the choice where to go",
    ),
    Parameter(
        "day_paths",
        "elsewhere_informal",
        "1",
        (0, 100),
        "weight of going to no informal place at all in the choice where to go",
    ),
    Parameter(
        "day_paths",
        "elsewhere_street",
        "1",
        (0, 100),
        "weight of hardly using the street in the choice where to go",
    ),
    Parameter("day_paths", "rate_errands", "1/week", (0, 7), "visits to the shop"),
    Parameter(
        "day_paths",
        "rate_school",
        "1/week",
        (0, 7),
        "times at the school gate or on the schoolyard",
    ),
    Parameter(
        "day_paths",
        "rate_work",
        "1/week",
        (0, 7),
        "days at a workplace in the neighbourhood",
    ),
    Parameter(
        "day_paths",
        "rate_informal",
        "1/week",
        (0, 7),
        "visits to an informal place by someone with full energy",
    ),
    Parameter(
        "day_paths",
        "rate_street",
        "1/week",
        (0, 7),
        "times a week lingering in the street by someone with full energy",
    ),
    Parameter(
        "day_paths",
        "language_hurdle",
        "1",
        (0, 1),
        "share of the draw of a wholly formal place lost on those with little Dutch",
    ),
    Parameter(
        "day_paths",
        "avoider_hurdle",
        "1",
        (0, 1),
        "share of the draw of a wholly formal place lost on care avoiders",
    ),
    Parameter(
        "day_paths",
        "energy_floor",
        "1",
        (0, 1),
        (
            "visits to informal places and the street without energy, as a share of those "
            "at full energy"
        ),
    ),
    Parameter("day_paths", "school_from", "year", (0, 100), "age at which primary school starts"),
    Parameter("day_paths", "school_until", "year", (0, 100), "age at which primary school ends"),
    Parameter(
        "day_paths",
        "out_alone_from",
        "year",
        (0, 100),
        "age from which one goes to shops and informal places alone",
    ),
    Parameter(
        "day_paths",
        "adult_from",
        "year",
        (0, 100),
        "age from which one may work or bring a child to school",
    ),
    Parameter("day_paths", "pension_from", "year", (0, 100), "age at which work ends"),
    Parameter(
        "day_paths",
        "old_from",
        "year",
        (0, 100),
        "age from which the GP practice is visited more often",
    ),
    Parameter(
        "day_paths",
        "reconsider_weeks",
        "week",
        (1, 520),
        "weeks in which every resident weighs the habits anew once, neighbours in the same week",
    ),
    Parameter(
        "day_paths",
        "change_weeks",
        "week",
        (1, 520),
        "weeks in which everybody weighs the habits anew after a place opened or closed",
    ),
    Parameter(
        "day_paths",
        "settling_rounds",
        "1",
        (1, 50),
        "times that founders choose habits, each time knowing where the others went",
    ),
    Parameter(
        "day_paths",
        "ring_steps",
        "1",
        (1, 50),
        "visitors passed over at most to meet someone from outside one's own household",
    ),
)
