"""The words of the cooperation page."""

from __future__ import annotations

from typing import Final

import numpy as np

from wijksim.dashboard.cooperation import COURSES, KINDS, NODES, TEAM, Course
from wijksim.dashboard.language import Say, marked
from wijksim.entities.domains import InstitutionKind
from wijksim.report.words import number

KIND_NAMES: Final = {
    InstitutionKind.WELFARE: marked("Welfare work"),
    InstitutionKind.YOUTH_CARE: marked("Youth care"),
    InstitutionKind.HOME_CARE: marked("Home care"),
    InstitutionKind.MENTAL_HEALTH: marked("Mental health"),
    InstitutionKind.SOCIAL_SERVICES: marked("Social services"),
    InstitutionKind.DEBT_HELP: marked("Debt help"),
    InstitutionKind.GP_PRACTICE: marked("GP practices"),
    InstitutionKind.PRIMARY_SCHOOL: marked("Primary schools"),
    InstitutionKind.HOUSING_CORPORATION: marked("Housing corporation"),
    InstitutionKind.NEIGHBOURHOOD_COUNCIL: marked("Neighbourhood council"),
    InstitutionKind.CHARITY: marked("Charity"),
    InstitutionKind.POLICE: marked("Police"),
}
TEAM_NAME: Final = marked("Team")
WAYS: Final = (
    marked("at the desk"),
    marked("straight to a professional"),
    marked("through somebody who noticed"),
    marked("through a professional nearby"),
    marked("through acquaintances"),
    marked("after a crisis"),
)
FATE_NAMES: Final = (
    marked("help from the team"),
    marked("help from others"),
    marked("told no"),
    marked("gave up"),
    marked("otherwise, or still waiting"),
)
COURSE_NAMES: Final = dict(
    zip(
        COURSES,
        (
            marked("Budgets of municipal help, million euros a year"),
            marked("Institutions at work"),
            marked("Professionals, full-time posts"),
            marked("Teams beside the institutions"),
            marked("In a team, full-time posts"),
            marked("Trust between professionals who work together, 0 to 1"),
            marked("Working hours with residents, %"),
            marked("Working hours on administration and rules, %"),
            marked("Working hours on coordination, %"),
        ),
        strict=True,
    )
)
SCALES: Final = dict(
    zip(COURSES, (1e-6, 1.0, 1.0, 1.0, 1.0, 1.0, 100.0, 100.0, 100.0), strict=True)
)
"""From the model's unit to that of the name."""
DIGITS: Final = dict(zip(COURSES, (2, 0, 1, 0, 1, 2, 0, 0, 0), strict=True))


def node_names(say: Say) -> list[str]:
    """What each node is called."""
    return [*(say(KIND_NAMES[one]) for one in KINDS), say(TEAM_NAME)]


def met(course: Course, moment: int) -> float:
    """Joint contacts of all pairs together."""
    return float(course.contacts[moment].sum()) / 2


def closest(course: Course, moment: int) -> tuple[int, int] | None:
    """The two nodes with most contact; None when there is none."""
    above = np.triu(course.contacts[moment], 1)
    if not above.any():
        return None
    place = int(above.argmax())
    return place // NODES, place % NODES


def within(name: str) -> str:
    """A name as it stands within a sentence.

    >>> within("Home care"), within("GP practices")
    ('home care', 'GP practices')
    """
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def told_network(course: Course, moment: int, name: str, lang: str, say: Say) -> str:
    """Who works with whom at a moment, in a sentence."""
    pair = closest(course, moment)
    names = node_names(say)
    team = float(course.people[moment][TEAM])
    if pair is None:
        return say("“{policy}”: nobody works together yet.").format(policy=name)
    text = (
        say(
            "“{policy}”: {one} and {other} have most contact; "
            "{fte} full-time posts are in a team; trust is {trust} on average."
        )
        if team > 0
        else say(
            "“{policy}”: {one} and {other} have most contact; there is no team; "
            "trust is {trust} on average."
        )
    )
    return text.format(
        policy=name,
        one=within(names[pair[0]]),
        other=within(names[pair[1]]),
        fte=number(team, decimals=1, lang=lang),
        trust=number(float(course.courses[moment][COURSES.index("trust")]), decimals=2, lang=lang),
    )


def told_travels(course: Course, year: int, name: str, when: int, lang: str, say: Say) -> str:
    """What became of the requests of a year, in a sentence."""
    counts = course.travels[year]
    total = float(counts.sum())
    if total <= 0:
        return say("“{policy}”: no requests in {year}.").format(policy=name, year=when)
    way = int(counts.sum(axis=1).argmax())
    share = 100.0 * float(counts[:, :2].sum()) / total
    return say(
        "“{policy}”: {total} requests in {year}, most of them {way}; {share}% led to help."
    ).format(
        policy=name,
        total=number(total, decimals=0, lang=lang),
        year=when,
        way=say(WAYS[way]),
        share=number(share, decimals=0, lang=lang),
    )
