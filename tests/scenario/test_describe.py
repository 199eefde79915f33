"""A reader can see every value that a scenario settles, and where it comes from."""

import json
import re
from pathlib import Path

import pytest

from wijksim.core.errors import WijksimError
from wijksim.entities.world import SCHEMAS
from wijksim.scenario.describe import describe_model, describe_scenario, narrowed, render
from wijksim.scenario.json_schema import json_schema
from wijksim.scenario.levers import BY_NAME, LEVERS
from wijksim.scenario.loading import load_scenario
from wijksim.scenario.validate import validate

MIXED = "carnisse/mixed"
SPOT = re.compile(r"scenarios/[a-z/_-]+\.yaml:[0-9]+")


def test_every_lever_parameter_figure_and_event_names_its_file_and_line() -> None:
    told = describe_scenario(load_scenario(MIXED))
    for part in ("levers", "parameters", "figures", "places", "events"):
        assert told[part]
        for row in told[part]:
            assert SPOT.fullmatch(row["where"]), row


def test_the_line_that_is_named_holds_the_value() -> None:
    told = describe_scenario(load_scenario(MIXED))
    root = Path(__file__).resolve().parents[2]
    for row in [*told["levers"], *told["parameters"], *told["figures"], *told["places"]]:
        file, line = row["where"].split(":")
        assert row["name"] in (root / file).read_text("utf-8").splitlines()[int(line) - 1]


def test_an_override_is_told_as_such() -> None:
    told = describe_scenario(load_scenario(MIXED, overrides={"team.scan_hours": 3}))
    row = next(one for one in told["levers"] if one["name"] == "team.scan_hours")
    assert (row["value"], row["where"]) == (3, "overrides")


def test_the_model_tells_all_its_levers_and_state_variables() -> None:
    told = describe_model(
        outcomes=[{"name": "waiting", "unit": "week"}], schedule=[{"name": "needs", "reason": "x"}]
    )
    assert [row["name"] for row in told["levers"]] == list(BY_NAME)
    assert len(told["state_variables"]) == sum(len(schema.columns) for schema in SCHEMAS)
    assert told["outcomes"] == [{"name": "waiting", "unit": "week"}]
    page = render(told)
    for heading in ("Levers", "Parameters", "State variables", "Outcomes", "Schedule"):
        assert f"## {heading}" in page


def test_machines_read_the_same_as_people() -> None:
    told = describe_scenario(load_scenario(MIXED))
    read = json.loads(render(told, form="json"))
    assert [row["name"] for row in read["levers"]] == [row["name"] for row in told["levers"]]
    assert read["horizon"] == {"start": "2013-01-01", "end": "2022-12-31"}


def test_text_from_a_file_cannot_break_the_page(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "horizon: {start: 2013-01-01, end: 2014-12-31}\n"
        "levers: {team.fte: {value: 1, source: 'a | b <script> [x](y)'}}\n",
        encoding="utf-8",
    )
    page = render(describe_scenario(load_scenario(path)))
    row = next(line for line in page.splitlines() if line.startswith("| team.fte"))
    assert len(re.findall(r"(?<!\\)\|", row)) == 6
    assert "\\<script>" in row and "\\[x]" in row


def test_an_editor_knows_every_lever_with_its_bounds_or_choices() -> None:
    levers = json_schema()["$defs"]["levers_set"]["properties"]
    assert list(levers) == [one.name for one in LEVERS]
    assert levers["team.presence"]["enum"] == ["none", "added", "replacing"]
    assert levers["team.fte"]["anyOf"][0] == {"type": "number", "minimum": 0, "maximum": 200}
    assert all(one.en in levers[one.name]["description"] for one in LEVERS)


def test_the_editors_schema_is_whole() -> None:
    schema = json_schema()
    text = json.dumps(schema)
    for name in re.findall(r'"#/\$defs/([A-Za-z_]+)"', text):
        assert name in schema["$defs"]
    for name in ("scenario", "policy", "neighbourhood"):
        assert schema["$defs"][name]["additionalProperties"] is False
    assert "horizon" in schema["$defs"]["scenario"]["properties"]
    assert "horizon" not in schema["$defs"]["policy"]["properties"]


def test_checking_files_tells_the_mistake_of_each(tmp_path: Path) -> None:
    texts = {
        "policy.yaml": "levers: {team.fet: 1}\n",
        "neighbourhood.yaml": "figures: {}\nlevers: {team.fte: 1}\n",
        "parameters.yaml": "parameters: {a.b: {value: 3, unit: h, bounds: [0, 1], source: x}}\n",
        "scenario.yaml": "warm_up_weeks: 3\n",
        "well.yaml": "levers: {team.fte: 1}\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    problems = validate(sorted(tmp_path / name for name in texts))
    assert all(isinstance(one, WijksimError) for one in problems)
    told = [f"{Path(one.where.file).name}: {one.what}" for one in problems if one.where]
    assert told == [
        "neighbourhood.yaml: unknown key 'levers'",
        "parameters.yaml: a.b is 3.0, outside 0.0 to 1.0 h",
        "policy.yaml: no lever is called 'team.fet'",
        "scenario.yaml: the scenario has no horizon",
    ]


def test_one_part_or_one_word_can_be_asked_for() -> None:
    told = describe_scenario(load_scenario("carnisse/mixed"))
    page = render(narrowed(told, section="events"))
    assert "cut-youth" in page and "2015-01-01" in page and "## Levers" not in page
    found = narrowed(told, find="desk_hours")
    assert [row["name"] for row in found["levers"]] == ["access.desk_hours"]
    with pytest.raises(WijksimError, match="no section 'evnts'") as caught:
        narrowed(told, section="evnts")
    assert "did you mean 'events'" in caught.value.do
    with pytest.raises(WijksimError, match="nothing here holds"):
        narrowed(told, find="zzzz")


def test_one_sees_where_the_change_of_one_place_ends_and_the_next_begins() -> None:
    page = render(narrowed(describe_scenario(load_scenario(MIXED)), section="events"))
    row = next(line for line in page.splitlines() if line.startswith("| covid-opening-1b "))
    assert "with_kind: True; name: Bibliotheek, what: open" in row


def test_a_mark_in_the_name_of_a_place_is_escaped_once(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "extends: carnisse/mixed\n"
        "events:\n"
        "  - name: opens\n"
        "    date: 2016-01-04\n"
        "    why: a trial\n"
        "    places:\n"
        "      - {what: add, name: A * B, kind: community_centre, x: 42, y: 475, open_hours: 12}\n",
        encoding="utf-8",
    )
    page = render(narrowed(describe_scenario(load_scenario(path)), section="events"))
    row = next(line for line in page.splitlines() if line.startswith("| opens "))
    assert "name: A \\* B," in row


def test_a_long_page_begins_with_its_contents() -> None:
    page = render(describe_scenario(load_scenario("carnisse/mixed")))
    assert page.index("Contents") < page.index("## Levers")
