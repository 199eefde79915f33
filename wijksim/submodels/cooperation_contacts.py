"""One week of contacts between pairs of professionals: who meets, does it go well, what stays.

Represents: each worker has so many occasions for joint contact (shared cases, hours at the same
place, reflection in the same team) and spends them on colleagues by trust x availability, so the
number of occasions is conserved. A contact that goes well raises the trust of both, one that goes
badly lowers it. Either way both see more of the other's practice (recognition). In a contact about
a shared case a worker may offer the other a client.

Source: forms and figures of the stand-alone trial of the mode of cooperation: p = p0 + 0.35 x the
lesser trust of the two. p0 is not a number here: it is what time, common ground, clear roles and
rival claims leave of the best chance.

Leaves out: contacts of three or more at once, and dislike beyond the lack of trust.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from wijksim.core.compile import inline_kernel, kernel
from wijksim.core.randomness import decision, uniform4
from wijksim.entities.domains import NOBODY
from wijksim.submodels.cooperation_counting import weight_of_one
from wijksim.submodels.cooperation_together import hours_at_place, hours_in_team, part_shared

CASE_CONTACT: Final = decision("cooperation.case_contact")
ACTIVITY: Final = decision("cooperation.joint_activity")
OFFER: Final = decision("cooperation.offer_of_a_client")
DRAWS: Final = (
    "cooperation.case_contact",
    "cooperation.joint_activity",
    "cooperation.offer_of_a_client",
)

MOST_CONTACTS: Final = 3
"""Joint contacts of a kind of one pair in a week; what is more is taken up in the same contact."""

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Numbers = NDArray[Any]


@inline_kernel
def updated_trust(trust: float, went_well: bool, gain: float, loss: float) -> float:
    """Trust after one joint contact: success closes part of the gap to 1, failure takes a part.

    Stays in [0, 1] by its form.
    """
    if went_well:
        return trust + gain * (1.0 - trust)
    return trust - loss * trust


@inline_kernel
def common_ground(competence: Floats, i: int, j: int) -> float:
    """Match of domains of two workers, 0 to 1: what both can do over what either can."""
    both = 0.0
    either = 0.0
    for d in range(competence.shape[1]):
        a = competence[i, d]
        b = competence[j, d]
        both += min(a, b)
        either += max(a, b)
    return both / either if either > 0.0 else 0.0


@inline_kernel
def chance_without_trust(
    best: float,
    shortage: float,
    mismatch: float,
    unclear: float,
    rivalry: float,
    spoilt_by_shortage: float,
    spoilt_by_mismatch: float,
    spoilt_by_unclear_roles: float,
    spoilt_by_rivalry: float,
) -> float:
    """p0: the best chance, less what each hindrance (0 to 1) by itself spoils."""
    return (
        best
        * (1.0 - spoilt_by_shortage * shortage)
        * (1.0 - spoilt_by_mismatch * mismatch)
        * (1.0 - spoilt_by_unclear_roles * unclear)
        * (1.0 - spoilt_by_rivalry * rivalry)
    )


@inline_kernel
def drawn_number(mean: float, chance: float) -> int:
    """A whole number of contacts with this mean: its whole part, and perhaps one more."""
    whole = int(mean)
    return min(whole + (1 if chance < mean - whole else 0), MOST_CONTACTS)


@kernel
def find_occasions(
    present: Numbers,
    employer: Numbers,
    outward: Doubles,
    joint_cases: Numbers,
    base: Numbers,
    team: Numbers,
    place_hours: Floats,
    outreach: Floats,
    reflected: Floats,
    others_at_place: Doubles,
    others_in_team: Doubles,
    conversation: float,
    coordination_met: Floats,
    case_rate: float,
    hours_per_activity: float,
    first: NDArray[np.int32],
    second: NDArray[np.int32],
    about_cases: Floats,
    about_activities: Floats,
) -> int:
    """List the pairs that have something to meet for, with their occasions a week; their number.

    Inward gaze of an employer takes away occasions with people from elsewhere. A contact on a case
    takes hours of coordination: where these fall short, contacts do. Where an hour is shared out,
    `others_at_place` and `others_in_team` say among how many; they are 0 where everybody has it.
    """
    n = present.shape[0]
    found = 0
    for i in range(n):
        if present[i] == 0:
            continue
        mates, place = team[i], base[i]
        for j in range(i + 1, n):
            cases = joint_cases[i, j] > 0
            near = (base[j] == place) & (place != NOBODY)
            near |= (team[j] == mates) & (mates != NOBODY)
            if not (cases | near) or present[j] == 0:
                continue
            hours = hours_at_place(i, j, base, place_hours, outreach) * part_shared(
                others_at_place[i], others_at_place[j], conversation
            )
            hours += hours_in_team(i, j, team, reflected) * part_shared(
                others_in_team[i], others_in_team[j], conversation
            )
            if not cases and hours <= 0.0:
                continue
            reach = 1.0 if employer[i] == employer[j] else outward[i] * outward[j]
            first[found] = i
            second[found] = j
            paid = min(coordination_met[i], coordination_met[j])
            about_cases[found] = reach * paid * case_rate * joint_cases[i, j]
            about_activities[found] = reach * hours / hours_per_activity
            found += 1
    return found


@inline_kernel
def pull(trust: float, shortage: float, choice_by_trust: float) -> float:
    """How strongly a colleague is chosen: trust x availability, or availability alone."""
    return (1.0 - choice_by_trust + choice_by_trust * trust) * (1.0 - shortage)


@kernel
def hold_contacts(
    key: NDArray[np.uint32],
    week: int,
    found: int,
    first: NDArray[np.int32],
    second: NDArray[np.int32],
    about_cases: Floats,
    about_activities: Floats,
    ids: NDArray[np.uint32],
    employer: Numbers,
    competence: Floats,
    flexibility: Floats,
    shortage: Doubles,
    rivalry: Doubles,
    trust_felt: Floats,
    choice_by_trust: float,
    best: float,
    spoilt_by_shortage: float,
    spoilt_by_mismatch: float,
    spoilt_by_unclear_roles: float,
    spoilt_by_rivalry: float,
    trust_to_success: float,
    gain: float,
    loss: float,
    strength: float,
    insight_case: float,
    insight_activity: float,
    offer_rate: float,
    smoothing: float,
    trust: Floats,
    recognition: Floats,
    contacts: Floats,
    activities: Floats,
    evidence: Floats,
    granting: NDArray[np.int16],
) -> None:
    """Spread each worker's occasions over colleagues, draw the contacts, and change the pairs.

    `trust_felt` is the trust by which people choose and contacts succeed; it is `trust` itself
    unless the loop is cut. Where trust goes by counting, `strength` is the number of contacts that
    the first impression counts for; else it is 0, and trust moves by `gain` and `loss`.
    """
    n = ids.shape[0]
    occasions = np.zeros(n)
    pulls = np.zeros(n)
    eagerness = np.ones(n)
    for i in range(n):
        granting[i] = NOBODY
    for k in range(found):
        i, j = first[k], second[k]
        weight = about_cases[k] + about_activities[k]
        occasions[i] += weight
        occasions[j] += weight
        pulls[i] += weight * pull(trust_felt[i, j], shortage[j], choice_by_trust)
        pulls[j] += weight * pull(trust_felt[j, i], shortage[i], choice_by_trust)
    for k in range(found):
        i, j = first[k], second[k]
        a = pull(trust_felt[i, j], shortage[j], choice_by_trust)
        b = pull(trust_felt[j, i], shortage[i], choice_by_trust)
        chosen_i = a * occasions[i] / pulls[i] if pulls[i] > 0.0 else 0.0
        chosen_j = b * occasions[j] / pulls[j] if pulls[j] > 0.0 else 0.0
        chosen = 0.5 * (chosen_i + chosen_j)
        low, high = (ids[i], ids[j]) if ids[i] < ids[j] else (ids[j], ids[i])
        mutual = min(trust_felt[i, j], trust_felt[j, i])
        flexible = 0.5 * (flexibility[i] + flexibility[j])
        strange = 1.0 - common_ground(competence, i, j)
        short = 0.5 * (shortage[i] + shortage[j])
        rival = 0.5 * (rivalry[i] + rivalry[j]) if employer[i] != employer[j] else 0.0
        for kind in range(2):
            occasion = about_cases[k] if kind == 0 else about_activities[k]
            if occasion <= 0.0:
                continue
            known = 0.5 * (recognition[i, j] + recognition[j, i])
            claims = rival if kind == 0 else 0.0
            chance = trust_to_success * mutual + chance_without_trust(
                best,
                short,
                strange * (1.0 - flexible),
                flexible * (1.0 - known),
                claims,
                spoilt_by_shortage,
                spoilt_by_mismatch,
                spoilt_by_unclear_roles,
                spoilt_by_rivalry,
            )
            question = CASE_CONTACT if kind == 0 else ACTIVITY
            u, u1, u2, u3 = uniform4(key, question, week, low, high)
            number = drawn_number(occasion * chosen, u)
            insight = insight_case if kind == 0 else insight_activity
            succeeded = False
            for m in range(number):
                went_well = (u1 if m == 0 else (u2 if m == 1 else u3)) < chance
                succeeded = succeeded or went_well
                up, down = gain, loss
                if strength > 0.0:
                    up = down = weight_of_one(strength, evidence[i, j])
                    evidence[i, j] += 1.0
                    evidence[j, i] = evidence[i, j]
                trust[i, j] = updated_trust(trust[i, j], went_well, up, down)
                trust[j, i] = updated_trust(trust[j, i], went_well, up, down)
                recognition[i, j] += insight * (1.0 - recognition[i, j])
                recognition[j, i] += insight * (1.0 - recognition[j, i])
            smooth = contacts if kind == 0 else activities
            smooth[i, j] += smoothing * number
            smooth[j, i] += smoothing * number
            if kind == 0 and succeeded:
                v, w, _, _ = uniform4(key, OFFER, week, low, high)
                u_i, u_j = (v, w) if ids[i] == low else (w, v)
                offer(i, j, u_i, offer_rate, rival, trust, recognition, eagerness, granting)
                offer(j, i, u_j, offer_rate, rival, trust, recognition, eagerness, granting)


@inline_kernel
def offer(
    giver: int,
    taker: int,
    chance: float,
    rate: float,
    rival: float,
    trust: Floats,
    recognition: Floats,
    eagerness: Doubles,
    granting: NDArray[np.int16],
) -> None:
    """Offer a client when one trusts the other, sees the worth of the other's practice, and dares.

    At most one offer a week: the one to which the giver is most inclined.
    """
    willing = rate * trust[giver, taker] * recognition[giver, taker] * (1.0 - rival)
    if chance < willing and chance / willing < eagerness[giver]:
        eagerness[giver] = chance / willing
        granting[giver] = taker
