"""What the numbers of casework mean; their values stand in scenarios/parameters/casework.yaml."""

from __future__ import annotations

from typing import Final

from wijksim.core.parameters import Parameter


def _one(name: str, unit: str, low: float, high: float, doc: str) -> Parameter:
    return Parameter("casework", name, unit, (low, high), doc)


PARAMETERS: Final = (
    # caseload
    _one("ladder_light", "case/fte", 1, 1000, "light cases that one full-time worker can carry"),
    _one(
        "ladder_vulnerable",
        "case/fte",
        1,
        1000,
        "vulnerable cases that one full-time worker can carry",
    ),
    _one("ladder_heavy", "case/fte", 1, 1000, "heavy cases that one full-time worker can carry"),
    _one(
        "caseload_limit",
        "1",
        0,
        10,
        "caseload up to which a worker takes on cases, compared with what one can carry",
    ),
    _one(
        "urgent_limit",
        "1",
        0,
        10,
        (
            "caseload up to which a worker takes on a heavy case that waited long, "
            "compared with what one can carry"
        ),
    ),
    _one("urgent_weeks", "week", 0, 520, "weeks of waiting after which a heavy case is urgent"),
    # access and plan
    _one("access_hours", "h", 0, 100, "first talk at the door, per request"),
    _one("plan_hours", "h", 0, 200, "kitchen-table talks and plan, per request"),
    _one("light_plan", "1", 0, 1, "plan of a light request, as a share of a full plan"),
    _one(
        "plan_again",
        "1",
        0,
        1,
        "plan by an institution after a team's plan, as a share of a full plan",
    ),
    _one(
        "plan_weeks",
        "week",
        1,
        52,
        "weeks from a case being taken on to its plan, without approvals",
    ),
    _one(
        "approval_weeks",
        "week",
        0,
        52,
        "weeks added before a plan when every decision needs approval",
    ),
    _one(
        "approval_hours",
        "1",
        0,
        10,
        "hours added to a plan when every decision needs approval, as a share of the usual ones",
    ),
    _one("handover_weeks", "week", 0, 52, "weeks between the door and the institution"),
    _one("review_weeks", "week", 1, 260, "weeks after which a plan is looked at again"),
    _one("scaling_down", "1", 0, 1, "share of reviews that lower the claim where need is lighter"),
    _one("desk_staff", "person", 0, 20, "staff at the desk while it is open"),
    # who takes it
    _one("competence_needed", "1", 0, 1, "competence in a domain needed to take a case"),
    _one(
        "weigh_room",
        "1",
        0,
        10,
        "weight of room in the caseload when a worker is chosen, compared with competence",
    ),
    _one(
        "weigh_continuity",
        "1",
        0,
        10,
        "weight of knowing the household when a worker is chosen, compared with competence",
    ),
    _one(
        "weigh_trust",
        "1",
        0,
        10,
        (
            "weight of trust of those at work in the household when a worker is chosen, "
            "compared with competence"
        ),
    ),
    # rationing
    _one(
        "rationing",
        "1",
        0,
        1,
        "rise of the threshold for help under endless waiting, as a share of the room above it",
    ),
    _one(
        "rationing_weeks",
        "week",
        0.1,
        520,
        (
            "mean wait at which the threshold for help has risen half as far as under "
            "endless waiting"
        ),
    ),
    _one(
        "passing_over", "1/week", 0, 1, "chance that a heavy case is passed over because of targets"
    ),
    _one("withdrawing", "1/year", 0, 50, "rate at which people leave the queue"),
    _one(
        "closing_early",
        "1/year",
        0,
        50,
        "how often a case is closed early where all hangs on targets",
    ),
    _one("early_severity", "1", 0, 1, "severity of a need below which a case may be closed early"),
    _one("close_severity", "1", 0, 1, "severity of a need below which care is no longer needed"),
    _one("close_weeks", "week", 1, 520, "calm weeks on end after which care ends"),
    _one(
        "holding_on",
        "1",
        0,
        10,
        (
            "calm weeks that an institution holding on to all adds before care ends, as a "
            "share of the usual ones"
        ),
    ),
    # priorities
    _one(
        "priority_weeks",
        "week",
        0,
        260,
        "weeks of head start in the queue that a value is worth when all share it",
    ),
    # hours
    _one(
        "share_intake",
        "1",
        0,
        0.8,
        "largest share of the hours after administration that goes to intake",
    ),
    _one(
        "share_coordination",
        "1",
        0,
        0.35,
        "largest share of the hours after administration that goes to coordination",
    ),
    _one(
        "share_learning",
        "1",
        0,
        0.25,
        "largest share of the hours after administration that goes to learning",
    ),
    _one(
        "outreach_floor",
        "1",
        0,
        1,
        "share of their hours that workers always spend in the neighbourhood",
    ),
    _one("outreach_gives_way", "1", 0, 1, "share of a shortage of hours that outreach bears"),
    _one("too_much", "1", 0, 5, "how far help goes beyond the hours needed when there is time"),
    _one("skill_floor", "1", 0, 1, "effect of an hour by a worker without competence"),
    # several helpers
    _one(
        "contact_hours",
        "h",
        0,
        40,
        "hours of one contact between two parties about a household, both together",
    ),
    _one("trust_saves", "1", 0, 1, "share of coordination that full mutual trust saves"),
    _one("sharing_saves", "1", 0, 1, "share of coordination that sharing all data saves"),
    _one(
        "writing_hours",
        "h/week",
        0,
        40,
        "hours of writing that a lead or a common plan asks, per party",
    ),
    _one("lead_trust", "1", 0, 1, "mutual trust from which parties agree on a lead unasked"),
    _one(
        "conflict_rate",
        "1/year",
        0,
        200,
        "how often parties that are strangers and share no values come into conflict",
    ),
    _one(
        "mending_rate",
        "1/year",
        0,
        200,
        "rate at which conflicts between parties pass by themselves",
    ),
    _one(
        "mending_trust",
        "1/week",
        0,
        1,
        "chance a week that full trust mends a conflict between parties",
    ),
    _one("lead_calms", "1", 0, 1, "share of conflicts between parties that a lead prevents"),
    _one("plan_calms", "1", 0, 1, "share of conflicts between parties that a common plan prevents"),
    _one("conflict_work", "1", 1, 10, "factor by which work grows while plans conflict"),
    _one("handover_hours", "h", 0, 100, "hours to hand a client over, for giver and taker each"),
    # lateness
    _one("late_weeks", "week", 1, 520, "weeks of waiting from which help comes too late"),
    # variant
    _one(
        "triage_weeks",
        "week",
        0,
        520,
        "head start of the most severe needs in the queue, with triage",
    ),
)
