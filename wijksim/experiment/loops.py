"""The feedback loops of the model: what carries each, how to wake it, and what it does when cut.

A loop is shown by three runs with the same luck: a baseline in which nothing happens, the same with
a push that wakes the loop, and the push again with the loop's links frozen at their course in the
baseline. What the loop does is the pushed run less the one with the cut.
Source: the table of loops in the project's model description; the pushes are assumptions, made
strong so that each loop is awake within a few years; they are no policies.
R2 is judged on outreach, an arc of its path: the figure watched does not follow (docs/loops.md).
Leaves out: two loops cut at once, and how long a loop takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from wijksim.core.errors import WijksimError, did_you_mean
from wijksim.entities.agenda import Entry, LeverValue, PlaceChange
from wijksim.entities.links import Links
from wijksim.outcomes.base import ALL
from wijksim.results import RunResult, run_scenario
from wijksim.scenario.settled import Scenario

_LEAD_WEEKS: Final = 8
"""Weeks from the start of what is observed to the push."""

_ALL_BUDGETS: Final = ("budget.youth", "budget.support", "budget.income", "budget.debt")


@dataclass(frozen=True)
class Loop:
    """One loop: `sign` is that of the pushed run less the same with the cut, on `outcome`.

    `levers` and `closes` (kinds of places) are the push; `warned_weeks` is how long before it is
    known. `parameters` hold in all three runs: a loop that is lost in noise at the shipped values
    is shown at a bound of its own parameter, and docs/loops.md says so.
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


@dataclass(frozen=True)
class Shown:
    """One outcome in the three runs, as the mean over the last quarters of each."""

    baseline: float
    pushed: float
    cut: float

    @property
    def by_the_loop(self) -> float:
        """What the loop does: the pushed run less the one in which the loop is cut."""
        return self.pushed - self.cut


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
    ),
    Loop(
        "R3",
        "stapelen: problemen blijven → een team erbij → nog een partij → minder tijd",
        "layering: problems stay → one more team → one more party → less time",
        ("R3.layers",),
        "coordination",
        1,
        {"team.presence": "added", "team.fte": 8.0, "governance.memory": 0.0,
         "governance.patience": 6.0},
    ),
    Loop(
        "R4",
        "eerst slechter: afbouwen en schuivende rollen → kramp en gebroken banden → een dip",
        "worse before better: dismantling and shifting roles → strain and broken ties → a dip",
        ("R4.reorganised", "R4.strain"),
        "strain",
        1,
        {"team.presence": "replacing", "team.fte": 11.0, "institutions.dismantling": 0.8,
         "change.depth": 0.8, "governance.control": 1.0, "governance.refitting": 0.0,
         "governance.patience": 3.0},
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
        "initiative_hours",
        1,
        {"initiatives.money": 60_000.0, "initiatives.hours": 24.0, "initiatives.rules": 0.0},
    ),
    Loop(
        "R8",
        "mantelzorg: hulpvraag → last van mantelzorgers → overbelast → eigen hulpvraag",
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
        "leren: reflectie → nieuwe praktijk → resultaat → ruimte om te proberen",
        "learning: reflection → new practice → results → room to experiment",
        ("R10.reflected", "R10.room_conceded"),
        "breadth",
        1,
        {"learning.reflection_hours": 10.0, "change.depth": 0.6, "room.willingness": 0.9,
         "governance.control": 0.1, "governance.refitting": 0.9},
    ),
    Loop(
        "B1",
        "verborgen vraag: beter vinden → eerst meer vragen → later minder crises",
        "hidden need: better finding → more requests at first → fewer crises later",
        ("B1.care",),
        "crises",
        -1,
        {"access.finder_hours": 8.0, "access.outreach_hours": 6.0, "access.forms": 0.0},
    ),
    Loop(
        "B2",
        "afhankelijk: veel zorg → minder eigen kracht → meer zorg nodig",
        "dependence: much care → less own strength → more need for care",
        ("B2.self_reliance",),
        "need",
        1,
        {**_budgets(2.0), "access.forms": 0.0, "norm.self_reliance": 0.0},
        parameters={"needs.erosion": 0.02},
    ),
)  # fmt: skip

LOOPS: Final[Mapping[str, Loop]] = {loop.name: loop for loop in _CATALOGUE}


def loop_named(name: str) -> Loop:
    """The loop of this name. Raises WijksimError for a name that is none."""
    if name not in LOOPS:
        raise WijksimError(f"there is no loop '{name}'", do=did_you_mean(name, LOOPS))
    return LOOPS[name]


def quiet(scenario: Scenario) -> Scenario:
    """The same scenario without any dated entry: the baseline in which loops are at rest."""
    return replace(scenario, agenda=(), links_cut=())


def pushed(scenario: Scenario, loop: Loop) -> Scenario:
    """The baseline of a scenario with the push that wakes a loop, soon after the start."""
    week = scenario.first_week + scenario.warm_up_weeks + _LEAD_WEEKS + loop.warned_weeks
    closing = tuple(
        PlaceChange(name=str(place["name"]), what="close")
        for place in scenario.places
        if place["kind"] in loop.closes
    )
    entry = Entry(
        week=week,
        announced_week=week - loop.warned_weeks,
        why=f"to wake loop {loop.name}",
        levers=dict(loop.levers),
        places=closing,
    )
    return replace(quiet(scenario), agenda=(entry,))


def run_with_loop_cut(
    scenario: Scenario, name: str, *, seed: int, baseline: RunResult | None = None
) -> tuple[RunResult, RunResult, RunResult]:
    """The baseline, the push, and the push with the loop frozen at the baseline; same luck.

    A `baseline` that was lived before for this loop, scenario and seed is not lived again.
    """
    loop = loop_named(name)
    scenario = _with_parameters_of(loop, scenario)
    awake = pushed(scenario, loop)
    baseline = baseline or _at_rest(scenario, (loop,), seed=seed)
    cut = Links(cut=loop.links, baseline=baseline.links)
    return baseline, run_scenario(awake, seed=seed), run_scenario(awake, seed=seed, links=cut)


def _with_parameters_of(loop: Loop, scenario: Scenario) -> Scenario:
    return replace(scenario, parameters={**scenario.parameters, **loop.parameters})


def _at_rest(scenario: Scenario, loops: Iterable[Loop], *, seed: int) -> RunResult:
    """The baseline, with the links of all these loops kept."""
    links = frozenset(link for loop in loops for link in loop.links)
    return run_scenario(quiet(scenario), seed=seed, links=Links(record=links))


def late_mean(result: RunResult, outcome: str, *, quarters: int = 4) -> float:
    """The mean of an outcome over the last quarters, for everybody."""
    rows = result.outcomes
    values = rows[(rows["outcome"] == outcome) & (rows["group"] == ALL)]["value"]
    return float(values.tail(quarters).mean())


def show_loops(
    scenario: Scenario, names: Iterable[str], *, seeds: Iterable[int]
) -> dict[str, list[Shown]]:
    """What each loop does to its outcome, once per seed; loops share a baseline where they can."""
    shown: dict[str, list[Shown]] = {name: [] for name in names}
    loops = [loop_named(name) for name in shown]
    alike = [loop for loop in loops if not loop.parameters]
    for seed in seeds:
        shared = _at_rest(scenario, alike, seed=seed) if alike else None
        for loop in loops:
            baseline = None if loop.parameters else shared
            runs = run_with_loop_cut(scenario, loop.name, seed=seed, baseline=baseline)
            shown[loop.name].append(Shown(*(late_mean(run, loop.outcome) for run in runs)))
    return shown
