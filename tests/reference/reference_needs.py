"""Needs in the reference: how they begin, run and end, and what they do to somebody."""

from __future__ import annotations

from math import expm1
from typing import Any

from wijksim.entities.domains import DEBT, INCOME, N_DOMAINS, SUPPORT, YOUTH


class WithNeeds:
    """Somebody who may come to need something."""

    model: Any

    def may_need(self, domain: int) -> bool:
        """Whether somebody of this age can have a need in this domain."""
        p = self.model.numbers.need
        if domain == YOUTH:
            return bool(self.age < p.adult_age)
        if domain == SUPPORT:
            return bool(self.age >= p.adult_age)
        if domain == INCOME:
            return bool(p.adult_age <= self.age < p.pension_age)
        return self.home.head is self

    def isolation(self) -> float:
        """From 1 without anyone towards 0."""
        p = self.model.numbers.need
        company = p.company_at_home * (len(self.home.members) - 1)
        return float(p.isolation_half / (p.isolation_half + self.network + company))

    def feel(self) -> None:
        """Wellbeing moves towards its level, for a fourth of all each week."""
        if (self.row + self.model.week) % 4:
            return
        p = self.model.numbers.need
        level = (
            p.wellbeing_at_best
            * (1.0 - p.wellbeing_by_need * max(self.needs))
            * (1.0 - p.wellbeing_by_isolation * self.isolation())
        )
        self.wellbeing += 4 * p.wellbeing_moved * (level - self.wellbeing)

    def look_for_onset(self) -> None:
        """Needs that begin this week, before any need changes."""
        self.begins = []
        luck, bound = self.model.need_luck[self.row], self.model.numbers.rates["bound"]
        for d in range(N_DOMAINS):
            draw = (luck[d] + 0.5) / 2**32
            # Most draws are too high for anybody, as the kernels have it.
            if draw >= bound[d] or self.needs[d] > 0.0 or not self.may_need(d):
                continue
            if draw < -expm1(-self.onset_rate(d)):
                self.begins.append(d)

    def onset_rate(self, d: int) -> float:
        """How fast a need in a domain begins, by all that bears on it."""
        p, rates, week = self.model.numbers.need, self.model.numbers.rates, self.model.week
        rate = rates["onset"][d] * (1.0 + rates["gradient"][d] * (1.0 - 2.0 * self.position))
        if d == YOUTH:
            rate *= 1.0 + p.youth_slope * (self.age / p.adult_age - 0.5)
        elif d == SUPPORT and self.age > p.support_from:
            rate *= 1.0 + p.support_per_decade * (self.age - p.support_from) / 10.0
        elif d == DEBT and self.age >= p.pension_age:
            rate *= p.debt_past_pension
        rate *= 1.0 + p.spill_person * max(self.needs)
        overload = self.overloaded_weeks
        rate *= 1.0 + p.overload_onset * overload / (p.overload_half_weeks + overload)
        since = week - self.ended[d]
        if since < p.return_weeks:
            rate *= 1.0 + p.return_onset * (1.0 - since / p.return_weeks)
        rate *= 1.0 + p.isolation_onset * self.isolation()
        rate /= 1.0 + p.isolation_onset * p.isolation_reference
        others = sum(max(one.needs) for one in self.home.members if one is not self)
        rate *= 1.0 + p.spill_household * others / (1.0 + others)
        if d == YOUTH and self.home.head is not None:
            rate *= 1.0 + p.spill_debt_youth * self.home.head.needs[DEBT]
        return float(rate)

    def live_with_needs(self) -> None:
        """The week's course of every need, what it does to own strength, and what begins."""
        p, week = self.model.numbers.need, self.model.week
        excess = self.all_courses()
        strength = self.self_reliance
        strength += p.strength_return * (self.own_strength - strength)
        self.self_reliance = strength - p.erosion * strength * excess / (1.0 + excess)
        for d in self.begins:
            draw = self.model.numbers.course(week, self.id, d)[2]
            self.needs[d] = p.start_low + (p.start_high - p.start_low) * draw
            self.onset[d] = week

    def all_courses(self) -> float:
        """One week of every need; hours of kin and friends go by what they can do of each."""
        p = self.model.numbers.need
        kin = (p.share_youth, p.share_support, p.share_income, p.share_debt)
        asked = [share * need for share, need in zip(kin, self.needs, strict=True)]
        excess, total = 0.0, sum(asked)
        for d in range(N_DOMAINS):
            if self.needs[d] > 0.0:
                excess += self.course(d, self.informal * asked[d] / total if total else 0.0)
        return excess

    def course(self, d: int, informal_hours: float) -> float:
        """One week of one need; gives help beyond what it asks."""
        numbers, week = self.model.numbers, self.model.week
        p, rates, s, own = numbers.need, numbers.rates, self.needs[d], self.self_reliance
        rung = 2 if s >= p.severity_heavy else 1 if s >= p.severity_vulnerable else 0
        helped = self.formal[d] / numbers.hours[d][rung]
        excess, helped = max(0.0, helped - 1.0), min(1.0, helped)
        in_crisis = self.crisis_weeks[d] > 0
        if in_crisis:
            helped = 1.0
            self.crisis_weeks[d] -= 1
        informal = min(1.0, informal_hours / p.informal_hours_full)
        s += p.escalation * (1.0 - s) * (1.0 - own) - s * (
            p.recovery_own * own + p.recovery_informal * informal + rates["care"][d] * helped
        )
        over = (self.model.need_luck[self.row][d] + 0.5) / 2**32 < rates["turn"][d]
        if s < p.calm and not over:
            over = numbers.course(week, self.id, d)[0] < p.end_when_calm
        if over or not self.may_need(d):
            self.needs[d], self.ended[d], self.crisis_weeks[d] = 0.0, week, 0
            return excess
        self.needs[d] = s
        if s > p.severity_heavy and not in_crisis:
            hazard = rates["crisis"][d] * (s - p.severity_heavy) / (1.0 - p.severity_heavy)
            if numbers.course(week, self.id, d)[1] < -expm1(-hazard):
                self.crisis_began[d] = week
                self.crisis_weeks[d] = int(rates["crisis_length"][d])
        return excess
