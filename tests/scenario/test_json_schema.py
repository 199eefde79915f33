"""The schema for editors, held against a validator that knows nothing of wijksim."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from wijksim.core.errors import WijksimError
from wijksim.scenario.json_schema import json_schema
from wijksim.scenario.loading import load_scenario
from wijksim.scenario.shipped import shipped_folder
from wijksim.schedule import declarations

HORIZON = "extends: neighbourhoods/pernis\nhorizon: {start: 2013-01-01, end: 2022-12-31}\n"
APART = ("parameters", "supply")
"""Folders of files that have a form of their own."""


@pytest.fixture(scope="module")
def editor() -> Draft202012Validator:
    schema = json_schema(declarations=declarations())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def written(text: str) -> Any:
    """A file as an editor sees it: dates are text."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(one) for key, one in value.items()}
        if isinstance(value, list):
            return [plain(one) for one in value]
        return value.isoformat() if isinstance(value, date) else value

    return plain(YAML(typ="safe").load(text))


def test_an_editor_finds_no_mistake_in_any_shipped_file(editor: Draft202012Validator) -> None:
    folder = shipped_folder()
    files = [one for one in folder.rglob("*.yaml") if one.relative_to(folder).parts[0] not in APART]
    assert len(files) > 30
    wrong = [one.name for one in files if not editor.is_valid(written(one.read_text("utf-8")))]
    assert wrong == []


@pytest.mark.parametrize(
    "text",
    [
        "levrs: {team.fte: 3}",
        "levers: {team.fet: 3}",
        "levers: {team.fte: 999}",
        "levers: {team.base: office}",
        "levers: {team.fte: }",
        "warm_up_weeks: -3",
        "schema: 2",
        "submodels: {needs: nonne}",
        "submodels: {nedes: none}",
        "links_cut: R9.none",
        "parameters: {needs.onset_det: 0.05}",
        "parameters: {needs.onset_debt: 99}",
        "parameters: {needs.onset_debt: {value: 99}}",
        "parameters: {needs.onset_debt: {value: 0.05, unit: 1/week}}",
        "places: [{name: A, kind: libary}]",
        "events: [{date: 2015-01-01}]",
        "events: [{date: 2015-01-01, set: {}}]",
        "events: [{date: soon, set: {team.fte: 3}}]",
        "events: [{date: 2015-01-01, announced: soon, set: {team.fte: 3}}]",
        "events: [{date: 2015-01-01, set: {team.base: office}}]",
        "events: [{date: 2015-01-01, shocks: {war: 2}}]",
    ],
)
def test_an_editor_marks_what_the_loader_refuses(
    text: str, editor: Draft202012Validator, tmp_path: Path
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(HORIZON + text + "\n", encoding="utf-8")
    with pytest.raises(WijksimError):
        load_scenario(path, declarations=declarations())
    assert not editor.is_valid(written(path.read_text("utf-8")))
    assert editor.is_valid(written(HORIZON))


@pytest.mark.parametrize(
    "text",
    [
        "levers: {budget.youth: 85%}",
        "levers: {budget.youth: {value: 0.85, source: minutes}}",
        "submodels: {casework: triage, cooperation: counting+holding}",
        "links_cut: R1.coordination",
        "links_cut: [R1, R5.holding]",
        "parameters: {needs.onset_debt: {value: 0.05, unit: 1/year}}",
        "events: [{date: 2015-01-01, announced: 2014-07-01, set: {team.fte: 3}}]",
    ],
)
def test_an_editor_lets_stand_what_the_loader_takes(
    text: str, editor: Draft202012Validator, tmp_path: Path
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(HORIZON + text + "\n", encoding="utf-8")
    assert load_scenario(path, declarations=declarations())
    assert editor.is_valid(written(path.read_text("utf-8")))
