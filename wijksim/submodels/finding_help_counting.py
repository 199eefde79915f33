"""Trust of residents by counting: a rival form of how trust in institutions moves.

Represents: trust is the share of good contacts with services among all that are remembered, with
somebody's first impression counting for some of them. Each contact counts once, in the week in
which it is lived through; what a tie lives through counts as far as the tie is strong. So early
contacts move much and later ones little, and a bad contact can count for more than a good one.
Older contacts count for less as time goes by: then the next one moves more, while trust itself
stays, since it never rises by time alone.
Source: Jøsang and Ismail 2002, the beta reputation system (counts of good and bad, forgetting,
what others tell discounted by how they are known); Slovic 1993, trust is lost more easily than
won; sizes are assumptions.
Leaves out: repeated tellings of one story, and whether a tie is known to exaggerate. Two contacts
in one week count as one, of the strength of both and full at most.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from wijksim.core.compile import inline_kernel, kernel
from wijksim.entities.domains import TIE_SLOTS
from wijksim.entities.world import Scope
from wijksim.submodels.finding_help import FindingHelp

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
I32 = NDArray[np.int32]
U8 = NDArray[np.uint8]


class CountingFindingHelp(FindingHelp):
    """The same ways to help, with trust by counting good and bad contacts."""

    def arrive(self, w: Scope, rows: np.ndarray[Any, Any]) -> None:
        """Newcomers have lived through nothing with these services, and count nothing."""
        super().arrive(w, rows)
        w.residents.contacts_counted[rows] = 0.0

    def felt(self, w: Scope, impressions: F64) -> F32:
        """What trust goes by: the impression that last week's turns in care leave by themselves."""
        lived = np.zeros(w.residents.present.size, np.float32)
        lived_through(w.residents.care_turns, impressions, lived)
        return lived

    def take_in(self, w: Scope, felt: F32) -> None:
        """Count what people and their ties lived through since last week."""
        r, p = w.residents, w.p
        count_contacts(
            r.present, r.tie, r.tie_strength, felt, p.counting_strength, p.counting_forgetting,
            p.counting_bad, p.trust_own, r.trust, r.contacts_counted,
        )  # fmt: skip

    def trust_moved(self, w: Scope) -> float:
        """None by taking stock once a quarter: each contact counts at once, and once."""
        return 0.0


@kernel
def lived_through(turns: U8, impressions: F64, lived: F32) -> None:
    """Last week's impression of everybody, -1 to 1: that of each turn as often as it came.

    `turns` has shape (n_residents, kinds), `impressions` (kinds,), `lived` (n_residents,).
    """
    for i in range(turns.shape[0]):
        whole = 0.0
        for kind in range(turns.shape[1]):
            whole += float(turns[i, kind]) * impressions[kind]
        lived[i] = min(1.0, max(-1.0, whole))


@inline_kernel
def counted(trust: float, evidence: float, strength: float, good: float, bad: float) -> float:
    """Trust after more good and bad: (first x strength + all good) / (strength + all), stepwise."""
    before = strength + evidence
    return (trust * before + good) / (before + good + bad)


@kernel
def count_contacts(
    present: U8,
    tie: I32,
    tie_strength: F32,
    lived: F32,
    strength: float,
    forgetting: float,
    bad_counts: float,
    own: float,
    trust: F32,
    evidence: F32,
) -> None:
    """One week: contacts remembered fade, and those of last week, own and told, are counted.

    An impression v counts v for good, or `bad_counts` times -v for bad. One's own weighs `own`,
    that of a tie (1 - own) times the strength of the tie. An empty tie has strength 0.
    """
    for i in range(present.shape[0]):
        if not present[i]:
            continue
        evidence[i] *= 1.0 - forgetting
        good = own * max(0.0, float(lived[i]))
        bad = own * max(0.0, -float(lived[i]))
        for slot in range(TIE_SLOTS):
            v = float(lived[max(tie[i, slot], 0)])
            weight = (1.0 - own) * float(tie_strength[i, slot])
            good += weight * max(0.0, v)
            bad += weight * max(0.0, -v)
        bad *= bad_counts
        if good + bad > 0.0:
            trust[i] = counted(trust[i], evidence[i], strength, good, bad)
            evidence[i] += good + bad
