"""What a lever is called inside a sentence, in English and in Dutch (level B1).

Represents: a short name, such as "willingness to concede room", where the declaration of the lever
has a whole line. Each fits in "when ... is at least 0.6" and "wanneer ... minstens 0,6 is".

Leaves out: names of parameters, which are called by their key.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

SHORT: Final[Mapping[str, tuple[str, str]]] = {
    "team.presence": ("the kind of neighbourhood team", "het soort wijkteam"),
    "team.fte": ("the size of the team", "de omvang van het wijkteam"),
    "team.composition": ("the composition of the team", "de samenstelling van het wijkteam"),
    "team.base": ("the place of the team", "de plek van het wijkteam"),
    "team.scan_hours": (
        "time to find out what the neighbourhood needs",
        "de tijd om uit te zoeken wat de wijk nodig heeft",
    ),
    "coordination.rule": (
        "the rule for households with several helpers",
        "de afspraak bij meerdere hulpverleners",
    ),
    "change.depth": ("the depth of change", "de diepte van de verandering"),
    "learning.reflection_hours": ("time for reflection", "de tijd voor reflectie"),
    "data.sharing": (
        "the share of case data that is shared",
        "het deel van de gegevens dat partijen delen",
    ),
    "vision.breadth": (
        "the share of people who take part in the vision",
        "het deel van de mensen dat meewerkt aan de visie",
    ),
    "vision.hours": ("time for the vision", "de tijd voor de visie"),
    "vision.thrift": ("the weight of thrift", "het gewicht van zuinigheid"),
    "vision.solidarity": ("the weight of solidarity", "het gewicht van solidariteit"),
    "governance.reporting": (
        "reporting per worker",
        "de tijd voor verantwoording per professional",
    ),
    "governance.patience": ("patience", "het geduld"),
    "governance.control": ("the reflex to answer with rules", "de neiging om regels te maken"),
    "governance.refitting": (
        "the share of teams refitted by need",
        "het deel van de wijkteams dat wordt aangepast aan de zorgvraag",
    ),
    "governance.memory": ("the share of lessons kept", "het deel van de lessen dat bewaard blijft"),
    "governance.decides": (
        "the share of decisions taken in practice",
        "het deel van de beslissingen dat de praktijk neemt",
    ),
    "rules.function_profiles": (
        "the share of tasks in function profiles",
        "het deel van de taken in functieprofielen",
    ),
    "rules.protocols": (
        "the share of decisions under protocol",
        "het deel van de beslissingen waarvoor goedkeuring nodig is",
    ),
    "rules.result_targets": (
        "the share of budget tied to closed cases",
        "het deel van het budget dat afhangt van afgesloten zaken",
    ),
    "room.willingness": ("willingness to concede room", "de bereidheid om ruimte te geven"),
    "institutions.dismantling": (
        "the share of overlapping work dismantled",
        "het deel van het dubbele werk dat wordt afgebouwd",
    ),
    "budget.youth": ("the youth budget", "het budget voor jeugd"),
    "budget.support": ("the support budget", "het budget voor ondersteuning"),
    "budget.income": ("the work and income budget", "het budget voor werk en inkomen"),
    "budget.debt": ("the debt help budget", "het budget voor schuldhulp"),
    "budget.pooling": ("the share of pooled budgets", "het deel van de budgetten dat mag schuiven"),
    "norm.self_reliance": ("the norm for self-reliance", "de norm voor zelfredzaamheid"),
    "access.desk_hours": ("the opening time of the desk", "de openingstijd van het loket"),
    "access.self_referral": ("applying without referral", "aanmelden zonder verwijzing"),
    "access.finder_hours": ("time per finder to refer", "de tijd per vindplaats om te verwijzen"),
    "access.outreach_hours": ("time for outreach", "de tijd in de wijk per professional"),
    "access.forms": ("the number of forms", "het aantal formulieren"),
    "initiatives.money": ("money for initiatives", "het geld voor bewonersinitiatieven"),
    "initiatives.hours": (
        "time of community workers for initiatives",
        "de tijd van opbouwwerkers voor initiatieven",
    ),
    "initiatives.rules": ("the number of conditions", "het aantal voorwaarden bij steun"),
    "initiatives.replacement": (
        "the share of work left to initiatives",
        "het deel van het werk dat naar initiatieven gaat",
    ),
    "places.upkeep": ("money for meeting places", "het geld voor ontmoetingsplekken"),
}
"""By lever: English, Dutch."""


def short_name(lever: str, *, lang: str) -> str:
    """What a lever is called inside a sentence.

    >>> short_name("room.willingness", lang="en"), short_name("governance.patience", lang="nl")
    ('willingness to concede room', 'het geduld')
    """
    return SHORT[lever][1 if lang == "nl" else 0]
