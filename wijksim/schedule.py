"""The process overview: which submodels act in a week, in which order, and why in that order.

The order is decided here, not derived: there are feedbacks within a week. It is checked against
the declarations: every column has one owner, every lever and every parameter has a reader.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from wijksim.core.errors import DeclarationError, WijksimError, did_you_mean
from wijksim.core.parameters import Parameter
from wijksim.entities.world import SCHEMAS
from wijksim.outcomes.catalogue import OBSERVERS
from wijksim.scenario.levers import BY_NAME
from wijksim.scenario.settled import Declarations
from wijksim.submodels.base import Submodel
from wijksim.submodels.casework import Casework, NoCasework, TriageCasework
from wijksim.submodels.cooperation import Cooperation, NoCooperation
from wijksim.submodels.cooperation_forms import RIVAL_FORMS
from wijksim.submodels.day_paths import DayPaths, NoDayPaths
from wijksim.submodels.finding_help import FindingHelp, NoFindingHelp
from wijksim.submodels.finding_help_counting import CountingFindingHelp
from wijksim.submodels.governance import Governance, NoGovernance
from wijksim.submodels.governance_incidents import IncidentGovernance
from wijksim.submodels.informal_care import InformalCare, NoInformalCare
from wijksim.submodels.institutions import Institutions, NoInstitutions
from wijksim.submodels.learning import Learning, NoLearning
from wijksim.submodels.needs import Needs, NoNeeds
from wijksim.submodels.population import NoPopulation, Population
from wijksim.submodels.self_organisation import NoSelfOrganisation, SelfOrganisation
from wijksim.submodels.ties import NoTies, Ties
from wijksim.submodels.timeline import NoTimeline, Timeline
from wijksim.submodels.vision import NoVision, Vision

STANDARD: Final = "standard"


@dataclass(frozen=True)
class Stage:
    """One place in the week: the variants of its submodel, and why it comes here."""

    name: str
    variants: Mapping[str, type[Submodel]]
    reason: str


SCHEDULE: Final[tuple[Stage, ...]] = (
    Stage(
        "timeline",
        {STANDARD: Timeline, "none": NoTimeline},
        "what is decided elsewhere is known before anyone acts",
    ),
    Stage(
        "population",
        {STANDARD: Population, "none": NoPopulation},
        "who lives here is settled before they meet or need anything",
    ),
    Stage(
        "vision",
        {STANDARD: Vision, "none": NoVision},
        "what people find important colours the decisions of the week",
    ),
    Stage(
        "governance",
        {STANDARD: Governance, "incidents": IncidentGovernance, "none": NoGovernance},
        "the municipality decides on figures of earlier weeks",
    ),
    Stage(
        "institutions",
        {STANDARD: Institutions, "none": NoInstitutions},
        "institutions answer to the municipality with staff and attention",
    ),
    Stage(
        "learning",
        {STANDARD: Learning, "none": NoLearning},
        "professionals start the week with the strain and skill that they have",
    ),
    Stage(
        "day_paths", {STANDARD: DayPaths, "none": NoDayPaths}, "people go where they go, and meet"
    ),
    Stage("ties", {STANDARD: Ties, "none": NoTies}, "meetings of this week make and keep ties"),
    Stage(
        "informal_care", {STANDARD: InformalCare, "none": NoInformalCare}, "those near help first"
    ),
    Stage(
        "needs",
        {STANDARD: Needs, "none": NoNeeds},
        "needs move with the help of last week's professionals and this week's network",
    ),
    Stage(
        "finding_help",
        {STANDARD: FindingHelp, "counting": CountingFindingHelp, "none": NoFindingHelp},
        "who needs help may ask for it, or be found",
    ),
    Stage(
        "casework",
        {STANDARD: Casework, "triage": TriageCasework, "none": NoCasework},
        "professionals divide the week's hours over what was asked",
    ),
    Stage(
        "cooperation",
        {STANDARD: Cooperation, **RIVAL_FORMS, "none": NoCooperation},
        "joint work of the week makes or breaks trust",
    ),
    Stage(
        "self_organisation",
        {STANDARD: SelfOrganisation, "none": NoSelfOrganisation},
        "residents look back on the week and start, carry on or stop",
    ),
)


def choose(choices: Mapping[str, str]) -> tuple[Submodel, ...]:
    """The submodels of a run, in order. `choices` names a variant for some of the stages.

    Raises WijksimError for a stage or variant that does not exist.
    """
    names = {stage.name for stage in SCHEDULE}
    for name in choices:
        if name not in names:
            raise WijksimError(
                f"there is no submodel '{name}'",
                do=did_you_mean(name, names) or f"choose from {', '.join(sorted(names))}",
            )
    chosen = []
    for stage in SCHEDULE:
        variant = choices.get(stage.name, STANDARD)
        if variant not in stage.variants:
            raise WijksimError(
                f"submodel '{stage.name}' has no variant '{variant}'",
                do=f"choose from {', '.join(stage.variants)}",
            )
        chosen.append(stage.variants[variant]())
    return tuple(chosen)


def all_parameters() -> tuple[Parameter, ...]:
    """Every parameter that any variant of any submodel or any observer declares, once."""
    found: dict[str, Parameter] = {}
    of_submodels = [v.parameters for stage in SCHEDULE for v in stage.variants.values()]
    for parameters in (*of_submodels, *(observer.parameters for observer in OBSERVERS)):
        for parameter in parameters:
            if found.setdefault(parameter.key, parameter) != parameter:
                raise DeclarationError(f"parameter '{parameter.key}' is declared in two ways")
    return tuple(found.values())


def declarations() -> Declarations:
    """What scenario files may name: parameters, variants of submodels, links of loops."""
    links = {
        link for stage in SCHEDULE for variant in stage.variants.values() for link in variant.links
    }
    return Declarations(
        parameters=all_parameters(),
        variants={stage.name: tuple(stage.variants) for stage in SCHEDULE},
        links=tuple(sorted(links)),
    )


def check_declarations() -> None:
    """Raise DeclarationError unless every column has one owner and every lever a reader."""
    columns = {f"{s.table}.{c.name}" for s in SCHEMAS for c in s.columns}
    owners: dict[str, str] = {}
    levers_read: set[str] = set()
    for stage in SCHEDULE:
        submodel = stage.variants[STANDARD]
        for column in (*submodel.reads, *submodel.writes, *submodel.adds_to):
            if column not in columns:
                raise DeclarationError(f"{stage.name} declares '{column}', which does not exist")
        for column in submodel.writes:
            if owners.setdefault(column, stage.name) != stage.name:
                raise DeclarationError(f"{column} is owned by {owners[column]} and {stage.name}")
        levers_read |= set(submodel.levers)
    unknown = levers_read - set(BY_NAME)
    if unknown:
        raise DeclarationError(f"levers that do not exist are read: {sorted(unknown)}")
    idle = set(BY_NAME) - levers_read
    if idle:
        raise DeclarationError(f"levers that nothing reads: {sorted(idle)}")
