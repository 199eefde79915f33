"""Bad experiments are refused before the first run, with the line and what to do."""

from pathlib import Path

import pytest
from command_line import refused as told_when_refused
from sweep_runs import DEBT, EXPERIMENT, PATIENCE, ROOM, lever, planned

from wijksim.core.errors import WijksimError
from wijksim.outcomes.catalogue import OUTCOMES
from wijksim.scenario.loading import load_scenario
from wijksim.schedule import declarations
from wijksim.sweep.experiment import load_experiment
from wijksim.sweep.plan import make_plan
from wijksim.sweep.varied import varied

ROOT = Path(__file__).resolve().parents[2]


def refused(folder: Path, text: str) -> str:
    with pytest.raises(WijksimError) as found:
        planned(folder, text)
    return str(found.value)


def vary(method: str, factors: str, more: str = "") -> str:
    return f"vary:\n  method: {method}\n{more}  factors:\n{factors}"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (vary("grid", "    rooom.willingness: [0, 1]\n"), ["did you mean 'room.willingness'", "7"]),
        (vary("grid", "    room.willingness: []\n"), ["no values", "line 7"]),
        (vary("grid", "    room.willingness: [0, 0]\n"), ["takes 0.0 twice", "line 7"]),
        (vary("grid", "    room.willingness: [0, 7]\n"), ["outside 0 to 1"]),
        (vary("grid", "    room.willingness: {low: 0, high: 1}\n"), ["a grid needs values"]),
        (vary("grid", "    room.willingness: {low: 1, high: 0}\n"), ["runs from 1 to 0"]),
        (
            vary("grid", "    room.willingness: {low: 0.4, high: 0.4, steps: 3}\n"),
            ["from 0.4 to 0.4"],
        ),
        (vary("grid", "    room.willingness: {low: -1, high: 1, steps: 3}\n"), ["outside 0 to 1"]),
        (
            vary("grid", "    room.willingness: {values: [0.1], low: 0}\n"),
            ["both values and a range", "line 7"],
        ),
        (vary("grid", "    needs.onset_dept: [0.03]\n"), ["did you mean 'needs.onset_debt'"]),
        ("vary: {method: list, rows: []}\n", ["'rows' is missing or empty"]),
        (vary("lhs", "    room.willingness:\n"), ["'samples' is missing"]),
        (vary("lhs", "    room.willingness:\n    room.willingness:\n"), ["stands here twice"]),
        (vary("grid", "    coordination.rule: [no_such]\n"), ["cannot be 'no_such'"]),
        (
            vary("morris", "    coordination.rule:\n", "  samples: 4\n"),
            ["words, which have no order"],
        ),
        (vary("sobol", "    room.willingness:\n", "  samples: 100\n"), ["samples: 128"]),
        (vary("gird", "    room.willingness: [0, 1]\n"), ["did you mean 'grid'"]),
        ("vary: {method: grid}\n", ["'factors' is missing or empty"]),
        ("vary: {method: list, rows: [{room.willingness: 1}, {}]}\n", ["same factors"]),
        ("vary: {method: table, table: ../points.csv}\n", ["outside the folder"]),
        ("vary: {method: table, table: points.csv}\n", ["cannot be read"]),
        ("outcomes: [unmet_needs]\n", ["did you mean 'unmet_need'"]),
        ("outcomes: [waiting, waiting]\n", ["named twice"]),
        ("baseline: carnisse/mixed\n", ["the baseline cannot be"]),
        ("replicats: 3\n", ["did you mean 'replicates'"]),
        ("replicates: 0\n", ["greater than or equal to 1"]),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, text: str, says: list[str]) -> None:
    told = refused(tmp_path, text)
    assert "trial.yaml" in told
    for one in says:
        assert one in told


def test_ten_million_runs_by_accident_are_refused_with_their_count_and_time(tmp_path: Path) -> None:
    factors = "".join(
        f"    {name}: {{low: {low}, high: {high}, steps: 100}}\n"
        for name, low, high in ((ROOM, 0, 1), (PATIENCE, 6, 48), ("change.depth", 0, 1))
    )
    told = refused(tmp_path, vary("grid", factors) + "replicates: 5\n")
    assert "10,000,000 runs" in told and "months on one core" in told
    assert "1,000,000 points, 5 replicates, 2 scenarios" in told


def many(method: str, more: str) -> str:
    return vary(method, f"    {ROOM}: {{low: 0, high: 1}}\n    {DEBT}:\n", more)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (many("lhs", "  samples: 5000000\n"), "10,000,000 runs: 5,000,000 points"),
        (many("sobol", "  samples: 1048576\n"), "8,388,608 runs: 4,194,304 points"),
        (many("morris", "  samples: 2000000\n"), "12,000,000 runs: 6,000,000 points"),
        ("replicates: 5000000\n", "10,000,000 runs: 1 points, 5,000,000 replicates"),
        ("vary: {method: table, table: points.csv}\nreplicates: 1000000\n", "4,000,000 runs: 2"),
        (
            vary("grid", "".join(f"    {one}: {{low: 0, high: 1, steps: 100000}}\n"
                                 for one in (ROOM, "change.depth"))),
            "20,000,000,000 runs: 10,000,000,000 points",
        ),
    ],
)  # fmt: skip
def test_too_many_runs_are_counted_before_a_point_is_made(
    tmp_path: Path, text: str, count: str
) -> None:
    (tmp_path / "points.csv").write_text(f"{ROOM}\n0.2\n0.3\n")
    told = refused(tmp_path, text)
    assert count in told and "on one core" in told and "the budget is 10,000 runs" in told
    assert "budget:" in told and "trial.yaml, line" in told


@pytest.mark.parametrize(
    ("scenarios", "says"),
    [
        ("[]", "names no scenario"),
        ("[carnisse/mixed, carnisse/mixed]", "'carnisse/mixed' is named twice"),
        ("[carnisse/mixd]", "did you mean 'carnisse/mixed'"),
    ],
)
def test_scenarios_that_are_missing_unknown_or_named_twice_are_refused(
    tmp_path: Path, scenarios: str, says: str
) -> None:
    path = tmp_path / "trial.yaml"
    path.write_text(f"schema: 1\nscenarios: {scenarios}\n")
    with pytest.raises(WijksimError, match=says):
        load_experiment(path, declarations=declarations(), catalogue=OUTCOMES)


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (f"{ROOM},{ROOM}\n0.2,0.3\n", "stands in the table twice"),
        (f"{ROOM}\n", "the table is empty"),
        ("rooom.willingness\n0.2\n", "did you mean 'room.willingness'"),
    ],
)
def test_a_table_that_is_empty_or_names_a_factor_twice_or_wrong_is_refused(
    tmp_path: Path, table: str, says: str
) -> None:
    (tmp_path / "points.csv").write_text(table)
    assert says in refused(tmp_path, "vary: {method: table, table: points.csv}\n")


def test_a_refused_experiment_leaves_no_folder_behind(tmp_path: Path) -> None:
    text = EXPERIMENT + many("lhs", "  samples: 5000000\n")
    (tmp_path / "trial.yaml").write_text(text, encoding="utf-8")
    told = told_when_refused("sweep", "trial.yaml", "--out", "out", cwd=tmp_path)
    assert "10,000,000 runs" in told and "on one core" in told
    assert [one.name for one in tmp_path.iterdir()] == ["trial.yaml"]


def test_the_shipped_experiments_can_be_run() -> None:
    files = sorted((ROOT / "experiments").glob("*.yaml"))
    assert files
    for path in files:
        found = load_experiment(path, declarations=declarations(), catalogue=OUTCOMES)
        assert make_plan(found).chunks >= 1


def test_a_table_gives_the_points_that_stand_in_it(tmp_path: Path) -> None:
    (tmp_path / "points.csv").write_text(f"{ROOM},coordination.rule\n0.2,none\n0.9,lead_worker\n")
    design = planned(tmp_path, "vary: {method: table, table: points.csv}\n").experiment.design
    assert design.values(1) == {ROOM: 0.9, "coordination.rule": "lead_worker"}


def test_a_cell_that_cannot_be_is_told_with_its_line_in_the_table(tmp_path: Path) -> None:
    (tmp_path / "points.csv").write_text(f"{ROOM}\n0.2\n3\n")
    told = refused(tmp_path, "vary: {method: table, table: points.csv}\n")
    assert "points.csv, line 3" in told


def test_a_latin_hypercube_has_one_point_in_every_slice(tmp_path: Path) -> None:
    text = vary("lhs", f"    {ROOM}:\n    {PATIENCE}: {{low: 6, high: 48}}\n", "  samples: 20\n")
    table = planned(tmp_path, text).experiment.design.table
    assert sorted((table[ROOM] * 20).astype(int)) == list(range(20))
    assert sorted(((table[PATIENCE] - 6) / 42 * 20).astype(int)) == list(range(20))


def test_nothing_under_a_parameter_means_its_plausible_range(tmp_path: Path) -> None:
    factors = planned(tmp_path, vary("lhs", f"    {DEBT}:\n", "  samples: 4\n")).experiment.design
    low, high = load_scenario("carnisse/mixed").settings[DEBT].bounds
    assert (factors.factors[0].low, factors.factors[0].high) == (low, high)


def test_a_varied_scenario_is_what_the_file_would_say(tmp_path: Path) -> None:
    text = vary("lhs", f"    {ROOM}: {{when: start}}\n    {DEBT}:\n", "  samples: 3\n")
    design = planned(tmp_path, text).experiment.design
    values = design.values(1)
    declared = declarations()
    written = load_scenario("carnisse/mixed", overrides=values, declarations=declared)
    found = varied(load_scenario("carnisse/mixed", declarations=declared), design.factors, values)
    assert found.levers == written.levers and found.parameters == written.parameters
    assert found.agenda == written.agenda


def test_a_policy_lever_is_varied_where_the_policy_sets_it(tmp_path: Path) -> None:
    design = planned(tmp_path, vary("grid", f"    {ROOM}: [0.15]\n")).experiment.design
    before = load_scenario("carnisse/bottom-up-self-organisation")
    after = varied(before, design.factors, design.values(0))
    assert lever(before, ROOM) != 0.15 and lever(after, ROOM) == 0.15
    assert after.levers == before.levers, "the time before the policy stays as it was"


def test_a_lever_varied_from_a_date_on_keeps_its_value(tmp_path: Path) -> None:
    text = vary("grid", f"    {ROOM}: {{values: [0.15], when: 2014-06-01}}\n")
    design = planned(tmp_path, text).experiment.design
    after = varied(
        load_scenario("carnisse/bottom-up-self-organisation"), design.factors, design.values(0)
    )
    weeks = [entry.week for entry in after.agenda]
    assert weeks == sorted(weeks) and lever(after, ROOM) == 0.15


def test_a_factor_can_count_in_one_scenario_only(tmp_path: Path) -> None:
    only = "carnisse/bottom-up-self-organisation"
    text = vary("grid", f"    {DEBT}: {{values: [0.06], only: {only}}}\n")
    design = planned(tmp_path, text).experiment.design
    other = load_scenario("carnisse/top-down-rollout")
    assert varied(other, design.factors, design.values(0)).parameters == other.parameters
