"""The numbers in the formulas of finding help: what each means, its unit and its bounds."""

from __future__ import annotations

from typing import Final

from wijksim.core.parameters import Parameter
from wijksim.entities.domains import DOMAINS
from wijksim.entities.experience import IMPRESSION_SHARE, IMPRESSIONS
from wijksim.entities.shared_numbers import OWN_DOOR

_SINGLE: Final = (
    ("ask_exponent", "1", (0, 6), "gamma: how strongly asking rises with severity"),
    ("language_hurdle", "1", (0, 1), "share of asking that poor Dutch prevents"),
    (
        "desk_half",
        "h/week",
        (0.5, 60),
        "opening hours at which half of those who would come can come",
    ),
    (
        "form_loss",
        "1",
        (0, 1),
        "chance that a form stops somebody who can bear no paperwork at all",
    ),
    (
        "discouraged_least",
        "week",
        (1, 520),
        "weeks before asking for help again after dropping out over forms, for the most tolerant",
    ),
    (
        "discouraged_most",
        "week",
        (1, 520),
        (
            "weeks before asking for help again after dropping out over forms, for the "
            "least tolerant"
        ),
    ),
    ("referral_hours", "h", (0.1, 20), "hours that a referral takes a finder"),
    (
        "network",
        "1/year",
        (0, 20),
        "requests a year by one perfect tie with a good experience",
    ),
    ("network_tie", "1", (0, 1), "strength from which a tie brings somebody along to help"),
    (
        "network_every",
        "week",
        (1, 26),
        "weeks between two occasions on which people with a tie speak of help",
    ),
    ("known_at_first", "1", (0, 1), "trust in a professional after the first talk"),
    (
        "known_growth",
        "1/h",
        (0, 5),
        "growth of trust in a professional per hour of talk, as a share of what is lacking",
    ),
    (
        "known_fading",
        "1/week",
        (0, 0.5),
        "share of trust in a professional that fades in a week without a talk",
    ),
    ("known_enough", "1", (0, 1), "trust in a professional from which a care avoider accepts help"),
    ("known_forgotten", "1", (0, 1), "trust below which a professional is no longer known"),
    ("trust_mean", "1", (0, 1), "mean trust in institutions at entry, where no profile says it"),
    (
        "trust_spread",
        "1",
        (0, 1),
        "spread of trust at entry about its mean, as a share of the room to 0 or 1",
    ),
    ("trust_moved", "1", (0, 1), "share of the way to its new level that trust goes in a quarter"),
    (
        "trust_own",
        "1",
        (0, 1),
        "weight of one's own experience in trust; the rest is what ties tell",
    ),
    (
        "trust_avoider",
        "1",
        (0, 1),
        "trust of a care avoider at entry, as a share of that of others",
    ),
    (
        "counting_strength",
        "1",
        (0.5, 100),
        (
            "contacts that a first impression counts for, in the variant that counts good "
            "and bad contacts"
        ),
    ),
    (
        "counting_forgetting",
        "1/week",
        (0, 1),
        "share of counted good and bad contacts that is forgotten",
    ),
    (
        "counting_bad",
        "1",
        (1, 10),
        (
            "good contacts that one bad contact outweighs, in the variant that counts good "
            "and bad contacts"
        ),
    ),
    ("aware_mean", "1", (0, 1), "mean awareness of services at entry, where no profile says it"),
    (
        "aware_spread",
        "1",
        (0, 1),
        (
            "spread of awareness of services at entry about its mean, as a share of the "
            "room to 0 or 1"
        ),
    ),
    ("aware_language", "1", (0, 1), "share of awareness at entry that poor Dutch takes"),
    (
        "aware_told",
        "1",
        (0, 1),
        (
            "share of what one does not yet know of services that a strong tie passes on "
            "in a quarter"
        ),
    ),
    (
        "aware_talk",
        "1/h",
        (0, 5),
        "share of what one does not yet know of services that an hour with a professional tells",
    ),
    (
        "aware_fading",
        "1",
        (0, 1),
        "share of what was learnt about services that is forgotten in a quarter",
    ),
)
_ASK: Final = "requests a year at full severity, trust and awareness (h0)"
_SEEN: Final = "rate per hour of talk at which a full need is noticed"
PARAMETERS: Final = (
    *(Parameter("finding_help", f"ask_{d}", "1/year", (0, 500), f"{d}: {_ASK}") for d in DOMAINS),
    *(Parameter("finding_help", f"noticing_{d}", "1/h", (0, 20), f"{d}: {_SEEN}") for d in DOMAINS),
    *(Parameter("finding_help", name, unit, bounds, doc) for name, unit, bounds, doc in _SINGLE),
    OWN_DOOR,
    IMPRESSION_SHARE,
    *IMPRESSIONS,
)
