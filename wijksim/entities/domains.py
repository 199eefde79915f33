"""The four domains of need, the kinds and the choices that columns hold as small numbers.

Source of the domains: the three laws that moved to municipalities on 1 January 2015 (Jeugdwet,
Wmo 2015, Participatiewet), with debt as the fourth that runs through the other three.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final

NOBODY: Final = -1
"""Written where a column would name a row and there is none."""

DOMAINS: Final = ("youth", "support", "income", "debt")
N_DOMAINS: Final = len(DOMAINS)
YOUTH: Final = 0
SUPPORT: Final = 1
INCOME: Final = 2
DEBT: Final = 3

TIE_SLOTS: Final = 12
"""Most ties kept with others outside the household (mechanisms: 12 to 15 slots)."""

HABITS: Final = 4
"""Places that a resident goes to by habit: shop, school or work, an informal place, one more."""

VALUES: Final = ("solidarity", "own_strength", "thrift", "certainty")
"""Values over which whoever takes part holds weights that add to one."""
N_VALUES: Final = len(VALUES)

PAYERS: Final = (
    "municipality_youth",
    "municipality_support",
    "municipality_income",
    "municipality_debt",
    "municipality_team",
    "municipality_places",
    "specialist_care",
    "informal_carers",
)
"""Who bears a cost. Informal hours are valued apart, or shifting would look like saving."""
N_PAYERS: Final = len(PAYERS)


class HouseholdType(IntEnum):
    """Household types as CBS counts them."""

    VACANT = 0
    SINGLE = 1
    COUPLE = 2
    WITH_CHILDREN = 3
    SINGLE_PARENT = 4


class Channel(IntEnum):
    """The way by which a request came in."""

    NONE = 0
    DESK = 1
    SELF_REFERRAL = 2
    FINDER = 3
    OUTREACH = 4
    NETWORK = 5
    CRISIS = 6


class RequestState(IntEnum):
    """Where a request stands. `ACCESS`: asked, no plan yet. `PLANNED`: waits for hours."""

    FREE = 0
    ACCESS = 1
    PLANNED = 2
    ACTIVE = 3


class Ending(IntEnum):
    """How a request ended."""

    NONE = 0
    RECOVERED = 1
    WITHDRAWN = 2
    REFUSED = 3
    CLOSED_EARLY = 4
    LEFT = 5


class Discipline(IntEnum):
    """What a professional was trained for; the last seven find needs but carry no caseload."""

    NONE = 0
    YOUTH_WORKER = 1
    SOCIAL_WORKER = 2
    HOME_CARER = 3
    MENTAL_HEALTH_WORKER = 4
    INCOME_OFFICER = 5
    DEBT_COUNSELLOR = 6
    GENERALIST = 7
    GP = 8
    TEACHER = 9
    DISTRICT_NURSE = 10
    POLICE_OFFICER = 11
    COMMUNITY_WORKER = 12
    GARDENER = 13
    HOUSING_OFFICER = 14


class InstitutionKind(IntEnum):
    """Types of institution in the neighbourhood."""

    NONE = 0
    WELFARE = 1
    YOUTH_CARE = 2
    HOME_CARE = 3
    MENTAL_HEALTH = 4
    SOCIAL_SERVICES = 5
    DEBT_HELP = 6
    GP_PRACTICE = 7
    PRIMARY_SCHOOL = 8
    HOUSING_CORPORATION = 9
    NEIGHBOURHOOD_COUNCIL = 10
    CHARITY = 11
    POLICE = 12


class InstitutionState(IntEnum):
    """Whether an institution still works here."""

    NONE = 0
    ACTIVE = 1
    MERGED = 2
    DISSOLVED = 3


class PlaceKind(IntEnum):
    """Types of meeting place."""

    NONE = 0
    COMMUNITY_CENTRE = 1
    GARDEN = 2
    SCHOOL = 3
    GP_PRACTICE = 4
    SHOP = 5
    WORKPLACE = 6
    LIBRARY = 7
    WORSHIP = 8
    STREET = 9
    KITCHEN_TABLE = 10
    DESK = 11
    TEAM_OFFICE = 12
    OTHER = 13


class PlaceOwner(IntEnum):
    """Who runs a place."""

    NONE = 0
    MUNICIPALITY = 1
    INSTITUTION = 2
    RESIDENTS = 3
    PRIVATE = 4


class Vacancy(IntEnum):
    """Whether a place was given up. `SHUT`: given up, and for now closed with all of its kind."""

    NONE = 0
    VACANT = 1
    SHUT = 2


class TeamMode(IntEnum):
    """Whether a team came beside what was there or in place of it."""

    NONE = 0
    ADDED = 1
    REPLACING = 2


class TeamBase(IntEnum):
    """Where a team works from."""

    NONE = 0
    REMOTE_OFFICE = 1
    DESK = 2
    INFORMAL_PLACE = 3
