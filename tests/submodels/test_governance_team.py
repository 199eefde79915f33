"""Teams: started, staffed, moved, refitted, reorganised, stopped, and layered."""

import numpy as np
import pytest

from tests.worlds import scope, small_world
from wijksim.entities.agenda import LeverValue
from wijksim.entities.domains import (
    NOBODY,
    Discipline,
    PlaceKind,
    RequestState,
    TeamBase,
    TeamMode,
)
from wijksim.entities.world import World
from wijksim.submodels.governance import Governance
from wijksim.submodels.governance_staffing import available, members
from wijksim.submodels.governance_team import context_fit

QUARTER = 13
HOURS = 36.0
GARDEN = 1


def town(
    *,
    staff: tuple[int, ...] = (4, 4, 4),
    levers: dict[str, LeverValue] | None = None,
    parameters: dict[str, float] | None = None,
    seed: int = 1,
) -> World:
    """Municipal institutions with full-time workers; ten requests that always wait `wait` weeks."""
    w = small_world(
        households=20,
        professionals=sum(staff),
        institutions=len(staff),
        teams=4,
        places=4,
        week=783 // QUARTER * QUARTER - 1,
        levers={
            "team.presence": "added", "team.fte": 3.0, "team.base": "informal_place",
            "institutions.dismantling": 0.0, **(levers or {}),
        },
        parameters={"governance.noise_unreported": 0.0, **(parameters or {})},
        logging=True,
        seed=seed,
    )  # fmt: skip
    firm, people = w.institutions, w.professionals
    firm.municipal[:] = 1
    firm.protocol[:], firm.mandate[:] = 0.3, 0.3
    people.present[:] = 1
    people.employer[:] = np.repeat(np.arange(len(staff)), staff)
    people.id[:] = np.arange(sum(staff))
    people.hours[:], people.competence[:], people.load[:] = HOURS, 0.5, 0.9
    people.discipline[:] = Discipline.SOCIAL_WORKER
    w.places.kind[:] = [
        PlaceKind.COMMUNITY_CENTRE, PlaceKind.GARDEN, PlaceKind.DESK, PlaceKind.TEAM_OFFICE,
    ]  # fmt: skip
    w.places.open[:] = 1
    w.places.informality[:] = [0.7, 0.6, 0.1, 0.0]
    Governance().initialise(scope(w, Governance()))
    return w


def run(w: World, weeks: int, *, wait: int = 0) -> World:
    model = Governance()
    seen = scope(w, model)
    for _ in range(weeks):
        w.week += 1
        if wait:
            w.requests.state[:10] = RequestState.PLANNED
            w.requests.asked_week[:10] = w.week - wait
        model.step(seen)
    return w


def told(w: World, kind: str) -> int:
    return int((w.events.frame()["kind"] == kind).sum())


# start and stop


def test_a_post_that_was_struck_out_is_in_no_team_when_another_employer_opens_it() -> None:
    """A school that fills a spare post gets a teacher of its own, not a member of a team."""
    w = town()
    run(w, 1)
    post = int(members(w, 0)[0])
    people = w.professionals
    people.present[post], people.employer[post] = 0, NOBODY
    run(w, 1)
    people.present[post], people.employer[post] = 1, 2
    people.discipline[post], people.finder[post], w.institutions.municipal[2] = 9, 1, 0
    run(w, 1)
    assert people.team[post] == NOBODY
    assert post not in members(w, 0)


def test_a_team_starts_in_the_week_in_which_it_is_asked_for_and_stops_when_it_is_not() -> None:
    w = town(levers={"team.presence": "none"})
    run(w, 3)
    assert w.teams.present.sum() == 0
    w.levers["team.presence"] = "replacing"
    run(w, 1)
    assert w.teams.present[0] == 1
    assert w.teams.mode[0] == TeamMode.REPLACING
    assert w.teams.started_week[0] == w.week
    w.levers["team.presence"] = "none"
    run(w, 1)
    assert w.teams.present.sum() == 0
    assert w.teams.ended_week[0] == w.week
    assert (w.professionals.team == NOBODY).all()
    assert (told(w, "team started"), told(w, "team stopped")) == (1, 1)


def test_an_added_team_leaves_earlier_teams_and_a_replacing_one_takes_their_place() -> None:
    for mode, left in (("added", [1, 1]), ("replacing", [1, 0])):
        w = town(levers={"team.presence": mode})
        w.teams.present[1], w.teams.mode[1] = 1, TeamMode.ADDED
        w.teams.started_week[1] = w.week - 300
        run(w, 1)
        assert w.teams.present[:2].tolist() == left


def test_earlier_teams_stay_when_a_team_that_was_asked_for_stops() -> None:
    w = town()
    w.teams.present[1], w.teams.started_week[1] = 1, w.week - 300
    run(w, 1)
    w.levers["team.presence"] = "none"
    run(w, 1)
    assert w.teams.present[:2].tolist() == [0, 1]


def test_an_event_names_who_did_it_and_why() -> None:
    frame = run(town(), 1).events.frame()
    started = frame[frame.kind == "team started"].iloc[0]
    assert (started.by, started.cause, started.value) == ("municipality", "asked for", 3.0)
    assert (frame.kind == "seconded").sum() == 3


# staffing


def test_a_quota_takes_one_of_each_institution() -> None:
    w = run(town(), 1)
    people = w.professionals
    assert sorted(people.employer[people.team == 0]) == [0, 1, 2]


def test_acquainted_people_come_together_and_strangers_stay_out() -> None:
    w = town(levers={"team.composition": "acquainted"})
    friends = [0, 5, 9]
    w.pairs.trust[:] = 0.2
    for i in friends:
        for j in friends:
            w.pairs.trust[i, j] = 0.8
    run(w, 1)
    assert np.flatnonzero(w.professionals.team == 0).tolist() == friends


def test_trust_from_one_side_only_makes_nobody_acquainted() -> None:
    w = town(levers={"team.composition": "acquainted", "team.fte": 2.0})
    w.pairs.trust[:] = 0.2
    w.pairs.trust[:, 11] = 0.9
    w.pairs.trust[1, 6] = w.pairs.trust[6, 1] = 0.6
    run(w, 1)
    assert np.flatnonzero(w.professionals.team == 0).tolist() == [1, 6]


def test_a_team_has_the_hours_that_were_asked_for() -> None:
    for fte in (0.0, 1.0, 4.0, 7.0, 100.0):
        w = run(town(levers={"team.fte": fte}), 1)
        hours = float(w.professionals.hours[w.professionals.team == 0].sum())
        assert hours == min(fte, 12.0) * HOURS


def test_a_larger_or_smaller_team_is_filled_up_or_trimmed() -> None:
    w = run(town(), 1)
    for fte in (6.0, 2.0):
        w.levers["team.fte"] = fte
        run(w, 1)
        assert (w.professionals.team == 0).sum() == fte


def lent(w: World) -> list[tuple[int, int]]:
    """Who was lent, and to which team, in the order of the log."""
    told = w.events.frame()
    told = told[told.kind == "seconded"]
    return list(zip(told.id, told.by_id, strict=True))


def test_everybody_who_is_lent_to_a_team_is_told_whenever_that_is() -> None:
    w = run(town(levers={"governance.refitting": 1.0, "team.scan_hours": 6.0}), 1)
    assert len(lent(w)) == 3
    w.levers["team.fte"] = 8.0
    run(w, 1)
    assert sorted(who for who, _ in lent(w)) == np.flatnonzero(w.professionals.team == 0).tolist()
    w = run(specialists(town(levers={"governance.refitting": 1.0, "team.scan_hours": 6.0})), 104)
    told = {who for who, _ in lent(w)}
    assert told >= set(np.flatnonzero(w.professionals.team == 0)) and len(lent(w)) > 3


def test_a_smaller_team_sends_back_those_who_came_to_it_last() -> None:
    """The oldest hand of the employers is the newest member, and goes; so does a new colleague."""
    w = town()
    w.professionals.joined_week[:] = w.week - 100
    run(w, 1)
    first = set(np.flatnonzero(w.professionals.team == 0))
    w.professionals.joined_week[w.professionals.team == NOBODY] = w.week - 500
    for fte, number in ((6.0, 6), (3.0, 3)):
        w.levers["team.fte"] = fte
        run(w, 1)
        assert (w.professionals.team == 0).sum() == number
    assert set(np.flatnonzero(w.professionals.team == 0)) == first
    new = max(first, key=lambda one: (one == 4, one))
    w.professionals.joined_week[new] = w.week
    w.levers["team.fte"] = 2.0
    run(w, 1)
    assert set(np.flatnonzero(w.professionals.team == 0)) == first - {new}


def test_who_finds_or_cares_at_home_is_not_lent_to_a_team() -> None:
    w = town()
    w.professionals.finder[0] = 1
    w.professionals.discipline[1] = Discipline.HOME_CARER
    w.institutions.municipal[2] = 0
    assert np.flatnonzero(available(scope(w, Governance()))).tolist() == [2, 3, 4, 5, 6, 7]


def test_an_empty_seat_is_filled_within_a_quarter() -> None:
    w = run(town(), 1)
    w.professionals.present[np.flatnonzero(w.professionals.team == 0)[0]] = 0
    run(w, QUARTER)
    assert members(scope(w, Governance()), 0).size == 3


# base


def test_a_team_works_from_where_most_people_come_to_talk() -> None:
    w = town()
    w.places.visitors_smooth[:] = [10, 90, 500, 500]
    assert run(w, 1).teams.place[0] == GARDEN


def test_a_team_moves_when_its_base_closes_or_another_base_is_asked_for() -> None:
    w = run(town(), 1)
    assert w.teams.place[0] == 0
    w.places.open[0] = 0
    run(w, QUARTER)
    assert w.teams.place[0] == GARDEN
    w.levers["team.base"] = "desk"
    run(w, 1)
    assert (w.teams.place[0], w.teams.base_kind[0]) == (2, TeamBase.DESK)
    assert told(w, "team moved") == 2


def test_a_team_that_found_no_open_base_takes_one_when_it_opens_and_pays_rent() -> None:
    w = town()
    w.places.open[:2] = 0
    run(w, 1)
    assert w.teams.place[0] == NOBODY and told(w, "team moved") == 0
    w.places.open[GARDEN] = 1
    w.municipality.cost[:] = 0.0
    run(w, QUARTER)
    assert w.teams.place[0] == GARDEN and told(w, "team moved") == 1
    assert w.municipality.cost.sum() > 0.0


def test_a_base_costs_rent_and_no_base_does_not() -> None:
    def rent(base: str) -> float:
        w = run(town(levers={"team.base": base}), 1)
        return float(w.municipality.cost.sum())

    assert rent("none") == 0.0
    assert rent("remote_office") == pytest.approx(3 * 3000 / 52.1775, rel=1e-4)


# fit and learning


def specialists(w: World) -> World:
    """Each worker can do one domain; all need is in youth."""
    w.professionals.competence[:] = 0.1
    for row in range(w.professionals.competence.shape[0]):
        w.professionals.competence[row, row % 4] = 0.9
    w.residents.need[:, 0] = 0.5
    return w


def test_who_does_not_look_thinks_that_the_team_fits() -> None:
    """All need is youth; generalists do a quarter of it: a match of 0.25, seen only by looking."""
    for hours, fit in ((0.0, 1.0), (80.0, 0.25)):
        w = town(levers={"team.scan_hours": hours, "governance.refitting": 0.0})
        w.residents.need[:, 0] = 0.5
        run(w, 8 * QUARTER)
        assert context_fit(scope(w, Governance()), 0) == pytest.approx(fit, abs=0.01)


def test_a_team_without_hours_to_look_around_does_not_see_what_is_needed() -> None:
    w = town(levers={"team.scan_hours": 80.0, "governance.refitting": 0.0})
    w.residents.need[:, 0], w.professionals.learning_met[:] = 0.5, 0.0
    run(w, 8 * QUARTER)
    assert context_fit(scope(w, Governance()), 0) == pytest.approx(1.0, abs=0.01)


def test_refitting_asks_hours_of_a_team_and_brings_staff_that_fits() -> None:
    """Full refitting takes a quarter of an hour a week of each member."""
    w = run(town(levers={"governance.refitting": 1.0}), 1)
    assert w.teams.review_hours.tolist() == [0.25, 0, 0, 0]
    w.levers["governance.refitting"] = 0.0
    assert run(w, 1).teams.review_hours[0] == 0.0


def test_a_team_that_looks_around_and_learns_comes_to_fit_the_need() -> None:
    def fit(scan: float, refitting: float) -> float:
        levers: dict[str, LeverValue] = {
            "team.scan_hours": scan, "governance.refitting": refitting,
        }  # fmt: skip
        w = run(specialists(town(levers=levers)), 104)
        return float(w.teams.composition[0, 0])

    assert fit(6.0, 1.0) > fit(0.0, 1.0) + 0.2
    assert fit(6.0, 0.0) == fit(0.0, 1.0)


def test_a_refit_never_makes_the_match_worse() -> None:
    for seed in range(5):
        w = specialists(
            town(levers={"team.scan_hours": 6.0, "governance.refitting": 1.0}, seed=seed)
        )
        before = 0.0
        for _ in range(8):
            run(w, QUARTER)
            assert w.teams.composition[0, 0] >= before - 1e-6
            before = float(w.teams.composition[0, 0])


def test_generalists_retreat_to_target_groups_under_load_and_come_back_with_time() -> None:
    """Load 1.2 against 0.9 for a year: 1 - 0.86 e^(-0.5 x 0.3 x 52 weeks)."""
    w = town()
    w.professionals.load[:] = 1.2
    run(w, 52)
    loaded = float(w.teams.target_group[0])
    assert loaded == pytest.approx(1.0 - 0.86 * np.exp(-0.15 * 52 / 52.1775), abs=0.01)
    w.professionals.load[:] = 0.4
    run(w, 104)
    assert w.teams.target_group[0] < loaded


# judgement


def test_nothing_is_judged_before_patience_is_spent() -> None:
    levers: dict[str, LeverValue] = {"governance.patience": 24.0, "governance.memory": 0.0}
    w = run(town(levers=levers, parameters={"governance.judging": 20.0}), 100, wait=24)
    assert told(w, "team reorganised") + told(w, "team stopped") == 0
    assert w.teams.present.sum() == 1
    run(w, 2 * QUARTER, wait=24)
    assert told(w, "team reorganised") + told(w, "team stopped") == 1


def test_a_team_with_good_figures_is_left_alone() -> None:
    w = run(town(levers={"governance.patience": 0.0, "governance.memory": 0.0}), 520, wait=3)
    assert w.teams.present.sum() == 1
    assert w.municipality.reorganisations[0] == 0


def test_without_refitting_a_team_is_reorganised_and_part_of_its_staff_replaced() -> None:
    w = town(
        levers={
            "governance.patience": 6.0, "governance.refitting": 0.0, "governance.memory": 1.0,
        },
        parameters={"governance.judging": 20.0, "governance.replaced": 1.0},
    )  # fmt: skip
    run(w, 1)
    before = np.flatnonzero(w.professionals.team == 0)
    run(w, 3 * QUARTER, wait=24)
    after = np.flatnonzero(w.professionals.team == 0)
    assert w.municipality.reorganisations[0] == 1
    assert after.size == 3 and not set(before) & set(after)
    assert w.municipality.memory[0] < 1.0


def test_refitting_stops_a_team_that_fits_the_need_and_still_falls_short() -> None:
    levers: dict[str, LeverValue] = {"governance.patience": 6.0, "governance.refitting": 1.0}
    w = run(town(levers=levers, parameters={"governance.judging": 20.0}), 3 * QUARTER, wait=24)
    frame = w.events.frame()
    causes = frame[frame.kind == "team stopped"].cause.tolist()
    assert causes == ["fits the need, yet figures stay short of the norm"]
    assert w.teams.present[0] == 0
    assert w.municipality.reorganisations[0] == 0


def layers(memory: float, *, dismantling: float = 0.0) -> int:
    """Teams after ten years of poor figures, summed over ten neighbourhoods."""
    total = 0
    for seed in range(10):
        levers: dict[str, LeverValue] = {
            "governance.memory": memory, "governance.patience": 24.0, "governance.refitting": 0.0,
            "institutions.dismantling": dismantling,
        }  # fmt: skip
        total += int(run(town(levers=levers, seed=seed), 520, wait=15).teams.present.sum())
    return total


def test_short_memory_lays_team_upon_team_unless_work_is_handed_over() -> None:
    forgetful = layers(0.0)
    assert forgetful >= 20
    assert layers(1.0) < forgetful - 5
    assert 10 <= layers(0.0, dismantling=1.0) <= 20


def test_a_layer_spares_the_team_that_was_asked_for_however_much_is_dismantled() -> None:
    levers: dict[str, LeverValue] = {
        "governance.memory": 0.0, "governance.patience": 0.0, "governance.refitting": 0.0,
        "institutions.dismantling": 1.0,
    }  # fmt: skip
    w = town(levers=levers, parameters={"governance.layer_rate": 2.0})
    run(w, 520, wait=24)
    assert told(w, "team started") > 2
    assert w.municipality.team_row[0] == 0 and w.teams.present[0] == 1
    assert w.teams.present.sum() == 2


def test_no_team_is_invented_where_none_is_asked_for() -> None:
    w = run(town(levers={"team.presence": "none", "governance.memory": 0.0}), 520, wait=30)
    assert w.teams.present.sum() == 0


def test_a_team_for_which_no_row_is_left_does_not_start() -> None:
    w = town()
    w.teams.present[:] = 1
    run(w, 1)
    assert w.municipality.team_row[0] == NOBODY
    assert told(w, "team started") == 0
