"""The reference tuned by hand, still as Mesa agents: what somebody does who finds Mesa slow.

No moves over the grid, slots instead of dictionaries, numbers in local variables, one loop over a
fixed list for what residents do in a row, and no call where a draw already says that nothing
happens. The rules, and what is rare, are those of `reference_plain`, from which it inherits.
"""

from __future__ import annotations

from typing import Any

from reference_help import keep_referrals
from reference_plain import PlainMesa, Resident

from wijksim.entities.domains import N_DOMAINS
from wijksim.model import WijkModel
from wijksim.submodels.finding_help_trust import QUARTER_WEEKS

DOMAIN_RANGE = tuple(range(N_DOMAINS))


class TunedResident(Resident):
    """Somebody who lives here, without a place on Mesa's grid."""

    __slots__ = (
        "begins",
        "birth_week",
        "crisis_weeks",
        "ended",
        "followed",
        "formal",
        "habit_chances",
        "habit_rates",
        "habits",
        "home",
        "id",
        "informal",
        "met",
        "met_hours",
        "met_professional",
        "needs",
        "network",
        "onset",
        "overloaded_weeks",
        "own_strength",
        "position",
        "row",
        "self_reliance",
        "ties",
        "visits",
        "wellbeing",
    )  # fmt: skip

    asked = False
    """Whether anything stands in `asking` from the week before."""

    def prepare(self) -> None:
        """Note, for habits that can be followed at all, the draw below which they are."""
        chances = zip(self.habits, self.habit_chances, strict=True)
        # A draw k of 16 bits follows a habit when (k + 0.5) / 65536 is below its chance.
        self.followed = [
            (slot, place, chance * 65536 - 0.5)
            for slot, (place, chance) in enumerate(chances)
            if place is not None and place.is_open
        ]


class TunedMesa(PlainMesa):
    """The same neighbourhood; each stage of the week is one loop over a list of agents."""

    resident_class = TunedResident

    def __init__(self, source: WijkModel) -> None:
        super().__init__(source)
        self.everybody: list[Any] = list(self.residents.values())

    def take_habits(self, source: WijkModel) -> None:
        """Habits as the kernels chose them, and the draws that follow them."""
        super().take_habits(source)
        for one in self.residents.values():
            one.prepare()

    def step(self) -> None:
        """One week."""
        week = self.week
        self.visit_luck = self.numbers.visit_words(week)
        self.need_luck = self.numbers.need_words(week)
        for place in self.places:
            place.close_up()
        self.all_visit(week)
        for place in self.places:
            place.chances()
        self.all_meet()
        if week % 4 == 0:
            self.all_ties()
        self.all_feel(week)
        self.all_needs(week)
        self.all_help(week)
        self.week += 1

    def all_visit(self, week: int) -> None:
        """Everybody follows habits."""
        luck, numbers = self.visit_luck, self.numbers
        old = numbers.practice_chance_old * 65536 - 0.5
        young, old_from = numbers.practice_chance * 65536 - 0.5, numbers.old_from
        for one in self.everybody:
            w0, w1, w2, w3 = luck[one.row]
            draws = (w0 >> 16, w0 & 0xFFFF, w1 >> 16, w1 & 0xFFFF)
            visits = []
            for slot, place, below in one.followed:
                if draws[slot] < below:
                    visits.append(place)
                    place.members.append(one)
                    place.visitors += 1
            draw = ((w2 & 0xFF) << 8) | (w3 & 0xFF)
            if draw < old and (draw < young or week - one.birth_week >= old_from):
                practice = one.home.practice
                if practice is not None:
                    practice.visitors += 1
                    visits.append(practice)
            one.visits = visits

    def all_meet(self) -> None:
        """Everybody with luck good enough meets; then who met may begin a tie."""
        luck = self.visit_luck
        best_meet = max(place.meet_chance for place in self.places) * 2**24 - 0.5
        usual = [place.talk_chance for place in self.places if not place.is_practice]
        best_talk = max(usual, default=0.0) * 2**24 - 0.5
        met = []
        for one in self.everybody:
            one.met = None
            one.met_professional = -1
            one.met_hours = 0.0
            visits = one.visits
            if not visits:
                continue
            _, _, w2, w3 = luck[one.row]
            if w2 >> 8 < best_meet or w3 >> 8 < best_talk or visits[-1].is_practice:
                one.meet()
                if one.met is not None:
                    met.append(one)
        for one in met:
            one.befriend()

    def all_ties(self) -> None:
        """Four weeks of every tie, in one pass over the pairs and one over the lists."""
        numbers, turn = self.numbers, self.week // 4 % 4
        p, fading, bar = numbers.tie, numbers.fading, numbers.tie.forgotten_below
        per_hour = 1.0 / p.hours_to_friendship
        for one in self.everybody:
            row = one.row
            for other, tie in one.ties.items():
                if other.row > row:
                    if (row + other.row) & 3 == turn:
                        tie.hours = tie.hours_together(p, numbers)
                    gain = tie.hours * per_hour
                    kept = 1.0 - gain - fading
                    two = gain * (1.0 + kept)
                    kept *= kept
                    tie.strength = kept * kept * tie.strength + two * (1.0 + kept)
        for one in self.everybody:
            total, least = 0.0, bar
            for tie in one.ties.values():
                strength = tie.strength
                total += strength
                if strength < least:
                    least = strength
            one.network = total
            if least < bar:
                one.forget()

    def all_feel(self, week: int) -> None:
        """Wellbeing, for a fourth of all."""
        p = self.numbers.need
        best, by_need, by_isolation = (
            p.wellbeing_at_best, p.wellbeing_by_need, p.wellbeing_by_isolation,
        )  # fmt: skip
        half, company, moved = p.isolation_half, p.company_at_home, 4 * p.wellbeing_moved
        for one in self.everybody:
            if (one.row + week) & 3:
                continue
            alone = half / (half + one.network + company * (len(one.home.members) - 1))
            level = best * (1.0 - by_need * max(one.needs)) * (1.0 - by_isolation * alone)
            one.wellbeing += moved * (level - one.wellbeing)

    def all_needs(self, week: int) -> None:
        """Onset is looked for among all first; then every need takes its course."""
        numbers, luck = self.numbers, self.need_luck
        # A draw k of 32 bits is below a bound when k + 0.5 is below the bound times 2**32.
        b0, b1, b2, b3 = (bound * 2**32 - 0.5 for bound in numbers.rates["bound"])
        begin = []
        for one in self.everybody:
            u0, u1, u2, u3 = luck[one.row]
            if u0 < b0 or u1 < b1 or u2 < b2 or u3 < b3:
                one.look_for_onset()
                if one.begins:
                    begin.append(one)
        p = numbers.need
        back, erosion, low, span = (
            p.strength_return, p.erosion, p.start_low, p.start_high - p.start_low,
        )  # fmt: skip
        for one in self.everybody:
            excess = one.all_courses() if any(one.needs) else 0.0
            strength = one.self_reliance
            strength += back * (one.own_strength - strength)
            if excess:
                strength -= erosion * strength * excess / (1.0 + excess)
            one.self_reliance = strength
        for one in begin:
            for d in one.begins:
                one.needs[d] = low + span * numbers.course(week, one.id, d)[2]
                one.onset[d] = week
            one.begins = []

    def all_help(self, week: int) -> None:
        """Acquaintance of all, then those in need without a request look for help, then news."""
        p = self.numbers.help
        kept, forgotten = 1.0 - p.known_fading, p.known_forgotten
        at_work = self.numbers.at_work
        for one in self.everybody:
            if any(one.turns):
                one.look_back()
            if one.met_professional >= 0 or max(one.handlers) >= 0 or one.hears_of_a_child():
                one.get_acquainted()
            elif one.known >= 0:
                one.known_trust *= kept
                if one.known_trust < forgotten or one.known not in at_work:
                    one.known, one.known_trust = -1, 0.0
        self.noticed = []
        for one in self.everybody:
            if one.asked:
                one.asking, one.asked = [0] * N_DOMAINS, False
            if any(one.needs):
                for d in DOMAIN_RANGE:
                    if one.needs[d] > 0.0 and one.requests[d] < 0:
                        way = one.way_to_help(d)
                        if way:
                            one.asking[d], one.asked = int(way), True
        keep_referrals(self.noticed, week, self.numbers)
        stock = [one for one in self.everybody if one.row % QUARTER_WEEKS == -week % QUARTER_WEEKS]
        for one in stock:
            one.listen()
        for one in stock:
            one.take_in()
