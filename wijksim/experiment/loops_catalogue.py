"""The feedback loops of the model: what carries each, the push that wakes it, and where it is seen.

Represents: every loop of the project's model description as its links, a push, and one outcome on
which the sign of the loop is judged. A push enters at the head of the path and not through what is
cut, or the cut would take away the push and not the loop.
Source: the table of loops in the project's model description; the pushes are assumptions, made
strong so that each loop is awake within a few years; they are no policies.
Leaves out: an outcome for every arc of a path: most are of one arc (docs/loops.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from wijksim.core.errors import WijksimError, did_you_mean
from wijksim.entities.agenda import LeverValue

_ALL_BUDGETS: Final = ("budget.youth", "budget.support", "budget.income", "budget.debt")

_TEAM: Final[Mapping[str, LeverValue]] = {"team.presence": "added", "team.fte": 11.0}
"""A team that stands from the start: of the size of those of the policies, on top of the rest."""


@dataclass(frozen=True)
class Loop:
    """One loop: `sign` is that of the pushed run less the same with the cut, on `outcome`.

    `levers` and `closes` (kinds of places) are the push; `warned_weeks` is how long before it is
    known. `standing` are levers that stand as the push finds them, in all runs from the start:
    a team that others can come on top of, or a municipality that is willing. `parameters` hold in
    all runs: a loop that is lost in noise at the shipped values is shown at a bound of its own
    parameter, and docs/loops.md says so. `elsewhere` gives another outcome, and its sign, to a link
    that works on something else than the loop's outcome.
    """

    name: str
    nl: str
    en: str
    links: tuple[str, ...]
    outcome: str
    sign: int
    levers: Mapping[str, LeverValue] = field(default_factory=dict)
    parameters: Mapping[str, float] = field(default_factory=dict)
    closes: tuple[str, ...] = ()
    warned_weeks: int = 0
    standing: Mapping[str, LeverValue] = field(default_factory=dict)
    elsewhere: Mapping[str, tuple[str, int]] = field(default_factory=dict)

    def judged(self, link: str) -> tuple[str, int]:
        """The outcome on which a link of this loop is judged alone, and the sign it should have."""
        return self.elsewhere.get(link, (self.outcome, self.sign))


def _budgets(share: float) -> dict[str, LeverValue]:
    return dict.fromkeys(_ALL_BUDGETS, share)


_CATALOGUE: Final = (
    Loop(
        "R1",
        "samen werken: gedeelde zaken → vertrouwen → afstemmen kost minder → meer samen",
        "working together: joint cases → trust → cheaper coordination → more together",
        ("R1.coordination", "R1.trust"),
        "professional_trust",
        1,
        {"learning.reflection_hours": 10.0, "access.outreach_hours": 4.0},
    ),
    Loop(
        "R2",
        "controleval: slechte cijfers → regels en verantwoording → minder uren → slechtere cijfers",
        "control trap: poor figures → rules and reporting → hours lost → poorer figures",
        ("R2.admin_share", "R2.team_admin_share"),
        "outreach",
        -1,
        {**_budgets(0.7), "governance.control": 1.0},
        standing=_TEAM,
    ),
    Loop(
        "R3",
        "stapelen: problemen blijven → een team erbij → nog een partij → minder tijd",
        "layering: problems stay → one more team → one more party → less time",
        ("R3.layers",),
        "coordination",
        1,
        {**_budgets(0.6), "governance.memory": 0.0, "governance.patience": 3.0},
        standing=_TEAM,
    ),
    Loop(
        "R4",
        "eerst slechter: afbouwen en schuivende rollen → spanning en gebroken banden → een dip",
        "worse before better: dismantling and shifting roles → strain and broken ties → a dip",
        ("R4.reorganised", "R4.strain"),
        "strain",
        1,
        {"team.presence": "replacing", "team.fte": 11.0, "institutions.dismantling": 0.8,
         "change.depth": 0.8, "governance.control": 1.0, "governance.refitting": 0.0,
         "governance.patience": 3.0, **_budgets(0.7)},
        elsewhere={"R4.reorganised": ("professional_trust", -1)},
    ),
    Loop(
        "R5",
        "overleven: korting → angst → blik naar binnen, cliënten vasthouden → minder samen",
        "survival: cuts → fear → inward gaze, holding on to clients → less together",
        ("R5.holding", "R5.outward", "R5.rivalry", "R5.survival_pressure"),
        "professional_trust",
        -1,
        _budgets(0.6),
        warned_weeks=26,
    ),
    Loop(
        "R6",
        "plek: een informele plek → ontmoeting → banden → gebruik → de plek blijft leven",
        "place: an informal place → meetings → ties → use → the place stays alive",
        ("R6.company", "R6.visitors"),
        "ties",
        -1,
        closes=("community_centre", "garden", "library"),
    ),
    Loop(
        "R7",
        "initiatief: leden → activiteiten → banden en energie → leden",
        "initiative: members → activities → ties and energy → members",
        ("R7.members", "R7.ties"),
        "participation",
        1,
        {"initiatives.money": 60_000.0, "initiatives.hours": 24.0, "initiatives.rules": 0.0},
    ),
    Loop(
        "R8",
        "mantelzorg: zorgvraag → last van mantelzorgers → overbelast → eigen zorgvraag",
        "informal care: need → carers' load → overload → carers' own need",
        ("R8.overload",),
        "need",
        1,
        {"norm.self_reliance": 0.6, **_budgets(0.6)},
    ),
    Loop(
        "R9",
        "drempel en vertrouwen: moeilijke toegang → slechte ervaring → wantrouwen → mijden",
        "burden and trust: hard access → poor experience → distrust → avoidance",
        ("R9.experience",),
        "resident_trust",
        -1,
        {"norm.self_reliance": 0.5, **_budgets(0.6)},
    ),
    Loop(
        "R10",
        "leren: reflectie → nieuwe werkwijze → resultaat → ruimte om te proberen",
        "learning: reflection → new practice → results → room to experiment",
        ("R10.reflected", "R10.room_conceded"),
        "practices",
        1,
        {"learning.reflection_hours": 10.0},
        standing={"change.depth": 0.6, "room.willingness": 0.9},
    ),
    Loop(
        "B1",
        "verborgen zorgvraag: beter vinden → eerst meer hulpvragen → later minder crises",
        "hidden need: better finding → more requests at first → fewer crises later",
        ("B1.care",),
        "crises",
        -1,
        {"access.finder_hours": 8.0, "access.outreach_hours": 6.0, "access.forms": 0.0},
    ),
    Loop(
        "B2",
        "afhankelijk: veel hulp → minder eigen kracht → meer hulp nodig",
        "dependence: much care → less own strength → more need for care",
        ("B2.self_reliance",),
        "need",
        1,
        {**_budgets(2.0), "access.forms": 0.0, "norm.self_reliance": 0.0},
        parameters={"needs.erosion": 0.02},
    ),
)  # fmt: skip

LOOPS: Final[Mapping[str, Loop]] = {loop.name: loop for loop in _CATALOGUE}

SILENT: Final = (
    "R2.team_admin_share",
    "R4.reorganised",
    "R5.holding",
    "R6.company",
    "R7.members",
    "R7.ties",
)
"""Links that alone do not move what they are judged on by twice its standard error, over the seeds
of docs/loops.md: lost in noise, or of no effect in the push of their loop. Looked at by a test."""

BY_COUNT: Final = ("R7.ties",)
"""Links whose mean is drowned by rare turns: their sign is that of most seeds.

Judged over seeds that gave no reason for that rule (31 to 60; 1 to 30 did), by a sign test at 5%
from both sides; R7 as a whole, which had the sign so before, no longer has. Looked at by a test.
"""


def loop_named(name: str) -> Loop:
    """The loop of this name. Raises WijksimError for a name that is none."""
    if name not in LOOPS:
        raise WijksimError(f"there is no loop '{name}'", do=did_you_mean(name, LOOPS))
    return LOOPS[name]
