"""Sweeps on the dashboard's shelf: found by a short key, told as they are, and never trusted."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from swept import BOTTOM, TOP, made_up, number_factor, swept_folder

from wijksim.dashboard.sweep_shown import Problem, tell_sweep
from wijksim.dashboard.sweep_told import pictured
from wijksim.dashboard.sweeps import MOST_BYTES, checked_plan, sweeps_in
from wijksim.report.sweeps.page import sweep_page
from wijksim.sweep.analysis.analyse import analyse

SMALL = """
vary:
  method: lhs
  samples: 12
  seed: 1
  factors:
    governance.patience: {low: 6, high: 48}
    needs.onset_debt:
replicates: 2
outcomes: [unmet_need, cost]
"""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("results")
    swept_folder(top, SMALL, name="first")
    return top


def planted(top: Path, name: str, like: Path, **changes: object) -> Path:
    plan = json.loads((like / "plan.json").read_text(encoding="utf-8")) | changes
    (top / name).mkdir()
    (top / name / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    return top / name


def test_a_sweep_is_found_by_the_name_of_its_folder_and_told(shelf: Path) -> None:
    (found,) = sweeps_in([shelf, shelf / "first"])
    assert (found.key, found.outcomes) == ("first", ("unmet_need", "cost"))
    told = tell_sweep(found.folder, outcome="", lang="en", command="wijksim analyse first")
    assert told.problem is Problem.NONE
    assert "wijksim analyse first" in told.body and 'id="regret"' in told.body
    one = tell_sweep(found.folder, outcome="cost", lang="nl", command="x")
    names = {figure.figure for figure in one.figures}
    assert names and not any("unmet" in name for name in names)
    assert all("unmet_need" not in figure.csv for figure in one.figures)


def test_reading_a_sweep_writes_nothing_to_its_folder(shelf: Path) -> None:
    def seen() -> list[tuple[str, int]]:
        return sorted((str(one), one.stat().st_mtime_ns) for one in (shelf / "first").rglob("*"))

    before = seen()
    tell_sweep(shelf / "first", outcome="", lang="nl", command="x")
    assert seen() == before


@pytest.mark.parametrize(
    "changes",
    [
        {"points": 10**12},
        {"points": -1},
        {"points": True},
        {"replicates": "2"},
        {"factors": [{"name": "../../etc/passwd\n", "unit": "1"}]},
        {"factors": [{"name": "<script>", "unit": "1"}]},
        {"factors": {"name": "x"}},
        {"scenarios": []},
        {"baseline": "another"},
        {"method": "<b>"},
        {"outcomes": [["cost"]]},
    ],
)
def test_a_plan_of_the_wrong_size_or_kind_is_passed_over(
    shelf: Path, tmp_path: Path, changes: dict[str, object]
) -> None:
    folder = planted(tmp_path, "bad", shelf / "first", **changes)
    assert checked_plan(folder) is None
    assert sweeps_in([tmp_path]) == ()
    told = tell_sweep(folder, outcome="", lang="nl", command="x")
    assert told.problem is Problem.DAMAGED and told.body == ""


def test_a_plan_that_is_no_json_or_far_too_long_is_passed_over(tmp_path: Path) -> None:
    for name, text in (("a", "{"), ("b", "[" * 90_000), ("c", "9" * (MOST_BYTES + 1))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "plan.json").write_text(text, encoding="utf-8")
    assert sweeps_in([tmp_path]) == ()


def test_a_link_to_another_folder_is_not_followed(shelf: Path, tmp_path: Path) -> None:
    (tmp_path / "away").symlink_to(shelf / "first")
    assert sweeps_in([tmp_path]) == ()


def test_a_sweep_without_runs_or_with_a_damaged_file_says_so(shelf: Path, tmp_path: Path) -> None:
    empty = planted(tmp_path, "empty", shelf / "first")
    assert tell_sweep(empty, outcome="", lang="nl", command="x").problem is Problem.DAMAGED
    odd = planted(tmp_path, "odd", shelf / "first", titles=["<b>"])
    for name in ("runs", "ledger"):
        (odd / name).symlink_to(shelf / "first" / name)
    (odd / "design.parquet").write_bytes(b"no parquet")
    assert tell_sweep(odd, outcome="", lang="nl", command="x").problem is Problem.DAMAGED


def test_titles_that_look_like_html_are_shown_as_text(shelf: Path, tmp_path: Path) -> None:
    title = {"nl": "<img src=x onerror=alert(1)>", "en": "<img src=x onerror=alert(1)>"}
    folder = planted(
        tmp_path, "html", shelf / "first", titles={TOP: title, BOTTOM: title}, title=title
    )
    for name in ("runs", "ledger", "design.parquet"):
        (folder / name).symlink_to(shelf / "first" / name)
    told = tell_sweep(folder, outcome="", lang="en", command="<script>")
    assert told.problem is Problem.NONE
    assert "<img" not in told.body and "<script" not in told.body


def test_every_figure_has_its_own_table_and_a_box_its_sides() -> None:
    draw = np.random.default_rng(1)
    design = pd.DataFrame({"x.one": draw.random(80), "x.two": draw.random(80)})
    base = 10 + draw.standard_normal((80, 2))
    other = base - 4.0 * (design["x.one"] > 0.5).to_numpy()[:, None] + 0.5
    factors = (number_factor("x.one"), number_factor("x.two"))
    found = analyse(made_up(design, factors, {TOP: base, BOTTOM: other}))
    names = ["effects-0", "box-0-0-less", "slopes-0-0", "slopes-level-0", "regret-unmet_need"]
    page = sweep_page(found, lang="nl", command="x", versions={})
    assert [f'data-figure="{one}"' in page for one in names] == [True] * len(names)
    tables = {one.figure: one for one in pictured(found, names, "nl")}
    assert list(tables) == names
    assert tables["box-0-0-less"].sides[0][1].startswith("0,5")
    assert tables["slopes-level-0"].csv.count(TOP) == 2
    assert tables["slopes-0-0"].csv.count(BOTTOM) == 2
