"""What the municipality sees, how it reacts, and what becomes of rules and teams."""

import numpy as np
import pytest

from tests.worlds import scope, settings_fit, small_world
from wijksim.core.elementary import one_minus_exp
from wijksim.entities.agenda import LeverValue
from wijksim.entities.domains import NOBODY, PlaceKind, RequestState
from wijksim.entities.world import World
from wijksim.submodels.governance import WRITES, Governance, NoGovernance, reflex_after
from wijksim.submodels.governance_figures import (
    felt_gap,
    mean_waiting,
    need_shares,
    scan,
    seen_through,
)
from wijksim.submodels.governance_rules import bend, bent

HOURS = 36.0
QUARTER = 13
SHARP = {"governance.noise_unreported": 0.0}


def town(
    *,
    staff: tuple[int, ...] = (4, 4, 4),
    levers: dict[str, LeverValue] | None = None,
    parameters: dict[str, float] | None = None,
    logging: bool = False,
    waiting: int = 0,
    seed: int = 1,
) -> World:
    """Municipal institutions with full-time workers of equal skill, and four kinds of place.

    Ten requests have waited `waiting` weeks by now. The week before the first is a quarter's last.
    """
    w = small_world(
        households=20,
        professionals=sum(staff),
        institutions=len(staff),
        teams=4,
        places=4,
        week=783 // QUARTER * QUARTER - 1,
        levers={"team.base": "informal_place", "institutions.dismantling": 0.0, **(levers or {})},
        parameters={**SHARP, **(parameters or {})},
        logging=logging,
        seed=seed,
    )
    firm, people = w.institutions, w.professionals
    firm.municipal[:] = 1
    firm.protocol[:], firm.mandate[:] = 0.3, 0.3
    people.present[:] = 1
    people.employer[:] = np.repeat(np.arange(len(staff)), staff)
    people.id[:] = np.arange(sum(staff))
    people.hours[:], people.competence[:], people.load[:] = HOURS, 0.5, 0.9
    w.places.kind[:] = [
        PlaceKind.COMMUNITY_CENTRE, PlaceKind.GARDEN, PlaceKind.DESK, PlaceKind.TEAM_OFFICE,
    ]  # fmt: skip
    w.places.open[:] = 1
    w.places.informality[:] = [0.7, 0.6, 0.1, 0.0]
    if waiting:
        w.requests.state[:10] = RequestState.PLANNED
        w.requests.asked_week[:10] = w.week - waiting
    Governance().initialise(scope(w, Governance()))
    return w


def run(w: World, weeks: int) -> World:
    model = Governance()
    seen = scope(w, model)
    for _ in range(weeks):
        w.week += 1
        model.step(seen)
    return w


def keep_waiting(w: World, weeks: int, *, wait: int) -> World:
    """Let weeks pass in which every request has always waited as long."""
    for _ in range(weeks):
        w.requests.asked_week[:10] = w.week + 1 - wait
        run(w, 1)
    return w


def kinds(w: World) -> list[str]:
    return list(w.events.frame()["kind"])


def test_all_parameters_are_set_with_unit_and_source() -> None:
    settings_fit(Governance())


# what is seen


def test_waiting_counts_those_who_wait_and_those_helped_in_the_last_quarter() -> None:
    """Two wait 4 and 10 weeks, one got help last week after 7, one a year ago: (4 + 10 + 7) / 3."""
    state = np.array([1, 2, 3, 3, 0], dtype=np.int8)
    asked = np.array([996, 990, 992, 900, 995], dtype=np.int32)
    helped = np.array([-100_000, -100_000, 999, 948, -100_000], dtype=np.int32)
    assert mean_waiting(1000, QUARTER, state, asked, helped) == pytest.approx(7.0)


def test_the_last_quarter_is_the_thirteen_weeks_before_this_one() -> None:
    """Help of this week is yet to come when the municipality counts."""
    state, asked = np.full(1, 3, dtype=np.int8), np.full(1, 980, dtype=np.int32)
    for helped, waited in ((999, 19.0), (987, 7.0), (986, 0.0)):
        first = np.full(1, helped, dtype=np.int32)
        assert mean_waiting(1000, QUARTER, state, asked, first) == waited, helped


def test_nobody_waits_where_nobody_asks() -> None:
    nothing = np.zeros(3, dtype=np.int32)
    assert mean_waiting(1000, QUARTER, nothing, nothing - 100_000, nothing - 100_000) == 0.0


def test_poor_figures_are_seen_a_quarter_late() -> None:
    w = town(waiting=0, levers={"governance.reporting": 2.0})
    w.requests.state[:10] = RequestState.PLANNED
    w = keep_waiting(w, 1, wait=24)
    assert w.municipality.seen_gap[0] == 0.0
    w = keep_waiting(w, QUARTER, wait=24)
    assert w.municipality.seen_gap[0] == pytest.approx(3 * 20 / 23)


def test_more_reporting_makes_figures_sooner_and_sharper() -> None:
    def seen(reporting: float, noise: float, weeks: int) -> float:
        w = town(
            levers={"governance.reporting": reporting},
            parameters={"governance.noise_unreported": noise},
        )
        w.requests.state[:10] = RequestState.PLANNED
        w = run(w, 5)
        return float(keep_waiting(w, weeks, wait=24).municipality.seen_gap[0])

    assert seen(12.0, 0.0, 9) == pytest.approx(3 * 20 / 23)
    assert seen(0.0, 0.0, 9) == 0.0
    assert abs(seen(12.0, 0.5, 9 + 26) - 2.6) < abs(seen(0.0, 0.5, 9 + 26) - 2.6)


def test_no_wait_is_felt_beyond_the_ceiling_of_the_gap() -> None:
    """Twice the norm is a gap of 1, felt as 20 / 21; a thousand years are felt as 20."""
    assert felt_gap(12.0, 6.0, 20.0) == pytest.approx(20 / 21)
    assert felt_gap(3.0, 6.0, 20.0) == 0.0
    assert 19.9 < felt_gap(52_000.0, 6.0, 20.0) <= 20.0


def test_a_blurred_figure_is_right_on_average() -> None:
    key = small_world().key
    seen = [seen_through(key, week, 10.0, 0.3) for week in range(4000)]
    assert np.mean(seen) == pytest.approx(10.0, rel=0.02)


def test_need_is_shared_out_by_the_hours_that_it_asks() -> None:
    """One youth need asks 2 h, one need of support 1 h, a light one does not count."""
    need = np.array([[0.5, 0, 0, 0], [0, 0.5, 0, 0], [0.1, 0, 0, 0], [0, 0, 0.9, 0]])
    present = np.array([1, 1, 1, 0])
    hours = np.array([[0.1, 2.0, 4.0], [0.1, 1.0, 2.0], [1.0, 1.0, 1.0], [1.0, 1.0, 1.0]])
    out = np.empty(4)
    need_shares(present, need, 0.3, 0.6, hours, out)
    assert out == pytest.approx([2 / 3, 1 / 3, 0, 0])


def test_a_view_of_need_gets_four_times_as_exact_with_sixteen_times_the_households() -> None:
    key, share = small_world().key, np.array([0.4, 0.3, 0.2, 0.1])

    def error(households: float) -> float:
        off = []
        for team in range(400):
            view = np.full(4, 0.25)
            scan(key, 1000, team, households, 0.0, share, view)
            assert view.sum() == pytest.approx(1.0)
            off.append(view - share)
        return float(np.std(off))

    assert error(50.0) / error(800.0) == pytest.approx(4.0, rel=0.15)


# control and its price


def test_protocol_added_in_a_quarter_is_the_sum_done_by_hand() -> None:
    """Gain 0.1, full control, gap 2, a fifth there: (1 - e^-0.2) 0.8 added, 0.02 x 0.2 worn off."""
    expected = 0.2 + float(one_minus_exp(0.2)) * 0.8 - 0.004
    assert reflex_after(0.2, 2.0, 1.0, 0.1, 0.02) == pytest.approx(expected)


def test_protocol_stays_a_share_whatever_the_gap() -> None:
    for gap in (0.0, 1.0, 1e6):
        for reflex in (0.0, 0.5, 1.0):
            assert 0.0 <= reflex_after(reflex, gap, 1.0, 2.0, 0.02) <= 1.0


def test_control_adds_protocol_and_administration_where_learning_does_not() -> None:
    control = town(levers={"governance.control": 1.0})
    learning = town(levers={"governance.control": 0.0})
    for w in (control, learning):
        w.requests.state[:10] = RequestState.PLANNED
        keep_waiting(w, 104, wait=18)
    assert control.institutions.protocol[0] > 0.4
    assert (
        control.institutions.admin_share[0] - learning.institutions.admin_share[0]
    ) == pytest.approx(
        0.25 * (control.institutions.protocol[0] - learning.institutions.protocol[0]), abs=1e-6
    )
    assert learning.institutions.protocol[0] == pytest.approx(0.3, abs=1e-6)


def test_good_figures_leave_rules_where_they_were() -> None:
    w = run(town(), 104)
    assert w.institutions.protocol == pytest.approx(0.3, abs=1e-6)
    assert w.municipality.rules_changed[0] == pytest.approx(0.0, abs=1e-5)


def test_four_more_hours_of_reporting_cost_a_ninth_of_the_week() -> None:
    little = run(town(levers={"governance.reporting": 0.0}), 1)
    much = run(town(levers={"governance.reporting": 4.0}), 1)
    cost = much.institutions.admin_share - little.institutions.admin_share
    assert cost == pytest.approx(4 / 36)


def test_schools_do_not_follow_the_rules_of_the_municipality() -> None:
    w = town(levers={"rules.protocols": 0.3})
    w.institutions.municipal[0] = 0
    w.levers["rules.protocols"] = 0.8
    run(w, 104)
    assert w.institutions.protocol[0] == pytest.approx(0.3)
    assert w.institutions.protocol[1] > 0.7


def test_an_organisation_keeps_its_own_bent_when_more_is_asked() -> None:
    found = np.array([0.1, 0.3, 0.65])
    own = bend(found, 0.3)
    assert own == pytest.approx([-2 / 3, 0.0, 0.5])
    for asked, expected in (
        (0.3, found),
        (0.6, [0.2, 0.6, 0.8]),
        (0.0, [0, 0, 0.5]),
        (1.0, [1 / 3, 1, 1]),
    ):
        assert [bent(float(one), asked) for one in own] == pytest.approx(expected)


def test_mandates_follow_who_decides_and_the_move_is_counted() -> None:
    w = town(levers={"governance.decides": 0.3})
    w.levers["governance.decides"] = 0.7
    run(w, 520)
    assert w.institutions.mandate == pytest.approx(0.7, abs=0.01)
    assert w.municipality.mandates_changed[0] == pytest.approx(0.4, abs=0.01)


# the whole


def test_without_governance_rules_and_teams_stay_as_they_are() -> None:
    w = town(levers={"team.presence": "added"})
    model = NoGovernance()
    seen = scope(w, model)
    model.initialise(seen)
    before = {name: np.copy(getattr(getattr(w, table), name)) for table, name in columns()}
    w.week += QUARTER
    model.step(seen)
    for table, name in columns():
        assert np.array_equal(getattr(getattr(w, table), name), before[name]), name
    assert (w.professionals.team == NOBODY).all()


def columns() -> list[tuple[str, str]]:
    """Columns that have one name in all tables, or else the last table's."""
    pairs = [one.split(".") for one in WRITES]
    return [(table, name) for name, table in {name: table for table, name in pairs}.items()]


def test_everything_stays_within_bounds_in_extreme_settings() -> None:
    for value in (0.0, 1.0):
        w = town(
            levers={
                "team.presence": "replacing", "governance.control": value,
                "governance.refitting": value,
                "governance.memory": value, "governance.decides": value, "rules.protocols": value,
                "room.willingness": value, "governance.patience": 0.0, "team.scan_hours": 80.0,
            },
            staff=(0, 1, 2),
        )  # fmt: skip
        w.requests.state[:10] = RequestState.PLANNED
        keep_waiting(w, 260, wait=100)
        for table, schema in (("municipality", "municipality"), ("teams", "teams")):
            for column in w.tables[table]._schema.columns:
                if column.bounds is None or f"{schema}.{column.name}" not in WRITES:
                    continue
                values = getattr(w.tables[table], column.name)
                assert np.isfinite(values).all()
                assert values.min() >= column.bounds[0] and values.max() <= column.bounds[1], (
                    column.name
                )


def test_the_same_seed_gives_the_same_course() -> None:
    def course(seed: int) -> list[float]:
        w = town(
            levers={"team.presence": "added", "governance.patience": 3.0},
            parameters={"governance.noise_unreported": 0.4}, seed=seed,
        )  # fmt: skip
        w.requests.state[:10] = RequestState.PLANNED
        keep_waiting(w, 104, wait=18)
        return [float(w.municipality.seen_gap[0]), float(w.municipality.reflex[0])]

    assert course(1) == course(1)
    assert course(1) != course(2)
