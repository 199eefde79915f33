"""Vision: weights over values, and how they come closer when people make a vision together.

Represents: whoever takes part in care here has weights over four values (solidarity, own strength,
thrift, certainty). Making a vision puts some of them at a table, with the municipality and with
residents, for so many hours a week. Each who sits there moves towards what the table says; who does
not sit there reads it, in far fewer hours. One equation serves a vision made together (many at
the table), one that is imposed (nobody but the municipality) and savings in disguise (a
municipality that gives thrift much weight). What a vision does is left to those who use the
weights: it moves priorities and conflicts of plans, and nothing else.

Source: model.md, submodel 13, and the firewall in mechanisms.md; opinion as the weighted mean of
those who talk, DeGroot 1974; the pull back to one's own convictions, Friedkin and Johnsen 1990.
Sizes are assumptions.

Leaves out: values of single residents (residents at the table share one set of weights), argument,
persuasion by rank, and what is said but not meant.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from wijksim.core.compile import inline_kernel, kernel
from wijksim.core.elementary import one_minus_exp
from wijksim.core.parameters import Parameter
from wijksim.core.randomness import decision, uniform, uniform4
from wijksim.entities.domains import N_VALUES, NOBODY, InstitutionState
from wijksim.entities.world import Scope
from wijksim.submodels.base import Submodel

TAKES_PART: Final = decision("vision.takes_part")
CONVICTION: Final = decision("vision.own_conviction")
WEEKS_BETWEEN_LOOKS: Final = 4
"""The overlap of weights is measured once in so many weeks; it moves slowly."""

ACTIVE: Final = int(InstitutionState.ACTIVE)

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Numbers = NDArray[Any]


def _one(name: str, unit: str, bounds: tuple[float, float], doc: str) -> Parameter:
    return Parameter("vision", name, unit, bounds, doc)


PARAMETERS: Final = (
    _one(
        "learning_per_hour",
        "1/h",
        (0, 1),
        "part of the gap to what the vision table says that an hour closes",
    ),
    _one(
        "reading_hours",
        "h/week",
        (0, 8),
        "hours in which people not at the vision table read what was said there",
    ),
    _one(
        "municipality_voice",
        "1",
        (0, 100),
        "people whom the municipality counts for at the vision table",
    ),
    _one(
        "residents_asked", "1", (0, 1000), "residents at the vision table when everybody takes part"
    ),
    _one("resident_solidarity", "1", (0, 1), "weight that residents give to solidarity"),
    _one("resident_own_strength", "1", (0, 1), "weight that residents give to own strength"),
    _one("resident_thrift", "1", (0, 1), "weight that residents give to thrift"),
    _one("own_strength_asked", "1", (0.01, 1), "weight of own strength that the council asks"),
    _one("certainty_asked", "1", (0.01, 1), "weight of certainty that the council asks"),
    _one(
        "council_pull", "1/week", (0, 1), "how fast the municipality moves to what its council asks"
    ),
    _one(
        "employer_pull",
        "1/week",
        (0, 1),
        "how fast a worker moves to the weights that the employer gives to values",
    ),
    _one(
        "staff_pull",
        "1/week",
        (0, 1),
        "how fast an employer moves to the weights that its staff give to values",
    ),
    _one(
        "payer_pull",
        "1/week",
        (0, 1),
        "how fast an employer in fear moves to the weights that its payer gives to values",
    ),
    _one(
        "own_spread",
        "1",
        (0, 1),
        "share by which a new professional's weights of values differ from those of the employer",
    ),
)


class Vision(Submodel):
    """Weights over values of professionals, institutions and municipality."""

    name = "vision"
    represents = "weights over values, and how making a vision brings them closer"
    reads = (
        "professionals.present", "professionals.id", "professionals.finder",
        "professionals.employer", "professionals.joined_week", "professionals.learning_met",
        "institutions.state", "institutions.municipal", "institutions.survival_pressure",
        "institutions.management_gap",
    )  # fmt: skip
    writes = (
        "professionals.weight", "professionals.vision_hours", "institutions.weight",
        "municipality.weight", "municipality.shared_vision",
    )  # fmt: skip
    levers = ("vision.breadth", "vision.hours", "vision.thrift", "vision.solidarity")
    parameters = PARAMETERS
    draws = ("vision.takes_part", "vision.own_conviction")

    def initialise(self, w: Scope) -> None:
        """Keep the weights that the builder set; complete those it left at 0."""
        start_weights(w)

    def step(self, w: Scope) -> None:
        """Newcomers bring weights; the table speaks; all move to it; daily work pulls back."""
        pro, firm, town, p = w.professionals, w.institutions, w.municipality, w.p
        new_weights(w.key, w.week, False, pro.present, pro.id, pro.joined_week, pro.employer,
                    firm.weight, town.weight[0], p.own_spread, pro.weight)  # fmt: skip
        breadth, hours = w.lever("vision.breadth"), w.lever("vision.hours")
        make_vision(
            w.key, breadth, hours, pro.present, pro.finder, pro.id, p.learning_per_hour,
            p.reading_hours, p.municipality_voice, p.residents_asked * breadth,
            resident_weights(p), pro.learning_met, pro.vision_hours, pro.weight, town.weight[0],
        )  # fmt: skip
        daily_work(
            pro.present, pro.employer, firm.state, firm.municipal, firm.survival_pressure,
            firm.management_gap, asked_weights(w), p.council_pull, p.employer_pull, p.staff_pull,
            p.payer_pull, pro.weight, firm.weight, town.weight[0],
        )  # fmt: skip
        if w.week % WEEKS_BETWEEN_LOOKS == 0:
            town.shared_vision[0] = shared_vision(pro.present, pro.weight, town.weight[0])

    def log_events(self, w: Scope) -> None:
        """Tell who was at the table."""
        if w.week % WEEKS_BETWEEN_LOOKS == 0:
            pro = w.professionals
            asked = np.float32(w.lever("vision.hours"))
            there = np.flatnonzero((pro.vision_hours >= asked) & (asked > 0.0))
            w.log("at the table", subject="professionals", ids=pro.id[there], by="municipality",
                  cause="a vision is being made", value=pro.vision_hours[there])  # fmt: skip


class NoVision(Submodel):
    """Everybody keeps the weights of the start."""

    name = "vision"
    represents = "no change in weights over values"
    reads = (
        "professionals.present", "professionals.id", "professionals.joined_week",
        "professionals.employer",
    )  # fmt: skip
    writes = Vision.writes
    levers = ("vision.thrift", "vision.solidarity")
    parameters = PARAMETERS

    def initialise(self, w: Scope) -> None:
        """Keep the weights that the builder set; complete those it left at 0."""
        start_weights(w)


def asked_weights(w: Scope) -> Doubles:
    """What the council asks of the municipality: the levers and the rest, adding to one."""
    asked = np.array((
        w.lever("vision.solidarity"), w.p.own_strength_asked,
        w.lever("vision.thrift"), w.p.certainty_asked,
    ))  # fmt: skip
    whole: Doubles = asked / asked.sum()
    return whole


def resident_weights(p: Any) -> Doubles:
    """Weights of the residents at the table, adding to one; certainty is what the rest leaves."""
    known = (p.resident_solidarity, p.resident_own_strength, p.resident_thrift)
    weights: Doubles = np.array((*known, 1.0 - sum(known)))
    return weights


def start_weights(w: Scope) -> None:
    """Complete what the builder left at 0: the municipality as asked, and others by it."""
    pro, firm, town = w.professionals, w.institutions, w.municipality
    if town.weight[0].sum() == 0.0:
        town.weight[0] = asked_weights(w)
    firm.weight[firm.weight.sum(axis=1) == 0.0] = town.weight[0]
    new_weights(w.key, w.week, True, pro.present, pro.id, pro.joined_week, pro.employer,
                firm.weight, town.weight[0], w.p.own_spread, pro.weight)  # fmt: skip
    town.shared_vision[0] = shared_vision(pro.present, pro.weight, town.weight[0])


@kernel
def new_weights(
    key: NDArray[np.uint32],
    week: int,
    only_unset: bool,
    present: Numbers,
    ids: NDArray[np.uint32],
    joined_week: Numbers,
    employer: Numbers,
    firm_weight: Floats,
    town_weight: Floats,
    spread: float,
    weight: Floats,
) -> None:
    """Weights of who joined since last week: those of the employer, with a conviction of one's own.

    A conviction is a point among all possible weights; the draw belongs to the person.
    """
    for i in range(present.shape[0]):
        if only_unset:
            wanted = weight[i, 0] + weight[i, 1] + weight[i, 2] + weight[i, 3] == 0.0
        else:
            wanted = joined_week[i] == week - 1
        if present[i] == 0 or not wanted:
            continue
        own = uniform4(key, CONVICTION, 0, ids[i], 0)
        total = own[0] + own[1] + own[2] + own[3]
        for v in range(N_VALUES):
            usual = town_weight[v] if employer[i] == NOBODY else firm_weight[employer[i], v]
            weight[i, v] = (1.0 - spread) * usual + spread * own[v] / total


@inline_kernel
def closer(weight: Floats, to: Doubles, part: float) -> None:
    """Move weights a part of the way; a mean of two sets that add to one adds to one."""
    for v in range(N_VALUES):
        weight[v] += part * (to[v] - weight[v])


@kernel
def make_vision(
    key: NDArray[np.uint32],
    breadth: float,
    hours: float,
    present: Numbers,
    finder: Numbers,
    ids: NDArray[np.uint32],
    learning_per_hour: float,
    reading_hours: float,
    municipality_voice: float,
    residents: float,
    resident_weight: Doubles,
    learning_met: Floats,
    vision_hours: Floats,
    weight: Floats,
    town_weight: Floats,
) -> None:
    """One week of making a vision, in `hours` a week, by a share `breadth` of professionals.

    Who takes part is fixed by person, so a broader table has all those of a narrower one; others
    read what came of it. Both asks hours, and moves somebody as far as there were hours for it
    (`learning_met`, a share). Finders are asked too, but it is their own time: no hours are charged
    to a caseload.
    """
    n = present.shape[0]
    table = np.zeros(N_VALUES)
    voices = municipality_voice + residents
    for v in range(N_VALUES):
        table[v] = municipality_voice * town_weight[v] + residents * resident_weight[v]
    for i in range(n):
        vision_hours[i] = 0.0
        if present[i] == 0 or hours <= 0.0:
            continue
        if uniform(key, TAKES_PART, 0, ids[i], 0) < breadth:
            vision_hours[i] = hours
            voices += 1.0
            for v in range(N_VALUES):
                table[v] += weight[i, v]
    if hours <= 0.0 or voices <= 0.0:
        return
    for v in range(N_VALUES):
        table[v] /= voices
    reading = min(reading_hours, hours)
    for i in range(n):
        if present[i] == 0:
            continue
        if vision_hours[i] == 0.0:
            vision_hours[i] = reading
        found = 1.0 if finder[i] != 0 else learning_met[i]
        closer(weight[i], table, one_minus_exp(learning_per_hour * vision_hours[i] * found))
        if finder[i] != 0:
            vision_hours[i] = 0.0
    closer(town_weight, table, one_minus_exp(learning_per_hour * hours))


@kernel
def daily_work(
    present: Numbers,
    employer: Numbers,
    state: Numbers,
    municipal: Numbers,
    survival_pressure: Floats,
    management_gap: Floats,
    asked: Doubles,
    council_pull: float,
    employer_pull: float,
    staff_pull: float,
    payer_pull: float,
    weight: Floats,
    firm_weight: Floats,
    town_weight: Floats,
) -> None:
    """What pulls weights in daily work, whether or not a vision is made.

    The municipality to what its council asks; an employer to its staff, the less so the further
    management is from the front line, and in fear for its existence to who pays it; a worker to
    the employer.
    """
    closer(town_weight, asked, council_pull)
    payer = np.empty(N_VALUES)
    staff = np.zeros((state.shape[0], N_VALUES))
    heads = np.zeros(state.shape[0])
    for v in range(N_VALUES):
        payer[v] = town_weight[v]
    for i in range(present.shape[0]):
        if present[i] != 0 and employer[i] != NOBODY:
            heads[employer[i]] += 1.0
            for v in range(N_VALUES):
                staff[employer[i], v] += weight[i, v]
    for f in range(state.shape[0]):
        if state[f] != ACTIVE:
            continue
        if heads[f] > 0.0:
            for v in range(N_VALUES):
                staff[f, v] /= heads[f]
            closer(firm_weight[f], staff[f], staff_pull * (1.0 - management_gap[f]))
        if municipal[f] != 0:
            closer(firm_weight[f], payer, payer_pull * survival_pressure[f])
    usual = np.empty(N_VALUES)
    for i in range(present.shape[0]):
        if present[i] != 0 and employer[i] != NOBODY:
            for v in range(N_VALUES):
                usual[v] = firm_weight[employer[i], v]
            closer(weight[i], usual, employer_pull)


@inline_kernel
def overlap(a: Floats, b: Floats) -> float:
    """Overlap of two sets of weights, 0 to 1: the sum over values of the lesser weight."""
    common = 0.0
    for v in range(N_VALUES):
        common += min(a[v], b[v])
    return common


@kernel
def shared_vision(present: Numbers, weight: Floats, town_weight: Floats) -> float:
    """Mean overlap over all pairs of those who take part in care here, the municipality included.

    One alone agrees with itself.
    """
    total, pairs = 0.0, 0
    for i in range(present.shape[0]):
        if present[i] == 0:
            continue
        total += overlap(weight[i], town_weight)
        pairs += 1
        for j in range(i + 1, present.shape[0]):
            if present[j] != 0:
                total += overlap(weight[i], weight[j])
                pairs += 1
    return total / pairs if pairs > 0 else 1.0
