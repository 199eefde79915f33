"""Scenario files join into one settled whole; every mistake is told with its line and a way out."""

import pickle
from datetime import date
from pathlib import Path

import pytest
from scenario_files import DECADE, HORIZON, line_of, load, refusal, write

from wijksim.core.calendar import week_number
from wijksim.core.errors import WijksimError
from wijksim.core.parameters import Parameter
from wijksim.scenario.levers import BY_NAME
from wijksim.scenario.loading import load_scenario
from wijksim.scenario.parameter_files import shipped_settings, start_levers
from wijksim.scenario.settled import Declarations, first_difference
from wijksim.scenario.shipped import shipped_folder
from wijksim.scenario.validate import too_late


def test_what_no_file_says_stays_as_at_the_start(folder: Path) -> None:
    scenario = load(folder, "title: Mine\n")
    assert scenario.levers == {name: one.value for name, one in start_levers().items()}
    assert set(scenario.levers) == set(BY_NAME)
    assert scenario.agenda == ()
    assert scenario.parameters == {k: one.value for k, one in shipped_settings().items()}
    assert (scenario.start, scenario.end) == (date(2013, 1, 1), date(2016, 12, 31))


def test_the_later_and_the_more_particular_file_wins(folder: Path) -> None:
    base = "levers: {team.fte: 3, access.forms: 1, budget.debt: 50%}\n"
    scenario = load(
        folder,
        "extends: base\npolicy: [first, second]\nlevers: {team.fte: 9}\n",
        base=base,
        first="levers: {team.fte: 5, team.scan_hours: 5, access.outreach_hours: 5}\n",
        second="levers: {team.scan_hours: 7}\n",
    )
    assert scenario.levers["team.fte"] == 9, "the scenario itself"
    assert scenario.levers["access.forms"] == 1, "the file it extends"
    assert scenario.levers["budget.debt"] == 0.5, "a percentage is a share"
    assert scenario.levers["team.scan_hours"] == 7, "the second policy"
    assert scenario.levers["access.outreach_hours"] == 5, "the first policy"


def test_a_policy_named_by_the_scenario_replaces_that_of_the_file_it_extends(folder: Path) -> None:
    scenario = load(
        folder,
        "extends: base\npolicy: new\n",
        base="policy: old\n",
        old="levers: {team.fte: 3}\n",
        new="levers: {team.scan_hours: 4}\n",
    )
    assert (scenario.levers["team.fte"], scenario.levers["team.scan_hours"]) == (0, 4)


def test_a_file_that_is_reached_twice_counts_once(folder: Path) -> None:
    event = "events: [{date: 2015-01-01, set: {team.fte: 3}}]\n"
    scenario = load(
        folder, "policy: [a, b]\n", common=event, a="extends: common\n", b="extends: common\n"
    )
    assert len(scenario.agenda) == 1


def test_events_act_in_the_week_of_their_date_and_in_order(folder: Path) -> None:
    scenario = load(
        folder,
        "events:\n"
        "  - {date: 2015-06-01, set: {team.fte: 3}}\n"
        "  - {date: 2015-01-01, announced: 2014-07-01, set: {budget.youth: 85%}}\n",
    )
    first, second = scenario.agenda
    assert first.week == week_number(date(2015, 1, 1))
    assert first.announced_week == week_number(date(2014, 7, 1))
    assert first.levers == {"budget.youth": 0.85}
    assert second.announced_week == second.week, "what is not announced is known when it comes"


def test_of_two_events_on_one_date_the_more_particular_file_has_the_last_word(folder: Path) -> None:
    scenario = load(
        folder,
        "policy: general\nevents: [{date: 2015-01-01, set: {budget.youth: 0.9}}]\n",
        general="events: [{date: 2015-01-01, announced: 2014-01-01, set: {budget.youth: 0.8}}]\n",
    )
    assert [one.levers["budget.youth"] for one in scenario.agenda] == [0.8, 0.9]


def test_what_was_announced_before_the_start_is_known_from_the_start(folder: Path) -> None:
    scenario = load(
        folder, "events: [{date: 2015-01-01, announced: 2012-01-01, set: {team.fte: 3}}]\n"
    )
    assert scenario.agenda[0].announced_week == week_number(date(2013, 1, 1))


def test_an_event_says_between_which_values_it_would_be_the_same_policy(folder: Path) -> None:
    event = "events: [{date: 2015-01-01, set: {budget.youth: 0.9}, between: {budget.youth: %s}}]\n"
    assert load(folder, event % "[0.8, 1]").agenda[0].between == {"budget.youth": (0.8, 1.0)}
    outside = refusal(folder, event % "[0.5, 0.8]")
    assert "outside its own range from 0.5 to 0.8" in outside.what
    assert outside.where is not None and outside.where.line == 2
    assert "outside 0 to 3" in refusal(folder, event % "[0.5, 30]").what


@pytest.mark.parametrize(
    ("between", "told"),
    [
        ("{budget.support: [0, 1]}", "a lever with a range cannot be 'budget.support'"),
        ("{team.base: [0, 1]}", "lever team.base cannot be '0.0'"),
        ("{budget.youth: [0]}", "does not fit"),
        ("{budget.youth: [.nan, 1]}", "no number to compute with"),
    ],
)
def test_a_range_is_of_a_number_that_its_event_sets(folder: Path, between: str, told: str) -> None:
    event = f"{{date: 2015-01-01, set: {{budget.youth: 0.9, team.base: desk}}, between: {between}}}"
    assert told in refusal(folder, f"events: [{event}]\n").what


def test_an_event_can_be_left_out_by_its_name(folder: Path) -> None:
    general = "events: [{date: 2015-01-01, name: scandal, set: {team.fte: 3}}]\n"
    assert load(folder, "policy: g\nleave_out: scandal\n", g=general).agenda == ()
    problem = refusal(folder, "policy: g\nleave_out: scandl\n", g=general)
    assert "did you mean 'scandal'?" in problem.do


def test_provenance_tells_file_line_and_source(folder: Path) -> None:
    scenario = load(
        folder,
        "source: minutes of the council\nlevers:\n  team.fte: 9\n"
        "  access.forms: {value: 1, source: a promise}\n",
    )
    told = scenario.provenance["levers.team.fte"]
    assert (told.value, told.line, told.source) == (9, 4, "minutes of the council")
    assert told.file.endswith("mine.yaml")
    assert scenario.provenance["levers.access.forms"].source == "a promise"
    shipped = scenario.provenance["levers.budget.youth"]
    assert shipped.file == "scenarios/parameters/levers.yaml" and shipped.line is not None


def test_a_closing_of_every_place_of_a_kind_reopens_only_what_it_closed(folder: Path) -> None:
    scenario = load(
        folder,
        "places:\n"
        "  - {name: A, kind: library}\n  - {name: B, kind: library}\n  - {name: C, kind: shop}\n"
        "events:\n"
        "  - {date: 2014-01-01, places: [{name: A, what: close}]}\n"
        "  - {date: 2014-06-01, places: [{every: library, what: close}]}\n"
        "  - {date: 2014-09-01, places: [{every: library, what: open}]}\n",
    )
    told = [[(one.name, one.what) for one in entry.places] for entry in scenario.agenda]
    assert told == [[("A", "close")], [("B", "close")], [("B", "open")]]


def test_a_place_that_was_left_vacant_is_told_when_its_kind_closes_and_opens(folder: Path) -> None:
    scenario = load(
        folder,
        "places:\n  - {name: A, kind: library}\n  - {name: B, kind: library}\n"
        "events:\n"
        "  - {date: 2014-01-01, places: [{name: A, what: close, vacant: true}]}\n"
        "  - {date: 2014-06-01, places: [{every: library, what: close}]}\n"
        "  - {date: 2014-09-01, places: [{every: library, what: open}]}\n",
    )
    told = [[(o.name, o.vacant, o.with_kind) for o in entry.places] for entry in scenario.agenda]
    both = [("A", False, True), ("B", False, True)]
    assert told == [[("A", True, False)], both, both]


def test_a_place_that_is_added_can_be_closed_later(folder: Path) -> None:
    add = "{name: New, what: add, kind: garden, x: 10, y: 20, open_hours: 12}"
    scenario = load(
        folder,
        f"events:\n  - {{date: 2014-01-01, places: [{add}]}}\n"
        "  - {date: 2015-01-01, places: [{name: New, what: close}]}\n",
    )
    assert [one.places[0].what for one in scenario.agenda] == ["add", "close"]


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("levers:\n  team.fet: 3\n", 3, "did you mean 'team.fte'"),
        ("levrs: {team.fte: 3}\n", 2, "did you mean 'levers'"),
        ("levers: {team.fte: 999}\n", 2, "0 to 200"),
        ("levers: {team.fte: -1}\n", 2, "0 to 200"),
        ("levers: {team.fte: '11 fte'}\n", 2, "without its unit"),
        ("levers: {team.fte: true}\n", 2, "correct the value"),
        ("levers: {team.fte: [1, 2]}\n", 2, "does not fit under 'team.fte'"),
        ("levers: {team.base: office}\n", 2, "remote_office"),
        ("levers: {team.presence: 1}\n", 2, "choose from none, added, replacing"),
        ("parameters: {needs.onset_det: 0.05}\n", 2, "did you mean"),
        ("parameters: {needs.onset_debt: {value: 0.05, unit: 1/week}}\n", 2, "1/year"),
        ("events:\n- date: 2014-01-01\n  places: [{every: shop, what: close, vacant: true}]\n", 4,
         "left vacant"),
        ("events:\n- date: 2014-01-01\n  places: [{name: A, what: open, vacant: true}]\n", 4,
         "left vacant"),
        ("events: [{date: 2015-13-01, set: {team.fte: 3}}]\n", 2, "year-month-day"),
        ("events: [{date: 1 January, set: {team.fte: 3}}]\n", 2, "year-month-day"),
        ("events: [{date: 01-01-2015, set: {team.fte: 3}}]\n", 2, "such as 2015-01-01"),
        ("events:\n- date: 2023-01-01\n  set: {team.fte: 3}\n", 3, "horizon"),
        ("events:\n- date: 2012-12-31\n  set: {team.fte: 3}\n", 3, "under 'levers'"),
        ("events:\n- date: 2015-01-01\n  announced: 2015-01-02\n  set: {team.fte: 3}\n", 4,
         "on or before"),
        ("events:\n- date: 2015-01-01\n", 3, "changes nothing"),
        ("events: [{set: {team.fte: 3}}]\n", 2, "what to do: add a line 'date: ...'"),
        ("events: [{date: 2015-01-01, shocks: {war: 2}}]\n", 2, "income_debt_onset"),
        ("events: [{date: 2015-01-01, places: [{name: X, what: close}]}]\n", 2, "profile"),
        ("events: [{date: 2015-01-01, places: [{what: close}]}]\n", 2, "'every'"),
        ("places: [{name: A, kind: libary}]\n", 2, "did you mean 'library'"),
        ("places: [{name: A, kind: shop}, {name: A, kind: shop}]\n", 2, "a name of its own"),
        ("schema: 2\n", 2, "newer wijksim"),
        ("policy: policies/mixd\n", 2, "policies/mixed"),
        ("extends: ../../etc/passwd\n", 2, "beside or below"),
        ("warm_up_weeks: -3\n", 2, "correct the value"),
        ("title: [a]\n", 2, "correct the value"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line_and_what_to_do(
    folder: Path, text: str, line: int, told: str
) -> None:
    problem = refusal(folder, text)
    assert told in str(problem)
    assert line_of(problem) == line
    assert "mine.yaml" in str(problem.where)


def test_files_that_extend_each_other_in_a_circle_are_refused_with_the_chain(folder: Path) -> None:
    problem = refusal(folder, "extends: a\n", a="extends: b\n", b="extends: c\n", c="extends: a\n")
    assert "circle" in problem.what
    chain = [Path(part).name for part in problem.why.split(": ")[1].split(" -> ")]
    assert chain == ["a.yaml", "b.yaml", "c.yaml", "a.yaml"]
    assert "circle" in refusal(folder, "extends: mine\n").what


def test_a_file_cannot_reach_outside_its_own_folder(folder: Path) -> None:
    secret = write(folder, "secret.yaml", "title: Secret\n")
    inner = folder / "inner"
    for name in ("../secret", str(secret)):
        told = refusal(inner, f"extends: {name}\n")
        assert "leads out of the folder of this file" in told.what
        assert "inner" in told.do and "shipped" in told.do


def test_a_copied_policy_still_finds_its_old_neighbours(folder: Path) -> None:
    shipped = (shipped_folder() / "policies" / "mixed.yaml").read_text(encoding="utf-8")
    write(folder, "mine.yaml", shipped)
    path = write(folder, "s.yaml", "extends: carnisse\npolicy: mine\n" + DECADE)
    assert load_scenario(path).agenda == load_scenario("carnisse/mixed").agenda


def test_a_policy_beside_the_file_wins_over_a_shipped_one_of_that_name(folder: Path) -> None:
    write(folder, "mixed.yaml", "levers: {team.fte: 3}\n")
    path = write(folder, "s.yaml", "extends: carnisse\npolicy: mixed\n" + HORIZON)
    settled = load_scenario(path)
    assert settled.levers["team.fte"] == 3 and settled.agenda == ()


def test_a_name_that_is_nowhere_is_told_with_both_places_looked_in(folder: Path) -> None:
    told = refusal(folder, "extends: carnisse\npolicy: three-transferz\n")
    assert folder.as_posix() in told.why and "'policies/three-transferz'" in told.why
    assert "three-transfers" in told.do


def test_an_event_keeps_the_day_that_its_file_writes() -> None:
    cut = next(one for one in load_scenario("carnisse/mixed").agenda if one.name == "cut-youth")
    assert cut.day == date(2015, 1, 1) and cut.announced_day == date(2013, 7, 1)


def test_a_scenario_that_is_not_there_suggests_the_nearest() -> None:
    with pytest.raises(WijksimError, match="no scenario file") as caught:
        load_scenario("carnisse/mixd")
    assert "did you mean 'carnisse/mixed'" in caught.value.do


def test_a_scenario_without_a_horizon_is_refused(folder: Path) -> None:
    with pytest.raises(WijksimError, match="no horizon"):
        load_scenario(write(folder, "mine.yaml", "title: Mine\n"))
    with pytest.raises(WijksimError, match="the horizon runs from"):
        load(folder, "", **{})
        load_scenario(write(folder, "b.yaml", "horizon: {start: 2014-01-01, end: 2013-01-01}\n"))


def test_parameters_are_held_against_their_declarations(folder: Path) -> None:
    declared = tuple(
        Parameter(key.split(".", 1)[0], key.split(".", 1)[1], one.unit, (-1e9, 1e9), "a meaning")
        for key, one in shipped_settings().items()
    )
    mine = write(folder, "mine.yaml", HORIZON + "submodels: {needs: none}\n")
    known = Declarations(declared, {"needs": ("standard", "none")}, ("R1.trust",))
    assert load_scenario(mine, declarations=known).submodels == {"needs": "none"}
    less = Declarations(declared[1:], known.variants)
    with pytest.raises(WijksimError, match="no parameter is called"):
        load_scenario(mine, declarations=less)
    with pytest.raises(WijksimError, match="submodel"):
        load_scenario(mine, declarations=Declarations(declared, {"ties": ("none",)}))
    with pytest.raises(WijksimError, match="link"):
        load_scenario(mine, declarations=known, overrides={"links_cut": ["R9.none"]})


def test_overrides_stand_above_all_files() -> None:
    scenario = load_scenario(
        "carnisse/mixed",
        overrides={
            "team.fte": 4,
            "needs.onset_debt": 0.0,
            "horizon.end": "2014-06-30",
            "warm_up_weeks": 0,
            "submodels.ties": "none",
            "links_cut": "R1.trust",
        },
    )
    assert scenario.levers["team.fte"] == 4
    assert scenario.parameters["needs.onset_debt"] == 0.0
    assert scenario.end == date(2014, 6, 30)
    known = [entry for entry in scenario.agenda if entry.week > week_number(scenario.end)]
    assert known, "the transfers of 2015 are announced before the run ends"
    assert all(entry.announced_week <= week_number(scenario.end) for entry in known)
    assert (scenario.warm_up_weeks, scenario.submodels) == (0, {"ties": "none"})
    assert scenario.links_cut == ("R1.trust",)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("team.fet", 1), ("team.fte", float("nan")), ("team.fte", 1e9), ("horizon.end", "soon"),
        ("warm_up_weeks", 1.5), ("needs.onset_debt", "much"), ("team.base", 3),
    ],
)  # fmt: skip
def test_an_override_that_cannot_be_is_refused(key: str, value: object) -> None:
    with pytest.raises(WijksimError):
        load_scenario("carnisse/mixed", overrides={key: value})


def test_the_manifest_can_name_every_file_behind_a_scenario() -> None:
    scenario = load_scenario("carnisse/mixed")
    names = [one.name for one in scenario.inputs]
    assert names == sorted(set(names))
    for name in (
        "carnisse/mixed",
        "policies/mixed",
        "policies/three-transfers",
        "supply/default",
        "neighbourhoods/carnisse",
        "parameters/levers",
        "parameters/needs",
    ):
        assert f"scenarios/{name}.yaml" in names
    assert all(len(one.sha256) == 64 for one in scenario.inputs)


def test_the_run_covers_its_horizon_to_the_last_week() -> None:
    scenario = load_scenario("carnisse/mixed")
    assert scenario.last_week == scenario.calendar.last_week == week_number(date(2022, 12, 31))
    assert scenario.first_week == scenario.calendar.first_week - scenario.warm_up_weeks


def test_a_settled_scenario_can_travel_to_another_process() -> None:
    scenario = load_scenario("carnisse/mixed")
    assert pickle.loads(pickle.dumps(scenario)) == scenario


def test_a_name_with_and_without_its_ending_and_a_path_give_the_same(folder: Path) -> None:
    plain = load_scenario("carnisse/mixed")
    assert load_scenario("carnisse/mixed.yaml") == plain
    by_path = load_scenario(shipped_folder() / "carnisse" / "mixed.yaml")
    assert first_difference(by_path, plain) is None


def test_renaming_a_policy_and_its_reasons_makes_no_difference(folder: Path) -> None:
    event = "events: [{date: 2015-01-01, why: %s, source: %s, set: {team.fte: 3}}]\n"
    one = load(folder, "title: One\npolicy: a\n", a="title: A\n" + event % ("good", "x"))
    other = load(folder, "title: Other\npolicy: b\n", b="title: B\n" + event % ("bad", "y"))
    assert one.title != other.title
    assert first_difference(one, other) is None


def test_two_scenarios_part_at_the_first_announcement_they_do_not_share(folder: Path) -> None:
    shared = "{date: 2014-01-01, set: {team.fte: 3}}"
    one = load(folder, f"events: [{shared}, {{date: 2016-01-01, set: {{team.fte: 5}}}}]\n")
    other = load(
        folder,
        f"events: [{shared}, {{date: 2016-01-01, announced: 2015-03-02, set: {{team.fte: 6}}}}]\n",
    )
    assert first_difference(one, other) == week_number(date(2015, 3, 2))
    assert first_difference(other, one) == week_number(date(2015, 3, 2))
    assert first_difference(one, one) is None


def test_the_way_events_are_grouped_makes_no_difference(folder: Path) -> None:
    joined = load(folder, "events: [{date: 2014-01-01, set: {team.fte: 3, access.forms: 1}}]\n")
    apart = load(
        folder,
        "events:\n  - {date: 2014-01-01, set: {access.forms: 1}}\n"
        "  - {date: 2014-01-01, set: {team.fte: 3}}\n",
    )
    assert first_difference(joined, apart) is None


def test_who_has_the_last_word_in_a_week_does_make_a_difference(folder: Path) -> None:
    events = ["{date: 2014-01-01, set: {team.fte: 3}}", "{date: 2014-01-01, set: {team.fte: 5}}"]
    one = load(folder, f"events: [{', '.join(events)}]\n")
    other = load(folder, f"events: [{', '.join(reversed(events))}]\n")
    assert first_difference(one, other) == week_number(date(2014, 1, 1))


def test_scenarios_that_start_differently_differ_from_the_first_week(folder: Path) -> None:
    one = load(folder, "warm_up_weeks: 10\n")
    other = load(folder, "warm_up_weeks: 10\nlevers: {team.fte: 1}\n")
    assert first_difference(one, other) == week_number(date(2013, 1, 1)) - 10 == one.first_week


def test_what_a_shared_policy_plans_for_after_the_end_is_told(folder: Path) -> None:
    mine = write(folder, "mine.yaml", HORIZON + "policy: policies/mixed\n")
    told = too_late(mine)
    assert any("2018-05-25" in one and "known-shocks.yaml, line" in one for one in told), told
    assert too_late("carnisse/mixed") == []
