"""Whatever a file or a name holds, it becomes a scenario or a refusal that helps."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scenario_files import HORIZON, write

from wijksim.core.errors import WijksimError
from wijksim.scenario import shipped
from wijksim.scenario.loading import load_scenario
from wijksim.scenario.shipped import scenario_names, shipped_names

KEYS = [
    "extends",
    "policy",
    "levers",
    "events",
    "parameters",
    "horizon",
    "places",
    "supply",
    "title",
    "figures",
    "submodels",
    "links_cut",
    "leave_out",
    "warm_up_weeks",
    "schema",
    "date",
    "announced",
    "set",
    "name",
    "what",
    "every",
    "value",
    "source",
    "unit",
    "start",
    "end",
    "shocks",
    "nl",
    "en",
    "x",
    "kind",
    "team.fte",
    "team.base",
    "team.presence",
    "budget.debt",
]
SCALARS = [
    "2015-01-01",
    "none",
    "1",
    "-1",
    "1e12",
    "50%",
    "carnisse/mixed",
    "''",
    "true",
    "~",
    "policies/mixed",
    "close",
    "library",
    "../x",
    "mine",
    '"a\\tb"',
    "0.5",
    "no",
]
VALUES = st.recursive(
    st.sampled_from(SCALARS),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda parts: "[" + ", ".join(parts) + "]")
        | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4).map(
            lambda held: "{" + ", ".join(f"{key}: {value}" for key, value in held.items()) + "}"
        )
    ),
    max_leaves=12,
)


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=5))
def test_any_file_becomes_a_scenario_or_a_helpful_refusal(
    folder: Path, held: dict[str, str]
) -> None:
    text = "".join(f"{key}: {value}\n" for key, value in held.items())
    try:
        load_scenario(write(folder, "mine.yaml", text if "horizon" in held else HORIZON + text))
    except WijksimError as problem:
        assert problem.what and problem.do


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=60))
def test_any_name_is_found_or_refused(folder: Path, name: str) -> None:
    try:
        load_scenario(name)
    except WijksimError as problem:
        assert "no scenario file" in problem.what or "folder" in problem.what


def test_every_shipped_scenario_loads() -> None:
    names = scenario_names()
    assert {
        "carnisse/no-team", "carnisse/mixed", "carnisse/top-down-rollout",
        "carnisse/bottom-up-self-organisation",
    } <= set(names) <= set(shipped_names())  # fmt: skip
    for name in names:
        assert load_scenario(name).name == name


def test_an_installed_package_carries_its_scenarios_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "wijksim"
    write(package, "shipped/scenarios/here/one.yaml", HORIZON)
    write(tmp_path, "scenarios/there/two.yaml", HORIZON)
    monkeypatch.setattr(shipped, "_PACKAGE", package)
    assert shipped_names() == ("here/one",)
    (package / "shipped").rename(package / "elsewhere")
    assert shipped_names() == ("there/two",)


def test_an_event_after_the_end_in_a_users_own_policy_is_refused(folder: Path) -> None:
    write(folder, "late.yaml", "events:\n- date: 2027-01-01\n  set: {team.fte: 3}\n")
    mine = write(folder, "mine.yaml", HORIZON + "policy: late.yaml\n")
    with pytest.raises(WijksimError, match="2027-01-01 lies outside the horizon"):
        load_scenario(mine)
