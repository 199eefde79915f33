"""Finding help: how a need becomes a request, and what makes people trust and know the way.

Represents: somebody with a need and no open request may, in a week,
  * ask for themselves: chance 1 - exp(-h0 s^gamma trust aware door). The door is the hours of the
    desk and, where people may refer themselves, those in which teams and institutions are open for
    it; these add up (an assumption). For a child the head of the household asks. Every form can
    stop a request. Whether it does is drawn once a spell: those who drop out are discouraged for
    half a year to a year, and trying again does not help unless there are fewer forms;
  * be noticed by a professional they talk with: a finder, who refers within the hours for it of
    the week before (who was absent, nobody), or somebody of the casework institutions, who takes
    the request along;
  * be brought by a strong tie whose own care went well;
  * come in through a crisis, whoever they are.
Care avoiders never ask by themselves: they come through a professional they know and trust, or
through a tie. Trust in institutions follows one's own experience and what ties tell; awareness
comes from talks and from ties, and fades to what somebody knew from the start.

Source: Herd and Moynihan on administrative burden (0.81 a form); Granovetter 1973 on news through
ties; Rekenkamer Rotterdam 2018 on access; Wijkprofiel 2014 on trust and awareness at the start.
Leaves out: judging whether the need is heavy enough (casework does, by the norm of
self-reliance), advertising, and asking for somebody outside the household.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from wijksim.core.calendar import WEEKS_PER_YEAR, per_week
from wijksim.entities.domains import DOMAINS, NOBODY, TIE_SLOTS, Channel
from wijksim.entities.events import Telling
from wijksim.entities.experience import IMPRESSIONS
from wijksim.entities.in_need import in_words, those_in_need
from wijksim.entities.world import Scope
from wijksim.submodels.base import Submodel
from wijksim.submodels.finding_help_asking import (
    a_week_of_asking,
    a_week_of_referrals,
    draws_of_asking,
    open_needs,
    those_near_to_asking,
)
from wijksim.submodels.finding_help_known import (
    acquaintance_at_start,
    longest_talks,
    meet_again,
    those_who_talk,
    who_is_gone,
)
from wijksim.submodels.finding_help_parameters import PARAMETERS
from wijksim.submodels.finding_help_trust import (
    QUARTER_WEEKS,
    a_quarter_of_news,
    look_back,
    trust_at_start,
)

_PEOPLE: Final = (
    "present", "id", "household", "poor_dutch", "avoider", "burden_tolerance", "need",
    "onset_week", "crisis_week", "crisis_weeks_left", "request", "formal_hours", "tie",
    "tie_strength", "care_turns", "met_professional", "met_hours",
)  # fmt: skip

ASKED: Final = tuple(
    Telling("asked for help", f"{domain}: {way.name.lower()}",
            by="professionals" if way in (Channel.FINDER, Channel.OUTREACH) else "residents")
    for way in Channel
    for domain in DOMAINS
)  # fmt: skip
"""What the log tells of who asked, by way and then by domain."""


class FindingHelp(Submodel):
    """Asking for help, being noticed, trust and awareness."""

    name = "finding_help"
    represents = "how residents with a need come to ask for help, and what they know and trust"
    reads = (
        *(f"residents.{one}" for one in _PEOPLE),
        "households.head",
        "households.first",
        "households.beds",
        "professionals.present",
        "professionals.id",
        "professionals.joined_week",
        "professionals.finder",
        "professionals.hours_outreach",
        "requests.handler",
        "municipality.door_staffed",
    )
    writes = (
        "residents.trust",
        "residents.experience",
        "residents.awareness",
        "residents.known_professional",
        "residents.known_trust",
        "residents.discouraged_until",
        "residents.asking",
        "residents.contacts_counted",
    )
    levers = ("access.desk_hours", "access.self_referral", "access.forms", "access.finder_hours")
    parameters = PARAMETERS
    links = ("R9.experience",)
    draws = (
        "finding_help.ask",
        "finding_help.forms",
        "finding_help.capacity",
        "finding_help.start",
    )

    def __init__(self) -> None:
        self._room: Room | None = None

    def initialise(self, w: Scope) -> None:
        """Founders trust and know the way as the profile says; they know no professional yet."""
        self.arrive(w, np.arange(w.residents.present.shape[0], dtype=np.int32))

    def arrive(self, w: Scope, rows: np.ndarray[Any, Any]) -> None:
        """Newcomers start as founders did; emptied rows are cleared."""
        r = w.residents
        acquaintance_at_start(
            rows, r.known_professional, r.known_trust, r.discouraged_until, r.asking
        )
        trust_at_start(
            w.key,
            rows,
            r.present,
            r.id,
            r.avoider,
            r.poor_dutch,
            r.trust,
            r.awareness,
            *entry_means(w),
        )
        r.experience[rows] = 0.0

    def step(self, w: Scope) -> None:
        """Talks make known; those in need ask, are noticed or brought; news goes round."""
        p, r, posts = w.p, w.residents, w.professionals
        if self._room is None or not self._room.fits(p, r.present.size, posts.present.size):
            self._room = Room.of_size(p, r.present.size, posts.present.size)
        room = self._room
        who_is_gone(w.week, posts.present, posts.joined_week, room.gone)
        homes = w.households
        talking = those_who_talk(
            r.present, r.met_professional, r.request, in_words(r.request), r.household, homes.head,
            room.speaks, room.rows,
        )  # fmt: skip
        talked = longest_talks(
            room.rows, talking, r.met_professional, r.met_hours, r.request, r.formal_hours,
            w.requests.handler, r.household, homes.first, homes.beds, room.speaks, room.post,
            room.hours,
        )  # fmt: skip
        meet_again(
            room.rows, talked, room.post, room.hours, room.gone, r.awareness,
            r.known_professional, r.known_trust, p.known_at_first, p.known_growth, p.known_fading,
            p.known_forgotten, p.aware_talk, room.learnt, room.told, room.trusted,
        )  # fmt: skip
        at_desk, at_own = w.municipality.door_staffed[0]
        desk = float(w.lever("access.desk_hours")) * at_desk
        itself = p.own_door * at_own if w.lever("access.self_referral") == "yes" else 0.0
        opening = desk + itself
        look_back(r.care_turns, room.impressions, p.impression_share, r.experience)
        felt = w.link("R9.experience", self.felt(w, room.impressions))
        self.take_in(w, felt)
        r.asking[:] = 0
        door = opening / (opening + p.desk_half)
        network = per_week(p.network)
        push_at_most = network * int(p.network_every) * TIE_SLOTS
        count = those_in_need(in_words(r.need), r.present, room.rows)
        n_open = open_needs(room.rows, count, r.need, r.request, room.opened)
        draws_of_asking(w.key, w.week, room.opened, n_open, r.id, room.who, room.draws)
        n_near = those_near_to_asking(
            w.week, room.opened, n_open, room.draws, r.household, w.households.head, r.need,
            r.crisis_week, r.met_professional, r.met_hours, r.trust, r.awareness, room.ask, door,
            room.noticing, push_at_most, room.near,
        )  # fmt: skip
        n_noticed = a_week_of_asking(
            w.key, w.week, room.opened, room.near, n_near, room.draws, r.id, r.household,
            w.households.head, r.poor_dutch, r.avoider, r.burden_tolerance, r.need, r.onset_week,
            r.crisis_week, r.crisis_weeks_left, r.tie, r.tie_strength, r.experience,
            r.met_professional, r.met_hours, posts.finder, r.trust, r.awareness,
            r.known_professional, r.known_trust, r.discouraged_until, r.asking, room.ask,
            p.ask_exponent, p.language_hurdle, door,
            itself / opening if opening > 0.0 else 0.0, float(w.lever("access.forms")),
            p.form_loss, p.discouraged_least, p.discouraged_most, room.noticing, network,
            p.network_tie, int(p.network_every), push_at_most, p.known_enough, room.noticed,
        )  # fmt: skip
        if n_noticed > 0:
            a_week_of_referrals(
                w.key, w.week, r.household, w.households.head, r.id, r.need, r.met_professional,
                posts.id, r.asking, room.noticed, n_noticed, self.referrals(w),
            )  # fmt: skip
        a_quarter_of_news(
            w.key, w.week, r.present, r.id, r.avoider, r.poor_dutch, r.tie, r.tie_strength,
            felt, r.trust, r.awareness, *entry_means(w), self.trust_moved(w),
            p.trust_own, p.aware_told, p.aware_fading, room.levels,
        )  # fmt: skip

    def referrals(self, w: Scope) -> NDArray[np.float64]:
        """How many people each post has hours to refer, shape (n_professionals,).

        Hours are those that were left for it last week, and no more than are kept for it.
        """
        found: NDArray[np.float64] = w.professionals.hours_outreach.astype(np.float64)
        np.minimum(found, float(w.lever("access.finder_hours")), out=found)
        found /= w.p.referral_hours
        return found

    def felt(self, w: Scope, impressions: NDArray[np.float64]) -> NDArray[np.float32]:
        """What trust goes by, shape (n_residents,): experience, of which the quarter takes stock.

        `impressions` says what each turn in care leaves, shape (kinds,); not needed here.
        """
        experience: NDArray[np.float32] = w.residents.experience
        return experience

    def take_in(self, w: Scope, felt: NDArray[np.float32]) -> None:
        """What a contact does at once: nothing, where people take stock once a quarter."""

    def trust_moved(self, w: Scope) -> float:
        """Share of the way that trust goes when somebody takes stock."""
        share: float = w.p.trust_moved
        return share

    def log_events(self, w: Scope) -> None:
        """Who asked this week, in which domain and by which way."""
        r = w.residents
        asking = r.asking.reshape(-1)
        places = np.flatnonzero(asking != int(Channel.NONE))
        rows, domains = np.divmod(places, len(DOMAINS))
        ways, ids, post = asking[places], r.id[rows], r.met_professional[rows]
        met = (ways == int(Channel.FINDER)) | (ways == int(Channel.OUTREACH))
        who = np.where(post >= 0, w.professionals.id[post].astype(np.int64), NOBODY)
        w.log_each(
            ASKED,
            which=ways.astype(np.intp) * len(DOMAINS) + domains,
            subject="residents",
            ids=ids,
            by_ids=np.where(met, who, ids),
            value=r.need[rows, domains],
        )


@dataclass(frozen=True)
class Room:
    """Lists that are filled and used within a week, and parameters as arrays by domain."""

    of: Any
    ask: NDArray[np.float64]
    noticing: NDArray[np.float64]
    impressions: NDArray[np.float64]
    rows: NDArray[np.int32]
    post: NDArray[np.int16]
    hours: NDArray[np.float64]
    learnt: NDArray[np.float64]
    told: NDArray[np.float64]
    trusted: NDArray[np.float32]
    gone: NDArray[np.uint8]
    speaks: NDArray[np.uint8]
    opened: NDArray[np.int32]
    who: NDArray[np.uint32]
    near: NDArray[np.int32]
    draws: NDArray[np.float64]
    noticed: NDArray[np.int32]
    levels: NDArray[np.float64]

    @classmethod
    def of_size(cls, p: Any, people: int, posts: int) -> Room:
        """Room for so many rows of residents and of posts, by the bound parameters `p`."""
        return cls(
            of=p,
            ask=np.array([getattr(p, f"ask_{d}") for d in DOMAINS]) / WEEKS_PER_YEAR,
            noticing=np.array([getattr(p, f"noticing_{d}") for d in DOMAINS]),
            impressions=np.array([getattr(p, one.name) for one in IMPRESSIONS]),
            rows=np.zeros(people + 1, np.int32),
            post=np.zeros(people + 1, np.int16),
            hours=np.zeros(people + 1, np.float64),
            learnt=np.zeros(people, np.float64),
            told=np.zeros(people, np.float64),
            trusted=np.zeros(people, np.float32),
            gone=np.zeros(posts + 1, np.uint8),
            speaks=np.zeros(people, np.uint8),
            opened=np.zeros(people * len(DOMAINS) + 1, np.int32),
            who=np.zeros(people * len(DOMAINS), np.uint32),
            near=np.zeros(people * len(DOMAINS) + 1, np.int32),
            draws=np.zeros((3, people * len(DOMAINS)), np.float64),
            noticed=np.zeros(people * len(DOMAINS), np.int32),
            levels=np.zeros((2, people // QUARTER_WEEKS + 1), np.float64),
        )

    def fits(self, p: Any, people: int, posts: int) -> bool:
        """Whether it was made for these parameters and these numbers of rows."""
        return self.of is p and self.trusted.size == people and self.gone.size == posts + 1


class NoFindingHelp(Submodel):
    """Nobody ever asks for help."""

    name = "finding_help"
    represents = "no finding of help"
    writes = FindingHelp.writes


def entry_means(w: Scope) -> tuple[float, float, float, float, float, float]:
    """Trust and awareness at entry: mean (the profile's if it has one), spread, and what lowers it.

    In the order in which the kernels of finding_help_trust take them.
    """
    p = w.p
    return (
        float(w.profile.get("trust.government", p.trust_mean)),
        p.trust_spread,
        p.trust_avoider,
        float(w.profile.get("awareness.desk", p.aware_mean)),
        p.aware_spread,
        p.aware_language,
    )
