"""Finding help in the reference: who is known, who asks and by which way, what news does."""

from __future__ import annotations

from math import expm1
from typing import Any

from reference_setup import Numbers

from wijksim.entities.domains import N_DOMAINS, YOUTH, Channel
from wijksim.entities.experience import Turn
from wijksim.submodels.finding_help_trust import QUARTER_WEEKS


class WithHelp:
    """Somebody who may look for help."""

    model: Any

    def take_help(self, source: Any) -> None:
        """Requests, care and acquaintance as they are in the tables."""
        r, row = source.world.residents, self.row
        handler = source.world.requests.handler
        self.requests = r.request[row].tolist()
        self.handlers = [int(handler[one]) if one >= 0 else -1 for one in self.requests]
        self.crisis_began = r.crisis_week[row].tolist()
        self.discouraged_until = r.discouraged_until[row].tolist()
        self.avoider, self.poor_dutch = bool(r.avoider[row]), bool(r.poor_dutch[row])
        self.tolerance = float(r.burden_tolerance[row])
        self.experience = float(r.experience[row])
        self.turns = r.care_turns[row].tolist()
        self.trust, self.awareness = float(r.trust[row]), float(r.awareness[row])
        self.known, self.known_trust = int(r.known_professional[row]), float(r.known_trust[row])
        self.asking = [0] * N_DOMAINS
        self.heard: tuple[float, float] | None = None

    def look_back(self) -> None:
        """What last week's turns in care leave as experience."""
        p = self.model.numbers.help
        for turn, times in zip(Turn, self.turns, strict=True):
            impression = getattr(p, f"impression_{turn.name.lower()}")
            for _ in range(times):
                self.experience += p.impression_share * (impression - self.experience)

    def hears_of_a_child(self) -> bool:
        """Whether somebody helps a child for whom this person asks."""
        if self.home.head is not self:
            return False
        return any(child.handlers[YOUTH] >= 0 for child in self.home.members)

    def get_acquainted(self) -> None:
        """Know better whom one talks with; without a talk know less."""
        p = self.model.numbers.help
        post, hours = self.met_professional, self.met_hours
        for d in range(N_DOMAINS):
            if self.handlers[d] >= 0 and self.formal[d] > hours:
                post, hours = self.handlers[d], self.formal[d]
        for child in self.home.members if self.home.head is self else []:
            if child.handlers[YOUTH] >= 0 and child.formal[YOUTH] > hours:
                post, hours = child.handlers[YOUTH], child.formal[YOUTH]
        gone = self.known not in self.model.numbers.at_work
        if post < 0:
            self.known_trust -= p.known_fading * self.known_trust
        else:
            if gone:
                self.known, self.known_trust, gone = -1, 0.0, False
            if post == self.known:
                self.known_trust -= (1.0 - self.known_trust) * expm1(-p.known_growth * hours)
            else:
                self.known_trust -= p.known_fading * self.known_trust
                if self.known_trust < p.known_at_first:
                    self.known, self.known_trust = post, p.known_at_first
            self.awareness -= (1.0 - self.awareness) * expm1(-p.aware_talk * hours)
        if gone or self.known_trust < p.known_forgotten:
            self.known, self.known_trust = -1, 0.0

    def look_for_help(self) -> None:
        """Ask, be noticed or be brought, for every need without a request."""
        self.asking = [0] * N_DOMAINS
        for d in range(N_DOMAINS):
            if self.needs[d] > 0.0 and self.requests[d] < 0:
                self.asking[d] = int(self.way_to_help(d))

    def way_to_help(self, d: int) -> Channel:
        """By which way a need becomes a request this week, if it does."""
        week, numbers = self.model.week, self.model.numbers
        if self.crisis_began[d] == week:
            return Channel.CRISIS
        if self.crisis_weeks[d] > 0:
            return Channel.NONE
        speaker = self
        if d == YOUTH and self.home.head is not None:
            speaker = self.home.head
        by_self, by_talk, by_tie, _ = numbers.asking(week, self.id, d)
        may_ask = not speaker.avoider and week >= self.discouraged_until[d]
        chance = -expm1(-self.own_rate(speaker, d)) if may_ask else 0.0
        if by_self < chance:
            if self.gets_through_forms(speaker, d):
                own = by_self < numbers.own_door * chance
                return Channel.SELF_REFERRAL if own else Channel.DESK
            p = numbers.help
            span = p.discouraged_most - p.discouraged_least
            wait = int(p.discouraged_most - span * speaker.tolerance + 0.5)
            self.discouraged_until[d] = week + wait
        listener = self if self.met_professional >= 0 else speaker
        post = listener.met_professional
        if post >= 0 and by_talk < self.chance_of_being_noticed(speaker, listener, d):
            if post in numbers.finders:
                self.model.noticed.append((post, self, d))
                return Channel.FINDER
            return Channel.OUTREACH
        if by_tie < self.chance_of_being_brought(speaker, d):
            return Channel.NETWORK
        return Channel.NONE

    def own_rate(self, speaker: Any, d: int) -> float:
        """How readily somebody asks by themselves, per week."""
        numbers = self.model.numbers
        rate = numbers.ask[d] * numbers.door * speaker.trust * speaker.awareness
        rate *= self.needs[d] ** numbers.help.ask_exponent
        if speaker.poor_dutch:
            rate *= 1.0 - numbers.help.language_hurdle
        return float(rate)

    def gets_through_forms(self, speaker: Any, d: int) -> bool:
        """Whether the forms are completed, once and for all in a spell."""
        numbers = self.model.numbers
        kept = 1.0 - numbers.help.form_loss * (1.0 - speaker.tolerance)
        return bool(numbers.forms_draw(self.onset[d], self.id, d) < kept**numbers.forms)

    def chance_of_being_noticed(self, speaker: Any, listener: Any, d: int) -> float:
        """Whether a professional notices the need in a talk, and is let in."""
        numbers = self.model.numbers
        familiar = listener.known_trust if listener.known == listener.met_professional else 0.0
        accepts = max(speaker.trust, familiar)
        if speaker.avoider:
            accepts = familiar if familiar >= numbers.help.known_enough else 0.0
        noticed = numbers.noticing[d] * listener.met_hours * self.needs[d]
        return float(-accepts * expm1(-noticed))

    def chance_of_being_brought(self, speaker: Any, d: int) -> float:
        """Whether ties whose own care went well bring somebody along."""
        numbers, p = self.model.numbers, self.model.numbers.help
        every = int(p.network_every)
        if (self.model.week + self.id) % every:
            return 0.0
        push = sum(
            tie.strength * max(0.0, other.experience)
            for other, tie in speaker.ties.items()
            if tie.strength >= p.network_tie
        )
        return float(-expm1(-numbers.network * every * push * self.needs[d]))

    def at_entry(self, numbers: Numbers) -> tuple[float, float]:
        """Trust and awareness with which somebody came."""
        mean, spread, of_avoiders, aware, aware_spread, by_language = numbers.entry
        first, second, _, _ = numbers.at_entry_draws(self.id)
        trust = mean + spread * min(mean, 1.0 - mean) * (2.0 * first - 1.0)
        known = aware + aware_spread * min(aware, 1.0 - aware) * (2.0 * second - 1.0)
        return (
            trust * of_avoiders if self.avoider else trust,
            known * (1.0 - by_language) if self.poor_dutch else known,
        )

    def listen(self) -> None:
        """Once a quarter: what experience and ties tell."""
        self.heard = None
        if self.row % QUARTER_WEEKS != -self.model.week % QUARTER_WEEKS:
            return
        p = self.model.numbers.help
        trust_rest, aware_rest = self.at_entry(self.model.numbers)
        told = strength = 0.0
        lacks, mine = 1.0, self.awareness
        for other, tie in self.ties.items():
            told += tie.strength * other.experience
            strength += tie.strength
            lacks *= 1.0 - p.aware_told * tie.strength * max(0.0, other.awareness - mine)
        signal = p.trust_own * self.experience + (1.0 - p.trust_own) * told / (1.0 + strength)
        room = 1.0 - trust_rest if signal > 0.0 else trust_rest
        trust = self.trust + p.trust_moved * (trust_rest + signal * room - self.trust)
        mine += p.aware_fading * (min(aware_rest, mine) - mine)
        self.heard = trust, mine + (1.0 - mine) * (1.0 - lacks)

    def take_in(self) -> None:
        """Make up one's mind when all have listened."""
        if self.heard is not None:
            self.trust, self.awareness = self.heard


def keep_referrals(noticed: list[tuple[int, Any, int]], week: int, numbers: Numbers) -> None:
    """Finders refer what they have hours for, heaviest needs first."""
    by_post: dict[int, list[tuple[float, int, int, Any]]] = {}
    for post, one, d in noticed:
        by_post.setdefault(post, []).append((-one.needs[d], one.id, d, one))
    for post, found in by_post.items():
        found.sort(key=lambda case: case[:3])
        whole = int(numbers.referrals[post])
        part = numbers.referrals[post] - whole
        if part > 0.0 and numbers.capacity(week, numbers.post_ids[post]) < part:
            whole += 1
        for _, _, d, one in found[whole:]:
            one.asking[d] = int(Channel.NONE)
