"""Rival forms of cooperation, each chosen by a word; words join with a plus sign.

Represents: three doubts about how trust between professionals comes about, so that an answer can
be looked at under each. `counting`: does a failure weigh twice a success (cooperation_counting)?
`holding`: does fear for the right to exist spoil a contact by itself, or only through the clients
that an institution then holds on to? `conversation`: does an hour at one place or of reflection
count in full with everybody who is there (cooperation_together)?
Source: counting: Jøsang and Ismail 2002. Holding: the first form lets fear in twice, as itself and
in the holding on that it feeds; which is right nobody measured. Conversation: Dunbar, Duncan and
Nettle 1995.
Leaves out: that fear makes people meet less (the inward gaze) is the same in all forms.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from wijksim.entities.world import Scope
from wijksim.submodels.cooperation import Cooperation, Doubles
from wijksim.submodels.cooperation_counting import forget
from wijksim.submodels.cooperation_together import count_company


class CountingCooperation(Cooperation):
    """The same with trust by counting good and bad contacts: see cooperation_counting."""

    def remember(self, w: Scope) -> None:
        """Old contacts fade; a pair that came apart begins without any."""
        pro, pair, p = w.professionals, w.pairs, w.p
        forget(
            pro.present, pro.employer, p.prior, p.prior_within, p.strength, p.forgetting,
            pair.contacts, pair.activities, pair.trust, pair.evidence,
        )  # fmt: skip

    def drift(self, w: Scope) -> float:
        """None: forgetting brings trust back to the prior."""
        return 0.0

    def strength(self, w: Scope) -> float:
        """Contacts that a first impression counts for."""
        contacts: float = w.p.strength
        return contacts


class HoldingCooperation(Cooperation):
    """The same with fear that spoils a contact only through holding on to clients."""

    fear_by_itself = 0


class ConversationCooperation(Cooperation):
    """The same with hours that are shared out over conversations: see cooperation_together."""

    def company(self, w: Scope) -> tuple[Doubles, Doubles]:
        """Others who are there on average, in an hour at a place and in one of a team."""
        pro = w.professionals
        n = pro.present.shape[0]
        at_place, in_team = np.empty(n), np.empty(n)
        count_company(
            pro.present, pro.base, pro.team, w.places.open_hours * w.places.open,
            pro.hours_outreach, pro.reflected_hours, at_place, in_team,
        )  # fmt: skip
        return at_place, in_team


class CountingHoldingCooperation(CountingCooperation, HoldingCooperation):
    """Counting and holding together."""


class CountingConversationCooperation(CountingCooperation, ConversationCooperation):
    """Counting and conversation together."""


class HoldingConversationCooperation(HoldingCooperation, ConversationCooperation):
    """Holding and conversation together."""


class AllFormsCooperation(CountingHoldingCooperation, ConversationCooperation):
    """Counting, holding and conversation together."""


RIVAL_FORMS: Final[Mapping[str, type[Cooperation]]] = {
    "counting": CountingCooperation,
    "holding": HoldingCooperation,
    "conversation": ConversationCooperation,
    "counting+holding": CountingHoldingCooperation,
    "counting+conversation": CountingConversationCooperation,
    "holding+conversation": HoldingConversationCooperation,
    "counting+holding+conversation": AllFormsCooperation,
}
"""The word of a scenario file for each form and for what joins them."""
