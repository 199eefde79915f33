"""Who is known: talks make a professional known and services too; without talks that fades.

Represents: somebody knows one professional in person at most, with a trust that grows with hours of
talk, in a place or in care (one's own, or a child's for whom one asks), and fades without. Who
leaves a post is known no more. Talks also tell what help there is.

Source: values are assumptions, in scenarios/parameters/finding_help.yaml. Leaves out: knowing
several professionals, and what is heard about one.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wijksim.core.compile import kernel
from wijksim.core.elementary import one_minus_exp
from wijksim.entities.domains import N_DOMAINS, NOBODY, YOUTH

LONG_AGO = -100_000

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
I32 = NDArray[np.int32]
I16 = NDArray[np.int16]
I64 = NDArray[np.int64]
U8 = NDArray[np.uint8]


@kernel
def who_is_gone(week: int, post_present: U8, post_joined_week: I32, gone: U8) -> None:
    """Mark posts whose person left or is new this week; post r stands at r + 1, nobody at 0."""
    gone[0] = 1
    for post in range(post_present.shape[0]):
        gone[post + 1] = (post_present[post] == 0) | (post_joined_week[post] == week)


@kernel
def those_who_talk(
    present: U8,
    met_professional: I16,
    request: I32,
    request_words: I64,
    household: I32,
    head: I32,
    speaks: U8,
    rows: I32,
) -> int:
    """List who met a professional in a place or has any request, hence perhaps a caseworker.

    Heads of households with a request for a child are listed too, and marked in `speaks`.
    `request_words` is the column of requests as `in_words` gives it: both words are -1 where all
    four requests are NOBODY.
    """
    count = 0
    speaks[:] = 0
    for row in range(present.shape[0]):
        if request[row, YOUTH] >= 0:
            leader = head[household[row]]
            if leader >= 0:
                speaks[leader] = 1
    for row in range(present.shape[0]):
        rows[count] = row
        held = (request_words[row, 0] & request_words[row, 1]) != -1
        talks = held | (met_professional[row] >= 0) | (speaks[row] != 0)
        count += talks & (present[row] != 0)
    return count


@kernel
def longest_talks(
    rows: I32,
    count: int,
    met_professional: I16,
    met_hours: F32,
    request: I32,
    formal_hours: F32,
    handler: I16,
    household: I32,
    first: I32,
    beds: I16,
    speaks: U8,
    post: I16,
    hours: F64,
) -> int:
    """Keep in `rows` who talked with anyone: with whom longest, in a place or in care, how long.

    Whoever helps a child talks as long with the head of the household, who `speaks` for it.
    Gives how many talked; `post` and `hours` are filled for so many.
    """
    talked = 0
    for i in range(count):
        row = np.uint64(rows[i])
        longest = met_professional[row]
        spent = float(met_hours[row])
        for d in range(N_DOMAINS):
            held = request[row, d]
            if held >= 0 and formal_hours[row, d] > spent and handler[held] >= 0:
                longest = handler[held]
                spent = float(formal_hours[row, d])
        if speaks[row]:
            begin = first[household[row]]
            for child in range(begin, begin + beds[household[row]]):
                held = request[child, YOUTH]
                if held >= 0 and formal_hours[child, YOUTH] > spent and handler[held] >= 0:
                    longest = handler[held]
                    spent = float(formal_hours[child, YOUTH])
        rows[talked] = rows[i]
        post[talked] = longest
        hours[talked] = spent
        talked += longest >= 0
    return talked


@kernel
def meet_again(
    rows: I32,
    talked: int,
    post: I16,
    hours: F64,
    gone: U8,
    awareness: F32,
    known_professional: I16,
    known_trust: F32,
    known_at_first: float,
    known_growth: float,
    known_fading: float,
    known_forgotten: float,
    aware_talk: float,
    learnt: F64,
    told: F64,
    trusted: F32,
) -> None:
    """The week of acquaintance: what talks make of it, then fading for all others.

    What talks make of trust is kept in `trusted`, and of whom one knows in `post`, until the others
    have faded. `learnt` and `told` are room for the shares that talks fill of trust and awareness.
    """
    for i in range(talked):
        learnt[i] = one_minus_exp(known_growth * hours[i])
        told[i] = one_minus_exp(aware_talk * hours[i])
    for i in range(talked):
        row = np.uint64(rows[i])
        left = gone[np.uint64(known_professional[row] + 1)] != 0
        known = NOBODY if left else known_professional[row]
        trust = 0.0 if left else float(known_trust[row])
        again = post[i] == known
        faded = trust - known_fading * trust
        trust = trust + (1.0 - trust) * learnt[i] if again else faded
        # Somebody new takes the place of who is known less than after a first talk.
        replaced = (not again) & (faded < known_at_first)
        known = post[i] if replaced else known
        trust = known_at_first if replaced else trust
        post[i] = known
        trusted[i] = trust
        awareness[row] += (1.0 - awareness[row]) * told[i]
    # Without a talk trust fades.
    for bed in range(known_trust.shape[0]):
        known_trust[bed] -= known_fading * known_trust[bed]
    for i in range(talked):
        known_professional[rows[i]] = post[i]
        known_trust[rows[i]] = trusted[i]
    # With little trust the name goes too, as it does when the professional leaves.
    for bed in range(known_trust.shape[0]):
        name = known_professional[bed]
        kept = (gone[np.uint64(name + 1)] == 0) & (known_trust[bed] >= known_forgotten)
        known_professional[bed] = name if kept else NOBODY
        known_trust[bed] = known_trust[bed] if kept else np.float32(0.0)


@kernel
def acquaintance_at_start(
    rows: I32,
    known_professional: I16,
    known_trust: F32,
    discouraged_until: I32,
    asking: U8,
) -> None:
    """Newcomers know no professional here, and nobody has discouraged them yet."""
    for i in range(rows.shape[0]):
        row = rows[i]
        known_professional[row] = NOBODY
        known_trust[row] = 0.0
        for d in range(N_DOMAINS):
            discouraged_until[row, d] = LONG_AGO
            asking[row, d] = 0
