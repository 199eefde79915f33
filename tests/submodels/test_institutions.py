"""What institutions do with money, staff and fear."""

import numpy as np
import pytest

from tests.worlds import scope, settings_fit, small_world
from wijksim.core.randomness import decision
from wijksim.entities.agenda import LeverValue
from wijksim.entities.domains import (
    NOBODY,
    Discipline,
    InstitutionKind,
    InstitutionState,
    RequestState,
)
from wijksim.entities.links import Links
from wijksim.entities.world import World
from wijksim.submodels.institutions import WRITES, Institutions, NoInstitutions
from wijksim.submodels.institutions_ending import ENDING
from wijksim.submodels.institutions_staff import STAY, TEMPLATE, VACANCY

COST = 80_000.0
HOURS = 36.0
ACTIVE, MERGED, DISSOLVED = 1, 2, 3
YOUTH, SUPPORT, INCOME = 0, 1, 2


def town(
    *,
    staff: tuple[int, ...] = (4, 4),
    domains: tuple[int, ...] = (YOUTH, YOUTH),
    spare: int = 6,
    quits: float = 0.0,
    levers: dict[str, LeverValue] | None = None,
    parameters: dict[str, float] | None = None,
    logging: bool = False,
) -> World:
    """Municipal institutions, one domain each, with so many full-time workers, and spare posts.

    Nobody seeks shelter in a merger, unless a test asks for it.
    """
    w = small_world(
        households=4,
        professionals=sum(staff) + spare,
        institutions=len(staff),
        levers={"institutions.dismantling": 0.0, "budget.pooling": 0.0, **(levers or {})},
        parameters={"institutions.merging_rate": 0.0, **(parameters or {})},
        logging=logging,
    )
    firm, people = w.institutions, w.professionals
    row = 0
    for i, (number, domain) in enumerate(zip(staff, domains, strict=True)):
        firm.kind[i], firm.state[i] = InstitutionKind.YOUTH_CARE, ACTIVE
        firm.municipal[i] = 1
        firm.domain[i, domain], firm.domain_share[i, domain] = 1, 1.0
        firm.cost_per_fte[i] = COST
        firm.base_budget[i] = number * COST
        firm.mandate[i], firm.legitimacy[i] = 0.4, 0.6
        mine = slice(row, row + number)
        people.employer[mine] = i
        row += number
    people.present[:row] = 1
    people.id[:row] = np.arange(row)
    people.hours[:row] = HOURS
    people.discipline[:row] = Discipline.YOUTH_WORKER
    people.joined_week[:row] = w.week - 100 - np.arange(row)
    people.load[:row] = 1.0
    people.quit_hazard[:row] = quits
    w.municipality.demand[0] = 0.25
    Institutions().initialise(scope(w, Institutions()))
    return w


def run(w: World, weeks: int) -> World:
    model = Institutions()
    seen = scope(w, model)
    for _ in range(weeks):
        w.week += 1
        model.step(seen)
        if w.events.keeping:
            model.log_events(seen)
    return w


def test_all_parameters_are_set_with_unit_and_source() -> None:
    settings_fit(Institutions())


def test_only_declared_decisions_are_left_to_chance() -> None:
    declared = {decision(name) for name in Institutions.draws}
    assert declared == {STAY, VACANCY, TEMPLATE, ENDING}


def test_a_budget_pays_posts_and_a_cut_takes_them() -> None:
    w = town(staff=(4, 4), levers={"budget.youth": 0.75})
    assert w.institutions.budget[0] == pytest.approx(0.75 * 4 * COST)
    assert w.institutions.posts[0] == pytest.approx(3.0)
    assert w.municipality.budget[0, YOUTH] == pytest.approx(6 * COST)


def test_pooled_money_follows_what_residents_ask() -> None:
    """Half of 640,000 is pooled; three quarters of the hours asked are for support."""
    w = town(domains=(YOUTH, SUPPORT), levers={"budget.pooling": 0.5})
    w.municipality.demand[0] = (0.25, 0.75, 0.0, 0.0)
    run(w, 1)
    whole = 8 * COST
    assert w.municipality.budget[0, YOUTH] == pytest.approx(0.5 * 4 * COST + 0.5 * whole * 0.25)
    assert w.municipality.budget[0, SUPPORT] == pytest.approx(0.5 * 4 * COST + 0.5 * whole * 0.75)
    assert w.institutions.budget.sum() == pytest.approx(whole)


def test_what_an_announced_cut_threatens_is_felt_by_the_sum_done_by_hand() -> None:
    """A cut of 20% a full horizon ahead weighs 10%; overlap 0.35 x 1/2 adds 10% of itself."""
    w = town()
    assert w.institutions.overlap[0] == pytest.approx(0.35 * 0.5)
    w.municipality.announced_cut[0], w.municipality.transfer_in_weeks[0] = 0.2, 78
    run(w, 400)
    threat = 1 - 0.9 * (1 - 0.1 * 0.35 * 0.5)
    assert w.institutions.survival_pressure[0] == pytest.approx(threat / (threat + 0.2), rel=1e-3)


def test_institutions_turn_inward_before_the_date_and_more_so_as_it_comes_nearer() -> None:
    inward = {}
    for weeks_ahead in (10_000, 104, 13):
        w = town()
        w.municipality.announced_cut[0] = 0.25
        w.municipality.transfer_in_weeks[0] = weeks_ahead
        run(w, 26)
        inward[weeks_ahead] = w.institutions.inward[0]
        assert w.institutions.budget[0] == pytest.approx(4 * COST), "nothing was cut yet"
    assert inward[10_000] < inward[104] < inward[13]


def test_fear_closes_the_door_and_makes_hold_on_to_clients() -> None:
    calm, afraid = town(), town()
    afraid.municipality.announced_cut[0], afraid.municipality.transfer_in_weeks[0] = 0.3, 10
    run(calm, 104)
    run(afraid, 104)
    assert afraid.institutions.openness[0] < 0.8 * calm.institutions.openness[0]
    assert afraid.institutions.holding[0] > 1.5 * calm.institutions.holding[0]
    assert afraid.institutions.management_gap[0] > calm.institutions.management_gap[0]


def test_an_empty_caseload_is_a_reason_to_hold_on_to_clients() -> None:
    full, idle = town(), town()
    idle.professionals.load[:] = 0.2
    run(full, 26)
    run(idle, 26)
    assert idle.institutions.holding[0] > full.institutions.holding[0] + 0.1


def test_lending_staff_to_a_team_puts_ones_own_existence_in_question() -> None:
    w = town(staff=(4, 4))
    w.teams.present[0], w.teams.composition[0, YOUTH] = 1, 1.0
    w.professionals.team[:2] = 0
    run(w, 26)
    assert w.institutions.survival_pressure[0] > w.institutions.survival_pressure[1] + 0.1


def test_a_team_on_top_makes_more_of_the_work_double() -> None:
    w = town(staff=(4, 4), domains=(YOUTH, SUPPORT))
    run(w, 1)
    alone = float(w.institutions.overlap[0])
    w.teams.present[0], w.teams.composition[0, YOUTH] = 1, 1.0
    w.professionals.team[4:7] = 0
    run(w, 1)
    assert alone == 0.0
    assert w.institutions.overlap[0] > 0.15


def test_a_threatened_vacancy_is_not_filled_and_the_money_is_kept() -> None:
    filled = {}
    for cut in (0.0, 0.4):
        w = town(staff=(5, 5), quits=0.01)
        w.municipality.announced_cut[0], w.municipality.transfer_in_weeks[0] = cut, 4
        run(w, 80)
        filled[cut] = int(w.professionals.present.sum()), float(w.institutions.reserve.sum())
    assert filled[0.4][0] < filled[0.0][0]
    assert filled[0.4][1] > filled[0.0][1]


def test_who_leaves_is_replaced_after_some_months_by_somebody_else() -> None:
    w = town(staff=(6, 6), quits=0.12 / 52)
    run(w, 520)
    people = w.professionals
    newcomers = people.present[:12].astype(bool) & (people.id[:12] >= 2**20)
    assert 4 <= newcomers.sum() <= 12
    assert people.present.sum() >= 9
    assert len(set(people.id[people.present == 1].tolist())) == people.present.sum()


def test_after_a_cut_the_last_to_come_goes_first() -> None:
    w = town(staff=(4, 4), levers={"budget.youth": 0.75})
    run(w, 156)
    people = w.professionals
    assert people.present[:4].sum() == 3
    assert people.present[0] == 0, "row 0 joined last"


def test_a_redundant_worker_may_go_over_to_an_employer_of_the_same_domain() -> None:
    """Staff of the first are no longer paid; the second has an open post for two of them."""
    w = town(staff=(4, 4), parameters={"institutions.taken_over": 1.0})
    w.professionals.present[6:8] = 0
    w.professionals.left_week[6:8] = w.week + 10_000
    w.institutions.contract[:] = (0.5, 1.5)
    run(w, 156)
    assert (w.professionals.employer[:4] == 1).sum() == 2
    assert w.professionals.present[:4].all()
    assert w.institutions.unrest[0] > 0.0


def test_nobody_is_taken_over_into_a_sliver_of_a_post_at_the_cost_of_who_works_there() -> None:
    """After a cut of a tenth the first has money for 17.55 posts, the second for 4.05 with four
    workers: there is no room, so nobody comes, and none of the four has to go."""
    numbers = {"institutions.taken_over": 1.0, "institutions.competition": 0.0}
    w = town(staff=(20, 4), parameters=numbers, levers={"budget.youth": 0.9})
    w.institutions.contract[:] = (19.5 / 20, 4.5 / 4)
    run(w, 104)
    assert w.institutions.posts == pytest.approx([17.55, 4.05])
    assert (w.professionals.employer[:20] == 1).sum() == 0
    assert w.professionals.present[:20].sum() == 18
    assert w.professionals.present[20:24].all() and w.institutions.unrest[1] == 0.0


def test_a_practice_or_school_takes_over_nobody_whom_the_municipality_no_longer_pays() -> None:
    """Its own post stays open for a colleague; who is redundant does not go on at nobody's cost."""
    w = town(staff=(4, 4), parameters={"institutions.taken_over": 1.0})
    w.institutions.municipal[1], w.levers["budget.youth"] = 0, 0.25
    w.professionals.present[6:8] = 0
    w.professionals.left_week[6:8] = w.week + 10_000
    run(w, 156)
    assert (w.professionals.employer[:4] == 1).sum() == 0
    assert w.professionals.present[:4].sum() == 2


def test_better_service_wins_contracts_and_no_work_is_made_by_competition() -> None:
    w = town(staff=(4, 4))
    w.institutions.legitimacy[:] = (0.9, 0.3)
    run(w, 104)
    assert w.institutions.contract[0] > 1.05 > 1.0 > w.institutions.contract[1]
    assert w.institutions.contract.sum() == pytest.approx(2.0)
    assert w.municipality.budgets_changed[0] > 0.05


def test_institutions_of_another_kind_do_not_compete_for_contracts() -> None:
    w = town(staff=(4, 4))
    w.institutions.kind[1] = InstitutionKind.HOME_CARE
    w.institutions.legitimacy[:] = (0.9, 0.3)
    run(w, 104)
    assert list(w.institutions.contract) == [1.0, 1.0]


def test_standing_follows_the_hours_that_clients_get_of_what_they_need() -> None:
    w = town(staff=(4, 4), parameters={"institutions.competition": 0.0})
    for row, (handler, got) in enumerate(((0, 2.0), (4, 0.5))):
        request = w.requests
        request.state[row], request.resident[row], request.domain[row] = RequestState.ACTIVE, row, 0
        request.handler[row], request.claim[row] = handler, 2.0
        w.residents.formal_hours[row, 0] = got
    run(w, 520)
    assert w.institutions.legitimacy[0] == pytest.approx(1.0, abs=0.02)
    assert w.institutions.legitimacy[1] == pytest.approx(0.25, abs=0.02)
    assert w.municipality.demand[0, YOUTH] == pytest.approx(1.0, abs=0.02)


def test_pooled_money_follows_what_is_asked_and_that_counts_who_still_waits() -> None:
    """As much care in both domains; in the second as many again wait, without a plan as yet."""
    w = town(staff=(4, 4), domains=(YOUTH, SUPPORT))
    request, need = w.requests, w.residents.need
    for row, domain in enumerate((YOUTH, SUPPORT, SUPPORT)):
        request.resident[row], request.domain[row] = row, domain
        request.state[row], request.handler[row] = RequestState.ACTIVE, 4 * domain
        need[row, domain], request.claim[row] = 0.7, 2.0
    request.state[2], request.handler[2], request.claim[2] = RequestState.ACCESS, NOBODY, 0.0
    run(w, 520)
    assert w.municipality.demand[0, SUPPORT] > 0.6
    assert w.municipality.demand[0].sum() == pytest.approx(1.0)


def test_dismantling_moves_overlapping_work_to_the_strongest_and_costs_unrest() -> None:
    w = town(staff=(6, 3), levers={"institutions.dismantling": 0.8}, logging=True)
    run(w, 104)
    firm = w.institutions
    assert firm.contract[0] > 1.0 > firm.contract[1]
    assert firm.budget.sum() == pytest.approx(9 * COST), "no money is lost or made"
    assert firm.dismantling[0] == 0.0 < firm.dismantling[1] < 0.8
    events = w.events.frame()
    told = events[events.kind == "work_handed_over"]
    assert set(told.by_id) == {0} and set(told.id) == {1}
    assert set(told.cause) == {"dismantling_of_overlap"}
    still = run(town(staff=(6, 3)), 104)
    assert still.institutions.unrest[1] == 0.0 < firm.unrest[1]


def test_fear_and_good_standing_resist_being_dismantled() -> None:
    done = {}
    for cut in (0.0, 0.4):
        w = town(staff=(6, 3), levers={"institutions.dismantling": 0.8})
        w.municipality.announced_cut[0], w.municipality.transfer_in_weeks[0] = cut, 1
        run(w, 40)
        done[cut] = float(w.institutions.dismantling[1])
    assert done[0.4] < 0.9 * done[0.0]


def test_a_small_institution_is_taken_in_with_its_staff_and_contract() -> None:
    w = town(staff=(6, 1), parameters={"institutions.viable_posts": 2.0}, logging=True)
    run(w, 260)
    firm = w.institutions
    assert list(firm.state) == [ACTIVE, MERGED]
    assert firm.posts[0] == pytest.approx(7.0)
    assert (w.professionals.employer[:7] == 0).all()
    told = w.events.frame().query("kind == 'merged'")
    assert list(told.id) == [1] and list(told.by_id) == [0]
    assert list(told.cause) == ["too_few_posts"]


def test_without_a_partner_a_small_institution_is_dissolved_and_its_staff_leave() -> None:
    w = town(staff=(6, 1), domains=(YOUTH, SUPPORT), parameters={"institutions.viable_posts": 2.0})
    run(w, 260)
    assert w.institutions.state[1] == DISSOLVED
    assert w.professionals.present[6] == 0
    assert w.institutions.budget[1] == 0.0
    assert w.municipality.balance[0] > 0.0, "money that nobody holds stays with the municipality"


def test_debts_that_are_too_deep_end_an_institution() -> None:
    w = town(staff=(4, 4))
    w.institutions.reserve[1] = -2 * COST
    run(w, 1)
    assert w.institutions.state[1] == MERGED


def test_a_merger_of_unlike_institutions_leaves_each_domain_what_it_had() -> None:
    """Support is halved, income is not: 0.5 x (6 + 3) posts and 1 post, before and after."""
    w = town(staff=(6, 4), domains=(SUPPORT, SUPPORT), levers={"budget.support": 0.5})
    firm, town_hall = w.institutions, w.municipality
    firm.domain[1, INCOME], firm.domain_share[1, SUPPORT], firm.domain_share[1, INCOME] = (
        1,
        0.75,
        0.25,
    )
    Institutions().initialise(scope(w, Institutions()))
    whole = (0.5 * 9 * COST, 1 * COST)
    assert tuple(town_hall.budget[0, SUPPORT : INCOME + 1]) == pytest.approx(whole)
    firm.reserve[1] = -10 * COST
    run(w, 1)
    firm.reserve[0] = 0.0
    run(w, 1)
    assert list(firm.state) == [ACTIVE, MERGED]
    assert firm.domain_share[0, INCOME] == pytest.approx(0.1, rel=1e-5)
    assert tuple(town_hall.budget[0, SUPPORT : INCOME + 1]) == pytest.approx(whole)
    assert firm.budget[0] == pytest.approx(sum(whole)), "the partner has the money of both"


def test_after_a_merger_the_same_money_pays_for_as_many_posts() -> None:
    """6 posts of 80,000 and 4 of 40,000: 640,000 pays for 10 posts of 64,000."""
    w = town(staff=(6, 4))
    firm = w.institutions
    firm.cost_per_fte[1], firm.base_budget[1] = 40_000.0, 160_000.0
    Institutions().initialise(scope(w, Institutions()))
    firm.reserve[1] = -10 * COST
    run(w, 1)
    firm.reserve[0] = 0.0
    run(w, 1)
    assert list(firm.state) == [ACTIVE, MERGED]
    assert firm.cost_per_fte[0] == pytest.approx(64_000.0)
    assert firm.posts[0] == pytest.approx(10.0)


def test_after_a_cut_in_one_domain_a_merger_leaves_the_posts_that_the_money_paid() -> None:
    """6 posts at 80,000; 160,000 at 40,000 of which a quarter was for income, since halved.

    140,000 pays for 3.5 posts; 620,000 together for 9.5, where full budgets would count 10.
    """
    w = town(staff=(6, 4))
    firm = w.institutions
    firm.cost_per_fte[1], firm.base_budget[1] = 40_000.0, 160_000.0
    firm.domain[1, INCOME], firm.domain_share[1] = 1, (0.75, 0.0, 0.25, 0.0)
    Institutions().initialise(scope(w, Institutions()))
    w.levers["budget.income"] = 0.5
    firm.reserve[1] = -10 * COST
    run(w, 1)
    firm.reserve[0] = 0.0
    run(w, 1)
    assert list(firm.state) == [ACTIVE, MERGED]
    assert firm.budget[0] == pytest.approx(620_000.0)
    assert firm.posts[0] == pytest.approx(9.5)


def test_pressure_brings_mergers_forward() -> None:
    ended = {}
    for cut in (0.0, 0.5):
        w = town(
            staff=(4,) * 8, domains=(YOUTH,) * 8, parameters={"institutions.merging_rate": 0.15}
        )
        w.municipality.announced_cut[0], w.municipality.transfer_in_weeks[0] = cut, 1
        run(w, 260)
        ended[cut] = int((w.institutions.state == MERGED).sum())
    assert ended[0.0] == 0 < ended[0.5]


def test_growth_opens_new_posts_like_those_of_colleagues() -> None:
    w = town(staff=(4, 4), levers={"budget.youth": 1.5})
    run(w, 156)
    people = w.professionals
    assert people.present.sum() == 12
    assert (people.discipline[people.present == 1] == Discipline.YOUTH_WORKER).all()


def test_nobody_has_left_a_post_that_growth_has_only_just_opened() -> None:
    w = run(town(staff=(4, 4), levers={"budget.youth": 1.5}, logging=True), 156)
    told = w.events.frame()
    assert (told.kind == "joined").sum() == 4
    assert (told.kind == "left").sum() == 0
    assert (w.professionals.left_week < 0).all()


def told_of_posts(w: World, kind: str) -> set[tuple[str, int, int]]:
    """Cause, employer that did it, and number of posts."""
    told = w.events.frame()
    told = told[told.kind == kind]
    assert (told.by == "institutions").all()
    return {(cause, by, len(some)) for (cause, by), some in told.groupby(["cause", "by_id"])}


def test_the_log_tells_why_somebody_left_a_post_and_whose_it_was() -> None:
    resigned = town(staff=(0, 3), logging=True)
    resigned.professionals.quit_hazard[:3] = 1.0
    assert told_of_posts(run(resigned, 1), "left") == {("resigned", 1, 3)}
    redundant = town(staff=(0, 4), logging=True, levers={"budget.youth": 0.5},
                     parameters={"institutions.notice": 1.0})  # fmt: skip
    assert told_of_posts(run(redundant, 104), "left") == {("redundant", 1, 2)}
    dissolved = town(staff=(4, 3), domains=(YOUTH, SUPPORT), logging=True)
    dissolved.institutions.reserve[1] = -10 * COST
    assert told_of_posts(run(dissolved, 1), "left") == {("employer dissolved", 1, 3)}


def test_the_log_tells_who_went_over_to_another_employer() -> None:
    merged = town(staff=(6, 4), logging=True)
    merged.institutions.reserve[1] = -10 * COST
    run(merged, 1)
    assert merged.institutions.state[1] == MERGED
    assert told_of_posts(merged, "went over") == {("merger", 0, 4)}
    certain = {"institutions.taken_over": 1.0, "institutions.notice": 1.0}
    taken = town(staff=(4, 4), logging=True, parameters=certain)
    taken.professionals.present[4:6] = 0
    taken.professionals.left_week[4:6] = taken.week
    taken.institutions.base_budget[0] *= 0.5
    run(taken, 26)
    ((cause, to, number),) = told_of_posts(taken, "went over")
    assert (cause, to) == ("redundant", 1) and number in (1, 2)
    assert number == (taken.professionals.employer[:4] == 1).sum()


def test_institutions_that_the_municipality_does_not_pay_feel_no_cut() -> None:
    w = town(staff=(4, 4))
    w.institutions.municipal[1] = 0
    w.levers["budget.youth"] = 0.5
    w.municipality.announced_cut[0], w.municipality.transfer_in_weeks[0] = 0.5, 1
    run(w, 104)
    assert w.institutions.budget[1] == pytest.approx(4 * COST)
    assert w.institutions.survival_pressure[1] == 0.0
    assert w.professionals.present[4:8].all()


def test_cutting_the_loop_of_survival_keeps_pressure_at_its_course_in_the_baseline() -> None:
    calm = town()
    calm.link_book = Links(record=Institutions.links)
    run(calm, 52)
    cut = town()
    cut.link_book = Links(cut={"R5.survival_pressure"}, baseline=calm.link_book.recorded)
    cut.municipality.announced_cut[0], cut.municipality.transfer_in_weeks[0] = 0.4, 1
    run(cut, 52)
    assert np.array_equal(cut.institutions.inward, calm.institutions.inward)


def test_at_rest_nothing_drifts() -> None:
    w = town(staff=(5, 5))
    start = {name: w.institutions.array(name).copy() for name in ("openness", "holding", "inward")}
    run(w, 520)
    for name, before in start.items():
        assert w.institutions.array(name) == pytest.approx(before, abs=1e-6), name
    assert w.professionals.present.sum() == 10
    assert w.institutions.reserve == pytest.approx(0.0, abs=1.0)


def test_a_run_can_be_repeated_and_another_institution_changes_nothing_for_the_first() -> None:
    one, two = (run(town(staff=(5, 5), quits=0.01), 200) for _ in range(2))
    assert np.array_equal(one.professionals.id, two.professionals.id)
    more = run(town(staff=(5, 5, 3), domains=(YOUTH, YOUTH, SUPPORT), quits=0.01), 200)
    assert np.array_equal(one.professionals.id[:10], more.professionals.id[:10])


@pytest.mark.parametrize("level", [0.0, 3.0])
@pytest.mark.parametrize("pooling", [0.0, 1.0])
def test_extreme_budgets_leave_every_number_finite_and_in_bounds(
    level: float, pooling: float
) -> None:
    w = town(
        staff=(4, 4, 2),
        domains=(YOUTH, YOUTH, SUPPORT),
        quits=0.05,
        levers={
            "budget.youth": level,
            "budget.pooling": pooling,
            "institutions.dismantling": 1.0,
        },
    )
    w.municipality.announced_cut[0], w.municipality.transfer_in_weeks[0] = 1.0, 0
    run(w, 300)
    for full in WRITES:
        table, name = full.split(".")
        bounds = w.tables[table].schema.column(name).bounds
        values = w.tables[table].array(name)
        assert np.isfinite(values).all(), full
        if bounds is not None:
            assert values.min() >= bounds[0] and values.max() <= bounds[1], full


def test_without_the_mechanism_everything_stays_as_it_was() -> None:
    w = town(quits=0.5, levers={"budget.youth": 0.5})
    before = {
        full: w.tables[full.split(".")[0]].array(full.split(".")[1]).copy() for full in WRITES
    }
    model = NoInstitutions()
    model.initialise(scope(w, model))
    for _ in range(10):
        w.week += 1
        model.step(scope(w, model))
    for full, was in before.items():
        table, name = full.split(".")
        assert np.array_equal(w.tables[table].array(name), was), full


def test_an_event_log_changes_no_outcome() -> None:
    quiet, told = (run(town(quits=0.02, logging=on), 150) for on in (False, True))
    assert np.array_equal(quiet.professionals.id, told.professionals.id)
    assert len(told.events) > 0 == len(quiet.events)


def test_states_are_known_words() -> None:
    assert (ACTIVE, MERGED, DISSOLVED) == (
        InstitutionState.ACTIVE,
        InstitutionState.MERGED,
        InstitutionState.DISSOLVED,
    )
