"""The reference in Mesa and the kernels are two writings of the same rules."""

import numpy as np
import pytest
from reference_plain import PlainMesa
from reference_setup import live_covered
from reference_tuned import TunedMesa

from wijksim.entities.domains import Channel
from wijksim.model import WijkModel

WEEKS = 8
"""Two rounds of ties, and every fourth of all residents twice for wellbeing."""
CLOSE = 1e-5
"""The tables keep numbers of 32 bits, the reference of 64."""


@pytest.fixture(scope="module", params=[TunedMesa, PlainMesa])
def weeks(request: pytest.FixtureRequest) -> list[tuple[dict[str, list[object]], ...]]:
    """What both say after each week, by what is compared: kernels first, reference second."""
    kernels = WijkModel("carnisse/no-team", seed=8, collect=False)
    live_covered(kernels, weeks=1)
    reference = request.param(kernels)
    found = []
    for _ in range(WEEKS):
        live_covered(kernels, weeks=1)
        reference.take_habits(kernels)
        reference.step()
        found.append((said_by_kernels(kernels, list(reference.residents)), said_by(reference)))
    return found


def said_by_kernels(model: WijkModel, rows: list[int]) -> dict[str, list[object]]:
    r = model.world.residents
    here = np.array(rows)
    visits = [
        [r.habit[row, slot] for slot in range(4) if r.visited[row] >> slot & 1] for row in rows
    ]
    practice = (r.visited[here] >> 4 & 1).tolist()
    return {
        "visits": visits,
        "practice": practice,
        "met": r.met_resident[here].tolist(),
        "talked": r.met_professional[here].tolist(),
        "ties": [sorted(one for one in mine if one >= 0) for mine in r.tie[here].tolist()],
        "network": r.support_network[here].tolist(),
        "needs": r.need[here].tolist(),
        "crises": r.crisis_weeks_left[here].tolist(),
        "self-reliance": r.self_reliance[here].tolist(),
        "wellbeing": r.wellbeing[here].tolist(),
        "ways to help": r.asking[here].tolist(),
        "known": r.known_professional[here].tolist(),
        "discouraged": r.discouraged_until[here].tolist(),
        "known trust": r.known_trust[here].tolist(),
        "trust": r.trust[here].tolist(),
        "awareness": r.awareness[here].tolist(),
    }


def said_by(reference: PlainMesa) -> dict[str, list[object]]:
    people = list(reference.residents.values())
    return {
        "visits": [[p.row for p in one.visits if not p.is_practice] for one in people],
        "practice": [sum(p.is_practice for p in one.visits) for one in people],
        "met": [one.met.row if one.met else -1 for one in people],
        "talked": [one.met_professional for one in people],
        "ties": [sorted(other.row for other in one.ties) for one in people],
        "network": [one.network for one in people],
        "needs": [list(one.needs) for one in people],
        "crises": [list(one.crisis_weeks) for one in people],
        "self-reliance": [one.self_reliance for one in people],
        "wellbeing": [one.wellbeing for one in people],
        "ways to help": [list(one.asking) for one in people],
        "known": [one.known for one in people],
        "discouraged": [list(one.discouraged_until) for one in people],
        "known trust": [one.known_trust for one in people],
        "trust": [one.trust for one in people],
        "awareness": [one.awareness for one in people],
    }


@pytest.mark.parametrize(
    "what",
    [
        "visits",
        "practice",
        "met",
        "talked",
        "ties",
        "crises",
        "ways to help",
        "known",
        "discouraged",
    ],
)
def test_every_resident_of_the_reference_decides_as_in_the_kernels(
    weeks: list[tuple[dict[str, list[object]], ...]], what: str
) -> None:
    for kernels, reference in weeks:
        assert kernels[what] == reference[what]


@pytest.mark.parametrize(
    "what", ["network", "needs", "self-reliance", "wellbeing", "known trust", "trust", "awareness"]
)
def test_every_number_of_the_reference_is_that_of_the_kernels(
    weeks: list[tuple[dict[str, list[object]], ...]], what: str
) -> None:
    for kernels, reference in weeks:
        np.testing.assert_allclose(reference[what], kernels[what], rtol=0.0, atol=CLOSE)


def test_in_those_weeks_people_visit_meet_talk_change_ties_and_begin_and_end_needs(
    weeks: list[tuple[dict[str, list[object]], ...]],
) -> None:
    first, last = weeks[0][0], weeks[-1][0]
    assert any(first["visits"]) and any(first["practice"])
    assert any(one >= 0 for one in first["met"]) and any(one >= 0 for one in first["talked"])
    assert first["ties"] != last["ties"]
    before, after = np.array(first["needs"]), np.array(last["needs"])
    assert ((before == 0) & (after > 0)).any() and ((before > 0) & (after == 0)).any()
    assert (np.array(last["crises"]) > 0).any()


def test_in_those_weeks_people_ask_are_noticed_are_brought_get_to_know_and_lose_heart(
    weeks: list[tuple[dict[str, list[object]], ...]],
) -> None:
    ways = {way for kernels, _ in weeks for mine in kernels["ways to help"] for way in mine}
    assert ways & {Channel.SELF_REFERRAL, Channel.DESK}
    assert ways & {Channel.FINDER, Channel.OUTREACH}
    assert Channel.NETWORK in ways
    first, last = weeks[0][0], weeks[-1][0]
    for what in ("known", "discouraged", "trust", "awareness"):
        assert first[what] != last[what]
