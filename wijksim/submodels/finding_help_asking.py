"""Who asks for help this week, and by which way; the kernels of `finding_help`.

Only needs without an open request are looked at; they are listed first. Finders notice more people
than they have hours for: they refer the heaviest needs first, so the last kernel goes over what
they noticed.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wijksim.core.compile import inline_kernel, kernel
from wijksim.core.elementary import one_minus_exp, pow_
from wijksim.core.randomness import decision, uniform, uniform4
from wijksim.entities.domains import N_DOMAINS, TIE_SLOTS, YOUTH, Channel

ASK = decision("finding_help.ask")
FORMS = decision("finding_help.forms")
CAPACITY = decision("finding_help.capacity")

FOUR = np.uint64(N_DOMAINS)

_DESK = int(Channel.DESK)
_SELF = int(Channel.SELF_REFERRAL)
_FINDER = int(Channel.FINDER)
_OUTREACH = int(Channel.OUTREACH)
_NETWORK = int(Channel.NETWORK)
_CRISIS = int(Channel.CRISIS)

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
I32 = NDArray[np.int32]
I16 = NDArray[np.int16]
U8 = NDArray[np.uint8]
U32 = NDArray[np.uint32]


@inline_kernel
def completes_forms(draw: float, forms: float, form_loss: float, tolerance: float) -> bool:
    """Whether a spell's draw gets somebody through so many forms; tolerance is between 0 and 1."""
    return draw < pow_(1.0 - form_loss * (1.0 - tolerance), forms)


@kernel
def open_needs(rows: I32, count: int, need: F32, request: I32, opened: I32) -> int:
    """List needs without a request of the first `count` of `rows`, as row x 4 + domain."""
    n_open = 0
    for i in range(count):
        row = rows[i]
        for d in range(N_DOMAINS):
            opened[n_open] = row * N_DOMAINS + d
            n_open += (need[row, d] > 0.0) & (request[row, d] < 0)
    return n_open


@kernel
def draws_of_asking(
    key: U32, week: int, opened: I32, n_open: int, id_: U32, who: U32, draws: F64
) -> None:
    """Three draws for each open need, into `draws`, shape (3, room): a loop of its own is quick.

    `who` is room for the ids, which that loop finds side by side.
    """
    for i in range(n_open):
        who[i] = id_[np.uint64(opened[i]) // FOUR]
    for i in range(n_open):
        u = uniform4(key, ASK, week, who[i], opened[i] % N_DOMAINS)
        draws[0, i] = u[0]
        draws[1, i] = u[1]
        draws[2, i] = u[2]


@inline_kernel
def who_speaks(row: np.uint64, domain: np.uint64, household: I32, head: I32) -> np.uint64:
    """Who asks: for a child the head of the household, where there is one; else oneself."""
    leader = head[np.uint64(household[row])]
    return np.uint64(leader) if (domain == YOUTH) & (leader >= 0) else row


@inline_kernel
def asks_at_most(
    domain: np.uint64, speaker: np.uint64, ask: F64, door: float, trust: F32, awareness: F32
) -> float:
    """The most that somebody asks in a week, at full severity: nobody asks more often."""
    return float(ask[domain] * door * trust[speaker] * awareness[speaker])


@kernel
def those_near_to_asking(
    week: int,
    opened: I32,
    n_open: int,
    draws: F64,
    household: I32,
    head: I32,
    need: F32,
    crisis_week: I32,
    met_professional: I16,
    met_hours: F32,
    trust: F32,
    awareness: F32,
    ask: F64,
    door: float,
    noticing: F64,
    push_at_most: float,
    near: I32,
) -> int:
    """List in `near` which of `opened` may ask this week, by bounds that are quickly worked out.

    A chance 1 - exp(-x) is below x, so a draw above x is too high. All others need no further look.
    """
    n_near = 0
    for i in range(n_open):
        row, d = np.uint64(opened[i]) // FOUR, np.uint64(opened[i]) % FOUR
        s = float(need[row, d])
        speaker = who_speaks(row, d, household, head)
        listener = row if met_professional[row] >= 0 else speaker
        near[n_near] = i
        n_near += (
            (crisis_week[row, d] == week)
            | (draws[0, i] < asks_at_most(d, speaker, ask, door, trust, awareness))
            | (
                (met_professional[listener] >= 0)
                & (draws[1, i] < noticing[d] * met_hours[listener] * s)
            )
            | (draws[2, i] < push_at_most * s)
        )
    return n_near


@kernel
def a_week_of_asking(
    key: U32,
    week: int,
    opened: I32,
    near: I32,
    n_near: int,
    draws: F64,
    id_: U32,
    household: I32,
    head: I32,
    poor_dutch: U8,
    avoider: U8,
    burden_tolerance: F32,
    need: F32,
    onset_week: I32,
    crisis_week: I32,
    crisis_weeks_left: I16,
    tie: I32,
    tie_strength: F32,
    experience: F32,
    met_professional: I16,
    met_hours: F32,
    finder: U8,
    trust: F32,
    awareness: F32,
    known_professional: I16,
    known_trust: F32,
    discouraged_until: I32,
    asking: U8,
    ask: F64,
    exponent: float,
    language_hurdle: float,
    door: float,
    itself: float,
    forms: float,
    form_loss: float,
    discouraged_least: float,
    discouraged_most: float,
    noticing: F64,
    network: float,
    network_tie: float,
    network_every: int,
    push_at_most: float,
    known_enough: float,
    noticed: I32,
) -> int:
    """Write the way of asking into `asking` (all 0 before), for the needs of `opened` in `near`.

    `ask` is requests a week at full severity, trust and awareness, shape (4,); `network` requests a
    week by a perfect tie; `door` the share that the open door admits; `itself` the part of that
    door which is the team's or institution's own. Gives how many were noticed by finders; who they
    are stands in `noticed`, as row x number of domains + domain. `push_at_most` bounds what all
    ties together bring in, at severity 1. A bound is looked at before anything dear is worked out.
    """
    n_noticed = 0
    for j in range(n_near):
        i = near[j]
        row, d = np.uint64(opened[i]) // FOUR, np.uint64(opened[i]) % FOUR
        s = float(need[row, d])
        if crisis_week[row, d] == week:
            asking[row, d] = _CRISIS
            continue
        if crisis_weeks_left[row, d] > 0:
            continue
        speaker = who_speaks(row, d, household, head)
        # By oneself.
        most = asks_at_most(d, speaker, ask, door, trust, awareness)
        if draws[0, i] < most and not avoider[speaker] and week >= discouraged_until[row, d]:
            rate = most * pow_(s, exponent)
            if poor_dutch[speaker]:
                rate *= 1.0 - language_hurdle
            chance = one_minus_exp(rate)
            if draws[0, i] < chance:
                tolerance = float(burden_tolerance[speaker])
                once = uniform(key, FORMS, onset_week[row, d], id_[row], int(d))
                if completes_forms(once, forms, form_loss, tolerance):
                    asking[row, d] = _SELF if draws[0, i] < itself * chance else _DESK
                    continue
                span = discouraged_most - discouraged_least
                discouraged_until[row, d] = week + int(discouraged_most - span * tolerance + 0.5)
        # Noticed by a professional in a talk: one's own talk, or for a child its parent's.
        listener = row if met_professional[row] >= 0 else speaker
        post = met_professional[listener]
        if post >= 0:
            noted = noticing[d] * met_hours[listener] * s
            if draws[1, i] < noted:
                familiar = 0.0
                if known_professional[listener] == post:
                    familiar = float(known_trust[listener])
                accepts = max(float(trust[speaker]), familiar)
                if avoider[speaker]:
                    accepts = familiar if familiar >= known_enough else 0.0
                if draws[1, i] < accepts * one_minus_exp(noted):
                    asking[row, d] = _OUTREACH
                    if finder[post]:
                        asking[row, d] = _FINDER
                        noticed[n_noticed] = opened[i]
                        n_noticed += 1
                    continue
        # Brought by a tie whose own care went well.
        if draws[2, i] < push_at_most * s and (week + int(id_[row])) % network_every == 0:
            push = 0.0
            for slot in range(TIE_SLOTS):
                other = tie[speaker, slot]
                if other >= 0 and tie_strength[speaker, slot] >= network_tie:
                    push += tie_strength[speaker, slot] * max(0.0, float(experience[other]))
            if draws[2, i] < one_minus_exp(network * network_every * push * s):
                asking[row, d] = _NETWORK
    return n_noticed


@kernel
def a_week_of_referrals(
    key: U32,
    week: int,
    household: I32,
    head: I32,
    id_: U32,
    need: F32,
    met_professional: I16,
    post_id: U32,
    asking: U8,
    noticed: I32,
    n_noticed: int,
    referrals: F64,
) -> None:
    """Keep of what finders noticed only what they have hours for, heaviest first.

    `referrals` is how many each post has hours for; a part of one is one by chance. Of equally
    heavy needs the lowest id goes first.
    """
    posts = np.empty(n_noticed, np.int16)
    kept = np.empty(n_noticed, np.uint8)
    for i in range(n_noticed):
        row = noticed[i] // N_DOMAINS
        posts[i] = met_professional[row]
        if posts[i] < 0:
            posts[i] = met_professional[head[household[row]]]
    for i in range(n_noticed):
        row, d = noticed[i] // N_DOMAINS, noticed[i] % N_DOMAINS
        before = 0
        for j in range(n_noticed):
            if j == i or posts[j] != posts[i]:
                continue
            other, e = noticed[j] // N_DOMAINS, noticed[j] % N_DOMAINS
            if need[other, e] > need[row, d] or (
                need[other, e] == need[row, d]
                and (id_[other] < id_[row] or (other == row and e < d))
            ):
                before += 1
        whole = int(referrals[posts[i]])
        part = referrals[posts[i]] - whole
        if part > 0.0 and uniform(key, CAPACITY, week, post_id[posts[i]], 0) < part:
            whole += 1
        kept[i] = before < whole
    for i in range(n_noticed):
        if not kept[i]:
            asking[noticed[i] // N_DOMAINS, noticed[i] % N_DOMAINS] = 0
