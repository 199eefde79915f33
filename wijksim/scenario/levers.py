"""Levers: what a policy can set, at any date. Each is a physical quantity, never a virtue.

Every lever has one channel by which it costs and one by which it can help; which of them weighs
more is for the model to find out. `moves` names the state variable that it moves directly.
Start values, with their sources, stand in scenarios/parameters/levers.yaml.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Lever:
    """One lever: its unit and bounds, or its choices, and what it does in plain words."""

    name: str
    unit: str
    en: str
    nl: str
    costs: str
    helps: str
    moves: str
    bounds: tuple[float, float] = (0.0, 1.0)
    choices: tuple[str, ...] = ()


LEVERS: Final[tuple[Lever, ...]] = (
    Lever("team.presence", "choice", "Is there a neighbourhood team, and does it come on top or instead?",
          "Is er een wijkteam, en komt het erbij of ervoor in de plaats?",
          "takes staff hours from the institutions; one more party per household when added",
          "one door for all domains", "teams.present", choices=("none", "added", "replacing")),
    Lever("team.fte", "fte", "Size of the team", "Omvang van het wijkteam",
          "hours taken from the institutions that second staff", "hours for access and plans",
          "teams.fte", bounds=(0, 200)),
    Lever("team.composition", "choice", "How the team is put together: a quota per institution, or people who already work together",
          "Samenstelling: een vast aantal per instelling, of mensen die elkaar al kennen",
          "acquainted: leaves out who is not known; quota: strangers",
          "quota: every domain covered; acquainted: existing trust", "professionals.team",
          choices=("quota", "acquainted")),
    Lever("team.base", "choice", "Where the team works from", "Vanwaar het team werkt",
          "rent, travel, interruptions", "presence where people come", "teams.base_kind",
          choices=("none", "remote_office", "desk", "informal_place")),
    Lever("team.scan_hours", "h/week", "Hours a week the team spends finding out what the neighbourhood needs",
          "Uren per week om uit te zoeken wat de wijk nodig heeft",
          "hours not spent on residents", "composition that fits the need; noisy, 1/sqrt(n)",
          "teams.need_estimate", bounds=(0, 80)),
    Lever("governance.reporting", "h/week", "Reporting asked of each worker", "Verantwoording per medewerker",
          "hours", "the municipality sees figures sooner and sharper", "municipality.reporting_hours",
          bounds=(0, 12)),
    Lever("governance.patience", "month", "Months before a team is judged", "Maanden voordat een team wordt beoordeeld",
          "failing teams go on longer", "time to learn", "municipality.patience_left", bounds=(0, 120)),
    Lever("governance.reaction", "1", "Reaction to poor figures: 0 more control, 1 learning",
          "Reactie op slechte cijfers: 0 meer controle, 1 leren",
          "control: hours for protocol; learning: hours for reflection",
          "control: fewer errors; learning: refitting", "municipality.protocol_pressure"),
    Lever("governance.memory", "1", "Share of earlier lessons that is kept", "Deel van eerdere lessen dat bewaard blijft",
          "hours for keeping records", "no new team for an old problem", "municipality.memory"),
    Lever("governance.decides", "1", "Share of decisions taken in practice instead of by management",
          "Deel van de beslissingen in de praktijk in plaats van door het management",
          "uneven decisions, errors", "decided sooner, with what the front line knows", "institutions.mandate"),
    Lever("coordination.rule", "choice", "Rule for households with several helpers",
          "Afspraak voor huishoudens met meerdere hulpverleners",
          "hours for meetings and writing", "fewer conflicting plans", "households.lead",
          choices=("none", "lead_worker", "mandatory_plan")),
    Lever("rules.function_profiles", "1", "Share of tasks fixed in function profiles", "Deel van de taken dat vastligt in functieprofielen",
          "less shifting of roles", "clear roles", "professionals.role_flexibility"),
    Lever("rules.protocols", "1", "Share of decisions that need approval by protocol", "Deel van de beslissingen dat goedkeuring vraagt",
          "waiting and administration", "fewer novice errors, less arbitrariness, fewer leaks", "teams.protocol"),
    Lever("rules.result_targets", "1", "Share of the budget tied to closed cases", "Deel van het budget dat afhangt van afgesloten zaken",
          "invites early closing and choosing easy cases", "turnover of cases", "requests.ending"),
    Lever("change.depth", "1", "Depth of change: share of decisions whose mandate shifts", "Diepte van de verandering: deel van de beslissingen waarvan het mandaat verschuift",
          "strain and hours", "new practices and breadth", "professionals.strain"),
    Lever("room.willingness", "1", "How far the municipality concedes room when shown evidence", "Hoe ver de gemeente ruimte toestaat als zij bewijs ziet",
          "more errors", "decisions without waiting", "municipality.room_conceded"),
    Lever("learning.reflection_hours", "h/month", "Reflection per worker", "Reflectie per medewerker",
          "hours not spent on residents", "breadth, roles, refitting", "professionals.reflection_hours",
          bounds=(0, 24)),
    Lever("institutions.dismantling", "1", "Share of overlapping work to be dismantled", "Deel van het overlappende werk dat wordt afgebouwd",
          "unrest and broken ties", "freed hours and money, fewer parties", "institutions.dismantling"),
    Lever("budget.youth", "1", "Youth budget, share of the start", "Budget jeugd, deel van het begin",
          "money", "posts", "institutions.budget", bounds=(0, 3)),
    Lever("budget.support", "1", "Support budget, share of the start", "Budget ondersteuning, deel van het begin",
          "money", "posts", "institutions.budget", bounds=(0, 3)),
    Lever("budget.income", "1", "Work and income budget, share of the start", "Budget werk en inkomen, deel van het begin",
          "money", "posts", "institutions.budget", bounds=(0, 3)),
    Lever("budget.debt", "1", "Debt help budget, share of the start", "Budget schuldhulp, deel van het begin",
          "money", "posts", "institutions.budget", bounds=(0, 3)),
    Lever("budget.pooling", "1", "Share of budgets that may move between domains", "Deel van de budgetten dat tussen domeinen mag schuiven",
          "domains lose their floor", "money follows need", "municipality.budget"),
    Lever("norm.self_reliance", "1", "Severity below which a request is sent back to the own network", "Ernst waaronder een vraag wordt terugverwezen naar het eigen netwerk",
          "load on informal carers", "formal hours saved", "requests.state"),
    Lever("access.desk_hours", "h/week", "Opening hours of the desk", "Openingstijden van het loket",
          "staff hours", "a door", "places.open_hours", bounds=(0, 60)),
    Lever("access.self_referral", "choice", "May residents turn to the team or institution themselves?", "Mogen bewoners zichzelf aanmelden?",
          "more light requests", "no detour", "requests.channel", choices=("no", "yes")),
    Lever("access.finder_hours", "h/week", "Hours a week per finder kept for referring", "Uren per week per vindplaats om te verwijzen",
          "hours of finders", "needs found where people come", "professionals.hours_outreach", bounds=(0, 20)),
    Lever("access.outreach_hours", "h/week", "Outreach wanted per worker", "Gewenste uren in de wijk per medewerker",
          "hours not spent on cases", "needs found early, avoiders met", "professionals.hours_outreach", bounds=(0, 24)),
    Lever("access.forms", "form", "Forms per request", "Formulieren per aanvraag",
          "people drop out", "fewer unfounded requests", "residents.discouraged_until", bounds=(0, 10)),
    Lever("data.sharing", "1", "Share of case data that parties share", "Deel van de gegevens dat partijen delen",
          "leaks that cost trust", "shorter coordination", "professionals.hours_coordination"),
    Lever("vision.breadth", "1", "Share of professionals and residents who take part in making a vision", "Deel van professionals en bewoners dat meedenkt over de visie",
          "hours", "weights come closer", "professionals.weight"),
    Lever("vision.hours", "h/week", "Hours a week per participant spent on the vision", "Uren per week per deelnemer aan de visie",
          "hours", "weights come closer", "professionals.weight", bounds=(0, 8)),
    Lever("vision.thrift", "1", "Weight of thrift in what the municipality asks", "Gewicht van zuinigheid in wat de gemeente vraagt",
          "priority to cheap requests", "money", "municipality.weight"),
    Lever("vision.solidarity", "1", "Weight of solidarity in what the municipality asks", "Gewicht van solidariteit in wat de gemeente vraagt",
          "money", "priority to the worst off", "municipality.weight"),
    Lever("initiatives.money", "EUR/year", "Money a year for residents' initiatives", "Geld per jaar voor bewonersinitiatieven",
          "money", "activities", "initiatives.activity_hours", bounds=(0, 500_000)),
    Lever("initiatives.hours", "h/week", "Hours a week of community workers for initiatives", "Uren per week van opbouwwerkers voor initiatieven",
          "hours", "less load on the coordinator; too much takes over", "initiatives.coordinator_load", bounds=(0, 200)),
    Lever("initiatives.rules", "form", "Conditions attached to support", "Voorwaarden bij steun",
          "load on the coordinator", "money is accounted for", "initiatives.coordinator_load", bounds=(0, 20)),
    Lever("initiatives.replacement", "1", "Share of formal work that is left to initiatives", "Deel van het formele werk dat aan initiatieven wordt overgelaten",
          "takes over and tires out", "formal hours saved", "initiatives.captured"),
    Lever("places.upkeep", "EUR/year", "Money a year for meeting places and outdoor space", "Geld per jaar voor ontmoetingsplekken en buitenruimte",
          "money", "places stay usable", "places.upkeep", bounds=(0, 1_000_000)),
)

BY_NAME: Final = {one.name: one for one in LEVERS}
