"""A municipality that reacts to crises that are noticed: the rival form, with sums by hand."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from worlds import scope, settings_fit, small_world

from wijksim.core.calendar import half_life_to_weekly_decay
from wijksim.entities.agenda import LeverValue
from wijksim.entities.domains import Channel, RequestState
from wijksim.entities.world import World
from wijksim.model import WijkModel
from wijksim.scenario.loading import load_scenario
from wijksim.schedule import declarations
from wijksim.submodels.governance import Governance
from wijksim.submodels.governance_incidents import IncidentGovernance

ALL_SEEN = {"governance.incident_seen": 1.0, "governance.incident_rule": 0.1}


def town(
    *,
    levers: dict[str, LeverValue] | None = None,
    parameters: dict[str, float] | None = None,
    crises: int = 0,
    waiting: int = 0,
) -> World:
    """A hundred residents; so many came in by a crisis last week, ten have waited so long."""
    w = small_world(
        households=100,
        week=783 // 13 * 13 - 1,
        levers={"governance.control": 1.0, "rules.protocols": 0.3, **(levers or {})},
        parameters={"governance.noise_unreported": 0.0, **(parameters or {})},
        logging=True,
    )
    w.institutions.municipal[:], w.institutions.protocol[:] = 1, 0.3
    IncidentGovernance().initialise(scope(w, IncidentGovernance()))
    q = w.requests
    q.asked_week[:], q.resident_id[:] = -100_000, np.arange(q.state.shape[0])
    q.state[:10] = RequestState.PLANNED
    q.asked_week[:10] = w.week - waiting
    q.channel[20 : 20 + crises], q.asked_week[20 : 20 + crises] = Channel.CRISIS, w.week
    return w


def live(w: World, weeks: int, form: type[Governance] = IncidentGovernance) -> World:
    model = form()
    seen = scope(w, model)
    for _ in range(weeks):
        w.week += 1
        model.step(seen)
    return w


def test_five_crises_that_are_noticed_bring_rules_as_the_sum_by_hand() -> None:
    """Each takes a tenth of the freedom left: 1 - 0.9^5 = 0.40951, at once, then 2% wears off."""
    w = live(town(crises=5, parameters=ALL_SEEN), 1)
    assert w.municipality.reflex[0] == pytest.approx((1 - 0.9**5) * 0.98, rel=1e-5)
    pace = half_life_to_weekly_decay(0.25)
    assert w.municipality.alarm[0] == pytest.approx(pace * 5 * 52.1775 * 10, rel=1e-4)
    told = w.events.frame().query("kind == 'protocol added'").iloc[0]
    assert (told.cause, told.by, told.by_id) == ("a crisis was noticed", "residents", 20)


def test_crises_below_what_is_tolerated_change_nothing() -> None:
    w = live(town(crises=5, parameters={**ALL_SEEN, "governance.incidents_tolerated": 50.0}), 1)
    assert w.municipality.alarm[0] > 0.0 and w.municipality.reflex[0] > 0.0
    w = live(town(crises=1, parameters={**ALL_SEEN, "governance.incidents_tolerated": 50.0}), 1)
    assert 0.0 < w.municipality.alarm[0] < 50.0 and w.municipality.reflex[0] == 0.0


def test_more_control_and_more_reporting_bring_more_rules_after_crises() -> None:
    def rules(control: float, reporting: float) -> float:
        levers: dict[str, LeverValue] = {
            "governance.control": control, "governance.reporting": reporting,
        }  # fmt: skip
        return float(live(town(crises=60, levers=levers), 1).municipality.reflex[0])

    assert rules(0.0, 2.0) == 0.0
    assert rules(0.0, 2.0) < rules(0.5, 2.0) < rules(1.0, 2.0)
    assert rules(1.0, 0.0) < rules(1.0, 12.0)


def test_a_long_wait_brings_no_rules_here_and_does_in_the_first_form() -> None:
    incidents = live(town(waiting=40), 52)
    figures = live(town(waiting=40), 52, Governance)
    assert incidents.municipality.reflex[0] == 0.0 == incidents.municipality.seen_gap[0]
    assert figures.municipality.reflex[0] > 0.1
    assert figures.municipality.alarm[0] == 0.0


def test_a_crisis_of_somebody_who_waits_is_an_incident_too_and_one_in_care_is_not() -> None:
    for helped in (False, True):
        w = town(parameters=ALL_SEEN, waiting=40)
        q = w.requests
        q.channel[0], q.resident[0], q.domain[0] = Channel.CRISIS, 7, 2
        q.first_hour_week[:10] = w.week - 9 if helped else -100_000
        w.residents.crisis_week[7, 2] = w.week
        live(w, 1)
        told = (w.events.frame()["kind"] == "protocol added").sum()
        assert told == (0 if helped else 1)


def test_attention_and_rules_wear_off_when_nothing_happens_any_more() -> None:
    w = live(town(crises=5, parameters=ALL_SEEN), 1)
    alarm, reflex = float(w.municipality.alarm[0]), float(w.municipality.reflex[0])
    live(w, 52)
    assert w.municipality.alarm[0] < 0.1 * alarm
    assert w.municipality.reflex[0] == pytest.approx(reflex * 0.98**4, rel=1e-4)


def test_the_gap_stays_within_its_ceiling_whatever_happens() -> None:
    settings_fit(IncidentGovernance())
    w = town(crises=80, parameters=ALL_SEEN)
    for _ in range(26):
        w.requests.asked_week[20:100] = w.week
        live(w, 1)
    assert 10.0 < w.municipality.seen_gap[0] <= 20.0
    assert 0.0 <= w.municipality.reflex[0] <= 1.0


def test_one_word_in_a_scenario_file_chooses_how_the_municipality_reacts(tmp_path: Path) -> None:
    """Under equal poor figures the rules take another course; people stay the same people."""
    path = tmp_path / "incidents.yaml"
    path.write_text(
        "schema: 1\nextends: carnisse/no-team\n"
        "title: {nl: Incidenten, en: Incidents}\nsubmodels: {governance: incidents}\n",
        encoding="utf-8",
    )
    worlds = []
    for source in ("carnisse/no-team", path):
        scenario = load_scenario(source, declarations=declarations())
        cuts = {f"budget.{one}": 0.5 for one in ("youth", "support", "income", "debt")}
        short = replace(
            scenario, warm_up_weeks=0, start=date(2014, 1, 6), end=date(2016, 1, 3), agenda=(),
            levers={**scenario.levers, **cuts, "governance.control": 1.0},
        )  # fmt: skip
        model = WijkModel(short, seed=1, collect=False)
        for _ in range(90):
            model.step()
        worlds.append(model.world)
    figures, incidents = worlds
    assert figures.municipality.alarm[0] == 0.0 < incidents.municipality.alarm[0]
    assert figures.municipality.reflex[0] != incidents.municipality.reflex[0]
    alike = figures.residents.id == incidents.residents.id
    assert alike.mean() > 0.95
